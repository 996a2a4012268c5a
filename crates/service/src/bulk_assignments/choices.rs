//! What can be chosen for a bulk assignment: the roles a partner has at its customers, and the customers at which the caller
//! may assign roles.

use std::collections::{BTreeMap, BTreeSet};

use authz::{Action, Realm};
use domain::{
    id::{Id, Organization},
    permission::Permission,
    text,
};
use store::{
    View,
    links::tenants::named,
    roles::{RoleRow, Whose},
};

use super::{
    RoleAt,
    pattern::{nowhere, role_at},
};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks which roles the partner has at customers where the caller may view roles.
#[derive(Clone, Copy, Debug)]
pub struct BulkRoles;

/// Roles of one name that allow the same.
#[derive(Clone, Debug)]
pub struct BulkRole {
    /// One of them, which stands for all.
    pub row: RoleRow,
    /// At how many customers there is one.
    pub customers: usize,
}

impl Question for BulkRoles {
    type Answer = Vec<BulkRole>;
    const NAME: &'static str = "bulk_assignments.roles";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoleView), Realm::AllCustomers)
    }

    async fn answer(&self, view: &mut View, looking: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let seen: BTreeSet<_> = view.sight().tenants().into_iter().collect();
        view.look(looking.sight(Action::SeeTenants, Realm::Own)?);
        let mut alike: BTreeMap<_, BulkRole> = BTreeMap::new();
        for row in store::roles::list(view, Whose::AtCustomers).await? {
            if seen.contains(&row.tenant) {
                let key = (text::key(&row.name), row.permissions.to_string());
                alike.entry(key).or_insert(BulkRole { row, customers: 0 }).customers += 1;
            }
        }
        Ok(alike.into_values().collect())
    }
}

/// Asks for the customers at which the caller may assign roles.
#[derive(Clone, Debug)]
pub struct BulkCustomers {
    /// The role that is to be given.
    pub role: Option<RoleAt>,
}

/// A customer that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkCustomer {
    /// The customer.
    pub tenant: Id<Organization>,
    /// Its name.
    pub name: String,
    /// Its default domain.
    pub default_domain: String,
    /// Whether it has a role of the same name.
    pub has_role: bool,
}

impl BulkCustomer {
    /// Whether its name or domain contains a text.
    pub fn fits(&self, words: &str) -> bool {
        let words = text::key(words);
        text::key(&self.name).contains(&words) || self.default_domain.contains(&words)
    }
}

impl Question for BulkCustomers {
    type Answer = Vec<BulkCustomer>;
    const NAME: &'static str = "bulk_assignments.customers";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoleModify), Realm::AllCustomers)
    }

    async fn answer(&self, view: &mut View, looking: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let tenants = view.sight().tenants();
        if tenants.is_empty() {
            return Err(nowhere());
        }
        let mut having = BTreeSet::new();
        let role = match self.role {
            Some(role) => role_at(view, looking, role).await?,
            None => None,
        };
        if let Some(role) = role {
            let roles = store::roles::of_name(view, &role.name).await?;
            having.extend(roles.into_iter().map(|role| role.tenant));
        }
        view.look(looking.sight(Action::SeeTenants, Realm::Own)?);
        let customer = |it: store::links::tenants::NamedTenant| BulkCustomer {
            has_role: having.contains(&it.tenant),
            tenant: it.tenant,
            name: it.name,
            default_domain: it.default_domain,
        };
        Ok(named(view, &tenants).await?.into_iter().map(customer).collect())
    }
}
