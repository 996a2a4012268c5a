//! Sending what is due: a few messages of each webhook at once, so that a receiver that is slow holds up nobody else.

use std::{collections::BTreeMap, future::Future, sync::Arc, time::Duration};

use domain::{
    id::{Id, Webhook},
    partner_event::TESTS_KEPT_DAYS,
    text::Upn,
    time::{DAY, HOUR, MINUTE, Time},
    webhook::{Envelope, GIVEN_UP_AFTER, KEPT, OffReason, Unreached, pause_after},
};
use store::{
    StoreError,
    webhooks::{Due, Hook, Outcome, Tried},
};
use tokio::task::JoinSet;

use super::{Address, certificate, message, off::turn_off, secret, sign::headers};
use crate::{
    app::App,
    caller::{Access, Caller, Person},
    meters,
    observe::Observation,
    refusal::Refusal,
};

/// How long a node has to send what it took before another may try: longer than a receiver may take.
pub(super) const LEASE: i64 = 2 * MINUTE;
/// How many messages of one webhook are under way at once.
const MOST_EACH: usize = 4;
/// How many messages are under way at once.
const MOST: usize = 64;
/// How often it is looked for more while something is under way.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// How many batches of news one turn spreads.
const TURNS: usize = 200;
/// How often is forgotten what is old, and how much of it shares a statement.
const CLEAR_EVERY: i64 = HOUR;
const CLEARED_TOGETHER: i64 = 500;
/// What a receiver answers that is gone for good.
const GONE: u16 = 410;

/// What carries messages to their receivers.
pub trait Courier: Send + Sync + 'static {
    /// Whether it takes messages: not once the server stops.
    fn is_open(&self) -> bool;

    /// Calls the receiver and tells the status of its answer.
    fn deliver(&self, parcel: &Parcel) -> impl Future<Output = Result<u16, Unreached>> + Send;
}

/// A signed message.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// Where it goes.
    pub address: Address,
    /// What proves who sent it: the headers of its form, their names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// What it says.
    pub body: String,
}

impl Parcel {
    /// A header; empty where there is none of that name.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }
}

/// Spreads what happened and sends what is due, until nothing is; called every second by the server.
pub async fn tend<C: Courier>(app: &App, courier: &Arc<C>) -> Result<(), Refusal> {
    if app.desk.is_due(|due| &mut due.deliveries, app.clock.now(), CLEAR_EVERY) {
        clear(app).await?;
    }
    let mut under_way = JoinSet::new();
    let mut busy: BTreeMap<Id<Webhook>, usize> = BTreeMap::new();
    let mut trouble = None;
    loop {
        if trouble.is_none() && courier.is_open() {
            match gather(app, &busy, MOST.saturating_sub(under_way.len())).await {
                Ok(taken) => {
                    for (hook, due) in taken {
                        *busy.entry(hook.id).or_default() += 1;
                        let (app, courier) = (app.clone(), courier.clone());
                        under_way.spawn(async move { (hook.id, send(&app, &*courier, &hook, &due).await) });
                    }
                }
                Err(refusal) => trouble = Some(refusal),
            }
        }
        if under_way.is_empty() {
            return trouble.map_or(Ok(()), Err);
        }
        // Nobody who ended in between is waited for longer than others are.
        if let Ok(Some(ended)) = tokio::time::timeout(LOOK_AGAIN, under_way.join_next()).await {
            match ended {
                Ok((webhook, outcome)) => {
                    if let Some(count) = busy.get_mut(&webhook) {
                        *count = count.saturating_sub(1);
                    }
                    trouble = trouble.or(outcome.err());
                }
                Err(error) => trouble = trouble.or(Some(Refusal::Bug(Box::new(error)))),
            }
        }
    }
}

/// Spreads what happened, and takes what may be sent now.
async fn gather(
    app: &App,
    busy: &BTreeMap<Id<Webhook>, usize>,
    room: usize,
) -> Result<Vec<(Arc<Hook>, Due)>, Refusal> {
    for _ in 0..TURNS {
        if !super::spread(app).await? {
            break;
        }
    }
    let now = app.clock.now();
    if room == 0 || !app.store.delivery_waits(now).await? {
        return Ok(Vec::new());
    }
    let free = |id: &Id<Webhook>| MOST_EACH.saturating_sub(busy.get(id).copied().unwrap_or_default());
    let full = busy.keys().filter(|id| free(id) == 0).copied().collect();
    let mut desk = app.store.begin_deliveries(now).await?;
    let mut taken = Vec::new();
    for hook in desk.hooks(full, number(room)).await? {
        let most = free(&hook.id).min(room.saturating_sub(taken.len()));
        if most == 0 {
            break;
        }
        let hook = Arc::new(hook);
        let due = desk.take(&hook, number(most), now.plus(LEASE)).await?;
        taken.extend(due.into_iter().map(|due| (hook.clone(), due)));
    }
    desk.commit().await?;
    Ok(taken)
}

