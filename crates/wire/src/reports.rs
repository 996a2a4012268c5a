//! Reports: figures of rooms over a span of days.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The report Overview.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OverviewReport {
    /// The first day, by the clock of each room.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Rooms in sight.
    pub room_count: i64,
    /// Those that are monitored, of which health is told.
    pub monitored_room_count: i64,
    /// Tickets opened, the most first.
    pub tickets_by_category: Vec<CategoryCount>,
    /// Each day of the span.
    pub days: Vec<ReportDay>,
    /// The most reliable rooms.
    pub most_reliable: Vec<RoomTrouble>,
    /// The least reliable rooms.
    pub least_reliable: Vec<RoomTrouble>,
}

/// Tickets of one category.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CategoryCount {
    /// `audio`, `display`, `peripherals`, `connectivity`, `versioning`, `recorded` or `other`.
    pub category: String,
    /// How many were opened.
    pub count: i64,
}

/// All rooms together on one day.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportDay {
    /// The day.
    pub date: String,
    /// Rooms that there were.
    pub room_count: i64,
    /// Monitored rooms that were unhealthy.
    pub unhealthy_room_count: i64,
    /// The share of the rooms monitored on it that were healthy; `null` where none was.
    pub healthy_percent: Option<f64>,
    /// The same over everything that you see on this side; `null` where that is the same.
    pub average_healthy_percent: Option<f64>,
    /// Tickets opened.
    pub opened_ticket_count: i64,
    /// Tickets open at some time of the day.
    pub open_ticket_count: i64,
    /// Those of them that somebody took care of for most of that time; told of your own rooms alone.
    pub taken_ticket_count: Option<i64>,
    /// Tickets resolved.
    pub resolved_ticket_count: i64,
}

/// What tickets did to one room.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomTrouble {
    /// The organization.
    pub tenant_id: Uuid,
    /// Its name.
    pub tenant_display_name: String,
    /// The room.
    pub room_id: Uuid,
    /// Its name.
    pub room_display_name: String,
    /// Days on which it was unhealthy.
    pub unhealthy_day_count: i64,
    /// Minutes between five and nine in the evening in which a Critical or Important ticket was open.
    pub trouble_minutes: i64,
    /// Tickets opened.
    pub opened_ticket_count: i64,
    /// Tickets opened on an earlier day, once for each day on which they were open.
    pub earlier_ticket_count: i64,
    /// Meetings during Critical or Important tickets.
    pub impacted_meeting_count: i64,
}

/// The report Health.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HealthReport {
    /// The first day, by the clock of each room.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Rooms that are monitored.
    pub monitored_room_count: i64,
    /// Days of monitored rooms.
    pub room_day_count: i64,
    /// Those on which the room was unhealthy.
    pub unhealthy_room_day_count: i64,
    /// Rooms that were unhealthy on a day at least.
    pub unhealthy_room_count: i64,
    /// Meetings during Critical or Important tickets.
    pub impacted_meeting_count: i64,
    /// How many rooms had tickets.
    pub count: i64,
    /// Rooms that had tickets, the worst first.
    pub rooms: Vec<RoomTrouble>,
}

/// The reports Usage and Call quality.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UsageReport {
    /// The first day, by the clock of each room.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Rooms in sight.
    pub room_count: i64,
    /// Those without a booking.
    pub room_without_booking_count: i64,
    /// All rooms together.
    pub total: UsageFigures,
    /// How many rooms there are on all pages.
    pub count: i64,
    /// Each room.
    pub rooms: Vec<RoomUsage>,
}

