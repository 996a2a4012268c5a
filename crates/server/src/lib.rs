//! The HTTP face of Steward: the API, the portal's pages, the device channel. It translates and decides nothing;
//! every address ends in `service::run` or `service::ask`.

pub mod agents;
pub mod answer;
pub mod api;
pub mod assets;
mod bodies;
pub mod caller;
pub mod config;
pub mod csv;
pub mod events;
pub mod form;
pub mod graph;
pub mod i18n;
pub mod idempotency_keys;
pub mod limits;
pub mod mail;
pub mod messenger;
pub mod meters;
mod oauth;
mod on_behalf;
pub mod partner_center;
pub mod path;
pub mod portal;
pub mod request;
mod routes;
pub mod serve;
pub mod tls;
pub mod web;

pub use routes::{openapi, router};
pub use web::Web;
