//! From which day until which day an assignment counts, as forms ask and pages show it.

use askama::Template;
use domain::time::{DAY, Time};
use service::{Code, Fault, Refusal, assignments::Period};

use crate::{answer::Faults, form::Form, i18n::Translator};

/// The fields of the first and the last day, both of them included.
#[derive(Template)]
#[template(path = "portal/roles/period.html")]
pub(super) struct PeriodFields {
    t: Translator,
    from: String,
    until: String,
    errors: [String; 2],
}

impl PeriodFields {
    /// As they were typed.
    pub fn typed(t: &Translator, form: &Form, faults: &Faults) -> Self {
        let errors = ["startDateTime", "endDateTime"].map(|field| faults.at(field).to_owned());
        Self {
            t: t.clone(),
            from: form.text("from").to_owned(),
            until: form.text("until").to_owned(),
            errors,
        }
    }

    /// As they are stored.
    pub fn stored(t: &Translator, from: Option<Time>, until: Option<Time>) -> Self {
        let day = |at: Option<Time>| at.map(|at| t.iso_date(at)).unwrap_or_default();
        Self { t: t.clone(), from: day(from), until: day(until.map(last)), errors: Default::default() }
    }
}

/// A moment of the last day that counts.
pub(super) const fn last(until: Time) -> Time {
    until.plus(-1)
}

/// The period of a form.
pub(super) fn period_of(t: &Translator, form: &Form) -> Result<Period, Refusal> {
    let mut faults = Vec::new();
    let mut midnight = |name: &str, field: &str, days: i64| match form.text(name) {
        "" => None,
        day => {
            let at = t
                .midnight(day)
                .map(|at| t.midnight(&t.iso_date(at.plus(days * DAY + DAY / 2))).unwrap_or(at));
            if at.is_none() {
                faults.push(Fault::new(field, Code::BadPeriod));
            }
            at
        }
    };
    let period =
        Period { from: midnight("from", "startDateTime", 0), until: midnight("until", "endDateTime", 1) };
    if faults.is_empty() { Ok(period) } else { Err(Refusal::Invalid(Code::InvalidValue, faults)) }
}
