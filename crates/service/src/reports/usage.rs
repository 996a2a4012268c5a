//! The reports Usage and Call quality: how rooms were booked and how their calls went.

use authz::{Action, Realm};
use domain::report::{share, utilization};
use store::{
    View,
    reports::{self, UsageRow, Used},
};

use super::{Asked, Page};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// By what rooms are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsageOrder {
    /// By name.
    Name,
    /// By the name of the organization.
    Tenant,
    /// By booked hours.
    Utilization,
    /// By booked meetings that were online.
    Online,
    /// By booked meetings.
    Meetings,
    /// By calls.
    Calls,
    /// By the share of good calls.
    Performance,
    /// By the share of calls with video.
    Video,
    /// By seats.
    Capacity,
    /// By the people in a meeting.
    People,
    /// By poor calls.
    Poor,
}

impl UsageOrder {
    /// Every order, with its word in addresses and in the API.
    pub const ALL: [(Self, &'static str); 11] = [
        (Self::Name, "name"),
        (Self::Tenant, "tenant"),
        (Self::Utilization, "utilization"),
        (Self::Online, "online"),
        (Self::Meetings, "meetings"),
        (Self::Calls, "calls"),
        (Self::Performance, "performance"),
        (Self::Video, "video"),
        (Self::Capacity, "capacity"),
        (Self::People, "people"),
        (Self::Poor, "poor"),
    ];

    /// The order of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, word)| *word == key).map(|(order, _)| order)
    }

    fn figure(self, row: &UsageRow) -> i64 {
        let used = &row.used;
        match self {
            Self::Name | Self::Tenant => 0,
            Self::Utilization => used.booked_minutes,
            Self::Online => used.online_meetings,
            Self::Meetings => used.booked_meetings,
            Self::Calls => used.calls,
            Self::Performance => share(used.good_calls, used.calls),
            Self::Video => share(used.video_calls, used.calls),
            Self::Capacity => row.capacity.unwrap_or_default(),
            Self::People => share(used.people, used.counted_meetings),
            Self::Poor => used.poor_calls,
        }
    }
}

/// Asks for the report Usage, or for Call quality.
#[derive(Clone, Copy, Debug)]
pub struct UsageOf {
    /// Which rooms and days.
    pub asked: Asked,
    /// Whether rooms without calls are left out.
    pub with_calls: bool,
    /// By what rooms are sorted.
    pub order: UsageOrder,
    /// Whether the highest come first, or the last name.
    pub descending: bool,
    /// Which of the rooms.
    pub page: Page,
}

/// The report.
#[derive(Clone, Debug)]
pub struct Usage {
    /// Rooms in sight.
    pub rooms: i64,
    /// Those without a booking.
    pub without_bookings: i64,
    /// All rooms together.
    pub total: Used,
    /// Booked hours over eight hours a day, in tenths of a percent.
    pub utilization: i64,
    /// Rooms, as far as the page shows them.
    pub by_room: Vec<UsageRow>,
    /// How many rooms there are on all pages.
    pub count: usize,
}

impl Question for UsageOf {
    type Answer = Usage;
    const NAME: &'static str = "report.usage";
    const SHOWS: Option<&'static str> = Some("reports");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Asked::ACTION, self.asked.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Usage, Refusal> {
        let among = self.asked.among(view, context)?;
        context.shows(view.sight().tenants());
        let mut by_room = reports::usage(view, &among).await?;
        let rooms = i64::try_from(by_room.len()).unwrap_or(i64::MAX);
        let without_bookings = by_room.iter().filter(|row| row.used.booked_minutes == 0).count();
        let mut total = Used::default();
        for row in &by_room {
            total.add(&row.used);
        }
        by_room.retain(|row| !self.with_calls || row.used.calls > 0);
        self.sort(&mut by_room);
        Ok(Usage {
            rooms,
            without_bookings: i64::try_from(without_bookings).unwrap_or(i64::MAX),
            total,
            utilization: utilization(total.booked_minutes, rooms, self.asked.span.days()),
            count: by_room.len(),
            by_room: self.page.of(by_room),
        })
    }
}

impl UsageOf {
    fn sort(&self, rows: &mut [UsageRow]) {
        // By name first; what is equal keeps that order.
        rows.sort_by_cached_key(|row| (domain::text::key(&row.name), row.room));
        if self.order == UsageOrder::Tenant {
            rows.sort_by_cached_key(|row| domain::text::key(&row.tenant_name));
        }
        match (self.order, self.descending) {
            (UsageOrder::Name | UsageOrder::Tenant, true) => rows.reverse(),
            (UsageOrder::Name | UsageOrder::Tenant, false) => {}
            (order, true) => rows.sort_by_key(|row| -order.figure(row)),
            (order, false) => rows.sort_by_key(|row| order.figure(row)),
        }
    }
}
