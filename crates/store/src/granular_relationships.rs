//! Granular relationships as rows, on the partner's and on the customer's side.
//!
//! Invariant: a relationship belongs to the partner; the customer reaches it once it is its own, and before that only by the published
//! identifier, whose second half cannot be guessed.

pub mod assignments;
pub mod due;
pub mod lists;
pub mod requests;

use authz::{
    Fact,
    fact::{GranularFacts, GranularHolder, Turn},
};
use domain::{
    granular_relationship::{DAYS_TO_ANSWER, PartnerConsent, Status},
    id::{GranularRelationship, Id, Organization},
    role_definition::{self, RoleDefinition},
    time::{DAY, Time},
};
use uuid::Uuid;

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    sql::{Fetch, Write},
    value::Row,
    values,
};

/// A relationship with the names of both sides.
#[derive(Clone, Debug)]
pub struct GranularRow {
    /// The relationship.
    pub id: Id<GranularRelationship>,
    /// The second half of its published identifier.
    pub secret: Uuid,
    /// The partner.
    pub partner: Id<Organization>,
    /// The partner's name.
    pub partner_name: String,
    /// The partner's first domain.
    pub partner_domain: String,
    /// The customer: chosen by the partner, or who approved.
    pub customer: Option<Id<Organization>>,
    /// The customer's name.
    pub customer_name: Option<String>,
    /// What the partner calls it.
    pub name: String,
    /// The roles.
    pub roles: Vec<&'static RoleDefinition>,
    /// How many days it lasts.
    pub days: i64,
    /// Whether it extends itself.
    pub extends: bool,
    /// Where it stands.
    pub status: Status,
    /// Who of the partner drafted it, by account name.
    pub created_by: String,
    /// When.
    pub created_at: Time,
    /// When it changed last.
    pub changed_at: Time,
    /// When it was finalized.
    pub locked_at: Option<Time>,
    /// Who of the customer approved it, by account name.
    pub approved_by: Option<String>,
    /// When.
    pub approved_at: Option<Time>,
    /// Since when it is in force.
    pub activated_at: Option<Time>,
    /// When it ends, or would.
    pub ends_at: Option<Time>,
    /// When it was over.
    pub ended_at: Option<Time>,
    /// How many days before its end both sides were reminded last.
    pub reminded: Option<i64>,
    /// Grows with each change.
    pub stamp: i64,
    /// Whether the partner lost the partner capability: nobody of it holds anything meanwhile.
    pub is_suspended: bool,
    /// Whether the customer lets the roles open its rooms (decision 6).
    pub opens_rooms: bool,
    /// The indirect provider that prepared it for the partner, with its name (§4.3).
    pub provider: Option<(Id<Organization>, String)>,
    /// What the partner said to that; none where it drafted it itself.
    pub consent: Option<PartnerConsent>,
}

impl GranularRow {
    /// The published identifier: two GUIDs joined by a dash (§4.3).
    pub fn public_id(&self) -> String {
        format!("{}-{}", self.id, self.secret)
    }

    /// Until when it can be approved, once it was finalized.
    pub fn approvable_until(&self) -> Option<Time> {
        self.locked_at.map(|at| at.plus(DAYS_TO_ANSWER * DAY))
    }

    /// Where it is changed by the partner: at the customer while both sides are bound, else at the partner.
    pub fn place(&self) -> Id<Organization> {
        due::place(self.status, self.partner, self.customer)
    }

    /// What decisions read of it, with what its active assignments give.
    pub fn facts(&self, holders: &[GranularHolder]) -> Option<GranularFacts> {
        let mut holders = holders.to_vec();
        holders.sort_unstable();
        (self.status.is_live() && self.customer.is_some()).then(|| GranularFacts {
            partner: self.partner,
            is_active: self.status == Status::Active,
            until: if self.extends { None } else { self.ends_at },
            holders,
            opens_rooms: self.opens_rooms,
        })
    }
}

/// Reads a published identifier.
pub fn public_id(text: &str) -> Option<(Id<GranularRelationship>, Uuid)> {
    let (id, secret) = text.split_at_checked(36)?;
    let secret = secret.strip_prefix('-')?;
    let guid = |text: &str| Some(text).filter(|text| text.len() == 36)?.parse::<Uuid>().ok();
    Some((Id::new(guid(id)?), guid(secret)?))
}

