//! `/v1/customers`: the customers that buy from one's organization (R-303, R-308, R-310, §4.8).

use axum::{Json, extract::State, response::Response};
use domain::{
    id::{Id, Organization},
    query::Filter,
};
use serde::Deserialize;
use service::{
    Caller, Code, Fault, Page, Refusal, ask,
    reseller_relationships::{
        CUSTOMERS, Customer, Customers, EndReseller, Record, ResellerRow, ReturnPrivileges,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::partner_center::{
    CompanyAddress, CompanyProfile, CustomerBillingProfile, PartnerCustomer, PartnerCustomerChange,
    ResourceAttributes, ResourceCollection,
};

use super::{body::Sent, collection::Paging};
use crate::{
    answer::{ApiResult, IfMatch, etag},
    caller::Client,
    form::Fields,
    path::ApiPath,
    web::Web,
};

/// The largest page.
const LARGEST_PAGE: i64 = 500;

/// Every operation on customers.
pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(read, change))
}

/// The customers that buy from your organization, by name.
#[utoipa::path(
    get, path = "/v1/customers", operation_id = "listPartnerCustomers", tag = "partnerCenter",
    params(
        ("size" = Option<i64>, Query, description = "How many on a page, at most 500"),
        ("filter" = Option<String>, Query,
            description = "`{\"Field\":\"CompanyName\",\"Value\":\"con\",\"Operator\":\"starts_with\"}`; the field is \
                `CompanyName`, `Domain` or `IndirectReseller`"),
        ("MS-ContinuationToken" = Option<String>, Header, description = "Where the page begins, as the page before told"),
    ),
    responses((status = 200, body = ResourceCollection<PartnerCustomer>), (status = 400), (status = 403)),
)]
async fn list(
    State(web): State<Web>,
    Client(caller): Client,
    fields: Fields,
    paging: Paging,
) -> ApiResult<Response> {
    let mut wanted = paging.wanted.clone();
    if let Some(size) = size(fields.text("size"))? {
        wanted.page = Page::of(size);
    }
    wanted.filter = filter(fields.text("filter"))?;
    let found = ask(&web.app, &caller, &Customers { wanted, count: true }).await?;
    paging.answer(found.page, found.count.unwrap_or_default(), shape)
}

/// One customer, with as much as the relationship allows.
#[utoipa::path(
    get, path = "/v1/customers/{customerId}", operation_id = "getPartnerCustomer", tag = "partnerCenter",
    params(("customerId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = PartnerCustomer), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<Json<PartnerCustomer>> {
    Ok(Json(shape_of_one(one(&web, &caller, Id::new(tenant)).await?)))
}

/// Ends the reseller relationship (`relationshipToPartner` is `none`), or gives the delegated admin privileges back
/// (`allowDelegatedAccess` is `false`).
#[utoipa::path(
    patch, path = "/v1/customers/{customerId}", operation_id = "updatePartnerCustomer", tag = "partnerCenter",
    request_body = PartnerCustomerChange,
    params(("customerId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = PartnerCustomer), (status = 400), (status = 403), (status = 404), (status = 409)),
)]
async fn change(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    matches: IfMatch,
    Sent(sent): Sent<PartnerCustomerChange>,
) -> ApiResult<Json<PartnerCustomer>> {
    let (customer, stamp) = (Id::new(tenant), matches.optional());
    match (sent.relationship_to_partner.as_deref(), sent.allow_delegated_access) {
        (Some(word), None) if word.eq_ignore_ascii_case("none") => {
            let before = one(&web, &caller, customer).await?;
            run(&web.app, &caller, EndReseller { customer, stamp, typed: None }).await?;
            let mut ended = shape(before.row);
            "none".clone_into(&mut ended.relationship_to_partner);
            Ok(Json(PartnerCustomer { allow_delegated_access: Some(false), ..ended }))
        }
        (None, Some(false)) => {
            let give_back = ReturnPrivileges { customer, stamp, mails_customer: true };
            run(&web.app, &caller, give_back).await?;
            Ok(Json(shape_of_one(one(&web, &caller, customer).await?)))
        }
        (Some(_), None) => Err(Refusal::field("relationshipToPartner", Code::UnknownValue).into()),
        (None, Some(true)) => Err(Refusal::field("allowDelegatedAccess", Code::UnknownValue).into()),
        // One thing at a time: either of both may be refused.
        (Some(_), Some(_)) | (None, None) => {
            Err(Refusal::field("relationshipToPartner", Code::Required).into())
        }
    }
}

async fn one(web: &Web, caller: &Caller, tenant: Id<Organization>) -> Result<Record, Refusal> {
    ask(&web.app, caller, &Customer { tenant }).await
}

fn size(text: &str) -> Result<Option<i64>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    let size = text.parse().ok().filter(|size| (1..=LARGEST_PAGE).contains(size));
    size.map(Some).ok_or_else(|| Refusal::field("size", Code::UnknownValue))
}

