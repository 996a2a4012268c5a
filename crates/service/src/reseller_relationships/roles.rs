//! The directory roles of a customer with who holds them, as agents see them whose role there looks people up (R-320, §4.8).
//!
//! Invariant: they are those that the customer gave in its own directory; who holds one by delegation is not among them.

use std::collections::BTreeSet;

use authz::{Action, Realm};
use domain::{
    directory::Principal,
    id::{Id, Organization},
    role::DirectoryRole,
};
use store::{
    View,
    directory::{PrincipalRow, people_in, role_members},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// The directory roles of a customer.
#[derive(Clone, Copy, Debug)]
pub struct CustomerDirectoryRoles {
    /// Which customer.
    pub tenant: Id<Organization>,
}

/// Somebody of a customer who holds a directory role, by itself or through a group.
#[derive(Clone, Debug)]
pub struct RoleHolder {
    /// The role.
    pub role: DirectoryRole,
    /// The person.
    pub person: PrincipalRow,
}

impl Question for CustomerDirectoryRoles {
    type Answer = Vec<RoleHolder>;
    const NAME: &'static str = "reseller_relationships.directory_roles";
    const SHOWS: Option<&'static str> = Some("people");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadCustomerDirectory, Realm::Customer(self.tenant))
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Vec<RoleHolder>, Refusal> {
        let mut found: Vec<RoleHolder> = Vec::new();
        let mut seen = BTreeSet::new();
        for (role, holder) in role_members(view).await? {
            let people = match holder.principal {
                Principal::User(_) => vec![holder],
                Principal::SecurityGroup(group) => people_in(view, group).await?,
            };
            for person in people {
                if seen.insert((role, person.principal)) {
                    found.push(RoleHolder { role, person });
                }
            }
        }
        Ok(found)
    }
}
