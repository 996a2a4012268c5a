//! Rollouts as their readers see them: of one organization or all customers, with the rooms in sight alone.

use std::collections::BTreeMap;

use authz::{Action, Realm};
use domain::{
    id::{Id, Organization, Release, UpdateRing},
    permission::Permission,
    rollout::{ResumePolicy, RingState, RolloutState, RolloutStep, RoomState},
    time::Time,
    update_ring::{Plan, Ring},
};
use store::{
    View,
    list::{Listed, Place, Wanted},
    rollouts::{self, RolloutRoom, RolloutRow, RoomsByRing, Which},
    update_rings,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
    update_rings::sees_every_room,
};

/// Asks for a page of rollouts.
#[derive(Clone, Debug)]
pub struct ListRollouts {
    /// At home, at one customer, or at all.
    pub realm: Realm,
    /// Order and page.
    pub wanted: Wanted,
    /// Whether past ones are listed as well.
    pub with_past: bool,
}

/// A rollout with how far it is, in the rooms in sight.
#[derive(Clone, Debug)]
pub struct RolloutLine {
    /// The rollout.
    pub row: RolloutRow,
    /// How many rooms are in each state.
    pub rooms: RoomsByRing,
    /// Who gave it up, as far as the reader may know.
    pub ended_by: Option<String>,
}

/// Who gave a rollout up, as far as a reader's organization knows people: its own, and in the organization itself everybody who worked
/// there; of the organization's own people others know that it was one of them.
fn ended_by(row: &RolloutRow, reader: Id<Organization>) -> Option<String> {
    let by = row.ended_by.as_ref()?;
    if [by.organization, row.tenant].contains(&reader) {
        return Some(by.upn.clone());
    }
    (by.organization == row.tenant).then(|| row.tenant_name.clone())
}

impl RolloutLine {
    /// How many rooms in sight are in a state.
    pub fn of(&self, state: RoomState) -> i64 {
        self.rooms.iter().filter(|((_, is), _)| *is == state).map(|(_, count)| count).sum()
    }

    /// How many rooms in sight need it, as far as it got.
    pub fn needing(&self) -> i64 {
        let needing = self.rooms.iter().filter(|((_, state), _)| *state != RoomState::NotRequired);
        needing.map(|(_, count)| count).sum()
    }
}

/// A page of rollouts.
#[derive(Clone, Debug)]
pub struct RolloutList {
    /// The rollouts.
    pub rollouts: Vec<RolloutLine>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// How many there are on all pages.
    pub count: i64,
}

/// Asks for one rollout with its rings.
#[derive(Clone, Copy, Debug)]
pub struct RolloutOf {
    /// At home or at one customer.
    pub realm: Realm,
    /// What is rolled out.
    pub release: Id<Release>,
}

/// A ring of a rollout, with the rooms in sight.
#[derive(Clone, Debug)]
pub struct ShownRing {
    /// The ring.
    pub ring: Ring,
    /// Where it stands; a pause of the rollout is told of that alone.
    pub state: RingState,
    /// When its turn began.
    pub began_at: Option<Time>,
    /// How many rooms are in each state.
    pub rooms: BTreeMap<RoomState, i64>,
    /// How many rooms of the ring are of the kind of device and not known to the rollout yet.
    pub likely: i64,
}

impl ShownRing {
    /// How many rooms in sight are in a state.
    pub fn of(&self, state: RoomState) -> i64 {
        self.rooms.get(&state).copied().unwrap_or_default()
    }

    /// How many rooms in sight need it: before its turn also those that could, each in one ring alone.
    pub fn needing(&self) -> i64 {
        let needing = self.rooms.iter().filter(|(state, _)| **state != RoomState::NotRequired);
        let known: i64 = needing.map(|(_, count)| count).sum();
        if self.began_at.is_none() { known + self.likely } else { known }
    }

    /// How many percent of them have it.
    pub fn percent(&self) -> i64 {
        match self.needing() {
            0 => 0,
            needing => self.of(RoomState::Succeeded) * 100 / needing,
        }
    }
}

/// A rollout with its rings, and what its reader may do.
#[derive(Clone, Debug)]
pub struct ShownRollout {
    /// The rollout.
    pub row: RolloutRow,
    /// Its rings, first to last.
    pub rings: Vec<ShownRing>,
    /// How many rooms in sight hold it up.
    pub holding: i64,
    /// Whether the reader controls rooms of it.
    pub may_control_rooms: bool,
    /// Whether the reader controls all of them, and with that the rollout.
    pub may_control: bool,
    /// Whether a pause is for good.
    pub is_paused_for_good: bool,
    /// Who gave it up, as far as the reader may know.
    pub ended_by: Option<String>,
}

impl ShownRollout {
    /// Whether it can be paused now by the reader.
    pub fn may_pause(&self) -> bool {
        self.may_control && self.row.state.after(RolloutStep::Pause).is_some()
    }

    /// Whether it can go on now by the reader.
    pub fn may_resume(&self) -> bool {
        self.may_control && !self.is_paused_for_good && self.row.state.after(RolloutStep::Resume).is_some()
    }

    /// Whether the reader can give it up now.
    pub fn may_deprecate(&self) -> bool {
        self.may_control && self.row.state.after(RolloutStep::Deprecate).is_some()
    }

