//! Asking for updates, and reading what owners who use no app answer. So far: words that arrive by e-mail.
//!
//! What may not live here: the browser, the present time (it is passed in), how the app looks.

pub mod mail;
