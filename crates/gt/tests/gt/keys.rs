//! What is locked, and who signed.

use crate::{Folder, NOW, WRITER, gt, taken_in};

#[test]
fn a_locked_return_opens_with_the_recovery_file_alone() {
    let folder = Folder::new("keys");
    let words = folder.put("passphrase", b"river candle nine garden\n");
    let other = folder.put("other", b"river candle nine window\n");
    let plain = folder.put("return.thread.json", &taken_in(WRITER, NOW));
    let (recovery, locked) = (folder.path("recovery.age"), folder.path("return.thread.age"));
    let made = gt(&["keys", "new", "-o", &recovery, "--passphrase", &words, "--name", "Ana"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let line = made.text();
    let to = line.split(' ').next().unwrap();
    assert!(to.starts_with("age1") && line.ends_with(" Ana\n"));
    assert_eq!(gt(&["keys", "seal", &plain, "--to", to, "--armor", "-o", &locked]).code, 0);
    let refused = gt(&["check", &locked]);
    assert!(refused.code == 1 && refused.text().contains("locked"));
    let opened = gt(&["keys", "open", &locked, "--key", &recovery, "--passphrase", &words]);
    assert_eq!((opened.code, opened.out), (0, std::fs::read(&plain).unwrap()));
    let wrong = gt(&["keys", "open", &locked, "--key", &recovery, "--passphrase", &other]);
    assert!(wrong.code == 1 && wrong.err.contains("passphrase"), "{}", wrong.err);
    for usage in [vec!["keys"], vec!["keys", "new"], vec!["keys", "seal", &plain, "--to", "age1no"]] {
        assert_eq!(gt(&usage).code, 2, "{usage:?}");
    }
}

#[test]
fn check_says_who_signed() {
    use golden_thread_core::bundle::{self, proof};
    use golden_thread_core::seal::{NoRandomness, Random, Signer as _, SigningKey};
    struct Same;
    impl Random for Same {
        fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
            bytes.fill(7);
            Ok(())
        }
    }
    let folder = Folder::new("signed");
    let key = SigningKey::generate(&mut Same).unwrap();
    let mut bundle = bundle::read(&taken_in(WRITER, NOW)).unwrap().bundle;
    let text = bundle::write(&bundle);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(proof::sign(&mut bundle, &key)).unwrap();
    let signed = bundle::write(&bundle);
    let known = folder.put("known", format!("age1x {} Ana Diaz\n", key.public_key()).as_bytes());
    let bare = folder.put("bare.thread.json", text.as_bytes());
    let good = folder.put("good.thread.json", signed.as_bytes());
    let bad = folder.put("bad.thread.json", signed.replacen("\"sequence\":", "\"sequence\":1", 1).as_bytes());
    let says = |args: &[&str], code: i32, words: &str| {
        let ran = gt(args);
        assert!(ran.code == code && ran.text().contains(words), "{}", ran.text());
    };
    says(&["check", &bare], 0, "Not signed.");
    says(&["check", &good], 0, &key.public_key().to_string());
    says(&["check", &good, "--known", &known], 0, "Signed by Ana Diaz (known).");
    says(&["check", &bad, "--known", &known], 1, "does not match");
    says(&["check", "--json", &bad], 1, "\"problem\":\"signature\"");
}
