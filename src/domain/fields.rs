//! The names of fields, by the kinds that carry them. A name ending in `/` is a list kept as one field
//! per member, so that two people adding two members is no conflict.

/// `plan, priority, action, risk, …`: the plan a record belongs to (its id).
pub const PLAN: &str = "plan";
/// `plan, priority, action`: its title. `organisation, measure, writer, theme`: see [`NAME`].
pub const TITLE: &str = "title";
/// `organisation, measure, writer, theme, contact`: its name.
pub const NAME: &str = "name";
/// `priority, aim, action`: its number as printed.
pub const NUMBER: &str = "number";
/// `priority`: its place among the plan's priorities, a number.
pub const ORDER: &str = "order";

/// `plan`: a shorter name.
pub const SHORT_NAME: &str = "shortName";
/// `plan`: the vision.
pub const VISION: &str = "vision";
/// `plan`: `{words, from, to}`, days as `YYYY-MM-DD`.
pub const PERIOD: &str = "period";
/// `plan`: who publishes it.
pub const PUBLISHER: &str = "publisher";
/// `plan`: the writer who holds the pen, that is, makes the plan files. Taking it is an edit like any other, so
/// it stands in the history with its day, and two who take it at once are two versions.
pub const PEN: &str = "pen";
/// `plan`: the rating scale, a list of ratings (see `Rating`).
pub const SCALE: &str = "scale";
/// `plan`: lines of background from the paper it was taken in from, a list of texts.
pub const BACKGROUND: &str = "background";
/// `plan`: the day the next update is due.
pub const NEXT_UPDATE_DUE: &str = "nextUpdateDue";

/// `priority`: priority, workstream, cross-cutting or enabler.
pub const KIND: &str = "kindOfPriority";
/// `priority`: the example of progress that headlines it.
pub const HEADLINE_PROGRESS: &str = "headlineProgress";
/// `priority`: the example of further development that headlines it.
pub const HEADLINE_FURTHER: &str = "headlineFurther";
/// `priority, action`: a description.
pub const DESCRIPTION: &str = "description";

/// `aim`: its statement. `risk`: its words as written, or "if … then …".
pub const STATEMENT: &str = "statement";
/// `aim`: `under/<priority id>`, with its order there.
pub const UNDER: &str = "under";

/// `action, risk`: `owner/<organisation id>`, with `{order, as}` (spelling as printed).
pub const OWNER: &str = "owner";
/// `action`: `support/<organisation id>`, likewise.
pub const SUPPORT: &str = "support";
/// `action`: `placed/<priority id>.<aim id>`, with its order there.
pub const PLACED: &str = "placed";
/// `action`: `{words, earliest, latest, guess}`; see `Timescale`.
pub const TIMESCALE: &str = "timescale";
/// `action`: what success looks like.
pub const SUCCESS: &str = "success";
/// `action`: resources.
pub const RESOURCES: &str = "resources";
/// `action`: not started, under way, done, paused, stopped, superseded, merged, moved.
pub const STATE: &str = "state";
/// `action`: `printed/<heading>`: a column of the paper that was not understood, as it stood.
pub const PRINTED: &str = "printed";

/// `update`: `covers/<action id>`, with `{rating}`: a key of the plan's scale, or null for not known.
pub const COVERS: &str = "covers";
/// `update`: `<priority id>.<aim id>` where it speaks for one placement of its action only.
pub const PLACEMENT: &str = "placement";
/// `update`: the day its figures are as at, `YYYY-MM-DD`.
pub const DATE: &str = "date";
/// `update`: the cycle it was written for.
pub const CYCLE: &str = "cycle";
/// `update`: what has happened, in the author's words.
pub const NARRATIVE: &str = "narrative";
/// `update`: what changed.
pub const WHAT_CHANGED: &str = "whatChanged";
/// `update`: next steps.
pub const NEXT_STEPS: &str = "nextSteps";
/// `update`: by when, `{words, earliest, latest, guess}`.
pub const EXPECTED_BY: &str = "expectedBy";
/// `update`: help needed.
pub const HELP_NEEDED: &str = "helpNeeded";
/// `update`: true for "no change since last time".
pub const NO_CHANGE: &str = "noChange";
/// `update`: the organisation that speaks (its id). `contact, writer`: the organisation somebody belongs to.
pub const ORGANISATION: &str = "organisation";
/// `update`: for words put in for someone: `{who, how, when}`.
pub const ATTRIBUTION: &str = "attribution";
/// `update`: `progress` or `furtherDevelopment` where it headlines.
pub const HEADLINE: &str = "headline";
/// `update`: the day it was handed over; it is frozen from then on.
pub const HANDED_OVER: &str = "handedOver";
/// `update`: the update it revises (its id).
pub const REVISES: &str = "revises";

