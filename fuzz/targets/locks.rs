//! Any bytes as a locked file or a key: opened or a reason. What is locked opens to the same bytes; changed at any
//! place, it opens to them or not at all.
#![no_main]

use golden_thread::seal::{Identity, Locked, Recipient, Unopened, armor, is_locked, lock};
use golden_thread_fuzz::chance::Chance;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

/// The keys for which seeds are locked.
static KEYS: LazyLock<[Identity; 2]> = LazyLock::new(|| [1, 2].map(|n| Identity::generate(&mut Chance(n)).unwrap()));
/// So much work for a passphrase is little.
const LITTLE: u32 = 1 << 6;

fn open(bytes: &[u8]) -> Result<Vec<u8>, Unopened> {
    let locked = Locked::read(bytes)?;
    if let Ok(derivation) = locked.derivation("seed")
        && derivation.rounds() <= LITTLE
    {
        return locked.open_with(&derivation.derive()?);
    }
    locked.open(KEYS.as_slice())
}

fuzz_target!(init: golden_thread_fuzz::seeds::write_if_asked(), |bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    match first % 3 {
        0 => match open(rest) {
            Ok(_) => assert!(is_locked(rest)),
            Err(why) => assert!(!why.words().is_empty()),
        },
        // A change to a locked file: how, where, and what is locked.
        1 => {
            let Some(([seed, how, at, to], plain)) = rest.split_first_chunk::<4>() else { return };
            let recipients: Vec<Recipient> = KEYS.iter().map(Identity::recipient).collect();
            let mut file = lock(plain, &recipients, &mut Chance(u64::from(*seed))).unwrap();
            if how & 1 == 1 {
                file = armor(&file).into_bytes();
            }
            assert_eq!(open(&file).as_deref(), Ok(plain));
            let place = usize::from(*at) * file.len() / 256;
            match how >> 1 {
                0..=30 => file[place] = *to,
                31..=60 => drop(file.remove(place)),
                61..=90 => file.insert(place, *to),
                _ => file.truncate(place),
            }
            match open(&file) {
                Ok(opened) => assert_eq!(opened, plain),
                Err(why) => assert!(!why.words().is_empty()),
            }
        }
        _ => {
            let text = String::from_utf8_lossy(rest);
            if let Ok(key) = text.parse::<Identity>() {
                assert_eq!(key.secret(), text);
            }
            if let Ok(recipient) = text.parse::<Recipient>() {
                assert_eq!(recipient.to_string(), text);
            }
        }
    }
});
