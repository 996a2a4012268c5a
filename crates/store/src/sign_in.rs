//! The narrow door for credentials: who has which password, session, token or one-time link, before
//! anybody is known who could be asked about rights.
//!
//! Invariant: a secret is looked up by its SHA-256 alone; no secret is stored, and nothing here is listed.

use domain::{
    id::{Id, Organization, Session, User},
    time::{DAY, MINUTE, Time},
};

use crate::{
    Store,
    error::StoreError,
    feed::{ask, run},
    opening::Opening,
    sql::{Fetch, Write},
    value::Row,
    values,
};

/// The SHA-256 of a secret.
pub type SecretHash = [u8; 32];

/// A person as the sign-in sees them.
#[derive(Clone, Debug)]
pub struct Account {
    /// The person.
    pub user: Id<User>,
    /// The organization.
    pub organization: Id<Organization>,
    /// The account name.
    pub upn: String,
    /// The name as shown.
    pub display_name: String,
    /// Whether the person may sign in.
    pub enabled: bool,
    /// The password's hash in PHC form; none before the first one-time link is used.
    pub password_hash: Option<String>,
}

/// A live session or token with its person.
#[derive(Clone, Debug)]
pub struct Credential {
    /// The person.
    pub user: Id<User>,
    /// The organization.
    pub organization: Id<Organization>,
    /// The account name.
    pub upn: String,
    /// The session; none for a token.
    pub session: Option<Id<Session>>,
    /// Whether it may change something.
    pub may_write: bool,
    /// When it was last used.
    pub last_used_at: Option<Time>,
    /// When it ends for good.
    pub expires_at: Time,
}

/// A one-time link with its person.
#[derive(Clone, Debug)]
pub struct OneTimeLink {
    /// Whom it is for.
    pub account: Account,
    /// From when it works.
    pub opens_at: Time,
    /// Until when it works.
    pub expires_at: Time,
    /// When it was used.
    pub used_at: Option<Time>,
}

/// Failed sign-ins of one account name or address.
#[derive(Clone, Copy, Debug)]
pub struct Attempts {
    /// How many, since the first.
    pub failures: i64,
    /// Until when the next is refused.
    pub blocked_until: Option<Time>,
}

const ORGANIZATION: &str = "select tenant_id from domains where domain = $1";
const ACCOUNT_COLUMNS: &str = "u.user_id, u.tenant_id, u.upn, u.display_name, u.enabled, u.password_hash";
const ACCOUNT: &str = "select u.user_id, u.tenant_id, u.upn, u.display_name, u.enabled, u.password_hash \
     from users u where u.upn = $1";
const SESSION: &str = "select s.user_id, s.tenant_id, u.upn, s.session_id, true, s.last_used_at, s.expires_at \
     from sessions s join users u on u.tenant_id = s.tenant_id and u.user_id = s.user_id \
     where s.token_hash = $1 and u.enabled = true";
const TOKEN: &str = "select t.user_id, t.tenant_id, u.upn, null, t.may_write, t.last_used_at, t.expires_at \
     from access_tokens t join users u on u.tenant_id = t.tenant_id and u.user_id = t.user_id \
     where t.token_hash = $1 and u.enabled = true";
const TOUCH_SESSION: &str = "update sessions set last_used_at = $2 where token_hash = $1";
const TOUCH_TOKEN: &str = "update access_tokens set last_used_at = $2 where token_hash = $1";

const ATTEMPTS: &str =
    "select failures, first_at, blocked_until from sign_in_attempts where account_hash = $1{lock}";
const COUNT: &str = "insert into sign_in_attempts (account_hash, failures, first_at, blocked_until) \
     values ($1, $2, $3, $4) on conflict (account_hash) \
     do update set failures = excluded.failures, first_at = excluded.first_at, blocked_until = excluded.blocked_until";
const FORGET: &str = "delete from sign_in_attempts where account_hash = $1";
const FORGIVE: &str = "update sign_in_attempts set failures = failures - 1, blocked_until = null \
     where account_hash = $1 and failures > 0";

