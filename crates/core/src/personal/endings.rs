//! The words that end an address, in the web and of e-mail.

/// What ends an address also where there is room before it.
pub(super) const ENDINGS: [&str; 14] =
    ["com", "co", "org", "net", "uk", "gov", "nhs", "ac", "es", "eu", "me", "info", "pt", "fr"];

/// What else ends one.
const ALSO: [&str; 26] = [
    "pl", "it", "de", "ie", "io", "ro", "so", "bd", "in", "ng", "gh", "br", "co", "edu", "biz", "wales", "cymru",
    "scot", "london", "charity", "coop", "online", "live", "app", "dev", "mail",
];

/// Whether a word ends an address in the web.
pub(super) fn is_ending(word: &str) -> bool {
    ENDINGS.contains(&word) || ALSO.contains(&word)
}
