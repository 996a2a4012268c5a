//! From which day until which day an assignment counts, as forms ask and pages show it.

use std::borrow::Borrow;

use askama::Template;
use domain::{
    assignment,
    time::{DAY, Time},
};
use service::{
    Code, Fault, Refusal,
    assignments::{AssignmentRow, Period},
};

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
    /// As they were typed; faults are named below a prefix.
    pub fn typed(t: &Translator, form: &Form, faults: &Faults, prefix: &str) -> Self {
        let error = |field: &str| faults.at(&format!("{prefix}{field}")).to_owned();
        let errors = ["startDateTime", "endDateTime"].map(error);
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
pub(crate) const fn last(until: Time) -> Time {
    until.plus(-1)
}

/// By how many days an assignment can be extended at one click.
pub(super) const EXTENSIONS: [i64; 3] = [30, 90, 365];

/// The end of an assignment extended by days: of its last day, or, if that is over, of today.
pub(super) fn extended(t: &Translator, until: Time, now: Time, days: i64) -> Time {
    let last = t.iso_date(last(until).max(now));
    t.midnight(&last).map_or(until, |midnight| days_after(t, midnight, days + 1))
}

/// Midnight so many days after another; days can be an hour shorter or longer than others.
fn days_after(t: &Translator, midnight: Time, days: i64) -> Time {
    t.midnight(&t.iso_date(midnight.plus(days * DAY + DAY / 2))).unwrap_or(midnight)
}

/// Where an assignment stands in its period, if that is worth a badge: the look of the badge, its icon, its words.
pub(crate) fn standing(
    t: &Translator,
    row: &AssignmentRow,
    now: impl Borrow<Time>,
) -> Option<(&'static str, &'static str, String)> {
    let now = *now.borrow();
    if let Some(from) = row.from.filter(|from| now < *from) {
        return Some(("badge-info", "time", t.with("period-begins", "day", t.date(from))));
    }
    let until = row.until?;
    if until <= now {
        return Some(("", "history", t.t("period-ended")));
    }
    assignment::warning(until, now)?;
    let day = |at: Time| t.midnight(&t.iso_date(at)).unwrap_or(at);
    let days = (day(last(until)).since(day(now)) + DAY / 2) / DAY;
    let words = if days == 0 { t.t("period-ends-today") } else { t.count("period-ends-in", days) };
    Some(("badge-warn", "warning", words))
}

/// Whether an assignment has ended or will soon, so that a list offers to extend it.
pub(crate) fn ends_soon(row: &AssignmentRow, now: impl Borrow<Time>) -> bool {
    row.until.is_some_and(|until| assignment::warning(until, *now.borrow()).is_some())
}

/// The period of a form; faults are named below a prefix.
pub(super) fn period_of(t: &Translator, form: &Form, prefix: &str) -> Result<Period, Refusal> {
    let mut faults = Vec::new();
    let mut midnight = |name: &str, field: &str, days: i64| match form.text(name) {
        "" => None,
        day => {
            let at = t.midnight(day).map(|at| days_after(t, at, days));
            if at.is_none() {
                faults.push(Fault::new(format!("{prefix}{field}"), Code::NotATime));
            }
            at
        }
    };
    let period =
        Period { from: midnight("from", "startDateTime", 0), until: midnight("until", "endDateTime", 1) };
    if faults.is_empty() { Ok(period) } else { Err(Refusal::Invalid(Code::InvalidValue, faults)) }
}
