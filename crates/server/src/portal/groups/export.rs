//! The list of groups as CSV: what the search shows, page by page, under the rights of each moment.

use axum::{
    body::{Body, Bytes},
    extract::State,
};
use service::groups::{ExportGroups, GroupRow};

use super::chosen::Chosen;
use crate::{
    answer::PageResult,
    caller::Signed,
    csv,
    form::Fields,
    portal::{audit_logs::download::attachment, rooms::At},
    web::Web,
};

/// The columns, as properties of the API.
const COLUMNS: [&str; 5] = ["id", "displayName", "tenantDisplayName", "description", "memberCount"];

/// One's own groups.
pub(super) async fn own(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    write(web, signed, at, &Chosen::read(&fields)).await
}

/// The groups of customers.
pub(super) async fn customers(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields);
    let at = chosen.tenant.map_or(At::Customers, At::Customer);
    write(web, signed, at, &chosen).await
}

async fn write(web: Web, signed: Signed, at: At, chosen: &Chosen) -> PageResult {
    let (app, caller) = (web.app, signed.caller);
    let export = ExportGroups::begin(&app, &caller, at.realm(), chosen.wanted()?).await?;
    let state = (Some(csv::line(COLUMNS)), app, caller, export);
    let pieces = futures_util::stream::unfold(Some(state), |state| async move {
        let (head, app, caller, mut export) = state?;
        if let Some(head) = head {
            return Some((Ok(Bytes::from(head)), Some((None, app, caller, export))));
        }
        match export.next(&app, &caller).await {
            Ok(Some(groups)) => {
                let lines: Vec<u8> = groups.iter().flat_map(|group| csv::line(cells(group))).collect();
                Some((Ok(Bytes::from(lines)), Some((None, app, caller, export))))
            }
            Ok(None) => None,
            // The download breaks off: what was sent must not look whole.
            Err(refusal) => Some((Err(std::io::Error::other(refusal.code().as_str())), None)),
        }
    });
    // What compresses asks once more after the end.
    let body = Body::from_stream(futures_util::StreamExt::fuse(pieces));
    Ok(attachment("groups.csv", "text/csv; charset=utf-8", body))
}

fn cells(group: &GroupRow) -> [String; 5] {
    [
        group.id.to_string(),
        group.name.clone(),
        group.tenant_name.clone(),
        group.description.clone(),
        group.members.to_string(),
    ]
}