/// `measure, risk`: `action/<action id>`, true.
pub const ACTION: &str = "action";
/// `measure`: the unit counted.
pub const UNIT: &str = "unit";
/// `measure`: `up` or `down`: the direction that is good.
pub const GOOD: &str = "good";
/// `measure`: the target, a number.
pub const TARGET: &str = "target";
/// `measure`: where the figures come from.
pub const SOURCE: &str = "source";
/// `observation`: the measure (its id). `counting`: `measure/<measure id>`, true: it stands beside the year's events.
pub const MEASURE: &str = "measure";
/// `observation`: the figure, a number.
pub const VALUE: &str = "value";
/// `observation`: the part, where a figure is so many of so many.
pub const NUMERATOR: &str = "numerator";
/// `observation`: the whole, where a figure is so many of so many.
pub const DENOMINATOR: &str = "denominator";
/// `observation`: the figure as written ("over 2,700").
pub const AS_WRITTEN: &str = "asWritten";
/// `observation`: a note.
pub const NOTE: &str = "note";

/// `cycle`: the day it was begun.
pub const OPENED: &str = "opened";
/// `cycle, risk`: the day it was closed.
pub const CLOSED: &str = "closed";
/// `cycle`: the day that figures are as at.
pub const FIGURES_AS_AT: &str = "figuresAsAt";
/// `cycle`: the day by which updates are due.
pub const DUE: &str = "due";
/// `cycle`: the day by which the paper is to be cleared.
pub const CLEARANCE_DUE: &str = "clearanceDue";
/// `cycle`: the day of the meeting it is for.
pub const MEETING: &str = "meetingOn";
/// `cycle`: `asked/<organisation id>`, the day it was asked.
pub const ASKED: &str = "asked";
/// `cycle`: `chased/<organisation id>`, the day it was chased last.
pub const CHASED: &str = "chased";

/// `risk`: what it comes from.
pub const CAUSE: &str = "cause";
/// `risk`: what would follow from it.
pub const EFFECT: &str = "effect";
/// `risk`: how likely it is, a whole number from 1 to 5; absent where nobody scored it.
pub const LIKELIHOOD: &str = "likelihood";
/// `risk`: how much it would do, a whole number from 1 to 5; absent where nobody scored it.
pub const IMPACT: &str = "impact";
/// `risk`: what is done about it.
pub const CONTROLS: &str = "controls";
/// `risk`: who owns it, in words, where that is no organisation of the partnership; see [`OWNER`].
pub const OWNED_BY: &str = "ownedBy";
/// `risk`: the group that it was escalated to, in words.
pub const ESCALATED_TO: &str = "escalatedTo";
/// `risk`: the day on which it was escalated, `YYYY-MM-DD`.
pub const ESCALATED_ON: &str = "escalatedOn";

/// `event`: where it is held.
pub const VENUE: &str = "venue";
/// `event`: the neighbourhood. `answer`: `neighbourhood/<name>`, true: where it was said.
pub const NEIGHBOURHOOD: &str = "neighbourhood";
/// `event`: when it begins by the clocks of London, `YYYY-MM-DDTHH:MM`.
pub const STARTS: &str = "starts";
/// `event`: when it ends, likewise.
pub const ENDS: &str = "ends";
/// `event`: `partner/<organisation id>`, true: who holds it together with the organiser (`organisation`).
pub const PARTNER: &str = "partner";
/// `event`: how many ambassadors are expected, a number. `counting`: see [`GOAL`].
pub const AMBASSADORS: &str = "ambassadors";
/// `event`: what is offered there.
pub const OFFERED: &str = "offered";
/// `event`: `topic/<topic id>`, its place: the topics of this event where it has its own choice. `counting`:
/// `topic/<topic id>`, with `{word, picture, order, off}`. `encounter`: the topic's id, as a plain field.
pub const TOPIC: &str = "topic";
/// `event`: the safeguarding lead's name.
pub const LEAD: &str = "safeguardingLead";
/// `event`: the number at which the safeguarding lead answers.
pub const LEAD_NUMBER: &str = "safeguardingNumber";
/// `event`: why it was cancelled.
pub const CANCELLED: &str = "cancelled";