/// Roles as they are stored: their templates, separated by blanks.
pub(crate) fn stored(roles: &[&'static RoleDefinition]) -> String {
    let ids: Vec<String> = roles.iter().map(|role| role.id.to_string()).collect();
    ids.join(" ")
}

/// The templates of stored roles.
pub(crate) fn templates(text: &str) -> Result<Vec<Uuid>, StoreError> {
    let read = |id: &str| id.parse().map_err(|_| StoreError::Word(id.to_owned()));
    text.split_ascii_whitespace().map(read).collect()
}

pub(crate) fn definitions(text: &str) -> Result<Vec<&'static RoleDefinition>, StoreError> {
    let find = |id: Uuid| role_definition::find(id).ok_or_else(|| StoreError::Word(id.to_string()));
    templates(text)?.into_iter().map(find).collect()
}

macro_rules! columns {
    () => {
        concat!(
            "r.relationship_id, r.secret_id, r.tenant_id, p.name, ",
            $crate::organizations::default_domain!("r.tenant_id"),
            ", r.customer_id, c.name, r.name, r.roles, r.days, r.extends, r.status, r.created_by, r.created_at, \
             r.changed_at, r.locked_at, r.approved_by, r.approved_at, r.activated_at, r.ends_at, r.ended_at, \
             r.reminded, r.change_stamp, p.is_partner, r.opens_rooms, r.provider_id, \
             (select v.name from organizations v where v.organization_id = r.provider_id), r.partner_consent"
        )
    };
}
macro_rules! tables {
    () => {
        " from granular_relationships r join organizations p on p.organization_id = r.tenant_id \
         left join organizations c on c.organization_id = r.customer_id where "
    };
}
/// The organization of the permit takes part: it is the partner, or the customer.
macro_rules! takes_part {
    () => {
        "(r.tenant_id = {target} or r.customer_id = {target})"
    };
}
pub(crate) use columns;
pub(crate) use tables;
pub(crate) use takes_part;

pub(crate) fn read(row: &Row) -> Result<GranularRow, StoreError> {
    Ok(GranularRow {
        id: row.get(0)?,
        secret: row.get(1)?,
        partner: row.get(2)?,
        partner_name: row.get(3)?,
        partner_domain: row.get(4)?,
        customer: row.get(5)?,
        customer_name: row.get(6)?,
        name: row.get(7)?,
        roles: definitions(row.text(8)?)?,
        days: row.get(9)?,
        extends: row.get(10)?,
        status: word(row, 11, Status::from_key)?,
        created_by: row.get(12)?,
        created_at: row.get(13)?,
        changed_at: row.get(14)?,
        locked_at: row.get(15)?,
        approved_by: row.get(16)?,
        approved_at: row.get(17)?,
        activated_at: row.get(18)?,
        ends_at: row.get(19)?,
        ended_at: row.get(20)?,
        reminded: row.get(21)?,
        stamp: row.get(22)?,
        is_suspended: !row.get::<bool>(23)?,
        opens_rooms: row.get(24)?,
        provider: row.get::<Option<Id<Organization>>>(25)?.zip(row.get(26)?),
        consent: match row.get::<Option<String>>(27)? {
            Some(_) => Some(word(row, 27, PartnerConsent::from_key)?),
            None => None,
        },
    })
}

const LOCK: Fetch = Fetch::new(concat!(
    "select r.relationship_id from granular_relationships r where r.relationship_id = $1 and ",
    takes_part!(),
    "{lock}"
));
const ONE: Fetch =
    Fetch::new(concat!("select ", columns!(), tables!(), "r.relationship_id = $1 and ", takes_part!()));

/// A relationship in which the organization of the change takes part, locked until the change is done.
pub async fn fetch(
    change: &mut Change,
    id: Id<GranularRelationship>,
) -> Result<Option<GranularRow>, StoreError> {
    change.rows(&LOCK, values![id]).await?;
    change.find(&ONE, values![id]).await?.as_ref().map(read).transpose()
}

/// Whoever has the published identifier of a relationship that waits for an answer may answer it, unless the partner asked another
/// organization.
const LOCK_ASKED: Fetch = Fetch::new(
    "select r.relationship_id from granular_relationships r where r.relationship_id = $1 and r.secret_id = $2 \
     and r.tenant_id <> {target}{lock}",
);
const ASKED: Fetch = Fetch::new(concat!(
    "select ",
    columns!(),
    tables!(),
    "r.relationship_id = $1 and r.secret_id = $2 and r.tenant_id <> {target} and p.is_partner = true \
     and r.status <> 'created' and coalesce(r.partner_consent, 'approved') = 'approved' \
     and (r.customer_id is null or r.customer_id = {target})"
));

