//! One room in the reports: its days, and its calls with their streams.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization, Room},
    record::{Call, Stream},
    report::{share, utilization},
    time::MINUTE,
};
use service::{
    ask,
    reports::{MOST_CALLS, RoomDayRow, RoomReport, RoomReportOf},
};

use super::{
    Report,
    chosen::Chosen,
    sheet::{day_text, percent, span_text},
};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    i18n::Translator,
    path::PagePath,
    portal::{layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/reports/room.html")]
struct RoomPage {
    frame: Frame,
    at: At,
    chosen: Chosen,
    found: RoomReport,
    /// The version of the logo of the reader's organization.
    logo: Option<String>,
}

impl RoomPage {
    fn day(&self, day: &RoomDayRow) -> String {
        day_text(&self.frame.t, day.day)
    }

    fn utilization(&self, day: &RoomDayRow) -> String {
        percent(&self.frame.t, utilization(day.used.booked_minutes, 1, 1))
    }

    fn performance(&self, day: &RoomDayRow) -> String {
        if day.used.calls == 0 {
            return String::new();
        }
        percent(&self.frame.t, share(day.used.good_calls, day.used.calls))
    }

    fn trouble(&self, day: &RoomDayRow) -> String {
        self.frame.t.number(day.trouble_seconds / 60)
    }

    fn minutes(&self, call: &Call) -> String {
        self.frame.t.number(call.ends_at.since(call.starts_at) / MINUTE)
    }

    fn lost(&self, stream: &Stream) -> String {
        stream.lost_per_mille.map(|lost| percent(&self.frame.t, lost.into())).unwrap_or_default()
    }

    fn milliseconds(&self, value: &u32) -> String {
        self.frame.t.with("report-milliseconds", "count", value)
    }

    /// Whether there are more calls than are shown.
    fn is_cut(&self) -> bool {
        i64::try_from(self.found.calls.len()).is_ok_and(|count| count >= MOST_CALLS)
    }

    fn back(&self) -> String {
        self.chosen.of(Report::CallQuality, self.at)
    }

    fn overview(&self) -> String {
        self.chosen.of(Report::Overview, self.at)
    }

    fn span(&self) -> String {
        span_text(&self.frame.t, self.chosen.span)
    }
}

/// A room of one's own.
pub(super) async fn own(
    State(web): State<Web>,
    signed: Signed,
    fields: Fields,
    PagePath(room): PagePath<Id<Room>>,
) -> PageResult {
    show(&web, &signed, &fields, At::Own(signed.caller.person.organization), room).await
}

/// A room of a customer.
pub(super) async fn at_customer(
    State(web): State<Web>,
    signed: Signed,
    fields: Fields,
    PagePath((tenant, room)): PagePath<(Id<Organization>, Id<Room>)>,
) -> PageResult {
    show(&web, &signed, &fields, signed.at_customer(tenant), room).await
}

async fn show(web: &Web, signed: &Signed, fields: &Fields, at: At, room: Id<Room>) -> PageResult {
    let shell = signed.shell(web).await?;
    let t = Translator::new(shell.language, &shell.time_zone);
    let tenant = at.customer();
    let chosen = Chosen { tenant, group: None, ..Chosen::read(fields, &t, web.app.clock.now()) };
    let question = RoomReportOf { asked: chosen.asked(at), room };
    let found = ask(&web.app, &signed.caller, &question).await?;
    let frame = Frame::of(web, signed, at.face(), at.reports_entry()).await?;
    let logo = super::logo(web, signed).await?;
    html(&RoomPage { frame, at, chosen, found, logo })
}
