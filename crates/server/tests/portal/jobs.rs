//! Jobs on the pages of a room.

use service::{
    devices::{Enrol, Enrolled, Heard, Report, enrol, hear, sender},
    enrolment_key::DownloadKey,
    jobs::{JobForm, SentFile, SubmitJob, Told, ToldState},
    rooms::EnrolRoom,
    run,
};
use testkit::{World, each, each_linked, http::Served};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";

async fn monitored(world: &World) -> Enrolled {
    let caller = world.caller(ANNA);
    let key = run(&world.app, &caller, DownloadKey { tenant: caller.person.organization }).await.unwrap();
    let facts = service::devices::DeviceFacts { host_name: Some("BER-9".to_owned()), ..Default::default() };
    let asked =
        Enrol { tenant: key.tenant, key_version: key.version, secret: key.secret, credential: None, facts };
    let device = enrol(&world.app, asked, "request", "192.0.2.9").await.unwrap();
    let enrol_room = EnrolRoom { tenant: device.tenant, room: device.room };
    run(&world.app, &world.caller(ANNA), enrol_room).await.unwrap();
    device
}

fn says(world: &World, activity: domain::job::Activity, job: Option<Told>) -> Heard {
    let report = Report { observed_at: world.app.clock.now(), signals: Vec::new(), facts: None };
    Heard {
        report,
        activity: Some(activity),
        job,
        takes_jobs: true,
        takes_updates: true,
        takes_report_key: false,
        reaches: false,
        reached: Vec::new(),
        records: Vec::new(),
    }
}

/// a job is asked for on the room's page, forced with a reason while the room is in a meeting, followed on its own page,
/// and what the device gave back is shown as text and downloaded as a file, which is logged.
#[tokio::test]
async fn a_job_is_asked_for_and_followed() {
    each(async |world: World| {
        let device = monitored(&world).await;
        let served = Served::start(world).await;
        let world = &served.world;
        let busy = says(world, domain::job::Activity::Busy, None);
        hear(&world.app, &device.credential, busy).await.unwrap();
        let mut anna = served.sign_in(ANNA).await;
        let room = format!("/rooms/{}", device.room);
        let page = anna.get(&room).await.text();
        assert!(page.contains(&format!("{room}/jobs/new?kind=restart")) && page.contains("In a meeting"));
        let form = anna.get(&format!("{room}/jobs/new?kind=configUpdate")).await.text();
        assert!(form.contains("needs the reason") && form.contains("nightlyRestartTime"));
        assert_eq!(anna.get(&format!("{room}/jobs/new?kind=sudo")).await.status, 404);
        let new = format!("{room}/jobs/new");
        let refused = anna.post(&new, &[("kind", "restart"), ("timing", "now")]).await;
        assert_eq!(refused.status, 409);
        assert!(refused.text().contains("say why this cannot wait"), "{}", refused.text());
        let wrong = [
            ("kind", "configUpdate"),
            ("timing", "night"),
            ("nightlyRestart", "on"),
            ("nightlyRestartTime", "9"),
        ];
        let refused = anna.post(&new, &wrong).await;
        assert!(
            refused.status == 422 && refused.text().contains("nightlyRestartTime-error"),
            "{}",
            refused.text()
        );
        let forced =
            [("kind", "restart"), ("timing", "now"), ("force", "1"), ("forceReason", "Frozen <screen>")];
        let made = anna.post(&new, &forced).await;
        assert_eq!(made.status, 303, "{}", made.text());
        let address = made.location().split('?').next().unwrap().to_owned();
        let page = anna.get(made.location()).await.text();
        for told in ["Waits for the device", "Frozen &#60;screen&#62;", "Take back", "The device is asked"] {
            assert!(page.contains(told), "{told}: {page}");
        }

        let order =
            hear(&world.app, &device.credential, says(world, domain::job::Activity::Idle, None)).await;
        let id = order.unwrap().order.unwrap().id;
        let late = anna.post(&format!("{address}/cancel"), &[]).await;
        assert!(
            late.status == 409 && late.text().contains("Running"),
            "the device was faster: {}",
            late.text()
        );
        let told = Told {
            id,
            state: ToldState::Failed,
            reason: Some(domain::job::JobReason::NotConfigured),
            progress: "looked <b>around</b>".to_owned(),
            output: "<script>alert(1)</script>".to_owned(),
        };
        let told = says(world, domain::job::Activity::Idle, Some(told));
        hear(&world.app, &device.credential, told).await.unwrap();
        let page = anna.get(&address).await.text();
        assert!(
            !page.contains("<script>alert")
                && !page.contains("<b>around")
                && page.contains("not configured for it")
        );
        let file = anna.get(&format!("{address}/output.txt")).await;
        assert_eq!(file.text(), "<script>alert(1)</script>");
        assert!(file.header("content-disposition").starts_with("attachment"));
        assert!(file.header("content-type").starts_with("text/plain"));
        let logged =
            "select count(*) from audit_events where kind = 'export.list' and changes like '%jobOutput%'";
        assert_eq!(world.database.number(logged).await, 1);
        let tab = anna.get(&format!("{room}?tab=jobs")).await.text();
        assert!(tab.contains(&address));
    })
    .await;
}

