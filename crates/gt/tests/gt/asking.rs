//! Forms for owners, and what is read out of what they answer.

use crate::{Folder, NOW, SAMPLE, WRITER, gt};
use serde_json::Value;

#[test]
fn ask_makes_forms_and_answer_reads_them() {
    let folder = Folder::new("ask");
    let forms = folder.path("forms");
    let all = gt(&["ask", SAMPLE, "--all", "--as", "docx", "--due", "2024-05-10", "-o", &forms]);
    assert_eq!(all.code, 0, "{}", all.err);
    assert_eq!(all.text().lines().count(), 16);
    for file in all.text().lines() {
        let read = gt(&["answer", file, "--plan", SAMPLE, "--json"]);
        let said: Value = serde_json::from_str(&read.text()).unwrap();
        assert_eq!((&said["answers"], &said["notUnderstood"]), (&serde_json::json!([]), &serde_json::json!([])));
    }
    let one = |form: &str| gt(&["ask", SAMPLE, "--owner", "adult social care", "--as", form]);
    assert_eq!(one("xlsx").fine(), one("xlsx").out, "the same bytes each time");
    let letter = one("email").text();
    assert!(letter.starts_with("Subject: "), "{letter}");
    let late = ["ask", SAMPLE, "--owner", "Adult Social Care", "--as", "email", "--chase", "--due", "2024-05-10"];
    let late = gt(&[&late[..], &["--now", "2024-05-11T08:00:00Z"]].concat()).text();
    assert!(late.contains("It was due by 10 May 2024"), "{late}");

    let heading = letter.lines().find(|l| l.contains("apprenticeships")).unwrap();
    let text = format!("Hello\n{heading}\nTwo places filled.\nRating: On track\n> old\n");
    let reply = folder.put("reply.txt", text.as_bytes());
    let read = |more: &[&str]| {
        let args = ["answer", &reply, "--plan", SAMPLE, "--owner", "Adult Social Care", "--on", "2024-05-03"];
        gt(&[&args[..], &["--by", "Amina", "--now", NOW, "--writer", WRITER], more].concat())
    };
    let made = read(&[]);
    assert!(made.err.contains("line 1: ") && made.err.contains("Hello"), "{}", made.err);
    let bundle = folder.put("answer.thread.json", &made.fine());
    assert_eq!(read(&[]).out, std::fs::read(&bundle).unwrap(), "the same bytes each time");
    let words = gt(&["diff", SAMPLE, &bundle]).text();
    assert!(words.contains("Two places filled.") && words.contains("1 change"), "{words}");
    let said: Value = serde_json::from_str(&read(&["--json"]).text()).unwrap();
    assert_eq!((&said["answers"][0]["rating"], &said["filledInBy"]), (&"on-track".into(), &"Amina".into()));

    let mail = format!(
        "From: Amina Bello <amina@x.example>\r\nDate: Fri, 3 May 2024 09:00:00 +0000\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n{heading}\r\nTwo places filled.\r\n\
         --b\r\nContent-Type: application/pdf; name=scan.pdf\r\n\r\n%PDF-1.7\r\n--b--\r\n"
    );
    let mail = folder.put("reply.eml", mail.as_bytes());
    let read = gt(&["answer", &mail, "--plan", SAMPLE, "--owner", "Adult Social Care", "--json"]);
    let said: Value = serde_json::from_str(&read.text()).unwrap();
    assert_eq!((&said["filledInBy"], &said["date"]), (&"Amina Bello".into(), &"2024-05-03".into()));
    assert_eq!(said["answers"][0]["update"], "Two places filled.");
    assert_eq!(said["beside"][0]["place"], "reply.eml \u{203a} scan.pdf");

    for wrong in [
        &["ask", SAMPLE][..],
        &["ask", SAMPLE, "--as", "docx"],
        &["ask", SAMPLE, "--as", "pdf", "--all"],
        &["ask", SAMPLE, "--as", "docx", "--all"],
        &["ask", SAMPLE, "--as", "docx", "--all", "--owner", "x"],
        &["answer", &reply],
    ] {
        assert_eq!(gt(wrong).code, 2, "{wrong:?}");
    }
    let nobody = gt(&["ask", SAMPLE, "--as", "docx", "--owner", "Nobody"]);
    assert!(nobody.code == 1 && nobody.err.contains("Adult Social Care"), "{}", nobody.err);
    let pdf = folder.put("form.pdf", b"%PDF-1.7");
    let refused = gt(&["answer", &pdf, "--plan", SAMPLE]);
    assert!(refused.code == 1 && refused.err.contains("PDF"), "{}", refused.err);
}
