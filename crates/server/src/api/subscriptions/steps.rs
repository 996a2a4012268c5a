//! What both sides do with a subscription.

use axum::response::Response;
use domain::{
    agent::Agent,
    id::{Id, Organization, Subscription as SubscriptionId},
    subscription::{ResourceState, SubscriptionRole},
};
use service::{
    Caller, Code, Refusal, ask, run,
    subscriptions::{
        AssignLicence, AssignSubscriptionRole, ChangeResource, CreateResource, DeleteResource, Holder,
        Licensee, OneSubscription, Opened, RemoveSubscriptionRole, SubscriptionDetail, SubscriptionEdit,
        UpdateSubscription, WithdrawLicence,
    },
};
use uuid::Uuid;
use wire::subscriptions::{
    NewLicenceAssignment, NewSubscriptionResource, NewSubscriptionRoleAssignment, Subscription,
    SubscriptionPatch, SubscriptionResource, SubscriptionRoleAssignment,
};

use super::shapes;
use crate::{
    answer::{ApiResult, IfMatch, List, created, no_content},
    web::Web,
};

/// A subscription as somebody reaches it.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) web: &'a Web,
    pub(super) caller: &'a Caller,
    pub(super) tenant: Id<Organization>,
    pub(super) subscription: Id<SubscriptionId>,
}

impl At<'_> {
    async fn detail(self) -> Result<SubscriptionDetail, Refusal> {
        let question = OneSubscription { tenant: self.tenant, subscription: self.subscription };
        ask(&self.web.app, self.caller, &question).await
    }

    /// What is inside; hidden where no role opens it.
    async fn opened(self) -> Result<Opened, Refusal> {
        self.detail().await?.opened.ok_or(Refusal::Missing)
    }

    pub(super) async fn one(self) -> ApiResult<Subscription> {
        Ok(shapes::subscription(self.detail().await?.shown))
    }

    pub(super) async fn update(self, matches: IfMatch, patch: SubscriptionPatch) -> ApiResult<()> {
        let edit =
            SubscriptionEdit { name: patch.display_name, quantity: patch.quantity, status: patch.status };
        let stamp = matches.optional();
        let Self { tenant, subscription, .. } = self;
        Ok(run(&self.web.app, self.caller, UpdateSubscription { tenant, subscription, stamp, edit }).await?)
    }

    pub(super) async fn roles(self) -> ApiResult<List<SubscriptionRoleAssignment>> {
        let reader = self.caller.person.organization;
        let roles = self.opened().await?.roles.into_iter().map(|shown| shapes::role(shown, reader));
        Ok(List { count: None, value: roles.collect(), next_link: None })
    }

    pub(super) async fn assign(self, base: &str, new: NewSubscriptionRoleAssignment) -> ApiResult<Response> {
        let role = SubscriptionRole::from_key(&new.role);
        let role = role.ok_or_else(|| Refusal::field("role", Code::UnknownValue))?;
        let agent = new.agent.as_deref().map_or(Some(Agent::Admin), Agent::from_key);
        let agent = agent.ok_or_else(|| Refusal::field("agent", Code::UnknownValue))?;
        let holder = match (new.principal_id, new.partner_id) {
            (Some(id), None) => Holder::Own(id),
            (None, Some(partner)) => Holder::Agents(Id::new(partner), agent),
            _ => return Err(Refusal::field("principalId", Code::Required).into()),
        };
        let Self { tenant, subscription, .. } = self;
        let command = AssignSubscriptionRole { tenant, subscription, role, holder };
        let id = run(&self.web.app, self.caller, command).await?;
        let found = self.opened().await?.roles.into_iter().find(|shown| shown.row.id == id);
        let found = shapes::role(found.ok_or(Refusal::Missing)?, self.caller.person.organization);
        Ok(created(format!("{base}/roleAssignments/{id}"), found))
    }

    pub(super) async fn remove(self, assignment: Uuid) -> ApiResult<Response> {
        let Self { tenant, subscription, .. } = self;
        let command = RemoveSubscriptionRole { tenant, subscription, assignment: Id::new(assignment) };
        run(&self.web.app, self.caller, command).await?;
        Ok(no_content())
    }

    pub(super) async fn resources(self) -> ApiResult<List<SubscriptionResource>> {
        let found = self.opened().await?.resources.into_iter().map(shapes::resource);
        Ok(List { count: None, value: found.collect(), next_link: None })
    }

    async fn resource(self, id: Uuid) -> ApiResult<SubscriptionResource> {
        let found = self.opened().await?.resources.into_iter().find(|row| row.id.uuid() == id);
        Ok(shapes::resource(found.ok_or(Refusal::Missing)?))
    }

    pub(super) async fn make(self, base: &str, new: NewSubscriptionResource) -> ApiResult<Response> {
        let Self { tenant, subscription, .. } = self;
        let command = CreateResource { tenant, subscription, name: new.display_name, kind: new.kind };
        let id = run(&self.web.app, self.caller, command).await?;
        Ok(created(format!("{base}/resources/{id}"), self.resource(id.uuid()).await?))
    }

    pub(super) async fn turn(
        self,
        resource: Uuid,
        matches: IfMatch,
        state: &str,
    ) -> ApiResult<SubscriptionResource> {
        let state = ResourceState::from_key(state);
        let state = state.ok_or_else(|| Refusal::field("state", Code::UnknownValue))?;
        let Self { tenant, subscription, .. } = self;
        let stamp = matches.optional();
        let command = ChangeResource { tenant, subscription, resource: Id::new(resource), state, stamp };
        run(&self.web.app, self.caller, command).await?;
        self.resource(resource).await
    }

    pub(super) async fn drop(self, resource: Uuid, matches: IfMatch) -> ApiResult<Response> {
        let Self { tenant, subscription, .. } = self;
        let stamp = matches.optional();
        let command = DeleteResource { tenant, subscription, resource: Id::new(resource), stamp };
        run(&self.web.app, self.caller, command).await?;
        Ok(no_content())
    }

    pub(super) async fn license(self, new: NewLicenceAssignment) -> ApiResult<Response> {
        let to = match (new.user_id, new.user_principal_name) {
            (Some(user), None) => Licensee::User(Id::new(user)),
            (None, Some(upn)) => Licensee::Upn(upn),
            _ => return Err(Refusal::field("userId", Code::Required).into()),
        };
        let Self { tenant, subscription, .. } = self;
        run(&self.web.app, self.caller, AssignLicence { tenant, subscription, to }).await?;
        Ok(no_content())
    }

    pub(super) async fn withdraw(self, user: Uuid) -> ApiResult<Response> {
        let Self { tenant, subscription, .. } = self;
        let command = WithdrawLicence { tenant, subscription, user: Id::new(user) };
        run(&self.web.app, self.caller, command).await?;
        Ok(no_content())
    }
}
