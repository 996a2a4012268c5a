//! What webhooks are told, on both databases: of what, in whose name, when it is tried again, and once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{
    id::{Delivery, Id, SecurityGroup, Ticket, Webhook},
    scope::Scope,
    ticket::ClosureReason,
    time::{DAY, HOUR, MINUTE, SECOND},
    webhook::{Covers, DeliveryState, OffReason, Told, Unreached},
};
use ring::hmac;
use serde_json::{Value, json};
use service::{
    App, Code, Realm, Refusal, Sealer, Settings, Wanted, ask,
    links::RemovePartner,
    notices::Notices,
    run,
    tickets::{Among, EditTicket, ListTickets, Owned, RecordIssue, ResolveTicket},
    users::SetUserEnabled,
    webhooks::{
        Courier, CreateWebhook, DeleteWebhook, DeliveryLog, DeliveryRow, EditWebhook, ListWebhooks,
        NewWebhook, Parcel, ReplayDelivery, RotateSecret, WebhookForm, WebhookOf, tend,
    },
};
use testkit::{Database, Kind, SeededIds, SeededSecrets, World, each};

const CONTOSO: &str = "contoso.example";
const NORTHWIND: &str = "northwind.example";
const ANNA: &str = "anna@contoso.example";
const MATS: &str = "mats@contoso.example";
const NORA: &str = "nora@northwind.example";
const NOEL: &str = "noel@northwind.example";

/// A receiver that remembers what it was told.
#[derive(Default)]
struct Receiver {
    parcels: Mutex<Vec<Parcel>>,
    answers: Mutex<Option<Result<u16, Unreached>>>,
}

impl Courier for Receiver {
    fn is_open(&self) -> bool {
        true
    }

    async fn deliver(&self, parcel: &Parcel) -> Result<u16, Unreached> {
        self.parcels.lock().unwrap().push(parcel.clone());
        self.answers.lock().unwrap().unwrap_or(Ok(204))
    }
}

impl Receiver {
    fn answer(&self, answer: Result<u16, Unreached>) {
        *self.answers.lock().unwrap() = Some(answer);
    }

    fn take(&self) -> Vec<Parcel> {
        std::mem::take(&mut *self.parcels.lock().unwrap())
    }

    /// What came in since the last time: types with the rooms of their tickets.
    fn told(&self) -> Vec<(String, String)> {
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let bodies = self.take().into_iter().map(|parcel| body(&parcel));
        let mut told: Vec<_> =
            bodies.map(|body| (word(&body["type"]), word(&body["data"]["roomId"]))).collect();
        told.sort();
        told
    }
}

fn body(parcel: &Parcel) -> Value {
    serde_json::from_str(&parcel.body).unwrap()
}

fn form(url: &str) -> WebhookForm {
    WebhookForm {
        name: Some("Help desk".to_owned()),
        address: Some(url.to_owned()),
        events: Some(["issue.recorded", "ticket.closed"].map(str::to_owned).to_vec()),
        ..WebhookForm::default()
    }
}

async fn made(world: &World, upn: &str, covers: Covers, form: WebhookForm) -> NewWebhook {
    run(&world.app, &world.caller(upn), CreateWebhook { covers, form }).await.unwrap()
}

async fn own(world: &World) -> NewWebhook {
    made(world, ANNA, Covers::Own, form("https://desk.example/in")).await
}

async fn edit(world: &World, upn: &str, webhook: Id<Webhook>, form: WebhookForm) {
    run(&world.app, &world.caller(upn), EditWebhook { webhook, stamp: None, form }).await.unwrap();
}

async fn record(world: &World, rooms: &[&str], is_high_impact: bool) {
    let command = RecordIssue {
        tenant: world.organization(CONTOSO),
        description: "The projector is yellow".to_owned(),
        rooms: rooms.iter().map(|name| world.room(CONTOSO, name)).collect(),
        is_high_impact,
    };
    run(&world.app, &world.caller(ANNA), command).await.unwrap();
}

/// The open tickets, the newest first.
async fn tickets(world: &World) -> Vec<Id<Ticket>> {
    let (realm, among) = (Realm::Own, Among::Open);
    let question =
        ListTickets { realm, wanted: Wanted::default(), among, owned: Owned::Anybody, counts: false };
    let mut found = ask(&world.app, &world.caller(ANNA), &question).await.unwrap().tickets;
    found.sort_by_key(|ticket| std::cmp::Reverse((ticket.opened_at, ticket.id)));
    found.into_iter().map(|ticket| ticket.id).collect()
}

