//! What the front door knows and hands on: who begins and how, and the message of the moment.

use super::components::{Problem, Tone};
use super::route::Route;
use crate::domain::Role;
use crate::platform::files;
use leptos::prelude::*;

/// The message of the moment, until it leaves, is put away or the page changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// How it is meant: the banner's look, and what may be said where the browser keeps nothing.
    pub tone: Tone,
    /// What it says.
    pub text: String,
    /// Where it leads on to, and what the link there says.
    pub way: Option<(Route, String)>,
}

/// What a message says, and where it leads on to.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// The sentence.
    pub text: String,
    /// The page that comes next, and what the link there says.
    pub way: Option<(Route, String)>,
}

impl From<String> for Said {
    fn from(text: String) -> Said {
        Said { text, way: None }
    }
}

impl From<&str> for Said {
    fn from(text: &str) -> Said {
        Said::from(text.to_owned())
    }
}

/// How far the app is with being kept whole, for working without a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Offline {
    /// It is being fetched.
    #[default]
    Coming,
    /// Everything needed is cached.
    Ready,
    /// It did not come whole this time.
    Failed,
    /// This browser keeps no app.
    Cannot,
}

impl Offline {
    /// The key of what is said of it all the time, so that it takes the same place from the start.
    pub fn status(self, online: bool) -> &'static str {
        match self {
            _ if !online => "status.offline",
            Offline::Coming => "status.coming",
            Offline::Ready => "status.ready",
            Offline::Failed => "status.failed",
            Offline::Cannot => "status.cannot",
        }
    }
}

/// How somebody chose to begin.
#[derive(Debug, Clone)]
pub enum Choice {
    /// With a partnership of their own that holds nothing yet; with it the page to go to.
    Empty(Route),
    /// With a file that somebody sent.
    File(files::Opened),
    /// With the last file that they saved themselves.
    Last(files::Opened),
    /// With the sample, in this role.
    Sample(Role),
}

/// What the front door knows, and goes on knowing once the shell has taken over.
#[derive(Debug, Clone, Copy, Default)]
pub struct Door {
    /// The role that was chosen: ambassador, representative, manager, or nothing yet.
    pub role: RwSignal<String>,
    /// The person's name as typed.
    pub name: RwSignal<String>,
    /// Their organisation as typed.
    pub organisation: RwSignal<String>,
    /// The partnership's name as typed.
    pub partnership: RwSignal<String>,
    /// What is missing or wrong in the questions.
    pub problems: RwSignal<Vec<Problem>>,
    /// A message for the top of the page.
    pub message: RwSignal<Option<Message>>,
    /// How far the app is with being kept for working without a connection.
    pub offline: RwSignal<Offline>,
    /// Whether a newer version waits.
    pub update_waits: RwSignal<bool>,
    /// Whether this page holds words that are kept nowhere else: then it is not opened anew.
    pub only_here: RwSignal<bool>,
}
