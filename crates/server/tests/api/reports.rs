//! Reports over the API, of what a device told over its channel.

use axum::http::Method;
use domain::{
    room::DeviceType,
    time::{DAY, HOUR, Time},
};
use serde_json::{Value, json};
use service::{
    devices::{DeviceFacts, Enrol, enrol},
    enrolment_key::DownloadKey,
    rooms::EnrolRoom,
    run,
};
use testkit::{World, each_linked, http::Served};

/// The moment of an hour of today, by UTC.
fn at(now: Time, hour: i64) -> Time {
    Time::from_micros(now.micros().div_euclid(DAY) * DAY + hour * HOUR)
}

/// a device tells of its meetings and calls; Usage, Call quality, Overview, Health and Insight answer for a span and a part of
/// the rooms, at home and for a partner; what cannot be asked is refused with its field.
#[tokio::test]
async fn reports_answer_for_spans_and_rooms() {
    each_linked(async |world: World, _| {
        let now = world.app.clock.now();
        world.clock.advance(at(now, 24 + 12).since(now));
        let now = world.app.clock.now();
        let anna = world.caller("anna@contoso.example");
        let key = run(&world.app, &anna, DownloadKey { tenant: anna.person.organization }).await.unwrap();
        let asked = Enrol {
            tenant: key.tenant,
            key_version: key.version,
            secret: key.secret,
            credential: None,
            facts: DeviceFacts { device_type: Some(DeviceType::Generic), ..DeviceFacts::default() },
        };
        let device = enrol(&world.app, asked, "request", "192.0.2.9").await.unwrap();
        run(&world.app, &anna, EnrolRoom { tenant: device.tenant, room: device.room }).await.unwrap();
        let served = Served::start(world).await;

        let records = json!([
            {"meeting": {"id": "m-1", "startedAt": at(now, 9), "endedAt": at(now, 11), "isBooked": true, "isOnline": true,
                "peopleCount": 5}},
            {"meeting": {"id": "m-2", "startedAt": "yesterday", "endedAt": at(now, 11), "isBooked": true}},
            {"call": {"id": "c-1", "meetingId": "m-1", "startedAt": at(now, 9), "endedAt": at(now, 11), "quality": "poor",
                "hasVideo": true, "streams": [{"kind": "audio", "isSent": true, "jitterMs": 41, "lostPerMille": 25}]}},
            {"coffee": 3}
        ]);
        let report = json!({"observedAt": now, "records": records});
        let nobody = served.nobody();
        let bearer = format!("Bearer {}", device.credential);
        let tell = async || {
            nobody.call(Method::POST, "/agents/v1/report", &[("authorization", &bearer)], &report).await
        };
        let answer = tell().await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let refused = json!([{"index": 1, "problem": "badTime"}, {"index": 3, "problem": "unreadable"}]);
        assert_eq!((answer.json()["outcome"].clone(), answer.json()["refusedRecords"].clone()), (json!("stored"), refused));
        assert_eq!(answer.json()["channelVersion"], json!(wire::agents::CHANNEL_VERSION));
        let again = tell().await.json();
        assert_eq!(again["outcome"], json!("received"), "told twice, it changes nothing");
        service::reports::tend(&served.world.app).await.unwrap();

        let anna = served.client("anna@contoso.example").await;
        let found = anna.get("/v1.0/reports/usage?$orderby=utilization%20desc&$top=1").await.json();
        assert_eq!(found["rooms"].as_array().unwrap().len(), 1);
        assert_eq!(found["rooms"][0]["roomId"], json!(device.room));
        let usage = &found["rooms"][0]["usage"];
        let figures = ["bookedMinutes", "scheduledMeetingCount", "averagePeopleCount", "callPerformancePercent"];
        assert_eq!(figures.map(|name| usage[name].clone()), [json!(120), json!(1), json!(5.0), json!(0.0)]);
        assert_eq!(usage["utilizationPercent"], json!(3.6), "two of 56 hours");
        let moment = now.to_string();
        let (today, _) = moment.split_once('T').unwrap();
        let day = anna.get(&format!("/v1.0/reports/usage?from={today}&to={today}")).await.json();
        let day = usage_of(&day);
        assert_eq!(day["utilizationPercent"].as_f64().map(|percent| percent < 2.0), Some(true), "over all rooms");
        let calls = anna.get("/v1.0/reports/callQuality").await.json();
        assert_eq!((calls["count"].clone(), calls["rooms"][0]["usage"]["poorCallCount"].clone()), (json!(1), json!(1)));
        let room = anna.get(&format!("/v1.0/rooms/{}/report", device.room)).await.json();
        assert_eq!(room["calls"][0]["streams"][0]["lostPercent"], json!(2.5));
        let overview = anna.get("/v1.0/reports/overview?days=30").await.json();
        assert_eq!(overview["days"].as_array().unwrap().len(), 30);
        assert!(overview["days"][29]["takenTicketCount"].is_number());
        assert_eq!(anna.get("/v1.0/reports/health").await.json()["unhealthyRoomDayCount"], json!(0));
        assert_eq!(anna.get("/v1.0/reports/insight").await.json()["savings"][0]["currency"], json!("USD"));

        let rate = "/v1.0/reports/rate";
        assert_eq!(anna.get(rate).await.json(), json!({"ratePerHour": "50.00", "currency": "USD"}));
        let refused = anna.put(rate, &json!({"ratePerHour": "-1", "currency": "EURO"})).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (422, "invalid_value".to_owned()));
        assert!(refused.text().contains("ratePerHour") && refused.text().contains("currency"));
        let set = anna.put(rate, &json!({"ratePerHour": "62.5", "currency": "eur"})).await;
        assert_eq!(set.json(), json!({"ratePerHour": "62.50", "currency": "EUR"}));

        for bad in ["days=91", "days=x", "from=2026-01-01", "from=2026-01-01&to=2026-04-01", "groupId=x"] {
            assert_eq!(anna.get(&format!("/v1.0/reports/overview?{bad}")).await.status, 422, "{bad}");
        }
        for bad in ["$orderby=secrets", "$top=1001", "$skip=-1"] {
            assert_eq!(anna.get(&format!("/v1.0/reports/usage?{bad}")).await.status, 422, "{bad}");
        }
        let pia = served.client("pia@northwind.example").await;
        let contoso = device.tenant;
        for path in ["/v1.0/managedTenants".to_owned(), format!("/v1.0/managedTenants/{contoso}")] {
            let found = pia.get(&format!("{path}/reports/usage")).await.json();
            assert_eq!(found["total"]["bookedMinutes"], json!(0), "the room is out of scope");
            let overview = pia.get(&format!("{path}/reports/overview")).await.json();
            assert!(overview["days"][0]["takenTicketCount"].is_null());
        }
        let there = format!("/v1.0/managedTenants/{contoso}/rooms/{}/report", device.room);
        assert_eq!(pia.get(&there).await.status, 404);
        let uma = served.client("uma@contoso.example").await;
        assert_eq!(uma.get("/v1.0/reports/usage").await.status, 403);
    })
    .await;
}

fn usage_of(found: &Value) -> Value {
    found["total"].clone()
}
