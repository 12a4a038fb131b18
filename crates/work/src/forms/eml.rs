//! A letter as a file that a mail program opens as one that is still to be sent (`.eml` with `X-Unsent`): its address,
//! subject and words, and a file that goes with it. Spelled by RFC 5322, 2045, 2047 and 2231; nothing that anybody typed
//! can begin another header.

use super::letter::Letter;
use data_encoding::BASE64;

/// So many bytes of a text in one encoded word: with what is around it a line of 75 characters.
const WORD: usize = 39;

/// Between the parts of a letter. A part is in base64, which has no underscore.
const BOUNDARY: &str = "=_golden_thread_=";

/// Whom a letter is to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Their name, or empty.
    pub name: String,
    /// Their address, as it was typed.
    pub address: String,
}

/// A file that goes with a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attached<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its type, as mail spells it.
    pub kind: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

impl Recipient {
    /// Whether what was typed is an address that can stand in a header or a link; others are left to a person.
    pub fn is_address(&self) -> bool {
        let plain = |c: char| c.is_ascii_graphic() && !"<>()[]\\,;:\"@".contains(c);
        let part = |text: &str| !text.is_empty() && text.chars().all(plain);
        self.address.split_once('@').is_some_and(|(who, at)| part(who) && part(at) && self.address.len() <= 254)
    }
}

/// The letter as a file. Whoever has no address that can be written to is left out.
pub fn eml(to: &[Recipient], letter: &Letter, attached: Option<Attached<'_>>) -> Vec<u8> {
    let mut lines = vec!["X-Unsent: 1".to_owned()];
    let to: Vec<String> = to.iter().filter(|r| r.is_address()).map(mailbox).collect();
    if !to.is_empty() {
        lines.push(format!("To: {}", to.join(",\r\n ")));
    }
    lines.push(format!("Subject: {}", words(&letter.subject)));
    lines.push("MIME-Version: 1.0".to_owned());
    let text = letter.body.replace("\r\n", "\n").replace('\n', "\r\n");
    let text = part("text/plain; charset=utf-8", None, text.as_bytes());
    match attached {
        None => lines.push(text),
        Some(Attached { name, kind, bytes }) => {
            let file = part(&format!("{kind};\r\n name=\"{}\"", words(&ascii(name))), Some(name), bytes);
            let between = format!("--{BOUNDARY}");
            lines.push(format!("Content-Type: multipart/mixed; boundary=\"{BOUNDARY}\"\r\n"));
            lines.extend([between.clone(), text, between.clone(), file, format!("{between}--\r\n")]);
        }
    }
    lines.join("\r\n").into_bytes()
}

/// One part: its headers, an empty line, and its bytes in lines of 76 characters.
fn part(kind: &str, file: Option<&str>, bytes: &[u8]) -> String {
    let mut head = format!("Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n");
    if let Some(name) = file {
        head.push_str(&format!("Content-Disposition: attachment;\r\n {}\r\n", file_name(name)));
    }
    let lines: Vec<String> = bytes.chunks(57).map(|line| BASE64.encode(line)).collect();
    format!("{head}\r\n{}\r\n", lines.join("\r\n"))
}

fn mailbox(of: &Recipient) -> String {
    let name: String = of.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    match name.is_empty() {
        true => of.address.clone(),
        false if name.is_ascii() && name.len() <= 60 => {
            format!("\"{}\" <{}>", name.replace('\\', "\\\\").replace('"', "\\\""), of.address)
        }
        false => format!("{}\r\n <{}>", words(&name), of.address),
    }
}

/// A text in a header: as it is where it is short and plain, else in encoded words. White space of any kind is one space.
fn words(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().all(|c| c == ' ' || c.is_ascii_graphic()) && text.len() <= 60 && !text.contains("=?") {
        return text;
    }
    let mut all: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.chars().filter(|c| !c.is_control()) {
        if word.len() + c.len_utf8() > WORD {
            all.push(std::mem::take(&mut word));
        }
        word.push(c);
    }
    all.push(word);
    let all: Vec<String> = all.iter().map(|w| format!("=?utf-8?B?{}?=", BASE64.encode(w.as_bytes()))).collect();
    all.join("\r\n ")
}

