//! Organizations, their verified domains, and what the operator may see of them: figures, never content.
//!
//! Invariant: a domain belongs to one organization at most; every organization has an access version and an
//! audit head from its first moment.

use std::collections::BTreeMap;

use domain::{
    id::{Id, Organization},
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use crate::{
    error::StoreError,
    feed::ask,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    opening::Opening,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// An organization as the operator sees it.
#[derive(Clone, Debug)]
pub struct OrganizationRow {
    /// The organization.
    pub id: Id<Organization>,
    /// The name.
    pub name: String,
    /// The country, two letters.
    pub country: String,
    /// The language tag of new people.
    pub language: String,
    /// The time zone of new people.
    pub time_zone: String,
    /// Whether it has the partner capability.
    pub is_partner: bool,
    /// Whether it runs the server.
    pub is_operator: bool,
    /// When it was made.
    pub created_at: Time,
    /// Grows with each edit.
    pub stamp: i64,
    /// How many people it has.
    pub people: i64,
    /// How many rooms it has.
    pub rooms: i64,
    /// How many live links it is part of, as customer or as partner.
    pub links: i64,
    /// Its verified domains.
    pub domains: Vec<String>,
}

/// One's own organization.
#[derive(Clone, Debug)]
pub struct OwnOrganization {
    /// The organization.
    pub id: Id<Organization>,
    /// The name.
    pub name: String,
    /// The country, two letters.
    pub country: String,
    /// The language tag of new people.
    pub language: String,
    /// The time zone of new people.
    pub time_zone: String,
    /// Whether it has the partner capability.
    pub is_partner: bool,
    /// Its verified domains.
    pub domains: Vec<String>,
}

/// What the operator sees of the server as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HealthFigures {
    /// Organizations.
    pub organizations: i64,
    /// Partners among them.
    pub partners: i64,
    /// People.
    pub people: i64,
    /// Rooms.
    pub rooms: i64,
    /// Rooms whose agent was heard within the time of silence.
    pub rooms_heard: i64,
    /// Live links.
    pub links: i64,
    /// Invitations that wait for an answer.
    pub pending_invitations: i64,
    /// Live sessions.
    pub sessions: i64,
    /// When a device was last heard.
    pub last_report_at: Option<Time>,
}

/// The default domain of the organization in a column: the one that was verified first.
macro_rules! default_domain {
    ($tenant:literal) => {
        concat!(
            "coalesce((select d.domain from domains d where d.tenant_id = ",
            $tenant,
            " order by d.verified_at, d.domain limit 1), '')"
        )
    };
}
pub(crate) use default_domain;

/// What queries may name.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("country", Kind::Text).filterable().sortable(),
        Property::new("preferredLanguage", Kind::Text).filterable(),
        Property::new("timeZone", Kind::Text).filterable(),
        Property::new("isPartner", Kind::Boolean).filterable(),
        Property::new("createdDateTime", Kind::Time).filterable().sortable(),
        Property::new("verifiedDomains", Kind::List(&Kind::Text)).filterable(),
        Property::new("peopleCount", Kind::Integer),
        Property::new("roomCount", Kind::Integer),
        Property::new("linkCount", Kind::Integer),
    ],
    999,
);

/// The columns behind the properties.
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "o.organization_id", Kept::Id),
        Column::new("displayName", "o.name_key", Kept::Key),
        Column::new("country", "o.country", Kept::Ascii),
        Column::new("preferredLanguage", "o.language", Kept::Ascii),
        Column::new("timeZone", "o.time_zone", Kept::Ascii),
        Column::new("isPartner", "o.is_partner", Kept::Boolean),
        Column::new("createdDateTime", "o.created_at", Kept::Time),
        Column::new(
            "verifiedDomains",
            "domains",
            Kept::Many {
                on: &[("tenant_id", "o.organization_id")],
                columns: &[Column::new("", "domain", Kept::Key)],
            },
        ),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName"],
};

impl Placed for OrganizationRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            "country" => Key::text(&self.country),
            "createdDateTime" => Key::Integer(self.created_at.micros()),
            _ => return None,
        })
    }
}

