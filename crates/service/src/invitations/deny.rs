//! The partner denies an invitation.

use authz::Action;
use domain::{
    event::{Event, EventKind},
    id::{Id, Invitation},
    invitation::{Answer, InvitationKind},
};
use store::{Batch, Change, notices::Notice};

use crate::{
    caller::Person,
    invitations::{answered, pending, subject, won},
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Denies an invitation: for everyone by domain, for oneself alone as a named person.
#[derive(Clone, Debug)]
pub struct DenyInvitation {
    /// Which.
    pub invitation: Id<Invitation>,
    /// The stamp it was read with.
    pub stamp: Option<i64>,
}

impl Command for DenyInvitation {
    type Output = ();
    const NAME: &'static str = "invitations.deny";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::AnswerInvitation, Where::Invitation(self.invitation))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row =
            for_partner(pending(change, self.invitation, self.stamp).await, change, self.invitation).await?;
        let state = answered(&row, Answer::Deny)?;
        let by = context.caller.person.upn.as_str();
        let event = Event::new(EventKind::InvitationDenied, subject(&row)).changed(
            "state",
            row.state.key(),
            state.key(),
        );
        let now = change.now();
        let touched =
            change.write(store::invitations::answer(Batch::of(event), row.id, state, by, now, "")).await?;
        won(&touched, &row, 0)?;
        let recipient = row.named_upn.clone().unwrap_or_else(|| row.domain.clone());
        change
            .notify(Notice {
                tenant: change.tenant(),
                audience: "service_administrators",
                kind: "invitation_denied",
                about: row.id.uuid(),
                parameters: vec![("recipient", recipient), ("by", by.to_owned())],
            })
            .await?;
        if let Some(partner) = row.partner.filter(|_| row.kind == InvitationKind::Domain) {
            let customer = store::links::own_name(change).await?;
            change
                .notify(Notice {
                    tenant: partner,
                    audience: "tenant_managers",
                    kind: "received_invitation_denied",
                    about: row.id.uuid(),
                    parameters: vec![("customer", customer), ("by", by.to_owned())],
                })
                .await?;
        }
        Ok(())
    }
}

/// To the partner a denied invitation is no longer there; any other end is told as it is.
pub(super) async fn for_partner<T>(
    outcome: Result<T, Refusal>,
    change: &mut Change,
    id: Id<Invitation>,
) -> Result<T, Refusal> {
    if let Err(Refusal::Conflict(Code::InvalidState, _)) = &outcome {
        let row = store::invitations::fetch(change, id).await?;
        if row.is_some_and(|row| row.state == domain::invitation::InvitationState::Denied) {
            return Err(Refusal::Missing);
        }
    }
    outcome
}
