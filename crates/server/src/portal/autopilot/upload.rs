//! Adding devices from a file.

use askama::Template;
use axum::extract::State;
use domain::{agent::AgentRight, autopilot::MOST_AT_ONCE};
use service::{
    Code, Refusal, Requirement, Wanted, ask,
    autopilot::{AutopilotProfiles, BatchName, COLUMNS, Ground, UploadDevices, read},
    run,
};

use super::{Side, Whose};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::Uploaded,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/autopilot/upload.html")]
struct UploadPage {
    frame: Frame,
    side: Side,
    /// What makes one upload of a form, however often it is sent.
    once: String,
    faults: Faults,
}

impl UploadPage {
    /// An example of a file: the columns and two lines.
    fn example() -> String {
        format!("{}\nR9-ZNP67,,,Contoso,Room 5\n,00329-00000-0003-AA606,,,", COLUMNS.join(","))
    }
}

pub(super) async fn choose(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Whose { tenant }): PagePath<Whose>,
) -> PageResult {
    show(&web, &signed, Side::of(&signed, tenant)?, None).await
}

pub(super) async fn send(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Whose { tenant }): PagePath<Whose>,
    Uploaded { form, content, .. }: Uploaded,
) -> PageResult {
    let side = Side::of(&signed, tenant)?;
    let lines = match read(&content) {
        Ok(lines) => lines,
        Err(refusal) => return show(&web, &signed, side, Some(refusal)).await,
    };
    let batch = BatchName::New(String::new());
    let command = UploadDevices { tenant: side.tenant, batch, lines };
    match run(&web.app, &form.once(&signed.caller), command).await {
        Ok(id) => redirect(&format!("{}/submissions/{id}", side.base)),
        Err(refusal) => show(&web, &signed, side, Some(refusal)).await,
    }
}

async fn show(web: &Web, signed: &Signed, mut side: Side, refused: Option<Refusal>) -> PageResult {
    let ground = ground(web, signed, &side).await?;
    if !ground.may_add() {
        return Err(lacking(&side, AgentRight::AddAutopilotDevices).into());
    }
    let frame = side.frame(web, signed).await?;
    let status = refused.as_ref().map_or(200, Refusal::status);
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    form_page(status, &UploadPage { frame, side, once: web.app.ids.next().to_string(), faults })
}

/// What the reader may do there.
pub(super) async fn ground(web: &Web, signed: &Signed, side: &Side) -> Result<Ground, Refusal> {
    let question = AutopilotProfiles { tenant: side.tenant, wanted: Wanted::first(1), count: false };
    Ok(ask(&web.app, &signed.caller, &question).await?.ground)
}

/// What a reader lacks who sees and may not change.
pub(super) const fn lacking(side: &Side, right: AgentRight) -> Refusal {
    let missing = if side.is_own { Requirement::GlobalAdministrator } else { Requirement::Agent(right) };
    Refusal::Denied(Code::Forbidden, Some(missing))
}
