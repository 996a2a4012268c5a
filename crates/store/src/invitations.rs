//! Invitations as rows: the customer's history with every state, the partner's pending ones.
//!
//! Invariant: the partner reads an invitation only while it is Pending and in time, and only what R-042 names.

use domain::{
    id::{Id, Invitation, Link, Organization, Scope as ScopeKind, SecurityGroup},
    invitation::{InvitationKind, InvitationState},
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// An invitation as it is stored.
#[derive(Clone, Debug)]
pub struct InvitationRow {
    /// The invitation.
    pub id: Id<Invitation>,
    /// The customer that sent it.
    pub tenant: Id<Organization>,
    /// Domain or named user.
    pub kind: InvitationKind,
    /// The partner, if the domain belongs to one.
    pub partner: Option<Id<Organization>>,
    /// The domain as the customer typed it.
    pub domain: String,
    /// The account name of a named-user invitation.
    pub named_upn: Option<String>,
    /// The name the customer typed for that person.
    pub named_name: String,
    /// The link whose Primary admins the person is invited to; none where a link is offered.
    pub link: Option<Id<Link>>,
    /// The stored state; time is considered by [`InvitationState::at`].
    pub state: InvitationState,
    /// The rooms.
    pub scope: Id<ScopeKind>,
    /// Change-control modes as a document.
    pub modes: String,
    /// The version of the accepted terms.
    pub terms_version: String,
    /// The hash of the accepted terms.
    pub terms_hash: String,
    /// The account name of who accepted the terms.
    pub terms_by: String,
    /// Validity in days.
    pub valid_days: i64,
    /// Who sent it.
    pub sent_by_name: String,
    /// When it was sent.
    pub sent_at: Time,
    /// From when on it is Expired.
    pub expires_at: Time,
    /// Who answered, by account name; empty while nobody did.
    pub answered_by: String,
    /// When it was answered or ended.
    pub answered_at: Option<Time>,
    /// Why it was withdrawn, as a key; empty if by the customer's own click.
    pub reason: String,
    /// Raised with each change.
    pub stamp: i64,
}

macro_rules! columns {
    () => {
        "i.invitation_id, i.tenant_id, i.kind, i.partner_id, i.domain, i.named_upn, i.named_name, i.state, \
         i.scope_id, i.modes, i.terms_version, i.terms_hash, i.terms_by, i.valid_days, i.sent_by_name, i.sent_at, \
         i.expires_at, i.answered_by, i.answered_at, i.reason, i.change_stamp, i.link_id"
    };
}
const COLUMN_COUNT: usize = 22;

pub mod received;
pub mod sent;

fn read(row: &Row) -> Result<InvitationRow, StoreError> {
    Ok(InvitationRow {
        id: row.get(0)?,
        tenant: row.get(1)?,
        kind: word(row, 2, InvitationKind::from_key)?,
        partner: row.get(3)?,
        domain: row.get(4)?,
        named_upn: row.get(5)?,
        named_name: row.get(6)?,
        state: word(row, 7, InvitationState::from_key)?,
        scope: row.get(8)?,
        modes: row.get(9)?,
        terms_version: row.get(10)?,
        terms_hash: row.get(11)?,
        terms_by: row.get(12)?,
        valid_days: row.get(13)?,
        sent_by_name: row.get(14)?,
        sent_at: row.get(15)?,
        expires_at: row.get(16)?,
        answered_by: row.get(17)?,
        answered_at: row.get(18)?,
        reason: row.get(19)?,
        stamp: row.get(20)?,
        link: row.get(21)?,
    })
}

/// What makes a new invitation.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    /// The invitation.
    pub id: Id<Invitation>,
    /// Domain or named user.
    pub kind: InvitationKind,
    /// The partner, if the domain belongs to one.
    pub partner: Option<Id<Organization>>,
    /// The domain.
    pub domain: String,
    /// The account name of a named-user invitation.
    pub named_upn: Option<String>,
    /// The name typed for that person.
    pub named_name: String,
    /// The link whose Primary admins the person is invited to; none where a link is offered.
    pub link: Option<Id<Link>>,
    /// The rooms.
    pub scope: Id<ScopeKind>,
    /// Change-control modes as a document.
    pub modes: String,
    /// The version of the accepted terms.
    pub terms_version: String,
    /// The hash of the accepted terms.
    pub terms_hash: String,
    /// The account name of who accepted the terms.
    pub terms_by: String,
    /// Validity in days.
    pub valid_days: i64,
    /// The sender.
    pub sent_by: Id<domain::id::User>,
    /// The sender's account name.
    pub sent_by_name: String,
    /// When it is sent.
    pub sent_at: Time,
    /// From when on it is Expired.
    pub expires_at: Time,
}

