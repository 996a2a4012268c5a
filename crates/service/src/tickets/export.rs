//! The export of tickets.

use store::{
    list::{Place, Wanted},
    tickets::TicketRow,
};

use super::list::{ListTickets, TicketList};
use crate::exports::Paged;

impl Paged for ListTickets {
    type Row = TicketRow;
    const LIST: &'static str = "tickets";

    fn wanted(&mut self) -> &mut Wanted {
        &mut self.wanted
    }

    fn rows(answer: TicketList) -> (Vec<TicketRow>, Option<Place>) {
        (answer.tickets, answer.next)
    }
}
