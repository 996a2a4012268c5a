//! The names in an explanation: of people, of the groups and assignments on a chain, as far as its reader sees them.

use domain::{
    id::{Assignment, Id, Organization, SecurityGroup, User},
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use crate::{
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

/// What the list of people with access offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("userId", Kind::Id),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("userPrincipalName", Kind::Text).filterable().sortable().searchable(),
        Property::new("organizationId", Kind::Id).filterable(),
        Property::new("organizationDisplayName", Kind::Text),
        Property::new("tenantId", Kind::Id),
        Property::new("permission", Kind::Text),
        Property::new("roomId", Kind::Id),
        Property::new("allowed", Kind::Boolean),
        Property::new("chains", Kind::Text),
        Property::new("missing", Kind::Text),
        Property::new("nearest", Kind::Text),
        Property::new("onBehalf", Kind::Text),
    ],
    200,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("userId", "u.user_id", Kept::Id),
        Column::new("displayName", "u.name_key", Kept::Key),
        Column::new("userPrincipalName", "u.upn", Kept::Key),
        Column::new("organizationId", "u.tenant_id", Kept::Id),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["userId"],
    searched: &["displayName", "userPrincipalName"],
};

/// A person an explanation is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// The person.
    pub id: Id<User>,
    /// The name.
    pub name: String,
    /// The account name.
    pub upn: String,
    /// Whether enabled.
    pub enabled: bool,
    /// The person's organization.
    pub home: Id<Organization>,
    /// Its name.
    pub home_name: String,
}

impl Placed for PersonRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "userId" => Key::Id(self.id.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            "userPrincipalName" => Key::Text(self.upn.clone()),
            "organizationId" => Key::Id(self.home.uuid()),
            _ => return None,
        })
    }
}

/// An assignment on a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignmentName {
    /// The assignment.
    pub id: Id<Assignment>,
    /// Its name.
    pub name: String,
    /// The name of a custom role; empty for a built-in one.
    pub role_name: String,
    /// Since when it exists.
    pub since: Time,
    /// The name of the partner; empty for an own role.
    pub partner_name: String,
    /// Since when the link exists.
    pub linked_since: Option<Time>,
}

/// From whose eyes names are looked up. Both are limited to the sight of the moment besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eyes {
    /// Of the organization itself: its own people, and those of partners that have a link with it or to which it delegated.
    Own,
    /// Of a partner at one customer: the partner's own people (decision 17).
    PartnerAt(Id<Organization>),
}

/// That the organization in sight has a live link with the one of a column, or delegated directory roles to it.
macro_rules! works_here {
    ($column:literal) => {
        concat!(
            "exists (select 1 from links l where {link:l} and l.partner_id = ",
            $column,
            " and l.state in ('active', 'suspended')) \
             or exists (select 1 from reseller_relationships v where {tenant:v.tenant_id} and v.partner_id = ",
            $column,
            " and v.ended_at is null and v.has_privileges = true) \
             or exists (select 1 from granular_relationships v where {tenant:v.customer_id} and v.tenant_id = ",
            $column,
            " and v.status = 'active')"
        )
    };
}
macro_rules! own {
    () => {
        concat!(
            " where u.tenant_id {in $1} and u.user_id {in $2} and ({tenant:u.tenant_id} or ",
            works_here!("u.tenant_id"),
            ")"
        )
    };
}
macro_rules! at_customer {
    () => {
        " where u.tenant_id {in $1} and u.user_id {in $2} and exists \
             (select 1 from links l where {link:l} and l.tenant_id = $3 and l.partner_id = u.tenant_id \
             and l.state in ('active', 'suspended'))"
    };
}
const OWN: Read = Read::new(concat!(
    "select u.user_id, u.display_name, u.upn, u.enabled, u.tenant_id, o.name from users u \
     join organizations o on o.organization_id = u.tenant_id",
    own!()
));
const AT_CUSTOMER: Read = Read::new(concat!(
    "select u.user_id, u.display_name, u.upn, u.enabled, u.tenant_id, o.name from users u \
     join organizations o on o.organization_id = u.tenant_id",
    at_customer!()
));
const COUNT_OWN: Read = Read::new(concat!("select count(*) from users u", own!()));
const COUNT_AT_CUSTOMER: Read = Read::new(concat!("select count(*) from users u", at_customer!()));

/// People whom the engine found, with the organizations they are of.
#[derive(Clone, Debug)]
pub struct Found {
    /// From whose eyes.
    pub eyes: Eyes,
    /// The organizations.
    pub homes: Vec<Id<Organization>>,
    /// The people.
    pub people: Vec<Id<User>>,
}

impl Found {
    fn query(self, [own, at_customer]: [&Read; 2]) -> Query {
        match self.eyes {
            Eyes::Own => Query::new(own, values![self.homes, self.people]),
            Eyes::PartnerAt(customer) => Query::new(at_customer, values![self.homes, self.people, customer]),
        }
    }
}

