//! A form as a Word document: a heading for each action, what was said last, and a table of questions with
//! a content control in each empty cell.
//!
//! Each control carries its mark twice: as its tag, and as a bookmark around it, because not every office
//! program keeps both. What the form was made for is in the document's own properties.

use super::ask::{Asked, AskedMeasure, Form};
use super::marks::{About, Mark, digest, without_digits};
use crate::office::package::{self, Properties};
use crate::office::word::{self, SPACES};
use crate::office::{Xml, is_rtl, printable};
use crate::words::{day, fill, say};
use std::collections::BTreeSet;

/// A4, upright, in twentieths of a point: the sheet, its margins, and what is between them.
const SHEET: [(&str, &str); 2] = [("w:w", "11906"), ("w:h", "16838")];
const WIDTH: u32 = 9866;

/// The form as the bytes of a `.docx` file.
pub fn docx(form: &Form) -> Vec<u8> {
    let title = title(form);
    let (xml, own) = written(form);
    let about = About::of(form, own);
    let parts = [
        ("word/_rels/document.xml.rels", word::relations()),
        ("word/document.xml", xml.bytes()),
        ("word/footer1.xml", word::footer(&title)),
        ("word/numbering.xml", word::numbering()),
        ("word/settings.xml", word::settings()),
        ("word/styles.xml", word::styles("en-GB")),
    ];
    let parts = parts.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
    let properties = Properties { title: &title, lang: "en-GB", own: &about.pairs() };
    package::file("word/document.xml", &word::contents(), &properties, parts)
}

/// The document's own part, and digests of all the form's sentences.
fn written(form: &Form) -> (Xml, BTreeSet<String>) {
    let (mut xml, mut notes) = (Xml::new(), Notes::default());
    document(&mut xml, &mut notes, form);
    let page = fill("report.page", &[("page", &"1"), ("pages", &"1")]);
    let mut own = notes.own;
    own.insert(digest(&without_digits(&printable(&format!("{}. {page}", title(form))))));
    (xml, own)
}

/// Digests of all the sentences that the form would have.
pub(super) fn own(form: &Form) -> BTreeSet<String> {
    written(form).1
}

/// The form's title, in its properties and its footer.
pub(super) fn title(form: &Form) -> String {
    fill("forms.fileTitle", &[("plan", &form.plan_title), ("organisation", &form.organisation_name)])
}

/// When answers are due in these words, and the day that figures should describe where one was given.
pub(super) fn when(form: &Form, due: String) -> String {
    match form.figures {
        Some(as_at) => format!("{due} {}", fill("forms.intro.figures", &[("day", &day(as_at))])),
        None => due,
    }
}

/// The form's first paragraphs: what it is, when it is due, how to send it back.
pub(super) fn intro(form: &Form, fill_in: &str) -> [String; 3] {
    let about = fill("forms.intro.about", &[("plan", &form.plan_title)]);
    let due = form.due.map_or_else(|| say("forms.intro.noDue"), |d| fill("forms.intro.due", &[("day", &day(d))]));
    [format!("{about} {}", say(fill_in)), when(form, due), say("forms.intro.send")]
}

/// What is noted while a form is written: its own sentences, and how many marks it has.
#[derive(Default)]
struct Notes {
    own: BTreeSet<String>,
    marks: u32,
}

/// One cell of a row.
enum Filled<'a> {
    Words(String),
    Box(Mark, String, Choices<'a>),
}

/// What can be chosen in a box; nothing where it is to be written in.
type Choices<'a> = &'a [(String, String)];

fn document(xml: &mut Xml, notes: &mut Notes, form: &Form) {
    let choices: Vec<(String, String)> = form.scale.0.iter().map(|r| (r.name.clone(), r.key.clone())).collect();
    xml.element("w:document", &SPACES, |xml| {
        xml.element("w:body", &[], |xml| {
            opening(xml, notes, form);
            for one in &form.actions {
                action(xml, notes, one, &choices);
            }
            xml.element("w:sectPr", &[], |xml| {
                xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId4")]);
                xml.empty("w:pgSz", &SHEET);
                let margins = [
                    ("w:top", "850"),
                    ("w:right", "1020"),
                    ("w:bottom", "850"),
                    ("w:left", "1020"),
                    ("w:header", "510"),
                    ("w:footer", "425"),
                    ("w:gutter", "0"),
                ];
                xml.empty("w:pgMar", &margins);
            });
        });
    });
}

