//! Opening what lies in each other, in bounded memory: zips, mails, mails within mails.

use super::eml;
use super::item::{Head, Item, What};
use super::mail::{Body, Inside, Mail, Part};
use super::msg;
use super::refuse::NotRead;
use super::sort::{Sort, ZIP, among, sort};
use crate::office::{Flaw, Limits, unpack_within};
use crate::words::say;
use std::rc::Rc;

/// So many things may come of one file; more are counted.
const MAX_ITEMS: usize = 500;
/// So many bytes may be taken out of one file.
const MAX_BYTES: usize = 120 << 20;
/// Files lie within each other only so deep.
const MAX_DEPTH: usize = 6;
/// A smaller picture among a mail's words is the logo of its sender.
const LOGO: usize = 50_000;
/// A name is no longer; longer ones are cut.
const MAX_NAME: usize = 200;

/// Tells what a file is, and opens what lies in it: zips, mails, and mails within mails. `name` is its name with its
/// ending, or empty for what was pasted. Each thing is named once, in the order in which it lies there.
pub fn recognise(name: &str, bytes: &[u8]) -> Vec<Item> {
    let mut opening = Opening { items: Vec::new(), left: MAX_BYTES };
    opening.file(&[], name, bytes, None);
    opening.items
}

/// What lies in something that was locked (`locked`), now that somebody has unlocked it and these are its bytes: told as
/// [`recognise`] tells it, in the same place and of the same sender. What is locked once more inside stays so.
pub fn unlocked(locked: &Item, bytes: &[u8]) -> Vec<Item> {
    let (name, above) = locked.path.split_last().map_or(("", &[][..]), |(name, above)| (name.as_str(), above));
    let mut opening = Opening { items: Vec::new(), left: MAX_BYTES };
    opening.file(above, name.strip_suffix(LOCK).unwrap_or(name), bytes, locked.from.clone());
    opening.items
}

/// What the name of a locked file ends in.
const LOCK: &str = ".age";

struct Opening {
    items: Vec<Item>,
    left: usize,
}

/// A name as it is shown: without signs that turn or break a line.
fn shown(name: &str) -> String {
    let turns = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let name: String = name.chars().filter(|c| !turns(*c)).take(MAX_NAME).collect();
    name.trim().to_owned()
}

impl Opening {
    fn put(&mut self, path: Vec<String>, from: Option<Rc<Head>>, what: What, bytes: Vec<u8>) {
        self.left = self.left.saturating_sub(bytes.len());
        self.items.push(Item { path, from, what, bytes });
    }

    fn refuse(&mut self, path: Vec<String>, from: Option<Rc<Head>>, why: NotRead) {
        self.put(path, from, What::NotRead(why), Vec::new());
    }

    fn file(&mut self, above: &[String], name: &str, bytes: &[u8], from: Option<Rc<Head>>) {
        let mut path = above.to_vec();
        let known = shown(name);
        path.push(if known.is_empty() && !above.is_empty() { say("post.unnamed") } else { known });
        if above.len() > MAX_DEPTH {
            return self.refuse(path, from, NotRead::TooDeep);
        }
        if !above.is_empty() && bytes.len() > self.left {
            return self.refuse(path, from, NotRead::TooLarge);
        }
        match sort(name, bytes) {
            Sort::Zip => self.zip(path, bytes, from),
            Sort::Msg => self.mail(path, msg::read(bytes), from),
            Sort::Eml => self.mail(path, eml::read(bytes), from),
            Sort::Item(What::Reply { words, other }) => match among(&words) {
                Some(file) => {
                    // What somebody wrote around it is theirs, and a thing of its own.
                    let around = words.replacen(String::from_utf8_lossy(&file).trim(), "", 1);
                    self.among(path.clone(), &file, from.clone());
                    if around.chars().any(char::is_alphanumeric) {
                        let bytes = around.as_bytes().to_vec();
                        self.put(path, from, What::Reply { words: around, other }, bytes);
                    }
                }
                None => self.put(path, from, What::Reply { words, other }, bytes.to_vec()),
            },
            Sort::Item(what) => self.put(path, from, what, bytes.to_vec()),
        }
    }

