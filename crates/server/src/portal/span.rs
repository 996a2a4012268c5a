//! From when until when something is suppressed, as the fields of a form say it: for so many hours, or up to a date and time
//! in the reader's time zone.

use domain::time::{HOUR, Time};
use service::{Code, Refusal};

use crate::{form::Form, i18n::Translator};

/// How many hours from the beginning are offered; what else is wanted is a date and time of one's own.
pub(super) const HOURS: [i64; 4] = [2, 8, 24, 168];

/// The field of a date and time of one's own.
const UNTIL: &str = "suppressUntil";

/// The field of the beginning.
const FROM: &str = "suppressFrom";

/// What the fields hold.
pub(super) struct Span {
    /// Whether a beginning can be chosen; none for what began or was planned already.
    pub(super) offers_from: bool,
    /// The beginning; empty for now.
    pub(super) from: String,
    /// One of [`HOURS`], or `own`.
    pub(super) length: String,
    /// The end where the length is `own`.
    pub(super) until: String,
}

impl Span {
    /// The fields of something new.
    pub(super) fn new() -> Self {
        Self { offers_from: true, from: String::new(), length: HOURS[0].to_string(), until: String::new() }
    }

    /// The fields of something that ends at a moment.
    pub(super) fn ending(t: &Translator, ends_at: Time) -> Self {
        Self { offers_from: false, from: String::new(), length: "own".to_owned(), until: t.iso_time(ends_at) }
    }

    /// What was typed.
    pub(super) fn typed(fields: &Form, offers_from: bool) -> Self {
        Self {
            offers_from,
            from: fields.text(FROM).to_owned(),
            length: match fields.text("length") {
                "" => HOURS[0].to_string(),
                length => length.to_owned(),
            },
            until: fields.text(UNTIL).to_owned(),
        }
    }

    /// Whether so many hours are chosen.
    pub(super) fn is_length(&self, hours: &i64) -> bool {
        self.length == hours.to_string()
    }

    /// So many hours in words.
    pub(super) fn words(t: &Translator, hours: &i64) -> String {
        match hours / 24 {
            0 => t.count("suppress-hours", *hours),
            days => t.count("suppress-days", days),
        }
    }
}

/// The beginning that was chosen; none is now.
pub(super) fn from(t: &Translator, fields: &Form) -> Result<Option<Time>, Refusal> {
    moment(t, fields, FROM, "startDateTime")
}

/// The end that was chosen, counted from the beginning; none where none was.
pub(super) fn until(t: &Translator, fields: &Form, begins_at: Time) -> Result<Option<Time>, Refusal> {
    if let Some(hours) = HOURS.into_iter().find(|hours| fields.text("length") == hours.to_string()) {
        return Ok(Some(begins_at.plus(hours * HOUR)));
    }
    moment(t, fields, UNTIL, "endDateTime")
}

/// The date and time in a field; none where it is empty.
fn moment(t: &Translator, fields: &Form, name: &str, called: &'static str) -> Result<Option<Time>, Refusal> {
    match fields.text(name) {
        "" => Ok(None),
        typed => t.moment(typed).map(Some).ok_or_else(|| Refusal::field(called, Code::NotATime)),
    }
}

/// The same refusal with its fields called as in the form.
pub(super) fn beside_its_field(mut refusal: Refusal) -> Refusal {
    if let Refusal::Invalid(_, faults) = &mut refusal {
        for fault in faults.iter_mut() {
            match fault.field.as_str() {
                "endDateTime" => UNTIL.clone_into(&mut fault.field),
                "startDateTime" => FROM.clone_into(&mut fault.field),
                _ => {}
            }
        }
    }
    refusal
}