fn opening(xml: &mut Xml, notes: &mut Notes, form: &Form) {
    paragraph(xml, notes, "Title", &fill("forms.title", &[("plan", &form.plan_title)]));
    paragraph(xml, notes, "Subtitle", &form.organisation_name);
    for words in intro(form, "forms.intro.docx") {
        paragraph(xml, notes, "Normal", &words);
    }
    if let Some(number) = form.issue {
        paragraph(xml, notes, "Note", &fill("forms.intro.issue", &[("number", &number)]));
    }
    if !form.scale.0.is_empty() {
        paragraph(xml, notes, "Normal", &say("forms.intro.scale"));
        for rating in &form.scale.0 {
            let words = fill("forms.intro.rating", &[("name", &rating.name), ("meaning", &rating.meaning)]);
            paragraph(xml, notes, "ListBullet", words.trim_end_matches([':', ' ']));
        }
    }
    paragraph(xml, notes, "Heading1", &say("forms.who"));
    let rows = [
        vec![Filled::Words(say("forms.label.by")), write(Mark::By, "forms.label.by")],
        vec![Filled::Words(say("forms.label.date")), write(Mark::Date, "forms.label.date")],
    ];
    table(xml, notes, &say("forms.who"), &[("forms.column.question", 1), ("forms.column.answer", 2)], &rows);
    paragraph(xml, notes, "Heading1", &say("forms.actions"));
}

fn action(xml: &mut Xml, notes: &mut Notes, action: &Asked, choices: Choices<'_>) {
    paragraph(xml, notes, "Heading2", &action.heading());
    if !action.timescale.trim().is_empty() {
        paragraph(xml, notes, "Normal", &fill("forms.timescale", &[("words", &action.timescale)]));
    }
    if action.last.is_empty() {
        paragraph(xml, notes, "Normal", &say("forms.last.none"));
    }
    for last in &action.last {
        paragraph(xml, notes, "TableHead", &last.about());
        for line in last.text().lines().filter(|l| !l.trim().is_empty()) {
            paragraph(xml, notes, "Note", line);
        }
    }
    let id = action.id;
    let label = |key: &str| Filled::Words(say(key));
    let rating = Filled::Box(Mark::Rating(id), say("forms.label.rating"), choices);
    let rows = [
        vec![label("forms.label.update"), write(Mark::Update(id), "forms.label.update")],
        vec![label("forms.label.rating"), rating],
        vec![label("forms.label.next"), write(Mark::Next(id), "forms.label.next")],
        vec![label("forms.label.when"), write(Mark::When(id), "forms.label.when")],
        vec![label("forms.label.help"), write(Mark::Help(id), "forms.label.help")],
    ];
    table(xml, notes, &action.heading(), &[("forms.column.question", 1), ("forms.column.answer", 3)], &rows);
    if action.measures.is_empty() {
        return;
    }
    let figure = |m: &AskedMeasure| {
        let answer = Filled::Box(Mark::Figure(m.id), m.label(), &[]);
        vec![Filled::Words(m.label()), Filled::Words(m.last_words()), answer]
    };
    let rows: Vec<Vec<Filled<'_>>> = action.measures.iter().map(figure).collect();
    let columns = [("forms.column.measure", 3), ("forms.column.last", 2), ("forms.column.new", 2)];
    table(xml, notes, &say("forms.figures"), &columns, &rows);
}

fn paragraph(xml: &mut Xml, notes: &mut Notes, style: &str, words: &str) {
    notes.own.insert(digest(&printable(words)));
    xml.element("w:p", &[], |xml| {
        paragraph_style(xml, style, words);
        run(xml, words, false);
    });
}

