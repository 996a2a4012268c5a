//! Role assignments as rows: those of an organization's own roles, and those within partner links
//!
//!
//! Invariant: members of a partner role come from the link's partner alone, members of an own role from
//! the organization itself.

pub mod ending;
pub mod people;

use authz::{
    Fact,
    fact::{AssignmentFacts, Turn},
};
use domain::{
    assignment::warning,
    directory::Principal,
    id::{Assignment, CustomRole, Id, Link, Organization, Scope as ScopeKind, User},
    role::{BuiltInRole, Role},
    scope::Scope,
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    list::{Key, Placed},
    scopes,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// An assignment as it is stored.
#[derive(Clone, Debug)]
pub struct AssignmentRow {
    /// The assignment.
    pub id: Id<Assignment>,
    /// The organization whose rooms it is about.
    pub tenant: Id<Organization>,
    /// The link of a partner role; none for an own role.
    pub link: Option<Id<Link>>,
    /// The partner of that link.
    pub partner: Option<Id<Organization>>,
    /// The partner's name.
    pub partner_name: Option<String>,
    /// The role.
    pub role: Role,
    /// The name of a custom role; empty for a built-in one.
    pub role_name: String,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// Its rooms; for a partner role cut by the link's.
    pub scope: Id<ScopeKind>,
    /// When it begins to count.
    pub from: Option<Time>,
    /// When it ceases to count.
    pub until: Option<Time>,
    /// Whether its members get e-mail about the rooms.
    pub sends_mail: bool,
    /// Raised with each change.
    pub stamp: i64,
}

impl AssignmentRow {
    /// What decisions read of it, its members aside.
    pub const fn facts(&self) -> AssignmentFacts {
        AssignmentFacts {
            link: self.link,
            role: self.role,
            scope: self.scope,
            from: self.from,
            until: self.until,
        }
    }
}

/// The stored word of a custom role.
const CUSTOM: &str = "custom";

/// The role of two columns: the word of a built-in one, and the identifier of a custom one.
pub(crate) fn role(row: &Row, index: usize) -> Result<Role, StoreError> {
    let key: String = row.get(index)?;
    match BuiltInRole::from_key(&key) {
        Some(role) => Ok(Role::BuiltIn(role)),
        None => Ok(Role::Custom(row.get::<Option<_>>(index + 1)?.ok_or(StoreError::Word(key))?)),
    }
}

/// The two columns of a role.
pub(crate) const fn role_columns(role: Role) -> (&'static str, Option<Id<CustomRole>>) {
    match role {
        Role::BuiltIn(role) => (role.key(), None),
        Role::Custom(id) => (CUSTOM, Some(id)),
    }
}

macro_rules! columns {
    () => {
        "select a.assignment_id, a.tenant_id, a.link_id, l.partner_id, p.name, a.role, a.role_id, \
         coalesce(r.name, ''), a.name, a.description, a.scope_id, a.starts_at, a.ends_at, a.change_stamp, a.sends_mail \
         from assignments a left join roles r on r.tenant_id = a.tenant_id and r.role_id = a.role_id \
         left join links l on l.tenant_id = a.tenant_id and l.link_id = a.link_id \
         left join organizations p on p.organization_id = l.partner_id where "
    };
}
use columns;

fn read(row: &Row) -> Result<AssignmentRow, StoreError> {
    Ok(AssignmentRow {
        id: row.get(0)?,
        tenant: row.get(1)?,
        link: row.get(2)?,
        partner: row.get(3)?,
        partner_name: row.get(4)?,
        role: role(row, 5)?,
        role_name: row.get(7)?,
        name: row.get(8)?,
        description: row.get(9)?,
        scope: row.get(10)?,
        from: row.get(11)?,
        until: row.get(12)?,
        stamp: row.get(13)?,
        sends_mail: row.get(14)?,
    })
}

/// A member of an assignment with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The person or group.
    pub principal: Principal,
    /// The name of the person or group.
    pub name: String,
    /// The account name of a person; empty for a group.
    pub upn: String,
    /// Whether a person is enabled; a group counts as enabled.
    pub enabled: bool,
}

impl Placed for Member {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.principal.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            "userPrincipalName" => Key::Text(self.upn.clone()),
            _ => return None,
        })
    }
}

/// Reads kind, identifier, name, account name and whether enabled.
pub(crate) fn member(row: &Row) -> Result<Member, StoreError> {
    let kind: String = row.get(0)?;
    Ok(Member {
        principal: Principal::new(&kind, row.get(1)?).ok_or(StoreError::Word(kind))?,
        name: row.get(2)?,
        upn: row.get(3)?,
        enabled: row.get(4)?,
    })
}

