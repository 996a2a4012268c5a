//! Reading a report for the person to whom it is sent, in the moment in which it is: by their own right, as if they asked; and by that of whoever
//! has it sent to them.

use authz::{Action, Concerning, Realm};
use domain::{
    id::{Id, Organization, ReportSubscription},
    report::Sent,
    text::Upn,
    time::Time,
};
use store::{
    View,
    report_subscriptions::{
        Chosen,
        received::{self, ReceivedRow},
    },
};

use super::{
    SubscriptionOf, place_of,
    received::{names, realm},
};
use crate::{
    app::App,
    ask::{Looking, Question, ask},
    caller::{Access, Caller, Person, Sender},
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
    /// Its name.
    pub home_name: String,
    /// The organization in whose name it is sent: that of the owner.
    pub organization: String,
    /// The logo of that, if it has one.
    pub logo: Option<Logo>,
    /// The name of whoever has it sent, where that is not the reader.
    pub sender: Option<String>,
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
    read(app, caller, (caller, None), chosen, at).await
}

/// What it tells somebody to whom its owner has it sent: of the rooms that both may see, of the same days as it tells the owner. What goes
/// to people of a customer is written down there when it is sent.
pub(crate) async fn read_shared(
    app: &App,
    caller: &Caller,
    subscription: Id<ReportSubscription>,
    at: Time,
) -> Result<SentReport, Refusal> {
    let row = ask(app, caller, &Wanted(subscription)).await?.ok_or(Refusal::Missing)?;
    let upn = Upn::parse(&row.owner_upn).map_err(|error| Refusal::Bug(Box::new(error)))?;
    let sender = Sender { user: row.owner, organization: row.organization, upn };
    let mut reader = caller.clone();
    reader.person.sender = Some(sender.clone());
    let chosen = Chosen { realm: realm(&row, &caller.person), ..row.subscription.chosen };
    if !ask(app, &reader, &MaySee(chosen.realm)).await? {
        return Err(Refusal::Missing);
    }
    let mut owner = caller.clone();
    let Sender { user, organization, upn } = sender;
    owner.person = Person { user, organization, upn, access: Access::Read, ..owner.person };
    read(app, &reader, (&owner, Some(row.owner_name)), chosen, at).await
}

async fn read(
    app: &App,
    reader: &Caller,
    (owner, sender): (&Caller, Option<String>),
    chosen: Chosen,
    at: Time,
) -> Result<SentReport, Refusal> {
    let shell = ask(app, owner, &ShellOf).await?;
    let home = reader.person.organization;
    let home_name = if home == owner.person.organization {
        shell.organization.clone()
    } else {
        ask(app, reader, &ShellOf).await?.organization
    };
    let (customer, group) = place_of(app, reader, chosen.realm, chosen.group).await?;
    let span = chosen.days.before(&shell.time_zone, at);
    let asked = Asked { realm: chosen.realm, span, group: chosen.group };
    if home == owner.person.organization {
        begin_export(app, reader, chosen.realm).await?;
    }
    let mut read = Vec::new();
    for kind in chosen.report.kinds() {
        read.push(figures(app, reader, kind, asked, Rooms::all(kind)).await?);
    }
    Ok(SentReport {
        home,
        home_name,
        organization: shell.organization,
        logo: ask(app, owner, &OwnLogo).await?,
        sender,
        report: chosen.report,
        asked,
        customer,
        group,
        figures: read,
    })
}

/// A report that somebody has sent to the caller, as long as they name the caller, who did not stop it.
struct Wanted(Id<ReportSubscription>);

impl Question for Wanted {
    type Answer = Option<ReceivedRow>;
    const NAME: &'static str = "report.wanted";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let row = received::one(view, self.0).await?;
        Ok(row.filter(|row| !row.is_stopped && names(row, &context.caller.person)))
    }
}

/// Whether the caller may see reports somewhere: nobody tried anything, where that ended.
struct MaySee(Realm);

impl Question for MaySee {
    type Answer = bool;
    const NAME: &'static str = "report.may_see";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    fn concerns(&self, _: &Person) -> Concerning {
        Concerning::All
    }

    async fn answer(&self, _: &mut View, context: &Looking<'_>) -> Result<bool, Refusal> {
        Ok(context.sight(Asked::ACTION, self.0).is_ok())
    }
}
