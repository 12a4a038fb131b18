//! Randomness from the browser, and the keys of this device: kept by the browser, which uses them and never shows
//! their secret halves (WebCrypto; Ed25519 to sign, X25519 to open). Where a browser cannot: the office's key is kept
//! sealed with its passphrase, and is in memory from when somebody types that until the page closes; a writer's own key,
//! which has no passphrase, lies in its row.

use super::database::BrowserStore;
use super::reason;
use crate::seal::{
    self, Identity, Locked, NoRandomness, NotSigned, Pkcs8, PublicKey, Random, Recipient, Shared, Signature, Signer,
    SigningKey, Unopened,
};
use crate::store::keys::{OfficeKey, OwnKey};
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};
use zeroize::{Zeroize as _, Zeroizing};

/// What signs, as WebCrypto calls it.
const SIGNS: &str = "Ed25519";
/// What opens, as WebCrypto calls it.
const OPENS: &str = "X25519";
/// What the names of the office's keys begin with in the table of keys; the others' names are writers.
const OFFICE: &str = "office.";

thread_local! {
    /// The office's key, from when its passphrase was typed until the page closes.
    static UNLOCKED: RefCell<Option<OfficeKey>> = const { RefCell::new(None) };
}

/// The browser's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct Randomness;

fn crypto() -> Option<web_sys::Crypto> {
    web_sys::window()?.crypto().ok()
}

/// None where the page came over a connection that the browser does not trust.
fn subtle() -> Result<SubtleCrypto, JsValue> {
    let subtle = Reflect::get(&crypto().ok_or(JsValue::NULL)?, &"subtle".into())?;
    subtle.dyn_into()
}

impl Random for Randomness {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        let given = crypto().ok_or(NoRandomness)?.get_random_values_with_u8_array(bytes);
        given.map(drop).map_err(|_| NoRandomness)
    }
}

/// A key that signs.
#[derive(Debug, Clone)]
pub enum Key {
    /// The browser keeps it.
    Kept(CryptoKey, PublicKey),
    /// It is in memory.
    Memory(SigningKey),
}

/// A key that opens.
#[derive(Debug, Clone)]
pub enum Opener {
    /// The browser keeps it.
    Kept(CryptoKey, Recipient),
    /// It is in memory.
    Memory(Identity),
}

/// Why a locked file was not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotOpened {
    /// The file is not for this key, or damaged.
    File(Unopened),
    /// The browser did not use its key: its reason.
    Browser(String),
}

/// The office's key, where it can be used.
#[derive(Debug, Clone)]
pub struct Office {
    /// What signs.
    pub key: Key,
    /// What opens.
    pub opener: Opener,
}

/// Where the office's key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kept {
    /// With the browser, which shows it to nobody; or there is none to be kept.
    #[default]
    ByBrowser,
    /// Sealed in its row, and in memory until the page closes.
    Unlocked,
    /// Sealed, and nobody has typed its passphrase yet.
    Locked,
    /// In clear in its row, as builds until November 2026 kept it, since this browser takes none.
    Clear,
}

impl Office {
    /// Whether the browser keeps it.
    fn is_kept(&self) -> bool {
        matches!(self.key, Key::Kept(..))
    }
}

impl Signer for Key {
    fn public_key(&self) -> PublicKey {
        match self {
            Key::Kept(_, public) => *public,
            Key::Memory(key) => key.public_key(),
        }
    }

    async fn sign(&self, message: &[u8]) -> Result<Signature, NotSigned> {
        match self {
            Key::Kept(key, _) => {
                let failed = |e| NotSigned(reason(&e));
                let asked = subtle().map_err(failed)?.sign_with_str_and_u8_array(SIGNS, key, message);
                let bytes = bytes(asked).await.map_err(failed)?;
                bytes.as_slice().try_into().map(Signature::from_bytes).map_err(|_| NotSigned(SIGNS.to_owned()))
            }
            Key::Memory(key) => Ok(key.sign_now(message)),
        }
    }
}

impl Opener {
    /// Opens a file that is locked for this key.
    ///
    /// # Errors
    /// Why not; nothing of it is given then.
    pub async fn open(&self, locked: &Locked) -> Result<Vec<u8>, NotOpened> {
        match self {
            Opener::Kept(key, recipient) => {
                let mut all = Vec::new();
                for share in locked.shares().map_err(NotOpened::File)? {
                    all.push(agree(key, &share).await.map_err(|e| NotOpened::Browser(reason(&e)))?);
                }
                locked.open_shared(recipient, &all).map_err(NotOpened::File)
            }
            Opener::Memory(key) => locked.open(std::slice::from_ref(key)).map_err(NotOpened::File),
        }
    }
}

