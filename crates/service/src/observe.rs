//! What is written down after the answer: refusals (decision 14) and views of customer data by partner people
//! (decision 18), and with them the use of delegated admin privileges. A bounded queue; equal entries are folded with a count.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use authz::{Actor, observed};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, ResellerRelationship, User},
    time::{MINUTE, Time},
};
use store::{Batch, CallMeta, Program};

use crate::{
    app::App,
    caller::Caller,
    refusal::{Code, Refusal},
};

/// How many different entries wait at most; past that the newest are counted as dropped and logged.
const BOUND: usize = 4096;
/// Views are folded over this time, in microseconds.
const FOLD: i64 = 15 * MINUTE;

/// Something to be written down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Observation {
    user: Id<User>,
    organization: Id<Organization>,
    /// Whether that is an application which acts by itself.
    is_application: bool,
    /// The organization in which it was tried or seen, where that is known.
    tenant: Option<Id<Organization>>,
    /// The name of the command or question, or the kind of data.
    what: &'static str,
    /// The code of the refusal; none for a view.
    refused: Option<Code>,
    /// The relationship by whose delegated admin privileges it was seen.
    delegation: Option<Id<ResellerRelationship>>,
    upn: String,
    /// The application by whose token it came.
    program: Option<Program>,
    address: String,
}

impl Observation {
    pub(crate) fn refused(
        caller: &Caller,
        what: &'static str,
        code: Code,
        tenant: Option<Id<Organization>>,
    ) -> Self {
        Self { refused: Some(code), ..Self::viewed(caller, what, caller.person.organization) }.at(tenant)
    }

    pub(crate) fn viewed(caller: &Caller, what: &'static str, tenant: Id<Organization>) -> Self {
        Self {
            user: caller.person.user,
            organization: caller.person.organization,
            is_application: matches!(caller.person.actor(), Actor::Application { .. }),
            tenant: Some(tenant),
            what,
            refused: None,
            delegation: None,
            upn: caller.person.name().to_owned(),
            program: caller.person.program(),
            address: caller.address.clone(),
        }
    }

    /// The same, seen by delegated admin privileges.
    pub(crate) fn by(mut self, delegation: Option<Id<ResellerRelationship>>) -> Self {
        self.delegation = delegation;
        self
    }

    fn at(mut self, tenant: Option<Id<Organization>>) -> Self {
        self.tenant = tenant;
        self
    }
}

#[derive(Clone, Copy, Debug)]
struct Folded {
    count: u64,
    first: Time,
}

#[derive(Default)]
struct Waiting {
    entries: BTreeMap<Observation, Folded>,
    dropped: u64,
}

/// The queue.
#[derive(Clone, Default)]
pub(crate) struct Observer(Arc<Mutex<Waiting>>);

impl Observer {
    pub(crate) fn push(&self, now: Time, observation: Observation) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.entries.len() >= BOUND && !waiting.entries.contains_key(&observation) {
            waiting.dropped += 1;
            return;
        }
        waiting.entries.entry(observation).or_insert(Folded { count: 0, first: now }).count += 1;
    }

    /// Takes back what could not be written down; it waits on as long as there is room.
    fn give_back(&self, due: impl Iterator<Item = (Observation, Folded)>) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (observation, folded) in due {
            if waiting.entries.len() >= BOUND && !waiting.entries.contains_key(&observation) {
                waiting.dropped += 1;
                continue;
            }
            let again = waiting.entries.entry(observation).or_insert(Folded { count: 0, ..folded });
            again.count += folded.count;
            again.first = again.first.min(folded.first);
        }
    }

    /// How many different entries wait.
    pub(crate) fn waiting(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entries.len()
    }

    /// Takes what is due: refusals at once, views when their time is over, everything at the end.
    fn take(&self, now: Time, everything: bool) -> Vec<(Observation, Folded)> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if std::mem::take(&mut waiting.dropped) > 0 {
            tracing::warn!("refusals or views were not written down: the queue was full");
        }
        let is_due = |observation: &Observation, folded: &Folded| {
            everything || observation.refused.is_some() || now.since(folded.first) >= FOLD
        };
        let (due, rest) =
            std::mem::take(&mut waiting.entries).into_iter().partition(|(key, folded)| is_due(key, folded));
        waiting.entries = rest;
        let due: BTreeMap<_, _> = due;
        due.into_iter().collect()
    }
}

/// Writes down what is due; called every second by the server, with `everything` when it stops.
pub async fn write_down(app: &App, everything: bool) -> Result<(), Refusal> {
    let mut due = app.observer.take(app.clock.now(), everything).into_iter();
    let mut outcome = Ok(());
    while let Some((observation, folded)) = due.next() {
        match write_one(app, &observation, folded).await {
            Ok(()) => {}
            Err(refusal) if refusal.is_for_now() => {
                app.observer.give_back(std::iter::once((observation, folded)).chain(due));
                return Err(refusal);
            }
            // One that cannot be written keeps no other from it.
            Err(refusal) => outcome = Err(refusal),
        }
    }
    outcome
}

async fn write_one(app: &App, seen: &Observation, folded: Folded) -> Result<(), Refusal> {
    let mut opening = app.store.begin_change().await?;
    let home = seen.organization;
    let tenant = match seen.tenant {
        // A target's log tells only of those it has or had to do with (decision 14).
        Some(tenant) if tenant != home => {
            if opening.were_related(tenant, home).await? {
                tenant
            } else {
                home
            }
        }
        _ => home,
    };
    let subject = Subject::thing(tenant.uuid(), seen.what);
    let event = match seen.refused {
        Some(code) => Event::new(EventKind::Refused, subject).with("code", code.as_str()),
        None => Event::new(EventKind::DataViewed, subject),
    };
    let event = event.with("what", seen.what).with("count", folded.count);
    let meta = CallMeta {
        now: app.clock.now(),
        request_id: String::new(),
        address: seen.address.clone(),
        actor_name: seen.upn.clone(),
        program: seen.program.clone(),
        seed: app.ids.next(),
    };
    let actor = if seen.is_application {
        Actor::Application { application: Id::new(seen.user.uuid()), organization: home }
    } else {
        Actor::Person { user: seen.user, organization: home }
    };
    let mut change = opening.change(observed(actor, tenant), meta);
    if seen.refused.is_some() {
        change.refused(event)?;
    } else {
        let batch = Batch::of(event);
        let count = i64::try_from(folded.count).unwrap_or(i64::MAX);
        let batch = match seen.delegation.filter(|_| seen.tenant == Some(tenant)) {
            Some(it) => store::delegation_uses::used(batch, it, seen.user, count, folded.first),
            None => batch,
        };
        change.write(batch).await?;
    }
    Ok(change.commit().await?)
}
