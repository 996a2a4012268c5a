//! The days of the preset rings set at many customers at once, with a result for each.

use axum::extract::State;
use domain::id::Id;
use service::{
    Refusal,
    update_rings::{self, DaysForm},
};
use wire::bulk::{BulkRingDays, BulkRingDaysResult, RingDays};

use crate::{
    answer::{ApiResult, Body, List},
    api::bulk::told,
    caller::Client,
    web::Web,
};

/// Sets the days of Staging, General and Executive at up to 200 customers, each decided and written on its own, in the order in which they
/// are named: at each of them all that is named, or nothing.
#[utoipa::path(post, path = "/v1.0/managedTenants/updateRings/bulk", operation_id = "setManagedUpdateRingDays", tag = "managedTenants",
    request_body = BulkRingDays,
    responses((status = 200, body = List<BulkRingDaysResult>), (status = 403), (status = 422)))]
pub(super) async fn set_days(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<BulkRingDays>,
) -> ApiResult<List<BulkRingDaysResult>> {
    let customer = |tenant| caller.person.customer(Id::new(tenant));
    let tenants = sent.tenant_ids.into_iter().map(customer).collect::<Result<Vec<_>, Refusal>>()?;
    let days = DaysForm {
        staging: written(sent.rings.staging),
        general: written(sent.rings.general),
        executive: written(sent.rings.executive),
    };
    let done = update_rings::set_days(&web.app, &caller, &days, tenants).await?;
    Ok(told(done, |tenant_id, _, error| BulkRingDaysResult { tenant_id, error }))
}

fn written(days: RingDays) -> update_rings::RingDays {
    let text = |number: Option<i64>| number.map(|number| number.to_string());
    update_rings::RingDays { rollout_days: text(days.rollout_days), test_days: text(days.test_days) }
}
