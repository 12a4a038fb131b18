//! Numbers that stand for a person in some office's books: National Insurance, passports and licences, banks,
//! hospitals. Most are known by the words before them; those whose shape or check digit tells need none.

use super::found::{Personal, Place};
use super::numbers::is_of_thing;
use super::pieces::{Sign, Text};
use super::signs::is_room;
use crate::domain::letters::bare;
use std::ops::Range;

/// Words before a number, what it is then, and how many figures it has at least and at most.
const LABELS: [(&[&str], Personal, usize, usize); 30] = {
    use Personal::{Bank, Document, HospitalNumber, NationalInsurance, NhsNumber};
    [
        (&["passport"], Document, 5, 12),
        (&["passeport"], Document, 5, 12),
        (&["pasaporte"], Document, 5, 12),
        (&["passaporte"], Document, 5, 12),
        (&["paszport"], Document, 5, 12),
        (&["driving", "licence"], Document, 5, 16),
        (&["driving", "license"], Document, 5, 16),
        (&["residence", "permit"], Document, 5, 12),
        (&["brp"], Document, 5, 12),
        (&["visa"], Document, 6, 12),
        (&["home", "office"], Document, 5, 12),
        (&["id", "card"], Document, 5, 14),
        (&["pesel"], Document, 11, 11),
        (&["dni"], Document, 7, 9),
        (&["nie"], Document, 7, 9),
        (&["hospital"], HospitalNumber, 5, 12),
        (&["hosp"], HospitalNumber, 5, 12),
        (&["mrn"], HospitalNumber, 4, 12),
        (&["patient"], HospitalNumber, 5, 12),
        (&["emis"], HospitalNumber, 4, 12),
        (&["chi"], HospitalNumber, 10, 10),
        (&["nhs"], NhsNumber, 10, 10),
        (&["sort", "code"], Bank, 6, 6),
        (&["account"], Bank, 8, 8),
        (&["acct"], Bank, 8, 8),
        (&["acc"], Bank, 8, 8),
        (&["cuenta"], Bank, 8, 24),
        (&["national", "insurance"], NationalInsurance, 6, 6),
        (&["nino"], NationalInsurance, 6, 6),
        (&["ni"], NationalInsurance, 6, 6),
    ]
};

/// Words between a label and its number.
const BETWEEN: [&str; 17] = [
    "no",
    "nos",
    "number",
    "num",
    "nr",
    "numero",
    "n",
    "is",
    "was",
    "id",
    "ref",
    "reference",
    "hash",
    "es",
    "card",
    "nº",
    "ending",
];

/// Words of which one has to stand there, where the label alone says little: "hospital number".
const NUMBER: [&str; 10] = ["no", "number", "num", "nr", "numero", "n", "id", "ref", "nº", "reference"];

/// Numbers of a person in somebody's books.
pub(super) fn find(text: &Text, found: &mut Vec<Place>) {
    for at in 0..text.len() {
        let shaped = [
            (Personal::NationalInsurance, insurance(text, at)),
            (Personal::Document, licence(text, at)),
            (Personal::Document, plate(text, at)),
            (Personal::Bank, iban(text, at)),
            (Personal::Bank, card(text, at)),
            (Personal::Bank, account(text, at)),
        ];
        let shaped = shaped.into_iter().filter_map(|(kind, place)| Some((kind, place?)));
        found.extend(shaped.chain(labelled(text, at)).filter(|(_, place)| !text.is_id(place)));
    }
}

/// The number that a label at this piece announces.
fn labelled(text: &Text, at: usize) -> Option<Place> {
    let first = bare(&text.word(at));
    let is_label = |words: &[&str]| {
        let goes_on = || words.iter().enumerate().skip(1).all(|(n, word)| bare(&text.word(at + n)) == *word);
        words.first() == Some(&first.as_str()) && goes_on()
    };
    let (words, kind, least, most) = LABELS.iter().find(|(words, ..)| is_label(words))?;
    let mut here = at + words.len();
    let mut is_number = false;
    while BETWEEN.contains(&bare(&text.word(here)).as_str()) && here < at + words.len() + 4 {
        is_number |= NUMBER.contains(&bare(&text.word(here)).as_str());
        here += 1;
    }
    let vague = matches!(
        words,
        ["hospital" | "patient" | "account" | "home" | "nhs" | "emis" | "chi" | "nie" | "ni" | "acc", ..]
    );
    let gap = here.checked_sub(1).map(|before| text.gap(before)).unwrap_or_default();
    let announced = is_number || gap.contains([':', '#', '=']) || !vague;
    if !announced || gap.chars().count() > 4 || gap.contains(['.', '!', '?', ';']) && !gap.starts_with(". ") {
        return None;
    }
    let (last, figures) = token(text, here);
    ((*least..=*most).contains(&figures)).then(|| (*kind, text.range(here, last)))
}

