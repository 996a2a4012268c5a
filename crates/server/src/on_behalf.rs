//! How a request says that it acts on behalf of a customer: pages by their address, calls of the API by a header. What may
//! be done then is the engine's to say.

use axum::http::{HeaderMap, HeaderValue};
use domain::{
    id::{Id, Organization},
    organization::Language,
};
use service::{Code, Refusal, service_portals::ServiceLink};
use utoipa::openapi::{
    ObjectBuilder, OpenApi, RefOr, Required, Type,
    path::{ParameterBuilder, ParameterIn},
};
use uuid::Uuid;

use crate::{i18n::Translator, web::Web};

/// Below this and the identifier of a customer stand the pages on which somebody acts on its behalf.
pub const PAGES: &str = "/on-behalf";

/// By what Steward's own rooms are told apart among the services of a customer; the same everywhere.
const ROOMS: Uuid = Uuid::from_u128(0x5f0b_1c52_6e0d_4b7a_9a53_2f6d_1c8e_7a41);

/// The rooms of a customer as one of its services, beside the portals that the operator registered: where they open on its behalf.
pub(crate) fn rooms_of(web: &Web, customer: Id<Organization>) -> ServiceLink {
    let server = web.app.settings.public_url.trim_end_matches('/');
    ServiceLink {
        id: Id::new(ROOMS),
        name: Translator::new(Language::English, "UTC").t("customer-rooms"),
        url: format!("{server}{PAGES}/{customer}/rooms"),
    }
}

/// The header of calls.
const HEADER: &str = "Steward-On-Behalf";

/// What the addresses of customers begin with in the API.
const CUSTOMERS: &str = "/v1.0/managedTenants/{tenantId}/";

/// The customer on whose behalf the pages of an address are.
pub(crate) fn by_address(path: &str) -> Option<Id<Organization>> {
    let rest = path.strip_prefix(PAGES)?.strip_prefix('/')?;
    rest.split('/').next()?.parse().ok()
}

/// Whether a call acts on behalf of the customer it names.
pub(crate) fn by_header(headers: &HeaderMap) -> Result<bool, Refusal> {
    match headers.get(HEADER).map(HeaderValue::as_bytes) {
        None | Some(b"false") => Ok(false),
        Some(b"true") => Ok(true),
        Some(_) => Err(Refusal::field(HEADER, Code::InvalidValue)),
    }
}

/// Adds the header to the description of what is about one customer.
pub(crate) fn describe(document: &mut OpenApi) {
    let paths = document.paths.paths.iter_mut().filter(|(path, _)| path.starts_with(CUSTOMERS));
    for (_, item) in paths {
        let methods = [&mut item.get, &mut item.post, &mut item.patch, &mut item.put, &mut item.delete];
        for operation in methods.into_iter().flatten() {
            let header = ParameterBuilder::new()
                .name(HEADER)
                .parameter_in(ParameterIn::Header)
                .required(Required::False)
                .description(Some(
                    "Whether you act on behalf of the customer, by a directory role that it delegated",
                ))
                .schema(Some(ObjectBuilder::new().schema_type(Type::Boolean)))
                .build();
            operation.parameters.get_or_insert_default().push(RefOr::T(header));
        }
    }
}
