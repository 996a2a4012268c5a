//! The Partner Center surface (`/v1` and `/webhooks/v1`): the same use cases as `/v1.0` for clients that know the published one. One file for each resource;
//! its conventions differ (attributes, collections, errors, headers) and stand in [`answer`], [`body`] and [`collection`].
//!
//! Invariant: a refusal in this surface is told in its form, wherever it was made.

mod answer;
mod audit_records;
mod batch_job_status;
mod body;
mod collection;
mod customers;
mod device_batches;
mod device_policy_updates;
mod directory_roles;
mod locale;
mod new_customer;
mod policies;
mod relationship_requests;
mod relationships;
mod subscriptions;
mod webhooks;

pub use answer::tell;
pub(crate) use batch_job_status::describe;
pub(crate) use webhooks::certificate;

use utoipa_axum::router::OpenApiRouter;

use crate::web::Web;

/// The header by which a client names a request: repeated under the same name, it is answered and not done again.
pub(crate) const REQUEST_ID: &str = "MS-RequestId";

/// Every operation of the surface, with its description.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .merge(relationship_requests::routes())
        .merge(relationships::routes())
        .merge(customers::routes())
        .merge(new_customer::routes())
        .merge(directory_roles::routes())
        .merge(audit_records::routes())
        .merge(policies::routes())
        .merge(device_batches::routes())
        .merge(device_policy_updates::routes())
        .merge(batch_job_status::routes())
        .merge(subscriptions::routes())
        .merge(webhooks::routes())
}

/// Whether an address belongs to the surface.
pub(crate) fn is_at(path: &str) -> bool {
    path.starts_with("/v1/") || path.starts_with("/webhooks/v1/")
}
