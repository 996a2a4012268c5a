//! The shapes, their words and their limits.

use super::*;
use serde_json::json;

fn report(value: serde_json::Value) -> Result<ReportRequest, String> {
    let report: ReportRequest = serde_json::from_value(value).map_err(|e| e.to_string())?;
    report.check().map_err(|e| e.to_string())?;
    Ok(report)
}

#[test]
fn a_heartbeat_is_a_time_alone() {
    let heartbeat = report(json!({"observedAt": "2026-11-21T08:00:00Z"})).unwrap();
    assert!(heartbeat.signals.is_empty());
    assert_eq!(
        serde_json::to_value(&heartbeat).unwrap(),
        json!({"observedAt": "2026-11-21T08:00:00Z", "signals": []})
    );
}

/// a field outside the contract is refused, so nothing else can ever arrive.
#[test]
fn unknown_fields_are_refused() {
    for bad in [
        json!({"observedAt": "t", "meetingSubject": "x"}),
        json!({"observedAt": "t", "signals": [{"signal": "a", "state": "healthy", "organizer": "x"}]}),
        json!({"observedAt": "t", "device": {"contacts": []}}),
    ] {
        assert!(report(bad.clone()).unwrap_err().contains("unknown field"), "{bad}");
    }
    let enrol = json!({"key": {"tenantId": Uuid::nil(), "keyVersion": 1, "secret": "s"}, "extra": 1});
    assert!(serde_json::from_value::<EnrolRequest>(enrol).is_err());
}

#[test]
fn limits_name_the_field() {
    let signal = |more: serde_json::Value| {
        let mut signal = json!({"signal": "camera.room", "state": "unhealthy"});
        signal.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"observedAt": "t", "signals": [signal]})
    };
    let long = |n| "ü".repeat(n);
    assert!(report(signal(json!({"value": long(MAX_VALUE)}))).is_ok());
    for (bad, sentence) in [
        (signal(json!({"value": long(MAX_VALUE + 1)})), "signals[0].value: is too long"),
        (signal(json!({"detail": "a\nb"})), "signals[0].detail: has control characters"),
        (signal(json!({"signal": "Camera"})), "signals[0].signal: is not a signal key"),
        (signal(json!({"signal": ""})), "signals[0].signal: is not a signal key"),
        (json!({"observedAt": long(41)}), "observedAt: is too long"),
        (json!({"observedAt": "t", "device": {"model": long(129)}}), "device.model: is too long"),
        (
            json!({"observedAt": "t", "device": {"ipAddresses": vec!["::1"; 17]}}),
            "device.ipAddresses: has too many entries",
        ),
        (
            json!({"observedAt": "t", "reached": [{"id": Uuid::nil(), "state": "reached", "detail": long(97)}]}),
            "reached[0].detail: is too long",
        ),
        (
            json!({"observedAt": "t", "reached": vec![json!({"id": Uuid::nil(), "state": "reached"}); 101]}),
            "reached: has too many entries",
        ),
        (
            json!({"observedAt": "t", "signals": vec![json!({"signal": "a", "state": "healthy"}); 2]}),
            "signals[1].signal: is told twice for this instance",
        ),
    ] {
        assert_eq!(report(bad).unwrap_err(), sentence);
    }
}