async fn resolve(world: &World) {
    let ticket = tickets(world).await[0];
    let tenant = world.organization(CONTOSO);
    let resolve = ResolveTicket { tenant, ticket, stamp: None, reason: ClosureReason::Repaired };
    run(&world.app, &world.caller(ANNA), resolve).await.unwrap();
}

async fn pass(world: &World, receiver: &Arc<Receiver>, micros: i64) {
    world.clock.advance(micros);
    tend(&world.app, receiver).await.unwrap();
}

async fn log(world: &World, upn: &str, webhook: Id<Webhook>) -> Vec<DeliveryRow> {
    let question = DeliveryLog { webhook, wanted: Wanted::default(), count: true };
    let found = ask(&world.app, &world.caller(upn), &question).await.unwrap();
    assert_eq!(found.count, Some(i64::try_from(found.page.items.len()).unwrap()));
    found.page.items
}

async fn states(world: &World, upn: &str, webhook: Id<Webhook>) -> Vec<DeliveryState> {
    log(world, upn, webhook).await.into_iter().map(|row| row.state).collect()
}

fn issue(world: &World, room: &str) -> (String, String) {
    ("issue.recorded".to_owned(), world.room(CONTOSO, room).to_string())
}

/// The HMAC of Standard Webhooks, said once more.
fn signature(secret: &str, parcel: &Parcel) -> String {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    assert!((24..=64).contains(&key.len()));
    let text =
        [parcel.header("webhook-id"), ".", parcel.header("webhook-timestamp"), ".", &parcel.body].concat();
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), text.as_bytes());
    format!("v1,{}", STANDARD.encode(tag))
}

/// what happens is told at once, signed, by identifiers and words alone; a webhook is told of what it names.
#[tokio::test]
async fn a_webhook_is_told_what_happens() {
    each(async |world| {
        let receiver = Arc::new(Receiver::default());
        let hook = own(&world).await;
        record(&world, &["Berlin 1"], true).await;
        pass(&world, &receiver, 0).await;
        let parcels = receiver.take();
        let [parcel] = parcels.as_slice() else { panic!("{parcels:?}") };
        assert_eq!(parcel.header("webhook-signature"), signature(hook.secret.reveal(), parcel));
        assert_eq!(
            parcel.header("webhook-timestamp"),
            (world.app.clock.now().micros() / 1_000_000).to_string()
        );
        assert_eq!(parcel.address.as_str(), "https://desk.example/in");
        let told = body(parcel);
        assert_eq!(told["type"], "issue.recorded");
        assert_eq!(told["data"]["roomId"], json!(world.room(CONTOSO, "Berlin 1")));
        assert_eq!(told["data"]["severity"], "critical");
        assert!(!parcel.body.contains("projector") && !parcel.body.contains("Berlin"), "{}", parcel.body);
        resolve(&world).await;
        pass(&world, &receiver, 0).await;
        assert_eq!(receiver.told()[0].0, "ticket.closed");
        let form = WebhookForm { events: Some(vec!["ticket.opened".to_owned()]), ..WebhookForm::default() };
        edit(&world, ANNA, hook.id, form).await;
        record(&world, &["Berlin 1"], true).await;
        pass(&world, &receiver, DAY).await;
        assert_eq!(receiver.told(), []);
        assert_eq!(states(&world, ANNA, hook.id).await, [DeliveryState::Delivered; 2]);
        assert_eq!(world.database.number("select count(*) from notifications").await, 0);
    })
    .await;
}

/// a route by severity and group of rooms.
#[tokio::test]
async fn a_webhook_is_told_along_its_route() {
    each(async |world| {
        let receiver = Arc::new(Receiver::default());
        let group = Some(Some(world.group(CONTOSO, "Berlin")));
        let hook = made(&world, ANNA, Covers::Own, WebhookForm { group, ..form("https://a.example/") }).await;
        record(&world, &["Berlin 1", "Lisbon 1"], true).await;
        pass(&world, &receiver, 0).await;
        assert_eq!(receiver.told(), [issue(&world, "Berlin 1")]);
        let all = WebhookForm {
            group: Some(None),
            lowest_severity: Some("critical".to_owned()),
            ..WebhookForm::default()
        };
        edit(&world, ANNA, hook.id, all).await;
        record(&world, &["Lisbon 1"], false).await;
        pass(&world, &receiver, 0).await;
        assert_eq!(receiver.told(), []);
        record(&world, &["Lisbon 1"], true).await;
        pass(&world, &receiver, 0).await;
        assert_eq!(receiver.told(), [issue(&world, "Lisbon 1")]);
    })
    .await;
}

