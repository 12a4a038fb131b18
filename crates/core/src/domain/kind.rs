//! Every kind of record that this version knows, a line each: its file in `kinds/`, which is its name in data, its typed view,
//! its name in the source, and who may see it.

/// Hands the list to a macro. Who may see a kind is said here and in its file, on purpose: where the two do not agree nothing
/// is built, so that no slip of one word sends out what people told us.
macro_rules! every_kind {
    ($macro:ident) => {
        $macro! {
            plan           Plan           PLAN           Public;
            theme          Theme          THEME          Public;
            priority       Priority       PRIORITY       Public;
            aim            Aim            AIM            Public;
            action         Action         ACTION         Public;
            measure        Measure        MEASURE        Public;
            observation    Observation    OBSERVATION    Public;
            update         Update         UPDATE         Partnership;
            risk           Risk           RISK           Partnership;
            organisation   Organisation   ORGANISATION   Partnership;
            commitment     Commitment     COMMITMENT     Public;
            group          Group          GROUP          Public;
            seat           Seat           SEAT           Public;
            holder         Holder         HOLDER         Partnership;
            duty           Duty           DUTY           Partnership;
            meeting        Meeting        MEETING        Partnership;
            decision       Decision       DECISION       Partnership;
            arising        Arising        ARISING        Partnership;
            recommendation Recommendation RECOMMENDATION Partnership;
            barrier        Barrier        BARRIER        Partnership;
            learning       Learning       LEARNING       Partnership;
            engagement     Engagement     ENGAGEMENT     Partnership;
            casestudy      CaseStudy      CASE_STUDY     Partnership;
            milestone      Milestone      MILESTONE      Partnership;
            quotation      Quotation      QUOTATION      Partnership;
            document       Document       DOCUMENT       Partnership;
            iteration      Iteration      ITERATION      Partnership;
            contact        Contact        CONTACT        Office;
            cycle          Cycle          CYCLE          Partnership;
            writer         Writer         WRITER         Partnership;
            event          Event          EVENT          Partnership;
            counting       Counting       COUNTING       Partnership;
            service        Service        SERVICE        Public;
            answer         Answer         ANSWER         Public;
            figures        Figures        FIGURES        Public;
            insight        Insight        INSIGHT        Office;
            lesson         Lesson         LESSON         Office;
            correction     Correction     CORRECTION     Office;
            tally          Tally          TALLY          Office;
            encounter      Encounter      ENCOUNTER      Device;
            counter        Counter        COUNTER        Device;
            review         Review         REVIEW         Office;
            declined       Declined       DECLINED       Office;
        }
    };
}

macro_rules! names {
    ($($file:ident $view:ident $name:ident $audience:ident;)+) => {
        $(
            #[doc = concat!("The name in data of [`", stringify!($view), "`](super::kinds::", stringify!($view), ").")]
            pub const $name: &str = stringify!($file);
        )+
    };
}
every_kind!(names);

/// Who may see a record. Decides what is written into a file for whom; what a recipient may not see
/// is left out, never hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Anybody: what is published.
    Public,
    /// The members of the partnership.
    Partnership,
    /// The partnership office alone.
    Office,
    /// The device that made it alone: in no file but that device's own backup.
    Device,
}
