//! A plan's rating scale: its ratings one beneath the other, each with name, meaning, shape and colour, moved, added and taken
//! out; or a scale as partnerships have it, to begin from. What is typed is one text, as for every field.

use super::record_form::RecordForm;
use crate::app::components::{Button, Details, Field as Labelled, Fieldset, RatingTag, Select, keyed, live};
use crate::domain::kinds::Field;
use crate::domain::{Colour, Pattern, Plan, Rating, Scale, Shape, kind};
use crate::pencil::scale;
use crate::platform::{self, page, time};
use crate::words::{count, count_with, fill, say};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The scale that is being changed.
#[derive(Clone, Copy)]
struct Editor {
    id: StoredValue<String>,
    value: RwSignal<String>,
    /// What stands where nothing is typed.
    first: StoredValue<Scale>,
    /// How many updates have each rating.
    used: StoredValue<BTreeMap<String, usize>>,
}

impl RecordForm {
    /// The ratings of a scale, to be changed; put away behind their names where the form asks for more than them.
    pub(super) fn scale(self, field: &'static Field) -> AnyView {
        let id = self.id_of(field);
        let (first, used) = self.app.state.with_untracked(|s| {
            let plan = self.id.and_then(|id| s.ledger.live(id, kind::PLAN));
            let used = self.id.map(|id| scale::in_use(&s.ledger, id)).unwrap_or_default();
            (plan.map_or_else(Scale::usual, |plan| Plan(plan).scale()), used)
        });
        let editor = Editor {
            id: StoredValue::new(id.clone()),
            value: self.text(field.name),
            first: StoredValue::new(first),
            used: StoredValue::new(used),
        };
        let is_alone = self.fields().len() == 1;
        let body = view! {
            <Fieldset id=id legend=field.question() hint=field.hint() problems=self.problems>
                {editor.begin_from()}
                <ol class="gt-scale">{editor.rows()}</ol>
                <div class="gt-actions"><Button label=say("scale.add") on_press=move || editor.add() small=true/></div>
            </Fieldset>
        }
        .into_any();
        if is_alone {
            return body;
        }
        let ratings = untrack(|| editor.now());
        let names = ratings.0.iter().map(|r| r.name.as_str()).collect::<Vec<_>>().join(", ");
        let summary = count_with("scale.summary", ratings.0.len(), &[("names", &names)]);
        view! { <Details summary=format!("{}. {summary}", field.called())>{body}</Details> }.into_any()
    }
}

impl Editor {
    /// The scale as it is typed by now.
    fn now(self) -> Scale {
        self.value.with(|text| if text.is_empty() { self.first.get_value() } else { scale::draft(text) })
    }

    fn change(self, change: impl FnOnce(&mut Scale)) {
        let mut now = untrack(|| self.now());
        change(&mut now);
        self.value.set(scale::typed(&now));
    }

    /// One rating; what changes in another is none of its business.
    fn rating(self, key: &str) -> Memo<Option<Rating>> {
        let key = key.to_owned();
        Memo::new(move |_| self.now().get(&key).cloned())
    }

    fn change_one(self, key: &str, change: impl FnOnce(&mut Rating)) {
        self.change(|scale| {
            if let Some(rating) = scale.0.iter_mut().find(|r| r.key == key) {
                change(rating);
            }
        });
    }

    fn updates(self, key: &str) -> usize {
        self.used.with_value(|used| used.get(key).copied().unwrap_or_default())
    }

    fn control(self, key: &str, what: &str) -> String {
        self.id.with_value(|id| format!("{id}-{key}-{what}"))
    }

