//! Roles that somebody made: an organization for its own people, or a partner for its people at one customer (R-100,
//!
//!
//! Invariant: a role belongs to one organization, and within it to its own people or to one link; assignments name it
//! there alone.

use authz::{Fact, fact::Turn};
use domain::{
    id::{CustomRole, Id, Link, Organization},
    permission::PermissionSet,
    text,
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    links::permissions,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A role as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRow {
    /// The role.
    pub id: Id<CustomRole>,
    /// The organization whose rooms it is about.
    pub tenant: Id<Organization>,
    /// The link it belongs to; none for a role of the organization's own people.
    pub link: Option<Id<Link>>,
    /// The partner of that link.
    pub partner: Option<Id<Organization>>,
    /// The partner's name; empty for an own role.
    pub partner_name: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What it allows.
    pub permissions: PermissionSet,
    /// Raised with each change.
    pub stamp: i64,
}

macro_rules! columns {
    () => {
        "select r.role_id, r.tenant_id, r.link_id, l.partner_id, coalesce(p.name, ''), r.name, r.description, \
         r.permissions, r.change_stamp from roles r \
         left join links l on l.tenant_id = r.tenant_id and l.link_id = r.link_id \
         left join organizations p on p.organization_id = l.partner_id where "
    };
}

fn read(row: &Row) -> Result<RoleRow, StoreError> {
    Ok(RoleRow {
        id: row.get(0)?,
        tenant: row.get(1)?,
        link: row.get(2)?,
        partner: row.get(3)?,
        partner_name: row.get(4)?,
        name: row.get(5)?,
        description: row.get(6)?,
        permissions: permissions(row, 7)?,
        stamp: row.get(8)?,
    })
}

const ONE: Fetch = Fetch::new(concat!(columns!(), "r.tenant_id = {target} and r.role_id = $1"));
const OF_LINK: Fetch =
    Fetch::new(concat!(columns!(), "r.tenant_id = {target} and r.link_id = $1 order by r.role_id"));
const OF_NAME: Fetch =
    Fetch::new(concat!(columns!(), "r.tenant_id = {target} and r.link_id = $1 and r.name_key = $2"));
const TAKEN: Fetch = Fetch::new(
    "select 1 from roles r where r.tenant_id = {target} and r.name_key = $1 and r.role_id <> $2 \
     and ((r.link_id is null and $3) or r.link_id = $4)",
);
const INSERT: Write = Write::new(
    "insert into roles (tenant_id, role_id, link_id, name, name_key, description, permissions, created_at, \
     change_stamp) values ({target}, $1, $2, $3, $4, $5, $6, $7, 1)",
);
const EDIT: Write = Write::new(
    "update roles set name = $2, name_key = $3, description = $4, permissions = $5, \
     change_stamp = change_stamp + 1 where tenant_id = {target} and role_id = $1",
);
const DELETE: Write = Write::new("delete from roles where tenant_id = {target} and role_id = $1");

/// A role of the change's organization.
pub async fn fetch(change: &mut Change, id: Id<CustomRole>) -> Result<Option<RoleRow>, StoreError> {
    change.find(&ONE, values![id]).await?.as_ref().map(read).transpose()
}

/// The roles of a link.
pub async fn fetch_of_link(change: &mut Change, link: Id<Link>) -> Result<Vec<RoleRow>, StoreError> {
    change.rows(&OF_LINK, values![link]).await?.iter().map(read).collect()
}

/// The role of a link that has a name.
pub async fn fetch_of_name(
    change: &mut Change,
    link: Id<Link>,
    name: &str,
) -> Result<Option<RoleRow>, StoreError> {
    change.find(&OF_NAME, values![link, text::key(name)]).await?.as_ref().map(read).transpose()
}

/// Whether another role of the same context has the name.
pub async fn is_taken(
    change: &mut Change,
    link: Option<Id<Link>>,
    name: &str,
    but: Id<CustomRole>,
) -> Result<bool, StoreError> {
    let values = values![text::key(name), but, link.is_none(), link];
    Ok(change.find(&TAKEN, values).await?.is_some())
}

/// What makes a new role.
#[derive(Clone, Debug)]
pub struct NewRole {
    /// The role.
    pub id: Id<CustomRole>,
    /// The link it belongs to.
    pub link: Option<Id<Link>>,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What it allows.
    pub permissions: PermissionSet,
    /// When it is made.
    pub created_at: Time,
}

/// Adds the statement that stores a new role, and its fact.
pub fn insert(batch: Batch, new: NewRole) -> Batch {
    let NewRole { id, link, name, description, permissions, created_at } = new;
    let key = text::key(&name);
    let values = values![id, link, name, key, description, permissions.to_string(), created_at];
    batch.run(&INSERT, values).fact(Fact::CustomRole { role: id, permissions: Turn::begins(permissions) })
}

/// Adds the statement that edits a role, and the changed fact.
pub fn edit(
    batch: Batch,
    before: &RoleRow,
    name: &str,
    description: &str,
    permissions: PermissionSet,
) -> Batch {
    let values = values![before.id, name, text::key(name), description, permissions.to_string()];
    let batch = batch.run(&EDIT, values);
    if permissions == before.permissions {
        return batch;
    }
    let permissions = Turn::new(Some(before.permissions), Some(permissions));
    batch.fact(Fact::CustomRole { role: before.id, permissions })
}

/// Adds the statement that deletes a role, and the fact that ends; its assignments are deleted before.
pub fn delete(batch: Batch, role: &RoleRow) -> Batch {
    let permissions = Turn::ends(role.permissions);
    batch.run(&DELETE, values![role.id]).fact(Fact::CustomRole { role: role.id, permissions })
}

const OWN: Read = Read::new(concat!(columns!(), "{tenant:r.tenant_id} and r.link_id is null"));
const PARTNERS: Read =
    Read::new(concat!(columns!(), "{tenant:r.tenant_id} and l.state in ('active', 'suspended')"));
const THROUGH_LINK: Read = Read::new(concat!(columns!(), "{link:l} and l.state in ('active', 'suspended')"));

/// Whose roles are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those for the organization's own people.
    Own,
    /// Those of partners in the organization, as the customer sees them.
    Partners,
    /// The reader's own at one of its customers (decision 17).
    At(Id<Organization>),
    /// The reader's own at all of its customers.
    AtCustomers,
}

