//! What people and programs do to forms: rows moved, added and taken out, marks lost, other files, any bytes,
//! unusual words. Nothing that was written may be lost.

use super::support::*;
use golden_thread::forms::{Answers, Form, Match, Refused, docx, read, xlsx};
use proptest::prelude::*;

pub const DOCUMENT: &str = "word/document.xml";
pub const SHEET: &str = "xl/worksheets/sheet1.xml";

fn of(file: &[u8]) -> Answers {
    read(file, &WORLD.known).unwrap()
}

pub fn a_form() -> Form {
    form_of("Adult Social Care")
}

/// The rows of a sheet, each as its XML, and what stands before and after them.
fn rows(sheet: &str) -> (String, Vec<String>, String) {
    let start = sheet.find("<sheetData>").unwrap() + "<sheetData>".len();
    let end = sheet.find("</sheetData>").unwrap();
    let rows = sheet[start..end].split_inclusive("</row>").map(str::to_owned).collect();
    (sheet[..start].to_owned(), rows, sheet[end..].to_owned())
}

/// The row's XML as the row of another number.
fn moved(row: &str, from: usize, to: usize) -> String {
    let row = row.replacen(&format!("<row r=\"{from}\""), &format!("<row r=\"{to}\""), 1);
    let mut row = row;
    for column in 'A'..='L' {
        row = row.replace(&format!("<c r=\"{column}{from}\""), &format!("<c r=\"{column}{to}\""));
    }
    row
}

fn said(answers: &Answers) -> Vec<(Option<golden_thread::record::Id>, String)> {
    let mut all: Vec<_> = answers.answers.iter().map(|a| (a.action, a.update.clone())).collect();
    all.sort();
    all
}

#[test]
fn rows_of_a_sheet_may_stand_in_any_order() {
    let form = a_form();
    let file = filled_xlsx(&form);
    let turned = changed(&file, SHEET, |xml| {
        let (before, mut all, after) = rows(&xml);
        let first = all.len() - form.actions.len();
        let mut actions: Vec<String> = all.split_off(first);
        actions.reverse();
        let count = actions.len();
        let actions: Vec<String> =
            actions.iter().enumerate().map(|(n, row)| moved(row, first + count - n, first + n + 1)).collect();
        before + &all.concat() + &actions.concat() + &after
    });
    let (straight, turned) = (of(&file), of(&turned));
    assert_eq!(said(&straight), said(&turned));
    assert_eq!((turned.leftovers, turned.remarks), (Vec::new(), Vec::new()));
}

#[test]
fn marks_left_behind_by_sorting_yield_to_what_a_person_saw() {
    let form = a_form();
    let (a, b) = (form.actions[0].id.to_string().replace('-', ""), form.actions[1].id.to_string().replace('-', ""));
    let swapped = changed(&filled_xlsx(&form), SHEET, |xml| {
        xml.replace(&format!("gt_a_{a}"), "HERE")
            .replace(&format!("gt_a_{b}"), &format!("gt_a_{a}"))
            .replace("HERE", &format!("gt_a_{b}"))
    });
    let answers = of(&swapped);
    assert_eq!(said(&answers), said(&of(&filled_xlsx(&form))));
    assert_eq!(answers.remarks.len(), 1);
}

fn text_row(number: usize, cells: &[(char, &str)]) -> String {
    let cell = |(column, words): &(char, &str)| {
        format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(words))
    };
    format!("<row r=\"{number}\">{}</row>", cells.iter().map(cell).collect::<String>())
}

