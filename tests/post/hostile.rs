//! Any bytes, and real files with bytes changed: always a list, never more than was promised.

use super::support::*;
use golden_thread::post::{Item, recognise};
use proptest::prelude::*;
use std::sync::LazyLock;

fn bounded(bytes: &[u8], items: &[Item]) {
    assert!(!items.is_empty() && items.len() <= 503);
    let taken: usize = items.iter().map(|item| item.bytes.len()).sum();
    assert!(taken <= (240 << 20) + bytes.len());
    assert!(items.iter().all(|item| item.path.len() <= 9));
}

static REAL: LazyLock<Vec<(&'static str, Vec<u8>)>> = LazyLock::new(|| {
    let form = data("replies/00-form.docx");
    let (head, content) = attached("application/octet-stream", "form.docx", &form);
    let inner = String::from_utf8(eml(&[("text/plain", "Deep.")])).unwrap();
    let mail =
        eml(&[("text/plain", "Words."), ("text/html", "<p>Words"), (&head, &content), ("message/rfc822", &inner)]);
    let mut msg = Msg::note("The licence came.");
    msg.files.push(("form.docx".into(), form[..5000].to_vec()));
    msg.mails.push(Msg::note("Older."));
    let msg = msg.bytes();
    let many = zip(&[("a.eml", &mail), ("b.msg", &msg)]);
    vec![
        ("a.eml", mail),
        ("a.msg", msg),
        ("a.zip", many),
        ("a.docx", form),
        ("a.xlsx", data("replies/64-dates-as-numbers.xlsx")),
        ("a.json", data("replies/00-base-plan.thread.json")),
    ]
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_something(
        bytes in prop::collection::vec(any::<u8>(), 0..3000),
        start in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"", b"{", b"%PDF"]),
        name in "[a-z.]{0,8}(\\.eml|\\.msg|\\.zip)?",
    ) {
        let bytes = [start, &bytes].concat();
        bounded(&bytes, &recognise(&name, &bytes));
    }

    #[test]
    fn real_files_with_bytes_changed_are_something(
        which in any::<prop::sample::Index>(),
        spots in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        cut in prop::option::of(any::<prop::sample::Index>()),
        near in any::<bool>(),
    ) {
        let (name, mut bytes) = REAL[which.index(REAL.len())].clone();
        let range = if near { bytes.len().min(1600) } else { bytes.len() };
        for (at, byte) in spots {
            let at = at.index(range);
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        bounded(&bytes, &recognise(name, &bytes));
    }
}

#[test]
fn what_repeats_without_end_does_not() {
    let nested = "Content-Type: message/rfc822\r\n\r\n".repeat(200_000);
    let mail = format!("MIME-Version: 1.0\r\n{nested}");
    assert_eq!(one("a.eml", mail.as_bytes()), "TooDeep");
    let lines = format!("MIME-Version: 1.0\r\n{}", "a:\n".repeat(2_000_000));
    assert_eq!(one("a.eml", lines.as_bytes()), "TooLarge");
    let addresses =
        format!("MIME-Version: 1.0\r\nTo: {}\r\nFrom: a@x.example\r\n\r\nWords.", "a@x.example,".repeat(500_000));
    assert_eq!(one("a.eml", addresses.as_bytes()), "reply");
    let mut deep = Msg::note("Deep.");
    for _ in 0..12 {
        let mut outer = Msg::note("Words.");
        outer.mails.push(deep);
        deep = outer;
    }
    let items = recognise("a.msg", &deep.bytes());
    assert_eq!((items.len(), sort(&items.last().unwrap().what).as_str()), (7, "TooDeep"));
    // Files that unpack to much: each within its bounds, and the rest said to be too large.
    let much = vec![b' '; 29 << 20];
    let names = ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt"];
    let bomb = packed(&names.map(|name| (name, &much[..])));
    assert!(bomb.len() < 1 << 20);
    let sorts: Vec<String> = recognise("a.zip", &bomb).iter().map(|i| sort(&i.what)).collect();
    assert_eq!(sorts, ["Empty", "Empty", "TooLarge", "TooLarge", "TooLarge"]);
}
