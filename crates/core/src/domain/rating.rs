//! Rating scales. What red or blue means differs between partnerships, so the scale belongs to the
//! plan: names, meanings, order, shape and colour are data.

use serde_json::{Value, json};

/// One step of a plan's rating scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// What updates refer to; never shown.
    pub key: String,
    /// The word people read.
    pub name: String,
    /// What the word means in this plan.
    pub meaning: String,
    /// The shape beside the word.
    pub shape: Shape,
    /// The colour of shape and word; never the only sign.
    pub colour: Colour,
    /// Whether it says that nothing is left to do.
    pub is_complete: bool,
}

/// The shape that goes with a rating's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Shape {
    Circle,
    Triangle,
    Square,
    Diamond,
    Tick,
    Ring,
}

/// The colour that goes with a rating's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Colour {
    Green,
    Amber,
    Red,
    Blue,
    Purple,
    Grey,
}

impl Shape {
    /// All shapes with their names in data.
    pub const ALL: [(&'static str, Shape); 6] = [
        ("circle", Shape::Circle),
        ("triangle", Shape::Triangle),
        ("square", Shape::Square),
        ("diamond", Shape::Diamond),
        ("tick", Shape::Tick),
        ("ring", Shape::Ring),
    ];

    /// The shape's name in data.
    pub fn name(self) -> &'static str {
        named(&Shape::ALL, self)
    }

    /// The shape of this name in data.
    pub fn read(name: &str) -> Option<Shape> {
        by_name(&Shape::ALL, name)
    }

    /// A character of that shape, for papers that are only text.
    pub fn glyph(self) -> char {
        match self {
            Shape::Circle => '\u{25cf}',
            Shape::Triangle => '\u{25b2}',
            Shape::Square => '\u{25a0}',
            Shape::Diamond => '\u{25c6}',
            Shape::Tick => '\u{2713}',
            Shape::Ring => '\u{25cb}',
        }
    }
}

impl Colour {
    /// All colours with their names in data.
    pub const ALL: [(&'static str, Colour); 6] = [
        ("green", Colour::Green),
        ("amber", Colour::Amber),
        ("red", Colour::Red),
        ("blue", Colour::Blue),
        ("purple", Colour::Purple),
        ("grey", Colour::Grey),
    ];

    /// The colour's name in data and in style classes.
    pub fn name(self) -> &'static str {
        named(&Colour::ALL, self)
    }

    /// The colour of this name in data.
    pub fn read(name: &str) -> Option<Colour> {
        by_name(&Colour::ALL, name)
    }
}