/// decision 18: the webhook of a partner is told of the rooms that its owner sees, and of no others; whom it
/// named alone; and the customer's log says that they were looked at.
#[tokio::test]
async fn a_partner_is_told_what_the_owner_sees() {
    each(async |world| {
        let scope = world.scope(CONTOSO, &["Berlin 1"], &[]);
        world.link(CONTOSO, NORTHWIND, scope, &[NORA]).await;
        let receiver = Arc::new(Receiver::default());
        let seeing = made(&world, NORA, Covers::Customers, form("https://nora.example/")).await;
        let blind = made(&world, NOEL, Covers::Customers, form("https://noel.example/")).await;
        let home = made(&world, NORA, Covers::Own, form("https://home.example/")).await;
        record(&world, &["Berlin 1", "Lisbon 1"], true).await;
        pass(&world, &receiver, 0).await;
        let parcels = receiver.take();
        let [parcel] = parcels.as_slice() else { panic!("{parcels:?}") };
        assert_eq!(parcel.address.as_str(), "https://nora.example/");
        let data = &body(parcel)["data"];
        assert_eq!(data["roomId"], json!(world.room(CONTOSO, "Berlin 1")));
        let contoso = world.organization(CONTOSO);
        let resource = data["resource"].as_str().unwrap();
        assert!(resource.starts_with(&format!("/v1.0/managedTenants/{contoso}/tickets/")));
        for silent in [blind.id, home.id] {
            assert_eq!(states(&world, NORA, silent).await, [], "not even that something happened");
        }
        service::observe::write_down(&world.app, true).await.unwrap();
        let views = "select count(*) from audit_events where kind = 'view.data'";
        assert!(world.database.number(views).await > 0);

        let named = WebhookForm { customers: Some(vec![contoso]), ..WebhookForm::default() };
        edit(&world, NORA, seeing.id, named).await;
        record(&world, &["Berlin 1"], true).await;
        pass(&world, &receiver, 0).await;
        assert_eq!(receiver.told(), [issue(&world, "Berlin 1")]);
        world
            .database
            .raw("update webhooks set customers = '[\"00000000-0000-0000-0000-000000000001\"]'")
            .await;
        record(&world, &["Berlin 1"], true).await;
        pass(&world, &receiver, 0).await;
        assert_eq!(receiver.told(), []);
        let stranger = WebhookForm {
            customers: Some(vec![world.organization("tailspin.example")]),
            ..WebhookForm::default()
        };
        let command = EditWebhook { webhook: seeing.id, stamp: None, form: stranger };
        let refused = run(&world.app, &world.caller(NORA), command).await;
        let Err(Refusal::Invalid(_, faults)) = refused else { panic!("{refused:?}") };
        assert_eq!((faults[0].field.as_str(), faults[0].code), ("tenantIds", Code::UnknownValue));
    })
    .await;
}

async fn give(world: &World, upn: &str, team: Option<Id<SecurityGroup>>) {
    let tenant = world.organization(CONTOSO);
    for ticket in tickets(world).await {
        let edit = EditTicket { team: Some(team), ..EditTicket::of(tenant, ticket) };
        run(&world.app, &world.caller(upn), edit).await.unwrap();
    }
}

