#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;
use proptest::prelude::*;

/// The day of the notes in these tests.
fn today() -> Date {
    crate::days::date(2026, 11, 22)
}

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
        ("SE15 4QL07700900123", vec![Postcode, Phone]),
        ("07700900123SE154QL", vec![Phone, Postcode]),
        ("07700 900123 07700 900124", vec![Phone, Phone]),
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
        "built 12/05/1972",
        "the hall was opened on the 12/05/1972",
        "01 02 03 04 05",
        "N1 7up",
        "01/04/2025 - 31/03/2026, 1234 people",
        "on 01/05/2026 100 people; on 2026-07-12 1200",
        "0730-0930 200 people, 0130-0245, 120 more",
        "01.30-02.45, 120 people",
        "room B12 we met; form A30 by 4 of us; SE15 4 GP visits",
        "open 3 May 10-12, 12.10-12.30",
        "versions 1.2.3.4 and 7.10.12.3",
        "7,700,900,123 people; 7.7 million",
        "a drawing's 0 1 0 0 9.2 4.6 4.6 and 5.4 6.8 7.1 8.5 10",
        "0, 5, 10, 15, 20, 25, 30; 0 1 2 3 4 5 6 7 8 9 10",
        "budget 7500123456",
        "we meet at the hall on the dot; look at polka dot dresses",
        "meet us @southwark.gov.uk",
        "since 1 April 1999, and the Act of 3 May 1961",
        "babies born in May 2023",
        "the service was born on the estate. On 3 May 2023 it grew",
    ] {
        assert_eq!(find(text), [], "{text}");
        let noted = in_note(text, today());
        let old_day = text.contains("Act of");
        assert!(old_day || noted.is_empty(), "{text}: {noted:?}");
    }
}

/// Spellings that were once missed, each with what is to be found of it. Whatever stands beside a number hides nothing.
const MISSED: [(&str, Personal, &str); 66] = {
    use Personal::{BirthDate, Email, NhsNumber, Phone, Postcode};
    [
        ("Her number is 943 476 5919. 2 of her friends too", NhsNumber, "943 476 5919"),
        ("2 of them: 943 476 5919", NhsNumber, "943 476 5919"),
        ("flat 12 943 476 5919", NhsNumber, "943 476 5919"),
        ("NHS9434765919", NhsNumber, "9434765919"),
        ("943.476.5919", NhsNumber, "943.476.5919"),
        ("9434 765 919", NhsNumber, "9434 765 919"),
        ("943476 5919", NhsNumber, "943476 5919"),
        ("943  476  5919", NhsNumber, "943  476  5919"),
        ("943\n476\n5919", NhsNumber, "943\n476\n5919"),
        ("943\u{a0}476\u{a0}5919", NhsNumber, "943\u{a0}476\u{a0}5919"),
        ("94 34 76 59 19", NhsNumber, "94 34 76 59 19"),
        ("9 4 3 4 7 6 5 9 1 9", NhsNumber, "9 4 3 4 7 6 5 9 1 9"),
        ("943-4765919", NhsNumber, "943-4765919"),
        ("Her NHS no is 943 47.65 919", NhsNumber, "943 47.65 919"),
        ("DOB 3rd May", BirthDate, "DOB 3rd May"),
        ("943/476/5919x", NhsNumber, "943/476/5919"),
        ("ring 07700 900123. 3 children at home", Phone, "07700 900123"),
        ("Mary, flat 3 07700 900123", Phone, "07700 900123"),
        ("07700 900123 - 2 kids", Phone, "07700 900123"),
        ("07700 900123 10am to 4pm", Phone, "07700 900123"),
        ("from 10 to 4, 07700 900123, 2 of us", Phone, "07700 900123"),
        ("7700900123", Phone, "7700900123"),
        ("7700 900 123", Phone, "7700 900 123"),
        ("flat 3 7700 900123", Phone, "7700 900123"),
        ("07700/900123", Phone, "07700/900123"),
        ("07700.900.123", Phone, "07700.900.123"),
        ("07700, 900123", Phone, "07700, 900123"),
        ("07700_900_123", Phone, "07700_900_123"),
        ("07700:900123", Phone, "07700:900123"),
        ("07700\n900123", Phone, "07700\n900123"),
        ("077-00-90-01-23", Phone, "077-00-90-01-23"),
        ("07 70 09 00 12 3", Phone, "07 70 09 00 12 3"),
        ("0 7 7 0 0 9 0 0 1 2 3", Phone, "0 7 7 0 0 9 0 0 1 2 3"),
        ("Mob07700900123", Phone, "07700900123"),
        ("Mob7700900123", Phone, "7700900123"),
        ("07700900123 call", Phone, "07700900123"),
        ("07700900123mob", Phone, "07700900123"),
        ("+44 (0) 7700 900123, 2 of them", Phone, "+44 (0) 7700 900123"),
        ("(020) 7946 0000", Phone, "(020) 7946 0000"),
        ("0034 612 345 678", Phone, "0034 612 345 678"),
        ("+34 612 345 678", Phone, "+34 612 345 678"),
        ("SE15-4QL", Postcode, "SE15-4QL"),
        ("SE 15 4QL", Postcode, "SE 15 4QL"),
        ("SE154 QL", Postcode, "SE154 QL"),
        ("se 15 4 ql", Postcode, "se 15 4 ql"),
        ("postcode:SE154QL", Postcode, "SE154QL"),
        ("SE15  4QL", Postcode, "SE15  4QL"),
        ("SE15, 4QL", Postcode, "SE15, 4QL"),
        ("SE15\n4QL", Postcode, "SE15\n4QL"),
        ("SE15\u{a0}4QL", Postcode, "SE15\u{a0}4QL"),
        ("born in Lagos on 3 May 1961", BirthDate, "born in Lagos on 3 May 1961"),
        ("dob 03051961", BirthDate, "dob 03051961"),
        ("dob 03 05 1961", BirthDate, "dob 03 05 1961"),
        ("dob 030561", BirthDate, "dob 030561"),
        ("DOB: 1961", BirthDate, "DOB: 1961"),
        ("born May 1961", BirthDate, "born May 1961"),
        ("born in May 1961", BirthDate, "born in May 1961"),
        ("naci\u{f3} el 3 de mayo de 1961", BirthDate, "naci\u{f3} el 3 de mayo de 1961"),
        ("nacio el 3 de mayo de 1961", BirthDate, "nacio el 3 de mayo de 1961"),
        ("fecha de nacimiento: 3/5/61", BirthDate, "fecha de nacimiento: 3/5/61"),
        ("amina at gmail dot com", Email, "amina at gmail dot com"),
        ("amina.b @gmail.com", Email, "amina.b @gmail.com"),
        ("amina @ gmail . com", Email, "amina @ gmail . com"),
        ("amina dot b (at) mail dot example dot org", Email, "amina dot b (at) mail dot example dot org"),
        ("amina arroba hotmail punto com", Email, "amina arroba hotmail punto com"),
        ("write to amina@example.org. Then 2 more", Email, "amina@example.org"),
    ]
};

