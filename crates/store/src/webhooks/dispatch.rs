//! Messages on their way to webhooks: found when something happened, taken by one node, sent, settled.
//!
//! Invariant: what one node took no other node takes before its time is over; a message keeps its identifier.

use domain::{
    id::{Delivery, Id, Organization, SecurityGroup, User, Webhook},
    notification::Occasion,
    signal::Severity,
    time::Time,
    webhook::{Covers, Envelope, Told, Unreached},
};
use uuid::Uuid;

use super::{SealedSecret, list, occasions};
use crate::{
    Store,
    error::StoreError,
    facts::word,
    feed::{ask, run},
    notifications::{Mailroom, WaitingNews, waiting},
    value::Row,
    values,
};

/// In whose name a webhook is told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owner {
    /// The organization.
    pub organization: Id<Organization>,
    /// The person.
    pub user: Id<User>,
    /// The account name; empty where they are gone.
    pub upn: String,
}

/// A webhook that wants to be told of something; whether its owner may know is not decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The webhook.
    pub webhook: Id<Webhook>,
    /// Its owner.
    pub owner: Owner,
    /// The organization in whose part it happened.
    pub within: Id<Organization>,
}

/// Something that happened, and who wants to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingForHooks {
    /// What happened.
    pub news: WaitingNews,
    /// The webhooks.
    pub candidates: Vec<Candidate>,
}

/// A webhook to which something is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// The webhook.
    pub id: Id<Webhook>,
    /// Its name.
    pub name: String,
    /// Its owner.
    pub owner: Owner,
    /// In which form it is told.
    pub envelope: Envelope,
    /// Where it leads.
    pub address: String,
    /// Of which part of what its owner sees it is told.
    pub covers: Covers,
    /// The sealed secret; empty of a form that needs none.
    pub secret: SealedSecret,
    /// The one before, and until when it signs.
    pub old_secret: Option<(SealedSecret, Time)>,
    /// Since when nothing was delivered although it was tried.
    pub failing_since: Option<Time>,
}

/// A message that is to be sent now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The message.
    pub id: Id<Delivery>,
    /// The organization in whose part it happened.
    pub within: Id<Organization>,
    /// What it is about.
    pub told: Told,
    /// The ticket or the notice; what a partner is told of.
    pub about: Uuid,
    /// The part of it, where it is told of a part.
    pub part: Option<Uuid>,
    /// The line of the log of the organization that is told, where one names it.
    pub record: Option<Uuid>,
    /// When it happened.
    pub at: Time,
    /// Since when it is tried.
    pub since: Time,
    /// How often it was tried, this time included.
    pub tries: i64,
}

/// How a try went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    /// What was answered, or why nothing was.
    pub answer: Result<u16, Unreached>,
    /// How long it took, in milliseconds.
    pub took: i64,
}

/// What becomes of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The receiver said yes.
    Delivered(Tried),
    /// The owner may not know it: nothing was sent.
    Withheld,
    /// It is tried again at a moment.
    Again(Tried, Time),
    /// It is not tried again.
    Failed(Tried),
}

const NEWS: &str = "select tenant_id, notification_id, occasion, about_id, room_id, is_urgent, at from notifications \
     where due_at <= $1 and next = 'webhooks' order by due_at, notification_id limit $2";

macro_rules! candidate {
    () => {
        "w.tenant_id, w.webhook_id, w.owner_id, u.upn, w.events, w.customers, w.lowest_severity, w.teams"
    };
}

/// The webhooks of the organization whose room it is, and those of its partners.
const OF_TICKET: &str = concat!(
    "select ",
    candidate!(),
    ", t.severity, t.team_tenant_id, t.team_id from tickets t join webhooks w on w.tenant_id = t.tenant_id and w.covers = 'own' and w.is_on \
     join users u on u.tenant_id = w.tenant_id and u.user_id = w.owner_id and u.enabled \
     where t.tenant_id = $1 and t.ticket_id = $2 and (w.group_id is null or exists (select 1 from room_group_members m \
     where m.tenant_id = t.tenant_id and m.group_id = w.group_id and m.room_id = t.room_id)) \
     union all select ",
    candidate!(),
    ", t.severity, t.team_tenant_id, t.team_id from tickets t join links l on l.tenant_id = t.tenant_id and l.state = 'active' \
     join webhooks w on w.tenant_id = l.partner_id and w.covers = 'customers' and w.envelope = 'standard' and w.is_on \
     join users u on u.tenant_id = w.tenant_id and u.user_id = w.owner_id and u.enabled \
     where t.tenant_id = $1 and t.ticket_id = $2"
);
/// The webhooks of the organization that a notice was left for.
const OF_NOTICE: &str = concat!(
    "select ",
    candidate!(),
    ", n.within_id from notices n join webhooks w on w.tenant_id = n.tenant_id and w.envelope = 'standard' and w.is_on \
     and w.covers = case when n.within_id = n.tenant_id then 'own' else 'customers' end \
     join users u on u.tenant_id = w.tenant_id and u.user_id = w.owner_id and u.enabled \
     where n.tenant_id = $1 and n.notice_id = $2"
);