#[test]
fn added_rows_are_shown_and_never_lost() {
    let form = a_form();
    let added = changed(&filled_xlsx(&form), SHEET, |xml| {
        let (before, all, after) = rows(&xml);
        let n = all.len();
        let new = [
            text_row(n + 1, &[('C', "A new thing nobody planned"), ('H', "We did it anyway"), ('I', "On track")]),
            text_row(n + 2, &[('C', &form.actions[2].title), ('H', "A second answer")]),
            text_row(n + 3, &[('C', "A title alone")]),
            text_row(n + 5, &[('B', "PS"), ('M', "see my note"), ('E', "changed words")]),
        ];
        before + &all.concat() + &new.concat() + &after
    });
    let answers = of(&added);
    assert_eq!(answers.answers.len(), form.actions.len() + 2);
    let new = answers.answers.iter().find(|a| a.action.is_none()).unwrap();
    assert_eq!((new.heading.as_str(), new.update.as_str()), ("A new thing nobody planned", "We did it anyway"));
    assert_eq!((new.rating.as_deref(), new.matched), (Some("on-track"), Match::None));
    let second = answers.answers.iter().find(|a| a.update == "A second answer").unwrap();
    assert_eq!((second.action, second.matched), (Some(form.actions[2].id), Match::Title));
    let left: Vec<&str> = answers.leftovers.iter().map(|l| l.words.as_str()).collect();
    assert_eq!(left, ["A title alone", "PS", "see my note", "changed words"]);
    assert!(answers.leftovers[0].place.words().contains("C15"), "{}", answers.leftovers[0].place.words());
}

#[test]
fn without_marks_number_and_title_decide() {
    let form = a_form();
    let bare = changed(&filled_xlsx(&form), SHEET, |xml| {
        xml.replace(">gt_a_", ">x").replace(">gt_by<", "><").replace(">gt_date<", "><")
    });
    let answers = of(&bare);
    assert_eq!(said(&answers), said(&of(&filled_xlsx(&form))));
    assert!(answers.answers.iter().all(|a| a.matched == Match::Title));
    assert_eq!(answers.filled_in_by, "Amina Bello");
    assert_eq!(answers.remarks.len(), 1, "{:?}", answers.remarks);

    let no_marks = |xml: String| {
        let mut parts: Vec<&str> = xml.split("gt_").collect();
        parts.iter_mut().skip(1).for_each(|p| *p = p.split_once('"').unwrap().1);
        parts.join("x\"").replace("x\"\"", "x\"")
    };
    let mut parts = parts(&filled_docx(&form));
    for (name, text) in &mut parts {
        if name == DOCUMENT {
            *text = no_marks(std::mem::take(text));
        }
    }
    parts.retain(|(name, _)| name != "docProps/custom.xml");
    let answers = of(&packed(&parts));
    assert_eq!(said(&answers), said(&of(&filled_docx(&form))));
    assert_eq!(answers.filled_in_by, "Amina Bello");
    assert_eq!(answers.remarks.len(), 2, "{:?}", answers.remarks);
    // Its own sentences are known from the plan, but for the day it is due and the plan file's number.
    let left: Vec<&str> = answers.leftovers.iter().map(|l| l.words.as_str()).collect();
    assert_eq!(left, ["Please send it back by 10 May 2024.", "Made from plan file no. 8."]);
}

#[test]
fn everything_written_beside_the_boxes_is_listed() {
    let form = a_form();
    let mut parts = parts(&filled_docx(&form));
    let paragraph = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    for (name, text) in &mut parts {
        if name == DOCUMENT {
            *text = text.replacen("<w:sectPr>", &format!("{}<w:sectPr>", paragraph("Ring me about this")), 1);
            // A row more, a box of text with its copy for older programs, a picture, words taken out again.
            let row =
                format!("<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", paragraph("Risks"), paragraph("Money"));
            *text = text.replacen("</w:tbl>", &row, 1);
            let boxed = format!(
                "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p><w:sectPr>",
                paragraph("In a box")
            );
            *text = text.replacen("<w:sectPr>", &boxed, 1);
            *text = text.replacen(&form.actions[1].title, "A title that somebody changed", 1);
        }
    }
    parts.push((
        "word/comments.xml".into(),
        format!("<w:comments><w:comment>{}</w:comment></w:comments>", paragraph("Is this so?")),
    ));
    let answers = of(&packed(&parts));
    check_said(&form, &answers);
    let left: Vec<&str> = answers.leftovers.iter().map(|l| l.words.as_str()).collect();
    assert_eq!(
        left,
        [
            "Risks | Money",
            "A title that somebody changed",
            "Ring me about this",
            "In a box",
            "(a picture)",
            "Is this so?"
        ]
    );
}

