//! What people chose for their own portal and their e-mail. No row, and everything is as shipped.

use domain::{
    id::{Id, User},
    notification::MailChoice,
    signal::Severity,
};

use crate::{
    change::{Batch, Change},
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

const FOLDS_FAULTS: Fetch =
    Fetch::new("select folds_faults from preferences where tenant_id = {target} and user_id = $1");

/// Sets whether Incidents shows the same fault in many rooms as one line: person, choice.
pub const SET_FOLDS_FAULTS: Write = Write::new(
    "insert into preferences (tenant_id, user_id, folds_faults) values ({target}, $1, $2) \
     on conflict (tenant_id, user_id) do update set folds_faults = excluded.folds_faults",
);

/// Whether Incidents shows the same fault in many rooms as one line to a person of the organization of the change.
pub async fn folds_faults(change: &mut Change, user: Id<User>) -> Result<bool, StoreError> {
    let row = change.find(&FOLDS_FAULTS, values![user]).await?;
    row.map_or(Ok(false), |row| row.get(0))
}

const MAIL: Read = Read::new(
    "select p.gets_mail, p.tells_given, p.digest_hour, p.quiet_from, p.quiet_until, p.at_once_from, p.digest_from, \
     p.mail_customers from preferences p where {person:p}",
);
const MAIL_FETCHED: Fetch = Fetch::new(
    "select gets_mail, tells_given, digest_hour, quiet_from, quiet_until, at_once_from, digest_from, mail_customers \
     from preferences where tenant_id = {target} and user_id = $1",
);

const SET_MAIL: Write = Write::new(
    "insert into preferences (tenant_id, user_id, gets_mail, tells_given, digest_hour, quiet_from, quiet_until, at_once_from, \
     digest_from, mail_customers) values ({target}, $1, $2, $3, $4, $5, $6, $7, $8, $9) \
     on conflict (tenant_id, user_id) do update \
     set gets_mail = excluded.gets_mail, tells_given = excluded.tells_given, digest_hour = excluded.digest_hour, quiet_from = excluded.quiet_from, \
     quiet_until = excluded.quiet_until, at_once_from = excluded.at_once_from, digest_from = excluded.digest_from, \
     mail_customers = excluded.mail_customers",
);

/// How the reader wants to be told by e-mail.
pub async fn own_mail(view: &mut View) -> Result<MailChoice, StoreError> {
    let row = view.find(&MAIL, values![]).await?;
    row.map_or_else(|| Ok(MailChoice::default()), |row| choice(&row, 0))
}

/// The same of a person of the organization of the change.
pub async fn mail(change: &mut Change, user: Id<User>) -> Result<MailChoice, StoreError> {
    let row = change.find(&MAIL_FETCHED, values![user]).await?;
    row.map_or_else(|| Ok(MailChoice::default()), |row| choice(&row, 0))
}

/// Sets how a person is told by e-mail.
pub fn set_mail(batch: Batch, user: Id<User>, choice: &MailChoice) -> Result<Batch, StoreError> {
    let MailChoice { is_on, tells_given, digest_hour, quiet, at_once_from, digest_from, customers } = choice;
    let (from, until) = quiet.unzip();
    let customers = serde_json::to_string(customers)?;
    let mildest = [at_once_from, digest_from].map(|from| from.map_or(NONE, Severity::key));
    let [at_once, digest] = mildest;
    let values = values![user, *is_on, *tells_given, *digest_hour, from, until, at_once, digest, customers];
    Ok(batch.run(&SET_MAIL, values))
}

/// The word for no severity.
const NONE: &str = "none";

/// The choice of eight columns from one on.
pub(crate) fn choice(row: &Row, first: usize) -> Result<MailChoice, StoreError> {
    let quiet: (Option<i64>, Option<i64>) = (row.get(first + 3)?, row.get(first + 4)?);
    Ok(MailChoice {
        is_on: row.get(first)?,
        tells_given: row.get(first + 1)?,
        digest_hour: row.get(first + 2)?,
        quiet: quiet.0.zip(quiet.1),
        at_once_from: Severity::from_key(row.text(first + 5)?),
        digest_from: Severity::from_key(row.text(first + 6)?),
        customers: serde_json::from_str(row.text(first + 7)?)?,
    })
}
