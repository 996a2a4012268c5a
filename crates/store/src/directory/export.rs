//! Groups and roles with their members, line by line, for files.

use crate::{error::StoreError, sql::Fetch, value::Row};

/// Groups whose name is like a pattern with each of their members, one row a member (or one without), by name; at
/// most a hundred thousand.
pub const EXPORT_GROUPS: Fetch = Fetch::new(
    "select g.name, g.description, coalesce(m.member_kind, ''), coalesce(u.display_name, i.name, ''), \
     coalesce(u.upn, '') from security_groups g \
     left join security_group_members m on m.tenant_id = g.tenant_id and m.group_id = g.group_id \
     left join users u on u.tenant_id = m.tenant_id and u.user_id = m.member_id \
     left join security_groups i on i.tenant_id = m.tenant_id and i.group_id = m.member_id \
     where g.tenant_id = {target} and g.name_key like $1 escape '\\' \
     order by g.name_key, g.group_id, m.member_kind, m.member_id limit 100000",
);

/// Who holds which directory role directly, one row a member; at most a hundred thousand.
pub const EXPORT_ROLES: Fetch = Fetch::new(
    "select m.role, '', m.member_kind, coalesce(u.display_name, i.name, ''), coalesce(u.upn, '') \
     from directory_role_members m \
     left join users u on u.tenant_id = m.tenant_id and u.user_id = m.member_id \
     left join security_groups i on i.tenant_id = m.tenant_id and i.group_id = m.member_id \
     where m.tenant_id = {target} order by m.role, m.member_kind, m.member_id limit 100000",
);

/// A line of an export: what, its description, and a member of it.
#[derive(Clone, Debug)]
pub struct MemberLine {
    /// The name of the group or the key of the role.
    pub of: String,
    /// What the group is for.
    pub description: String,
    /// The kind of the member; empty where there is none.
    pub kind: String,
    /// The member's name.
    pub name: String,
    /// The member's account name; empty for a group.
    pub upn: String,
}

/// Reads a row of [`EXPORT_GROUPS`] or [`EXPORT_ROLES`].
pub fn member_line(row: &Row) -> Result<MemberLine, StoreError> {
    Ok(MemberLine {
        of: row.get(0)?,
        description: row.get(1)?,
        kind: row.get(2)?,
        name: row.get(3)?,
        upn: row.get(4)?,
    })
}
