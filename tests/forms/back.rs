//! Every owner's form: filled in, saved by another program, and read back.

use super::support::*;
use golden_thread::forms::{Answers, Form, Match, docx, read, xlsx};

/// What was filled in is what is read, action by action, and nothing else.
pub fn check(form: &Form, answers: &Answers, how: &str) {
    check_with(form, answers, how, true);
}

/// Likewise, of a form that did or did not ask which help is needed.
fn check_with(form: &Form, answers: &Answers, how: &str, asks_for_help: bool) {
    let name = &form.organisation_name;
    assert_eq!(answers.leftovers, [], "{how}: {name}");
    assert_eq!(answers.remarks, Vec::<String>::new(), "{how}: {name}");
    assert_eq!(answers.organisation, Some(form.organisation), "{how}");
    assert_eq!((answers.partnership, answers.issue), (Some(form.partnership.id), Some(8)), "{how}");
    assert_eq!((answers.filled_in_by.as_str(), answers.date_words.as_str()), ("Amina Bello", "3 May 2024"), "{how}");
    assert_eq!(answers.date, Some("2024-05-03".parse().unwrap()));
    assert_eq!(answers.answers.len(), form.actions.len(), "{how}: {name}");
    for (at, (action, answer)) in form.actions.iter().zip(&answers.answers).enumerate() {
        let [update, rating, next, when, help] = words_for(form, at);
        assert_eq!((answer.action, answer.matched), (Some(action.id), Match::Mark), "{how}");
        assert_eq!(answer.heading, action.heading());
        assert_eq!((&answer.update, &answer.next_step, &answer.by_when), (&update, &next, &when), "{how}: {name}");
        assert_eq!(answer.help, if asks_for_help { help } else { String::new() }, "{how}: {name}");
        assert_eq!(answer.rating, form.scale.0.iter().find(|r| r.name == rating).map(|r| r.key.clone()));
        let figures: Vec<_> = answer.figures.iter().map(|f| (f.measure.unwrap(), f.value.clone())).collect();
        let asked: Vec<_> = action.measures.iter().map(|m| (m.id, format!("{at} of 100"))).collect();
        assert_eq!(figures, asked, "{how}: {name}");
    }
}

#[test]
fn an_empty_form_says_nothing() {
    for form in forms() {
        for (how, file) in [("docx", docx(&form)), ("xlsx", xlsx(&form))] {
            let answers = read(&file, &WORLD.known).unwrap();
            assert_eq!(answers.leftovers, [], "{how}");
            assert_eq!(answers.answers, [], "{how}");
            assert!(answers.remarks.is_empty() && answers.filled_in_by.is_empty());
        }
    }
}

/// Forms that went out before forms asked which help is needed come back for months.
#[test]
fn forms_that_did_not_ask_for_help_read_back() {
    let form = form_of("Adult Social Care");
    let files: [&[u8]; 2] =
        [include_bytes!("../data/forms/without-help.docx"), include_bytes!("../data/forms/without-help.xlsx")];
    for file in files {
        check_with(&form, &read(file, &WORLD.known).unwrap(), "older", false);
    }
}

#[test]
fn every_owners_word_form_reads_back() {
    for form in forms() {
        check(&form, &read(&filled_docx(&form), &WORLD.known).unwrap(), "docx");
    }
}

#[test]
fn every_owners_sheet_reads_back() {
    for form in forms() {
        check(&form, &read(&filled_xlsx(&form), &WORLD.known).unwrap(), "xlsx");
    }
}

fn saved(name: &str, from: &str, to: &str, fill: fn(&Form) -> Vec<u8>) {
    let forms = forms();
    let files: Vec<Vec<u8>> = forms.iter().map(fill).collect();
    let Some(saved) = saved_by_libreoffice(name, &files, from, to) else { return };
    for (form, file) in forms.iter().zip(&saved) {
        check(form, &read(file, &WORLD.known).unwrap(), name);
    }
    let empty: Vec<Vec<u8>> = forms.iter().take(2).map(if from == "docx" { docx } else { xlsx }).collect();
    for file in saved_by_libreoffice(&format!("{name}-empty"), &empty, from, to).unwrap() {
        let answers = read(&file, &WORLD.known).unwrap();
        assert_eq!((answers.answers, answers.leftovers), (Vec::new(), Vec::new()));
    }
}

#[test]
fn word_forms_saved_by_libreoffice_read_back() {
    saved("docx", "docx", "docx", filled_docx);
}

#[test]
fn word_forms_saved_as_opendocument_read_back() {
    saved("odt", "docx", "odt", filled_docx);
}

#[test]
fn sheets_saved_by_libreoffice_read_back() {
    saved("xlsx", "xlsx", "xlsx", filled_xlsx);
}
