//! Notices in the portal.
//!
//! Invariant: a person reads what the roles held now are told, whoever held them when it was left.

use authz::{Action, Facts, Realm, Target, holds};
use domain::{
    agent::AgentRight,
    id::{Id, Organization},
    permission::Permission,
    role::DirectoryRole,
    time::Time,
};
use store::{
    Change, View,
    list::Wanted,
    notices::{
        Audience, CUSTOMER_AGENTS, DELEGATION_AGENTS, EVENT_AGENTS, GLOBAL_ADMINISTRATORS,
        MANAGERS_OR_CUSTOMER_AGENTS, MANAGERS_OR_DELEGATION_AGENTS, OPERATORS, REQUEST_AGENTS,
        SUPPORT_AGENTS, only,
    },
};

pub use store::notices::{NoticeRow, SCHEMA};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// The audiences in their own organization to which somebody belongs.
pub(crate) fn words(facts: &Facts) -> Vec<String> {
    let manages_own = Action::UseOwn(Permission::RoleModify);
    let manages_tenants = facts.answers_invitations();
    let sees_customers = facts.has_agent_right(AgentRight::SeeCustomers);
    let sees_delegation = facts.has_agent_right(AgentRight::SeeDelegation);
    let words = [
        (facts.is_service_administrator(), "service_administrators"),
        (manages_tenants, "tenant_managers"),
        (sees_customers, CUSTOMER_AGENTS),
        (manages_tenants || sees_customers, MANAGERS_OR_CUSTOMER_AGENTS),
        (facts.has_agent_right(AgentRight::RequestRelationship), REQUEST_AGENTS),
        (sees_delegation, DELEGATION_AGENTS),
        (manages_tenants || sees_delegation, MANAGERS_OR_DELEGATION_AGENTS),
        (facts.has_agent_right(AgentRight::ReceiveEvents), EVENT_AGENTS),
        (facts.has_agent_right(AgentRight::SupportCustomers), SUPPORT_AGENTS),
        (facts.has(DirectoryRole::GlobalAdministrator), GLOBAL_ADMINISTRATORS),
        (facts.enabled() && facts.is_operator(), OPERATORS),
        (holds(facts, manages_own, &Target::tenant(facts.organization)), "role_managers"),
    ];
    let words = words.into_iter().filter(|(is, _)| *is).map(|(_, word)| word.to_owned());
    // What is for them, or for a team around them.
    let person = facts.own().directory.person(facts.user);
    let around = person.into_iter().flat_map(|person| person.principals.iter().copied());
    words.chain(around.chain([facts.user.uuid()]).map(only)).collect()
}

/// What somebody is told; of customers, those of which there is something to tell.
fn audience(facts: &Facts, told_of: Vec<Id<Organization>>) -> Audience {
    let manages = |customer: &Id<Organization>| {
        holds(facts, Action::Use(Permission::RoleModify), &Target::tenant(*customer))
    };
    Audience { words: words(facts), customers: told_of.into_iter().filter(manages).collect() }
}

/// What the person of some facts is told.
pub(crate) async fn audience_of(view: &mut View, facts: &Facts) -> Result<Audience, Refusal> {
    let told_of = if facts.is_partner() { store::notices::customers(view).await? } else { Vec::new() };
    Ok(audience(facts, told_of))
}

/// The caller's notices, newest first unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for Notices {
    type Answer = Counted<NoticeRow>;
    const NAME: &'static str = "notices.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Counted<NoticeRow>, Refusal> {
        let wanted = &self.wanted;
        let user = context.facts.user;
        let audience = audience_of(view, context.facts).await?;
        let count = if self.count {
            Some(store::notices::count(view, wanted, user, audience.clone()).await?)
        } else {
            None
        };
        Ok(Counted { page: store::notices::list(view, wanted, user, audience).await?, count })
    }
}

/// How many notices the caller has not read: the bell of every page.
#[derive(Clone, Copy, Debug)]
pub struct UnreadNotices;

impl Question for UnreadNotices {
    type Answer = i64;
    const NAME: &'static str = "notices.unread";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<i64, Refusal> {
        let audience = audience_of(view, context.facts).await?;
        Ok(store::notices::count_unread(view, context.facts.user, audience).await?)
    }
}

/// Marks the caller's notices as read, up to the newest that was shown.
#[derive(Clone, Copy, Debug)]
pub struct MarkNoticesRead {
    /// Up to this moment.
    pub until: Time,
}

impl Command for MarkNoticesRead {
    type Output = ();
    const NAME: &'static str = "notices.mark_read";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::OwnAccount, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let told_of = store::notices::fetch_customers(change).await?;
        let audience = audience(context.facts, told_of);
        store::notices::mark_read(change, context.facts.user, audience, self.until).await?;
        Ok(())
    }
}
