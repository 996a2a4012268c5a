//! One user: the record, groups, roles, sessions, and what can be done with it.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    directory::Principal,
    id::{Id, Session, User},
    role::DirectoryRole,
    time::Time,
};
use service::{
    Refusal, Wanted, ask,
    directory_roles::DirectoryRoles,
    previews::{DirectoryChange, PreviewDirectory},
    principals::PrincipalRow,
    run,
    sessions::{RevokeSession, RevokeSessions, SessionRow, SessionsOf},
    users::{CustomersNaming, DeleteUser, GetUser, SetUserEnabled, UserRow},
};

use super::{done, frame, manages, require};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, redirect},
    caller::Signed,
    form::{Fields, Posted},
    path::PagePath,
    portal::{
        layout::Frame,
        previews::{self, PreviewPart},
    },
    web::Web,
};

/// So many sessions are shown at most; hardly anybody has more.
const SESSIONS: i64 = 200;

#[derive(Template)]
#[template(path = "portal/directory/user.html")]
struct UserPage {
    frame: Frame,
    row: UserRow,
    groups: Vec<PrincipalRow>,
    roles: Vec<DirectoryRole>,
    sessions: Vec<SessionRow>,
    /// Whether the reader manages the person.
    manages: bool,
    now: Time,
    done: Option<&'static str>,
    faults: Faults,
}

/// Shows a user.
pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(user): PagePath<Id<User>>,
    fields: Fields,
) -> PageResult {
    page(&web, &signed, user, done(fields.text("done")), None).await
}

async fn page(
    web: &Web,
    signed: &Signed,
    user: Id<User>,
    done: Option<&'static str>,
    refusal: Option<Refusal>,
) -> Result<Response, PageError> {
    let frame = frame(web, signed, "users").await?;
    let (row, groups) = ask(&web.app, &signed.caller, &GetUser { user }).await?;
    let held = ask(&web.app, &signed.caller, &DirectoryRoles).await?;
    let holds = |members: &[PrincipalRow]| members.iter().any(|who| who.principal.uuid() == user.uuid());
    let roles = held.iter().filter(|it| holds(&it.members)).map(|it| it.role).collect();
    let manages = manages(web, signed, Principal::User(user)).await?;
    let sessions = if manages {
        let question = SessionsOf { user, wanted: Wanted::first(SESSIONS), count: false };
        ask(&web.app, &signed.caller, &question).await?.page.items
    } else {
        Vec::new()
    };
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let now = web.app.clock.now();
    form_page(faults.status(), &UserPage { frame, row, groups, roles, sessions, manages, now, done, faults })
}

/// A question before something ends.
#[derive(Template)]
#[template(path = "portal/directory/confirm_user.html")]
struct ConfirmPage {
    frame: Frame,
    row: UserRow,
    /// `disable` or `delete`.
    step: &'static str,
    customers: Vec<String>,
    sessions: i64,
    /// What it would take, here and at customers.
    preview: PreviewPart,
    faults: Faults,
}

fn asked(user: Id<User>, step: &str) -> PreviewDirectory {
    PreviewDirectory(match step {
        "delete" => DirectoryChange::DeleteUser(user),
        _ => DirectoryChange::Enabled(user, false),
    })
}

async fn export(web: &Web, signed: &Signed, user: Id<User>, step: &str) -> PageResult {
    let frame = frame(web, signed, "users").await?;
    previews::file(web, &signed.caller, &frame.t, &asked(user, step)).await
}

async fn confirm(
    web: &Web,
    signed: &Signed,
    user: Id<User>,
    step: &'static str,
    refusal: Option<Refusal>,
) -> Result<Response, PageError> {
    let frame = frame(web, signed, "users").await?;
    let (row, _) = ask(&web.app, &signed.caller, &GetUser { user }).await?;
    // Whoever manages those alone who hold nothing takes nothing from anybody.
    let takes = frame.is_global_administrator();
    let customers = if takes {
        ask(&web.app, &signed.caller, &CustomersNaming { user }).await?
    } else {
        require(web, signed, Principal::User(user)).await?;
        Vec::new()
    };
    let question = SessionsOf { user, wanted: Wanted::first(1), count: true };
    let sessions = ask(&web.app, &signed.caller, &question).await?.count.unwrap_or_default();
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let found = if takes { ask(&web.app, &signed.caller, &asked(user, step)).await? } else { Vec::new() };
    let preview = PreviewPart::several(&frame, found);
    form_page(faults.status(), &ConfirmPage { frame, row, step, customers, sessions, preview, faults })
}

/// Asks before a user is disabled.
pub(super) async fn ask_disable(
    State(web): State<Web>,
    signed: Signed,
    PagePath(user): PagePath<Id<User>>,
) -> PageResult {
    confirm(&web, &signed, user, "disable", None).await
}

/// Disables a user.
pub(super) async fn disable(
    State(web): State<Web>,
    signed: Signed,
    PagePath(user): PagePath<Id<User>>,
    Posted(form): Posted,
) -> PageResult {
    if form.text("go") == "export" {
        return export(&web, &signed, user, "disable").await;
    }
    let switch = SetUserEnabled { user, enabled: false, stamp: form.text("stamp").parse().ok() };
    match run(&web.app, &signed.caller, switch).await {
        Ok(()) => redirect(&format!("/directory/users/{user}?done=disabled")),
        Err(refusal) => confirm(&web, &signed, user, "disable", Some(refusal)).await,
    }
}

/// Enables a user.
pub(super) async fn enable(
    State(web): State<Web>,
    signed: Signed,
    PagePath(user): PagePath<Id<User>>,
    Posted(form): Posted,
) -> PageResult {
    let switch = SetUserEnabled { user, enabled: true, stamp: form.text("stamp").parse().ok() };
    match run(&web.app, &signed.caller, switch).await {
        Ok(()) => redirect(&format!("/directory/users/{user}?done=enabled")),
        Err(refusal) => page(&web, &signed, user, None, Some(refusal)).await,
    }
}

/// Asks before a user is deleted.
pub(super) async fn ask_delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(user): PagePath<Id<User>>,
) -> PageResult {
    confirm(&web, &signed, user, "delete", None).await
}

/// Deletes a user.
pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(user): PagePath<Id<User>>,
    Posted(form): Posted,
) -> PageResult {
    if form.text("go") == "export" {
        return export(&web, &signed, user, "delete").await;
    }
    let delete = DeleteUser { user, stamp: form.text("stamp").parse().ok() };
    match run(&web.app, &signed.caller, delete).await {
        Ok(()) => redirect("/directory/users?done=deleted"),
        Err(refusal) => confirm(&web, &signed, user, "delete", Some(refusal)).await,
    }
}

/// Ends a session of a user.
pub(super) async fn revoke_session(
    State(web): State<Web>,
    signed: Signed,
    PagePath((user, session)): PagePath<(Id<User>, Id<Session>)>,
    _: Posted,
) -> PageResult {
    run(&web.app, &signed.caller, RevokeSession { user, session }).await?;
    redirect(&format!("/directory/users/{user}?done=sessions"))
}

/// Ends every session of a user.
pub(super) async fn revoke_sessions(
    State(web): State<Web>,
    signed: Signed,
    PagePath(user): PagePath<Id<User>>,
    _: Posted,
) -> PageResult {
    run(&web.app, &signed.caller, RevokeSessions { user }).await?;
    redirect(&format!("/directory/users/{user}?done=sessions"))
}
