//! People in whose account or password a partner had a hand, until their own organization has them set a password (decision 6).
//!
//! Invariant: whoever is confirmed has no credential left from before.

use domain::{
    id::{Id, Organization, User},
    time::Time,
};

use crate::{
    change::Batch,
    sql::{Fetch, Write},
    users::DELETE_TOKENS,
    values,
};

/// The purpose of a link that the own organization made.
pub const OWN_LINK: &str = "set_password";
/// The purpose of a link that a partner had mailed.
pub const LINK_FROM_OUTSIDE: &str = "set_password_from_outside";

/// Whether a person sets the password by a link that confirms them.
pub const CONFIRMS: Fetch = Fetch::new(
    "select 1 from users u join one_time_links k on k.tenant_id = u.tenant_id and k.user_id = u.user_id \
     where u.tenant_id = {target} and u.user_id = $1 and k.token_hash = $2 and k.purpose = 'set_password' \
     and u.unconfirmed_by is not null",
);

/// When a partner last had a link mailed to a person.
pub const LAST_FROM_OUTSIDE: Fetch = Fetch::new(
    "select max(created_at) from one_time_links where tenant_id = {target} and user_id = $1 \
     and purpose = 'set_password_from_outside'",
);

const UNCONFIRM: Write =
    Write::new("update users set unconfirmed_by = $2 where tenant_id = {target} and user_id = $1");
const CONFIRM: Write = Write::new(
    "update users set unconfirmed_by = null, confirmed_at = $2 where tenant_id = {target} and user_id = $1",
);
const DELETE_CODES: Write =
    Write::new("delete from authorization_codes where tenant_id = {target} and user_id = $1");

/// Writes down that a partner had a hand in the account or the password of a person.
pub fn unconfirm(batch: Batch, user: Id<User>, by: Id<Organization>) -> Batch {
    batch.run(&UNCONFIRM, values![user, by])
}

/// Writes down that a person is confirmed; their tokens end, and those of applications that act for them with what was issued until now.
pub fn confirm(batch: Batch, user: Id<User>, now: Time) -> Batch {
    batch
        .run(&CONFIRM, values![user, now])
        .run(&DELETE_TOKENS, values![user])
        .run(&DELETE_CODES, values![user])
}
