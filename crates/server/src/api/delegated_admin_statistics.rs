//! `/v1.0/customers/delegatedAdminStatistics`: how delegated admin privileges are used, and giving several of them back.

use axum::{extract::State, response::Response};
use domain::{id::Id, organization::Language, query::Schema};
use service::{
    Refusal,
    delegated_admin_statistics::{DelegatedAdminStatistics, Returned, SCHEMA, Statistics, return_many},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    bulk_assignments::BulkError,
    delegated_admin_statistics::{DelegatedAdminStatistics as Shape, ReturnOfPrivileges, ReturnedPrivileges},
};

use crate::{
    answer::{ApiResult, Body, List, etag},
    api::collection::{Asking, Item},
    caller::Client,
    i18n::Translator,
    web::Web,
};

impl Item for Shape {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`inactiveSinceDateTime le 2026-09-01T00:00:00Z`";
}

/// Every operation on the use of delegated admin privileges.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(give_back))
}

/// The customers that granted delegated admin privileges to your organization, those idle longest first unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/customers/delegatedAdminStatistics", operation_id = "listDelegatedAdminStatistics",
    tag = "customers", params(Asking<Shape>),
    responses((status = 200, body = List<Shape>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<Shape>) -> ApiResult<Response> {
    let question = DelegatedAdminStatistics { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shape)
}

/// Gives the delegated admin privileges at up to 200 customers back, each decided and written on its own, in the order in which they are
/// named; the relationships stay.
#[utoipa::path(
    post, path = "/v1.0/customers/returnDelegatedAdminPrivileges",
    operation_id = "returnManyDelegatedAdminPrivileges", tag = "customers", request_body = ReturnOfPrivileges,
    responses((status = 200, body = List<ReturnedPrivileges>), (status = 403), (status = 422)),
)]
async fn give_back(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<ReturnOfPrivileges>,
) -> ApiResult<List<ReturnedPrivileges>> {
    let customers = sent.tenant_ids.into_iter().map(Id::new).collect();
    let told = return_many(&web.app, &caller, customers, sent.mail_customers).await?;
    let english = Translator::new(Language::English, "UTC");
    let value = told.into_iter().map(|returned| result(&english, returned)).collect();
    Ok(List { count: None, value, next_link: None })
}

fn result(english: &Translator, returned: Returned) -> ReturnedPrivileges {
    let error = returned.refused.map(|refusal| {
        let code = refusal.code().as_str();
        let missing = match &refusal {
            Refusal::Denied(_, Some(requirement)) => Some(requirement.key().to_owned()),
            _ => None,
        };
        BulkError { code: code.to_owned(), message: english.word("error-", code), missing }
    });
    ReturnedPrivileges { tenant_id: returned.tenant.uuid(), error }
}

fn shape(it: Statistics) -> Shape {
    let row = it.row;
    Shape {
        etag: etag(row.stamp),
        tenant_id: row.tenant.uuid(),
        display_name: row.name,
        default_domain: row.domain,
        enabled_since_date_time: row.since.to_string(),
        enabled_days: it.enabled_days,
        last_used_date_time: row.last_used.map(|at| at.to_string()),
        inactive_since_date_time: row.idle_since.to_string(),
        inactive_days: it.inactive_days,
        agents_last_day: row.agents,
        uses_last_day: row.uses,
        recommendation: it.recommendation.key().to_owned(),
    }
}
