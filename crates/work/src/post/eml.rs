//! A mail as most programs save it (`.eml`): headers, and parts within parts.

use super::item::Head;
use super::mail::{Body, Inside, MAX_DEPTH, MAX_MAIL_BYTES, MAX_PARTS, Mail, Part, sender};
use super::refuse::NotRead;
use crate::days::Date;
use data_encoding::BASE64_MIME_PERMISSIVE;
use mail_parser::{Encoding, HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};

/// More lines than a mail of the largest size has when it is written as mail programs do.
const MAX_LINES: usize = 600_000;
/// So often may the words stand in it that begin a mail within a mail, or a part of many.
const MAX_NESTS: usize = 500;

/// The headers that machines write, and nobody types above a reply.
const MACHINE: [&str; 12] = [
    "mime-version:",
    "message-id:",
    "received:",
    "content-type:",
    "return-path:",
    "delivered-to:",
    "x-unsent:",
    "dkim-signature:",
    "authentication-results:",
    "x-mailer:",
    "x-ms-exchange",
    "arc-seal:",
];

/// Whether bytes are a mail. Where the name says so, any header will do; else one that only machines write.
pub(super) fn is_mail(bytes: &[u8], named: bool) -> bool {
    let mut machine = false;
    let mut headers = 0;
    let start = start(bytes);
    let head = start.get(..start.len().min(64 * 1024)).unwrap_or_default();
    for line in head.split(|b| *b == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let name = line.iter().position(|b| *b == b':').and_then(|at| line.get(..at)).unwrap_or_default();
        let is_name = !name.is_empty() && name.len() < 80 && name.iter().all(|b| b.is_ascii_graphic());
        if !is_name {
            return false;
        }
        headers += 1;
        let lower = String::from_utf8_lossy(line).to_ascii_lowercase();
        machine |= MACHINE.iter().any(|m| lower.starts_with(m));
    }
    headers > 0 && (named || machine)
}

/// Without the mark of letters and the line that mailboxes put above each mail.
fn start(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if !bytes.starts_with(b"From ") {
        return bytes;
    }
    let end = bytes.iter().position(|b| *b == b'\n').unwrap_or(0);
    bytes.get(end + 1..).unwrap_or_default()
}

/// Reads a mail.
pub(super) fn read(bytes: &[u8]) -> Result<Mail, NotRead> {
    if bytes.len() > MAX_MAIL_BYTES {
        return Err(NotRead::TooLarge);
    }
    let bytes = start(bytes);
    if bytes.iter().filter(|b| **b == b'\n').count() > MAX_LINES {
        return Err(NotRead::TooLarge);
    }
    if nests(bytes) > MAX_NESTS {
        return Err(NotRead::TooDeep);
    }
    // Only what is asked for: a list of a million addresses in another header costs nothing.
    let parser = MessageParser::new().with_mime_headers().header_text(HeaderName::From).header_text(HeaderName::Sender);
    let parser = parser.header_text(HeaderName::Subject).header_date(HeaderName::Date).default_header_ignore();
    parser.parse(bytes).map(|message| mail(&message, 0)).ok_or(NotRead::Broken)
}

/// How often the words stand there that begin a mail within a mail; its reader goes as deep as they lie.
fn nests(bytes: &[u8]) -> usize {
    let words: [&[u8]; 3] = [b"rfc822", b"message/global", b"multipart/"];
    let at = |at: usize, word: &[u8]| bytes.get(at..at + word.len()).is_some_and(|b| b.eq_ignore_ascii_case(word));
    (0..bytes.len())
        .filter(|n| matches!(bytes.get(*n), Some(b'r' | b'R' | b'm' | b'M')) && words.iter().any(|w| at(*n, w)))
        .count()
}

fn mail(message: &Message<'_>, depth: usize) -> Mail {
    let text = |name: HeaderName<'static>| message.header(name).and_then(|v| v.as_text()).unwrap_or_default();
    let from = Some(text(HeaderName::From)).filter(|f| !f.trim().is_empty());
    let (name, address) = sender(from.unwrap_or_else(|| text(HeaderName::Sender)));
    let sent = message.header(HeaderName::Date).and_then(|v| v.as_datetime());
    let sent = sent.and_then(|d| {
        Date::new(i16::try_from(d.year).ok()?, i8::try_from(d.month).ok()?, i8::try_from(d.day).ok()?).ok()
    });
    let subject = text(HeaderName::Subject).split_whitespace().collect::<Vec<_>>().join(" ");
    Mail { head: Head { name, address, subject, sent }, inside: inside(message, depth) }
}

fn kind(part: &MessagePart<'_>) -> String {
    let kind = part.content_type().map(|c| format!("{}/{}", c.ctype(), c.subtype().unwrap_or_default()));
    kind.unwrap_or_default().to_ascii_lowercase()
}

fn attribute(part: &MessagePart<'_>, name: &str) -> String {
    part.content_type().and_then(|c| c.attribute(name)).unwrap_or_default().to_ascii_lowercase()
}

