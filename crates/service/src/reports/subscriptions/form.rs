//! What somebody chooses of a subscription, checked.

use std::collections::BTreeSet;

use authz::Realm;
use domain::{
    id::{Id, RoomGroup},
    notification::{DIGEST_HOUR, MailChoice},
    report::{Days, MOST_RECIPIENTS, SendDay, Sent},
    text::Upn,
};
use store::report_subscriptions::Chosen;

use crate::{
    form::Form,
    refusal::{Code, Refusal},
};

/// What somebody chooses; what is none stays, or is as it is for a new subscription.
#[derive(Clone, Debug, Default)]
pub struct SubscriptionForm {
    /// One report or `all`, by its word.
    pub report: Option<String>,
    /// The days before, by their word.
    pub days: Option<String>,
    /// The day on which it is sent, by its word.
    pub day: Option<String>,
    /// The hour by the person's clock.
    pub hour: Option<i64>,
    /// Whether nothing is sent for now.
    pub is_paused: Option<bool>,
    /// To which addresses it is sent beside. Whether they are anybody's is not looked at: it would tell of strangers.
    pub recipients: Option<Vec<String>>,
}

impl SubscriptionForm {
    /// A new subscription, or everything that is wrong with it.
    pub(super) fn begun(
        &self,
        realm: Realm,
        group: Option<Id<RoomGroup>>,
        owner: &Upn,
    ) -> Result<Chosen, Refusal> {
        let [day, ..] = SendDay::ALL;
        let before = Chosen {
            report: Sent::All,
            realm,
            group,
            days: Days::Week,
            day,
            hour: DIGEST_HOUR,
            is_paused: false,
            recipients: Vec::new(),
        };
        self.over(before, owner)
    }

    /// The choices with what is wanted, or everything that is wrong with it.
    pub(super) fn over(&self, before: Chosen, owner: &Upn) -> Result<Chosen, Refusal> {
        let mut form = Form::default();
        let mut wrong = |field: &str| form.fault(field, Code::UnknownValue);
        let report = word(self.report.as_deref(), before.report, Sent::from_key, || wrong("report"));
        let days = word(self.days.as_deref(), before.days, Days::from_key, || wrong("days"));
        let day = word(self.day.as_deref(), before.day, SendDay::from_key, || wrong("day"));
        let hour = self.hour.unwrap_or(before.hour);
        if !MailChoice::is_hour(hour) {
            form.limit("hour", Code::OutOfRange, "0–23");
        }
        let recipients = match &self.recipients {
            Some(given) => addresses(&mut form, given, owner),
            None => before.recipients.clone(),
        };
        form.finish()?;
        let is_paused = self.is_paused.unwrap_or(before.is_paused);
        Ok(Chosen { report, days, day, hour, is_paused, recipients, ..before })
    }
}

/// Addresses as they are kept: each once, in order, without that of the owner, who gets it anyway.
fn addresses(form: &mut Form, given: &[String], owner: &Upn) -> Vec<String> {
    let read: Result<BTreeSet<_>, _> = given.iter().map(|address| Upn::parse(address)).collect();
    let Some(mut addresses) = form.text("recipients", read) else { return Vec::new() };
    addresses.remove(owner);
    if addresses.len() > MOST_RECIPIENTS {
        form.limit("recipients", Code::TooMany, MOST_RECIPIENTS);
    }
    addresses.iter().map(|address| address.as_str().to_owned()).collect()
}

/// What a word stands for, or what stays.
fn word<T>(given: Option<&str>, before: T, read: impl Fn(&str) -> Option<T>, wrong: impl FnOnce()) -> T {
    let Some(given) = given else { return before };
    read(given.trim()).unwrap_or_else(|| {
        wrong();
        before
    })
}
