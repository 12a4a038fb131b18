//! Everybody who is to be asked, each with the form and the letter; and the ways in which letters get into somebody's own
//! mail program: a link, a sheet to merge from, files.

use super::ask::{Asking, Form, ask, owners};
use super::docx::docx;
use super::eml::{Attached, Recipient, eml};
use super::letter::{Letter, chaser, letter};
use super::xlsx::xlsx;
use crate::days::Date;
use crate::domain::{Contact, kind};
use crate::ledger::cycle::OwnerRow;
use crate::ledger::{Ledger, PlanTree};
use crate::office::guarded;
use crate::record::Id;
use crate::words::{fill, say};
use std::collections::BTreeSet;

/// So many characters a link that begins a letter has at most: mail programs and the systems that start them cut longer
/// ones off somewhere above.
pub const MAILTO: usize = 1_800;

/// As what a form is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum As {
    /// A Word form.
    #[default]
    Word,
    /// An Excel sheet.
    Sheet,
}

impl As {
    /// How the file's name ends.
    pub fn ending(self) -> &'static str {
        match self {
            As::Word => "docx",
            As::Sheet => "xlsx",
        }
    }

    /// The file's type, as mail and browsers spell it.
    pub fn kind(self) -> &'static str {
        match self {
            As::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            As::Sheet => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// What is ready for one owner.
#[derive(Debug, Clone, PartialEq)]
pub struct Mailing {
    /// The owner.
    pub organisation: Id,
    /// Its name.
    pub name: String,
    /// Whom to write to there.
    pub to: Vec<Recipient>,
    /// Whether it was asked before today, so that the letter is a reminder.
    pub reminder: bool,
    /// What it is asked.
    pub form: Form,
    /// The letter.
    pub letter: Letter,
    /// The form's name as a file, without its ending: no two of one round share it.
    file: String,
}

impl Mailing {
    /// The form's name as a file.
    pub fn file_name(&self, of: As) -> String {
        format!("{}.{}", self.file, of.ending())
    }

    /// The form as a file.
    pub fn file(&self, of: As) -> Vec<u8> {
        match of {
            As::Word => docx(&self.form),
            As::Sheet => xlsx(&self.form),
        }
    }

    /// The letter as a file, and its name: addressed, with the form attached, still to be sent.
    pub fn letter_file(&self, of: As) -> (String, Vec<u8>) {
        let (name, bytes) = (self.file_name(of), self.file(of));
        let attached = Attached { name: &name, kind: of.kind(), bytes: &bytes };
        (format!("{}.eml", self.file), eml(&self.to, &self.letter, Some(attached)))
    }

    /// A link that begins the letter in a mail program, where it does not become too long.
    pub fn mailto(&self) -> Option<String> {
        mailto(&self.to, &self.letter)
    }
}

/// What is ready for these owners: the first letter or, for whoever was asked before today, a reminder of what is still
/// missing. An owner of no action of the plan is left out.
pub fn mailings(ledger: &Ledger, tree: &PlanTree, rows: &[OwnerRow], asking: &Asking, today: Date) -> Vec<Mailing> {
    let mut taken = BTreeSet::new();
    let one = |row: &OwnerRow| {
        let reminder = row.asked.is_some_and(|asked| asked < today);
        let form = ask(ledger, tree, row.id, asking)?;
        let form = if reminder { form.only(&row.missing) } else { form };
        Some(Mailing {
            organisation: row.id,
            name: row.name.clone(),
            to: recipients(ledger, row.id).collect(),
            reminder,
            letter: if reminder { chaser(&form, row.heard(), today) } else { letter(&form) },
            form,
            file: free_name(&fill("forms.formFile", &[("organisation", &row.name)]), &mut taken),
        })
    };
    rows.iter().filter_map(one).collect()
}

/// The contacts of an organisation, whether or not an address of theirs is known.
fn recipients(ledger: &Ledger, organisation: Id) -> impl Iterator<Item = Recipient> {
    let contacts = ledger.of_kind(kind::CONTACT).map(Contact);
    let contacts = contacts.filter(move |c| c.organisation() == Some(organisation));
    contacts.map(|c| Recipient { name: c.name().to_owned(), address: c.email().trim().to_owned() })
}

/// The owners of a plan's actions to whom nobody can write, by name: none of their contacts has an e-mail address.
pub fn not_reached(ledger: &Ledger, tree: &PlanTree) -> Vec<(Id, String)> {
    let owners = owners(tree).into_iter().map(|(id, name, _)| (id, name));
    owners.filter(|(id, _)| !recipients(ledger, *id).any(|to| to.is_address())).collect()
}

/// A name that every system takes for a file, and that is not taken yet.
fn free_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = name.chars().map(|c| if "/\\:*?\"<>|".contains(c) || c.is_control() { '-' } else { c });
    let plain: String = plain.take(100).collect();
    let plain = plain.trim_matches([' ', '.']).to_owned();
    let (mut free, mut number) = (plain.clone(), 2);
    while !taken.insert(free.to_lowercase()) {
        free = format!("{plain} {number}");
        number += 1;
    }
    free
}

