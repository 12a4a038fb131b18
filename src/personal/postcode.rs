//! Whole postcodes, and the district that is all that may be kept of one.

use super::pieces::{Text, is_room};
use super::{Personal, Place};

/// Whole postcodes, with whatever stands between their parts.
pub(super) fn find(text: &Text<'_>, found: &mut Vec<Place>) {
    let mut at = 0;
    while at < text.len() {
        let end = whole(text, at);
        found.extend(end.map(|end| (Personal::Postcode, text.from(at)..text.to(end))));
        at = end.unwrap_or(at) + 1;
    }
}

/// The last piece of a postcode that begins with this one.
fn whole(text: &Text<'_>, first: usize) -> Option<usize> {
    let area = text.piece(first);
    if text.is_digits(first) || area.len() > 2 || is_inside(text, first) {
        return None;
    }
    let mut code = area.to_owned();
    for last in first + 1..first + 5 {
        let gap = text.gap(last - 1);
        let sets_apart =
            |c: char| is_room(c) || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '.' | ',' | '/' | '_' | ':');
        if text.piece(last).is_empty() || gap.chars().count() > 4 || !gap.chars().all(sets_apart) {
            return None;
        }
        code.push_str(text.piece(last));
        if text.piece(last).len() == 2
            && !text.is_digits(last)
            && !(text.glues(last) && text.piece(last + 1).len() < 5)
            && is_postcode(&code)
        {
            return is_meant(text, first, last, code.len()).then_some(last);
        }
    }
    None
}

/// Whether a piece goes on from figures that are too few for a number of their own: the "N" of "H1N1".
fn is_inside(text: &Text<'_>, at: usize) -> bool {
    text.is_glued(at) && text.piece(at - 1).len() < 5
}

/// Whether its parts stand as people write them. "N1 7up" and "A1 2nd" are none, nor is "room B12 we".
fn is_meant(text: &Text<'_>, first: usize, last: usize, length: usize) -> bool {
    let (area, end) = (text.piece(first), text.piece(last));
    let is_small = end.chars().all(char::is_lowercase);
    // Where the gaps are: behind the area's letters, before the last two, or only between the halves.
    let split_end = !text.gap(last - 1).is_empty();
    let mut written = 0;
    let outward = (first..last).any(|at| {
        written += text.piece(at).len();
        !text.gap(at).is_empty() && written < length - 3
    });
    let usual = !split_end && !outward;
    let word = is_word(end);
    if usual {
        return !(is_small && word);
    }
    let known = AREAS.split(' ').any(|a| a.eq_ignore_ascii_case(area));
    let spoken = area.chars().all(char::is_lowercase) && ["so", "me", "la", "de", "co", "po", "st"].contains(&area);
    let small_letter = area.len() == 1 && area.chars().all(char::is_lowercase);
    let roomy = (first..last).all(|at| text.gap(at).chars().all(is_room));
    known && roomy && ![word, spoken, small_letter].contains(&true)
}

/// What two letters behind a figure, or behind a place, say if they are no end of a postcode.
const WORDS: [&str; 45] = [
    "st", "nd", "rd", "th", "ft", "lb", "hr", "pp", "gb", "yr", "up", "ad", "an", "as", "at", "ax", "be", "by", "eg",
    "el", "en", "es", "gp", "ha", "he", "hq", "la", "le", "re", "se", "sh", "su", "tb", "tu", "tv", "un", "us", "we",
    "ya", "ye", "dr", "pe", "ap", "qr", "wd",
];

/// Whether two letters say something by themselves.
pub(super) fn is_word(end: &str) -> bool {
    WORDS.contains(&end.to_lowercase().as_str())
}

/// The postcode areas of Royal Mail.
const AREAS: &str = "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH \
    EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG \
    NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB \
    W WA WC WD WF WN WR WS WV YO ZE";

/// A whole UK postcode (BS 7666 and Royal Mail's rules for which letter may stand where). A district alone
/// ("SE15") is not personal.
fn is_postcode(word: &str) -> bool {
    let letters: Vec<char> = word.chars().map(|c| c.to_ascii_uppercase()).collect();
    if !(5..=7).contains(&letters.len()) || !word.chars().all(|c| c.is_ascii_alphanumeric()) {
        return false;
    }
    let (outward, inward) = letters.split_at(letters.len() - 3);
    let inward_letter = |c: &char| c.is_ascii_uppercase() && !"CIKMOV".contains(*c);
    let inward_fits = matches!(inward, [d, a, b] if d.is_ascii_digit() && inward_letter(a) && inward_letter(b));
    let shape: String = outward.iter().map(|c| if c.is_ascii_digit() { '9' } else { 'A' }).collect();
    let area = match outward {
        [first, second, ..] => !"QVX".contains(*first) && !"IJZ".contains(*second),
        _ => false,
    };
    inward_fits && area && matches!(shape.as_str(), "A9" | "A99" | "AA9" | "AA99" | "A9A" | "AA9A")
}

/// The postcode district ("SE15") in what somebody typed, also out of a whole postcode, of which nothing else
/// is kept. `None` where there is none.
pub fn district(typed: &str) -> Option<String> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    let outward = match plain.len().checked_sub(3) {
        Some(end) if is_postcode(&plain) => plain.get(..end)?,
        _ => plain.as_str(),
    };
    // Any inward half makes a whole postcode of a district, and of nothing else.
    is_postcode(&format!("{outward}1AA")).then(|| outward.to_owned())
}
