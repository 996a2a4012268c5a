//! How a subscription comes to be: a partner provisions it, or the customer adds one of its own (R-341, R-345, Q26).

use authz::{Action, fact::SubscriptionRoleFacts};
use domain::{
    agent::{Agent, AgentRight},
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Subscription, SubscriptionOffer},
    subscription::{
        MOST_SEATS, SubscriptionKind, SubscriptionRole, SubscriptionStatus, SubscriptionStep, end_of_term,
    },
    text::{Name, line},
    time::{DAY, Time},
};
use store::{
    Batch, Change,
    subscriptions::{self as rows, NewRole, NewSubscription},
};

use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// The longest time until a subscription begins, in days.
const LONGEST_WAIT: i64 = 366;
/// The longest name of what a customer bought elsewhere.
const LONGEST_OFFER: usize = 120;

/// Provisions a subscription for a customer from the catalogue. Of what is metered, the partner's Admin agents are owners at once.
#[derive(Clone, Debug)]
pub struct ProvisionSubscription {
    /// The customer.
    pub tenant: Id<Organization>,
    /// From which offer.
    pub offer: Id<SubscriptionOffer>,
    /// Its name; none for that of the offer.
    pub name: Option<String>,
    /// How many seats; 1 of what is metered.
    pub quantity: i64,
    /// From when it counts; none for at once.
    pub starts_at: Option<Time>,
}

impl Command for ProvisionSubscription {
    type Output = Id<Subscription>;
    const NAME: &'static str = "subscriptions.provision";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::ActAsAgent(AgentRight::BuySubscriptions), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<Subscription>, Refusal> {
        let person = &context.caller.person;
        person.customer(self.tenant)?;
        let offer = rows::fetch_offer(change, self.offer).await?;
        let offer = offer.ok_or_else(|| Refusal::field("offerId", Code::UnknownReference))?;
        let now = change.now();
        let mut form = Form::default();
        let name = form.text("displayName", Name::parse(self.name.as_deref().unwrap_or(&offer.name)));
        check_quantity(&mut form, offer.kind, self.quantity);
        let starts_at = self.starts_at.unwrap_or(now).max(now);
        if starts_at > now.plus(LONGEST_WAIT * DAY) {
            form.fault("startsDateTime", Code::EndsTooLate);
        }
        let name = match name {
            Some(name) => form.finish().map(|()| name)?,
            None => return Err(form.refusal()),
        };
        let id: Id<Subscription> = change.new_id();
        let by = person.organization;
        let it = NewSubscription {
            id,
            name: name.as_str(),
            offer: Some(offer.id),
            offer_name: &offer.name,
            kind: offer.kind,
            status: begun()?,
            quantity: self.quantity,
            provisioned_by: by,
            starts_at,
            ends_at: offer.term_months.and_then(|months| end_of_term(starts_at, months)),
            term_months: offer.term_months,
        };
        let event = Event::new(EventKind::SubscriptionProvisioned, Subject::thing(id.uuid(), name.as_str()))
            .with("offer", &offer.name)
            .with("kind", offer.kind.key())
            .with("quantity", self.quantity)
            .concerning(by.uuid());
        change.write(rows::insert(Batch::of(event), &it)).await?;
        if offer.kind == SubscriptionKind::Metered {
            let (group, _) = rows::agents_group(change, by, Agent::Admin).await?.ok_or(Refusal::Missing)?;
            let facts = SubscriptionRoleFacts {
                subscription: id,
                role: SubscriptionRole::Owner,
                home: by,
                member: Principal::SecurityGroup(group),
            };
            let event =
                Event::new(EventKind::SubscriptionRoleAssigned, Subject::thing(id.uuid(), name.as_str()))
                    .with("role", SubscriptionRole::Owner.key())
                    .with("group", Agent::Admin.group_name())
                    .concerning(by.uuid());
            let role = NewRole { id: change.new_id(), facts };
            change.write(rows::add_role(Batch::of(event), role, person.upn.as_str())).await?;
        }
        Ok(id)
    }
}

/// Adds a subscription that the caller's organization has already: no partner gets anything by it.
#[derive(Clone, Debug)]
pub struct AddSubscription {
    /// Its name.
    pub name: String,
    /// What was bought.
    pub offer_name: String,
    /// The word of what it consists of.
    pub kind: String,
    /// How many seats; 1 of what is metered.
    pub quantity: i64,
}

impl Command for AddSubscription {
    type Output = Id<Subscription>;
    const NAME: &'static str = "subscriptions.add";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ConsentToPartner, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<Subscription>, Refusal> {
        let mut form = Form::default();
        let name = form.text("displayName", Name::parse(&self.name));
        let offer_name = form.text("offerName", line(&self.offer_name, LONGEST_OFFER));
        let kind = SubscriptionKind::from_key(&self.kind);
        match kind {
            Some(kind) => check_quantity(&mut form, kind, self.quantity),
            None => form.fault("kind", Code::UnknownValue),
        }
        let (Some(name), Some(offer_name), Some(kind)) = (name, offer_name, kind) else {
            return Err(form.refusal());
        };
        form.finish()?;
        let id: Id<Subscription> = change.new_id();
        let it = NewSubscription {
            id,
            name: name.as_str(),
            offer: None,
            offer_name: &offer_name,
            kind,
            status: begun()?,
            quantity: self.quantity,
            provisioned_by: context.caller.person.organization,
            starts_at: change.now(),
            ends_at: None,
            term_months: None,
        };
        let event = Event::new(EventKind::SubscriptionAdded, Subject::thing(id.uuid(), name.as_str()))
            .with("offer", &offer_name)
            .with("kind", kind.key())
            .with("quantity", self.quantity);
        change.write(rows::insert(Batch::of(event), &it)).await?;
        Ok(id)
    }
}

fn begun() -> Result<SubscriptionStatus, Refusal> {
    let status = SubscriptionStatus::None.after(SubscriptionStep::Provision);
    status.ok_or(Refusal::Conflict(Code::InvalidState, None))
}

/// What is metered counts one; licences at least one.
pub(super) fn check_quantity(form: &mut Form, kind: SubscriptionKind, quantity: i64) {
    let most = if kind == SubscriptionKind::Metered { 1 } else { MOST_SEATS };
    if !(1..=most).contains(&quantity) {
        form.limit(
            "quantity",
            Code::OutOfRange,
            if most == 1 { "1".to_owned() } else { format!("1–{most}") },
        );
    }
}
