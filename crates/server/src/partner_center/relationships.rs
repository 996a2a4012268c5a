//! `/v1/relationships` and `/v1/customers/{id}/relationships`: the indirect resellers of one's organization, and the one behind a customer
//! (R-309, §4.8).

use axum::{Json, extract::State, response::Response};
use domain::{
    distribution::Part,
    id::{Id, Organization},
    query::Filter,
};
use service::{
    Code, Refusal, ask,
    distributions::{DistributionRow, Distributions, SCHEMA},
    reseller_relationships::Customer,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::partner_center::{
    CollectionLinks, PartnerRelationship, ResourceAttributes, ResourceCollection, ResourceLink,
};

use super::collection::Paging;
use crate::{answer::ApiResult, caller::Client, form::Fields, path::ApiPath, web::Web};

/// What an organization is to its indirect resellers.
const TYPE: &str = "is_indirect_cloud_solution_provider_of";

/// Every operation on relationships.
pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(of_customer))
}

/// The indirect resellers of your organization, by name.
#[utoipa::path(
    get, path = "/v1/relationships", operation_id = "listPartnerRelationshipsOfType", tag = "partnerCenter",
    params(
        ("relationship_type" = String, Query, description = "`IsIndirectCloudSolutionProviderOf`"),
        ("MS-ContinuationToken" = Option<String>, Header, description = "Where the page begins, as the page before told"),
    ),
    responses((status = 200, body = ResourceCollection<PartnerRelationship>), (status = 400), (status = 403)),
)]
async fn list(
    State(web): State<Web>,
    Client(caller): Client,
    fields: Fields,
    paging: Paging,
) -> ApiResult<Response> {
    let asked: String = fields.text("relationship_type").chars().filter(|c| *c != '_').collect();
    if !asked.eq_ignore_ascii_case("IsIndirectCloudSolutionProviderOf") {
        return Err(Refusal::field("relationship_type", Code::UnknownValue).into());
    }
    let mut wanted = paging.wanted.clone();
    let condition = format!("part eq '{}'", Part::Reseller.key());
    let filter = Filter::parse(&condition, &SCHEMA);
    wanted.filter = Some(filter.map_err(|_| Refusal::field("relationship_type", Code::UnknownValue))?);
    let found = ask(&web.app, &caller, &Distributions { wanted, count: true }).await?.found;
    paging.answer(found.page, found.count.unwrap_or_default(), shape)
}

/// The indirect reseller for which your organization provides at a customer, if there is one.
#[utoipa::path(
    get, path = "/v1/customers/{customerId}/relationships", operation_id = "listPartnerCustomerRelationships",
    tag = "partnerCenter", params(("customerId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = ResourceCollection<PartnerRelationship>), (status = 403), (status = 404)),
)]
async fn of_customer(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<Json<ResourceCollection<PartnerRelationship>>> {
    let record = ask(&web.app, &caller, &Customer { tenant: Id::new(tenant) }).await?;
    let country = record.row.indirect_reseller_country;
    let of = |(id, name): (Id<Organization>, String)| told(id.uuid(), name, country);
    let items: Vec<_> = record.row.indirect_reseller.map(of).into_iter().collect();
    let this = ResourceLink {
        uri: format!("/customers/{tenant}/relationships"),
        method: "GET".to_owned(),
        headers: Vec::new(),
    };
    Ok(Json(ResourceCollection {
        total_count: i64::try_from(items.len()).unwrap_or(i64::MAX),
        items,
        links: CollectionLinks { this, next: None },
        attributes: ResourceAttributes::of("Collection"),
    }))
}

fn shape(row: DistributionRow) -> PartnerRelationship {
    told(row.other.uuid(), row.name, Some(row.country))
}

fn told(id: Uuid, name: String, location: Option<String>) -> PartnerRelationship {
    PartnerRelationship {
        id,
        name,
        relationship_type: TYPE.to_owned(),
        mpn_id: None,
        location,
        state: "active".to_owned(),
        attributes: ResourceAttributes::of("PartnerRelationship"),
    }
}
