//! An indirect provider prepares a relationship for an indirect reseller that sells through it (§4.3, R-309).
//!
//! Invariant: it is the reseller's. Nothing is asked of a customer before the reseller agreed, and the provider holds nothing by it.

use authz::{Action, SystemTask, system_permit};
use domain::{
    agent::AgentRight,
    distribution::Part,
    event::{Event, EventKind, Subject},
    granular_relationship::LONGEST_NAME,
    id::{Distribution, GranularRelationship, Id},
};
use store::{
    Batch, Change,
    granular_relationships::NewGranular,
    notices::{DELEGATION_AGENTS, Notice},
};

use super::{
    DraftGranular, MOST_OPEN,
    draft::{Checked, secret},
    not_barred, words,
};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Prepares a relationship for the reseller of a distribution, which then agrees or does not.
#[derive(Clone, Debug)]
pub struct PrepareGranular {
    /// The distribution in which the caller's organization is the indirect provider.
    pub distribution: Id<Distribution>,
    /// What is prepared.
    pub draft: DraftGranular,
}

impl Command for PrepareGranular {
    type Output = Id<GranularRelationship>;
    const NAME: &'static str = "granular_relationships.prepare";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ActAsAgent(AgentRight::RequestDelegation), Where::Tenant(caller.organization))
    }

    async fn apply(
        self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<Id<GranularRelationship>, Refusal> {
        let provider = change.tenant();
        let row = store::distributions::fetch(change, self.distribution).await?.ok_or(Refusal::Missing)?;
        if row.part != Part::Reseller {
            return Err(Refusal::Conflict(Code::InvalidState, Some(self.distribution.uuid())));
        }
        let checked = self.draft.check(row.other)?;
        if checked.customer == Some(provider) {
            return Err(Refusal::field("customer/tenantId", Code::OwnRequest));
        }
        not_barred(change, context, checked.customer).await?;
        let own_name = store::links::own_name(change).await?;
        let id = change.new_id();
        let described = |name: &str, checked: &Checked| {
            Event::new(EventKind::GranularCreated, Subject::thing(id.uuid(), name))
                .with("roles", words(&checked.roles))
                .with("days", checked.days)
                .with("autoExtend", checked.extends)
        };
        change.write(Batch::of(described(&checked.name, &checked).with("reseller", &row.name))).await?;
        change.turn_to(system_permit(SystemTask::Delegation, row.other));
        if store::granular_relationships::count_open(change).await? >= MOST_OPEN {
            return Err(Refusal::special(Code::TooMany, "relationships"));
        }
        // Which names the reseller took already is not the provider's to learn.
        let name = if store::granular_relationships::is_named(change, &checked.name, id).await? {
            let mark: String = id.to_string().chars().rev().take(8).collect();
            let kept: String = checked.name.chars().take(LONGEST_NAME - 9).collect();
            format!("{kept}-{mark}")
        } else {
            checked.name.clone()
        };
        let event = described(&name, &checked).with("provider", &own_name).concerning(provider.uuid());
        let new = NewGranular {
            id,
            secret: secret(context),
            customer: checked.customer,
            name: name.clone(),
            roles: checked.roles,
            days: checked.days,
            extends: checked.extends,
            created_by: context.caller.person.name().to_owned(),
            provider: Some(provider),
        };
        let now = change.now();
        change.write(store::granular_relationships::insert(Batch::of(event), new, now)).await?;
        let parameters = vec![("partner", own_name), ("name", name)];
        let (tenant, audience, kind) = (row.other, DELEGATION_AGENTS, "granular_prepared");
        change.notify(Notice { tenant, audience, kind, about: id.uuid(), parameters }).await?;
        Ok(id)
    }
}
