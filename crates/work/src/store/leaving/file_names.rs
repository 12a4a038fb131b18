//! Names as parts of the names of files: what every disk and every mail program takes.

/// A name as part of a file's name: small letters of the plain alphabet, figures and hyphens. Letters with accents
/// become those they are made of.
pub(in crate::store) fn slug(name: &str, otherwise: &str) -> String {
    let mut plain = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            // Accents that stand by themselves, behind their letter.
            '\u{300}'..='\u{36f}' => {}
            c if c.is_ascii_alphanumeric() => plain.push(c),
            c => plain.push_str(letters(c)),
        }
    }
    let words: Vec<&str> = plain.split_whitespace().collect();
    let slug: String = words.join("-").chars().take(40).collect();
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { otherwise.to_owned() } else { slug.to_owned() }
}

/// The plain letters of a small letter with an accent; a space for any other sign.
fn letters(c: char) -> &'static str {
    match c {
        'à'..='å' | 'ā'..='ą' | '\u{1ea0}'..='\u{1eb7}' => "a",
        'æ' => "ae",
        'ç' | 'ć'..='č' => "c",
        'ð' | 'ď'..='đ' => "d",
        'è'..='ë' | 'ē'..='ě' | '\u{1eb8}'..='\u{1ec7}' => "e",
        'ĝ'..='ģ' => "g",
        'ĥ'..='ħ' => "h",
        'ì'..='ï' | 'ĩ'..='ı' | '\u{1ec8}'..='\u{1ecb}' => "i",
        'ĵ' => "j",
        'ķ'..='ĸ' => "k",
        'ĺ'..='ł' => "l",
        'ñ' | 'ń'..='ŋ' => "n",
        'ò'..='ö' | 'ø' | 'ō'..='ő' | 'ơ' | '\u{1ecc}'..='\u{1ee3}' => "o",
        'œ' => "oe",
        'ŕ'..='ř' => "r",
        'ś'..='š' | 'ș' => "s",
        'ß' => "ss",
        'ţ'..='ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ'..='ų' | 'ư' | '\u{1ee4}'..='\u{1ef1}' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' | '\u{1ef2}'..='\u{1ef9}' => "y",
        'ź'..='ž' => "z",
        _ => " ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_parts_of_file_names() {
        assert_eq!(slug("Southside Forum", "my"), "southside-forum");
        assert_eq!(slug("  ../Ærø & Co.  ", "my"), "aero-co");
        assert_eq!(slug("\u{1f9f5}", "my"), "my");
        assert_eq!(slug("Zoë D'Arcy", "my"), "zoe-d-arcy");
        assert_eq!(slug("ZOE\u{308} D\u{2019}ARCY", "my"), "zoe-d-arcy");
        assert_eq!(slug("Łukasz Nguyễn-Müller", "my"), "lukasz-nguyen-muller");
        assert_eq!(slug("Șerban Őry", "my"), "serban-ory");
    }
}