    /// A scale as partnerships have it, in place of this one. What updates have stays.
    fn begin_from(self) -> AnyView {
        let patterns = Pattern::ALL.iter().map(|p| (p.name.to_owned(), say(&format!("scale.pattern.{}", p.name))));
        let options = [(String::new(), say("scale.beginAsItIs"))].into_iter().chain(patterns).collect();
        let chosen = RwSignal::new(String::new());
        let before = StoredValue::new(self.value.get_untracked());
        let choose = move |name: String| {
            let pattern = Pattern::ALL.into_iter().find(|p| p.name == name);
            // What was typed comes back when nothing is begun from after all.
            if chosen.get_untracked().is_empty() {
                before.set_value(self.value.get_untracked());
            } else {
                self.value.set(before.get_value());
            }
            if let Some(pattern) = pattern {
                self.change(|scale| {
                    let new = pattern.scale();
                    let kept = scale.0.drain(..).filter(|r| self.updates(&r.key) > 0 && new.get(&r.key).is_none());
                    let kept: Vec<Rating> = kept.collect();
                    *scale = new;
                    scale.0.extend(kept);
                });
            }
            chosen.set(name);
        };
        let hint = if self.used.with_value(BTreeMap::is_empty) { String::new() } else { say("scale.keeps") };
        let id = self.control("begin", "from");
        view! { <Select id=id label=say("scale.begin") hint=hint options=options value=chosen on_change=choose/> }
            .into_any()
    }

    fn rows(self) -> AnyView {
        let keys = Memo::new(move |_| self.now().0.into_iter().map(|r| r.key).collect::<Vec<String>>());
        keyed(move || keys.get(), String::clone, move |key| self.row(key))
    }

    /// One rating of the scale.
    fn row(self, key: String) -> AnyView {
        let rating = self.rating(&key);
        let at = {
            let key = key.clone();
            move || self.now().position(&key) + 1
        };
        let legend = live(move || {
            let rating = rating.get();
            let name = rating.as_ref().map(|r| r.name.trim().to_owned()).filter(|name| !name.is_empty());
            let name = name.unwrap_or_else(|| say("scale.new"));
            view! {
                <span class="gt-visually-hidden">{fill("scale.one", &[("number", &at()), ("name", &name)])}</span>
                <span aria-hidden="true"><RatingTag rating=rating.map(|r| Rating { name, ..r })/></span>
            }
        });
        let (shapes, colours) = (Shape::ALL.map(|(name, _)| name), Colour::ALL.map(|(name, _)| name));
        let shape = move |r: &Rating| r.shape.name().to_owned();
        let colour = move |r: &Rating| r.colour.name().to_owned();
        view! {
            <li class="gt-scale__row">
                <fieldset class="nhsuk-fieldset">
                    <legend class="nhsuk-fieldset__legend">{legend}</legend>
                    <div class="gt-scale__fields">
                        {self.line(&key, "name", rating, |r| r.name.clone(), |r, text| r.name = text)}
                        {self.line(&key, "meaning", rating, |r| r.meaning.clone(), |r, text| r.meaning = text)}
                        {self.look(&key, "shape", &shapes, rating, shape, |r, name| r.shape = Shape::read(name).unwrap_or(r.shape))}
                        {self.look(&key, "colour", &colours, rating, colour, |r, name| r.colour = Colour::read(name).unwrap_or(r.colour))}
                    </div>
                    {self.completes(&key, rating)}
                    {self.tools(&key)}
                </fieldset>
            </li>
        }
        .into_any()
    }

    /// A line of words of a rating.
    fn line(
        self,
        key: &str,
        what: &'static str,
        rating: Memo<Option<Rating>>,
        get: fn(&Rating) -> String,
        set: fn(&mut Rating, String),
    ) -> AnyView {
        let id = self.control(key, what);
        let of = key.to_owned();
        let value = move || rating.with(|r| r.as_ref().map(get).unwrap_or_default());
        let typed = move |event| {
            let text = event_target_value(&event);
            self.change_one(&of, |r| set(r, text));
        };
        let control = match what {
            "meaning" => view! { <textarea class="nhsuk-textarea" id=id.clone() rows="2" prop:value=value on:input=typed></textarea> }.into_any(),
            _ => view! { <input class="nhsuk-input" id=id.clone() type="text" autocomplete="off" prop:value=value on:input=typed/> }.into_any(),
        };
        view! { <Labelled id=id label=say(&format!("scale.{what}"))>{control}</Labelled> }.into_any()
    }

