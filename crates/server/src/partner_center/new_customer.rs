//! `POST /v1/customers`: adds a customer (R-391, R-420, §4.8).
//!
//! Invariant: the answer holds no credential. Where the published surface makes one up and tells the partner, Steward sends the customer the
//! way to set its own.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{added_customer::ADMINISTRATOR, organization::Language};
use service::{
    Code, Refusal,
    added_customers::{AddedCustomerOf, NewCustomer, add},
    ask,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::partner_center::{
    BillingProfile, CompanyProfile, CreatedPartnerCustomer, PartnerCustomerCreation, ResourceAttributes,
    UserCredentials,
};

use super::{answer::renamed, body::Sent};
use crate::{answer::ApiResult, caller::Client, web::Web};

const DOMAIN: &str = "companyProfile.domain";

/// The one operation.
pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(make))
}

/// Adds a customer, where the operator lets partners: an organization of its own, whose first administrator is invited by e-mail and answers
/// what you ask for. The answer holds no password.
#[utoipa::path(
    post, path = "/v1/customers", operation_id = "createPartnerCustomer", tag = "partnerCenter",
    request_body = PartnerCustomerCreation,
    responses(
        (status = 201, body = CreatedPartnerCustomer), (status = 400), (status = 403), (status = 429)
    ),
)]
async fn make(
    State(web): State<Web>,
    Client(caller): Client,
    Sent(sent): Sent<PartnerCustomerCreation>,
) -> ApiResult<Response> {
    let PartnerCustomerCreation { company_profile, billing_profile, .. } = sent;
    if sent.associated_partner_id.is_some() {
        return Err(Refusal::field("associatedPartnerId", Code::UnknownValue).into());
    }
    // Without such a domain nobody adds anything, which the use case says to those who may know.
    let label = match web.app.settings.customer_domain.as_ref() {
        Some(base) => below(&company_profile.domain, base.as_str())?,
        None => company_profile.domain,
    };
    let address = &billing_profile.default_address;
    let new = NewCustomer {
        name: billing_profile.company_name.clone(),
        country: address.country.clone(),
        label,
        language: language(&billing_profile),
        administrator: format!("{} {}", address.first_name, address.last_name).trim().to_owned(),
        mail: billing_profile.email.clone(),
        with_privileges: sent.allow_delegated_access,
        with_granular: sent.enable_gdap_by_default,
    };
    let customer = add(&web.app, &caller, new).await.map_err(|refusal| renamed(refusal, &PROPERTIES))?;
    let row = ask(&web.app, &caller, &AddedCustomerOf { customer }).await?;
    let made = CreatedPartnerCustomer {
        id: customer.uuid(),
        commerce_id: customer.uuid(),
        company_profile: CompanyProfile {
            tenant_id: customer.uuid(),
            domain: row.domain,
            company_name: row.name,
            address: None,
            attributes: ResourceAttributes::of("CustomerCompanyProfile"),
        },
        billing_profile,
        relationship_to_partner: "none".to_owned(),
        allow_delegated_access: false,
        user_credentials: UserCredentials { user_name: ADMINISTRATOR.to_owned() },
        attributes: ResourceAttributes::of("Customer"),
    };
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// The label of a domain below the one that is set aside.
fn below(domain: &str, base: &str) -> Result<String, Refusal> {
    let domain = domain.trim().to_lowercase();
    let label = domain.strip_suffix(base).and_then(|rest| rest.strip_suffix('.'));
    label.map(str::to_owned).ok_or_else(|| Refusal::field(DOMAIN, Code::UnknownValue))
}

/// The language that is asked for, if Steward speaks it.
fn language(billing: &BillingProfile) -> String {
    let asked = [billing.language.as_deref(), billing.culture.as_deref()];
    let known = |tag: &str| {
        let plain = tag.split('-').next().unwrap_or(tag).to_lowercase();
        Language::from_tag(tag).or_else(|| Language::from_tag(&plain))
    };
    asked.into_iter().flatten().find_map(known).map_or_else(String::new, |found| found.tag().to_owned())
}

/// What Steward calls otherwise than the surface.
const PROPERTIES: [(&str, &str); 7] = [
    ("displayName", "billingProfile.companyName"),
    ("country", "billingProfile.defaultAddress.country"),
    ("domainLabel", DOMAIN),
    ("administratorDisplayName", "billingProfile.defaultAddress.firstName"),
    ("mail", "billingProfile.email"),
    ("preferredLanguage", "billingProfile.language"),
    ("delegatedAdminPrivileges", "allowDelegatedAccess"),
];

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// §4.8: domains are told in full, and lie below the one that the operator set aside.
    #[test]
    fn domains_are_told_in_full() {
        let base = "customers.example.net";
        assert_eq!(below("Contoso.customers.example.net", base).unwrap(), "contoso");
        for domain in ["contoso.example", "customers.example.net", "xcustomers.example.net", ""] {
            assert!(below(domain, base).is_err(), "{domain}");
        }
    }
}
