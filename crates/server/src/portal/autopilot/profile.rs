//! One profile: made, shown, changed, deleted.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{agent::AgentRight, autopilot::ProfileSetting};
use service::{
    Refusal, ask,
    autopilot::{
        AutopilotProfile, CreateProfile, DeleteProfile, Profile, ProfileForm, ProfileRow, UpdateProfile,
    },
    run,
};

use super::{
    NamedProfile, Side, Whose,
    profiles::settings,
    upload::{ground, lacking},
};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, html, redirect, with_status},
    caller::Signed,
    form::{Fields, Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/autopilot/profile.html")]
struct ProfilePage {
    frame: Frame,
    side: Side,
    /// The profile as it is kept; none for a new one.
    row: Option<ProfileRow>,
    form: ProfileForm,
    may_change: bool,
    is_saved: bool,
    faults: Faults,
}

impl ProfilePage {
    fn action(&self) -> String {
        let last = self.row.as_ref().map_or("new".to_owned(), |row| row.id.to_string());
        format!("{}/profiles/{last}", self.side.base)
    }

    fn has(&self, setting: ProfileSetting) -> bool {
        self.form.settings.iter().any(|word| word == setting.key())
    }

    fn settings(&self, row: &ProfileRow) -> Vec<String> {
        settings(&self.frame.t, row)
    }

    fn stamp(&self) -> i64 {
        self.row.as_ref().map_or(0, |row| row.stamp)
    }
}

#[derive(Template)]
#[template(path = "portal/autopilot/delete_profile.html")]
struct DeletePage {
    frame: Frame,
    side: Side,
    row: ProfileRow,
    faults: Faults,
}

pub(super) async fn new(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Whose { tenant }): PagePath<Whose>,
) -> PageResult {
    new_page(&web, &signed, Side::of(&signed, tenant)?, ProfileForm::default(), None).await
}

pub(super) async fn create(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Whose { tenant }): PagePath<Whose>,
    Posted(sent): Posted,
) -> PageResult {
    let side = Side::of(&signed, tenant)?;
    let form = read(&sent);
    match run(&web.app, &signed.caller, CreateProfile { tenant: side.tenant, form: form.clone() }).await {
        Ok(_) => redirect(&format!("{}/profiles?done=created", side.base)),
        Err(refusal) => new_page(&web, &signed, side, form, Some(refusal)).await,
    }
}

async fn new_page(
    web: &Web,
    signed: &Signed,
    mut side: Side,
    form: ProfileForm,
    refused: Option<Refusal>,
) -> PageResult {
    if !ground(web, signed, &side).await?.may_change_profiles() {
        return Err(refused.unwrap_or(lacking(&side, AgentRight::ManageAutopilot)).into());
    }
    let frame = side.frame(web, signed).await?;
    let status = refused.as_ref().map_or(200, Refusal::status);
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let page = ProfilePage { frame, side, row: None, form, may_change: true, is_saved: false, faults };
    form_page(status, &page)
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedProfile>,
    fields: Fields,
) -> PageResult {
    let (mut side, it) = open(&web, &signed, named).await?;
    let form = kept(&it.row);
    html(&ProfilePage {
        frame: side.frame(&web, &signed).await?,
        side,
        form,
        may_change: it.ground.may_change_profiles(),
        row: Some(it.row),
        is_saved: fields.text("done") == "saved",
        faults: Faults::default(),
    })
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedProfile>,
    Posted(sent): Posted,
) -> PageResult {
    let side = Side::of(&signed, named.tenant)?;
    let form = read(&sent);
    let command = UpdateProfile {
        tenant: side.tenant,
        profile: named.profile,
        form: form.clone(),
        stamp: Some(stamp(&sent)),
    };
    let refusal = match run(&web.app, &signed.caller, command).await {
        Ok(()) => return redirect(&format!("{}/profiles/{}?done=saved", side.base, named.profile)),
        Err(refusal) => refusal,
    };
    let status = refusal.status();
    let (mut side, it) = open(&web, &signed, named).await?;
    let frame = side.frame(&web, &signed).await?;
    let faults = Faults::of(&frame.t, refusal)?;
    let may_change = it.ground.may_change_profiles();
    let page = ProfilePage { frame, side, row: Some(it.row), form, may_change, is_saved: false, faults };
    form_page(status, &page)
}

pub(super) async fn ask_delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedProfile>,
) -> PageResult {
    delete_page(&web, &signed, named, None).await
}

pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedProfile>,
    Posted(sent): Posted,
) -> PageResult {
    let side = Side::of(&signed, named.tenant)?;
    let command = DeleteProfile { tenant: side.tenant, profile: named.profile, stamp: Some(stamp(&sent)) };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("{}/profiles?done=deleted", side.base)),
        Err(refusal) => {
            let status = refusal.status();
            Ok(with_status(status, delete_page(&web, &signed, named, Some(refusal)).await?))
        }
    }
}

async fn delete_page(
    web: &Web,
    signed: &Signed,
    named: NamedProfile,
    refused: Option<Refusal>,
) -> Result<Response, PageError> {
    let (mut side, it) = open(web, signed, named).await?;
    if !it.ground.may_change_profiles() {
        return Err(refused.unwrap_or(lacking(&side, AgentRight::ManageAutopilot)).into());
    }
    let frame = side.frame(web, signed).await?;
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    html(&DeletePage { frame, side, row: it.row, faults })
}

async fn open(web: &Web, signed: &Signed, named: NamedProfile) -> Result<(Side, Profile), Refusal> {
    let side = Side::of(signed, named.tenant)?;
    let question = AutopilotProfile { tenant: side.tenant, profile: named.profile };
    let it = ask(&web.app, &signed.caller, &question).await?;
    Ok((side, it))
}

/// The version that was read; what cannot be read as one matches none.
fn stamp(form: &Form) -> i64 {
    form.text("stamp").parse().unwrap_or(-1)
}

fn read(sent: &Form) -> ProfileForm {
    let mut settings: Vec<String> = sent.all("settings").map(str::to_owned).collect();
    if settings.is_empty() {
        settings.push("none".to_owned());
    }
    ProfileForm {
        name: sent.text("displayName").to_owned(),
        description: sent.text("description").to_owned(),
        settings,
        acknowledged: sent.text("acknowledged") == "on",
    }
}

fn kept(row: &ProfileRow) -> ProfileForm {
    ProfileForm {
        name: row.name.clone(),
        description: row.description.clone(),
        settings: row.settings.words().into_iter().map(str::to_owned).collect(),
        acknowledged: row.settings.has(ProfileSetting::SkipEula),
    }
}