/// The last piece of a number that begins here, with letters in it or around it, and how many figures it has.
fn token(text: &Text, first: usize) -> (usize, usize) {
    let figures = |at: usize| if text.is_digits(at) { text.piece(at).len() } else { 0 };
    let (mut last, mut count) = (first, figures(first));
    while last + 1 < text.len() && last < first + 8 {
        let gap = text.gap(last);
        let short = text.is_digits(last + 1) || text.piece(last + 1).chars().count() < 3;
        let glued = gap.is_empty() || matches!(gap, "-" | "/");
        let roomy = gap == " " && text.is_digits(last + 1) && (count == 0 || figures(last) < 5);
        let is_start = count == 0 && text.piece(last).chars().count() > 3 && !glued;
        if is_start || !(roomy || (glued && (short || count > 0))) {
            break;
        }
        last += 1;
        count += figures(last);
    }
    (last, count)
}

fn roomy(c: char) -> bool {
    is_room(c) || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '.' | '/')
}

/// Whether signs have this shape: A a letter, 9 a figure, Z either.
fn fits(signs: &[Sign<'_>], shape: &str) -> bool {
    let one = |c: char, shape: char| match shape {
        'A' => c.is_ascii_alphabetic(),
        '9' => c.is_ascii_digit(),
        _ => true,
    };
    signs.len() >= shape.len() && signs.iter().zip(shape.chars()).all(|(sign, shape)| one(sign.c, shape))
}

fn gaps(signs: &[Sign<'_>], length: usize) -> Vec<usize> {
    signs.iter().take(length).enumerate().skip(1).filter(|(_, sign)| !sign.gap.is_empty()).map(|(at, _)| at).collect()
}

fn place(text: &Text, at: usize, signs: &[Sign<'_>], length: usize) -> Option<Range<usize>> {
    let end = length.checked_sub(1).and_then(|last| signs.get(last))?.end;
    (text.ends_at(end) && !text.is_glued(at)).then(|| text.from(at)..end)
}

fn in_capitals(signs: &[Sign<'_>], length: usize) -> bool {
    !signs.iter().take(length).any(|sign| sign.c.is_ascii_lowercase())
}

/// A National Insurance number: two letters, six figures, and A, B, C or D (HMRC's manual, NIM39110).
fn insurance(text: &Text, at: usize) -> Option<Range<usize>> {
    let signs = text.signs(at, 10, roomy);
    let suffix = signs.get(8).is_some_and(|sign| matches!(sign.c.to_ascii_uppercase(), 'A'..='D'));
    if !fits(&signs, "AA999999A") || !suffix || text.piece(at).len() != 2 {
        return None;
    }
    let gaps = gaps(&signs, 9);
    let usual = gaps.iter().all(|at| [2, 4, 6, 8].contains(at)) || gaps.iter().all(|at| [2, 5, 8].contains(at));
    let names = ["ni", "nino", "insurance"];
    let behind = (at + 1..at + 12).any(|at| names.contains(&text.word(at).as_str()));
    let said = text.says(at, 5, &names) || behind;
    let meant = in_capitals(&signs, 9) || gaps.is_empty() || said;
    (usual && meant && !is_of_thing(text, at)).then(|| place(text, at, &signs, 9)).flatten()
}

/// A driving licence of Great Britain: five of the name, six figures, two initials, three more.
fn licence(text: &Text, at: usize) -> Option<Range<usize>> {
    let signs = text.signs(at, 17, roomy);
    let middle = signs.get(5..11).is_some_and(|six| six.iter().all(|sign| sign.c.is_ascii_digit()));
    let name = signs.get(..5).is_some_and(|five| {
        five.iter().all(|sign| sign.c.is_ascii_alphabetic() || sign.c == '9') && five.iter().any(|sign| sign.c != '9')
    });
    let month = matches!(signs.get(6..8), Some([tens, ones]) if match tens.c { '0' | '5' => ones.c != '0', '1' | '6' => ones.c <= '2', _ => false });
    let end = signs.get(14..16).is_some_and(|two| two.iter().all(|sign| sign.c.is_ascii_alphabetic()));
    let whole = gaps(&signs, 16).iter().all(|at| [5, 11, 13, 14].contains(at));
    (name && middle && month && end && whole).then(|| place(text, at, &signs, 16)).flatten()
}

/// The number plate of a car, where a word near it says that it is one.
fn plate(text: &Text, at: usize) -> Option<Range<usize>> {
    const CARS: [&str; 12] = [
        "reg",
        "registration",
        "plate",
        "plates",
        "car",
        "van",
        "vehicle",
        "numberplate",
        "car's",
        "scooter",
        "taxi",
        "moped",
    ];
    let signs = text.signs(at, 8, is_room);
    let length = 7;
    let shape = fits(&signs, "AA99AAA") || fits(&signs, "A999AAA");
    let parted = gaps(&signs, length).iter().all(|at| *at == 4);
    let meant =
        shape && parted && text.says(at, 4, &CARS) && (in_capitals(&signs, length) || gaps(&signs, length).is_empty());
    meant.then(|| place(text, at, &signs, length)).flatten()
}

/// An international bank account number, by its check (ISO 13616).
fn iban(text: &Text, at: usize) -> Option<Range<usize>> {
    let signs = text.signs(at, 34, is_room);
    if !fits(&signs, "AA99") || signs.len() < 15 || text.piece(at).len() != 2 {
        return None;
    }
    (15..=signs.len()).rev().find_map(|length| {
        let place = place(text, at, &signs, length)?;
        let turned = signs.get(4..length)?.iter().chain(signs.get(..4)?);
        let rest = turned.fold(0u32, |rest, sign| {
            let value = sign.c.to_digit(36).unwrap_or(0);
            (rest * if value > 9 { 100 } else { 10 } + value) % 97
        });
        (rest == 1).then_some(place)
    })
}

/// A bank card: sixteen figures, or fifteen of a card that has so many, whose last one is the check of the others.
fn card(text: &Text, at: usize) -> Option<Range<usize>> {
    let signs = text.signs(at, 17, roomy);
    let length = signs.iter().take_while(|sign| sign.c.is_ascii_digit()).count();
    let parts = gaps(&signs, length);
    let usual = match length {
        16 => parts.is_empty() || parts == [4, 8, 12],
        15 => parts == [4, 10],
        _ => false,
    };
    let first = signs.first().is_some_and(|sign| matches!(sign.c, '3'..='6'));
    let sum: u32 = signs.iter().take(length).rev().enumerate().fold(0, |sum, (n, sign)| {
        let value = sign.c.to_digit(10).unwrap_or(0) * if n % 2 == 1 { 2 } else { 1 };
        sum + value / 10 + value % 10
    });
    let meant = usual && first && sum.is_multiple_of(10) && !is_of_thing(text, at);
    meant.then(|| place(text, at, &signs, length)).flatten()
}

/// A sort code with an account number behind it, or before it: "20-00-00 55779911".
fn account(text: &Text, at: usize) -> Option<Range<usize>> {
    let is_code = |at: usize| {
        (at..at + 3).all(|at| text.is_digits(at) && text.piece(at).len() == 2)
            && (at..at + 2).all(|at| matches!(text.gap(at), "-" | "\u{2013}" | " - "))
            && !text.gap(at + 2).starts_with('-')
    };
    let is_account = |at: usize| text.is_digits(at) && text.piece(at).len() == 8;
    // A day in figures is no sort code: the year of a day of now is behind it.
    let is_day = |at: usize| text.piece(at) <= "31" && ("01"..="12").contains(&text.piece(at + 1));
    let said = text.says(at, 6, &["sort", "code", "account", "acc", "acct", "bank"]);
    let words = |from: usize, to: usize| (from..to).all(|at| !text.is_digits(at) && text.piece(at).len() < 8);
    if is_code(at) && (said || !is_day(at)) {
        let number = (at + 3..at + 7).find(|number| is_account(*number))?;
        return words(at + 3, number).then(|| text.range(at, number));
    }
    let code = is_account(at).then(|| (at + 1..at + 5).find(|code| is_code(*code)))??;
    (words(at + 1, code) && (said || !is_day(code))).then(|| text.range(at, code + 2))
}
