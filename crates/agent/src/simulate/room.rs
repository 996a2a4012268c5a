//! One simulated room: the timeline moves, the session of a real agent reports.

use std::time::Duration;

use jiff::Timestamp;
use tokio::{
    sync::{mpsc, watch},
    time::{Instant, sleep_until},
};
use wire::agents::Record;

use super::{
    calendar::Calendar,
    scenario::RoomPlan,
    timeline::{Change, Timeline},
};
use crate::{channel::Channel, clock::Clock, keeper::Keeper, reporter::Observation, session};

/// Runs until dropped.
pub(super) async fn run<C: Channel, K: Keeper + Clone>(
    mut plan: RoomPlan,
    mut timeline: Timeline,
    calendar: Option<Calendar>,
    mut room: session::Room<C, K>,
    began: Instant,
    mut installed: watch::Receiver<Option<String>>,
) -> anyhow::Result<()> {
    let clock = room.clock.clone();
    loop {
        let (sender, observations) = mpsc::channel(1);
        // Whatever an earlier session was not answered for is told again; what the server knows changes nothing.
        let told_until = clock();
        let past = calendar.as_ref().map(|calendar| calendar.past(told_until)).unwrap_or_default();
        sender.send(observe(&plan, &clock, past)).await?;
        let calendar = calendar.as_ref().map(|calendar| (calendar, told_until));
        tokio::select! {
            // Dropped in the middle when the room goes silent, as by a power cut.
            ended = room.clone().run(observations) => return Ok(ended?),
            () = until_silent(&mut plan, &mut timeline, calendar, &sender, &clock, began, &mut installed) => {}
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
    mut calendar: Option<(&Calendar, Timestamp)>,
    sender: &mpsc::Sender<Box<Observation>>,
    clock: &Clock,
    began: Instant,
    installed: &mut watch::Receiver<Option<String>>,
) {
    loop {
        let mut records = Vec::new();
        tokio::select! {
            change = next(timeline, began), if timeline.next_at().is_some() => match change {
                Some(change) if plan.apply(&change) == Some(false) => return,
                _ => {}
            },
            ended = ended(calendar, clock), if calendar.is_some() => {
                if let Some((calendar, told_until)) = &mut calendar {
                    records = calendar.between(*told_until, ended);
                    *told_until = ended;
                }
            }
            // The one who installs lives as long as the session.
            Ok(()) = installed.changed() => plan.device.app_version = installed.borrow().clone(),
            else => std::future::pending().await,
        }
        if sender.send(observe(plan, clock, records)).await.is_err() {
            return;
        }
    }
}

async fn next(timeline: &mut Timeline, began: Instant) -> Option<Change> {
    sleep_until(began + timeline.next_at()?).await;
    timeline.pop().map(|(_, change)| change)
}

/// Waits until the next meeting is over; says when that was.
async fn ended(calendar: Option<(&Calendar, Timestamp)>, clock: &Clock) -> Timestamp {
    let next = calendar.and_then(|(calendar, told_until)| calendar.next_end(told_until));
    let Some(next) = next else { return std::future::pending().await };
    let wait = next.duration_since(clock());
    tokio::time::sleep(Duration::try_from(wait).unwrap_or_default()).await;
    next
}

fn observe(plan: &RoomPlan, clock: &Clock, records: Vec<Record>) -> Box<Observation> {
    Box::new(Observation {
        at: clock(),
        signals: plan.signals.clone(),
        device: plan.device.clone(),
        activity: plan.activity,
        records,
    })
}
