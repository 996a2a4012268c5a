//! What Steward does by itself: relationships are set up and taken down, end, extend themselves, are reminded of, and forgotten
//! (state machines 3.4 and 3.5, R-382–R-385).
//!
//! Invariant: each step looks at where a relationship stands inside its own transaction, so that nodes that do the same do it once; that
//! an end has come needs no step, since every decision looks at the moment.

use authz::{Action, SystemTask, system_permit};
use domain::{
    event::{Event, EventKind, Subject},
    granular_relationship::{
        AssignmentStatus, AssignmentStep, Outcome, RequestAction, Status, Step, extended, reminder,
    },
    id::{GranularRelationship, Id, SecurityGroup},
    time::DAY,
};
use store::{
    Batch, Change,
    granular_relationships::{
        GranularRow,
        assignments::{self, AccessAssignmentRow},
        due::{self, DueGranular},
    },
    notices::Notice,
};

use super::{event, tell};
use crate::{
    app::App,
    refusal::Refusal,
    run::{Context, perform_alone},
};

/// How many steps a relationship takes from an answer to its end at most: approved, activating, active.
const STEPS: usize = 3;

/// Moves every relationship on as far as it goes by itself. Called by the server's clock.
pub async fn tend(app: &App) -> Result<(), Refusal> {
    let now = app.clock.now();
    let (ending, past) = {
        let mut opening = app.store.begin_view().await?;
        (opening.ending_granulars(now).await?, opening.past_granulars(now).await?)
    };
    // One that fails keeps no other from going on.
    let mut failed = Ok(());
    for it in ending {
        failed = at(app, it, async |change| end(change, it.id).await).await.and(failed);
    }
    for it in past {
        failed = at(app, it, async |change| forget(change, it.id).await).await.and(failed);
    }
    for _ in 0..STEPS {
        let moving = app.store.begin_view().await?.moving_granulars().await?;
        if moving.is_empty() {
            break;
        }
        for it in moving {
            failed = at(app, it, async |change| proceed(change, it.id).await).await.and(failed);
        }
    }
    failed
}

/// Works where a relationship is changed: at its customer, or where there is none, at the partner.
async fn at<F>(app: &App, it: DueGranular, work: F) -> Result<(), Refusal>
where
    F: AsyncFnOnce(&mut Change) -> Result<(), Refusal>,
{
    let tenant = it.customer.unwrap_or(it.partner);
    let alone_in = it.customer.into_iter().chain([it.partner]).collect();
    perform_alone(app, SystemTask::Delegation, tenant, alone_in, work).await
}

/// One stage of what is on its way.
async fn proceed(change: &mut Change, id: Id<GranularRelationship>) -> Result<(), Refusal> {
    let Some(row) = store::granular_relationships::fetch(change, id).await? else { return Ok(()) };
    let mut settled = vec![RequestAction::LockForApproval, RequestAction::Approve, RequestAction::Reject];
    if let Some(Outcome::Stands(to)) = row.status.after(Step::Proceed) {
        match to {
            Status::Active => activate(change, &row).await?,
            Status::Terminated => {
                let now = GranularRow { status: to, ended_at: Some(change.now()), ..row.clone() };
                let event = event(EventKind::GranularTerminated, &row);
                change.write(store::granular_relationships::save(Batch::of(event), &row, &now, &[])).await?;
            }
            _ => due::move_on(change, &row, to).await?,
        }
    } else {
        if row.status == Status::Terminated {
            settled.push(RequestAction::Terminate);
        }
        provide(change, &row).await?;
    }
    due::settle(change, &row, &settled).await?;
    Ok(())
}

async fn activate(change: &mut Change, row: &GranularRow) -> Result<(), Refusal> {
    let now = change.now();
    let after = GranularRow {
        status: Status::Active,
        activated_at: Some(now),
        ends_at: Some(now.plus(row.days * DAY)),
        ..row.clone()
    };
    let event = event(EventKind::GranularActivated, row)
        .with("endDateTime", after.ends_at.map(|at| at.to_string()).unwrap_or_default());
    change.write(store::granular_relationships::save(Batch::of(event), row, &after, &[])).await?;
    Ok(())
}

/// Sets assignments up that were made, and takes those out that were taken back.
async fn provide(change: &mut Change, row: &GranularRow) -> Result<(), Refusal> {
    let mut all = assignments::fetch(change, row.id).await?;
    for at in 0..all.len() {
        let Some(it) = all.get(at).cloned() else { continue };
        let after = match it.status {
            AssignmentStatus::Pending if row.status == Status::Active => {
                let is_there = it.group_name.is_some();
                let (step, kind) = if is_there {
                    (AssignmentStep::Provide, EventKind::AccessAssignmentActivated)
                } else {
                    (AssignmentStep::Fail, EventKind::AccessAssignmentFailed)
                };
                let Some(status) = it.status.after(step) else { continue };
                let after = AccessAssignmentRow { status, ..it.clone() };
                let event = event(kind, row).with("groupId", it.group).about_part(it.id.uuid());
                change.write(assignments::save(Batch::of(event), row, &all, &after)).await?;
                after
            }
            AssignmentStatus::Deleting => {
                due::remove_assignment(change, row, it.id).await?;
                AccessAssignmentRow { status: AssignmentStatus::Deleted, ..it.clone() }
            }
            _ => continue,
        };
        if let Some(place) = all.get_mut(at) {
            *place = after;
        }
    }
    Ok(())
}

