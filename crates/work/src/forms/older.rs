//! Where an older message begins below or within a reply: what mail programs write above it, in the languages
//! that they are used in (`programs` lists what they call things). Nothing here knows what we sent.
//!
//! Three signs: a block of header lines ("From: / Sent: / To: / Subject:"), a rule with words in it
//! ("-----Original Message-----"), and a line that says who wrote ("On … wrote:"). The last may be somebody's own
//! sentence, so it says how sure it is.

use super::programs::{APPS, Head, LABELS, OPENERS, RULES, WROTE};

/// How many lines say who wrote what stands below, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrote {
    pub lines: usize,
    /// With an address, or a time and a year: no person's own sentence. Otherwise it is one unless a quote follows.
    pub sure: bool,
}

/// How many lines are the head of a whole older message that begins here: a rule, header lines, or both.
pub(super) fn begins_older_message(rest: &[&str]) -> Option<usize> {
    let first = rest.first()?.trim();
    let under = |from: usize| {
        let blank = rest.iter().skip(from).take(2).take_while(|l| l.trim().is_empty()).count();
        Some(from + blank + header_lines(rest.get(from + blank..)?)?)
    };
    if let Some(lines) = header_lines(rest) {
        return Some(lines);
    }
    if is_rule(first) {
        return under(1);
    }
    let dashed = first.chars().take_while(|c| is_dash(*c)).count() >= 2
        && first.chars().rev().take_while(|c| is_dash(*c)).count() >= 2
        && first.split_whitespace().count() <= 8;
    let named = |words: &str| RULES.iter().any(|rule| words.contains(rule));
    let words = lower(first);
    match under(1) {
        Some(lines) if dashed || (words.ends_with(':') && words.len() < 60 && forwards(&words)) => Some(lines),
        _ => (dashed && named(&words)).then_some(1),
    }
}

/// Apple's line above a forwarded message.
fn forwards(words: &str) -> bool {
    let known =
        ["forwarded", "weitergeleitet", "transféré", "réexpédié", "reenviado", "encaminhad", "inoltrato", "videresend"];
    known.iter().any(|word| words.contains(word))
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '_' | '=')
}

/// Whether a line is nothing but a drawn rule, such as Outlook's above an older message.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let mut signs = line.chars();
    let Some(sign) = signs.next().filter(|c| is_dash(*c) || matches!(c, '*' | '~' | '\u{2500}'..='\u{257f}')) else {
        return false;
    };
    signs.clone().count() >= 4 && signs.all(|c| c == sign)
}

fn lower(line: &str) -> String {
    line.trim().to_lowercase().replace(['\u{a0}', '\u{202f}'], " ").replace('\u{2019}', "'")
}

/// The label and the words of a header line, without what stars or signs of reading direction stand around them.
fn labelled(line: &str) -> Option<(String, &str)> {
    let line = line.trim().trim_start_matches(['*', '_', '|', ' ', '\u{200e}', '\u{200f}', '\u{feff}']);
    let at = line.char_indices().take(40).find(|(_, c)| matches!(c, ':' | '\u{ff1a}'))?;
    let (label, words) = line.split_at(at.0);
    let words = words.trim_start_matches([':', '\u{ff1a}']);
    let label = lower(label.trim_matches(['*', '_', '|', ' ', '\u{a0}', '\u{202f}', '\u{200e}', '\u{200f}']));
    Some((label, words.trim_matches(['*', ' ', '\u{a0}'])))
}

fn head(line: &str) -> Option<Head> {
    let (label, _) = labelled(line)?;
    LABELS.iter().find(|(_, all)| all.contains(&label.as_str())).map(|(head, _)| *head)
}

