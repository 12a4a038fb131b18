//! What the values of a field are.

/// What the values of a field are. Each says what it is in JSON; what reads it aloud, parses or edits it goes over these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Words that people read; so many lines high in a form.
    Text(u8),
    /// An e-mail address.
    Mail,
    /// A telephone number, as people write it.
    Telephone,
    /// The address of a web page ([`web_address`](crate::domain::web_address)).
    Web,
    /// A text that programs read, such as a place in the plan.
    Code,
    /// One of these texts; each has its words.
    Choice(&'static [&'static str]),
    /// A day, `YYYY-MM-DD`.
    Day,
    /// A day and a time by the clocks of London, `YYYY-MM-DDTHH:MM`.
    When,
    /// The id of a record of this kind; of any where it is empty.
    Ref(&'static str),
    /// Any number.
    Number,
    /// A whole number from 0 on.
    Whole,
    /// A whole number from 1 to this one.
    Score(u8),
    /// True; or false, where something was so and is not any more.
    Flag,
    /// Words, and the days that they are read as ([`Timescale`](crate::domain::Timescale)).
    Timescale,
    /// Words, and the days from and to that they are read as ([`Period`](crate::domain::Period)).
    Period,
    /// Of a list: that the organisation whose id the member is owns or supports, with its place and its printed spelling.
    Owner,
    /// Likewise; who is no organisation of the partnership stands in this field, in words.
    OwnerOr(&'static str),
    /// Of a list: that the record of this kind (of any, where it is empty) whose id the member is belongs to it.
    Link(&'static str),
    /// Of a list: that it stands under the record of this kind whose id the member is, with its place there.
    Under(&'static str),
    /// Of a list: that it stands under the aim of a priority that the member names ([`Placement`](crate::domain::Placement)),
    /// with its place there.
    Placed,
    /// Of a list: words, which are the member; typed one a line.
    Line,
    /// Of a list: that the topic whose key the member is belongs to it.
    Topic,
    /// Likewise, with its place among them.
    TopicAt,
    /// A rating: a key of the plan's scale, or none.
    Rating,
    /// A rating scale ([`Scale`](crate::domain::Scale)).
    Scale,
    /// Whatever the field held that this is about.
    Any,
    /// A list kept as one field per member, `name/<member>`, so that two people adding two members is no conflict.
    Each(&'static Shape),
    /// What no generic surface can show or edit, with what it holds, which is why.
    Own(Json, &'static str),
}

/// What values are in JSON, as other systems see them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Json {
    /// Words.
    Text,
    /// A day, `YYYY-MM-DD`.
    Day,
    /// A record's id.
    Id,
    /// Any number.
    Number,
    /// A whole number from 0 on.
    Whole,
    /// True or false.
    Flag,
    /// Several values with names of their own.
    Object,
    /// Several values in order.
    List,
    /// Anything.
    Any,
}

impl Shape {
    /// What one value is in JSON; of a list, a member's.
    pub fn json(self) -> Json {
        match self.of_one() {
            Shape::Text(_)
            | Shape::Mail
            | Shape::Telephone
            | Shape::Web
            | Shape::Code
            | Shape::Choice(_)
            | Shape::When => Json::Text,
            Shape::Day => Json::Day,
            Shape::Ref(_) => Json::Id,
            Shape::Number | Shape::TopicAt | Shape::Under(_) | Shape::Placed => Json::Number,
            Shape::Whole | Shape::Score(_) => Json::Whole,
            Shape::Flag | Shape::Link(_) | Shape::Topic | Shape::Line => Json::Flag,
            Shape::Timescale | Shape::Period | Shape::Owner | Shape::OwnerOr(_) | Shape::Rating => Json::Object,
            Shape::Scale => Json::List,
            Shape::Own(json, _) => json,
            Shape::Any | Shape::Each(_) => Json::Any,
        }
    }

    /// The shape of one member of a list; of anything else, its own.
    pub const fn of_one(self) -> Shape {
        match self {
            Shape::Each(of) => *of,
            one => one,
        }
    }
}

impl Json {
    /// All of them.
    pub const ALL: [Json; 9] =
        [Json::Text, Json::Day, Json::Id, Json::Number, Json::Whole, Json::Flag, Json::Object, Json::List, Json::Any];

    /// In a word or two, for people.
    pub fn name(self) -> &'static str {
        match self {
            Json::Text => "text",
            Json::Day => "day",
            Json::Id => "id",
            Json::Number => "number",
            Json::Whole => "whole number",
            Json::Flag => "true",
            Json::Object => "object",
            Json::List => "list",
            Json::Any => "any",
        }
    }
}
