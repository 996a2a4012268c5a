//! What follows in customers' organizations when a partner loses or regains its eligibility (decision 10,
//! state machine 3.3): written there by Steward, in the transaction of the operator's change.

use authz::{
    Fact, SystemTask,
    fact::{LinkFacts, Turn},
    system_permit,
};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Invitation, Link, Organization},
    link::{LinkState, LinkStep},
    text::DomainName,
};
use store::{
    Batch, Change, links,
    notices::Notice,
    organizations::{INVITATIONS_TO, LINKS_AS_PARTNER, LOCK, MOVE_LINK, WITHDRAW_INVITATION},
    values,
};

use crate::{granular_relationships, refusal::Refusal};

/// Withdraws the pending invitations to the organization of the permit: all, or those by one domain.
pub(super) async fn withdraw_invitations(
    change: &mut Change,
    domain: Option<&DomainName>,
) -> Result<(), Refusal> {
    let (partner, now) = (change.tenant(), change.now());
    let mut waiting: Vec<(Id<Organization>, Id<Invitation>, String)> = Vec::new();
    for row in change.rows(&INVITATIONS_TO, values![]).await? {
        let by: String = row.get(2)?;
        let named: Option<String> = row.get(3)?;
        let concerns = domain.is_none_or(|domain| {
            by == domain.as_str() || named.is_some_and(|upn| upn.ends_with(&format!("@{domain}")))
        });
        if concerns {
            waiting.push((row.get(0)?, row.get(1)?, by));
        }
    }
    let reason = if domain.is_some() { "domain_removed" } else { "partner_capability_off" };
    for (customer, invitation, by) in waiting {
        change.turn_to(system_permit(SystemTask::Eligibility, customer));
        let event =
            Event::new(EventKind::InvitationWithdrawn, Subject::thing(invitation.uuid(), by.as_str()))
                .with("reason", reason)
                .concerning(partner.uuid());
        let batch = Batch::of(event).run(&WITHDRAW_INVITATION, values![invitation, now, reason]);
        change.write(batch).await?;
        let notice = Notice {
            tenant: customer,
            audience: "service_administrators",
            kind: "invitation_withdrawn",
            about: invitation.uuid(),
            parameters: vec![("domain", by)],
        };
        change.notify(notice).await?;
    }
    Ok(())
}

/// Tells the customers of the organization of the permit that its agents hold nothing any more, or again. No fact changes: that the
/// partner lacks the capability is one.
pub(super) async fn tell_customers(change: &mut Change, is_on: bool) -> Result<(), Refusal> {
    let (kind, notice) = if is_on {
        (EventKind::ResellerResumed, "reseller_resumed")
    } else {
        (EventKind::ResellerSuspended, "reseller_suspended")
    };
    let partner = change.tenant();
    let name: String = change.find(&LOCK, values![]).await?.ok_or(Refusal::Missing)?.get(0)?;
    for (customer, relationship) in store::reseller_relationships::fetch_as_partner(change).await? {
        change.turn_to(system_permit(SystemTask::Eligibility, customer));
        let event = Event::new(kind, Subject::thing(relationship.uuid(), &name)).concerning(partner.uuid());
        change.write(Batch::of(event)).await?;
        let notice = Notice {
            tenant: customer,
            audience: "service_administrators",
            kind: notice,
            about: relationship.uuid(),
            parameters: vec![("partner", name.clone())],
        };
        change.notify(notice).await?;
    }
    change.turn_to(system_permit(SystemTask::Eligibility, partner));
    granular_relationships::tell_customers(change, is_on, &name).await
}

/// Takes one step with every link of which the organization of the permit is the partner.
pub(super) async fn step_links(change: &mut Change, step: LinkStep) -> Result<(), Refusal> {
    let (from, kind, notice) = match step {
        LinkStep::Suspend => (LinkState::Active, EventKind::LinkSuspended, "link_suspended"),
        _ => (LinkState::Suspended, EventKind::LinkResumed, "link_resumed"),
    };
    let Some(to) = from.after(step) else { return Ok(()) };
    let partner = change.tenant();
    let name: String = change.find(&LOCK, values![]).await?.ok_or(Refusal::Missing)?.get(0)?;
    let mut links: Vec<(Id<Organization>, Id<Link>)> = Vec::new();
    for row in change.rows(&LINKS_AS_PARTNER, values![from.key()]).await? {
        links.push((row.get(0)?, row.get(2)?));
    }
    for (customer, link) in links {
        change.turn_to(system_permit(SystemTask::Eligibility, customer));
        let event = Event::new(kind, Subject::thing(link.uuid(), &name))
            .changed("state", from.key(), to.key())
            .concerning(partner.uuid());
        let before = links::fetch(change, link).await?.ok_or(Refusal::Missing)?.facts();
        let after = LinkFacts { state: to, ..before.clone() };
        let batch = Batch::of(event)
            .run(&MOVE_LINK, values![link, to.key()])
            .fact(Fact::Link { link, is: Turn::new(Some(before), Some(after)) });
        change.write(batch).await?;
        let notice = Notice {
            tenant: customer,
            audience: "service_administrators",
            kind: notice,
            about: link.uuid(),
            parameters: vec![("partner", name.clone())],
        };
        change.notify(notice).await?;
    }
    Ok(())
}
