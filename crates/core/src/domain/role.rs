//! What somebody does in a partnership, as the first visit asks it.

/// A role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Counts and listens at events.
    Ambassador,
    /// Writes updates for an organisation.
    Representative,
    /// Runs the partnership office.
    Manager,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 3] = [Role::Representative, Role::Manager, Role::Ambassador];

    /// Its word in data, in rows and in keys of sentences.
    pub fn name(self) -> &'static str {
        match self {
            Role::Ambassador => "ambassador",
            Role::Representative => "representative",
            Role::Manager => "manager",
        }
    }

    /// The role with this word; `None` for one that this version does not know, and before one was chosen.
    pub fn read(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}
