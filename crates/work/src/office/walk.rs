//! Walking through a part's XML: names without their prefixes, text with its five known entities.
//!
//! Entities that a document declares itself are never expanded: they stay as they are written. Elements
//! lie within each other only so deep.

use super::unpack::Flaw;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// No document's elements lie deeper within each other.
const DEEPEST: usize = 256;

/// One step of a walk.
#[derive(Debug)]
pub enum Step<'s, 'x> {
    /// An element begins.
    Open(&'s Start<'x>),
    /// An element ends: its name without prefix.
    Close(&'s str),
    /// Text.
    Text(&'s str),
}

/// How an element begins.
#[derive(Debug)]
pub struct Start<'x> {
    start: BytesStart<'x>,
}

impl Start<'_> {
    /// The element's name without its prefix.
    pub fn name(&self) -> &str {
        local(self.start.name().0)
    }

    /// The value of an attribute, by its name without prefix.
    pub fn value(&self, name: &str) -> Option<String> {
        let mut all = self.start.attributes();
        let found = all.with_checks(false).flatten().find(|a| local(a.key.0) == name)?;
        Some(plain(&found.value))
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// `#x10FFFF;` with some zeros before it.
const MAX_ENTITY: usize = 16;

/// An attribute's value with its known entities put in; others stay as they are written.
fn plain(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        // No entity is longer, and looking on to the end for each sign would take for ever.
        let near = after.bytes().take(MAX_ENTITY).position(|b| b == b';');
        let parts = near.and_then(|at| Some((after.get(..at)?, after.get(at + 1..)?)));
        match parts.and_then(|(name, tail)| Some((entity(name)?, tail))) {
            Some((c, tail)) => {
                text.push(c);
                rest = tail;
            }
            None => {
                text.push('&');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

/// The character an entity stands for: one of the five, or a number.
fn entity(name: &str) -> Option<char> {
    let number = |text: &str, radix| u32::from_str_radix(text, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => number(hex.get(1..)?, 16),
            decimal => number(decimal, 10),
        },
    }
}

/// Walks through the XML of a part.
pub fn walk(xml: &str, mut on: impl FnMut(Step<'_, '_>) -> Result<(), Flaw>) -> Result<(), Flaw> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| Flaw::Broken)? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Flaw::TooDeep);
                }
                on(Step::Open(&Start { start }))?;
            }
            Event::Empty(start) => {
                let start = Start { start };
                on(Step::Open(&start))?;
                on(Step::Close(start.name()))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                on(Step::Close(local(end.name().0)))?;
            }
            Event::Text(text) => on(Step::Text(&text.into_inner()))?,
            Event::CData(text) => on(Step::Text(&text.into_inner()))?,
            Event::GeneralRef(name) => {
                let name = name.into_inner();
                match entity(&name) {
                    Some(c) => on(Step::Text(c.encode_utf8(&mut [0; 4])))?,
                    None => on(Step::Text(&format!("&{name};")))?,
                }
            }
            Event::Eof => return if depth == 0 { Ok(()) } else { Err(Flaw::Broken) },
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn texts(xml: &str) -> Result<String, Flaw> {
        let mut all = String::new();
        walk(xml, |step| {
            if let Step::Text(text) = step {
                all.push_str(text);
            }
            Ok(())
        })?;
        Ok(all)
    }

    #[test]
    fn entities_are_never_expanded() {
        let xml = "<!DOCTYPE a [<!ENTITY b \"cc\">]><a>&b; &lt;&#65;&#x1F9F5;<![CDATA[<&]]></a>";
        assert_eq!(texts(xml).unwrap(), "&b; <A\u{1F9F5}<&");
        assert_eq!(plain("a &amp; b & c &zz; &#66;"), "a & b & c &zz; B");
    }

    #[test]
    fn what_is_too_deep_or_torn_is_refused() {
        assert_eq!(texts(&"<a>".repeat(5000)), Err(Flaw::TooDeep));
        assert_eq!(texts("<a><b></a>"), Err(Flaw::Broken));
        assert_eq!(texts("<a>"), Err(Flaw::Broken));
        assert_eq!(texts("").unwrap(), "");
    }
}
