//! Who made a file: its `proof`, an Ed25519 signature over the RFC 8785 form of everything else in it. Checked
//! against the bytes that came, whatever this version understands of them: any program that can canonicalise
//! JSON can check it, or make one.

use super::canonical::{order, push_text, push_value};
use super::json::Scan;
use super::names as n;
use super::{Bundle, Envelope, write};
use crate::seal::{NotSigned, PublicKey, Signature, Signer};
use serde_json::{Value, json};

/// The only algorithm there is, as the wire spells it.
const ALGORITHM: &str = "Ed25519";

/// What a file's proof comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Proven {
    /// There is none.
    #[default]
    Unsigned,
    /// It is of a kind that this version does not know, and so worth as much as none.
    NotChecked,
    /// It does not fit the file: somebody changed the file, or the signature.
    Broken,
    /// The holder of this key signed exactly this file. Whose key that is, is not said here.
    By(PublicKey),
}

impl std::fmt::Display for Proven {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Proven::Unsigned => f.write_str("unsigned"),
            Proven::NotChecked => f.write_str("notChecked"),
            Proven::Broken => f.write_str("broken"),
            Proven::By(key) => key.fmt(f),
        }
    }
}

impl Proven {
    /// What [`Display`](std::fmt::Display) wrote: a word, or the key.
    pub fn read(text: &str) -> Option<Proven> {
        match text {
            "unsigned" => Some(Proven::Unsigned),
            "notChecked" => Some(Proven::NotChecked),
            "broken" => Some(Proven::Broken),
            key => key.parse().ok().map(Proven::By),
        }
    }
}

/// A proof as it stands in a file; `None` for one of a kind that this version does not know.
fn parts(proof: &Value) -> Option<Option<(PublicKey, Signature)>> {
    let text = |name| proof.get(name).and_then(Value::as_str);
    if text(n::ALGORITHM) != Some(ALGORITHM) {
        return None;
    }
    let key = text(n::PUBLIC_KEY).and_then(|t| t.parse().ok());
    let signature = text(n::SIGNATURE).and_then(|t| t.parse().ok());
    Some(key.zip(signature))
}

/// Whether a proof is of a kind that this version can check.
pub(super) fn is_known(proof: &Value) -> bool {
    parts(proof).is_some()
}

/// Checks the proof of a file that was read: its envelope, and the bytes it came in.
pub fn check(envelope: &Envelope, bytes: &[u8]) -> Proven {
    let Some(proof) = envelope.extra.get(n::PROOF) else { return Proven::Unsigned };
    let Some(parts) = parts(proof) else { return Proven::NotChecked };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match (parts, std::str::from_utf8(bytes).ok().and_then(signed_form)) {
        (Some((key, signature)), Some(form)) if key.signed(form.as_bytes(), &signature) => Proven::By(key),
        _ => Proven::Broken,
    }
}

/// The RFC 8785 form of a file without its proof. `None` for what has no such form: a name twice, half a
/// character, a number that a float does not keep. The records are taken one by one, so that a large file is
/// never in memory as values; what is spelled canonically (all that we write is) is copied as it stands.
fn signed_form(text: &str) -> Option<String> {
    let mut scan = Scan::new(text, text.as_bytes());
    let mut members = Vec::new();
    let read = scan.object(|scan, name, _| {
        let mut form = String::new();
        if name == n::RECORDS && scan.peek() == Some(b'[') {
            form.reserve(text.len());
            form.push('[');
            scan.array(|scan| {
                if form.len() > 1 {
                    form.push(',');
                }
                // A record's depth counts from itself, as where it is read.
                scan.afresh(|scan| {
                    match scan.canonical_object() {
                        Some(record) => form.push_str(record),
                        None => push_value(&mut form, &scan.value()?),
                    }
                    Ok(())
                })
            })?;
            form.push(']');
        } else {
            push_value(&mut form, &scan.value()?);
        }
        if name != n::PROOF {
            members.push((name.into_owned(), form));
        }
        Ok(())
    });
    if read.is_err() || scan.take_soft().is_some() || scan.peek().is_some() {
        return None;
    }
    members.sort_by(|(a, _), (b, _)| order(a, b));
    let mut out = String::with_capacity(text.len());
    for (name, form) in &members {
        out.push(if out.is_empty() { '{' } else { ',' });
        push_text(&mut out, name);
        out.push(':');
        out.push_str(form);
    }
    out.push('}');
    Some(out)
}

/// Takes the proof off: for whoever changes a file that somebody else signed.
pub fn strip(bundle: &mut Bundle) {
    bundle.envelope.extra.remove(n::PROOF);
}

