//! Suppressing a room or signals of it, changing that, and ending it: why, and until when.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization, Room as RoomId, Suppression},
    permission::Permission,
    suppression::{NamedSignal, REASON_MAX, Suppressed},
};
use serde::Deserialize;
use service::{
    Code, Refusal,
    rooms::{Room, SignalState},
    suppressions::{ChangeSuppression, EndSuppression, ShownSuppression, Suppress, run_judged},
};

use super::{At, Named, Opened, act::done, called, open, open_again};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    i18n::Translator,
    path::PagePath,
    portal::{
        layout::Frame,
        span::{self, Span},
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/rooms/suppress.html")]
struct SuppressPage {
    frame: Frame,
    at: At,
    room: Room,
    address: String,
    /// The suppression that is changed; none where one begins.
    shown: Option<ShownSuppression>,
    typed: Typed,
    /// What makes a new suppression one, however often its form is sent.
    once: String,
    faults: Faults,
}

/// What the fields hold.
struct Typed {
    whole: bool,
    signals: Vec<NamedSignal>,
    reason: String,
    span: Span,
}

impl SuppressPage {
    fn title(&self) -> String {
        self.frame.t.t(if self.shown.is_some() { "suppression" } else { "suppress" })
    }

    fn what(&self, shown: &ShownSuppression) -> String {
        what(&self.frame.t, shown)
    }

    fn owner(shown: &ShownSuppression) -> String {
        owner(shown)
    }

    fn signals(&self) -> impl Iterator<Item = &SignalState> {
        self.room.signals.iter().flat_map(|group| &group.signals)
    }

    fn called(&self, key: &str) -> String {
        called(&self.frame.t, key)
    }

    fn is_ticked(&self, signal: &SignalState) -> bool {
        self.typed.signals.iter().any(|named| {
            (named.signal.as_str(), named.instance.as_str())
                == (signal.row.signal.as_str(), signal.row.instance.as_str())
        })
    }
}

/// What is suppressed, in words.
pub(super) fn what(t: &Translator, shown: &ShownSuppression) -> String {
    let name = |named: &NamedSignal| match named.instance.as_str() {
        "" => called(t, &named.signal),
        instance => format!("{} ({instance})", called(t, &named.signal)),
    };
    match &shown.suppression.what {
        Suppressed::Room => t.t("suppress-room"),
        Suppressed::Signals(signals) => signals.iter().map(name).collect::<Vec<_>>().join(", "),
    }
}

/// Who did it, of which organization.
pub(super) fn owner(shown: &ShownSuppression) -> String {
    match &shown.owner {
        Some((name, _)) => format!("{name} · {}", shown.organization),
        None => shown.organization.clone(),
    }
}

/// A suppression as its address names it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct NamedSuppression {
    tenant: Option<Id<Organization>>,
    room: Id<RoomId>,
    suppression: Id<Suppression>,
}

impl NamedSuppression {
    const fn room(self) -> Named {
        Named { tenant: self.tenant, room: self.room }
    }
}

/// The form that suppresses.
pub(super) async fn new(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
) -> PageResult {
    show(&web, &signed, named, None, None).await
}

/// Suppresses.
pub(super) async fn create(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(fields): Posted,
) -> PageResult {
    let Opened { frame, .. } = open(&web, &signed, named).await?;
    let made = async {
        let from = span::from(&frame.t, &fields)?;
        let command = Suppress {
            tenant: named.whose().tenant(&signed),
            room: named.room,
            signals: (fields.text("what") == "signals").then(|| ticked(&fields)),
            reason: fields.text("reason").to_owned(),
            from,
            until: span::until(&frame.t, &fields, from.unwrap_or_else(|| web.app.clock.now()))?,
        };
        run_judged(&web.app, &fields.once(&signed.caller), command).await
    };
    match made.await {
        Ok(_) => redirect(&done(&signed, named, "suppressed")?),
        Err(refusal) => show(&web, &signed, named, None, Some((fields, refusal))).await,
    }
}

/// The form of a suppression.
pub(super) async fn edit(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedSuppression>,
) -> PageResult {
    show(&web, &signed, named.room(), Some(named.suppression), None).await
}

/// Saves another end or reason.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedSuppression>,
    Posted(fields): Posted,
) -> PageResult {
    let Opened { frame, .. } = open(&web, &signed, named.room()).await?;
    let saved = async {
        let until = span::until(&frame.t, &fields, web.app.clock.now())?;
        let command = ChangeSuppression {
            tenant: named.room().whose().tenant(&signed),
            room: named.room,
            suppression: named.suppression,
            reason: Some(fields.text("reason").to_owned()),
            until: Some(until.ok_or_else(|| Refusal::field("endDateTime", Code::Required))?),
        };
        run_judged(&web.app, &signed.caller, command).await
    };
    match saved.await {
        Ok(()) => redirect(&done(&signed, named.room(), "suppression-saved")?),
        Err(refusal) => {
            let refused = Some((fields, refusal));
            show(&web, &signed, named.room(), Some(named.suppression), refused).await
        }
    }
}

/// Ends a suppression now.
pub(super) async fn end(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedSuppression>,
    _: Posted,
) -> PageResult {
    let (tenant, room) = (named.room().whose().tenant(&signed), named.room);
    let command = EndSuppression { tenant, room, suppression: named.suppression };
    run_judged(&web.app, &signed.caller, command).await?;
    redirect(&done(&signed, named.room(), "unsuppressed")?)
}

async fn show(
    web: &Web,
    signed: &Signed,
    named: Named,
    changed: Option<Id<Suppression>>,
    refused: Option<(Form, Refusal)>,
) -> PageResult {
    let status = refused.as_ref().map_or(200, |(_, refusal)| refusal.status());
    let (fields, refused) =
        refused.map(|(fields, refusal)| (fields, span::beside_its_field(refusal))).unzip();
    let Opened { frame, at, room, address, faults } = open_again(web, signed, named, refused).await?;
    let room = room.require(Permission::RoomModify)?;
    let shown = match changed {
        Some(id) => {
            let found = room.suppressions.iter().find(|shown| shown.id == id).cloned();
            Some(found.ok_or(Refusal::Missing)?)
        }
        None if !room.is_monitored() => {
            return Err(Refusal::Conflict(Code::InvalidState, Some(named.room.uuid())).into());
        }
        None => None,
    };
    let typed = match (fields, &shown) {
        (Some(fields), _) => typed(&fields, shown.is_none()),
        (None, Some(shown)) => stored(&frame.t, shown),
        (None, None) => Typed { whole: true, signals: Vec::new(), reason: String::new(), span: Span::new() },
    };
    let once = web.app.ids.next().to_string();
    form_page(status, &SuppressPage { frame, at, room, address, shown, typed, once, faults })
}

fn typed(fields: &Form, is_new: bool) -> Typed {
    Typed {
        whole: fields.text("what") != "signals",
        signals: ticked(fields),
        reason: fields.text("reason").to_owned(),
        span: Span::typed(fields, is_new),
    }
}

fn stored(t: &Translator, shown: &ShownSuppression) -> Typed {
    Typed {
        whole: shown.suppression.what == Suppressed::Room,
        signals: Vec::new(),
        reason: shown.reason.clone(),
        span: Span::ending(t, shown.suppression.ends_at),
    }
}

/// The signals that were ticked; no key holds a vertical line.
fn ticked(fields: &Form) -> Vec<NamedSignal> {
    let named = |(signal, instance): (&str, &str)| NamedSignal {
        signal: signal.to_owned(),
        instance: instance.to_owned(),
    };
    fields.all("signal").filter_map(|value| value.split_once('|')).map(named).collect()
}
