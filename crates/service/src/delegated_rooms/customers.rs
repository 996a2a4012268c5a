//! On whose behalf somebody can act, and as what.

use authz::{Action, Facts, Realm, permissions_in};
use domain::{
    id::{Id, Organization},
    permission::{Permission, PermissionSet},
};
use store::{
    View,
    list::{Listed, Wanted},
    on_behalf::{self, CustomerRow},
    rooms::{Owners, owners},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// A customer on whose behalf somebody can act.
#[derive(Clone, Debug)]
pub struct OnBehalf {
    /// The customer.
    pub tenant: Id<Organization>,
    /// Its name.
    pub name: String,
    /// The directory roles by which, by their published names.
    pub roles: Vec<&'static str>,
    /// What may be done there with some room.
    pub permissions: PermissionSet,
}

impl OnBehalf {
    fn of(facts: &Facts, row: CustomerRow) -> Self {
        let CustomerRow { tenant, name } = row;
        let roles = facts.roles_on_behalf(tenant).into_iter().map(|role| role.name).collect();
        Self { tenant, name, roles, permissions: permissions_in(facts, tenant) }
    }
}

/// The customers on whose behalf the caller can act.
#[derive(Clone, Debug, Default)]
pub struct CustomersOnBehalf {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for CustomersOnBehalf {
    type Answer = Counted<OnBehalf>;
    const NAME: &'static str = "delegated_rooms.customers";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ActOnBehalf, Realm::AllCustomers)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let count = if self.count { Some(on_behalf::count(view, &self.wanted).await?) } else { None };
        let Listed { items, next } = on_behalf::list(view, &self.wanted).await?;
        let facts = context.facts.clone().on_behalf();
        let items = items.into_iter().map(|row| OnBehalf::of(&facts, row)).collect();
        Ok(Counted { page: Listed { items, next }, count })
    }
}

/// As what the caller acts on behalf of a customer; asked by whoever does.
#[derive(Clone, Copy, Debug)]
pub struct OnBehalfOf {
    /// The customer.
    pub tenant: Id<Organization>,
}

impl Question for OnBehalfOf {
    type Answer = OnBehalf;
    const NAME: &'static str = "delegated_rooms.on_behalf_of";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), Realm::Customer(self.tenant))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<OnBehalf, Refusal> {
        let (tenant, name) = owners(view, Owners::One(self.tenant)).await?.pop().ok_or(Refusal::Missing)?;
        Ok(OnBehalf::of(context.facts, CustomerRow { tenant, name }))
    }
}
