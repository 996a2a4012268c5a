//! Recording an issue over rooms.

use axum::{extract::State, response::Response};
use domain::{
    id::{Id, Issue as RecordedIssue, Organization},
    query::{Comparison, Filter, Literal, Path},
};
use service::{
    Caller, Page, Realm, Wanted, ask_where_allowed, run,
    tickets::{Among, ListTickets, Owned, RecordIssue},
};
use uuid::Uuid;
use wire::tickets::{Issue, NewIssue};

use super::item;
use crate::{
    answer::{ApiResult, Body, created},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Records an issue: each of the rooms is unhealthy until its ticket is resolved.
#[utoipa::path(post, path = "/v1.0/issues", operation_id = "recordIssue", tag = "tickets", request_body = NewIssue,
    responses((status = 201, body = Issue), (status = 403), (status = 422)))]
pub(super) async fn record(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewIssue>,
) -> ApiResult<Response> {
    add(&web, &caller, Realm::Own, caller.person.organization, new).await
}

/// Records an issue on behalf of a customer, over rooms that are yours to work on.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/issues", operation_id = "recordManagedTenantIssue", tag = "managedTenants",
    request_body = NewIssue, params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 201, body = Issue), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn record_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Body(new): Body<NewIssue>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    add(&web, &caller, Realm::Customer(tenant), tenant, new).await
}

async fn add(
    web: &Web,
    caller: &Caller,
    realm: Realm,
    tenant: Id<Organization>,
    new: NewIssue,
) -> ApiResult<Response> {
    let command = RecordIssue {
        tenant,
        description: new.description,
        rooms: new.room_ids.into_iter().map(Id::new).collect(),
        is_high_impact: new.is_high_impact,
    };
    let issue = run(&web.app, caller, command).await?;
    recorded(web, caller, realm, issue).await
}

/// Answers with an issue that was recorded, as far as the caller sees its tickets.
pub(in crate::api) async fn recorded(
    web: &Web,
    caller: &Caller,
    realm: Realm,
    issue: Id<RecordedIssue>,
) -> ApiResult<Response> {
    let filter = Filter::Compare {
        path: Path::Own("issueId"),
        operator: Comparison::Eq,
        literal: Literal::Id(issue.uuid()),
    };
    let wanted = Wanted { filter: Some(filter), page: Page::of(200), ..Wanted::default() };
    let question = ListTickets { realm, wanted, among: Among::All, owned: Owned::Anybody, counts: false };
    // Whoever may record but not look gets the identifier alone.
    let found = ask_where_allowed(&web.app, caller, &question).await?;
    let tickets = found.map(|found| found.tickets).unwrap_or_default();
    let list = match realm {
        Realm::Customer(tenant) => format!("/v1.0/managedTenants/{tenant}/tickets"),
        _ => "/v1.0/tickets".to_owned(),
    };
    let address = format!("{list}?$filter=issueId%20eq%20{issue}");
    Ok(created(address, Issue { id: issue.uuid(), tickets: tickets.into_iter().map(item).collect() }))
}
