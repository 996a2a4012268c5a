//! Suppressing a room or signals of it, changing that, and ending it: why, and until when.

use askama::Template;
use axum::extract::State;
use domain::{
    directory::Principal,
    id::{Id, Organization, Room as RoomId, Suppression},
    permission::Permission,
    suppression::{NamedSignal, REASON_MAX, Suppressed, SuppressionTurn},
};
use serde::Deserialize;
use service::{
    Code, Refusal, ask,
    rooms::{Room, SignalState, SuppressionTold},
    suppressions::{
        ChangeSuppression, EndSuppression, Owners, OwnersToChoose, ShownSuppression, Suppress, run_judged,
    },
};

use super::{At, Named, Opened, act::done, called, open, open_again};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
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
    /// Who could answer for it.
    owners: Owners,
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
    /// Who answers for it, as an option stands for them.
    owner: String,
    /// Part of the name of who was searched for.
    find: String,
}

/// The option that leaves the owner as it is, where the reader may not know who that is.
const STAYS: &str = "stays";

impl SuppressPage {
    fn title(&self) -> String {
        self.frame.t.t(if self.shown.is_some() { "suppression" } else { "suppress" })
    }

    fn what(&self, shown: &ShownSuppression) -> String {
        what(&self.frame.t, shown)
    }

    /// Those who are offered as owners, people first: the option and the name. The one there is stands among them.
    fn choices(&self) -> Vec<(String, String)> {
        let people = self.owners.people.iter().map(|it| (Principal::User(it.id), it.name.clone()));
        let teams = self.owners.teams.iter().map(|it| (Principal::SecurityGroup(it.id), it.name.clone()));
        let mut all: Vec<_> =
            people.chain(teams).map(|(principal, name)| (option(principal), name)).collect();
        let now = self.shown.as_ref().map(|shown| match &shown.owner {
            Some(owner) => (option(owner.principal), owner.name.clone()),
            None => (STAYS.to_owned(), shown.organization.clone()),
        });
        all.extend(now.filter(|(now, _)| !self.owners_have(now)));
        all
    }

    fn owners_have(&self, wanted: &str) -> bool {
        let is = |principal| option(principal) == wanted;
        self.owners.people.iter().any(|it| is(Principal::User(it.id)))
            || self.owners.teams.iter().any(|it| is(Principal::SecurityGroup(it.id)))
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
    match &shown.suppression.what {
        Suppressed::Room => t.t("suppress-room"),
        Suppressed::Signals(signals) => signals_in_words(t, signals),
    }
}

/// What a turn of a suppression was about.
pub(super) fn told(t: &Translator, told: &SuppressionTold) -> String {
    match told.entry.signals.as_slice() {
        [] => t.t("suppress-room"),
        signals => signals_in_words(t, signals),
    }
}

/// Why, until when, and who did it.
pub(super) fn circumstances(t: &Translator, told: &SuppressionTold) -> String {
    let mut words = vec![told.entry.reason.clone()];
    if told.entry.turn != SuppressionTurn::Ended {
        words.push(t.with("suppression-until", "time", t.time(told.entry.ends_at)));
    }
    match &told.by {
        Some((Some(name), organization)) => words.extend([name.clone(), organization.clone()]),
        Some((None, organization)) => words.push(organization.clone()),
        None => words.push(t.t("suppression-by-time")),
    }
    words.join(" · ")
}

/// Signals by name.
fn signals_in_words<'a>(t: &Translator, signals: impl IntoIterator<Item = &'a NamedSignal>) -> String {
    let name = |named: &NamedSignal| match named.instance.as_str() {
        "" => called(t, &named.signal),
        instance => format!("{} ({instance})", called(t, &named.signal)),
    };
    signals.into_iter().map(name).collect::<Vec<_>>().join(", ")
}

/// The option of a person or team.
fn option(principal: Principal) -> String {
    format!("{}:{}", principal.kind(), principal.uuid())
}

/// Whom an option stands for; none for the reader, or for nobody that can be read.
fn chosen(fields: &Form) -> Option<Principal> {
    let (kind, id) = fields.text("owner").split_once(':')?;
    Principal::new(kind, id.parse().ok()?)
}

