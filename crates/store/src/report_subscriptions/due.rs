//! Subscriptions whose moment has come: each becomes a mail, and its next moment is set, in one transaction. So it is sent once,
//! whichever node comes first and whenever one dies.

use domain::{
    id::{Id, Organization, ReportSubscription, User},
    report::{Delivered, SendDay},
    time::Time,
};
use uuid::Uuid;

use crate::{
    Store,
    error::StoreError,
    facts::word,
    feed::{ask, run},
    notifications::{Mailroom, Reader},
    value::Row,
    values,
};

/// A subscription whose moment has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueSubscription {
    organization: Id<Organization>,
    user: Id<User>,
    id: Id<ReportSubscription>,
    /// The moment.
    pub at: Time,
    /// The day on which it is sent.
    pub day: SendDay,
    /// The hour.
    pub hour: i64,
    /// The time zone of its owner.
    pub time_zone: String,
}

const WAITS: &str = "select 1 from report_subscriptions where next_at <= $1 limit 1";

const DUE: &str = "select s.tenant_id, s.user_id, s.subscription_id, s.next_at, s.day, s.hour, \
     (select u.time_zone from users u where u.tenant_id = s.tenant_id and u.user_id = s.user_id) \
     from report_subscriptions s where s.next_at <= $1 order by s.next_at, s.subscription_id limit $2{lock}";

const SEND: &str = "insert into mails (tenant_id, user_id, mail_id, within_id, occasion, about_id, cause, is_urgent, at, \
     due_at, tries) values ($1, $2, $3, $1, 'report', $4, '', true, $5, $5, 0)";

const MOVE_ON: &str = "update report_subscriptions set next_at = $4, \
     share_at = case when recipients <> '[]' then cast($5 as bigint) else share_at end \
     where tenant_id = $1 and user_id = $2 and subscription_id = $3";

const NOTE: &str = "update report_subscriptions set last_at = $4, last_result = $5 \
     where tenant_id = $1 and user_id = $2 and subscription_id = $3";

impl Store {
    /// Whether the moment of a subscription has come.
    pub async fn report_waits(&self, now: Time) -> Result<bool, StoreError> {
        let mut tx = self.db.begin_read().await?;
        Ok(!ask(&mut tx, WAITS, values![now]).await?.is_empty())
    }
}

impl Mailroom {
    /// Subscriptions whose moment has come, locked.
    pub async fn due_reports(&mut self, most: i64) -> Result<Vec<DueSubscription>, StoreError> {
        ask(&mut self.tx, DUE, values![self.now, most]).await?.iter().map(due).collect()
    }

    /// Makes a mail of a subscription for a moment that has come, and sets its next one. To others it is sent after that.
    pub async fn send_report(
        &mut self,
        due: &DueSubscription,
        at: Time,
        next_at: Time,
    ) -> Result<(), StoreError> {
        let mail = self.draw();
        let DueSubscription { organization, user, id, .. } = *due;
        run(&mut self.tx, SEND, values![organization, user, mail, id, at]).await?;
        run(&mut self.tx, MOVE_ON, values![organization, user, id, next_at, at]).await.map(drop)
    }

    /// Says at a subscription what became of a report that was due at a moment.
    pub async fn note_report(
        &mut self,
        reader: &Reader,
        subscription: Uuid,
        at: Time,
        what: Delivered,
    ) -> Result<(), StoreError> {
        let values = values![reader.organization, reader.user, subscription, at, what.key()];
        run(&mut self.tx, NOTE, values).await.map(drop)
    }
}

fn due(row: &Row) -> Result<DueSubscription, StoreError> {
    Ok(DueSubscription {
        organization: row.get(0)?,
        user: row.get(1)?,
        id: row.get(2)?,
        at: row.get(3)?,
        day: word(row, 4, SendDay::from_key)?,
        hour: row.get(5)?,
        time_zone: row.get(6)?,
    })
}
