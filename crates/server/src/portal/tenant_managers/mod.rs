//! Tenant managers of one's organization.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::Response,
    routing::{get, post},
};
use domain::organization::Face;
use service::{
    Place, Wanted, ask, run,
    tenant_managers::{AddTenantManagers, RemoveTenantManager, TenantManager, TenantManagers},
};
use uuid::Uuid;

use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::{Fields, Form, Posted},
    path::PagePath,
    portal::{
        layout::Frame,
        paging::{after, token},
        pickers::{PrincipalPicker, principals_of},
    },
    web::Web,
};

/// The page of tenant managers.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/partner/tenant-managers", get(show).post(add))
        .route("/partner/tenant-managers/{member}/remove", post(remove))
}

#[derive(Template)]
#[template(path = "portal/tenant_managers/list.html")]
struct ListPage {
    frame: Frame,
    managers: Vec<TenantManager>,
    next: Option<String>,
    picker: PrincipalPicker,
    faults: Faults,
    saved: bool,
}

async fn show(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let place = after(&fields, "after")?;
    page(&web, &signed, place, None, Faults::default(), fields.text("done") == "saved").await
}

async fn add(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    if form.text("go") == "find" {
        return page(&web, &signed, None, Some(&form), Faults::default(), false).await;
    }
    let command = AddTenantManagers { principals: principals_of(&form) };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect("/partner/tenant-managers?done=saved"),
        Err(refusal) => {
            let frame = Frame::of(&web, &signed, Face::Partner, "tenant-managers").await?;
            let status = refusal.status();
            let faults = Faults::of(&frame.t, refusal)?;
            Ok(with_status(status, page(&web, &signed, None, Some(&form), faults, false).await?))
        }
    }
}

async fn remove(
    State(web): State<Web>,
    signed: Signed,
    PagePath(member): PagePath<Uuid>,
    Posted(_): Posted,
) -> PageResult {
    run(&web.app, &signed.caller, RemoveTenantManager { member }).await?;
    redirect("/partner/tenant-managers?done=saved")
}

async fn page(
    web: &Web,
    signed: &Signed,
    after: Option<Place>,
    form: Option<&Form>,
    faults: Faults,
    saved: bool,
) -> Result<Response, PageError> {
    let frame = Frame::of(web, signed, Face::Partner, "tenant-managers").await?;
    let wanted = Wanted { after, ..Wanted::default() };
    let managers = ask(&web.app, &signed.caller, &TenantManagers { wanted, count: false }).await?.page;
    let (legend, help) = (frame.t.t("tenant-managers-add"), frame.t.t("tenant-managers-add-help"));
    let chosen = form.map(principals_of).unwrap_or_default();
    let find = form.map_or("", |form| form.text("find-principal"));
    let picker =
        PrincipalPicker::of(web, signed, &frame, (&legend, &help), chosen, find, String::new()).await?;
    let next = token(managers.next.as_ref())?;
    html(&ListPage { frame, managers: managers.items, next, picker, faults, saved })
}
