//! The same done to the rooms that were ticked in the list, of one organization or of many customers, each decided on its own, with a
//! result for each.

use std::collections::BTreeMap;

use askama::Template;
use axum::{Router, extract::State, routing::post};
use domain::{
    id::{Id, Room as RoomId, RoomGroup, UpdateRing},
    job::{FORCE_REASON_MAX, JobKind, JobTiming, SETTING_MAX},
    permission::Permission,
    suppression::REASON_MAX,
};
use service::{
    Code, Refusal, ask,
    groups::{Effect, GroupNames, MemberChange, PreviewMembers},
    rooms::{ListRooms, RoomAct, RoomRow, act_on_rooms},
    update_rings::RingChoices,
};

use super::{
    At,
    chosen::Chosen,
    jobs::{beside_its_field, job_form},
};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    portal::{
        bulk::{self, List, Named},
        layout::Frame,
        span::{self, Span},
        update_rings::name_of,
    },
    web::Web,
};

/// What can be done to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Suppressed, or maintenance planned.
    Suppress,
    /// Nothing suppressed any more.
    Unsuppress,
    /// An issue recorded.
    Issue,
    /// Moved to a ring.
    Ring,
    /// Put into a group.
    Join,
    /// Taken out of a group.
    Leave,
    /// Devices asked.
    Ask,
    /// Enrolled.
    Enrol,
}

impl Step {
    /// Every step.
    pub(super) const ALL: [Self; 8] = [
        Self::Enrol,
        Self::Ask,
        Self::Suppress,
        Self::Unsuppress,
        Self::Issue,
        Self::Ring,
        Self::Join,
        Self::Leave,
    ];
    /// Those of lists of one organization: its rooms are enrolled, and their devices asked, on pages of their own.
    pub(super) const OF_ONE: [Self; 6] =
        [Self::Suppress, Self::Unsuppress, Self::Issue, Self::Ring, Self::Join, Self::Leave];

    /// The last part of its address.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Suppress => "suppress",
            Self::Unsuppress => "unsuppress",
            Self::Issue => "issue",
            Self::Ring => "ring",
            Self::Join => "join",
            Self::Leave => "leave",
            Self::Ask => "ask",
            Self::Enrol => "enrol",
        }
    }

    /// The message that names it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Suppress => "rooms-suppress",
            Self::Unsuppress => "rooms-unsuppress",
            Self::Issue => "issue-record",
            Self::Ring => "ring-move-room",
            Self::Join => "rooms-join-group",
            Self::Leave => "rooms-leave-group",
            Self::Ask => "jobs-ask-many",
            Self::Enrol => "room-enrol",
        }
    }

    /// Its icon.
    pub(super) const fn icon(self) -> &'static str {
        match self {
            Self::Suppress => "suppressed",
            Self::Unsuppress => "undo",
            Self::Issue => "warning",
            Self::Ring => "ring",
            Self::Join => "add",
            Self::Leave => "close",
            Self::Ask => "refresh",
            Self::Enrol => "check",
        }
    }

    /// What it takes.
    const fn takes(self) -> Permission {
        match self {
            Self::Issue => Permission::TicketCreate,
            Self::Enrol => Permission::RoomCreate,
            Self::Ring => Permission::RingModify,
            Self::Join | Self::Leave => Permission::GroupModify,
            Self::Suppress | Self::Unsuppress | Self::Ask => Permission::RoomModify,
        }
    }

    /// The steps to offer where the reader may do things, at one organization or at many: groups are of one, and rooms of
    /// one are enrolled, and their devices asked, on pages of their own.
    pub(super) fn offered(at: At, may: impl Fn(Permission) -> bool) -> Vec<Self> {
        let is_here = |step: &Self| match step {
            Self::Join | Self::Leave => at != At::Customers,
            Self::Ask | Self::Enrol => at == At::Customers,
            Self::Ring => may(Permission::RoomModify),
            _ => true,
        };
        Self::ALL.into_iter().filter(|step| may(step.takes()) && is_here(step)).collect()
    }

    /// Whether something is asked for before it is done.
    const fn asks(self) -> bool {
        !matches!(self, Self::Unsuppress | Self::Enrol)
    }

    /// What a form says was wished.
    fn wish(self, web: &Web, frame: &Frame, form: &Form) -> Result<RoomAct, Refusal> {
        let chosen = |field: &'static str| match form.text(field) {
            "" => Err(Refusal::field(field, Code::Required)),
            typed => Ok(typed.to_owned()),
        };
        let unknown = |field: &'static str| Refusal::field(field, Code::UnknownReference);
        Ok(match self {
            Self::Suppress => {
                let from = span::from(&frame.t, form)?;
                let until = span::until(&frame.t, form, from.unwrap_or_else(|| web.app.clock.now()))?;
                RoomAct::Suppress { reason: form.text("reason").to_owned(), from, until }
            }
            Self::Unsuppress => RoomAct::Unsuppress,
            Self::Enrol => RoomAct::Enrol,
            Self::Issue => RoomAct::Record {
                description: form.text("description").to_owned(),
                is_high_impact: form.has("isHighImpact"),
            },
            Self::Ring => {
                RoomAct::Move(chosen("updateRingId")?.parse().map_err(|_| unknown("updateRingId"))?)
            }
            Self::Join => RoomAct::Join(chosen("roomGroupId")?.parse().map_err(|_| unknown("roomGroupId"))?),
            Self::Leave => {
                RoomAct::Leave(chosen("roomGroupId")?.parse().map_err(|_| unknown("roomGroupId"))?)
            }
            Self::Ask => RoomAct::Ask(job_form(form)),
        })
    }
}

