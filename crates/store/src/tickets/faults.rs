//! Open tickets folded: one line for the same signal, or the same issue, over all rooms in sight.

use domain::{
    id::{Id, Issue},
    signal::Severity,
    time::Time,
};

use super::{list::TABLE, owned::OwnedBy};
use crate::{
    error::StoreError,
    list::Wanted,
    sql::{Query, Read},
    values,
    view::View,
};

/// The same trouble in one or more rooms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultRow {
    /// The key of the signal; empty for a recorded issue.
    pub signal: String,
    /// The recorded issue; none for a signal.
    pub issue: Option<Id<Issue>>,
    /// What a person wrote; empty for signals.
    pub description: String,
    /// How bad the worst of its tickets is.
    pub severity: Severity,
    /// How many tickets there are of it.
    pub tickets: i64,
    /// In how many rooms.
    pub rooms: i64,
    /// At how many organizations.
    pub tenants: i64,
    /// When the first of them was opened.
    pub oldest: Time,
    /// When the last of them was opened.
    pub newest: Time,
}

const FAULTS: Read = Read::new(
    "select t.signal, t.issue_id, count(*), count(distinct t.room_id), count(distinct t.tenant_id), min(t.description), \
     min(t.opened_at), max(t.opened_at), \
     cast(min(case t.severity when 'critical' then 0 when 'important' then 1 \
     when 'warning' then 2 else 3 end) as bigint) from tickets t \
     join rooms r on r.tenant_id = t.tenant_id and r.room_id = t.room_id \
     where {room:r} and t.state in ('new', 'investigating', 'watching')",
);

/// The open tickets in sight that a list with the same filter could show, folded: worst first, then most tickets.
pub async fn faults(
    view: &mut View,
    wanted: &Wanted,
    owned: &OwnedBy,
    most: i64,
) -> Result<Vec<FaultRow>, StoreError> {
    let mut query = Query::new(&FAULTS, values![]);
    owned.narrow(&mut query);
    wanted.narrow(&TABLE, &mut query)?;
    query.push(" group by t.signal, t.issue_id order by 9, 3 desc, t.signal, t.issue_id limit ").bind(most);
    let rows = view.rows(query).await?;
    rows.iter()
        .map(|row| {
            let rank: i64 = row.get(8)?;
            let severity = usize::try_from(rank).ok().and_then(|rank| Severity::ALL.get(rank));
            Ok(FaultRow {
                signal: row.get(0)?,
                issue: row.get(1)?,
                description: row.get(5)?,
                severity: severity.copied().ok_or(StoreError::Column { index: 8 })?,
                tickets: row.get(2)?,
                rooms: row.get(3)?,
                tenants: row.get(4)?,
                oldest: row.get(6)?,
                newest: row.get(7)?,
            })
        })
        .collect()
}
