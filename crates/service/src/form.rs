//! What somebody typed into a form: each value is checked, all faults are told at once.

use domain::{
    organization::{Language, is_time_zone},
    text::TextError,
};

use crate::refusal::{Code, Fault, Refusal};

/// The faults found so far.
#[derive(Debug, Default)]
pub(crate) struct Form(Vec<Fault>);

impl Form {
    /// A checked text; none is left where it breaks a rule.
    pub(crate) fn text<T>(&mut self, field: &str, checked: Result<T, TextError>) -> Option<T> {
        let fault = match checked {
            Ok(value) => return Some(value),
            Err(TextError::Empty) => Fault::new(field, Code::Required),
            Err(TextError::TooLong(most)) => Fault::new(field, Code::TooLong).detail(most),
            Err(TextError::Characters) => Fault::new(field, Code::BadCharacters),
            Err(TextError::NotAnAccount) => Fault::new(field, Code::NotAnAccount),
            Err(TextError::NotADomain) => Fault::new(field, Code::NotADomain),
        };
        self.0.push(fault);
        None
    }

    /// A language by its tag.
    pub(crate) fn language(&mut self, field: &str, tag: &str) -> Option<Language> {
        let language = Language::from_tag(tag.trim());
        if language.is_none() {
            self.fault(field, Code::UnknownValue);
        }
        language
    }

    /// A time zone by its IANA name.
    pub(crate) fn time_zone(&mut self, field: &str, name: &str) -> Option<String> {
        let name = name.trim();
        if is_time_zone(name) {
            return Some(name.to_owned());
        }
        self.fault(field, Code::NotATimeZone);
        None
    }

    /// A country by its two letters.
    pub(crate) fn country(&mut self, field: &str, code: &str) -> Option<String> {
        let code = code.trim().to_ascii_uppercase();
        if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Some(code);
        }
        self.fault(field, if code.is_empty() { Code::Required } else { Code::UnknownValue });
        None
    }

    /// A fault found elsewhere.
    pub(crate) fn fault(&mut self, field: &str, code: Code) {
        self.0.push(Fault::new(field, code));
    }

    /// A fault whose message names a limit.
    pub(crate) fn limit(&mut self, field: &str, code: Code, limit: impl ToString) {
        self.0.push(Fault::new(field, code).detail(limit));
    }

    /// The refusal with all faults.
    pub(crate) fn refusal(self) -> Refusal {
        Refusal::Invalid(Code::InvalidValue, self.0)
    }

    /// Refuses if there is a fault.
    pub(crate) fn finish(self) -> Result<(), Refusal> {
        if self.0.is_empty() { Ok(()) } else { Err(self.refusal()) }
    }
}

/// On pages what ends much is confirmed by typing a name.
pub(crate) fn confirm(typed: Option<&str>, name: &str) -> Result<(), Refusal> {
    let code = match typed.map(domain::text::key) {
        None => return Ok(()),
        Some(typed) if typed == domain::text::key(name) => return Ok(()),
        Some(typed) if typed.is_empty() => Code::ConfirmationRequired,
        Some(_) => Code::NameDiffers,
    };
    Err(Refusal::field("confirmation", code))
}