const INSERT: Write = Write::new(
    "insert into invitations (tenant_id, invitation_id, kind, partner_id, domain, named_upn, named_name, state, \
     scope_id, modes, terms_version, terms_hash, terms_by, valid_days, sent_by, sent_by_name, sent_at, expires_at, \
     answered_by, reason, change_stamp, link_id) values ({target}, $1, $2, $3, $4, $5, $6, 'pending', $7, $8, $9, $10, \
     $11, $12, $13, $14, $15, $16, '', '', 1, $17)",
);
const ANSWER: Write = Write::new(
    "update invitations set state = $2, answered_by = $3, answered_at = $4, reason = $5, \
     change_stamp = change_stamp + 1 where tenant_id = {target} and invitation_id = $1 and state = 'pending'",
);

/// Adds the statement that stores a new invitation.
pub fn insert(batch: Batch, new: NewInvitation) -> Batch {
    let values = values![
        new.id,
        new.kind.key(),
        new.partner,
        new.domain,
        new.named_upn,
        new.named_name,
        new.scope,
        new.modes,
        new.terms_version,
        new.terms_hash,
        new.terms_by,
        new.valid_days,
        new.sent_by,
        new.sent_by_name,
        new.sent_at,
        new.expires_at,
        new.link,
    ];
    batch.run(&INSERT, values)
}

/// Adds the statement that ends the wait of an invitation; it touches no row if another answer was first.
pub fn answer(
    batch: Batch,
    id: Id<Invitation>,
    state: InvitationState,
    by: &str,
    at: Time,
    reason: &str,
) -> Batch {
    batch.run(&ANSWER, values![id, state.key(), by, at, reason])
}

const ONE: Fetch = Fetch::new(concat!(
    "select ",
    columns!(),
    " from invitations i where i.tenant_id = {target} and i.invitation_id = $1{lock}"
));
const PENDING_TO: Fetch = Fetch::new(concat!(
    "select ",
    columns!(),
    " from invitations i where i.tenant_id = {target} and i.state = 'pending' and (i.partner_id = $1 or i.domain = $2) \
     order by i.sent_at, i.invitation_id"
));
const DUE: Fetch = Fetch::new(concat!(
    "select ",
    columns!(),
    " from invitations i where i.tenant_id = {target} and i.state = 'pending' and i.expires_at <= $1 \
     order by i.sent_at, i.invitation_id{lock}"
));

/// An invitation of the change's organization, locked until the change ends.
pub async fn fetch(change: &mut Change, id: Id<Invitation>) -> Result<Option<InvitationRow>, StoreError> {
    change.find(&ONE, values![id]).await?.as_ref().map(read).transpose()
}

/// The Pending invitations to a partner or domain, those that ran out included.
pub async fn fetch_pending(
    change: &mut Change,
    partner: Option<Id<Organization>>,
    domain: &str,
) -> Result<Vec<InvitationRow>, StoreError> {
    change.rows(&PENDING_TO, values![partner, domain]).await?.iter().map(read).collect()
}

/// The Pending invitations whose time is over.
pub async fn fetch_due(change: &mut Change, now: Time) -> Result<Vec<InvitationRow>, StoreError> {
    change.rows(&DUE, values![now]).await?.iter().map(read).collect()
}

const OWN_DOMAIN: Fetch = Fetch::new("select 1 from domains where tenant_id = {target} and domain = $1");
const PARTNER_OF: Fetch = Fetch::new(
    "select d.tenant_id from domains d join organizations o on o.organization_id = d.tenant_id \
     where d.domain = $1 and o.is_partner and d.tenant_id <> {target}",
);

