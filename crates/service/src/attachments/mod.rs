//! Files at tickets: attached, listed, downloaded, taken away.
//!
//! Invariant: who may know of a file is who may know of a message in the same ticket: a partner's people never learn of
//! another partner's (decision 17).

mod add;
mod download;
mod list;
mod remove;

pub use add::AddAttachment;
pub use download::{DownloadAttachment, Downloaded};
pub use list::AttachmentsOf;
pub use remove::RemoveAttachment;
pub use store::attachments::AttachmentRow;

use domain::id::{Attachment, Id, Organization, Ticket};
use store::{Change, attachments};

use crate::{caller::Person, refusal::Refusal, tickets::may_know};

/// A file of a ticket of which the caller may know, with the digest of its content.
async fn known(
    change: &mut Change,
    caller: &Person,
    tenant: Id<Organization>,
    ticket: Id<Ticket>,
    attachment: Id<Attachment>,
) -> Result<(AttachmentRow, Vec<u8>), Refusal> {
    let found = attachments::find(change, ticket, attachment).await?;
    found.filter(|(row, _)| may_know(caller, tenant, row.actor.1)).ok_or(Refusal::Missing)
}
