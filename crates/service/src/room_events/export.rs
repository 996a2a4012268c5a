//! The export of events: pages stream, each under the sight of its moment.

use authz::Realm;
use domain::permission::Permission;
use store::{list::Wanted, page::Page};

use super::list::{ListRoomEvents, ListedRoomEvents, ShownEvent};
use crate::{app::App, ask::ask, caller::Caller, exports, refusal::Refusal};

/// Rows fetched at once.
const PIECE: i64 = 300;

/// An export that goes on page by page.
#[derive(Clone, Debug)]
pub struct ExportRoomEvents {
    question: ListRoomEvents,
    done: bool,
}

impl ExportRoomEvents {
    /// Begins an export: its events are written before the first row leaves.
    pub async fn begin(
        app: &App,
        caller: &Caller,
        realm: Realm,
        mut wanted: Wanted,
    ) -> Result<Self, Refusal> {
        wanted.page = Page::of(PIECE);
        wanted.after = None;
        exports::begin(app, caller, realm, Permission::RoomView, "roomEvents").await?;
        Ok(Self { question: ListRoomEvents { realm, wanted, counts: false }, done: false })
    }

    /// The next page; none at the end. Rights are looked at again with each page.
    pub async fn next(&mut self, app: &App, caller: &Caller) -> Result<Option<Vec<ShownEvent>>, Refusal> {
        if self.done {
            return Ok(None);
        }
        let ListedRoomEvents { events, next, .. } = ask(app, caller, &self.question).await?;
        self.done = next.is_none();
        self.question.wanted.after = next;
        Ok(Some(events))
    }
}