/// R-265, decision 17: a route by team tells of tickets that stand with one of the teams of the organization whose webhook it is,
/// and of no other; where they stand with the team of another organization, they stand with none of its own.
#[tokio::test]
async fn a_route_by_team_tells_of_its_tickets() {
    each(async |world| {
        let scope = world.scope(CONTOSO, &["Berlin 1"], &[]);
        world.link(CONTOSO, NORTHWIND, scope, &[NORA, "gus@northwind.example"]).await;
        let receiver = Arc::new(Receiver::default());
        let [service, technicians] =
            ["Service", "Technicians"].map(|name| world.security_group(NORTHWIND, name));
        let routed =
            |teams: &[_]| WebhookForm { teams: Some(teams.to_vec()), ..form("https://desk.example/") };
        let by_team = made(&world, NORA, Covers::Customers, routed(&[service])).await;
        record(&world, &["Berlin 1"], true).await;
        pass(&world, &receiver, 0).await;
        assert_eq!(receiver.told(), [], "it stands with nobody yet");
        give(&world, NORA, Some(technicians)).await;
        resolve(&world).await;
        pass(&world, &receiver, 0).await;
        assert_eq!(receiver.told(), [], "with another team");
        record(&world, &["Berlin 1"], true).await;
        give(&world, NORA, Some(service)).await;
        // What the row says is of northwind.example; the customer cannot name that team, and another's webhook is not told by it.
        let own = made(&world, ANNA, Covers::Own, form("https://own.example/")).await;
        let stolen = format!("update webhooks set teams = '[\"{service}\"]' where name = 'Own'");
        let named = WebhookForm { name: Some("Own".to_owned()), ..WebhookForm::default() };
        edit(&world, ANNA, own.id, named).await;
        world.database.raw(&stolen).await;
        resolve(&world).await;
        pass(&world, &receiver, 0).await;
        let room = issue(&world, "Berlin 1").1;
        let both = ["issue.recorded", "ticket.closed"].map(|event| (event.to_owned(), room.clone()));
        assert_eq!(receiver.told(), both, "it stands with the team when webhooks are found");
        assert_eq!(states(&world, ANNA, own.id).await, [], "not the customer's team");

        // Without teams it is told of all again; who does something else leaves them as they are.
        let renamed = WebhookForm { name: Some("Desk".to_owned()), ..WebhookForm::default() };
        edit(&world, NORA, by_team.id, renamed).await;
        let row = ask(&world.app, &world.caller(NORA), &WebhookOf { webhook: by_team.id }).await.unwrap();
        assert_eq!(row.setting.teams, [service]);
        edit(&world, NORA, by_team.id, WebhookForm { teams: Some(vec![]), ..WebhookForm::default() }).await;
        record(&world, &["Berlin 1"], true).await;
        pass(&world, &receiver, 0).await;
        assert_eq!(receiver.told(), [issue(&world, "Berlin 1")]);
    })
    .await;
}

/// the right is decided when a message is sent, tried again or replayed; a right that was lost in between tells
/// nothing, and the message is known as withheld.
#[tokio::test]
async fn a_right_that_was_lost_tells_nothing() {
    each(async |world| {
        let scope = world.scope(CONTOSO, &["Berlin 1"], &[]);
        let linked = world.link(CONTOSO, NORTHWIND, scope, &[NORA]).await;
        let receiver = Arc::new(Receiver::default());
        let hook = made(&world, NORA, Covers::Customers, form("https://nora.example/")).await;
        record(&world, &["Berlin 1"], true).await;
        pass(&world, &receiver, 0).await;
        assert_eq!(receiver.take().len(), 1);
        assert_eq!(world.app.backlog().await.unwrap().deliveries.count, 0);
        receiver.answer(Ok(500));
        record(&world, &["Berlin 1"], true).await;
        pass(&world, &receiver, SECOND).await;
        assert_eq!(receiver.take().len(), 1);
        receiver.answer(Ok(204));
        let end = RemovePartner { link: linked.link, stamp: None, typed: None };
        run(&world.app, &world.caller(ANNA), end).await.unwrap();
        let delivered = log(&world, NORA, hook.id).await.last().unwrap().id;
        let replay = ReplayDelivery { webhook: hook.id, delivery: delivered };
        run(&world.app, &world.caller(NORA), replay).await.unwrap();
        pass(&world, &receiver, HOUR).await;
        assert_eq!(receiver.take().len(), 0);
        assert_eq!(states(&world, NORA, hook.id).await, [DeliveryState::Withheld; 2]);

        let own = made(&world, MATS, Covers::Own, form("https://mats.example/")).await;
        record(&world, &["Berlin 1"], true).await;
        receiver.answer(Ok(503));
        pass(&world, &receiver, 0).await;
        assert_eq!(receiver.take().len(), 1);
        receiver.answer(Ok(204));
        let disable = SetUserEnabled { user: world.user(MATS), enabled: false, stamp: None };
        run(&world.app, &world.caller(ANNA), disable).await.unwrap();
        pass(&world, &receiver, HOUR).await;
        let (told, mine) = (receiver.take().len(), states(&world, ANNA, own.id).await);
        assert_eq!((told, mine), (0, vec![DeliveryState::Withheld]));
    })
    .await;
}

