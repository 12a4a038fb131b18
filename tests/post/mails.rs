//! Mails: their words, who sent them, and everything attached.

use super::support::*;
use golden_thread::post::{NotRead, OtherWords, What, recognise, unlocked};

fn form() -> Vec<u8> {
    data("replies/00-form.docx")
}

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

#[test]
fn a_mail_is_its_words_and_what_is_attached() {
    let (head, content) = attached(WORD, "form.docx", &form());
    let mail = eml(&[
        ("text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit", "Ours is attached.\r\n\r\nSam"),
        (&head, &content),
    ]);
    let items = recognise("reply.eml", &mail);
    assert_eq!(
        named(&items),
        [("reply.eml".into(), "reply".into()), ("reply.eml \u{203a} form.docx".into(), "form".into())]
    );
    assert_eq!(words(&items[0]), "Ours is attached.\n\nSam");
    assert_eq!(items[1].bytes, form());
    for item in &items {
        let from = item.from.as_ref().unwrap();
        assert_eq!(
            (from.name.as_str(), from.address.as_str(), from.subject.as_str()),
            ("Sam Jones", "sam@x.example", "Re: Caf\u{e9}")
        );
        assert_eq!(
            (from.sent.unwrap().to_string(), from.who()),
            ("2025-06-20".into(), "Sam Jones (sam@x.example)".into())
        );
    }
}

#[test]
fn outlooks_mail_is_read_like_any() {
    let mut mail = Msg::note("The licence came.\r\n\r\nSam");
    mail.files.push(("form.docx".into(), form()));
    let mut within = Msg::note("An older reply.");
    within.files.push(("sheet.xlsx".into(), data("replies/64-dates-as-numbers.xlsx")));
    mail.mails.push(within);
    let items = recognise("reply.msg", &mail.bytes());
    let expected = [
        ("reply.msg", "reply"),
        ("reply.msg \u{203a} form.docx", "form"),
        ("reply.msg \u{203a} Re: Update", "reply"),
        ("reply.msg \u{203a} Re: Update \u{203a} sheet.xlsx", "form"),
    ];
    assert_eq!(named(&items), expected.map(|(place, sort)| (place.to_owned(), sort.to_owned())));
    assert_eq!((words(&items[0]), words(&items[2])), ("The licence came.\n\nSam", "An older reply."));
    let from = items[1].from.as_ref().unwrap();
    assert_eq!(
        (from.name.as_str(), from.address.as_str(), from.sent.unwrap().to_string().as_str()),
        ("Sam Jones", "sam@x.example", "2025-06-20")
    );
    assert_eq!(items[1].bytes, form());
    let mut old = Msg::note("Caf\u{e9} opened.");
    old.old = true;
    assert_eq!(words(&recognise("", &old.bytes())[0]), "Caf\u{e9} opened.");
}

#[test]
fn words_of_other_sorts_are_read_or_named() {
    let page = "<html><head><style>p{x}</style></head><body><p>1.1 Train staff</p><p>Status: Green<br>Two &amp; more.</p></body></html>";
    let mail = eml(&[("text/html; charset=utf-8", page)]);
    let items = recognise("a.eml", &mail);
    assert_eq!(words(&items[0]), "1.1 Train staff\nStatus: Green\nTwo & more.");
    assert!(matches!(items[0].what, What::Reply { other: Some(OtherWords::Html), .. }));
    let mut outlook = Msg::note("");
    outlook.binaries.push(("1013", page.as_bytes().to_vec()));
    assert_eq!(words(&recognise("a.msg", &outlook.bytes())[0]), "1.1 Train staff\nStatus: Green\nTwo & more.");
    let mut rich = Msg::note("");
    rich.binaries.push(("1009", vec![1; 100]));
    let items = recognise("a.msg", &rich.bytes());
    let What::Reply { words, other } = &items[0].what else { panic!("{items:?}") };
    assert_eq!((words.as_str(), *other), ("", Some(OtherWords::Rich)));
    assert!(other.unwrap().words().contains("copy its words"));
    let flowed = eml(&[("text/plain; charset=utf-8; format=flowed", "One long \r\nline here.\r\n> quoted \r\n> on")]);
    assert_eq!(super::support::words(&recognise("a.eml", &flowed)[0]), "One long line here.\n> quoted on");
}

#[test]
fn mails_lie_within_mails_and_zips() {
    let inner = String::from_utf8(eml(&[("text/plain", "Deep words.")])).unwrap();
    let outer = eml(&[("text/plain", "See below."), ("message/rfc822", &inner)]);
    let letters = zip(&[
        ("replies/outer.eml", &outer),
        ("reply.msg", &Msg::note("Mine.").bytes()),
        ("__MACOSX/x", b"x"),
        ("note.txt", b"Just words."),
    ]);
    let items = recognise("letters.zip", &letters);
    let expected = [
        ("letters.zip \u{203a} note.txt", "reply"),
        ("letters.zip \u{203a} replies/outer.eml", "reply"),
        ("letters.zip \u{203a} replies/outer.eml \u{203a} Re: Caf\u{e9}", "reply"),
        ("letters.zip \u{203a} reply.msg", "reply"),
    ];
    let mut found = named(&items);
    found.sort();
    let mut expected = expected.map(|(place, sort)| (place.to_owned(), sort.to_owned()));
    expected.sort();
    assert_eq!(found, expected);
    let mut deep = b"words".to_vec();
    for _ in 0..12 {
        deep = zip(&[("a.zip", &deep)]);
    }
    assert_eq!(one("a.zip", &deep), "TooDeep");
    let mut many: Vec<(String, &[u8])> = (0..600).map(|n| (format!("{n}.txt"), &b"Words."[..])).collect();
    many.push(("last.txt".into(), b"Last."));
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let items = recognise("many.zip", &zip(&many));
    assert_eq!((items.len(), &items.last().unwrap().what), (501, &What::NotRead(NotRead::More(101))));
}

