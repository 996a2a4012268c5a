//! How the databases answer reports over many rooms: for tests.

use super::Among;
use crate::{error::StoreError, view::View};

/// The name and the plan of every statement of the reports over many rooms.
pub async fn plans(view: &mut View, among: &Among) -> Result<Vec<(&'static str, String)>, StoreError> {
    let statements = [
        ("counts", among.counts()),
        ("zones", among.zones()),
        ("growth", among.growth()),
        ("monitored", among.monitored()),
        ("days", among.days()),
        ("troubles", among.troubles()),
        ("steady", among.steady(50)),
        ("categories", among.categories()),
        ("usage", among.usage()),
        ("owners", among.owners()),
        ("resolved", among.resolved()),
        ("detected", among.detected()),
        ("updated", among.updated()),
    ];
    let mut plans = Vec::with_capacity(statements.len());
    for (name, statement) in statements {
        plans.push((name, view.explain(statement).await?.join("\n")));
    }
    Ok(plans)
}
