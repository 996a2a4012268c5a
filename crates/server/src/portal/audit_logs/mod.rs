//! Settings > General > Audit logs: the log of one's own organization, its period picker and its exports.

pub(crate) mod download;
mod list;
mod words;

use axum::{Router, routing::get};

use crate::{i18n::Translator, web::Web};

/// The pages of the audit log.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/audit-logs", get(list::list))
        .route("/settings/audit-logs.csv", get(download::csv))
        .route("/settings/audit-logs.json", get(download::json))
}

/// The categories of the filter.
pub(crate) const fn categories() -> &'static [&'static str] {
    domain::event::Category::NAMES
}

/// The name of a category.
pub(crate) fn category_name(t: &Translator, category: &str) -> String {
    t.word("category-", category)
}
