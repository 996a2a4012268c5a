//! Lists of granular relationships: the partner's, the customer's, and the partner's customers by them (§4.2, R-388).

use domain::{
    granular_relationship::Status,
    id::{GranularRelationship, Id, Organization},
    query::{Kind, Order, Property, Schema},
    time::Time,
};
use uuid::Uuid;

use super::{GranularRow, columns, read, tables};
use crate::{
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    organizations::default_domain,
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

impl Placed for GranularRow {
    fn key(&self, property: &str) -> Option<Key> {
        let time = |at: Option<Time>| at.map(|at| Key::Integer(at.micros()));
        Some(match property {
            "relationshipId" => Key::Id(self.id.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            "partnerDisplayName" => Key::Text(domain::text::key(&self.partner_name)),
            "status" => Key::Text(self.status.key().to_owned()),
            "createdDateTime" => Key::Integer(self.created_at.micros()),
            "lastModifiedDateTime" => Key::Integer(self.changed_at.micros()),
            "activatedDateTime" => time(self.activated_at)?,
            "endDateTime" => time(self.ends_at)?,
            _ => return None,
        })
    }
}

/// What the partner's list of relationships offers to queries (§4.4).
pub static RELATIONSHIPS: Schema = Schema::new(
    &[
        Property::new("id", Kind::Text),
        Property::new("relationshipId", Kind::Id),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("status", Kind::Enum(&Status::WORDS)).filterable().sortable(),
        Property::new("customer/tenantId", Kind::Id).filterable(),
        Property::new("customer/displayName", Kind::Text),
        Property::new("duration", Kind::Duration),
        Property::new("autoExtendDuration", Kind::Duration),
        Property::new("accessDetails", Kind::Record(&[])),
        Property::new("createdDateTime", Kind::Time).filterable().sortable(),
        Property::new("lastModifiedDateTime", Kind::Time).filterable().sortable(),
        Property::new("activatedDateTime", Kind::Time).filterable().sortable(),
        Property::new("endDateTime", Kind::Time).filterable().sortable(),
        Property::new("indirectProviderTenantId", Kind::Id),
        Property::new("isPartnerConsentPending", Kind::Boolean),
    ],
    300,
)
.expandable(&["accessAssignments"]);

/// The columns behind [`RELATIONSHIPS`].
pub static RELATIONSHIPS_TABLE: Table = Table {
    columns: &[
        Column::new("relationshipId", "r.relationship_id", Kept::Id),
        Column::new("displayName", "r.name_key", Kept::Key),
        Column::new("status", "r.status", Kept::Word),
        // Who is asked is the partner's own wish; whether it is so is told by the approval alone.
        Column::new("customer/tenantId", "r.customer_id", Kept::Id).nullable(),
        Column::new("createdDateTime", "r.created_at", Kept::Time),
        Column::new("lastModifiedDateTime", "r.changed_at", Kept::Time),
        Column::new("activatedDateTime", "r.activated_at", Kept::Time).nullable(),
        Column::new("endDateTime", "r.ends_at", Kept::Time).nullable(),
    ],
    order: &[Order { property: "createdDateTime", descending: true }],
    unique: &["relationshipId"],
    searched: &["displayName"],
};

/// What the customer's list of relationships offers to queries.
pub static GRANTED: Schema = Schema::new(
    &[
        Property::new("id", Kind::Text),
        Property::new("relationshipId", Kind::Id),
        Property::new("displayName", Kind::Text).filterable().searchable(),
        Property::new("partnerId", Kind::Id).filterable(),
        Property::new("partnerDisplayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("partnerDefaultDomain", Kind::Text),
        Property::new("status", Kind::Enum(&Status::WORDS)).filterable().sortable(),
        Property::new("duration", Kind::Duration),
        Property::new("autoExtendDuration", Kind::Duration),
        Property::new("accessDetails", Kind::Record(&[])),
        Property::new("approvedBy", Kind::Text),
        Property::new("approvedDateTime", Kind::Time),
        Property::new("activatedDateTime", Kind::Time),
        Property::new("endDateTime", Kind::Time).filterable().sortable(),
        Property::new("isSuspended", Kind::Boolean),
        Property::new("accessAssignments", Kind::List(&Kind::Record(&[]))),
    ],
    300,
);

/// The columns behind [`GRANTED`].
pub static GRANTED_TABLE: Table = Table {
    columns: &[
        Column::new("relationshipId", "r.relationship_id", Kept::Id),
        Column::new("displayName", "r.name_key", Kept::Key),
        Column::new("partnerId", "r.tenant_id", Kept::Id),
        Column::new("partnerDisplayName", "p.name_key", Kept::Key),
        Column::new("status", "r.status", Kept::Word),
        Column::new("endDateTime", "r.ends_at", Kept::Time).nullable(),
    ],
    order: &[Order { property: "partnerDisplayName", descending: false }],
    unique: &["relationshipId"],
    searched: &["partnerDisplayName", "displayName"],
};

const LIST: Read = Read::new(concat!("select ", columns!(), tables!(), "{tenant:r.tenant_id}"));
const COUNT: Read = Read::new(concat!("select count(*)", tables!(), "{tenant:r.tenant_id}"));
const GRANTED_LIST: Read = Read::new(concat!(
    "select ",
    columns!(),
    tables!(),
    "{tenant:r.customer_id} and r.approved_at is not null"
));
const GRANTED_COUNT: Read =
    Read::new(concat!("select count(*)", tables!(), "{tenant:r.customer_id} and r.approved_at is not null"));
/// `o` is the organization that opens the link.
const ASKED: Read = Read::new(concat!(
    "select ",
    columns!(),
    " from granular_relationships r join organizations p on p.organization_id = r.tenant_id and p.is_partner = true \
     left join organizations c on c.organization_id = r.customer_id join organizations o on {tenant:o.organization_id} \
     where r.relationship_id = $1 and r.secret_id = $2 and r.tenant_id <> o.organization_id and r.status <> 'created' \
     and coalesce(r.partner_consent, 'approved') = 'approved' \
     and (r.customer_id is null or r.customer_id = o.organization_id)"
));

/// A page of the relationships of the partner in sight.
pub async fn list(view: &mut View, wanted: &Wanted) -> Result<Listed<GranularRow>, StoreError> {
    wanted.read(&RELATIONSHIPS_TABLE, Query::new(&LIST, values![]), view, read).await
}

/// How many relationships the partner's list has on all its pages.
pub async fn count(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    wanted.narrow(&RELATIONSHIPS_TABLE, &mut query)?;
    view.count(query).await
}

/// One relationship of the partner in sight.
pub async fn find(view: &mut View, id: Id<GranularRelationship>) -> Result<Option<GranularRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and r.relationship_id = ").bind(id);
    view.rows(query).await?.first().map(read).transpose()
}

/// A page of the relationships that the customer in sight approved, ended ones included.
pub async fn granted(view: &mut View, wanted: &Wanted) -> Result<Listed<GranularRow>, StoreError> {
    wanted.read(&GRANTED_TABLE, Query::new(&GRANTED_LIST, values![]), view, read).await
}

/// How many relationships the customer's list has on all its pages.
pub async fn count_granted(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&GRANTED_COUNT, values![]);
    wanted.narrow(&GRANTED_TABLE, &mut query)?;
    view.count(query).await
}

/// One relationship that the customer in sight approved.
pub async fn find_granted(
    view: &mut View,
    id: Id<GranularRelationship>,
) -> Result<Option<GranularRow>, StoreError> {
    let mut query = Query::new(&GRANTED_LIST, values![]);
    query.push(" and r.relationship_id = ").bind(id);
    view.rows(query).await?.first().map(read).transpose()
}

const HELD: Read = Read::new(concat!(
    "select ",
    columns!(),
    tables!(),
    "{tenant:r.customer_id} and r.tenant_id = $1 and (r.status in ('approved', 'activating', 'active') \
     or (r.status = 'approvalPending' and coalesce(r.partner_consent, 'approved') = 'approved' and r.locked_at > $2)) \
     order by r.created_at, r.relationship_id limit 1000"
));

/// The relationships of a partner that are in force in the customer in sight, will be, or wait for its answer, if they were finalized after
/// a moment; the first thousand.
pub async fn held(
    view: &mut View,
    partner: Id<Organization>,
    after: Time,
) -> Result<Vec<GranularRow>, StoreError> {
    view.rows(Query::new(&HELD, values![partner, after])).await?.iter().map(read).collect()
}

const IN_FORCE: Read = Read::new(
    "select count(*) from granular_relationships r where {tenant:r.customer_id} and r.tenant_id = $1 and r.status = 'active'",
);

/// Whether a relationship of a partner is in force in the customer in sight.
pub async fn is_in_force(view: &mut View, partner: Id<Organization>) -> Result<bool, StoreError> {
    Ok(view.count(Query::new(&IN_FORCE, values![partner])).await? > 0)
}

/// The relationship of a published identifier, for the organization in sight that opened its link.
pub async fn asked(
    view: &mut View,
    (id, secret): (Id<GranularRelationship>, Uuid),
) -> Result<Option<GranularRow>, StoreError> {
    view.rows(Query::new(&ASKED, values![id, secret])).await?.first().map(read).transpose()
}

/// A customer by granular relationships.
#[derive(Clone, Debug)]
pub struct DelegatedCustomer {
    /// The customer.
    pub tenant: Id<Organization>,
    /// Its name.
    pub name: String,
    /// Its first domain.
    pub domain: String,
    /// Grows with each change of the relationships with it.
    pub stamp: i64,
}

impl Placed for DelegatedCustomer {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" | "tenantId" => Key::Id(self.tenant.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            _ => return None,
        })
    }
}