#[test]
fn what_was_once_missed_is_found_as_typed() {
    for (text, kind, words) in MISSED {
        assert_eq!(find(text), [(kind, words.to_owned())], "{text}");
        assert_eq!(in_note(text, today()), [(kind, words.to_owned())], "{text}");
        for around in ["3 ", "Ana, 2 kids, ", "(", "10-4, ", "on 22/11/2026 "] {
            let text = format!("{around}{text}, 2 times");
            let found = find(&text);
            assert!(found.iter().any(|(_, found)| found.contains(words)), "{text}: {found:?}");
        }
    }
}

#[test]
fn all_that_is_found_can_be_taken_out() {
    for (text, _, words) in MISSED {
        let text = format!("Ana said: {text}; it was 2 o'clock");
        let rest = take_out(&text, today());
        assert_eq!(rest, text.replace(words, "…"));
        assert_eq!(in_note(&rest, today()), []);
    }
    assert_eq!(
        take_out("Amina, 07700 900123, SE15 4QL, NHS 943 476 5919, born 3/5/61", today()),
        "Amina, …, …, NHS …, …"
    );
}

/// Whole days of a life are looked at in notes of what residents said. Plans and papers name many such days.
#[test]
fn a_day_in_a_life_is_a_date_of_birth_in_a_note_only() {
    for (text, words) in [
        ("3 May 1961", "3 May 1961"),
        ("Mary, 3rd of May, 1961, is tired", "3rd of May, 1961"),
        ("Mary May 3 1961", "May 3 1961"),
        ("3 mayo 1961", "3 mayo 1961"),
        ("3-May-1961", "3-May-1961"),
        ("Ana, 3rd May 61, is", "3rd May 61"),
        ("3 May \u{2019}61", "3 May \u{2019}61"),
        ("03 05 1961", "03 05 1961"),
        ("Mary 03051961", "03051961"),
        ("she is from 12/05/2008", "12/05/2008"),
    ] {
        assert_eq!(in_note(text, today()), [(Personal::BirthDate, words.to_owned())], "{text}");
        assert_eq!(find(text), [], "{text}");
    }
    for quiet in [
        "3 May 2026",
        "on 1 September 2024 it shut",
        "since 1 April 2009",
        "the centre, opened 3 May 1961",
        "built 12/05/1972",
        "3 May 1815",
        "on 3 May 45 people came",
        "it closed on 12/05/2008",
        "desde el 3 de mayo de 2001",
        "22/11/2026 10.30-12.00",
    ] {
        assert_eq!(in_note(quiet, today()), [], "{quiet}");
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
        prop_assert!(!kinds(&text).contains(&Personal::NhsNumber));
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
        outward in "(B|E|G|L|M|N|S|W|SE|SW|CR|DL|YO|ZE)[1-9][0-9]?|(EC|WC)[1-4][AV]|W1[A-W]",
        inward in "[0-9][ABD-HJLNP-UW-Z]{2}", gap in " |", small: bool,
    ) {
        let mut code = format!("{outward}{gap}{inward}");
        if small && !postcode::is_unit(&inward[1..]) {
            code = code.to_lowercase();
        }
        prop_assert_eq!(kinds(&format!("at {code}, there")), [Personal::Postcode], "{}", code);
        prop_assert_eq!(district(&code), Some(outward));
    }

    #[test]
    fn any_text_can_be_asked(text in "\\PC{0,60}|[0-9 +().-]{0,40}|[a-z0-9 @./-]{0,40}|(SE|15|4|QL|07700|900123|943|476|5919|May|1961|dob| at | dot |com|@|[ ,.-]){0,14}") {
        for (_, words) in find(&text) {
            prop_assert!(text.contains(&words) && words.contains(char::is_alphanumeric));
        }
        let rest = take_out(&text, today());
        prop_assert_eq!(in_note(&rest, today()), []);
        prop_assert!(!in_note(&text, today()).is_empty() || rest == text);
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