/// Why nothing of a mail can be read, by what it says of itself.
fn refused(message: &Message<'_>) -> Option<NotRead> {
    let root = message.parts.first()?;
    match kind(root).as_str() {
        "multipart/encrypted" => return Some(NotRead::Encrypted),
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => {
            let signed = attribute(root, "smime-type").contains("signed");
            return Some(if signed { NotRead::Sealed } else { NotRead::Encrypted });
        }
        "multipart/report" => return Some(NotRead::Report),
        _ => {}
    }
    let calendar = |p: &MessagePart<'_>| kind(p) == "text/calendar" && !attribute(p, "method").is_empty();
    let rights = |p: &MessagePart<'_>| p.attachment_name().is_some_and(|n| n.eq_ignore_ascii_case("message.rpmsg"));
    if message.parts.iter().any(calendar) {
        return Some(NotRead::Calendar);
    }
    message.parts.iter().any(rights).then_some(NotRead::Encrypted)
}

fn inside(message: &Message<'_>, depth: usize) -> Result<Inside, NotRead> {
    if depth > MAX_DEPTH {
        return Err(NotRead::TooDeep);
    }
    if let Some(why) = refused(message) {
        return Err(why);
    }
    let mut inside = Inside::default();
    let (mut plain, mut page) = (String::new(), String::new());
    for part in message.text_bodies() {
        match &part.body {
            PartType::Text(text) => {
                // In place: a mail of a hundred thousand parts would be copied as often.
                plain.truncate(plain.trim_end().len());
                plain.push_str("\n\n");
                plain.push_str(&flowed(part, text));
            }
            PartType::Html(text) => page.push_str(text),
            _ => {}
        }
    }
    if plain.trim().is_empty() && page.is_empty() {
        message.html_bodies().for_each(|part| {
            if let PartType::Html(text) = &part.body {
                page.push_str(text);
            }
        });
    } else if !plain.trim().is_empty() && !page.is_empty() {
        // Words of both sorts, one below the other.
        plain.truncate(plain.trim_end().len());
        plain.push_str("\n\n");
        plain.push_str(&crate::intake::page_words(&page));
        inside.other = Some(super::refuse::OtherWords::Html);
    }
    let other = inside.other;
    inside.say(&plain, Some(&page).filter(|p| !p.is_empty()).map(String::as_str));
    inside.other = inside.other.or(other);
    if inside.words.starts_with("-----BEGIN PGP MESSAGE-----") {
        return Err(NotRead::Encrypted);
    }
    for part in message.attachments() {
        if matches!(
            kind(part).as_str(),
            "application/pkcs7-signature" | "application/x-pkcs7-signature" | "application/pgp-signature"
        ) {
            continue;
        }
        // A picture among the words stands in two lists.
        if inside.parts.len() >= MAX_PARTS {
            inside.more += 1;
            continue;
        }
        inside.parts.push(attached(message, part, depth));
    }
    Ok(inside)
}

fn attached(message: &Message<'_>, part: &MessagePart<'_>, depth: usize) -> Part {
    let name = part.attachment_name().unwrap_or_default().to_owned();
    let inline = part.content_id().is_some() || matches!(part.body, PartType::InlineBinary(_));
    let body = match &part.body {
        PartType::Message(within) => Body::Mail(Box::new(mail(within, depth + 1))),
        PartType::Text(text) | PartType::Html(text) => match as_stored(message, part) {
            _ if part.is_encoding_problem && !name.is_empty() => Body::NotRead(NotRead::Broken),
            Some(bytes) if !name.is_empty() => Body::File(bytes),
            _ => Body::File(text.as_bytes().to_vec()),
        },
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => match kind(part).as_str() {
            "application/ms-tnef" => Body::NotRead(NotRead::Winmail),
            _ => Body::File(bytes.to_vec()),
        },
        PartType::Multipart(_) => Body::NotRead(NotRead::Broken),
    };
    Part { name, inline, body }
}

/// The bytes of a text that is attached, as its sender had them: what a mail says of its letters is often not so.
fn as_stored(message: &Message<'_>, part: &MessagePart<'_>) -> Option<Vec<u8>> {
    let (from, to) = (usize::try_from(part.offset_body).ok()?, usize::try_from(part.offset_end).ok()?);
    let raw = message.raw_message.get(from..to)?;
    match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::Base64 => BASE64_MIME_PERMISSIVE.decode(raw).ok(),
        Encoding::QuotedPrintable => None,
    }
}

/// Lines that their program broke, put together again (RFC 3676).
fn flowed(part: &MessagePart<'_>, text: &str) -> String {
    if attribute(part, "format") != "flowed" {
        return text.to_owned();
    }
    let joins = attribute(part, "delsp") == "yes";
    let mut all = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let depth = line.bytes().take_while(|b| *b == b'>').count();
        let words = line.get(depth..).unwrap_or_default();
        let words = words.strip_prefix(' ').unwrap_or(words);
        let soft = words.ends_with(' ') && words != "-- ";
        if open.take() != Some(depth) {
            if !all.is_empty() {
                all.push('\n');
            }
            all.push_str(&">".repeat(depth));
            all.push_str(if depth > 0 { " " } else { "" });
        }
        all.push_str(if soft && joins { words.trim_end_matches(' ') } else { words });
        open = soft.then_some(depth);
    }
    all
}
