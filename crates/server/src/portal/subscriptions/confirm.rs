//! Questions before something ends: a role, a resource, a subscription.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::subscription::SubscriptionStatus;
use service::{
    Code, Refusal, ask, run,
    subscriptions::{
        DeleteResource, OneSubscription, RemoveSubscriptionRole, SubscriptionDetail, SubscriptionEdit,
        UpdateSubscription,
    },
};

use super::{Named, NamedResource, NamedRole, Side};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

/// What is to end.
struct Ending {
    question: String,
    text: Vec<String>,
    button: String,
    stamp: i64,
}

#[derive(Template)]
#[template(path = "portal/subscriptions/confirm.html")]
struct ConfirmPage {
    frame: Frame,
    side: Side,
    it: SubscriptionDetail,
    ending: Ending,
    faults: Faults,
}

async fn detail(
    web: &Web,
    signed: &Signed,
    side: &Side,
    named: Named,
) -> Result<SubscriptionDetail, Refusal> {
    let question = OneSubscription { tenant: side.tenant, subscription: named.subscription };
    ask(&web.app, &signed.caller, &question).await
}

/// The page that asks, for whom it may be asked.
async fn page(
    web: &Web,
    signed: &Signed,
    named: Named,
    refused: Option<Refusal>,
    ending: impl FnOnce(&Frame, &SubscriptionDetail) -> Result<Ending, Refusal> + Send,
) -> Result<Response, PageError> {
    let side = Side::of(signed, named.tenant)?;
    let it = detail(web, signed, &side, named).await?;
    let frame = side.frame(web, signed).await?;
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let ending = ending(&frame, &it)?;
    form_page(faults.status(), &ConfirmPage { frame, side, it, ending, faults })
}

fn cancelling(frame: &Frame, it: &SubscriptionDetail) -> Result<Ending, Refusal> {
    if !it.may_change {
        return Err(Refusal::Denied(Code::Forbidden, None));
    }
    let t = &frame.t;
    Ok(Ending {
        question: t.with("subscription-cancel-question", "name", &it.shown.row.name),
        text: vec![t.t("subscription-cancel-text")],
        button: t.t("subscription-cancel"),
        stamp: it.shown.row.stamp,
    })
}

pub(super) async fn ask_cancel(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
) -> PageResult {
    page(&web, &signed, named, None, cancelling).await
}

pub(super) async fn cancel(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let side = Side::of(&signed, named.tenant)?;
    // What cannot be read as a version matches none.
    let stamp = Some(form.text("stamp").parse().unwrap_or(-1));
    let status = Some(SubscriptionStatus::Deleted.key().to_owned());
    let edit = SubscriptionEdit { status, ..SubscriptionEdit::default() };
    let command = UpdateSubscription { tenant: side.tenant, subscription: named.subscription, stamp, edit };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => {
            let joined = if side.list.contains('?') { '&' } else { '?' };
            redirect(&format!("{}{joined}done=cancelled", side.list))
        }
        Err(refusal) => page(&web, &signed, named, Some(refusal), cancelling).await,
    }
}

fn removing(
    assignment: domain::id::Id<domain::id::SubscriptionAssignment>,
    is_own: bool,
) -> impl FnOnce(&Frame, &SubscriptionDetail) -> Result<Ending, Refusal> {
    move |frame, it| {
        let roles = it.opened.iter().flat_map(|opened| &opened.roles);
        let found = roles.into_iter().find(|shown| shown.row.id == assignment).ok_or(Refusal::Missing)?;
        if !found.may_remove {
            return Err(Refusal::Denied(Code::Forbidden, None));
        }
        let t = &frame.t;
        let holder = found.row.member_name.clone().unwrap_or_else(|| t.t("subscription-holder-gone"));
        let role = t.word("subscription-role-", found.row.role.key());
        let mut text = vec![t.t("subscription-role-remove-text")];
        if found.is_last_owner && !is_own {
            text.push(t.t("subscription-role-last-owner"));
        }
        Ok(Ending {
            question: t.with2("subscription-role-remove-question", "role", role, "name", holder),
            text,
            button: t.t("subscription-role-remove"),
            stamp: 0,
        })
    }
}

pub(super) async fn ask_remove(
    State(web): State<Web>,
    signed: Signed,
    PagePath(NamedRole { tenant, subscription, assignment }): PagePath<NamedRole>,
) -> PageResult {
    let named = Named { tenant, subscription };
    page(&web, &signed, named, None, removing(assignment, tenant.is_none())).await
}

pub(super) async fn remove(
    State(web): State<Web>,
    signed: Signed,
    PagePath(NamedRole { tenant, subscription, assignment }): PagePath<NamedRole>,
    Posted(_): Posted,
) -> PageResult {
    let side = Side::of(&signed, tenant)?;
    let named = Named { tenant, subscription };
    let command = RemoveSubscriptionRole { tenant: side.tenant, subscription, assignment };
    match run(&web.app, &signed.caller, command).await {
        // Whoever took their own last role may not see the subscription any more.
        Ok(()) => match detail(&web, &signed, &side, named).await {
            Ok(_) => redirect(&format!("{}/{subscription}?done=taken", side.base)),
            Err(_) => redirect("/partner/tenants"),
        },
        Err(refusal) => {
            page(&web, &signed, named, Some(refusal), removing(assignment, tenant.is_none())).await
        }
    }
}

fn deleting(
    resource: domain::id::Id<domain::id::SubscriptionResource>,
) -> impl FnOnce(&Frame, &SubscriptionDetail) -> Result<Ending, Refusal> {
    move |frame, it| {
        let opened = it.opened.as_ref().ok_or(Refusal::Missing)?;
        let row = opened.resources.iter().find(|row| row.id == resource).ok_or(Refusal::Missing)?;
        if !opened.may_manage {
            return Err(Refusal::Denied(Code::Forbidden, None));
        }
        let t = &frame.t;
        Ok(Ending {
            question: t.with("resource-delete-question", "name", &row.name),
            text: vec![t.t("resource-delete-text")],
            button: t.t("delete"),
            stamp: row.stamp,
        })
    }
}

pub(super) async fn ask_delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(NamedResource { tenant, subscription, resource }): PagePath<NamedResource>,
) -> PageResult {
    page(&web, &signed, Named { tenant, subscription }, None, deleting(resource)).await
}

pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(NamedResource { tenant, subscription, resource }): PagePath<NamedResource>,
    Posted(form): Posted,
) -> PageResult {
    let side = Side::of(&signed, tenant)?;
    let stamp = Some(form.text("stamp").parse().unwrap_or(-1));
    let command = DeleteResource { tenant: side.tenant, subscription, resource, stamp };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("{}/{subscription}?done=resource", side.base)),
        Err(refusal) => {
            let named = Named { tenant, subscription };
            page(&web, &signed, named, Some(refusal), deleting(resource)).await
        }
    }
}
