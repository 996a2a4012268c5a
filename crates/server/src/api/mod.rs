//! The API. One file for each noun; conventions in `docs/api.md`.

pub mod access_checks;
pub mod access_review;
pub mod added_customers;
pub mod applications;
pub mod audit_logs;
mod bulk;
pub mod bulk_assignments;
pub(crate) mod collection;
pub mod customer_directories;
pub mod customer_groups;
pub mod customer_users;
pub mod customers;
pub mod delegated_admin_statistics;
pub mod directory_roles;
pub mod distributions;
pub mod enrolment_key;
pub mod explanations;
pub mod granular_relationships;
pub mod invitations;
pub mod mail_routes;
pub mod maintenance_windows;
pub mod managed_tenants;
pub mod me;
pub mod notices;
pub mod off_boarding_records;
pub mod organizations;
pub mod partner_holdings;
pub mod partners;
pub mod places;
pub mod previews;
pub mod primary_admins;
pub mod releases;
pub mod reports;
pub mod reseller_relationships;
pub mod reseller_requests;
pub mod role_assignments;
pub mod roles;
pub mod rollouts;
pub mod room_events;
pub mod room_groups;
pub mod rooms;
pub mod security_groups;
pub mod service_portals;
mod shapes;
pub mod signals;
pub mod subscription_offers;
pub mod subscriptions;
pub mod support_requests;
pub mod tenant_managers;
pub mod tenants_on_behalf;
pub mod tickets;
pub mod update_rings;
pub mod users;
pub mod webhooks;

use utoipa_axum::router::OpenApiRouter;

use crate::web::Web;

/// Every operation of the API, with its description.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .merge(access_checks::routes())
        .merge(access_review::routes())
        .merge(applications::routes())
        .merge(audit_logs::routes())
        .merge(rooms::routes())
        .merge(room_groups::routes())
        .merge(maintenance_windows::routes())
        .merge(places::routes())
        .merge(enrolment_key::routes())
        .merge(invitations::routes())
        .merge(partners::routes())
        .merge(distributions::routes())
        .merge(managed_tenants::routes())
        .merge(customers::routes())
        .merge(customer_users::routes())
        .merge(customer_directories::routes())
        .merge(customer_groups::routes())
        .merge(delegated_admin_statistics::routes())
        .merge(reseller_relationships::routes())
        .merge(reseller_requests::routes())
        .merge(added_customers::routes())
        .merge(granular_relationships::routes())
        .merge(partner_holdings::routes())
        .merge(off_boarding_records::routes())
        .merge(tenants_on_behalf::routes())
        .merge(primary_admins::routes())
        .merge(roles::routes())
        .merge(role_assignments::routes())
        .merge(bulk_assignments::routes())
        .merge(explanations::routes())
        .merge(tenant_managers::routes())
        .merge(notices::routes())
        .merge(organizations::routes())
        .merge(service_portals::routes())
        .merge(subscription_offers::routes())
        .merge(subscriptions::routes())
        .merge(support_requests::routes())
        .merge(directory_roles::routes())
        .merge(me::routes())
        .merge(security_groups::routes())
        .merge(users::routes())
        .merge(previews::routes())
        .merge(signals::routes())
        .merge(tickets::routes())
        .merge(room_events::routes())
        .merge(update_rings::routes())
        .merge(releases::routes())
        .merge(rollouts::routes())
        .merge(webhooks::routes())
        .merge(mail_routes::routes())
        .merge(reports::routes())
}
