//! What bytes are, by their beginning and by what lies in them; a name only decides between sorts of text.

use super::eml;
use super::item::{Paper, What};
use super::msg::{self, Compound};
use super::refuse::NotRead;
use crate::bundle;
use crate::forms::made_for;
use crate::intake::{Format, NotText, Refused, guess, text_of};
use crate::office::{Flaw, Limits, Package, unpack_within};
use crate::seal::is_locked;

/// What is looked into, or an item by itself.
pub(super) enum Sort {
    Zip,
    Msg,
    Eml,
    Item(What),
}

/// What a zip of many files may hold.
pub(super) const ZIP: Limits = Limits { file: 60 << 20, part: 30 << 20, all: 60 << 20, parts: 4000 };
/// In the first cell of the hidden sheet by which a workbook of the plan is known again.
const WORKBOOK: &str = "golden-thread/as-it-went-out";
/// What the page around the app calls what it saves.
const RESCUE: &[u8] = b"golden-thread-rescue";
const BUNDLE: &str = "golden-thread/bundle";
const ARMOR: (&str, &str) = ("-----BEGIN AGE ENCRYPTED FILE-----", "-----END AGE ENCRYPTED FILE-----");

/// The beginnings of files that nothing can be read of.
const MAGIC: [(&[u8], NotRead); 20] = [
    (b"%PDF", NotRead::Pdf),
    (b"{\\rtf", NotRead::OldOffice),
    (b"\x89PNG", NotRead::Picture),
    (b"\xff\xd8\xff", NotRead::Picture),
    (b"GIF8", NotRead::Picture),
    (b"BM", NotRead::Picture),
    (b"II*\0", NotRead::Picture),
    (b"MM\0*", NotRead::Picture),
    (b"\0\0\x01\0", NotRead::Picture),
    (b"ID3", NotRead::Recording),
    (b"OggS", NotRead::Recording),
    (b"fLaC", NotRead::Recording),
    (b"\x1a\x45\xdf\xa3", NotRead::Recording),
    (b"\x1f\x8b", NotRead::Archive),
    (b"Rar!", NotRead::Archive),
    (b"7z\xbc\xaf\x27\x1c", NotRead::Archive),
    (b"BZh", NotRead::Archive),
    (b"\x78\x9f\x3e\x22", NotRead::Winmail),
    (b"BEGIN:VCALENDAR", NotRead::Calendar),
    (b"BEGIN:VCARD", NotRead::Contact),
];

/// What a file is.
pub(super) fn sort(name: &str, bytes: &[u8]) -> Sort {
    let words = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Sort::Item(What::NotRead(NotRead::Empty));
    }
    if is_locked(bytes) {
        return Sort::Item(What::Locked);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zipped(bytes);
    }
    if bytes.starts_with(msg::MAGIC) {
        return match msg::compound(bytes) {
            Compound::Outlook => Sort::Msg,
            Compound::LockedOffice => Sort::Item(What::NotRead(NotRead::LockedOffice)),
            Compound::OldOffice => Sort::Item(What::NotRead(NotRead::OldOffice)),
            Compound::Other => Sort::Item(What::NotRead(NotRead::Other)),
            Compound::Broken => Sort::Item(What::NotRead(NotRead::Broken)),
        };
    }
    if let Some(why) = by_sight(bytes, words) {
        return Sort::Item(What::NotRead(why));
    }
    let utf16 = matches!(bytes, [0xff, 0xfe, b'{', 0, ..] | [0xfe, 0xff, 0, b'{', ..]);
    if words.starts_with(b"{") || utf16 {
        return Sort::Item(data(bytes));
    }
    if eml::is_mail(bytes, ends(name, ".eml") || ends(name, ".mht")) {
        return Sort::Eml;
    }
    Sort::Item(text(name, bytes))
}

fn ends(name: &str, ending: &str) -> bool {
    name.len() >= ending.len() && name.to_ascii_lowercase().ends_with(ending)
}

fn by_sight(bytes: &[u8], words: &[u8]) -> Option<NotRead> {
    let known =
        MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic) || (magic.len() > 6 && words.starts_with(magic)));
    // Two letters begin words, too.
    let (magic, why) = known.map(|(magic, why)| (*magic, why.clone()))?;
    let is_text = || std::str::from_utf8(bytes).is_ok_and(|t| !t.contains('\0'));
    let boxed = bytes.get(4..8) == Some(b"ftyp") || bytes.starts_with(b"RIFF");
    (boxed || magic.len() > 3 || !is_text()).then_some(why)
}

fn flaw(flaw: Flaw) -> NotRead {
    match flaw {
        Flaw::NoPackage | Flaw::Broken => NotRead::Broken,
        Flaw::TooLarge | Flaw::TooDeep => NotRead::TooLarge,
        Flaw::Locked => NotRead::Password,
    }
}