/// The relationship of a published identifier, for the organization of the change that answers it.
pub async fn fetch_asked(
    change: &mut Change,
    (id, secret): (Id<GranularRelationship>, Uuid),
) -> Result<Option<GranularRow>, StoreError> {
    change.rows(&LOCK_ASKED, values![id, secret]).await?;
    change.find(&ASKED, values![id, secret]).await?.as_ref().map(read).transpose()
}

const NAMED: Fetch = Fetch::new(
    "select relationship_id from granular_relationships where tenant_id = {target} and name_key = $1 \
     and relationship_id <> $2",
);

/// Whether another relationship of the change's organization has a name already.
pub async fn is_named(
    change: &mut Change,
    name: &str,
    but: Id<GranularRelationship>,
) -> Result<bool, StoreError> {
    let key = domain::text::key(name);
    Ok(change.find(&NAMED, values![key, but]).await?.is_some())
}

const COUNT_OPEN: Fetch = Fetch::new(
    "select count(*) from granular_relationships where tenant_id = {target} and status in ('created', 'approvalPending')",
);

/// How many relationships of the change's organization are drafts or wait for an answer.
pub async fn count_open(change: &mut Change) -> Result<i64, StoreError> {
    change.find(&COUNT_OPEN, values![]).await?.map_or(Ok(0), |row| row.get(0))
}

const COUNT_ASKED: Fetch = Fetch::new(
    "select count(*) from granular_relationships where tenant_id = {target} and customer_id = $1 \
     and status = 'approvalPending' and coalesce(partner_consent, 'approved') = 'approved' and locked_at > $2",
);

/// How many relationships the change's organization asks a customer for by name and finalized after a moment.
pub async fn count_asked(
    change: &mut Change,
    customer: Id<Organization>,
    after: Time,
) -> Result<i64, StoreError> {
    change.find(&COUNT_ASKED, values![customer, after]).await?.map_or(Ok(0), |row| row.get(0))
}

const AS_PARTNER: Fetch = Fetch::new(
    "select customer_id, relationship_id from granular_relationships where tenant_id = {target} \
     and status in ('approved', 'activating', 'active') order by customer_id",
);