/// What the list of such customers offers to queries.
pub static CUSTOMERS: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("tenantId", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
    ],
    300,
);

/// The columns behind [`CUSTOMERS`].
pub static CUSTOMERS_TABLE: Table = Table {
    columns: &[
        Column::new("id", "c.organization_id", Kept::Id),
        Column::new("tenantId", "c.organization_id", Kept::Id),
        Column::new("displayName", "c.name_key", Kept::Key),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName"],
};

macro_rules! customers {
    () => {
        " from (select r.customer_id as customer_id, cast(sum(r.change_stamp) as bigint) as stamp \
         from granular_relationships r where {tenant:r.tenant_id} and r.status in ('approved', 'activating', 'active') \
         group by r.customer_id) k join organizations c on c.organization_id = k.customer_id where true"
    };
}
const CUSTOMERS_LIST: Read = Read::new(concat!(
    "select c.organization_id, c.name, ",
    default_domain!("c.organization_id"),
    ", k.stamp",
    customers!()
));
const CUSTOMERS_COUNT: Read = Read::new(concat!("select count(*)", customers!()));

fn read_customer(row: &Row) -> Result<DelegatedCustomer, StoreError> {
    Ok(DelegatedCustomer { tenant: row.get(0)?, name: row.get(1)?, domain: row.get(2)?, stamp: row.get(3)? })
}

/// A page of the customers of the partner in sight that let it have granular relationships.
pub async fn customers(view: &mut View, wanted: &Wanted) -> Result<Listed<DelegatedCustomer>, StoreError> {
    wanted.read(&CUSTOMERS_TABLE, Query::new(&CUSTOMERS_LIST, values![]), view, read_customer).await
}

/// How many such customers a list has on all its pages.
pub async fn count_customers(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&CUSTOMERS_COUNT, values![]);
    wanted.narrow(&CUSTOMERS_TABLE, &mut query)?;
    view.count(query).await
}

/// One such customer.
pub async fn customer(
    view: &mut View,
    tenant: Id<Organization>,
) -> Result<Option<DelegatedCustomer>, StoreError> {
    let mut query = Query::new(&CUSTOMERS_LIST, values![]);
    query.push(" and c.organization_id = ").bind(tenant);
    view.rows(query).await?.first().map(read_customer).transpose()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_property_has_its_column() {
        let none = Vec::<&str>::new();
        assert_eq!(super::RELATIONSHIPS_TABLE.lacks(&super::RELATIONSHIPS), none);
        assert_eq!(super::GRANTED_TABLE.lacks(&super::GRANTED), none);
        assert_eq!(super::CUSTOMERS_TABLE.lacks(&super::CUSTOMERS), none);
    }
}