const LIST: Read = Read::new(
    "select o.organization_id, o.name, o.country, o.language, o.time_zone, o.is_partner, o.is_operator, \
     o.created_at, o.change_stamp, \
     (select count(*) from users u where u.tenant_id = o.organization_id), \
     (select count(*) from rooms r where r.tenant_id = o.organization_id), \
     (select count(*) from links l where l.tenant_id = o.organization_id and l.state in ('active', 'suspended')) \
     + (select count(*) from links l where l.partner_id = o.organization_id and l.state in ('active', 'suspended')) \
     from organizations o where {operator}",
);
const COUNT: Read = Read::new("select count(*) from organizations o where {operator}");
const DOMAINS: Read = Read::new(
    "select d.tenant_id, d.domain from domains d where {operator} and d.tenant_id {in $1} order by d.domain",
);
const OWN: Read = Read::new(
    "select o.organization_id, o.name, o.country, o.language, o.time_zone, o.is_partner from organizations o \
     where {tenant:o.organization_id}",
);
const OWN_DOMAINS: Read =
    Read::new("select d.domain from domains d where {tenant:d.tenant_id} order by d.domain");
const HEALTH: Read = Read::new(
    "select (select count(*) from organizations), (select count(*) from organizations where is_partner = true), \
     (select count(*) from users), (select count(*) from rooms), \
     (select count(*) from rooms where last_seen_at > $1), \
     (select count(*) from links where state in ('active', 'suspended')), \
     (select count(*) from invitations where state = 'pending' and expires_at > $2), \
     (select count(*) from sessions where expires_at > $2), (select max(last_seen_at) from rooms) where {operator}",
);

/// A page of organizations.
pub async fn list(view: &mut View, wanted: &Wanted) -> Result<Listed<OrganizationRow>, StoreError> {
    let mut listed = wanted.read(&TABLE, Query::new(&LIST, values![]), view, read).await?;
    let mut domains = domains_of(view, listed.items.iter().map(|row| row.id).collect()).await?;
    for row in &mut listed.items {
        row.domains = domains.remove(&row.id).unwrap_or_default();
    }
    Ok(listed)
}

/// How many organizations there are, whatever the page.
pub async fn count(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// One organization, for the operator.
pub async fn find(view: &mut View, id: Id<Organization>) -> Result<Option<OrganizationRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and o.organization_id = ").bind(id);
    let Some(mut row) = view.rows(query).await?.first().map(read).transpose()? else { return Ok(None) };
    row.domains = domains_of(view, vec![id]).await?.remove(&id).unwrap_or_default();
    Ok(Some(row))
}