/// How many lines a block of headers has that begins here. In a language that is not known, it is told by its shape:
/// four labels, an address in the first two, a time and a year.
fn header_lines(rest: &[&str]) -> Option<usize> {
    labelled(rest.first()?)?;
    let block = rest.iter().take(16).take_while(|l| !l.trim().is_empty());
    let (mut seen, mut last, mut between, mut labels): (Vec<Head>, usize, usize, usize) = (Vec::new(), 0, 0, 0);
    for (at, line) in block.enumerate() {
        match head(line) {
            Some(found) => {
                if !seen.contains(&found) {
                    seen.push(found);
                }
                (last, between) = (at, 0);
            }
            // A long list of names goes on over the next lines.
            None if at > 0 && between < 3 => between += 1,
            None => break,
        }
    }
    let from = seen.first().is_some_and(|h| *h == Head::From);
    let any = seen.contains(&Head::From) && (seen.contains(&Head::Subject) || seen.contains(&Head::When));
    if any && ((from && seen.len() >= 3) || seen.len() >= 4) {
        return Some(last + 1);
    }
    let short = |line: &&&str| {
        labelled(line).is_some_and(|(label, words)| {
            !label.is_empty()
                && !label.contains(|c: char| c.is_ascii_digit())
                && label.chars().count() <= 24
                && !words.is_empty()
        })
    };
    let shaped: Vec<&&str> = rest.iter().take(6).take_while(short).collect();
    labels += shaped.len();
    let address = shaped.iter().take(2).any(|l| has_address(l));
    let dated = shaped.iter().any(|l| has_time(l) && has_year(l));
    (labels >= 4 && address && dated).then_some(labels)
}

fn has_address(words: &str) -> bool {
    words.split(['<', '>', ' ', '(', ')', '[', ']', ',', ';', '"', '*']).any(|word| {
        word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && host.len() > 3)
    })
}

fn has_year(words: &str) -> bool {
    let mut numbers = words.split(|c: char| !c.is_ascii_digit());
    numbers.any(|n| n.len() == 4 && (n.starts_with("19") || n.starts_with("20")))
}

/// Whether a time of day stands in it: "10:01", "09.30".
fn has_time(words: &str) -> bool {
    let short = |n: &str, most: usize| (1..=most).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit());
    words.split([' ', ',', '\u{a0}', '\u{202f}', '*']).any(|word| {
        let word = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        let mut parts = word.split([':', '.', 'h', 'H']);
        let (hour, minute) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        short(hour, 2) && minute.len() == 2 && short(minute, 2) && parts.all(|p| p.len() == 2 && short(p, 2))
    })
}

/// Whether these lines say who wrote what is below: on one line, or broken over up to four.
pub(super) fn says_who_wrote(rest: &[&str]) -> Option<Wrote> {
    let found = wrote(rest)?;
    // Where a later line begins such words by itself, what stands above it is somebody's own.
    let later = (1..found.lines).any(|at| rest.get(at..).and_then(wrote).is_some());
    (!later).then_some(found)
}

fn wrote(rest: &[&str]) -> Option<Wrote> {
    let opened = {
        let first = lower(rest.first()?);
        let word = first.split([' ', ',', '.']).next().unwrap_or_default();
        OPENERS.contains(&word) || first.starts_with(|c: char| c.is_ascii_digit())
    };
    let most = if opened { 4 } else { 1 };
    let ends = |line: &&str| line.trim_end().ends_with([':', '\u{ff1a}']);
    let lines = rest.iter().take(most).position(ends)? + 1;
    let all = rest.get(..lines)?;
    if all.iter().any(|l| l.trim().is_empty()) || all.iter().map(|l| l.len()).sum::<usize>() >= 400 {
        return None;
    }
    let joined = lower(&all.join(" "));
    let says = joined.split([' ', ',', ':', '<', '>']).any(|word| WROTE.contains(&word));
    let dated = joined.contains(|c: char| c.is_ascii_digit());
    // Who was there and what they did ended before: a sentence of somebody's own.
    let sentence = all.iter().rev().skip(1).any(|l| l.trim_end().ends_with(['.', '!', '?']));
    let sure = has_address(&joined) || (has_time(&joined) && has_year(&joined));
    (says && dated && (opened || sure) && (sure || !sentence)).then_some(Wrote { lines, sure })
}

