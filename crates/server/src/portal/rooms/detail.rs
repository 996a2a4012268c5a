//! One room: overview, signals, history. It looks again when a room stirs.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization, Room as RoomId, RoomGroup},
    permission::Permission,
    room::Monitoring,
    time::Time,
};
use service::{
    Page, ask,
    rooms::{HistoryRow, Room, RoomHistory, RoomOf, SignalState},
};

use super::At;
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/rooms/detail.html")]
struct DetailPage {
    frame: Frame,
    at: At,
    room: Room,
    tab: &'static str,
    history: Vec<HistoryRow>,
    next: Option<String>,
    done: String,
    now: Time,
}

/// The tabs of a room.
const TABS: [&str; 3] = ["overview", "signals", "history"];

impl DetailPage {
    fn may(&self, permission: Permission) -> bool {
        self.room.may.has(permission)
    }

    /// Whether the reader may ask who has access to the room: for whoever sees the roles there (decision 17).
    fn explains(&self) -> bool {
        if self.at.is_partner() { self.may(Permission::RoleView) } else { self.frame.may("role.view") }
    }

    fn address(&self) -> String {
        self.at.room(self.room.detail.tenant, self.room.detail.id)
    }

    fn group(&self, group: &Id<RoomGroup>) -> String {
        self.at.group(self.room.detail.tenant, *group)
    }

    fn seen(&self, at: &Time) -> String {
        self.frame.t.ago(at, self.now)
    }

    fn is_onboarding(&self) -> bool {
        self.room.detail.monitoring == Monitoring::Onboarding
    }

    fn is_unenrolled(&self) -> bool {
        self.room.detail.monitoring == Monitoring::Unenrolled
    }

    /// The signals that are not healthy, worst first.
    fn trouble(&self) -> Vec<&SignalState> {
        let mut signals: Vec<_> = self
            .room
            .signals
            .iter()
            .flat_map(|group| &group.signals)
            .filter(|signal| signal.row.state == "unhealthy")
            .collect();
        signals.sort_by_key(|signal| (signal.severity.is_none(), signal.severity));
        signals
    }

    /// What a signal or fact is called.
    fn called(&self, key: &str) -> String {
        let name = format!("signal-{}", key.replace('.', "-"));
        let hyphened = |c: char| {
            if c.is_ascii_uppercase() { format!("-{}", c.to_ascii_lowercase()) } else { c.to_string() }
        };
        let fact = format!("room-{}", key.chars().map(hyphened).collect::<String>());
        [name, fact]
            .into_iter()
            .find(|key| self.frame.t.has(key))
            .map_or(key.to_owned(), |key| self.frame.t.t(&key))
    }

    /// A stored word of the history in the reader's language, where it is one.
    fn said(&self, kind: &str, fact: &str, word: &str) -> String {
        let prefix = match (kind, fact) {
            ("health", _) => "health-",
            ("signal", _) => "signal-state-",
            ("fact", "deviceType") => "device-",
            ("fact", "tpm") => "tpm-",
            ("fact", "credentialProtection") => "protection-",
            ("fact", "missing") => {
                return word.split(", ").map(|what| self.called(what)).collect::<Vec<_>>().join(", ");
            }
            _ => return word.to_owned(),
        };
        if self.frame.t.has(&format!("{prefix}{word}")) {
            self.frame.t.word(prefix, word)
        } else {
            word.to_owned()
        }
    }
}

/// A room of one's own.
pub async fn own(
    State(web): State<Web>,
    signed: Signed,
    PagePath(room): PagePath<Id<RoomId>>,
    fields: Fields,
) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    show(&web, &signed, at, room, &fields).await
}

/// A room of a customer.
pub async fn customer(
    State(web): State<Web>,
    signed: Signed,
    PagePath((tenant, room)): PagePath<(Id<Organization>, Id<RoomId>)>,
    fields: Fields,
) -> PageResult {
    show(&web, &signed, At::Customer(tenant), room, &fields).await
}

async fn show(web: &Web, signed: &Signed, at: At, room: Id<RoomId>, fields: &Fields) -> PageResult {
    let mut frame = Frame::of(web, signed, at.face(), at.entry()).await?;
    let found = ask(&web.app, &signed.caller, &RoomOf { realm: at.realm(), room }).await?;
    let tab = TABS.into_iter().find(|tab| *tab == fields.text("tab")).unwrap_or("overview");
    let after = Some(fields.text("after").to_owned()).filter(|text| !text.is_empty());
    let page = Page::of(if tab == "history" { 50 } else { 5 });
    let question = RoomHistory { realm: at.realm(), room, after, page };
    let (history, next) = ask(&web.app, &signed.caller, &question).await?;
    if at.is_partner() {
        frame.tenant = Some((found.detail.tenant_name.clone(), found.detail.tenant.to_string()));
    }
    let next = next.map(|token| {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("after", &token).finish();
        format!("?tab=history&{query}")
    });
    let done = ["saved", "added", "enrolled", "unenrolled", "taken-over"];
    let done = done.into_iter().find(|word| *word == fields.text("done")).unwrap_or_default().to_owned();
    html(&DetailPage { frame, at, room: found, tab, history, next, done, now: web.app.clock.now() })
}
