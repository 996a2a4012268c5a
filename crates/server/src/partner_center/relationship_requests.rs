//! `/v1/customers/relationshiprequests`: the link that asks customers for a reseller relationship (R-301, §4.8).

use axum::{Json, extract::State};
use domain::{distribution::Asks, query::Filter};
use service::{
    Refusal, Wanted, ask,
    reseller_requests::{ListResellerRequests, MakeResellerRequest, ResellerRequestOf, SCHEMA},
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::partner_center::{RelationshipRequest, ResourceAttributes};

use crate::{answer::ApiResult, caller::Client, web::Web};

/// Where on the page the published link leads; ours has the request on top, so that it changes nothing.
const ANCHOR: &str = "#/BillingAccounts/partner-invitation";

/// The one operation.
pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(read))
}

/// The link of your newest request that was not revoked; where there is none, a request is made. It asks for delegated admin privileges
/// too, where the operator lets reseller relationships carry them.
#[utoipa::path(
    get, path = "/v1/customers/relationshiprequests", operation_id = "getRelationshipRequest", tag = "partnerCenter",
    responses((status = 200, body = RelationshipRequest), (status = 403)),
)]
async fn read(State(web): State<Web>, Client(caller): Client) -> ApiResult<Json<RelationshipRequest>> {
    let with_privileges = web.app.settings.privileges_with_reseller;
    let open = format!(
        "revoked eq false and delegatedAdminPrivileges eq {with_privileges} and asks eq 'customer' and indirectProviderId eq null"
    );
    let filter = Filter::parse(&open, &SCHEMA).map_err(|error| Refusal::Bug(Box::new(error)))?;
    let wanted = Wanted { filter: Some(filter), ..Wanted::first(1) };
    let found = ask(&web.app, &caller, &ListResellerRequests { wanted, count: false }).await?;
    let shown = if let Some(shown) = found.page.items.into_iter().next() {
        shown
    } else {
        let request =
            run(&web.app, &caller, MakeResellerRequest { with_privileges, asks: Asks::Customer }).await?;
        ask(&web.app, &caller, &ResellerRequestOf { request }).await?
    };
    let link = shown.link.ok_or(Refusal::Missing)?;
    let url = format!("{}{ANCHOR}", link.as_str());
    Ok(Json(RelationshipRequest { url, attributes: ResourceAttributes::of("RelationshipRequest") }))
}
