//! Has the command made again when a sentence of its own changes; cargo does not see it.
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../../locales/command");
}