/// A condition as clients write it (§4.8).
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Asked {
    field: String,
    value: String,
    operator: String,
}

fn filter(text: &str) -> Result<Option<Filter>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    let malformed = |why: &dyn std::fmt::Display| {
        Refusal::Invalid(Code::InvalidValue, vec![Fault::new("filter", Code::Malformed).detail(why)])
    };
    let asked: Asked = serde_json::from_str(text).map_err(|why| malformed(&why))?;
    let property = match asked.field.to_ascii_lowercase().as_str() {
        "companyname" => "displayName",
        "domain" => "defaultDomain",
        "indirectreseller" => "indirectResellerDisplayName",
        _ => return Err(Refusal::field("filter", Code::UnknownValue)),
    };
    if !asked.operator.eq_ignore_ascii_case("starts_with") {
        return Err(Refusal::field("filter", Code::UnknownValue));
    }
    let condition = format!("startswith({property},'{}')", asked.value.replace('\'', "''"));
    Filter::parse(&condition, &CUSTOMERS).map(Some).map_err(|why| malformed(&why))
}

fn shape(row: ResellerRow) -> PartnerCustomer {
    PartnerCustomer {
        id: row.tenant.uuid(),
        commerce_id: row.tenant.uuid(),
        relationship_to_partner: "reseller".to_owned(),
        associated_partner_id: row.indirect_reseller.as_ref().map(|(id, _)| id.uuid()),
        allow_delegated_access: None,
        custom_domains: None,
        billing_profile: None,
        attributes: ResourceAttributes { object_type: "Customer".to_owned(), etag: Some(etag(row.stamp)) },
        company_profile: CompanyProfile {
            tenant_id: row.tenant.uuid(),
            domain: row.customer_domain,
            company_name: row.customer_name,
            address: None,
            attributes: ResourceAttributes::of("CustomerCompanyProfile"),
        },
    }
}

/// Address and domains are told with delegated admin privileges alone (R-325), and to nobody whom the customer blocks (decision 8).
fn shape_of_one(record: Record) -> PartnerCustomer {
    let has_privileges = record.row.has_privileges;
    let tells = has_privileges && !record.is_barred;
    let address = tells.then(|| CompanyAddress { country: record.row.customer_country.clone() });
    let mut shown = shape(record.row);
    shown.company_profile.address.clone_from(&address);
    let billing = CustomerBillingProfile {
        company_name: shown.company_profile.company_name.clone(),
        default_address: address,
        attributes: ResourceAttributes {
            etag: shown.attributes.etag.clone(),
            ..ResourceAttributes::of("CustomerBillingProfile")
        },
    };
    PartnerCustomer {
        billing_profile: Some(billing),
        allow_delegated_access: Some(has_privileges),
        custom_domains: tells.then_some(record.domains),
        ..shown
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// §4.8: the filter of the published form, whatever its case; anything else is refused, not passed over.
    #[test]
    fn filters_are_read() {
        let asked = |text: &str| filter(text).map_err(|refusal| refusal.code());
        assert!(asked("").unwrap().is_none());
        for text in [
            r#"{"Field":"CompanyName","Value":"O'Hara","Operator":"starts_with"}"#,
            r#"{"Field":"domain","Value":"con","Operator":"Starts_With"}"#,
        ] {
            assert!(asked(text).unwrap().is_some(), "{text}");
        }
        for text in [
            "CompanyName",
            r#"{"Field":"Country","Value":"DE","Operator":"starts_with"}"#,
            r#"{"Field":"Domain","Value":"con","Operator":"equals"}"#,
        ] {
            assert!(asked(text).is_err(), "{text}");
        }
        assert_eq!(size("500").unwrap(), Some(500));
        assert!(size("501").is_err() && size("x").is_err());
    }
}