const ONE: Fetch = Fetch::new(concat!(columns!(), "a.tenant_id = {target} and a.assignment_id = $1"));
const PRIMARY: Fetch = Fetch::new(concat!(
    columns!(),
    "a.tenant_id = {target} and a.link_id = $1 and a.role = 'primary_admins'"
));
const OF_ROLE: Fetch =
    Fetch::new(concat!(columns!(), "a.tenant_id = {target} and a.role_id = $1 order by a.assignment_id"));
const OF_LINK: Fetch =
    Fetch::new(concat!(columns!(), "a.tenant_id = {target} and a.link_id = $1 order by a.assignment_id"));
const MEMBERS: Fetch = Fetch::new(
    "select m.member_kind, m.member_id, coalesce(u.display_name, g.name, ''), coalesce(u.upn, ''), \
     coalesce(u.enabled, g.group_id is not null) from assignment_members m \
     left join users u on u.tenant_id = m.home_id and u.user_id = m.member_id \
     left join security_groups g on g.tenant_id = m.home_id and g.group_id = m.member_id \
     where m.tenant_id = {target} and m.assignment_id = $1 order by m.member_kind, m.member_id",
);

/// An assignment in the change's organization.
pub async fn fetch(change: &mut Change, id: Id<Assignment>) -> Result<Option<AssignmentRow>, StoreError> {
    change.find(&ONE, values![id]).await?.as_ref().map(read).transpose()
}

/// The assignment "Assigned admins" of a link.
pub async fn fetch_primary(change: &mut Change, link: Id<Link>) -> Result<Option<AssignmentRow>, StoreError> {
    change.find(&PRIMARY, values![link]).await?.as_ref().map(read).transpose()
}

/// The assignments of a custom role.
pub async fn fetch_of_role(
    change: &mut Change,
    role: Id<CustomRole>,
) -> Result<Vec<AssignmentRow>, StoreError> {
    change.rows(&OF_ROLE, values![role]).await?.iter().map(read).collect()
}

/// The assignments of a link.
pub async fn fetch_of_link(change: &mut Change, link: Id<Link>) -> Result<Vec<AssignmentRow>, StoreError> {
    change.rows(&OF_LINK, values![link]).await?.iter().map(read).collect()
}

/// The members of an assignment.
pub async fn fetch_members(change: &mut Change, id: Id<Assignment>) -> Result<Vec<Member>, StoreError> {
    change.rows(&MEMBERS, values![id]).await?.iter().map(member).collect()
}

const OWN_USERS: Fetch = Fetch::new(
    "select 'user', user_id, display_name, upn, enabled from users where tenant_id = {target} and user_id {in $1}",
);
const OWN_GROUPS: Fetch = Fetch::new(
    "select 'securityGroup', group_id, name, '', true from security_groups \
     where tenant_id = {target} and group_id {in $1}",
);
const PARTNER_USERS: Fetch = Fetch::new(
    "select 'user', u.user_id, u.display_name, u.upn, u.enabled from users u where u.tenant_id = $2 \
     and u.user_id {in $1} and exists (select 1 from invitations i where i.tenant_id = {target} \
     and i.partner_id = u.tenant_id)",
);
const PARTNER_GROUPS: Fetch = Fetch::new(
    "select 'securityGroup', g.group_id, g.name, '', true from security_groups g where g.tenant_id = $2 \
     and g.group_id {in $1} and exists (select 1 from invitations i where i.tenant_id = {target} \
     and i.partner_id = g.tenant_id)",
);

fn split(principals: &[Principal]) -> (Vec<uuid::Uuid>, Vec<uuid::Uuid>) {
    let ids = |kind: &str| principals.iter().filter(|p| p.kind() == kind).map(|p| p.uuid()).collect();
    (ids("user"), ids("securityGroup"))
}

/// Those of the given people and groups that the directory of `home` has: the change's own organization, or
/// a partner it has invited.
pub async fn known(
    change: &mut Change,
    home: Id<Organization>,
    principals: &[Principal],
) -> Result<Vec<Member>, StoreError> {
    let (users, groups) = split(principals);
    let rows = if home == change.tenant() {
        let mut rows = change.rows(&OWN_USERS, values![users]).await?;
        rows.extend(change.rows(&OWN_GROUPS, values![groups]).await?);
        rows
    } else {
        let mut rows = change.rows(&PARTNER_USERS, values![users, home]).await?;
        rows.extend(change.rows(&PARTNER_GROUPS, values![groups, home]).await?);
        rows
    };
    rows.iter().map(member).collect()
}

