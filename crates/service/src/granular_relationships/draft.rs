//! A partner drafts a relationship, or throws its draft away.

use authz::Action;
use domain::{
    agent::AgentRight,
    event::{Event, EventKind, Subject},
    granular_relationship::{self, LONGEST_NAME, Step},
    id::{GranularRelationship, Id, Organization},
    role_definition::RoleDefinition,
    text::{TextError, line},
};
use store::{Batch, Change, granular_relationships::NewGranular};
use uuid::Uuid;

use super::{MOST_OPEN, not_barred, own, roles, words};
use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Drafts a relationship.
#[derive(Clone, Debug)]
pub struct DraftGranular {
    /// What the partner calls it: the customer reads it too.
    pub name: String,
    /// The organization to ask; none where whoever has the link may approve.
    pub customer: Option<Uuid>,
    /// How long it lasts, as an ISO 8601 duration.
    pub duration: String,
    /// The templates of the roles.
    pub roles: Vec<Uuid>,
    /// Whether it extends itself, as an ISO 8601 duration.
    pub auto_extend: String,
}

/// A draft whose values keep the rules.
pub(super) struct Checked {
    pub(super) name: String,
    pub(super) customer: Option<Id<Organization>>,
    pub(super) days: i64,
    pub(super) roles: Vec<&'static RoleDefinition>,
    pub(super) extends: bool,
}

impl DraftGranular {
    /// The values, if they keep the rules (§4.3).
    pub(super) fn check(&self, partner: Id<Organization>) -> Result<Checked, Refusal> {
        let mut form = Form::default();
        let name = line(&self.name, LONGEST_NAME);
        let name = name.and_then(|name| if name.is_empty() { Err(TextError::Empty) } else { Ok(name) });
        let name = form.text("displayName", name);
        let days = granular_relationship::days(&self.duration);
        if days.is_err() {
            form.fault("duration", Code::NotADuration);
        }
        let roles = roles(&mut form, &self.roles);
        let extends = granular_relationship::extends(&self.auto_extend);
        if extends.is_none() {
            form.fault("autoExtendDuration", Code::UnknownValue);
        }
        if extends == Some(true) && !granular_relationship::may_extend(&roles) {
            form.fault("autoExtendDuration", Code::GlobalAdministratorNotExtended);
        }
        let customer = self.customer.map(Id::new);
        if customer == Some(partner) {
            form.fault("customer/tenantId", Code::OwnRequest);
        }
        match (name, days, extends) {
            (Some(name), Ok(days), Some(extends)) => {
                form.finish()?;
                Ok(Checked { name, customer, days, roles, extends })
            }
            _ => Err(form.refusal()),
        }
    }
}

/// The second half of a published identifier.
pub(super) fn secret(context: &Context<'_>) -> Uuid {
    let mut random = [0_u8; 16];
    for (to, from) in random.iter_mut().zip(context.app.secrets.random32()) {
        *to = from;
    }
    uuid::Builder::from_random_bytes(random).into_uuid()
}

impl Command for DraftGranular {
    type Output = Id<GranularRelationship>;
    const NAME: &'static str = "granular_relationships.draft";
    /// So that no two take the same name, or count at the same time.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ActAsAgent(AgentRight::RequestDelegation), Where::Tenant(caller.organization))
    }

    async fn apply(
        self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<Id<GranularRelationship>, Refusal> {
        let checked = self.check(change.tenant())?;
        not_barred(change, context, checked.customer).await?;
        if store::granular_relationships::count_open(change).await? >= MOST_OPEN {
            return Err(Refusal::special(Code::TooMany, "relationships"));
        }
        let id = change.new_id();
        if store::granular_relationships::is_named(change, &checked.name, id).await? {
            return Err(Refusal::Conflict(Code::NameTaken, None));
        }
        let mut event = Event::new(EventKind::GranularCreated, Subject::thing(id.uuid(), &checked.name))
            .with("roles", words(&checked.roles))
            .with("days", checked.days)
            .with("autoExtend", checked.extends);
        if let Some(customer) = checked.customer {
            event = event.with("customerId", customer);
        }
        let new = NewGranular {
            id,
            secret: secret(context),
            customer: checked.customer,
            name: checked.name,
            roles: checked.roles,
            days: checked.days,
            extends: checked.extends,
            created_by: context.caller.person.name().to_owned(),
            provider: None,
        };
        let now = change.now();
        change.write(store::granular_relationships::insert(Batch::of(event), new, now)).await?;
        Ok(id)
    }
}

/// Throws a draft of the caller's organization away.
#[derive(Clone, Copy, Debug)]
pub struct DiscardGranular {
    /// Which.
    pub relationship: Id<GranularRelationship>,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
}

impl Command for DiscardGranular {
    type Output = ();
    const NAME: &'static str = "granular_relationships.discard";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::ActAsAgent(AgentRight::RequestDelegation), Where::Granular(self.relationship))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let partner = context.caller.person.organization;
        let row = own(change, partner, self.relationship, self.stamp).await?;
        if row.status.after(Step::Discard).is_none() {
            return Err(Refusal::Conflict(Code::InvalidState, Some(row.id.uuid())));
        }
        let event = Event::new(EventKind::GranularDiscarded, Subject::thing(row.id.uuid(), &row.name));
        change.write(store::granular_relationships::delete(Batch::of(event), row.id)).await?;
        Ok(())
    }
}