/// What the browser makes of a share with a key that it keeps.
async fn agree(key: &CryptoKey, share: &[u8; 32]) -> Result<Shared, JsValue> {
    let subtle = subtle()?;
    let share: Object = Uint8Array::from(share.as_slice()).into();
    let public = JsFuture::from(subtle.import_key_with_str("raw", &share, OPENS, true, &Array::new())?).await?;
    let how = Object::new();
    Reflect::set(&how, &"name".into(), &OPENS.into())?;
    Reflect::set(&how, &"public".into(), &public)?;
    match bytes(subtle.derive_bits_with_object(&how, key, 256)).await {
        Ok(shared) => {
            let shared: &[u8; 32] = shared.as_slice().try_into().map_err(|_| JsValue::from_str(OPENS))?;
            Ok(Shared::from_bytes(shared))
        }
        // So it answers a share that makes the same of every key.
        Err(e) if e.dyn_ref::<web_sys::DomException>().is_some_and(|e| e.name() == "OperationError") => {
            Ok(Shared::none())
        }
        Err(e) => Err(e),
    }
}

/// The bytes that the browser answers with; its own copy of them is wiped.
async fn bytes(promise: Result<Promise, JsValue>) -> Result<Zeroizing<Vec<u8>>, JsValue> {
    let given = Uint8Array::new(&JsFuture::from(promise?).await?);
    let bytes = Zeroizing::new(given.to_vec());
    given.fill(0, 0, given.length());
    Ok(bytes)
}

/// Has the browser take a key that it never shows again.
async fn import(algorithm: &str, usage: &str, secret: &Pkcs8) -> Result<CryptoKey, JsValue> {
    let given = Uint8Array::from(secret.as_slice());
    let uses = Array::of1(&usage.into());
    let asked = subtle().and_then(|s| s.import_key_with_str("pkcs8", &given, algorithm, false, &uses));
    let taken = match asked {
        Ok(asked) => JsFuture::from(asked).await,
        Err(e) => Err(e),
    };
    given.fill(0, 0, given.length());
    taken?.dyn_into::<CryptoKey>().map_err(|_| JsValue::from_str(algorithm))
}

/// Makes a writer's key, and the row that says where it is. What the browser can keep is in its database before
/// this returns.
///
/// # Errors
/// The browser can neither keep a key nor give randomness for one.
pub async fn make(store: Option<&BrowserStore>, writer: &str) -> Result<(Key, OwnKey), NoRandomness> {
    if let Some(store) = store
        && let Ok((key, public)) = made(store, writer).await
    {
        let own = OwnKey { writer: writer.to_owned(), key: public, secret: None };
        return Ok((Key::Kept(key, public), own));
    }
    let key = SigningKey::generate(&mut Randomness)?;
    let own = OwnKey { writer: writer.to_owned(), key: key.public_key(), secret: Some(key.secret()) };
    Ok((Key::Memory(key), own))
}

/// A key that the browser makes and keeps: its secret half has never been anywhere else.
async fn made(store: &BrowserStore, writer: &str) -> Result<(CryptoKey, PublicKey), JsValue> {
    let subtle = subtle()?;
    let uses = Array::of2(&"sign".into(), &"verify".into());
    let pair = JsFuture::from(subtle.generate_key_with_str(SIGNS, false, &uses)?).await?;
    let half = |name: &str| Reflect::get(&pair, &name.into())?.dyn_into::<CryptoKey>();
    let (private, public) = (half("privateKey")?, half("publicKey")?);
    let public = bytes(subtle.export_key("raw", &public)).await?;
    let public: [u8; 32] = public.as_slice().try_into().map_err(|_| JsValue::NULL)?;
    store.put_keys(&[(writer, &private)]).await.map_err(|_| JsValue::NULL)?;
    Ok((private, PublicKey::from_bytes(public)))
}

/// Has the browser keep a writer's key whose secret half is in memory, and tries it. `None`, and nothing is different,
/// where the browser cannot.
pub async fn keep_own(store: Option<&BrowserStore>, own: &OwnKey) -> Option<Key> {
    let (store, secret) = (store?, SigningKey::read(own.secret.as_ref()?)?);
    let private = import(SIGNS, "sign", &secret.pkcs8()).await.ok()?;
    store.put_keys(&[(&own.writer, &private)]).await.ok()?;
    let kept = kept_own(store, own).await?;
    signs(&kept).await.then_some(kept)
}

async fn kept_own(store: &BrowserStore, own: &OwnKey) -> Option<Key> {
    Some(Key::Kept(kept(store, &own.writer).await?, own.key))
}

