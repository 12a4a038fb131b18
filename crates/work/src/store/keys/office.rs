//! The office's key on a keeper's device. The row has its public halves. Its secret halves are where nothing can read
//! them: with the browser, which uses them and never shows them, or sealed with the passphrase. In the row they stand only
//! as builds until November 2026 kept them, until they have been moved.

use super::keeper::Keeper;
use crate::seal::{Identity, NoRandomness, Random, Signer as _, SigningKey};
use crate::words::fill;
use zeroize::Zeroizing;

/// What stands before the signing key in a recovery file. To the `age` program that line is a remark.
const SIGNS: &str = "# golden-thread-signing-key: ";

/// The office's key on a keeper's device.
#[derive(Clone, PartialEq)]
pub struct OfficeKey {
    /// The public halves.
    pub keeper: Keeper,
    /// The secret halves, where they are in memory.
    pub(super) secret: Option<Secret>,
    /// When its recovery file was opened again, RFC 3339. Before that it is used for nothing.
    pub(super) recovered: Option<String>,
}

/// The secret halves as text. Wiped when they go.
#[derive(Clone, PartialEq)]
pub(super) struct Secret {
    /// What opens: `AGE-SECRET-KEY-1…`.
    pub identity: Zeroizing<String>,
    /// What signs: 64 hexadecimal digits.
    pub signing: Zeroizing<String>,
}

impl std::fmt::Debug for OfficeKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (keeper, recovered) = (&self.keeper, &self.recovered);
        f.debug_struct("OfficeKey").field("keeper", keeper).field("recovered", recovered).finish_non_exhaustive()
    }
}

impl OfficeKey {
    /// A new key, its secret halves in memory.
    ///
    /// # Errors
    /// No randomness.
    pub fn generate(name: &str, from: &mut dyn Random) -> Result<OfficeKey, NoRandomness> {
        Ok(OfficeKey::of(name, &Identity::generate(from)?, &SigningKey::generate(from)?))
    }

    fn of(name: &str, identity: &Identity, signing: &SigningKey) -> OfficeKey {
        let keeper =
            Keeper { name: name.to_owned(), key: signing.public_key(), recipient: identity.recipient().to_string() };
        let secret = Some(Secret { identity: identity.secret(), signing: signing.secret() });
        OfficeKey { keeper, secret, recovered: None }
    }

    /// What goes into the recovery file, to be sealed with a passphrase: a file of identities as the `age` program
    /// reads it. `None` where the secret halves are not in memory.
    pub fn recovery(&self) -> Option<Zeroizing<String>> {
        let (Keeper { name, key, recipient }, Secret { identity, signing }) = (&self.keeper, self.secret.as_ref()?);
        let title = fill("keys.recovery", &[("name", &name.lines().collect::<String>())]);
        let lines =
            ["# ", &title, "\n# ", recipient, "\n# ", &key.to_string(), "\n", SIGNS, signing, "\n", identity, "\n"];
        // Room for all of it: text that grows leaves copies behind.
        let mut text = Zeroizing::new(String::with_capacity(lines.iter().map(|part| part.len()).sum()));
        lines.iter().for_each(|part| text.push_str(part));
        Some(text)
    }

    /// The key in an opened recovery file. It counts as recovered.
    pub fn recover(opened: &[u8], name: &str, now: &str) -> Option<OfficeKey> {
        let text = std::str::from_utf8(opened).ok()?;
        let signing = text.lines().find_map(|l| l.strip_prefix(SIGNS)).and_then(SigningKey::read)?;
        let identity: Identity = text.lines().find_map(|l| l.trim().parse().ok())?;
        Some(OfficeKey { recovered: Some(now.to_owned()), ..OfficeKey::of(name, &identity, &signing) })
    }

    /// Takes note that the recovery file was opened again, and has the secret halves in memory; false, and nothing
    /// changes, where it holds another key.
    pub fn prove(&mut self, opened: &[u8], now: &str) -> bool {
        match OfficeKey::recover(opened, &self.keeper.name, now).filter(|found| found.keeper == self.keeper) {
            Some(proven) => *self = proven,
            None => return false,
        }
        true
    }

    /// Whether its recovery file has been opened again.
    pub fn is_proven(&self) -> bool {
        self.recovered.is_some()
    }

    /// Whether the secret halves are in memory; of a key in the row: whether they lie there for everybody to read.
    pub fn is_clear(&self) -> bool {
        self.secret.is_some()
    }

    /// The key as it is stored: without its secret halves.
    pub fn closed(&self) -> OfficeKey {
        OfficeKey { secret: None, ..self.clone() }
    }

    /// What opens returns, where it is in memory.
    pub fn identity(&self) -> Option<Identity> {
        self.secret.as_ref()?.identity.parse().ok()
    }

    /// What signs, where it is in memory: in the trial of a key that is not used for anything yet.
    pub fn signing(&self) -> Option<SigningKey> {
        SigningKey::read(&self.secret.as_ref()?.signing)
    }

    /// What signs plan files, where it is in memory; none before the recovery file was opened again.
    pub fn signer(&self) -> Option<SigningKey> {
        self.signing().filter(|_| self.is_proven())
    }
}
