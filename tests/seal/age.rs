//! The `age` program itself, in both directions.

use super::Counting;
use golden_thread::seal::*;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// Runs the `age` program; `None` where it is not installed.
fn age(args: &[&str], input: &[u8]) -> Option<Vec<u8>> {
    let child = Command::new("age").args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        eprintln!("not tried: the age program is not installed (script/setup test installs it)");
        return None;
    };
    // Beside reading, or both sides wait for ever on a full pipe.
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_vec());
    let writing = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    assert!(output.status.success());
    Some(output.stdout)
}

#[test]
fn the_age_program_and_we_open_each_others_files() {
    let key = Identity::generate(&mut Counting(7)).unwrap();
    let file = std::env::temp_dir().join(format!("gt-seal-{}.txt", std::process::id()));
    std::fs::write(&file, format!("# a key\n{}\n", key.secret().as_str())).unwrap();
    let (secret, to) = (file.to_str().unwrap(), key.recipient().to_string());
    for plain in [b"".to_vec(), b"words".to_vec(), vec![7; 200_000]] {
        let ours = lock(&plain, &[key.recipient()], &mut Counting(9)).unwrap();
        for ours in [ours.clone(), armor(&ours).into_bytes()] {
            let Some(theirs) = age(&["-d", "-i", secret], &ours) else { return };
            assert_eq!(theirs, plain);
        }
        for args in [vec!["-r", &to], vec!["-a", "-r", &to]] {
            let theirs = age(&args, &plain).unwrap();
            assert_eq!(Locked::read(&theirs).unwrap().open(std::slice::from_ref(&key)).unwrap(), plain);
        }
    }
    std::fs::remove_file(file).unwrap();
}

#[test]
fn the_age_program_opens_what_is_sealed_with_a_passphrase() {
    // It asks for passphrases on a terminal only, so `script` gives it one.
    if age(&["--version"], b"").is_none() {
        return;
    }
    let key = Derivation::fresh("river candle nine", 10, &mut Counting(3)).unwrap().derive().unwrap();
    let file = std::env::temp_dir().join(format!("gt-seal-{}.age", std::process::id()));
    std::fs::write(&file, lock_with(b"what was sealed", &key, &mut Counting(4)).unwrap()).unwrap();
    let opened = |passphrase: &str| {
        let out = file.with_extension("out");
        let _ = std::fs::remove_file(&out);
        let command = format!("age -d -o {} {}", out.display(), file.display());
        let mut child = Command::new("script")
            .args(["--quiet", "--return", "--command", &command, "/dev/null"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // Not before it asks: what is typed earlier is thrown away.
        let mut screen = child.stdout.take().unwrap();
        let mut read = [0; 256];
        let mut said = Vec::new();
        while !String::from_utf8_lossy(&said).contains("passphrase") {
            let count = std::io::Read::read(&mut screen, &mut read).unwrap();
            assert!(count > 0, "age did not ask: {}", String::from_utf8_lossy(&said));
            said.extend_from_slice(&read[..count]);
        }
        writeln!(stdin, "{passphrase}").unwrap();
        let _ = std::io::Read::read_to_end(&mut screen, &mut said);
        child.wait().unwrap();
        std::fs::read(&out).ok()
    };
    assert_eq!(opened("river candle nine").as_deref(), Some(b"what was sealed".as_slice()));
    assert_eq!(opened("river candle ten"), None);
    let _ = std::fs::remove_file(file.with_extension("out"));
    std::fs::remove_file(file).unwrap();
}