    /// A file of ours among somebody's words.
    fn among(&mut self, path: Vec<String>, file: &[u8], from: Option<Rc<Head>>) {
        if let Sort::Item(what) = sort("", file) {
            self.put(path, from, what, file.to_vec());
        }
    }

    fn zip(&mut self, path: Vec<String>, bytes: &[u8], from: Option<Rc<Head>>) {
        let limits = Limits { all: ZIP.all.min(self.left), ..ZIP };
        let package = match unpack_within(bytes, &limits) {
            Ok(package) => package,
            Err(_) => return self.refuse(path, from, NotRead::Broken),
        };
        // What systems put into every zip says nothing.
        let names: Vec<&str> = package.names().filter(|name| !name.ends_with('/') && !is_of_system(name)).collect();
        if names.is_empty() {
            return self.refuse(path, from, NotRead::Empty);
        }
        for (at, name) in names.iter().enumerate() {
            if self.items.len() >= MAX_ITEMS {
                return self.refuse(path, from, NotRead::More(names.len() - at));
            }
            match package.bytes(name) {
                Ok(Some(part)) => self.file(&path, name, &part, from.clone()),
                Ok(None) => {}
                Err(flaw) => {
                    let why = match flaw {
                        Flaw::Locked => NotRead::Password,
                        Flaw::TooLarge | Flaw::TooDeep => NotRead::TooLarge,
                        Flaw::NoPackage | Flaw::Broken => NotRead::Broken,
                    };
                    self.refuse([path.clone(), vec![shown(name)]].concat(), from.clone(), why);
                }
            }
        }
    }

    /// `outer` is the mail it came in itself, where its own says nothing of who sent it.
    fn mail(&mut self, path: Vec<String>, mail: Result<Mail, NotRead>, outer: Option<Rc<Head>>) {
        let Mail { head, inside } = match mail {
            Ok(mail) => mail,
            Err(why) => return self.refuse(path, outer, why),
        };
        let unsigned = head.name.is_empty() && head.address.is_empty();
        let from = if unsigned && outer.is_some() { outer } else { Some(Rc::new(head)) };
        let Inside { words, other, parts, more } = match inside {
            Ok(inside) => inside,
            Err(why) => return self.refuse(path, from, why),
        };
        if path.len() > MAX_DEPTH {
            return self.refuse(path, from, NotRead::TooDeep);
        }
        let parts: Vec<Part> = parts.into_iter().filter(|part| !is_logo(part)).collect();
        match words.is_empty() {
            true if other.is_none() && parts.is_empty() => self.refuse(path.clone(), from.clone(), NotRead::NoWords),
            true if other.is_none() => {}
            _ => {
                let file = among(&words);
                let bytes = words.as_bytes().to_vec();
                self.put(path.clone(), from.clone(), What::Reply { words, other }, bytes);
                if let Some(file) = file {
                    self.among([path.clone(), vec![say("post.unnamed")]].concat(), &file, from.clone());
                }
            }
        }
        let count = parts.len();
        for (at, part) in parts.into_iter().enumerate() {
            if self.items.len() >= MAX_ITEMS {
                return self.refuse(path, from, NotRead::More(count - at + more));
            }
            self.part(&path, part, from.clone());
        }
        if more > 0 {
            self.refuse(path, from, NotRead::More(more));
        }
    }

    fn part(&mut self, path: &[String], part: Part, from: Option<Rc<Head>>) {
        let named = |name: &str| {
            let name = shown(name);
            [path.to_vec(), vec![if name.is_empty() { say("post.unnamed") } else { name }]].concat()
        };
        match part.body {
            Body::File(bytes) => self.file(path, &part.name, &bytes, from),
            Body::Mail(mail) => {
                let name = if part.name.is_empty() { mail.head.subject.clone() } else { part.name };
                self.mail(named(&name), Ok(*mail), from);
            }
            Body::NotRead(why) => self.refuse(named(&part.name), from, why),
        }
    }
}

fn is_of_system(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    name.starts_with("__MACOSX/") || last.starts_with("~$") || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&last)
}

fn is_logo(part: &Part) -> bool {
    let Body::File(bytes) = &part.body else { return false };
    let picture = [&b"\x89PNG"[..], b"\xff\xd8\xff", b"GIF8", b"BM"].iter().any(|magic| bytes.starts_with(magic));
    part.inline && picture && bytes.len() < LOGO
}
