//! Security groups, directory roles and principals of an organization (decision 16).

mod export;
mod members;

use domain::{
    agent::Agent,
    directory::Principal,
    id::{Id, SecurityGroup},
    query::{Kind, Order, Property, Schema},
    role::DirectoryRole,
};
use uuid::Uuid;

use crate::{
    error::StoreError,
    facts::{maybe_word, word},
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

pub use export::{EXPORT_GROUPS, EXPORT_ROLES, MemberLine, member_line};
pub use members::{MEMBERS_SCHEMA, MEMBERS_TABLE, MembersOf, count_members, list_members};

/// A security group as shown.
#[derive(Clone, Debug)]
pub struct SecurityGroupRow {
    /// The group.
    pub id: Id<SecurityGroup>,
    /// The name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Which agents of a partner its members are, if any.
    pub agent: Option<Agent>,
    /// Grows with each edit.
    pub stamp: i64,
    /// How many members it has directly.
    pub members: i64,
}

/// A person or group as a member of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrincipalRow {
    /// Who.
    pub principal: Principal,
    /// The name as shown.
    pub name: String,
    /// The account name of a person; empty for a group.
    pub upn: String,
    /// Whether a person is enabled; a group always is.
    pub enabled: bool,
}

const AGENTS: &[&str] = &["admin_agent", "helpdesk_agent", "sales_agent"];

/// What queries of groups may name.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("description", Kind::Text),
        Property::new("agent", Kind::Enum(AGENTS)).filterable(),
        Property::new("memberCount", Kind::Integer),
    ],
    999,
);

/// The columns behind the properties.
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "g.group_id", Kept::Id),
        Column::new("displayName", "g.name_key", Kept::Key),
        Column::new("agent", "g.agent", Kept::Word),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName"],
};

impl Placed for SecurityGroupRow {
    fn key(&self, property: &str) -> Option<Key> {
        match property {
            "id" => Some(Key::Id(self.id.uuid())),
            "displayName" => Some(Key::Text(domain::text::key(&self.name))),
            _ => None,
        }
    }
}

const GROUPS: Read = Read::new(
    "select g.group_id, g.name, g.description, g.change_stamp, (select count(*) from security_group_members m \
     where m.tenant_id = g.tenant_id and m.group_id = g.group_id), g.agent from security_groups g where {tenant:g.tenant_id}",
);
const GROUP_COUNT: Read = Read::new("select count(*) from security_groups g where {tenant:g.tenant_id}");
const GROUP: Read = Read::new(
    "select g.group_id, g.name, g.description, g.change_stamp, (select count(*) from security_group_members m \
     where m.tenant_id = g.tenant_id and m.group_id = g.group_id), g.agent from security_groups g \
     where {tenant:g.tenant_id} and g.group_id = $1",
);

/// A page of groups.
pub async fn groups(view: &mut View, wanted: &Wanted) -> Result<Listed<SecurityGroupRow>, StoreError> {
    wanted.read(&TABLE, Query::new(&GROUPS, values![]), view, read_group).await
}

