//! `gt keys`: the office's key without a browser: making one, saying its public half, locking a file, and opening
//! what was locked with nothing but the recovery file.

use super::args::{Args, Known};
use super::files;
use super::stop::Stop;
use crate::words::{fill, say};
use golden_thread_core::bundle;
use golden_thread_core::seal::{self, Derivation, Locked, NoRandomness, Random, Recipient, Unopened};
use golden_thread_work::store::keys::{OfficeKey, keepers_of};
use zeroize::Zeroizing;

const KNOWN: Known =
    Known { command: "keys", values: &["output", "passphrase", "key", "name", "to", "plan"], switches: &["armor"] };

/// The system's randomness.
struct System;

impl Random for System {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        getrandom::fill(bytes).map_err(|_| NoRandomness)
    }
}

/// Runs `new`, `recipient`, `seal` or `open`.
pub fn run(parser: lexopt::Parser) -> Result<(), Stop> {
    let Some(args) = Args::read(parser, &KNOWN)? else { return Ok(()) };
    let files: Vec<&str> = args.files.iter().map(String::as_str).collect();
    match files.as_slice() {
        ["new"] => new(&args),
        ["recipient", file] => recipient(&args, file),
        ["seal", file] => lock(&args, file),
        ["open", file] => open(&args, file),
        _ => Err(Stop::Usage(say("gt.usage.keys"))),
    }
}

fn needed<'a>(args: &'a Args, option: &str) -> Result<&'a str, Stop> {
    args.value(option).ok_or_else(|| Stop::Usage(fill("gt.usage.needed", &[("option", &option)])))
}

/// The first line of the file with the passphrase.
fn passphrase(args: &Args) -> Result<Zeroizing<String>, Stop> {
    let file = needed(args, "passphrase")?;
    let bytes = files::bytes(file)?;
    let text = Zeroizing::new(String::from_utf8(bytes).map_err(|e| files::refused(file, &e))?);
    match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(line.to_owned().into()),
        _ => Err(files::refused(file, &say("gt.refused.noPassphrase"))),
    }
}

fn refused(file: &str) -> impl Fn(Unopened) -> Stop {
    move |why| files::refused(file, &why.words())
}

/// The key in a recovery file. Whoever opens it so has proven that it opens.
fn recovered(args: &Args, file: &str) -> Result<OfficeKey, Stop> {
    let locked = Locked::read(&files::bytes(file)?).map_err(refused(file))?;
    let derivation = locked.derivation(&passphrase(args)?).map_err(refused(file))?;
    let opened = derivation.derive().and_then(|key| locked.open_with(&key)).map_err(refused(file))?;
    let name = args.value("name").unwrap_or_default();
    OfficeKey::recover(&Zeroizing::new(opened), name, "").ok_or_else(|| files::refused(file, &say("gt.refused.noKey")))
}

fn new(args: &Args) -> Result<(), Stop> {
    let output = needed(args, "output")?;
    let key = OfficeKey::generate(args.value("name").unwrap_or_default(), &mut System)
        .map_err(|NoRandomness| refused(output)(Unopened::NoRandomness))?;
    let derivation = Derivation::fresh(&passphrase(args)?, seal::WORK, &mut System).map_err(refused(output))?;
    let derived = derivation.derive().map_err(refused(output))?;
    let recovery = key.recovery().unwrap_or_default();
    let sealed = seal::lock_with(recovery.as_bytes(), &derived, &mut System);
    files::write(Some(output), &sealed.map_err(refused(output))?)?;
    // Its public half is said only once the file that was written has been opened again.
    let back = recovered(args, output)?;
    files::print(format!("{}\n", back.keeper.line()).as_bytes())
}

fn recipient(args: &Args, file: &str) -> Result<(), Stop> {
    files::print(format!("{}\n", recovered(args, file)?.keeper.line()).as_bytes())
}

fn lock(args: &Args, file: &str) -> Result<(), Stop> {
    let plain = files::bytes(file)?;
    let mut to: Vec<Recipient> = Vec::new();
    if let Some(text) = args.value("to") {
        let bad = |why: golden_thread_core::seal::NotAKey| Stop::Usage(why.to_string());
        to.push(text.parse().map_err(bad)?);
    }
    if let Some(plan) = args.value("plan") {
        let keepers = keepers_of(&files::read(plan)?.envelope);
        to.extend(keepers.iter().filter_map(|k| k.recipient.parse::<Recipient>().ok()));
    }
    let locked = seal::lock(&plain, &to, &mut System).map_err(refused(file))?;
    match args.has("armor") {
        true => files::write(args.value("output"), seal::armor(&locked).as_bytes()),
        false => files::write(args.value("output"), &locked),
    }
}

fn open(args: &Args, file: &str) -> Result<(), Stop> {
    let key = recovered(args, needed(args, "key")?)?;
    let locked = Locked::read(&files::bytes(file)?).map_err(refused(file))?;
    let identity = key.identity().ok_or_else(|| files::refused(file, &say("gt.refused.noKey")))?;
    let plain = locked.open(&[identity]).map_err(refused(file))?;
    files::write(args.value("output"), &plain)
}

/// Keys that somebody says are known, with their names: the keepers of a plan file, or a key (or a keeper's line)
/// a line.
pub fn known(file: &str) -> Result<Vec<(String, String)>, Stop> {
    let bytes = files::bytes(file)?;
    if let Ok(read) = bundle::read(&bytes) {
        return Ok(keepers_of(&read.bundle.envelope).into_iter().map(|k| (k.key.to_string(), k.name)).collect());
    }
    let text = String::from_utf8_lossy(&bytes);
    let one = |line: &str| {
        let mut words = line.split_whitespace().skip_while(|w| w.parse::<seal::PublicKey>().is_err());
        Some((words.next()?.to_owned(), words.collect::<Vec<_>>().join(" ")))
    };
    Ok(text.lines().filter_map(one).collect())
}
