//! Whole postcodes, and the district that is all that may be kept of one.

use super::found::{Personal, Place};
use super::numbers::is_of_thing;
use super::pieces::{Sign, Text};
use super::signs::is_room;

/// Whole postcodes, with whatever stands between their parts.
pub(super) fn find(text: &Text, found: &mut Vec<Place>) {
    let mut at = 0;
    while at < text.len() {
        let end = Spelled::from(text, at).and_then(|spelled| spelled.whole());
        let end = end.filter(|end| !text.is_id(&(text.from(at)..*end)) && !is_of_thing(text, at));
        found.extend(end.map(|end| (Personal::Postcode, text.from(at)..end)));
        at += 1;
        while end.is_some_and(|end| at < text.len() && text.from(at) < end) {
            at += 1;
        }
    }
}

/// The letters and figures from some place on, as many as a postcode has and one more, with what stands before each.
struct Spelled<'a> {
    text: &'a Text,
    first: usize,
    signs: Vec<Sign<'a>>,
}

/// A reading of the first signs as a postcode.
struct Code {
    letters: String,
    /// How many signs were read as others that look like them.
    mended: usize,
}

impl<'a> Spelled<'a> {
    fn from(text: &'a Text, first: usize) -> Option<Spelled<'a>> {
        if is_inside(text, first) || text.piece(first).chars().count() > 7 {
            return None;
        }
        Some(Spelled { text, first, signs: text.signs(first, 8, sets_apart) })
    }

    /// The place behind a whole postcode that begins here.
    fn whole(&self) -> Option<usize> {
        (5..=7usize).find_map(|length| {
            let last = length.checked_sub(1).and_then(|at| self.signs.get(at))?;
            let behind = self.text.text.get(last.end..)?;
            let glued = behind.chars().take_while(|c| c.is_ascii_digit()).count();
            let ends = !behind.starts_with(char::is_alphanumeric) || glued >= 5;
            let code = self.code(length).filter(|_| ends)?;
            self.is_meant(length, &code).then_some(last.end)
        })
    }

    /// What the first signs say, with O read as 0 and I as 1 (and the other way round) where only that makes sense.
    fn code(&self, length: usize) -> Option<Code> {
        let spelled: Vec<char> = self.signs.iter().take(length).map(|sign| sign.c).collect();
        let plain: String = spelled.iter().collect();
        if is_postcode(&plain) {
            return Some(Code { letters: plain, mended: 0 });
        }
        let shapes = ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"].into_iter().filter(|shape| shape.len() + 3 == length);
        shapes.into_iter().find_map(|shape| {
            let shape = format!("{shape}9AA");
            let letters: String = spelled.iter().zip(shape.chars()).map(|(c, shape)| mended(*c, shape)).collect();
            let mended = letters.chars().zip(&spelled).filter(|(a, b)| a != *b).count();
            let figures = spelled.iter().filter(|c| c.is_ascii_digit()).count();
            (is_postcode(&letters) && mended <= figures).then_some(Code { letters, mended })
        })
    }

    /// The word that a sign stands in.
    fn words(&self, from: usize, to: usize) -> String {
        self.signs.iter().skip(from).take(to - from).map(|sign| sign.c).collect()
    }

    /// Whether its parts stand as people write them. "N1 7up" and "A1 2nd" are none, nor is "room B12 we".
    fn is_meant(&self, length: usize, code: &Code) -> bool {
        let half = length - 3;
        let gaps: Vec<usize> = self
            .signs
            .iter()
            .take(length)
            .enumerate()
            .skip(1)
            .filter(|(_, s)| !s.gap.is_empty())
            .map(|(at, _)| at)
            .collect();
        let roomy = self.signs.iter().take(length).all(|sign| sign.gap.chars().all(is_room));
        let typed = self.words(0, length);
        let end = self.words(length - 2, length);
        let is_small = end.chars().all(char::is_lowercase);
        let area: String = code.letters.chars().take_while(char::is_ascii_alphabetic).collect();
        let known = is_area(&area);
        let usual = gaps.iter().all(|at| *at == half);
        if code.mended > 0 {
            return known && usual && self.is_mended(half, length, &typed);
        }
        if usual {
            // Where figures stand right before, the letters are what is counted: "2nd", "6ft".
            return known && !(is_small && UNITS.contains(&end.as_str()));
        }
        let spoken = ["so", "me", "la", "de", "co", "po", "st"].contains(&self.text.piece(self.first));
        let small_letter = area.len() == 1 && area.chars().all(char::is_lowercase);
        let word = is_word(&end) && !self.signs.get(length - 2).is_some_and(|sign| sign.gap.is_empty());
        let word = word || (is_small && UNITS.contains(&end.as_str()));
        // A gap where neither half nor letters and figures meet: each sign by itself, in capitals.
        let kind = |at: usize| self.signs.get(at).is_some_and(|sign| sign.c.is_ascii_digit());
        let torn = gaps.iter().any(|at| *at != half && kind(*at) == kind(*at - 1));
        if torn {
            let mut letters = typed.chars().filter(|c| c.is_ascii_alphabetic());
            let each = gaps.len() == length - 1;
            let spelled =
                roomy || (each && self.signs.iter().take(length).all(|sign| !sign.gap.contains([',', '/', ':'])));
            return known && spelled && letters.all(|c| c.is_ascii_uppercase()) && (each || length > 5);
        }
        known && roomy && ![word, spoken, small_letter].contains(&true)
    }

    /// Whether a reading with other signs is more than chance: "SEI5 4QL", "EC1V OBW", and not "E1 one" or "at 2lb".
    fn is_mended(&self, half: usize, length: usize, typed: &str) -> bool {
        let (outward, inward) = (self.words(0, half), self.words(half, length));
        let low = inward.to_lowercase();
        let has_figure = |half: &str| half.contains(|c: char| c.is_ascii_digit());
        let unit = low.get(1..).is_some_and(|end| UNITS.contains(&end));
        let word = !has_figure(&inward) && OUR_WORDS.contains(&low.as_str());
        let parted = self.signs.get(half).is_some_and(|sign| !sign.gap.is_empty());
        let capitals = !typed.contains(|c: char| c.is_ascii_lowercase());
        let figures = typed.chars().filter(|c| c.is_ascii_digit()).count();
        // In small letters, or in one word, both halves have to look like halves.
        let sure = match (parted, capitals) {
            (true, true) => has_figure(&outward) || has_figure(&inward),
            (true, false) => has_figure(&outward) && (has_figure(&inward) || half > 2),
            (false, capitals) => capitals && figures > 1 && has_figure(&inward),
        };
        sure && !unit && !word
    }
}

fn sets_apart(c: char) -> bool {
    is_room(c) || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '.' | ',' | '/' | '_' | ':')
}

