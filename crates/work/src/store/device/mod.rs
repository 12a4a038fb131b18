//! What a device holds of a partnership, in memory and beside the database.

pub mod answer;
pub(in crate::store) mod apply;
pub mod backup;
pub mod came;
pub mod drafts;
pub(in crate::store) mod footing;
pub mod journal;
pub(in crate::store) mod load;
pub mod only_here;
pub mod ready;
pub mod rescue;
pub mod rooms;
pub mod sent;
pub(in crate::store) mod state;
