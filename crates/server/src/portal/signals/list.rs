//! The catalogue of signals with how each counts here: by category, with search, filters and order.

use askama::Template;
use axum::extract::State;
use domain::{room::DeviceType, signal::Category};
use service::{
    ask,
    signals::{Escalation, ListSignals, SignalLine},
};

use super::{
    address,
    chosen::{Chosen, STATES},
    frame, minutes,
};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/signals/list.html")]
struct ListPage {
    frame: Frame,
    chosen: Chosen,
    /// The signals with their names.
    lines: Vec<(SignalLine, String)>,
    /// Whether anything is set, so that all can be reset.
    is_changed: bool,
    /// After how many days a neglected Warning is raised.
    escalation: Option<i64>,
    done: bool,
}

impl ListPage {
    /// The columns that can be sorted by, with their headings.
    fn columns(&self) -> [(&'static str, String); 4] {
        let t = &self.frame.t;
        [
            ("signal", t.t("room-signal")),
            ("category", t.t("signals-category")),
            ("device", t.t("room-device-type")),
            ("state", t.t("state")),
        ]
    }

    fn address(line: &SignalLine) -> String {
        address(line)
    }

    fn periods(&self, line: &SignalLine) -> Option<(String, String)> {
        let t = &self.frame.t;
        let said = |minutes: u16| t.count("signals-minutes", i64::from(minutes));
        minutes(line.rule.periods).map(|(poll, watch)| (said(poll), said(watch)))
    }
}

/// Shows the list.
pub(super) async fn show(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields);
    let found = ask(&web.app, &signed.caller, &ListSignals).await?;
    let escalation = ask(&web.app, &signed.caller, &Escalation).await?.map(i64::from);
    let frame = frame(&web, &signed).await?;
    let is_changed = found.iter().any(SignalLine::is_changed);
    let mut lines: Vec<_> = found
        .into_iter()
        .filter(|line| line.signal.is_settable())
        .map(|line| (line, frame.t.t(&line.signal.name_key())))
        .filter(|(line, name)| chosen.wants(line, name))
        .collect();
    chosen.sort(&mut lines);
    html(&ListPage { frame, chosen, lines, is_changed, escalation, done: fields.has("done") })
}
