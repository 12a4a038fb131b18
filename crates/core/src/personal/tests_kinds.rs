#![allow(clippy::unwrap_used)]
//! Kinds of personal data in the many ways that people write them, and innocent sentences that look like them.

use super::*;

fn today() -> Date {
    crate::days::date(2026, 11, 22)
}

/// A text, and what is to be found of it. Found in updates and papers as in notes.
const FOUND: [(&str, Personal, &str); 84] = {
    use Personal::{
        Account, Address, Bank, BirthDate, Document, Email, HospitalNumber, NationalInsurance, NhsNumber, Phone,
        Postcode,
    };
    [
        // Figures and signs of other scripts.
        ("اتصل بي ٠٧٧٠٠ ٩٠٠١٢٣ اليوم", Phone, "٠٧٧٠٠ ٩٠٠١٢٣"),
        ("۰۷۷۰۰ ۹۰۰۱۲۳", Phone, "۰۷۷۰۰ ۹۰۰۱۲۳"),
        ("我的电话０７７００９００１２３。", Phone, "０７７００９００１２３"),
        ("আমার নম্বর ০৭৭০০ ৯০০১২৩", Phone, "০৭৭০০ ৯০০১২৩"),
        ("NHS ９４３ ４７６ ５９１９", NhsNumber, "９４３ ４７６ ５９１９"),
        ("lives at ＳＥ１５ ４ＱＬ", Postcode, "ＳＥ１５ ４ＱＬ"),
        ("sam＠example．org", Email, "sam＠example．org"),
        ("nació el ٣/٥/١٩٦١", BirthDate, "nació el ٣/٥/١٩٦١"),
        ("0\u{fe0f}\u{20e3}7700 900123", Phone, "0\u{fe0f}\u{20e3}7700 900123"),
        ("\u{202a}07700 900123\u{202c}", Phone, "07700 900123"),
        (
            "Her number is 943\u{a0}\u{200d}476\u{a0}\u{200d}5919 she said",
            NhsNumber,
            "943\u{a0}\u{200d}476\u{a0}\u{200d}5919",
        ),
        // Telephones.
        ("ring 00 44 20 7946 0018", Phone, "00 44 20 7946 0018"),
        ("ring 00 44 7700 900 123 now", Phone, "00 44 7700 900 123"),
        ("00 34 612 345 678", Phone, "00 34 612 345 678"),
        ("(00 44) 7700 900123", Phone, "(00 44) 7700 900123"),
        ("+44.7700.900.123", Phone, "+44.7700.900.123"),
        ("(07700) 900-123", Phone, "(07700) 900-123"),
        // Letters for writing to.
        ("write to sam.jones(at)example.org", Email, "sam.jones(at)example.org"),
        ("sam [at] example.org", Email, "sam [at] example.org"),
        ("sam.jones at example.org", Email, "sam.jones at example.org"),
        ("email sam at example.co.uk", Email, "sam at example.co.uk"),
        ("sam AT example.org", Email, "sam AT example.org"),
        ("sam_j [at] example [dot] org", Email, "sam_j [at] example [dot] org"),
        ("sam arobase exemple point fr", Email, "sam arobase exemple point fr"),
        ("ania małpa poczta kropka pl", Email, "ania małpa poczta kropka pl"),
        ("maria arroba exemplo ponto pt", Email, "maria arroba exemplo ponto pt"),
        // Postcodes.
        ("flat 2, w1a 0ax", Postcode, "w1a 0ax"),
        ("flat 2, e1 6an", Postcode, "e1 6an"),
        ("ec1v 9ne is where", Postcode, "ec1v 9ne"),
        ("lives at EC1V OBW (the letter O)", Postcode, "EC1V OBW"),
        ("SEI5 4QL", Postcode, "SEI5 4QL"),
        ("sel5 4ql", Postcode, "sel5 4ql"),
        ("SE1O 4QL", Postcode, "SE1O 4QL"),
        ("lives at S E 1 5 4 Q N now", Postcode, "S E 1 5 4 Q N"),
        ("S.E.1.5 4.Q.N", Postcode, "S.E.1.5 4.Q.N"),
        ("S E15 4QN", Postcode, "S E15 4QN"),
        ("SE15 4Q N", Postcode, "SE15 4Q N"),
        ("GIR 0AA", Postcode, "GIR 0AA"),
        // Days of birth.
        ("12 mar 56 he said", BirthDate, "12 mar 56"),
        ("she came, 12-Mar-56, tired", BirthDate, "12-Mar-56"),
        ("12 de março de 1956", BirthDate, "12 de março de 1956"),
        ("née le 3 mai 1961", BirthDate, "née le 3 mai 1961"),
        ("ne\u{301}e le 3 mai 1961", BirthDate, "ne\u{301}e le 3 mai 1961"),
        ("né le 1er août 1961", BirthDate, "né le 1er août 1961"),
        ("nascida em 12 de março de 1956", BirthDate, "nascida em 12 de março de 1956"),
        ("data de nascimento: 12/3/56", BirthDate, "data de nascimento: 12/3/56"),
        ("nacida el 3 de mayo de 1961", BirthDate, "nacida el 3 de mayo de 1961"),
        ("urodzona 3 maja 1961", BirthDate, "urodzona 3 maja 1961"),
        ("ur. 3.05.1961", BirthDate, "ur. 3.05.1961"),
        ("ganwyd ar 3 Medi 1958", BirthDate, "ganwyd ar 3 Medi 1958"),
        ("dyddiad geni 3/9/58", BirthDate, "dyddiad geni 3/9/58"),
        ("geboren am 3. Mai 1961", BirthDate, "geboren am 3. Mai 1961"),
        ("she was born on 3rd Sept. 1958", BirthDate, "born on 3rd Sept. 1958"),
        // Other offices' numbers.
        ("her NI number is AB 12 34 56 C", NationalInsurance, "AB 12 34 56 C"),
        ("QQ123456C", NationalInsurance, "QQ123456C"),
        ("qq123456c", NationalInsurance, "qq123456c"),
        ("ab 123 456 c is her ni", NationalInsurance, "ab 123 456 c"),
        ("NI no: AB123456", NationalInsurance, "AB123456"),
        ("passport 533380006", Document, "533380006"),
        ("Her passport number is AB 1234567.", Document, "AB 1234567"),
        ("pasaporte nº 533380006", Document, "533380006"),
        ("BRP ZU1234567", Document, "ZU1234567"),
        ("MORGA657054SM9IJ", Document, "MORGA657054SM9IJ"),
        ("her car is AB12 CDE", Document, "AB12 CDE"),
        ("20-00-00 55779911", Bank, "20-00-00 55779911"),
        ("sort code 20 00 00", Bank, "20 00 00"),
        ("sort code 10-12-25 account 55779911", Bank, "10-12-25 account 55779911"),
        ("Account number: 5577 9911", Bank, "5577 9911"),
        ("GB29 NWBK 6016 1331 9268 19", Bank, "GB29 NWBK 6016 1331 9268 19"),
        ("4111 1111 1111 1111", Bank, "4111 1111 1111 1111"),
        ("hospital number 1234567", HospitalNumber, "1234567"),
        ("Hosp. no. K1234567", HospitalNumber, "K1234567"),
        ("MRN 00123456", HospitalNumber, "00123456"),
        ("NHS number 123 456 7890", NhsNumber, "123 456 7890"),
        // Homes, pages and names.
        ("she lives at 12 Rye Lane", Address, "12 Rye Lane"),
        ("lives at 14a rye lane with her son", Address, "14a rye lane"),
        ("Mary, flat 3, 12 St. Mary's Road", Address, "flat 3, 12 St. Mary's Road"),
        ("her home address is 7 Choumert Grove", Address, "7 Choumert Grove"),
        ("her insta is @amina.b_", Account, "@amina.b_"),
        ("message him @aminabegum", Account, "@aminabegum"),
        ("facebook.com/maria.gonzales.12", Account, "facebook.com/maria.gonzales.12"),
        ("see https://www.instagram.com/aminab/ for her", Account, "https://www.instagram.com/aminab"),
        ("www.linkedin.com/in/amina-begum-123", Account, "www.linkedin.com/in/amina-begum-123"),
        ("https://wa.me/447700900123", Account, "https://wa.me/447700900123"),
    ]
};

