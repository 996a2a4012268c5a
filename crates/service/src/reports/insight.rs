//! The report Insight: what Steward found and did, and what that is worth.

use std::collections::BTreeMap;

use authz::{Action, Realm};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization},
    permission::Permission,
    report::{Rate, minutes_saved},
};
use store::{
    Batch, Change, View,
    reports::{self, InsightRow},
    values,
};

use super::Asked;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Asks for the report.
#[derive(Clone, Copy, Debug)]
pub struct InsightOf(pub Asked);

/// The report.
#[derive(Clone, Debug)]
pub struct Insight {
    /// Each organization in sight, by name.
    pub by_tenant: Vec<TenantInsight>,
    /// All of them together.
    pub total: InsightRow,
    /// What was saved, in hundredths by currency.
    pub worth: BTreeMap<String, i64>,
}

/// The report of one organization.
#[derive(Clone, Debug)]
pub struct TenantInsight {
    /// The organization.
    pub tenant: Id<Organization>,
    /// What was done.
    pub done: InsightRow,
    /// What an hour is worth there.
    pub rate: Rate,
}

impl TenantInsight {
    /// Minutes of work saved.
    pub const fn minutes(&self) -> i64 {
        minutes(&self.done)
    }

    /// What they are worth, in hundredths.
    pub const fn worth(&self) -> i64 {
        self.rate.of_minutes(self.minutes())
    }
}

/// Minutes of work saved.
const fn minutes(done: &InsightRow) -> i64 {
    minutes_saved(done.prevented + done.remediated, done.updates)
}

impl Insight {
    /// Minutes of work saved.
    pub const fn minutes(&self) -> i64 {
        minutes(&self.total)
    }
}

impl Question for InsightOf {
    type Answer = Insight;
    const NAME: &'static str = "report.insight";
    const SHOWS: Option<&'static str> = Some("reports");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Asked::ACTION, self.0.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Insight, Refusal> {
        let among = self.0.among(view, context)?;
        context.shows(view.sight().tenants());
        let done = reports::insight(view, &among).await?;
        let mut rates = reports::rates(view).await?;
        let mut total = InsightRow::default();
        let mut worth: BTreeMap<String, i64> = BTreeMap::new();
        let mut by_tenant = Vec::with_capacity(done.len());
        for (tenant, done) in done {
            total.detections += done.detections;
            total.prevented += done.prevented;
            total.remediated += done.remediated;
            total.updates += done.updates;
            let rate = rates.remove(&tenant).unwrap_or_default();
            let insight = TenantInsight { tenant, done, rate };
            *worth.entry(insight.rate.currency.clone()).or_default() += insight.worth();
            by_tenant.push(insight);
        }
        by_tenant.sort_by_cached_key(|insight| (domain::text::key(&insight.done.name), insight.tenant));
        Ok(Insight { by_tenant, total, worth })
    }
}

/// Asks what an hour of work is worth in one's own organization.
#[derive(Clone, Copy, Debug)]
pub struct RateOf;

impl Question for RateOf {
    type Answer = Rate;
    const NAME: &'static str = "report.rate";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Asked::ACTION, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Rate, Refusal> {
        let mut rates = reports::rates(view).await?;
        Ok(rates.remove(&context.caller.person.organization).unwrap_or_default())
    }
}

/// Sets what an hour of work is worth in one's own organization.
#[derive(Clone, Debug)]
pub struct SetRate {
    /// An amount such as `50` or `62.50`.
    pub per_hour: String,
    /// Three letters, as ISO 4217 has them.
    pub currency: String,
}

impl Command for SetRate {
    type Output = ();
    const NAME: &'static str = "report.set_rate";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::SettingsModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let after = self.rate()?;
        let before = reports::fetch_rate(change).await?.unwrap_or_default();
        if before == after {
            return Ok(());
        }
        let event = Event::new(EventKind::ReportRateSet, Subject::thing(change.tenant().uuid(), "")).changed(
            "ratePerHour",
            shown(&before),
            shown(&after),
        );
        let values = values![after.hundredths, &after.currency];
        change.write(Batch::of(event).run(&reports::SET_RATE, values)).await?;
        Ok(())
    }
}

/// A rate with its currency.
fn shown(rate: &Rate) -> String {
    format!("{}.{:02} {}", rate.hundredths / 100, rate.hundredths % 100, rate.currency)
}

impl SetRate {
    fn rate(&self) -> Result<Rate, Refusal> {
        let mut form = Form::default();
        let hundredths = hundredths(self.per_hour.trim()).filter(|rate| (0..=Rate::MOST).contains(rate));
        if hundredths.is_none() {
            form.limit("ratePerHour", Code::OutOfRange, format!("0–{}", Rate::MOST / 100));
        }
        let currency = self.currency.trim().to_ascii_uppercase();
        let rate = Rate::new(hundredths.unwrap_or_default(), &currency);
        if rate.is_none() {
            form.limit("currency", Code::InvalidValue, "USD");
        }
        form.finish()?;
        rate.ok_or_else(|| Refusal::field("currency", Code::InvalidValue))
    }
}

/// An amount with at most two digits after the point.
fn hundredths(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || part.len() > 2 || !plain(whole) || !plain(part) {
        return None;
    }
    Some(whole.parse::<i64>().ok()? * 100 + format!("{part:0<2}").parse::<i64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::hundredths;

    /// a rate is an amount with two digits after the point at most, in either way of writing.
    #[test]
    fn amounts_are_read_in_hundredths() {
        for (text, expected) in [("50", 5000), ("62.5", 6250), ("62,05", 6205), ("0", 0)] {
            assert_eq!(hundredths(text), Some(expected), "{text}");
        }
        for text in ["", "-1", "1.234", "1e3", ".5", "9999999999", "1 000"] {
            assert_eq!(hundredths(text), None, "{text}");
        }
    }
}
