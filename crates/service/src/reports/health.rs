//! The report Health: on how many of the days on which they were monitored which rooms were unhealthy, and which meetings suffered.

use authz::{Action, Realm};
use store::{
    View,
    reports::{self, RoomCounts, TroubleRow},
};

use super::{Asked, Page};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks for the report.
#[derive(Clone, Copy, Debug)]
pub struct HealthOf {
    /// Which rooms and days.
    pub asked: Asked,
    /// Which of the rooms with tickets.
    pub page: Page,
}

/// The report.
#[derive(Clone, Debug)]
pub struct HealthReport {
    /// How many rooms there are.
    pub rooms: RoomCounts,
    /// Room-days on which a room was unhealthy.
    pub unhealthy_days: i64,
    /// All room-days on which rooms were monitored.
    pub room_days: i64,
    /// Rooms that were unhealthy on a day at least.
    pub unhealthy_rooms: i64,
    /// Meetings during trouble.
    pub impacted_meetings: i64,
    /// Rooms with tickets, the worst first, as far as the page shows them.
    pub by_room: Vec<TroubleRow>,
    /// How many rooms had tickets.
    pub count: usize,
}

impl Question for HealthOf {
    type Answer = HealthReport;
    const NAME: &'static str = "report.health";
    const SHOWS: Option<&'static str> = Some("reports");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Asked::ACTION, self.asked.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<HealthReport, Refusal> {
        let among = self.asked.among(view, context)?;
        context.shows(view.sight().tenants());
        let rooms = reports::counts(view, &among).await?;
        let mut by_room = reports::troubles(view, &among).await?;
        by_room.sort_by(|a, b| {
            let rank =
                |row: &TroubleRow| (-row.unhealthy_days, -row.trouble_seconds, -row.opened - row.earlier);
            rank(a).cmp(&rank(b)).then_with(|| a.name.cmp(&b.name)).then_with(|| a.room.cmp(&b.room))
        });
        let sum = |of: fn(&TroubleRow) -> i64| by_room.iter().map(of).sum();
        Ok(HealthReport {
            rooms,
            unhealthy_days: sum(|row| row.unhealthy_days),
            room_days: reports::monitored(view, &among).await?.room_days(self.asked.span),
            unhealthy_rooms: sum(|row| i64::from(row.unhealthy_days > 0)),
            impacted_meetings: sum(|row| row.impacted_meetings),
            count: by_room.len(),
            by_room: self.page.of(by_room),
        })
    }
}