/// The end of a relationship has come, or is near.
async fn end(change: &mut Change, id: Id<GranularRelationship>) -> Result<(), Refusal> {
    let Some(row) = store::granular_relationships::fetch(change, id).await? else { return Ok(()) };
    let now = change.now();
    let Some(ends) = row.ends_at.filter(|_| row.status == Status::Active) else { return Ok(()) };
    if now < ends {
        let Some(days) = reminder(ends, now).filter(|days| row.reminded.is_none_or(|last| *days < last))
        else {
            return Ok(());
        };
        if !row.extends && due::mark_reminded(change, &row, days).await? {
            let kinds = ("granular_ending", "customer_granular_ending");
            tell::both(change, &row, kinds, tell::By::Time).await?;
        }
        return Ok(());
    }
    let holders = assignments::holders(&assignments::fetch(change, row.id).await?);
    let step = if row.extends { Step::Extend } else { Step::Expire };
    let Some(Outcome::Stands(status)) = row.status.after(step) else { return Ok(()) };
    if row.extends {
        let later = extended(ends, now);
        let after = GranularRow { status, ends_at: Some(later), reminded: None, ..row.clone() };
        let event = event(EventKind::GranularExtended, &row).changed("endDateTime", ends, later);
        change.write(store::granular_relationships::save(Batch::of(event), &row, &after, &holders)).await?;
        return Ok(());
    }
    let after = GranularRow { status, ended_at: Some(ends), ..row.clone() };
    let event = event(EventKind::GranularExpired, &row).changed("status", row.status.key(), status.key());
    change.write(store::granular_relationships::save(Batch::of(event), &row, &after, &holders)).await?;
    tell::both(change, &row, ("granular_expired", "customer_granular_expired"), tell::By::Time).await
}

/// Nobody answered in time, or it was over for long enough.
async fn forget(change: &mut Change, id: Id<GranularRelationship>) -> Result<(), Refusal> {
    let Some(row) = store::granular_relationships::fetch(change, id).await? else { return Ok(()) };
    let step = if row.status == Status::ApprovalPending { Step::Lapse } else { Step::Forget };
    if row.status.after(step) != Some(Outcome::Gone) {
        return Ok(());
    }
    let event = event(EventKind::GranularCleanedUp, &row).without("status", row.status.key());
    change.write(store::granular_relationships::delete(Batch::of(event), row.id)).await?;
    Ok(())
}

/// A group of the change's organization is deleted: its assignments give nothing any more, and say so. The change stands in that
/// organization again afterwards.
pub(crate) async fn group_gone(
    change: &mut Change,
    context: &Context<'_>,
    group: Id<SecurityGroup>,
) -> Result<(), Refusal> {
    let home = change.tenant();
    let of = assignments::fetch_of_group(change, group).await?;
    for (customer, relationship) in &of {
        change.turn_to(system_permit(SystemTask::Delegation, *customer));
        let Some(row) = store::granular_relationships::fetch(change, *relationship).await? else { continue };
        let all = assignments::fetch(change, *relationship).await?;
        let Some(it) = all.iter().find(|it| it.group == group) else { continue };
        let Some(status) = it.status.after(AssignmentStep::Fail) else { continue };
        let after = AccessAssignmentRow { status, ..it.clone() };
        let event = event(EventKind::AccessAssignmentFailed, &row).with("groupId", group);
        change.write(assignments::save(Batch::of(event), &row, &all, &after)).await?;
    }
    if !of.is_empty() {
        change.turn_to(context.permit(Action::ManageDirectory, home)?);
    }
    Ok(())
}

/// Tells the customers of the organization of the permit that its people hold nothing by granular relationships any more, or again. No
/// fact changes: that the partner lacks the capability is one.
pub(crate) async fn tell_customers(change: &mut Change, is_on: bool, name: &str) -> Result<(), Refusal> {
    let (kind, notice) = if is_on {
        (EventKind::GranularResumed, "granular_resumed")
    } else {
        (EventKind::GranularSuspended, "granular_suspended")
    };
    let partner = change.tenant();
    for (customer, relationship) in store::granular_relationships::fetch_as_partner(change).await? {
        change.turn_to(system_permit(SystemTask::Eligibility, customer));
        let event = Event::new(kind, Subject::thing(relationship.uuid(), name)).concerning(partner.uuid());
        change.write(Batch::of(event)).await?;
        let notice = Notice {
            tenant: customer,
            audience: "service_administrators",
            kind: notice,
            about: relationship.uuid(),
            parameters: vec![("partner", name.to_owned())],
        };
        change.notify(notice).await?;
    }
    Ok(())
}
