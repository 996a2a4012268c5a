//! The page behind the link of a request: what is asked for, and accepting it.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::reseller_relationship::{ResellerStep, Standing};
use service::{
    ask,
    reseller_relationships::AcceptReseller,
    reseller_requests::{OpenResellerRequest, Opened},
    run,
};

use super::frame;
use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/partner_relationships/accept.html")]
struct AcceptPage {
    frame: Frame,
    it: Opened,
    token: String,
    faults: Faults,
}

impl AcceptPage {
    /// Whether accepting would change nothing.
    fn is_settled(&self) -> bool {
        let step = ResellerStep::Accept { with_privileges: self.it.with_privileges };
        let is_settled =
            |standing: Standing| standing != Standing::None && standing.after(step) == Some(standing);
        is_settled(self.it.standing)
            && self.it.provider.as_ref().is_none_or(|(_, standing)| is_settled(*standing))
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(token): PagePath<String>,
) -> PageResult {
    page(&web, &signed, token, Faults::default()).await
}

pub(super) async fn accept(
    State(web): State<Web>,
    signed: Signed,
    PagePath(token): PagePath<String>,
    Posted(form): Posted,
) -> PageResult {
    let command = AcceptReseller {
        token: token.clone(),
        agreement_accepted: form.text("agreement") == "on",
        privileges_shown: Some(form.text("shown") == "true"),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(id) => redirect(&format!("/settings/partner-relationships/{id}?done=accepted")),
        Err(refusal) => {
            let status = refusal.status();
            let faults = Faults::of(&frame(&web, &signed).await?.t, refusal)?;
            Ok(with_status(status, page(&web, &signed, token, faults).await?))
        }
    }
}

async fn page(web: &Web, signed: &Signed, token: String, faults: Faults) -> Result<Response, PageError> {
    let it = ask(&web.app, &signed.caller, &OpenResellerRequest { token: token.clone() }).await?;
    html(&AcceptPage { frame: frame(web, signed).await?, it, token, faults })
}