#[test]
fn the_largest_report_within_the_limits_fits_the_body() {
    let wide = |n| "\u{10348}".repeat(n);
    let stream = CallStream {
        kind: StreamKind::Screen,
        is_sent: false,
        jitter_ms: Some(u32::MAX),
        lost_per_mille: Some(u32::MAX),
        round_trip_ms: Some(u32::MAX),
    };
    let call = CallRecord {
        id: wide(64),
        meeting_id: Some(wide(64)),
        started_at: wide(MAX_TIME),
        ended_at: wide(MAX_TIME),
        quality: CallQuality::Unknown,
        has_video: false,
        streams: vec![stream; 8],
    };
    let reported_issue = ReportedIssueRecord {
        id: wide(64),
        reported_at: wide(MAX_TIME),
        description: wide(MAX_REPORTED),
        logs_kept_until: Some(wide(MAX_TIME)),
    };
    let size = |record: &Record| serde_json::to_vec(record).unwrap().len();
    let record = [Record::Call { call }, Record::ReportedIssue { reported_issue }];
    let record = record.into_iter().max_by_key(size).unwrap();
    let largest = ReportRequest {
        records: vec![record; MAX_RECORDS],
        observed_at: wide(MAX_TIME),
        signals: (0..MAX_SIGNALS)
            .map(|n| SignalReport {
                signal: format!("{n:0>MAX_SIGNAL$}"),
                instance: wide(MAX_INSTANCE),
                state: SignalState::Unhealthy,
                value: Some(wide(MAX_VALUE)),
                detail: Some(wide(MAX_DETAIL)),
            })
            .collect(),
        device: Some(DeviceFacts {
            ip_addresses: vec![wide(MAX_ADDRESS); MAX_ADDRESSES],
            mac_addresses: vec![wide(MAX_ADDRESS); MAX_ADDRESSES],
            host_name: Some(wide(MAX_FACT)),
            missing: Some(vec![
                Missing {
                    what: "m".repeat(MAX_SIGNAL),
                    reason: MissingReason::NotThere,
                    detail: wide(MAX_DETAIL)
                };
                MAX_MISSING
            ]),
            ..DeviceFacts::default()
        }),
        activity: Some(Activity::Unknown),
        takes_jobs: true,
        takes_updates: true,
        takes_report_key: true,
        sent_at: Some(wide(MAX_TIME)),
        reaches: true,
        reached: vec![
            Reached {
                id: Uuid::nil(),
                state: ReachState::OutOfReach,
                detail: Some(wide(MAX_VALUE))
            };
            MAX_TARGETS
        ],
        job: Some(JobReport {
            id: Uuid::nil(),
            state: JobState::CompletedWithErrors,
            reason: Some(wide(MAX_VALUE)),
            progress: "\n".repeat(MAX_PROGRESS_BYTES),
            output: "\"".repeat(MAX_OUTPUT_BYTES),
        }),
    };
    largest.check().unwrap();
    let other_facts = 9 * 4 * MAX_FACT;
    assert!(serde_json::to_vec(&largest).unwrap().len() + other_facts < MAX_REPORT_BYTES);
    let key = EnrolKey { tenant_id: Uuid::nil(), key_version: 1, secret: wide(MAX_SECRET) };
    let enrol =
        EnrolRequest { key, device: largest.device.unwrap(), credential: Some(Credential(wide(MAX_SECRET))) };
    enrol.check().unwrap();
    assert!(serde_json::to_vec(&enrol).unwrap().len() + other_facts < MAX_ENROL_BYTES);
}

/// R-243, decision 15: what an agent misses is told by the name of a fact, a reason of the contract and a bounded
/// sentence.
#[test]
fn what_is_missing_has_a_name_a_reason_and_a_limit() {
    let device = |missing: serde_json::Value| {
        let report = json!({"observedAt": "", "device": {"missing": missing}});
        let report: ReportRequest = serde_json::from_value(report).map_err(|error| error.to_string())?;
        report.check().map_err(|malformed| malformed.to_string())
    };
    let one = |what: &str, reason: &str, detail: String| json!([{"what": what, "reason": reason, "detail": detail}]);
    assert_eq!(device(one("serialNumber", "noRight", "no right to read x".to_owned())), Ok(()));
    assert_eq!(device(json!([])), Ok(()));
    let refused = |missing| device(missing).unwrap_err();
    assert!(
        refused(one("serial number", "noRight", String::new())).starts_with("device.missing[0].what: is not")
    );
    assert!(refused(one("tpm", "whim", String::new())).contains("unknown variant `whim`"));
    let long = one("tpm", "failed", "x".repeat(MAX_DETAIL + 1));
    assert_eq!(refused(long), "device.missing[0].detail: is too long");
    let tpm = json!({"what": "tpm", "reason": "failed", "detail": ""});
    assert_eq!(refused(json!(vec![tpm; MAX_MISSING + 1])), "device.missing: has too many entries");
}

/// §5.8: the file has a place for the release key from the first version on.
#[test]
fn the_key_file_round_trips() {
    let text = json!({
        "format": "steward-enrolment-key", "formatVersion": 1, "server": "https://steward.example",
        "tenantId": "0198a5a0-0000-7000-8000-000000000001", "keyVersion": 3, "secret": "c2VjcmV0", "releaseKey": null
    });
    let key: KeyFile = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(serde_json::to_value(&key).unwrap(), text);
    assert!(!format!("{key:?}").contains("c2VjcmV0"));
}

#[test]
fn fit_makes_any_text_pass() {
    assert_eq!(fit(" HDMI\u{0}1\n", 96), "HDMI 1");
    assert_eq!(fit("äöü", 2), "äö");
}

#[test]
fn outcomes_and_states_have_the_words_of_the_contract() {
    let answer = ReportAnswer {
        outcome: Outcome::Stored,
        report_interval_seconds: 60,
        channel_version: 2,
        job: None,
        refused_records: Vec::new(),
        report_key: None,
        targets: Vec::new(),
    };
    assert_eq!(
        serde_json::to_value(&answer).unwrap(),
        json!({"outcome": "stored", "reportIntervalSeconds": 60, "channelVersion": 2})
    );
    assert_eq!(serde_json::to_value(SignalState::Unknown).unwrap(), json!("unknown"));
    assert_eq!(serde_json::to_value(DeviceType::AndroidVideoBar).unwrap(), json!("androidVideoBar"));
}

