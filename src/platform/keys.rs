//! Randomness from the browser, and a writer's signing key: made and kept by the browser, which never shows
//! its secret half (WebCrypto), or in memory and in the store where a browser cannot.

use super::database::BrowserStore;
use super::reason;
use crate::seal::{NoRandomness, NotSigned, PublicKey, Random, Signature, Signer, SigningKey};
use crate::store::keys::OwnKey;
use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// As WebCrypto calls it.
const ALGORITHM: &str = "Ed25519";

/// The browser's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct Randomness;

fn crypto() -> Option<web_sys::Crypto> {
    web_sys::window()?.crypto().ok()
}

impl Random for Randomness {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        let given = crypto().ok_or(NoRandomness)?.get_random_values_with_u8_array(bytes);
        given.map(drop).map_err(|_| NoRandomness)
    }
}

/// A writer's key.
#[derive(Debug, Clone)]
pub enum Key {
    /// The browser keeps it.
    Kept(web_sys::CryptoKey, PublicKey),
    /// It is in memory.
    Memory(SigningKey),
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
                let subtle = crypto().ok_or_else(|| NotSigned(String::new()))?.subtle();
                let bytes = bytes(subtle.sign_with_str_and_u8_array(ALGORITHM, key, message)).await;
                let bytes = bytes.map_err(|e| NotSigned(reason(&e)))?;
                bytes.try_into().map(Signature::from_bytes).map_err(|_| NotSigned(ALGORITHM.to_owned()))
            }
            Key::Memory(key) => Ok(key.sign_now(message)),
        }
    }
}

async fn bytes(promise: Result<Promise, JsValue>) -> Result<Vec<u8>, JsValue> {
    JsFuture::from(promise?).await.map(|buffer| Uint8Array::new(&buffer).to_vec())
}

/// Makes a writer's key, and the row that says where it is. What the browser can keep is in its database before
/// this returns.
///
/// # Errors
/// The browser can neither keep a key nor give randomness for one.
pub async fn make(store: Option<&BrowserStore>, writer: &str) -> Result<(Key, OwnKey), NoRandomness> {
    if let Some(store) = store
        && let Ok((key, public)) = kept(store, writer).await
    {
        let own = OwnKey { writer: writer.to_owned(), key: public, secret: None };
        return Ok((Key::Kept(key, public), own));
    }
    let key = SigningKey::generate(&mut Randomness)?;
    let own = OwnKey { writer: writer.to_owned(), key: key.public_key(), secret: Some(key.secret()) };
    Ok((Key::Memory(key), own))
}

async fn kept(store: &BrowserStore, writer: &str) -> Result<(web_sys::CryptoKey, PublicKey), JsValue> {
    let subtle = crypto().ok_or(JsValue::NULL)?.subtle();
    let uses = Array::of2(&"sign".into(), &"verify".into());
    let pair = JsFuture::from(subtle.generate_key_with_str(ALGORITHM, false, &uses)?).await?;
    let half = |name: &str| Reflect::get(&pair, &name.into())?.dyn_into::<web_sys::CryptoKey>();
    let (private, public) = (half("privateKey")?, half("publicKey")?);
    let public = bytes(subtle.export_key("raw", &public)).await?;
    let public: [u8; 32] = public.try_into().map_err(|_| JsValue::NULL)?;
    store.put_key(writer, &private).await.map_err(|_| JsValue::NULL)?;
    Ok((private, PublicKey::from_bytes(public)))
}

/// The key that a row speaks of; `None` where the browser has lost it.
pub async fn find(store: Option<&BrowserStore>, own: &OwnKey) -> Option<Key> {
    match &own.secret {
        Some(secret) => SigningKey::read(secret).map(Key::Memory),
        None => {
            let key = store?.key(&own.writer).await.ok()??;
            Some(Key::Kept(key.dyn_into().ok()?, own.key))
        }
    }
}
