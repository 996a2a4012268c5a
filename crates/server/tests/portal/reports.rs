//! Reports as pages: figures, charts with the tables behind them, files, and who is shown which.

use domain::{
    record::{Call, Meeting, Quality, Stream, StreamKind},
    room::DeviceType,
    time::{DAY, HOUR, MINUTE},
};
use service::{
    devices::{DeviceFacts, Enrol, Enrolled, Heard, Record, Report, enrol, hear},
    enrolment_key::DownloadKey,
    groups::{ChangeMembers, MemberChange},
    rooms::EnrolRoom,
    run,
};
use testkit::{World, each_linked, http::Served};

/// A monitored room in the group that the link shows to the partner, with a meeting and a poor call on a day at noon.
pub(super) async fn used(world: &World) -> Enrolled {
    let now = world.app.clock.now();
    world.clock.advance(now.micros().div_euclid(DAY) * DAY + DAY + 12 * HOUR - now.micros());
    let now = world.app.clock.now();
    let anna = world.caller("anna@contoso.example");
    let key = run(&world.app, &anna, DownloadKey { tenant: anna.person.organization }).await.unwrap();
    let asked = Enrol {
        tenant: key.tenant,
        key_version: key.version,
        secret: key.secret,
        credential: None,
        facts: DeviceFacts {
            device_type: Some(DeviceType::Generic),
            host_name: Some("=SUM(A1)".to_owned()),
            ..DeviceFacts::default()
        },
    };
    let device = enrol(&world.app, asked, "request", "192.0.2.9").await.unwrap();
    run(&world.app, &anna, EnrolRoom { tenant: device.tenant, room: device.room }).await.unwrap();
    let join = ChangeMembers {
        tenant: device.tenant,
        group: world.group("contoso.example", "Berlin"),
        stamp: None,
        wanted: MemberChange { add: [device.room].into(), remove: [].into() },
    };
    run(&world.app, &anna, join).await.unwrap();
    let starts_at = now.plus(-3 * HOUR);
    let meeting = Meeting {
        name: "m-1".to_owned(),
        starts_at,
        ends_at: starts_at.plus(90 * MINUTE),
        is_booked: true,
        is_online: true,
        people: Some(3),
    };
    let stream = Stream {
        kind: StreamKind::Audio,
        is_sent: false,
        jitter_ms: Some(44),
        lost_per_mille: Some(31),
        round_trip_ms: Some(210),
    };
    let call = Call {
        name: "c-1".to_owned(),
        meeting: "m-1".to_owned(),
        starts_at,
        ends_at: meeting.ends_at,
        quality: Quality::Poor,
        has_video: true,
        streams: vec![stream],
    };
    let report = Report { observed_at: now, signals: Vec::new(), facts: None };
    let heard = Heard { records: vec![Record::Meeting(meeting), Record::Call(call)], ..report.into() };
    hear(&world.app, &device.credential, heard).await.unwrap();
    service::reports::tend(&world.app).await.unwrap();
    device
}

