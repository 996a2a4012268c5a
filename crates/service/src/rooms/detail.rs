//! One room as its reader may see it.

use authz::{Action, Realm, Requirement};
use domain::{
    id::{Id, Organization, Room as RoomKind, RoomGroup, UpdateRing},
    permission::{Permission, PermissionSet},
    room::{DeviceType, Monitoring},
    signal::{self, Category, Rules, Severity},
    suppression::{Suppressed, Suppression, is_signal_suppressed},
    time::Time,
};
use store::{
    View,
    rooms::{self, PlaceStep, RoomDetail, SignalRow},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    maintenance_windows::{self, ShownWindow},
    reachability::{self, ShownReachability},
    refusal::{Code, Refusal},
    suppressions::{self, ShownSuppression},
};

/// Asks for a room.
#[derive(Clone, Copy, Debug)]
pub struct RoomOf {
    /// At home or at one customer.
    pub realm: Realm,
    /// The room.
    pub room: Id<RoomKind>,
}

/// A room with what hangs on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Room {
    /// The record.
    pub detail: RoomDetail,
    /// The places around it, widest first.
    pub way: Vec<PlaceStep>,
    /// The groups it is in; empty for readers who may not see groups.
    pub groups: Vec<(Id<RoomGroup>, String)>,
    /// The update ring it is in; none for readers who may not see rings.
    pub ring: Option<(Id<UpdateRing>, String)>,
    /// Its signals by category, in the order of the catalogue.
    pub signals: Vec<SignalGroup>,
    /// What of it is suppressed, the next to end first.
    pub suppressions: Vec<ShownSuppression>,
    /// The maintenance windows it is in, the next to end first.
    pub windows: Vec<ShownWindow>,
    /// Where a relay tries to reach its device; for the organization's own people alone (decision 22).
    pub reachability: Option<ShownReachability>,
    /// Partners who see it; none for readers of a partner (decision 17).
    pub partners: Option<Vec<(Id<Organization>, String)>>,
    /// What the reader may do with this room.
    pub may: PermissionSet,
}

impl Room {
    /// Whether its signals and its silence are judged.
    pub fn is_monitored(&self) -> bool {
        self.detail.monitoring == Monitoring::Monitored
    }

    /// Refuses who may not do this with the room.
    pub fn require(self, permission: Permission) -> Result<Self, Refusal> {
        if self.may.has(permission) {
            return Ok(self);
        }
        Err(Refusal::Denied(Code::Forbidden, Some(Requirement::Permission(permission))))
    }
}

/// Signals of one category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalGroup {
    /// The category; none for signals that the catalogue does not know.
    pub category: Option<Category>,
    /// The signals.
    pub signals: Vec<SignalState>,
}

/// A signal with what the catalogue says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalState {
    /// What the device says.
    pub row: SignalRow,
    /// How bad it is when it is unhealthy.
    pub severity: Option<Severity>,
    /// Whether it counts here at all.
    pub is_enabled: bool,
    /// Whether it is suppressed, by itself or with the room.
    pub is_suppressed: bool,
}

impl Question for RoomOf {
    type Answer = Room;
    const NAME: &'static str = "room.detail";
    const SHOWS: Option<&'static str> = Some("rooms");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Room, Refusal> {
        let detail = rooms::detail(view, self.room).await?.ok_or(Refusal::Missing)?;
        let way = rooms::way(view, self.room).await?;
        let rules = store::signals::settings_at_room(view, self.room).await?;
        let suppressions = suppressions::shown(view, context, self.realm, self.room).await?;
        let said = rooms::signals(view, self.room).await?;
        let (partners, reachability) = match self.realm {
            Realm::Own => {
                (Some(rooms::partners(view, self.room).await?), reachability::shown(view, self.room).await?)
            }
            _ => (None, None),
        };
        let windows = maintenance_windows::of_room(view, context, self.realm, self.room).await?;
        let planned = windows.iter().map(|window| Suppression {
            what: Suppressed::Room,
            begins_at: window.begins_at,
            ends_at: window.ends_at,
        });
        let quiet: Vec<_> =
            suppressions.iter().map(|shown| shown.suppression.clone()).chain(planned).collect();
        let quiet = (quiet.as_slice(), context.app.clock.now());
        let signals = grouped(detail.record.device_type, &rules, quiet, said);
        let mut may = PermissionSet::of(&[Permission::RoomView]);
        let (mut groups, mut ring) = (Vec::new(), None);
        for permission in OFFERED {
            let Ok(sight) = context.sight(Action::Use(permission), self.realm) else { continue };
            view.look(sight);
            if !rooms::is_in_sight(view, self.room).await? {
                continue;
            }
            may = may.or(PermissionSet::of(&[permission]));
            if permission == Permission::GroupView {
                groups = rooms::groups(view, self.room).await?;
            }
            if permission == Permission::RingView {
                // Who has just moved it may come to another node.
                let rings = store::update_rings::rings_of_rooms_by_statement(view, vec![self.room]).await?;
                ring = rings.into_iter().next().map(|(_, ring)| ring);
            }
        }
        Ok(Room { detail, way, groups, ring, signals, suppressions, windows, reachability, partners, may })
    }
}

/// What pages of a room ask about.
const OFFERED: [Permission; 10] = [
    Permission::RoomModify,
    Permission::RoomUnenroll,
    Permission::RoomCreate,
    Permission::GroupView,
    Permission::GroupModify,
    Permission::RingView,
    Permission::RingModify,
    Permission::RoleView,
    Permission::TicketView,
    Permission::TicketCreate,
];

fn grouped(
    device_type: DeviceType,
    rules: &Rules,
    (suppressions, now): (&[Suppression], Time),
    rows: Vec<SignalRow>,
) -> Vec<SignalGroup> {
    let mut groups: Vec<SignalGroup> = Vec::new();
    for row in rows {
        let category = signal::find(device_type, &row.signal).map(|signal| signal.category);
        let rule = rules.find(device_type, &row.signal);
        let severity = rule.and_then(|rule| rule.severity);
        let is_enabled = rule.is_none_or(|rule| rule.is_enabled);
        let is_suppressed = is_signal_suppressed(suppressions, &row.signal, &row.instance, now);
        let state = SignalState { row, severity, is_enabled, is_suppressed };
        match groups.iter_mut().find(|group| group.category == category) {
            Some(group) => group.signals.push(state),
            None => groups.push(SignalGroup { category, signals: vec![state] }),
        }
    }
    let place = |group: &SignalGroup| {
        Category::ALL.iter().position(|category| Some(*category) == group.category).unwrap_or(usize::MAX)
    };
    groups.sort_by_key(place);
    groups
}
