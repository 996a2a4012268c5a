//! Removing a device.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::agent::AgentRight;
use service::{
    ask,
    autopilot::{AutopilotDevice, Device, RemoveDevice},
    run,
};

use super::{NamedDevice, Side, upload::lacking};
use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/autopilot/remove.html")]
struct RemovePage {
    frame: Frame,
    side: Side,
    it: Device,
    faults: Faults,
}

pub(super) async fn ask_remove(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedDevice>,
) -> PageResult {
    page(&web, &signed, named, None).await
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedDevice>,
    Posted(_): Posted,
) -> PageResult {
    let side = Side::of(&signed, named.tenant)?;
    let command = RemoveDevice { tenant: side.tenant, batch: None, device: named.device };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("{}?done=removed", side.base)),
        Err(refusal) => {
            let status = refusal.status();
            Ok(with_status(status, page(&web, &signed, named, Some(refusal)).await?))
        }
    }
}

async fn page(
    web: &Web,
    signed: &Signed,
    named: NamedDevice,
    refused: Option<service::Refusal>,
) -> Result<Response, PageError> {
    let mut side = Side::of(signed, named.tenant)?;
    let question = AutopilotDevice { tenant: side.tenant, device: named.device };
    let it = ask(&web.app, &signed.caller, &question).await?;
    if let Some(refusal) = refused {
        let frame = side.frame(web, signed).await?;
        let faults = Faults::of(&frame.t, refusal)?;
        return html(&RemovePage { frame, side, it, faults });
    }
    if !it.allowed.remove {
        return Err(lacking(&side, AgentRight::ManageAutopilot).into());
    }
    html(&RemovePage { frame: side.frame(web, signed).await?, side, it, faults: Faults::default() })
}