/// A file's name for a program that knows no other letters.
fn ascii(name: &str) -> String {
    name.chars().map(|c| if c == ' ' || c.is_ascii_graphic() && !"\"\\".contains(c) { c } else { '_' }).collect()
}

/// A file's name as a parameter: in pieces, each in percent signs where it needs them (RFC 2231).
fn file_name(name: &str) -> String {
    if name.len() <= 60 && ascii(name) == name {
        return format!("filename=\"{name}\"");
    }
    let mut pieces: Vec<String> = Vec::new();
    let mut piece = String::from("utf-8''");
    for byte in name.bytes() {
        if piece.len() > 54 {
            pieces.push(std::mem::take(&mut piece));
        }
        match byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            true => piece.push(char::from(byte)),
            false => piece.push_str(&format!("%{byte:02X}")),
        }
    }
    pieces.push(piece);
    let pieces: Vec<String> = pieces.iter().enumerate().map(|(n, piece)| format!("filename*{n}*={piece}")).collect();
    pieces.join(";\r\n ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn letter(subject: &str, body: &str) -> Letter {
        Letter { subject: subject.to_owned(), body: body.to_owned(), brief: String::new() }
    }

    fn to(name: &str, address: &str) -> Recipient {
        Recipient { name: name.to_owned(), address: address.to_owned() }
    }

    fn text(file: Vec<u8>) -> String {
        String::from_utf8(file).unwrap()
    }

    #[test]
    fn a_letter_is_still_to_be_sent_and_carries_its_form() {
        let form = Attached { name: "Update form, Trust.docx", kind: "application/x-form", bytes: &[0, 255, 7] };
        let written =
            text(eml(&[to("Ada \"A\" Example", "ada@example.org")], &letter("Please", "Hello\n"), Some(form)));
        let wanted = "X-Unsent: 1\r\nTo: \"Ada \\\"A\\\" Example\" <ada@example.org>\r\nSubject: Please\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/mixed; boundary=\"=_golden_thread_=\"\r\n\r\n--=_golden_thread_=\r\n\
            Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVsbG8NCg==\r\n\r\n\
            --=_golden_thread_=\r\nContent-Type: application/x-form;\r\n name=\"Update form, Trust.docx\"\r\n\
            Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n filename=\"Update form, Trust.docx\"\r\n\r\n\
            AP8H\r\n\r\n--=_golden_thread_=--\r\n";
        assert_eq!(written, wanted);
    }

    #[test]
    fn every_line_is_short_and_plain_whatever_was_typed() {
        let long = "Größe \u{1f9f5} ".repeat(40);
        let form = Attached { name: &format!("{long}.docx"), kind: "application/x-form", bytes: &[1; 500] };
        let written = text(eml(&[to(&long, "a@b.example")], &letter(&long, &long), Some(form)));
        assert!(written.is_ascii());
        for line in written.split("\r\n") {
            assert!(line.len() <= 76 && !line.contains('\n') && !line.contains('\r'), "{line}");
        }
    }

    #[test]
    fn nothing_typed_begins_a_header() {
        let evil = "x\r\nBcc: all@example.org";
        let all = [to(evil, "a@b.example"), to("", evil), to("", "no address"), to("", "a@b@c"), to("", "")];
        let form = Attached { name: evil, kind: "application/x-form", bytes: &[] };
        let written = text(eml(&all, &letter(evil, "Hello"), Some(form)));
        assert!(!written.lines().any(|line| line.starts_with("Bcc")), "{written}");
        assert_eq!(all.iter().filter(|r| r.is_address()).count(), 1);
        assert!(text(eml(&[], &letter("s", "b"), None)).starts_with("X-Unsent: 1\r\nSubject: s\r\n"));
    }
}
