//! Where a role counts.

use authz::{Action, Realm};
use domain::{
    id::{Id, Link, Organization},
    permission::Permission,
};
use store::{Change, links::LinkRow};

use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Context, Where},
};

/// Where a role, and its assignments, count: for an organization's own people, or for a partner's people at one customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleContext {
    /// The caller's organization, for its own people.
    Own,
    /// A customer, for the people of the caller's organization.
    At(Id<Organization>),
}

impl RoleContext {
    /// What a change of roles or assignments asks of the engine.
    pub(crate) fn asks(self, caller: &Person) -> (Action, Where) {
        match self {
            Self::Own => (Action::UseOwn(Permission::RoleModify), Where::Tenant(caller.organization)),
            Self::At(customer) => (Action::Use(Permission::RoleModify), Where::LinkOf(customer)),
        }
    }

    /// What reading them asks.
    pub(crate) const fn views(self) -> (Action, Realm) {
        match self {
            Self::Own => (Action::UseOwn(Permission::RoleView), Realm::Own),
            Self::At(customer) => (Action::Use(Permission::RoleView), Realm::Customer(customer)),
        }
    }

    /// What seeing that one may change them asks.
    pub(crate) const fn modifies(self) -> (Action, Realm) {
        match self {
            Self::Own => (Action::UseOwn(Permission::RoleModify), Realm::Own),
            Self::At(customer) => (Action::Use(Permission::RoleModify), Realm::Customer(customer)),
        }
    }

    /// The live link of the context; none for the own one.
    pub(crate) async fn link(
        self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<Option<LinkRow>, Refusal> {
        match self {
            Self::Own => Ok(None),
            Self::At(_) => {
                let partner = context.caller.person.organization;
                store::links::fetch_live(change, partner).await?.map(Some).ok_or(Refusal::Missing)
            }
        }
    }

    /// The identifier of the live link.
    pub(crate) async fn link_id(
        self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<Option<Id<Link>>, Refusal> {
        Ok(self.link(change, context).await?.map(|link| link.id))
    }
}