#[test]
fn each_kind_is_found_as_typed_however_it_is_spelled() {
    for (text, kind, words) in FOUND {
        assert_eq!(find(text), [(kind, words.to_owned())], "{text}");
        assert_eq!(in_note(text, today()), [(kind, words.to_owned())], "{text}");
        let around = format!("Ana, 2 kids: {text}; it was 2 o'clock");
        let rest = take_out(&around, today());
        assert_eq!(rest, around.replace(words, "…"), "{text}");
        assert_eq!(in_note(&rest, today()), [], "{text}");
    }
}

#[test]
fn a_house_and_a_plain_name_are_a_residents_in_notes_only() {
    for (text, kind, words) in [
        ("14 Choumert Road, Peckham", Personal::Address, "14 Choumert Road"),
        ("she is at 2b Love Walk and tired", Personal::Address, "2b Love Walk"),
        ("ask @aminabegum", Personal::Account, "@aminabegum"),
    ] {
        assert_eq!(in_note(text, today()), [(kind, words.to_owned())], "{text}");
        assert_eq!(find(text), [], "{text}");
    }
}

/// What people write in earnest: nothing is found in it, in updates, papers or notes.
#[test]
fn innocent_sentences_stay_innocent() {
    for text in [
        // Addresses in the web, and the numbers of things.
        "see https://wiki.example.org/pages/4010232137/Runbook for the times",
        "https://example.org/case?id=9434765919 and www.example.org/07700900123/plan",
        "example.org/a/9434765919",
        "https://doi.org/10.1136/bmj.9434765919, also 10.1136/9434765919",
        "the record 0190a6f2-0000-7000-8000-000000000001",
        "ISBN 0-306-40615-2, ISBN 0306406152",
        "978-0-306-40615-7 and 0-306-40615-2",
        "model 7700900123, printer model no. SM1 5AB",
        "spare part O719MQ; serial number W1A 0AX",
        "laptop 9434765919 was handed back",
        "UPRN 200003487654, charity number 1089225",
        "order reference 0770090012345 was late",
        "ORCID 0000-0002-1825-0097",
        // Money, counts, years, rooms, routes, actions.
        "we spent £07,700,900,123 in all",
        "£9,434,765,919 of £12,000,000; 07.7% and 9.4%",
        "Action 3.2, priority 1, aim 2.10; action 12 High Street greening",
        "buses 36, 171, 345 and P12 stop there; bus 12 Peckham Road",
        "Room 12, level 4, seats 120; hall 2B",
        "12 Park rangers and 3 Street Pastors came",
        "20 Park Street party guests, 15 Green Lane residents",
        "In 2024/25 we held 36 sessions; in 2025-26 we plan 48",
        "from 3 March 2025 to 28 March 2026, 10am-12pm",
        "the hub was opened on 3 September 2019",
        "figures as at 31.03.2025 and 30.06.2025",
        "3 out of 56. 12 in March 56 in May",
        "12 months to March 56 people",
        "1 in 4 adults; 2 of 10; 95% of 1,204 people aged 65-79",
        "over 90 people aged 90 and over",
        "open 9.30-12.30 and 13.30-16.30, Mon 3 to Fri 7",
        "blood pressure 120 80 and 140 90",
        // Postcodes' halves, and words beside them.
        "Parking in SE15 and SE1 is hard",
        "SE15 OLD KENT ROAD; E1 old town; N1 one stop",
        "Zone SE1 2nd floor, W1 3rd desk, E1 6ft",
        "M25 to A2, then B210",
        "the CO2 monitor 5kg, SO2 4gb",
        "B 12 3 4; L 1 2 3",
        // Offices' words without a number of somebody.
        "hospital admissions fell by 12,345; the hospital 12345 people use",
        "passports for 30 people, passport office closed",
        "the account of 12 sessions; NI contributions rose by 123456",
        "NHS 111, NHS 10 year plan 2025 to 2035",
        "sort code of practice 2025; visa rules 2024",
        "vehicle LEVEL 12; the van came 4 times",
        "patient 1 of 12; patients 12345",
        // Signs that are no names.
        "@southwark on all channels, at 5@home, lunch @home",
        "follow us @southwark_health and at facebook.com/SouthwarkCouncil",
        "join facebook.com/groups/123456789 or youtube.com/watch?v=12345",
        "look at example.org, see us at southwark.gov.uk, more at example.co.uk",
        "meet at the hall dot 3; strategies at the point in time; objectiu L10 al barri",
        // Halls and surgeries, said to be open.
        "ne 3 mai; ur 5 of 7",
    ] {
        assert_eq!(find(text), [], "{text}");
        assert_eq!(in_note(text, today()), [], "{text}");
    }
    for paper in [
        "We opened a hub at 14 Choumert Road, Peckham",
        "The surgery at 2 Peckham High Street has 4,000 patients",
        "Thanks to @southwark and @guysandstthomas",
        "The Act of 3 May 1961; 3 mayo 1961",
        "Venue: Bells Gardens, 19 Buller Close; address: 19 Buller Close",
    ] {
        assert_eq!(find(paper), [], "{paper}");
    }
}

#[test]
fn each_kind_has_its_words_in_both_languages() {
    use Personal::*;
    let kinds = [
        NhsNumber,
        Phone,
        Email,
        Postcode,
        BirthDate,
        NationalInsurance,
        Document,
        Bank,
        HospitalNumber,
        Address,
        Account,
    ];
    for kind in kinds {
        for language in ["en", "es"] {
            let words = kind.warning_in(language, "x1");
            assert!(words.contains("x1") && !words.contains("check."), "{words}");
        }
        assert_ne!(kind.warning_in("en", "x1"), kind.warning_in("es", "x1"));
    }
}
