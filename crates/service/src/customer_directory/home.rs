//! A customer whose directory somebody of a partner looks into: by what the customer delegated alone, whether it buys from the partner or
//! not.

use std::collections::BTreeSet;

use authz::{Action, Concerning, Realm, Target, holds};
use domain::{
    agent::AgentRight,
    directory::DirectoryRight,
    id::{Id, Organization},
    reseller_relationship::Standing,
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

/// The customer as far as its directory is concerned.
#[derive(Clone, Copy, Debug)]
pub struct CustomerDirectory {
    /// Which customer.
    pub tenant: Id<Organization>,
}

/// What the pages of the directory tell of the customer and offer.
#[derive(Clone, Debug)]
pub struct DirectoryHome {
    /// The customer's name.
    pub name: String,
    /// Whether the reader has a record of the customer: it buys from the partner.
    pub has_record: bool,
    /// The customer's domains, where the reader is told of them.
    pub domains: Vec<String>,
    /// What the reader changes in the directory (decision 6).
    pub rights: BTreeSet<DirectoryRight>,
}

impl Question for CustomerDirectory {
    type Answer = DirectoryHome;
    const NAME: &'static str = "customer_directory.home";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadCustomerDirectory, Realm::Customer(self.tenant))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<DirectoryHome, Refusal> {
        let named = owners(view, Owners::One(self.tenant)).await?;
        let name = named.into_iter().next().map(|(_, name)| name).ok_or(Refusal::Missing)?;
        let target = Target::tenant(self.tenant);
        let may = |action| holds(context.facts, action, &target);
        let sees = Action::ActAsAgent(AgentRight::SeeCustomers);
        let has_record = context.facts.resells_to(self.tenant) && may(sees);
        let tells_domains = has_record && context.facts.standing(self.tenant) == Standing::of(true);
        let domains = if tells_domains {
            let view = view.look(context.sight(sees, Realm::Own)?);
            store::reseller_relationships::domains(view, self.tenant).await?
        } else {
            Vec::new()
        };
        let rights = DirectoryRight::ALL.into_iter();
        let rights = rights.filter(|right| may(Action::ChangeCustomerDirectory(*right))).collect();
        Ok(DirectoryHome { name, has_record, domains, rights })
    }
}

/// Whether the caller looks into a customer's directory: what other pages offer.
#[derive(Clone, Copy, Debug)]
pub struct ReadsDirectoryOf {
    /// Which customer.
    pub tenant: Id<Organization>,
}

impl Question for ReadsDirectoryOf {
    type Answer = bool;
    const NAME: &'static str = "customer_directory.reads";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    fn concerns(&self, _: &Person) -> Concerning {
        Concerning::One(self.tenant)
    }

    async fn answer(&self, _: &mut View, context: &Looking<'_>) -> Result<bool, Refusal> {
        Ok(holds(context.facts, Action::ReadCustomerDirectory, &Target::tenant(self.tenant)))
    }
}
