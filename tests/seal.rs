//! Signatures and locks against what others publish: Wycheproof's Ed25519 vectors, all of C2SP's age vectors,
//! and (`seal/age.rs`) the `age` program itself, in both directions.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "seal/age.rs"]
mod age;

use golden_thread::seal::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// Not random at all: what is tested is the format.
struct Counting(u8);

impl Random for Counting {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(5).wrapping_add(17);
            *byte = self.0;
        }
        Ok(())
    }
}

#[test]
fn ed25519_does_what_wycheproof_expects() {
    let set = wycheproof::eddsa::TestSet::load(wycheproof::eddsa::TestName::Ed25519).unwrap();
    let mut tried = 0;
    for group in set.test_groups {
        let key = PublicKey::from_bytes(group.key.pk.as_slice().try_into().unwrap());
        for test in group.tests {
            let signature = <[u8; 64]>::try_from(test.sig.as_slice()).map(Signature::from_bytes);
            let valid = signature.is_ok_and(|s| key.signed(&test.msg, &s));
            assert_eq!(valid, test.result == wycheproof::TestResult::Valid, "{}: {}", test.tc_id, test.comment);
            tried += 1;
        }
    }
    assert_eq!(tried, set.number_of_tests);
}

#[test]
fn a_signature_is_for_one_key_and_one_message() {
    let (one, two) = (SigningKey::generate(&mut Counting(1)).unwrap(), SigningKey::generate(&mut Counting(2)).unwrap());
    let signature = one.sign_now(b"words");
    assert!(one.public_key().signed(b"words", &signature));
    assert!(!one.public_key().signed(b"other", &signature));
    assert!(!two.public_key().signed(b"words", &signature));
    assert_eq!(SigningKey::read(&one.secret()).unwrap().public_key(), one.public_key());
    assert_eq!(one.public_key().to_string().parse::<PublicKey>().unwrap(), one.public_key());
    assert_eq!(signature.to_string().parse::<Signature>().unwrap(), signature);
    assert!(!format!("{one:?}").contains(one.secret().as_str()));
    // The point that signs anything for anybody.
    let weak = PublicKey::from_bytes(std::array::from_fn(|n| u8::from(n == 0)));
    assert!(!weak.signed(b"words", &Signature::from_bytes(std::array::from_fn(|n| u8::from(n == 0)))));
}

/// One of C2SP's vectors.
struct Vector {
    name: String,
    head: Vec<(String, String)>,
    file: Vec<u8>,
}

impl Vector {
    fn all(&self, name: &str) -> Vec<&str> {
        self.head.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect()
    }

    fn one(&self, name: &str) -> Option<&str> {
        self.all(name).first().copied()
    }
}

fn base64(text: &str) -> Vec<u8> {
    let signs = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut held, mut bits, mut out) = (0u32, 0, Vec::new());
    for b in text.bytes().filter(|b| *b != b'=') {
        held = held << 6 | signs.iter().position(|s| *s == b).unwrap() as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits) as u8);
        }
    }
    out
}

fn vectors() -> Vec<Vector> {
    let text = std::fs::read_to_string("node_modules/cctv-age/index.js")
        .expect("the package cctv-age: script/setup installs what package.json names");
    let one = |part: &str| {
        let (name, rest) = part.split_once("_default = __toBinary(\"")?;
        let bytes = base64(rest.split_once('"')?.0);
        let at = bytes.windows(2).position(|w| w == b"\n\n").unwrap();
        let head = std::str::from_utf8(&bytes[..at]).unwrap();
        let head: Vec<_> = head.lines().map(|l| l.split_once(": ").unwrap()).collect();
        let head: Vec<_> = head.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        let mut vector = Vector { name: name.trim().to_owned(), head, file: bytes[at + 2..].to_vec() };
        if vector.one("compressed") == Some("zlib") {
            vector.file = miniz_oxide::inflate::decompress_to_vec_zlib(&vector.file).unwrap();
        }
        Some(vector)
    };
    text.split("\nvar ").filter_map(one).collect()
}

fn open(vector: &Vector) -> Result<Vec<u8>, Unopened> {
    let locked = Locked::read(&vector.file)?;
    if let Some(passphrase) = vector.one("passphrase") {
        return locked.derivation(passphrase).and_then(|d| locked.open_with(&d.derive()?));
    }
    let keys: Vec<Identity> = vector.all("identity").iter().filter_map(|k| k.parse().ok()).collect();
    locked.open(&keys)
}

