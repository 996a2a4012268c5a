//! The customers to choose from where a list shows those of many.

use authz::{Action, Realm};
use domain::{
    id::{Id, Organization},
    permission::Permission,
};
use store::{
    View,
    rooms::{Owners, owners},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// How many customers found by name are offered.
const FOUND: usize = 20;

/// Asks for the customers of which something may be in sight.
#[derive(Clone, Debug)]
pub struct CustomersInSight {
    /// What lets the caller see it.
    pub permission: Permission,
    /// How many customers are offered at once; among more, one is looked for by name.
    pub at_once: usize,
    /// A part of a name.
    pub search: String,
    /// The customer that is chosen.
    pub chosen: Option<Id<Organization>>,
}

/// Customers to choose from, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerChoices {
    /// All of them, or those found by name.
    pub offered: Vec<(Id<Organization>, String)>,
    /// Whether there are more than are offered at once.
    pub are_many: bool,
    /// Whether more were found by name than are offered.
    pub has_more: bool,
    /// The customer that is chosen, where it is in sight.
    pub chosen: Option<(Id<Organization>, String)>,
}

impl Question for CustomersInSight {
    type Answer = CustomerChoices;
    const NAME: &'static str = "room.customers";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(self.permission), Realm::AllCustomers)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<CustomerChoices, Refusal> {
        if view.sight().tenants().len() <= self.at_once {
            let offered = owners(view, Owners::All).await?;
            let chosen = offered.iter().find(|(tenant, _)| Some(*tenant) == self.chosen).cloned();
            return Ok(CustomerChoices { offered, chosen, ..CustomerChoices::default() });
        }
        let chosen = match self.chosen {
            Some(tenant) => owners(view, Owners::One(tenant)).await?.pop(),
            None => None,
        };
        let mut offered = Vec::new();
        if !self.search.trim().is_empty() {
            let one_more = i64::try_from(FOUND + 1).unwrap_or(i64::MAX);
            offered = owners(view, Owners::Named(&self.search, one_more)).await?;
        }
        let has_more = offered.len() > FOUND;
        offered.truncate(FOUND);
        Ok(CustomerChoices { offered, are_many: true, has_more, chosen })
    }
}

/// Asks what a customer is called of which something may be in sight.
#[derive(Clone, Copy, Debug)]
pub struct CustomerName {
    /// The customer.
    pub tenant: Id<Organization>,
    /// What lets the caller see it.
    pub permission: Permission,
}

impl Question for CustomerName {
    type Answer = Option<String>;
    const NAME: &'static str = "room.customer";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(self.permission), Realm::Customer(self.tenant))
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Option<String>, Refusal> {
        Ok(owners(view, Owners::All).await?.pop().map(|(_, name)| name))
    }
}

/// Asks what some customers are called, of which something may be in sight; those that are not are left out.
#[derive(Clone, Debug)]
pub struct CustomerNames {
    /// The customers.
    pub tenants: Vec<Id<Organization>>,
    /// What lets the caller see them.
    pub permission: Permission,
}

impl Question for CustomerNames {
    type Answer = Vec<(Id<Organization>, String)>;
    const NAME: &'static str = "room.customer_names";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(self.permission), Realm::AllCustomers)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        Ok(owners(view, Owners::Among(&self.tenants)).await?)
    }
}
