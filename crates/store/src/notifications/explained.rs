//! Tickets that another open ticket of their room explains: told in its message; where that was sent before, in the digest, or as
//! soon as they are explained no more.

use std::collections::BTreeSet;

use domain::{
    id::{Id, Organization, User},
    time::Time,
};
use uuid::Uuid;

use super::Mailroom;
use crate::{
    error::StoreError,
    feed::{ask, run},
    values,
};

/// Who was told of a ticket at once, by a message that was sent.
const KNOWN: &str = "select distinct m.about_id, m.user_id from mails m \
     where m.about_id {in $1} and m.is_urgent and m.outcome = 'sent' and not exists (select 1 from mails w \
     where w.about_id = m.about_id and w.tenant_id = m.tenant_id and w.user_id = m.user_id and w.is_urgent and w.outcome is null)";

/// What waits for the digest since a ticket of the room explained it, and is bad enough for its reader to be told at once.
const FREE: &str = "update mails set is_urgent = true, due_at = $4 where within_id = $1 and cause = $3 and outcome is null \
     and not is_urgent and about_id in (select t.ticket_id from tickets t join tickets c on c.tenant_id = t.tenant_id \
     and c.room_id = t.room_id and c.ticket_id = $2 where t.tenant_id = $1 and t.cause_id is null and t.ticket_id <> $2 \
     and t.state in ('new', 'investigating') and (case t.severity when 'critical' then 1 when 'important' then 2 \
     when 'warning' then 3 else 4 end) <= (case coalesce((select p.at_once_from from preferences p \
     where p.tenant_id = mails.tenant_id and p.user_id = mails.user_id), 'important') when 'critical' then 1 when 'important' then 2 \
     when 'warning' then 3 when 'recommended' then 4 else 0 end))";

impl Mailroom {
    /// Who has read of which tickets in a message of their own, so that what they explain is no news at once.
    pub async fn knowing(&mut self, tickets: Vec<Uuid>) -> Result<BTreeSet<(Uuid, Id<User>)>, StoreError> {
        let rows = ask(&mut self.tx, KNOWN, values![tickets]).await?;
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
    }

    /// Lets be told at once what waits for the digest because a ticket explained it that is over now.
    pub async fn free_explained(
        &mut self,
        tenant: Id<Organization>,
        ticket: Uuid,
        cause: &str,
        at: Time,
    ) -> Result<(), StoreError> {
        run(&mut self.tx, FREE, values![tenant, ticket, cause, at]).await.map(drop)
    }
}
