//! What people chose for their own portal. No row, and everything is as shipped.

use domain::id::{Id, User};

use crate::{
    change::Change,
    error::StoreError,
    sql::{Fetch, Write},
    values,
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
