//! How somebody wants to be told by e-mail.

use axum::extract::State;
use domain::signal::Severity;
use service::{
    account::{OwnMailChoice, set_mail_choice},
    ask,
    notifications::MailChoice,
};

use super::page::{Shown, faults, page};
use crate::{
    answer::{PageResult, redirect},
    caller::Signed,
    form::Posted,
    web::Web,
};

/// What stands for no hour; the use case says so.
const NO_HOUR: i64 = -1;

/// Saves it: both quiet hours or neither.
pub(super) async fn save(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let hour = |name: &str| form.text(name).parse().unwrap_or(NO_HOUR);
    let before = ask(&web.app, &signed.caller, &OwnMailChoice).await?;
    // A form that does not ask leaves it as it is.
    let mildest = |name: &str, before| {
        if form.has(name) { Severity::from_key(form.text(name)) } else { before }
    };
    let is_quiet = !(form.text("quiet-from").is_empty() && form.text("quiet-until").is_empty());
    let choice = MailChoice {
        is_on: form.text("mail") == "yes",
        tells_given: form.text("given") == "yes",
        digest_hour: hour("digest"),
        quiet: is_quiet.then(|| (hour("quiet-from"), hour("quiet-until"))),
        at_once_from: mildest("at-once", before.at_once_from),
        digest_from: mildest("in-digest", before.digest_from),
        customers: form.ids("tenantIds"),
    };
    if form.text("go") == "find" {
        let find = form.text("find").to_owned();
        return page(&web, &signed, Shown { find, typed_mail: Some(choice), ..Shown::default() }).await;
    }
    match set_mail_choice(&web.app, &signed.caller, choice.clone()).await {
        Ok(()) => redirect("/account?done=mail"),
        Err(refusal) => {
            let mail = faults(&web, &signed, refusal).await?;
            page(&web, &signed, Shown { mail, typed_mail: Some(choice), ..Shown::default() }).await
        }
    }
}
