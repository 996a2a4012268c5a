//! Stopping a report that somebody else sends, from the list of reports by e-mail.

use axum::{Router, extract::State, routing::post};
use domain::id::{Id, ReportSubscription};
use service::{reports::StopReport, run};

use super::subscriptions::Side;
use crate::{
    answer::{PageResult, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    web::Web,
};

/// The addresses.
pub(super) fn routes() -> Router<Web> {
    ["/reports", "/partner/reports"].into_iter().fold(Router::new(), |router, reports| {
        router.route(&format!("{reports}/received/{{subscription}}/stop"), post(stop))
    })
}

/// Stops it, or lets it come again.
async fn stop(
    State(web): State<Web>,
    signed: Signed,
    side: Side,
    PagePath(subscription): PagePath<Id<ReportSubscription>>,
    Posted(form): Posted,
) -> PageResult {
    let is_stopped = form.text("isStopped") != "no";
    run(&web.app, &signed.caller, StopReport { subscription, is_stopped }).await?;
    let done = if is_stopped { "stopped" } else { "resumed" };
    redirect(&format!("{}?done={done}", side.list()))
}
