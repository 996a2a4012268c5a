//! The export of events.

use store::list::{Place, Wanted};

use super::list::{ListRoomEvents, ListedRoomEvents, ShownEvent};
use crate::exports::Paged;

impl Paged for ListRoomEvents {
    type Row = ShownEvent;
    const LIST: &'static str = "roomEvents";

    fn wanted(&mut self) -> &mut Wanted {
        &mut self.wanted
    }

    fn rows(answer: ListedRoomEvents) -> (Vec<ShownEvent>, Option<Place>) {
        (answer.events, answer.next)
    }
}
