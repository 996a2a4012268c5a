//! The export of rooms: pages stream, each under the sight of its moment.

use authz::Realm;
use domain::{health::Health, permission::Permission};
use store::{list::Wanted, page::Page};

use super::list::{ListRooms, RoomList};
use crate::{app::App, ask::ask, caller::Caller, exports, refusal::Refusal};

/// Rows fetched at once.
const PIECE: i64 = 300;

/// An export that goes on page by page.
#[derive(Clone, Debug)]
pub struct ExportRooms {
    realm: Realm,
    wanted: Wanted,
    health: Option<Health>,
    done: bool,
}

/// A page of the export.
pub type RoomPage = Vec<store::rooms::RoomRow>;

impl ExportRooms {
    /// Begins an export: its events are written before the first row leaves.
    pub async fn begin(
        app: &App,
        caller: &Caller,
        realm: Realm,
        mut wanted: Wanted,
        health: Option<Health>,
    ) -> Result<Self, Refusal> {
        wanted.page = Page::of(PIECE);
        wanted.after = None;
        exports::begin(app, caller, realm, Permission::RoomView, "rooms").await?;
        Ok(Self { realm, wanted, health, done: false })
    }

    /// The next page; none at the end. Rights are looked at again with each page.
    pub async fn next(&mut self, app: &App, caller: &Caller) -> Result<Option<RoomPage>, Refusal> {
        if self.done {
            return Ok(None);
        }
        let question =
            ListRooms { realm: self.realm, wanted: self.wanted.clone(), health: self.health, counts: false };
        let RoomList { rooms, next, .. } = ask(app, caller, &question).await?;
        self.done = next.is_none();
        self.wanted.after = next;
        Ok(Some(rooms))
    }
}