/// How rooms were used.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UsageFigures {
    /// Booked hours over eight hours a day.
    pub utilization_percent: f64,
    /// Minutes booked.
    pub booked_minutes: i64,
    /// Minutes of those that were online.
    pub online_minutes: i64,
    /// Booked meetings.
    pub scheduled_meeting_count: i64,
    /// Those of them that were online.
    pub online_meeting_count: i64,
    /// All meetings, those without a booking included.
    pub meeting_count: i64,
    /// The average of people in the room; `null` where nobody was counted.
    pub average_people_count: Option<f64>,
    /// Calls.
    pub call_count: i64,
    /// Good ones.
    pub good_call_count: i64,
    /// Poor ones.
    pub poor_call_count: i64,
    /// Those of which nothing is known.
    pub unknown_call_count: i64,
    /// Good calls over all; `null` without calls.
    pub call_performance_percent: Option<f64>,
    /// Calls with video over all; `null` without calls.
    pub video_percent: Option<f64>,
}

/// How one room was used.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomUsage {
    /// The organization.
    pub tenant_id: Uuid,
    /// Its name.
    pub tenant_display_name: String,
    /// The room.
    pub room_id: Uuid,
    /// Its name.
    pub room_display_name: String,
    /// Its seats.
    pub capacity: Option<i64>,
    /// The figures.
    pub usage: UsageFigures,
}

/// The report Insight.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InsightReport {
    /// The first day, by the clock of each room.
    pub from: String,
    /// The last day.
    pub to: String,
    /// All organizations together.
    pub total: InsightFigures,
    /// What was saved, by currency.
    pub savings: Vec<Saving>,
    /// Each organization.
    pub tenants: Vec<TenantInsight>,
}

/// What was found and done.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InsightFigures {
    /// Tickets opened by signals.
    pub detection_count: i64,
    /// Warnings and Recommended tickets resolved before anything of weight came of them.
    pub prevented_count: i64,
    /// Critical and Important tickets resolved.
    pub remediated_count: i64,
    /// Rooms updated.
    pub update_count: i64,
    /// Minutes of work saved.
    pub saved_minutes: i64,
}

/// What was saved.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Saving {
    /// Three letters, as ISO 4217 has them.
    pub currency: String,
    /// The amount.
    pub amount: f64,
}

/// The report Insight of one organization.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TenantInsight {
    /// The organization.
    pub tenant_id: Uuid,
    /// Its name.
    pub tenant_display_name: String,
    /// The figures.
    pub figures: InsightFigures,
    /// What was saved.
    pub saving: Saving,
    /// What an hour is worth there.
    pub rate_per_hour: f64,
}

/// What an hour of work is worth.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportRate {
    /// An amount with two digits after the point at most, such as `62.50`.
    pub rate_per_hour: String,
    /// Three letters, as ISO 4217 has them.
    pub currency: String,
}

/// One room: its days and its calls.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomReport {
    /// The room.
    pub room_id: Uuid,
    /// Its name.
    pub room_display_name: String,
    /// The first day, by the clock of the room.
    pub from: String,
    /// The last day.
    pub to: String,
    /// The days of which there is something to tell, the newest first.
    pub days: Vec<RoomReportDay>,
    /// The newest calls, at most 500.
    pub calls: Vec<RoomCall>,
}

/// A room on one day.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomReportDay {
    /// The day.
    pub date: String,
    /// Whether it was unhealthy.
    pub is_unhealthy: bool,
    /// Minutes in which a Critical or Important ticket was open.
    pub trouble_minutes: i64,
    /// How it was used.
    pub usage: UsageFigures,
}

/// A call.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomCall {
    /// What the device calls it.
    pub id: String,
    /// The meeting it belongs to.
    pub meeting_id: Option<String>,
    /// When it began.
    pub start_date_time: String,
    /// When it ended.
    pub end_date_time: String,
    /// `good`, `poor` or `unknown`.
    pub quality: String,
    /// Whether it had video.
    pub has_video: bool,
    /// How its streams fared.
    pub streams: Vec<RoomCallStream>,
}

/// A stream of a call.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomCallStream {
    /// `audio`, `video` or `screen`.
    pub kind: String,
    /// Whether the room sent it.
    pub is_sent: bool,
    /// Jitter in milliseconds.
    pub jitter_milliseconds: Option<u32>,
    /// Packets lost.
    pub lost_percent: Option<f64>,
    /// The way to the other side and back, in milliseconds.
    pub round_trip_milliseconds: Option<u32>,
}

