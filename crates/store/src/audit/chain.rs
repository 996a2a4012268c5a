//! The log as a chain: its head, and its lines in order, for exports.

use domain::time::Time;
use serde::{Deserialize, Serialize};

use super::{
    Line, hex,
    list::{AT as TIME, AT_APART, LIST, TABLE, read, within},
};
use crate::{
    error::StoreError,
    list::Wanted,
    sql::{Fetch, Query, Read},
    values,
    view::View,
};

/// Where a log ends at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Head {
    /// The place of the last line in the chain; 0 for a log without lines.
    pub sequence: i64,
    /// Its digest, in hexadecimal; empty for a log without lines.
    pub digest: String,
}

const HEAD: Read = Read::new("select h.sequence, h.digest from audit_heads h where {tenant:h.tenant_id}");

/// The head of the log in sight.
pub async fn head(view: &mut View) -> Result<Head, StoreError> {
    let Some(row) = view.find(&HEAD, values![]).await? else { return Ok(Head::default()) };
    let digest: Vec<u8> = row.get(1)?;
    Ok(Head { sequence: row.get(0)?, digest: hex(&digest) })
}

const BOUNDS: Read =
    Read::new("select min(e.sequence), max(e.sequence) from audit_events e where {tenant:e.tenant_id}");

/// The first and the last line between two moments and two places of the chain, both included; none if there is none.
pub async fn bounds(
    view: &mut View,
    from: Time,
    until: Time,
    first: Option<i64>,
    last: Option<i64>,
) -> Result<Option<(i64, i64)>, StoreError> {
    let mut query = Query::new(&BOUNDS, values![]);
    within(&mut query, TIME, from, until);
    if let Some(first) = first {
        query.push(" and e.sequence >= ").bind(first);
    }
    if let Some(last) = last {
        query.push(" and e.sequence <= ").bind(last);
    }
    let rows = view.rows(query).await?;
    let row = rows.first().ok_or(StoreError::Column { index: 0 })?;
    Ok(row.get::<Option<i64>>(0)?.zip(row.get(1)?))
}

/// Lines in the order of the chain between two places, both included: at most so many. What narrows them makes it
/// a list of some lines, no chain.
pub async fn chain(
    view: &mut View,
    narrowed: Option<(&Wanted, Time, Time)>,
    first: i64,
    last: i64,
    at_most: i64,
) -> Result<Vec<Line>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    if let Some((wanted, from, until)) = narrowed {
        within(&mut query, AT_APART, from, until);
        wanted.narrow(&TABLE, &mut query)?;
    }
    query.push(" and e.sequence >= ").bind(first).push(" and e.sequence <= ").bind(last);
    query.push(" order by e.sequence limit ").bind(at_most);
    view.rows(query).await?.iter().map(read).collect()
}

/// When a line happened.
pub const AT: Fetch = Fetch::new("select at from audit_events where tenant_id = {target} and sequence = $1");

const DIGEST: Read =
    Read::new("select e.digest from audit_events e where {tenant:e.tenant_id} and e.sequence = $1");

/// The digest of one line, in hexadecimal.
pub async fn digest_of(view: &mut View, sequence: i64) -> Result<Option<String>, StoreError> {
    let row = view.find(&DIGEST, values![sequence]).await?;
    row.map(|row| row.get::<Vec<u8>>(0).map(|digest| hex(&digest))).transpose()
}
