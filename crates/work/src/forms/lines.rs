//! What each line of a reply is: somebody's words, a line of the letter that we sent, or of another older message.
//!
//! A reply is a message with older ones below it, each under the head that a mail program gave it. Somebody may have
//! written between the lines of our letter, in the reply itself or in the first message below it; whatever else stands
//! in older messages was said before, and is listed. A line that begins with ">" is quoted where what is quoted is ours
//! or stands under words that say who wrote it; otherwise it is somebody's own.

use super::older::{begins_older_message, says_who_wrote};
use super::sent::{Ours, Sent};
use crate::domain::ids::normal_words;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Somebody's own words.
    Words,
    /// A line of the letter we sent; headings in it begin answers.
    Own,
    /// A line of a letter of ours that nobody answers in.
    Shut,
    /// What a mail program put above a letter of ours, under which somebody may write.
    Head,
    /// A line of an older message.
    Older,
    /// Of an older message, and from here on nothing belongs to an action: its head, or the heading of an action that the
    /// plan no longer has so.
    Gone,
}

/// So many lines may be pieces of one.
const MAX_RUN: usize = 6;
/// A shorter line of ours says nothing about what is quoted around it.
const TELLING: usize = 25;

/// A line without the signs that quote it, and whether it had any.
pub(super) fn unquoted(line: &str) -> (&str, bool) {
    let content = line.trim_start_matches(['>', ' ', '\t', '\u{a0}']);
    let signs = line.get(..line.len() - content.len()).unwrap_or_default();
    (content.trim_end(), signs.contains('>'))
}

struct Message {
    start: usize,
    head: usize,
    /// Whether its head is a program's beyond doubt.
    sure: bool,
    end: usize,
}

/// How many lines the heading of an action takes that begins here.
pub(super) type HeadingAt<'f> = dyn Fn(&[&str]) -> Option<usize> + 'f;

struct Sorting<'l> {
    lines: &'l [&'l str],
    sent: &'l Sent,
    heading: &'l HeadingAt<'l>,
    tags: Vec<Tag>,
}

/// What each line is; `heading` says how many lines the heading of an action takes.
pub(super) fn tags(lines: &[&str], sent: &Sent, heading: &HeadingAt<'_>) -> Vec<Tag> {
    let mut sorting = Sorting { lines, sent, heading, tags: vec![Tag::Words; lines.len()] };
    for (depth, message) in sorting.messages().iter().enumerate() {
        sorting.message(depth, message);
    }
    sorting.tags
}

