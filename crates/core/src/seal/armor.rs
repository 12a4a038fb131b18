//! A locked file as text (`-----BEGIN AGE ENCRYPTED FILE-----`): the strict PEM of the age specification,
//! for e-mail programs that damage anything else.

use super::text::{base64, from_base64};

const BEGIN: &str = "-----BEGIN AGE ENCRYPTED FILE-----";
const END: &str = "-----END AGE ENCRYPTED FILE-----";
/// Signs in a full line.
const LINE: usize = 64;

/// A locked file as lines of text.
pub fn armor(locked: &[u8]) -> String {
    let mut out = format!("{BEGIN}\n");
    for line in locked.chunks(LINE / 4 * 3) {
        let coded = base64(line);
        out.push_str(&coded);
        out.push_str("==".get(..(4 - coded.len() % 4) % 4).unwrap_or_default());
        out.push('\n');
    }
    out + END + "\n"
}

/// Whether bytes look like a locked file as text. White space before it is allowed.
pub(super) fn is_armored(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(BEGIN.as_bytes())
}

/// The bytes of a locked file that is text; `None` where the text is damaged.
pub(super) fn dearmor(text: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok()?.trim_matches([' ', '\t', '\r', '\n']);
    let body = text.strip_prefix(BEGIN)?.strip_suffix(END)?;
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let mut lines = body.strip_suffix('\n')?.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    if lines.next() != Some("") {
        return None;
    }
    let mut ended = false;
    for line in lines {
        if ended || line.is_empty() || line.len() > LINE || line.len() % 4 != 0 {
            return None;
        }
        let coded = line.strip_suffix("==").or_else(|| line.strip_suffix('=')).unwrap_or(line);
        ended = line.len() < LINE || coded.len() < line.len();
        out.extend(from_base64(coded)?);
    }
    Some(out)
}