fn named<T: Copy + PartialEq>(all: &[(&'static str, T)], one: T) -> &'static str {
    all.iter().find(|(_, t)| *t == one).map_or("", |(name, _)| name)
}

fn by_name<T: Copy>(all: &[(&'static str, T)], name: &str) -> Option<T> {
    all.iter().find(|(n, _)| *n == name).map(|(_, t)| *t)
}

/// A plan's ratings, best first as the plan orders them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scale(pub Vec<Rating>);

/// Whether a rating with this key says that nothing is left to do, in a scale of which nobody has said which one does: no
/// colour or place in the scale tells it.
fn says_complete(key: &str) -> bool {
    matches!(key, "complete" | "completed" | "done")
}

/// A scale as partnerships have it, to begin from: its name in words, and its ratings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pattern {
    /// What its words are called by.
    pub name: &'static str,
    ratings: &'static [(&'static str, &'static str, &'static str, Shape, Colour)],
}

/// Delivery confidence, as most partnerships' progress reports have it.
const CONFIDENCE: Pattern = Pattern {
    name: "confidence",
    ratings: &[
        ("complete", "Complete", "Done, nothing left to do", Shape::Tick, Colour::Blue),
        ("on-track", "On track", "Going to plan", Shape::Circle, Colour::Green),
        ("at-risk", "Some concerns", "Late or short of something, with a way back", Shape::Triangle, Colour::Amber),
        ("off-track", "Off track", "Will not be done as planned without help", Shape::Square, Colour::Red),
        ("not-started", "Not started", "Work has not begun", Shape::Ring, Colour::Grey),
    ],
};

/// Red, amber, green, with blue for what is done.
const BRAG: Pattern = Pattern {
    name: "brag",
    ratings: &[
        ("complete", "Blue", "Complete", Shape::Tick, Colour::Blue),
        ("on-track", "Green", "On track", Shape::Circle, Colour::Green),
        ("at-risk", "Amber", "At risk, with a plan to put it right", Shape::Triangle, Colour::Amber),
        ("off-track", "Red", "Off track", Shape::Square, Colour::Red),
    ],
};

/// Red, amber, green.
const RAG: Pattern = Pattern {
    name: "rag",
    ratings: &[
        ("on-track", "Green", "On track, or done", Shape::Circle, Colour::Green),
        ("at-risk", "Amber", "At risk, with a plan to put it right", Shape::Triangle, Colour::Amber),
        ("off-track", "Red", "Off track", Shape::Square, Colour::Red),
    ],
};

impl Pattern {
    /// All of them, the usual one first.
    pub const ALL: [Pattern; 3] = [CONFIDENCE, BRAG, RAG];

    /// The scale.
    pub fn scale(self) -> Scale {
        let rating = |&(key, name, meaning, shape, colour): &(&str, &str, &str, Shape, Colour)| Rating {
            key: key.to_owned(),
            name: name.to_owned(),
            meaning: meaning.to_owned(),
            shape,
            colour,
            is_complete: says_complete(key),
        };
        Scale(self.ratings.iter().map(rating).collect())
    }
}

impl Scale {
    /// The scale of a plan that has none of its own yet: delivery confidence, as most partnerships'
    /// progress reports have it.
    pub fn usual() -> Scale {
        CONFIDENCE.scale()
    }

    /// Whether the rating with this key says that nothing is left to do.
    pub fn is_complete(&self, key: &str) -> bool {
        self.get(key).map_or_else(|| says_complete(key), |rating| rating.is_complete)
    }

    /// Whether the rating with this key says that the work goes to plan: the green ones say so, or where a scale has none the
    /// round ones, as long as they do not mean that nothing is left to do. Where a rating stands in the list tells nothing: a
    /// scale may begin with what has not been started.
    pub fn is_on_track(&self, key: &str) -> bool {
        let open = || self.0.iter().filter(|rating| !rating.is_complete);
        let has_green = open().any(|rating| rating.colour == Colour::Green);
        let says_so = |rating: &Rating| match has_green {
            true => rating.colour == Colour::Green,
            false => rating.shape == Shape::Circle,
        };
        open().any(|rating| rating.key == key && says_so(rating))
    }

    /// The rating with this key.
    pub fn get(&self, key: &str) -> Option<&Rating> {
        self.0.iter().find(|r| r.key == key)
    }

    /// The rating that a paper's cell means: its key, its name, or the name of its colour, whatever
    /// the case. `None` where the cell is blank or says something else.
    ///
    /// ```
    /// use golden_thread_core::domain::Scale;
    ///
    /// let scale = Scale::usual();
    /// assert_eq!(scale.read("AMBER").map(|r| r.name.as_str()), Some("Some concerns"));
    /// assert_eq!(scale.read(""), None, "blank is not known, never green");
    /// ```
    pub fn read(&self, cell: &str) -> Option<&Rating> {
        let cell = super::ids::normal_words(cell);
        let is = |text: &str| super::ids::normal_words(text) == cell;
        let letter = |r: &Rating| {
            matches!(
                (cell.as_str(), r.colour),
                ("r", Colour::Red) | ("a" | "yellow", Colour::Amber) | ("g", Colour::Green) | ("b", Colour::Blue)
            )
        };
        self.0.iter().find(|r| is(&r.key) || is(&r.name) || is(r.colour.name()) || letter(r))
    }

    /// A rating's place in the scale, from 0; the number of ratings for one that is not in it.
    pub fn position(&self, key: &str) -> usize {
        self.0.iter().position(|r| r.key == key).unwrap_or(self.0.len())
    }

    /// How good a rating is, for sorting and directions, the best 0. Nothing is better than having nothing left to do,
    /// wherever a plan lists that; the others are as good as they stand in the scale, and those that are not in it come last.
    pub fn rank(&self, key: &str) -> usize {
        if self.is_complete(key) { 0 } else { self.position(key) + 1 }
    }

    /// The scale as a plan's field holds it.
    pub fn to_value(&self) -> Value {
        let one = |r: &Rating| {
            json!({ "key": r.key, "name": r.name, "meaning": r.meaning, "shape": r.shape.name(),
                "colour": r.colour.name(), "complete": r.is_complete })
        };
        Value::Array(self.0.iter().map(one).collect())
    }

    /// A scale from a plan's field; what is not understood of a rating gets a plain look, a rating without key is left
    /// out. Where none says whether it means that the work is complete, as in plans of before, the keys do.
    pub fn from_value(value: &Value) -> Scale {
        let all = || value.as_array().into_iter().flatten();
        let is_said = all().any(|v| v.get("complete").is_some());
        let text = |v: &Value, name: &str| v.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let one = |v: &Value| {
            let key = text(v, "key");
            (!key.is_empty()).then(|| Rating {
                name: Some(text(v, "name")).filter(|n| !n.is_empty()).unwrap_or_else(|| key.clone()),
                meaning: text(v, "meaning"),
                shape: Shape::read(&text(v, "shape")).unwrap_or(Shape::Diamond),
                colour: Colour::read(&text(v, "colour")).unwrap_or(Colour::Grey),
                is_complete: match is_said {
                    true => v.get("complete").and_then(Value::as_bool).unwrap_or_default(),
                    false => says_complete(&key),
                },
                key,
            })
        };
        // Of two with one key the first counts: nothing could tell them apart.
        let mut scale = Scale::default();
        for rating in all().filter_map(one) {
            if scale.get(&rating.key).is_none() {
                scale.0.push(rating);
            }
        }
        scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_to_plan_is_told_by_its_look_and_not_by_its_place() {
        for pattern in Pattern::ALL {
            let scale = pattern.scale();
            let on_track: Vec<&str> =
                scale.0.iter().map(|r| r.key.as_str()).filter(|key| scale.is_on_track(key)).collect();
            assert_eq!(on_track, ["on-track"], "{}", pattern.name);
        }
        let scale = |ratings: &[(&str, &str, &str)]| {
            let one =
                |(key, shape, colour): &(&str, &str, &str)| json!({ "key": key, "shape": shape, "colour": colour });
            Scale::from_value(&Value::Array(ratings.iter().map(one).collect()))
        };
        let begun = scale(&[("waiting", "ring", "grey"), ("well", "tick", "green"), ("better", "diamond", "green")]);
        assert!(!begun.is_on_track("waiting") && begun.is_on_track("well") && begun.is_on_track("better"));
        let without = scale(&[("waiting", "ring", "grey"), ("well", "circle", "blue"), ("badly", "square", "red")]);
        assert!(without.is_on_track("well") && !without.is_on_track("waiting") && !without.is_on_track("unheard of"));
        assert!(!scale(&[("one", "square", "red"), ("two", "ring", "grey")]).is_on_track("one"));
    }

    #[test]
    fn which_rating_says_complete_is_said_or_else_follows_from_the_keys() {
        let scale = |value| Scale::from_value(&value);
        let before = scale(json!([{ "key": "done", "name": "Finished" }, { "key": "blue", "name": "Blue" }]));
        assert!(before.is_complete("done") && !before.is_complete("blue"));
        let said =
            scale(json!([{ "key": "done", "name": "Handed in" }, { "key": "blue", "name": "Over", "complete": true }]));
        assert!(said.is_complete("blue") && !said.is_complete("done"));
        assert_eq!(Scale::from_value(&said.to_value()), said);
        assert!(Scale::usual().is_complete("complete") && !Scale::usual().is_complete("on-track"));
        let at_the_end =
            scale(json!([{ "key": "green" }, { "key": "red" }, { "key": "complete" }, { "key": "blank" }]));
        let order = ["complete", "green", "red", "blank", "unheard of"].map(|key| at_the_end.rank(key));
        assert!(order.is_sorted(), "what is complete has not become worse: {order:?}");
        let none = scale(json!([{ "key": "done", "name": "Done", "complete": false }]));
        assert!(!none.is_complete("done"), "somebody said that it does not");
    }
}