/// How many groups there are, whatever the page.
pub async fn count_groups(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&GROUP_COUNT, values![]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// A group of the organization in sight.
pub async fn group(
    view: &mut View,
    group: Id<SecurityGroup>,
) -> Result<Option<SecurityGroupRow>, StoreError> {
    view.find(&GROUP, values![group]).await?.as_ref().map(read_group).transpose()
}

fn read_group(row: &Row) -> Result<SecurityGroupRow, StoreError> {
    Ok(SecurityGroupRow {
        id: row.get(0)?,
        name: row.get(1)?,
        description: row.get(2)?,
        stamp: row.get(3)?,
        members: row.get(4)?,
        agent: maybe_word(row, 5, Agent::from_key)?,
    })
}

/// Principals with their names, joined to a table `m` of members. A member that is gone is not shown.
const MEMBERS: Read = Read::new(
    "select m.member_kind, m.member_id, coalesce(u.display_name, g.name), coalesce(u.upn, ''), \
     coalesce(u.enabled, true) from security_group_members m \
     left join users u on u.tenant_id = m.tenant_id and u.user_id = m.member_id \
     left join security_groups g on g.tenant_id = m.tenant_id and g.group_id = m.member_id \
     where {tenant:m.tenant_id} and m.group_id = $1 and coalesce(u.upn, g.name) is not null \
     order by m.member_kind, coalesce(u.name_key, g.name_key), m.member_id limit 10000",
);
const TRANSITIVE: Read = Read::new(
    "with recursive inside (tenant_id, kind, id) as (\
       select m.tenant_id, m.member_kind, m.member_id from security_group_members m \
       where {tenant:m.tenant_id} and m.group_id = $1 \
       union select m.tenant_id, m.member_kind, m.member_id from security_group_members m \
       join inside i on m.tenant_id = i.tenant_id and m.group_id = i.id) \
     select 'user', u.user_id, u.display_name, u.upn, u.enabled from inside i \
     join users u on u.tenant_id = i.tenant_id and u.user_id = i.id order by u.name_key, u.user_id limit 10000",
);
const ROLE_MEMBERS: Read = Read::new(
    "select m.member_kind, m.member_id, coalesce(u.display_name, g.name), coalesce(u.upn, ''), \
     coalesce(u.enabled, true), m.role from directory_role_members m \
     left join users u on u.tenant_id = m.tenant_id and u.user_id = m.member_id \
     left join security_groups g on g.tenant_id = m.tenant_id and g.group_id = m.member_id \
     where {tenant:m.tenant_id} and coalesce(u.upn, g.name) is not null \
     order by m.role, m.member_kind, coalesce(u.name_key, g.name_key), m.member_id limit 10000",
);
const GROUPS_OF: Read = Read::new(
    "select 'securityGroup', g.group_id, g.name, '', true from security_group_members m \
     join security_groups g on g.tenant_id = m.tenant_id and g.group_id = m.group_id \
     where {tenant:m.tenant_id} and m.member_id = $1 order by g.name_key, g.group_id limit 1000",
);
const FIND: Read = Read::new(
    "select p.kind, p.id, p.name, p.upn, p.enabled from (\
       select u.tenant_id, 'user' as kind, u.user_id as id, u.display_name as name, u.upn as upn, \
         u.enabled as enabled, u.name_key as name_key from users u \
       union all select g.tenant_id, 'securityGroup', g.group_id, g.name, '', true, g.name_key \
         from security_groups g) p \
     where {tenant:p.tenant_id} and (p.name_key like $1 escape '\\' or p.upn like $1 escape '\\')",
);

const GROUPS_AMONG: Read = Read::new(
    "select 'securityGroup', g.group_id, g.name, '', true from security_groups g \
     where {tenant:g.tenant_id} and g.group_id {in $1} order by g.name_key, g.group_id",
);

const CUSTOMERS_NAMING: Read = Read::new(
    "select distinct o.name, o.name_key from assignment_members m \
     join assignments a on a.tenant_id = m.tenant_id and a.assignment_id = m.assignment_id \
     join links l on l.tenant_id = a.tenant_id and l.link_id = a.link_id \
     join organizations o on o.organization_id = m.tenant_id \
     where {tenant:m.home_id} and m.member_id = $1 and a.role = 'primary_admins' \
     and l.state in ('active', 'suspended') order by o.name_key limit 1000",
);

/// The customers where a principal of the organization in sight is a primary admin by name.
pub async fn customers_naming(view: &mut View, member: Uuid) -> Result<Vec<String>, StoreError> {
    let rows = view.rows(Query::new(&CUSTOMERS_NAMING, values![member])).await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// Direct members of a group; at most ten thousand.
pub async fn members(view: &mut View, group: Id<SecurityGroup>) -> Result<Vec<PrincipalRow>, StoreError> {
    principals(view, Query::new(&MEMBERS, values![group])).await
}

/// People in a group, those of nested groups included; at most ten thousand.
pub async fn people_in(view: &mut View, group: Id<SecurityGroup>) -> Result<Vec<PrincipalRow>, StoreError> {
    principals(view, Query::new(&TRANSITIVE, values![group])).await
}

/// The groups a principal is in directly.
pub async fn groups_of(view: &mut View, member: Uuid) -> Result<Vec<PrincipalRow>, StoreError> {
    principals(view, Query::new(&GROUPS_OF, values![member])).await
}

/// Who holds which directory role directly.
pub async fn role_members(view: &mut View) -> Result<Vec<(DirectoryRole, PrincipalRow)>, StoreError> {
    let rows = view.rows(Query::new(&ROLE_MEMBERS, values![])).await?;
    rows.iter().map(|row| Ok((word(row, 5, DirectoryRole::from_key)?, read_principal(row)?))).collect()
}

/// People and groups whose name or account name is like a pattern, by name.
pub async fn find(
    view: &mut View,
    pattern: &str,
    kind: Option<&str>,
    at_most: i64,
) -> Result<Vec<PrincipalRow>, StoreError> {
    let mut query = Query::new(&FIND, values![pattern]);
    if let Some(kind) = kind {
        query.push(" and p.kind = ").bind(kind);
    }
    query.push(" order by p.name_key, p.id limit ").bind(at_most);
    principals(view, query).await
}

/// Those of some groups that the organization in sight has, by name.
pub async fn groups_among(
    view: &mut View,
    wanted: Vec<Id<SecurityGroup>>,
) -> Result<Vec<PrincipalRow>, StoreError> {
    principals(view, Query::new(&GROUPS_AMONG, values![wanted])).await
}

async fn principals(view: &mut View, query: Query) -> Result<Vec<PrincipalRow>, StoreError> {
    view.rows(query).await?.iter().map(read_principal).collect()
}

fn read_principal(row: &Row) -> Result<PrincipalRow, StoreError> {
    let kind: String = row.get(0)?;
    Ok(PrincipalRow {
        principal: Principal::new(&kind, row.get(1)?).ok_or(StoreError::Word(kind))?,
        name: row.get(2)?,
        upn: row.get(3)?,
        enabled: row.get(4)?,
    })
}

/// The pattern of `like` for texts that contain what somebody typed.
pub fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in domain::text::key(text).chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// A group, locked for a change.
pub const LOCK_GROUP: Fetch = Fetch::new(
    "select name, description, change_stamp, agent from security_groups where tenant_id = {target} and group_id = $1{lock}",
);

/// The names of people among these identifiers.
pub const PEOPLE: Fetch =
    Fetch::new("select user_id, upn from users where tenant_id = {target} and user_id {in $1}");

/// The names of groups among these identifiers.
pub const GROUPS_NAMED: Fetch =
    Fetch::new("select group_id, name from security_groups where tenant_id = {target} and group_id {in $1}");

/// Whether a group lies inside another, at any depth.
pub const LIES_INSIDE: Fetch = Fetch::new(
    "with recursive inside (id) as (\
       select m.member_id from security_group_members m where m.tenant_id = {target} and m.group_id = $1 \
       union select m.member_id from security_group_members m join inside i on m.group_id = i.id \
       where m.tenant_id = {target}) \
     select 1 from inside where id = $2",
);

/// The direct members of a group.
pub const MEMBER_IDS: Fetch = Fetch::new(
    "select member_kind, member_id from security_group_members where tenant_id = {target} and group_id = $1 \
     order by member_id",
);

/// The groups that a principal is in directly.
pub const AROUND: Fetch = Fetch::new(
    "select g.group_id, g.name from security_group_members m join security_groups g \
     on g.tenant_id = m.tenant_id and g.group_id = m.group_id where m.tenant_id = {target} and m.member_id = $1",
);

/// The directory roles that a principal holds directly.
pub const ROLES_OF: Fetch =
    Fetch::new("select role from directory_role_members where tenant_id = {target} and member_id = $1");

/// The account name of whoever was first a Global administrator directly.
pub const FIRST_ADMINISTRATOR: Fetch = Fetch::new(
    "select u.upn from directory_role_members m join users u on u.tenant_id = m.tenant_id and u.user_id = m.member_id \
     where m.tenant_id = {target} and m.role = 'global_administrator' order by u.created_at, u.upn limit 1",
);

/// How many people are Global administrators, through groups or directly, and can sign in as such.
pub const ADMINISTRATORS: Fetch = Fetch::new(
    "with recursive holders (id) as (\
       select m.member_id from directory_role_members m \
       where m.tenant_id = {target} and m.role = 'global_administrator' \
       union select m.member_id from security_group_members m join holders h on m.group_id = h.id \
       where m.tenant_id = {target}) \
     select count(*) from users u join holders h on h.id = u.user_id \
     where u.tenant_id = {target} and u.enabled = true and u.password_hash is not null and u.unconfirmed_by is null",
);

/// Adds a group.
pub const ADD_GROUP: Write = Write::new(
    "insert into security_groups (tenant_id, group_id, name, name_key, description, change_stamp) \
     values ({target}, $1, $2, $3, $4, 1)",
);

/// Adds the group of some agents.
pub const ADD_AGENTS: Write = Write::new(
    "insert into security_groups (tenant_id, group_id, name, name_key, description, agent, change_stamp) \
     values ({target}, $1, $2, $3, '', $4, 1)",
);

/// The groups of agents, and those that have one of some names.
pub const AGENTS_OR_NAMED: Fetch = Fetch::new(
    "select name_key, agent from security_groups where tenant_id = {target} and (agent is not null or name_key {in $1})",
);

/// Renames or describes a group.
pub const EDIT_GROUP: Write = Write::new(
    "update security_groups set name = $2, name_key = $3, description = $4, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and group_id = $1",
);

/// Deletes a group with its memberships.
pub const DELETE_GROUP: Write =
    Write::new("delete from security_groups where tenant_id = {target} and group_id = $1");

/// Adds a member to a group: group, kind and identifier of the member, the partner whose people do it.
pub const ADD_MEMBER: Write = Write::new(
    "insert into security_group_members (tenant_id, group_id, member_kind, member_id, added_at, added_by) \
     values ({target}, $1, $2, $3, {now}, $4) on conflict do nothing",
);

/// Removes a member from a group.
pub const REMOVE_MEMBER: Write = Write::new(
    "delete from security_group_members where tenant_id = {target} and group_id = $1 and member_id = $2",
);

/// Raises the stamp of a group whose members changed.
pub const STAMP_GROUP: Write = Write::new(
    "update security_groups set change_stamp = change_stamp + 1 where tenant_id = {target} and group_id = $1",
);

/// Gives a directory role.
pub const GIVE_ROLE: Write = Write::new(
    "insert into directory_role_members (tenant_id, role, member_kind, member_id) values ({target}, $1, $2, $3) \
     on conflict do nothing",
);

/// Takes a directory role.
pub const TAKE_ROLE: Write = Write::new(
    "delete from directory_role_members where tenant_id = {target} and role = $1 and member_id = $2",
);

/// Whether a principal is a tenant manager directly.
pub const IS_TENANT_MANAGER: Fetch =
    Fetch::new("select 1 from tenant_managers where tenant_id = {target} and member_id = $1");

/// Takes the place of a tenant manager.
pub const TAKE_TENANT_MANAGER: Write =
    Write::new("delete from tenant_managers where tenant_id = {target} and member_id = $1");

/// The assignments that name a principal of the organization, wherever they stand.
pub const NAMED_IN: Fetch = Fetch::new(
    "select m.tenant_id, m.assignment_id, a.name, a.link_id from assignment_members m join assignments a \
     on a.tenant_id = m.tenant_id and a.assignment_id = m.assignment_id \
     where m.home_id = {target} and m.member_id = $1 order by m.tenant_id, m.assignment_id",
);

/// Takes a principal out of an assignment of the organization.
pub const TAKE_FROM_ASSIGNMENT: Write = Write::new(
    "delete from assignment_members where tenant_id = {target} and assignment_id = $1 and member_id = $2",
);

#[cfg(test)]
mod tests {
    #[test]
    fn every_property_has_its_column() {
        assert_eq!(super::TABLE.lacks(&super::SCHEMA), Vec::<&str>::new());
    }

    #[test]
    fn typed_text_is_no_pattern() {
        assert_eq!(super::containing(" 50% A_b\\ "), "%50\\% a\\_b\\\\%");
    }
}
