//! Links as the customer sees them: its partners, ended ones included.

use domain::{
    id::{Id, Link, Organization},
    query::{Kind, Order, Property, Schema},
};

use super::{ListedLink, only, page};
use crate::{
    error::StoreError,
    list::{Column, Kept, Listed, Table, Wanted},
    organizations::default_domain,
    sql::{Query, Read},
    values,
    view::View,
};

const STATES: &[&str] = &["active", "suspended", "ended_by_partner", "ended_by_customer"];

/// What the list of partners offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("partnerId", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("defaultDomain", Kind::Text).filterable().sortable().searchable(),
        Property::new("state", Kind::Enum(STATES)).filterable().sortable(),
        Property::new("roomCount", Kind::Integer),
        Property::new("orphaned", Kind::Boolean).filterable(),
        Property::new("termsVersion", Kind::Text).filterable(),
        Property::new("termsHash", Kind::Text),
        Property::new("termsAcceptedBy", Kind::Text).filterable(),
        Property::new("startedDateTime", Kind::Time).filterable().sortable(),
        Property::new("endedDateTime", Kind::Time).filterable().sortable(),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "l.link_id", Kept::Id),
        Column::new("partnerId", "l.partner_id", Kept::Id),
        Column::new("displayName", "p.name_key", Kept::Key),
        Column::new("defaultDomain", default_domain!("l.partner_id"), Kept::Key),
        Column::new("state", "l.state", Kept::Word),
        Column::new("orphaned", "l.orphaned", Kept::Boolean),
        Column::new("termsVersion", "l.terms_version", Kept::Ascii),
        Column::new("termsAcceptedBy", "l.terms_by", Kept::Ascii),
        Column::new("startedDateTime", "l.started_at", Kept::Time),
        Column::new("endedDateTime", "l.ended_at", Kept::Time).nullable(),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName", "defaultDomain"],
};

const LIST: Read = Read::new(concat!(
    "select ",
    columns!(),
    ", p.name_key, ",
    default_domain!("l.partner_id"),
    tables!(),
    "{tenant:l.tenant_id}"
));
const COUNT: Read = Read::new(concat!("select count(*)", tables!(), "{tenant:l.tenant_id}"));

/// A page of the partners of a customer.
pub async fn list(view: &mut View, wanted: &Wanted) -> Result<Listed<ListedLink>, StoreError> {
    page(view, wanted, &TABLE, Query::new(&LIST, values![])).await
}

/// How many partners a list has on all its pages.
pub async fn count(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// A partner whose link is alive.
pub async fn live_with(view: &mut View, partner: Id<Organization>) -> Result<Option<ListedLink>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and l.state in ('active', 'suspended') and l.partner_id = ").bind(partner);
    only(view, query).await
}

/// One partner, by its link.
pub async fn find(view: &mut View, link: Id<Link>) -> Result<Option<ListedLink>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and l.link_id = ").bind(link);
    only(view, query).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
