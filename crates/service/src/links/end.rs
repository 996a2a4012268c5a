//! The end of a link, from either side.
//!
//! Invariant: after the commit no right of the partner is left: link, assignments and waiting invitations end
//! together, none of its people or teams takes care of an open ticket any more, and the partner keeps nothing but its own audit trail.

use authz::{About, Action, Realm, Target, decide};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Link, Organization},
    link::{LinkState, LinkStep},
};
use store::{
    Batch, Change, View,
    assignments::{AssignmentRow, Whose},
    invitations::InvitationRow,
    links::{LinkRow, partners, tenants},
    notices::Notice,
    roles::RoleRow,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    form::confirm,
    invitations::{withdraw_all, write_down_expiry},
    links::live,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// The customer removes a partner.
#[derive(Clone, Debug)]
pub struct RemovePartner {
    /// Which link.
    pub link: Id<Link>,
    /// The stamp it was read with: what is confirmed is what was seen. None where the caller said that
    /// any will do.
    pub stamp: Option<i64>,
    /// On pages: the partner's name as typed by the person to confirm.
    pub typed: Option<String>,
}

impl Command for RemovePartner {
    type Output = ();
    const NAME: &'static str = "links.remove_partner";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ControlPartners, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let link = live(change, self.link, self.stamp).await?;
        confirm(self.typed.as_deref(), &link.partner_name)?;
        end_and_tell(change, context, &link, LinkStep::RemovePartner).await
    }
}

/// A primary admin removes a customer.
#[derive(Clone, Debug)]
pub struct RemoveCustomer {
    /// Which customer.
    pub customer: Id<Organization>,
    /// The stamp its link was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
    /// On pages: the customer's name as typed by the person to confirm.
    pub typed: Option<String>,
}

impl Command for RemoveCustomer {
    type Output = ();
    const NAME: &'static str = "links.remove_customer";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::RemoveCustomer, Where::LinkOf(self.customer))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let partner = context.caller.person.organization;
        let link = store::links::fetch_live(change, partner).await?.ok_or(Refusal::Missing)?;
        if self.stamp.is_some_and(|stamp| stamp != link.stamp) {
            return Err(Refusal::Stale);
        }
        confirm(self.typed.as_deref(), &link.customer_name)?;
        end_and_tell(change, context, &link, LinkStep::RemoveCustomer).await
    }
}

async fn end_and_tell(
    change: &mut Change,
    context: &Context<'_>,
    link: &LinkRow,
    step: LinkStep,
) -> Result<(), Refusal> {
    let person = &context.caller.person;
    let EndedLink { state, .. } = end(change, link, step, person).await?;
    tell(change, link, state, person.upn.as_str()).await
}

/// What ended with a link.
pub(crate) struct EndedLink {
    /// How it ended.
    pub(crate) state: LinkState,
    /// Its role assignments.
    pub(crate) assignments: Vec<AssignmentRow>,
    /// Its custom partner roles.
    pub(crate) roles: Vec<RoleRow>,
    /// The invitations that were withdrawn.
    pub(crate) invitations: Vec<InvitationRow>,
}

/// Ends a live link with its roles, assignments and the invitations that wait for the partner; nobody is told.
pub(crate) async fn end(
    change: &mut Change,
    link: &LinkRow,
    step: LinkStep,
    person: &Person,
) -> Result<EndedLink, Refusal> {
    let by = person.upn.as_str();
    let state = link.state.after(step).ok_or(Refusal::Conflict(Code::InvalidState, Some(link.id.uuid())))?;
    let now = change.now();
    let assignments = store::assignments::fetch_of_link(change, link.id).await?;
    for assignment in &assignments {
        let members = store::assignments::fetch_members(change, assignment.id).await?;
        let mut event =
            Event::new(EventKind::AssignmentDeleted, Subject::thing(assignment.id.uuid(), &assignment.name))
                .without("role", assignment.role.key());
        for member in &members {
            event = event.changed_person("members", crate::invitations::label(member), "");
        }
        let scope = store::scopes::fetch(change, assignment.scope).await?;
        change.write(store::assignments::delete(Batch::of(event), assignment, &scope, &members)).await?;
    }
    let roles = store::roles::fetch_of_link(change, link.id).await?;
    for role in &roles {
        let event = Event::new(EventKind::RoleDeleted, Subject::thing(role.id.uuid(), &role.name))
            .without("permissions", role.permissions)
            .concerning(link.partner.uuid());
        change.write(store::roles::delete(Batch::of(event), role)).await?;
    }
    let kind = if state == LinkState::EndedByPartner {
        EventKind::LinkEndedByPartner
    } else {
        EventKind::LinkEndedByCustomer
    };
    let event = Event::new(kind, Subject::thing(link.id.uuid(), &link.partner_name))
        .changed("state", link.state.key(), state.key())
        .concerning(link.partner.uuid());
    let batch = store::links::end(Batch::of(event), link, state, now);
    // Whoever does not see a ticket could not take care of it.
    let actor = (person.user, person.organization, by);
    change.write(store::tickets::release(batch, link.partner, now, actor)).await?;
    write_down_expiry(change).await?;
    let invitations = withdraw_all(change, link.partner, by, "link_ended").await?;
    Ok(EndedLink { state, assignments, roles, invitations })
}

