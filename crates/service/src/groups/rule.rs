//! The one place where rooms join and leave groups by a rule: whoever changes a rule, the place or the tags of a room, or where a
//! place lies, comes here in the same transaction.
//!
//! Invariant: afterwards the members of every group with a rule are the rooms that it chooses, monitored or not; rows, facts and
//! events are those of a change by hand, so that nothing else asks how a room came into a group.

use std::collections::{BTreeMap, BTreeSet};

use authz::{Action, Fact, Requirement, fact::Turn};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Place, Room, RoomGroup},
    permission::Permission,
    room_group::Rule,
    tag::Tag,
};
use store::{
    Batch, Change,
    groups::{self, Move, Touched},
    maintenance_windows, places,
    rooms::{self, Record},
    values,
};

use super::{is_whole, lacks_modify};
use crate::{
    refusal::{Code, Fault, Refusal},
    rooms::fault,
    run::Context,
};

/// So many rooms are named at most in an event; the others are counted there, and the change feed has each.
const NAMED: usize = 1000;

/// A rule as a form gives it: by a place or by a tag, not by both or neither.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleForm {
    /// All rooms in this place, at any depth.
    pub place: Option<Id<Place>>,
    /// All rooms with this tag.
    pub tag: Option<String>,
}

impl From<&Rule> for RuleForm {
    fn from(rule: &Rule) -> Self {
        Self { place: rule.place(), tag: rule.tag().map(ToString::to_string) }
    }
}

impl RuleForm {
    /// The rule, or the field `rule` with what is wrong.
    pub(super) fn read(&self) -> Result<Rule, Refusal> {
        let wrong = |fault| Refusal::Invalid(Code::InvalidValue, vec![fault]);
        match (self.place, &self.tag) {
            (Some(place), None) => Ok(Rule::Place(place)),
            (None, Some(tag)) => Tag::parse(tag).map(Rule::Tag).map_err(|error| wrong(fault("rule", error))),
            (None, None) => Err(Refusal::field("rule", Code::Required)),
            (Some(_), Some(_)) => Err(wrong(Fault::new("rule", Code::TooMany).detail(1))),
        }
    }
}

/// The rule of a form, if there is one; its place is there.
pub(super) async fn read(change: &mut Change, form: Option<&RuleForm>) -> Result<Option<Rule>, Refusal> {
    let rule = form.map(RuleForm::read).transpose()?;
    match rule.as_ref().and_then(Rule::place) {
        Some(place) if places::find(change, place).await?.is_none() => {
            Err(Refusal::field("rule", Code::UnknownReference))
        }
        _ => Ok(rule),
    }
}

/// Who joins and who leaves because something changed.
#[derive(Debug)]
pub(crate) struct Moves(BTreeMap<Id<RoomGroup>, Vec<Move>>);

impl Moves {
    /// What follows from what was written just now.
    pub(crate) async fn after(change: &mut Change, touched: Touched) -> Result<Self, Refusal> {
        let mut by_group: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for it in groups::moves(change, touched).await? {
            by_group.entry(it.group).or_default().push(it);
        }
        Ok(Self(by_group))
    }

    /// Whether some scope names one of the groups, so that sight moves with the rooms (decision 13).
    pub(crate) async fn touch_scopes(&self, change: &mut Change) -> Result<bool, Refusal> {
        Ok(groups::named_by_scopes(change, self.groups()).await?)
    }

    /// The groups that somebody joins or leaves.
    pub(crate) fn groups(&self) -> Vec<Id<RoomGroup>> {
        self.0.keys().copied().collect()
    }

    /// Writes them down, with an event for each group.
    pub(crate) async fn write(self, change: &mut Change) -> Result<(), Refusal> {
        for (group, moves) in self.0 {
            let name = moves.first().map(|it| it.name.clone()).unwrap_or_default();
            let rooms = moves.into_iter().map(|it| (it.room, it.joins)).collect();
            let batch = exchange(change, group, &name, rooms).await?;
            change.write(batch).await?;
        }
        Ok(())
    }
}

