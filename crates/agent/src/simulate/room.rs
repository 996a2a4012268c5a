//! One simulated room: the timeline moves, the session of a real agent reports.

use std::time::Duration;

use tokio::{
    sync::{mpsc, watch},
    time::{Instant, sleep_until},
};

use super::{
    scenario::RoomPlan,
    timeline::{Change, Timeline},
};
use crate::{channel::Channel, clock::Clock, keeper::Keeper, reporter::Observation, session};

/// Runs until dropped.
pub(super) async fn run<C: Channel, K: Keeper + Clone>(
    mut plan: RoomPlan,
    mut timeline: Timeline,
    mut room: session::Room<C, K>,
    began: Instant,
    mut installed: watch::Receiver<Option<String>>,
) -> anyhow::Result<()> {
    let clock = room.clock.clone();
    loop {
        let (sender, observations) = mpsc::channel(1);
        sender.send(observe(&plan, &clock)).await?;
        tokio::select! {
            // Dropped in the middle when the room goes silent, as by a power cut.
            ended = room.clone().run(observations) => return Ok(ended?),
            () = until_silent(&mut plan, &mut timeline, &sender, &clock, began, &mut installed) => {}
        }
        loop {
            match next(&mut timeline, began).await {
                Some(change) if plan.apply(&change) == Some(true) => break,
                Some(_) => {}
                None => std::future::pending().await,
            }
        }
        // A room that comes back has just been switched on, so it need not wait for its turn.
        room.seed = room.seed.wrapping_add(1);
        room.first_within = Duration::from_secs(1);
    }
}

async fn until_silent(
    plan: &mut RoomPlan,
    timeline: &mut Timeline,
    sender: &mpsc::Sender<Box<Observation>>,
    clock: &Clock,
    began: Instant,
    installed: &mut watch::Receiver<Option<String>>,
) {
    loop {
        tokio::select! {
            change = next(timeline, began), if timeline.next_at().is_some() => match change {
                Some(change) if plan.apply(&change) == Some(false) => return,
                _ => {}
            },
            // The one who installs lives as long as the session.
            Ok(()) = installed.changed() => plan.device.app_version = installed.borrow().clone(),
            else => std::future::pending().await,
        }
        if sender.send(observe(plan, clock)).await.is_err() {
            return;
        }
    }
}

async fn next(timeline: &mut Timeline, began: Instant) -> Option<Change> {
    sleep_until(began + timeline.next_at()?).await;
    timeline.pop().map(|(_, change)| change)
}

fn observe(plan: &RoomPlan, clock: &Clock) -> Box<Observation> {
    Box::new(Observation {
        at: clock(),
        signals: plan.signals.clone(),
        device: plan.device.clone(),
        activity: plan.activity,
    })
}
