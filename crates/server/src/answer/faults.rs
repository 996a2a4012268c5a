//! Faults beside the fields of a form.

use std::collections::BTreeMap;

use service::{Fault, Refusal};

use super::labels::label;
use crate::i18n::Translator;

/// What is wrong with a form, beside its fields.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    beside: Vec<(String, String)>,
    above: Vec<(String, String)>,
    summary: String,
    refused_as: Option<u16>,
    typed: String,
}

impl Faults {
    /// Of a refusal that a form can show (values, conflicts, codes with a sentence); others go on as pages.
    pub fn of(t: &Translator, refusal: Refusal) -> Result<Self, Refusal> {
        let summary = match &refusal {
            Refusal::Invalid(code, _)
            | Refusal::Conflict(code, _)
            | Refusal::Gone(code)
            | Refusal::Denied(code, None) => t.word("error-", code.as_str()),
            Refusal::Stale => t.t("error-etag-mismatch"),
            Refusal::TooOften(seconds) => t.count("error-wait", *seconds),
            Refusal::Unavailable | Refusal::Down(_) => {
                super::api::log(&refusal);
                t.word("error-", refusal.code().as_str())
            }
            _ => return Err(refusal),
        };
        let faults = if let Refusal::Invalid(_, faults) = &refusal { faults.as_slice() } else { &[] };
        let text = |fault: &Fault| (fault.field.clone(), fault_text(t, fault));
        let above =
            faults.iter().filter_map(|fault| Some((fault.field.clone(), told_above(t, fault, &summary)?)));
        let (beside, above) = (faults.iter().map(text).collect(), above.collect());
        Ok(Self { beside, above, summary, refused_as: Some(refusal.status()), typed: String::new() })
    }

    /// With what was typed to confirm, so that it is mended and not typed again.
    #[must_use]
    pub fn with_typed(self, typed: &str) -> Self {
        Self { typed: typed.to_owned(), ..self }
    }

    /// What was typed to confirm.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.summary.is_empty()
    }

    /// The status of the page that shows them: that of the refusal, if there is one.
    pub fn status(&self) -> u16 {
        self.refused_as.unwrap_or(200)
    }

    /// The sentence above the form.
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// The sentence beside a field, empty if it is fine.
    pub fn at(&self, field: &str) -> &str {
        self.beside.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }

    /// Every field with its sentence, for the banner: called by its label, and only what the summary does not say already.
    pub fn all(&self) -> impl Iterator<Item = &(String, String)> {
        self.above.iter()
    }
}

/// What is wrong with the lines of a file, by their numbers; empty where a refusal is about no line.
pub fn faults_by_line(t: &Translator, refusal: &Refusal) -> BTreeMap<u64, Vec<String>> {
    let mut lines = BTreeMap::<u64, Vec<String>>::new();
    let Refusal::Invalid(_, faults) = refusal else { return lines };
    for fault in faults {
        if let Some((line, field)) = fault.field.split_once('.')
            && let Ok(line) = line.parse()
        {
            let fault = Fault { field: field.to_owned(), ..fault.clone() };
            let text = told_above(t, &fault, "").unwrap_or_default();
            lines.entry(line).or_default().push(text);
        }
    }
    lines
}

/// The sentence of a fault where it does not stand beside its field; none where it only repeats the summary.
pub(super) fn told_above(t: &Translator, fault: &Fault, summary: &str) -> Option<String> {
    let text = fault_text(t, fault);
    if text == summary {
        return None;
    }
    Some(match label(t, &fault.field) {
        Some(label) => t.with2("fault-of-field", "field", label, "text", text),
        None => text,
    })
}

/// The sentence of a fault.
pub(crate) fn fault_text(t: &Translator, fault: &Fault) -> String {
    let word = fault.code.as_str().replace('_', "-");
    let told = |prefix: &str| {
        let key = format!("{prefix}{word}");
        match &fault.detail {
            Some(detail) => t.maybe_with(&key, "detail", detail),
            // A sentence that names a detail says nothing without one.
            None => t.has(&key).then(|| t.t(&key)),
        }
    };
    told("fault-").or_else(|| told("error-")).unwrap_or_else(|| t.t("error-invalid-value"))
}
