//! Any bytes as a file: a bundle or a reason. What is read is written, read again, and the same; and joining it
//! with itself changes nothing.
#![no_main]

use golden_thread::bundle::{read, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: golden_thread_fuzz::seeds::write_if_asked(), |bytes: &[u8]| {
    match read(bytes) {
        Ok(found) => {
            found.set_aside.iter().for_each(|aside| assert!(aside.place.byte <= bytes.len() && !aside.words().is_empty()));
            found.notes.iter().for_each(|note| assert!(!note.words().is_empty()));
            let text = write(&found.bundle);
            let again = read(text.as_bytes()).expect("what was written is read");
            assert!(again.set_aside.is_empty());
            assert_eq!(again.bundle, found.bundle);
            assert_eq!(write(&again.bundle), text);
            let mut joined = again.bundle.records.clone();
            joined.join(found.bundle.records);
            assert_eq!(joined, again.bundle.records);
        }
        Err(refused) => assert!(!refused.words().is_empty()),
    }
});
