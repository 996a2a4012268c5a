//! The end of the relationship: by the partner, or by the customer, who needs nobody for it (decision 4).

use authz::Action;
use domain::{
    agent::AgentRight,
    event::EventKind,
    id::{Id, Organization, ResellerRelationship},
    reseller_relationship::{EndedBy, ResellerStep, Standing},
};
use store::{Batch, Change};

use super::{By, ResellerRow, event, live, live_with, tell};
use crate::{
    caller::Person,
    form::confirm,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    support_requests::{self, RequestRow},
};

/// Ends the reseller relationship to a customer, and with it delegated admin privileges.
#[derive(Clone, Debug)]
pub struct EndReseller {
    /// Which customer.
    pub customer: Id<Organization>,
    /// The stamp the relationship was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
    /// On pages: the customer's name as typed by the person to confirm.
    pub typed: Option<String>,
}

impl Command for EndReseller {
    type Output = ();
    const NAME: &'static str = "reseller_relationships.end";
    const CHANGES_ACCESS: bool = true;
    const ENDS_ITS_RIGHT: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::ActAsAgent(AgentRight::EndRelationship), Where::Tenant(self.customer))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let person = &context.caller.person;
        let row = live_with(change, person.organization, self.stamp).await?;
        confirm(self.typed.as_deref(), &row.customer_name)?;
        let now = change.now();
        let sold = store::subscriptions::fetch_of_provider(change, person.organization).await?;
        let running = sold.iter().find(|it| it.status(now).is_running()).map(|it| it.id.uuid());
        let step = ResellerStep::End { with_active_subscriptions: running.is_some() };
        Standing::of(row.has_privileges)
            .after(step)
            .ok_or(Refusal::Conflict(Code::ActiveSubscriptions, running))?;
        let event = event(EventKind::ResellerEnded, &row).changed(
            "delegatedAdminPrivileges",
            row.has_privileges,
            false,
        );
        support_requests::close_all(change, row.partner).await?;
        change.write(store::reseller_relationships::end(Batch::of(event), &row, EndedBy::Partner)).await?;
        privileges_end(change, EventKind::PrivilegesReturned, &row).await?;
        tell(change, &row, ("reseller_ended", "customer_ended"), By::Partner(person.upn.as_str()), true).await
    }
}

/// The customer ends the reseller relationship with a partner, and with it delegated admin privileges.
#[derive(Clone, Debug)]
pub struct EndResellerAsCustomer {
    /// Which.
    pub relationship: Id<ResellerRelationship>,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
    /// On pages: the partner's name as typed by the person to confirm.
    pub typed: Option<String>,
}

impl Command for EndResellerAsCustomer {
    type Output = ();
    const NAME: &'static str = "reseller_relationships.end_as_customer";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ConsentToPartner, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = live(change, self.relationship, self.stamp).await?;
        confirm(self.typed.as_deref(), &row.partner_name)?;
        end_as_customer(change, &row).await?;
        let by = By::Customer(context.caller.person.upn.as_str());
        tell(change, &row, ("reseller_ended_by_us", "customer_ended_reseller"), by, true).await
    }
}

/// Ends a live relationship in the name of the customer, and tells which support requests are closed with it; nobody is told.
pub(crate) async fn end_as_customer(
    change: &mut Change,
    row: &ResellerRow,
) -> Result<Vec<RequestRow>, Refusal> {
    Standing::of(row.has_privileges)
        .after(ResellerStep::EndByCustomer)
        .ok_or(Refusal::Conflict(Code::InvalidState, Some(row.id.uuid())))?;
    let event = event(EventKind::ResellerEndedByCustomer, row).changed(
        "delegatedAdminPrivileges",
        row.has_privileges,
        false,
    );
    let closed = support_requests::close_all(change, row.partner).await?;
    change.write(store::reseller_relationships::end(Batch::of(event), row, EndedBy::Customer)).await?;
    privileges_end(change, EventKind::PrivilegesRemoved, row).await?;
    Ok(closed)
}

/// Says that delegated admin privileges ended with the relationship, to those who look for that alone.
async fn privileges_end(change: &mut Change, kind: EventKind, row: &ResellerRow) -> Result<(), Refusal> {
    if row.has_privileges {
        change.write(Batch::of(event(kind, row))).await?;
    }
    Ok(())
}
