//! How somebody wants to be told by e-mail.

use axum::extract::State;
use service::{account::SetMailChoice, notifications::MailChoice, run};

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
    let is_quiet = !(form.text("quiet-from").is_empty() && form.text("quiet-until").is_empty());
    let choice = MailChoice {
        is_on: form.text("mail") == "yes",
        tells_given: form.text("given") == "yes",
        digest_hour: hour("digest"),
        quiet: is_quiet.then(|| (hour("quiet-from"), hour("quiet-until"))),
    };
    match run(&web.app, &signed.caller, SetMailChoice(choice)).await {
        Ok(()) => redirect("/account?done=mail"),
        Err(refusal) => {
            let mail = faults(&web, &signed, refusal).await?;
            page(&web, &signed, Shown { mail, typed_mail: Some(choice), ..Shown::default() }).await
        }
    }
}
