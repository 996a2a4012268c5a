//! Rooms behind a relay: the real agent, the relay and the server over loopback, with TLS from end to end.

use testkit::Kind;
use wire::agents::SignalState;

use crate::site::Site;

/// Decision 22: a room without internet access enrols and reports through the relay; when the relay is cut and comes back, every change
/// that happened meanwhile is stored, in its order.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_behind_a_relay_loses_nothing() {
    for kind in Kind::ALL {
        let mut site = Site::new(kind).await;
        let room = site.room("ber-1", Some("chain.pem"));
        room.sees(SignalState::Healthy).await;
        room.until(|counts| counts.stored == 1).await;
        assert_eq!(room.tally.counts().enrolled, 1);
        site.cut().await;
        room.sees(SignalState::Unhealthy).await;
        room.until(|counts| counts.failed > 0).await;
        room.sees(SignalState::Healthy).await;
        room.sees(SignalState::Unhealthy).await;
        site.mend();
        room.until(|counts| counts.stored >= 4).await;
        let told =
            site.running.world.database.raw("select count(*) from room_history where kind = 'signal'").await;
        assert_eq!(told, [[Some("3".to_owned())]], "healthy to unhealthy, back, and again");
        let state = site.running.world.database.raw("select state from room_signals").await;
        assert_eq!(state, [[Some("unhealthy".to_owned())]]);
        site.end().await;
    }
}

/// Decision 22: the room itself looks who answers. A relay cannot pretend to be the server: what does not show the certificate that
/// the room trusts is told no key and no credential.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_relay_is_not_trusted() {
    let site = Site::new(Kind::Sqlite).await;
    let room = site.room("ber-1", None);
    room.sees(SignalState::Healthy).await;
    room.until(|counts| counts.failed > 0).await;
    assert_eq!(room.tally.counts().enrolled, 0);
    assert_eq!(site.running.world.database.number("select count(*) from devices").await, 0);
    site.end().await;
}