/// what fails is tried again with growing pauses under the same identifier, and delivered in the end.
#[tokio::test]
async fn what_fails_is_tried_again() {
    each(async |world| {
        let receiver = Arc::new(Receiver::default());
        let hook = own(&world).await;
        receiver.answer(Ok(500));
        record(&world, &["Berlin 1"], true).await;
        pass(&world, &receiver, 0).await;
        let row = log(&world, ANNA, hook.id).await.remove(0);
        assert_eq!((row.state, row.status, row.tries), (DeliveryState::Waiting, Some(500), 1));
        let waiting = world.app.backlog().await.unwrap().deliveries;
        let tried = Some(world.app.clock.now());
        assert_eq!(
            (waiting.count, waiting.since, waiting.tried_since),
            (1, None, tried),
            "an operator sees it"
        );
        let pause = row.next_at.unwrap().since(world.app.clock.now());
        assert!((5 * SECOND..=5 * SECOND + SECOND / 2).contains(&pause), "{pause}");
        pass(&world, &receiver, 4 * SECOND).await;
        assert_eq!(receiver.parcels.lock().unwrap().len(), 1);
        receiver.answer(Err(Unreached::TimedOut));
        pass(&world, &receiver, 2 * SECOND).await;
        let row = log(&world, ANNA, hook.id).await.remove(0);
        assert_eq!((row.status, row.unreached, row.tries), (None, Some(Unreached::TimedOut), 2));
        receiver.answer(Ok(302));
        pass(&world, &receiver, 6 * MINUTE).await;
        receiver.answer(Ok(200));
        pass(&world, &receiver, HOUR).await;
        let parcels = receiver.take();
        let ids: BTreeSet<_> = parcels.iter().map(|parcel| parcel.header("webhook-id").to_owned()).collect();
        assert_eq!((parcels.len(), ids.len()), (4, 1));
        assert!(parcels.iter().map(|parcel| parcel.header("webhook-timestamp").to_owned()).is_sorted());
        let row = log(&world, ANNA, hook.id).await.remove(0);
        assert_eq!((row.state, row.status), (DeliveryState::Delivered, Some(200)));
        pass(&world, &receiver, DAY).await;
        assert_eq!(receiver.take().len(), 0);
    })
    .await;
}

/// after seven days a message is given up, and a webhook to which nothing could be delivered meanwhile is switched off,
/// with a notice and an event.
#[tokio::test]
async fn after_seven_days_a_webhook_is_switched_off() {
    each(async |world| {
        let receiver = Arc::new(Receiver::default());
        let hook = own(&world).await;
        receiver.answer(Err(Unreached::NoConnection));
        record(&world, &["Berlin 1"], true).await;
        for _ in 0..=7 * 24 {
            pass(&world, &receiver, HOUR).await;
        }
        assert_eq!(states(&world, ANNA, hook.id).await, [DeliveryState::Failed]);
        assert!((9..=16).contains(&receiver.take().len()));
        is_off(&world, hook.id, OffReason::Failing, "webhook_failing").await;
    })
    .await;
}

/// whoever answers 410 Gone is told no more; what waits is dropped.
#[tokio::test]
async fn a_receiver_that_is_gone_is_left_alone() {
    each(async |world| {
        let receiver = Arc::new(Receiver::default());
        let hook = own(&world).await;
        receiver.answer(Ok(500));
        record(&world, &["Berlin 1"], true).await;
        pass(&world, &receiver, 0).await;
        receiver.answer(Ok(410));
        record(&world, &["Berlin 2"], true).await;
        pass(&world, &receiver, SECOND).await;
        assert_eq!(receiver.take().len(), 2);
        record(&world, &["Berlin 2"], true).await;
        pass(&world, &receiver, DAY).await;
        assert_eq!(receiver.take().len(), 0);
        assert_eq!(
            states(&world, ANNA, hook.id).await,
            [DeliveryState::Failed, DeliveryState::Dropped],
            "nothing was added while it is off"
        );
        is_off(&world, hook.id, OffReason::Gone, "webhook_gone").await;
        let replay = ReplayDelivery { webhook: hook.id, delivery: log(&world, ANNA, hook.id).await[0].id };
        let refused = run(&world.app, &world.caller(ANNA), replay).await;
        assert!(matches!(refused, Err(Refusal::Conflict(Code::InvalidState, _))));
        receiver.answer(Ok(204));
        edit(&world, MATS, hook.id, WebhookForm { is_on: Some(true), ..WebhookForm::default() }).await;
        run(&world.app, &world.caller(ANNA), replay).await.unwrap();
        pass(&world, &receiver, 0).await;
        assert_eq!(receiver.told(), [issue(&world, "Berlin 2")]);
    })
    .await;
}

async fn is_off(world: &World, webhook: Id<Webhook>, reason: OffReason, kind: &str) {
    let row = ask(&world.app, &world.caller(ANNA), &WebhookOf { webhook }).await.unwrap();
    assert_eq!((row.setting.is_on, row.off_reason), (false, Some(reason)));
    let found = ask(&world.app, &world.caller(ANNA), &Notices::default()).await.unwrap().page.items;
    assert_eq!(found.iter().filter(|notice| notice.kind == kind).count(), 1);
    let events = "select count(*) from audit_events where kind = 'webhook.turned_off'";
    assert_eq!(world.database.number(events).await, 1);
}