#[test]
fn every_published_vector_ends_as_it_should() {
    let mut ends: BTreeMap<String, usize> = BTreeMap::new();
    let mut foreign = 0;
    for vector in vectors() {
        let expected = vector.one("expect").unwrap();
        let opened = open(&vector);
        if vector.all("identity").iter().any(|k| k.starts_with("AGE-SECRET-KEY-PQ-")) {
            // Keys of a kind that we do not have: never opened, and never a panic.
            assert!(opened.is_err(), "{}", vector.name);
            foreign += 1;
            continue;
        }
        let fits = match &opened {
            Ok(plain) => {
                let digest: String = Sha256::digest(plain).iter().map(|b| format!("{b:02x}")).collect();
                expected == "success" && vector.one("payload") == Some(&digest)
            }
            Err(Unopened::NoKeyFits | Unopened::WrongPassphrase | Unopened::NeedsKey) => expected == "no match",
            Err(Unopened::Changed) => expected == "HMAC failure",
            Err(Unopened::Damaged) => expected == "payload failure",
            Err(Unopened::Armor) => expected == "armor failure",
            // Whoever does not know that it should be text sees no locked file at all.
            Err(Unopened::Header) if expected == "armor failure" => !is_locked(&vector.file),
            Err(Unopened::Header | Unopened::TooHard { .. }) => expected == "header failure",
            Err(_) => false,
        };
        assert!(fits, "{}: expected {expected}, got {:?} ({:?})", vector.name, opened.map(|o| o.len()), vector.head);
        *ends.entry(expected.to_owned()).or_default() += 1;
    }
    assert_eq!((ends.values().sum::<usize>(), foreign), (124, 19), "{ends:?}");
}

#[test]
fn what_is_locked_opens_with_each_of_its_keys_and_no_other() {
    let keys: Vec<Identity> = (1..=6).map(|n| Identity::generate(&mut Counting(n)).unwrap()).collect();
    let to: Vec<Recipient> = keys[..5].iter().map(Identity::recipient).collect();
    for plain in [vec![], b"words".to_vec(), vec![7; 65536], vec![8; 65537], vec![9; 3 * 65536]] {
        let locked = lock(&plain, &to, &mut Counting(9)).unwrap();
        assert!(is_locked(&locked));
        let text = armor(&locked);
        for key in &keys[..5] {
            assert_eq!(Locked::read(&locked).unwrap().open(std::slice::from_ref(key)).unwrap(), plain);
            assert_eq!(Locked::read(text.as_bytes()).unwrap().open(std::slice::from_ref(key)).unwrap(), plain);
        }
        let opened = Locked::read(&locked).unwrap();
        assert_eq!(opened.open(&keys[5..]), Err(Unopened::NoKeyFits));
        assert_eq!(opened.derivation("words").unwrap_err(), Unopened::NeedsKey);
    }
    assert_eq!(lock(b"", &[], &mut Counting(9)), Err(Unopened::Nobody));
}

#[test]
fn any_changed_or_missing_byte_opens_nothing() {
    let key = Identity::generate(&mut Counting(1)).unwrap();
    let locked = lock(b"words of a partner", &[key.recipient()], &mut Counting(2)).unwrap();
    let opens = |bytes: &[u8]| Locked::read(bytes).and_then(|l| l.open(std::slice::from_ref(&key)));
    assert!(opens(&locked).is_ok());
    for at in 0..locked.len() {
        let mut changed = locked.clone();
        changed[at] ^= 1;
        assert!(opens(&changed).is_err(), "byte {at}");
        assert!(opens(&locked[..at]).is_err(), "cut at {at}");
    }
}

#[test]
fn keys_are_read_strictly() {
    let key = Identity::generate(&mut Counting(1)).unwrap();
    assert_eq!(key.secret().parse::<Identity>().unwrap().recipient(), key.recipient());
    assert_eq!(key.recipient().to_string().parse::<Recipient>().unwrap(), key.recipient());
    assert!(!format!("{key:?}").contains(key.secret().as_str()));
    for bad in ["", "age1", "AGE1", &key.recipient().to_string().to_uppercase(), &key.secret(), "age1é"] {
        assert!(bad.parse::<Recipient>().is_err(), "{bad}");
    }
    for bad in ["", &key.secret().to_lowercase(), &key.recipient().to_string()] {
        assert!(bad.parse::<Identity>().is_err(), "{bad}");
    }
}

