//! What the device of a room said, newest first. Apart from what people did.

use authz::{Action, Realm};
use domain::{
    id::{Id, Room},
    permission::Permission,
    time::Time,
};
use store::{
    View,
    page::Page,
    rooms::{self, HistoryRow},
};
use uuid::Uuid;

use crate::{
    ask::{Looking, Question},
    caller::Person,
    cursor,
    refusal::Refusal,
};

/// Asks for a page of a room's history.
#[derive(Clone, Debug)]
pub struct RoomHistory {
    /// At home or at one customer.
    pub realm: Realm,
    /// The room.
    pub room: Id<Room>,
    /// Where the page begins.
    pub after: Option<String>,
    /// How many lines.
    pub page: Page,
}

impl Question for RoomHistory {
    type Answer = (Vec<HistoryRow>, Option<String>);
    const NAME: &'static str = "room.history";
    const SHOWS: Option<&'static str> = Some("rooms");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), self.realm)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        if !rooms::is_in_sight(view, self.room).await? {
            return Err(Refusal::Missing);
        }
        let before: Option<(Time, Uuid)> = self.after.as_deref().map(cursor::read).transpose()?;
        let page = rooms::history(view, self.room, before, self.page).await?;
        let next = match page.items.last() {
            Some(last) if page.has_more => Some(cursor::write(&(last.at, last.id))?),
            _ => None,
        };
        Ok((page.items, next))
    }
}