/// A key that the browser keeps; none that it would show.
async fn kept(store: &BrowserStore, name: &str) -> Option<CryptoKey> {
    let key: CryptoKey = store.key(name).await.ok()??.dyn_into().ok()?;
    (!key.extractable()).then_some(key)
}

/// The key that a row speaks of; `None` where the browser has lost it.
pub async fn find(store: Option<&BrowserStore>, own: &OwnKey) -> Option<Key> {
    match &own.secret {
        Some(secret) => SigningKey::read(secret).map(Key::Memory),
        None => kept_own(store?, own).await,
    }
}

/// The names under which the browser keeps the office's key: what signs, what opens.
fn names(key: &OfficeKey) -> [String; 2] {
    ["sign", "open"].map(|part| format!("{OFFICE}{part}.{}", key.keeper.key))
}

/// Has the browser keep the office's key whose secret halves are in memory. It is read back from the database, has
/// to sign what its public half believes, and to open what is locked for it; only then this says yes. Where the
/// browser cannot, the key is in memory until the page closes.
pub async fn keep_office(store: Option<&BrowserStore>, key: &OfficeKey) -> bool {
    if let Some(store) = store
        && put_office(store, key).await.is_some()
        && let Some(office) = kept_office(store, key).await
        && works(&office).await
    {
        UNLOCKED.set(None);
        return true;
    }
    UNLOCKED.set(Some(key.clone()));
    false
}

async fn put_office(store: &BrowserStore, key: &OfficeKey) -> Option<()> {
    let (signing, identity) = (key.signing()?, key.identity()?);
    let signs = import(SIGNS, "sign", &signing.pkcs8()).await.ok()?;
    let opens = import(OPENS, "deriveBits", &identity.pkcs8()).await.ok()?;
    let [to_sign, to_open] = names(key);
    store.put_keys(&[(&to_sign, &signs), (&to_open, &opens)]).await.ok()
}

async fn kept_office(store: &BrowserStore, key: &OfficeKey) -> Option<Office> {
    let [to_sign, to_open] = names(key);
    let (signs, opens) = (kept(store, &to_sign).await?, kept(store, &to_open).await?);
    let recipient = key.keeper.recipient.parse().ok()?;
    Some(Office { key: Key::Kept(signs, key.keeper.key), opener: Opener::Kept(opens, recipient) })
}

/// Whether a key signs what its public half believes.
async fn signs(key: &Key) -> bool {
    const TRIAL: &[u8] = b"golden-thread trial";
    key.sign(TRIAL).await.is_ok_and(|signature| key.public_key().signed(TRIAL, &signature))
}

async fn works(office: &Office) -> bool {
    let Opener::Kept(_, recipient) = &office.opener else { return false };
    let locked = seal::lock(b"trial", &[*recipient], &mut Randomness).and_then(|file| Locked::read(&file));
    let Ok(locked) = locked else { return false };
    signs(&office.key).await && office.opener.open(&locked).await.is_ok_and(|plain| plain == b"trial")
}

/// The office's key, where it can be used at once; `None` where its passphrase is needed first.
pub async fn office(store: Option<&BrowserStore>, key: &OfficeKey) -> Option<Office> {
    let unlocked = UNLOCKED.with_borrow(|held| held.clone().filter(|held| held.keeper.key == key.keeper.key));
    if let Some(held) = [Some(key), unlocked.as_ref()].into_iter().flatten().find(|held| held.is_clear()) {
        return Some(Office { key: Key::Memory(held.signing()?), opener: Opener::Memory(held.identity()?) });
    }
    kept_office(store?, key).await
}

/// Where the office's key is.
pub async fn where_office(store: Option<&BrowserStore>, key: &OfficeKey) -> Kept {
    if key.is_clear() {
        return Kept::Clear;
    }
    match office(store, key).await {
        Some(office) if office.is_kept() => Kept::ByBrowser,
        Some(_) => Kept::Unlocked,
        None => Kept::Locked,
    }
}

/// Forgets the office's key as it is in memory.
pub fn lock_office() {
    UNLOCKED.set(None);
}

/// Has the browser forget the office's keys but for this one.
pub async fn forget_offices(store: Option<&BrowserStore>, but: Option<&OfficeKey>) {
    let stay = but.map(names);
    if let Some(store) = store {
        let goes = |name: &str| name.starts_with(OFFICE) && !stay.iter().flatten().any(|stays| stays == name);
        // What cannot be forgotten now is forgotten the next time.
        let _ = store.forget_keys(goes).await;
    }
}

/// Wipes a passphrase that was typed.
pub fn wipe(passphrase: &mut String) {
    passphrase.zeroize();
}