#[test]
fn what_is_no_reply_says_what_it_is() {
    let class = |class: &'static str| one("a.msg", &Msg { class, ..Msg::note("Words.") }.bytes());
    assert_eq!(class("IPM.Appointment"), "Calendar");
    assert_eq!(class("IPM.Schedule.Meeting.Request"), "Calendar");
    assert_eq!(class("IPM.Task"), "Task");
    assert_eq!(class("IPM.Contact"), "Contact");
    assert_eq!(class("REPORT.IPM.Note.NDR"), "Report");
    assert_eq!(class("IPM.StickyNote"), "Outlook");
    assert_eq!(class("IPM.Note.Custom"), "reply");
    assert_eq!(one("a.msg", &Msg { class: "IPM.Note.SMIME", ..Msg::note("") }.bytes()), "Encrypted");
    let with = |kind: &str| {
        let head = format!("From: a@x.example\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n");
        one("a.eml", format!("{head}--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n").as_bytes())
    };
    assert_eq!(with("application/pkcs7-mime; smime-type=enveloped-data"), "Encrypted");
    assert_eq!(with("application/pkcs7-mime; smime-type=signed-data"), "Sealed");
    assert_eq!(with("multipart/encrypted; boundary=b"), "Encrypted");
    assert_eq!(with("multipart/report; report-type=delivery-status; boundary=b"), "Report");
    assert_eq!(with("text/calendar; method=REQUEST"), "Calendar");
    assert_eq!(with("multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=b"), "reply");
    assert_eq!(one("a.eml", b"From: a@x.example\r\nMIME-Version: 1.0\r\n\r\n\r\n"), "NoWords");
    // A signed mail of Outlook's has the whole mail attached.
    let mut signed = Msg { class: "IPM.Note.SMIME.MultipartSigned", ..Msg::note("") };
    signed.files.push(("smime.p7m".into(), eml(&[("text/plain", "Signed words.")])));
    assert_eq!(words(&recognise("a.msg", &signed.bytes())[0]), "Signed words.");
}

#[test]
fn one_bad_thing_does_not_stop_the_others() {
    let (pdf, pdf_content) = attached("application/pdf", "scan.pdf", b"%PDF-1.7 x");
    let (torn, torn_content) = attached(WORD, "torn.docx", b"PK\x03\x04 torn");
    let (ours, ours_content) =
        attached("text/plain", "file.thread.json.txt", &data("replies/00-base-plan.thread.json"));
    let (logo, logo_content) = attached("image/png", "logo.png", b"\x89PNG\r\n\x1a\n small");
    let logo = format!("{logo}\r\nContent-ID: <logo@x>");
    let mail = eml(&[
        ("text/plain", "Here."),
        (&pdf, &pdf_content),
        (&torn, &torn_content),
        (&ours, &ours_content),
        (&logo, &logo_content),
    ]);
    let sorts: Vec<String> = recognise("a.eml", &mail).iter().map(|i| sort(&i.what)).collect();
    assert_eq!(sorts, ["reply", "Pdf", "Broken", "bundle return"]);
    let items = recognise("a.eml", &mail);
    assert_eq!(items[3].bytes, data("replies/00-base-plan.thread.json"), "to the byte: it may be signed");
    let mut large = eml(&[("text/plain", "x")]);
    large.resize((30 << 20) + 1, b'x');
    assert_eq!(one("a.eml", &large), "TooLarge");
}

/// A form that somebody locked by hand and attached is a form once it is unlocked, in its place and of the same sender.
#[test]
fn what_was_locked_in_a_mail_is_told_like_anything_once_it_is_unlocked() {
    let lock = b"age-encryption.org/v1\n-> X25519 abc\nabc\n--- abc\nabc";
    let (head, content) = attached("application/octet-stream", "form.docx.age", lock);
    let items = recognise("reply.eml", &eml(&[("text/plain", "Ours is attached."), (&head, &content)]));
    let locked = items.iter().find(|item| item.what == What::Locked).unwrap();
    let inside = unlocked(locked, &form());
    assert_eq!(named(&inside), [("reply.eml \u{203a} form.docx".to_owned(), "form".to_owned())]);
    assert_eq!(inside[0].from, locked.from);
    assert!(inside[0].from.is_some());
    // A lock inside the lock stays one.
    assert!(unlocked(locked, lock).iter().all(|item| item.what == What::Locked));
}
