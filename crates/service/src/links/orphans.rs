//! The warning of a link that nobody can administer.

use domain::event::{Event, EventKind, Subject};
use store::{Batch, Change, notices::Notice};

use crate::refusal::Refusal;

/// Looks at every live link on which the change's organization is a side, and writes down which became
/// orphaned or have an administrator again. Every change that can take or give somebody the role of
/// primary admin ends with this: members, groups, people, blocks.
pub async fn review(change: &mut Change) -> Result<(), Refusal> {
    for link in store::orphans::fetch(change).await? {
        let orphaned = !link.has_admin;
        if orphaned == link.was_orphaned {
            continue;
        }
        let kind = if orphaned { EventKind::LinkOrphaned } else { EventKind::LinkAdministered };
        let other = if change.tenant() == link.tenant { link.partner } else { link.tenant };
        let name = if change.tenant() == link.tenant { &link.partner_name } else { &link.customer_name };
        let event = Event::new(kind, Subject::thing(link.link.uuid(), name))
            .changed("orphaned", link.was_orphaned, orphaned)
            .concerning(other.uuid());
        let batch = store::orphans::mark(Batch::of(event), link.tenant, link.link, orphaned);
        change.write(batch).await?;
        if !orphaned {
            continue;
        }
        let notices = [
            (link.tenant, "service_administrators", "link_orphaned", ("partner", link.partner_name)),
            (link.partner, "tenant_managers", "customer_orphaned", ("customer", link.customer_name)),
        ];
        for (tenant, audience, kind, parameter) in notices {
            let about = link.link.uuid();
            change.notify(Notice { tenant, audience, kind, about, parameters: vec![parameter] }).await?;
        }
    }
    Ok(())
}
