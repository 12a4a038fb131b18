//! The months' names, as people write them who speak the languages that are spoken most at our stalls. Without accents.

use crate::domain::letters::bare;
use crate::domain::timescale::MONTHS;

/// In Spanish, Portuguese, French, Polish, Welsh, Italian, German, Romanian and Turkish; where a language has an ending
/// for days, with it.
const FOREIGN: &str = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre \
    janeiro fevereiro marco maio junho julho setembro outubro novembro dezembro \
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre \
    stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia \
    ionawr chwefror mawrth ebrill mehefin gorffennaf awst medi hydref tachwedd rhagfyr \
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre \
    januar februar marz juni juli oktober dezember \
    ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie \
    ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik";

/// Short names that forms have.
const SHORT: [&str; 18] = [
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "ene", "abr", "dic", "ago",
    "fev", "dez",
];

/// What a word says that names a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Month {
    /// Three or four letters.
    Short,
    English,
    Foreign,
}

/// The month that a word names.
pub(super) fn month(word: &str) -> Option<Month> {
    let word = bare(word);
    if SHORT.contains(&word.as_str()) {
        return Some(Month::Short);
    }
    if word.len() < 3 {
        return None;
    }
    if MONTHS.iter().any(|m| m.to_lowercase().starts_with(&word)) {
        return Some(Month::English);
    }
    // Of other languages four letters, or all: "3 out of 56" is no October.
    let names = |name: &str| name == word || (word.len() > 3 && name.starts_with(&word));
    FOREIGN.split(' ').any(names).then_some(Month::Foreign)
}
