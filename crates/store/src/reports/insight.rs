//! What Steward did for each organization in sight, and what an hour of work is worth there.

use std::collections::BTreeMap;

use domain::{
    id::{Id, Organization},
    report::Rate,
    time::DAY,
};

use super::Among;
use crate::{
    change::Change,
    error::StoreError,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// What Steward did for an organization.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InsightRow {
    /// Its name.
    pub name: String,
    /// Tickets opened by signals.
    pub detections: i64,
    /// Warnings and Recommended ones that were resolved, before anything of weight came of them.
    pub prevented: i64,
    /// Critical and Important ones that were resolved.
    pub remediated: i64,
    /// Rooms updated.
    pub updates: i64,
}

const OWNERS: Read = Read::new(
    "select r.tenant_id, o.name from rooms r join organizations o on o.organization_id = r.tenant_id where {room:r each}",
);

// The rooms in sight are found once and not for each day again. `coalesce` keeps both databases from going through all days of
// each room instead of the few that had tickets. `r` is what the group narrows.
const RESOLVED: Read = Read::new(
    "select r.tenant_id, cast(sum(r.mild_resolved) as bigint), cast(sum(r.severe_resolved) as bigint) \
     from room_days r where {tenant:r.tenant_id} and r.day between $1 and $2 and r.has_tickets \
     and (r.tenant_id, coalesce(r.room_id, r.room_id)) in (select i.tenant_id, i.room_id from rooms i where {room:i each})",
);

const DETECTED: Read = Read::new(
    "select r.tenant_id, cast(sum(r.opened) as bigint) from room_day_tickets r \
     where {tenant:r.tenant_id} and r.day between $1 and $2 and r.category <> 'recorded' \
     and (r.tenant_id, coalesce(r.room_id, r.room_id)) in (select i.tenant_id, i.room_id from rooms i where {room:i each})",
);

const UPDATED: Read = Read::new(
    "select u.tenant_id, count(*) from rollout_rooms u \
     join rooms r on r.tenant_id = u.tenant_id and r.room_id = u.room_id \
     where {tenant:u.tenant_id} and u.settled_at >= $1 and u.settled_at < $2 and u.state = 'succeeded' and {room:r}",
);

const RATES: Read =
    Read::new("select w.tenant_id, w.hundredths, w.currency from report_rates w where {tenant:w.tenant_id}");

const FETCH_RATE: Fetch =
    Fetch::new("select tenant_id, hundredths, currency from report_rates where tenant_id = {target}");

/// Sets what an hour of work is worth: hundredths, currency.
pub const SET_RATE: Write = Write::new(
    "insert into report_rates (tenant_id, hundredths, currency) values ({target}, $1, $2) \
     on conflict (tenant_id) do update set hundredths = excluded.hundredths, currency = excluded.currency",
);

impl Among {
    pub(super) fn owners(&self) -> Query {
        let mut query = self.narrowed(Query::new(&OWNERS, values![]));
        query.push(" group by r.tenant_id, o.name");
        query
    }

    pub(super) fn resolved(&self) -> Query {
        let mut query = self.query(&RESOLVED);
        query.push(" group by r.tenant_id");
        query
    }

    pub(super) fn detected(&self) -> Query {
        let mut query = self.query(&DETECTED);
        query.push(" group by r.tenant_id");
        query
    }

    /// Updates are counted by the days of UTC.
    pub(super) fn updated(&self) -> Query {
        let (from, until) = (self.span.from() * DAY, (self.span.to() + 1) * DAY);
        let mut query = self.narrowed(Query::new(&UPDATED, values![from, until]));
        query.push(" group by u.tenant_id");
        query
    }
}

/// What Steward did, by organization in sight.
pub async fn insight(
    view: &mut View,
    among: &Among,
) -> Result<BTreeMap<Id<Organization>, InsightRow>, StoreError> {
    let mut found: BTreeMap<Id<Organization>, InsightRow> = BTreeMap::new();
    for row in view.rows(among.owners()).await? {
        found.insert(row.get(0)?, InsightRow { name: row.get(1)?, ..InsightRow::default() });
    }
    for row in view.rows(among.resolved()).await? {
        let Some(insight) = found.get_mut(&row.get(0)?) else { continue };
        (insight.prevented, insight.remediated) = (row.get(1)?, row.get(2)?);
    }
    for row in view.rows(among.detected()).await? {
        let Some(insight) = found.get_mut(&row.get(0)?) else { continue };
        insight.detections = row.get(1)?;
    }
    for row in view.rows(among.updated()).await? {
        let Some(insight) = found.get_mut(&row.get(0)?) else { continue };
        insight.updates = row.get(1)?;
    }
    Ok(found)
}

/// What an hour of work is worth, in those organizations in sight that said so.
pub async fn rates(view: &mut View) -> Result<BTreeMap<Id<Organization>, Rate>, StoreError> {
    let rows = view.rows(Query::new(&RATES, values![])).await?;
    rows.iter().map(|row| Ok((row.get(0)?, rate(row)?))).collect()
}

/// The same in the organization of the change.
pub async fn fetch_rate(change: &mut Change) -> Result<Option<Rate>, StoreError> {
    change.find(&FETCH_RATE, values![]).await?.as_ref().map(rate).transpose()
}

fn rate(row: &Row) -> Result<Rate, StoreError> {
    Rate::new(row.get(1)?, row.text(2)?).ok_or(StoreError::Column { index: 2 })
}