impl Sorting<'_> {
    fn from(&self, at: usize) -> &[&str] {
        self.lines.get(at..).unwrap_or_default()
    }

    fn line(&self, at: usize) -> (&str, bool) {
        unquoted(self.lines.get(at).copied().unwrap_or_default())
    }

    fn set(&mut self, from: usize, count: usize, tag: Tag) {
        self.tags.iter_mut().skip(from).take(count).for_each(|t| *t = tag);
    }

    /// The first line from here that is not blank.
    fn next(&self, from: usize) -> Option<usize> {
        (from..self.lines.len()).find(|at| !self.line(*at).0.is_empty())
    }

    fn messages(&self) -> Vec<Message> {
        let mut all = vec![Message { start: 0, head: 0, sure: true, end: self.lines.len() }];
        let mut at = 0;
        while at < self.lines.len() {
            let head = if self.line(at).1 { None } else { self.head(at) };
            let Some((head, sure)) = head else {
                at += 1;
                continue;
            };
            all.iter_mut().last().into_iter().for_each(|m| m.end = at);
            all.push(Message { start: at, head, sure, end: self.lines.len() });
            at += head.max(1);
        }
        all
    }

    /// How many lines are the head of an older message that begins here and is not marked line by line, and whether that
    /// is sure.
    fn head(&self, at: usize) -> Option<(usize, bool)> {
        let rest = self.from(at);
        if let Some(head) = begins_older_message(rest) {
            return Some((head, true));
        }
        let wrote = says_who_wrote(rest)?;
        let next = self.next(at + wrote.lines)?;
        let ours = || {
            let first = self.ours(next);
            first.and_then(|taken| self.ours(self.next(next + taken)?)).is_some()
        };
        (!self.line(next).1 && (wrote.sure || ours())).then_some((wrote.lines, wrote.sure))
    }

    /// How many lines from here are one line of ours.
    fn ours(&self, at: usize) -> Option<usize> {
        let marked = self.line(at).1;
        let mut words = String::new();
        for (taken, line) in self.from(at).iter().take(MAX_RUN).enumerate() {
            let (content, quoted) = unquoted(line);
            if content.is_empty() || quoted != marked {
                break;
            }
            if taken > 0 {
                words.push(' ');
            }
            words.push_str(content);
            if self.sent.line(&words, true) == Ours::Yes {
                return Some(taken + 1);
            }
        }
        None
    }

    fn message(&mut self, depth: usize, message: &Message) {
        let inside = message.start + message.head..message.end;
        let fresh: Vec<&str> = inside.clone().map(|at| self.line(at)).filter(|(_, q)| !q).map(|(l, _)| l).collect();
        let ours = self.sent.stands_in(&normal_words(&fresh.join(" ")));
        let closed = depth > 1 || (depth == 1 && !ours);
        let head = match (ours, closed) {
            _ if !message.sure => Tag::Gone,
            (true, false) => Tag::Head,
            (true, true) => Tag::Shut,
            (false, _) => Tag::Gone,
        };
        self.set(message.start, message.head, head);
        let quoted = inside.clone().any(|at| self.line(at).1 && self.tells(at));
        let mut at = inside.start;
        while at < inside.end {
            at += self.take(at, inside.end, ours, closed, quoted).max(1);
        }
    }

    /// Whether a quoted line says that our letter is quoted.
    fn tells(&self, at: usize) -> bool {
        let (line, _) = self.line(at);
        (self.heading)(self.from(at)).is_some()
            || (line.len() >= TELLING && self.ours(at).is_some())
            || self.sent.looks_under_heading(line)
    }

    /// Says what the next line is, or the next few; how many.
    fn take(&mut self, at: usize, end: usize, ours: bool, closed: bool, quotes: bool) -> usize {
        let (line, quoted) = self.line(at);
        let (line, own) = (line.to_owned(), if closed { Tag::Shut } else { Tag::Own });
        if line.is_empty() {
            self.set(at, 1, if closed && !ours { Tag::Older } else { Tag::Words });
            return 1;
        }
        if quoted {
            let block = self.block(at, end);
            let is_ours = quotes && (at..at + block).any(|n| self.quoted_ours(n).is_some());
            self.quote(at, block, is_ours, false, own);
            return block;
        }
        if let Some(taken) = self.wrote(at, end, closed, quotes, own) {
            return taken;
        }
        if !ours {
            self.set(at, 1, if closed { Tag::Older } else { Tag::Words });
            return 1;
        }
        if let Some(taken) = (self.heading)(self.from(at)).or_else(|| self.ours(at)) {
            self.set(at, taken, own);
            return taken;
        }
        // The first line of a paragraph, and below it what stands under every heading.
        let first = at.checked_sub(1).is_none_or(|n| self.line(n).0.is_empty());
        let under = first && self.sent.looks_under_heading(self.line(at + 1).0);
        let tag = match self.sent.line(&line, false) {
            Ours::Looks => Tag::Older,
            _ if under && !closed => Tag::Gone,
            _ if closed => Tag::Older,
            _ => Tag::Words,
        };
        self.set(at, 1, tag);
        1
    }

    /// Words that say who wrote what is quoted below, together with it; nothing where they are somebody's own.
    fn wrote(&mut self, at: usize, end: usize, closed: bool, quotes: bool, own: Tag) -> Option<usize> {
        let wrote = says_who_wrote(self.from(at))?;
        let next = self.next(at + wrote.lines).filter(|n| *n < end && self.line(*n).1)?;
        let block = self.block(next, end);
        let is_ours = quotes && (next..next + block).any(|n| self.quoted_ours(n).is_some());
        if !is_ours && !wrote.sure && !closed {
            return None;
        }
        self.set(at, wrote.lines, if is_ours && wrote.sure { Tag::Shut } else { Tag::Older });
        self.quote(next, block, is_ours, true, own);
        Some(next + block - at)
    }

    /// How many lines are quoted together, with blank ones between them.
    fn block(&self, at: usize, end: usize) -> usize {
        let mut last = at;
        for n in at..end {
            let (line, quoted) = self.line(n);
            if quoted {
                last = n;
            } else if !line.is_empty() {
                break;
            }
        }
        last + 1 - at
    }

    /// How many quoted lines from here stand in what we sent: whole, broken over a few, or as a piece.
    fn quoted_ours(&self, at: usize) -> Option<usize> {
        let (line, quoted) = self.line(at);
        if line.is_empty() || !quoted {
            return None;
        }
        let known = (self.heading)(self.from(at)).or_else(|| self.ours(at));
        known.or_else(|| (self.sent.holds(line) || self.sent.line(line, false) == Ours::Looks).then_some(1))
    }

    fn quote(&mut self, from: usize, count: usize, is_ours: bool, older: bool, own: Tag) {
        let end = from + count;
        let mut at = from;
        while at < end {
            let stripped: Vec<&str> = (at..end.min(at + 16)).map(|n| self.line(n).0).collect();
            let (mut taken, mut tag) = (1, if is_ours || older { Tag::Older } else { Tag::Words });
            if is_ours {
                let head = begins_older_message(&stripped);
                let head = head.or_else(|| says_who_wrote(&stripped).filter(|w| w.sure).map(|w| w.lines));
                if let Some(found) = head {
                    (taken, tag) = (found, Tag::Shut);
                } else if let Some(found) = self.quoted_ours(at) {
                    (taken, tag) = (found, own);
                }
            }
            if own == Tag::Shut && tag == Tag::Words {
                tag = Tag::Older;
            }
            self.set(at, taken, tag);
            at += taken.max(1);
        }
    }
}
