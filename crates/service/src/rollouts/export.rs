//! The exports of rollouts, and of the rooms of one.

use store::{
    list::{Place, Wanted},
    rollouts::RolloutRoom,
};

use super::list::{ListRollouts, RolloutLine, RolloutList, RolloutRooms, RoomList};
use crate::exports::Paged;

impl Paged for RolloutRooms {
    type Row = RolloutRoom;
    const LIST: &'static str = "rolloutRooms";

    fn wanted(&mut self) -> &mut Wanted {
        &mut self.wanted
    }

    fn rows(answer: RoomList) -> (Vec<RolloutRoom>, Option<Place>) {
        (answer.rooms, answer.next)
    }
}

impl Paged for ListRollouts {
    type Row = RolloutLine;
    const LIST: &'static str = "rollouts";

    fn wanted(&mut self) -> &mut Wanted {
        &mut self.wanted
    }

    fn rows(answer: RolloutList) -> (Vec<RolloutLine>, Option<Place>) {
        (answer.rollouts, answer.next)
    }
}