#[derive(Template)]
#[template(path = "portal/rooms/bulk.html")]
struct BulkPage {
    frame: Frame,
    at: At,
    step: Step,
    /// The list, with its choices.
    back: String,
    /// The choices alone.
    choices: String,
    chosen: Vec<RoomRow>,
    typed: Form,
    span: Span,
    /// The rings or groups to choose from.
    rings: Vec<(Id<UpdateRing>, String)>,
    groups: Vec<(Id<RoomGroup>, String)>,
    /// Who gains and who loses sight of the rooms, once a group is chosen (decision 13).
    effects: Option<Vec<Effect>>,
    once: String,
    faults: Faults,
}

impl BulkPage {
    /// Where the form is sent.
    fn action(&self) -> String {
        format!("{}/bulk/{}", self.at.list(), self.step.path())
    }

    fn is_chosen(&self, field: &str, id: &impl ToString) -> bool {
        self.typed.text(field) == id.to_string()
    }

    fn is_kind(&self, kind: JobKind) -> bool {
        self.typed.text("kind") == kind.key()
    }

    fn is_tonight(&self) -> bool {
        self.typed.text("timing") == JobTiming::Night.key()
    }
}

/// The addresses below a list of rooms, one's own or those of customers: one for each step.
pub(super) fn pages(rooms: &str, is_own: bool, steps: &[Step]) -> Router<Web> {
    let page = |router: Router<Web>, step: Step| {
        let address = format!("{rooms}/bulk/{}", step.path());
        let send = async move |State(web): State<Web>, signed: Signed, Posted(form): Posted| {
            act(&web, &signed, is_own, step, form).await
        };
        router.route(&address, post(send))
    };
    steps.iter().copied().fold(Router::new(), page)
}

