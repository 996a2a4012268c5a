//! Tenant managers: who answers invitations without working on rooms.
//!
//! Invariant: members come from the partner's own directory.

use domain::{directory::Principal, time::Time};
use uuid::Uuid;

use crate::{
    assignments::Member,
    change::{Batch, Change},
    error::StoreError,
    sql::{Fetch, Query, Read, Write},
    values,
    view::View,
};

const LIST: Read = Read::new(
    "select m.member_kind, m.member_id, coalesce(u.display_name, g.name, ''), coalesce(u.upn, ''), \
     coalesce(u.enabled, g.group_id is not null), m.added_at from tenant_managers m \
     left join users u on u.tenant_id = m.tenant_id and u.user_id = m.member_id \
     left join security_groups g on g.tenant_id = m.tenant_id and g.group_id = m.member_id \
     where {tenant:m.tenant_id} order by m.member_kind desc, coalesce(u.name_key, g.name_key), m.member_id limit 500",
);
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

/// The tenant managers, people first; at most 500.
pub async fn list(view: &mut View) -> Result<Vec<TenantManager>, StoreError> {
    let rows = view.rows(Query::new(&LIST, values![])).await?;
    rows.iter()
        .map(|row| {
            let kind: String = row.get(0)?;
            Ok(TenantManager {
                member: Member {
                    principal: Principal::new(&kind, row.get(1)?).ok_or(StoreError::Word(kind))?,
                    name: row.get(2)?,
                    upn: row.get(3)?,
                    enabled: row.get(4)?,
                },
                added_at: row.get(5)?,
            })
        })
        .collect()
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