const ON_TO_MAILS: &str = "update notifications set next = 'mails', due_at = $3 \
     where tenant_id = $1 and notification_id = $2 and next = 'webhooks'";
const FORGET: &str =
    "delete from notifications where tenant_id = $1 and notification_id = $2 and next = 'webhooks'";

/// A webhook that was deleted or switched off meanwhile is told nothing.
const ADD: &str = "insert into webhook_deliveries (tenant_id, webhook_id, delivery_id, within_id, told, about_id, at, \
     created_at, since, due_at, is_taken, tries) select w.tenant_id, w.webhook_id, $3, $4, $5, $6, $7, $8, $8, $8, false, 0 \
     from webhooks w where w.tenant_id = $1 and w.webhook_id = $2 and w.is_on";

const WAITS: &str = "select 1 from webhook_deliveries where outcome is null and due_at <= $1 limit 1";

macro_rules! hook {
    () => {
        "select w.tenant_id, w.webhook_id, w.name, w.owner_id, coalesce(u.upn, ''), w.address, w.covers, w.seal_key_id, \
         w.sealed, w.old_seal_key_id, w.old_sealed, w.old_until, w.failing_since, w.envelope from webhooks w \
         left join users u on u.tenant_id = w.tenant_id and u.user_id = w.owner_id "
    };
}
/// Webhooks for which something is due, except those that are busy.
const HOOKS: &str = concat!(
    hook!(),
    "where w.is_on and not (w.webhook_id {in $2}) and exists (select 1 from webhook_deliveries d where d.tenant_id = w.tenant_id \
     and d.webhook_id = w.webhook_id and d.outcome is null and d.due_at <= $1) order by w.webhook_id limit $3"
);
const HOOK: &str = concat!(hook!(), "where w.tenant_id = $1 and w.webhook_id = $2");

macro_rules! due {
    () => {
        "select delivery_id, within_id, told, about_id, at, since, tries, part_id, record_id from webhook_deliveries \
         where tenant_id = $1 and webhook_id = $2 and outcome is null "
    };
}
const DUE: &str = concat!(due!(), "and due_at <= $3 order by due_at, delivery_id limit $4{lock}");
const TAKEN: &str = concat!(due!(), "and delivery_id = $3 and is_taken");

const TAKE: &str = "update webhook_deliveries set due_at = $4, is_taken = true, tries = tries + 1 \
     where tenant_id = $1 and webhook_id = $2 and delivery_id {in $3} and outcome is null";

const AGAIN: &str = "update webhook_deliveries set due_at = $4, is_taken = false, tried_at = $5, status = $6, took = $7, \
     unreached = $8 where tenant_id = $1 and webhook_id = $2 and delivery_id = $3 and outcome is null";
const SETTLE: &str = "update webhook_deliveries set outcome = $4, settled_at = $5, is_taken = false, tried_at = $5, \
     status = $6, took = $7, unreached = $8 \
     where tenant_id = $1 and webhook_id = $2 and delivery_id = $3 and outcome is null";
const WITHHOLD: &str = "update webhook_deliveries set outcome = 'withheld', settled_at = $4, is_taken = false \
     where tenant_id = $1 and webhook_id = $2 and delivery_id = $3 and outcome is null";
const FAILS: &str = "update webhooks set failing_since = $3 \
     where tenant_id = $1 and webhook_id = $2 and failing_since is null";
const WORKS: &str = "update webhooks set failing_since = null \
     where tenant_id = $1 and webhook_id = $2 and failing_since is not null";

const CLEAR: &str = "delete from webhook_deliveries where (tenant_id, webhook_id, delivery_id) in \
     (select d.tenant_id, d.webhook_id, d.delivery_id from webhook_deliveries d where d.created_at < $1 limit $2)";