fn check_said(form: &Form, answers: &Answers) {
    assert_eq!(answers.answers.len(), form.actions.len());
    for (at, answer) in answers.answers.iter().enumerate() {
        assert_eq!(answer.update, words_for(form, at)[0]);
    }
}

#[test]
fn people_write_where_they_like_within_a_box() {
    let form = a_form();
    let id = form.actions[0].id;
    let file = changed(&docx(&form), DOCUMENT, |mut xml| {
        write_docx(&mut xml, "r", Some(id), "Greenish");
        let mark = format!("gt_u_{}\"/>", id.to_string().replace('-', ""));
        let at = xml.rfind(&mark).unwrap();
        let end = at + xml[at..].find("</w:p>").unwrap() + 6;
        xml.insert_str(
            end,
            "<w:p><w:r><w:t>Below the box.</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>And more.</w:t></w:r></w:p>",
        );
        xml
    });
    let answers = of(&file);
    assert_eq!(answers.answers.len(), 1);
    assert_eq!(answers.answers[0].update, "Below the box.\n\nAnd more.");
    assert_eq!(answers.leftovers[0].words, "Greenish");
}

#[test]
fn a_control_around_paragraphs_or_a_cell_is_a_box_too() {
    let form = a_form();
    let id = form.actions[0].id;
    let tag =
        |letter: char| format!("<w:sdtPr><w:tag w:val=\"gt_{letter}_{}\"/></w:sdtPr>", id.to_string().replace('-', ""));
    let p = |words: &str| format!("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>");
    let file = changed(&docx(&form), DOCUMENT, |xml| {
        let start = xml.find("<w:tbl>").unwrap();
        let end = xml.find("<w:sectPr>").unwrap();
        let paragraphs =
            format!("<w:tc><w:sdt>{}<w:sdtContent>{}{}</w:sdtContent></w:sdt></w:tc>", tag('u'), p("One."), p("Two."));
        let cell = format!("<w:sdt>{}<w:sdtContent><w:tc>{}</w:tc></w:sdtContent></w:sdt>", tag('n'), p("Three."));
        format!("{}<w:tbl><w:tr>{paragraphs}{cell}</w:tr></w:tbl>{}", &xml[..start], &xml[end..])
    });
    let answers = of(&file);
    assert_eq!((answers.answers[0].update.as_str(), answers.answers[0].next_step.as_str()), ("One.\nTwo.", "Three."));
    assert_eq!(answers.leftovers, []);
}

#[test]
fn unusual_words_survive() {
    let form = a_form();
    let long = "x\u{1F9F5} ".repeat(10_900);
    let all = [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "<b>&amp;</b> ]]> &lt; &#65;",
        "\u{645}\u{631}\u{62d}\u{628}\u{627} \u{202e}turned\u{202c} hello",
        "\u{1F468}\u{200d}\u{1F469}\u{200d}\u{1F467} e\u{301}",
        "_x000D_ and _x_",
        "a\ttab, two  spaces",
        "one\n\nthree",
        "%{name} %s {} \\n",
        long.trim(),
    ];
    let id = form.actions[0].id;
    for words in all {
        let document = changed(&docx(&form), DOCUMENT, |mut xml| {
            write_docx(&mut xml, "u", Some(id), words);
            xml
        });
        let sheet = changed(&xlsx(&form), SHEET, |mut xml| {
            // Excel escapes what looks like its own escape.
            write_xlsx(&mut xml, "a", Some(id), 'H', &words.replace("_x000D_", "_x005F_x000D_"));
            xml
        });
        for (how, file) in [("docx", document), ("xlsx", sheet)] {
            let answers = of(&file);
            assert_eq!(answers.answers.len(), 1, "{how}: {words:.40}");
            assert_eq!(answers.answers[0].update, words, "{how}");
            assert_eq!(answers.leftovers, []);
        }
    }
}

