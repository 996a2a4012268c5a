//! A new support request on behalf of a customer.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    id::{Id, Organization, ServicePortal},
    support_request::{Severity, Side},
};
use service::{
    Refusal, ask, run,
    support_requests::{OpenSupportRequest, SupportForm, SupportFormOf},
};

use super::{CUSTOMERS, Whose, address, frame};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

/// What was typed.
#[derive(Clone, Debug, Default)]
struct Typed {
    title: String,
    description: String,
    severity: String,
    service: String,
    once: String,
}

impl Typed {
    fn read(form: &Form) -> Self {
        let text = |field: &str| form.text(field).to_owned();
        Self {
            title: text("title"),
            description: text("description"),
            severity: text("severity"),
            service: text("serviceId"),
            once: text("once"),
        }
    }
}

#[derive(Template)]
#[template(path = "portal/support_requests/new.html")]
struct NewPage {
    frame: Frame,
    tenant: Id<Organization>,
    it: SupportForm,
    typed: Typed,
    faults: Faults,
}

impl NewPage {
    fn list(&self) -> String {
        format!("{CUSTOMERS}?customer={}", self.tenant)
    }

    fn is_chosen(&self, service: &Id<ServicePortal>) -> bool {
        service.to_string() == self.typed.service
    }
}

pub(super) async fn form(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Whose { tenant }): PagePath<Whose>,
) -> PageResult {
    let (severity, once) = (Severity::Minor.key().to_owned(), web.app.ids.next().to_string());
    page(&web, &signed, tenant, Typed { severity, once, ..Typed::default() }, None).await
}

async fn page(
    web: &Web,
    signed: &Signed,
    tenant: Id<Organization>,
    typed: Typed,
    refused: Option<Refusal>,
) -> Result<Response, PageError> {
    let tenant = signed.caller.person.customer(tenant)?;
    let it = ask(&web.app, &signed.caller, &SupportFormOf { tenant }).await?;
    let frame = frame(web, signed, Side::Partner).await?;
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    form_page(faults.status(), &NewPage { frame, tenant, it, typed, faults })
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Whose { tenant }): PagePath<Whose>,
    Posted(form): Posted,
) -> PageResult {
    let typed = Typed::read(&form);
    let command = OpenSupportRequest {
        tenant: signed.caller.person.customer(tenant)?,
        service: typed.service.parse().ok(),
        title: typed.title.clone(),
        description: typed.description.clone(),
        severity: typed.severity.clone(),
    };
    match run(&web.app, &form.once(&signed.caller), command).await {
        Ok(id) => redirect(&format!("{}?done=opened", address(Side::Partner, tenant, id))),
        Err(refusal) => page(&web, &signed, tenant, typed, Some(refusal)).await,
    }
}
