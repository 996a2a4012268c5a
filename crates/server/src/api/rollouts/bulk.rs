//! The same done to many rollouts at once, with a result for each.

use axum::extract::State;
use domain::id::{Id, Organization, Release};
use service::{
    Caller, Code, Refusal,
    rollouts::{RolloutAct, act_on_rollouts},
};
use wire::bulk::{BulkRolloutAct, BulkRolloutActAtCustomers, BulkRolloutResult, RolloutAt};

use crate::{
    answer::{ApiResult, Body, List},
    api::bulk::told,
    caller::Client,
    web::Web,
};

/// Does the same to up to 200 rollouts of your organization, each decided and written on its own, in the order in which they are named.
#[utoipa::path(post, path = "/v1.0/rollouts/bulk", operation_id = "actOnRollouts", tag = "rollouts", request_body = BulkRolloutAct,
    responses((status = 200, body = List<BulkRolloutResult>), (status = 403), (status = 422)))]
pub(super) async fn act(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<BulkRolloutAct>,
) -> ApiResult<List<BulkRolloutResult>> {
    let tenant = caller.person.organization;
    let rollouts = sent.release_ids.into_iter().map(|id| (tenant, Id::new(id))).collect();
    carry_out(&web, &caller, &sent.action, rollouts).await
}

/// Does the same to up to 200 rollouts of your customers, each decided and written on its own at its customer.
#[utoipa::path(post, path = "/v1.0/managedTenants/rollouts/bulk", operation_id = "actOnManagedRollouts", tag = "managedTenants",
    request_body = BulkRolloutActAtCustomers,
    responses((status = 200, body = List<BulkRolloutResult>), (status = 403), (status = 422)))]
pub(super) async fn act_everywhere(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<BulkRolloutActAtCustomers>,
) -> ApiResult<List<BulkRolloutResult>> {
    let at = |named: RolloutAt| {
        let tenant = caller.person.customer(Id::new(named.tenant_id))?;
        Ok((tenant, Id::new(named.release_id)))
    };
    let rollouts = sent.rollouts.into_iter().map(at).collect::<Result<Vec<_>, Refusal>>()?;
    carry_out(&web, &caller, &sent.action, rollouts).await
}

async fn carry_out(
    web: &Web,
    caller: &Caller,
    action: &str,
    rollouts: Vec<(Id<Organization>, Id<Release>)>,
) -> ApiResult<List<BulkRolloutResult>> {
    let act = RolloutAct::ALL.into_iter().find(|act| act.key() == action);
    let act = act.ok_or_else(|| Refusal::field("action", Code::UnknownValue))?;
    let done = act_on_rollouts(&web.app, caller, act, rollouts).await?;
    Ok(told(done, |tenant_id, release_id, error| BulkRolloutResult { tenant_id, release_id, error }))
}
