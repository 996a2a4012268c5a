//! Removing an organization that a partner added and nobody ever used.
//!
//! Invariant: what somebody signed in to, or gave more than it began with, stays.

use domain::id::{Id, Organization, User};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    sql::{Fetch, Write},
    values,
};

const LOCK_PEOPLE: Fetch = Fetch::new("select user_id from users where tenant_id = {target}{lock}");
const ORGANIZATION: Fetch = Fetch::new(
    "select a.name from organizations o join added_customers a on a.customer_id = o.organization_id \
     and a.state in ('withdrawn', 'expired') where o.organization_id = {target} and o.is_partner = false",
);
const PEOPLE: Fetch = Fetch::new(
    "select user_id, upn, enabled, (password_hash is null and last_sign_in_at is null) from users \
     where tenant_id = {target}",
);
const DOMAINS: Fetch = Fetch::new("select domain from domains where tenant_id = {target}");

/// What an organization that nobody used consists of.
#[derive(Clone, Debug)]
pub struct Unused {
    /// Its name, as the partner typed it.
    pub name: String,
    /// Its first administrator, with the account name and whether the account is enabled; none once that is removed.
    pub administrator: Option<(Id<User>, String, bool)>,
    /// Its domain; none once that is removed.
    pub domain: Option<String>,
}

/// The change's organization, if what a partner asked of it is over and nobody ever used it; nobody can begin to until the change is done.
pub async fn fetch_unused(change: &mut Change) -> Result<Option<Unused>, StoreError> {
    change.rows(&LOCK_PEOPLE, values![]).await?;
    let Some(row) = change.find(&ORGANIZATION, values![]).await? else { return Ok(None) };
    let people = change.rows(&PEOPLE, values![]).await?;
    let domains = change.rows(&DOMAINS, values![]).await?;
    let administrator = match people.as_slice() {
        [] => None,
        [only] if only.get::<bool>(3)? => Some((only.get(0)?, only.get(1)?, only.get(2)?)),
        _ => return Ok(None),
    };
    let domain = match domains.as_slice() {
        [] => None,
        [only] => Some(only.get(0)?),
        _ => return Ok(None),
    };
    Ok(Some(Unused { name: row.get(0)?, administrator, domain }))
}

/// Under a permit for the organization that runs the server, of one whose people are removed already.
macro_rules! unused {
    () => {
        "exists (select 1 from organizations o where o.organization_id = {target} and o.is_operator = true) \
         and exists (select 1 from added_customers a where a.customer_id = $1 and a.state in ('withdrawn', 'expired')) \
         and not exists (select 1 from users u where u.tenant_id = $1)"
    };
}

const NOTICES: Write = Write::new(concat!("delete from notices where tenant_id = $1 and ", unused!()));
const NEWS: Write = Write::new(concat!("delete from notifications where tenant_id = $1 and ", unused!()));
const USES: Write = Write::new(concat!("delete from last_uses where tenant_id = $1 and ", unused!()));
const FEED: Write = Write::new(concat!("delete from change_feed where tenant_id = $1 and ", unused!()));
const EVENTS: Write = Write::new(concat!("delete from audit_events where tenant_id = $1 and ", unused!()));
const HEAD: Write = Write::new(concat!("delete from audit_heads where tenant_id = $1 and ", unused!()));
const VERSION: Write =
    Write::new(concat!("delete from access_versions where tenant_id = $1 and ", unused!()));
const ITSELF: Write =
    Write::new(concat!("delete from organizations where organization_id = $1 and ", unused!()));

/// Adds the statements that remove what is left of an organization without people.
pub fn remove(batch: Batch, customer: Id<Organization>) -> Batch {
    let all = [&NOTICES, &NEWS, &USES, &FEED, &EVENTS, &HEAD, &VERSION, &ITSELF];
    all.into_iter().fold(batch, |batch, write| batch.run(write, values![customer]))
}
