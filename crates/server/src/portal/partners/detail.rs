//! One partner: everything it holds, on one page (decision 4).

use askama::Template;
use axum::extract::State;
use domain::{
    directory::Principal,
    id::{Id, Link},
    organization::Face,
    permission::{EXTENDABLE, Permission, PermissionSet},
};
use service::{
    Refusal, Wanted, ask,
    assignments::Member,
    links::{ExtendLink, LinkDetail, PartnerDetail, PreviewLink},
    run,
};

use crate::{
    answer::{PageResult, html, redirect},
    caller::Signed,
    form::{Fields, Posted},
    path::PagePath,
    portal::{
        layout::Frame,
        paging::{after, token},
        previews::{self, PreviewPart},
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/partners/detail.html")]
struct DetailPage {
    frame: Frame,
    detail: LinkDetail,
    next: Option<String>,
    done: &'static str,
    /// The extended permissions as they are, or as they are chosen.
    extended: PermissionSet,
    /// What the choice would give and take, once that was asked.
    preview: Option<PreviewPart>,
}

impl DetailPage {
    fn is_blocked(&self, member: &Member) -> bool {
        matches!(member.principal, Principal::User(user) if self.detail.blocks.iter().any(|block| block.user == user))
    }
}

/// A partner as its pages need it, with some of its people.
pub(super) async fn detail(
    web: &Web,
    signed: &Signed,
    id: uuid::Uuid,
    people: Wanted,
) -> Result<LinkDetail, Refusal> {
    let link: Id<Link> = Id::new(id);
    ask(&web.app, &signed.caller, &PartnerDetail { link, people }).await
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<uuid::Uuid>,
    fields: Fields,
) -> PageResult {
    let frame = Frame::of(&web, &signed, Face::Rooms, "partners").await?;
    let people = Wanted { after: after(&fields, "people")?, ..Wanted::default() };
    let detail = detail(&web, &signed, id, people).await?;
    let done = match fields.text("done") {
        "scope" => "partner-done-scope",
        "extended" => "partner-done-extended",
        _ => "",
    };
    let (next, extended) = (token(detail.people.next.as_ref())?, detail.link.row.extended);
    html(&DetailPage { frame, next, detail, done, extended, preview: None })
}

/// Switches permissions on for the partner beyond Primary admins, or off again.
pub(super) async fn extend(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<uuid::Uuid>,
    Posted(form): Posted,
) -> PageResult {
    let (link, go) = (Id::new(id), form.text("go"));
    let permissions: Vec<String> = form.all("permission").map(str::to_owned).collect();
    if !matches!(go, "preview" | "export") {
        let command = ExtendLink { link, permissions, stamp: form.text("stamp").parse().ok() };
        run(&web.app, &signed.caller, command).await?;
        return redirect(&format!("/settings/partners/{id}?done=extended"));
    }
    let frame = Frame::of(&web, &signed, Face::Rooms, "partners").await?;
    let question = PreviewLink { link, scope: None, extended: Some(permissions) };
    if go == "export" {
        return previews::file(&web, &signed.caller, &frame.t, &question).await;
    }
    let mut detail = detail(&web, &signed, id, Wanted::default()).await?;
    // The form goes on with the version that it was made from.
    detail.link.row.stamp = form.text("stamp").parse().unwrap_or(detail.link.row.stamp);
    let preview = Some(previews::shown(&web, &signed.caller, &frame, &question).await?);
    let extended: Vec<Permission> = form.all("permission").filter_map(Permission::from_key).collect();
    let (next, extended) = (token(detail.people.next.as_ref())?, PermissionSet::of(&extended));
    html(&DetailPage { frame, next, detail, done: "", extended, preview })
}