/// What the programs of telephones write at the end of a message, by how it begins or ends.
pub(super) fn is_app_line(line: &str) -> bool {
    let words = lower(line.trim().trim_matches(['*', '_', '<', '[', '(']));
    words.len() <= 140 && APPS.iter().any(|begin| words.starts_with(begin))
        || (words.len() <= 60 && words.starts_with("outlook f") && words.contains("beziehen"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn header_lines_of_many_languages_begin_an_older_message() {
        for block in [
            "From: Office <o@x.org>\nSent: 09 June 2025 09:30\nTo: Housing\nSubject: Update",
            "*From:* Office\n*Sent:* 09 June 2025\n*To:* Housing\n*Subject:* Update",
            "Fra: Office\nSendt: 9. juni 2025 09:30\nTil: Housing\nEmne: Update",
            "Von: Office\nGesendet: Montag, 9. Juni 2025\nAn: Housing\nBetreff: Update",
            "De : Office\nEnvoyé : lundi 9 juin 2025\nÀ : Housing\nObjet : Update",
            "De: Office\nEnviado el: lunes, 9 de junio\nPara: Housing\nAsunto: Update",
            "De: Office\nEnviada em: 9 de junho\nPara: Housing\nAssunto: Update",
            "Oddi wrth: Office\nAnfonwyd: 9 Mehefin 2025\nAt: Housing\nPwnc: Update",
            "Od: Office\nWysłano: 9 czerwca 2025\nDo: Housing\nDW: Sam\nTemat: Update",
            "Da: Office\nInviato: 9 giugno\nA: Housing\nOggetto: Update",
            "发件人：Office\n发送时间：2025年6月9日\n收件人：Housing\n主题：Update",
            "From: Office\nSent: 9 June\nTo: Housing Team <a@x.org>;\n Leisure Trust <b@x.org>;\n Public Health\nSubject: Update",
            "________________________________\nFrom: Office\nDate: 9 June\nTo: Housing\nSubject: Update",
            "-------- Forwarded Message --------\nSubject: Update\nDate: 9 June\nFrom: Office\nTo: Housing",
            "Mittent: Office <o@x.org>\nTramess: 9 zercladur 2025 09:30\nDestinatur: Housing\nPertutgar: Update",
        ] {
            let lines: Vec<&str> = block.lines().collect();
            assert_eq!(begins_older_message(&lines), Some(lines.len()), "{block}");
        }
        for rule in ["-----Original Message-----", "-----Oprindelig meddelelse-----", "----- Mensaje original -----"] {
            assert_eq!(begins_older_message(&[rule, "Hello"]), Some(1), "{rule}");
        }
        for own in [
            "From: now on we meet weekly\nTo: do",
            "To: the team\nSubject: walks\nDate: May",
            "----- 1.2 -----",
            "______",
        ] {
            let lines: Vec<&str> = own.lines().collect();
            assert_eq!(begins_older_message(&lines), None, "{own}");
        }
    }

    #[test]
    fn lines_that_say_who_wrote() {
        let of = |text: &str| says_who_wrote(&text.lines().collect::<Vec<_>>());
        for sure in [
            "On Tue, 3 Mar 2026 at 10:01, Sam <s@x.example>\nwrote:",
            "On 03/03/2026 10:01, Sam wrote:",
            "Den man. 9. jun. 2025 kl. 09.30 skrev Sam <s@x.example>:",
            "Am 09.06.2025 um 09:30 schrieb Sam:",
            "Le lun. 9 juin 2025 à 09:30, Sam <s@x.example> a\nécrit :",
            "El lun, 9 jun 2025 a las 9:30, Sam (<s@x.example>)\nescribió:",
            "Em seg., 9 de jun. de 2025 às 09:30, Sam <s@x.example> escreveu:",
            "pon., 9 cze 2025 o 09:30 Sam <s@x.example> napisał(a):",
            "Ar Llun, 9 Meh 2025 am 09:30, ysgrifennodd Sam <s@x.example>:",
        ] {
            assert_eq!(of(sure), Some(Wrote { lines: sure.lines().count(), sure: true }), "{sure}");
        }
        assert_eq!(
            of("On 3 June we held the third session, and the trainer afterwards\nwrote:").map(|w| w.sure),
            Some(false)
        );
        for own in [
            "On Monday we met.\nIt went well.",
            "On 3 March we opened.\nThe mayor wrote:",
            "We met in 2025.\nOn Tue, 3 Mar 2026 at 10:01, Sam <s@x.example> wrote:",
            "On 3 March:",
        ] {
            assert_eq!(of(own), None, "{own}");
        }
    }

    #[test]
    fn lines_of_telephones() {
        for line in [
            "Sent from my iPhone",
            "Get Outlook for iOS<https://aka.ms/o0ukef>",
            "Sendt fra min iPhone",
            "Von meinem iPhone gesendet",
        ] {
            assert!(is_app_line(line), "{line}");
        }
        assert!(!is_app_line("We bought an iPhone for every adviser"));
    }
}