/// Sends one message, if the owner of its webhook may know it now, and writes down what becomes of it.
pub(super) async fn send<C: Courier>(app: &App, courier: &C, hook: &Hook, due: &Due) -> Result<(), Refusal> {
    let Some(message) = message::write(app, hook, due).await? else {
        return Ok(settle(app, hook, due, Outcome::Withheld).await?);
    };
    let began = app.clock.now();
    let answer = match Address::parse(&hook.address, &app.settings.webhook_networks) {
        Err(_) => Err(Unreached::NotAllowed),
        Ok(address) => {
            let body = message.body;
            let headers = match hook.envelope {
                Envelope::PartnerCenter => certificate::headers(app, &body).await?,
                Envelope::Standard => {
                    let seconds = began.micros().div_euclid(1_000_000);
                    headers(&secret::open(app, hook, began)?, &due.id.to_string(), seconds, &body)
                }
            };
            courier.deliver(&Parcel { address, headers, body }).await
        }
    };
    let now = app.clock.now();
    let tried = Tried { answer, took: now.since(began) / 1000 };
    let is_taken = matches!(answer, Ok(200..=299));
    if let (true, Some(customer)) = (is_taken, message.customer) {
        app.observer.push(now, Observation::viewed(&caller(hook, due)?, "tickets", customer));
    }
    let outcome = outcome(due, tried, is_taken, now);
    settle(app, hook, due, outcome).await?;
    if due.told.is_test() {
        return Ok(());
    }
    if answer == Ok(GONE) {
        return turn_off(app, hook, OffReason::Gone).await;
    }
    let is_given_up = matches!(outcome, Outcome::Failed(_));
    if is_given_up && hook.failing_since.is_some_and(|since| now.since(since) >= GIVEN_UP_AFTER) {
        return turn_off(app, hook, OffReason::Failing).await;
    }
    Ok(())
}

fn outcome(due: &Due, tried: Tried, is_taken: bool, now: Time) -> Outcome {
    if is_taken {
        return Outcome::Delivered(tried);
    }
    let last = due.since.plus(GIVEN_UP_AFTER);
    if due.told.is_test() || tried.answer == Ok(GONE) || now >= last {
        return Outcome::Failed(tried);
    }
    let luck = due.id.uuid().as_bytes().last().copied().unwrap_or_default();
    // Each time another share of the pause, from what the identifier holds of chance.
    let luck = luck.wrapping_mul(u8::try_from(due.tries.rem_euclid(251)).unwrap_or(1).max(1));
    let next = now.plus(pause_after(due.tries, luck));
    Outcome::Again(tried, next.min(last))
}

async fn settle(app: &App, hook: &Hook, due: &Due, outcome: Outcome) -> Result<(), StoreError> {
    let mut desk = app.store.begin_deliveries(app.clock.now()).await?;
    desk.settle(hook, due.id, outcome).await?;
    desk.commit().await?;
    meters::delivered(match outcome {
        Outcome::Delivered(_) => "delivered",
        Outcome::Withheld => "withheld",
        Outcome::Again(..) => "again",
        Outcome::Failed(_) => "failed",
    });
    Ok(())
}

/// In whose name something was told (decision 18).
fn caller(hook: &Hook, due: &Due) -> Result<Caller, Refusal> {
    Ok(Caller {
        person: Person {
            user: hook.owner.user,
            organization: hook.owner.organization,
            upn: Upn::parse(&hook.owner.upn).map_err(|error| Refusal::Bug(Box::new(error)))?,
            by: None,
            session: None,
            access: Access::Read,
            on_behalf: false,
            sender: None,
        },
        request_id: due.id.to_string(),
        address: String::new(),
        idempotency_key: None,
    })
}

/// Forgets what is long over.
async fn clear(app: &App) -> Result<(), StoreError> {
    let now = app.clock.now();
    let mut desk = app.store.begin_deliveries(now).await?;
    desk.clear_tests(now.plus(-TESTS_KEPT_DAYS * DAY)).await?;
    desk.commit().await?;
    for _ in 0..TURNS {
        let mut desk = app.store.begin_deliveries(now).await?;
        let cleared = desk.clear(now.plus(-KEPT), CLEARED_TOGETHER).await?;
        desk.commit().await?;
        if cleared < CLEARED_TOGETHER.unsigned_abs() {
            break;
        }
    }
    Ok(())
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
