//! Intake as a whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
use golden_thread::intake::*;

#[test]
fn look() {
    for p in ["../../work/shared/seeds/003_19d0b283dda8e0c0.txt", "tests/data/report-layout.txt"] {
        let Ok(b) = std::fs::read(p) else { continue };
        let o = Options { date: Some("2023-11-01".parse().unwrap()), ..Options::default() };
        let r = read(&b, &o).unwrap();
        println!("{:?} {:?} {:?}", r.title, r.period, r.format);
        println!("{}", serde_json::to_string(&r.summary()).unwrap());
        for p in &r.priorities {
            println!("{p:?}");
        }
        for q in &r.questions {
            println!("{} {:?} {}", q.line, q.kind, q.words);
        }
        println!("{:#?}", r.background);
        for l in r.not_understood() {
            println!("{l:?}");
        }
    }
}
