//! The package around a document's parts: what is in the file, how parts refer to each other, its properties.
//!
//! The same parts always make the same bytes: no clock, no user's name, fixed order, fixed times.

use super::pack::pack;
use super::xml::Xml;

/// Where the content types of office documents begin.
pub const OFFICE: &str = "application/vnd.openxmlformats-officedocument";
/// Where the names of relations begin.
pub const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// What the properties of a document say.
#[derive(Debug, Clone, Copy)]
pub struct Properties<'a> {
    /// Its title.
    pub title: &'a str,
    /// The language of its own words, as BCP 47 has it.
    pub lang: &'a str,
    /// Further properties of our own, by name.
    pub own: &'a [(String, String)],
}

/// A whole file: the parts of one document, with the package's own around them. `main` is the part that
/// everything begins with, `contents` say what each part is.
pub fn file(
    main: &str,
    contents: &[(&str, String)],
    properties: &Properties<'_>,
    parts: Vec<(String, Vec<u8>)>,
) -> Vec<u8> {
    let own = !properties.own.is_empty();
    let mut all = vec![
        ("[Content_Types].xml".to_owned(), content_types(contents, own)),
        ("_rels/.rels".to_owned(), package_relations(main, own)),
        ("docProps/core.xml".to_owned(), core(properties)),
    ];
    all.extend(own.then(|| ("docProps/custom.xml".to_owned(), custom(properties))));
    all.extend(parts);
    // No document of ours comes near 4 GiB; if one ever did, the file would be empty and Word would say so.
    pack(&all).unwrap_or_default()
}

/// `[Content_Types].xml`.
fn content_types(contents: &[(&str, String)], own: bool) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))], |xml| {
        xml.empty(
            "Default",
            &[("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml")],
        );
        xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        let core = "application/vnd.openxmlformats-package.core-properties+xml".to_owned();
        let around =
            [("/docProps/core.xml", core), ("/docProps/custom.xml", format!("{OFFICE}.custom-properties+xml"))];
        for (part, kind) in contents.iter().chain(around.iter().take(if own { 2 } else { 1 })) {
            xml.empty("Override", &[("PartName", part), ("ContentType", kind)]);
        }
    });
    xml.bytes()
}

/// `_rels/.rels`.
fn package_relations(main: &str, own: bool) -> Vec<u8> {
    let document = format!("{RELATION}/officeDocument");
    let core = format!("{PACKAGE}/relationships/metadata/core-properties");
    let custom = format!("{RELATION}/custom-properties");
    let mut all = vec![("rId1", document.as_str(), main), ("rId2", core.as_str(), "docProps/core.xml")];
    all.extend(own.then_some(("rId3", custom.as_str(), "docProps/custom.xml")));
    relations(&all)
}

/// A part that lists relations: an id, the kind, and what is referred to.
pub fn relations(all: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))], |xml| {
        for (id, kind, target) in all {
            xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
        }
    });
    xml.bytes()
}

/// `docProps/core.xml`: the title and the language; no user's name and no time of day.
fn core(properties: &Properties<'_>) -> Vec<u8> {
    let mut xml = Xml::new();
    let spaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    xml.element("cp:coreProperties", &spaces, |xml| {
        xml.text("dc:title", &[], properties.title);
        xml.text("dc:language", &[], properties.lang);
    });
    xml.bytes()
}

/// `docProps/custom.xml`: properties of our own, as texts.
fn custom(properties: &Properties<'_>) -> Vec<u8> {
    let mut xml = Xml::new();
    let spaces = [
        ("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"),
        ("xmlns:vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"),
    ];
    xml.element("Properties", &spaces, |xml| {
        for (at, (name, value)) in properties.own.iter().enumerate() {
            // Numbers below 2 belong to the office programs.
            let number = (at + 2).to_string();
            let about = [("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"), ("pid", number.as_str()), ("name", name)];
            xml.element("property", &about, |xml| xml.text("vt:lpwstr", &[], value));
        }
    });
    xml.bytes()
}
