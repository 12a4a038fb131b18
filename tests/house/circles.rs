//! No circle between files of the source: whoever reads one needs only what lies beneath it. Read off the paths that the
//! source writes (`use` lines, and names with `::`); a name that a module hands on (`pub use`) is where it is written, and
//! handing on is not using.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{code, sources};

const CRATES: [(&str, &str); 4] = [
    ("golden_thread", "src"),
    ("golden_thread_core", "crates/core/src"),
    ("golden_thread_work", "crates/work/src"),
    ("gt", "crates/gt/src"),
];

/// A word after one of these is a part of something, or is only given here.
const NO_USE: [&str; 12] = ["::", ".", "fn", "mod", "let", "mut", "struct", "enum", "trait", "type", "const", "static"];

/// A module's path, the crate's name first.
type Module = Vec<String>;

#[derive(Default)]
struct Source {
    file: String,
    /// What a name stands for here: the path that a `use` gave it.
    named: BTreeMap<String, Module>,
    /// The names that are only handed on.
    handed_on: BTreeSet<String>,
    /// Every path outside a `use`, as written.
    paths: Vec<Vec<String>>,
}

type House = BTreeMap<Module, Source>;

#[test]
fn no_circle_between_files() {
    let house = read(&CRATES.map(|(name, folder)| (name, sources(Path::new(folder)))));
    let circles = circles(&arrows(&house));
    assert!(circles.is_empty(), "{} circles:\n{}", circles.len(), circles.join("\n"));
}

#[test]
fn a_circle_is_found_by_whatever_way_it_is_written() {
    let file = |path: &str, text: &str| (PathBuf::from(path), text.to_owned());
    let found = |texts: &[(&str, &str)]| {
        let files = texts.iter().map(|(path, text)| file(&format!("src/{path}"), text)).collect();
        circles(&arrows(&read(&[("golden_thread", files)]))).len()
    };
    assert_eq!(found(&[("a.rs", "use super::b::B;\nstruct A;"), ("b.rs", "use crate::a;\nfn b(_: a::A) {}")]), 1);
    assert_eq!(found(&[("m/mod.rs", "mod c;\nfn f() { c::g() }"), ("m/c.rs", "fn g() { super::f() }")]), 1);
    assert_eq!(found(&[("m/mod.rs", "pub use c::{self, g as h};\nfn f() { h() }"), ("m/c.rs", "use super::f;")]), 1);
    // Handed on, and so neither the parent's own nor used by it.
    let handed_on = ("m/mod.rs", "mod c;\nmod d;\npub use c::g;\npub use d::D;");
    assert_eq!(found(&[handed_on, ("m/c.rs", "use super::D;\nfn g() {}"), ("m/d.rs", "struct D;")]), 0);
    assert_eq!(found(&[handed_on, ("m/c.rs", "use super::D;"), ("m/d.rs", "use crate::m::{g};")]), 1);
    // Tests may look anywhere.
    let tested = "struct A;\n#[cfg(test)]\nmod tests {\n    use crate::b::B;\n}\n";
    assert_eq!(found(&[("a.rs", tested), ("b.rs", "use crate::a::A;")]), 0);
}

fn read(crates: &[(&str, Vec<(PathBuf, String)>)]) -> House {
    let mut house = House::new();
    for (name, files) in crates {
        let folder = CRATES.iter().find(|(known, _)| known == name).unwrap().1;
        for (file, text) in files.iter().filter(|(file, _)| is_read(file)) {
            let inside = file.strip_prefix(folder).unwrap().with_extension("");
            let parts = inside.iter().map(|part| part.to_str().unwrap().to_owned());
            let mut module: Module = [(*name).to_owned()].into_iter().chain(parts).collect();
            module.pop_if(|last| ["mod", "lib", "main"].contains(&last.as_str()));
            let mut source = Source { file: file.display().to_string(), ..Source::default() };
            source.read(&module, &tokens(&without_tests(text)));
            house.insert(module, source);
        }
    }
    with_kinds(&mut house, crates);
    house
}

