//! Files that devices give back with jobs, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use domain::{
    attachment::MediaType,
    id::{Id, Job, JobFile},
    job::{FILE_MAX, FILES_MAX, FILES_OF_ORGANIZATION, KEPT},
    room::DeviceType,
    time::HOUR,
};
use service::{
    Code, Realm, Refusal, ask,
    devices::{DeviceFacts, Enrol, Enrolled, Heard, Refused, Report, enrol, hear, sender},
    enrolment_key::DownloadKey,
    jobs::{
        DownloadJobFile, DownloadedFile, JobForm, JobOf, JobsOf, SentFile, ShownJob, SubmitJob, Told,
        ToldState, tend,
    },
    rooms::{DeleteRoom, EnrolRoom, UnenrolRoom},
    run,
};
use testkit::{World, each};

const ANNA: &str = "anna@contoso.example";
const FRED: &str = "fred@fabrikam.example";

/// A monitored room of the organization of a person, with a device.
async fn monitored(world: &World, of: &str) -> Enrolled {
    let caller = world.caller(of);
    let key = run(&world.app, &caller, DownloadKey { tenant: caller.person.organization }).await.unwrap();
    let asked = Enrol {
        tenant: key.tenant,
        key_version: key.version,
        secret: key.secret,
        credential: None,
        facts: DeviceFacts { device_type: Some(DeviceType::Generic), ..DeviceFacts::default() },
    };
    let device = enrol(&world.app, asked, "request", "192.0.2.9").await.unwrap();
    let enrol_room = EnrolRoom { tenant: device.tenant, room: device.room };
    run(&world.app, &world.caller(of), enrol_room).await.unwrap();
    device
}

async fn says(world: &World, device: &Enrolled, job: Option<Told>) {
    let report = Report { observed_at: world.app.clock.now(), signals: Vec::new(), facts: None };
    let heard = Heard { takes_jobs: true, job, ..report.into() };
    hear(&world.app, &device.credential, heard).await.unwrap();
}

/// A job that the device of a room has.
async fn running(world: &World, device: &Enrolled, by: &str) -> Id<Job> {
    let form = JobForm { kind: "collectLogs".to_owned(), ..JobForm::default() };
    let command = SubmitJob { tenant: device.tenant, room: device.room, form };
    let job = run(&world.app, &world.caller(by), command).await.unwrap();
    says(world, device, None).await;
    job
}

async fn end(world: &World, device: &Enrolled, id: Id<Job>) {
    let state = ToldState::Completed;
    let told = Told { id, state, reason: None, progress: String::new(), output: String::new() };
    says(world, device, Some(told)).await;
}

async fn put(
    world: &World,
    device: &Enrolled,
    job: Id<Job>,
    name: &str,
    content: &[u8],
) -> Result<String, Refused> {
    let file = SentFile { job, name: name.to_owned(), content: content.to_vec() };
    sender(&world.app, &device.credential).await?.keep(&world.app, file).await
}

async fn shown(world: &World, device: &Enrolled, job: Id<Job>) -> ShownJob {
    let question = JobOf { realm: Realm::Own, room: device.room, job };
    ask(&world.app, &world.caller(ANNA), &question).await.unwrap()
}

async fn download(
    world: &World,
    by: &str,
    device: &Enrolled,
    job: Id<Job>,
    file: Id<JobFile>,
) -> Result<DownloadedFile, Refusal> {
    let command = DownloadJobFile { tenant: device.tenant, room: device.room, job, file };
    run(&world.app, &world.caller(by), command).await
}

async fn contents(world: &World) -> i64 {
    world.database.number("select count(*) from files").await
}

async fn logged(world: &World, kind: &str) -> i64 {
    world.database.number(&format!("select count(*) from audit_events where kind = '{kind}'")).await
}

/// R-263, decision 18: a file of a job is on disk before it is answered, is there once however often it is put, takes the place of
/// one of the same name, and is downloaded by whoever sees the room, which is logged.
#[tokio::test]
async fn a_file_is_kept_once_and_downloaded() {
    each(async |world| {
        let device = monitored(&world, ANNA).await;
        let job = running(&world, &device, ANNA).await;
        let large = "0123456789abcde\n".repeat(FILE_MAX / 16);
        let digest = put(&world, &device, job, "room.log", large.as_bytes()).await.unwrap();
        assert_eq!(digest.len(), 64);
        assert_eq!(put(&world, &device, job, "room.log", large.as_bytes()).await.unwrap(), digest);
        assert_eq!((logged(&world, "room.job_file_added").await, contents(&world).await), (1, 1));
        let files = shown(&world, &device, job).await.files;
        assert_eq!(
            (files.len(), files[0].name.as_str(), files[0].media_type),
            (1, "room.log", MediaType::Text)
        );
        let listed = JobsOf { realm: Realm::Own, room: device.room };
        let listed = ask(&world.app, &world.caller(ANNA), &listed).await.unwrap();
        assert!(listed[0].files.is_empty(), "lists hold no files");

        let found = download(&world, ANNA, &device, job, files[0].id).await.unwrap();
        assert!(found.content == large.as_bytes());
        assert_eq!(logged(&world, "export.job_file").await, 1);
        for nobody in [FRED, "pia@northwind.example", "theo@contoso.example"] {
            let refused = download(&world, nobody, &device, job, files[0].id).await.unwrap_err();
            assert!([Code::NotFound, Code::Forbidden].contains(&refused.code()), "{nobody}");
        }

        put(&world, &device, job, "room.log", b"shorter").await.unwrap();
        let after = shown(&world, &device, job).await.files;
        assert_eq!((after.len(), after[0].size, contents(&world).await), (1, 7, 1));
        let gone = download(&world, ANNA, &device, job, files[0].id).await.unwrap_err();
        assert_eq!(gone.code(), Code::NotFound);
    })
    .await;
}