    /// Whether the reader can force the update of rooms now.
    pub fn may_force(&self) -> bool {
        self.may_control_rooms && self.row.state.updates_rooms()
    }

    /// Whether there is something that the reader can try again now.
    pub fn may_retry(&self) -> bool {
        self.may_force() && self.rings.iter().any(|ring| ring.of(RoomState::Failed) > 0)
    }

    /// Whether it stands still.
    pub fn is_paused(&self) -> bool {
        self.row.state == RolloutState::Paused
    }
}

/// Asks for a page of the rooms of a rollout.
#[derive(Clone, Debug)]
pub struct RolloutRooms {
    /// At home or at one customer.
    pub realm: Realm,
    /// What is rolled out.
    pub release: Id<Release>,
    /// Which rooms.
    pub which: WhichRooms,
    /// Search and page.
    pub wanted: Wanted,
    /// Whether they are counted.
    pub counts: bool,
}

/// Which rooms of a rollout are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichRooms {
    /// All of them.
    All,
    /// Those that hold it up now.
    Holding,
}

/// A page of rooms.
#[derive(Clone, Debug)]
pub struct RoomList {
    /// The rooms.
    pub rooms: Vec<RolloutRoom>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// How many there are on all pages, if they were counted.
    pub count: Option<i64>,
}

impl Question for ListRollouts {
    type Answer = RolloutList;
    const NAME: &'static str = "rollout.list";
    const SHOWS: Option<&'static str> = Some("updateRings");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RingView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<RolloutList, Refusal> {
        let Listed { items, next } = rollouts::list(view, &self.wanted, self.with_past).await?;
        let count = rollouts::count(view, &self.wanted, self.with_past).await?;
        let mut rooms = rollouts::room_counts(view, items.iter().map(|row| row.release).collect()).await?;
        context.shows(items.iter().map(|row| row.tenant));
        let line = |row: RolloutRow| RolloutLine {
            rooms: rooms.remove(&row.release).unwrap_or_default(),
            ended_by: ended_by(&row, context.facts.organization),
            row,
        };
        Ok(RolloutList { rollouts: items.into_iter().map(line).collect(), next, count })
    }
}

impl Question for RolloutOf {
    type Answer = ShownRollout;
    const NAME: &'static str = "rollout.one";
    const SHOWS: Option<&'static str> = Some("updateRings");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RingView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<ShownRollout, Refusal> {
        let row = rollouts::one(view, self.release).await?.ok_or(Refusal::Missing)?;
        let rings = rings(view, &row).await?;
        let holding = Which::Holding(context.app.clock.now());
        let holding = rollouts::count_rooms_of(view, self.release, holding, &Wanted::default()).await?;
        let is_paused_for_good = rollouts::guard(view).await?.resume == ResumePolicy::Terminal;
        let (may_control_rooms, may_control) =
            match context.sight(Action::Use(Permission::RingModify), self.realm) {
                Ok(sight) => (true, sees_every_room(view, sight).await?),
                Err(_) => (false, false),
            };
        let ended_by = ended_by(&row, context.facts.organization);
        Ok(ShownRollout { row, rings, holding, may_control_rooms, may_control, is_paused_for_good, ended_by })
    }
}

async fn rings(view: &mut View, row: &RolloutRow) -> Result<Vec<ShownRing>, Refusal> {
    let plan: Plan = update_rings::plan(view).await?;
    let states = rollouts::rings_of(view, row.release).await?;
    let counts =
        rollouts::room_counts(view, vec![row.release]).await?.remove(&row.release).unwrap_or_default();
    let likely = rollouts::likely(view, row.release, row.device_type).await?;
    let shown = |ring: &Ring| {
        let (state, began_at) = states.get(&ring.id).copied().unzip();
        ShownRing {
            state: state.unwrap_or(RingState::Scheduled),
            began_at,
            rooms: of_ring(&counts, ring.id),
            likely: likely.get(&ring.id).copied().unwrap_or_default(),
            ring: ring.clone(),
        }
    };
    Ok(plan.rings().iter().map(shown).collect())
}

fn of_ring(counts: &RoomsByRing, ring: Id<UpdateRing>) -> BTreeMap<RoomState, i64> {
    let of = counts.iter().filter(|((of, _), _)| *of == ring);
    of.map(|((_, state), count)| (*state, *count)).collect()
}

impl Question for RolloutRooms {
    type Answer = RoomList;
    const NAME: &'static str = "rollout.rooms";
    const SHOWS: Option<&'static str> = Some("updateRings");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RingView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<RoomList, Refusal> {
        rollouts::one(view, self.release).await?.ok_or(Refusal::Missing)?;
        let which = match self.which {
            WhichRooms::All => Which::All,
            WhichRooms::Holding => Which::Holding(context.app.clock.now()),
        };
        let listed = rollouts::rooms_of(view, self.release, which, &self.wanted).await?;
        let count = if self.counts {
            Some(rollouts::count_rooms_of(view, self.release, which, &self.wanted).await?)
        } else {
            None
        };
        Ok(RoomList { rooms: listed.items, next: listed.next, count })
    }
}