/// Signs a bundle: what [`super::write`] makes of it then carries the proof.
///
/// # Errors
/// The platform's reason; the bundle is unsigned then.
pub async fn sign(bundle: &mut Bundle, signer: &impl Signer) -> Result<(), NotSigned> {
    strip(bundle);
    let text = write(bundle);
    let form = signed_form(&text).ok_or_else(|| NotSigned(String::new()))?;
    let signature = signer.sign(form.as_bytes()).await?;
    let proof = json!({
        n::ALGORITHM: ALGORITHM,
        n::PUBLIC_KEY: signer.public_key().to_string(),
        n::SIGNATURE: signature.to_string(),
    });
    bundle.envelope.extra.insert(n::PROOF.to_owned(), proof);
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::bundle::{Partnership, Purpose, canonical, read};
    use crate::record::{Id, Record, Set, Stamp};
    use crate::seal::{NoRandomness, Random, SigningKey};
    use std::collections::BTreeMap;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    struct Same(u8);

    impl Random for Same {
        fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
            bytes.fill(self.0);
            Ok(())
        }
    }

    fn check(bytes: &[u8]) -> Proven {
        super::check(&read(bytes).unwrap().bundle.envelope, bytes)
    }

    fn key(n: u8) -> SigningKey {
        SigningKey::generate(&mut Same(n)).unwrap()
    }

    fn signed(by: &SigningKey) -> Bundle {
        let id = Id::from_bytes([9; 16]);
        let mut record = Record::new(id, "action");
        record.edit("title", json!("Caf\u{e9} \u{1f9f5} 1.0"), Stamp::new(5, 0, id));
        record.edit("amount", json!(1e21), Stamp::new(6, 0, id));
        let envelope = Envelope {
            partnership: Partnership { id, name: "Southwark".into() },
            id,
            sequence: 1,
            created: "2024-11-12T09:30:00Z".into(),
            purpose: Purpose::Return,
            from: id,
            number: None,
            based_on: None,
            receipts: vec![],
            acknowledged: vec![],
            extra: BTreeMap::from([("\u{1f600}".into(), json!(1)), ("zebra".into(), json!({ "b": 1, "a": 2 }))]),
        };
        let mut bundle = Bundle { envelope, records: Set::from_iter([record]) };
        let done = pin!(sign(&mut bundle, by)).poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(done, Poll::Ready(Ok(())));
        bundle
    }

    #[test]
    fn a_file_is_signed_by_its_key_in_any_layout() {
        let text = write(&signed(&key(1)));
        let by = Proven::By(key(1).public_key());
        assert_eq!(check(text.as_bytes()), by);
        assert_eq!(check(write(&read(text.as_bytes()).unwrap().bundle).as_bytes()), by);
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(check(serde_json::to_string_pretty(&value).unwrap().as_bytes()), by);
        assert_eq!(check(format!("\u{feff}{}", text.replace('\n', "\r\n")).as_bytes()), by);
    }

    #[test]
    fn what_is_signed_is_what_any_canonicaliser_makes_of_the_rest() {
        let text = write(&signed(&key(1)));
        let mut value: Value = serde_json::from_str(&text).unwrap();
        value.as_object_mut().unwrap().remove("proof").unwrap();
        assert_eq!(signed_form(&text).unwrap(), canonical(&value));
    }

    #[test]
    fn what_a_proof_comes_to_is_written_down_and_read_again() {
        for proven in [Proven::Unsigned, Proven::NotChecked, Proven::Broken, Proven::By(key(1).public_key())] {
            assert_eq!(Proven::read(&proven.to_string()), Some(proven));
        }
        assert_eq!(Proven::read("by somebody"), None);
    }

    #[test]
    fn any_change_breaks_the_signature() {
        let text = write(&signed(&key(1)));
        let other = key(2).public_key().to_string();
        for (from, to) in [
            ("Caf\u{e9}", "Cafe"),
            ("\"sequence\":1", "\"sequence\":2"),
            ("\"return\"", "\"issue\""),
            ("\"kind\":\"action\"", "\"kind\":\"action\",\"more\":1"),
            ("\"zebra\"", "\"zebras\""),
            ("\"counts\":{\"action\":1},\n", ""),
            (&key(1).public_key().to_string(), &other),
        ] {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text);
            assert_eq!(check(changed.as_bytes()), Proven::Broken, "{from} to {to}");
        }
        assert_eq!(check(text.replace("Ed25519", "Ed448").as_bytes()), Proven::NotChecked);
        assert_eq!(check(text.replace("\"signature\":\"", "\"signature\":\"z").as_bytes()), Proven::Broken);
        let mut bare = signed(&key(1));
        strip(&mut bare);
        assert_eq!(check(write(&bare).as_bytes()), Proven::Unsigned);
        for nothing in ["", "[]", "{\"records\":[", "7"] {
            assert_eq!(signed_form(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_damaged_record_is_set_aside_and_breaks_the_signature() {
        let text = write(&signed(&key(1)));
        let broken = text.replace("\"kind\":\"action\"", "\"kind\":\"action\",\"kind\":\"plan\"");
        assert_eq!(read(broken.as_bytes()).unwrap().set_aside.len(), 1);
        assert_eq!(check(broken.as_bytes()), Proven::Broken);
        let mut bare = signed(&key(1));
        strip(&mut bare);
        let broken = write(&bare).replace("\"kind\":\"action\"", "\"kind\":\"action\",\"kind\":\"plan\"");
        assert_eq!(check(broken.as_bytes()), Proven::Unsigned);
    }
}
