//! The partner ends the relationship.

use authz::Action;
use domain::{
    agent::AgentRight,
    event::EventKind,
    id::{Id, Organization},
    reseller_relationship::{ResellerStep, Standing},
};
use store::{Batch, Change};

use super::{By, event, live_with, tell};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
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
        let typed = self.typed.as_deref().map(domain::text::key);
        if typed.is_some_and(|typed| typed != domain::text::key(&row.customer_name)) {
            return Err(Refusal::field("confirmation", Code::ConfirmationRequired));
        }
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
        change.write(store::reseller_relationships::end(Batch::of(event), &row)).await?;
        tell(change, &row, ("reseller_ended", "customer_ended"), By::Partner(person.upn.as_str()), true).await
    }
}