#[test]
fn no_form_has_a_formula() {
    let mut form = a_form();
    for (at, words) in
        ["=1+1", "@SUM(A1)", "-2+3", "_x0041_", "\u{1b}[31m <&>"].iter().enumerate().take(form.actions.len())
    {
        form.actions[at].title = (*words).to_owned();
        form.actions[at].last[0].words = format!("{words}\n=2+2");
    }
    form.organisation_name = "=HYPERLINK(\"x\")".into();
    for (name, text) in parts(&xlsx(&form)) {
        assert!(!text.contains("<f>") && !text.contains("<f "), "{name}");
        if name.contains("worksheets") {
            let cells = text.matches("<c ").count();
            assert_eq!(
                cells,
                text.matches("t=\"inlineStr\"").count()
                    + (1..=5).map(|s| text.matches(&format!("s=\"{s}\"/>")).count()).sum::<usize>()
            );
        }
    }
    let answers = of(&xlsx(&form));
    assert_eq!((answers.answers, answers.leftovers), (Vec::new(), Vec::new()));
}

#[test]
fn other_files_say_what_to_do() {
    let form = a_form();
    let refused = |bytes: &[u8]| read(bytes, &WORLD.known).unwrap_err();
    assert_eq!(refused(b""), Refused::Empty);
    assert_eq!(refused(b"%PDF-1.7"), Refused::Pdf);
    assert_eq!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Refused::OldOffice);
    assert_eq!(refused(b"\x89PNG\r\n"), Refused::Picture);
    assert_eq!(refused(b"Hello"), Refused::Text);
    assert_eq!(refused(b"PK\x03\x04 torn"), Refused::Broken);
    assert_eq!(refused(&packed(&[("a.txt".into(), "a".into())])), Refused::Other);
    let paper = golden_thread::report::docx(&golden_thread::report::progress(&WORLD.tree, &Default::default()));
    // A paper of the plan has its headings; anything else has not.
    let _ = read(&paper, &WORLD.known);
    let letter = "<w:document><w:body><w:p><w:r><w:t>Dear all</w:t></w:r></w:p></w:body></w:document>";
    assert_eq!(refused(&packed(&[(DOCUMENT.into(), letter.into())])), Refused::NoForm);
    let mut other = form.clone();
    other.partnership.id = golden_thread::record::Id::from_bytes([9; 16]);
    assert_eq!(refused(&docx(&other)), Refused::OtherPartnership);
    assert_eq!(refused(&xlsx(&other)), Refused::OtherPartnership);
    let mut other = form;
    other.plan = golden_thread::record::Id::from_bytes([9; 16]);
    assert_eq!(refused(&xlsx(&other)), Refused::OtherPlan);
    for (reason, name) in Refused::ALL {
        assert!(!reason.to_string().starts_with("forms."), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answers_or_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..2000), zip in any::<bool>()) {
        let mut bytes = bytes;
        if zip {
            bytes.splice(0..0, *b"PK\x03\x04");
        }
        let _ = read(&bytes, &WORLD.known);
    }

    #[test]
    fn damaged_forms_are_answers_or_a_reason(spots in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), cut in any::<prop::sample::Index>(), sheet in any::<bool>()) {
        let form = a_form();
        let mut file = if sheet { filled_xlsx(&form) } else { filled_docx(&form) };
        for (at, byte) in spots {
            let at = at.index(file.len());
            file[at] = byte;
        }
        let _ = read(&file, &WORLD.known);
        file.truncate(cut.index(file.len()));
        let _ = read(&file, &WORLD.known);
    }

    #[test]
    fn damaged_parts_are_answers_or_a_reason(at in any::<prop::sample::Index>(), words in "[<>/&;a-z\"= _0-9]{0,12}", sheet in any::<bool>()) {
        let form = a_form();
        let (file, part) = if sheet { (filled_xlsx(&form), SHEET) } else { (filled_docx(&form), DOCUMENT) };
        let file = changed(&file, part, |mut xml| {
            let mut at = at.index(xml.len());
            while !xml.is_char_boundary(at) {
                at -= 1;
            }
            xml.insert_str(at, &words);
            xml
        });
        let _ = read(&file, &WORLD.known);
    }
}
