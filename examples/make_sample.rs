//! Writes the sample plan's file from `samples/southwark.json` to standard output:
//! `cargo run --example make_sample > public/sample.thread.json`

#![allow(missing_docs)]

#[path = "../tests/common/sample.rs"]
mod sample;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let source = serde_json::from_str(include_str!("../samples/southwark.json"))?;
    print!("{}", sample::plan_file(&source));
    Ok(())
}
