//! The head of a locked file: who can open it, and the proof that nobody changed that. Text, read strictly:
//! one spelling for one head (age specification, "Header").

use super::payload::derive;
use super::text::{base64, from_base64};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

const VERSION: &str = "age-encryption.org/v1\n";
/// Signs in a full line of a body.
const LINE: usize = 64;
/// More ways in than anybody has; each costs time to try.
const MAX_STANZAS: usize = 500;

/// One way in: how, with which arguments, and the wrapped key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stanza {
    pub args: Vec<String>,
    pub body: Vec<u8>,
}

/// A head as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    pub stanzas: Vec<Stanza>,
    /// What the proof covers: the head's text up to and with the three hyphens.
    covered: String,
    mac: [u8; 32],
    /// Where the payload begins.
    pub length: usize,
}

/// Whether bytes begin like a locked file.
pub(super) fn is_header(bytes: &[u8]) -> bool {
    bytes.starts_with(VERSION.as_bytes())
}

fn proof(covered: &str, file_key: &[u8]) -> Option<Hmac<Sha256>> {
    let key = derive(file_key, &[], b"header");
    Hmac::<Sha256>::new_from_slice(key.as_slice()).ok().map(|mac| mac.chain_update(covered.as_bytes()))
}

/// A head for these ways in, with its proof under the file's key.
pub(super) fn write(stanzas: &[Stanza], file_key: &[u8]) -> Option<String> {
    let mut out = VERSION.to_owned();
    for stanza in stanzas {
        out.push_str("->");
        for arg in &stanza.args {
            out.push(' ');
            out.push_str(arg);
        }
        let body = base64(&stanza.body);
        let mut rest = body.as_str();
        while let Some((line, after)) = rest.split_at_checked(LINE) {
            out = out + "\n" + line;
            rest = after;
        }
        out = out + "\n" + rest + "\n";
    }
    out.push_str("---");
    let mac = proof(&out, file_key)?.finalize().into_bytes();
    Some(out + " " + &base64(&mac) + "\n")
}

impl Header {
    /// Reads the head of a locked file; `None` where it is not exactly as it must be.
    pub(super) fn read(bytes: &[u8]) -> Option<Header> {
        let mut rest = bytes.strip_prefix(VERSION.as_bytes())?;
        let mut stanzas = Vec::new();
        let mut next = || {
            let end = rest.iter().position(|b| *b == b'\n')?;
            let (line, after) = rest.split_at_checked(end)?;
            let at = bytes.len() - rest.len();
            rest = after.get(1..)?;
            Some((at, std::str::from_utf8(line).ok()?))
        };
        loop {
            let (at, line) = next()?;
            if let Some(mac) = line.strip_prefix("--- ") {
                let mac: [u8; 32] = from_base64(mac)?.try_into().ok()?;
                let covered = std::str::from_utf8(bytes.get(..at + 3)?).ok()?.to_owned();
                let some = !stanzas.is_empty();
                return some.then_some(Header { stanzas, covered, mac, length: at + line.len() + 1 });
            }
            let args: Vec<String> = line.strip_prefix("-> ")?.split(' ').map(str::to_owned).collect();
            let plain = |arg: &String| !arg.is_empty() && arg.bytes().all(|b| b.is_ascii_graphic());
            if !args.iter().all(plain) || stanzas.len() >= MAX_STANZAS {
                return None;
            }
            let mut body = Vec::new();
            loop {
                let (_, line) = next()?;
                if line.len() > LINE {
                    return None;
                }
                body.extend(from_base64(line)?);
                if line.len() < LINE {
                    break;
                }
            }
            stanzas.push(Stanza { args, body });
        }
    }

    /// Whether the head is what the holder of the file's key wrote.
    pub(super) fn is_proven(&self, file_key: &[u8]) -> bool {
        proof(&self.covered, file_key).is_some_and(|mac| mac.verify_slice(&self.mac).is_ok())
    }
}
