//! `/v1.0/rooms`, and the same under `/v1.0/managedTenants`: rooms of one's own and of customers.

mod bulk;
mod import;
mod jobs;
mod list;
mod monitoring;
mod reachability;
mod record;
mod signals;
mod suppressions;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::web::Web;

/// Every operation on rooms.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list::list, record::create))
        .routes(routes!(list::health_counts))
        .routes(routes!(bulk::act))
        .routes(routes!(bulk::act_everywhere))
        .routes(routes!(import::import))
        .routes(routes!(monitoring::enrol_many))
        .routes(routes!(record::get, record::patch, record::delete))
        .routes(routes!(monitoring::enrol))
        .routes(routes!(monitoring::unenrol))
        .routes(routes!(monitoring::take_over))
        .routes(routes!(reachability::relays))
        .routes(routes!(reachability::get, reachability::put, reachability::delete))
        .routes(routes!(signals::signals))
        .routes(routes!(signals::history))
        .routes(routes!(suppressions::list, suppressions::create))
        .routes(routes!(suppressions::get, suppressions::patch, suppressions::delete))
        .routes(routes!(jobs::create_many))
        .routes(routes!(jobs::list, jobs::create))
        .routes(routes!(jobs::get))
        .routes(routes!(jobs::content))
        .routes(routes!(jobs::cancel))
        .routes(routes!(list::list_everywhere))
        .routes(routes!(list::health_counts_everywhere))
        .routes(routes!(list::list_there, record::create_there))
        .routes(routes!(list::health_counts_there))
        .routes(routes!(import::import_there))
        .routes(routes!(monitoring::enrol_many_there))
        .routes(routes!(record::get_there, record::patch_there, record::delete_there))
        .routes(routes!(monitoring::enrol_there))
        .routes(routes!(monitoring::unenrol_there))
        .routes(routes!(monitoring::take_over_there))
        .routes(routes!(signals::signals_there))
        .routes(routes!(signals::history_there))
        .routes(routes!(jobs::create_many_there))
        .routes(routes!(jobs::list_there, jobs::create_there))
        .routes(routes!(jobs::get_there))
        .routes(routes!(jobs::content_there))
        .routes(routes!(jobs::cancel_there))
        .routes(routes!(suppressions::list_there, suppressions::create_there))
        .routes(routes!(suppressions::get_there, suppressions::patch_there, suppressions::delete_there))
}