const RESOLVE: Fetch = Fetch::new(
    "with recursive held (member_id) as (\
       select u.user_id from users u where u.tenant_id = $1 and u.user_id {in $2} \
       union select g.group_id from security_groups g where g.tenant_id = $1 and g.group_id {in $2} \
       union select m.member_id from held h join security_group_members m on m.tenant_id = $1 \
         and m.group_id = h.member_id) \
     select u.user_id from held h join users u on u.tenant_id = $1 and u.user_id = h.member_id \
     where u.enabled and ($1 = {target} or exists (select 1 from invitations i where i.tenant_id = {target} \
       and i.partner_id = $1)) \
     and ($1 = {target} or not exists (select 1 from blocks b where b.tenant_id = {target} and b.user_id = u.user_id))",
);

/// The enabled and unblocked people that the given people and groups stand for, nested groups included.
pub async fn resolve(
    change: &mut Change,
    home: Id<Organization>,
    principals: &[Principal],
) -> Result<Vec<Id<User>>, StoreError> {
    let ids: Vec<_> = principals.iter().map(|principal| principal.uuid()).collect();
    change.rows(&RESOLVE, values![home, ids]).await?.iter().map(|row| row.get(0)).collect()
}

const INSERT: Write = Write::new(
    "insert into assignments (tenant_id, assignment_id, link_id, role, role_id, name, description, scope_id, \
     starts_at, ends_at, warned_days, created_at, sends_mail, change_stamp) \
     values ({target}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)",
);
const EDIT: Write = Write::new(
    "update assignments set name = $2, description = $3, sends_mail = $4, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and assignment_id = $1",
);
const TOUCH: Write = Write::new(
    "update assignments set change_stamp = change_stamp + 1 where tenant_id = {target} and assignment_id = $1",
);
const SET_PERIOD: Write = Write::new(
    "update assignments set starts_at = $2, ends_at = $3, warned_days = $4, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and assignment_id = $1",
);
const DELETE: Write = Write::new("delete from assignments where tenant_id = {target} and assignment_id = $1");
const ADD_MEMBER: Write = Write::new(
    "insert into assignment_members (tenant_id, assignment_id, home_id, member_kind, member_id, added_at) \
     values ({target}, $1, $2, $3, $4, {now})",
);
const REMOVE_MEMBER: Write = Write::new(
    "delete from assignment_members where tenant_id = {target} and assignment_id = $1 and member_id = $2",
);

/// What makes a new assignment.
#[derive(Clone, Debug)]
pub struct NewAssignment {
    /// The assignment.
    pub id: Id<Assignment>,
    /// What decisions read of it.
    pub facts: AssignmentFacts,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// Whether its members get e-mail about the rooms.
    pub sends_mail: bool,
    /// When it is made.
    pub created_at: Time,
}

/// Adds the statement that stores a new assignment, and its fact.
pub fn insert(batch: Batch, new: NewAssignment) -> Batch {
    let NewAssignment { id, facts, name, description, sends_mail, created_at } = new;
    let (role, role_id) = role_columns(facts.role);
    let values = values![
        id,
        facts.link,
        role,
        role_id,
        name,
        description,
        facts.scope,
        facts.from,
        facts.until,
        told(facts.until, created_at),
        created_at,
        sends_mail
    ];
    batch.run(&INSERT, values).fact(Fact::Assignment { assignment: id, is: Turn::begins(facts) })
}

/// Adds the statement that renames or describes an assignment, and says whether its members get e-mail.
pub fn edit(batch: Batch, id: Id<Assignment>, name: &str, description: &str, sends_mail: bool) -> Batch {
    batch.run(&EDIT, values![id, name, description, sends_mail])
}

/// Adds the statement that sets, now, when an assignment counts.
pub fn set_period(
    batch: Batch,
    id: Id<Assignment>,
    from: Option<Time>,
    until: Option<Time>,
    now: Time,
) -> Batch {
    batch.run(&SET_PERIOD, values![id, from, until, told(until, now)])
}

/// The warning that whoever chooses an end needs no more: an end so near was chosen so.
fn told(until: Option<Time>, now: Time) -> Option<i64> {
    until.and_then(|until| warning(until, now))
}

/// Adds the statement that raises the assignment's stamp.
pub fn touch(batch: Batch, id: Id<Assignment>) -> Batch {
    batch.run(&TOUCH, values![id])
}

/// Adds the statements that delete an assignment with its members and its scope, and the facts that end.
pub fn delete(batch: Batch, row: &AssignmentRow, scope: &Scope, members: &[Member]) -> Batch {
    let batch = batch.run(&DELETE, values![row.id]).facts(members.iter().map(|member| {
        Fact::AssignmentMember { assignment: row.id, member: member.principal, is: Turn::ENDS }
    }));
    let batch = batch.fact(Fact::Assignment { assignment: row.id, is: Turn::ends(row.facts()) });
    scopes::delete(batch, row.scope, scope)
}

