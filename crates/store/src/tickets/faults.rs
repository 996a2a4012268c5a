//! Open tickets folded: one line for the same signal, or the same issue, over all rooms in sight.

use std::collections::BTreeMap;

use authz::image::{AskedTickets, Fault, FoldedFault, PickedFaults};
use domain::{
    id::{Id, Issue, Organization},
    signal::Severity,
    time::Time,
};

use super::{in_memory, list::TABLE, owned::OwnedBy};
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

const OWNERS: Read = Read::new(
    "select distinct t.tenant_id from tickets t join rooms r on r.tenant_id = t.tenant_id and r.room_id = t.room_id \
     where {room:r} and t.state in ('new', 'investigating', 'watching')",
);

const DESCRIPTIONS: Read = Read::new(
    "select t.issue_id, t.description from tickets t \
     join rooms r on r.tenant_id = t.tenant_id and r.room_id = t.room_id where {room:r}",
);

/// The open tickets in sight that a list with the same filter could show, folded: worst first, then most tickets.
pub async fn faults(
    view: &mut View,
    wanted: &Wanted,
    owned: &OwnedBy,
    most: usize,
) -> Result<Vec<FaultRow>, StoreError> {
    if let Some(asked) = asked(wanted, owned)
        && let Some(rooms) = view.rooms_in_sight()
    {
        return described(view, rooms.faults(&asked, most)).await;
    }
    faults_by_statement(view, wanted, owned, i64::try_from(most).unwrap_or(i64::MAX)).await
}

/// What the image is asked for, if it can answer.
fn asked(wanted: &Wanted, owned: &OwnedBy) -> Option<AskedTickets> {
    let unordered = Wanted { order: Vec::new(), after: None, ..wanted.clone() };
    in_memory::asked(&unordered).filter(|_| *owned == OwnedBy::Anybody)
}

/// The organizations whose open tickets are told of by the same faults, in ascending order.
pub async fn owners(
    view: &mut View,
    wanted: &Wanted,
    owned: &OwnedBy,
) -> Result<Vec<Id<Organization>>, StoreError> {
    match (asked(wanted, owned), view.rooms_in_sight()) {
        (Some(asked), Some(rooms)) => Ok(rooms.ticket_owners(&asked)),
        _ => owners_by_statement(view, wanted, owned).await,
    }
}

/// The same, asked of the database alone.
pub async fn owners_by_statement(
    view: &mut View,
    wanted: &Wanted,
    owned: &OwnedBy,
) -> Result<Vec<Id<Organization>>, StoreError> {
    let mut query = Query::new(&OWNERS, values![]);
    owned.narrow(&mut query);
    wanted.narrow(&TABLE, &mut query)?;
    query.push(" order by t.tenant_id");
    view.rows(query).await?.iter().map(|row| row.get(0)).collect()
}

/// Adds what people wrote of issues, which each of their tickets says.
async fn described(view: &mut View, picked: PickedFaults) -> Result<Vec<FaultRow>, StoreError> {
    let of_issue = |it: &FoldedFault| match it.fault {
        Fault::Issue(issue) => Some(issue),
        Fault::Signal(_) => None,
    };
    let issues: Vec<_> = picked.faults.iter().filter_map(of_issue).collect();
    let mut written: BTreeMap<Id<Issue>, String> = BTreeMap::new();
    if !issues.is_empty() {
        let mut query = Query::new(&DESCRIPTIONS, values![]);
        query.push(" and t.issue_id ").bind_list(issues);
        for row in view.rows_of(&picked.sight, query).await? {
            written.insert(row.get(0)?, row.get(1)?);
        }
    }
    let mut row = |it: FoldedFault| {
        let (signal, issue) = match it.fault {
            Fault::Issue(issue) => (String::new(), Some(issue)),
            Fault::Signal(signal) => (signal.to_string(), None),
        };
        FaultRow {
            signal,
            description: issue.and_then(|issue| written.remove(&issue)).unwrap_or_default(),
            issue,
            severity: it.severity,
            tickets: it.tickets,
            rooms: it.rooms,
            tenants: it.tenants,
            oldest: it.oldest,
            newest: it.newest,
        }
    };
    Ok(picked.faults.into_iter().map(&mut row).collect())
}

/// The same, asked of the database alone: for rare filters, and to compare with.
pub async fn faults_by_statement(
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
