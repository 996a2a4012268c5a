//! One subscription, with as much of what is inside as opens to the reader.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::subscription::{ResourceState, SubscriptionKind, SubscriptionStatus, SubscriptionStep};
use service::{
    Refusal, ask, run,
    subscriptions::{
        OneSubscription, RenewSubscription, SubscriptionDetail, SubscriptionEdit, UpdateSubscription,
    },
};

use super::{Named, Side};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/subscriptions/detail.html")]
struct DetailPage {
    frame: Frame,
    side: Side,
    it: SubscriptionDetail,
    name: String,
    quantity: String,
    done: Option<&'static str>,
    faults: Faults,
}

impl DetailPage {
    fn base(&self) -> String {
        format!("{}/{}", self.side.base, self.it.shown.row.id)
    }

    fn allows(&self, step: SubscriptionStep) -> bool {
        self.it.shown.status.after(step).is_some()
    }

    fn may_cancel(&self) -> bool {
        self.it.may_change && self.allows(SubscriptionStep::Cancel)
    }

    /// The status into which a button puts it, with the label.
    fn switch(&self) -> Option<(SubscriptionStatus, String)> {
        let t = &self.frame.t;
        if self.allows(SubscriptionStep::Suspend) {
            Some((SubscriptionStatus::Suspended, t.t("subscription-suspend")))
        } else if self.allows(SubscriptionStep::Resume) {
            Some((SubscriptionStatus::Active, t.t("subscription-go-on")))
        } else {
            None
        }
    }

    fn has_seats(&self) -> bool {
        self.it.shown.row.kind == SubscriptionKind::Licences
    }

    fn is_live(&self) -> bool {
        self.allows(SubscriptionStep::Rename)
    }

    fn is_in_use(&self) -> bool {
        self.allows(SubscriptionStep::Use)
    }

    /// The state into which a button puts a resource, with the label.
    fn turned(&self, state: &ResourceState) -> (&'static str, String) {
        let t = &self.frame.t;
        match state {
            ResourceState::Running => (ResourceState::Stopped.key(), t.t("resource-stop")),
            ResourceState::Stopped => (ResourceState::Running.key(), t.t("resource-start")),
        }
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    let done = match fields.text("done") {
        "added" => Some("subscription-done-added"),
        "saved" => Some("changes-saved"),
        "renewed" => Some("subscription-done-renewed"),
        "given" => Some("subscription-role-done-given"),
        "taken" => Some("subscription-role-done-taken"),
        "resource" => Some("resource-done"),
        _ => None,
    };
    page(&web, &signed, named, done, None).await
}

/// The page, with what was refused and the form as it was sent.
pub(super) async fn page(
    web: &Web,
    signed: &Signed,
    named: Named,
    done: Option<&'static str>,
    refused: Option<(Refusal, &Form)>,
) -> Result<Response, crate::answer::PageError> {
    let side = Side::of(signed, named.tenant)?;
    let question = OneSubscription { tenant: side.tenant, subscription: named.subscription };
    let it = ask(&web.app, &signed.caller, &question).await?;
    let frame = side.frame(web, signed).await?;
    let (mut name, mut quantity) = (it.shown.row.name.clone(), it.shown.row.quantity.to_string());
    let mut faults = Faults::default();
    if let Some((refusal, form)) = refused {
        faults = Faults::of(&frame.t, refusal)?;
        if form.has("quantity") {
            (name, quantity) = (form.text("displayName").to_owned(), form.text("quantity").to_owned());
        }
    }
    form_page(faults.status(), &DetailPage { frame, side, it, name, quantity, done, faults })
}

/// Name, quantity, or the status by a button.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let side = Side::of(&signed, named.tenant)?;
    let given = |field: &str| form.has(field).then(|| form.text(field).to_owned());
    let edit = SubscriptionEdit {
        name: given("displayName"),
        // What is no number is out of range.
        quantity: given("quantity").map(|text| text.trim().parse().unwrap_or(-1)),
        status: given("status"),
    };
    // What cannot be read as a version matches none.
    let stamp = Some(form.text("stamp").parse().unwrap_or(-1));
    let command = UpdateSubscription { tenant: side.tenant, subscription: named.subscription, stamp, edit };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("{}/{}?done=saved", side.base, named.subscription)),
        Err(refusal) => page(&web, &signed, named, None, Some((refusal, &form))).await,
    }
}

pub(super) async fn renew(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let side = Side::of(&signed, named.tenant)?;
    let stamp = Some(form.text("stamp").parse().unwrap_or(-1));
    let command = RenewSubscription { tenant: side.tenant, subscription: named.subscription, stamp };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("{}/{}?done=renewed", side.base, named.subscription)),
        Err(refusal) => page(&web, &signed, named, None, Some((refusal, &form))).await,
    }
}