/// A report that you have sent to yourself by e-mail.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportSubscription {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The subscription.
    pub id: Uuid,
    /// `overview`, `health`, `usage`, `callQuality` or `insight`; `all` for all of them in one message.
    pub report: String,
    /// `own` rooms, or the rooms of `customers`.
    pub covers: String,
    /// The one customer it is about; `null` for all of them.
    pub tenant_id: Option<Uuid>,
    /// The group of rooms it is about; `null` for all rooms.
    pub room_group_id: Option<Uuid>,
    /// The days it tells of: the `week` before the day on which it is sent, or the calendar `month` before.
    pub days: String,
    /// The day on which it is sent: `monday` to `sunday`, or the `first` of every month.
    pub day: String,
    /// The hour by the clock of your time zone.
    pub hour: i64,
    /// Whether nothing is sent for now.
    pub is_paused: bool,
    /// To which addresses it is sent beside.
    pub recipients: Vec<String>,
    /// When it is sent next.
    pub next_date_time: Option<String>,
    /// When the last one was due.
    pub last_date_time: Option<String>,
    /// What became of that: `sent`, `notAllowed` (you may not see it any more), `noMail` (your e-mail was switched off, or your
    /// account disabled) or `failed` (the mail server did not take it for seven days).
    pub last_result: Option<String>,
}

/// What to have sent to yourself.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewReportSubscription {
    /// One report, or `all`; `all` unless said otherwise.
    pub report: Option<String>,
    /// `own` rooms, or the rooms of `customers`.
    pub covers: String,
    /// The one customer it is about, with `customers`; left out for all of them.
    pub tenant_id: Option<Uuid>,
    /// The group of own rooms, or of the customer's, that it is about.
    pub room_group_id: Option<Uuid>,
    /// `week` or `month`; `week` unless said otherwise.
    pub days: Option<String>,
    /// The day on which it is sent; `monday` unless said otherwise.
    pub day: Option<String>,
    /// The hour, 0 to 23; 8 unless said otherwise.
    pub hour: Option<i64>,
    /// Up to twenty addresses to which it is sent beside: of colleagues, and of people of the one customer it is about. Each gets what
    /// both of you may see; whether an address is anybody's is not told.
    #[serde(default)]
    pub recipients: Vec<String>,
}

/// What of a subscription can be changed; what is left out stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportSubscriptionPatch {
    /// One report, or `all`.
    pub report: Option<String>,
    /// `week` or `month`.
    pub days: Option<String>,
    /// The day on which it is sent.
    pub day: Option<String>,
    /// The hour, 0 to 23.
    pub hour: Option<i64>,
    /// Whether nothing is sent for now.
    pub is_paused: Option<bool>,
    /// All addresses to which it is sent beside.
    pub recipients: Option<Vec<String>>,
}

/// A report that somebody else has sent to you by e-mail.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReceivedReport {
    /// The subscription.
    pub id: Uuid,
    /// The name of whoever has it sent to you.
    pub sender_name: String,
    /// The organization in whose name it comes.
    pub sender_organization_name: String,
    /// One report, or `all` of them in one message.
    pub report: String,
    /// Your `own` rooms, or the rooms of `customers`.
    pub covers: String,
    /// The one customer it is about; `null` for all of them.
    pub tenant_id: Option<Uuid>,
    /// The days it tells of: `week` or `month`.
    pub days: String,
    /// The day on which it is sent, by the clock of whoever has it sent.
    pub day: String,
    /// Whether nothing is sent for now.
    pub is_paused: bool,
    /// When the last one was due that was sent to you.
    pub last_date_time: String,
    /// Whether you stopped it.
    pub is_stopped: bool,
}

/// What of a report from somebody else you decide.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReceivedReportPatch {
    /// Whether it is to come no more.
    pub is_stopped: bool,
}
