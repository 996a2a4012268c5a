//! One support request with what was written in it, and what the reader adds.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::support_request::Side;
use service::{
    Refusal, ask, run,
    support_requests::{
        CloseSupportRequest, MessageShown, OneSupportRequest, RequestDetail, WriteSupportMessage,
    },
};

use super::{Named, address, frame, list_of};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/support_requests/show.html")]
struct ShowPage {
    frame: Frame,
    side: Side,
    it: RequestDetail,
    text: String,
    once: String,
    done: Option<&'static str>,
    faults: Faults,
}

impl ShowPage {
    fn base(&self) -> String {
        address(self.side, self.it.shown.row.tenant, self.it.shown.row.id)
    }

    fn list(&self) -> &'static str {
        list_of(self.side)
    }

    /// Who wrote a message, as far as the reader is told.
    fn author(&self, message: &MessageShown) -> String {
        let side = self.name_of(message.row.side);
        message.by.as_ref().map_or(side.clone(), |by| format!("{side} · {by}"))
    }

    /// The organization behind a side.
    fn name_of(&self, side: Side) -> String {
        let row = &self.it.shown.row;
        match side {
            Side::Partner => row.partner_name.clone(),
            Side::Customer => row.customer_name.clone(),
            Side::Vendor => self.frame.t.t("support-vendor"),
        }
    }

    /// Who closed it, as far as the reader is told.
    fn closer(&self) -> String {
        let shown = &self.it.shown;
        match shown.row.closed_by_side {
            None => self.frame.t.t("support-closed-with-relationship"),
            Some(side) => {
                let name = self.name_of(side);
                shown.closed_by.as_ref().map_or(name.clone(), |by| format!("{name} · {by}"))
            }
        }
    }
}

async fn page(
    web: &Web,
    signed: &Signed,
    (side, named): (Side, Named),
    done: Option<&'static str>,
    refused: Option<(Refusal, &Form)>,
) -> Result<Response, PageError> {
    let tenant = tenant_of(signed, side, named)?;
    let it =
        ask(&web.app, &signed.caller, &OneSupportRequest { side, tenant, request: named.request }).await?;
    let frame = frame(web, signed, side).await?;
    let (mut text, mut once) = (String::new(), web.app.ids.next().to_string());
    let mut faults = Faults::default();
    if let Some((refusal, form)) = refused {
        faults = Faults::of(&frame.t, refusal)?;
        (text, once) = (form.text("text").to_owned(), form.text("once").to_owned());
    }
    form_page(faults.status(), &ShowPage { frame, side, it, text, once, done, faults })
}

fn tenant_of(
    signed: &Signed,
    side: Side,
    named: Named,
) -> Result<domain::id::Id<domain::id::Organization>, Refusal> {
    let person = &signed.caller.person;
    match (side, named.tenant) {
        (Side::Customer, _) => Ok(person.organization),
        // One's own organization is never a customer of oneself.
        (Side::Partner, Some(tenant)) => person.customer(tenant),
        (Side::Vendor, Some(tenant)) => Ok(tenant),
        (Side::Partner | Side::Vendor, None) => Err(Refusal::Missing),
    }
}

fn done(fields: &Fields) -> Option<&'static str> {
    match fields.text("done") {
        "opened" => Some("support-done-opened"),
        "written" => Some("support-done-written"),
        "closed" => Some("support-done-closed"),
        _ => None,
    }
}

async fn write(web: &Web, signed: &Signed, at: (Side, Named), form: &Form) -> PageResult {
    let (side, named) = at;
    let tenant = tenant_of(signed, side, named)?;
    let text = form.text("text").to_owned();
    let command = WriteSupportMessage { side, tenant, request: named.request, text };
    match run(&web.app, &form.once(&signed.caller), command).await {
        Ok(_) => redirect(&format!("{}?done=written", address(side, tenant, named.request))),
        Err(refusal) => page(web, signed, at, None, Some((refusal, form))).await,
    }
}

async fn close(web: &Web, signed: &Signed, at: (Side, Named), form: &Form) -> PageResult {
    let (side, named) = at;
    let tenant = tenant_of(signed, side, named)?;
    // What cannot be read as a version matches none.
    let stamp = Some(form.text("stamp").parse().unwrap_or(-1));
    let command = CloseSupportRequest { side, tenant, request: named.request, stamp };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("{}?done=closed", address(side, tenant, named.request))),
        Err(refusal) => page(web, signed, at, None, Some((refusal, form))).await,
    }
}

pub(super) async fn own(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    page(&web, &signed, (Side::Customer, named), done(&fields), None).await
}

pub(super) async fn customers(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    page(&web, &signed, (Side::Partner, named), done(&fields), None).await
}

pub(super) async fn vendor(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    page(&web, &signed, (Side::Vendor, named), done(&fields), None).await
}

pub(super) async fn write_own(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    write(&web, &signed, (Side::Customer, named), &form).await
}

pub(super) async fn write_customers(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    write(&web, &signed, (Side::Partner, named), &form).await
}

pub(super) async fn write_vendor(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    write(&web, &signed, (Side::Vendor, named), &form).await
}

pub(super) async fn close_own(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    close(&web, &signed, (Side::Customer, named), &form).await
}

pub(super) async fn close_customers(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    close(&web, &signed, (Side::Partner, named), &form).await
}

pub(super) async fn close_vendor(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    close(&web, &signed, (Side::Vendor, named), &form).await
}
