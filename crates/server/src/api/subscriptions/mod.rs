//! `/v1.0/subscriptions` of one's own organization, and `/v1.0/customers/{tenantId}/subscriptions` of a customer: the same things from both
//! sides. What both share stands in [`shapes`] and [`steps`].

mod customers;
mod own;
mod shapes;
mod steps;

use utoipa_axum::router::OpenApiRouter;

use crate::web::Web;

/// Every operation on subscriptions.
pub fn routes() -> OpenApiRouter<Web> {
    own::routes().merge(customers::routes())
}