/// What macros write into `domain/kinds/mod.rs` out of the list of `domain/kind.rs`: it hands on each kind's view, and names its
/// declaration.
fn with_kinds(house: &mut House, crates: &[(&str, Vec<(PathBuf, String)>)]) {
    let kinds: Module = ["golden_thread_core", "domain", "kinds"].map(str::to_owned).into();
    let Some(source) = house.get_mut(&kinds) else { return };
    let files = crates.iter().flat_map(|(_, files)| files);
    let (_, list) = files.into_iter().find(|(file, _)| file.ends_with("domain/kind.rs")).unwrap();
    let rows: Vec<Vec<&str>> = list.lines().map(|line| line.split_whitespace().collect()).collect();
    for row in rows.iter().filter(|row| row.len() == 4 && row[3].ends_with(';') && row[0] != "pub") {
        source.named.insert(row[1].to_owned(), vec![row[0].to_owned(), row[1].to_owned()]);
        source.handed_on.insert(row[1].to_owned());
        source.paths.push(vec![row[0].to_owned(), "KIND".to_owned()]);
    }
    assert!(source.handed_on.contains("Insight"), "the list of kinds was read");
}

/// Tests may look anywhere, and the app's `main` is no module of the library beside it.
fn is_read(file: &Path) -> bool {
    file != Path::new("src/main.rs") && !file.to_str().unwrap().contains("tests")
}

/// Without comments and the tests within.
fn without_tests(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    let (mut attributed, mut within) = (false, false);
    for line in code(text) {
        within |= attributed && line.starts_with("mod ") && line.ends_with('{');
        attributed = line == "#[cfg(test)]" || (attributed && line.starts_with("#["));
        if !within {
            lines.push(line.split(" // ").next().unwrap());
        }
        within &= line != "}";
    }
    lines.join("\n")
}

/// Words, `::`, and every other sign for itself.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let long = if rest.starts_with("::") { 2 } else { word.max(first.len_utf8()) };
        found.push(&rest[..long]);
        rest = rest[long..].trim_start();
    }
    found
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

impl Source {
    fn read(&mut self, module: &[String], tokens: &[&str]) {
        let mut at = 0;
        while at < tokens.len() {
            if tokens[at] == "use" {
                let handed_on = at > 0 && ["pub", ")"].contains(&tokens[at - 1]);
                at = self.tree(module, tokens, at + 1, &[], handed_on);
            } else if is_word(tokens[at]) && (at == 0 || !NO_USE.contains(&tokens[at - 1])) {
                let mut path = vec![tokens[at].to_owned()];
                while at + 2 < tokens.len() && tokens[at + 1] == "::" && is_word(tokens[at + 2]) {
                    at += 2;
                    path.push(tokens[at].to_owned());
                }
                // A word by itself may be somebody's own variable.
                let called = path[0].starts_with(char::is_uppercase) || tokens.get(at + 1) == Some(&"(");
                if path.len() > 1 || called {
                    self.paths.push(path);
                }
            }
            at += 1;
        }
    }

    /// One branch of a `use`; gives the place of the sign that ends it.
    fn tree(&mut self, module: &[String], tokens: &[&str], mut at: usize, stem: &[String], handed_on: bool) -> usize {
        let mut path = stem.to_vec();
        let mut name = None;
        loop {
            match tokens[at] {
                "{" => {
                    while tokens[at] != "}" {
                        at = self.tree(module, tokens, at + 1, &path, handed_on);
                    }
                    return at + 1;
                }
                "as" => {
                    at += 1;
                    name = Some(tokens[at]);
                }
                "self" if !path.is_empty() => name = path.last().map(|_| "self"),
                word if is_word(word) => {
                    path.push(word.to_owned());
                    name = Some(word);
                }
                "::" => {}
                _ => break,
            }
            at += 1;
        }
        match name {
            Some("self") => self.name(module, &path[path.len() - 1], &path, handed_on),
            Some(name) => self.name(module, name, &path, handed_on),
            None => {}
        }
        at
    }

