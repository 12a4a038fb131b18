//! The parts of a Word document that every document of ours shares: styles, bullets, settings, footer.

use super::package::{OFFICE, RELATION};
use super::xml::{Attributes, Xml};
use crate::words::say;

const TEAL: &str = "005A5A";

/// The namespaces of a document's part.
pub const SPACES: [(&str, &str); 2] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];

/// What the parts of a document are, for the list of contents.
pub fn contents() -> Vec<(&'static str, String)> {
    let part = |(name, kind): (&'static str, &str)| (name, format!("{OFFICE}.wordprocessingml.{kind}+xml"));
    [
        ("/word/document.xml", "document.main"),
        ("/word/styles.xml", "styles"),
        ("/word/numbering.xml", "numbering"),
        ("/word/settings.xml", "settings"),
        ("/word/footer1.xml", "footer"),
    ]
    .map(part)
    .into()
}

/// `word/_rels/document.xml.rels`.
pub fn relations() -> Vec<u8> {
    super::package::relations(&[
        ("rId1", &format!("{RELATION}/styles"), "styles.xml"),
        ("rId2", &format!("{RELATION}/numbering"), "numbering.xml"),
        ("rId3", &format!("{RELATION}/settings"), "settings.xml"),
        ("rId4", &format!("{RELATION}/footer"), "footer1.xml"),
    ])
}

/// `word/settings.xml`.
pub fn settings() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("w:settings", &SPACES, |xml| {
        xml.val("w:defaultTabStop", "720");
        xml.element("w:compat", &[], |xml| {
            let setting = [
                ("w:name", "compatibilityMode"),
                ("w:uri", "http://schemas.microsoft.com/office/word"),
                ("w:val", "15"),
            ];
            xml.empty("w:compatSetting", &setting);
        });
    });
    xml.bytes()
}

/// `word/numbering.xml`: one bullet.
pub fn numbering() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("w:numbering", &SPACES, |xml| {
        xml.element("w:abstractNum", &[("w:abstractNumId", "0")], |xml| {
            xml.val("w:multiLevelType", "hybridMultilevel");
            xml.element("w:lvl", &[("w:ilvl", "0")], |xml| {
                xml.val("w:start", "1");
                xml.val("w:numFmt", "bullet");
                xml.val("w:lvlText", "\u{2022}");
                xml.val("w:lvlJc", "left");
                xml.element("w:pPr", &[], |xml| {
                    xml.empty("w:ind", &[("w:left", "360"), ("w:hanging", "260")]);
                });
            });
        });
        xml.element("w:num", &[("w:numId", "1")], |xml| xml.val("w:abstractNumId", "0"));
    });
    xml.bytes()
}

/// `word/footer1.xml`: the title, and which page of how many.
pub fn footer(title: &str) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("w:ftr", &SPACES, |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| xml.val("w:pStyle", "Footer"));
            words(xml, &format!("{title}. "));
            let sentence = say("report.page");
            let (before, rest) = sentence.split_once("%{page}").unwrap_or((&sentence, ""));
            let (between, after) = rest.split_once("%{pages}").unwrap_or((rest, ""));
            words(xml, before);
            field(xml, "PAGE");
            words(xml, between);
            field(xml, "NUMPAGES");
            words(xml, after);
        });
    });
    xml.bytes()
}

fn words(xml: &mut Xml, text: &str) {
    if !text.is_empty() {
        xml.element("w:r", &[], |xml| xml.text("w:t", &[("xml:space", "preserve")], text));
    }
}

/// A field that Word fills in; until then it says 1.
fn field(xml: &mut Xml, name: &str) {
    let part = |xml: &mut Xml, kind: &str| {
        xml.element("w:r", &[], |xml| xml.empty("w:fldChar", &[("w:fldCharType", kind)]));
    };
    part(xml, "begin");
    xml.element("w:r", &[], |xml| xml.text("w:instrText", &[("xml:space", "preserve")], &format!(" {name} ")));
    part(xml, "separate");
    words(xml, "1");
    part(xml, "end");
}

/// One style of paragraphs: sizes in half points, spaces in twentieths of a point.
struct Look {
    id: &'static str,
    name: &'static str,
    based_on: &'static str,
    size: &'static str,
    bold: bool,
    colour: &'static str,
    before: &'static str,
    after: &'static str,
    keep_next: bool,
    outline: Option<&'static str>,
}

const PLAIN: Look = Look {
    id: "",
    name: "",
    based_on: "Normal",
    size: "22",
    bold: false,
    colour: "000000",
    before: "0",
    after: "120",
    keep_next: false,
    outline: None,
};

const HEADING: Look = Look { bold: true, colour: TEAL, keep_next: true, ..PLAIN };