/// Roles by name.
pub async fn list(view: &mut View, whose: Whose) -> Result<Vec<RoleRow>, StoreError> {
    let mut query = match whose {
        Whose::Own => Query::new(&OWN, values![]),
        Whose::Partners => Query::new(&PARTNERS, values![]),
        Whose::At(customer) => {
            let mut query = Query::new(&THROUGH_LINK, values![]);
            query.push(" and r.tenant_id = ").bind(customer);
            query
        }
        Whose::AtCustomers => Query::new(&THROUGH_LINK, values![]),
    };
    query.push(" order by coalesce(p.name_key, ''), r.name_key, r.role_id");
    view.rows(query).await?.iter().map(read).collect()
}

/// The partner roles of a live link of the organization in sight, by name.
pub async fn of_link(view: &mut View, link: Id<Link>) -> Result<Vec<RoleRow>, StoreError> {
    let mut query = Query::new(&PARTNERS, values![]);
    query.push(" and r.link_id = ").bind(link).push(" order by r.name_key, r.role_id");
    view.rows(query).await?.iter().map(read).collect()
}

/// The reader's own roles at its customers that have a name.
pub async fn of_name(view: &mut View, name: &str) -> Result<Vec<RoleRow>, StoreError> {
    let mut query = Query::new(&THROUGH_LINK, values![]);
    query.push(" and r.name_key = ").bind(text::key(name)).push(" order by r.role_id");
    view.rows(query).await?.iter().map(read).collect()
}
