//! What is counted at an event: so many of each named thing. Counts add up in any order, so that phones at one
//! stall never overwrite each other.
//!
//! Names are paths, read from the left:
//!
//! | name | what it counts |
//! |---|---|
//! | `talk/<hour>/<topic>/<happened>` | conversations; see [`Happened`](super::Happened) |
//! | `group/<happened>` | conversations among them with two or three people |
//! | `also/<topic>` | conversations that came to a further topic |
//! | `service/<service id>` | conversations that ended with a service to go to |
//! | `age/<band>`, `language/<language>`, `district/<district>` | people who said so; never crossed |
//! | `leaflets`, `reached` | leaflets given out; people reached |

use super::languages;
use serde_json::Value;

/// So many of each named thing; what is not there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts(Vec<(String, u64)>);

/// No count that people take is greater; more is held at it, so that sums never run over.
const MAX_COUNT: u64 = 1_000_000_000;

impl Counts {
    /// Nothing counted.
    pub fn new() -> Counts {
        Counts::default()
    }

    /// How many of one thing.
    pub fn get(&self, name: &str) -> u64 {
        self.place(name).ok().and_then(|at| self.0.get(at)).map_or(0, |(_, n)| *n)
    }

    /// So many more of one thing.
    ///
    /// ```
    /// use golden_thread_core::domain::Counts;
    ///
    /// let mut counts = Counts::new();
    /// counts.add("leaflets", 12);
    /// counts.take("leaflets", 20);
    /// assert_eq!(counts.get("leaflets"), 0, "never below none");
    /// ```
    pub fn add(&mut self, name: &str, more: u64) {
        self.set(name, self.get(name).saturating_add(more));
    }

    /// So many fewer of one thing, never below none.
    pub fn take(&mut self, name: &str, fewer: u64) {
        self.set(name, self.get(name).saturating_sub(fewer));
    }

    fn set(&mut self, name: &str, count: u64) {
        let count = count.min(MAX_COUNT);
        match self.place(name) {
            Ok(at) if count == 0 => drop(self.0.remove(at)),
            Ok(at) => self.0.iter_mut().skip(at).take(1).for_each(|(_, n)| *n = count),
            Err(_) if count == 0 => {}
            Err(at) => self.0.insert(at, (name.to_owned(), count)),
        }
    }

    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(name))
    }

    /// Adds everything another counted.
    pub fn join(&mut self, other: &Counts) {
        for (name, count) in &other.0 {
            self.add(name, *count);
        }
    }

    /// Of two counts of the same things, the greater of each: recounts of what only grows lose nothing.
    pub fn raise(&mut self, other: &Counts) {
        for (name, count) in &other.0 {
            self.set(name, self.get(name).max(*count));
        }
    }

    /// Whether nothing is counted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Everything counted, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.0.iter().map(|(name, count)| (name.as_str(), *count))
    }

    /// What is counted under a first part of the name, with the rest of its name.
    pub fn under<'a>(&'a self, part: &'a str) -> impl Iterator<Item = (&'a str, u64)> + 'a {
        self.iter().filter_map(move |(name, n)| Some((name.strip_prefix(part)?.strip_prefix('/')?, n)))
    }

    /// The sum of all that is counted under a first part of the name.
    pub fn sum(&self, part: &str) -> u64 {
        self.under(part).map(|(_, n)| n).sum()
    }

    /// The counts as a field holds them.
    pub fn to_value(&self) -> Value {
        Value::Object(self.iter().map(|(name, n)| (name.to_owned(), n.into())).collect())
    }

    /// The counts that a field holds. What is no whole number from 1 on is left out; what is counted as a language and
    /// is the name of none is another language, and read by no other name.
    pub fn from_value(value: &Value) -> Counts {
        let mut counts = Counts::new();
        for (name, n) in value.as_object().into_iter().flatten() {
            let n = n.as_u64().unwrap_or(0);
            match name.strip_prefix("language/") {
                Some(language) => counts.add(&format!("language/{}", languages::named(language)), n),
                None => counts.add(name, n),
            }
        }
        counts
    }
}

/// One conversation's place in the counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Talk<'a> {
    /// The hour, as it is spelled.
    pub hour: &'a str,
    /// The topic's id.
    pub topic: &'a str,
    /// What happened, as [`Happened::name`](super::Happened::name) spells it.
    pub happened: &'a str,
}

impl<'a> Talk<'a> {
    /// Reads what follows `talk/`.
    pub fn read(rest: &'a str) -> Option<Talk<'a>> {
        let mut parts = rest.splitn(3, '/');
        Some(Talk { hour: parts.next()?, topic: parts.next()?, happened: parts.next()? })
    }

    /// The whole name.
    pub fn name(self) -> String {
        format!("talk/{}/{}/{}", self.hour, self.topic, self.happened)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn counts() -> impl Strategy<Value = Counts> {
        proptest::collection::vec(("[a-c]/[a-c]", 0u64..5), 0..8).prop_map(|all| {
            let mut counts = Counts::new();
            all.iter().for_each(|(name, n)| counts.add(name, *n));
            counts
        })
    }

    fn joined(mut a: Counts, b: &Counts) -> Counts {
        a.join(b);
        a
    }

    proptest! {
        #[test]
        fn counts_add_up_in_any_order(a in counts(), b in counts(), c in counts()) {
            prop_assert_eq!(joined(a.clone(), &b), joined(b.clone(), &a));
            prop_assert_eq!(joined(joined(a.clone(), &b), &c), joined(a.clone(), &joined(b, &c)));
            prop_assert_eq!(Counts::from_value(&a.to_value()), a.clone());
            let mut raised = a.clone();
            raised.raise(&a);
            prop_assert_eq!(raised, a);
        }

        #[test]
        fn what_was_added_can_be_taken_again(a in counts(), n in 0u64..9) {
            let mut more = a.clone();
            more.add("a/b", n);
            more.take("a/b", n);
            prop_assert_eq!(more, a);
        }
    }

    #[test]
    fn what_is_no_count_is_left_out() {
        let read = Counts::from_value(&json!({ "a": 2, "b": -1, "c": 1.5, "d": "3", "e": 0, "f": 1e30 }));
        assert_eq!(read.iter().collect::<Vec<_>>(), [("a", 2)]);
        assert_eq!(Counts::from_value(&json!([1])), Counts::new());
        let read =
            Counts::from_value(&json!({ "language/Maria Gonzales": 2, "language/ZZ": 1, "language/espanol": 3 }));
        assert_eq!(read.iter().collect::<Vec<_>>(), [("language/Spanish", 3), ("language/other", 3)]);
        let name = Talk { hour: "h", topic: "t", happened: "talked" }.name();
        assert_eq!(name.strip_prefix("talk/").and_then(Talk::read).map(Talk::name), Some(name));
    }
}
