//! A paper as it stands on the screen, made from what this device has.

use crate::days::Date;
use crate::events::figures;
use crate::ledger::risks::risks_of_plan;
use crate::ledger::{Ledger, PlanTree, tree_as_issued, tree_to_print};
use crate::platform::time;
use crate::record::Id;
use crate::report::{self, Paper};
use crate::store::State;

/// A paper as it stands on the screen: what is printed and saved is exactly this.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Made {
    pub about: About,
    pub paper: Paper,
    pub as_at: Date,
}

/// What a paper is about.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum About {
    /// A plan's progress.
    Progress(Box<PlanTree>),
    /// An event.
    Event(Id),
    /// What people told us.
    Heard,
}

impl About {
    /// Its name in data.
    pub fn kind(&self) -> &'static str {
        match self {
            About::Progress(_) => PROGRESS,
            About::Event(_) => "event",
            About::Heard => HEARD,
        }
    }
}

/// The kinds of papers, by their names in data; an event's report is known by the event's id.
pub(super) const PROGRESS: &str = "progress";

pub(super) const HEARD: &str = "heard";

impl Made {
    /// The paper that was chosen, from what this device has.
    pub fn chosen(state: &State, which: &str, plan: Option<Id>, as_at: Date) -> Option<Made> {
        let (ledger, today) = (&state.ledger, time::today());
        let member = state.about.as_ref().filter(|a| !a.office);
        match which {
            PROGRESS => {
                let issue = member.and_then(|a| a.issue.as_ref()).map(|i| i.number);
                Made::progress(ledger, plan?, as_at, issue)
            }
            HEARD => Some(Made { about: About::Heard, paper: report::heard(ledger, Some(today))?, as_at: today }),
            event => {
                let event = event.parse().ok()?;
                // What is not published yet is on the page of the year, to be published; it is in no paper.
                let published = figures::published(ledger, event)?.published?;
                let paper = report::event(ledger, event, Some(today))?;
                Some(Made { about: About::Event(event), paper, as_at: published })
            }
        }
    }

    /// The progress report of a plan, from what this device has.
    pub fn progress(ledger: &Ledger, plan: Id, as_at: Date, issue: Option<u64>) -> Option<Made> {
        let tree = tree_to_print(ledger, plan)?;
        let last_issue = tree_as_issued(ledger, plan);
        let reports = ledger.published().into_iter().filter(|p| p.kind() == PROGRESS);
        let before = reports.filter_map(|p| p.as_at().parse::<Date>().ok());
        let risks = risks_of_plan(ledger, plan);
        let options = report::Options {
            risks: &risks,
            as_at: Some(as_at),
            prepared: Some(time::today()),
            issue,
            last_issue: last_issue.as_ref(),
            last_report: before.filter(|day| *day < as_at).max(),
        };
        let paper = report::progress(&tree, &options);
        Some(Made { about: About::Progress(Box::new(tree)), paper, as_at })
    }
}
