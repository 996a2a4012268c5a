//! An assignment with an end warns before it: whoever may give it a later one is told in the portal, once at each distance.
//! That it ends needs no job, since every decision looks at the moment.

use authz::SystemTask;
use domain::assignment::warning;
use store::{
    Change,
    assignments::ending,
    notices::{Notice, ROLE_MANAGERS_THERE},
};

use crate::{app::App, refusal::Refusal, run::perform};

/// Warns of what ends soon, in every organization; returns how many assignments that were. Called by the server's clock.
pub async fn warn(app: &App) -> Result<usize, Refusal> {
    let now = app.clock.now();
    let tenants = app.store.begin_view().await?.tenants_with_ending_assignments(now).await?;
    let mut count = 0;
    for tenant in tenants {
        count += perform(app, SystemTask::Expiry, tenant, "", "", tell).await?;
    }
    Ok(count)
}

/// Tells of what ends soon in the organization of the change.
async fn tell(change: &mut Change) -> Result<usize, Refusal> {
    let due = ending::fetch_due(change).await?;
    let customer = if due.is_empty() { String::new() } else { store::links::own_name(change).await? };
    let mut count = 0;
    for row in due {
        let Some(until) = row.until else { continue };
        let Some(days) = warning(until, change.now()) else { continue };
        if !ending::mark_warned(change, row.id, days).await? {
            continue;
        }
        count += 1;
        let mut parameters = vec![("name", row.name), ("end", until.to_string())];
        let (tenant, audience, kind) = match row.partner {
            None => (change.tenant(), "role_managers", "assignment_ending"),
            Some(partner) => {
                parameters.push(("customer", customer.clone()));
                (partner, ROLE_MANAGERS_THERE, "customer_assignment_ending")
            }
        };
        change.notify(Notice { tenant, audience, kind, about: row.id.uuid(), parameters }).await?;
    }
    Ok(count)
}
