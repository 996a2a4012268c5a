//! Resources in a metered subscription, as a role on it allows.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Subscription, SubscriptionResource},
    subscription::{ResourceState, SubscriptionKind, SubscriptionRight, SubscriptionStep},
    text::{Name, line},
};
use store::{
    Batch, Change, StoreError,
    subscriptions::{self as rows, ResourceRow},
};

use super::{allows, found};
use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// How many resources one subscription holds at most.
const MOST: i64 = 500;
/// The longest kind.
const LONGEST_KIND: usize = 60;

const MANAGES: Action = Action::OnSubscription(SubscriptionRight::ManageResources);

/// Makes a resource.
#[derive(Clone, Debug)]
pub struct CreateResource {
    /// Whose subscription.
    pub tenant: Id<Organization>,
    /// Which.
    pub subscription: Id<Subscription>,
    /// The name of the resource.
    pub name: String,
    /// What it is.
    pub kind: String,
}

impl Command for CreateResource {
    type Output = Id<SubscriptionResource>;
    const NAME: &'static str = "subscriptions.create_resource";
    // Together they could become too many.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (MANAGES, Where::Subscription(self.tenant, self.subscription))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<Id<SubscriptionResource>, Refusal> {
        in_use(change, self.subscription).await?;
        let mut form = Form::default();
        let name = form.text("displayName", Name::parse(&self.name));
        let kind = form.text("kind", line(&self.kind, LONGEST_KIND));
        let (Some(name), Some(kind)) = (name, kind) else { return Err(form.refusal()) };
        if rows::how_many_resources(change, self.subscription).await? >= MOST {
            return Err(Refusal::Conflict(Code::TooMany, None));
        }
        let (id, state) = (change.new_id(), ResourceState::Running);
        let event =
            Event::new(EventKind::SubscriptionResourceCreated, Subject::thing(id.uuid(), name.as_str()))
                .with("subscriptionId", self.subscription)
                .with("kind", &kind);
        let batch =
            rows::add_resource(Batch::of(event), self.subscription, id, (name.as_str(), &kind, state));
        match change.write(batch).await {
            Ok(_) => Ok(id),
            Err(StoreError::Constraint(_)) => Err(Refusal::field("displayName", Code::NameTaken)),
            Err(error) => Err(error.into()),
        }
    }
}

/// Starts or stops a resource.
#[derive(Clone, Copy, Debug)]
pub struct ChangeResource {
    /// Whose subscription.
    pub tenant: Id<Organization>,
    /// Which.
    pub subscription: Id<Subscription>,
    /// The resource.
    pub resource: Id<SubscriptionResource>,
    /// Where it is to stand.
    pub state: ResourceState,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
}

impl Command for ChangeResource {
    type Output = ();
    const NAME: &'static str = "subscriptions.change_resource";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (MANAGES, Where::Subscription(self.tenant, self.subscription))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let row = resource(change, self.subscription, self.resource, self.stamp).await?;
        in_use(change, self.subscription).await?;
        let after = row.state.after(self.state.step());
        let state = after.ok_or(Refusal::Conflict(Code::InvalidState, Some(row.id.uuid())))?;
        let event =
            Event::new(EventKind::SubscriptionResourceChanged, Subject::thing(row.id.uuid(), &row.name))
                .changed("state", row.state.key(), state.key());
        change.write(rows::set_state(Batch::of(event), row.id, state)).await?;
        Ok(())
    }
}

/// Deletes a resource.
#[derive(Clone, Copy, Debug)]
pub struct DeleteResource {
    /// Whose subscription.
    pub tenant: Id<Organization>,
    /// Which.
    pub subscription: Id<Subscription>,
    /// The resource.
    pub resource: Id<SubscriptionResource>,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
}

impl Command for DeleteResource {
    type Output = ();
    const NAME: &'static str = "subscriptions.delete_resource";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (MANAGES, Where::Subscription(self.tenant, self.subscription))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let row = resource(change, self.subscription, self.resource, self.stamp).await?;
        in_use(change, self.subscription).await?;
        let event =
            Event::new(EventKind::SubscriptionResourceDeleted, Subject::thing(row.id.uuid(), &row.name))
                .without("kind", &row.kind)
                .without("state", row.state.key());
        change.write(rows::delete_resource(Batch::of(event), row.id)).await?;
        Ok(())
    }
}

async fn resource(
    change: &mut Change,
    subscription: Id<Subscription>,
    id: Id<SubscriptionResource>,
    stamp: Option<i64>,
) -> Result<ResourceRow, Refusal> {
    let row = rows::fetch_resource(change, subscription, id).await?.ok_or(Refusal::Missing)?;
    if stamp.is_some_and(|stamp| stamp != row.stamp) { Err(Refusal::Stale) } else { Ok(row) }
}

/// Refuses where a subscription holds no resources, or is not in use.
async fn in_use(change: &mut Change, id: Id<Subscription>) -> Result<(), Refusal> {
    let row = found(change, id, None).await?;
    if row.kind != SubscriptionKind::Metered {
        return Err(Refusal::Conflict(Code::InvalidState, Some(id.uuid())));
    }
    allows(&row, SubscriptionStep::Use, change.now())
}
