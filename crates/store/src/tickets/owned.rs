//! By whom tickets are taken care of, as a list narrows to it.
//!
//! Invariant: whom its reader does not learn of (decision 17), nobody finds by asking: a ticket of theirs is nobody's.

use domain::id::{Id, Organization, SecurityGroup, User};

use crate::sql::Query;

/// Whose tickets a list is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OwnedBy {
    /// Whoever takes care of them, if anybody.
    #[default]
    Anybody,
    /// Those of nobody and of no team, as a reader of an organization learns it.
    Nobody(Id<Organization>),
    /// Those of a person, as a reader of an organization learns it.
    Person(Id<User>, Id<Organization>),
    /// Those that stand with one of some teams, as a reader of an organization learns it.
    Teams(Vec<Id<SecurityGroup>>, Id<Organization>),
}

impl OwnedBy {
    pub(super) fn narrow(&self, query: &mut Query) {
        match self {
            Self::Anybody => {}
            Self::Nobody(reader) => {
                query.push(" and not (t.owner_id is not null and ");
                learned(query, "t.owner_tenant_id", *reader);
                query.push(") and not (t.team_id is not null and ");
                learned(query, "t.team_tenant_id", *reader);
                query.push(")");
            }
            Self::Person(person, reader) => {
                query.push(" and t.owner_id = ").bind(*person).push(" and ");
                learned(query, "t.owner_tenant_id", *reader);
            }
            Self::Teams(teams, reader) => {
                query.push(" and t.team_id ").bind_list(teams.clone());
                query.push(" and ");
                learned(query, "t.team_tenant_id", *reader);
            }
        }
    }
}

/// People of the room's organization and of the reader's own are known, and the room's own people know everybody.
fn learned(query: &mut Query, organization: &'static str, reader: Id<Organization>) {
    query.push("(").push(organization).push(" = t.tenant_id or ");
    query.push(organization).push(" = ").bind(reader);
    query.push(" or t.tenant_id = ").bind(reader);
    query.push(")");
}
