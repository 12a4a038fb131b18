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

/// Whether a rating with this key says that nothing is left to do. A plan calls it what it likes; that it means this is in
/// its key, since no colour or place in the scale tells it.
pub fn says_complete(key: &str) -> bool {
    matches!(key, "complete" | "completed" | "done")
}

impl Scale {
    /// The scale of a plan that has none of its own yet: delivery confidence, as most partnerships'
    /// progress reports have it.
    pub fn usual() -> Scale {
        let rating = |key: &str, name: &str, meaning: &str, shape, colour| Rating {
            key: key.to_owned(),
            name: name.to_owned(),
            meaning: meaning.to_owned(),
            shape,
            colour,
        };
        Scale(vec![
            rating("complete", "Complete", "Done, nothing left to do", Shape::Tick, Colour::Blue),
            rating("on-track", "On track", "Going to plan", Shape::Circle, Colour::Green),
            rating(
                "at-risk",
                "Some concerns",
                "Late or short of something, with a way back",
                Shape::Triangle,
                Colour::Amber,
            ),
            rating("off-track", "Off track", "Will not be done as planned without help", Shape::Square, Colour::Red),
            rating("not-started", "Not started", "Work has not begun", Shape::Ring, Colour::Grey),
        ])
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

    /// A position in the scale, for sorting and directions; ratings that are not in it come last.
    pub fn rank(&self, key: &str) -> usize {
        self.0.iter().position(|r| r.key == key).unwrap_or(self.0.len())
    }

    /// The scale as a plan's field holds it.
    pub fn to_value(&self) -> Value {
        let one = |r: &Rating| {
            json!({ "key": r.key, "name": r.name, "meaning": r.meaning,
                "shape": named(&Shape::ALL, r.shape), "colour": r.colour.name() })
        };
        Value::Array(self.0.iter().map(one).collect())
    }

    /// A scale from a plan's field; what is not understood of a rating gets a plain look, a rating
    /// without key is left out.
    pub fn from_value(value: &Value) -> Scale {
        let text = |v: &Value, name: &str| v.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let one = |v: &Value| {
            let key = text(v, "key");
            (!key.is_empty()).then(|| Rating {
                name: Some(text(v, "name")).filter(|n| !n.is_empty()).unwrap_or_else(|| key.clone()),
                key,
                meaning: text(v, "meaning"),
                shape: by_name(&Shape::ALL, &text(v, "shape")).unwrap_or(Shape::Diamond),
                colour: by_name(&Colour::ALL, &text(v, "colour")).unwrap_or(Colour::Grey),
            })
        };
        Scale(value.as_array().into_iter().flatten().filter_map(one).collect())
    }
}
