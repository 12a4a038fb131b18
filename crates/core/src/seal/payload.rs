//! The body of a locked file: chunks of 64 KiB under ChaCha20-Poly1305, numbered, the last one marked, so that
//! nothing can be cut off, left out or put in (age specification, "Payload"; RFC 8439, RFC 5869).

use chacha20poly1305::aead::AeadInOut as _;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
/// Length of the nonce before the chunks.
pub(super) const NONCE: usize = 16;

/// HKDF-SHA-256, 32 bytes.
pub(super) fn derive(key: &[u8], salt: &[u8], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0; 32]);
    // Fails only for more than 8,160 bytes.
    let _ = Hkdf::<Sha256>::new(Some(salt), key).expand(info, out.as_mut_slice());
    out
}

/// Locks bytes in place and puts the tag behind them.
pub(super) fn seal(key: &[u8; 32], nonce: &[u8; 12], bytes: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let start = out.len();
    out.extend_from_slice(bytes);
    let body = out.get_mut(start..)?;
    let tag = ChaCha20Poly1305::new(key.into()).encrypt_inout_detached(nonce.into(), b"", body.into()).ok()?;
    out.extend_from_slice(&tag);
    Some(())
}

/// Opens what [`seal`] made, behind what `out` holds already.
pub(super) fn open(key: &[u8; 32], nonce: &[u8; 12], sealed: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let (body, tag) = sealed.split_at_checked(sealed.len().checked_sub(TAG)?)?;
    let tag: [u8; TAG] = tag.try_into().ok()?;
    let start = out.len();
    out.extend_from_slice(body);
    let body = out.get_mut(start..)?;
    ChaCha20Poly1305::new(key.into()).decrypt_inout_detached(nonce.into(), b"", body.into(), (&tag).into()).ok()
}

fn number(count: usize, last: bool) -> [u8; 12] {
    let mut nonce = [0; 12];
    let [.., a, b, c, d, e, f, g, h, flag] = &mut nonce;
    for (byte, value) in [a, b, c, d, e, f, g, h].into_iter().zip((count as u64).to_be_bytes()) {
        *byte = value;
    }
    *flag = u8::from(last);
    nonce
}

/// The chunks of a payload, after its nonce.
pub(super) fn write(file_key: &[u8], nonce: &[u8; NONCE], plain: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let key = derive(file_key, nonce, b"payload");
    out.extend_from_slice(nonce);
    let count = plain.len().div_ceil(CHUNK).max(1);
    out.reserve(plain.len() + count * TAG);
    for at in 0..count {
        let from = at * CHUNK;
        let chunk = plain.get(from..plain.len().min(from + CHUNK))?;
        seal(&key, &number(at, at + 1 == count), chunk, out)?;
    }
    Some(())
}

/// The plain bytes of a payload; `None`, and nothing of it, where any of it was changed.
pub(super) fn read(file_key: &[u8], payload: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = payload.split_first_chunk::<NONCE>()?;
    let key = derive(file_key, nonce, b"payload");
    let count = sealed.len().div_ceil(CHUNK + TAG).max(1);
    let mut out = Vec::with_capacity(sealed.len());
    for at in 0..count {
        let from = at * (CHUNK + TAG);
        let chunk = sealed.get(from..sealed.len().min(from + CHUNK + TAG))?;
        open(&key, &number(at, at + 1 == count), chunk, &mut out)?;
        // Nothing may be split into more chunks than it needs.
        if at > 0 && chunk.len() == TAG {
            return None;
        }
    }
    Some(out)
}
