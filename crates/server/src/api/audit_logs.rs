//! `/v1.0/auditLogs/events`: the log of one's own organization.

use axum::response::Response;
use domain::{query::Schema, time::Time};
use service::{
    Code, Refusal,
    audit_log::{Line, ListEvents, Period, SCHEMA},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::audit_logs::{AuditChange, AuditEvent};

use super::collection::{Asking, Item};
use crate::{
    answer::{ApiResult, List},
    web::Web,
};

impl Item for AuditEvent {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`category eq 'Room' and resultStatus eq 'Failed'`, `sequence gt 4711` or, for what \
         people of other organizations did, `userTenantId ne … and userTenantId ne null`";
}

/// Every operation on the audit log.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list))
}

/// The audit log of your organization, newest first: all that it offers, which is 180 days, unless `from` and `until`
/// (RFC 3339) name a shorter period.
#[utoipa::path(
    get, path = "/v1.0/auditLogs/events", operation_id = "listAuditEvents", tag = "auditLogs",
    params(
        ("from" = Option<String>, Query, description = "Not before this moment, at most 180 days back"),
        ("until" = Option<String>, Query, description = "Before this moment"),
        Asking<AuditEvent>,
    ),
    responses((status = 200, body = List<AuditEvent>), (status = 400), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<AuditEvent>) -> ApiResult<Response> {
    let now = asking.web.app.clock.now();
    let moment = |field: &str, otherwise: Time| match asking.fields.text(field) {
        "" => Ok(otherwise),
        text => text.parse().map_err(|_| Refusal::field(field, Code::BadPeriod)),
    };
    let whole = Period::whole(now);
    let period = Period::new(moment("from", whole.from())?, moment("until", whole.until())?, now)?;
    let question = ListEvents { period, wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shape)
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
        application_id: line.application_id,
        application_name: line.application_name,
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
