//! A small storage like the browser's, in memory: it can be as small as one likes.

use golden_thread::store::journal::Shelf;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The storage, and how many bytes it takes at most.
#[derive(Debug, Clone)]
pub struct InMemory {
    pub held: RefCell<BTreeMap<String, String>>,
    pub most: usize,
}

impl Default for InMemory {
    fn default() -> InMemory {
        InMemory { held: RefCell::default(), most: usize::MAX }
    }
}

impl InMemory {
    /// With these entries.
    pub fn holding(entries: &[(&str, String)]) -> InMemory {
        let shelf = InMemory::default();
        shelf.held.borrow_mut().extend(entries.iter().map(|(name, text)| ((*name).to_owned(), text.clone())));
        shelf
    }

    /// Everything in it as one text.
    pub fn text(&self) -> String {
        self.held.borrow().iter().map(|(name, text)| format!("{name} {text}\n")).collect()
    }

    pub fn len(&self) -> usize {
        self.held.borrow().len()
    }

    fn size(&self) -> usize {
        self.held.borrow().iter().map(|(name, text)| name.len() + text.len()).sum()
    }
}

impl Shelf for InMemory {
    fn names(&self) -> Vec<String> {
        self.held.borrow().keys().cloned().collect()
    }

    fn read(&self, name: &str) -> Option<String> {
        self.held.borrow().get(name).cloned()
    }

    fn write(&self, name: &str, text: &str) -> bool {
        let before = self.held.borrow_mut().remove(name);
        if self.size() + name.len() + text.len() > self.most {
            before.map(|before| self.held.borrow_mut().insert(name.to_owned(), before));
            return false;
        }
        self.held.borrow_mut().insert(name.to_owned(), text.to_owned());
        true
    }

    fn remove(&self, name: &str) {
        self.held.borrow_mut().remove(name);
    }
}
