//! Mail that waits, is being sent, or was sent.
//!
//! Invariant: what one node took to send no other node takes before its time is over; what was sent is never sent again
//! under another identifier of message.

use domain::{
    id::{Id, OneTimeLink, Organization, Ticket, User},
    notification::{FOLD, MailChoice, Matter},
    time::Time,
};
use uuid::Uuid;

use super::Mailroom;
use crate::{
    db::Tx,
    error::StoreError,
    facts::word,
    feed::{ask, run},
    preferences::choice,
    sign_in::SecretHash,
    value::Row,
    values,
};

/// Somebody for whom mail is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The organization.
    pub organization: Id<Organization>,
    /// The person.
    pub user: Id<User>,
    /// The account name, which is the address.
    pub upn: String,
    /// The name.
    pub name: String,
    /// The language tag.
    pub language: String,
    /// The time zone by IANA name.
    pub time_zone: String,
    /// How they want to be told.
    pub choice: MailChoice,
}

/// One thing that somebody is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its identifier.
    pub id: Uuid,
    /// The organization in whose part it happened.
    pub within: Id<Organization>,
    /// What it is.
    pub matter: Matter,
    /// The ticket, the notice, or the subscription.
    pub about: Uuid,
    /// What makes one message within an organization.
    pub cause: String,
    /// Whether it is told at once, or else in the digest.
    pub is_urgent: bool,
    /// When it happened, or was due.
    pub at: Time,
    /// How often it was tried.
    pub tries: i64,
    /// The message it is a part of, once it was tried.
    pub message: Option<Uuid>,
}

/// What became of it in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The mail server took it.
    Sent,
    /// Its reader may not know it (any more), or wants no mail.
    Withheld,
    /// The mail server did not take it for as long as it was tried.
    Failed,
}

impl Outcome {
    /// The stored word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Withheld => "withheld",
            Self::Failed => "failed",
        }
    }
}

/// Something that somebody is told, from its happening on.
pub(super) const ADD: &str = "insert into mails (tenant_id, user_id, mail_id, within_id, occasion, about_id, cause, is_urgent, at, \
     due_at, tries) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)";

const NEXT: &str = "select tenant_id, user_id from mails where outcome is null and due_at <= $1 \
     order by due_at, mail_id limit 1";

const READER: &str = "select u.upn, u.display_name, u.language, u.time_zone, u.enabled and coalesce(p.gets_mail, true), \
     coalesce(p.tells_given, true), coalesce(p.digest_hour, 8), p.quiet_from, p.quiet_until, \
     coalesce(p.at_once_from, 'important'), coalesce(p.digest_from, 'recommended'), coalesce(p.mail_customers, '[]') from users u \
     left join preferences p on p.tenant_id = u.tenant_id and p.user_id = u.user_id \
     where u.tenant_id = $1 and u.user_id = $2";

const DUE: &str = "select mail_id, within_id, occasion, about_id, cause, is_urgent, at, tries, message_id from mails \
     where tenant_id = $1 and user_id = $2 and outcome is null and due_at <= $3 order by due_at limit $4{lock}";

const TAKE: &str = "update mails set message_id = $4, due_at = $5, tries = tries + 1 \
     where tenant_id = $1 and user_id = $2 and mail_id {in $3} and outcome is null";

const POSTPONE: &str = "update mails set due_at = $4 \
     where tenant_id = $1 and user_id = $2 and mail_id {in $3} and outcome is null";

const SETTLE: &str = "update mails set outcome = $4, settled_at = $5 \
     where tenant_id = $1 and user_id = $2 and mail_id {in $3} and outcome is null";

/// Who was told of a ticket is kept as long as the ticket: its closing is told to them (decision 4).
const CLEAR: &str = "delete from mails where mail_id in (select m.mail_id from mails m where m.settled_at < $1 \
     and not exists (select 1 from tickets t where t.tenant_id = m.within_id and t.ticket_id = m.about_id \
     and t.state <> 'closed') limit $2)";

/// Lets a person be told of a ticket that somebody gave them; together with others that come within a moment.
pub(crate) async fn add_given(
    tx: &mut Tx,
    id: Uuid,
    now: Time,
    to: (Id<Organization>, Id<User>),
    (within, ticket): (Id<Organization>, Id<Ticket>),
) -> Result<(), StoreError> {
    let given = Matter::TicketGiven.key();
    let values = values![to.0, to.1, id, within, given, ticket, given, true, now, now.plus(FOLD)];
    run(tx, ADD, values).await.map(drop)
}

