//! Files that people attached to tickets. Their content is stored once in each organization, by its SHA-256.
//!
//! Invariant: a content is there exactly as long as an attachment, or a file of a job, of its organization has it.

use domain::{
    attachment::MediaType,
    id::{Attachment, Id, Organization, Ticket, User},
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A file at a ticket, without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentRow {
    /// The attachment.
    pub id: Id<Attachment>,
    /// The name of the file.
    pub name: String,
    /// What it holds.
    pub media_type: MediaType,
    /// Its size in bytes.
    pub size: i64,
    /// When it was attached.
    pub added_at: Time,
    /// Who attached it, with the organization.
    pub actor: (Id<User>, Id<Organization>),
    /// The account name of that person at the time.
    pub actor_name: String,
}

const OF_TICKET: Read = Read::new(
    "select a.attachment_id, a.name, a.media_type, a.size, a.added_at, a.actor_id, a.actor_tenant_id, a.actor_name \
     from tickets t join rooms r on r.tenant_id = t.tenant_id and r.room_id = t.room_id \
     join attachments a on a.tenant_id = t.tenant_id and a.ticket_id = t.ticket_id \
     where {room:r} and t.ticket_id = $1 order by a.added_at, a.attachment_id",
);

const FIND: Fetch = Fetch::new(
    "select attachment_id, name, media_type, size, added_at, actor_id, actor_tenant_id, actor_name, digest \
     from attachments where tenant_id = {target} and ticket_id = $1 and attachment_id = $2",
);

const AT_TICKET: Fetch = Fetch::new(
    "select attachment_id, name, digest from attachments where tenant_id = {target} and ticket_id = $1 \
     and actor_tenant_id = $2",
);

const CONTENT: Fetch =
    Fetch::new("select content from files where tenant_id = {target} and digest = $1{lock}");

/// Stores a content, which may be there already: digest, content. Whoever takes the same content away meanwhile waits.
pub const PUT_FILE: Write = Write::new(
    "insert into files (tenant_id, digest, content) values ({target}, $1, $2) \
     on conflict (tenant_id, digest) do update set digest = excluded.digest",
);

/// Attaches a content: ticket, attachment, name, media type, size, digest, now, actor, organization of the actor, its name.
pub const ADD: Write = Write::new(
    "insert into attachments (tenant_id, ticket_id, attachment_id, name, media_type, size, digest, added_at, actor_id, \
     actor_tenant_id, actor_name) values ({target}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
);

const REMOVE: Write = Write::new(
    "delete from attachments where tenant_id = {target} and ticket_id = $1 and attachment_id = $2",
);

/// Deletes a content that nothing has any more: digest.
pub(crate) const FORGET_FILE: Write = Write::new(
    "delete from files where tenant_id = {target} and digest = $1 and not exists (select 1 from attachments a \
     where a.tenant_id = {target} and a.digest = $1) and not exists (select 1 from job_files j \
     where j.tenant_id = {target} and j.digest = $1)",
);

/// Deletes the contents that nothing has any more, after rooms were deleted with their tickets and jobs.
pub const FORGET_FILES: Write = Write::new(
    "delete from files where tenant_id = {target} and digest not in (select a.digest from attachments a \
     where a.tenant_id = {target}) and digest not in (select j.digest from job_files j where j.tenant_id = {target})",
);

/// The files of a ticket in sight, the first attached first.
pub async fn of_ticket(view: &mut View, ticket: Id<Ticket>) -> Result<Vec<AttachmentRow>, StoreError> {
    view.rows(Query::new(&OF_TICKET, values![ticket])).await?.iter().map(row).collect()
}

/// A file of a ticket, with the digest of its content.
pub async fn find(
    change: &mut Change,
    ticket: Id<Ticket>,
    attachment: Id<Attachment>,
) -> Result<Option<(AttachmentRow, Vec<u8>)>, StoreError> {
    let found = change.find(&FIND, values![ticket, attachment]).await?;
    found.map(|found| Ok((row(&found)?, found.get(8)?))).transpose()
}

/// The files of a ticket that people of an organization attached, by name and digest.
pub async fn at_ticket(
    change: &mut Change,
    ticket: Id<Ticket>,
    home: Id<Organization>,
) -> Result<Vec<(Id<Attachment>, String, Vec<u8>)>, StoreError> {
    let rows = change.rows(&AT_TICKET, values![ticket, home]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// A content by its digest; whoever attaches or takes away the same content meanwhile waits.
pub async fn content(change: &mut Change, digest: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
    change.find(&CONTENT, values![digest.to_vec()]).await?.map(|row| row.get(0)).transpose()
}

/// Takes a file from a ticket, and its content with the last attachment that has it.
pub fn remove(batch: Batch, ticket: Id<Ticket>, attachment: Id<Attachment>, digest: Vec<u8>) -> Batch {
    batch.run(&REMOVE, values![ticket, attachment]).run(&FORGET_FILE, values![digest])
}

fn row(row: &Row) -> Result<AttachmentRow, StoreError> {
    Ok(AttachmentRow {
        id: row.get(0)?,
        name: row.get(1)?,
        media_type: word(row, 2, MediaType::from_media_type)?,
        size: row.get(3)?,
        added_at: row.get(4)?,
        actor: (row.get(5)?, row.get(6)?),
        actor_name: row.get(7)?,
    })
}
