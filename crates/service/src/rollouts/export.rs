//! The export of the rooms of a rollout.

use store::{
    list::{Place, Wanted},
    rollouts::RolloutRoom,
};

use super::list::{RolloutRooms, RoomList};
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
