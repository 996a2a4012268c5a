//! The customers that delegate something to a partner: by delegated admin privileges or by granular relationships.

use domain::id::{Id, Organization};

use crate::{
    error::StoreError,
    sql::{Query, Read},
    values,
    view::View,
};

const CUSTOMERS: Read = Read::new(
    "select o.organization_id, o.name from organizations o where o.organization_id in (\
     select r.tenant_id from reseller_relationships r where {partner:r.partner_id} and r.ended_at is null \
     and r.has_privileges = true union \
     select v.customer_id from granular_relationships v where {partner:v.tenant_id} and v.status = 'active') \
     order by o.name_key, o.organization_id",
);

/// Those of the partner in sight, by name.
pub async fn customers(view: &mut View) -> Result<Vec<(Id<Organization>, String)>, StoreError> {
    let rows = view.rows(Query::new(&CUSTOMERS, values![])).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}
