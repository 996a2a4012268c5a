//! `/v1.0/reports`: figures of one's own rooms, of one customer's, or of all customers', over a span of days.

mod asked;
mod rate;
mod received;
mod shapes;
mod subscriptions;

use axum::Json;
use domain::{
    id::{Id, Room},
    report::Span,
};
use service::{
    Realm,
    reports::{HealthOf, InsightOf, OverviewOf, RoomReportOf, UsageOf},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::reports::{HealthReport, InsightReport, OverviewReport, RoomReport, UsageReport};

use self::asked::{Call, ReportParams, RoomParams};
use crate::{answer::ApiResult, path::ApiPath, web::Web};

/// Every operation on reports.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(overview))
        .routes(routes!(overview_everywhere))
        .routes(routes!(overview_there))
        .routes(routes!(health))
        .routes(routes!(health_everywhere))
        .routes(routes!(health_there))
        .routes(routes!(usage))
        .routes(routes!(usage_everywhere))
        .routes(routes!(usage_there))
        .routes(routes!(call_quality))
        .routes(routes!(call_quality_everywhere))
        .routes(routes!(call_quality_there))
        .routes(routes!(insight))
        .routes(routes!(insight_everywhere))
        .routes(routes!(insight_there))
        .routes(routes!(room))
        .routes(routes!(room_there))
        .merge(rate::routes())
        .merge(received::routes())
        .merge(subscriptions::routes())
}

/// A report of one's own rooms, of all customers', and of one customer's: three operations that ask the same.
macro_rules! report {
    ($name:ident, $id:literal, $word:literal, $shape:ty, $answer:ident, $params:ty, $what:tt,
     $what_everywhere:tt, $everywhere:ident, $managed:literal, $what_there:tt, $there:ident, $of_tenant:literal) => {
        #[doc = $what]
        #[utoipa::path(get, path = concat!("/v1.0/reports/", $word), operation_id = $id, tag = "reports",
            params($params), responses((status = 200, body = $shape), (status = 403), (status = 422)))]
        async fn $name(call: Call) -> ApiResult<Json<$shape>> {
            $answer(&call, Realm::Own).await
        }

        #[doc = $what_everywhere]
        #[utoipa::path(get, path = concat!("/v1.0/managedTenants/reports/", $word), operation_id = $managed,
            tag = "managedTenants", params($params),
            responses((status = 200, body = $shape), (status = 403), (status = 422)))]
        async fn $everywhere(call: Call) -> ApiResult<Json<$shape>> {
            $answer(&call, Realm::AllCustomers).await
        }

        #[doc = $what_there]
        #[utoipa::path(get, path = concat!("/v1.0/managedTenants/{tenantId}/reports/", $word), operation_id = $of_tenant,
            tag = "managedTenants", params(("tenantId" = Uuid, Path, description = "The customer"), $params),
            responses((status = 200, body = $shape), (status = 403), (status = 404), (status = 422)))]
        async fn $there(call: Call, ApiPath(tenant): ApiPath<Uuid>) -> ApiResult<Json<$shape>> {
            $answer(&call, Realm::Customer(Id::new(tenant))).await
        }
    };
}