/// Who answers for it, of which organization.
pub(super) fn owner(shown: &ShownSuppression) -> String {
    match &shown.owner {
        Some(owner) => format!("{} · {}", owner.name, shown.organization),
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

/// The form that suppresses; the address may name signals of the room that are ticked then.
pub(super) async fn new(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    show(&web, &signed, named, None, Some((fields, None))).await
}

/// Suppresses.
pub(super) async fn create(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(fields): Posted,
) -> PageResult {
    if fields.text("go") == "find" {
        return show(&web, &signed, named, None, Some((fields, None))).await;
    }
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
            owner: chosen(&fields),
        };
        run_judged(&web.app, &fields.once(&signed.caller), command).await
    };
    match made.await {
        Ok(_) => redirect(&done(&signed, named, "suppressed")?),
        Err(refusal) => show(&web, &signed, named, None, Some((fields, Some(refusal)))).await,
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

/// Saves another end, reason or owner.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedSuppression>,
    Posted(fields): Posted,
) -> PageResult {
    if fields.text("go") == "find" {
        return show(&web, &signed, named.room(), Some(named.suppression), Some((fields, None))).await;
    }
    let Opened { frame, .. } = open(&web, &signed, named.room()).await?;
    let own = Principal::User(signed.caller.person.user);
    let saved = async {
        let until = span::until(&frame.t, &fields, web.app.clock.now())?;
        let command = ChangeSuppression {
            tenant: named.room().whose().tenant(&signed),
            room: named.room,
            suppression: named.suppression,
            reason: Some(fields.text("reason").to_owned()),
            until: Some(until.ok_or_else(|| Refusal::field("endDateTime", Code::Required))?),
            owner: if fields.text("owner") == STAYS || !fields.has("owner") {
                None
            } else {
                Some(chosen(&fields).unwrap_or(own))
            },
        };
        run_judged(&web.app, &signed.caller, command).await
    };
    match saved.await {
        Ok(()) => redirect(&done(&signed, named.room(), "suppression-saved")?),
        Err(refusal) => {
            let refused = Some((fields, Some(refusal)));
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
    sent: Option<(Form, Option<Refusal>)>,
) -> PageResult {
    let (fields, refused) = sent.unzip();
    let refused = refused.flatten();
    let status = refused.as_ref().map_or(200, Refusal::status);
    let refused = refused.map(span::beside_its_field);
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
        (Some(fields), _) => typed(&fields, &room, shown.is_none()),
        (None, Some(shown)) => stored(&frame.t, shown),
        (None, None) => typed(&Fields::default(), &room, true),
    };
    let (tenant, search) = (named.whose().tenant(signed), typed.find.clone());
    let question = OwnersToChoose { realm: at.realm(), tenant, room: named.room, search };
    let owners = ask(&web.app, &signed.caller, &question).await?;
    let once = web.app.ids.next().to_string();
    form_page(status, &SuppressPage { frame, at, room, address, shown, typed, owners, once, faults })
}

fn typed(fields: &Form, room: &Room, is_new: bool) -> Typed {
    let signals = ticked(fields);
    let has = |named: &NamedSignal| {
        let of_room = &mut room.signals.iter().flat_map(|group| &group.signals);
        of_room.any(|it| (&it.row.signal, &it.row.instance) == (&named.signal, &named.instance))
    };
    Typed {
        // Where nothing was chosen yet, signals that the address names are.
        whole: match fields.text("what") {
            "" => !signals.iter().any(has),
            what => what != "signals",
        },
        signals,
        reason: fields.text("reason").to_owned(),
        span: Span::typed(fields, is_new),
        owner: fields.text("owner").to_owned(),
        find: fields.text("find-owner").to_owned(),
    }
}

fn stored(t: &Translator, shown: &ShownSuppression) -> Typed {
    Typed {
        whole: shown.suppression.what == Suppressed::Room,
        signals: Vec::new(),
        reason: shown.reason.clone(),
        span: Span::ending(t, shown.suppression.ends_at),
        owner: shown.owner.as_ref().map_or_else(|| STAYS.to_owned(), |owner| option(owner.principal)),
        find: String::new(),
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
