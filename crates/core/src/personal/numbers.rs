//! NHS numbers and phone numbers among the figures of a text: every run of neighbouring groups that makes one, so that
//! a house, an hour or a number of children beside it hides nothing.

use super::birth;
use super::found::{Personal, Place};
use super::pieces::Text;
use super::signs::is_room;

/// Words before figures that make them a paper's own number.
const REFERENCES: [&str; 7] = ["po", "ref", "inv", "invoice", "order", "reference", "budget"];

/// What has a number of its own, as long as a telephone's.
const CATALOGUES: [&str; 13] =
    ["isbn", "issn", "ean", "barcode", "sku", "doi", "uprn", "usrn", "asin", "pmid", "imei", "isrctn", "orcid"];

/// Words of things that say so only where they stand right before it.
const THINGS: [&str; 12] =
    ["model", "modelo", "part", "serial", "printer", "laptop", "version", "charity", "tender", "vat", "urn", "sample"];

/// Whether the words before say that what begins here is the number of a thing.
pub(super) fn is_of_thing(text: &Text, at: usize) -> bool {
    let number = ["no", "number", "nr", "num", "code", "id"];
    let before = usize::from(at > 0 && number.contains(&text.word(at - 1).as_str()));
    let thing = at.checked_sub(1 + before).map(|at| text.word(at)).unwrap_or_default();
    text.says(at, 3, &CATALOGUES) || THINGS.contains(&thing.as_str())
}

/// NHS numbers and phone numbers.
pub(super) fn find(text: &Text, found: &mut Vec<Place>) {
    // The figures of a day are no part of a number.
    let mut days = vec![false; text.len()];
    for at in 0..text.len() {
        if let Some(day) = birth::in_figures(text, at).filter(|day| day.is_sure) {
            days.iter_mut().take(day.end).skip(at).for_each(|is_day| *is_day = true);
        }
    }
    let is_group = |at: usize| text.is_digits(at) && days.get(at) == Some(&false);
    for first in (0..text.len()).filter(|at| is_group(*at)) {
        let mut run = Run { text, first, last: first, digits: String::new() };
        while is_group(run.last) {
            run.digits.push_str(text.piece(run.last));
            if run.digits.len() > 15 {
                break;
            }
            let place = run.from()..text.to(run.last);
            found.extend(run.kind().filter(|_| !text.is_id(&place)).map(|kind| (kind, place)));
            if !joins(text.gap(run.last)) {
                break;
            }
            run.last += 1;
        }
    }
}

/// Whether the groups on both sides of this gap may be one number.
fn joins(gap: &str) -> bool {
    let signs = gap.chars().filter(|c| !is_room(*c));
    gap.chars().count() <= 12
        && signs.clone().count() <= 2
        && signs
            .into_iter()
            .all(|c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '.' | '(' | ')' | '/' | ',' | ';' | ':' | '_' | '·'))
}

/// Groups of figures from one piece to another.
struct Run<'a> {
    text: &'a Text,
    first: usize,
    last: usize,
    digits: String,
}

