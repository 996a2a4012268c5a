//! What is told by e-mail and to webhooks: written down in the transaction of what happened, spread to those who
//! are told, sent by whichever node comes first.
//!
//! Invariant: only identifiers are stored; whether a reader may know, and what they read, is decided when it is sent.

mod explained;
mod mails;
mod recipients;
mod routes;

use domain::{
    id::{Id, Organization, Room},
    notification::{FOLD, Occasion},
    time::Time,
};
use uuid::Uuid;

pub(crate) use self::mails::{add_given, add_link};
pub use self::{
    mails::{Item, Outcome, Reader},
    recipients::{Cause, Recipient},
    routes::Way,
};
use crate::{
    Store,
    change::derive,
    db::Tx,
    error::StoreError,
    facts::word,
    feed::{ask, run},
    value::Row,
    values,
};

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct News {
    /// The organization whose room it is about, or which a notice was left for.
    pub tenant: Id<Organization>,
    /// What happened.
    pub occasion: Occasion,
    /// The ticket, or the notice.
    pub about: Uuid,
    /// The room of a ticket.
    pub room: Option<Id<Room>>,
    /// Whether it is told at once, or else in the daily digest.
    pub is_urgent: bool,
}

/// Something that happened and waits to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingNews {
    /// What happened.
    pub news: News,
    /// Its identifier.
    pub id: Uuid,
    /// When it happened.
    pub at: Time,
}

/// Nothing is written down where neither a mail server nor a webhook of the organization or its partners waits for it.
const INSERT: &str = "insert into notifications \
     (tenant_id, notification_id, occasion, about_id, room_id, is_urgent, at, next, due_at) \
     select n.organization_id, $2, $3, $4, $5, $6, $7, case when n.is_hooked then 'webhooks' else 'mails' end, \
     case when n.is_hooked then cast($7 as bigint) else cast($8 as bigint) end from (select o.organization_id, \
     (exists (select 1 from webhooks w where w.tenant_id = o.organization_id and w.is_on) \
     or exists (select 1 from links l join webhooks w on w.tenant_id = l.partner_id and w.is_on \
     where l.tenant_id = o.organization_id and l.state = 'active')) as is_hooked \
     from organizations o where o.organization_id = $1) n where n.is_hooked or $9";

pub(crate) async fn insert(
    tx: &mut Tx,
    id: Uuid,
    now: Time,
    news: &News,
    sends_mail: bool,
) -> Result<(), StoreError> {
    let News { tenant, occasion, about, room, is_urgent } = *news;
    let due_at = now.plus(FOLD);
    let values = values![tenant, id, occasion.key(), about, room, is_urgent, now, due_at, sends_mail];
    run(tx, INSERT, values).await.map(drop)
}

const WAITS: &str = "select 1 from notifications where due_at <= $1 limit 1";
const MAIL_WAITS: &str = "select 1 from mails where outcome is null and due_at <= $1 limit 1";

const DUE: &str = "select tenant_id, notification_id, occasion, about_id, room_id, is_urgent, at from notifications \
     where due_at <= $1 and next = 'mails' order by due_at, notification_id limit $2{lock}";

const FORGET: &str = "delete from notifications where tenant_id = $1 and notification_id = $2";

/// A transaction in which news become mails and deliveries, and mails are sent. Dropped without [`Mailroom::commit`], it leaves nothing.
pub struct Mailroom {
    pub(crate) tx: Tx,
    seed: Uuid,
    pub(crate) now: Time,
    drawn: u64,
}

impl Store {
    /// Whether there is news to spread, and mail to send.
    pub async fn mail_waits(&self, now: Time) -> Result<(bool, bool), StoreError> {
        let mut tx = self.db.begin_read().await?;
        let news = ask(&mut tx, WAITS, values![now]).await?;
        let mails = ask(&mut tx, MAIL_WAITS, values![now]).await?;
        Ok((!news.is_empty(), !mails.is_empty()))
    }

    /// Begins to spread news or to send mail; `seed` is where identifiers come from.
    pub async fn begin_mails(&self, seed: Uuid, now: Time) -> Result<Mailroom, StoreError> {
        Ok(Mailroom { tx: self.db.begin_write().await?, seed, now, drawn: 0 })
    }
}

impl Mailroom {
    /// News that waited long enough for more of the same cause.
    pub async fn news(&mut self, most: i64) -> Result<Vec<WaitingNews>, StoreError> {
        ask(&mut self.tx, DUE, values![self.now, most]).await?.iter().map(waiting).collect()
    }

    /// Forgets news that was spread.
    pub async fn forget(&mut self, news: &WaitingNews) -> Result<(), StoreError> {
        run(&mut self.tx, FORGET, values![news.news.tenant, news.id]).await.map(drop)
    }

    /// Makes everything durable together.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.tx.commit().await
    }

    pub(crate) fn draw(&mut self) -> Uuid {
        self.drawn += 1;
        derive(self.seed, self.now, self.drawn)
    }
}

pub(crate) fn waiting(row: &Row) -> Result<WaitingNews, StoreError> {
    Ok(WaitingNews {
        id: row.get(1)?,
        news: News {
            tenant: row.get(0)?,
            occasion: word(row, 2, Occasion::from_key)?,
            about: row.get(3)?,
            room: row.get(4)?,
            is_urgent: row.get(5)?,
        },
        at: row.get(6)?,
    })
}
