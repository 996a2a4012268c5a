//! A maintenance window: what it is, another end or reason, its end now.

use askama::Template;
use axum::extract::State;
use domain::suppression::REASON_MAX;
use service::{
    Code, Refusal, ask,
    maintenance_windows::{
        ChangeMaintenance, EndMaintenance, MaintenanceOf, RoomsMeant, ShownWindow, run_judged,
    },
};

use super::{Named, done};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
    path::PagePath,
    portal::{
        layout::Frame,
        rooms::At,
        span::{self, Span},
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/maintenance_windows/show.html")]
struct ShowPage {
    frame: Frame,
    at: At,
    window: ShownWindow,
    address: String,
    may_change: bool,
    reason: String,
    span: Span,
    faults: Faults,
    done: Option<&'static str>,
}

impl ShowPage {
    fn rooms(&self) -> String {
        super::rooms(&self.frame.t, &self.window)
    }

    /// The page of the rooms that are meant, where the reader may know them.
    fn of_rooms(&self) -> Option<String> {
        match &self.window.rooms {
            RoomsMeant::All => Some(self.at.rooms_of(self.window.tenant)),
            RoomsMeant::Group(group, _) => Some(self.at.group(self.window.tenant, *group)),
            RoomsMeant::Some => None,
        }
    }

    fn owner(&self) -> String {
        super::owner(&self.window)
    }
}

/// The window.
pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    page(&web, &signed, named, done(fields.text("done")), None).await
}

/// Saves another end or reason.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let at = named.at(&signed);
    let frame = Frame::of(&web, &signed, at.face(), at.maintenance_windows_entry()).await?;
    let saved = async {
        let until = span::until(&frame.t, &form, web.app.clock.now())?;
        let command = ChangeMaintenance {
            tenant: named.tenant(&signed),
            window: named.window,
            reason: Some(form.text("reason").to_owned()),
            until: Some(until.ok_or_else(|| Refusal::field("endDateTime", Code::Required))?),
        };
        run_judged(&web.app, &signed.caller, command).await
    };
    match saved.await {
        Ok(()) => {
            redirect(&format!("{}?done=saved", at.maintenance_window(named.tenant(&signed), named.window)))
        }
        Err(refusal) => page(&web, &signed, named, None, Some((form, span::beside_its_field(refusal)))).await,
    }
}

/// Ends the window now.
pub(super) async fn end(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    _: Posted,
) -> PageResult {
    let command = EndMaintenance { tenant: named.tenant(&signed), window: named.window };
    run_judged(&web.app, &signed.caller, command).await?;
    let list = named.at(&signed).maintenance_windows();
    let tenant = named.tenant.map(|tenant| format!("tenant={tenant}&")).unwrap_or_default();
    redirect(&format!("{list}?{tenant}done=ended"))
}

async fn page(
    web: &Web,
    signed: &Signed,
    named: Named,
    done: Option<&'static str>,
    refused: Option<(Form, Refusal)>,
) -> PageResult {
    let at = named.at(signed);
    let question = MaintenanceOf { realm: at.realm(), window: named.window };
    let (window, may_change) = ask(&web.app, &signed.caller, &question).await?;
    let mut frame = Frame::of(web, signed, at.face(), at.maintenance_windows_entry()).await?;
    if at.is_partner() {
        frame.tenant = Some((window.tenant_name.clone(), window.tenant.to_string()));
    }
    let status = refused.as_ref().map_or(200, |(_, refusal)| refusal.status());
    let (form, refusal) = refused.unzip();
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let (reason, span) = match form {
        Some(form) => (form.text("reason").to_owned(), Span::typed(&form, false)),
        None => (window.reason.clone(), Span::ending(&frame.t, window.ends_at)),
    };
    let address = at.maintenance_window(window.tenant, window.id);
    form_page(status, &ShowPage { frame, at, window, address, may_change, reason, span, faults, done })
}