/// Whether a domain is one of the organization's own.
pub async fn is_own_domain(change: &mut Change, domain: &str) -> Result<bool, StoreError> {
    Ok(change.find(&OWN_DOMAIN, values![domain]).await?.is_some())
}

/// The partner that owns a domain. An unknown domain and that of an organization that is no partner are the
/// same answer by the same statement (decision 11).
pub async fn partner_of(change: &mut Change, domain: &str) -> Result<Option<Id<Organization>>, StoreError> {
    change.find(&PARTNER_OF, values![domain]).await?.map(|row| row.get(0)).transpose()
}

const ATTEMPTS: Fetch =
    Fetch::new("select at from invitation_attempts where tenant_id = {target} and at > $1 order by at");
const ATTEMPT: Write =
    Write::new("insert into invitation_attempts (tenant_id, at, attempt_id) values ({target}, $1, $2)");
const FORGET_ATTEMPTS: Write =
    Write::new("delete from invitation_attempts where tenant_id = {target} and at <= $1");

/// The moments of attempts to find a partner since a moment, oldest first (decision 11).
pub async fn attempts_since(change: &mut Change, since: Time) -> Result<Vec<Time>, StoreError> {
    change.rows(&ATTEMPTS, values![since]).await?.iter().map(|row| row.get(0)).collect()
}

/// Adds the statements that count one more attempt and forget those before `since`.
pub fn count_attempt(batch: Batch, id: Id<Invitation>, now: Time, since: Time) -> Batch {
    batch.run(&FORGET_ATTEMPTS, values![since]).run(&ATTEMPT, values![now, id])
}

const PENDING_COUNT: Read = Read::new(
    "select count(*) from invitations i where {tenant:i.tenant_id} and i.partner_id = $1 and i.state = 'pending' \
     and i.expires_at > $2",
);

/// How many invitations of an organization wait for a partner.
pub async fn count_pending_to(
    view: &mut View,
    partner: Id<Organization>,
    now: Time,
) -> Result<i64, StoreError> {
    view.count(Query::new(&PENDING_COUNT, values![partner, now])).await
}

const WAITING: Read = Read::new(concat!(
    "select ",
    columns!(),
    " from invitations i where {tenant:i.tenant_id} and i.partner_id = $1 and i.state = 'pending' \
     and i.expires_at > $2 order by i.sent_at, i.invitation_id limit 1000"
));

/// The invitations of an organization that wait for a partner; the first thousand.
pub async fn waiting_for(
    view: &mut View,
    partner: Id<Organization>,
    now: Time,
) -> Result<Vec<InvitationRow>, StoreError> {
    view.rows(Query::new(&WAITING, values![partner, now])).await?.iter().map(read).collect()
}

const IS_NAMED: Read = Read::new(
    "select 1 from users u join invitations i on i.named_upn = u.upn and i.state = 'pending' \
     where {tenant:u.tenant_id} and u.user_id = $1 limit 1",
);
const WOULD_BE_NAMED: Fetch = Fetch::new(
    "select 1 from invitations where partner_id = {target} and named_upn = $1 and state = 'pending' limit 1",
);

const NAMES_MEMBER: Fetch = Fetch::new(
    "select 1 from security_group_members m \
     join users u on u.tenant_id = m.tenant_id and u.user_id = m.member_id \
     join invitations i on i.named_upn = u.upn and i.state = 'pending' \
     where m.tenant_id = {target} and m.group_id = $1 limit 1",
);

/// Whether one names a member of a security group of the change's organization.
pub async fn fetch_names_member(change: &mut Change, group: Id<SecurityGroup>) -> Result<bool, StoreError> {
    Ok(change.find(&NAMES_MEMBER, values![group]).await?.is_some())
}

/// Whether an invitation that waits for an answer names a person of the organization in sight.
pub async fn is_named(view: &mut View, person: uuid::Uuid) -> Result<bool, StoreError> {
    Ok(view.find(&IS_NAMED, values![person]).await?.is_some())
}

/// Whether one names an account of the change's organization, whether there is such a person or not.
pub async fn fetch_is_named(change: &mut Change, upn: &str) -> Result<bool, StoreError> {
    Ok(change.find(&WOULD_BE_NAMED, values![upn]).await?.is_some())
}
