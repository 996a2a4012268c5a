//! Pages of rooms: one's own, and those of customers within what their links show. The same pages under two
//! faces; what they offer is what the reader may do.

mod act;
mod at;
mod bulk;
mod chosen;
mod detail;
mod edit;
mod export;
mod import;
mod jobs;
pub(in crate::portal) mod list;
mod reachability;
mod ring;
mod suppress;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use domain::{
    id::{Id, Organization, Room as RoomId},
    job::JobReason,
    permission::Permission,
    rollout,
};
use serde::Deserialize;
use service::{
    Refusal, ask,
    rooms::{CustomerName, Room, RoomOf, SignalRow},
};

pub use at::At;
pub(in crate::portal) use at::BELOW_CUSTOMER;

use crate::{
    answer::Faults,
    caller::Signed,
    form::{Form, LARGEST_UPLOAD},
    i18n::Translator,
    portal::layout::Frame,
    web::Web,
};

/// The pages of rooms.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/rooms", get(list::own))
        .route("/rooms.csv", get(export::own))
        .route("/partner/rooms", get(list::customers))
        .route("/partner/rooms.csv", get(export::customers))
        .route("/rooms/{room}/reachability", get(reachability::choose).post(reachability::save))
        .route("/rooms/{room}/reachability/remove", post(reachability::remove))
        .merge(bulk::pages("/rooms", true, &bulk::Step::OF_ONE))
        .merge(bulk::pages("/partner/rooms", false, &bulk::Step::ALL))
        .merge(bulk::pages(&format!("{BELOW_CUSTOMER}/rooms"), false, &bulk::Step::OF_ONE))
        .merge(pages_of_all("/rooms"))
        .merge(pages_of_all("/partner/rooms/{tenant}"))
        .route(&format!("{BELOW_CUSTOMER}/rooms"), get(list::customers))
        .route(&format!("{BELOW_CUSTOMER}/rooms.csv"), get(export::customers))
        .merge(pages_of_all(&format!("{BELOW_CUSTOMER}/rooms")))
}

/// The choices of the list of rooms as they are kept.
pub(super) fn kept(fields: &Form) -> String {
    chosen::Chosen::read(fields).kept()
}

fn pages_of_all(rooms: &str) -> Router<Web> {
    Router::new()
        .route(&format!("{rooms}/new"), get(edit::new).post(edit::create))
        .route(
            &format!("{rooms}/import"),
            get(import::choose).post(import::import).layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
        )
        .route(&format!("{rooms}/enrol"), post(act::enrol_chosen))
        .merge(jobs::pages_of_all(rooms))
        .merge(pages_of_one(&format!("{rooms}/{{room}}")))
}

fn pages_of_one(room: &str) -> Router<Web> {
    Router::new()
        .route(room, get(detail::show))
        .route(&format!("{room}/edit"), get(edit::edit).post(edit::save))
        .route(&format!("{room}/ring"), get(ring::choose).post(ring::shift))
        .route(&format!("{room}/enrol"), post(act::enrol))
        .route(&format!("{room}/unenrol"), get(act::ask_unenrol).post(act::unenrol))
        .route(&format!("{room}/delete"), get(act::ask_delete).post(act::delete))
        .route(&format!("{room}/suppress"), get(suppress::new).post(suppress::create))
        .route(&format!("{room}/suppressions/{{suppression}}"), get(suppress::edit).post(suppress::save))
        .route(&format!("{room}/suppressions/{{suppression}}/end"), post(suppress::end))
        .route(&format!("{room}/take-over"), get(act::ask_take_over).post(act::take_over))
        .merge(jobs::pages_of_one(room))
}

/// Whose rooms an address names: a customer's, or one's own.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Whose {
    tenant: Option<Id<Organization>>,
}

impl Whose {
    /// One's own organization is never a customer.
    fn at(self, signed: &Signed) -> Result<At, Refusal> {
        let person = &signed.caller.person;
        match self.tenant {
            Some(tenant) => Ok(signed.at_customer(person.customer(tenant)?)),
            None => Ok(At::Own(person.organization)),
        }
    }

    fn tenant(self, signed: &Signed) -> Id<Organization> {
        self.tenant.unwrap_or(signed.caller.person.organization)
    }
}

/// A room as its address names it.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Named {
    tenant: Option<Id<Organization>>,
    room: Id<RoomId>,
}

impl Named {
    const fn whose(self) -> Whose {
        Whose { tenant: self.tenant }
    }
}

