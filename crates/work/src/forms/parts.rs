//! The parts of a form's Excel file around its sheets: which there are, how they refer to each other, how cells look.

use super::sheet::{SPACES, Sheet};
use crate::office::Xml;
use crate::office::package::{self, RELATION};

/// `xl/workbook.xml`.
pub(super) fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("workbook", &SPACES, |xml| {
        xml.element("sheets", &[], |xml| {
            for (at, sheet) in sheets.iter().enumerate() {
                let (number, id) = ((at + 1).to_string(), format!("rId{}", at + 1));
                let mut about = vec![("name", sheet.name.as_str()), ("sheetId", &number)];
                about.extend(sheet.hidden.then_some(("state", "hidden")));
                about.push(("r:id", &id));
                xml.empty("sheet", &about);
            }
        });
        xml.element("definedNames", &[], |xml| {
            for (at, sheet) in sheets.iter().enumerate() {
                let Some(head) = sheet.head else { continue };
                let words = format!("'{}'!${head}:${head}", sheet.name.replace('\'', "''"));
                xml.text("definedName", &[("name", "_xlnm.Print_Titles"), ("localSheetId", &at.to_string())], &words);
            }
        });
    });
    xml.bytes()
}

/// `xl/_rels/workbook.xml.rels`.
pub(super) fn relations(sheets: usize) -> Vec<u8> {
    let names: Vec<(String, String)> =
        (1..=sheets).map(|n| (format!("rId{n}"), format!("worksheets/sheet{n}.xml"))).collect();
    let (kind, styles) = (format!("{RELATION}/worksheet"), format!("{RELATION}/styles"));
    let last = format!("rId{}", sheets + 1);
    let mut all: Vec<(&str, &str, &str)> =
        names.iter().map(|(id, target)| (id.as_str(), kind.as_str(), target.as_str())).collect();
    all.push((&last, &styles, "styles.xml"));
    package::relations(&all)
}

/// `xl/styles.xml`: what [`Look`](super::sheet::Look) names, after the default; all as text.
pub(super) fn styles() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("styleSheet", &[SPACES[0]], |xml| {
        xml.element("fonts", &[("count", "3")], |xml| {
            for (size, colour, bold) in [("11", "FF000000", false), ("16", "FF005A5A", true), ("11", "FF005A5A", true)]
            {
                xml.element("font", &[], |xml| {
                    if bold {
                        xml.empty("b", &[]);
                    }
                    xml.empty("sz", &[("val", size)]);
                    xml.empty("color", &[("rgb", colour)]);
                    xml.empty("name", &[("val", "Arial")]);
                });
            }
        });
        xml.element("fills", &[("count", "4")], |xml| {
            for (pattern, colour) in
                [("none", None), ("gray125", None), ("solid", Some("FFE6F0F0")), ("solid", Some("FFFFF8DC"))]
            {
                xml.element("fill", &[], |xml| {
                    xml.element("patternFill", &[("patternType", pattern)], |xml| {
                        if let Some(colour) = colour {
                            xml.empty("fgColor", &[("rgb", colour)]);
                        }
                    });
                });
            }
        });
        xml.element("borders", &[("count", "2")], |xml| {
            xml.element("border", &[], |_| {});
            xml.element("border", &[], |xml| {
                for side in ["left", "right", "top", "bottom"] {
                    xml.element(side, &[("style", "thin")], |xml| xml.empty("color", &[("rgb", "FFA0A8A8")]));
                }
            });
        });
        xml.element("cellStyleXfs", &[("count", "1")], |xml| xml.empty("xf", &[]));
        // Of each look: font, fill, border. The number 49 is "text".
        let looks =
            [("0", "0", "0"), ("0", "0", "0"), ("1", "0", "0"), ("2", "2", "1"), ("0", "0", "1"), ("0", "3", "1")];
        xml.element("cellXfs", &[("count", &looks.len().to_string())], |xml| {
            for (at, (font, fill, border)) in looks.iter().enumerate() {
                let format = if at == 0 { "0" } else { "49" };
                let about = [
                    ("numFmtId", format),
                    ("fontId", *font),
                    ("fillId", *fill),
                    ("borderId", *border),
                    ("xfId", "0"),
                    ("applyNumberFormat", "1"),
                    ("applyFont", "1"),
                    ("applyFill", "1"),
                    ("applyBorder", "1"),
                    ("applyAlignment", "1"),
                ];
                xml.element("xf", &about, |xml| {
                    xml.empty("alignment", &[("vertical", "top"), ("wrapText", "1")]);
                });
            }
        });
    });
    xml.bytes()
}
