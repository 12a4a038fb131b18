//! A mail as Outlook saves it (`.msg`): properties as streams of a compound file, attachments as storages.

use super::eml;
use super::item::Head;
use super::mail::{Body, Inside, MAX_DEPTH, MAX_MAIL_BYTES, MAX_PARTS, Mail, Part, sender};
use super::refuse::{NotRead, OtherWords};
use crate::days::{Date, date};
use crate::intake::text_of;
use cfb::CompoundFile;
use std::io::{Cursor, Read};

/// What an older office program's files, and Outlook's, begin with.
pub(super) const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What is in a compound file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compound {
    /// Something of Outlook's.
    Outlook,
    /// An office file with a password.
    LockedOffice,
    /// An older office program's file.
    OldOffice,
    /// Something else.
    Other,
    /// It cannot be opened.
    Broken,
}

type File<'b> = CompoundFile<Cursor<&'b [u8]>>;

struct Reader<'b> {
    file: File<'b>,
    /// How many bytes may still be taken out.
    left: usize,
}

/// The numbers of properties, as they stand in streams' names.
mod id {
    pub const CLASS: &str = "001A";
    pub const SUBJECT: &str = "0037";
    pub const HEADERS: &str = "007D";
    pub const SENDER_NAME: &str = "0C1A";
    pub const SENDER_ADDRESS: [&str; 4] = ["5D01", "5D02", "0C1F", "0065"];
    pub const SENT_FOR: &str = "0042";
    pub const BODY: &str = "1000";
    pub const RICH: &str = "1009";
    pub const PAGE: &str = "1013";
    pub const DATA: &str = "3701";
    pub const NAMES: [&str; 3] = ["3707", "3704", "3001"];
    pub const CONTENT_ID: &str = "3712";
    pub const METHOD: u16 = 0x3705;
    pub const HIDDEN: u16 = 0x7ffe;
    pub const SENT: [u16; 2] = [0x0039, 0x0e06];
}

/// What sort of compound file these bytes are.
pub(super) fn compound(bytes: &[u8]) -> Compound {
    let Ok(file) = CompoundFile::open(Cursor::new(bytes)) else { return Compound::Broken };
    let any = |names: &[&str]| names.iter().any(|name| file.exists(name));
    if any(&["/__properties_version1.0", "/__nameid_version1.0", "/__substg1.0_001A001F", "/__substg1.0_001A001E"]) {
        Compound::Outlook
    } else if any(&["/EncryptedPackage", "/EncryptionInfo"]) {
        Compound::LockedOffice
    } else if any(&["/WordDocument", "/Workbook", "/Book", "/PowerPoint Document"]) {
        Compound::OldOffice
    } else {
        Compound::Other
    }
}

/// Reads a mail.
pub(super) fn read(bytes: &[u8]) -> Result<Mail, NotRead> {
    if bytes.len() > MAX_MAIL_BYTES {
        return Err(NotRead::TooLarge);
    }
    let file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| NotRead::Broken)?;
    // Nothing in it is packed, so it holds no more than it is long; what is named twice is counted twice.
    let mut reader = Reader { file, left: bytes.len().saturating_mul(2) };
    Ok(reader.mail("", 0))
}

