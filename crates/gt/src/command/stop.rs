//! How a command ended before it was done.

/// Why a command stopped.
#[derive(Debug)]
pub enum Stop {
    /// It was asked for in a way that it does not know.
    Usage(String),
    /// What it was given cannot be used.
    Refused(String),
    /// What was found has been said; it is bad.
    Found,
    /// Nobody reads what is written any more.
    Unread,
}
