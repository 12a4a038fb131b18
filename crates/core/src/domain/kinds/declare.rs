//! What there is to say of a kind and of a field, and the macro that says it: a row of the table, and a typed view.

use super::{Audience, Narrowed, Shape};
use crate::words::{fill, said};

/// A kind of record.
#[derive(Debug)]
pub struct Kind {
    /// Its name in data, one of [`kind`](crate::domain::kind).
    pub name: &'static str,
    /// Who may see its records at the most.
    pub audience: Audience,
    /// Who may see a record whose own fields narrow that.
    pub narrowed: Option<Narrowed>,
    /// Who writes it.
    pub writers: Writers,
    /// The fields that it is called by, the first that says something.
    pub titled: &'static [&'static str],
    /// Its fields.
    pub fields: &'static [Field],
}

/// Who writes a kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writers {
    /// Everybody: from outside the office it is looked at first.
    Anyone,
    /// The office alone.
    Office,
}

/// One field of one kind.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// The kind's name.
    pub kind: &'static str,
    /// Its name in data; of a list, without the member.
    pub name: &'static str,
    /// What its values are.
    pub shape: Shape,
    /// Whether a record without it says nothing: no form leaves it empty.
    pub is_needed: bool,
    /// Whether a form asks for it. What is not asked follows from where and how the record was made.
    pub is_asked: bool,
    /// Whether it is part of what is agreed when a plan is approved: who changes it later says who agreed that.
    pub is_agreed: bool,
    /// Who writes it, where anyone writes its kind. What a file that is looked at says in a field of the office's is left out.
    pub writers: Writers,
    /// What it says, for programmers and other systems, as a sentence.
    pub about: &'static str,
}

impl Kind {
    /// A field by its name in a record; a list's by the name of any member.
    pub fn field(&self, name: &str) -> Option<&Field> {
        let list = name.split_once('/').map(|(list, _)| list);
        self.fields.iter().find(|f| if f.is_list() { list == Some(f.name) } else { f.name == name })
    }
}

impl Field {
    /// Whether it is a list, kept as one field per member.
    pub fn is_list(&self) -> bool {
        matches!(self.shape, Shape::Each(_))
    }

    /// What it says, as a sentence without its full stop.
    pub fn words(&self) -> String {
        let words = self.about.trim();
        words.strip_suffix('.').unwrap_or(words).to_owned()
    }

    /// What people call it; of a list, with this member's name.
    pub fn label(&self, member: &str) -> String {
        fill(&self.key("label"), &[("member", &member)])
    }

    /// What a form asks for it: the question, or where there is none what people call it.
    pub fn question(&self) -> String {
        said(&self.key("ask")).unwrap_or_else(|| self.called())
    }

    /// What a form says beneath the question, or nothing.
    pub fn hint(&self) -> String {
        said(&self.key("hint")).unwrap_or_default()
    }

    /// What it is called where no member is meant.
    pub fn called(&self) -> String {
        self.label("").trim_end_matches([':', ' ']).to_owned()
    }

    /// What a page says where nothing stands in it; `None` where it then leaves the field out.
    pub fn empty(&self) -> Option<String> {
        said(&self.key("empty"))
    }

    /// What choosing nothing is called.
    pub fn none(&self) -> String {
        said(&self.key("none")).unwrap_or_else(|| said("pencil.none").unwrap_or_default())
    }

    /// What to do where it is needed and was left empty.
    pub fn need(&self) -> String {
        said(&self.key("need")).unwrap_or_else(|| fill("pencil.wrong.needed", &[("label", &self.called())]))
    }

    /// What one of its choices is called; a choice that is not known here, as it stands.
    pub fn choice(&self, choice: &str) -> String {
        said(&self.key(choice)).unwrap_or_else(|| choice.to_owned())
    }

    fn key(&self, what: &str) -> String {
        format!("field.{}.{}.{what}", self.kind, self.name)
    }
}

macro_rules! kind {
    (
        $(#[$doc:meta])*
        $view:ident = $kind:expr, audience $audience:ident $(narrowed $narrowed:ident)?, writers $writers:ident, titled [$($titled:expr),*];
        $($(#[doc = $about:literal])+ $get:tt = $field:expr, $shape:expr $(, $flag:ident)*;)*
    ) => {
        use $crate::domain::fields as f;

        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $view<'a>(pub &'a $crate::record::Record);

        impl<'a> $view<'a> {
            /// The record's id.
            pub fn id(self) -> $crate::record::Id {
                self.0.id
            }
            $(getter! { 'a $(#[doc = $about])+ $get $field })*
        }

        pub(super) static KIND: super::Kind = super::Kind {
            name: $kind,
            audience: super::Audience::$audience,
            narrowed: narrowed!($($narrowed)?),
            writers: super::Writers::$writers,
            titled: &[$($titled),*],
            fields: &[$(super::Field {
                kind: $kind,
                name: $field,
                shape: $shape,
                is_needed: flag!(needed $($flag)*),
                is_asked: flag!(asked $($flag)*) || !flag!(unasked $($flag)*),
                is_agreed: flag!(agreed $($flag)*),
                writers: if flag!(office $($flag)*) { super::Writers::Office } else { super::Writers::Anyone },
                about: concat!($($about),+),
            }),*],
        };
    };
}

/// The rule by which a record's own fields narrow who may see it.
macro_rules! narrowed {
    () => {
        None
    };
    ($rule:ident) => {
        Some($rule)
    };
}

/// Whether a field is declared with this flag: `needed`, `unasked`, `agreed`, or `office` for one that the office alone writes,
/// where it decides, and that no form asks for; `office, asked` for one that the office's own forms ask for.
macro_rules! flag {
    ($wanted:ident) => {
        false
    };
    (needed needed $($rest:ident)*) => {
        true
    };
    (unasked unasked $($rest:ident)*) => {
        true
    };
    (unasked office $($rest:ident)*) => {
        true
    };
    (office office $($rest:ident)*) => {
        true
    };
    (asked asked $($rest:ident)*) => {
        true
    };
    (agreed agreed $($rest:ident)*) => {
        true
    };
    ($wanted:ident $other:ident $($rest:ident)*) => {
        flag!($wanted $($rest)*)
    };
}

/// Reads a text of a view: empty where there is none.
macro_rules! getter {
    ($life:lifetime $(#[$doc:meta])+ _ $field:expr) => {};
    ($life:lifetime $(#[$doc:meta])+ $get:ident $field:expr) => {
        $(#[$doc])+
        pub fn $get(self) -> &$life str {
            self.0.text($field).unwrap_or_default()
        }
    };
}
