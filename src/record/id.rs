//! The id of a record or a writer. Ids are made elsewhere (UUIDv7 for what people make, UUIDv8 from
//! a digest for what is read from a paper); here they are only compared and spelled.

use std::fmt;
use std::str::FromStr;

/// A UUID, spelled in lower case with hyphens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(u128);

impl Id {
    /// An id from its 16 bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Id {
        Id(u128::from_be_bytes(bytes))
    }

    /// The 16 bytes of the id.
    pub const fn bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// Whether the id carries the version of ids that were derived from a paper's words (UUIDv8).
    pub fn is_derived(self) -> bool {
        (self.0 >> 76) & 0xf == 8
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        uuid::Uuid::from_u128(self.0).hyphenated().fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Id {
    type Err = ();

    /// Reads exactly the spelling that [`Display`](fmt::Display) gives: anything else (capitals,
    /// braces, no hyphens) is refused, so that one id has one spelling everywhere.
    fn from_str(text: &str) -> Result<Id, ()> {
        if text.len() != 36 || text.bytes().any(|b| b.is_ascii_uppercase()) {
            return Err(());
        }
        uuid::Uuid::try_parse(text).map(|uuid| Id(uuid.as_u128())).map_err(|_| ())
    }
}
