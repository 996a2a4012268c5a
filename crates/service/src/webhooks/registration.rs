//! The registration of a partner at Partner Center's surface (R-422, §4.10): one for each organization, set by its Admin agents.

use std::{collections::BTreeSet, sync::Arc};

use authz::{Action, Realm};
use domain::{
    agent::AgentRight,
    event::{Event, EventKind, Subject},
    id::{Delivery, Id},
    partner_event::{MOST_TESTS, PartnerEvent, TESTS_KEPT_DAYS, TESTS_WITHIN_MINUTES},
    time::{DAY, MINUTE, SECOND},
};
use store::{
    Batch, Change, View,
    webhooks::{self, DeliveryRow, Registration},
};

use super::{
    Address, Courier,
    send::{LEASE, send},
};
use crate::{
    app::App,
    ask::{Looking, Question, ask},
    caller::{Caller, Person},
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where, run},
};

/// What everything about the registration asks for.
pub(super) const ASKS: Action = Action::ActAsAgent(AgentRight::ReceiveEvents);
/// What the registration is called in the log.
const NAME: &str = "Partner Center";

/// What somebody sets of a registration.
#[derive(Clone, Debug, Default)]
pub struct RegistrationForm {
    /// Where it leads.
    pub address: String,
    /// What is told, by published names; nothing where it is empty.
    pub events: Vec<String>,
}

impl RegistrationForm {
    /// The address with its origin and the events, or everything that is wrong with them.
    fn checked(&self, app: &App) -> Result<(String, String, Vec<PartnerEvent>), Refusal> {
        let mut form = Form::default();
        let address = Address::parse(&self.address, &app.settings.webhook_networks)
            .map_err(|code| form.fault("webhookUrl", code))
            .ok();
        let events: BTreeSet<_> =
            self.events.iter().map(|word| PartnerEvent::from_key(word.trim())).collect();
        if events.contains(&None) {
            form.fault("webhookEvents", Code::UnknownValue);
        }
        let Some(address) = address else { return Err(form.refusal()) };
        form.finish()?;
        Ok((address.as_str().to_owned(), address.origin(), events.into_iter().flatten().collect()))
    }
}

/// Registers where the caller's organization is told.
#[derive(Clone, Debug)]
pub struct Register {
    /// What it is to be.
    pub form: RegistrationForm,
}

/// Changes where the caller's organization is told, and of what; from now on in the name of the caller.
#[derive(Clone, Debug)]
pub struct ChangeRegistration {
    /// What it is to be.
    pub form: RegistrationForm,
}

/// The registration of the caller's organization.
#[derive(Clone, Copy, Debug)]
pub struct RegistrationOf;

/// What became of a test, for seven days.
#[derive(Clone, Copy, Debug)]
pub struct ValidationEvent {
    /// The test.
    pub delivery: Id<Delivery>,
}

impl Command for Register {
    type Output = ();
    const NAME: &'static str = "webhook.register";
    // Together they could become two.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let (address, origin, events) = self.form.checked(context.app)?;
        if webhooks::find_registration(change).await?.is_some() {
            return Err(Refusal::Conflict(Code::AlreadyExists, None));
        }
        let owner = context.caller.person.user;
        let it = Registration { id: change.new_id(), address, events, owner, is_on: true };
        let event = event(EventKind::PartnerWebhookRegistered, &it)
            .with("host", origin)
            .with("events", words(&it.events));
        change.write(webhooks::register(Batch::of(event), &it)?).await?;
        Ok(())
    }
}

impl Command for ChangeRegistration {
    type Output = ();
    const NAME: &'static str = "webhook.change_registration";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let (address, origin, events) = self.form.checked(context.app)?;
        let before = webhooks::find_registration(change).await?.ok_or(Refusal::Missing)?;
        let owner = context.caller.person.user;
        let it = Registration { address, events, owner, is_on: true, ..before.clone() };
        if it == before {
            return Ok(());
        }
        let networks = &context.app.settings.webhook_networks;
        let was = Address::parse(&before.address, networks).map(|it| it.origin()).unwrap_or_default();
        let event = event(EventKind::PartnerWebhookEdited, &it)
            .changed("host", was, origin)
            .changed("events", words(&before.events), words(&it.events))
            .changed("ownerId", before.owner, it.owner)
            .changed("isEnabled", before.is_on, it.is_on);
        change.write(webhooks::change_registration(Batch::of(event), &it)?).await?;
        Ok(())
    }
}

impl Question for RegistrationOf {
    type Answer = Registration;
    const NAME: &'static str = "webhook.registration";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Registration, Refusal> {
        webhooks::registration(view).await?.ok_or(Refusal::Missing)
    }
}

impl Question for ValidationEvent {
    type Answer = (Registration, DeliveryRow);
    const NAME: &'static str = "webhook.validation_event";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let registration = webhooks::registration(view).await?.ok_or(Refusal::Missing)?;
        let test = webhooks::partner_test(view, registration.id, self.delivery).await?;
        let since = context.facts.now.plus(-TESTS_KEPT_DAYS * DAY);
        let test = test.filter(|it| it.created_at > since).ok_or(Refusal::Missing)?;
        Ok((registration, test))
    }
}

/// Sends a test to the registration of the caller's organization, whether it is on or not, and names it.
pub async fn test_registration<C: Courier>(
    app: &App,
    courier: &Arc<C>,
    caller: &Caller,
) -> Result<Id<Delivery>, Refusal> {
    let delivery = run(app, caller, AddTest).await?;
    let webhook = ask(app, caller, &RegistrationOf).await?.id;
    let tenant = caller.person.organization;
    // Nothing where the same request comes once more: then it was sent before.
    let taken = app.store.begin_deliveries(app.clock.now()).await?.taken(tenant, webhook, delivery).await?;
    if let Some((hook, due)) = taken {
        send(app, courier.as_ref(), &hook, &due).await?;
    }
    Ok(delivery)
}

/// Adds a test to what the registration is told, taken by whoever sends it.
#[derive(Clone, Copy, Debug)]
struct AddTest;

impl Command for AddTest {
    type Output = Id<Delivery>;
    const NAME: &'static str = "webhook.test_registration";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<Id<Delivery>, Refusal> {
        let it = webhooks::find_registration(change).await?.ok_or(Refusal::Missing)?;
        let now = change.now();
        let within = TESTS_WITHIN_MINUTES * MINUTE;
        let lately = webhooks::partner_tests_since(change, it.id, now.plus(-within)).await?;
        let many = i64::try_from(lately.len()).unwrap_or(i64::MAX) >= MOST_TESTS;
        if let (true, Some(earliest)) = (many, lately.first()) {
            return Err(Refusal::TooOften(earliest.plus(within).since(now).div_euclid(SECOND).max(1)));
        }
        let id = change.new_id::<Delivery>();
        let event = event(EventKind::PartnerWebhookTested, &it).with("correlationId", id);
        let batch = webhooks::add_partner_test(Batch::of(event), it.id, id, now.plus(LEASE));
        change.write(batch).await?;
        Ok(id)
    }
}

pub(super) fn event(kind: EventKind, it: &Registration) -> Event {
    Event::new(kind, Subject::thing(it.id.uuid(), NAME))
}

fn words(events: &[PartnerEvent]) -> String {
    events.iter().map(|event| event.key()).collect::<Vec<_>>().join(" ")
}
