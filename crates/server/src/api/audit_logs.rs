//! `/v1.0/auditLogs/events`: the log of one's own organization.

use axum::{extract::State, http::Uri};
use domain::{
    query::{Kind, Property, Query, Schema},
    time::Time,
};
use service::{
    Code, Fault, Page, Refusal, ask,
    audit_log::{Line, ListEvents, Period, Wanted},
    cursor,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::audit_logs::{AuditChange, AuditEvent};

use crate::{
    answer::{ApiResult, List, next_link},
    caller::Client,
    form::Fields,
    web::Web,
};

/// Every operation on the audit log.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list))
}

static SCHEMA: Schema = Schema::new(&[Property::new("creationTime", Kind::Time)], 300);

/// The audit log of your organization, newest first: `from` and `until` (RFC 3339) name the period, at most 180 days
/// back, the last 30 days unless said otherwise; `category` and `partnersOnly=true` narrow it.
#[utoipa::path(
    get, path = "/v1.0/auditLogs/events", operation_id = "listAuditEvents", tag = "auditLogs",
    params(
        ("from" = Option<String>, Query, description = "Not before this moment"),
        ("until" = Option<String>, Query, description = "Before this moment"),
        ("category" = Option<String>, Query, description = "Only this category"),
        ("partnersOnly" = Option<bool>, Query, description = "Only what people of other organizations did"),
        ("$top" = Option<u32>, Query, description = "How many on a page, at most 300"),
        ("$skiptoken" = Option<String>, Query, description = "Where to go on; from @odata.nextLink"),
    ),
    responses((status = 200, body = List<AuditEvent>), (status = 403), (status = 422)),
)]
async fn list(
    State(web): State<Web>,
    Client(caller): Client,
    uri: Uri,
    fields: Fields,
) -> ApiResult<List<AuditEvent>> {
    let query = Query::parse(fields.fields(), &SCHEMA).map_err(|error| {
        Refusal::Invalid(Code::BadQuery, vec![Fault::new("query", Code::BadQuery).detail(error)])
    })?;
    let now = web.app.clock.now();
    let moment = |field: &str, otherwise: Time| match fields.text(field) {
        "" => Ok(otherwise),
        text => text.parse().map_err(|_| Refusal::field(field, Code::BadPeriod)),
    };
    let last = Period::last(30, now);
    let period = Period::new(moment("from", last.from())?, moment("until", last.until())?, now)?;
    let category = fields.text("category");
    let wanted = Wanted {
        from: Some(period.from()),
        until: Some(period.until()),
        category: (!category.is_empty()).then(|| category.to_owned()),
        only_others: fields.text("partnersOnly") == "true",
        subject: None,
    };
    let before = query.skip_token.as_deref().map(cursor::read).transpose()?;
    let page = Page::of(query.top.map_or(100, i64::from));
    let answer = ask(&web.app, &caller, &ListEvents { wanted, before, page }).await?;
    let token = match answer.items.last() {
        Some(last) if answer.has_more => Some(cursor::write(&last.sequence)?),
        _ => None,
    };
    Ok(List {
        count: None,
        value: answer.items.into_iter().map(shape).collect(),
        next_link: next_link(&web, &uri, token),
    })
}

fn shape(line: Line) -> AuditEvent {
    AuditEvent {
        id: line.event_id,
        sequence: line.sequence,
        creation_time: line.at.to_string(),
        kind: line.kind,
        category: line.category,
        operation: line.operation,
        result_status: line.result,
        tenant_id: line.target_id,
        object_id: line.subject_id,
        object_name: line.subject_name,
        user_id: line.actor_id,
        user_tenant_id: line.actor_tenant_id,
        user_name: line.actor_name,
        role: line.via_role,
        request_id: line.request_id,
        address: line.address,
        changes: line
            .changes
            .into_iter()
            .map(|change| AuditChange { field: change.field, before: change.before, after: change.after })
            .collect(),
        digest: line.digest,
    }
}
