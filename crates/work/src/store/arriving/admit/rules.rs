//! The rules by which a file is admitted.

/// The rules of admission, each by itself: a test switches them off one by one, and the adversary must notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Words of anybody but the sender are claims.
    pub authors: bool,
    /// What the sender has seen of others goes no further than the last plan file.
    pub seen: bool,
    /// What the sender has seen of its own goes no further than what it wrote.
    pub own_seen: bool,
    /// Writers are told of by themselves.
    pub writers: bool,
    /// That somebody goes on from somebody else is a claim.
    pub follows: bool,
    /// A sender whose key is known speaks only with its signature.
    pub signature: bool,
    /// Nothing is taken from a plan file that this device's own writer never wrote.
    pub own_id: bool,
    /// Members that this version does not know come only with what is new.
    pub unknown: bool,
    /// What only the office writes is in no return.
    pub kinds: bool,
}

impl Rules {
    /// All of them: the only way in which the app asks.
    pub const ALL: Rules = Rules {
        authors: true,
        seen: true,
        own_seen: true,
        writers: true,
        follows: true,
        signature: true,
        own_id: true,
        unknown: true,
        kinds: true,
    };
}

impl Default for Rules {
    fn default() -> Rules {
        Rules::ALL
    }
}
