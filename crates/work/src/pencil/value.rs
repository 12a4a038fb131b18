//! One field of a record: as it stands in a form, and what was typed there as a value.

use super::wrong::Wrong;
use super::{list, order, scale};
use crate::days::Date;
use crate::days::hours::WallTime;
use crate::domain::kinds::{Field, Shape};
use crate::domain::{Figure, Period, Scale, Timescale, number_words, read_day, web_address};
use crate::ledger::pieces::Names;
use crate::ledger::{Ledger, Side};
use crate::record::{Id, Record};
use crate::words::day_text;
use serde_json::Value;

/// Whether a shape's values are words that people write and everybody reads.
pub fn is_words(shape: Shape) -> bool {
    matches!(shape.of_one(), Shape::Text(_) | Shape::Timescale | Shape::OwnerOr(_))
}

/// Whether what is typed in a field may have several lines.
pub fn is_several_lines(field: &Field) -> bool {
    matches!(field.shape.of_one(), Shape::Text(2..) | Shape::Line)
}

/// The most letters that a shape takes: a title has to fit a row, and a passage a page.
fn most_letters(shape: Shape) -> usize {
    match shape {
        Shape::Text(2..) | Shape::Scale => 20_000,
        _ => 500,
    }
}

/// Whether a form can take a field.
pub fn is_typed(field: &Field) -> bool {
    match field.shape {
        Shape::Each(of) => list::is_typed(*of),
        shape => !matches!(shape, Shape::Own(..) | Shape::Any | Shape::Rating),
    }
}

/// A field of a record as it is typed: empty where nothing stands there, or what no form can show.
pub fn typed(ledger: &Ledger, record: &Record, field: &Field) -> String {
    if field.is_list() {
        return list::typed(ledger, record, field);
    }
    record.value(field.name).map(|value| words_of(field, value)).unwrap_or_default()
}

/// A value of a field that is no list, as it is typed.
pub fn words_of(field: &Field, value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    match field.shape {
        Shape::Day => day_text(text),
        Shape::Timescale => Timescale::from_value(value).map(|t| t.words).unwrap_or_default(),
        Shape::Period => Period::from_value(value).words,
        Shape::Number => value.as_f64().map(number_words).unwrap_or_default(),
        Shape::Whole | Shape::Score(_) => value.as_f64().map(|n| n.to_string()).unwrap_or_default(),
        Shape::Flag => value.as_bool().filter(|on| *on).map(|on| on.to_string()).unwrap_or_default(),
        Shape::Scale => scale::typed(&Scale::from_value(value)),
        Shape::Own(..) | Shape::Any | Shape::Rating => String::new(),
        _ => text.to_owned(),
    }
}

/// What was typed in a field that is no list, as its value; what is empty is null, which takes away what stood there.
///
/// # Errors
/// It is no value of the field.
pub fn read(ledger: &Ledger, field: &Field, typed: &str, today: Date) -> Result<Value, Wrong> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Value::Null);
    }
    let most = most_letters(field.shape);
    if typed.chars().count() > most {
        return Err(Wrong::TooLong(most));
    }
    match field.shape {
        Shape::Text(_) | Shape::Telephone | Shape::Code => Ok(typed.into()),
        Shape::Mail if is_address(typed) => Ok(typed.into()),
        Shape::Mail => Err(Wrong::Mail),
        Shape::Web => web_address(typed).map(Value::from).ok_or(Wrong::Web),
        Shape::Choice(choices) if choices.contains(&typed) => Ok(typed.into()),
        Shape::Day => read_day(typed).map(|day| day.to_string().into()).ok_or(Wrong::Day),
        Shape::When => typed.parse::<WallTime>().map(|_| typed.into()).map_err(|_| Wrong::When),
        Shape::Ref(kind) => {
            let is_there = |id: &Id| {
                if kind.is_empty() { ledger.records().get(*id).is_some() } else { ledger.live(*id, kind).is_some() }
            };
            typed.parse::<Id>().ok().filter(is_there).map(|id| id.to_string().into()).ok_or(Wrong::Choice)
        }
        Shape::Number => {
            let figure = Figure::read(typed);
            figure.value.filter(|_| figure.whole.is_none()).map(Value::from).ok_or(Wrong::Number)
        }
        Shape::Whole => typed.parse::<u64>().map(Value::from).map_err(|_| Wrong::Whole),
        Shape::Score(most) => score(typed, most).map(Value::from).ok_or(Wrong::Score(most)),
        Shape::Flag => Ok(Value::Bool(true)),
        Shape::Timescale => Ok(Timescale::read(typed, Some(today)).to_value()),
        Shape::Period => Ok(Period::read(typed).to_value()),
        Shape::Choice(_) => Err(Wrong::Choice),
        Shape::Scale => scale::read(typed).map(|scale| scale.to_value()).map_err(Wrong::Scale),
        Shape::Own(..) | Shape::Any | Shape::Rating | Shape::Each(_) => Err(Wrong::NotTyped),
        Shape::Owner | Shape::OwnerOr(_) | Shape::Link(_) | Shape::Topic | Shape::TopicAt => Err(Wrong::NotTyped),
        Shape::Under(_) | Shape::Placed | Shape::Line => Err(Wrong::NotTyped),
    }
}

/// A field of a record as people read it; empty where nothing stands there. Of a list its members, as they are typed.
pub fn shown(ledger: &Ledger, record: &Record, field: &Field) -> String {
    let names = Names { ledger, file: None };
    match (field.shape, record.value(field.name)) {
        (Shape::Each(Shape::Link(_)), _) => {
            let title = |(member, _): (&str, &Value)| Some(names.title(member.parse().ok()?));
            record.members(field.name).filter_map(title).collect::<Vec<_>>().join("; ")
        }
        (Shape::Each(Shape::Under(_) | Shape::Placed), _) => order::placed(record, field.name)
            .into_iter()
            .map(|(name, _)| names.named(&name))
            .collect::<Vec<_>>()
            .join("\n"),
        (Shape::Each(Shape::Rating), _) => {
            let one = |(member, value): (&str, &Value)| {
                let name = format!("{}/{member}", field.name);
                let rating = names.value_of(field.kind, &name, Some(value));
                Some(format!("{}: {rating}", names.title(member.parse().ok()?)))
            };
            record.members(field.name).filter_map(one).collect::<Vec<_>>().join("\n")
        }
        (Shape::Each(_), _) => list::typed(ledger, record, field),
        (_, None | Some(Value::Null)) => String::new(),
        (_, value) => names.value_of(field.kind, field.name, value),
    }
}

/// Whether what a field of a record says is this person's own word, which the office has not accepted yet.
pub fn is_proposed(ledger: &Ledger, record: &Record, field: &Field) -> bool {
    let issued = ledger.base().and_then(|base| base.get(record.id));
    let differs = |issued| typed(ledger, issued, field) != typed(ledger, record, field);
    ledger.side() == Side::Member && issued.is_some_and(differs)
}

/// A whole number from 1 to the most there is, as typed.
pub fn score(typed: &str, most: u8) -> Option<u8> {
    typed.trim().parse().ok().filter(|n| (1..=most).contains(n))
}

fn is_address(typed: &str) -> bool {
    let parts = typed.split_once('@');
    parts.is_some_and(|(who, host)| !who.is_empty() && !host.is_empty()) && !typed.contains(char::is_whitespace)
}
