#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;
use proptest::prelude::*;

fn kinds(text: &str) -> Vec<Personal> {
    find(text).into_iter().map(|(kind, _)| kind).collect()
}

#[test]
fn personal_data_is_noticed() {
    use Personal::{BirthDate, Email, NhsNumber, Phone, Postcode};
    for (text, expected) in [
        ("Her number is 943 476 5919.", vec![NhsNumber]),
        ("NHS no: 943-476-5919, please", vec![NhsNumber]),
        ("(9434765919)", vec![NhsNumber]),
        ("ring 020 7525 5000 or +44 7700 900123", vec![Phone, Phone]),
        ("07700900123", vec![Phone]),
        ("on 07700-900-123.", vec![Phone]),
        ("(020) 7946 0000", vec![Phone]),
        ("+44 (0)20 7946 0000", vec![Phone]),
        ("0044 7700 900123", vec![Phone]),
        ("call +221 33 821 11 11", vec![Phone]),
        ("01204 99999 9", vec![Phone]),
        ("write to amina.b@example.org, please", vec![Email]),
        ("<amina+x@mail.example.co.uk>", vec![Email]),
        ("lives at SE15 4QL near SE15", vec![Postcode]),
        ("(se154ql)", vec![Postcode]),
        ("W1A 1AA, EC1A 1BB, M1 1AE, B33 8TH", vec![Postcode; 4]),
        ("DOB: 03/05/61", vec![BirthDate]),
        ("d.o.b. 3.5.1961", vec![BirthDate]),
        ("date of birth is 1961-05-03", vec![BirthDate]),
        ("She was born on 3 May 1961.", vec![BirthDate]),
        ("born the 3rd of May 1961", vec![BirthDate]),
        ("birthday: May 3, 1961", vec![BirthDate]),
        ("J. Smith, 03/05/1961", vec![BirthDate]),
    ] {
        assert_eq!(kinds(text), expected, "{text}: {:?}", find(text));
    }
}

/// What people write about events and plans. Each was, or could be, taken for something else.
#[test]
fn figures_of_plans_and_events_are_not_personal() {
    for text in [
        "In 2022/23, 301 of 317 people; over 2,700 families; 85+ schools by April 2025; 1,001 days; SE15.",
        "9434765918 is not one",
        "Meeting on 03/05/2026, 10.30-12.00, room 2",
        "Planned for 3 May 2026 and 14-15 June 2026",
        "2022 2023 2024 2025",
        "from 01-04-2025 to 31-03-2026",
        "09:00 10:00 11:00 12:00 13:00",
        "£1,250,000 of £2,300,000",
        "£9434765919",
        "order 4501234567",
        "ref PO9434765919",
        "PO-9434765918",
        "invoice 07700900123A",
        "Open Mon-Fri 9-5, Sat 10-1",
        "ring 999, NHS 111 or 116 123",
        "helpline 0808 808 1677 or 0300 123 1234",
        "0800 1111",
        "1 in 4 people, 3 in 10 in SE1 and SE17",
        "the A2 2nd exit; B12 3rd floor; A1 6ft board",
        "Q2 2025/26, 12pm SE1 5pm",
        "babies born in 2023",
        "born in 1948, the NHS turns 75 on 5 July 2023",
        "the service was born on the estate in 12 weeks",
        "people born before 1957",
        "12.5 million, 3.14159, 1.2.3",
        "50% of 120 = 60",
        "10 20 30 40 50 60",
        "@southwark on all channels, at 5@home",
        "blood pressure 120/80, 140/90, 135/85",
        "room 0.15, level 02, bay 07",
        "CO2 5kg; COVID19; H1N1 2ff",
    ] {
        assert_eq!(find(text), [], "{text}");
    }
}

#[test]
fn a_district_is_all_that_is_kept_of_a_postcode() {
    for (typed, district) in [
        ("SE15", Some("SE15")),
        ("se15 4ql", Some("SE15")),
        (" SE154QL ", Some("SE15")),
        ("w1a", Some("W1A")),
        ("EC1A 1BB", Some("EC1A")),
        ("Peckham", None),
        ("SE", None),
        ("15", None),
        ("SE15 4", None),
        ("", None),
    ] {
        assert_eq!(super::district(typed).as_deref(), district, "{typed}");
    }
}

/// The check digit by its definition, without the code that is tested.
fn with_check_digit(nine: u32) -> Option<String> {
    let body = format!("{nine:09}");
    let sum: u32 = body.chars().zip([10, 9, 8, 7, 6, 5, 4, 3, 2]).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
    let check = (11 - sum % 11) % 11;
    (check != 10).then(|| format!("{body}{check}"))
}

proptest! {
    #[test]
    fn every_nhs_number_is_found_however_it_is_spaced(nine in 0u32..1_000_000_000, gap in "[ -]|") {
        let Some(number) = with_check_digit(nine) else { return Ok(()) };
        let (a, b, c) = (&number[..3], &number[3..6], &number[6..]);
        let text = format!("note {a}{gap}{b}{gap}{c}, end");
        prop_assert_eq!(kinds(&text), [Personal::NhsNumber], "{}", text);
    }

    #[test]
    fn one_wrong_figure_is_no_nhs_number(nine in 100_000_000u32..1_000_000_000, off in 1u32..10) {
        let Some(number) = with_check_digit(nine) else { return Ok(()) };
        let wrong = (number[9..].parse::<u32>().unwrap() + off) % 10;
        let text = format!("note {}{wrong}", &number[..9]);
        prop_assert_eq!(kinds(&text), []);
    }

    #[test]
    fn every_mobile_number_is_found(rest in 100_000_000u32..1_000_000_000, form in 0usize..4) {
        let number = format!("7{rest}");
        let (a, b) = number.split_at(4);
        let text = [
            format!("ring 0{number}."), format!("ring 0{a} {b}."), format!("ring +44{number}."),
            format!("ring +44 {a} {b}."),
        ][form].clone();
        prop_assert!(kinds(&text).contains(&Personal::Phone), "{}", text);
    }

    #[test]
    fn every_postcode_is_found_and_its_district_kept(
        outward in "[A-HK-PR-UWYZ][1-9][0-9]?|[A-HK-PR-UWYZ][A-HK-Y][1-9][0-9]?",
        inward in "[0-9][ABD-HJLNP-UW-Z]{2}", gap in " |", small: bool,
    ) {
        let mut code = format!("{outward}{gap}{inward}");
        if small && !is_quantity(&inward.to_lowercase()) {
            code = code.to_lowercase();
        }
        prop_assert_eq!(kinds(&format!("at {code}, there")), [Personal::Postcode], "{}", code);
        prop_assert_eq!(district(&code), Some(outward));
    }

    #[test]
    fn any_text_can_be_asked(text in "\\PC{0,60}|[0-9 +().-]{0,40}|[a-z0-9 ./-]{0,40}") {
        for (_, words) in find(&text) {
            prop_assert!(!words.is_empty());
        }
        let _ = district(&text);
    }

    #[test]
    fn counts_and_dates_of_now_are_quiet(
        part in 1u32..2000, whole in 1u32..9999, day in 1u8..29, month in 1u8..13, year in 2015u16..2035,
    ) {
        let text = format!("{part} of {whole} on {day:02}/{month:02}/{year}, then {day}.{month}.{year}; £{whole},{part:03}.00");
        prop_assert_eq!(find(&text), []);
    }
}