/// an answer of a server that knows no jobs, or other ones, is understood; a report to such a server tells none.
#[test]
fn jobs_are_tolerant_both_ways() {
    let old = json!({"outcome": "received", "reportIntervalSeconds": 60});
    let old: ReportAnswer = serde_json::from_value(old).unwrap();
    assert_eq!((old.channel_version, old.job), (1, None));
    let newer = json!({
        "outcome": "received", "reportIntervalSeconds": 60, "channelVersion": 9,
        "job": {"id": Uuid::nil(), "kind": "makeCoffee", "cups": 2}
    });
    let newer: ReportAnswer = serde_json::from_value(newer).unwrap();
    let order = newer.job.unwrap();
    assert_eq!((order.kind, order.forced, order.settings), (JobKind::Unknown, false, None));
    let report = ReportRequest { observed_at: "t".to_owned(), ..ReportRequest::default() };
    assert_eq!(serde_json::to_value(&report).unwrap(), json!({"observedAt": "t", "signals": []}));
}

/// what a job gives back is text of a bounded length; an agent that would give more cuts it and says so.
#[test]
fn the_output_of_a_job_is_bounded() {
    let report = |output: String| {
        let job = JobReport {
            id: Uuid::nil(),
            state: JobState::Completed,
            reason: None,
            progress: String::new(),
            output,
        };
        let report =
            ReportRequest { observed_at: "t".to_owned(), job: Some(job), ..ReportRequest::default() };
        report.check().map_err(|malformed| malformed.to_string())
    };
    assert_eq!(report("a\n\tb".to_owned()), Ok(()));
    assert_eq!(report("a\u{1b}[31m".to_owned()).unwrap_err(), "job.output: has control characters");
    let long = "é".repeat(MAX_OUTPUT_BYTES);
    assert_eq!(report(long.clone()).unwrap_err(), "job.output: is too long");
    let fitted = fit_lines(&long, MAX_OUTPUT_BYTES);
    assert!(fitted.starts_with("[the beginning was cut]\né") && fitted.len() <= MAX_OUTPUT_BYTES);
    assert_eq!(report(fitted), Ok(()));
    assert_eq!(fit_lines("\u{1b}[31mred\r\n", 64), " [31mred \n");
}

/// a record that cannot be read keeps no other out; too many are refused whole, and to an older server nothing of them is
/// told.
#[test]
fn records_are_read_one_by_one() {
    let meeting = json!({"meeting": {"id": "m-1", "startedAt": "t", "endedAt": "t", "isBooked": true}});
    let call = json!({"call": {"id": "c-1", "startedAt": "t", "endedAt": "t", "quality": "splendid"}});
    let with_subject =
        json!({"meeting": {"id": "m-2", "startedAt": "t", "endedAt": "t", "isBooked": true, "subject": "x"}});
    let read = report(json!({"observedAt": "t", "records": [meeting, call, with_subject, 7]})).unwrap();
    let [Record::Meeting { meeting }, Record::Call { call }, Record::Unknown(_), Record::Unknown(_)] =
        read.records.as_slice()
    else {
        unreachable!("{read:?}")
    };
    assert_eq!((meeting.is_online, meeting.people_count), (false, None));
    assert_eq!((call.quality, call.has_video, call.streams.len()), (CallQuality::Unknown, false, 0));
    let many = json!({"observedAt": "t", "records": vec![json!(1); MAX_RECORDS + 1]});
    assert_eq!(report(many).unwrap_err(), "records: has too many entries");
    let old: ReportAnswer =
        serde_json::from_value(json!({"outcome": "stored", "reportIntervalSeconds": 60})).unwrap();
    assert!(old.refused_records.is_empty());
}

/// an issue that somebody reported is a record of its own; one in a newer shape is passed over like any other.
#[test]
fn reported_issues_are_records() {
    let issue = json!({"reportedIssue": {"id": "i-1", "reportedAt": "t", "description": "No sound"}});
    let newer =
        json!({"reportedIssue": {"id": "i-1", "reportedAt": "t", "description": "x", "picture": "y"}});
    let read = report(json!({"observedAt": "t", "records": [issue.clone(), newer]})).unwrap();
    let [told @ Record::ReportedIssue { reported_issue }, Record::Unknown(_)] = read.records.as_slice()
    else {
        unreachable!("{read:?}")
    };
    assert_eq!((reported_issue.description.as_str(), &reported_issue.logs_kept_until), ("No sound", &None));
    assert_eq!(serde_json::to_value(told).unwrap(), issue);
}
