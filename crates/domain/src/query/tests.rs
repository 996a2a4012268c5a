//! What the parser accepts, refuses and means, by example and by property.

mod any_text;
mod filters;
mod meaning;
mod options;

use super::*;

const STATUS: &[&str] = &["created", "approvalPending", "active", "terminated"];

/// Every kind once, and the names that partner tools filter by.
static PROPERTIES: &[Property] = &[
    Property::new("id", Kind::Text).filterable(),
    Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
    Property::new("status", Kind::Enum(STATUS)).filterable().sortable(),
    Property::new("customer/tenantId", Kind::Id).filterable(),
    Property::new("customer/displayName", Kind::Text).searchable(),
    Property::new("capacity", Kind::Integer).filterable(),
    Property::new("load", Kind::Decimal).filterable(),
    Property::new("isBlocked", Kind::Boolean).filterable(),
    Property::new("endDateTime", Kind::Time).filterable().sortable(),
    Property::new("duration", Kind::Duration).filterable(),
    Property::new("tags", Kind::List(&Kind::Text)).filterable(),
    Property::new("accessDetails/unifiedRoles", Kind::List(&Kind::Record(ROLE))).filterable(),
];

const ROLE: &[Property] = &[
    Property::new("roleDefinitionId", Kind::Id).filterable(),
    Property::new("names", Kind::List(&Kind::Text)).filterable(),
    Property::new("note", Kind::Text),
];

static SCHEMA: Schema = Schema::new(PROPERTIES, 300).expandable(&["requests", "operations"]);

fn filter(text: &str) -> Filter {
    Filter::parse(text, &SCHEMA).unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn refused(text: &str) -> QueryError {
    match Filter::parse(text, &SCHEMA) {
        Ok(filter) => panic!("{text} was read as {filter}"),
        Err(error) => error,
    }
}
