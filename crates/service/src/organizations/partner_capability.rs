//! The partner capability: without it links are suspended and pending invitations withdrawn.

use authz::{Action, Fact, fact::Turn};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization},
    link::LinkStep,
};
use store::{
    Batch, Change,
    notices::Notice,
    organizations::{LOCK, SET_PARTNER},
    values,
};

use super::eligibility;
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
    security_groups::agents,
};

/// Switches the partner capability of an organization on or off.
#[derive(Clone, Debug)]
pub struct SetPartnerCapability {
    /// The organization.
    pub organization: Id<Organization>,
    /// Whether it may manage customers.
    pub on: bool,
}

impl Command for SetPartnerCapability {
    type Output = ();
    const NAME: &'static str = "set partner capability";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Operate, Where::Tenant(self.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = change.find(&LOCK, values![]).await?.ok_or(Refusal::Missing)?;
        let (name, before): (String, bool) = (row.get(0)?, row.get(4)?);
        if before == self.on {
            return Ok(());
        }
        let (kind, notice) = if self.on {
            (EventKind::PartnerCapabilityOn, "partner_capability_on")
        } else {
            (EventKind::PartnerCapabilityOff, "partner_capability_off")
        };
        let id = self.organization;
        let event = Event::new(kind, Subject::thing(id.uuid(), &name)).changed("isPartner", before, self.on);
        let fact = Fact::Capability { is: Turn::new(before, self.on) };
        change.write(Batch::of(event).run(&SET_PARTNER, values![self.on]).fact(fact)).await?;
        let notice = Notice {
            tenant: id,
            audience: "service_administrators",
            kind: notice,
            about: id.uuid(),
            parameters: Vec::new(),
        };
        change.notify(notice).await?;
        if self.on {
            agents::ensure(change).await?;
        }
        // What follows lies in customers' organizations; each part is found from the partner's again.
        eligibility::tell_customers(change, self.on).await?;
        change.turn_to(context.permit(Action::Operate, id)?);
        if self.on {
            return eligibility::step_links(change, LinkStep::Resume).await;
        }
        eligibility::step_links(change, LinkStep::Suspend).await?;
        change.turn_to(context.permit(Action::Operate, id)?);
        eligibility::withdraw_invitations(change, None).await
    }
}