const LOOKS: [Look; 16] = [
    Look { id: "Title", name: "Title", size: "44", after: "60", ..HEADING },
    Look { id: "Subtitle", name: "Subtitle", size: "28", colour: "333333", keep_next: true, ..PLAIN },
    Look { id: "PaperFacts", name: "Paper Facts", colour: "333333", after: "20", ..PLAIN },
    Look { id: "Heading1", name: "heading 1", size: "32", before: "360", outline: Some("0"), ..HEADING },
    Look { id: "Heading2", name: "heading 2", size: "26", before: "280", outline: Some("1"), ..HEADING },
    Look { id: "Heading3", name: "heading 3", size: "24", before: "240", outline: Some("2"), ..HEADING },
    Look { id: "Heading4", name: "heading 4", size: "22", before: "200", outline: Some("3"), ..HEADING },
    Look { id: "ListBullet", name: "List Bullet", after: "60", ..PLAIN },
    Look { id: "Note", name: "Note", colour: "444444", ..PLAIN },
    Look { id: "Caption", name: "caption", bold: true, before: "160", after: "80", keep_next: true, ..PLAIN },
    Look { id: "TableText", name: "Table Text", after: "60", ..PLAIN },
    Look { id: "TableBullet", name: "Table Bullet", based_on: "TableText", after: "40", ..PLAIN },
    Look { id: "TableNote", name: "Table Note", based_on: "TableText", colour: "444444", after: "60", ..PLAIN },
    Look {
        id: "TableHead",
        name: "Table Head",
        based_on: "TableText",
        colour: TEAL,
        bold: true,
        after: "60",
        keep_next: true,
        ..PLAIN
    },
    Look { id: "AfterTable", name: "After Table", size: "12", after: "0", ..PLAIN },
    Look { id: "Footer", name: "footer", size: "20", colour: "444444", after: "0", ..PLAIN },
];

/// `word/styles.xml`.
pub fn styles(lang: &str) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("w:styles", &SPACES, |xml| {
        xml.element("w:docDefaults", &[], |xml| {
            xml.element("w:rPrDefault", &[], |xml| {
                xml.element("w:rPr", &[], |xml| {
                    let font = [("w:ascii", "Arial"), ("w:hAnsi", "Arial"), ("w:eastAsia", "Arial"), ("w:cs", "Arial")];
                    xml.empty("w:rFonts", &font);
                    xml.val("w:sz", "22");
                    xml.val("w:szCs", "22");
                    xml.empty("w:lang", &[("w:val", lang), ("w:eastAsia", lang), ("w:bidi", "ar-SA")]);
                });
            });
            xml.element("w:pPrDefault", &[], |xml| {
                xml.element("w:pPr", &[], |xml| {
                    xml.empty("w:spacing", &[("w:after", "120"), ("w:line", "264"), ("w:lineRule", "auto")]);
                });
            });
        });
        xml.element("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")], |xml| {
            xml.val("w:name", "Normal");
            xml.empty("w:qFormat", &[]);
        });
        LOOKS.iter().for_each(|look| style(xml, look));
        table_styles(xml);
    });
    xml.bytes()
}

fn style(xml: &mut Xml, look: &Look) {
    let built_in = look.name.chars().next().is_some_and(char::is_lowercase)
        || matches!(look.id, "Title" | "Subtitle" | "ListBullet");
    let mut about = vec![("w:type", "paragraph"), ("w:styleId", look.id)];
    if !built_in {
        about.insert(1, ("w:customStyle", "1"));
    }
    xml.element("w:style", &about, |xml| {
        xml.val("w:name", look.name);
        xml.val("w:basedOn", look.based_on);
        if look.outline.is_some() || matches!(look.id, "Title" | "Subtitle") {
            xml.val("w:next", "Normal");
        }
        xml.empty("w:qFormat", &[]);
        xml.element("w:pPr", &[], |xml| {
            if look.keep_next {
                xml.empty("w:keepNext", &[]);
                xml.empty("w:keepLines", &[]);
            }
            if look.id == "Subtitle" {
                // The thread, on paper.
                line_below(xml);
            }
            if matches!(look.id, "ListBullet" | "TableBullet") {
                xml.element("w:numPr", &[], |xml| xml.val("w:numId", "1"));
            }
            xml.empty("w:spacing", &[("w:before", look.before), ("w:after", look.after)]);
            if let Some(level) = look.outline {
                xml.val("w:outlineLvl", level);
            }
        });
        xml.element("w:rPr", &[], |xml| {
            if look.bold {
                xml.empty("w:b", &[]);
                xml.empty("w:bCs", &[]);
            }
            xml.val("w:color", look.colour);
            xml.val("w:sz", look.size);
            xml.val("w:szCs", look.size);
        });
    });
}

fn line_below(xml: &mut Xml) {
    xml.element("w:pBdr", &[], |xml| {
        let line = [("w:val", "single"), ("w:sz", "12"), ("w:space", "6"), ("w:color", "C8962E")];
        xml.empty("w:bottom", &line);
    });
}

fn table_styles(xml: &mut Xml) {
    let normal = [("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")];
    xml.element("w:style", &normal, |xml| {
        xml.val("w:name", "Normal Table");
        xml.element("w:tblPr", &[], |xml| {
            xml.empty("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")]);
        });
    });
    let paper = [("w:type", "table"), ("w:customStyle", "1"), ("w:styleId", "PaperTable")];
    xml.element("w:style", &paper, |xml| {
        xml.val("w:name", "Paper Table");
        xml.val("w:basedOn", "TableNormal");
        xml.element("w:tblPr", &[], |xml| {
            xml.element("w:tblBorders", &[], |xml| {
                let light: Attributes<'_> =
                    &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "A0A8A8")];
                for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
                    xml.empty(side, light);
                }
            });
            xml.element("w:tblCellMar", &[], |xml| {
                for (side, width) in [("w:top", "50"), ("w:left", "90"), ("w:bottom", "20"), ("w:right", "90")] {
                    xml.empty(side, &[("w:w", width), ("w:type", "dxa")]);
                }
            });
        });
        xml.element("w:tblStylePr", &[("w:type", "firstRow")], |xml| {
            xml.element("w:tcPr", &[], |xml| {
                xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", "E6F0F0")]);
            });
        });
    });
}
