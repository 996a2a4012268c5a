//! One room in the reports: its days, and its calls with their streams.

use authz::{Action, Realm};
use domain::{
    id::{Id, Room},
    report::{Bounds, clock},
};
use store::{
    View,
    reports::{self, CallRow, ReportedRoom, RoomDayRow},
};

use super::Asked;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks for the days and calls of a room.
#[derive(Clone, Copy, Debug)]
pub struct RoomReportOf {
    /// Where it is, and which days; a group does not matter.
    pub asked: Asked,
    /// The room.
    pub room: Id<Room>,
}

/// The days and calls of a room.
#[derive(Clone, Debug)]
pub struct RoomReport {
    /// The room.
    pub room: ReportedRoom,
    /// Its days of which there is something to tell, the newest first.
    pub days: Vec<RoomDayRow>,
    /// Its newest calls.
    pub calls: Vec<CallRow>,
}

impl Question for RoomReportOf {
    type Answer = RoomReport;
    const NAME: &'static str = "report.room";
    const SHOWS: Option<&'static str> = Some("reports");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Asked::ACTION, self.asked.realm)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<RoomReport, Refusal> {
        let room = reports::room(view, self.room).await?.ok_or(Refusal::Missing)?;
        let days = reports::room_days(view, self.room, self.asked.span).await?;
        let zone = clock(&room.time_zone);
        let (from, until) =
            (Bounds::of(&zone, self.asked.span.from()).start, Bounds::of(&zone, self.asked.span.to()).end);
        let calls = reports::calls(view, self.room, from, until).await?;
        Ok(RoomReport { room, days, calls })
    }
}
