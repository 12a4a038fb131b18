//! Letters without their accents, which people leave out as often as not.

/// The letters of a word without their accents; of small letters only.
pub fn bare(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '\u{300}'..='\u{36f}' => {}
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ą' | 'ă' | 'ấ' | 'ầ' | 'ẩ' | 'ẫ' | 'ậ' | 'ắ' | 'ằ' | 'ẳ' | 'ẵ'
            | 'ặ' | 'ạ' | 'ả' => plain.push('a'),
            'ç' | 'ć' | 'č' => plain.push('c'),
            'đ' => plain.push('d'),
            'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' | 'ế' | 'ề' | 'ể' | 'ễ' | 'ệ' | 'ẹ' | 'ẻ' | 'ẽ' => {
                plain.push('e')
            }
            'í' | 'ì' | 'î' | 'ï' | 'ı' | 'ĩ' | 'ỉ' | 'ị' => plain.push('i'),
            'ł' => plain.push('l'),
            'ñ' | 'ń' => plain.push('n'),
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ố' | 'ồ' | 'ổ' | 'ỗ' | 'ộ' | 'ơ' | 'ớ' | 'ờ' | 'ở' | 'ỡ' | 'ợ'
            | 'ọ' | 'ỏ' => plain.push('o'),
            'ś' | 'š' | 'ş' | 'ș' => plain.push('s'),
            'ţ' | 'ț' => plain.push('t'),
            'ú' | 'ù' | 'û' | 'ü' | 'ư' | 'ứ' | 'ừ' | 'ử' | 'ữ' | 'ự' | 'ũ' | 'ụ' | 'ủ' => {
                plain.push('u')
            }
            'ý' | 'ÿ' | 'ŷ' | 'ỳ' | 'ỷ' | 'ỹ' | 'ỵ' => plain.push('y'),
            'ŵ' => plain.push('w'),
            'ź' | 'ż' | 'ž' => plain.push('z'),
            'ğ' => plain.push('g'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            other => plain.push(other),
        }
    }
    plain
}