/// A table with a row of headings; each column's heading with its share of the width.
fn table(xml: &mut Xml, notes: &mut Notes, caption: &str, columns: &[(&str, u32)], rows: &[Vec<Filled<'_>>]) {
    let total = columns.iter().map(|(_, share)| share).sum::<u32>().max(1);
    let widths: Vec<String> = columns.iter().map(|(_, share)| (WIDTH * share / total).to_string()).collect();
    xml.element("w:tbl", &[], |xml| {
        xml.element("w:tblPr", &[], |xml| {
            xml.val("w:tblStyle", "PaperTable");
            xml.empty("w:tblW", &[("w:w", &WIDTH.to_string()), ("w:type", "dxa")]);
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            let look = [("w:val", "0020"), ("w:firstRow", "1"), ("w:noHBand", "1"), ("w:noVBand", "1")];
            xml.empty("w:tblLook", &look);
            xml.val("w:tblCaption", caption);
        });
        xml.element("w:tblGrid", &[], |xml| widths.iter().for_each(|w| xml.empty("w:gridCol", &[("w:w", w)])));
        let heads: Vec<Filled<'_>> = columns.iter().map(|(key, _)| Filled::Words(say(key))).collect();
        row(xml, notes, &heads, &widths, true);
        rows.iter().for_each(|one| row(xml, notes, one, &widths, false));
    });
    // Word needs a paragraph between a table and what follows it.
    xml.element("w:p", &[], |xml| paragraph_style(xml, "AfterTable", ""));
}

fn row(xml: &mut Xml, notes: &mut Notes, cells: &[Filled<'_>], widths: &[String], head: bool) {
    xml.element("w:tr", &[], |xml| {
        if head {
            xml.element("w:trPr", &[], |xml| {
                xml.empty("w:cantSplit", &[]);
                xml.empty("w:tblHeader", &[]);
            });
        }
        for (cell, width) in cells.iter().zip(widths) {
            xml.element("w:tc", &[], |xml| {
                xml.element("w:tcPr", &[], |xml| xml.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")]));
                match cell {
                    Filled::Words(words) => {
                        paragraph(xml, notes, if head { "TableHead" } else { "TableText" }, words);
                    }
                    Filled::Box(mark, label, choices) => control(xml, notes, *mark, label, choices),
                }
            });
        }
    });
}

/// A place to fill in: a content control within a bookmark, with words that go once somebody writes.
fn control(xml: &mut Xml, notes: &mut Notes, mark: Mark, label: &str, choices: Choices<'_>) {
    let choose = matches!(mark, Mark::Rating(_));
    let place = if choose { say("forms.here.choose") } else { say("forms.here.write") };
    notes.own.insert(digest(&place));
    notes.marks += 1;
    let (number, tag) = (notes.marks.to_string(), mark.text());
    xml.element("w:p", &[], |xml| {
        paragraph_style(xml, "TableText", "");
        xml.empty("w:bookmarkStart", &[("w:id", &number), ("w:name", &tag)]);
        xml.element("w:sdt", &[], |xml| {
            xml.element("w:sdtPr", &[], |xml| {
                // Word shows 64 characters of a control's name at most.
                xml.val("w:alias", &label.chars().take(60).collect::<String>());
                xml.val("w:tag", &tag);
                xml.val("w:id", &number);
                xml.empty("w:showingPlcHdr", &[]);
                // A box to write in is of the rich kind, for paragraphs; the plain kind loses its line breaks
                // when LibreOffice saves it.
                if choose {
                    xml.element("w:dropDownList", &[], |xml| {
                        for (name, key) in choices {
                            xml.empty("w:listItem", &[("w:displayText", name), ("w:value", key)]);
                        }
                    });
                }
            });
            xml.element("w:sdtContent", &[], |xml| run(xml, &place, true));
        });
        xml.empty("w:bookmarkEnd", &[("w:id", &number)]);
    });
}

fn write(mark: Mark, label: &str) -> Filled<'static> {
    Filled::Box(mark, say(label), &[])
}

fn paragraph_style(xml: &mut Xml, style: &str, words: &str) {
    let rtl = words.chars().find(|c| c.is_alphabetic()).is_some_and(is_rtl);
    xml.element("w:pPr", &[], |xml| {
        xml.val("w:pStyle", style);
        if rtl {
            xml.empty("w:bidi", &[]);
        }
    });
}

fn run(xml: &mut Xml, words: &str, muted: bool) {
    let rtl = words.chars().find(|c| c.is_alphabetic()).is_some_and(is_rtl);
    xml.element("w:r", &[], |xml| {
        if rtl || muted {
            xml.element("w:rPr", &[], |xml| {
                if muted {
                    xml.val("w:color", "595959");
                }
                if rtl {
                    xml.empty("w:rtl", &[]);
                }
            });
        }
        xml.text("w:t", &[("xml:space", "preserve")], words);
    });
}