/// Adds the statement that makes somebody a member, and its fact.
pub fn add_member(batch: Batch, id: Id<Assignment>, home: Id<Organization>, member: Principal) -> Batch {
    batch.run(&ADD_MEMBER, values![id, home, member.kind(), member.uuid()]).fact(Fact::AssignmentMember {
        assignment: id,
        member,
        is: Turn::BEGINS,
    })
}

/// Adds the statement that ends a membership, and its fact.
pub fn remove_member(batch: Batch, id: Id<Assignment>, member: Principal) -> Batch {
    batch.run(&REMOVE_MEMBER, values![id, member.uuid()]).fact(Fact::AssignmentMember {
        assignment: id,
        member,
        is: Turn::ENDS,
    })
}

const OWN: Read = Read::new(concat!(columns!(), "{tenant:a.tenant_id} and a.link_id is null"));
const PARTNERS: Read =
    Read::new(concat!(columns!(), "{tenant:a.tenant_id} and l.state in ('active', 'suspended')"));
const THROUGH_LINK: Read = Read::new(concat!(columns!(), "{link:l} and l.state in ('active', 'suspended')"));

/// Whose assignments are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Of the organization's own roles.
    Own,
    /// Of the partner roles in the organization, as the customer sees them.
    Partners,
    /// Of the reader's own partner roles at its customers (decision 17).
    ThroughLink,
}

/// Assignments by role and name; at most 500.
pub async fn list(
    view: &mut View,
    whose: Whose,
    only: Option<Id<Assignment>>,
    customer: Option<Id<Organization>>,
    link: Option<Id<Link>>,
) -> Result<Vec<AssignmentRow>, StoreError> {
    let read_from = match whose {
        Whose::Own => &OWN,
        Whose::Partners => &PARTNERS,
        Whose::ThroughLink => &THROUGH_LINK,
    };
    let mut query = Query::new(read_from, values![]);
    if let Some(id) = only {
        query.push(" and a.assignment_id = ").bind(id);
    }
    if let Some(customer) = customer {
        query.push(" and a.tenant_id = ").bind(customer);
    }
    if let Some(link) = link {
        query.push(" and a.link_id = ").bind(link);
    }
    query.push(" order by a.role, a.name, a.assignment_id limit 500");
    view.rows(query).await?.iter().map(read).collect()
}

macro_rules! members {
    () => {
        "select m.member_kind, m.member_id, coalesce(u.display_name, g.name, ''), coalesce(u.upn, ''), \
         coalesce(u.enabled, g.group_id is not null), m.assignment_id from assignment_members m \
         join assignments a on a.tenant_id = m.tenant_id and a.assignment_id = m.assignment_id \
         left join links l on l.tenant_id = a.tenant_id and l.link_id = a.link_id \
         left join users u on u.tenant_id = m.home_id and u.user_id = m.member_id \
         left join security_groups g on g.tenant_id = m.home_id and g.group_id = m.member_id where "
    };
}
const MEMBERS_HERE: Read = Read::new(concat!(members!(), "{tenant:m.tenant_id} and m.assignment_id {in $1}"));
const MEMBERS_THROUGH_LINK: Read = Read::new(concat!(members!(), "{link:l} and m.assignment_id {in $1}"));

/// The members of assignments.
pub async fn members(
    view: &mut View,
    whose: Whose,
    assignments: Vec<Id<Assignment>>,
) -> Result<Vec<(Id<Assignment>, Member)>, StoreError> {
    let read_from = match whose {
        Whose::Own | Whose::Partners => &MEMBERS_HERE,
        Whose::ThroughLink => &MEMBERS_THROUGH_LINK,
    };
    let mut query = Query::new(read_from, values![assignments]);
    query
        .push(" order by m.assignment_id, m.member_kind desc, coalesce(u.name_key, g.name_key), m.member_id");
    view.rows(query).await?.iter().map(|row| Ok((row.get(5)?, member(row)?))).collect()
}

const NAMED_PEOPLE: Read = Read::new(
    "select 'user', u.user_id, u.display_name, u.upn, u.enabled from users u \
     where {tenant:u.tenant_id} and u.user_id {in $1}",
);
const NAMED_GROUPS: Read = Read::new(
    "select 'securityGroup', g.group_id, g.name, '', true from security_groups g \
     where {tenant:g.tenant_id} and g.group_id {in $1}",
);

/// The given people and groups of the organization in sight, by name: those a picker shows as chosen.
pub async fn named(view: &mut View, principals: &[Principal]) -> Result<Vec<Member>, StoreError> {
    let (users, groups) = split(principals);
    let mut query = Query::new(&NAMED_PEOPLE, values![users]);
    query.push(" order by u.name_key, u.user_id");
    let mut rows = view.rows(query).await?;
    let mut query = Query::new(&NAMED_GROUPS, values![groups]);
    query.push(" order by g.name_key, g.group_id");
    rows.extend(view.rows(query).await?);
    rows.iter().map(member).collect()
}
