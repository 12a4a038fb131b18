//! The languages that are published by name. Any other can be counted; what was typed for it goes to the office at most,
//! and everybody reads it as "other": a list of names that somebody typed is no place for a resident's.

use crate::personal;

/// What the census of 2021 lists of boroughs in England, and the signs and tongues beside. In their English names.
const KNOWN: &str = "Acholi,Afrikaans,Akan,Albanian,Amharic,Arabic,Armenian,Assyrian,Azerbaijani,Bambara,Basque,Bengali,Bosnian,\
    British Sign Language,Bulgarian,Burmese,Cantonese,Catalan,Chinese,Creole,Croatian,Czech,Danish,Dari,Dutch,Edo,English,\
    Estonian,Ewe,Farsi,Filipino,Finnish,French,Fula,Fulani,Ga,Georgian,German,Greek,Gujarati,Hausa,Hebrew,Hindi,Hungarian,\
    Igbo,Indonesian,Irish,Italian,Japanese,Kannada,Kashmiri,Kazakh,Khmer,Kikuyu,Kinyarwanda,Konkani,Korean,Krio,Kurdish,Lao,\
    Latvian,Lingala,Lithuanian,Luganda,Luo,Macedonian,Malay,Malayalam,Maltese,Mandarin,Mandinka,Marathi,Mongolian,Ndebele,\
    Nepali,Norwegian,Oromo,Pashto,Patois,Persian,Polish,Portuguese,Punjabi,Quechua,Romani,Romanian,Russian,Serbian,Shona,\
    Sinhala,Slovak,Slovenian,Somali,Spanish,Swahili,Swedish,Sylheti,Tagalog,Tamil,Telugu,Temne,Thai,Tibetan,Tigrinya,Turkish,\
    Twi,Ukrainian,Urdu,Uyghur,Uzbek,Vietnamese,Welsh,Wolof,Xhosa,Yiddish,Yoruba,Zulu";

/// What people who speak them, and the Spanish screen's people, call some of them.
const ALSO: &str = "BSL=British Sign Language,Español=Spanish,Espanol=Spanish,Castellano=Spanish,Português=Portuguese,\
    Portugués=Portuguese,Français=French,Francés=French,Polski=Polish,Polaco=Polish,Türkçe=Turkish,Turco=Turkish,\
    Soomaali=Somali,Somalí=Somali,Árabe=Arabic,Bengalí=Bengali,Bangla=Bengali,Inglés=English,Italiano=Italian,\
    Deutsch=German,Alemán=German,Rumano=Romanian,Română=Romanian,Ruso=Russian,Chino=Chinese,Ucraniano=Ukrainian,\
    Panjabi=Punjabi,Ibo=Igbo,Kiswahili=Swahili";

/// How long the name of a language is at most, in letters.
const LONGEST: usize = 30;

/// The name of a known language, however it was typed.
pub fn known(typed: &str) -> Option<&'static str> {
    let typed = typed.trim().to_lowercase();
    let also = || ALSO.split(',').filter_map(|pair| pair.split_once('=')).find(|(own, _)| own.to_lowercase() == typed);
    KNOWN.split(',').find(|name| name.to_lowercase() == typed).or_else(|| Some(also()?.1))
}

/// The name under which a language is counted. `None` where it is not the name of one: too long, with figures or
/// signs in it, or it looks like a resident's details.
pub fn name(typed: &str) -> Option<String> {
    let plain = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters =
        plain.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\u{2019}' | '\'' | '\u{300}'..='\u{36f}'));
    let fits = letters && plain.chars().any(char::is_alphabetic) && plain.chars().count() <= LONGEST;
    if !fits || !personal::find(&plain).is_empty() {
        return None;
    }
    Some(known(&plain).map_or(plain, str::to_owned))
}

/// The name under which a counted language is published.
pub(super) fn published(counted: &str) -> &str {
    known(counted).unwrap_or(OTHER)
}

/// All the languages that are not published by name.
pub const OTHER: &str = "other";
