//! What people chose for their own portal and their e-mail. No row, and everything is as shipped.

use domain::{
    id::{Id, User},
    notification::MailChoice,
};

use crate::{
    change::Change,
    error::StoreError,
    sql::{Fetch, Read, Write},
    value::Row,
    values,
    view::View,
};

const ALL_TICKETS: Fetch =
    Fetch::new("select all_tickets from preferences where tenant_id = {target} and user_id = $1");

/// Sets whether Incidents opens over all customers: person, choice.
pub const SET_ALL_TICKETS: Write = Write::new(
    "insert into preferences (tenant_id, user_id, all_tickets) values ({target}, $1, $2) \
     on conflict (tenant_id, user_id) do update set all_tickets = excluded.all_tickets",
);

/// Whether Incidents opens over all customers for a person of the organization of the change.
pub async fn all_tickets(change: &mut Change, user: Id<User>) -> Result<bool, StoreError> {
    let row = change.find(&ALL_TICKETS, values![user]).await?;
    row.map_or(Ok(true), |row| row.get(0))
}

const MAIL: Read = Read::new(
    "select p.gets_mail, p.tells_given, p.digest_hour, p.quiet_from, p.quiet_until from preferences p where {person:p}",
);
const MAIL_FETCHED: Fetch = Fetch::new(
    "select gets_mail, tells_given, digest_hour, quiet_from, quiet_until from preferences \
     where tenant_id = {target} and user_id = $1",
);

/// Sets how a person is told by e-mail: person, whether at all, whether of tickets given to them, hour of the digest, quiet from and until.
pub const SET_MAIL: Write = Write::new(
    "insert into preferences (tenant_id, user_id, gets_mail, tells_given, digest_hour, quiet_from, quiet_until) \
     values ({target}, $1, $2, $3, $4, $5, $6) on conflict (tenant_id, user_id) do update \
     set gets_mail = excluded.gets_mail, tells_given = excluded.tells_given, digest_hour = excluded.digest_hour, quiet_from = excluded.quiet_from, \
     quiet_until = excluded.quiet_until",
);

/// How the reader wants to be told by e-mail.
pub async fn own_mail(view: &mut View) -> Result<MailChoice, StoreError> {
    let row = view.find(&MAIL, values![]).await?;
    row.map_or_else(|| Ok(MailChoice::default()), |row| choice(&row))
}

/// The same of a person of the organization of the change.
pub async fn mail(change: &mut Change, user: Id<User>) -> Result<MailChoice, StoreError> {
    let row = change.find(&MAIL_FETCHED, values![user]).await?;
    row.map_or_else(|| Ok(MailChoice::default()), |row| choice(&row))
}

fn choice(row: &Row) -> Result<MailChoice, StoreError> {
    let quiet: (Option<i64>, Option<i64>) = (row.get(3)?, row.get(4)?);
    Ok(MailChoice {
        is_on: row.get(0)?,
        tells_given: row.get(1)?,
        digest_hour: row.get(2)?,
        quiet: quiet.0.zip(quiet.1),
    })
}