/// A zipped file: of an office program, or of many files.
fn zipped(bytes: &[u8]) -> Sort {
    let package = match unpack_within(bytes, &ZIP) {
        Ok(package) => package,
        Err(why) => return Sort::Item(What::NotRead(flaw(why))),
    };
    let (word, sheet) = (package.has("word/document.xml"), package.has("xl/workbook.xml"));
    let open = package.has("mimetype") && package.has("content.xml");
    if !(word || sheet || open) {
        return match package.names().any(|n| n.starts_with("ppt/") || n.starts_with("xl/workbook.bin")) {
            true if package.has("xl/workbook.bin") => Sort::Item(What::NotRead(NotRead::OldOffice)),
            true => Sort::Item(What::NotRead(NotRead::Slides)),
            false => Sort::Zip,
        };
    }
    Sort::Item(office(bytes, &package, sheet, open))
}

fn office(bytes: &[u8], package: &Package<'_>, sheet: bool, open: bool) -> What {
    if bytes.len() > Limits::OFFICE.file {
        return What::NotRead(NotRead::TooLarge);
    }
    if open {
        let kind = package.text("mimetype").ok().flatten().unwrap_or_default();
        match kind.trim() {
            "application/vnd.oasis.opendocument.text" => {}
            "application/vnd.oasis.opendocument.spreadsheet" => return What::NotRead(NotRead::OpenSheet),
            "application/vnd.oasis.opendocument.presentation" => return What::NotRead(NotRead::Slides),
            _ => return What::NotRead(NotRead::Other),
        }
    }
    match made_for(bytes) {
        Ok(Some(made_for)) => What::Form(made_for),
        // What cannot be opened says so when it is read.
        Ok(None) | Err(_) if sheet && is_workbook(package) => What::Workbook,
        Ok(None) => What::Paper(if sheet { Paper::Sheet } else { Paper::Document }),
        Err(crate::forms::Refused::TooLarge) => What::NotRead(NotRead::TooLarge),
        Err(crate::forms::Refused::Locked) => What::NotRead(NotRead::LockedOffice),
        Err(_) => What::NotRead(NotRead::Broken),
    }
}

/// Whether a sheet in it says that it is the plan as it went out.
fn is_workbook(package: &Package<'_>) -> bool {
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    let sheets = names.iter().filter(|n| n.starts_with("xl/worksheets/") || *n == "xl/sharedStrings.xml");
    sheets.take(200).any(|name| package.text(name).ok().flatten().is_some_and(|xml| xml.contains(WORKBOOK)))
}

/// A file that is JSON.
fn data(bytes: &[u8]) -> What {
    let near = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let holds = |words: &[u8]| near.windows(words.len()).any(|w| w == words);
    match bundle::read(bytes) {
        Ok(read) => {
            let envelope = read.bundle.envelope;
            What::Bundle { purpose: envelope.purpose, partnership: envelope.partnership, number: envelope.number }
        }
        Err(_) if holds(RESCUE) => What::Rescue,
        Err(bundle::Refused::NotABundle) => What::NotRead(NotRead::Data),
        Err(why @ (bundle::Refused::NewerVersion { .. } | bundle::Refused::WrongEncoding)) => {
            What::NotRead(NotRead::Bundle(why))
        }
        Err(why) if holds(BUNDLE.as_bytes()) => What::NotRead(NotRead::Bundle(why)),
        Err(_) => What::NotRead(NotRead::Data),
    }
}

/// A text: a paper where it has a paper's shape, else somebody's words.
fn text(name: &str, bytes: &[u8]) -> What {
    let words = match text_of(bytes) {
        Ok(words) => words,
        Err(why) => {
            return What::NotRead(match why {
                Refused::Empty => NotRead::Empty,
                Refused::TooLarge => NotRead::TooLarge,
                Refused::NotText(NotText::Pdf) => NotRead::Pdf,
                Refused::NotText(NotText::Picture) => NotRead::Picture,
                Refused::NotText(_) => NotRead::Other,
            });
        }
    };
    let named = [
        (".csv", Format::Csv),
        (".tsv", Format::Tsv),
        (".md", Format::Markdown),
        (".html", Format::Html),
        (".htm", Format::Html),
    ];
    let by_name = named.iter().find(|(ending, _)| ends(name, ending)).map(|(_, format)| *format);
    match by_name.unwrap_or_else(|| guess(&words)) {
        Format::Text => What::Reply { words: super::mail::tidy(&words), other: None },
        format => What::Paper(Paper::Text(format)),
    }
}

/// A file of ours that somebody put among the words of a text: where it begins and ends, and its bytes.
pub(super) fn among(words: &str) -> Option<Vec<u8>> {
    let (begin, end) = ARMOR;
    if let Some(from) = words.find(begin) {
        let rest = words.get(from..)?;
        let length = rest.find(end)? + end.len();
        return Some([rest.get(..length)?.as_bytes(), b"\n"].concat());
    }
    let format = words.find(BUNDLE)?;
    let from = words.get(..format)?.rfind('{')?;
    let (rest, last) = (words.get(from..)?, words.rfind('}')?);
    let whole = rest.get(..(last + 1).checked_sub(from)?)?;
    bundle::read(whole.as_bytes()).ok().map(|_| whole.as_bytes().to_vec())
}
