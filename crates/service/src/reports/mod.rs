//! Reports: figures of rooms over a span of days (R-262, §5.6).
//!
//! Invariant: every figure adds up rooms in the reader's sight for `report.view`, and nothing else; an average over strangers would
//! tell of them.

mod asked;
mod days;
mod export;
mod figures;
mod health;
mod insight;
mod overview;
mod page;
mod room;
mod subscriptions;
mod usage;

pub use asked::Asked;
pub use days::tend;
pub use export::begin_export;
pub use figures::{Figures, Rooms, figures};
pub use health::{HealthOf, HealthReport};
pub use insight::{Insight, InsightOf, RateOf, SetRate, TenantInsight};
pub use overview::{Day, Overview, OverviewOf};
pub use page::Page;
pub use room::{RoomReport, RoomReportOf};
pub use store::reports::{
    CallRow, DayRow, InsightRow, MOST_CALLS, ReportedRoom, RoomCounts, RoomDayRow, TroubleRow, UsageRow, Used,
};
pub use subscriptions::{
    EditSubscription, NewSubscription, Received, ReceivedOf, ReceivedReports, RequestReport, SentReport,
    StopReport, Subscription, SubscriptionForm, SubscriptionOf, Subscriptions, Unsubscribe, place_of,
    subscribe,
};
pub(crate) use subscriptions::{follow_clock, read_due, read_shared, share, spread};
pub use usage::{Usage, UsageOf, UsageOrder};