const TIDY: [&str; 6] = [
    "delete from sessions where expires_at < $1",
    "delete from access_tokens where expires_at < $1",
    "delete from one_time_links where expires_at < $1",
    "delete from authorization_codes where expires_at < $1",
    "delete from sign_in_attempts where first_at < $1",
    "delete from idempotency_keys where created_at <= $1",
];

impl Opening {
    /// The organization that owns a domain.
    pub async fn organization_of(&mut self, domain: &str) -> Result<Option<Id<Organization>>, StoreError> {
        let rows = ask(&mut self.tx, ORGANIZATION, values![domain]).await?;
        rows.first().map(|row| row.get(0)).transpose()
    }

    /// The person with an account name.
    pub async fn account(&mut self, upn: &str) -> Result<Option<Account>, StoreError> {
        let rows = ask(&mut self.tx, ACCOUNT, values![upn]).await?;
        rows.first().map(account).transpose()
    }

    /// The one-time link of a secret.
    pub async fn one_time_link(&mut self, hash: SecretHash) -> Result<Option<OneTimeLink>, StoreError> {
        let text = format!(
            "select {ACCOUNT_COLUMNS}, k.opens_at, k.expires_at, k.used_at from one_time_links k \
             join users u on u.tenant_id = k.tenant_id and u.user_id = k.user_id where k.token_hash = $1"
        );
        let rows = ask(&mut self.tx, &text, values![hash.to_vec()]).await?;
        let link = |row: &Row| {
            Ok(OneTimeLink {
                account: account(row)?,
                opens_at: row.get(6)?,
                expires_at: row.get(7)?,
                used_at: row.get(8)?,
            })
        };
        rows.first().map(link).transpose()
    }

    /// The enabled person behind a session's secret.
    pub async fn session(&mut self, hash: SecretHash) -> Result<Option<Credential>, StoreError> {
        self.credential(SESSION, hash).await
    }

    /// The enabled person behind an access token.
    pub async fn access_token(&mut self, hash: SecretHash) -> Result<Option<Credential>, StoreError> {
        self.credential(TOKEN, hash).await
    }

    async fn credential(
        &mut self,
        text: &'static str,
        hash: SecretHash,
    ) -> Result<Option<Credential>, StoreError> {
        // PostgreSQL needs the type of the column that is always empty.
        let text = match self.tx.dialect() {
            crate::sql::Dialect::Lite => text.to_owned(),
            crate::sql::Dialect::Pg => text.replace(" null,", " cast(null as uuid),"),
        };
        let rows = ask(&mut self.tx, &text, values![hash.to_vec()]).await?;
        let credential = |row: &Row| {
            Ok(Credential {
                user: row.get(0)?,
                organization: row.get(1)?,
                upn: row.get(2)?,
                session: row.get(3)?,
                may_write: row.get(4)?,
                last_used_at: row.get(5)?,
                expires_at: row.get(6)?,
            })
        };
        rows.first().map(credential).transpose()
    }
}

fn account(row: &Row) -> Result<Account, StoreError> {
    Ok(Account {
        user: row.get(0)?,
        organization: row.get(1)?,
        upn: row.get(2)?,
        display_name: row.get(3)?,
        enabled: row.get(4)?,
        password_hash: row.get(5)?,
    })
}

/// How long to wait after so many failures, in microseconds.
pub type Wait = fn(i64) -> i64;

/// For how long failures are remembered, in microseconds.
const MEMORY: i64 = 60 * MINUTE;

