//! What a browser's database says when it cannot keep something, sorted into what a person can act on. Only the quota has
//! a name of its own (<https://w3c.github.io/IndexedDB/#exceptions>); that the disk itself is full stands, where at all,
//! in a sentence.

use crate::store::database::tables::StoreError;

/// Sentences of Chromium and Firefox about a full disk, and of systems beneath them, in small letters.
const FULL: [&str; 6] = ["quota", "full disk", "disk full", "disk is full", "no space", "not enough space"];

/// The error of this name and message. What it may be beside that is asked with [`may_be_full`].
pub fn failure(name: &str, message: &str) -> StoreError {
    let message = message.to_lowercase();
    if name == "QuotaExceededError" || FULL.iter().any(|words| message.contains(words)) {
        return StoreError::Full;
    }
    StoreError::Lost(if name.is_empty() { message } else { format!("{name}: {message}") })
}

/// Whether a connection that was lost for this reason may have found no room: Chromium calls a disk that is full while
/// it commits an unknown or internal error, or says only that the transaction was aborted. Then the browser is asked how
/// much room there is.
pub fn may_be_full(reason: &str) -> bool {
    ["UnknownError", "AbortError", "internal error", "aborted"].iter().any(|words| reason.contains(words))
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_called_that_however_the_browser_says_it() {
        for (name, message) in [
            ("QuotaExceededError", ""),
            ("QuotaExceededError", "Encountered full disk while opening backing store for indexedDB.open."),
            ("UnknownError", "Encountered full disk while committing transaction."),
            ("AbortError", "The transaction was aborted: Quota exceeded"),
            ("UnknownError", "IO error: No space left on device"),
            ("", "the current transaction exceeded its quota limitations."),
        ] {
            assert_eq!(failure(name, message), StoreError::Full, "{name}: {message}");
        }
    }

    #[test]
    fn what_may_be_a_full_disk_is_asked_about_and_what_is_not_is_not() {
        for (name, message) in [("UnknownError", "Internal error committing transaction."), ("AbortError", "")] {
            let StoreError::Lost(reason) = failure(name, message) else { panic!("{name} says nothing of room") };
            assert!(may_be_full(&reason), "{reason}");
        }
        for (name, message) in [("InvalidStateError", "The connection was closed."), ("DataError", "")] {
            let StoreError::Lost(reason) = failure(name, message) else { panic!("{name} says nothing of room") };
            assert!(!may_be_full(&reason), "{reason}");
        }
    }
}
