//! Meetings, calls and reported issues on the device channel, between its words and those of the service.

use domain::record::{Call, Meeting, Quality, ReportedIssue, Stream, StreamKind};
use service::devices::Record;
use wire::agents::{
    CallQuality, CallRecord, CallStream, MeetingRecord, Record as Told, RefusedRecord, ReportedIssueRecord,
    StreamKind as WireKind,
};

pub(super) fn record(told: Told) -> Record {
    let read = match told {
        Told::Meeting { meeting: told } => meeting(told).map(Record::Meeting),
        Told::Call { call: told } => call(told).map(Record::Call),
        Told::ReportedIssue { reported_issue: told } => reported(told).map(Record::ReportedIssue),
        Told::Unknown(_) => return Record::Unreadable("unreadable"),
    };
    read.unwrap_or(Record::Unreadable("badTime"))
}

pub(super) fn refused((index, problem): (usize, &'static str)) -> RefusedRecord {
    RefusedRecord { index: u32::try_from(index).unwrap_or(u32::MAX), problem: problem.to_owned() }
}

fn meeting(told: MeetingRecord) -> Option<Meeting> {
    Some(Meeting {
        name: told.id,
        starts_at: told.started_at.parse().ok()?,
        ends_at: told.ended_at.parse().ok()?,
        is_booked: told.is_booked,
        is_online: told.is_online,
        people: told.people_count,
    })
}

fn call(told: CallRecord) -> Option<Call> {
    Some(Call {
        name: told.id,
        meeting: told.meeting_id.unwrap_or_default(),
        starts_at: told.started_at.parse().ok()?,
        ends_at: told.ended_at.parse().ok()?,
        quality: match told.quality {
            CallQuality::Good => Quality::Good,
            CallQuality::Poor => Quality::Poor,
            CallQuality::Unknown => Quality::Unknown,
        },
        has_video: told.has_video,
        streams: told.streams.into_iter().map(stream).collect(),
    })
}

fn reported(told: ReportedIssueRecord) -> Option<ReportedIssue> {
    let logs_until = told.logs_kept_until.map(|until| until.parse()).transpose().ok()?;
    Some(ReportedIssue::told(told.id, told.reported_at.parse().ok()?, &told.description, logs_until))
}

fn stream(told: CallStream) -> Stream {
    Stream {
        kind: match told.kind {
            WireKind::Audio => StreamKind::Audio,
            WireKind::Video => StreamKind::Video,
            WireKind::Screen => StreamKind::Screen,
        },
        is_sent: told.is_sent,
        jitter_ms: told.jitter_ms,
        lost_per_mille: told.lost_per_mille,
        round_trip_ms: told.round_trip_ms,
    }
}
