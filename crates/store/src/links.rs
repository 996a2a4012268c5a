//! Partner links as rows, on the customer's and on the partner's side.
//!
//! Invariant: a partner reads a link only through `{link:…}`: its own links, never those of others
//! (decision 17).

use authz::{
    Fact,
    fact::{LinkFacts, Turn},
};
use domain::{
    id::{Id, Invitation, Link, Organization, Scope as ScopeKind},
    link::LinkState,
    permission::PermissionSet,
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    list::{Key, Listed, Placed, Table, Wanted},
    scopes::{Covering, count_rooms},
    sql::{Fetch, Query, Write},
    value::Row,
    values,
    view::View,
};

/// A link as it is stored, with the names of both sides.
#[derive(Clone, Debug)]
pub struct LinkRow {
    /// The link.
    pub id: Id<Link>,
    /// The customer.
    pub tenant: Id<Organization>,
    /// The customer's name.
    pub customer_name: String,
    /// The partner.
    pub partner: Id<Organization>,
    /// The partner's name.
    pub partner_name: String,
    /// The state.
    pub state: LinkState,
    /// The rooms.
    pub scope: Id<ScopeKind>,
    /// Change-control modes as a document.
    pub modes: String,
    /// The version of the accepted terms.
    pub terms_version: String,
    /// The hash of the accepted terms.
    pub terms_hash: String,
    /// Who accepted the terms.
    pub terms_by: String,
    /// Whether nobody can act as primary admin.
    pub orphaned: bool,
    /// When it started.
    pub started_at: Time,
    /// When it ended.
    pub ended_at: Option<Time>,
    /// Raised with each change.
    pub stamp: i64,
    /// The invitation by which it started.
    pub invitation: Id<Invitation>,
    /// What the customer switched on beyond Primary admins.
    pub extended: PermissionSet,
}

impl LinkRow {
    /// What decisions read of it.
    pub const fn facts(&self) -> LinkFacts {
        LinkFacts { partner: self.partner, state: self.state, scope: self.scope, extended: self.extended }
    }
}

macro_rules! columns {
    () => {
        "l.link_id, l.tenant_id, c.name, l.partner_id, p.name, l.state, l.scope_id, l.modes, l.terms_version, \
         l.terms_hash, l.terms_by, l.orphaned, l.started_at, l.ended_at, l.change_stamp, l.invitation_id, l.extended"
    };
}
macro_rules! tables {
    () => {
        " from links l join organizations c on c.organization_id = l.tenant_id \
         join organizations p on p.organization_id = l.partner_id where "
    };
}
const COLUMN_COUNT: usize = 17;

pub mod partners;
pub mod tenants;

fn read(row: &Row) -> Result<LinkRow, StoreError> {
    Ok(LinkRow {
        id: row.get(0)?,
        tenant: row.get(1)?,
        customer_name: row.get(2)?,
        partner: row.get(3)?,
        partner_name: row.get(4)?,
        state: word(row, 5, LinkState::from_key)?,
        scope: row.get(6)?,
        modes: row.get(7)?,
        terms_version: row.get(8)?,
        terms_hash: row.get(9)?,
        terms_by: row.get(10)?,
        orphaned: row.get(11)?,
        started_at: row.get(12)?,
        ended_at: row.get(13)?,
        stamp: row.get(14)?,
        invitation: row.get(15)?,
        extended: permissions(row, 16)?,
    })
}

/// A stored set of permissions.
pub(crate) fn permissions(row: &Row, index: usize) -> Result<PermissionSet, StoreError> {
    let text: String = row.get(index)?;
    text.parse().map_err(|_| StoreError::Word(text))
}

const ONE: Fetch =
    Fetch::new(concat!("select ", columns!(), tables!(), "l.tenant_id = {target} and l.link_id = $1"));
const LIVE: Fetch = Fetch::new(concat!(
    "select ",
    columns!(),
    tables!(),
    "l.tenant_id = {target} and l.partner_id = $1 and l.state in ('active', 'suspended')"
));

/// A link of the change's organization.
pub async fn fetch(change: &mut Change, id: Id<Link>) -> Result<Option<LinkRow>, StoreError> {
    change.find(&ONE, values![id]).await?.as_ref().map(read).transpose()
}

/// The live link of the change's organization to a partner.
pub async fn fetch_live(
    change: &mut Change,
    partner: Id<Organization>,
) -> Result<Option<LinkRow>, StoreError> {
    change.find(&LIVE, values![partner]).await?.as_ref().map(read).transpose()
}

const NAME: Fetch = Fetch::new("select name from organizations where organization_id = {target}");
const PARTNER_NAME: Fetch = Fetch::new(
    "select o.name from organizations o where o.organization_id = $1 and (exists (select 1 from invitations i \
     where i.tenant_id = {target} and i.partner_id = o.organization_id) or exists (select 1 from links l \
     where l.tenant_id = {target} and l.partner_id = o.organization_id) or exists (select 1 from reseller_relationships r \
     where r.tenant_id = {target} and r.partner_id = o.organization_id) or exists (select 1 from granular_relationships g \
     where g.customer_id = {target} and g.approved_at is not null and g.tenant_id = o.organization_id) \
     or exists (select 1 from subscription_assignments a where a.tenant_id = {target} and a.home_id = o.organization_id))",
);

