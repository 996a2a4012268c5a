//! Making, changing and deleting a mail route.

use authz::Action;
use domain::{
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Id, MailRoute as Kind},
    mail_route::{MOST_MAIL_ROUTES, MailRoute},
    webhook::Covers,
};
use store::{
    Batch, Change,
    mail_routes::{self, MailRouteRow},
};

use super::{ASKS, MailRouteForm};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Makes a mail route.
#[derive(Clone, Debug)]
pub struct CreateMailRoute {
    /// Tickets of own rooms, or of those of customers.
    pub covers: Covers,
    /// What it is to be.
    pub form: MailRouteForm,
}

/// Changes a mail route.
#[derive(Clone, Debug)]
pub struct EditMailRoute {
    /// The route.
    pub route: Id<Kind>,
    /// The version that was read.
    pub stamp: Option<i64>,
    /// What it is to be; what is none stays.
    pub form: MailRouteForm,
}

/// Deletes a mail route.
#[derive(Clone, Copy, Debug)]
pub struct DeleteMailRoute {
    /// The route.
    pub route: Id<Kind>,
    /// The version that was read.
    pub stamp: Option<i64>,
}

impl Command for CreateMailRoute {
    type Output = Id<Kind>;
    const NAME: &'static str = "mail_route.create";
    // Together they could become too many.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<Id<Kind>, Refusal> {
        let route = self.form.checked(change, self.covers, None).await?;
        if mail_routes::how_many(change).await? >= MOST_MAIL_ROUTES {
            return Err(Refusal::Conflict(Code::TooMany, None));
        }
        let id = change.new_id::<Kind>();
        let event = about(change, EventKind::MailRouteCreated, id, &route)
            .await?
            .with("covers", route.covers.key())
            .with("tenantIds", customers(&route))
            .with("lowestSeverity", route.lowest_severity.key())
            .with("teamId", route.team);
        change.write(mail_routes::add(Batch::of(event), id, &route)?).await?;
        Ok(id)
    }
}

impl Command for EditMailRoute {
    type Output = ();
    const NAME: &'static str = "mail_route.edit";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let before = found(change, self.route, self.stamp).await?.route;
        let after = self.form.checked(change, before.covers, Some(&before)).await?;
        if after == before {
            return Ok(());
        }
        let event = about(change, EventKind::MailRouteEdited, self.route, &after)
            .await?
            .changed("tenantIds", customers(&before), customers(&after))
            .changed("lowestSeverity", before.lowest_severity.key(), after.lowest_severity.key())
            .changed("teamId", before.team, after.team);
        change.write(mail_routes::set(Batch::of(event), self.route, &after)?).await?;
        Ok(())
    }
}

impl Command for DeleteMailRoute {
    type Output = ();
    const NAME: &'static str = "mail_route.delete";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let row = found(change, self.route, self.stamp).await?;
        let event = about(change, EventKind::MailRouteDeleted, self.route, &row.route).await?;
        change.write(mail_routes::delete(Batch::of(event), self.route)).await?;
        Ok(())
    }
}

/// A route for a change, in the version that the caller read.
async fn found(change: &mut Change, route: Id<Kind>, stamp: Option<i64>) -> Result<MailRouteRow, Refusal> {
    let found = mail_routes::found(change, route).await?.ok_or(Refusal::Missing)?;
    if stamp.is_some_and(|stamp| stamp != found.stamp) {
        return Err(Refusal::Stale);
    }
    Ok(found)
}

/// An event about a route, which is called by its team.
async fn about(
    change: &mut Change,
    kind: EventKind,
    id: Id<Kind>,
    route: &MailRoute,
) -> Result<Event, Refusal> {
    let home = change.tenant();
    let team = store::assignments::known(change, home, &[Principal::SecurityGroup(route.team)]).await?;
    let name = team.into_iter().next().map(|team| team.name);
    Ok(Event::new(kind, Subject::thing(id.uuid(), name.unwrap_or_default())))
}

fn customers(route: &MailRoute) -> String {
    route.customers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
