//! Adding and editing a user, and the one-time link that is shown once.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    directory::Principal,
    id::{Id, User},
};
use service::{
    Action, May, Refusal, ask,
    organizations::Own,
    run,
    sign_in::Secret,
    users::{CreateUser, EditUser, GetUser, MakePasswordLink},
};

use super::{frame, require};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, html, redirect},
    api::users::set_password_url,
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

/// What is in the fields.
#[derive(Clone, Debug, Default)]
struct Typed {
    upn: String,
    name: String,
    language: String,
    time_zone: String,
    stamp: String,
}

impl Typed {
    fn of(form: &crate::form::Form) -> Self {
        Self {
            upn: form.text("account").to_owned(),
            name: form.text("name").to_owned(),
            language: form.text("language").to_owned(),
            time_zone: form.text("time-zone").to_owned(),
            stamp: form.text("stamp").to_owned(),
        }
    }
}

#[derive(Template)]
#[template(path = "portal/directory/user_form.html")]
struct FormPage {
    frame: Frame,
    faults: Faults,
    typed: Typed,
    /// The person; none when they are new.
    user: Option<Id<User>>,
    /// How the person is called until the form is saved.
    called: String,
    domains: Vec<String>,
}

#[derive(Template)]
#[template(path = "portal/directory/link.html")]
struct LinkPage {
    frame: Frame,
    user: Id<User>,
    upn: String,
    name: String,
    link: String,
}

/// The form of a new user, with the organization's language and time zone.
pub(super) async fn new(State(web): State<Web>, signed: Signed) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::ManageDirectory)).await?;
    let own = ask(&web.app, &signed.caller, &Own).await?;
    let typed = Typed { language: own.language, time_zone: own.time_zone, ..Typed::default() };
    form(&web, &signed, typed, None, None).await
}

/// Adds a user and shows the link.
pub(super) async fn create(State(web): State<Web>, signed: Signed, Posted(posted): Posted) -> PageResult {
    let typed = Typed::of(&posted);
    let command = CreateUser {
        upn: typed.upn.clone(),
        display_name: typed.name.clone(),
        language: typed.language.clone(),
        time_zone: typed.time_zone.clone(),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(made) => link(&web, &signed, made.user, &made.link).await,
        Err(refusal) => form(&web, &signed, typed, None, Some(refusal)).await,
    }
}

/// The form of a user.
pub(super) async fn edit(
    State(web): State<Web>,
    signed: Signed,
    PagePath(user): PagePath<Id<User>>,
) -> PageResult {
    require(&web, &signed, Principal::User(user)).await?;
    let (row, _) = ask(&web.app, &signed.caller, &GetUser { user }).await?;
    let typed = Typed {
        upn: row.upn,
        name: row.display_name,
        language: row.language,
        time_zone: row.time_zone,
        stamp: row.stamp.to_string(),
    };
    form(&web, &signed, typed, Some(user), None).await
}

/// Saves a user.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(user): PagePath<Id<User>>,
    Posted(posted): Posted,
) -> PageResult {
    let typed = Typed::of(&posted);
    let command = EditUser {
        user,
        display_name: typed.name.clone(),
        language: typed.language.clone(),
        time_zone: typed.time_zone.clone(),
        stamp: typed.stamp.parse().ok(),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("/directory/users/{user}?done=saved")),
        Err(refusal) => form(&web, &signed, typed, Some(user), Some(refusal)).await,
    }
}

/// Makes a new link and shows it.
pub(super) async fn password_link(
    State(web): State<Web>,
    signed: Signed,
    PagePath(user): PagePath<Id<User>>,
    _: Posted,
) -> PageResult {
    let secret = run(&web.app, &signed.caller, MakePasswordLink { user }).await?;
    link(&web, &signed, user, &secret).await
}

async fn form(
    web: &Web,
    signed: &Signed,
    typed: Typed,
    user: Option<Id<User>>,
    refusal: Option<Refusal>,
) -> Result<Response, PageError> {
    let frame = frame(web, signed, "users").await?;
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let domains = ask(&web.app, &signed.caller, &Own).await?.domains;
    let called = match user {
        Some(user) => ask(&web.app, &signed.caller, &GetUser { user }).await?.0.display_name,
        None => String::new(),
    };
    form_page(faults.status(), &FormPage { frame, faults, typed, user, called, domains })
}

async fn link(web: &Web, signed: &Signed, user: Id<User>, secret: &Secret) -> Result<Response, PageError> {
    let (row, _) = ask(&web.app, &signed.caller, &GetUser { user }).await?;
    html(&LinkPage {
        frame: frame(web, signed, "users").await?,
        user,
        upn: row.upn,
        name: row.display_name,
        link: set_password_url(web, secret),
    })
}
