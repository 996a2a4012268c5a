//! Rooms behind a relay that gathers: the real agents sign, the relay posts for all of them, and the server answers each.

use std::time::Duration;

use domain::{
    id::{Id, Room as RoomId},
    job::JobState,
    time::MINUTE,
};
use service::{
    Realm, ask,
    jobs::{JobForm, JobOf, SubmitJob},
    rooms::EnrolRoom,
    run,
};
use testkit::Kind;
use wire::agents::SignalState;

use crate::{
    site::{Room, Site},
    wire::clock,
};

const ANNA: &str = "anna@contoso.example";

/// A room whose reports are gathered from now on: it enrolled, told all over its own connection, and has its key.
async fn signing(site: &Site, name: &str) -> Room {
    let room = site.room(name, Some("chain.pem"));
    room.sees(SignalState::Healthy).await;
    room.until(|counts| counts.stored == 1).await;
    let kept = site.path(name).join("credential.json");
    let has_key = || std::fs::read_to_string(&kept).is_ok_and(|text| text.contains("reportKey"));
    let before = room.tally.counts().received;
    room.until(|counts| counts.received > before + 1).await;
    assert!(has_key(), "the room keeps the key");
    assert_eq!(
        room.tally.counts().gathered,
        0,
        "what it told itself keeps out what it signs for five minutes"
    );
    clock(&site.running).advance(6 * MINUTE);
    room.until(|counts| counts.gathered > 0).await;
    room
}

async fn states(site: &Site) -> Vec<Vec<Option<String>>> {
    let sql =
        "select r.host_name, s.state from room_signals s join rooms r on r.room_id = s.room_id order by 1";
    site.running.world.database.raw(sql).await
}

/// Waits until the server knows this of the rooms.
async fn until_known(site: &Site, room: &Room, rows: &[(&str, &str)]) {
    loop {
        let before = room.tally.counts();
        if states(site).await == told(rows) {
            return;
        }
        room.until(|counts| counts != before).await;
    }
}

fn told(rows: &[(&str, &str)]) -> Vec<Vec<Option<String>>> {
    let cell = |text: &str| Some(text.to_owned());
    rows.iter().map(|(room, state)| vec![cell(room), cell(state)]).collect()
}

/// Decision 22, R-263: rooms behind a relay that gathers report, change and take a job without a connection of their own; what was
/// answered is stored, and the server knows when it was sent.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rooms_report_by_way_of_a_relay_that_gathers() {
    for kind in Kind::ALL {
        let site = Site::with(kind, true).await;
        let room = signing(&site, "ber-1").await;
        let signed = "select count(*) from devices where signed_until > 0";
        let until = "select max(signed_until) from devices";
        let before = site.running.world.database.number(until).await;
        clock(&site.running).advance(MINUTE);
        let own = |counts: agent::tally::Counts| counts.stored + counts.received - counts.gathered;
        let before_change = own(room.tally.counts());
        room.sees(SignalState::Unhealthy).await;
        until_known(&site, &room, &[("ber-1", "unhealthy")]).await;
        let database = &site.running.world.database;
        assert_eq!(database.number(signed).await, 1);
        let now = site.running.world.app.clock.now().micros();
        let sent = database.number(until).await;
        assert!(
            sent > before && sent >= now && sent < now + MINUTE,
            "by the message, not by the moment it came"
        );

        let cell = database.raw("select room_id from rooms where host_name = 'ber-1'").await;
        let id: Id<RoomId> = Id::new(cell[0][0].clone().unwrap().parse().unwrap());
        let (world, tenant) = (&site.running.world, site.running.world.organization("contoso.example"));
        run(&world.app, &world.caller(ANNA), EnrolRoom { tenant, room: id }).await.unwrap();
        let form = JobForm { kind: "restart".to_owned(), ..JobForm::default() };
        let mut stirred = world.app.listen();
        let job = run(&world.app, &world.caller(ANNA), SubmitJob { tenant, room: id, form }).await.unwrap();
        let done = async {
            loop {
                let question = JobOf { realm: Realm::Own, room: id, job };
                let shown = ask(&world.app, &world.caller(ANNA), &question).await.unwrap();
                if !shown.row.state.is_open() {
                    return shown.row.state;
                }
                stirred.recv().await.ok();
            }
        };
        let state = tokio::time::timeout(Duration::from_secs(60), done).await.expect("the job gets there");
        assert_eq!(state, JobState::Completed);
        assert_eq!(own(room.tally.counts()), before_change, "all of it by way of the relay");
        drop(room);
        site.end().await;
    }
}

/// Decision 22: a relay that is gone in the middle loses nothing; the room goes its own way, and comes back to the relay.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_relay_that_goes_away_loses_nothing() {
    for kind in Kind::ALL {
        let mut site = Site::with(kind, true).await;
        let room = signing(&site, "ber-1").await;
        site.cut().await;
        room.sees(SignalState::Unhealthy).await;
        room.until(|counts| counts.failed > 0).await;
        room.sees(SignalState::Healthy).await;
        room.sees(SignalState::Unhealthy).await;
        site.mend();
        let changes = "select count(*) from room_history where kind = 'signal'";
        loop {
            let before = room.tally.counts();
            match site.running.world.database.number(changes).await {
                3 => break,
                fewer => assert!(fewer < 3, "a change was told twice"),
            }
            room.until(|counts| counts != before).await;
        }
        assert_eq!(states(&site).await, told(&[("ber-1", "unhealthy")]));
        let gathered = room.tally.counts().gathered;
        clock(&site.running).advance(6 * MINUTE);
        room.until(|counts| counts.gathered > gathered).await;
        drop(room);
        site.end().await;
    }
}

/// Decision 22: rooms of two organizations share a relay and its posts. One whose key is none of its own is told so by nobody's
/// signature, goes its own way and has its key told anew; the other does not notice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rooms_of_two_organizations_share_a_post() {
    for kind in Kind::ALL {
        let site = Site::with(kind, true).await;
        site.key_of("par-1", "fred@fabrikam.example").await;
        drop(signing(&site, "par-1").await);
        let ours = signing(&site, "ber-1").await;
        // The other room starts again, with the key of this one.
        let kept = |name: &str| {
            let path = site.path(name).join("credential.json");
            let kept: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            (path, kept)
        };
        let ((path, mut theirs), (_, own)) = (kept("par-1"), kept("ber-1"));
        let right = theirs["reportKey"].clone();
        assert_ne!(right, own["reportKey"]);
        theirs["reportKey"] = own["reportKey"].clone();
        std::fs::write(&path, theirs.to_string()).unwrap();
        let before = ours.tally.counts();
        let others = site.room("par-1", Some("chain.pem"));
        others.sees(SignalState::Unhealthy).await;
        ours.sees(SignalState::Unhealthy).await;
        until_known(&site, &ours, &[("ber-1", "unhealthy"), ("par-1", "unhealthy")]).await;
        // The key is kept before the next report.
        others.until(|counts| counts.stored + counts.received >= 2).await;
        ours.until(|counts| counts.gathered > before.gathered).await;
        assert_eq!(others.tally.counts().gathered, 0);
        assert_eq!(ours.tally.counts().failed, before.failed);
        assert_eq!(kept("par-1").1["reportKey"], right);
        drop((ours, others));
        site.end().await;
    }
}
