//! The owners, once the whole paper is read: which names stand alone in it decides how the other cells part.

use super::proposal::{Proposal, QuestionKind, Subject};
use super::reading::Reading;
use crate::domain::owners;
use std::collections::BTreeSet;
use std::fmt::Display;

/// Beyond this many organisations spellings are not compared: comparing all with all would take too long.
const MAX_COMPARED: usize = 600;

/// The most questions of one sort about spellings: more help nobody.
const MAX_ASKED: usize = 50;

/// Reads the owners' and partners' cells.
pub(super) fn read_owners(reading: &mut Reading) {
    let known = known_names(reading);
    let cells = std::mem::take(&mut reading.owner_cells);
    let support = std::mem::take(&mut reading.support_cells);
    let mut asked = BTreeSet::new();
    for index in 0..reading.proposal.actions.len() {
        let own = cells.get(&index).map(Vec::as_slice).unwrap_or_default();
        let mut names: Vec<String> = Vec::new();
        for cell in own {
            let read = owners::split_knowing(&cell.words, &known);
            let proposal = &mut reading.proposal;
            if read.names.is_empty() {
                let gaps: [(&str, &dyn Display); 1] = [("words", &cell.words)];
                let about = Subject::Action(index);
                proposal.ask(QuestionKind::OwnerUnknown, cell.line, about, "intake.ask.ownerNobody", &gaps);
            } else if !read.sure && !cell.inherited && asked.insert(cell.words.clone()) {
                ask_split(proposal, index, cell.line, &cell.words, &read.names);
            }
            for name in read.names {
                if !names.iter().any(|n| owners::key(n) == owners::key(&name)) {
                    names.push(name);
                }
            }
        }
        let read = support.get(&index).map(|cell| (cell, owners::split_knowing(cell, &known)));
        let Some(action) = reading.proposal.actions.get_mut(index) else { continue };
        action.owners = names;
        action.inherited = own.first().is_some_and(|c| c.inherited);
        let printed: Vec<&str> = own.iter().map(|c| c.words.as_str()).collect();
        action.owner_printed = different(&printed).join("\n");
        if let Some((cell, read)) = read {
            action.support_printed.clone_from(cell);
            action.support.clone_from(&read.names);
            let line = action.rows.first().map_or(0, |r| r.first_line);
            if !read.sure && asked.insert(cell.clone()) {
                ask_split(&mut reading.proposal, index, line, cell, &read.names);
            }
        }
    }
    ask_alike(&mut reading.proposal);
}

fn ask_split(proposal: &mut Proposal, action: usize, line: usize, words: &str, names: &[String]) {
    let list = names.join(" | ");
    let key = if names.len() > 1 { "intake.ask.ownerSplit" } else { "intake.ask.ownerOne" };
    let gaps: [(&str, &dyn Display); 2] = [("words", &words), ("names", &list)];
    proposal.ask(QuestionKind::OwnerSplit, line, Subject::Action(action), key, &gaps);
}

/// The names that stand alone in some cell of the paper.
fn known_names(reading: &Reading) -> BTreeSet<String> {
    let owners = reading.owner_cells.values().flatten().map(|c| &c.words);
    let cells = owners.chain(reading.support_cells.values());
    cells.filter(|c| owners::stands_alone(c)).map(|c| owners::key(c)).collect()
}

fn different<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut seen = Vec::new();
    for word in words {
        if !seen.contains(word) {
            seen.push(*word);
        }
    }
    seen
}

/// Asks about names that may be two spellings of one; they stay apart until a person says so.
fn ask_alike(proposal: &mut Proposal) {
    let names: Vec<String> = proposal.organisations().into_iter().map(|(name, _)| name).collect();
    if names.len() > MAX_COMPARED {
        return;
    }
    let mut pairs = Vec::new();
    for (index, a) in names.iter().enumerate() {
        pairs.extend(names.iter().skip(index + 1).filter(|b| owners::alike(a, b)).map(|b| (a, b)));
    }
    for (a, b) in pairs.into_iter().take(MAX_ASKED) {
        let holds = |action: &&super::ProposedAction| action.owners.iter().chain(&action.support).any(|n| n == b);
        let line = proposal.actions.iter().find(holds).and_then(|a| a.rows.first()).map_or(0, |r| r.first_line);
        let about = Subject::Owners(a.clone(), b.clone());
        proposal.ask(QuestionKind::OwnersAlike, line, about, "intake.ask.ownersAlike", &[("a", a), ("b", b)]);
    }
}