async fn domains_of(
    view: &mut View,
    ids: Vec<Id<Organization>>,
) -> Result<BTreeMap<Id<Organization>, Vec<String>>, StoreError> {
    let mut domains: BTreeMap<Id<Organization>, Vec<String>> = BTreeMap::new();
    for row in view.rows(Query::new(&DOMAINS, values![ids])).await? {
        domains.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(domains)
}

/// The organization in sight.
pub async fn own(view: &mut View) -> Result<Option<OwnOrganization>, StoreError> {
    let Some(row) = view.find(&OWN, values![]).await? else { return Ok(None) };
    let domains = view.rows(Query::new(&OWN_DOMAINS, values![])).await?;
    Ok(Some(OwnOrganization {
        id: row.get(0)?,
        name: row.get(1)?,
        country: row.get(2)?,
        language: row.get(3)?,
        time_zone: row.get(4)?,
        is_partner: row.get(5)?,
        domains: domains.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?,
    }))
}

/// Figures of the server as a whole; rooms heard after `heard_after` count as heard.
pub async fn health(view: &mut View, now: Time, heard_after: Time) -> Result<HealthFigures, StoreError> {
    let row = view.find(&HEALTH, values![heard_after, now]).await?;
    let row = row.ok_or(StoreError::Column { index: 0 })?;
    Ok(HealthFigures {
        organizations: row.get(0)?,
        partners: row.get(1)?,
        people: row.get(2)?,
        rooms: row.get(3)?,
        rooms_heard: row.get(4)?,
        links: row.get(5)?,
        pending_invitations: row.get(6)?,
        sessions: row.get(7)?,
        last_report_at: row.get(8)?,
    })
}

fn read(row: &Row) -> Result<OrganizationRow, StoreError> {
    Ok(OrganizationRow {
        id: row.get(0)?,
        name: row.get(1)?,
        country: row.get(2)?,
        language: row.get(3)?,
        time_zone: row.get(4)?,
        is_partner: row.get(5)?,
        is_operator: row.get(6)?,
        created_at: row.get(7)?,
        stamp: row.get(8)?,
        people: row.get(9)?,
        rooms: row.get(10)?,
        links: row.get(11)?,
        domains: Vec::new(),
    })
}

impl Opening {
    /// The organization that runs the server, if there is one: asked when the server is set up,
    /// and for where to tell of a sign-in to a domain of nobody.
    pub async fn operator(&mut self) -> Result<Option<Id<Organization>>, StoreError> {
        const OPERATOR: &str = "select organization_id from organizations where is_operator = true";
        let rows = ask(&mut self.tx, OPERATOR, values![]).await?;
        rows.first().map(|row| row.get(0)).transpose()
    }
}

/// The organization of the permit, locked for a change.
pub const LOCK: Fetch = Fetch::new(
    "select name, country, language, time_zone, is_partner, change_stamp from organizations \
     where organization_id = {target}{lock}",
);

/// Whether a domain is one of the organization's.
pub const HAS_DOMAIN: Fetch = Fetch::new("select 1 from domains where tenant_id = {target} and domain = $1");

/// How many people have account names like a pattern.
pub const PEOPLE_LIKE: Fetch =
    Fetch::new("select count(*) from users where tenant_id = {target} and upn like $1");

/// Links of which the organization is the partner, in a state: customer, its name, link.
pub const LINKS_AS_PARTNER: Fetch = Fetch::new(
    "select l.tenant_id, o.name, l.link_id from links l join organizations o on o.organization_id = l.tenant_id \
     where l.partner_id = {target} and l.state = $1 order by l.tenant_id, l.link_id",
);

/// Pending invitations to the organization: customer, invitation, domain, account name.
pub const INVITATIONS_TO: Fetch = Fetch::new(
    "select i.tenant_id, i.invitation_id, i.domain, i.named_upn from invitations i \
     where i.partner_id = {target} and i.state = 'pending' order by i.tenant_id, i.invitation_id",
);

/// Moves a link to a state.
pub const MOVE_LINK: Write = Write::new(
    "update links set state = $2, change_stamp = change_stamp + 1 where tenant_id = {target} and link_id = $1",
);

/// Withdraws a pending invitation.
pub const WITHDRAW_INVITATION: Write = Write::new(
    "update invitations set state = 'withdrawn', answered_by = 'eligibility', answered_at = $2, reason = $3, \
     change_stamp = change_stamp + 1 where tenant_id = {target} and invitation_id = $1 and state = 'pending'",
);

/// Adds the organization of the permit.
pub const ADD: Write = Write::new(
    "insert into organizations (organization_id, name, name_key, country, language, time_zone, is_partner, \
     is_operator, change_stamp, created_at) values ({target}, $1, $2, $3, $4, $5, false, $6, 1, $7)",
);

/// Adds the access version of a new organization.
pub const ADD_VERSION: Write =
    Write::new("insert into access_versions (tenant_id, version) values ({target}, 1)");

/// Adds the head of a new organization's audit chain.
pub const ADD_HEAD: Write =
    Write::new("insert into audit_heads (tenant_id, sequence, digest) values ({target}, 0, $1)");

/// Changes the record.
pub const EDIT: Write = Write::new(
    "update organizations set name = $1, name_key = $2, country = $3, language = $4, time_zone = $5, \
     change_stamp = change_stamp + 1 where organization_id = {target}",
);

/// Adds a verified domain.
pub const ADD_DOMAIN: Write =
    Write::new("insert into domains (domain, tenant_id, verified_at) values ($1, {target}, $2)");

/// Takes a domain away.
pub const REMOVE_DOMAIN: Write = Write::new("delete from domains where tenant_id = {target} and domain = $1");

/// Chooses what Site Lead may.
pub const SET_SITE_LEAD: Write = Write::new(
    "update organizations set site_lead = $1, change_stamp = change_stamp + 1 where organization_id = {target}",
);

/// Switches the partner capability.
pub const SET_PARTNER: Write = Write::new(
    "update organizations set is_partner = $1, change_stamp = change_stamp + 1 where organization_id = {target}",
);

#[cfg(test)]
mod tests {
    #[test]
    fn every_property_has_its_column() {
        assert_eq!(super::TABLE.lacks(&super::SCHEMA), Vec::<&str>::new());
    }
}
