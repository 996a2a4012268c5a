//! Who is directly in a security group, or directly holds a directory role, as lists with filter, order and pages.

use domain::{
    id::{Id, SecurityGroup},
    query::{Kind, Order, Property, Schema},
    role::DirectoryRole,
};

use super::{PrincipalRow, read_principal};
use crate::{
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Query, Read},
    value::Value,
    values,
    view::View,
};

/// What a list of members offers to queries.
pub static MEMBERS_SCHEMA: Schema = Schema::new(
    &[
        Property::new("kind", Kind::Enum(&["user", "securityGroup"])).filterable(),
        Property::new("id", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("userPrincipalName", Kind::Text).filterable().sortable().searchable(),
        Property::new("accountEnabled", Kind::Boolean).filterable(),
    ],
    999,
);

/// The columns behind [`MEMBERS_SCHEMA`].
pub static MEMBERS_TABLE: Table = Table {
    columns: &[
        Column::new("kind", "p.kind", Kept::Word),
        Column::new("id", "p.id", Kept::Id),
        Column::new("displayName", "p.name_key", Kept::Key),
        Column::new("userPrincipalName", "p.upn", Kept::Key).nullable(),
        Column::new("accountEnabled", "p.enabled", Kept::Boolean),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName", "userPrincipalName"],
};

impl Placed for PrincipalRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.principal.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            "userPrincipalName" => Key::Text(Some(&self.upn).filter(|upn| !upn.is_empty())?.clone()),
            _ => return None,
        })
    }
}

/// The members of a table with their names.
macro_rules! members {
    ($table:literal, $of:literal) => {
        concat!(
            " from (select m.tenant_id, m.member_kind as kind, m.member_id as id, coalesce(u.display_name, g.name) as name, \
             u.upn, coalesce(u.enabled, true) as enabled, coalesce(u.name_key, g.name_key) as name_key from ",
            $table,
            " m left join users u on u.tenant_id = m.tenant_id and u.user_id = m.member_id \
             left join security_groups g on g.tenant_id = m.tenant_id and g.group_id = m.member_id where ",
            $of,
            " = $1 and coalesce(u.upn, g.name) is not null) p where {tenant:p.tenant_id}"
        )
    };
}

/// What of a member is read.
macro_rules! columns {
    () => {
        "select p.kind, p.id, p.name, coalesce(p.upn, ''), p.enabled"
    };
}

const OF_GROUP: Read = Read::new(concat!(columns!(), members!("security_group_members", "m.group_id")));
const COUNT_OF_GROUP: Read =
    Read::new(concat!("select count(*)", members!("security_group_members", "m.group_id")));
const OF_ROLE: Read = Read::new(concat!(columns!(), members!("directory_role_members", "m.role")));
const COUNT_OF_ROLE: Read =
    Read::new(concat!("select count(*)", members!("directory_role_members", "m.role")));

/// A group or a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MembersOf {
    /// A security group.
    Group(Id<SecurityGroup>),
    /// A directory role.
    Role(DirectoryRole),
}

impl MembersOf {
    fn value(self) -> Value {
        match self {
            Self::Group(group) => group.into(),
            Self::Role(role) => role.key().into(),
        }
    }
}

/// A page of the direct members, by name unless said otherwise: people and groups of the own directory alone.
pub async fn list_members(
    view: &mut View,
    of: MembersOf,
    wanted: &Wanted,
) -> Result<Listed<PrincipalRow>, StoreError> {
    let read = if matches!(of, MembersOf::Group(_)) { &OF_GROUP } else { &OF_ROLE };
    wanted.read(&MEMBERS_TABLE, Query::new(read, values![of.value()]), view, read_principal).await
}

/// How many direct members the list has on all its pages.
pub async fn count_members(view: &mut View, of: MembersOf, wanted: &Wanted) -> Result<i64, StoreError> {
    let read = if matches!(of, MembersOf::Group(_)) { &COUNT_OF_GROUP } else { &COUNT_OF_ROLE };
    let mut query = Query::new(read, values![of.value()]);
    wanted.narrow(&MEMBERS_TABLE, &mut query)?;
    view.count(query).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(MEMBERS_TABLE.lacks(&MEMBERS_SCHEMA), Vec::<&str>::new());
    }
}