impl Reader<'_> {
    fn stream(&mut self, path: &str) -> Result<Option<Vec<u8>>, NotRead> {
        if !self.file.is_stream(path) {
            return Ok(None);
        }
        let mut stream = self.file.open_stream(path).map_err(|_| NotRead::Broken)?;
        let length = stream.len();
        if usize::try_from(length).unwrap_or(usize::MAX) > self.left {
            return Err(NotRead::Broken);
        }
        let mut bytes = Vec::new();
        stream.by_ref().take(length).read_to_end(&mut bytes).map_err(|_| NotRead::Broken)?;
        self.left -= bytes.len();
        Ok(Some(bytes))
    }

    /// A property that is words: in UTF-16, or in the letters of whoever wrote it.
    fn text(&mut self, base: &str, id: &str) -> String {
        if let Ok(Some(bytes)) = self.stream(&format!("{base}/__substg1.0_{id}001F")) {
            let units = bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
            let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
            return text.trim_end_matches('\0').to_owned();
        }
        let bytes = self.stream(&format!("{base}/__substg1.0_{id}001E")).ok().flatten().unwrap_or_default();
        let end = bytes.iter().rposition(|b| *b != 0).map_or(0, |at| at + 1);
        text_of(bytes.get(..end).unwrap_or_default()).unwrap_or_default()
    }

    fn bytes(&mut self, base: &str, id: &str) -> Result<Option<Vec<u8>>, NotRead> {
        self.stream(&format!("{base}/__substg1.0_{id}0102"))
    }

    /// A property of a fixed length. Before the properties stand some bytes, fewer for what lies within.
    fn fixed(&mut self, base: &str, before: usize, id: u16) -> Option<u64> {
        let all = self.stream(&format!("{base}/__properties_version1.0")).ok()??;
        let entries = all.get(before..)?.as_chunks::<16>().0;
        let found = entries.iter().find(|entry| entry.get(2..4) == Some(&id.to_le_bytes()[..]))?;
        Some(u64::from_le_bytes(found.get(8..)?.try_into().ok()?))
    }

    fn mail(&mut self, base: &str, depth: usize) -> Mail {
        let before = if base.is_empty() { 32 } else { 24 };
        let headers = self.text(base, id::HEADERS);
        let header = |name: &str| {
            headers
                .lines()
                .find_map(|l| l.split_once(':').filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v))
        };
        let from = header("from").map(sender).unwrap_or_default();
        let mut name = self.text(base, id::SENDER_NAME);
        for other in [self.text(base, id::SENT_FOR), from.0] {
            if name.trim().is_empty() {
                name = other;
            }
        }
        let addresses = id::SENDER_ADDRESS.map(|id| self.text(base, id));
        let address = addresses.into_iter().chain([from.1]).find(|a| a.contains('@')).unwrap_or_default();
        let subject = self.text(base, id::SUBJECT).split_whitespace().collect::<Vec<_>>().join(" ");
        let sent = id::SENT.iter().find_map(|id| day(self.fixed(base, before, *id)?));
        let head = Head { name: name.trim().to_owned(), address: address.trim().to_owned(), subject, sent };
        Mail { head, inside: self.inside(base, depth) }
    }

    fn inside(&mut self, base: &str, depth: usize) -> Result<Inside, NotRead> {
        if depth > MAX_DEPTH {
            return Err(NotRead::TooDeep);
        }
        let class = self.text(base, id::CLASS).to_ascii_uppercase();
        if let Some(why) = of_class(&class) {
            return Err(why);
        }
        let mut inside = Inside::default();
        let plain = self.text(base, id::BODY);
        let page = match self.bytes(base, id::PAGE)? {
            Some(bytes) => text_of(&bytes).unwrap_or_default(),
            None => self.text(base, id::PAGE),
        };
        inside.say(&plain, Some(page.as_str()).filter(|p| !p.trim().is_empty()));
        if inside.words.is_empty() && self.bytes(base, id::RICH)?.is_some_and(|b| b.len() > 16) {
            inside.other = Some(OtherWords::Rich);
        }
        for storage in self.attachments(base) {
            if inside.parts.len() >= MAX_PARTS {
                inside.more += 1;
                continue;
            }
            let part = self.part(&storage, depth);
            let protected = part.name.eq_ignore_ascii_case("message.rpmsg");
            if protected {
                return Err(NotRead::Encrypted);
            }
            inside.parts.push(part);
        }
        if class.starts_with("IPM.NOTE.SMIME") { signed(inside, &class) } else { Ok(inside) }
    }

    /// The storages of what is attached, in order.
    fn attachments(&self, base: &str) -> Vec<String> {
        let Ok(entries) = self.file.read_storage(if base.is_empty() { "/" } else { base }) else { return Vec::new() };
        let names = entries.filter(|e| e.is_storage() && e.name().starts_with("__attach_version1.0_"));
        let mut names: Vec<String> = names.map(|e| format!("{base}/{}", e.name())).collect();
        names.sort();
        names
    }

    fn part(&mut self, storage: &str, depth: usize) -> Part {
        let name = id::NAMES.iter().map(|id| self.text(storage, id)).find(|n| !n.trim().is_empty()).unwrap_or_default();
        let hidden = self.fixed(storage, 8, id::HIDDEN).is_some_and(|v| v & 0xff == 1);
        let inline = hidden || !self.text(storage, id::CONTENT_ID).is_empty();
        let within = format!("{storage}/__substg1.0_{}000D", id::DATA);
        let body = match self.fixed(storage, 8, id::METHOD).map(|v| v & 0xffff_ffff) {
            Some(5) if self.file.is_storage(&within) => Body::Mail(Box::new(self.mail(&within, depth + 1))),
            _ => match self.bytes(storage, id::DATA) {
                Ok(Some(bytes)) => Body::File(bytes),
                Ok(None) if self.file.is_storage(&within) => Body::NotRead(NotRead::Outlook),
                Ok(None) => Body::NotRead(NotRead::Link),
                Err(why) => Body::NotRead(why),
            },
        };
        Part { name: name.trim().to_owned(), inline, body }
    }
}

/// Why something of Outlook's is no mail that can be read.
fn of_class(class: &str) -> Option<NotRead> {
    const KINDS: [(&str, NotRead); 9] = [
        ("IPM.APPOINTMENT", NotRead::Calendar),
        ("IPM.SCHEDULE", NotRead::Calendar),
        ("IPM.OLE.CLASS", NotRead::Calendar),
        ("IPM.TASK", NotRead::Task),
        ("IPM.CONTACT", NotRead::Contact),
        ("IPM.DISTLIST", NotRead::Contact),
        ("REPORT.", NotRead::Report),
        ("IPM.ACTIVITY", NotRead::Outlook),
        ("IPM.STICKYNOTE", NotRead::Outlook),
    ];
    let known = KINDS.iter().find(|(start, _)| class.starts_with(start)).map(|(_, why)| why.clone());
    known.or_else(|| {
        (!class.is_empty() && !class.starts_with("IPM.NOTE") && class != "IPM" && !class.starts_with("IPM.POST"))
            .then_some(NotRead::Outlook)
    })
}

/// The inside of a mail that is signed or encrypted: where its words lie open in what is attached, they are read.
fn signed(inside: Inside, class: &str) -> Result<Inside, NotRead> {
    let whole = inside.parts.iter().find_map(|part| match &part.body {
        Body::File(bytes) if class.contains("MULTIPARTSIGNED") && eml::is_mail(bytes, true) => Some(eml::read(bytes)),
        _ => None,
    });
    match whole {
        Some(mail) => mail?.inside,
        None if inside.words.is_empty() => Err(NotRead::Encrypted),
        None => Ok(inside),
    }
}

/// The day of a time of Windows': so many tenths of a microsecond since 1601.
fn day(time: u64) -> Option<Date> {
    let days = i64::try_from(time / 864_000_000_000).ok().filter(|days| *days > 0 && *days < 1_000_000)?;
    date(1601, 1, 1).plus_days(days)
}