async fn act(web: &Web, signed: &Signed, is_own: bool, step: Step, form: Form) -> PageResult {
    let chosen = Chosen::read(&bulk::choices(&form));
    let at = if is_own { signed.at(None) } else { signed.at_customers(chosen.tenant) };
    let chosen = Chosen { tenant: at.customer(), ..chosen };
    let back = format!("{}{}", at.list(), chosen.page());
    let rooms = bulk::ticked(signed, &form, "room", at)?;
    if rooms.is_empty() {
        return redirect(&bulk::done(&back, "nothing"));
    }
    let mut frame = Frame::of(web, signed, at.face(), at.entry()).await?;
    bulk::name_customer(web, signed, &mut frame, at, Permission::RoomView).await?;
    let mut refused = None;
    // Whoever is moved into or out of sight is told of before it is done (decision 13).
    let is_reviewed = !is_own || form.text("reviewed") == form.text("roomGroupId");
    let is_sent = form.text("go") == "save" && (is_reviewed || form.text("roomGroupId").is_empty());
    if !step.asks() || is_sent {
        let outcome = match step.wish(web, &frame, &form) {
            Ok(wish) => act_on_rooms(&web.app, &form.once(&signed.caller), wish, rooms.clone()).await,
            Err(refusal) => Err(refusal),
        };
        match outcome {
            Ok(done) => {
                let known = known(web, signed, at, &rooms).await?;
                let shown = |row: RoomRow| (at.room(row.tenant, row.id), row.name, row.tenant_name);
                let rows = bulk::told(&frame.t, done, known, shown);
                let title = frame.t.t(step.name());
                let list = List { name: "nav-rooms", thing: "room", back };
                return bulk::tell(frame, at, title, list, rows);
            }
            Err(refusal) => refused = Some(beside_its_field(span::beside_its_field(refusal))),
        }
    }
    let status = refused.as_ref().map_or(200, Refusal::status);
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let mut known = known(web, signed, at, &rooms).await?;
    let shown: Vec<_> = rooms.iter().filter_map(|named| known.remove(named)).collect();
    let (rings, groups) = offered(web, signed, &frame, at, step).await?;
    let effects = effects(web, signed, at, step, &form, &shown).await?;
    let span = if form.has("length") { Span::typed(&form, true) } else { Span::new() };
    let once = web.app.ids.next().to_string();
    let choices = chosen.page();
    let page = BulkPage {
        frame,
        at,
        step,
        back,
        choices,
        chosen: shown,
        typed: form,
        span,
        rings,
        groups,
        effects,
        once,
        faults,
    };
    form_page(status, &page)
}

/// Rings and groups.
type Offered = (Vec<(Id<UpdateRing>, String)>, Vec<(Id<RoomGroup>, String)>);

/// What a step chooses from.
async fn offered(web: &Web, signed: &Signed, frame: &Frame, at: At, step: Step) -> Result<Offered, Refusal> {
    let (app, caller, realm) = (&web.app, &signed.caller, at.realm());
    Ok(match step {
        Step::Ring => {
            let rings = ask(app, caller, &RingChoices { realm }).await?;
            let named = |(ring, name): (Id<UpdateRing>, String)| (ring, name_of(&frame.t, ring, &name));
            (rings.into_iter().map(named).collect(), Vec::new())
        }
        Step::Join | Step::Leave => (Vec::new(), ask(app, caller, &GroupNames { realm, cuts: None }).await?),
        _ => Offered::default(),
    })
}

/// What it does to partner people if the rooms join or leave the chosen group, for readers of the organization itself (decision 17).
async fn effects(
    web: &Web,
    signed: &Signed,
    at: At,
    step: Step,
    form: &Form,
    rooms: &[RoomRow],
) -> Result<Option<Vec<Effect>>, Refusal> {
    let rooms = rooms.iter().map(|room| room.id).collect();
    let wanted = match step {
        Step::Join => MemberChange { add: rooms, ..MemberChange::default() },
        Step::Leave => MemberChange { remove: rooms, ..MemberChange::default() },
        _ => return Ok(None),
    };
    let Ok(group) = form.text("roomGroupId").parse() else { return Ok(None) };
    if at.is_partner() {
        return Ok(None);
    }
    ask(&web.app, &signed.caller, &PreviewMembers { group, wanted }).await.map(Some)
}

/// What the reader sees of rooms.
async fn known(
    web: &Web,
    signed: &Signed,
    at: At,
    rooms: &[Named<RoomId>],
) -> Result<BTreeMap<Named<RoomId>, RoomRow>, Refusal> {
    let question = ListRooms { realm: at.realm(), wanted: bulk::only(rooms), health: None, counts: false };
    let found = ask(&web.app, &signed.caller, &question).await?;
    Ok(found.rooms.into_iter().map(|room| ((room.tenant, room.id), room)).collect())
}
