//! Privileges that nobody used for 90 days end by themselves where the operator chose so.
//!
//! Invariant: what is idle is looked at again in the transaction that ends it, alone in both organizations; so any number of nodes
//! ends each once.

use authz::SystemTask;
use domain::{
    delegated_admin::INACTIVE_DAYS,
    event::EventKind,
    id::{Id, ResellerRelationship},
    reseller_relationship::{EndedBy, ResellerStep, Standing},
    time::{DAY, HOUR, Time},
};
use store::{Batch, Change, delegation_uses};

use crate::{
    app::App,
    refusal::Refusal,
    reseller_relationships::{By, event, tell},
    run::perform_alone,
};

/// How many end in one turn at most.
const TOGETHER: i64 = 50;
/// Uses are written down up to a quarter of an hour later, by each node; nothing ends before all of them are known.
const LATEST_USE: i64 = HOUR;
/// For how long uses are kept.
const KEPT: i64 = 100 * DAY;

/// Ends privileges that nobody used for 90 days, some at a time, where the operator chose so; returns how many. Called by the server's
/// clock.
pub async fn end_idle(app: &App) -> Result<usize, Refusal> {
    if !app.settings.end_idle_privileges {
        return Ok(0);
    }
    let since = app.clock.now().plus(-INACTIVE_DAYS * DAY - LATEST_USE);
    let mut opening = app.store.begin_view().await?;
    let idle = opening.idle_privileges(since, TOGETHER).await?;
    drop(opening);
    let mut ended = 0;
    for (tenant, partner, relationship) in idle {
        let end = async |change: &mut Change| end(change, relationship, since).await;
        ended +=
            usize::from(perform_alone(app, SystemTask::Expiry, tenant, vec![tenant, partner], end).await?);
    }
    Ok(ended)
}

async fn end(
    change: &mut Change,
    relationship: Id<ResellerRelationship>,
    since: Time,
) -> Result<bool, Refusal> {
    if !delegation_uses::are_idle(change, relationship, since).await? {
        return Ok(false);
    }
    let row = store::reseller_relationships::fetch(change, relationship).await?.ok_or(Refusal::Missing)?;
    if Standing::of(row.has_privileges).after(ResellerStep::LapsePrivileges).is_none() {
        return Ok(false);
    }
    let event = event(EventKind::PrivilegesLapsed, &row).with("inactiveDays", INACTIVE_DAYS);
    change.write(store::reseller_relationships::take(Batch::of(event), &row, EndedBy::System)).await?;
    tell(change, &row, ("privileges_lapsed", "customer_privileges_lapsed"), By::Steward, true).await?;
    Ok(true)
}

/// Forgets uses that nothing is judged by any more.
pub async fn forget(app: &App) -> Result<(), Refusal> {
    app.store.forget_delegation_uses(app.clock.now().plus(-KEPT)).await?;
    Ok(())
}
