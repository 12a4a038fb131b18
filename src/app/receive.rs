#![allow(missing_docs)]
use super::context::*;
use crate::platform::files;
pub enum Received {
    None,
}
pub async fn receive(_app: App, _o: files::Opened, _p: Option<Person>) -> Result<Received, String> {
    Ok(Received::None)
}
