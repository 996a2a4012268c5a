//! What a person may do in an organization, and through what: "What can this person do?".

use std::sync::Arc;

use authz::{
    Action, Realm, Source,
    explain::{Explanation, Lack, Matter, explain, is_closed, rights, rights_on_behalf},
};
use domain::{
    id::{Id, Organization, User},
    permission::{Permission, PermissionSet},
    role::Role,
    time::Time,
};
use store::{View, explanations::PersonRow, scopes::Described};

use super::{
    chain::{NamedChain, Names},
    explain::{Givers, Missing},
    world::World,
};
use crate::{
    Page, Wanted,
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
    roles::RoleContext,
};

/// Asks what a person may do.
#[derive(Clone, Copy, Debug)]
pub struct RightsOf {
    /// Where.
    pub context: RoleContext,
    /// The person.
    pub user: Id<User>,
    /// At which moment; none means now.
    pub moment: Option<Time>,
}

/// The rights of a person.
#[derive(Clone, Debug)]
pub struct RightsShown {
    /// The person.
    pub person: PersonRow,
    /// What each source of rights gives, with its rooms; of those nothing is told where the customer's link decides.
    pub rights: Vec<(NamedChain, PermissionSet, Option<Described>)>,
    /// What each delegated role gives on behalf of the caller's organization, with its rooms (decision 6).
    pub on_behalf: Vec<(NamedChain, PermissionSet, Option<Described>)>,
    /// What stands in the way of any right; empty where there is one.
    pub missing: Vec<Missing>,
}

impl Question for RightsOf {
    type Answer = RightsShown;
    const NAME: &'static str = "access.rights";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        self.context.views()
    }

    async fn answer(&self, view: &mut View, looking: &Looking<'_>) -> Result<RightsShown, Refusal> {
        let world = World::of(self.context, view, looking, self.moment).await?;
        let home = Arc::clone(world.home_of(self.user).ok_or(Refusal::Missing)?);
        let now = world.moment;
        let held = rights(&home, self.user, &world.at, now).ok_or(Refusal::Missing)?;
        let chains = held.iter().map(|(chain, _)| chain);
        let names = Names::of(&world, view, looking, None, chains, std::iter::empty()).await?;
        let mut shown = Vec::with_capacity(held.len());
        for (chain, permissions) in &held {
            let rooms = rooms(&world, view, looking, chain.source, chain.scope).await?;
            shown.push((names.chain(chain), *permissions, rooms));
        }
        let on_behalf = if self.context == RoleContext::Own {
            rights_on_behalf((&home, self.user), &world.at, now)
        } else {
            Vec::new()
        };
        let chains = on_behalf.iter().map(|(chain, _)| chain);
        let names = Names::of(&world, view, looking, None, chains, std::iter::empty()).await?;
        // Where a link exists, its rooms bound them.
        let all = || Described { whole: true, ..Described::default() };
        let rooms = || world.at.rights.link_with(home.id).is_none().then(all);
        let on_behalf: Vec<_> = on_behalf
            .iter()
            .map(|(chain, permissions)| (names.chain(chain), *permissions, rooms()))
            .collect();
        let mut missing = Vec::new();
        if shown.is_empty() && on_behalf.is_empty() {
            let permission = Permission::RoomView;
            let matter = Matter { home: &home, user: self.user, at: &world.at, permission, room: None, now };
            if let Some(Explanation::Denied(denial)) = explain(&matter) {
                let mut givers = Givers { world: &world, home: &home, named: Vec::new() };
                let is_closed = self.context == RoleContext::Own
                    && is_closed((&home, self.user), &world.at, permission, now);
                let lacks: Vec<_> = denial
                    .lacks
                    .into_iter()
                    .chain(denial.nearest.into_iter().flat_map(|it| it.lacks))
                    .chain(is_closed.then_some(Lack::RoomsClosed))
                    .collect();
                missing = givers.missing(view, looking, &lacks).await?;
            }
        }
        let person = world.person(view, looking, self.user).await?;
        Ok(RightsShown { person, rights: shown, on_behalf, missing })
    }
}

/// The rooms of an assignment by name.
async fn rooms(
    world: &World,
    view: &mut View,
    looking: &Looking<'_>,
    source: Source,
    scope: Option<Id<domain::id::Scope>>,
) -> Result<Option<Described>, Refusal> {
    let Some(scope) = scope else {
        return Ok(Some(Described { whole: true, ..Described::default() }));
    };
    let (views, realm) = world.context.views();
    match (world.context, source) {
        (RoleContext::Own, _) => {
            view.look(looking.sight(views, realm)?);
            Ok(Some(store::scopes::describe(view, scope).await?))
        }
        (RoleContext::At(_), Source::PartnerRole { role: Role::Custom(_), .. }) => {
            match looking.sight(Action::Use(Permission::RoomView), realm) {
                Ok(sight) => {
                    view.look(sight);
                    Ok(Some(store::scopes::describe_seen(view, world.at.id, scope).await?))
                }
                Err(_) => Ok(None),
            }
        }
        (RoleContext::At(_), _) => Ok(None),
    }
}

/// Asks at which customers a person of the caller's organization holds a right, among those whose roles the caller sees.
#[derive(Clone, Copy, Debug)]
pub struct CustomersOf {
    /// The person.
    pub user: Id<User>,
}

impl Question for CustomersOf {
    type Answer = Vec<(Id<Organization>, String)>;
    const NAME: &'static str = "access.customers";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::SeeTenants, Realm::Own)
    }

    async fn answer(&self, view: &mut View, looking: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let facts = looking.facts;
        let mut held = Vec::new();
        for grant in facts.grants() {
            let tenant = grant.tenant();
            let is_read = grant.permissions.has(Permission::RoleView) && tenant != facts.organization;
            if is_read && !held.contains(&tenant) {
                let theirs = rights(facts.own(), self.user, grant.at, facts.now).unwrap_or_default();
                if !theirs.is_empty() {
                    held.push(tenant);
                }
            }
        }
        let wanted = Wanted { page: Page::of(1000), ..Wanted::default() };
        let found = store::links::tenants::list(view, &wanted, Some(&held)).await?;
        Ok(found.items.into_iter().map(|it| (it.row.tenant, it.row.customer_name)).collect())
    }
}
