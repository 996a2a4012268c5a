//! The customer takes a Pending invitation back.

use authz::Action;
use domain::{
    event::{Event, EventKind},
    id::{Id, Invitation, Organization},
    invitation::{Answer, InvitationKind},
};
use store::{Batch, Change, invitations::InvitationRow};

use crate::{
    caller::Person,
    invitations::{answered, pending, subject, won},
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Takes an invitation back.
#[derive(Clone, Debug)]
pub struct WithdrawInvitation {
    /// Which.
    pub invitation: Id<Invitation>,
    /// The stamp it was read with.
    pub stamp: Option<i64>,
}

impl Command for WithdrawInvitation {
    type Output = ();
    const NAME: &'static str = "invitations.withdraw";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ControlPartners, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = pending(change, self.invitation, self.stamp).await?;
        withdraw(change, &row, context.caller.person.upn.as_str(), "").await
    }
}

/// Withdraws what still waits for a partner, when its link ends (state machines 3.2 and R-143).
pub(crate) async fn withdraw_all(
    change: &mut Change,
    partner: Id<Organization>,
    by: &str,
    reason: &str,
) -> Result<Vec<InvitationRow>, Refusal> {
    let rows = store::invitations::fetch_pending(change, Some(partner), "").await?;
    for row in &rows {
        withdraw(change, row, by, reason).await?;
    }
    Ok(rows)
}

async fn withdraw(change: &mut Change, row: &InvitationRow, by: &str, reason: &str) -> Result<(), Refusal> {
    let state = answered(row, Answer::Withdraw)?;
    let mut event = Event::new(EventKind::InvitationWithdrawn, subject(row)).changed(
        "state",
        row.state.key(),
        state.key(),
    );
    if !reason.is_empty() {
        event = event.with("reason", reason);
    }
    if let Some(partner) = row.partner.filter(|_| row.kind == InvitationKind::Domain) {
        event = event.concerning(partner.uuid());
    }
    let now = change.now();
    let touched =
        change.write(store::invitations::answer(Batch::of(event), row.id, state, by, now, reason)).await?;
    won(&touched, row, 0)
}
