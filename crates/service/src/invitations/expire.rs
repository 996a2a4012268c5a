//! Time runs out: the decision needs no job, but the log and the notices do.

use authz::SystemTask;
use domain::{
    event::{Event, EventKind},
    invitation::{Answer, InvitationKind},
};
use store::{Batch, Change, notices::Notice};

use crate::{
    app::App,
    invitations::{answered, subject},
    refusal::Refusal,
    run::perform,
};

/// Writes down what ran out, in every organization; returns how many invitations that were. Called by the
/// server's clock.
pub async fn expire(app: &App) -> Result<usize, Refusal> {
    let now = app.clock.now();
    let tenants = app.store.begin_view().await?.tenants_with_due_invitations(now).await?;
    let mut count = 0;
    for tenant in tenants {
        count += perform(app, SystemTask::Expiry, tenant, "", "", write_down_expiry).await?;
    }
    Ok(count)
}

/// Writes down what ran out in the organization of the change.
pub(crate) async fn write_down_expiry(change: &mut Change) -> Result<usize, Refusal> {
    let now = change.now();
    let due = store::invitations::fetch_due(change, now).await?;
    let customer = if due.is_empty() { String::new() } else { store::links::own_name(change).await? };
    for row in &due {
        let state = answered(row, Answer::Expire)?;
        let mut event = Event::new(EventKind::InvitationExpired, subject(row)).changed(
            "state",
            row.state.key(),
            state.key(),
        );
        let seen_by = row.partner.filter(|_| row.kind == InvitationKind::Domain);
        if let Some(partner) = seen_by {
            event = event.concerning(partner.uuid());
        }
        let batch = Batch::of(event);
        change.write(store::invitations::answer(batch, row.id, state, "", row.expires_at, "")).await?;
        let parameters = |name, value: &str| vec![(name, value.to_owned())];
        let mut notices = vec![Notice {
            tenant: change.tenant(),
            audience: "service_administrators",
            kind: "invitation_expired",
            about: row.id.uuid(),
            parameters: parameters("recipient", row.named_upn.as_deref().unwrap_or(&row.domain)),
        }];
        notices.extend(seen_by.map(|partner| Notice {
            tenant: partner,
            audience: "tenant_managers",
            kind: "received_invitation_expired",
            about: row.id.uuid(),
            parameters: parameters("customer", &customer),
        }));
        for notice in notices {
            change.notify(notice).await?;
        }
    }
    Ok(due.len())
}
