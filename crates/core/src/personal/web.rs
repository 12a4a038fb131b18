//! Addresses in the web and other ids that machines make, whose figures are nobody's; and of those addresses, and of
//! names behind an @, the ones that lead to a person's own page.

use super::endings::is_ending;
use super::found::{Personal, Place};
use super::pieces::Text;
use super::signs::is_room;
use std::ops::Range;

/// Where the pages of people are, and what stands there before a name.
const PROFILES: [(&str, &str); 17] = [
    ("facebook.com", ""),
    ("fb.com", ""),
    ("m.me", ""),
    ("instagram.com", ""),
    ("tiktok.com", "@"),
    ("twitter.com", ""),
    ("x.com", ""),
    ("threads.net", "@"),
    ("threads.com", "@"),
    ("linkedin.com", "in/"),
    ("snapchat.com", "add/"),
    ("youtube.com", "@"),
    ("t.me", ""),
    ("wa.me", ""),
    ("bsky.app", "profile/"),
    ("reddit.com", "user/"),
    ("vk.com", ""),
];

/// First parts of an address there that are no name.
const NO_PROFILES: [&str; 16] = [
    "events", "groups", "watch", "sharer", "share", "hashtag", "explore", "reel", "reels", "p", "pages", "login",
    "help", "policies", "search", "home",
];

/// Words near an address or a name that say whose it is: an organisation's.
const OURS: [&str; 14] = [
    "us",
    "our",
    "we",
    "follow",
    "page",
    "team",
    "council",
    "channel",
    "channels",
    "campaign",
    "hashtag",
    "partnership",
    "nuestra",
    "siguenos",
];

/// Words near a name behind an @ that say that it is a person's.
const THEIRS: [&str; 26] = [
    "her",
    "his",
    "she",
    "he",
    "my",
    "their",
    "they",
    "resident",
    "insta",
    "instagram",
    "ig",
    "facebook",
    "fb",
    "tiktok",
    "twitter",
    "snapchat",
    "snap",
    "telegram",
    "whatsapp",
    "dm",
    "message",
    "handle",
    "username",
    "called",
    "su",
    "sus",
];

/// What people write behind an @ to say where.
const PLACES: [&str; 8] = ["home", "work", "school", "lunch", "night", "the", "our", "nhs"];

/// Pages of people, and names behind an @. In notes each of these; in updates and papers those that can hardly be an
/// organisation's. What words beside them say to be our own is none.
pub(super) fn find(text: &Text, is_note: bool, found: &mut Vec<Place>) {
    for at in 0..text.len() {
        let is_start = |end: usize| text.text.get(..end).is_none_or(|before| !before.ends_with(['.', '-', '@']));
        if !text.is_glued(at) && is_start(text.from(at)) {
            found.extend(profile(text, at).map(|place| (Personal::Account, place)));
        }
        found.extend(handle(text, at, is_note).map(|place| (Personal::Account, place)));
    }
}

/// The address of a person's page that begins with a piece.
fn profile(text: &Text, at: usize) -> Option<Range<usize>> {
    let start = text.from(at);
    let rest = text.text.get(start..)?;
    let end = rest.find(|c: char| is_room(c) || ",;|<>\"'()[]{}“”«»".contains(c)).unwrap_or(rest.len());
    let address = rest.get(..end)?.trim_end_matches(['.', ':', '!', '?', '/']);
    let low = address.to_ascii_lowercase();
    let low = low.trim_start_matches("https://").trim_start_matches("http://");
    let low = ["www.", "m.", "uk.", "en-gb."].iter().find_map(|sub| low.strip_prefix(sub)).unwrap_or(low);
    let (host, path) = low.split_once('/')?;
    let (_, before) = PROFILES.iter().find(|(known, _)| *known == host)?;
    let name = path.strip_prefix(before)?;
    let first = name.split(['/', '?', '&', '#']).next().filter(|first| !first.is_empty())?;
    if NO_PROFILES.contains(&first) || (host == "wa.me" && !first.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let own = matches!(host, "linkedin.com" | "wa.me" | "snapchat.com") || first == "profile.php";
    let meant = own || !text.says(at, 5, &OURS);
    meant.then_some(start..start + address.len())
}

/// A name behind an @ that no address goes on from.
fn handle(text: &Text, at: usize, is_note: bool) -> Option<Range<usize>> {
    let start = text.from(at);
    let before = text.text.get(..start)?.strip_suffix('@')?;
    if before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '/' | '@')) {
        return None;
    }
    let mut last = at;
    while last + 1 < text.len() && matches!(text.gap(last), "" | "_" | "." | "__") {
        last += 1;
    }
    let name = text.text.get(text.range(at, last))?;
    let ending = text.word(last);
    let is_address = name.contains('.') && is_ending(&ending);
    let is_no_name = name.starts_with(|c: char| c.is_ascii_digit()) || PLACES.contains(&name.to_lowercase().as_str());
    if is_address || is_no_name || !(3..=40).contains(&name.chars().count()) {
        return None;
    }
    let like_a_person = name.contains(['_', '.']) || name.contains(|c: char| c.is_ascii_digit());
    let ours = text.says(at, 4, &OURS) || (last + 1..last + 5).any(|at| OURS.contains(&text.word(at).as_str()));
    let meant = !ours && (is_note || like_a_person || text.says(at, 4, &THEIRS));
    // "_" behind it belongs to the name.
    let tail = text.text.get(text.to(last)..)?.chars().take_while(|c| *c == '_').count();
    meant.then_some(before.len()..text.to(last) + tail)
}