/// `encounter, counter, tally, insight, lesson, figures`: the event (its id).
pub const EVENT: &str = "event";
/// `encounter`: the hour in which it was, `YYYY-MM-DDTHHZ`; never a time.
pub const HOUR: &str = "hour";
/// `encounter`: what happened, a list of `checked`, `signposted`, `referred`; absent where people talked only.
pub const DID: &str = "did";
/// `encounter`: the service signposted to (its id).
pub const SERVICE: &str = "service";
/// `encounter`: true for a conversation with two or three people.
pub const GROUP: &str = "group";
/// `counter, tally`: `count/<writer id>`, or `count/sheet` of a paper sheet: what is counted, see `Counts`.
pub const COUNT: &str = "count";
/// `tally`: the number on a paper sheet.
pub const SHEET: &str = "sheet";
/// `counter`: `handed/<number>`, the first name given, or empty: this device went to somebody else.
pub const HANDED: &str = "handed";
/// `counter`: `sheets/<writer id>`: how many paper sheets this writer has printed a number on.
pub const SHEETS: &str = "sheets";
/// `counter`: `settled/<writer id>`, a stamp: conversations that this writer counted up to it are among the
/// counts already, and go.
pub const SETTLED: &str = "settled";

/// `insight, answer`: the theme it stands under.
pub const THEME: &str = "theme";
/// `insight`: the words of whoever said it.
pub const WORDS: &str = "words";
/// `insight`: the language it was said in. `service`: `language/<language>`, true.
pub const LANGUAGE: &str = "language";
/// `insight`: what it says, in English.
pub const SUMMARY: &str = "summary";
/// `insight`: who put it into English.
pub const TRANSLATED_BY: &str = "translatedBy";
/// `insight`: how many people said it. `answer`: likewise, or absent where they are too few to say.
pub const SAID: &str = "said";
/// `insight, answer`: `bears/<record id>`, true: the actions and risks it bears on.
pub const BEARS: &str = "bears";
/// `insight`: true once its writer chose to hand it over; others stay on the device.
pub const CHOSEN: &str = "chosen";
/// `insight`: how often the device had been handed to somebody else before it was noted.
pub const TURN: &str = "turn";
/// `insight`: the answer to it (its id).
pub const ANSWER: &str = "answer";
/// `answer`: what people told us, in wording that was approved.
pub const WORDING: &str = "wording";
/// `answer`: what became of it, or why nothing can.
pub const BECAUSE: &str = "because";
/// `answer`: at how many events it was said.
pub const EVENTS: &str = "events";
/// `answer`: who answers.
pub const ANSWERED_BY: &str = "answeredBy";
/// `answer`: who approved the wording.
pub const APPROVED_BY: &str = "approvedBy";

/// `service`: `for/<topic id>`, true: what it helps with.
pub const FOR: &str = "for";
/// `service`: how to reach it.
pub const REACH: &str = "reach";
/// `service`: when it is open, as people write it.
pub const OPENING: &str = "opening";
/// `service`: what it costs.
pub const COST: &str = "cost";
/// `service`: the day somebody last made sure that the entry is right.
pub const LAST_CHECKED: &str = "lastChecked";

/// `figures`: `shown/<cell>`, a count, or `few` or `kept`; see `Shown`.
pub const SHOWN: &str = "shown";
/// `figures`: conversations that came in after the figures were published.
pub const LATE: &str = "late";
/// `counting, figures`: counts below it are not published, a number.
pub const THRESHOLD: &str = "threshold";
/// `counting`: `goal/<year>`, with `{events, ambassadors}`: what the year from April of that year aims at.
pub const GOAL: &str = "goal";

/// `organisation`: `spelling/<text>`, true: spellings seen.
pub const SPELLING: &str = "spelling";
/// `organisation`: council, NHS trust, primary care, ICB, VCS, education, Healthwatch, faith, other.
pub const SECTOR: &str = "sector";

/// `contact`: the e-mail address.
pub const EMAIL: &str = "email";

/// `writer`: ambassador, representative or manager. `contact`: the role, as its organisation calls it.
pub const ROLE: &str = "role";

/// `review`: `decided/<record id>`, with `{outcome, stamps, reason}`.
pub const DECIDED: &str = "decided";
/// `review`: the writer who decided.
pub const REVIEWER: &str = "reviewer";
/// `declined`: the record, field, value and writer of words that were not used, with the reason, or that
/// were used with changes, as they came.
pub const RECORD: &str = "record";
/// `declined`: the field.
pub const FIELD: &str = "field";
/// `declined`: who wrote the words.
pub const FROM: &str = "from";
/// `declined`, `review`: why.
pub const REASON: &str = "reason";