/// The live relationships of which the change's organization is the partner, with the customer of each.
pub async fn fetch_as_partner(
    change: &mut Change,
) -> Result<Vec<(Id<Organization>, Id<GranularRelationship>)>, StoreError> {
    let rows = change.rows(&AS_PARTNER, values![]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

const HELD: Fetch = Fetch::new(concat!(
    "select ",
    columns!(),
    tables!(),
    "r.customer_id = {target} and r.tenant_id = $1 and r.status in ('approved', 'activating', 'active') \
     order by r.relationship_id"
));

/// The relationships of a partner that are in force in the change's organization, or will be.
pub async fn fetch_held(
    change: &mut Change,
    partner: Id<Organization>,
) -> Result<Vec<GranularRow>, StoreError> {
    change.rows(&HELD, values![partner]).await?.iter().map(read).collect()
}

const ASKING: Fetch = Fetch::new(
    "select r.relationship_id from granular_relationships r where r.customer_id = {target} and r.tenant_id = $1 \
     and r.status = 'approvalPending' and coalesce(r.partner_consent, 'approved') = 'approved' and r.locked_at > $2 \
     order by r.relationship_id",
);

/// The relationships that a partner asks the change's organization for by name and finalized after a moment.
pub async fn fetch_asking(
    change: &mut Change,
    partner: Id<Organization>,
    after: Time,
) -> Result<Vec<Id<GranularRelationship>>, StoreError> {
    change.rows(&ASKING, values![partner, after]).await?.iter().map(|row| row.get(0)).collect()
}

const INSERT: Write = Write::new(
    "insert into granular_relationships (tenant_id, relationship_id, secret_id, customer_id, name, name_key, roles, \
     days, extends, status, created_by, created_at, changed_at, locked_at, provider_id, partner_consent, change_stamp) \
     values ({target}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, {now}, {now}, $11, $12, $13, 1)",
);
const SAVE: Write = Write::new(
    "update granular_relationships as r set customer_id = $2, name = $3, name_key = $4, roles = $5, days = $6, \
     extends = $7, status = $8, changed_at = {now}, locked_at = $9, approved_by = $10, approved_at = $11, \
     activated_at = $12, ends_at = $13, ended_at = $14, reminded = $15, \
     opens_rooms = $17, partner_consent = $18, change_stamp = change_stamp + 1 \
     where r.relationship_id = $1 and r.tenant_id = $16 \
     and (r.tenant_id = {target} or r.customer_id = {target} \
     or (r.tenant_id <> {target} and r.customer_id is null and r.status = 'approvalPending'))",
);
/// Once a relationship is not in force any more its assignments are shown as deleted (state machine 3.5): they changed.
const LEAVE: Write = Write::new(
    "update access_assignments set changed_at = {now}, change_stamp = change_stamp + 1 \
     where tenant_id = $2 and relationship_id = $1 and status <> 'deleted' and exists (select 1 \
     from granular_relationships r where r.tenant_id = access_assignments.tenant_id \
     and r.relationship_id = access_assignments.relationship_id \
     and (r.tenant_id = {target} or r.customer_id = {target}))",
);
const DELETE: Write = Write::new(concat!(
    "delete from granular_relationships as r where r.relationship_id = $1 and ",
    takes_part!()
));

/// A new draft.
#[derive(Clone, Debug)]
pub struct NewGranular {
    /// The relationship.
    pub id: Id<GranularRelationship>,
    /// The second half of its published identifier.
    pub secret: Uuid,
    /// The customer, where the partner asks one alone.
    pub customer: Option<Id<Organization>>,
    /// What the partner calls it.
    pub name: String,
    /// The roles.
    pub roles: Vec<&'static RoleDefinition>,
    /// How many days it lasts.
    pub days: i64,
    /// Whether it extends itself.
    pub extends: bool,
    /// Who drafts it, by account name.
    pub created_by: String,
    /// The indirect provider that prepares it for the partner: the partner is asked at once, and then the customer can be.
    pub provider: Option<Id<Organization>>,
}

/// Adds the statement that makes a draft.
pub fn insert(batch: Batch, new: NewGranular, now: Time) -> Batch {
    let (status, locked_at, consent) = match new.provider {
        Some(_) => (Status::ApprovalPending, Some(now), Some(PartnerConsent::Pending.key().to_owned())),
        None => (Status::Created, None, None),
    };
    let key = domain::text::key(&new.name);
    let roles = stored(&new.roles);
    let values = values![
        new.id,
        new.secret,
        new.customer,
        new.name,
        key,
        roles,
        new.days,
        new.extends,
        status.key(),
        new.created_by,
        locked_at,
        new.provider,
        consent
    ];
    batch.run(&INSERT, values)
}

/// Adds the statements that keep a changed relationship, and the fact where it changed what is held.
pub fn save(batch: Batch, before: &GranularRow, after: &GranularRow, holders: &[GranularHolder]) -> Batch {
    let values = values![
        after.id,
        after.customer,
        after.name.clone(),
        domain::text::key(&after.name),
        stored(&after.roles),
        after.days,
        after.extends,
        after.status.key(),
        after.locked_at,
        after.approved_by.clone(),
        after.approved_at,
        after.activated_at,
        after.ends_at,
        after.ended_at,
        after.reminded,
        after.partner,
        after.opens_rooms,
        after.consent.map(PartnerConsent::key).map(str::to_owned)
    ];
    let mut batch = batch.run(&SAVE, values);
    if before.status == Status::Active && after.status != Status::Active {
        batch = batch.run(&LEAVE, values![after.id, after.partner]);
    }
    turn(batch, after.id, before.facts(holders), after.facts(holders))
}

/// Adds the fact of a relationship where what is held by it changed.
pub(crate) fn turn(
    batch: Batch,
    relationship: Id<GranularRelationship>,
    before: Option<GranularFacts>,
    after: Option<GranularFacts>,
) -> Batch {
    if before == after {
        return batch;
    }
    batch.fact(Fact::Granular { relationship, is: Turn::new(before, after) })
}

/// Adds the statement that takes a relationship out, with what belongs to it.
pub fn delete(batch: Batch, id: Id<GranularRelationship>) -> Batch {
    batch.run(&DELETE, values![id])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// §4.3: two GUIDs joined by a dash, and nothing else.
    #[test]
    fn published_identifiers_are_two_guids() {
        let (id, secret) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let text = format!("{id}-{secret}");
        assert_eq!(public_id(&text), Some((Id::new(id), secret)));
        for wrong in
            ["", "x", &id.to_string(), &format!("{id}{secret}"), &format!("{text}-"), &text.replace('-', "")]
        {
            assert_eq!(public_id(wrong), None, "{wrong}");
        }
    }
}
