//! Reports that are due to be sent to others than their owner: who these are is found out in the transaction that makes the mail.

use authz::Realm;
use domain::{
    id::{Id, Organization, ReportSubscription, User},
    report::Sent,
    time::Time,
    webhook::Covers,
};

use super::realm;
use crate::{
    Store,
    change::Change,
    error::StoreError,
    facts::word,
    feed::{ask, run},
    opening::Opening,
    value::Row,
    values,
};

/// A report that is due to be sent to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharing {
    /// Whose organization.
    pub organization: Id<Organization>,
    /// Whose subscription.
    pub owner: Id<User>,
    /// The account name of the owner.
    pub owner_upn: String,
    /// The subscription.
    pub id: Id<ReportSubscription>,
    /// One report, or all.
    pub report: Sent,
    /// At home, at one customer, or at all customers.
    pub realm: Realm,
    /// To which addresses it is sent.
    pub recipients: Vec<String>,
    /// When it was due.
    pub at: Time,
}

/// Somebody who is named by their address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The organization.
    pub organization: Id<Organization>,
    /// The person.
    pub user: Id<User>,
    /// The account name, which is the address.
    pub upn: String,
    /// Whether they had it stopped.
    pub has_stopped: bool,
}

macro_rules! waiting {
    () => {
        "select s.tenant_id, s.user_id, s.subscription_id, s.report, s.covers, s.customer_id, s.recipients, s.share_at, \
         (select u.upn from users u where u.tenant_id = s.tenant_id and u.user_id = s.user_id) \
         from report_subscriptions s where s.share_at is not null"
    };
}

const NEXT: &str = concat!(waiting!(), " order by s.share_at, s.subscription_id limit 1");

const SAME: &str = concat!(
    waiting!(),
    " and s.tenant_id = $1 and s.user_id = $2 and s.subscription_id = $3 and s.share_at = $4{lock}"
);

/// Nothing counts yet of people whom nobody of their own organization confirmed (decision 6).
const NAMED: &str = "select u.tenant_id, u.user_id, u.upn, coalesce((select r.is_stopped from received_reports r \
     where r.tenant_id = u.tenant_id and r.user_id = u.user_id and r.subscription_id = $3), false) from users u \
     where u.upn {in $1} and u.tenant_id {in $2} and u.enabled = true and u.unconfirmed_by is null order by u.upn";

const SEND: &str = "insert into mails (tenant_id, user_id, mail_id, within_id, occasion, about_id, cause, is_urgent, at, \
     due_at, tries) values ($1, $2, $3, $1, 'sharedReport', $4, '', true, $5, $5, 0)";

const RECEIVE: &str = "insert into received_reports (tenant_id, user_id, subscription_id, owner_tenant_id, owner_id, last_at, \
     is_stopped) values ($1, $2, $3, $4, $5, $6, false) \
     on conflict (tenant_id, user_id, subscription_id) do update set last_at = excluded.last_at";

const SETTLE: &str = "update report_subscriptions set share_at = null \
     where tenant_id = $1 and user_id = $2 and subscription_id = $3 and share_at = $4";

impl Store {
    /// A report that waits to be sent to others, if one does.
    pub async fn sharing_waits(&self) -> Result<Option<Sharing>, StoreError> {
        let mut tx = self.db.begin_read().await?;
        ask(&mut tx, NEXT, values![]).await?.first().map(sharing).transpose()
    }
}

impl Opening {
    /// The same report if it waits still, locked.
    pub async fn lock_sharing(&mut self, seen: &Sharing) -> Result<Option<Sharing>, StoreError> {
        let Sharing { organization, owner, id, at, .. } = *seen;
        let rows = ask(&mut self.tx, SAME, values![organization, owner, id, at]).await?;
        rows.first().map(sharing).transpose()
    }

    /// The enabled and confirmed people of organizations to whom the addresses of a report belong.
    pub async fn named_in(
        &mut self,
        sharing: &Sharing,
        organizations: Vec<Id<Organization>>,
    ) -> Result<Vec<Named>, StoreError> {
        let values = values![sharing.recipients.clone(), organizations, sharing.id];
        let named = |row: &Row| {
            Ok(Named {
                organization: row.get(0)?,
                user: row.get(1)?,
                upn: row.get(2)?,
                has_stopped: row.get(3)?,
            })
        };
        ask(&mut self.tx, NAMED, values).await?.iter().map(named).collect()
    }
}

/// Makes a mail of a report for somebody.
pub async fn send(change: &mut Change, sharing: &Sharing, to: &Named) -> Result<(), StoreError> {
    let mail = change.new_id::<ReportSubscription>().uuid();
    let Sharing { organization, owner, id, at, .. } = *sharing;
    let sent = values![to.organization, to.user, mail, id, at];
    run(change.tx_mut(), SEND, sent).await?;
    let received = values![to.organization, to.user, id, organization, owner, at];
    run(change.tx_mut(), RECEIVE, received).await.map(drop)
}

/// Notes that a report was sent to everybody who gets it.
pub async fn settle(change: &mut Change, sharing: &Sharing) -> Result<(), StoreError> {
    let Sharing { organization, owner, id, at, .. } = *sharing;
    run(change.tx_mut(), SETTLE, values![organization, owner, id, at]).await.map(drop)
}

fn sharing(row: &Row) -> Result<Sharing, StoreError> {
    Ok(Sharing {
        organization: row.get(0)?,
        owner: row.get(1)?,
        id: row.get(2)?,
        report: word(row, 3, Sent::from_key)?,
        realm: realm(word(row, 4, Covers::from_key)?, row.get(5)?),
        recipients: serde_json::from_str(row.text(6)?)?,
        at: row.get(7)?,
        owner_upn: row.get(8)?,
    })
}