/// A room with the frame of its pages.
struct Opened {
    frame: Frame,
    at: At,
    room: Room,
    address: String,
    /// What was refused on the page before.
    faults: Faults,
}

/// The frame of a page about several rooms, with the name of the customer where the reader may do this there.
async fn frame(
    web: &Web,
    signed: &Signed,
    whose: Whose,
    permission: Permission,
) -> Result<(Frame, At), Refusal> {
    let at = whose.at(signed)?;
    let mut frame = Frame::of(web, signed, at.face(), at.entry()).await?;
    if let Some(tenant) = at.customer() {
        let name = ask(&web.app, &signed.caller, &CustomerName { tenant, permission }).await?;
        frame.tenant = name.map(|name| (name, tenant.to_string()));
    }
    Ok((frame, at))
}

async fn open(web: &Web, signed: &Signed, named: Named) -> Result<Opened, Refusal> {
    open_again(web, signed, named, None).await
}

/// Opens a page once more after what it sent was refused; a refusal that it cannot show goes on.
async fn open_again(
    web: &Web,
    signed: &Signed,
    named: Named,
    refused: Option<Refusal>,
) -> Result<Opened, Refusal> {
    let at = named.whose().at(signed)?;
    let mut frame = Frame::of(web, signed, at.face(), at.entry()).await?;
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let room = ask(&web.app, &signed.caller, &RoomOf { realm: at.realm(), room: named.room }).await?;
    if at.is_partner() {
        frame.tenant = Some((room.detail.tenant_name.clone(), room.detail.tenant.to_string()));
    }
    let address = at.room(room.detail.tenant, named.room);
    Ok(Opened { frame, at, room, address, faults })
}

/// What a signal says: in the reader's language where Steward itself says it, as it came where a device does.
pub(in crate::portal) fn found(t: &Translator, signal: &SignalRow) -> String {
    let reason = JobReason::from_key(&signal.detail).filter(|_| signal.signal == rollout::SIGNAL);
    reason.map_or_else(
        || signal.detail.clone(),
        |reason| {
            let reason = t.word("job-reason-", reason.key());
            t.with2("update-to-failed", "version", &signal.value, "reason", reason)
        },
    )
}

/// What a signal or fact is called.
fn called(t: &Translator, key: &str) -> String {
    let name = format!("signal-{}", key.replace('.', "-"));
    let hyphened =
        |c: char| if c.is_ascii_uppercase() { format!("-{}", c.to_ascii_lowercase()) } else { c.to_string() };
    let fact = format!("room-{}", key.chars().map(hyphened).collect::<String>());
    [name, fact].into_iter().find(|key| t.has(key)).map_or(key.to_owned(), |key| t.t(&key))
}

/// The class that gives a health its colour, on badges and on text.
pub(crate) fn tone(on: &str, health: &str) -> &'static str {
    match (on, health) {
        ("badge", "healthy") => "badge-good",
        ("badge", "unhealthy") => "badge-bad",
        ("badge", "suppressed") => "badge-warn",
        ("badge", "onboarding") => "badge-new",
        ("text", "healthy") => "text-good",
        ("text", "unhealthy") => "text-bad",
        ("text", "suppressed") => "text-warn",
        ("text", "onboarding") => "text-new",
        ("text", _) => "quiet",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use domain::{organization::Language, time::Time};

    use super::*;

    /// what Steward says of a failed update is said in the reader's language; what a device says stands as it came.
    #[test]
    fn a_failed_update_is_told_in_the_readers_language() {
        let signal = |signal: &str, detail: &str| SignalRow {
            signal: signal.to_owned(),
            instance: String::new(),
            state: "unhealthy".to_owned(),
            value: "6.1".to_owned(),
            detail: detail.to_owned(),
            since: Time::from_micros(0),
        };
        let (english, japanese) =
            (Translator::new(Language::English, "UTC"), Translator::new(Language::Japanese, "UTC"));
        let failed = signal("app.update", "checksumDiffers");
        let told = found(&english, &failed);
        assert!(told.contains("6.1") && told.contains("not the one that was signed"), "{told}");
        let told = found(&japanese, &failed);
        assert!(told.contains("6.1") && !told.contains("checksum") && !told.contains("update"), "{told}");
        let own = signal("sign-in.teams", "checksumDiffers");
        assert_eq!(found(&japanese, &own), "checksumDiffers");
    }
}
