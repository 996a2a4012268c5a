//! The page of one's own account.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    id::{Id, Session},
    organization::Face,
    signal::Severity,
    time::Time,
};
use service::{
    Caller, Refusal, Wanted,
    access_tokens::{AccessTokenRow, OwnAccessTokens},
    account::{EditAccount, OwnAccount, OwnMailChoice, change_password as change},
    ask,
    notifications::MailChoice,
    run,
    sessions::{OwnSessions, SessionRow},
    users::UserRow,
};

use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Fields, Posted},
    portal::{layout::Frame, pickers::CustomersPicker},
    web::Web,
};

/// So many sessions and tokens are shown at most; hardly anybody has more.
pub(super) const SHOWN: i64 = 200;

#[derive(Template)]
#[template(path = "portal/account/page.html")]
struct AccountPage {
    frame: Frame,
    row: UserRow,
    sessions: Vec<SessionRow>,
    this: Option<Id<Session>>,
    tokens: Vec<AccessTokenRow>,
    mail: MailChoice,
    customers: CustomersPicker,
    /// Whether this server sends e-mail at all.
    sends_mail: bool,
    now: Time,
    state: Shown,
}

impl AccountPage {
    fn is_this(&self, session: &SessionRow) -> bool {
        self.this == Some(session.id)
    }

    fn is_quiet_from(&self, hour: &i64) -> bool {
        self.mail.quiet.is_some_and(|(from, _)| from == *hour)
    }

    fn is_quiet_until(&self, hour: &i64) -> bool {
        self.mail.quiet.is_some_and(|(_, until)| until == *hour)
    }

    /// The severities, with what choosing each as the mildest means and whether it is chosen; none of them last.
    fn mildest(&self, chosen: Option<&Severity>) -> Vec<(&'static str, String, bool)> {
        let word = |severity: Option<Severity>| severity.map_or("none", Severity::key);
        let all = Severity::ALL.into_iter().map(Some).chain([None]);
        all.map(|it| (word(it), self.frame.t.word("account-mail-from-", word(it)), it.as_ref() == chosen))
            .collect()
    }

    /// The hours of a day with how they are written.
    fn hours() -> impl Iterator<Item = (i64, String)> {
        (0..24).map(|hour| (hour, format!("{hour:02}:00")))
    }
}

/// What was just done or refused.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) done: Option<&'static str>,
    pub(super) record: Faults,
    /// Language and time zone as they were typed.
    pub(super) typed: Option<(String, String)>,
    pub(super) mail: Faults,
    /// How they want to be told by e-mail, as it was chosen.
    pub(super) typed_mail: Option<MailChoice>,
    /// Part of the name of a customer that was searched for.
    pub(super) find: String,
    pub(super) password: Faults,
    pub(super) token: Faults,
    pub(super) token_name: String,
    pub(super) token_days: String,
    pub(super) made: Option<String>,
}

/// Shows the account.
pub(super) async fn show(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let done = match fields.text("done") {
        "saved" => Some("account-saved"),
        "mail" => Some("account-mail-saved"),
        "password" => Some("account-password-changed"),
        "session" => Some("account-session-ended"),
        "token" => Some("account-token-ended"),
        _ => None,
    };
    page(&web, &signed, Shown { done, ..Shown::default() }).await
}

/// Saves language and time zone.
pub(super) async fn edit(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let command = EditAccount {
        language: form.text("language").to_owned(),
        time_zone: form.text("time-zone").to_owned(),
        stamp: form.text("stamp").parse().ok(),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect("/account?done=saved"),
        Err(refusal) => {
            let record = faults(&web, &signed, refusal).await?;
            let typed = Some((form.text("language").to_owned(), form.text("time-zone").to_owned()));
            page(&web, &signed, Shown { record, typed, ..Shown::default() }).await
        }
    }
}

/// Changes the password; the old one is asked for.
pub(super) async fn change_password(
    State(web): State<Web>,
    signed: Signed,
    Posted(form): Posted,
) -> PageResult {
    let (old, new) = (form.exact("old-password"), form.exact("password"));
    match change(&web.app, &signed.caller, old, new, form.exact("repeated")).await {
        Ok(()) => redirect("/account?done=password"),
        Err(refusal) => {
            let password = faults(&web, &signed, refusal).await?;
            page(&web, &signed, Shown { password, ..Shown::default() }).await
        }
    }
}

/// The faults of a form, in the reader's language.
pub(super) async fn faults(web: &Web, signed: &Signed, refusal: Refusal) -> Result<Faults, Refusal> {
    let frame = frame(web, signed).await?;
    Faults::of(&frame.t, refusal)
}

/// The frame of the account's pages.
pub(super) async fn frame(web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
    let mut frame = Frame::of(web, signed, Face::Rooms, "account").await?;
    if frame.shell.is_operator {
        frame.face = Face::Operator;
    }
    Ok(frame)
}

/// Draws the page.
pub(super) async fn page(
    web: &Web,
    signed: &Signed,
    state: Shown,
) -> Result<Response, crate::answer::PageError> {
    let caller: &Caller = &signed.caller;
    let mut row = ask(&web.app, caller, &OwnAccount).await?;
    if let Some((language, time_zone)) = &state.typed {
        (row.language, row.time_zone) = (language.clone(), time_zone.clone());
    }
    let refused = [&state.record, &state.mail, &state.password, &state.token]
        .into_iter()
        .find(|faults| !faults.is_empty());
    let status = refused.map_or(200, Faults::status);
    let frame = frame(web, signed).await?;
    let mail = match state.typed_mail.clone() {
        Some(typed) => typed,
        None => ask(&web.app, caller, &OwnMailChoice).await?,
    };
    let words = (&frame.t, frame.icons.as_str(), frame.t.t("account-mail-customers-help"));
    let (chosen, error) = (mail.customers.clone(), state.mail.at("mail/tenantIds"));
    let page = AccountPage {
        customers: CustomersPicker::of(web, signed, words, chosen, &state.find, error).await?,
        frame,
        row,
        sessions: ask(&web.app, caller, &OwnSessions { wanted: Wanted::first(SHOWN), count: false })
            .await?
            .page
            .items,
        this: caller.person.session,
        tokens: ask(&web.app, caller, &OwnAccessTokens { wanted: Wanted::first(SHOWN), count: false })
            .await?
            .page
            .items,
        mail,
        sends_mail: web.app.sends_mail(),
        now: web.app.clock.now(),
        state,
    };
    form_page(status, &page)
}
