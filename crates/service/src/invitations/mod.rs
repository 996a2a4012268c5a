//! Invitations: send, answer, withdraw, expire.
//!
//! Invariant: only Pending can be answered, and time decides before the answer; whoever may not see an
//! invitation cannot tell it from none.

mod accept;
mod attempts;
mod deny;
mod expire;
mod list;
mod preview;
mod primary_admin;
mod send;
pub mod terms;
mod withdraw;

pub use accept::{AcceptInvitation, Accepted};
pub use deny::DenyInvitation;
pub use expire::expire;
pub use list::{
    InvitationsReceived, InvitationsSent, ReceivedInvitationDetail, SentDetail, SentInvitationDetail,
};
pub use preview::{PreviewAcceptance, PreviewInvitation, PreviewPrimaryAdmin};
pub use primary_admin::{InvitePrimaryAdmin, invite};
pub(crate) use send::refuse;
pub use send::{NamedUser, SendInvitation, To, send};
pub use store::invitations::{
    InvitationRow,
    received::{ReceivedInvitation, SCHEMA as RECEIVED},
    sent::{SCHEMA as SENT, SentInvitation},
};
pub use withdraw::WithdrawInvitation;

pub(crate) use accept::label;
pub(crate) use expire::write_down_expiry;
pub(crate) use withdraw::withdraw_all;

use domain::{
    event::Subject,
    id::Id,
    invitation::{Answer, InvitationState},
    time::Time,
};
use store::Change;

use crate::refusal::{Code, Refusal};

/// An invitation that can still be answered, or the refusal that tells why not.
async fn pending(
    change: &mut Change,
    id: Id<domain::id::Invitation>,
    stamp: Option<i64>,
) -> Result<InvitationRow, Refusal> {
    let row = store::invitations::fetch(change, id).await?.ok_or(Refusal::Missing)?;
    match row.state.at(change.now(), row.expires_at) {
        InvitationState::Pending if stamp.is_some_and(|stamp| stamp != row.stamp) => Err(Refusal::Stale),
        InvitationState::Pending => Ok(row),
        InvitationState::Expired => Err(Refusal::Gone(Code::Expired)),
        InvitationState::Withdrawn => Err(Refusal::Gone(Code::Withdrawn)),
        InvitationState::Accepted | InvitationState::Denied => {
            Err(Refusal::Conflict(Code::InvalidState, Some(row.id.uuid())))
        }
    }
}

/// The state after an answer to a Pending invitation.
fn answered(row: &InvitationRow, answer: Answer) -> Result<InvitationState, Refusal> {
    row.state.after(answer).map_err(|_| Refusal::Conflict(Code::InvalidState, Some(row.id.uuid())))
}

/// The statement touched no row: somebody answered first.
fn won(touched: &[u64], row: &InvitationRow, at: usize) -> Result<(), Refusal> {
    match touched.get(at) {
        Some(1) => Ok(()),
        _ => Err(Refusal::Conflict(Code::InvalidState, Some(row.id.uuid()))),
    }
}

/// An invitation as the subject of an event: by its domain, or by the named person.
fn subject(row: &InvitationRow) -> Subject {
    match &row.named_upn {
        Some(upn) => Subject::person(row.id.uuid(), upn.clone()),
        None => Subject::thing(row.id.uuid(), row.domain.clone()),
    }
}

/// A moment in the audit log.
fn moment(at: Time) -> String {
    at.to_string()
}
