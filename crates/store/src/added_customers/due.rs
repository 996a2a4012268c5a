//! What time does to added customers: what is to be sent, what lapses, and which organizations nobody ever used.
//!
//! Invariant: an invitation that one node took to send no other node takes before its time is over.

use domain::{
    id::{Id, Organization, User},
    time::Time,
};

use crate::{
    error::StoreError,
    feed::{ask, run},
    notifications::Mailroom,
    opening::Opening,
    value::Row,
    values,
};

/// A partner with a customer that it added.
pub type Added = (Id<Organization>, Id<Organization>);

const LAPSED: &str = "select tenant_id, customer_id from added_customers where state = 'waiting' and created_at <= $1 \
     order by created_at limit $2";
const UNUSED: &str = "select a.tenant_id, a.customer_id from added_customers a \
     join organizations o on o.organization_id = a.customer_id and o.is_partner = false \
     where a.state in ('withdrawn', 'expired') \
     and (select count(*) from users u where u.tenant_id = a.customer_id) <= 1 \
     and (select count(*) from domains d where d.tenant_id = a.customer_id) <= 1 \
     and not exists (select 1 from users u where u.tenant_id = a.customer_id \
     and (u.password_hash is not null or u.last_sign_in_at is not null)) \
     order by a.settled_at limit $1";

fn pairs(rows: &[Row]) -> Result<Vec<Added>, StoreError> {
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

impl Opening {
    /// Customers that were added until a moment and wait still, some of them.
    pub async fn lapsed_added_customers(&mut self, until: Time, most: i64) -> Result<Vec<Added>, StoreError> {
        pairs(&ask(&mut self.tx, LAPSED, values![until, most]).await?)
    }

    /// Customers whose request was taken back or lapsed and that nobody ever signed in to, some of them.
    pub async fn unused_added_customers(&mut self, most: i64) -> Result<Vec<Added>, StoreError> {
        pairs(&ask(&mut self.tx, UNUSED, values![most]).await?)
    }
}

/// An invitation that is to be sent.
#[derive(Clone, Debug)]
pub struct DueInvitation {
    /// Who added the customer.
    pub partner: Id<Organization>,
    /// Its name.
    pub partner_name: String,
    /// Its first domain.
    pub partner_domain: String,
    /// The customer.
    pub customer: Id<Organization>,
    /// Its name, as the partner typed it.
    pub name: String,
    /// Its first administrator.
    pub user: Id<User>,
    /// The account name.
    pub upn: String,
    /// The name of the administrator.
    pub administrator: String,
    /// The language tag.
    pub language: String,
    /// The time zone by IANA name.
    pub time_zone: String,
    /// The address.
    pub mail: String,
    /// Since when it is to be sent.
    pub since: Time,
}

// Whoever set a password needs no invitation any more.
const DUE: &str = "select a.tenant_id, p.name, coalesce((select d.domain from domains d where d.tenant_id = p.organization_id \
     order by d.verified_at, d.domain limit 1), ''), a.customer_id, a.name, u.user_id, u.upn, a.administrator, \
     u.language, u.time_zone, a.mail, a.mail_since \
     from added_customers a join organizations p on p.organization_id = a.tenant_id and p.is_partner = true \
     join users u on u.tenant_id = a.customer_id and u.upn = $2 || '@' || a.domain and u.password_hash is null \
     where a.mail_due_at <= $1 and a.state = 'waiting' order by a.mail_due_at limit 1";
const TAKE: &str = "update added_customers set mail_due_at = $3 where tenant_id = $1 and customer_id = $2 \
     and state = 'waiting' and mail_due_at <= $4";
const POSTPONE: &str = "update added_customers set mail_due_at = $3 where tenant_id = $1 and customer_id = $2 \
     and state = 'waiting'";

impl Mailroom {
    /// An invitation that is due, taken until a moment: no other node sends it meanwhile.
    pub async fn due_invitation(
        &mut self,
        account: &str,
        until: Time,
    ) -> Result<Option<DueInvitation>, StoreError> {
        let rows = ask(&mut self.tx, DUE, values![self.now, account]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let due = DueInvitation {
            partner: row.get(0)?,
            partner_name: row.get(1)?,
            partner_domain: row.get(2)?,
            customer: row.get(3)?,
            name: row.get(4)?,
            user: row.get(5)?,
            upn: row.get(6)?,
            administrator: row.get(7)?,
            language: row.get(8)?,
            time_zone: row.get(9)?,
            mail: row.get(10)?,
            since: row.get(11)?,
        };
        let taken = run(&mut self.tx, TAKE, values![due.partner, due.customer, until, self.now]).await?;
        Ok(Some(due).filter(|_| taken == 1))
    }

    /// Lets an invitation wait until a moment, or gives it up.
    pub async fn postpone_invitation(
        &mut self,
        due: &DueInvitation,
        until: Option<Time>,
    ) -> Result<(), StoreError> {
        run(&mut self.tx, POSTPONE, values![due.partner, due.customer, until]).await.map(drop)
    }
}
