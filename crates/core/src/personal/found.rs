//! The kinds of personal data, and a place where one was found.

use crate::words::fill_in;
use std::ops::Range;

/// A kind of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Personal {
    NhsNumber,
    Phone,
    Email,
    Postcode,
    BirthDate,
    NationalInsurance,
    /// A passport, a licence, a permit, a number plate.
    Document,
    Bank,
    HospitalNumber,
    Address,
    /// A name behind an @, or the address of a person's page.
    Account,
}

impl Personal {
    /// What to look at, in plain words; `words` is what was found.
    pub fn warning(self, words: &str) -> String {
        self.warning_in("en", words)
    }

    /// The same in another language of the screens; see [`say_in`](crate::words::say_in).
    pub fn warning_in(self, language: &str, words: &str) -> String {
        let key = match self {
            Personal::NhsNumber => "check.nhsNumber",
            Personal::Phone => "check.phone",
            Personal::Email => "check.email",
            Personal::Postcode => "check.postcode",
            Personal::BirthDate => "check.birthDate",
            Personal::NationalInsurance => "check.nationalInsurance",
            Personal::Document => "check.document",
            Personal::Bank => "check.bank",
            Personal::HospitalNumber => "check.hospitalNumber",
            Personal::Address => "check.address",
            Personal::Account => "check.account",
        };
        fill_in(language, key, &[("words", &words)])
    }
}

/// What was found, and where.
pub(super) type Place = (Personal, Range<usize>);
