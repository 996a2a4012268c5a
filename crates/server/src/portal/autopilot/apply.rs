//! Giving the chosen devices a profile, or taking it away.

use axum::extract::State;
use domain::id::{AutopilotDevice, Id};
use service::{
    autopilot::{ApplyProfiles, NewProfile},
    run,
};

use super::{Side, Whose};
use crate::{
    answer::{PageResult, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    web::Web,
};

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Whose { tenant }): PagePath<Whose>,
    Posted(form): Posted,
) -> PageResult {
    let side = Side::of(&signed, tenant)?;
    let chosen: Vec<Id<AutopilotDevice>> = form.ids("device");
    if chosen.is_empty() {
        return redirect(&side.base);
    }
    // What cannot be read names no profile that there is; nothing takes it away.
    let profile = match form.text("profile") {
        "" => None,
        text => Some(text.parse().unwrap_or(Id::new(uuid::Uuid::nil()))),
    };
    let devices = chosen.into_iter().map(|device| NewProfile { device, profile }).collect();
    let id = run(&web.app, &signed.caller, ApplyProfiles { tenant: side.tenant, devices }).await?;
    redirect(&format!("{}/submissions/{id}", side.base))
}
