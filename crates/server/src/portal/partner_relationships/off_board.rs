//! Ending everything that a partner holds: what ends, then the partner's name typed to confirm (decision 4, R-141).

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{autopilot::RuleSet, id::Id};
use service::{
    Code, Refusal, Requirement, ask,
    off_boarding::{OffBoardPartner, Residue, ResidueOfPartner},
    partner_holdings::{Held, HoldingsOf, HoldingsOfPartner},
    run,
};
use uuid::Uuid;

use super::{
    frame,
    holdings::{name, roles},
    records::page_of,
};
use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/partner_relationships/off_board.html")]
struct OffBoardPage {
    frame: Frame,
    it: HoldingsOf,
    /// What the reseller relationship opens of Autopilot.
    autopilot_rules: RuleSet,
    /// What would be left.
    residue: Vec<Residue>,
    faults: Faults,
}

impl OffBoardPage {
    /// What something that ends is called.
    fn name(&self, held: &Held) -> String {
        name(&self.frame.t, held)
    }

    /// Where something that would be left is looked after.
    fn page(&self, left: &Residue) -> Option<&'static str> {
        page_of(&self.frame, left.kind)
    }

    /// The roles of something that ends, as they are called.
    fn roles(&self, held: &Held) -> Vec<String> {
        roles(&self.frame.t, held)
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(partner): PagePath<Uuid>,
) -> PageResult {
    page(&web, &signed, partner, Faults::default()).await
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(partner): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    let typed = Some(form.text("confirmation").to_owned());
    match run(&web.app, &signed.caller, OffBoardPartner { partner: Id::new(partner), typed }).await {
        Ok(record) => {
            redirect(&format!("/settings/partner-relationships/off-boarding-records/{record}?done=ended"))
        }
        Err(refusal) => {
            let status = refusal.status();
            let faults =
                Faults::of(&frame(&web, &signed).await?.t, refusal)?.with_typed(form.text("confirmation"));
            Ok(with_status(status, page(&web, &signed, partner, faults).await?))
        }
    }
}

async fn page(web: &Web, signed: &Signed, partner: Uuid, faults: Faults) -> Result<Response, PageError> {
    let it = ask(&web.app, &signed.caller, &HoldingsOfPartner { partner: Id::new(partner) }).await?;
    if !it.may_consent {
        return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::GlobalAdministrator)).into());
    }
    if faults.is_empty() && !it.partner.is_holding() {
        return Err(Refusal::Conflict(Code::InvalidState, Some(partner)).into());
    }
    let residue = ask(&web.app, &signed.caller, &ResidueOfPartner { partner: Id::new(partner) }).await?;
    let autopilot_rules = web.app.settings.autopilot_rules;
    html(&OffBoardPage { frame: frame(web, signed).await?, it, autopilot_rules, residue, faults })
}