/// a file counts for the job that the device's own room runs, and for no other.
#[tokio::test]
async fn a_file_is_of_the_job_that_runs() {
    each(async |world| {
        let (device, other) = (monitored(&world, ANNA).await, monitored(&world, FRED).await);
        let job = running(&world, &device, ANNA).await;
        let theirs = running(&world, &other, FRED).await;
        let refused = |outcome| matches!(outcome, Err(Refused::NotRunning));
        assert!(refused(put(&world, &device, theirs, "a", b"a").await));
        assert!(refused(put(&world, &other, job, "a", b"a").await));
        assert!(refused(put(&world, &device, Id::new(world.app.ids.next()), "a", b"a").await));
        put(&world, &device, job, "a", b"a").await.unwrap();
        end(&world, &device, job).await;
        assert!(refused(put(&world, &device, job, "a", b"late").await));
        let nobody = Enrolled { credential: "nobody".to_owned(), ..device.clone() };
        assert!(matches!(put(&world, &nobody, job, "a", b"a").await, Err(Refused::CredentialInvalid)));
        assert_eq!(shown(&world, &device, job).await.files.len(), 1);
    })
    .await;
}

/// a file is bounded, a job has some files at most and an organization so many bytes; what is no log, archive or picture is
/// not taken.
#[tokio::test]
async fn files_are_bounded() {
    each(async |world| {
        let device = monitored(&world, ANNA).await;
        let job = running(&world, &device, ANNA).await;
        for unfit in [&b""[..], b"MZ\x90\0\x03\0\0\0", &vec![b'a'; FILE_MAX + 1]] {
            assert!(matches!(put(&world, &device, job, "a", unfit).await, Err(Refused::UnfitFile)));
        }
        for number in 0..FILES_MAX {
            put(&world, &device, job, &format!("{number}.log"), b"a line").await.unwrap();
        }
        assert_eq!(contents(&world).await, 1, "the same content is there once");
        assert!(matches!(put(&world, &device, job, "more.log", b"a").await, Err(Refused::FilesFull)));
        put(&world, &device, job, "0.log", b"another line").await.unwrap();

        let full = format!("update job_files set size = {} where name = '1.log'", FILES_OF_ORGANIZATION - 60);
        world.database.raw(&full).await;
        assert!(matches!(put(&world, &device, job, "2.log", &[b'a'; 100]).await, Err(Refused::FilesFull)));
        put(&world, &device, job, "2.log", b"b").await.unwrap();
        let other = monitored(&world, FRED).await;
        let theirs = running(&world, &other, FRED).await;
        put(&world, &other, theirs, "2.log", &[b'a'; 100]).await.unwrap();
    })
    .await;
}

/// files go with their job and with their room, and a content that something else has stays.
#[tokio::test]
async fn files_go_with_their_job() {
    each(async |world| {
        let device = monitored(&world, ANNA).await;
        let first = running(&world, &device, ANNA).await;
        put(&world, &device, first, "a", b"of both").await.unwrap();
        put(&world, &device, first, "b", b"of the first").await.unwrap();
        end(&world, &device, first).await;
        world.clock.advance(KEPT - HOUR);
        let second = running(&world, &device, ANNA).await;
        put(&world, &device, second, "a", b"of both").await.unwrap();
        assert_eq!(contents(&world).await, 2);
        world.clock.advance(2 * HOUR);
        tend(&world.app).await.unwrap();
        assert_eq!(world.database.number("select count(*) from job_files").await, 1);
        assert_eq!(contents(&world).await, 1);
        let (tenant, room) = (device.tenant, device.room);
        run(&world.app, &world.caller(ANNA), UnenrolRoom { tenant, room }).await.unwrap();
        run(&world.app, &world.caller(ANNA), DeleteRoom { tenant, room, stamp: None }).await.unwrap();
        assert_eq!(contents(&world).await, 0);
    })
    .await;
}
