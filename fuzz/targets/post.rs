//! Any bytes as a file that came back: an `.eml`, an `.msg`, or whatever they are. A list, bounded, the same one again.
#![no_main]

use golden_thread::post::{What, recognise};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 3] = ["a.eml", "a.msg", ""];

fuzz_target!(init: golden_thread_fuzz::seeds::write_if_asked(), |bytes: &[u8]| {
    let Some((first, file)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let items = recognise(name, file);
    assert!(!items.is_empty() && items.len() <= 503);
    assert!(items.iter().map(|item| item.bytes.len()).sum::<usize>() <= (240 << 20) + file.len());
    for item in &items {
        assert!(!item.path.is_empty() && item.path.len() <= 9);
        if let What::NotRead(why) = &item.what {
            assert!(!why.to_string().is_empty());
        }
    }
    assert_eq!(items, recognise(name, file), "the same bytes give the same list");
});
