//! What is said of a suppression, checked: its reason, its beginning and its end (decision 4).

use domain::{
    suppression::{LONGEST, REASON_MAX},
    text::{TextError, line},
    time::Time,
};

use crate::{form::Form, refusal::Code};

/// The reason; none where it breaks a rule.
pub(crate) fn reason(form: &mut Form, typed: &str) -> Option<String> {
    let checked = line(typed, REASON_MAX);
    let required =
        checked.and_then(|reason| if reason.is_empty() { Err(TextError::Empty) } else { Ok(reason) });
    form.text("reason", required)
}

/// The beginning: now, or a moment to come for maintenance that is planned.
pub(crate) fn begin(form: &mut Form, wanted: Option<Time>, now: Time) -> Time {
    if wanted.is_some_and(|at| at < now) {
        form.fault("startDateTime", Code::InThePast);
    }
    wanted.unwrap_or(now)
}

/// The end, after the beginning and now; none where it breaks a rule.
pub(crate) fn end(form: &mut Form, wanted: Option<Time>, begins_at: Time, now: Time) -> Option<Time> {
    let fault = match wanted {
        None => Code::Required,
        Some(at) if at <= now.max(begins_at) => Code::EndsTooEarly,
        Some(at) if at.since(now) > LONGEST => Code::EndsTooLate,
        Some(at) => return Some(at),
    };
    form.fault("endDateTime", fault);
    None
}