/// A link that begins a letter in a mail program: the whole of it or, where that is too long, its short form; nothing
/// where that is too long as well. An attachment cannot go with a link.
pub fn mailto(to: &[Recipient], letter: &Letter) -> Option<String> {
    let to: Vec<String> = to.iter().filter(|r| r.is_address()).map(|r| percent(&r.address, b"@")).collect();
    let link = |body: &String| {
        format!("mailto:{}?subject={}&body={}", to.join(","), percent(&letter.subject, b""), percent(body, b""))
    };
    [&letter.body, &letter.brief].into_iter().map(link).find(|link| link.len() <= MAILTO)
}

fn percent(text: &str, also: &[u8]) -> String {
    let mut all = String::new();
    for byte in text.replace("\r\n", "\n").replace('\n', "\r\n").bytes() {
        match byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || also.contains(&byte) {
            true => all.push(char::from(byte)),
            false => all.push_str(&format!("%{byte:02X}")),
        }
    }
    all
}

/// A sheet (CSV) from which a mail program writes to everybody: an owner a row, with the address, the name, the subject,
/// the words and what to attach. It begins with the mark by which Excel knows that it is UTF-8.
pub fn merge_sheet(all: &[Mailing], of: As) -> String {
    let heads = ["address", "name", "subject", "words", "attachment"].map(|head| say(&format!("forms.merge.{head}")));
    let row = |m: &Mailing| {
        let joined = |words: fn(&Recipient) -> &str| {
            let all: Vec<&str> = m.to.iter().map(words).filter(|w| !w.is_empty()).collect();
            all.join("; ")
        };
        let names = joined(|r| &r.name);
        let names = if names.is_empty() { m.name.clone() } else { names };
        [joined(|r| &r.address), names, m.letter.subject.clone(), m.letter.body.clone(), m.file_name(of)]
    };
    let lines = std::iter::once(heads).chain(all.iter().map(row));
    let line = |cells: [String; 5]| format!("{}\r\n", cells.map(|c| cell(&c)).join(","));
    format!("\u{feff}{}", lines.map(line).collect::<String>())
}

/// A cell, quoted.
fn cell(words: &str) -> String {
    format!("\"{}\"", guarded(words).replace('"', "\"\""))
}

/// Everything of a round, as files with their names: the forms, the letters, the sheet to merge from.
pub fn all_files(all: &[Mailing], of: As) -> Vec<(String, Vec<u8>)> {
    let sheet = (format!("{}.csv", say("forms.merge.file")), merge_sheet(all, of).into_bytes());
    let forms = all.iter().map(|m| (m.file_name(of), m.file(of)));
    forms.chain(all.iter().map(|m| m.letter_file(of))).chain([sheet]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_to_merge_from_is_a_formula() {
        for (words, safe) in [
            ("=1+1", "\"'=1+1\""),
            (" \u{a0}+1", "\"' \u{a0}+1\""),
            ("\u{ff1d}1", "\"'\u{ff1d}1\""),
            ("\tx", "\"'\tx\""),
            ("a;+cmd|x", "\"a;'+cmd|x\""),
            ("a@example.org; b@example.org", "\"a@example.org; b@example.org\""),
            ("Say \"yes\" - or no", "\"Say \"\"yes\"\" - or no\""),
        ] {
            assert_eq!(cell(words), safe);
        }
    }
}
