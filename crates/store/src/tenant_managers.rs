//! Tenant managers: who answers invitations without working on rooms.
//!
//! Invariant: members come from the partner's own directory.

use domain::{
    directory::Principal,
    query::{Kind, Order, Property, Schema},
    time::Time,
};
use uuid::Uuid;

use crate::{
    assignments::{Member, member},
    change::{Batch, Change},
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// What the list of tenant managers offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("kind", Kind::Enum(&["user", "securityGroup"])).filterable().sortable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("userPrincipalName", Kind::Text).filterable().sortable().searchable(),
        Property::new("enabled", Kind::Boolean).filterable(),
        Property::new("addedDateTime", Kind::Time).filterable().sortable(),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "m.member_id", Kept::Id),
        Column::new("kind", "m.member_kind", Kept::Word),
        Column::new("displayName", "coalesce(u.name_key, g.name_key, '')", Kept::Key),
        Column::new("userPrincipalName", "coalesce(u.upn, '')", Kept::Key),
        Column::new("enabled", "coalesce(u.enabled, g.group_id is not null)", Kept::Boolean),
        Column::new("addedDateTime", "m.added_at", Kept::Time),
    ],
    // People first.
    order: &[
        Order { property: "kind", descending: true },
        Order { property: "displayName", descending: false },
    ],
    unique: &["id"],
    searched: &["displayName", "userPrincipalName"],
};

macro_rules! tables {
    () => {
        " from tenant_managers m \
         left join users u on u.tenant_id = m.tenant_id and u.user_id = m.member_id \
         left join security_groups g on g.tenant_id = m.tenant_id and g.group_id = m.member_id \
         where {tenant:m.tenant_id}"
    };
}

const LIST: Read = Read::new(concat!(
    "select m.member_kind, m.member_id, coalesce(u.display_name, g.name, ''), coalesce(u.upn, ''), \
     coalesce(u.enabled, g.group_id is not null), m.added_at",
    tables!()
));
const COUNT: Read = Read::new(concat!("select count(*)", tables!()));
const ONE: Fetch =
    Fetch::new("select member_kind from tenant_managers where tenant_id = {target} and member_id = $1");
const ADD: Write = Write::new(
    "insert into tenant_managers (tenant_id, member_kind, member_id, added_at) values ({target}, $1, $2, $3)",
);
const REMOVE: Write = Write::new("delete from tenant_managers where tenant_id = {target} and member_id = $1");

/// A tenant manager, and since when.
#[derive(Clone, Debug)]
pub struct TenantManager {
    /// The person or group.
    pub member: Member,
    /// Since when.
    pub added_at: Time,
}

impl Placed for TenantManager {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "kind" => Key::Text(self.member.principal.kind().to_owned()),
            "addedDateTime" => Key::Integer(self.added_at.micros()),
            _ => return self.member.key(property),
        })
    }
}

/// A page of the tenant managers.
pub async fn list(view: &mut View, wanted: &Wanted) -> Result<Listed<TenantManager>, StoreError> {
    let read = |row: &Row| Ok(TenantManager { member: member(row)?, added_at: row.get(5)? });
    wanted.read(&TABLE, Query::new(&LIST, values![]), view, read).await
}

/// How many tenant managers a list has on all its pages.
pub async fn count(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// Who of the identifier is a tenant manager directly.
pub async fn fetch(change: &mut Change, member: Uuid) -> Result<Option<Principal>, StoreError> {
    let Some(row) = change.find(&ONE, values![member]).await? else { return Ok(None) };
    let kind: String = row.get(0)?;
    Principal::new(&kind, member).map(Some).ok_or(StoreError::Word(kind))
}

/// Adds the statement that makes somebody a tenant manager.
pub fn add(batch: Batch, principal: Principal, now: Time) -> Batch {
    batch.run(&ADD, values![principal.kind(), principal.uuid(), now])
}

/// Adds the statement that ends it.
pub fn remove(batch: Batch, principal: Principal) -> Batch {
    batch.run(&REMOVE, values![principal.uuid()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