const CLEAR_TESTS: &str = "delete from webhook_deliveries where told = 'test-created' and created_at < $1";

/// A transaction in which messages are taken, or it is written down what became of them. Dropped without
/// [`DeliveryRoom::commit`], it leaves nothing.
pub struct DeliveryRoom {
    tx: crate::db::Tx,
    now: Time,
}

impl Store {
    /// Something that happened of which webhooks are not told yet, with those that want to be.
    pub async fn news_for_hooks(&self, now: Time, most: i64) -> Result<Vec<WaitingForHooks>, StoreError> {
        let mut tx = self.db.begin_read().await?;
        let mut found = Vec::new();
        for news in ask(&mut tx, NEWS, values![now, most]).await? {
            let news = waiting(&news)?;
            let is_notice = news.news.occasion == Occasion::Notice;
            let text = if is_notice { OF_NOTICE } else { OF_TICKET };
            let rows = ask(&mut tx, text, values![news.news.tenant, news.news.about]).await?;
            let mut candidates = Vec::new();
            for row in &rows {
                candidates.extend(candidate(row, &news)?);
            }
            found.push(WaitingForHooks { news, candidates });
        }
        Ok(found)
    }

    /// Whether a message is due.
    pub async fn delivery_waits(&self, now: Time) -> Result<bool, StoreError> {
        let mut tx = self.db.begin_read().await?;
        Ok(!ask(&mut tx, WAITS, values![now]).await?.is_empty())
    }

    /// Begins to take or settle messages.
    pub async fn begin_deliveries(&self, now: Time) -> Result<DeliveryRoom, StoreError> {
        Ok(DeliveryRoom { tx: self.db.begin_write().await?, now })
    }
}

impl Mailroom {
    /// Lets webhooks be told of something, and whoever is told next after them; nothing where another node did so before.
    pub async fn tell_hooks(
        &mut self,
        news: &WaitingNews,
        to: &[Candidate],
        mails_at: Option<Time>,
    ) -> Result<(), StoreError> {
        let tenant = news.news.tenant;
        let touched = match mails_at {
            Some(at) => run(&mut self.tx, ON_TO_MAILS, values![tenant, news.id, at]).await?,
            None => run(&mut self.tx, FORGET, values![tenant, news.id]).await?,
        };
        if touched == 0 {
            return Ok(());
        }
        for candidate in to {
            let id = self.draw();
            let organization = candidate.owner.organization;
            let (told, about) = (Told::Of(news.news.occasion).key(), news.news.about);
            let values = values![
                organization,
                candidate.webhook,
                id,
                candidate.within,
                told,
                about,
                news.at,
                self.now
            ];
            run(&mut self.tx, ADD, values).await?;
        }
        Ok(())
    }
}

impl DeliveryRoom {
    /// Webhooks for which something is due, except some that are busy.
    pub async fn hooks(&mut self, busy: Vec<Id<Webhook>>, most: i64) -> Result<Vec<Hook>, StoreError> {
        ask(&mut self.tx, HOOKS, values![self.now, busy, most]).await?.iter().map(hook).collect()
    }

    /// Takes what is due for a webhook; until a moment nobody else does.
    pub async fn take(&mut self, hook: &Hook, most: i64, until: Time) -> Result<Vec<Due>, StoreError> {
        let (tenant, id) = (hook.owner.organization, hook.id);
        let rows = ask(&mut self.tx, DUE, values![tenant, id, self.now, most]).await?;
        let mut taken = rows.iter().map(due).collect::<Result<Vec<_>, _>>()?;
        let ids: Vec<_> = taken.iter().map(|due| due.id).collect();
        run(&mut self.tx, TAKE, values![tenant, id, ids, until]).await?;
        for due in &mut taken {
            due.tries += 1;
        }
        Ok(taken)
    }

    /// A message that was taken when it was made, with its webhook.
    pub async fn taken(
        &mut self,
        tenant: Id<Organization>,
        webhook: Id<Webhook>,
        id: Id<Delivery>,
    ) -> Result<Option<(Hook, Due)>, StoreError> {
        let hooks = ask(&mut self.tx, HOOK, values![tenant, webhook]).await?;
        let found = ask(&mut self.tx, TAKEN, values![tenant, webhook, id]).await?;
        let (Some(found_hook), Some(found)) = (hooks.first(), found.first()) else { return Ok(None) };
        Ok(Some((hook(found_hook)?, due(found)?)))
    }

