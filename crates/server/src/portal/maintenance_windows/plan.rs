//! The form that plans maintenance: of which rooms, why, from when until when.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization, RoomGroup},
    permission::Permission,
    suppression::REASON_MAX,
};
use service::{
    Code, Refusal, ask,
    groups::GroupOf,
    maintenance_windows::{MaintenanceChoices, PlanMaintenance, RoomsToMaintain, run_judged},
    rooms::CustomerName,
};

use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
    portal::{
        layout::Frame,
        rooms::At,
        span::{self, Span},
    },
    web::Web,
};

/// All rooms, as the form names them.
const ALL: &str = "all";

#[derive(Template)]
#[template(path = "portal/maintenance_windows/plan.html")]
struct PlanPage {
    frame: Frame,
    at: At,
    /// Where Cancel leads.
    back: String,
    choices: MaintenanceChoices,
    group: Option<Id<RoomGroup>>,
    /// Whether all rooms are chosen: never from the start.
    is_all: bool,
    reason: String,
    span: Span,
    /// What makes a new window one, however often its form is sent.
    once: String,
    faults: Faults,
}

impl PlanPage {
    fn is_chosen(&self, group: &Id<RoomGroup>) -> bool {
        self.group == Some(*group)
    }
}

/// The form.
pub(super) async fn new(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    show(&web, &signed, at, fields.text("group").parse().ok(), None).await
}

/// The form at a customer.
pub(super) async fn new_at_customer(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let tenant = signed.named_customer(&fields)?;
    show(&web, &signed, signed.at_customer(tenant), fields.text("group").parse().ok(), None).await
}

/// Plans maintenance.
pub(super) async fn create(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let tenant = signed.caller.person.organization;
    make(&web, &signed, At::Own(tenant), tenant, form).await
}

/// Plans maintenance at a customer.
pub(super) async fn create_at_customer(
    State(web): State<Web>,
    signed: Signed,
    Posted(form): Posted,
) -> PageResult {
    let tenant = signed.named_customer(&form)?;
    make(&web, &signed, signed.at_customer(tenant), tenant, form).await
}

async fn make(web: &Web, signed: &Signed, at: At, tenant: Id<Organization>, form: Form) -> PageResult {
    let frame = Frame::of(web, signed, at.face(), at.maintenance_windows_entry()).await?;
    let made = async {
        let group = match form.text("roomGroupId") {
            ALL => None,
            "" => return Err(Refusal::field("roomGroupId", Code::Required)),
            typed => Some(typed.parse().map_err(|_| Refusal::field("roomGroupId", Code::UnknownReference))?),
        };
        let from = span::from(&frame.t, &form)?;
        let until = span::until(&frame.t, &form, from.unwrap_or_else(|| web.app.clock.now()))?;
        let reason = form.text("reason").to_owned();
        let command = PlanMaintenance { tenant, group, reason, from, until };
        run_judged(&web.app, &form.once(&signed.caller), command).await
    };
    match made.await {
        Ok(window) => redirect(&format!("{}?done=planned", at.maintenance_window(tenant, window))),
        Err(refusal) => {
            let group = form.text("roomGroupId").parse().ok();
            show(web, signed, at, group, Some((form, span::beside_its_field(refusal)))).await
        }
    }
}

async fn show(
    web: &Web,
    signed: &Signed,
    at: At,
    group: Option<Id<RoomGroup>>,
    refused: Option<(Form, Refusal)>,
) -> PageResult {
    let (app, caller) = (&web.app, &signed.caller);
    let mut frame = Frame::of(web, signed, at.face(), at.maintenance_windows_entry()).await?;
    let mut back = at.maintenance_windows();
    if let Some(tenant) = at.customer() {
        let question = CustomerName { tenant, permission: Permission::RoomModify };
        let name = ask(app, caller, &question).await?.ok_or(Refusal::Missing)?;
        frame.tenant = Some((name, tenant.to_string()));
        back = format!("{back}?tenant={tenant}");
    }
    let mut choices = ask(app, caller, &RoomsToMaintain { realm: at.realm() }).await?;
    if let Some(group) = group
        && !choices.groups.iter().any(|(id, _)| *id == group)
        && let Ok(found) = ask(app, caller, &GroupOf { realm: at.realm(), group }).await
        && found.may_maintain
    {
        choices.groups.push((group, found.row.name));
    }
    if choices.is_empty() {
        return Err(Refusal::Denied(Code::Forbidden, None).into());
    }
    let status = refused.as_ref().map_or(200, |(_, refusal)| refusal.status());
    let (form, refusal) = refused.unzip();
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let is_all = form.as_ref().is_some_and(|form| form.text("roomGroupId") == ALL);
    let (reason, span) = match form {
        Some(form) => (form.text("reason").to_owned(), Span::typed(&form, true)),
        None => (String::new(), Span::new()),
    };
    let once = app.ids.next().to_string();
    form_page(status, &PlanPage { frame, at, back, choices, group, is_all, reason, span, once, faults })
}