impl Run<'_> {
    /// What stands right before it.
    fn before(&self) -> &str {
        self.text.text.get(..self.text.from(self.first)).unwrap_or_default()
    }

    /// Where it begins, with the plus or bracket that belongs to it.
    fn from(&self) -> usize {
        let (before, start) = (self.before(), self.text.from(self.first));
        let bracket = self.gaps().find_map(|gap| gap.chars().find(|c| matches!(c, '(' | ')')));
        let closes = bracket == Some(')');
        let before = if closes { before.strip_suffix('(').unwrap_or(before) } else { before };
        let bare = before.strip_suffix('+').unwrap_or(before);
        start.min(bare.len())
    }

    fn is_abroad(&self) -> bool {
        self.before().trim_end_matches('(').ends_with('+')
    }

    fn groups(&self) -> Vec<usize> {
        (self.first..=self.last).map(|at| self.text.piece(at).len()).collect()
    }

    fn gaps(&self) -> impl Iterator<Item = &str> {
        (self.first..self.last).map(|at| self.text.gap(at))
    }

    /// Whether its gaps hold none of these signs.
    fn lacks(&self, signs: &str) -> bool {
        self.gaps().all(|gap| !gap.contains(|c: char| signs.contains(c)))
    }

    /// Whether the same sign stands in all its gaps, brackets aside.
    fn is_even(&self) -> bool {
        let sign = |gap: &str| gap.chars().find(|c| !is_room(*c) && !matches!(c, '(' | ')'));
        let mut signs = self.gaps().map(sign);
        signs.next().is_none_or(|first| signs.all(|sign| sign == first))
    }

    /// Whether every group is greater than the one before: "10 20 30", a list.
    fn climbs(&self) -> bool {
        let number = |at: usize| self.text.piece(at).parse::<u64>().unwrap_or(0);
        self.last > self.first + 1 && (self.first..self.last).all(|at| number(at) < number(at + 1))
    }

    /// Whether one of its groups of four is a year.
    fn has_year(&self) -> bool {
        (self.first..=self.last)
            .map(|at| self.text.piece(at))
            .any(|p| p.len() == 4 && p.starts_with(['1', '2']) && { matches!(p.get(..2), Some("19" | "20")) })
    }

    /// A sum of money, a share, or a paper's own number.
    fn is_reference(&self) -> bool {
        let behind = self.text.text.get(self.text.to(self.last)..).unwrap_or_default();
        let money = self.before().ends_with(['£', '€', '$']);
        let thing = !self.is_abroad() && !self.digits.starts_with('0') && is_of_thing(self.text, self.first);
        if money || behind.starts_with('%') || thing || self.text.says(self.first, 3, &CATALOGUES) {
            return true;
        }
        let named = self.first > 0 && REFERENCES.contains(&self.text.word(self.first - 1).as_str());
        named && (self.text.is_glued(self.first) || self.text.glues(self.last))
    }

    fn kind(&self) -> Option<Personal> {
        if self.is_reference() {
            return None;
        }
        match () {
            () if self.is_nhs_number() => Some(Personal::NhsNumber),
            () if self.is_phone() => Some(Personal::Phone),
            () => None,
        }
    }

    /// Ten digits whose last one is the modulus 11 check digit of the others (NHS Data Dictionary, NHS number). Any
    /// ten figures pass that one time in eleven; so other
    /// groups than three, three and four are to be set apart evenly, with no year among them, or to follow that word.
    fn is_nhs_number(&self) -> bool {
        let digits: Vec<u32> = self.digits.chars().filter_map(|c| c.to_digit(10)).collect();
        let (Some((check, body)), 10) = (digits.split_last(), digits.len()) else { return false };
        let sum: u32 = body.iter().zip((2..=10).rev()).map(|(d, weight)| d * weight).sum();
        let fits = match 11 - sum % 11 {
            11 => *check == 0,
            10 => false,
            expected => *check == expected,
        };
        let groups = self.groups();
        let usual = matches!(groups.as_slice(), [10] | [3, 3, 4]);
        let said = (self.first.saturating_sub(4)..self.first).any(|at| self.text.word(at) == "nhs");
        // The number of a book has the same check digit: a figure, two groups, and that digit by itself.
        if !said && matches!(groups.as_slice(), [1, _, _, 1]) && self.gaps().all(|gap| gap == "-") {
            return false;
        }
        let plain = said || (self.is_even() && !self.has_year() && !self.climbs() && self.lacks(":"));
        fits && !self.is_abroad() && self.lacks(",;") && (usual || plain)
    }

    /// A phone number that may be a person's: a UK landline or mobile (Ofcom's numbering plan: 01, 02, 05, 07), or
    /// one from abroad. Numbers that only organisations have (03, 08, 09) may stand.
    fn is_phone(&self) -> bool {
        let (digits, groups) = (self.digits.as_str(), self.groups());
        let leading = groups.first().copied().unwrap_or_default();
        // "00 44 20 …": a code of a country by itself behind the noughts that lead out of this one.
        let code = groups.get(1).copied().unwrap_or_default();
        let apart = leading == 2 && (1..=3).contains(&code) && groups.iter().any(|group| *group > 2);
        let out = digits.starts_with("00") && (leading > 2 || (apart && self.lacks(",;:.")));
        let from_abroad = self.is_abroad() || out;
        if from_abroad {
            let number = digits.trim_start_matches('0');
            return match number.strip_prefix("44") {
                Some(uk) => is_national(uk.trim_start_matches('0')),
                None => self.lacks(",;:") && (9..=15).contains(&number.len()) && digits.len() > 9,
            };
        }
        match digits.strip_prefix('0') {
            Some(national) => {
                let clock = |at: usize| {
                    let (hour, minute) = self.text.piece(at).split_at_checked(2).unwrap_or_default();
                    minute.len() == 2 && hour < "24" && minute < "60"
                };
                let small = groups.iter().all(|length| *length <= 2);
                let hours = groups.len() > 1 && clock(self.first) && clock(self.first + 1);
                let loose = leading < 4 && (!self.lacks(",;:") || (groups.len() > 3 && !self.is_even()));
                let short = national.len() == 9 && leading < 4;
                let list = small && self.climbs();
                is_national(national) && ![hours, loose, short, list].contains(&true)
            }
            // A mobile number without its nought.
            None => {
                let usual =
                    matches!(groups.as_slice(), [10] | [4, 6] | [4, 3, 3] | [4, 2, 2, 2] | [5, 5] | [7, 3] | [3, 3, 4]);
                let mobile =
                    digits.len() == 10 && digits.starts_with('7') && !matches!(digits.get(1..2), Some("0" | "6"));
                let named = self.first > 0 && REFERENCES.contains(&self.text.word(self.first - 1).as_str());
                mobile && usual && self.lacks(",;:") && !self.has_year() && !named
            }
        }
    }
}

/// What is left of a UK number without what stands before it.
fn is_national(number: &str) -> bool {
    let long_enough = number.len() == 10 || (number.len() == 9 && number.starts_with('1'));
    long_enough && number.starts_with(['1', '2', '5', '7'])
}
