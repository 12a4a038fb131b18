//! What can be pressed and typed into: what lies over what is decided at one place of the style sheet, fields for numbers bring up a
//! phone's number keys, and what is secret is hidden while it is typed.

use super::sources;
use std::fs;
use std::path::Path;

/// The lines of a partial that are not comments, each with its number.
fn rules(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(n, line)| (n + 1, line.trim())).filter(|(_, line)| !line.starts_with("//"))
}

/// What a partial says of layers that only `_layers.scss` may say.
fn layers_of_its_own(text: &str) -> Vec<String> {
    let stretched = ["inset: 0;", "inset: 0 0"];
    let wrong = |line: &str| line.starts_with("z-index") || stretched.iter().any(|s| line.starts_with(s));
    rules(text).filter(|(_, line)| wrong(line)).map(|(n, line)| format!("{n}: {line}")).collect()
}

#[test]
fn what_lies_over_what_is_decided_at_one_place() {
    let mut wrong = Vec::new();
    for entry in fs::read_dir("style").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "scss") && !path.ends_with("_layers.scss") {
            let found = layers_of_its_own(&fs::read_to_string(&path).unwrap());
            wrong.extend(found.into_iter().map(|line| format!("{}:{line}", path.display())));
        }
    }
    assert!(wrong.is_empty(), "layers that _layers.scss does not know:\n{}", wrong.join("\n"));
    // The link that lay over the other controls of its row, as it was written once.
    let once = ".gt-list__link {\n  &::after {\n    content: \"\";\n    position: absolute;\n    inset: 0;\n  }\n}\n";
    assert_eq!(layers_of_its_own(once), ["5: inset: 0;"]);
}

/// The fields of a view, each with its id and the text of its tag.
fn fields(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for tag in ["<TextInput ", "<Secret ", "<input "] {
        for (at, _) in text.match_indices(tag) {
            let rest = &text[at..];
            let whole = &rest[..rest.find("/>").map_or(rest.len(), |end| end + 2)];
            let id = whole.split_once(" id=").map_or("", |(_, id)| id);
            let id = id.trim_start_matches('"').split(['"', ' ', '\n']).next().unwrap_or_default();
            found.push((id.to_owned(), whole.to_owned()));
        }
    }
    found
}

/// Parts of an id by which a field that takes a number is known.
const NUMBERS: [&str; 10] =
    ["number", "many", "said", "goal-", "bound", "target", "count", "reached", "leaflets", "sequence"];

/// Fields with such a name that take words, and why.
const WORDS: [(&str, &str); 1] = [("sheet-number", "letters and figures, like K7M-04")];

/// What is wrong with a field, if anything.
fn wrong_field(id: &str, tag: &str) -> Option<&'static str> {
    let number = NUMBERS.iter().any(|part| id.contains(part)) && !WORDS.iter().any(|(words, _)| *words == id);
    let keys = ["keys=Keys::Number", "keys=Keys::Decimal", "keys=Keys::Telephone", "inputmode=\"numeric\""];
    let secret = id.split('-').any(|part| ["pin", "passphrase", "password"].contains(&part));
    match () {
        () if tag.starts_with("<Secret") => None,
        () if secret => Some("is secret and seen as it is typed"),
        () if tag.contains("type=\"number\"") => Some("loses letters as they are typed"),
        () if number && !keys.iter().any(|k| tag.contains(k)) => Some("takes a number and brings up letters"),
        () => None,
    }
}

/// Components that the page of all of them does not show, and why.
const NOT_SHOWN: [(&str, &str); 3] = [
    ("Show", "it has no look"),
    ("Notice", "it stands in the frame; the page has messages said in it"),
    ("FileLabel", "it is of a file that was opened; its looks are label_view's"),
];

#[test]
fn every_component_stands_on_the_page_of_all() {
    let page = fs::read_to_string("src/app/pages/gallery.rs").unwrap();
    let mut missing = Vec::new();
    for (path, text) in sources(Path::new("src/app/components")) {
        for after in text.split("#[component]").skip(1) {
            let name = after.split_once("fn ").map_or("", |(_, rest)| rest).split('(').next().unwrap_or_default();
            let known = NOT_SHOWN.iter().any(|(known, _)| *known == name) || after.trim_start().starts_with("fn ");
            if !known && !page.contains(&format!("<{name} ")) {
                missing.push(format!("{}: {name}", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "not on src/app/pages/gallery.rs:\n{}", missing.join("\n"));
}

#[test]
fn numbers_bring_up_number_keys_and_secrets_are_hidden() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, text) in sources(Path::new("src/app")) {
        for (id, tag) in fields(&text) {
            seen += usize::from(NUMBERS.iter().any(|part| id.contains(part)));
            wrong.extend(wrong_field(&id, &tag).map(|what| format!("{}: {id} {what}", path.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen >= 5, "only {seen} fields for numbers were found");
    // What a form over a declaration brings up follows from the field's shape.
    let kit = fs::read_to_string("src/app/form/control.rs").unwrap();
    for (shape, keys) in [("Whole", "Number"), ("Number", "Decimal"), ("Telephone", "Telephone"), ("Mail", "Mail")] {
        assert!(kit.contains(&format!("Shape::{shape} => Keys::{keys}")), "{shape}");
    }
    // The components keep what the views rely on.
    let secret = fs::read_to_string("src/app/components/secret.rs").unwrap();
    for part in ["\"password\"", "\"new-password\"", "\"off\"", "digits.then_some(\"numeric\")"] {
        assert!(secret.contains(part), "a secret field without {part}");
    }
    assert_eq!(
        wrong_field("told-said", "<TextInput id=\"told-said\" value=said/>"),
        Some("takes a number and brings up letters")
    );
    assert_eq!(
        wrong_field("stall-pin", "<TextInput id=\"stall-pin\" value=pin/>"),
        Some("is secret and seen as it is typed")
    );
}