report!(
    overview,
    "getOverviewReport",
    "overview",
    OverviewReport,
    answer_overview,
    ReportParams,
    "Overview of your organization's rooms: tickets, health against the average of what you see, the most and the least reliable.",
    "Overview of the rooms of all of your customers: tickets, health against the average of what you see, the most and the least reliable.",
    overview_everywhere,
    "getManagedOverviewReport",
    "Overview of the rooms of one customer: tickets, health against the average of what you see, the most and the least reliable.",
    overview_there,
    "getManagedTenantOverviewReport"
);
report!(
    health,
    "getHealthReport",
    "health",
    HealthReport,
    answer_health,
    RoomParams,
    "Health of your organization's rooms: unhealthy days, and the meetings that suffered.",
    "Health of the rooms of all of your customers: unhealthy days, and the meetings that suffered.",
    health_everywhere,
    "getManagedHealthReport",
    "Health of the rooms of one customer: unhealthy days, and the meetings that suffered.",
    health_there,
    "getManagedTenantHealthReport"
);
report!(
    usage,
    "getUsageReport",
    "usage",
    UsageReport,
    answer_usage,
    RoomParams,
    "Usage of your organization's rooms: bookings, meetings and calls.",
    "Usage of the rooms of all of your customers: bookings, meetings and calls.",
    usage_everywhere,
    "getManagedUsageReport",
    "Usage of the rooms of one customer: bookings, meetings and calls.",
    usage_there,
    "getManagedTenantUsageReport"
);
report!(
    call_quality,
    "getCallQualityReport",
    "callQuality",
    UsageReport,
    answer_call_quality,
    RoomParams,
    "Call quality of your organization's rooms: those with calls, and how these went.",
    "Call quality of the rooms of all of your customers: those with calls, and how these went.",
    call_quality_everywhere,
    "getManagedCallQualityReport",
    "Call quality of the rooms of one customer: those with calls, and how these went.",
    call_quality_there,
    "getManagedTenantCallQualityReport"
);
report!(
    insight,
    "getInsightReport",
    "insight",
    InsightReport,
    answer_insight,
    ReportParams,
    "Insight of your organization's rooms: what was found and done, and what that is worth.",
    "Insight of the rooms of all of your customers: what was found and done, and what that is worth.",
    insight_everywhere,
    "getManagedInsightReport",
    "Insight of the rooms of one customer: what was found and done, and what that is worth.",
    insight_there,
    "getManagedTenantInsightReport"
);

async fn answer_overview(call: &Call, realm: Realm) -> ApiResult<Json<OverviewReport>> {
    let asked = call.asked(realm)?;
    let found = call.ask(&OverviewOf(asked)).await?;
    Ok(Json(shapes::overview(asked.span, found, realm == Realm::Own)))
}

async fn answer_health(call: &Call, realm: Realm) -> ApiResult<Json<HealthReport>> {
    let asked = call.asked(realm)?;
    let found = call.ask(&HealthOf { asked, page: call.page()? }).await?;
    Ok(Json(shapes::health(asked.span, found)))
}

async fn answer_usage(call: &Call, realm: Realm) -> ApiResult<Json<UsageReport>> {
    used(call, realm, false).await
}

async fn answer_call_quality(call: &Call, realm: Realm) -> ApiResult<Json<UsageReport>> {
    used(call, realm, true).await
}

async fn used(call: &Call, realm: Realm, with_calls: bool) -> ApiResult<Json<UsageReport>> {
    let asked = call.asked(realm)?;
    let (order, descending) = call.order()?;
    let question = UsageOf { asked, with_calls, order, descending, page: call.page()? };
    let found = call.ask(&question).await?;
    Ok(Json(shapes::usage(asked.span, found)))
}

async fn answer_insight(call: &Call, realm: Realm) -> ApiResult<Json<InsightReport>> {
    let asked = call.asked(realm)?;
    let found = call.ask(&InsightOf(asked)).await?;
    Ok(Json(shapes::insight(asked.span, found)))
}

/// One of your organization's rooms in reports: its days, and its calls with their streams.
#[utoipa::path(get, path = "/v1.0/rooms/{roomId}/report", operation_id = "getRoomReport", tag = "reports",
    params(("roomId" = Uuid, Path, description = "The room"), ReportParams),
    responses((status = 200, body = RoomReport), (status = 403), (status = 404), (status = 422)))]
async fn room(call: Call, ApiPath(room): ApiPath<Uuid>) -> ApiResult<Json<RoomReport>> {
    of_room(&call, Realm::Own, room).await
}

/// A room of one customer in reports: its days, and its calls with their streams.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/rooms/{roomId}/report",
    operation_id = "getManagedTenantRoomReport", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("roomId" = Uuid, Path, description = "The room"),
        ReportParams),
    responses((status = 200, body = RoomReport), (status = 403), (status = 404), (status = 422)))]
async fn room_there(
    call: Call,
    ApiPath((tenant, room)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<RoomReport>> {
    of_room(&call, Realm::Customer(Id::new(tenant)), room).await
}

async fn of_room(call: &Call, realm: Realm, room: Uuid) -> ApiResult<Json<RoomReport>> {
    let room: Id<Room> = Id::new(room);
    let asked = call.asked(realm)?;
    let span: Span = asked.span;
    let found = call.ask(&RoomReportOf { asked, room }).await?;
    Ok(Json(shapes::room(span, found)))
}
