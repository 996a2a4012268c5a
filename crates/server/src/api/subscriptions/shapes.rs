//! Subscriptions and what is in them as they are told.

use domain::{id::Organization, query::Schema};
use service::domain::id::Id;
use service::subscriptions::{ResourceRow, RoleShown, SEATS, SUBSCRIPTIONS, SeatRow, SubscriptionShown};
use wire::subscriptions::{
    LicenceAssignment, Subscription, SubscriptionResource, SubscriptionRoleAssignment,
};

use crate::{answer::etag, api::collection::Item};

impl Item for Subscription {
    const SCHEMA: &'static Schema = &SUBSCRIPTIONS;
    const EXAMPLE: &'static str = "`kind eq 'metered'`";
}

impl Item for LicenceAssignment {
    const SCHEMA: &'static Schema = &SEATS;
    const EXAMPLE: &'static str = "`startswith(displayName, 'A')`";
}

pub(super) fn subscription(shown: SubscriptionShown) -> Subscription {
    let SubscriptionShown { row, status, reseller, is_existing } = shown;
    Subscription {
        etag: etag(row.stamp),
        id: row.id.uuid(),
        tenant_id: row.tenant.uuid(),
        customer_display_name: row.customer_name,
        display_name: row.name,
        offer_name: row.offer_name,
        kind: row.kind.key().to_owned(),
        status: status.key().to_owned(),
        quantity: row.quantity,
        assigned_quantity: row.assigned,
        reseller,
        is_existing,
        created_date_time: row.created_at.to_string(),
        starts_date_time: row.starts_at.to_string(),
        ends_date_time: row.ends_at.map(|at| at.to_string()),
        term_months: row.term_months,
    }
}

/// A role assignment; who of another organization gave it is not told.
pub(super) fn role(shown: RoleShown, reader: Id<Organization>) -> SubscriptionRoleAssignment {
    let RoleShown { row, is_last_owner, .. } = shown;
    SubscriptionRoleAssignment {
        id: row.id.uuid(),
        role: row.role.key().to_owned(),
        principal_id: row.member.uuid(),
        principal_type: row.member.kind().to_owned(),
        principal_display_name: row.member_name,
        organization_id: row.home.uuid(),
        organization_display_name: row.home_name,
        given_by: (row.home == reader).then_some(row.given_by),
        given_date_time: row.given_at.to_string(),
        is_last_owner,
    }
}

pub(super) fn resource(row: ResourceRow) -> SubscriptionResource {
    SubscriptionResource {
        etag: etag(row.stamp),
        id: row.id.uuid(),
        display_name: row.name,
        kind: row.kind,
        state: row.state.key().to_owned(),
        created_date_time: row.created_at.to_string(),
    }
}

pub(super) fn seat(row: SeatRow) -> LicenceAssignment {
    LicenceAssignment {
        user_id: row.user.uuid(),
        display_name: row.name,
        user_principal_name: row.upn,
        assigned_date_time: row.assigned_at.to_string(),
    }
}
