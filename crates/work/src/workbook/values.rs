//! The text of a cell as the values that it comes to, beside what went out.

use super::column::{Column, Holds, RATINGS, sheets};
use super::names::Index;
use super::view::View;
use crate::domain::ids::normal_words;
use crate::domain::kinds::{Field, Shape};
use crate::domain::{Update, kind};
use crate::pencil::{Wrong, order, value};
use crate::record::{Id, Record};
use crate::words::say;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Fields with their new values; null takes away what stood there.
pub(super) type Values = Vec<(String, Value)>;

/// Reads names: as they went out, as they are now, and those of rows that are new in the same workbook.
pub(super) struct Reader<'a> {
    pub view: &'a View<'a>,
    /// The names that went out.
    pub out: Index,
    /// What is new: the key by its list and its name.
    pub new: BTreeMap<(&'static str, String), String>,
}

/// What went out in a cell, and what stands in it now.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    pub was: &'a str,
    pub says: &'a str,
}

impl Reader<'_> {
    /// The key that a text names in a list.
    fn key(&self, list: &str, text: &str) -> Option<String> {
        let now = &self.view.index;
        let known = self.out.exact(list, text).or_else(|| now.exact(list, text)).or_else(|| now.loose(list, text));
        let new = || {
            let list = sheets().find(|kind| *kind == list)?;
            self.new.get(&(list, normal_words(text))).map(String::as_str)
        };
        known.or_else(new).map(str::to_owned)
    }

    /// Whether a record may be named: it is here, or is new in this workbook.
    fn is_there(&self, of: &str, key: &str) -> bool {
        let is_here = || key.parse::<Id>().is_ok_and(|id| self.view.ledger.live(id, of).is_some());
        is_here() || self.new.iter().any(|((list, _), new)| *list == of && new == key)
    }

    /// The value of a field that is no list; null where the cell is empty.
    pub fn single(&self, column: Column, field: &Field, says: &str) -> Result<Value, Wrong> {
        let says = says.trim();
        let list = column.list().unwrap_or_default();
        let key = || self.key(&list, says);
        match field.shape {
            _ if says.is_empty() => Ok(Value::Null),
            Shape::Ref(of) => key().filter(|key| self.is_there(of, key)).map(Value::from).ok_or(Wrong::Choice),
            Shape::Choice(choices) => {
                let plain = || Some(says.to_owned()).filter(|word| choices.contains(&word.as_str()));
                let known = key().or_else(plain).filter(|key| choices.contains(&key.as_str()));
                known.map(Value::from).ok_or(Wrong::Choice)
            }
            Shape::Flag => match key().is_some() || ["true", "1", "x", "y"].contains(&says.to_lowercase().as_str()) {
                true => Ok(true.into()),
                false if ["no", "false", "0", "n"].contains(&says.to_lowercase().as_str()) => Ok(Value::Null),
                false => Err(Wrong::Choice),
            },
            _ => value::read(self.view.ledger, field, says, self.view.today),
        }
    }

    /// What a cell's change comes to in a list: only who came and who went, so that whatever others did with it meanwhile
    /// stays. `record` is as it is here now; none for a new one.
    pub fn list(
        &self,
        column: Column,
        field: &Field,
        record: Option<&Record>,
        cell: Cell<'_>,
    ) -> Result<Values, Wrong> {
        let (before, others_before) = self.known_members(column, cell.was);
        let (now, others) = self.members(column, field.shape.of_one(), cell.says)?;
        let has = |key: &str| record.is_some_and(|r| r.members(field.name).any(|(member, _)| member == key));
        let member = |key: &str| format!("{}/{key}", field.name);
        let left = before.iter().filter(|(key, _)| !now.iter().any(|(new, _)| new == key) && has(key));
        let mut values: Values = left.map(|(key, _)| (member(key), Value::Null)).collect();
        let came = now.iter().enumerate();
        let came = came.filter(|(_, (key, _))| !before.iter().any(|(old, _)| old == key) && !has(key));
        for (at, (key, typed)) in came {
            let value = match field.shape.of_one() {
                Shape::Owner | Shape::OwnerOr(_) => json!({ "order": at + 1, "as": typed }),
                Shape::Under(_) | Shape::Placed => order::last(self.view.ledger, field.kind, field.name, key).into(),
                Shape::TopicAt => at.into(),
                _ => true.into(),
            };
            values.push((member(key), value));
        }
        if let Shape::OwnerOr(words) = field.shape.of_one()
            && others != others_before
        {
            let others = others.join("; ");
            values.push((words.to_owned(), if others.is_empty() { Value::Null } else { others.into() }));
        }
        Ok(values)
    }

    /// The members that a text names, each with how it is spelled there, and of owners those who are no organisation.
    #[allow(clippy::type_complexity)]
    fn members(&self, column: Column, shape: Shape, text: &str) -> Result<(Vec<(String, String)>, Vec<String>), Wrong> {
        let list = column.list().unwrap_or_default();
        let (mut members, mut others): (Vec<(String, String)>, Vec<String>) = (Vec::new(), Vec::new());
        for (piece, found) in self.pieces(column, &list, text) {
            match (found, shape) {
                (Some(key), _) if !self.is_member(shape, &key) => return Err(Wrong::Choice),
                (Some(key), _) if members.iter().any(|(known, _)| *known == key) => {}
                (Some(key), _) => members.push((key, piece)),
                (None, Shape::OwnerOr(_)) => others.push(piece),
                (None, Shape::Owner) => return Err(Wrong::Organisation(piece)),
                (None, _) => return Err(Wrong::Choice),
            }
        }
        Ok((members, others))
    }

    /// Whether what a key names is still there.
    fn is_member(&self, shape: Shape, key: &str) -> bool {
        match shape {
            Shape::Link(of) | Shape::Under(of) if !of.is_empty() => self.is_there(of, key),
            Shape::Owner | Shape::OwnerOr(_) => self.is_there(kind::ORGANISATION, key),
            Shape::Placed => {
                crate::domain::Placement::read(key).is_some_and(|at| order::is_place(self.view.ledger, at))
            }
            _ => true,
        }
    }

    /// The members that went out in a cell. One that nobody can find any more cannot be taken out either.
    fn known_members(&self, column: Column, text: &str) -> (Vec<(String, String)>, Vec<String>) {
        let list = column.list().unwrap_or_default();
        let (mut members, mut others) = (Vec::new(), Vec::new());
        for (piece, found) in self.pieces(column, &list, text) {
            match found {
                Some(key) => members.push((key, piece)),
                None => others.push(piece),
            }
        }
        (members, others)
    }

    /// The parts of a text that name something, each with the key that it names. What is named as a whole is not parted.
    fn pieces(&self, column: Column, list: &str, text: &str) -> Vec<(String, Option<String>)> {
        let own = |word: &str| word.split_whitespace().collect::<Vec<_>>().join(" ").replace('/', " ");
        let free = |between: &[char]| -> Vec<(String, Option<String>)> {
            let words = text.split(between).map(own).filter(|word| !word.is_empty());
            words.map(|word| (word.clone(), Some(word))).collect()
        };
        match column.shape() {
            Shape::Flag if list.is_empty() => return free(&[',', ';', '\n']),
            Shape::Line => return free(&['\n']),
            _ => {}
        }
        let mut all = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let Some(key) = self.key(list, line) {
                all.push((line.to_owned(), Some(key)));
                continue;
            }
            for piece in line.split(';').map(str::trim).filter(|piece| !piece.is_empty()) {
                all.push((piece.to_owned(), self.key(list, piece)));
            }
        }
        all
    }

    /// What an update's actions and their ratings come to.
    pub fn rated(&self, record: Option<&Record>, actions: Cell<'_>, ratings: Cell<'_>) -> Result<Values, Wrong> {
        let Some(field) = crate::domain::kinds::field(kind::UPDATE, "covers/") else { return Ok(Vec::new()) };
        let column = Column { name: field.name, holds: Holds::Rated(field) };
        let (before, _) = self.known_members(column, actions.was);
        let before = self.pairs(before, ratings.was).unwrap_or_default();
        let now = self.pairs(self.members(column, column.shape(), actions.says)?.0, ratings.says)?;
        let has = |key: &str| record.and_then(|r| r.members(field.name).find(|(member, _)| *member == key));
        let mut values = Values::new();
        for action in before.keys().filter(|action| !now.contains_key(*action) && has(action).is_some()) {
            values.push((format!("{}/{action}", field.name), Value::Null));
        }
        for (action, rating) in &now {
            let is_old = before.get(action) == Some(rating);
            if let (false, Ok(id)) = (is_old, action.parse::<Id>()) {
                let (name, value) = Update::covering(id, rating.as_deref());
                if has(action).is_none_or(|(_, stands)| *stands != value) {
                    values.push((name, value));
                }
            }
        }
        Ok(values)
    }

    /// Whether a field that a list's cell changes says something else here than when the cell went out. Who is in a list is
    /// known one by one: a member that came or went since is no other version of this one. The words beside them are one text.
    pub fn is_stale_in_list(&self, column: Column, field: &Field, record: &Record, was: &str, name: &str) -> bool {
        if name.starts_with(&format!("{}/", field.name)) {
            return false;
        }
        let others = |text: &str| self.known_members(column, text).1;
        others(was) != others(record.text(name).unwrap_or_default())
    }

    /// Whether an update's action is rated otherwise here than when its actions and their ratings went out.
    pub fn is_stale_in_rated(&self, record: &Record, (actions, ratings): (&str, &str), name: &str) -> bool {
        let Some(field) = crate::domain::kinds::field(kind::UPDATE, "covers/") else { return false };
        let column = Column { name: field.name, holds: Holds::Rated(field) };
        let before = self.pairs(self.known_members(column, actions).0, ratings).unwrap_or_default();
        let stands = record.value(name).filter(|value| !value.is_null());
        let action = name.split_once('/').map_or("", |(_, action)| action);
        let went_out = before.get(action).and_then(|rating| {
            let (_, value) = Update::covering(action.parse().ok()?, rating.as_deref());
            Some(value)
        });
        stands != went_out.as_ref()
    }

    /// Actions with the keys of their ratings, a line each; one rating is of one action only.
    fn pairs(&self, actions: Vec<(String, String)>, ratings: &str) -> Result<BTreeMap<String, Option<String>>, Wrong> {
        let lines: Vec<&str> = ratings.lines().map(str::trim).collect();
        if !ratings.trim().is_empty() && lines.len() != actions.len() {
            return Err(Wrong::Choice);
        }
        let mut all = BTreeMap::new();
        for (at, (action, _)) in actions.into_iter().enumerate() {
            all.insert(action, self.rating(lines.get(at).copied().unwrap_or_default())?);
        }
        Ok(all)
    }

    /// The key of a rating; `None` where it is not known.
    pub fn rating(&self, says: &str) -> Result<Option<String>, Wrong> {
        let none = normal_words(&say("rating.none"));
        match normal_words(says) {
            words if words.is_empty() || words == none => Ok(None),
            _ => {
                let key = self.key(RATINGS, says);
                let here = |key: &String| self.view.tree.scale.get(key).is_some();
                key.filter(here).map(Some).ok_or(Wrong::Choice)
            }
        }
    }
}
