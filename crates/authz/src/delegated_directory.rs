//! What the directory roles that a customer delegates change in its directory (R-320, R-383, decision 6).
//!
//! Invariant: nothing of it touches a person or security group that holds a right of the organization itself, or is being given one, and
//! nothing at all the organization that runs the server, where whoever is in the directory holds one.

use std::sync::Arc;

use domain::{
    directory::{DirectoryRight, Principal},
    id::{Id, Organization},
};

use crate::{
    action::Requirement,
    decide::{About, Refused, Target, lacks_delegated_role, refuse, sees_as_agent},
    facts::{Concerning, Facts},
    grant::Source,
    image::OrganizationFacts,
};

impl Facts {
    /// The customers concerned whose directory the person looks into by what they delegated, in ascending order.
    pub(crate) fn directories(&self) -> impl Iterator<Item = Id<Organization>> {
        let delegates = |at: &&Arc<OrganizationFacts>| at.rights.delegates_to(self.organization);
        let customers = self.others().filter(delegates).map(|at| at.id);
        customers.filter(|tenant| self.delegated_roles(*tenant).iter().any(|(role, _)| role.reads_people))
    }

    /// Whether there is a customer concerned whose directory the person looks into.
    pub fn reads_directories(&self) -> bool {
        self.directories().next().is_some()
    }

    /// Whether a principal of a customer holds something, by itself or by a group around it, at the customer or anywhere else: what
    /// [`Facts::holds_something`] says of one of the own organization. The facts must have been gathered for it
    /// ([`Concerning::Directory`]); others tell that it does.
    pub fn holds_something_at(&self, tenant: Id<Organization>, principal: Principal) -> bool {
        let Some(home) = self.at(tenant).filter(|_| self.concerning() == Concerning::Directory(tenant))
        else {
            return true;
        };
        let around = home.directory.around(principal.uuid());
        let places = [self.own()].into_iter().chain(self.others());
        around.iter().any(|it| home.directory.holds(*it))
            || places.into_iter().any(|at| at.is_held_by(tenant, &around))
    }
}

/// Whether somebody changes something of a customer's directory.
pub(crate) fn changes(
    facts: &Facts,
    right: DirectoryRight,
    target: &Target,
) -> Result<Option<Source>, Refused> {
    let tenant = target.tenant;
    let roles = facts.delegated_roles(tenant);
    let reads = roles.iter().any(|(role, _)| role.reads_people);
    let found = roles.into_iter().find(|(role, _)| role.may(right));
    let Some((_, source)) = found else {
        return Err(refuse(reads || sees_as_agent(facts, target), lacks_delegated_role(facts, target)));
    };
    let is_free = match target.about {
        About::Organization => true,
        About::Principal { principal, is_invited } => {
            !is_invited && !principal.is_some_and(|principal| facts.holds_something_at(tenant, principal))
        }
        _ => return Err(Refused::Hidden),
    };
    let is_operator = facts.at(tenant).is_none_or(|at| at.is_operator);
    if is_free && !is_operator {
        Ok(Some(source))
    } else {
        Err(Refused::lacking(Requirement::OwnAdministrator))
    }
}
