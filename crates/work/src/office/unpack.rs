//! Reading the zipped package of any office program: which parts there are, and the bytes of one.
//!
//! Total over any bytes: what the directory declares is checked before anything is allocated, and what
//! comes out is checked again, since a bomb declares little and holds much. Only the parts that are asked
//! for are taken out.

use std::cell::Cell;
use std::collections::BTreeMap;

/// The most bytes a file may have: 20 MiB.
pub const MAX_FILE_BYTES: usize = 20 * 1024 * 1024;
/// The most bytes one part may have once it is taken out: 16 MiB.
pub const MAX_PART_BYTES: usize = 16 * 1024 * 1024;
/// The most bytes that all parts together may have once they are taken out.
const MAX_UNPACKED_BYTES: usize = 48 * 1024 * 1024;
/// No office document has more parts.
const MAX_PARTS: usize = 4000;

/// How much a zipped file may hold; all but the last in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The file itself.
    pub file: usize,
    /// One part, once it is taken out.
    pub part: usize,
    /// All parts together, once they are taken out.
    pub all: usize,
    /// How many parts there may be.
    pub parts: usize,
}

impl Limits {
    /// What no office document is larger than.
    pub const OFFICE: Limits =
        Limits { file: MAX_FILE_BYTES, part: MAX_PART_BYTES, all: MAX_UNPACKED_BYTES, parts: MAX_PARTS };
}

/// Why a package, or one part of it, cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// It is no zipped package at all.
    NoPackage,
    /// It is torn or damaged.
    Broken,
    /// It, or a part of it, is larger than any form.
    TooLarge,
    /// It is locked with a password.
    Locked,
    /// Its elements lie deeper within each other than in any document.
    TooDeep,
}

/// An opened package.
#[derive(Debug)]
pub struct Package<'a> {
    bytes: &'a [u8],
    parts: BTreeMap<String, Entry>,
    /// How many bytes may still be taken out.
    left: Cell<usize>,
    most: usize,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    method: u16,
    packed: usize,
    size: usize,
    header: usize,
    locked: bool,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_le_bytes(four.try_into().ok()?)).ok()
}

/// Opens a package: finds its parts and takes none of them out yet.
///
/// # Errors
/// It is none, is damaged, or is larger than any office document.
pub fn unpack(bytes: &[u8]) -> Result<Package<'_>, Flaw> {
    unpack_within(bytes, &Limits::OFFICE)
}

/// Like [`unpack`], for a zipped file of any sort, within these limits.
///
/// # Errors
/// It is none, is damaged, or is larger than it may be.
pub fn unpack_within<'b>(bytes: &'b [u8], limits: &Limits) -> Result<Package<'b>, Flaw> {
    if bytes.len() > limits.file {
        return Err(Flaw::TooLarge);
    }
    if !bytes.starts_with(b"PK") {
        return Err(Flaw::NoPackage);
    }
    let end = find_end(bytes).ok_or(Flaw::Broken)?;
    let count = usize::from(u16_at(bytes, end + 10).ok_or(Flaw::Broken)?);
    if count > limits.parts {
        return Err(Flaw::TooLarge);
    }
    let mut at = u32_at(bytes, end + 16).ok_or(Flaw::Broken)?;
    let mut parts = BTreeMap::new();
    for _ in 0..count {
        let (name, entry, next) = entry(bytes, at).ok_or(Flaw::Broken)?;
        parts.entry(name).or_insert(entry);
        at = next;
    }
    Ok(Package { bytes, parts, left: Cell::new(limits.all), most: limits.part })
}

/// Where the end of the directory stands: it is the last thing in the file but for a comment.
fn find_end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(22)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    (first..=last).rev().find(|at| bytes.get(*at..).is_some_and(|b| b.starts_with(b"PK\x05\x06")))
}

fn entry(bytes: &[u8], at: usize) -> Option<(String, Entry, usize)> {
    if !bytes.get(at..)?.starts_with(b"PK\x01\x02") {
        return None;
    }
    let lengths = [28, 30, 32].map(|o| u16_at(bytes, at + o).map(usize::from));
    let [Some(name), Some(extra), Some(comment)] = lengths else { return None };
    let start = at.checked_add(46)?;
    let words = bytes.get(start..start.checked_add(name)?)?;
    let entry = Entry {
        locked: u16_at(bytes, at + 8)? & 1 == 1,
        method: u16_at(bytes, at + 10)?,
        packed: u32_at(bytes, at + 20)?,
        size: u32_at(bytes, at + 24)?,
        header: u32_at(bytes, at + 42)?,
    };
    // Some programs write the names of parts with backslashes or a slash before them.
    let words = String::from_utf8_lossy(words).replace('\\', "/");
    Some((words.trim_start_matches('/').to_owned(), entry, start + name + extra + comment))
}

impl Package<'_> {
    /// The names of its parts, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// Whether it has a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(name)
    }

    /// The text of a part; `None` where there is no such part.
    pub fn text(&self, name: &str) -> Result<Option<String>, Flaw> {
        let Some(entry) = self.parts.get(name) else { return Ok(None) };
        let bytes = self.take(*entry)?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(bytes);
        String::from_utf8(bytes).map(Some).map_err(|_| Flaw::Broken)
    }

    /// The bytes of a part; `None` where there is no such part.
    ///
    /// # Errors
    /// It is locked, damaged, or larger than it may be.
    pub fn bytes(&self, name: &str) -> Result<Option<Vec<u8>>, Flaw> {
        self.parts.get(name).map(|entry| self.take(*entry)).transpose()
    }

    fn take(&self, entry: Entry) -> Result<Vec<u8>, Flaw> {
        if entry.locked {
            return Err(Flaw::Locked);
        }
        let left = self.left.get();
        if entry.size > self.most || entry.size > left {
            return Err(Flaw::TooLarge);
        }
        let packed = self.packed(entry).ok_or(Flaw::Broken)?;
        let bytes = match entry.method {
            0 => packed.to_vec(),
            8 => miniz_oxide::inflate::decompress_to_vec_with_limit(packed, entry.size).map_err(|why| {
                let more = why.status == miniz_oxide::inflate::TINFLStatus::HasMoreOutput;
                if more { Flaw::TooLarge } else { Flaw::Broken }
            })?,
            _ => return Err(Flaw::Broken),
        };
        if bytes.len() != entry.size {
            return Err(Flaw::Broken);
        }
        self.left.set(left - bytes.len());
        Ok(bytes)
    }

    /// The bytes of a part as they lie in the file.
    fn packed(&self, entry: Entry) -> Option<&[u8]> {
        let header = self.bytes.get(entry.header..)?;
        if !header.starts_with(b"PK\x03\x04") {
            return None;
        }
        let (name, extra) = (usize::from(u16_at(header, 26)?), usize::from(u16_at(header, 28)?));
        let start = 30 + name + extra;
        header.get(start..start.checked_add(entry.packed)?)
    }
}
