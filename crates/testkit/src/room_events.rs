//! Events of rooms, for tests that begin after a device told of them.

use domain::{
    id::{Id, RoomEvent},
    room_event::RoomEventKind,
    time::{Clock as _, DAY},
};
use store::seed;

use crate::World;

impl World {
    /// Something noticed in a room now: a poor call, or what somebody there reported, with its logs kept for 30 days.
    pub async fn notice(&self, domain: &str, room: &str, reported: Option<&str>) -> Id<RoomEvent> {
        let kind = if reported.is_some() { RoomEventKind::ReportedIssue } else { RoomEventKind::PoorCall };
        let event = seed::RoomEvent {
            tenant: self.organization(domain),
            room: self.room(domain, room),
            id: self.ids.id(),
            kind,
            at: self.clock.now(),
            description: reported.unwrap_or_default().to_owned(),
            logs_until: reported.map(|_| self.clock.now().plus(30 * DAY)),
        };
        let mut seed = self.seed().await;
        seed.room_event(&event).await.expect("an event");
        seed.commit().await.expect("the event is committed");
        event.id
    }
}
