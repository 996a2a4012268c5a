//! The record of a room, edited (room.modify): by own people, and by partners within their scope.

use authz::{Action, Fact, Realm, Target, decide, fact::Turn};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Place, Room},
    permission::Permission,
};
use store::{Batch, Change, groups::Touched, places, rooms};

use super::record::{RoomForm, differences};
use crate::{
    caller::Person,
    groups::{leave_to_others, rule::Moves},
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Replaces the record of a room.
#[derive(Clone, Debug)]
pub struct EditRoom {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
    /// The version that was read.
    pub stamp: Option<i64>,
    /// The record.
    pub form: RoomForm,
}

impl EditRoom {
    /// What is wrong with another place for a partner: one out of its sight is as one that is not there.
    async fn misplaced(
        &self,
        change: &mut Change,
        context: &Context<'_>,
        before: Option<Id<Place>>,
    ) -> Result<Option<Code>, Refusal> {
        let realm = context.caller.person.realm(self.tenant);
        let Some(place) = self.form.place.filter(|place| realm != Realm::Own && Some(*place) != before)
        else {
            return Ok(None);
        };
        let sight = authz::sight(context.facts, Action::Use(Permission::RoomModify), realm)?;
        let is_seen = places::is_around(change, &sight, place).await?;
        Ok((!is_seen).then_some(Code::UnknownReference))
    }
}

impl Command for EditRoom {
    type Output = ();
    const NAME: &'static str = "room.edit";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomModify), Where::Room(self.tenant, self.room))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let found = rooms::find(change, self.room).await?.ok_or(Refusal::Missing)?;
        if self.stamp.is_some_and(|stamp| stamp != found.change_stamp) {
            return Err(Refusal::Stale);
        }
        let misplaced = self.misplaced(change, context, found.record.place).await?;
        let record = self.form.check(change, misplaced).await?;
        if record == found.record {
            return Ok(());
        }
        let event = Event::new(EventKind::RoomEdited, Subject::thing(self.room.uuid(), &found.record.name));
        let mut batch = Batch::of(differences(event, &found.record, &record))
            .run(&rooms::EDIT, rooms::record_values(self.room, &record))
            .stirs(self.room);
        if record.tags != found.record.tags {
            batch = rooms::retag(batch, self.room, &record.tags);
        }
        let (mut moves_sight, mut crossed) = (false, Vec::new());
        if record.place != found.record.place {
            let at = context.facts.at(self.tenant).ok_or(Refusal::Missing)?;
            let way = |place: Option<Id<Place>>| place.map_or(&[][..], |place| at.places.way(place));
            let (before, after) = (way(found.record.place), way(record.place));
            let moved = before
                .iter()
                .filter(|it| !after.contains(it))
                .chain(after.iter().filter(|it| !before.contains(it)));
            crossed.extend(moved.copied());
            moves_sight = places::named_by_scopes(change, crossed.clone()).await?;
            let place = Turn::new(found.record.place, record.place);
            batch = batch.fact(Fact::RoomPlace { room: self.room, place });
        }
        change.write(batch).await?;
        if record.place != found.record.place || record.tags != found.record.tags {
            let moves = Moves::after(change, Touched::Rooms(vec![self.room])).await?;
            leave_to_others(change, context, (moves.groups(), crossed)).await?;
            // Into or out of a place or a group that a scope names (decision 13).
            if moves_sight || moves.touch_scopes(change).await? {
                let target = Target::room(self.tenant, self.room);
                let _permit = decide(context.facts, Action::Use(Permission::GroupModify), &target)?;
            }
            moves.write(change).await?;
        }
        Ok(())
    }
}
