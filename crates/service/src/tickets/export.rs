//! The export of tickets: pages stream, each under the sight of its moment.

use authz::Realm;
use domain::permission::Permission;
use store::{
    list::Wanted,
    page::Page,
    tickets::{Among, TicketRow},
};

use super::{
    list::{ListTickets, TicketList},
    owned::Owned,
};
use crate::{app::App, ask::ask, caller::Caller, exports, refusal::Refusal};

/// Rows fetched at once.
const PIECE: i64 = 300;

/// An export that goes on page by page.
#[derive(Clone, Debug)]
pub struct ExportTickets {
    question: ListTickets,
    done: bool,
}

impl ExportTickets {
    /// Begins an export: its events are written before the first row leaves.
    pub async fn begin(
        app: &App,
        caller: &Caller,
        realm: Realm,
        mut wanted: Wanted,
        among: Among,
        owned: Owned,
    ) -> Result<Self, Refusal> {
        wanted.page = Page::of(PIECE);
        wanted.after = None;
        exports::begin(app, caller, realm, Permission::TicketView, "tickets").await?;
        Ok(Self { question: ListTickets { realm, wanted, among, owned, counts: false }, done: false })
    }

    /// The next page; none at the end. Rights are looked at again with each page.
    pub async fn next(&mut self, app: &App, caller: &Caller) -> Result<Option<Vec<TicketRow>>, Refusal> {
        if self.done {
            return Ok(None);
        }
        let TicketList { tickets, next, .. } = ask(app, caller, &self.question).await?;
        self.done = next.is_none();
        self.question.wanted.after = next;
        Ok(Some(tickets))
    }
}
