//! The fields of records, once: their names, the kinds that carry them, and what their values are. The typed views
//! read by these names; natively there is a table of it all, from which the wire's schema and the page for other
//! systems are made ([`DECLARED`]). A value in brackets is a list kept as one field per member, `name/<member>`, so that
//! two people adding two members is no conflict.

use super::declared::fields;
use super::{
    declared::{Declared, Shape, declared},
    kind,
};

fields! {
    PLAN = "plan" {
        Id PRIORITY AIM ACTION UPDATE CYCLE RISK: "the plan it belongs to";
    }
    TITLE = "title" {
        Text PLAN PRIORITY ACTION: "its title";
        Text CYCLE: "what it is called, such as Autumn 2026";
    }
    NAME = "name" {
        Text ORGANISATION MEASURE WRITER THEME CONTACT EVENT SERVICE: "its name";
    }
    NUMBER = "number" {
        Text PRIORITY AIM ACTION: "its number as printed";
    }
    ORDER = "order" {
        Number PRIORITY: "its place among the plan's priorities";
    }
    SHORT_NAME = "shortName" {
        Text PLAN: "a shorter name";
    }
    VISION = "vision" {
        Text PLAN: "the vision";
    }
    PERIOD = "period" {
        Object PLAN: "words, and the days from and to";
    }
    PUBLISHER = "publisher" {
        Text PLAN: "who publishes it";
    }
    PEN = "pen" {
        Id PLAN: "the writer who holds the pen, that is, makes the plan files";
    }
    SCALE = "scale" {
        List PLAN: "the rating scale; each rating has key, name, meaning, shape and colour";
    }
    BACKGROUND = "background" {
        List PLAN: "lines of background from the paper it was taken in from";
    }
    NEXT_UPDATE_DUE = "nextUpdateDue" {
        Day PLAN: "the day the next update is due";
    }
    KIND = "kindOfPriority" {
        Text PRIORITY: "priority, workstream, crossCutting or enabler";
    }
    HEADLINE_PROGRESS = "headlineProgress" {
        Text PRIORITY: "the example of progress that headlines it";
    }
    HEADLINE_FURTHER = "headlineFurther" {
        Text PRIORITY: "the example of further development that headlines it";
    }
    DESCRIPTION = "description" {
        Text PRIORITY ACTION: "a description";
        Text SERVICE: "what it is";
    }
    STATEMENT = "statement" {
        Text AIM: "its statement";
        Text RISK: "its words as written, or if … then …";
    }
    UNDER = "under" {
        [Number] AIM: "a priority that it stands under, by its id, with its place there";
    }
    OWNER = "owner" {
        [Object] ACTION: "an owner, by the organisation's id, with its order, and as what the paper printed";
        [Object] RISK: "who owns it, by the organisation's id, with its order, and as what was typed";
    }
    SUPPORT = "support" {
        [Object] ACTION: "a support partner, likewise";
    }
    PLACED = "placed" {
        [Number] ACTION: "where it stands, <priority id>.<aim id>, with its place there";
    }
    TIMESCALE = "timescale" {
        Object ACTION: "words, the days earliest and latest, and guess where a program understood the words";
    }
    SUCCESS = "success" {
        Text ACTION: "what success looks like";
    }
    RESOURCES = "resources" {
        Text ACTION: "resources";
    }
    STATE = "state" {
        Text ACTION: "not started, under way, done, paused, stopped, superseded, merged or moved";
        Text ANSWER: "heard, lookedAt, done or cannot";
    }
    PRINTED = "printed" {
        [Any] ACTION: "a column of the paper that was not understood, by its heading";
    }
    COVERS = "covers" {
        [Object] UPDATE: "an action that it is about, by its id, with its rating: a key of the plan's scale, or null";
    }
    PLACEMENT = "placement" {
        Text UPDATE: "<priority id>.<aim id> where it speaks for one placement of its action only";
    }
    DATE = "date" {
        Day UPDATE: "the day its figures are as at";
        Day OBSERVATION: "the day of the figure";
        Day ANSWER FIGURES: "the day it was published";
        Day CORRECTION: "the day it was reported";
        Day REVIEW: "the day of the decision";
    }
    CYCLE = "cycle" {
        Id UPDATE: "the cycle it was written for";
    }
    NARRATIVE = "narrative" {
        Text UPDATE: "what has happened, in the author's words";
    }
    WHAT_CHANGED = "whatChanged" {
        Text UPDATE: "what changed";
    }
    NEXT_STEPS = "nextSteps" {
        Text UPDATE: "next steps";
    }
    EXPECTED_BY = "expectedBy" {
        Object UPDATE: "by when, as a timescale";
    }
    HELP_NEEDED = "helpNeeded" {
        Text UPDATE: "help needed";
    }
    NO_CHANGE = "noChange" {
        Flag UPDATE: "nothing has changed since last time";
    }
    ORGANISATION = "organisation" {
        Id UPDATE: "the organisation that speaks";
        Id CONTACT WRITER: "the organisation somebody belongs to";
        Id EVENT: "the organisation that holds it";
    }
    ATTRIBUTION = "attribution" {
        Object UPDATE: "of words put in for someone, who said them, how and when";
    }
    HEADLINE = "headline" {
        Text UPDATE: "progress or furtherDevelopment where it headlines";
    }
    HANDED_OVER = "handedOver" {
        Day UPDATE: "the day it was handed over; it is frozen from then on";
    }
    REVISES = "revises" {
        Id UPDATE: "the update it revises";
    }
    ANSWERS = "answers" {
        Text UPDATE: "the change it answers that was not used as it was: <record id>:<field>";
    }
    ACTION = "action" {
        [Flag] MEASURE: "an action it belongs to, by its id";
        [Flag] RISK: "an action that it bears on, by its id";
    }
    UNIT = "unit" {
        Text MEASURE: "the unit counted";
    }
    GOOD = "good" {
        Text MEASURE: "up or down, the direction that is good";
    }
    TARGET = "target" {
        Number MEASURE: "the target";
    }
    SOURCE = "source" {
        Text MEASURE: "where the figures come from";
        Text UPDATE: "report, where its words were taken from one";
        Text TALLY: "phone or paper";
    }
    MEASURE = "measure" {
        Id OBSERVATION: "the measure";
        [Flag] COUNTING: "a measure that stands beside the year's events, by its id";
    }
    VALUE = "value" {
        Number OBSERVATION: "the figure";
        Any DECLINED: "what the field would have said";
    }
    NUMERATOR = "numerator" {
        Number OBSERVATION: "the part, where a figure is so many of so many";
    }
    DENOMINATOR = "denominator" {
        Number OBSERVATION: "the whole, where a figure is so many of so many";
    }
    AS_WRITTEN = "asWritten" {
        Text OBSERVATION: "the figure as written, such as over 2,700";
    }
    NOTE = "note" {
        Text OBSERVATION TALLY: "a note";
        Text CORRECTION: "what is wrong";
    }
    OPENED = "opened" {
        Day CYCLE: "the day it was begun";
    }
    CLOSED = "closed" {
        Day CYCLE RISK: "the day it was closed";
    }
    FIGURES_AS_AT = "figuresAsAt" {
        Day CYCLE: "the day that figures are as at";
    }
    DUE = "due" {
        Day CYCLE: "the day by which updates are due";
    }
    CLEARANCE_DUE = "clearanceDue" {
        Day CYCLE: "the day by which the paper is to be cleared";
    }
    MEETING = "meetingOn" {
        Day CYCLE: "the day of the meeting it is for";
    }
    ASKED = "asked" {
        [Day] CYCLE: "the day an organisation was asked, by its id";
    }
    CHASED = "chased" {
        [Day] CYCLE: "the day an organisation was chased last, by its id";
    }
    CAUSE = "cause" {
        Text RISK: "what it comes from";
    }
    EFFECT = "effect" {
        Text RISK: "what would follow from it";
    }
    LIKELIHOOD = "likelihood" {
        Whole RISK: "how likely it is, from 1 to 5; absent, like the impact, where nobody has scored it";
    }
    IMPACT = "impact" {
        Whole RISK: "how much it would do, from 1 to 5";
    }
    CONTROLS = "controls" {
        Text RISK: "what is done about it";
    }
    OWNED_BY = "ownedBy" {
        Text RISK: "who owns it in words, where that is no organisation of the partnership";
    }
    ESCALATED_TO = "escalatedTo" {
        Text RISK: "the group that it was escalated to, in words";
    }
    ESCALATED_ON = "escalatedOn" {
        Day RISK: "the day on which it was escalated";
    }
    VENUE = "venue" {
        Text EVENT: "where it is held";
    }
    NEIGHBOURHOOD = "neighbourhood" {
        Text EVENT: "the neighbourhood";
        [Flag] ANSWER: "a neighbourhood where it was said, by its name";
    }
    STARTS = "starts" {
        Text EVENT: "when it begins by the clocks of London, YYYY-MM-DDTHH:MM";
    }
    ENDS = "ends" {
        Text EVENT: "when it ends, likewise";
    }
    PARTNER = "partner" {
        [Flag] EVENT: "an organisation that holds it too, by its id";
    }
    AMBASSADORS = "ambassadors" {
        Whole EVENT: "how many ambassadors are expected, or were there";
    }
    OFFERED = "offered" {
        Text EVENT: "what is offered there";
    }
    TOPIC = "topic" {
        [Number] EVENT: "a topic of this event where it has its own choice, by its id, with its place";
        [Object] COUNTING: "a topic, by its id, with word, picture, order and off";
        Text ENCOUNTER: "the topic's id";
    }
    LEAD = "safeguardingLead" {
        Text EVENT: "the safeguarding lead's name";
    }
    LEAD_NUMBER = "safeguardingNumber" {
        Text EVENT: "the number at which the safeguarding lead answers";
    }
    CANCELLED = "cancelled" {
        Text EVENT: "why it was cancelled";
    }
    EVENT = "event" {
        Id ENCOUNTER COUNTER TALLY INSIGHT LESSON FIGURES: "the event";
    }
    HOUR = "hour" {
        Text ENCOUNTER: "the hour in which it was, YYYY-MM-DDTHHZ; never a time";
    }
    DID = "did" {
        List ENCOUNTER: "what happened: checked, signposted, referred; absent where people talked only";
    }
    SERVICE = "service" {
        Id ENCOUNTER: "the service signposted to";
    }
    GROUP = "group" {
        Flag ENCOUNTER: "a conversation with two or three people";
    }
    COUNT = "count" {
        [Object] COUNTER TALLY: "what is counted, by the writer's id, or by sheet of a paper sheet";
    }
    SHEET = "sheet" {
        Text TALLY: "the number on a paper sheet";
    }
    HANDED = "handed" {
        [Text] COUNTER: "the first name given, or nothing: this device went to somebody else";
    }
    SHEETS = "sheets" {
        [Whole] COUNTER: "how many paper sheets a writer has printed a number on, by the writer's id";
    }
    SETTLED = "settled" {
        [Text] COUNTER: "a stamp, by the writer's id: conversations counted up to it are among the counts already";
    }
    STAYED = "stayed" {
        Whole TALLY: "how many notes stayed on the device, because whoever wrote them has not said that they may go";
    }
    THEME = "theme" {
        Text INSIGHT ANSWER: "the theme it stands under";
    }
    WORDS = "words" {
        Text INSIGHT: "the words of whoever said it";
        Text LESSON: "what was hard";
    }
    LANGUAGE = "language" {
        Text INSIGHT: "the language it was said in";
        [Flag] SERVICE: "a language that is spoken there";
    }
    SUMMARY = "summary" {
        Text INSIGHT: "what it says, in English";
        Text LESSON: "what was learnt from it";
    }
    TRANSLATED_BY = "translatedBy" {
        Text INSIGHT: "who put it into English";
    }
    SAID = "said" {
        Whole INSIGHT: "how many people said it";
        Whole ANSWER: "how many people said it; absent where they are too few to say";
    }
    BEARS = "bears" {
        [Flag] INSIGHT ANSWER: "an action or risk it bears on, by its id";
    }
    CHOSEN = "chosen" {
        Flag INSIGHT: "its writer chose to hand it over; others stay on the device";
    }
    TURN = "turn" {
        Whole INSIGHT: "how often the device had been handed to somebody else before it was noted";
    }
    ANSWER = "answer" {
        Id INSIGHT: "the answer to it";
    }
    WORDING = "wording" {
        Text ANSWER: "what people told us, in wording that was approved";
    }
    BECAUSE = "because" {
        Text ANSWER: "what became of it, or why nothing can";
    }
    EVENTS = "events" {
        Whole ANSWER: "at how many events it was said";
    }
    ANSWERED_BY = "answeredBy" {
        Text ANSWER: "who answers";
    }
    APPROVED_BY = "approvedBy" {
        Text ANSWER: "who approved the wording";
    }
    FOR = "for" {
        [Flag] SERVICE: "a topic that it helps with, by its id";
    }
    REACH = "reach" {
        Text SERVICE: "how to reach it";
    }
    OPENING = "opening" {
        Text SERVICE: "when it is open, as people write it";
    }
    COST = "cost" {
        Text SERVICE: "what it costs";
    }
    LAST_CHECKED = "lastChecked" {
        Day SERVICE: "the day somebody last made sure that the entry is right";
    }
    SHOWN = "shown" {
        [Any] FIGURES: "a count, or few (small, and not nought) or kept (not shown), by its cell";
    }
    LATE = "late" {
        Whole FIGURES: "conversations that came in after the figures were published";
    }
    RULE = "rule" {
        Object COUNTING FIGURES ANSWER: "the rule for small numbers: bound (1 to it is shown as *), base (the rest is rounded to its nearest multiple), and decidedBy and date where it is not the published one";
    }
    THRESHOLD = "threshold" {
        Whole COUNTING FIGURES: "without a rule: counts below it are not published";
    }
    SENSITIVE = "sensitive" {
        [Flag] COUNTING: "a topic that is published among other topics only, by its id";
    }
    GOAL = "goal" {
        [Object] COUNTING: "events and ambassadors: what the year from April of that year aims at";
    }
    SPELLING = "spelling" {
        [Flag] ORGANISATION: "a spelling seen";
    }
    SECTOR = "sector" {
        Text ORGANISATION: "council, NHS trust, primary care, ICB, VCS, education, Healthwatch, faith or other";
    }
    EMAIL = "email" {
        Text CONTACT: "the e-mail address";
    }
    ROLE = "role" {
        Text WRITER: "ambassador, representative or manager";
        Text CONTACT: "the role, as its organisation calls it";
    }
    DECIDED = "decided" {
        [Object] REVIEW: "what was decided about a record, by its id (and a field): outcome, stamps, reason";
    }
    REVIEWER = "reviewer" {
        Id REVIEW: "the writer who decided";
    }
    RECORD = "record" {
        Id DECLINED: "the record whose words were not used, or were used with changes";
        Id CORRECTION: "the entry that is wrong";
    }
    FIELD = "field" {
        Text DECLINED: "the field";
    }
    FROM = "from" {
        Id DECLINED: "who wrote the words";
    }
    REASON = "reason" {
        Text DECLINED: "why";
    }
}