/// a message can be sent once more, under its identifier.
#[tokio::test]
async fn a_message_is_replayed() {
    each(async |world| {
        let receiver = Arc::new(Receiver::default());
        let hook = own(&world).await;
        record(&world, &["Berlin 1"], true).await;
        pass(&world, &receiver, 0).await;
        let delivery: Id<Delivery> = log(&world, ANNA, hook.id).await[0].id;
        run(&world.app, &world.caller(ANNA), ReplayDelivery { webhook: hook.id, delivery }).await.unwrap();
        pass(&world, &receiver, 0).await;
        let ids: Vec<_> =
            receiver.take().into_iter().map(|parcel| parcel.header("webhook-id").to_owned()).collect();
        assert_eq!(ids, [delivery.to_string(), delivery.to_string()]);
        assert_eq!(states(&world, ANNA, hook.id).await, [DeliveryState::Delivered]);
        let other = ReplayDelivery { webhook: Id::new(delivery.uuid()), delivery };
        assert!(matches!(run(&world.app, &world.caller(ANNA), other).await, Err(Refusal::Missing)));
    })
    .await;
}

/// after a change of the secret both sign for a day, then the new one alone; no secret stands in the store.
#[tokio::test]
async fn two_secrets_sign_for_a_day() {
    each(async |world| {
        let receiver = Arc::new(Receiver::default());
        let hook = own(&world).await;
        let rotate = RotateSecret { webhook: hook.id };
        let new = run(&world.app, &world.caller(MATS), rotate).await.unwrap();
        let expected = |parcel: &Parcel, secrets: &[&str]| {
            secrets.iter().map(|secret| signature(secret, parcel)).collect::<Vec<_>>().join(" ")
        };
        let (old, new) = (hook.secret.reveal(), new.reveal());
        assert_ne!(old, new);
        record(&world, &["Berlin 1"], true).await;
        pass(&world, &receiver, DAY - MINUTE).await;
        let parcel = receiver.take().remove(0);
        assert_eq!(parcel.header("webhook-signature"), expected(&parcel, &[new, old]));
        record(&world, &["Berlin 1"], true).await;
        pass(&world, &receiver, MINUTE).await;
        let parcel = receiver.take().remove(0);
        assert_eq!(parcel.header("webhook-signature"), expected(&parcel, &[new]));
        let rows = format!("{:?}", world.database.raw("select * from webhooks").await);
        let events = format!("{:?}", world.database.raw("select * from audit_events").await);
        for text in [rows, events] {
            let secret = |shown: &str| shown.trim_start_matches("whsec_").to_owned();
            assert!(!text.contains(&secret(old)) && !text.contains(&secret(new)));
        }
    })
    .await;
}

/// a test is signed, sent at once and once, whether the webhook is on or not, and is in the log.
#[tokio::test]
async fn a_webhook_is_tested() {
    each(async |world| {
        let receiver = Arc::new(Receiver::default());
        let off = WebhookForm { is_on: Some(false), ..form("https://desk.example/in") };
        let hook = made(&world, ANNA, Covers::Own, off).await;
        let test = async || {
            service::webhooks::test(&world.app, &receiver, &world.caller(ANNA), hook.id).await.unwrap()
        };
        let sent = test().await;
        assert_eq!((sent.told, sent.state, sent.status), (Told::Test, DeliveryState::Delivered, Some(204)));
        let parcel = receiver.take().remove(0);
        assert_eq!(parcel.header("webhook-signature"), signature(hook.secret.reveal(), &parcel));
        assert_eq!(body(&parcel)["type"], "test");
        receiver.answer(Ok(404));
        let sent = test().await;
        assert_eq!((sent.state, sent.status), (DeliveryState::Failed, Some(404)));
        pass(&world, &receiver, DAY).await;
        assert_eq!(receiver.take().len(), 1, "it is not tried again");
    })
    .await;
}

