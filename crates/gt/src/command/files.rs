//! Reading files and standard input, writing files and standard output.

use super::stop::Stop;
use crate::words::fill;
use golden_thread_core::bundle::{self, Read};
use std::io::{ErrorKind, Read as _, Write as _};

/// How a file is called in messages.
pub fn name(file: &str) -> String {
    if file == "-" { crate::words::say("gt.stdin") } else { file.to_owned() }
}

/// The bytes of a file, or of standard input for `-`.
pub fn bytes(file: &str) -> Result<Vec<u8>, Stop> {
    let read = if file == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    read.map_err(|e| Stop::Refused(fill("gt.refused.unread", &[("file", &name(file)), ("why", &e)])))
}

/// Refused input, with the file's name.
pub fn refused(file: &str, why: &dyn std::fmt::Display) -> Stop {
    Stop::Refused(fill("gt.refused.file", &[("file", &name(file)), ("why", why)]))
}

/// A bundle, whatever its flaws: those are for the caller to say.
pub fn read_with_flaws(file: &str) -> Result<Result<Read, bundle::Refused>, Stop> {
    Ok(bundle::read(&bytes(file)?))
}

/// A bundle. What was set aside or is worth knowing goes to standard error; the rest goes on.
pub fn read(file: &str) -> Result<bundle::Bundle, Stop> {
    let read = read_with_flaws(file)?.map_err(|why| refused(file, &why))?;
    for words in read.set_aside.iter().map(|s| s.words()).chain(read.notes.iter().map(|n| n.words())) {
        eprintln!("{}", fill("gt.refused.file", &[("file", &name(file)), ("why", &words)]));
    }
    Ok(read.bundle)
}

/// Writes a command's result to a file, or to standard output.
pub fn write(output: Option<&str>, bytes: &[u8]) -> Result<(), Stop> {
    match output.filter(|o| *o != "-") {
        Some(file) => std::fs::write(file, bytes)
            .map_err(|e| Stop::Refused(fill("gt.refused.unwritten", &[("file", &file), ("why", &e)]))),
        None => print(bytes),
    }
}

/// Writes to standard output. That the reader has gone away is no error.
pub fn print(bytes: &[u8]) -> Result<(), Stop> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(e) if e.kind() == ErrorKind::BrokenPipe => Err(Stop::Unread),
        Err(e) => {
            let stdout = crate::words::say("gt.stdout");
            Err(Stop::Refused(fill("gt.refused.unwritten", &[("file", &stdout), ("why", &e)])))
        }
    }
}
