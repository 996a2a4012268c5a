//! Files at a ticket, from its page.

use axum::extract::State;
use domain::id::{Attachment, Id, Organization, Ticket};
use serde::Deserialize;
use service::{
    attachments::{AddAttachment, DownloadAttachment, RemoveAttachment},
    run,
};

use super::{Named, act::answer};
use crate::{
    answer::{PageResult, file},
    caller::Signed,
    form::{Posted, Uploaded},
    path::PagePath,
    web::Web,
};

/// A file as its address names it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct NamedFile {
    tenant: Option<Id<Organization>>,
    ticket: Id<Ticket>,
    attachment: Id<Attachment>,
}

impl NamedFile {
    const fn of(self) -> Named {
        Named { tenant: self.tenant, ticket: self.ticket }
    }
}

/// Attaches a file.
pub(super) async fn add(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    uploaded: Uploaded,
) -> PageResult {
    let Uploaded { form, name, content } = uploaded;
    named.at(&signed)?;
    let command = AddAttachment { tenant: named.tenant(&signed), ticket: named.ticket, name, content };
    let added = run(&web.app, &signed.caller, command).await.map(drop);
    answer(&web, &signed, named, &form, "attached", added).await
}

/// Downloads a file.
pub(super) async fn download(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedFile>,
) -> PageResult {
    let of = named.of();
    of.at(&signed)?;
    let (tenant, ticket) = (of.tenant(&signed), of.ticket);
    let command = DownloadAttachment { tenant, ticket, attachment: named.attachment };
    let found = run(&web.app, &signed.caller, command).await?;
    Ok(file(&found.row.name, found.row.media_type.as_str(), found.content))
}

/// Takes a file away.
pub(super) async fn remove(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedFile>,
    Posted(form): Posted,
) -> PageResult {
    let of = named.of();
    let (tenant, ticket) = (of.tenant(&signed), of.ticket);
    let command = RemoveAttachment { tenant, ticket, attachment: named.attachment };
    let removed = run(&web.app, &signed.caller, command).await;
    answer(&web, &signed, of, &form, "removed", removed).await
}