/// The organization that had a link mailed, which nobody used or voided and which its reader still can use.
const OPEN_LINK: &str = "select o.name from one_time_links k join users u on u.tenant_id = k.tenant_id and u.user_id = k.user_id \
     join mails m on m.tenant_id = k.tenant_id and m.user_id = k.user_id and m.about_id = k.link_id \
     join organizations o on o.organization_id = m.within_id \
     where k.tenant_id = $1 and k.user_id = $2 and k.link_id = $3 and k.used_at is null and k.expires_at > $4 and u.enabled = true";

const REDRAW: &str = "update one_time_links set token_hash = $4 \
     where tenant_id = $1 and user_id = $2 and link_id = $3 and used_at is null";

/// Lets a link be mailed to a person at once, on the order of a partner.
pub(crate) async fn add_link(
    tx: &mut Tx,
    id: Uuid,
    now: Time,
    to: (Id<Organization>, Id<User>),
    (partner, link): (Id<Organization>, Id<OneTimeLink>),
) -> Result<(), StoreError> {
    let matter = Matter::PasswordLink.key();
    let values = values![to.0, to.1, id, partner, matter, link, matter, true, now, now];
    run(tx, ADD, values).await.map(drop)
}

impl Mailroom {
    /// Gives a link that is to be mailed a secret of which this is the hash, and says which partner had it mailed; none where the link
    /// works no more. What was mailed of it before works no more either.
    pub async fn redraw_link(
        &mut self,
        reader: &Reader,
        link: Uuid,
        hash: SecretHash,
    ) -> Result<Option<String>, StoreError> {
        let (organization, user) = (reader.organization, reader.user);
        let rows = ask(&mut self.tx, OPEN_LINK, values![organization, user, link, self.now]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let redrawn = run(&mut self.tx, REDRAW, values![organization, user, link, hash.to_vec()]).await?;
        if redrawn == 1 { row.get(0) } else { Ok(None) }
    }

    /// Somebody for whom mail is due, with what they are to be told; locked, so that no other node takes it too.
    pub async fn due(&mut self, most: i64) -> Result<Option<(Reader, Vec<Item>)>, StoreError> {
        let next = ask(&mut self.tx, NEXT, values![self.now]).await?;
        let Some(next) = next.first() else { return Ok(None) };
        let (organization, user): (Id<Organization>, Id<User>) = (next.get(0)?, next.get(1)?);
        let rows = ask(&mut self.tx, DUE, values![organization, user, self.now, most]).await?;
        let items = rows.iter().map(item).collect::<Result<_, _>>()?;
        let rows = ask(&mut self.tx, READER, values![organization, user]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let reader = Reader {
            organization,
            user,
            upn: row.get(0)?,
            name: row.get(1)?,
            language: row.get(2)?,
            time_zone: row.get(3)?,
            choice: choice(row, 4)?,
        };
        Ok(Some((reader, items)))
    }

    /// Takes items to be sent as one message; until a moment nobody else does.
    pub async fn take(
        &mut self,
        reader: &Reader,
        items: Vec<Uuid>,
        message: Uuid,
        until: Time,
    ) -> Result<(), StoreError> {
        run(&mut self.tx, TAKE, values![reader.organization, reader.user, items, message, until])
            .await
            .map(drop)
    }

    /// Lets items wait until a moment.
    pub async fn postpone(
        &mut self,
        reader: &Reader,
        items: Vec<Uuid>,
        until: Time,
    ) -> Result<(), StoreError> {
        run(&mut self.tx, POSTPONE, values![reader.organization, reader.user, items, until]).await.map(drop)
    }

    /// Says what became of items in the end.
    pub async fn settle(
        &mut self,
        reader: &Reader,
        items: Vec<Uuid>,
        outcome: Outcome,
    ) -> Result<(), StoreError> {
        let values = values![reader.organization, reader.user, items, outcome.key(), self.now];
        run(&mut self.tx, SETTLE, values).await.map(drop)
    }

    /// Forgets what was settled before a moment; returns how much that was.
    pub async fn clear(&mut self, before: Time, most: i64) -> Result<u64, StoreError> {
        run(&mut self.tx, CLEAR, values![before, most]).await
    }

    /// A fresh identifier for a message.
    pub fn new_message(&mut self) -> Uuid {
        self.draw()
    }
}

fn item(row: &Row) -> Result<Item, StoreError> {
    Ok(Item {
        id: row.get(0)?,
        within: row.get(1)?,
        matter: word(row, 2, Matter::from_key)?,
        about: row.get(3)?,
        cause: row.get(4)?,
        is_urgent: row.get(5)?,
        at: row.get(6)?,
        tries: row.get(7)?,
        message: row.get(8)?,
    })
}
