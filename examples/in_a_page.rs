//! What `script/bench` measures in a browser's page: reading, verifying and joining what two hundred people returned,
//! finding where they contradict each other, and keeping it. The page beside it (`benches/page`) does the same with others'
//! tools. Natively there is nothing here.

#![allow(missing_docs)]

#[cfg(target_arch = "wasm32")]
#[path = "../tests/common/big_plan.rs"]
mod big_plan;

#[cfg(target_arch = "wasm32")]
mod page {
    use super::big_plan::{WORDS, edit, id};
    use golden_thread::bundle::{self, Bundle, Envelope, Partnership, Proven, Purpose, proof};
    use golden_thread::domain::{Draft, fields as f, kind};
    use golden_thread::ledger::changes::{Cause, Work};
    use golden_thread::platform::database::BrowserStore;
    use golden_thread::platform::keys::Randomness;
    use golden_thread::record::{Clock, Set};
    use golden_thread::seal::SigningKey;
    use golden_thread::store::rows::About;
    use golden_thread::store::{RowChange, State, Vault};
    use serde_json::json;
    use std::collections::BTreeMap;
    use wasm_bindgen::prelude::*;

    const RECORDS: u64 = 100;

    fn partnership() -> Partnership {
        Partnership { id: id(1, 1), name: "Partnership".to_owned() }
    }

    /// What person `n` returns: half of the records are the person's own, half are shared with everybody, and of all a
    /// tenth was edited by several people at the same time: each of those by five.
    fn returned(n: u64) -> Bundle {
        let (office, mut mine) = (Clock::new(id(3, 0)), Clock::new(id(3, n + 1)));
        let mut records = Set::new();
        for r in 0..RECORDS {
            let shared = r < RECORDS / 2;
            let record = if shared { id(4, r) } else { id(5 + n, r) };
            let draft = Draft::new(record, kind::UPDATE)
                .with(f::NARRATIVE, WORDS.chars().take(40 + 40 * (r % 3) as usize).collect::<String>())
                .with(f::NEXT_STEPS, "A report goes to the board in March.")
                .with(f::DATE, "2024-01-01")
                .with(format!("{}/{}", f::COVERS, id(6, r)), json!({ "rating": "on-track" }));
            let mut clock = if shared { office } else { mine };
            edit(&mut records, &draft, &mut clock, 1_000 + r);
            if !shared {
                mine = clock;
            } else if r % 5 == 0 && (n + r).is_multiple_of(40) {
                let own =
                    Draft::new(record, kind::UPDATE).with(f::NEXT_STEPS, format!("Person {n} will report in May."));
                edit(&mut records, &own, &mut mine, 9_000);
            }
        }
        let envelope = Envelope {
            partnership: partnership(),
            id: id(2, n),
            sequence: n,
            created: "2024-01-01T00:00:00Z".to_owned(),
            purpose: Purpose::Return,
            from: id(3, n + 1),
            number: None,
            based_on: None,
            receipts: Vec::new(),
            acknowledged: Vec::new(),
            extra: BTreeMap::new(),
        };
        Bundle { envelope, records }
    }

    /// The text of person `n`'s file, signed.
    #[wasm_bindgen]
    pub async fn make(n: u32) -> Result<String, JsValue> {
        let mut bundle = returned(u64::from(n));
        let key = SigningKey::generate(&mut Randomness).map_err(|_| JsValue::from("no randomness"))?;
        proof::sign(&mut bundle, &key).await.map_err(|e| JsValue::from(e.0))?;
        Ok(bundle::write(&bundle))
    }

    /// What was joined so far, and where it is kept.
    #[wasm_bindgen]
    #[derive(Default)]
    pub struct Joined {
        set: Set,
    }

    #[wasm_bindgen]
    impl Joined {
        #[wasm_bindgen(constructor)]
        pub fn new() -> Joined {
            Joined::default()
        }

        /// Reads a file, checks its signature, and joins its records.
        pub fn take(&mut self, bytes: &[u8]) -> bool {
            let Ok(read) = bundle::read(bytes) else { return false };
            let proven = matches!(proof::check(&read.bundle.envelope, bytes), Proven::By(_));
            self.set.join(read.bundle.records);
            proven && read.set_aside.is_empty()
        }

        /// Reads a file and joins its records.
        pub fn join(&mut self, bytes: &[u8]) -> bool {
            let Ok(read) = bundle::read(bytes) else { return false };
            self.set.join(read.bundle.records);
            read.set_aside.is_empty()
        }

        /// Reads a file alone.
        pub fn read(&self, bytes: &[u8]) -> usize {
            bundle::read(bytes).map_or(0, |read| read.bundle.records.len())
        }

        /// How many fields hold several versions.
        pub fn conflicts(&self) -> usize {
            self.set.iter().flat_map(|r| r.fields().values()).filter(|field| field.is_conflict()).count()
        }

        /// A line a record, for whoever puts them one by one.
        pub fn lines(&self) -> Vec<String> {
            self.set.iter().map(bundle::record_line).collect()
        }
    }

    /// A device's database, new and empty.
    #[wasm_bindgen]
    pub struct Device {
        store: BrowserStore,
        state: State,
    }

    fn why(error: golden_thread::store::StoreError) -> JsValue {
        JsValue::from(error.words())
    }

    #[wasm_bindgen]
    impl Device {
        pub async fn begin(database: String) -> Result<Device, JsValue> {
            let store = BrowserStore::open(&database).await.map_err(why)?;
            let mut state = State::default();
            let about = About { writer: id(3, 0).to_string(), ..About::nobody(&partnership()) };
            let first = Vault::save(&store, &state, &Work::typed([]), vec![RowChange::About(about)], 1).await;
            state.apply(first.map_err(why)?);
            Ok(Device { store, state })
        }

        /// Keeps everything in one transaction, as the app keeps a plan file that it opens.
        pub async fn keep(&mut self, joined: Joined) -> Result<usize, JsValue> {
            let work = Work { joins: joined.set.into_iter().collect(), ..Work::new(Cause::Issue { number: 1 }) };
            let delta = Vault::save(&self.store, &self.state, &work, Vec::new(), 2).await.map_err(why)?;
            self.state.apply(delta);
            Ok(self.state.ledger.records().len())
        }

        pub fn end(self) {
            self.store.close();
        }
    }
}

fn main() {}