    /// Writes down what becomes of a message.
    pub async fn settle(
        &mut self,
        hook: &Hook,
        id: Id<Delivery>,
        outcome: Outcome,
    ) -> Result<(), StoreError> {
        let (tenant, webhook, now) = (hook.owner.organization, hook.id, self.now);
        let (text, third, tried) = match outcome {
            Outcome::Withheld => {
                return run(&mut self.tx, WITHHOLD, values![tenant, webhook, id, now]).await.map(drop);
            }
            Outcome::Again(tried, at) => (AGAIN, crate::Value::from(at), tried),
            Outcome::Delivered(tried) => (SETTLE, "delivered".into(), tried),
            Outcome::Failed(tried) => (SETTLE, "failed".into(), tried),
        };
        let status = tried.answer.ok().map(i64::from);
        let unreached = tried.answer.err().map(|why| why.key().to_owned());
        let took = Some(tried.took);
        run(&mut self.tx, text, values![tenant, webhook, id, third, now, status, took, unreached]).await?;
        if let Outcome::Delivered(_) = outcome {
            run(&mut self.tx, WORKS, values![tenant, webhook]).await.map(drop)
        } else {
            run(&mut self.tx, FAILS, values![tenant, webhook, now]).await.map(drop)
        }
    }

    /// Forgets what came to be told before a moment; returns how much that was.
    pub async fn clear(&mut self, before: Time, most: i64) -> Result<u64, StoreError> {
        run(&mut self.tx, CLEAR, values![before, most]).await
    }

    /// Forgets tests of registrations at Partner Center's surface that were made before a moment (§4.10).
    pub async fn clear_tests(&mut self, before: Time) -> Result<u64, StoreError> {
        run(&mut self.tx, CLEAR_TESTS, values![before]).await
    }

    /// Makes everything durable together.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.tx.commit().await
    }
}

/// The webhook of a row, if it wants to be told.
fn candidate(row: &Row, news: &WaitingNews) -> Result<Option<Candidate>, StoreError> {
    let organization: Id<Organization> = row.get(0)?;
    let (events, customers): (Vec<Occasion>, Vec<Id<Organization>>) = (occasions(row, 4)?, list(row, 5)?);
    let mut wants = events.contains(&news.news.occasion);
    let within = if news.news.occasion == Occasion::Notice {
        row.get(8)?
    } else {
        wants &= word(row, 8, Severity::from_key)? <= word(row, 6, Severity::from_key)?;
        let teams: Vec<Id<SecurityGroup>> = list(row, 7)?;
        let stands_with: (Option<Id<Organization>>, Option<Id<SecurityGroup>>) = (row.get(9)?, row.get(10)?);
        // The team of another organization is none that could have been chosen.
        let has = |team| stands_with.0 == Some(organization) && teams.contains(&team);
        wants &= teams.is_empty() || stands_with.1.is_some_and(has);
        news.news.tenant
    };
    if Covers::of(organization, within) == Covers::Customers && !customers.is_empty() {
        wants &= customers.contains(&within);
    }
    let owner = Owner { organization, user: row.get(2)?, upn: row.get(3)? };
    Ok(wants.then_some(Candidate { webhook: row.get(1)?, owner, within }))
}

fn hook(row: &Row) -> Result<Hook, StoreError> {
    let old_until: Option<Time> = row.get(11)?;
    let old = SealedSecret { key_id: row.get(9)?, bytes: row.get(10)? };
    Ok(Hook {
        owner: Owner { organization: row.get(0)?, user: row.get(3)?, upn: row.get(4)? },
        id: row.get(1)?,
        name: row.get(2)?,
        address: row.get(5)?,
        covers: word(row, 6, Covers::from_key)?,
        secret: SealedSecret { key_id: row.get(7)?, bytes: row.get(8)? },
        old_secret: old_until.map(|until| (old, until)),
        failing_since: row.get(12)?,
        envelope: word(row, 13, Envelope::from_key)?,
    })
}

fn due(row: &Row) -> Result<Due, StoreError> {
    Ok(Due {
        id: row.get(0)?,
        within: row.get(1)?,
        told: word(row, 2, Told::from_key)?,
        about: row.get(3)?,
        at: row.get(4)?,
        since: row.get(5)?,
        tries: row.get(6)?,
        part: row.get(7)?,
        record: row.get(8)?,
    })
}
