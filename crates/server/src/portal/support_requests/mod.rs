//! Support requests: what partners ask on behalf of customers, in the Partner face; what is asked on behalf of one's own
//! organization, under Settings; and what the operator is asked. The same pages from three sides; what they offer is what the reader may do.

mod list;
mod new;
mod show;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{
    id::{Id, Organization, SupportRequest},
    organization::Face,
    support_request::{Side, Status},
};
use serde::Deserialize;
use service::Refusal;

use crate::{caller::Signed, portal::layout::Frame, web::Web};

/// The list of what is asked on behalf of one's own organization.
const OWN: &str = "/settings/support-requests";
/// The list over all customers.
const CUSTOMERS: &str = "/partner/support-requests";
/// The list of the operator.
const VENDOR: &str = "/operator/support-requests";

/// The pages of support requests.
pub fn routes() -> Router<Web> {
    Router::new()
        .route(OWN, get(list::own))
        .route("/settings/support-requests.csv", get(list::own_csv))
        .route(CUSTOMERS, get(list::customers))
        .route("/partner/support-requests.csv", get(list::customers_csv))
        .route(VENDOR, get(list::vendor))
        .route("/operator/support-requests.csv", get(list::vendor_csv))
        .route("/partner/customers/{tenant}/support-requests/new", get(new::form).post(new::save))
        .route("/settings/support-requests/{request}", get(show::own))
        .route("/settings/support-requests/{request}/messages", post(show::write_own))
        .route("/settings/support-requests/{request}/close", post(show::close_own))
        .route("/partner/customers/{tenant}/support-requests/{request}", get(show::customers))
        .route("/partner/customers/{tenant}/support-requests/{request}/messages", post(show::write_customers))
        .route("/partner/customers/{tenant}/support-requests/{request}/close", post(show::close_customers))
        .route("/operator/support-requests/{tenant}/{request}", get(show::vendor))
        .route("/operator/support-requests/{tenant}/{request}/messages", post(show::write_vendor))
        .route("/operator/support-requests/{tenant}/{request}/close", post(show::close_vendor))
}

/// A customer that an address names.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Whose {
    tenant: Id<Organization>,
}

/// A request that an address names.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Named {
    tenant: Option<Id<Organization>>,
    request: Id<SupportRequest>,
}

/// Where a side has its list.
const fn list_of(side: Side) -> &'static str {
    match side {
        Side::Partner => CUSTOMERS,
        Side::Customer => OWN,
        Side::Vendor => VENDOR,
    }
}

/// Where a side has a request.
fn address(side: Side, tenant: Id<Organization>, request: Id<SupportRequest>) -> String {
    match side {
        Side::Partner => format!("/partner/customers/{tenant}/support-requests/{request}"),
        Side::Customer => format!("{OWN}/{request}"),
        Side::Vendor => format!("{VENDOR}/{tenant}/{request}"),
    }
}

/// The frame of a page of a side.
async fn frame(web: &Web, signed: &Signed, side: Side) -> Result<Frame, Refusal> {
    let (face, entry) = match side {
        Side::Partner => (Face::Partner, "customer-support-requests"),
        Side::Customer => (Face::Rooms, "support-requests"),
        Side::Vendor => (Face::Operator, "vendor-support-requests"),
    };
    Frame::of(web, signed, face, entry).await
}

/// The colour of a status.
const fn tone(status: &Status) -> &'static str {
    match status {
        Status::Open => "badge-warn",
        Status::Answered => "badge-good",
        Status::Closed => "",
    }
}