#[test]
fn every_reason_has_its_own_sentence() {
    use Unopened::*;
    let all = [
        Header,
        Armor,
        NoKeyFits,
        WrongPassphrase,
        NeedsPassphrase,
        NeedsKey,
        Changed,
        Damaged,
        TooHard { work: 30 },
        NoMemory,
        TooLarge,
        Nobody,
        NoRandomness,
    ];
    let words: std::collections::BTreeSet<String> = all.iter().map(Unopened::words).collect();
    assert_eq!(words.len(), all.len());
    assert!(words.iter().all(|w| !w.starts_with("seal.") && !w.contains("%{")));
}

/// What a program that keeps keys for itself answers: node's WebCrypto, given each key in PKCS #8 as the browser is,
/// never to be shown again.
fn webcrypto(asked: &serde_json::Value) -> serde_json::Value {
    let program = "const { subtle } = globalThis.crypto; const bytes = (hex) => Buffer.from(hex, 'hex');
        const hex = (buffer) => Buffer.from(buffer).toString('hex');
        const take = async (name, use, key) => {
            const taken = await subtle.importKey('pkcs8', bytes(key), { name }, false, [use]);
            if (await subtle.exportKey('pkcs8', taken).then(() => true, () => false)) throw new Error('it is shown');
            return taken;
        };
        const agree = async (key, share) => {
            const shown = await subtle.importKey('raw', bytes(share), { name: 'X25519' }, true, []);
            const made = subtle.deriveBits({ name: 'X25519', public: shown }, key, 256);
            return made.then(hex, (e) => { if (e.name !== 'OperationError') throw e; return '00'.repeat(32); });
        };
        (async () => {
            const answers = [];
            for (const { opens, signs, shares, message } of JSON.parse(require('node:fs').readFileSync(0))) {
                if (signs) answers.push(hex(await subtle.sign({ name: 'Ed25519' }, await take('Ed25519', 'sign', signs), bytes(message))));
                else {
                    const key = await take('X25519', 'deriveBits', opens);
                    answers.push(await Promise.all(shares.map((share) => agree(key, share))));
                }
            }
            process.stdout.write(JSON.stringify(answers));
        })();";
    let mut child =
        Command::new("node").args(["-e", program]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(asked.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "node could not");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(text: &str) -> [u8; 32] {
    let byte = |at| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(byte).collect::<Vec<_>>().try_into().unwrap()
}

#[test]
fn a_key_that_is_kept_elsewhere_opens_every_published_vector_as_one_in_memory_does() {
    let mut files = Vec::new();
    for vector in vectors() {
        let Ok(locked) = Locked::read(&vector.file) else { continue };
        let keys: Vec<Identity> = vector.all("identity").iter().filter_map(|k| k.parse().ok()).collect();
        for key in keys {
            match locked.shares() {
                Ok(shares) => files.push((vector.name.clone(), locked.clone(), key, shares)),
                Err(why) => assert_eq!(locked.open(&[key]), Err(why), "{}", vector.name),
            }
        }
    }
    let ask = |(_, _, key, shares): &(String, Locked, Identity, Vec<[u8; 32]>)| {
        let shares: Vec<String> = shares.iter().map(|s| hex(s)).collect();
        serde_json::json!({ "opens": hex(key.pkcs8().as_slice()), "shares": shares })
    };
    let answers = webcrypto(&files.iter().map(ask).collect());
    let (mut opened, mut refused) = (0, BTreeMap::<String, usize>::new());
    let mut wrong = Vec::new();
    for ((name, locked, key, shares), answer) in files.iter().zip(answers.as_array().unwrap()) {
        let shared: Vec<Shared> =
            answer.as_array().unwrap().iter().map(|s| Shared::from_bytes(&unhex(s.as_str().unwrap()))).collect();
        assert_eq!(shared.len(), shares.len());
        let (there, here) = (locked.open_shared(&key.recipient(), &shared), locked.open(std::slice::from_ref(key)));
        if there != here {
            wrong.push(format!("{name}: {there:?} is not {here:?}"));
        }
        match here {
            Ok(_) => opened += 1,
            Err(why) => *refused.entry(format!("{why:?}")).or_default() += 1,
        }
        // What another key made, or nothing, opens nothing.
        let other = Identity::generate(&mut Counting(200)).unwrap();
        let others: Vec<Shared> = shares.iter().map(|share| other.agree(share)).collect();
        assert!(locked.open_shared(&key.recipient(), &others).is_err(), "{name}");
        assert!(locked.open_shared(&other.recipient(), &shared).is_err(), "{name}");
        assert!(locked.open_shared(&key.recipient(), &[]).is_err(), "{name}");
        let none: Vec<Shared> = shares.iter().map(|_| Shared::none()).collect();
        let nothing = locked.open_shared(&key.recipient(), &none);
        assert!(shares.is_empty() || nothing == Err(Unopened::Header), "{name}: {nothing:?}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(opened >= 10 && refused.len() >= 4, "{opened} opened, {refused:?}");
}

#[test]
fn a_key_that_is_kept_elsewhere_signs_as_one_in_memory_does() {
    let keys: Vec<SigningKey> = (1..=20).map(|n| SigningKey::generate(&mut Counting(n)).unwrap()).collect();
    let message = |n: usize| vec![n as u8; n * 37];
    let ask = |(n, key): (usize, &SigningKey)| serde_json::json!({ "signs": hex(key.pkcs8().as_slice()), "message": hex(&message(n)) });
    let answers = webcrypto(&keys.iter().enumerate().map(ask).collect());
    for ((n, key), answer) in keys.iter().enumerate().zip(answers.as_array().unwrap()) {
        let signature: Signature = answer.as_str().unwrap().parse().unwrap();
        assert_eq!(signature, key.sign_now(&message(n)));
        assert!(key.public_key().signed(&message(n), &signature));
    }
}

/// The key that the browser's worker derives, asked as the page asks it: the file that is served (`script/worker.mjs`), in node.
fn derived(derivation: &Derivation) -> [u8; 32] {
    let program = "const told = [];
        globalThis.self = { postMessage: (m) => told.push(m) };
        (0, eval)(require('node:child_process').execFileSync('node', ['script/worker.mjs'], { encoding: 'utf8' }));
        const bytes = (hex) => new Uint8Array(Buffer.from(hex, 'hex'));
        const [passphrase, salt, rounds] = process.argv.slice(1);
        const task = { passphrase: bytes(passphrase), salt: bytes(salt), rounds: Number(rounds) };
        self.onmessage({ data: task });
        const key = told.pop();
        if (told.some((n, i) => !(n > (told[i - 1] ?? 0) && n < 100))) throw new Error('progress: ' + told);
        if (rounds >= 100 && told.length !== 99) throw new Error(`${told.length} hundredths`);
        if (task.passphrase.some((byte) => byte)) throw new Error('the passphrase is still there');
        process.stdout.write(Buffer.from(key).toString('hex'));";
    let task = [hex(derivation.passphrase()), hex(&derivation.salt()), derivation.rounds().to_string()];
    let output = Command::new("node").args(["-e", program]).args(task).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    unhex(&String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_browsers_worker_derives_the_key_that_the_crate_derives() {
    let long = "every word of a passphrase that is longer than a block of the digest counts";
    for (passphrase, work) in [("p", 1), ("", 2), ("river candle nine", 10), ("\u{e6}\u{1f9f5}", 14), (long, 7)] {
        let make = || Derivation::fresh(passphrase, work, &mut Counting(work)).unwrap();
        let theirs = make().finish(derived(&make()).into());
        let sealed = lock_with(b"words", &theirs, &mut Counting(2)).unwrap();
        let locked = Locked::read(&sealed).unwrap();
        let ours = locked.derivation(passphrase).unwrap().derive().unwrap();
        assert_eq!(locked.open_with(&ours).unwrap(), b"words", "{passphrase:?}, 2^{work} rounds");
        let other = locked.derivation("another").unwrap().derive().unwrap();
        assert_eq!(locked.open_with(&other), Err(Unopened::WrongPassphrase));
    }
}