/// webhooks are a setting: whoever may not modify settings neither sees nor makes one, and whoever changes where one
/// leads answers for it from then on, so that nobody reads with the eyes of somebody else.
#[tokio::test]
async fn whoever_sets_a_webhook_owns_it() {
    each(async |world| {
        let scope = world.scope(CONTOSO, &["Berlin 1"], &[]);
        world.link(CONTOSO, NORTHWIND, scope, &[NORA]).await;
        let receiver = Arc::new(Receiver::default());
        let hook = made(&world, NORA, Covers::Customers, form("https://nora.example/")).await;
        for upn in ["ned@northwind.example", "pia@northwind.example"] {
            let list = ask(&world.app, &world.caller(upn), &ListWebhooks { covers: None }).await;
            assert!(matches!(list, Err(Refusal::Denied(..))), "{upn}");
            let command = CreateWebhook { covers: Covers::Own, form: form("https://a.example/") };
            assert!(matches!(run(&world.app, &world.caller(upn), command).await, Err(Refusal::Denied(..))));
        }
        let foreign = ask(&world.app, &world.caller(ANNA), &WebhookOf { webhook: hook.id }).await;
        assert!(matches!(foreign, Err(Refusal::Missing)));
        let off = WebhookForm { is_on: Some(false), ..WebhookForm::default() };
        edit(&world, NOEL, hook.id, off).await;
        let row = ask(&world.app, &world.caller(NOEL), &WebhookOf { webhook: hook.id }).await.unwrap();
        assert_eq!((row.setting.owner, row.setting.is_on), (world.user(NORA), false));
        let on = WebhookForm {
            is_on: Some(true),
            address: Some("https://noel.example/".to_owned()),
            ..WebhookForm::default()
        };
        edit(&world, NOEL, hook.id, on).await;
        let row = ask(&world.app, &world.caller(NOEL), &WebhookOf { webhook: hook.id }).await.unwrap();
        assert_eq!(row.setting.owner, world.user(NOEL));
        record(&world, &["Berlin 1"], true).await;
        pass(&world, &receiver, 0).await;
        assert_eq!(receiver.take().len(), 0, "noel sees no room of a customer");
        run(&world.app, &world.caller(NOEL), DeleteWebhook { webhook: hook.id, stamp: None }).await.unwrap();
        assert_eq!(world.database.number("select count(*) from webhooks").await, 0);
    })
    .await;
}

/// bad settings are told by field, all at once.
#[tokio::test]
async fn bad_settings_are_told() {
    each(async |world| {
        let bad = WebhookForm {
            address: Some("https://127.0.0.1/".to_owned()),
            events: Some(vec!["ticket.opened".to_owned(), "moon.landed".to_owned()]),
            customers: Some(vec![world.organization(NORTHWIND)]),
            group: Some(Some(Id::new(world.ids.id::<Webhook>().uuid()))),
            teams: Some(vec![world.security_group(NORTHWIND, "Service")]),
            lowest_severity: Some("awful".to_owned()),
            ..WebhookForm::default()
        };
        let command = CreateWebhook { covers: Covers::Own, form: bad };
        let refused = run(&world.app, &world.caller(ANNA), command).await;
        let Err(Refusal::Invalid(Code::InvalidValue, faults)) = refused else { panic!("{refused:?}") };
        let told: Vec<_> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        assert_eq!(
            told,
            [
                ("displayName", Code::Required),
                ("url", Code::AddressNotAllowed),
                ("events", Code::UnknownValue),
                ("tenantIds", Code::UnknownValue),
                ("roomGroupId", Code::UnknownValue),
                ("teamIds", Code::UnknownValue),
                ("lowestSeverity", Code::UnknownValue),
            ]
        );
    })
    .await;
}

/// what is told in the portal is told to webhooks that want it, by the audience of their owner.
#[tokio::test]
async fn notices_are_told() {
    each(async |world| {
        let receiver = Arc::new(Receiver::default());
        let notices = || WebhookForm {
            events: Some(vec!["notice.left".to_owned()]),
            ..form("https://northwind.example/in")
        };
        made(&world, NORA, Covers::Customers, notices()).await;
        made(&world, NORA, Covers::Own, notices()).await;
        let command = service::invitations::SendInvitation {
            to: service::invitations::To::Domain { domain: NORTHWIND.to_owned(), valid_days: "7".to_owned() },
            scope: Scope::ALL,
            accepted_terms: Some(service::invitations::terms::VERSION.to_owned()),
        };
        service::invitations::send(&world.app, &world.caller(ANNA), command).await.unwrap();
        pass(&world, &receiver, 0).await;
        let parcels = receiver.take();
        let [parcel] = parcels.as_slice() else { panic!("{parcels:?}") };
        let told = body(parcel);
        assert_eq!(
            (&told["type"], &told["data"]["kind"]),
            (&json!("notice.left"), &json!("invitation_received"))
        );
        assert_eq!(told["data"]["tenantId"], json!(world.organization(CONTOSO)));
    })
    .await;
}

