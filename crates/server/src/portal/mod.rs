//! The pages. One folder for each noun, the template beside the page.

pub mod access;
pub mod access_review;
pub mod account;
pub mod activity_log;
pub mod applications;
pub mod audit_logs;
pub mod autopilot;
mod bulk;
mod consent;
mod customer_filter;
pub mod customers;
mod cut;
pub mod directory;
pub mod general;
pub mod granular_relationships;
pub mod groups;
pub mod incidents;
pub mod layout;
mod listing;
mod lists;
pub mod mail_routes;
pub mod maintenance_windows;
pub mod notices;
mod on_behalf;
pub mod organizations;
pub mod paging;
pub mod partner_relationships;
pub mod partners;
pub mod pickers;
pub mod places;
pub mod previews;
pub mod registration;
pub mod reports;
pub mod roles;
pub mod room_events;
pub mod rooms;
mod saved_views;
pub mod service_portals;
pub mod sign_in;
pub mod signals;
mod span;
pub mod start;
pub mod subscription_offers;
pub mod subscriptions;
pub mod support_requests;
pub mod tenant_managers;
pub mod tenants;
pub mod tour;
pub mod update_rings;
pub mod updates;
pub mod webhooks;

use axum::Router;

use crate::web::Web;

/// Every page.
pub fn routes() -> Router<Web> {
    Router::new()
        .merge(access::routes())
        .merge(account::routes())
        .merge(activity_log::routes())
        .merge(applications::routes())
        .merge(consent::routes())
        .merge(directory::routes())
        .merge(sign_in::routes())
        .merge(start::routes())
        .merge(audit_logs::routes())
        .merge(rooms::routes())
        .merge(saved_views::routes())
        .merge(groups::routes())
        .merge(incidents::routes())
        .merge(maintenance_windows::routes())
        .merge(room_events::routes())
        .merge(places::routes())
        .merge(partners::routes())
        .merge(customers::routes())
        .merge(granular_relationships::routes())
        .merge(autopilot::routes())
        .merge(subscriptions::routes())
        .merge(support_requests::routes())
        .merge(partner_relationships::routes())
        .merge(on_behalf::routes())
        .merge(tenants::routes())
        .merge(roles::routes())
        .merge(tenant_managers::routes())
        .merge(notices::routes())
        .merge(pickers::routes())
        .merge(organizations::routes())
        .merge(service_portals::routes())
        .merge(subscription_offers::routes())
        .merge(general::routes())
        .merge(signals::routes())
        .merge(access_review::routes())
        .merge(tour::routes())
        .merge(update_rings::routes())
        .merge(updates::routes())
        .merge(webhooks::routes())
        .merge(mail_routes::routes())
        .merge(registration::routes())
        .merge(reports::routes())
}
