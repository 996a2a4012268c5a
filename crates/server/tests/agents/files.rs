//! Files on the device channel, byte by byte: who may put one, and what is refused before it is read.

use ::wire::agents::MAX_FILE_BYTES;
use serde_json::json;
use service::{
    Settings,
    jobs::{JobForm, SubmitJob},
    rooms::EnrolRoom,
    run,
};
use testkit::Kind;
use uuid::Uuid;

use crate::wire::{Answer, Connection, Running, heartbeat};

const ANNA: &str = "anna@contoso.example";

/// A device with a job that it has.
async fn running_job(running: &Running) -> (String, Uuid) {
    let enrolled = running.enrol(&running.key(ANNA).await, None).await.json();
    let credential = enrolled["credential"].as_str().unwrap().to_owned();
    let room = enrolled["roomId"].as_str().unwrap().parse().unwrap();
    let tenant = running.world.organization("contoso.example");
    let anna = running.world.caller(ANNA);
    run(&running.world.app, &anna, EnrolRoom { tenant, room }).await.unwrap();
    let form = JobForm { kind: "collectLogs".to_owned(), ..JobForm::default() };
    let job = run(&running.world.app, &anna, SubmitJob { tenant, room, form }).await.unwrap();
    let mut says = heartbeat();
    says["takesJobs"] = json!(true);
    let answer = running.post("/agents/v1/report", Some(&credential), &says).await.json();
    assert_eq!(answer["job"]["id"], json!(job.uuid()));
    (credential, job.uuid())
}

async fn put(connection: &mut Connection, path: &str, credential: &str, told: usize, body: &[u8]) -> Answer {
    let head = format!(
        "PUT {path} HTTP/1.1\r\nhost: steward\r\ncontent-length: {told}\r\nauthorization: Bearer {credential}\r\n\r\n"
    );
    connection.send(&[head.as_bytes(), body].concat()).await;
    connection.read().await.unwrap()
}

/// a device puts a file of the job that it runs; whoever has no live credential, names another job or no file, or sends too
/// much, is refused with a word, and nothing is kept.
#[tokio::test]
async fn a_file_is_put_by_the_device_of_the_job() {
    let running = Running::with(Kind::Sqlite, Settings::default()).await;
    let (credential, job) = running_job(&running).await;
    let path = format!("/agents/v1/jobs/{job}/files/room.log");
    let mut kept = running.connect().await;
    for _ in 0..2 {
        let answer = put(&mut kept, &path, &credential, 9, b"no sound\n").await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(answer.json()["size"], 9);
        assert_eq!(answer.json()["sha256"].as_str().unwrap().len(), 64);
    }
    let other = format!("/agents/v1/jobs/{}/files/room.log", Uuid::nil());
    let named = format!("/agents/v1/jobs/{job}/files/..%2froom.log");
    let hidden = format!("/agents/v1/jobs/{job}/files/.room");
    let none = "/agents/v1/jobs/none/files/room.log".to_owned();
    for (path, credential, told, body, status, code) in [
        (&path, "nobody", 1, &b"a"[..], 401, "credential_invalid"),
        (&other, &credential, 1, b"a", 409, "not_running"),
        (&named, &credential, 1, b"a", 400, "malformed"),
        (&hidden, &credential, 1, b"a", 400, "malformed"),
        (&none, &credential, 1, b"a", 400, "malformed"),
        (&path, &credential, 0, b"", 422, "unfit_file"),
        (&path, &credential, 4, b"MZ\x90\0", 422, "unfit_file"),
        (&path, &credential, MAX_FILE_BYTES + 1, b"", 413, "malformed"),
    ] {
        let mut connection = running.connect().await;
        let answer = put(&mut connection, path, credential, told, body).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{path} {told}");
    }
    assert_eq!(running.world.database.number("select count(*) from job_files").await, 1);
    running.stop().await;
}

/// a file that breaks off is not kept, and its place is free for the next.
#[tokio::test]
async fn a_file_that_breaks_off_is_not_kept() {
    let running = Running::with(Kind::Sqlite, Settings::default()).await;
    let (credential, job) = running_job(&running).await;
    let path = format!("/agents/v1/jobs/{job}/files/room.log");
    for _ in 0..4 {
        let mut connection = running.connect().await;
        let head = format!(
            "PUT {path} HTTP/1.1\r\nhost: steward\r\ncontent-length: 100\r\nauthorization: Bearer {credential}\r\n\r\nhalf"
        );
        connection.send(head.as_bytes()).await;
        drop(connection);
    }
    let put = async {
        loop {
            let mut connection = running.connect().await;
            let answer = put(&mut connection, &path, &credential, 5, b"whole").await;
            if answer.status != 429 {
                return answer;
            }
            tokio::task::yield_now().await;
        }
    };
    let answer =
        tokio::time::timeout(std::time::Duration::from_secs(30), put).await.expect("a place is free");
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(running.world.database.number("select sum(size) from job_files").await, 5);
    running.stop().await;
}
