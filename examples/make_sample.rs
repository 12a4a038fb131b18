//! Writes the sample's files to standard output: `cargo run --example make_sample > public/sample.thread.json`, and with
//! the word `fixed` the one that tests open, which knows no story:
//! `cargo run --example make_sample fixed > tests/data/served/sample.thread.json`

#![allow(missing_docs)]

#[path = "../tests/common/sample.rs"]
mod sample;
#[path = "../tests/common/sample_story.rs"]
mod sample_story;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let source = serde_json::from_str(include_str!("../samples/southwark.json"))?;
    let fixed = std::env::args().nth(1).is_some_and(|word| word == "fixed");
    print!("{}", if fixed { sample::plan_file(&source) } else { sample_story::file() });
    Ok(())
}