    /// The shape or the colour of a rating.
    fn look(
        self,
        key: &str,
        what: &'static str,
        all: &[&'static str],
        rating: Memo<Option<Rating>>,
        get: fn(&Rating) -> String,
        set: fn(&mut Rating, &str),
    ) -> AnyView {
        let options = all.iter().map(|name| ((*name).to_owned(), say(&format!("scale.{what}.{name}")))).collect();
        let value = Signal::derive(move || rating.with(|r| r.as_ref().map(get).unwrap_or_default()));
        let of = key.to_owned();
        let choose = move |name: String| self.change_one(&of, |r| set(r, &name));
        let label = say(&format!("scale.{what}Is"));
        view! { <Select id=self.control(key, what) label=label options=options value=value on_change=choose/> }
            .into_any()
    }

    /// Whether it says that nothing is left to do; one rating does, or none.
    fn completes(self, key: &str, rating: Memo<Option<Rating>>) -> AnyView {
        let id = self.control(key, "complete");
        let of = key.to_owned();
        let is_on = move || rating.with(|r| r.as_ref().is_some_and(|r| r.is_complete));
        let flip = move |event| {
            let on = event_target_checked(&event);
            self.change(|scale| {
                for rating in &mut scale.0 {
                    rating.is_complete = on && rating.key == of;
                }
            });
        };
        view! {
            <div class="nhsuk-checkboxes">
                <div class="nhsuk-checkboxes__item">
                    <input class="nhsuk-checkboxes__input" id=id.clone() type="checkbox" prop:checked=is_on on:change=flip/>
                    <label class="nhsuk-label nhsuk-checkboxes__label" for=id>{say("scale.completes")}</label>
                </div>
            </div>
        }
        .into_any()
    }

    /// Moving a rating up and down, and taking it out, which one that updates have cannot be.
    fn tools(self, key: &str) -> AnyView {
        let step = |name: &'static str, by: isize| {
            let (of, id) = (key.to_owned(), self.control(key, name));
            let back = id.clone();
            let press = move |_| {
                self.change(|scale| {
                    let at = scale.position(&of);
                    let to = at.saturating_add_signed(by);
                    if at.max(to) < scale.0.len() {
                        scale.0.swap(at, to);
                    }
                });
                let back = back.clone();
                time::after(0, move || page::focus_in_place(&back));
            };
            let arrow = if by < 0 { "\u{2191}" } else { "\u{2193}" };
            view! { <button class="gt-step" id=id type="button" aria-label=say(&format!("scale.{name}")) on:click=press>{arrow}</button> }
        };
        let updates = self.updates(key);
        let of = key.to_owned();
        let remove = move || self.change(|scale| scale.0.retain(|r| r.key != of));
        let remove = match updates {
            0 => view! { <Button label=say("scale.remove") on_press=remove small=true/> }.into_any(),
            _ => view! { <span class="gt-meta">{count("scale.updates", updates)}</span> }.into_any(),
        };
        view! { <div class="gt-row-tools gt-scale__tools">{step("up", -1)} {step("down", 1)} {remove}</div> }.into_any()
    }

    /// A rating more, with a look that none has yet.
    fn add(self) {
        let key = platform::new_id().to_string();
        let name = self.control(&key, "name");
        self.change(|scale| {
            let is_free =
                |(shape, colour): &(Shape, Colour)| !scale.0.iter().any(|r| r.shape == *shape && r.colour == *colour);
            let looks = Colour::ALL.iter().flat_map(|(_, c)| Shape::ALL.iter().map(move |(_, s)| (*s, *c)));
            let fresh = |(_, colour): &(Shape, Colour)| !scale.0.iter().any(|r| r.colour == *colour);
            let free: Vec<(Shape, Colour)> = looks.filter(is_free).collect();
            let look = free.iter().find(|look| fresh(look)).or(free.first()).copied();
            let (shape, colour) = look.unwrap_or((Shape::Diamond, Colour::Grey));
            scale.0.push(Rating {
                key,
                name: String::new(),
                meaning: String::new(),
                shape,
                colour,
                is_complete: false,
            });
        });
        time::after(0, move || page::focus_field(&name));
    }
}