/// Two nodes over one database send each message once.
#[tokio::test]
async fn two_nodes_do_not_both_send() {
    let world = World::new(Database::fresh(Kind::Postgresql).await).await;
    let secrets = Arc::new(SeededSecrets::default());
    let sealer = Sealer::parse(&Sealer::fresh_key_file(secrets.as_ref())).unwrap();
    let ids = Arc::new(SeededIds::default());
    let settings = Settings::default();
    let other = App::new(world.database.second_node(), world.clock.clone(), ids, secrets, sealer, settings);
    for _ in 0..5 {
        own(&world).await;
    }
    let receiver = Arc::new(Receiver::default());
    for _ in 0..10 {
        record(&world, &["Berlin 1", "Berlin 2"], true).await;
        let (one, two) = tokio::join!(tend(&world.app, &receiver), tend(&other, &receiver));
        one.and(two).unwrap();
        let parcels = receiver.take();
        let ids: BTreeSet<_> = parcels.iter().map(|parcel| parcel.header("webhook-id")).collect();
        assert_eq!((parcels.len(), ids.len()), (10, 10));
    }
}

/// A node that dies while it sends leaves the message to another when its time is over.
#[tokio::test]
async fn what_a_node_left_is_sent_by_another() {
    each(async |world| {
        let receiver = Arc::new(Receiver::default());
        own(&world).await;
        record(&world, &["Berlin 1"], true).await;
        pass(&world, &receiver, 0).await;
        let first = receiver.take().remove(0).header("webhook-id").to_owned();
        world
            .database
            .raw("update webhook_deliveries set outcome = null, settled_at = null, is_taken = true")
            .await;
        pass(&world, &receiver, MINUTE).await;
        assert_eq!(receiver.take().len(), 0);
        pass(&world, &receiver, MINUTE).await;
        assert_eq!(receiver.take().remove(0).header("webhook-id"), first);
    })
    .await;
}

/// the log holds identifiers alone, for thirty days.
#[tokio::test]
async fn the_log_is_kept_for_thirty_days() {
    each(async |world| {
        let receiver = Arc::new(Receiver::default());
        let hook = own(&world).await;
        record(&world, &["Berlin 1"], true).await;
        pass(&world, &receiver, 0).await;
        let rows = format!("{:?}", world.database.raw("select * from webhook_deliveries").await);
        assert!(!rows.contains("projector") && !rows.contains("Berlin"), "{rows}");
        pass(&world, &receiver, 30 * DAY).await;
        assert_eq!(log(&world, ANNA, hook.id).await.len(), 1);
        pass(&world, &receiver, HOUR).await;
        assert_eq!(log(&world, ANNA, hook.id).await.len(), 0);
    })
    .await;
}

/// A receiver that does not answer holds up nobody else, not even with many messages.
#[tokio::test]
async fn a_slow_receiver_holds_up_nobody() {
    /// Answers nothing on one host until it may.
    struct Slow {
        open: tokio::sync::Semaphore,
        told: Mutex<Vec<String>>,
        other: tokio::sync::Notify,
    }
    impl Courier for Slow {
        fn is_open(&self) -> bool {
            true
        }

        async fn deliver(&self, parcel: &Parcel) -> Result<u16, Unreached> {
            let host = parcel.address.authority.clone();
            if host == "slow.example" {
                self.open.acquire().await.unwrap().forget();
            } else {
                self.other.notify_one();
            }
            self.told.lock().unwrap().push(host);
            Ok(204)
        }
    }
    let world = World::new(Database::fresh(Kind::Sqlite).await).await;
    made(&world, ANNA, Covers::Own, form("https://slow.example/")).await;
    for _ in 0..6 {
        record(&world, &["Berlin 1"], true).await;
    }
    made(&world, ANNA, Covers::Own, form("https://quick.example/")).await;
    let slow = Arc::new(Slow {
        open: tokio::sync::Semaphore::new(0),
        told: Mutex::default(),
        other: tokio::sync::Notify::new(),
    });
    let look = async {
        slow.other.notified().await;
        slow.open.add_permits(100);
    };
    let (tended, ()) = tokio::join!(tend(&world.app, &slow), look);
    tended.unwrap();
    let told = slow.told.lock().unwrap().clone();
    assert_eq!(told.iter().filter(|host| *host == "slow.example").count(), 6);
    assert_eq!(told.iter().filter(|host| *host == "quick.example").count(), 6);
}