async fn tell(change: &mut Change, link: &LinkRow, state: LinkState, by: &str) -> Result<(), Refusal> {
    let by_partner = state == LinkState::EndedByPartner;
    let (for_customer, for_partner) = if by_partner {
        ("link_ended_by_partner", "customer_removed")
    } else {
        ("partner_removed", "link_ended_by_customer")
    };
    // The customer's person who did it is not named to the partner.
    let mut to_partner = vec![("customer", link.customer_name.clone())];
    if by_partner {
        to_partner.push(("by", by.to_owned()));
    }
    let to_customer = vec![("partner", link.partner_name.clone()), ("by", by.to_owned())];
    let notices = [
        (link.tenant, "service_administrators", for_customer, to_customer),
        (link.partner, "tenant_managers", for_partner, to_partner),
    ];
    for (tenant, audience, kind, parameters) in notices {
        change.notify(Notice { tenant, audience, kind, about: link.id.uuid(), parameters }).await?;
    }
    Ok(())
}

/// What would end with a link, told before it is confirmed.
#[derive(Clone, Debug)]
pub struct Effects {
    /// The link with its names and stamp.
    pub link: LinkRow,
    /// How many rooms the partner loses sight of.
    pub rooms: i64,
    /// How many assignments end.
    pub assignments: usize,
    /// How many people lose access.
    pub people: usize,
    /// How many waiting invitations to the partner are withdrawn; told to the customer alone.
    pub invitations: usize,
}

/// What would end if the customer removed a partner.
#[derive(Clone, Copy, Debug)]
pub struct EffectsOfRemovingPartner {
    /// Which link.
    pub link: Id<Link>,
}

impl Question for EffectsOfRemovingPartner {
    type Answer = Effects;
    const NAME: &'static str = "links.effects_of_removing_partner";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ControlPartners, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Effects, Refusal> {
        let found = partners::find(view, self.link).await?.ok_or(Refusal::Missing)?;
        if found.row.state.is_ended() {
            return Err(Refusal::Conflict(Code::InvalidState, Some(self.link.uuid())));
        }
        let partner = found.row.partner;
        let invitations = store::invitations::count_pending_to(view, partner, context.facts.now).await?;
        effects(view, found, Whose::Partners, usize::try_from(invitations).unwrap_or_default()).await
    }
}

/// What would end if the partner removed a customer.
#[derive(Clone, Copy, Debug)]
pub struct EffectsOfRemovingCustomer {
    /// Which customer.
    pub customer: Id<Organization>,
}

impl Question for EffectsOfRemovingCustomer {
    type Answer = Effects;
    const NAME: &'static str = "links.effects_of_removing_customer";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::SeeTenants, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Effects, Refusal> {
        let found = tenants::find(view, self.customer).await?.ok_or(Refusal::Missing)?;
        let about = About::Link { partner: found.row.partner, orphaned: found.row.orphaned };
        let target = Target { tenant: self.customer, about };
        let _permit = decide(context.facts, Action::RemoveCustomer, &target)?;
        effects(view, found, Whose::ThroughLink, 0).await
    }
}

async fn effects(
    view: &mut View,
    found: store::links::ListedLink,
    whose: Whose,
    invitations: usize,
) -> Result<Effects, Refusal> {
    let link = found.row;
    let assignments = store::assignments::list(view, whose, None, None, Some(link.id)).await?.len();
    let people = store::assignments::people::count_enabled(view, link.id).await?;
    let people = usize::try_from(people).unwrap_or_default();
    Ok(Effects { rooms: found.room_count, assignments, people, invitations, link })
}