/// A sign as the other that looks like it, where a letter (A) or a figure (9) is wanted.
fn mended(c: char, wanted: char) -> char {
    match (wanted, c) {
        ('9', 'o' | 'O') => '0',
        ('9', 'i' | 'I' | 'l') => '1',
        ('A', '0') => 'O',
        ('A', '1') => 'I',
        _ => c,
    }
}

/// Words of three letters that begin with an O, an I or an l.
const OUR_WORDS: [&str; 60] = [
    "odd", "ode", "off", "oft", "ohs", "old", "ole", "one", "ops", "orb", "ore", "our", "out", "owe", "owl", "own",
    "oar", "oat", "ons", "ill", "ins", "inn", "ion", "its", "ink", "ire", "ice", "lab", "lad", "lag", "lap", "law",
    "lay", "led", "lee", "leg", "les", "let", "lie", "lit", "log", "los", "lot", "low", "las", "ley", "una", "uno",
    "oro", "ola", "oye", "ing", "iba", "ida", "lbs", "len", "lyn", "ltd", "lea", "lux",
];

/// Whether a piece goes on from figures that are too few for a number of their own: the "N" of "H1N1".
fn is_inside(text: &Text, at: usize) -> bool {
    text.is_digits(at) || (text.is_glued(at) && text.piece(at - 1).len() < 5)
}

/// What two letters right behind a figure say if they are no end of a postcode.
const UNITS: [&str; 13] = ["st", "nd", "rd", "th", "ft", "lb", "hr", "pp", "gb", "yr", "up", "xl", "ad"];

/// What two letters say that stand behind a place, by themselves.
const WORDS: [&str; 57] = [
    "st", "nd", "rd", "th", "ft", "lb", "hr", "pp", "gb", "yr", "up", "ad", "an", "as", "at", "ax", "be", "by", "eg",
    "el", "en", "es", "gp", "ha", "he", "hq", "la", "le", "re", "se", "sh", "su", "tb", "tu", "tv", "un", "us", "we",
    "ya", "ye", "dr", "pe", "ap", "qr", "wd", "al", "ed", "da", "du", "et", "ja", "na", "ne", "ta", "te", "za", "de",
];

/// Whether two letters say something by themselves.
fn is_word(end: &str) -> bool {
    WORDS.contains(&end.to_lowercase().as_str())
}

/// Whether two letters right behind a figure are what it counts.
#[cfg(test)]
pub(super) fn is_unit(end: &str) -> bool {
    UNITS.contains(&end.to_lowercase().as_str())
}

fn is_area(letters: &str) -> bool {
    AREAS.split(' ').any(|area| area.eq_ignore_ascii_case(letters))
}

/// The postcode areas of Royal Mail.
const AREAS: &str = "AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH \
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
