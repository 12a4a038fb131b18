//! One screen a file or folder.

mod action;
mod bring_in;
mod device;
mod draft;
mod exchange;
mod not_here;
mod papers;
mod plan;
mod put_in;
mod review;
mod today;
mod welcome;

pub use action::Action;
pub use bring_in::BringIn;
pub use device::{Device, save_backup};
pub use draft::DraftUpdate;
pub use exchange::Exchange;
pub use not_here::NotHere;
pub use papers::Papers;
pub use plan::Plan;
pub use put_in::PutIn;
pub use review::Review;
pub use today::Today;
pub use welcome::Welcome;