impl Store {
    /// Counts an attempt before it is made, for each key, so that attempts at the same time are counted too.
    /// Answers until when attempts are refused, and then counts nothing.
    pub async fn count_attempt(
        &self,
        now: Time,
        keys: &[(SecretHash, Wait)],
    ) -> Result<Option<Time>, StoreError> {
        let mut tx = self.db.begin_write().await?;
        let mut counted = Vec::with_capacity(keys.len());
        for (key, wait) in keys {
            let rows = ask(&mut tx, ATTEMPTS, values![key.to_vec()]).await?;
            let (failures, first) = match rows.first() {
                Some(row) => {
                    let (failures, first) = (row.get(0)?, row.get::<Time>(1)?);
                    // Nobody is to wait longer than these failures ask for: the clock was set back since.
                    let holds = |until: &Time| now < *until && until.since(now) <= wait(failures);
                    if let Some(until) = row.get::<Option<Time>>(2)?.filter(holds) {
                        return Ok(Some(until));
                    }
                    if now.since(first) < MEMORY { (failures, first) } else { (0, now) }
                }
                None => (0, now),
            };
            let failures: i64 = failures + 1;
            let until = Some(wait(failures)).filter(|wait| *wait > 0).map(|wait| now.plus(wait));
            counted.push(values![key.to_vec(), failures, first, until]);
        }
        for values in counted {
            run(&mut tx, COUNT, values).await?;
        }
        tx.commit().await?;
        Ok(None)
    }

    /// After a success: the account's failures are forgotten, the address's attempt is taken back.
    pub async fn forgive_attempt(&self, account: SecretHash, address: SecretHash) -> Result<(), StoreError> {
        let mut tx = self.db.begin_write().await?;
        run(&mut tx, FORGET, values![account.to_vec()]).await?;
        run(&mut tx, FORGIVE, values![address.to_vec()]).await?;
        tx.commit().await
    }

    /// Remembers when a session was used.
    pub async fn touch_session(&self, hash: SecretHash, now: Time) -> Result<(), StoreError> {
        self.touch(TOUCH_SESSION, hash, now).await
    }

    /// Remembers when a token was used.
    pub async fn touch_token(&self, hash: SecretHash, now: Time) -> Result<(), StoreError> {
        self.touch(TOUCH_TOKEN, hash, now).await
    }

    async fn touch(&self, text: &'static str, hash: SecretHash, now: Time) -> Result<(), StoreError> {
        let mut tx = self.db.begin_write().await?;
        run(&mut tx, text, values![hash.to_vec(), now]).await?;
        tx.commit().await
    }

    /// Deletes what ended more than a day ago.
    pub async fn tidy_credentials(&self, now: Time) -> Result<(), StoreError> {
        let mut tx = self.db.begin_write().await?;
        for text in TIDY {
            run(&mut tx, text, values![now.plus(-DAY)]).await?;
        }
        tx.commit().await
    }
}

/// Locks a person for the change of a credential: whether enabled, and the password's hash.
pub const LOCK_CREDENTIAL: Fetch =
    Fetch::new("select enabled, password_hash from users where tenant_id = {target} and user_id = $1{lock}");

/// Adds a session.
pub const ADD_SESSION: Write = Write::new(
    "insert into sessions (token_hash, session_id, tenant_id, user_id, created_at, last_used_at, expires_at, \
     address, browser) values ($1, $2, {target}, $3, $4, $4, $5, $6, $7)",
);

/// Remembers when a person last signed in.
pub const TOUCH_USER: Write =
    Write::new("update users set last_sign_in_at = $2 where tenant_id = {target} and user_id = $1");

/// Sets a person's password.
pub const SET_PASSWORD: Write =
    Write::new("update users set password_hash = $2 where tenant_id = {target} and user_id = $1");

/// Uses a one-time link: touches one row the first time, none after.
pub const USE_LINK: Write = Write::new(
    "update one_time_links set used_at = $2 where token_hash = $1 and tenant_id = {target} and used_at is null \
     and opens_at <= $2 and expires_at > $2",
);

/// Voids the links of a person that were not used.
pub const VOID_LINKS: Write = Write::new(
    "update one_time_links set used_at = $2 where tenant_id = {target} and user_id = $1 and used_at is null",
);

/// Adds a one-time link.
pub const ADD_LINK: Write = Write::new(
    "insert into one_time_links (token_hash, link_id, tenant_id, user_id, purpose, created_at, opens_at, \
     expires_at, used_at) values ($1, $2, {target}, $3, $7, $4, $5, $6, null)",
);
