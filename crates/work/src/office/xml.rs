//! XML, written so that what is open is closed and what is text stays text.

use super::text::{printable, printable_lines};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// Names and values of attributes.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

/// An XML part under construction.
pub struct Xml(Writer<Vec<u8>>);

impl Default for Xml {
    fn default() -> Xml {
        Xml::new()
    }
}

impl Xml {
    /// A part with its declaration.
    pub fn new() -> Xml {
        let mut xml = Xml(Writer::new(Vec::new()));
        xml.put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml
    }

    /// The part's bytes.
    pub fn bytes(self) -> Vec<u8> {
        self.0.into_inner()
    }

    /// An element with what `inside` writes.
    pub fn element(&mut self, name: &str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Xml)) {
        self.put(Event::Start(start(name, attributes)));
        inside(self);
        self.put(Event::End(BytesEnd::new(name)));
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.put(Event::Empty(start(name, attributes)));
    }

    /// An empty element whose only attribute is `w:val`.
    pub fn val(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// An element with text in it.
    pub fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.element(name, attributes, |xml| xml.put(Event::Text(BytesText::new(&printable(text)))));
    }

    /// An element with text in it whose line breaks stay.
    pub fn lines(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.element(name, attributes, |xml| xml.put(Event::Text(BytesText::new(&printable_lines(text)))));
    }

    fn put(&mut self, event: Event<'_>) {
        // Writing into a vector does not fail.
        let _ = self.0.write_event(event);
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, printable(value).as_str()));
    }
    start
}
