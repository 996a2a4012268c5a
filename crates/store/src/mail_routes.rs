//! Mail routes as rows: which team of an organization is told of which tickets by e-mail.

use domain::{
    id::{Id, MailRoute as Kind},
    mail_route::MailRoute,
    signal::Severity,
    webhook::Covers,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A mail route with what its readers are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailRouteRow {
    /// The route.
    pub id: Id<Kind>,
    /// Which tickets go where.
    pub route: MailRoute,
    /// The name of the team.
    pub team_name: String,
    /// Raised with each change.
    pub stamp: i64,
}

macro_rules! columns {
    () => {
        "select m.route_id, m.covers, m.customers, m.lowest_severity, m.team_id, g.name, m.change_stamp from mail_routes m \
         join security_groups g on g.tenant_id = m.tenant_id and g.group_id = m.team_id where "
    };
}

const ALL: Read = Read::new(concat!(columns!(), "{tenant:m.tenant_id}"));
const FOUND: Fetch = Fetch::new(concat!(columns!(), "m.tenant_id = {target} and m.route_id = $1"));
const COUNT: Fetch = Fetch::new("select count(*) from mail_routes where tenant_id = {target}");

const ADD: Write = Write::new(
    "insert into mail_routes (tenant_id, route_id, covers, customers, lowest_severity, team_id, created_at, change_stamp) \
     values ({target}, $1, $2, $3, $4, $5, {now}, 1)",
);
const SET: Write = Write::new(
    "update mail_routes set customers = $2, lowest_severity = $3, team_id = $4, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and route_id = $1",
);
const DELETE: Write = Write::new("delete from mail_routes where tenant_id = {target} and route_id = $1");

/// The routes of the organization in sight that cover a part, or all, by team.
pub async fn all(view: &mut View, covers: Option<Covers>) -> Result<Vec<MailRouteRow>, StoreError> {
    let mut query = Query::new(&ALL, values![]);
    if let Some(covers) = covers {
        query.push(" and m.covers = ").bind(covers.key());
    }
    query.push(" order by g.name_key, m.route_id");
    view.rows(query).await?.iter().map(row).collect()
}

/// A route of the organization in sight.
pub async fn one(view: &mut View, route: Id<Kind>) -> Result<Option<MailRouteRow>, StoreError> {
    let mut query = Query::new(&ALL, values![]);
    query.push(" and m.route_id = ").bind(route);
    view.rows(query).await?.first().map(row).transpose()
}

/// A route of the organization of the change.
pub async fn found(change: &mut Change, route: Id<Kind>) -> Result<Option<MailRouteRow>, StoreError> {
    change.find(&FOUND, values![route]).await?.as_ref().map(row).transpose()
}

/// How many routes the organization of the change has.
pub async fn how_many(change: &mut Change) -> Result<i64, StoreError> {
    change.find(&COUNT, values![]).await?.map_or(Ok(0), |row| row.get(0))
}

/// Makes a route.
pub fn add(batch: Batch, id: Id<Kind>, route: &MailRoute) -> Result<Batch, StoreError> {
    let MailRoute { covers, customers, lowest_severity, team } = route;
    let customers = serde_json::to_string(customers)?;
    Ok(batch.run(&ADD, values![id, covers.key(), customers, lowest_severity.key(), *team]))
}

/// Changes a route.
pub fn set(batch: Batch, id: Id<Kind>, route: &MailRoute) -> Result<Batch, StoreError> {
    let customers = serde_json::to_string(&route.customers)?;
    Ok(batch.run(&SET, values![id, customers, route.lowest_severity.key(), route.team]))
}

/// Deletes a route.
pub fn delete(batch: Batch, id: Id<Kind>) -> Batch {
    batch.run(&DELETE, values![id])
}

fn row(row: &Row) -> Result<MailRouteRow, StoreError> {
    Ok(MailRouteRow { id: row.get(0)?, route: route(row, 1)?, team_name: row.get(5)?, stamp: row.get(6)? })
}

/// The route of four columns from one on: part, customers, severity, team.
pub(crate) fn route(row: &Row, first: usize) -> Result<MailRoute, StoreError> {
    Ok(MailRoute {
        covers: word(row, first, Covers::from_key)?,
        customers: serde_json::from_str(row.text(first + 1)?)?,
        lowest_severity: word(row, first + 2, Severity::from_key)?,
        team: row.get(first + 3)?,
    })
}
