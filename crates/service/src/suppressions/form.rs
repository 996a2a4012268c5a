//! What is said of a suppression, checked: its reason and its end (decision 4).

use domain::{
    suppression::{LONGEST, REASON_MAX},
    text::{TextError, line},
    time::Time,
};

use crate::{form::Form, refusal::Code};

/// The reason; none where it breaks a rule.
pub(super) fn reason(form: &mut Form, typed: &str) -> Option<String> {
    let checked = line(typed, REASON_MAX);
    let required =
        checked.and_then(|reason| if reason.is_empty() { Err(TextError::Empty) } else { Ok(reason) });
    form.text("reason", required)
}

/// The end; none where it breaks a rule.
pub(super) fn end(form: &mut Form, wanted: Option<Time>, now: Time) -> Option<Time> {
    let fault = match wanted {
        None => Code::Required,
        Some(at) if at <= now => Code::EndsTooEarly,
        Some(at) if at.since(now) > LONGEST => Code::EndsTooLate,
        Some(at) => return Some(at),
    };
    form.fault("endDateTime", fault);
    None
}