/// every report is a page with its figures, charts and tables; spans and groups narrow it, a table is a file in which no cell
/// is a formula, and a call shows how its streams fared.
#[tokio::test]
async fn reports_are_pages_with_tables_and_files() {
    each_linked(async |world: World, _| {
        let device = used(&world).await;
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let overview = anna.page("/reports").await;
        assert!(
            overview.contains("Ticket history") && overview.contains("<svg class=\"chart\""),
            "{overview}"
        );
        assert!(
            overview.contains("/incidents.json?show=all&#38;from=") && overview.contains("&#38;to="),
            "tickets are exported from here (R-256)"
        );
        assert!(!overview.contains(" style="), "no style beside the stylesheet");
        let usage = anna.page("/reports/usage").await;
        assert!(usage.contains("=SUM(A1)") && usage.contains("2.7 %"), "an hour and a half of 56: {usage}");
        let sorted = anna.page("/reports/usage?sort=-calls&days=30").await;
        assert!(sorted.contains("aria-sort=\"descending\"") && sorted.contains("Last 30 days"));
        let file = anna.get("/reports/usage.csv?table=rooms").await;
        assert_eq!(file.status, 200);
        let text = file.text();
        assert!(text.starts_with("Room,Utilization,Booked online,"), "{text}");
        assert!(text.contains("\r\n'=SUM(A1),2.7,100.0,1,1,0.0,100.0,,3.0\r\n"), "{text}");
        assert_eq!(anna.get("/reports/usage.csv?table=secrets").await.status, 404);
        let quality = anna.page("/reports/call-quality").await;
        assert!(
            quality.contains("chart-ring") && quality.contains(&format!("/reports/rooms/{}", device.room))
        );
        let room = anna.page(&format!("/reports/rooms/{}", device.room)).await;
        assert!(
            room.contains("Jitter 44 ms")
                && room.contains("Loss 3.1 %")
                && room.contains("Round trip 210 ms"),
            "{room}"
        );
        let health = anna.page("/reports/health").await;
        assert!(health.contains("100.0 %"), "{health}");
        let group = served.world.group("contoso.example", "Lisbon");
        let narrowed = anna.page(&format!("/reports/usage?group={group}")).await;
        assert!(!narrowed.contains("=SUM(A1)"));
        let wrong = anna.page("/reports?from=2026-01-01&to=2026-12-01").await;
        assert!(wrong.contains("90 days at most"), "{wrong}");
        let own = anna.page("/reports?from=2026-01-01&to=2026-01-03").await;
        assert!(own.contains("1 Jan 2026 to 3 Jan 2026") && !own.contains("90 days at most"));
        let korean = anna.page("/reports/insight").await;
        assert!(korean.contains("no average rating") && korean.contains("/reports/rate"), "{korean}");
        let refused = anna.post("/reports/rate", &[("ratePerHour", "much"), ("currency", "USD")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("value=\"much\""));
        let saved = anna.post("/reports/rate", &[("ratePerHour", "80"), ("currency", "eur")]).await;
        assert_eq!(saved.location(), "/reports/insight?done=saved");
        assert!(anna.page("/reports/insight").await.contains("80 EUR"));
    })
    .await;
}

/// a report is printed with all of its rows, whatever page of them is looked at, and that it was taken away is written down.
#[tokio::test]
async fn a_report_is_printed_with_every_row() {
    each_linked(async |world: World, _| {
        used(&world).await;
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        for report in ["usage", "call-quality"] {
            let address = format!("/reports/{report}");
            assert!(anna.page(&address).await.contains(&format!("href=\"{address}?all=yes\"")), "{report}");
            let behind = anna.page(&format!("{address}?page=1")).await;
            assert!(!behind.contains("=SUM(A1)") && !behind.contains("data-print"), "{behind}");
            let whole = anna.page(&format!("{address}?page=1&all=yes")).await;
            assert!(whole.contains("=SUM(A1)") && whole.contains("data-print"), "{whole}");
            assert!(whole.contains("Every row is on this page."), "{whole}");
            assert!(whole.contains(&format!("href=\"{address}\"")), "the way back to pages: {whole}");
        }
        let log = anna.page("/settings/audit-logs").await;
        assert_eq!(log.matches("List exported").count(), 2, "{log}");
    })
    .await;
}

/// a partner's pages hold the rooms of its customers in scope, of one or of all; whoever may see no reports is shown none
/// and offered none.
#[tokio::test]
async fn a_partner_reads_reports_of_its_customers() {
    each_linked(async |world: World, _| {
        let device = used(&world).await;
        let served = Served::start(world).await;
        let mut pia = served.sign_in("pia@northwind.example").await;
        let contoso = device.tenant;
        let all = pia.page("/partner/reports/usage").await;
        assert!(all.contains("=SUM(A1)") && all.contains("Contoso") && all.contains("nav-link"), "{all}");
        assert!(!all.contains("Lisbon 1"), "rooms out of scope");
        let one = pia.page(&format!("/partner/reports?tenant={contoso}")).await;
        assert!(one.contains("Average of what you see"), "{one}");
        assert!(
            !one.contains("Taken care of"),
            "whoever takes care at the customer is for the customer to know"
        );
        let room = pia.page(&format!("/partner/reports/rooms/{contoso}/{}", device.room)).await;
        assert!(room.contains("Jitter 44 ms"));
        let file = pia.get(&format!("/partner/reports/usage.csv?table=rooms&tenant={contoso}")).await.text();
        assert!(file.contains("'=SUM(A1),Contoso"), "{file}");
        assert!(!pia.page("/partner/reports/insight").await.contains("/reports/rate"));
        assert_eq!(pia.get("/reports/rate").await.status, 403);
        let mut uma = served.sign_in("uma@contoso.example").await;
        assert_eq!(uma.get("/reports").await.status, 403);
        assert!(!uma.page("/account").await.contains("href=\"/reports\""));
        let mut sven = served.sign_in("sven@tailspin.example").await;
        assert_eq!(sven.get(&format!("/partner/reports?tenant={contoso}")).await.status, 404);
    })
    .await;
}
