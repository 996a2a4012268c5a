//! Assign at many customers: a role, who gets it, at which customers, for which rooms and how long, a look at what would
//! happen at each of them, and what did. One form, which carries everything from page to page, so that it works without
//! script.

mod draft;
mod page;
mod rows;

use axum::{
    Router,
    body::Body,
    extract::State,
    routing::{get, post},
};
use service::{
    Refusal, ask,
    bulk_assignments::{assign_at_many, export_preview},
    shell::ShellOf,
};

use self::{
    draft::Draft,
    page::{Looked, looked, page, refused, result},
    rows::{Row, file, lines},
};
use crate::{
    answer::{Faults, PageResult},
    caller::Signed,
    form::{Form, Posted},
    i18n::Translator,
    portal::audit_logs::download::attachment,
    web::Web,
};

/// Where it stands.
const BASE: &str = "/partner/settings/roles/bulk";

/// Its pages.
pub(super) fn routes() -> Router<Web> {
    Router::new().route(BASE, get(begin).post(step)).route(&format!("{BASE}/result.csv"), post(download))
}

async fn begin(State(web): State<Web>, signed: Signed) -> PageResult {
    let draft = Draft::new(web.app.ids.next().to_string());
    page(&web, &signed, draft, &Form::default(), Faults::default(), Looked::default()).await
}

/// Any step, posted: on, back, another search, all or none of what was found, or the last one, which assigns.
async fn step(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let mut draft = Draft::read(&form);
    match form.text("go") {
        "back" => draft.back(),
        "find" | "all" | "none" => {}
        "assign" | "csv" if draft.asks("preview") => return finish(&web, &signed, draft, &form).await,
        _ => match draft.lacks() {
            None => draft.on(),
            Some(refusal) => return refused(&web, &signed, draft, &form, refusal).await,
        },
    }
    if !draft.asks("preview") {
        return page(&web, &signed, draft, &form, Faults::default(), Looked::default()).await;
    }
    match looked(&web, &signed, &draft, &form).await {
        Ok(looked) => page(&web, &signed, draft, &form, Faults::default(), looked).await,
        Err(refusal) => return_to(&web, &signed, draft, &form, refusal).await,
    }
}

/// Assigns, or hands the preview out as a file.
async fn finish(web: &Web, signed: &Signed, draft: Draft, form: &Form) -> PageResult {
    let t = translator(web, signed).await?;
    if form.text("go") == "csv" {
        let told = match draft.wanted(&t, form) {
            Ok(wanted) => export_preview(&web.app, &signed.caller, wanted).await,
            Err(refusal) => Err(refusal),
        };
        return match told {
            Ok(told) => {
                let file = Body::from(file(&t, "bulk-would-", &lines(told)));
                Ok(attachment("bulk-assignment-preview.csv", "text/csv; charset=utf-8", file))
            }
            Err(refusal) => return_to(web, signed, draft, form, refusal).await,
        };
    }
    let outcome = match draft.wanted(&t, form) {
        Ok(wanted) => assign_at_many(&web.app, &form.once(&signed.caller), wanted).await,
        Err(refusal) => Err(refusal),
    };
    match outcome {
        Ok(told) => result(web, signed, lines(told)).await,
        Err(refusal) => return_to(web, signed, draft, form, refusal).await,
    }
}

/// Shows the first step on which something is wrong.
async fn return_to(
    web: &Web,
    signed: &Signed,
    mut draft: Draft,
    form: &Form,
    refusal: Refusal,
) -> PageResult {
    draft.return_to(&refusal);
    refused(web, signed, draft, form, refusal).await
}

/// The result as a file: of the rows that the page of the result carries, for nothing of it is stored.
async fn download(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let t = translator(&web, &signed).await?;
    let rows: Vec<Row> = form.all("row").filter_map(Row::read).collect();
    let file = Body::from(file(&t, "bulk-did-", &rows));
    Ok(attachment("bulk-assignment.csv", "text/csv; charset=utf-8", file))
}

async fn translator(web: &Web, signed: &Signed) -> Result<Translator, Refusal> {
    let shell = ask(&web.app, &signed.caller, &ShellOf).await?;
    Ok(Translator::new(shell.language, &shell.time_zone))
}
