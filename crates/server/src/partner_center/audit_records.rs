//! `/v1/auditrecords`: what happened between one's organization and its customers, in the published words (R-422, §4.9).

use axum::{Json, extract::State, response::Response};
use domain::{
    activity::{self, Activity, PARTNERS, RESOURCES},
    id::Id,
    query::Filter,
    time::{DAY, Time},
};
use serde::Deserialize;
use service::{
    Action, Code, Fault, May, Page, Refusal,
    activity_log::{ActivityLog, ActivityRecord, ActivityRow, LineChange, SCHEMA},
    ask, ask_where_allowed,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::partner_center::{CustomizedData, PartnerAuditRecord, ResourceAttributes, ResourceCollection};

use super::collection::Paging;
use crate::{answer::ApiResult, caller::Client, form::Fields, path::ApiPath, web::Web};

/// How many records a page has.
const PAGE: i64 = 500;

pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(show))
}

/// What happened between your organization and its customers, newest first. Global administrators and Managed Service Administrators
/// read it.
#[utoipa::path(
    get, path = "/v1/auditrecords", operation_id = "listPartnerAuditRecords", tag = "partnerCenter",
    params(
        ("startDate" = String, Query, description = "The first day (`2026-11-01`) or moment, at most 90 days back"),
        ("endDate" = Option<String>, Query, description = "The last day, or the moment before which"),
        ("filter" = Option<String>, Query,
            description = "`{\"Field\":\"CompanyName\",\"Value\":\"con\",\"Operator\":\"substring\"}`, \
                `{\"Field\":\"CustomerId\",\"Value\":\"…\",\"Operator\":\"equals\"}` or \
                `{\"Field\":\"ResourceType\",\"Value\":\"partner_customer_dap\",\"Operator\":\"equals\"}`"),
        ("MS-ContinuationToken" = Option<String>, Header, description = "Where the page begins, as the page before told"),
    ),
    responses((status = 200, body = ResourceCollection<PartnerAuditRecord>), (status = 400), (status = 403)),
)]
async fn list(
    State(web): State<Web>,
    Client(caller): Client,
    fields: Fields,
    paging: Paging,
) -> ApiResult<Response> {
    let now = web.app.clock.now();
    let from = moment("startDate", fields.text("startDate"), 0)?;
    let from = from.ok_or_else(|| Refusal::field("startDate", Code::Required))?;
    let until = moment("endDate", fields.text("endDate"), DAY)?.unwrap_or_else(|| now.plus(1));
    let mut wanted = paging.wanted.clone();
    wanted.page = Page::of(PAGE);
    let (filter, resource) = asked(fields.text("filter"))?;
    wanted.filter = filter;
    let question = ActivityLog { from, until, resource, wanted, count: true };
    let found = ask(&web.app, &caller, &question).await?;
    let partner = caller.person.organization.uuid();
    paging.answer(found.page, found.count.unwrap_or_default(), |row| shape(partner, row))
}

/// One of them, by its `id` or by the `AuditUri` of a message. Whoever registers where your organization is told of something reads what
/// messages are about; the others are read by Global administrators and Managed Service Administrators.
#[utoipa::path(
    get, path = "/v1/auditrecords/{recordId}", operation_id = "getPartnerAuditRecord", tag = "partnerCenter",
    params(("recordId" = Uuid, Path)),
    responses((status = 200, body = PartnerAuditRecord), (status = 403), (status = 404)),
)]
async fn show(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(event): ApiPath<Uuid>,
) -> ApiResult<Json<PartnerAuditRecord>> {
    let as_reader = ask_where_allowed(&web.app, &caller, &May(Action::ReadAuditLog)).await?.is_some();
    let row = ask(&web.app, &caller, &ActivityRecord { event, as_reader }).await?;
    Ok(Json(shape(caller.person.organization.uuid(), row)))
}

/// A day or a moment; a day counts from its beginning, `more` after it.
fn moment(field: &str, text: &str, more: i64) -> Result<Option<Time>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    let bad = || Refusal::field(field, Code::NotATime);
    if text.len() == "2026-11-01".len() {
        let day: Time = format!("{text}T00:00:00Z").parse().map_err(|_| bad())?;
        return Ok(Some(day.plus(more)));
    }
    text.parse().map(Some).map_err(|_| bad())
}

/// A condition as clients write it (§4.9).
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Asked {
    field: String,
    value: String,
    operator: String,
}

