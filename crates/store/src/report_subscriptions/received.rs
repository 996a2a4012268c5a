//! Reports that others have sent to a person, from the first one on, and whether the person stopped them.

use domain::{
    id::{Id, Organization, ReportSubscription, User},
    time::Time,
};

use super::{SubscriptionRow, columns, row};
use crate::{
    change::{Batch, Change},
    error::StoreError,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A report that somebody has sent to the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedRow {
    /// What its owner chose, seen from the owner.
    pub subscription: SubscriptionRow,
    /// The organization of its owner.
    pub organization: Id<Organization>,
    /// Its owner.
    pub owner: Id<User>,
    /// The account name of its owner.
    pub owner_upn: String,
    /// What its owner is called.
    pub owner_name: String,
    /// What the organization of its owner is called.
    pub organization_name: String,
    /// When the last one was due.
    pub last_at: Time,
    /// Whether the reader stopped it.
    pub is_stopped: bool,
}

const RECEIVED: Read = Read::new(concat!(
    "select ",
    columns!(),
    ", r.owner_tenant_id, r.owner_id, u.upn, u.display_name, o.name, r.last_at, r.is_stopped from received_reports r \
     join report_subscriptions s on s.tenant_id = r.owner_tenant_id and s.user_id = r.owner_id \
     and s.subscription_id = r.subscription_id \
     join users u on u.tenant_id = r.owner_tenant_id and u.user_id = r.owner_id \
     join organizations o on o.organization_id = r.owner_tenant_id where {person:r}"
));

const FETCH: Fetch = Fetch::new(
    "select is_stopped from received_reports where tenant_id = {target} and user_id = $1 and subscription_id = $2{lock}",
);

const STOP: Write = Write::new(
    "update received_reports set is_stopped = $3 where tenant_id = {target} and user_id = $1 and subscription_id = $2",
);

/// What others had sent to the reader, the newest first.
pub async fn own(view: &mut View) -> Result<Vec<ReceivedRow>, StoreError> {
    let mut query = Query::new(&RECEIVED, values![]);
    query.push(" order by r.last_at desc, r.subscription_id");
    view.rows(query).await?.iter().map(received).collect()
}

/// One of them.
pub async fn one(view: &mut View, id: Id<ReportSubscription>) -> Result<Option<ReceivedRow>, StoreError> {
    let mut query = Query::new(&RECEIVED, values![]);
    query.push(" and r.subscription_id = ").bind(id);
    view.rows(query).await?.first().map(received).transpose()
}

/// Whether a person of the organization of the change stopped a report; none where nobody had it sent to them.
pub async fn is_stopped(
    change: &mut Change,
    user: Id<User>,
    id: Id<ReportSubscription>,
) -> Result<Option<bool>, StoreError> {
    change.find(&FETCH, values![user, id]).await?.map(|row| row.get(0)).transpose()
}

/// Stops a report for a person, or lets it come again.
pub fn stop(batch: Batch, user: Id<User>, id: Id<ReportSubscription>, is_stopped: bool) -> Batch {
    batch.run(&STOP, values![user, id, is_stopped])
}

fn received(found: &Row) -> Result<ReceivedRow, StoreError> {
    Ok(ReceivedRow {
        subscription: row(found)?,
        organization: found.get(13)?,
        owner: found.get(14)?,
        owner_upn: found.get(15)?,
        owner_name: found.get(16)?,
        organization_name: found.get(17)?,
        last_at: found.get(18)?,
        is_stopped: found.get(19)?,
    })
}