    fn name(&mut self, module: &[String], name: &str, path: &[String], handed_on: bool) {
        if handed_on {
            self.handed_on.insert(name.to_owned());
        }
        self.named.insert(name.to_owned(), absolute(module, path));
    }
}

/// A path from the crate's root, where it says so itself.
fn absolute(module: &[String], path: &[String]) -> Module {
    match path.first().map(String::as_str) {
        Some("crate") => [&module[..1], &path[1..]].concat(),
        Some("self") => [module, &path[1..]].concat(),
        Some("super") => {
            let up = path.iter().take_while(|part| *part == "super").count();
            [&module[..module.len().saturating_sub(up).max(1)], &path[up..]].concat()
        }
        _ => path.to_vec(),
    }
}

/// The module where a path's item is written, with the item's name; nothing for a module itself and for what is not ours.
fn written(house: &House, from: &[String], path: &[String], deep: usize) -> Option<(Module, String)> {
    let path = absolute(from, path);
    let first = path.first().filter(|_| deep < 9)?;
    if !CRATES.iter().any(|(name, _)| name == first) {
        // A name of the place's own: what a `use` called so, or a module beneath.
        let full = house.get(from)?.named.get(first);
        let beneath = house.contains_key(&[from, &path[..1]].concat());
        return match full {
            _ if beneath && path.len() > 1 => written(house, from, &[from, &path].concat(), deep + 1),
            Some(full) if full.first() != Some(first) => written(house, from, &[full, &path[1..]].concat(), deep + 1),
            Some(full) if beneath => written(house, from, &[from, full].concat(), deep + 1),
            _ => None,
        };
    }
    let long = (1..=path.len()).rev().find(|long| house.contains_key(&path[..*long]))?;
    let (module, item) = (&path[..long], path.get(long)?);
    let source = &house[module];
    if let Some(full) = source.named.get(item) {
        return written(house, module, &[full, &path[long + 1..]].concat(), deep + 1);
    }
    Some((module.to_vec(), item.clone()))
}

type Arrows = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

fn arrows(house: &House) -> Arrows {
    let mut arrows = Arrows::new();
    for (module, source) in house {
        let used = source.named.iter().filter(|(name, _)| !source.handed_on.contains(*name)).map(|(_, path)| path);
        for path in used.chain(&source.paths) {
            let Some((target, item)) = written(house, module, path, 0) else { continue };
            let target = &house[&target].file;
            if *target != source.file {
                arrows.entry(source.file.clone()).or_default().entry(target.clone()).or_default().insert(item);
            }
        }
    }
    arrows
}

/// Every set of files that reach each other, told with the names that tie it.
fn circles(arrows: &Arrows) -> Vec<String> {
    let reach: BTreeMap<&str, BTreeSet<&str>> =
        arrows.keys().map(|file| (file.as_str(), reached(arrows, file))).collect();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (file, beneath) in reach.iter().filter(|(file, beneath)| beneath.contains(*file)) {
        if seen.contains(file) {
            continue;
        }
        let back = |other: &&&str| reach.get(**other).is_some_and(|beneath| beneath.contains(file));
        let circle: BTreeSet<&str> = beneath.iter().filter(back).copied().collect();
        let mut told = format!("{} files", circle.len());
        for from in &circle {
            for (to, names) in arrows[*from].iter().filter(|(to, _)| circle.contains(to.as_str())) {
                told += &format!("\n  {from} -> {to}: {names:?}");
            }
        }
        seen.extend(circle);
        found.push(told);
    }
    found
}

fn reached<'a>(arrows: &'a Arrows, file: &str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open = vec![file];
    while let Some(next) = open.pop() {
        for to in arrows.get(next).into_iter().flat_map(BTreeMap::keys) {
            if found.insert(to.as_str()) {
                open.push(to);
            }
        }
    }
    found
}