/// Rooms join (`true`) and leave a group: its event, rows and facts. Maintenance of the group begins or ends for them.
pub(super) async fn exchange(
    change: &mut Change,
    group: Id<RoomGroup>,
    name: &str,
    rooms: Vec<(Id<Room>, bool)>,
) -> Result<Batch, Refusal> {
    let mut event = Event::new(EventKind::GroupMembersChanged, Subject::thing(group.uuid(), name));
    for joined in [true, false] {
        let some = rooms.iter().filter(|(_, joins)| *joins == joined).map(|(room, _)| *room).collect();
        let names = named(groups::names(change, some).await?);
        if !names.is_empty() {
            event = if joined { event.with("members", names) } else { event.without("members", names) };
        }
    }
    let is_maintained = !maintenance_windows::of_group(change, group).await?.is_empty();
    let mut batch = Batch::of(event);
    for (room, joined) in rooms {
        let write = if joined { &groups::ADD_MEMBER } else { &groups::REMOVE_MEMBER };
        let is = Turn::new(!joined, joined);
        batch =
            batch.run(write, values![group, room]).fact(Fact::RoomInGroup { room, group, is }).stirs(room);
        if is_maintained {
            batch = batch.run(&rooms::JUDGE_SOON, values![room, change.now()]);
        }
    }
    Ok(batch)
}

fn named(names: Vec<(Id<Room>, String)>) -> String {
    let more = names.len().saturating_sub(NAMED);
    let mut told: Vec<_> = names.into_iter().take(NAMED).map(|(_, name)| name).collect();
    if more > 0 {
        told.push(format!("+ {more}"));
    }
    told.join(", ")
}

/// Refuses whoever does not change groups over every room of their own organization: a rule reaches over rooms to come, which no
/// sight of chosen rooms shows, and it goes on when the link of a partner does not.
pub(super) fn require_whole(context: &Context<'_>, tenant: Id<Organization>) -> Result<(), Refusal> {
    let realm = context.caller.person.realm(tenant);
    let sight = authz::sight(context.facts, Action::Use(Permission::GroupModify), realm)?;
    if is_whole(&sight, realm) { Ok(()) } else { Err(out_of_scope()) }
}

/// The same of whoever moves rooms without naming them.
pub(crate) fn require_every_room(context: &Context<'_>, tenant: Id<Organization>) -> Result<(), Refusal> {
    require_whole(context, tenant).map_err(|_| lacks_modify())
}

pub(super) const fn out_of_scope() -> Refusal {
    Refusal::Denied(Code::RuleOutOfScope, Some(Requirement::Permission(Permission::GroupModify)))
}

/// Adds what differs between two rules to an event.
pub(super) fn differences(event: Event, before: Option<&Rule>, after: Option<&Rule>) -> Event {
    let place =
        |rule: Option<&Rule>| rule.and_then(Rule::place).map(|place| place.to_string()).unwrap_or_default();
    let tag =
        |rule: Option<&Rule>| rule.and_then(Rule::tag).map(|tag| tag.as_str().to_owned()).unwrap_or_default();
    event.changed("rulePlaceId", place(before), place(after)).changed("ruleTag", tag(before), tag(after))
}

/// Refuses new rooms whose tags would bring them into a group that some scope names, where their maker may not change groups
/// (decision 13). By its place a new room comes under such scopes as it does where they name the place itself.
pub(crate) async fn require_tags(
    change: &mut Change,
    context: &Context<'_>,
    tenant: Id<Organization>,
    records: &[Record],
) -> Result<(), Refusal> {
    let tags = |record: &Record| record.tags.iter().map(Tag::key).collect::<BTreeSet<_>>();
    let keys: BTreeSet<String> = records.iter().flat_map(tags).collect();
    let scoped = groups::tags_named_by_scopes(change, keys.into_iter().collect()).await?;
    if scoped.is_empty() {
        return Ok(());
    }
    let realm = context.caller.person.realm(tenant);
    let sight = authz::sight(context.facts, Action::Use(Permission::GroupModify), realm)?;
    let mut concerned = records.iter().filter(|record| !tags(record).is_disjoint(&scoped));
    if concerned.all(|record| sight.would_cover(tenant, record.place)) { Ok(()) } else { Err(lacks_modify()) }
}