/// Which records, and of which type of resource.
fn asked(text: &str) -> Result<(Option<Filter>, Option<String>), Refusal> {
    if text.is_empty() {
        return Ok((None, None));
    }
    let malformed = |why: &dyn std::fmt::Display| {
        Refusal::Invalid(Code::InvalidValue, vec![Fault::new("filter", Code::Malformed).detail(why)])
    };
    let unknown = || Refusal::field("filter", Code::UnknownValue);
    let Asked { field, value, operator } = serde_json::from_str(text).map_err(|why| malformed(&why))?;
    let condition = match (field.to_ascii_lowercase().as_str(), operator.to_ascii_lowercase().as_str()) {
        ("companyname", "substring") => {
            format!("contains(customerName,'{}')", value.replace('\'', "''"))
        }
        ("customerid", "equals") => {
            format!("customerId eq {}", Uuid::try_parse(&value).map_err(|_| unknown())?)
        }
        ("resourcetype", "equals") => {
            let resource = value.to_ascii_lowercase();
            let known = RESOURCES.contains(&resource.as_str());
            return if known { Ok((None, Some(resource))) } else { Err(unknown()) };
        }
        _ => return Err(unknown()),
    };
    Ok((Some(Filter::parse(&condition, &SCHEMA).map_err(|why| malformed(&why))?), None))
}

fn shape(partner: Uuid, row: ActivityRow) -> PartnerAuditRecord {
    let named = activity::find(&row.kind, row.is_elsewhere);
    let told = |text: String| Some(text).filter(|text| !text.is_empty());
    let only_takes = row.changes.iter().all(|change| change.after.is_none());
    let resource = named.map_or("", |it| it.resource);
    let is_partner = resource == PARTNERS;
    let (before, after) = (values(&row.changes, |it| &it.before), values(&row.changes, |it| &it.after));
    let data = |key: &str, value: String| CustomizedData { key: key.to_owned(), value };
    let mut customized_data = vec![data("ResourceId", row.subject_id.to_string())];
    customized_data.extend(told(row.subject).map(|name| data("DisplayName", name)));
    // The other side of what two partners agreed on is no customer.
    if let Some(other) = row.customer.filter(|_| is_partner) {
        customized_data.push(data("PartnerId", other.to_string()));
        customized_data.push(data("PartnerName", row.customer_name.clone()));
    }
    customized_data.extend(row.changes.into_iter().filter_map(|it| {
        let value = it.after.or(it.before)?;
        Some(data(&it.field, value))
    }));
    PartnerAuditRecord {
        id: row.event.to_string(),
        partner_id: partner,
        customer_id: row.customer.filter(|_| !is_partner).map(Id::uuid),
        customer_name: told(row.customer_name).filter(|_| !is_partner),
        user_principal_name: told(row.by).filter(|_| !row.is_task && !row.is_by_itself),
        application_id: row.application.map(Id::uuid),
        resource_type: resource.to_owned(),
        resource_old_value: before,
        resource_new_value: after,
        operation_type: named.map_or("", |it| it.operation(only_takes)).to_owned(),
        operation_date: row.at.to_string(),
        operation_status: named.map_or("", Activity::status).to_owned(),
        customized_data,
        attributes: ResourceAttributes::of("AuditRecord"),
    }
}

/// One side of the values that changed, as JSON in a string; none where nothing stood there.
fn values(changes: &[LineChange], side: impl Fn(&LineChange) -> &Option<String>) -> Option<String> {
    let stood =
        changes.iter().filter_map(|change| Some((change.field.clone(), side(change).clone()?.into())));
    let values: serde_json::Map<String, serde_json::Value> = stood.collect();
    (!values.is_empty()).then(|| serde_json::Value::Object(values).to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// §4.9: days and moments are read, the last day counts whole; filters are those that are published.
    #[test]
    fn what_is_asked_is_read() {
        let day = moment("startDate", "2026-11-01", 0).unwrap().unwrap();
        assert_eq!(day.to_string(), "2026-11-01T00:00:00.000000Z");
        assert_eq!(moment("endDate", "2026-11-01", DAY).unwrap(), Some(day.plus(DAY)));
        assert_eq!(moment("startDate", "2026-11-01T00:00:00Z", DAY).unwrap(), Some(day));
        assert!(moment("startDate", "yesterday", 0).is_err());
        let resource = r#"{"Field":"ResourceType","Value":"Policy","Operator":"equals"}"#;
        assert_eq!(asked(resource).unwrap().1.as_deref(), Some("policy"));
        let company = r#"{"Field":"CompanyName","Value":"con","Operator":"substring"}"#;
        assert!(asked(company).unwrap().0.is_some());
        for text in [
            "x",
            r#"{"Field":"ResourceType","Value":"orders","Operator":"equals"}"#,
            r#"{"Field":"CustomerId","Value":"7","Operator":"equals"}"#,
            r#"{"Field":"CompanyName","Value":"con","Operator":"equals"}"#,
        ] {
            assert!(asked(text).is_err(), "{text}");
        }
    }
}
