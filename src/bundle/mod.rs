#![allow(missing_docs, unused_variables)]
use crate::record::*; use crate::domain::Outcome; use serde_json::Value; use std::collections::BTreeMap;
#[derive(Debug,Clone,PartialEq)] pub struct Partnership { pub id: Id, pub name: String }
#[derive(Debug,Clone,Copy,PartialEq,Eq)] pub enum Purpose { Return, Issue, Reply, Backup }
#[derive(Debug,Clone,PartialEq)] pub struct BasedOn { pub id: Id, pub number: u64 }
#[derive(Debug,Clone,PartialEq)] pub struct Receipt { pub record: Id, pub field: Option<String>, pub outcome: Outcome, pub reason: Option<String>, pub extra: BTreeMap<String, Value> }
#[derive(Debug,Clone,PartialEq)] pub struct Envelope { pub partnership: Partnership, pub id: Id, pub sequence: u64, pub created: String, pub purpose: Purpose, pub from: Id, pub number: Option<u64>, pub based_on: Option<BasedOn>, pub receipts: Vec<Receipt>, pub acknowledged: Vec<Id>, pub extra: BTreeMap<String, Value> }
#[derive(Debug,Clone,PartialEq)] pub struct Bundle { pub envelope: Envelope, pub records: Set }
#[derive(Debug,Clone,PartialEq)] pub struct Place { pub line: usize, pub byte: usize }
#[derive(Debug,Clone,PartialEq)] pub struct SetAside { pub place: Place, pub id: Option<String>, pub reason: Reason }
#[derive(Debug,Clone,PartialEq)] pub struct Reason; #[derive(Debug,Clone,PartialEq)] pub struct Note; #[derive(Debug,Clone,PartialEq)] pub struct Refused;
impl Reason { pub fn words(&self)->String{String::new()} } impl Note { pub fn words(&self)->String{String::new()} } impl Refused { pub fn words(&self)->String{String::new()} }
#[derive(Debug,Clone,PartialEq)] pub struct Read { pub bundle: Bundle, pub set_aside: Vec<SetAside>, pub notes: Vec<Note> }
pub fn read(bytes: &[u8]) -> Result<Read, Refused> { Err(Refused) }
pub fn write(bundle: &Bundle) -> String { String::new() }
pub fn record_line(record: &Record) -> String { String::new() }
pub fn read_record_line(line: &str) -> Result<Record, Reason> { Err(Reason) }
pub fn for_audience(records: &Set, purpose: Purpose) -> Set { records.clone() }
