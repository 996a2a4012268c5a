//! Faults beside the fields of a form.

use service::{Fault, Refusal};

use crate::i18n::Translator;

/// What is wrong with a form, beside its fields.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    list: Vec<(String, String)>,
    summary: String,
}

impl Faults {
    /// Of a refusal that a form can show (values, conflicts, codes with a sentence); others go on as pages.
    pub fn of(t: &Translator, refusal: Refusal) -> Result<Self, Refusal> {
        match &refusal {
            Refusal::Invalid(code, faults) => Ok(Self {
                list: faults.iter().map(|fault| (fault.field.clone(), fault_text(t, fault))).collect(),
                summary: t.word("error-", code.as_str()),
            }),
            Refusal::Conflict(code, _) | Refusal::Gone(code) => {
                Ok(Self { list: Vec::new(), summary: t.word("error-", code.as_str()) })
            }
            Refusal::Denied(code, None) => {
                Ok(Self { list: Vec::new(), summary: t.word("error-", code.as_str()) })
            }
            Refusal::Stale => Ok(Self { list: Vec::new(), summary: t.t("error-etag-mismatch") }),
            Refusal::TooOften(seconds) => {
                Ok(Self { list: Vec::new(), summary: t.count("error-wait", *seconds) })
            }
            _ => Err(refusal),
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.summary.is_empty()
    }

    /// The sentence above the form.
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// The sentence beside a field, empty if it is fine.
    pub fn at(&self, field: &str) -> &str {
        self.list.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }

    /// Every field with its sentence, for the banner.
    pub fn all(&self) -> impl Iterator<Item = &(String, String)> {
        self.list.iter()
    }
}

pub(super) fn fault_text(t: &Translator, fault: &Fault) -> String {
    let key = format!("fault-{}", fault.code.as_str().replace('_', "-"));
    if t.has(&key) || fault.detail.is_some() {
        t.with(&key, "detail", fault.detail.clone().unwrap_or_default())
    } else {
        t.word("error-", fault.code.as_str())
    }
}