/// the pages offer jobs to those alone who may modify the room; one action on many rooms answers for each; partners
/// do the same below the customer's address.
#[tokio::test]
async fn jobs_are_offered_to_those_who_may() {
    each_linked(async |world: World, _| {
        let (berlin, lisbon) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Lisbon 1"));
        let tenant = world.organization(CONTOSO);
        let served = Served::start(world).await;
        let mut greta = served.sign_in("greta@contoso.example").await;
        let page = greta.get(&format!("/rooms/{berlin}")).await.text();
        assert!(!page.contains("/jobs/new"));
        assert_eq!(greta.get(&format!("/rooms/{berlin}/jobs/new?kind=restart")).await.status, 403);
        assert!(!greta.get("/rooms").await.text().contains("/rooms/jobs"));

        let mut pia = served.sign_in("pia@northwind.example").await;
        let rooms = format!("/partner/rooms/{tenant}");
        let page = pia.get(&format!("{rooms}/{berlin}")).await.text();
        assert!(page.contains(&format!("{rooms}/{berlin}/jobs/new?kind=collectLogs")));
        let list = pia.get(&format!("/partner/rooms?tenant={tenant}")).await.text();
        assert!(list.contains(&format!("{rooms}/jobs")));
        let (one, other) = (berlin.to_string(), lisbon.to_string());
        let ticked = [("room", one.as_str()), ("room", other.as_str())];
        let form = pia.post(&format!("{rooms}/jobs"), &ticked).await;
        assert!(form.status == 200 && form.text().contains("2 rooms"), "{}", form.text());
        let nothing = pia.post(&format!("{rooms}/jobs"), &[]).await;
        assert!(nothing.text().contains("No room was chosen"));
        assert!(!form.text().contains("value=\"restart\" required checked"), "nothing is chosen for one");
        let unsaid = [ticked.as_slice(), &[("timing", "now")]].concat();
        let unsaid = pia.post(&format!("{rooms}/jobs"), &unsaid).await;
        assert!(unsaid.status == 422 && unsaid.text().contains("kind-error"), "{}", unsaid.text());
        let asked = [ticked.as_slice(), &[("kind", "restart"), ("timing", "night")]].concat();
        let outcomes = pia.post(&format!("{rooms}/jobs"), &asked).await;
        assert_eq!(outcomes.status, 200, "{}", outcomes.text());
        assert!(outcomes.text().contains("The device is asked") && outcomes.text().contains("Not asked"));
        assert!(!outcomes.text().contains("Lisbon 1"), "nothing is told of a room out of sight");
        let wrong = [ticked.as_slice(), &[("kind", "configUpdate")]].concat();
        let refused = pia.post(&format!("{rooms}/jobs"), &wrong).await;
        assert!(refused.status == 422 && refused.text().contains("settings-error"), "{}", refused.text());
    })
    .await;
}

/// R-263, decision 18: a file that the device gave back stands on the page of its job, and is downloaded as a file, never shown, by
/// whoever sees the room and by nobody else.
#[tokio::test]
async fn a_file_of_a_job_is_downloaded() {
    each_linked(async |world: World, _| {
        let device = monitored(&world).await;
        let form = JobForm { kind: "collectLogs".to_owned(), ..JobForm::default() };
        let command = SubmitJob { tenant: device.tenant, room: device.room, form };
        let job = run(&world.app, &world.caller(ANNA), command).await.unwrap();
        hear(&world.app, &device.credential, says(&world, domain::job::Activity::Idle, None)).await.unwrap();
        let content = b"<script>alert(1)</script>".to_vec();
        let file = SentFile { job, name: "room.log".to_owned(), content: content.clone() };
        sender(&world.app, &device.credential).await.unwrap().keep(&world.app, file).await.unwrap();
        let served = Served::start(world).await;
        let mut anna = served.sign_in(ANNA).await;
        let page = anna.page(&format!("/rooms/{}/jobs/{job}", device.room)).await;
        assert!(page.contains("room.log") && page.contains("1 KB"), "{page}");
        let start = format!("href=\"/rooms/{}/jobs/{job}/files/", device.room);
        let (_, rest) = page.split_once(&start).expect("a link to the file");
        let file = rest.split('"').next().unwrap();
        let address = format!("/rooms/{}/jobs/{job}/files/{file}", device.room);
        let found = anna.get(&address).await;
        assert_eq!(found.status, 200);
        assert_eq!(found.headers["content-disposition"], "attachment; filename*=UTF-8''room.log");
        assert_eq!(found.headers["content-type"], "text/plain; charset=utf-8");
        assert_eq!(found.text().as_bytes(), content);
        let mut pia = served.sign_in("pia@northwind.example").await;
        let there = format!("/partner/rooms/{}/{}/jobs/{job}/files/{file}", device.tenant, device.room);
        assert_eq!(pia.get(&there).await.status, 404, "the room is out of her scope");
        assert_eq!(pia.get(&address).await.status, 404);
        let logged = "select count(*) from audit_events where kind = 'export.job_file'";
        assert_eq!(served.world.database.number(logged).await, 1);
    })
    .await;
}
