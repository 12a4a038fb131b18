//! How a message is meant: what it looks like, how it is read out, how long it stays.

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something went wrong, or has to be looked at twice.
    Warning,
    /// Something to know.
    Info,
    /// Something is saved on this device: not said where the browser keeps nothing.
    Saved,
    /// Something else went well, such as handing over a file.
    Done,
}

impl Tone {
    /// The banner's class.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Warning => "gt-banner gt-banner--warning",
            Tone::Info => "gt-banner gt-banner--info",
            Tone::Saved | Tone::Done => "gt-banner gt-banner--success",
        }
    }

    /// How it is read out: a warning at once, everything else when there is a pause.
    pub fn role(self) -> &'static str {
        if self == Tone::Warning { "alert" } else { "status" }
    }

    /// Whether it says that something went well, which stands elsewhere too.
    pub fn is_good(self) -> bool {
        matches!(self, Tone::Saved | Tone::Done)
    }
}
