//! What groups of partners hold by delegation: directory roles by delegated admin privileges and by granular relationships.

use domain::{
    agent::Agent,
    id::{GranularRelationship, Id, ResellerRelationship},
    role_definition::RoleDefinition,
    time::Time,
};
use uuid::Uuid;

use crate::{
    error::StoreError,
    facts::word,
    granular_relationships::definitions,
    sql::{Query, Read},
    values,
    view::View,
};

/// By what something is delegated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relationship {
    /// Delegated admin privileges, by a reseller relationship.
    Privileges(Id<ResellerRelationship>),
    /// A granular relationship, with its name.
    Granular(Id<GranularRelationship>, String),
}

/// That a group of a partner holds directory roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// The group.
    pub group: Uuid,
    /// By what.
    pub relationship: Relationship,
    /// The roles.
    pub roles: Vec<&'static RoleDefinition>,
    /// Since when.
    pub since: Time,
    /// When it ends by itself, if it does.
    pub until: Option<Time>,
    /// Whether it opens rooms, on the customer's behalf (decision 6).
    pub opens_rooms: bool,
}

const PRIVILEGES: Read = Read::new(
    "select g.group_id, v.relationship_id, g.agent, coalesce(v.privileges_since, v.started_at), v.privileges_end_at, \
     v.opens_rooms from reseller_relationships v join security_groups g on g.tenant_id = v.partner_id \
     and g.agent in ('admin_agent', 'helpdesk_agent') \
     where {tenant:v.tenant_id} and v.ended_at is null and v.has_privileges = true and g.group_id {in $1} \
     order by g.agent, v.relationship_id",
);
const GRANULAR: Read = Read::new(
    "select a.group_id, v.relationship_id, v.name, a.roles, a.created_at, \
     case when v.extends = true then null else v.ends_at end, v.opens_rooms \
     from granular_relationships v join access_assignments a on a.tenant_id = v.tenant_id \
     and a.relationship_id = v.relationship_id and a.status = 'active' \
     where {tenant:v.customer_id} and v.status = 'active' and a.group_id {in $1} \
     order by v.name_key, v.relationship_id, a.group_id",
);

/// What some groups of partners hold by delegation of the customer in sight.
pub async fn delegations(view: &mut View, groups: Vec<Uuid>) -> Result<Vec<Delegation>, StoreError> {
    let mut found = Vec::new();
    for row in view.rows(Query::new(&GRANULAR, values![groups.clone()])).await? {
        found.push(Delegation {
            group: row.get(0)?,
            relationship: Relationship::Granular(row.get(1)?, row.get(2)?),
            roles: definitions(row.text(3)?)?,
            since: row.get(4)?,
            until: row.get(5)?,
            opens_rooms: row.get(6)?,
        });
    }
    for row in view.rows(Query::new(&PRIVILEGES, values![groups])).await? {
        found.push(Delegation {
            group: row.get(0)?,
            relationship: Relationship::Privileges(row.get(1)?),
            roles: word(&row, 2, Agent::from_key)?.acts_as().into_iter().collect(),
            since: row.get(3)?,
            until: row.get(4)?,
            opens_rooms: row.get(5)?,
        });
    }
    Ok(found)
}
