//! Reports in the shapes of the API.

use domain::{
    id::Id,
    record::Stream,
    report::{Span, date, share, utilization},
};
use service::reports::{self, Day, Insight, InsightRow, Overview, TroubleRow, Usage, UsageRow, Used};
use wire::reports::{
    CategoryCount, HealthReport, InsightFigures, InsightReport, OverviewReport, ReportDay, RoomCall,
    RoomCallStream, RoomReport, RoomReportDay, RoomTrouble, RoomUsage, Saving, TenantInsight, UsageFigures,
    UsageReport,
};

/// Tenths as they are.
fn tenths(value: i64) -> f64 {
    f64::from(i32::try_from(value).unwrap_or(i32::MAX)) / 10.0
}

fn hundredths(value: i64) -> f64 {
    // Exact up to 2^53, which no saving reaches.
    #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53")]
    let value = value as f64;
    value / 100.0
}

fn count(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

pub(super) fn overview(span: Span, found: Overview, is_own: bool) -> OverviewReport {
    let day = |day: Day| ReportDay {
        date: date(day.figures.day),
        room_count: day.rooms,
        unhealthy_room_count: day.figures.unhealthy,
        healthy_percent: day.healthy.map(tenths),
        average_healthy_percent: day.healthy_on_average.map(tenths),
        opened_ticket_count: day.figures.opened,
        open_ticket_count: day.figures.open,
        taken_ticket_count: is_own.then_some(day.figures.taken),
        resolved_ticket_count: day.figures.resolved,
    };
    OverviewReport {
        from: date(span.from()),
        to: date(span.to()),
        room_count: found.rooms.all,
        monitored_room_count: found.rooms.monitored,
        tickets_by_category: found
            .categories
            .into_iter()
            .map(|(category, count)| CategoryCount { category: category.key().to_owned(), count })
            .collect(),
        days: found.days.into_iter().map(day).collect(),
        most_reliable: found.most_reliable.into_iter().map(trouble).collect(),
        least_reliable: found.least_reliable.into_iter().map(trouble).collect(),
    }
}

fn trouble(row: TroubleRow) -> RoomTrouble {
    RoomTrouble {
        tenant_id: row.tenant.uuid(),
        tenant_display_name: row.tenant_name,
        room_id: row.room.uuid(),
        room_display_name: row.name,
        unhealthy_day_count: row.unhealthy_days,
        trouble_minutes: row.trouble_seconds / 60,
        opened_ticket_count: row.opened,
        earlier_ticket_count: row.earlier,
        impacted_meeting_count: row.impacted_meetings,
    }
}

pub(super) fn health(span: Span, found: reports::HealthReport) -> HealthReport {
    HealthReport {
        from: date(span.from()),
        to: date(span.to()),
        monitored_room_count: found.rooms.monitored,
        room_day_count: found.room_days,
        unhealthy_room_day_count: found.unhealthy_days,
        unhealthy_room_count: found.unhealthy_rooms,
        impacted_meeting_count: found.impacted_meetings,
        count: count(found.count),
        rooms: found.by_room.into_iter().map(trouble).collect(),
    }
}

fn figures(used: &Used, rooms: i64, days: i64) -> UsageFigures {
    let of_calls = |part: i64| (used.calls > 0).then(|| tenths(share(part, used.calls)));
    UsageFigures {
        utilization_percent: tenths(utilization(used.booked_minutes, rooms, days)),
        booked_minutes: used.booked_minutes,
        online_minutes: used.online_minutes,
        scheduled_meeting_count: used.booked_meetings,
        online_meeting_count: used.online_meetings,
        meeting_count: used.meetings,
        average_people_count: (used.counted_meetings > 0)
            .then(|| tenths((used.people * 10 + used.counted_meetings / 2) / used.counted_meetings)),
        call_count: used.calls,
        good_call_count: used.good_calls,
        poor_call_count: used.poor_calls,
        unknown_call_count: used.unknown_calls(),
        call_performance_percent: of_calls(used.good_calls),
        video_percent: of_calls(used.video_calls),
    }
}

pub(super) fn usage(span: Span, found: Usage) -> UsageReport {
    let room = |row: UsageRow| RoomUsage {
        tenant_id: row.tenant.uuid(),
        tenant_display_name: row.tenant_name,
        room_id: row.room.uuid(),
        room_display_name: row.name,
        capacity: row.capacity,
        usage: figures(&row.used, 1, span.days()),
    };
    UsageReport {
        from: date(span.from()),
        to: date(span.to()),
        room_count: found.rooms,
        room_without_booking_count: found.without_bookings,
        total: figures(&found.total, found.rooms, span.days()),
        count: count(found.count),
        rooms: found.by_room.into_iter().map(room).collect(),
    }
}

pub(super) fn insight(span: Span, found: Insight) -> InsightReport {
    let figures = |row: &InsightRow, minutes| InsightFigures {
        detection_count: row.detections,
        prevented_count: row.prevented,
        remediated_count: row.remediated,
        update_count: row.updates,
        saved_minutes: minutes,
    };
    let saving =
        |currency: &str, amount| Saving { currency: currency.to_owned(), amount: hundredths(amount) };
    InsightReport {
        from: date(span.from()),
        to: date(span.to()),
        total: figures(&found.total, found.minutes()),
        savings: found.worth.iter().map(|(currency, amount)| saving(currency, *amount)).collect(),
        tenants: found
            .by_tenant
            .iter()
            .map(|tenant| TenantInsight {
                tenant_id: tenant.tenant.uuid(),
                tenant_display_name: tenant.done.name.clone(),
                figures: figures(&tenant.done, tenant.minutes()),
                saving: saving(&tenant.rate.currency, tenant.worth()),
                rate_per_hour: hundredths(tenant.rate.hundredths),
            })
            .collect(),
    }
}

pub(super) fn room(span: Span, found: reports::RoomReport) -> RoomReport {
    let stream = |stream: Stream| RoomCallStream {
        kind: stream.kind.key().to_owned(),
        is_sent: stream.is_sent,
        jitter_milliseconds: stream.jitter_ms,
        lost_percent: stream.lost_per_mille.map(|lost| tenths(lost.into())),
        round_trip_milliseconds: stream.round_trip_ms,
    };
    RoomReport {
        room_id: Id::uuid(found.room.room),
        room_display_name: found.room.name,
        from: date(span.from()),
        to: date(span.to()),
        days: found
            .days
            .iter()
            .map(|day| RoomReportDay {
                date: date(day.day),
                is_unhealthy: day.is_unhealthy,
                trouble_minutes: day.trouble_seconds / 60,
                usage: figures(&day.used, 1, 1),
            })
            .collect(),
        calls: found
            .calls
            .into_iter()
            .map(|call| RoomCall {
                id: call.name,
                meeting_id: Some(call.meeting).filter(|meeting| !meeting.is_empty()),
                start_date_time: call.starts_at.to_string(),
                end_date_time: call.ends_at.to_string(),
                quality: call.quality.key().to_owned(),
                has_video: call.has_video,
                streams: call.streams.into_iter().map(stream).collect(),
            })
            .collect(),
    }
}