fn person(row: &Row) -> Result<PersonRow, StoreError> {
    Ok(PersonRow {
        id: row.get(0)?,
        name: row.get(1)?,
        upn: row.get(2)?,
        enabled: row.get(3)?,
        home: row.get(4)?,
        home_name: row.get(5)?,
    })
}

/// A page of people whom the engine found.
pub async fn list(view: &mut View, found: Found, wanted: &Wanted) -> Result<Listed<PersonRow>, StoreError> {
    wanted.read(&TABLE, found.query([&OWN, &AT_CUSTOMER]), view, person).await
}

/// How many a list has on all its pages.
pub async fn count(view: &mut View, found: Found, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = found.query([&COUNT_OWN, &COUNT_AT_CUSTOMER]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// People whom the engine found, by name.
pub async fn people(view: &mut View, found: Found) -> Result<Vec<PersonRow>, StoreError> {
    let mut query = found.query([&OWN, &AT_CUSTOMER]);
    query.push(" order by u.name_key, u.user_id");
    view.rows(query).await?.iter().map(person).collect()
}

const ID_OWN: Read = Read::new(concat!(
    "select u.user_id from users u where u.upn = $2 and u.tenant_id {in $1} and ({tenant:u.tenant_id} or ",
    works_here!("u.tenant_id"),
    ")"
));
const ID_AT_CUSTOMER: Read = Read::new(
    "select u.user_id from users u where u.upn = $2 and u.tenant_id {in $1} and exists \
     (select 1 from links l where {link:l} and l.tenant_id = $3 and l.partner_id = u.tenant_id \
     and l.state in ('active', 'suspended'))",
);

/// The person of one of the organizations who has an account name.
pub async fn user_named(
    view: &mut View,
    eyes: Eyes,
    homes: Vec<Id<Organization>>,
    upn: &str,
) -> Result<Option<Id<User>>, StoreError> {
    let upn = upn.to_lowercase();
    let row = match eyes {
        Eyes::Own => view.find(&ID_OWN, values![homes, upn]).await?,
        Eyes::PartnerAt(customer) => view.find(&ID_AT_CUSTOMER, values![homes, upn, customer]).await?,
    };
    row.map(|row| row.get(0)).transpose()
}

macro_rules! groups {
    () => {
        "select g.group_id, g.name from security_groups g where g.tenant_id {in $1} and g.group_id {in $2} and "
    };
}
const GROUPS_OWN: Read =
    Read::new(concat!(groups!(), "({tenant:g.tenant_id} or ", works_here!("g.tenant_id"), ")"));
const GROUPS_AT: Read = Read::new(concat!(
    groups!(),
    "exists (select 1 from links l where {link:l} and l.tenant_id = $3 \
     and l.partner_id = g.tenant_id and l.state in ('active', 'suspended'))"
));

/// Security groups on chains by name: a customer sees through which groups of its partner somebody works for it.
pub async fn groups(
    view: &mut View,
    eyes: Eyes,
    homes: Vec<Id<Organization>>,
    groups: Vec<Id<SecurityGroup>>,
) -> Result<Vec<(Id<SecurityGroup>, String)>, StoreError> {
    let query = match eyes {
        Eyes::Own => Query::new(&GROUPS_OWN, values![homes, groups]),
        Eyes::PartnerAt(customer) => Query::new(&GROUPS_AT, values![homes, groups, customer]),
    };
    view.rows(query).await?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

macro_rules! assignments {
    () => {
        "select a.assignment_id, a.name, coalesce(r.name, ''), a.created_at, coalesce(p.name, ''), l.started_at \
             from assignments a left join roles r on r.tenant_id = a.tenant_id and r.role_id = a.role_id \
             left join links l on l.tenant_id = a.tenant_id and l.link_id = a.link_id \
             left join organizations p on p.organization_id = l.partner_id \
             where a.tenant_id = $1 and a.assignment_id {in $2} and "
    };
}
const ASSIGNMENTS_OWN: Read = Read::new(concat!(assignments!(), "{tenant:a.tenant_id}"));
const ASSIGNMENTS_AT: Read = Read::new(concat!(assignments!(), "{link:l}"));

/// Assignments on chains, by name.
pub async fn assignments(
    view: &mut View,
    eyes: Eyes,
    tenant: Id<Organization>,
    assignments: Vec<Id<Assignment>>,
) -> Result<Vec<AssignmentName>, StoreError> {
    let read = match eyes {
        Eyes::Own => &ASSIGNMENTS_OWN,
        Eyes::PartnerAt(_) => &ASSIGNMENTS_AT,
    };
    let rows = view.rows(Query::new(read, values![tenant, assignments])).await?;
    let name = |row: &Row| {
        Ok(AssignmentName {
            id: row.get(0)?,
            name: row.get(1)?,
            role_name: row.get(2)?,
            since: row.get(3)?,
            partner_name: row.get(4)?,
            linked_since: row.get(5)?,
        })
    };
    rows.iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