/// The name of the change's organization.
pub async fn own_name(change: &mut Change) -> Result<String, StoreError> {
    change.find(&NAME, values![]).await?.map_or(Ok(String::new()), |row| row.get(0))
}

/// The name of a partner of the change's organization: invited, linked, or with a relationship.
pub async fn partner_name(change: &mut Change, partner: Id<Organization>) -> Result<String, StoreError> {
    change.find(&PARTNER_NAME, values![partner]).await?.map_or(Ok(String::new()), |row| row.get(0))
}

const INSERT: Write = Write::new(
    "insert into links (tenant_id, link_id, partner_id, invitation_id, state, scope_id, modes, terms_version, \
     terms_hash, terms_by, orphaned, started_at, change_stamp) select i.tenant_id, $2, i.partner_id, \
     i.invitation_id, 'active', $3, i.modes, i.terms_version, i.terms_hash, i.terms_by, false, $4, 1 \
     from invitations i where i.tenant_id = {target} and i.invitation_id = $1",
);
const TOUCH: Write = Write::new(
    "update links set change_stamp = change_stamp + 1 where tenant_id = {target} and link_id = $1",
);
const END: Write = Write::new(
    "update links set state = $2, ended_at = $3, orphaned = false, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and link_id = $1 and state in ('active', 'suspended')",
);
const EXTEND: Write = Write::new(
    "update links set extended = $2, change_stamp = change_stamp + 1 where tenant_id = {target} and link_id = $1",
);

/// Adds the statement that makes the link of an accepted invitation, and its fact.
pub fn start(batch: Batch, invitation: Id<Invitation>, id: Id<Link>, facts: LinkFacts, now: Time) -> Batch {
    let batch = batch.run(&INSERT, values![invitation, id, facts.scope, now]);
    batch.fact(Fact::Link { link: id, is: Turn::begins(facts) })
}

/// Adds the statement that raises the link's stamp.
pub fn touch(batch: Batch, id: Id<Link>) -> Batch {
    batch.run(&TOUCH, values![id])
}

/// Adds the statement that ends a link, and the changed fact; its assignments and roles are deleted before. The rooms it
/// had stay readable as history of the customer.
pub fn end(batch: Batch, link: &LinkRow, state: LinkState, now: Time) -> Batch {
    let after = LinkFacts { state, ..link.facts() };
    let is = Turn::new(Some(link.facts()), Some(after));
    batch.run(&END, values![link.id, state.key(), now]).fact(Fact::Link { link: link.id, is })
}

/// Adds the statement that sets what the customer switched on beyond Primary admins, and the changed fact.
pub fn extend(batch: Batch, link: &LinkRow, extended: PermissionSet) -> Batch {
    let after = LinkFacts { extended, ..link.facts() };
    let is = Turn::new(Some(link.facts()), Some(after));
    batch.run(&EXTEND, values![link.id, extended.to_string()]).fact(Fact::Link { link: link.id, is })
}

/// A link in a list.
#[derive(Clone, Debug)]
pub struct ListedLink {
    /// The stored link.
    pub row: LinkRow,
    /// How many rooms it covers now.
    pub room_count: i64,
    /// The other side's name for sorting.
    pub name_key: String,
    /// The other side's default domain.
    pub default_domain: String,
}

fn listed(row: &Row) -> Result<ListedLink, StoreError> {
    Ok(ListedLink {
        row: read(row)?,
        room_count: 0,
        name_key: row.get(COLUMN_COUNT)?,
        default_domain: row.get(COLUMN_COUNT + 1)?,
    })
}

/// A page of a list of links, with the rooms of each.
async fn page(
    view: &mut View,
    wanted: &Wanted,
    table: &Table,
    query: Query,
) -> Result<Listed<ListedLink>, StoreError> {
    let mut found = wanted.read(table, query, view, listed).await?;
    count_rooms(view, &mut found.items).await?;
    Ok(found)
}

/// The only link of a read, with its rooms.
async fn only(view: &mut View, query: Query) -> Result<Option<ListedLink>, StoreError> {
    let mut found = view.rows(query).await?.first().map(listed).transpose()?;
    count_rooms(view, found.as_mut_slice()).await?;
    Ok(found)
}

impl Covering for ListedLink {
    fn scope(&self) -> (Id<Organization>, Id<ScopeKind>) {
        (self.row.tenant, self.row.scope)
    }

    fn set_room_count(&mut self, count: i64) {
        self.room_count = count;
    }
}

impl Placed for ListedLink {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" | "linkId" => Key::Id(self.row.id.uuid()),
            "displayName" => Key::Text(self.name_key.clone()),
            "defaultDomain" => Key::Text(self.default_domain.clone()),
            "state" => Key::Text(self.row.state.key().to_owned()),
            "startedDateTime" => Key::Integer(self.row.started_at.micros()),
            "endedDateTime" => Key::Integer(self.row.ended_at.map_or(0, Time::micros)),
            _ => return None,
        })
    }
}
