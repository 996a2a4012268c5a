//! How one signal counts here: on or off, severity, periods.

use askama::Template;
use axum::extract::State;
use domain::{permission::Permission, signal::Severity};
use service::{
    Action, May, Refusal, ask, run,
    signals::{SetSignal, SignalLine},
};

use super::{Named, address, find, frame, minutes};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/signals/edit.html")]
struct EditPage {
    frame: Frame,
    line: SignalLine,
    name: String,
    address: String,
    form: Typed,
    faults: Faults,
}

/// What the fields hold.
struct Typed {
    is_enabled: bool,
    severity: String,
    poll: String,
    watch: String,
}

impl EditPage {
    /// The severity and the two periods as shipped, in words.
    fn shipped(&self) -> [String; 3] {
        let t = &self.frame.t;
        let severity = self.line.signal.severity.map(|severity| t.word("severity-", severity.key()));
        let said = |minutes: u16| t.count("signals-minutes", i64::from(minutes));
        let (poll, watch) = minutes(self.line.signal.periods).unwrap_or_default();
        [severity.unwrap_or_default(), said(poll), said(watch)]
            .map(|value| t.with("signals-as-shipped", "value", value))
    }

    /// The fields of periods: name, label, help, what they hold, what was shipped.
    fn periods(&self) -> [(&'static str, &'static str, &'static str, &str, String); 2] {
        let [_, poll, watch] = self.shipped();
        [
            ("pollMinutes", "signals-poll", "signals-poll-help", &self.form.poll, poll),
            ("watchMinutes", "signals-watch", "signals-watch-help", &self.form.watch, watch),
        ]
    }
}

/// The form of a signal.
pub(super) async fn edit(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
) -> PageResult {
    show(&web, &signed, &named, None).await
}

/// Saves how a signal counts.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(fields): Posted,
) -> PageResult {
    // A signal without a severity or without periods has no field for them.
    let given = |field: &str| fields.has(field).then(|| fields.text(field).to_owned());
    let command = SetSignal {
        device_type: named.device.clone(),
        signal: named.signal.clone(),
        is_enabled: Some(fields.text("isEnabled") == "yes"),
        severity: given("severity"),
        poll: given("pollMinutes"),
        watch: given("watchMinutes"),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect("/settings/signals?done"),
        Err(refusal) => show(&web, &signed, &named, Some((fields, refusal))).await,
    }
}

async fn show(web: &Web, signed: &Signed, named: &Named, refused: Option<(Form, Refusal)>) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::UseOwn(Permission::SettingsModify))).await?;
    let line = find(web, signed, named).await?;
    let frame = frame(web, signed).await?;
    let (form, faults) = match refused {
        Some((fields, refusal)) => (typed(&fields), Faults::of(&frame.t, refusal)?),
        None => (stored(&line), Faults::default()),
    };
    let name = frame.t.t(&line.signal.name_key());
    form_page(faults.status(), &EditPage { address: address(&line), frame, line, name, form, faults })
}

fn typed(fields: &Form) -> Typed {
    let text = |name: &str| fields.text(name).to_owned();
    Typed {
        is_enabled: fields.text("isEnabled") == "yes",
        severity: text("severity"),
        poll: text("pollMinutes"),
        watch: text("watchMinutes"),
    }
}

fn stored(line: &SignalLine) -> Typed {
    let (poll, watch) = minutes(line.rule.periods).unwrap_or_default();
    Typed {
        is_enabled: line.rule.is_enabled,
        severity: line.rule.severity.map(Severity::key).unwrap_or_default().to_owned(),
        poll: poll.to_string(),
        watch: watch.to_string(),
    }
}
