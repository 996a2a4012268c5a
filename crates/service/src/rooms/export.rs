//! The export of rooms.

use store::{
    list::{Place, Wanted},
    rooms::RoomRow,
};

use super::list::{ListRooms, RoomList};
use crate::exports::Paged;

impl Paged for ListRooms {
    type Row = RoomRow;
    const LIST: &'static str = "rooms";

    fn wanted(&mut self) -> &mut Wanted {
        &mut self.wanted
    }

    fn rows(answer: RoomList) -> (Vec<RoomRow>, Option<Place>) {
        (answer.rooms, answer.next)
    }
}
