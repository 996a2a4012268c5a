//! Reading a report for the person to whom it is sent, in the moment in which it is: by their own right, as if they asked.

use domain::{
    id::{Id, Organization, ReportSubscription},
    report::Sent,
    time::Time,
};

use super::{SubscriptionOf, place_of};
use crate::{
    app::App,
    ask::ask,
    caller::Caller,
    organizations::{Logo, OwnLogo},
    refusal::Refusal,
    reports::{Asked, Figures, Rooms, begin_export, figures},
    shell::ShellOf,
};

/// A report as it is sent.
#[derive(Clone, Debug)]
pub struct SentReport {
    /// The reader's organization.
    pub home: Id<Organization>,
    /// Its name, in which it is sent.
    pub organization: String,
    /// Its logo, if it has one.
    pub logo: Option<Logo>,
    /// One report, or all.
    pub report: Sent,
    /// Which rooms and days.
    pub asked: Asked,
    /// The name of the customer, where it is about one.
    pub customer: Option<String>,
    /// The name of the group, where it is about one.
    pub group: Option<String>,
    /// What it tells.
    pub figures: Vec<Figures>,
}

/// What a subscription that was due at a moment tells its owner now. That they take it away is written down first, once a day for
/// each message (decision 18).
pub(crate) async fn read_due(
    app: &App,
    caller: &Caller,
    subscription: Id<ReportSubscription>,
    at: Time,
) -> Result<SentReport, Refusal> {
    let chosen = ask(app, caller, &SubscriptionOf(subscription)).await?.row.chosen;
    let shell = ask(app, caller, &ShellOf).await?;
    let (customer, group) = place_of(app, caller, chosen.realm, chosen.group).await?;
    let span = chosen.days.before(&shell.time_zone, at);
    let asked = Asked { realm: chosen.realm, span, group: chosen.group };
    begin_export(app, caller, chosen.realm).await?;
    let mut read = Vec::new();
    for kind in chosen.report.kinds() {
        read.push(figures(app, caller, kind, asked, Rooms::all(kind)).await?);
    }
    Ok(SentReport {
        home: caller.person.organization,
        organization: shell.organization,
        logo: ask(app, caller, &OwnLogo).await?,
        report: chosen.report,
        asked,
        customer,
        group,
        figures: read,
    })
}
