//! Reports as they arrive by e-mail, and the pages by which people have them sent.

use axum::http::Method;
use domain::time::{DAY, MINUTE, Time};
use serde_json::{Value, json};
use service::{
    Settings,
    account::{EditAccount, set_mail_choice},
    notifications::{MailChoice, tend},
    organizations::{SetLogo, SetPartnerCapability},
    run,
    users::SetUserEnabled,
};
use testkit::{
    Database, Kind, World, each_linked,
    http::{Client, Served},
    smtp::{MailServer, Part, Received},
};

use crate::{general::PNG, mail::mailer, reports::used};

pub(super) const ANNA: &str = "anna@contoso.example";
pub(super) const PIA: &str = "pia@northwind.example";
pub(super) const PATH: &str = "/v1.0/reports/subscriptions";

/// A linked world with a mail server and a used room.
async fn start(kind: Kind) -> (Served, MailServer) {
    let settings = Settings { sends_mail: true, ..Settings::default() };
    let world = World::with(Database::fresh(kind).await, settings).await;
    let scope = world.scope("contoso.example", &[], &["Berlin"]);
    world.link("contoso.example", "northwind.example", scope, &[PIA]).await;
    used(&world).await;
    (Served::start(world).await, MailServer::start().await)
}

pub(super) async fn speaks(served: &Served, upn: &str, language: &str, zone: &str) {
    let (language, time_zone) = (language.to_owned(), zone.to_owned());
    run(&served.world.app, &served.world.caller(upn), EditAccount { language, time_zone, stamp: None })
        .await
        .unwrap();
}

/// Lets it be the moment of a subscription.
pub(super) async fn until_next(served: &Served, client: &Client, path: &str) -> Time {
    let next: Time = client.get(path).await.json()["nextDateTime"].as_str().unwrap().parse().unwrap();
    served.world.clock.advance(next.since(served.world.app.clock.now()));
    next
}

pub(super) async fn post(served: &Served, server: &MailServer) {
    tend(&served.world.app, &mailer(server.port())).await.unwrap();
}

pub(super) async fn subscribed(client: &Client, body: &Value) -> String {
    let made = client.post(PATH, body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.location().to_owned()
}

pub(super) fn part<'a>(parts: &'a [Part], kind: &str) -> &'a Part {
    parts.iter().find(|part| part.header("Content-Type").starts_with(kind)).expect(kind)
}

fn file(parts: &[Part], name: &str) -> String {
    let is_it = |part: &&Part| part.header("Content-Disposition").contains(&format!("\"{name}\""));
    parts.iter().find(is_it).expect(name).text()
}

/// How many reports came; notices come in Steward's own name.
fn reports(server: &MailServer) -> usize {
    server.messages().iter().filter(|message| !message.header("From").starts_with("Steward")).count()
}

fn only(server: &MailServer) -> Received {
    let messages = server.messages();
    assert_eq!(messages.len(), 1, "{messages:?}");
    messages[0].clone()
}

/// a partner has all reports of all customers in scope sent from the page: in the name of the partner, in the
/// reader's language with its numbers and days, as text and as HTML that fetches nothing, every table as a file without formulas.
/// What is stored of it holds no word of a customer.
#[tokio::test]
async fn a_report_arrives_in_the_language_of_its_reader() {
    for kind in Kind::ALL {
        let (served, server) = start(kind).await;
        speaks(&served, PIA, "ru", "Europe/Moscow").await;
        let mut pia = served.sign_in(PIA).await;
        let page = pia.page("/partner/reports/usage").await;
        assert!(page.contains("href=\"/partner/reports/subscriptions/new?report=usage\""), "{page}");
        let form = pia.page("/partner/reports/subscriptions/new?report=usage").await;
        assert!(form.contains("<option value=\"usage\" selected>"), "{form}");
        let fields = [("report", "all"), ("days", "week"), ("day", "monday"), ("hour", "7")];
        let saved = pia.post("/partner/reports/subscriptions/new", &fields).await;
        assert_eq!(saved.location(), "/partner/reports/subscriptions?done=added", "{}", saved.text());
        let list = pia.page("/partner/reports/subscriptions").await;
        assert!(list.contains("Все отчеты") && list.contains("Каждый понедельник, 07:00"), "{list}");

        let client = served.client(PIA).await;
        let id = client.get(PATH).await.json()["value"][0]["id"].as_str().unwrap().to_owned();
        let next = until_next(&served, &client, &format!("{PATH}/{id}")).await;
        assert!(next.to_string().contains("T04:00:00"), "07:00 in Moscow: {next}");
        post(&served, &server).await;
        let message = only(&server);
        assert!(message.header("From").starts_with("Northwind"), "{:?}", message.headers);
        assert!(message.header("From").ends_with("<steward@operator.example>"), "{:?}", message.headers);
        assert_eq!(message.to, [PIA]);
        assert!(message.header("Subject").starts_with("Все отчеты: "), "{}", message.header("Subject"));
        assert_eq!(message.header("Auto-Submitted"), "auto-generated");
        let parts = message.parts();
        let (text, html) = (part(&parts, "text/plain").text(), part(&parts, "text/html").text());
        for body in [&text, &html] {
            assert!(body.contains("=SUM(A1)") && body.contains("2,7 %"), "an hour and a half of 56: {body}");
            assert!(body.contains("https://steward.example/partner/reports/usage?from="), "{body}");
            assert!(body.contains("https://steward.example/partner/reports/subscriptions"), "{body}");
            assert!(!body.contains("Lisbon 1"), "a room out of scope: {body}");
        }
        for fetched in ["<img", "<script", "<link", "src=", "url("] {
            assert!(!html.contains(fetched), "{fetched}: {html}");
        }
        let usage = file(&parts, "usage-rooms.csv");
        assert!(usage.contains("\r\n'=SUM(A1),Contoso"), "{usage}");
        assert_eq!(
            parts.iter().filter(|part| part.header("Content-Type").starts_with("text/csv")).count(),
            parts.len() - 2
        );
        let mut pia = served.sign_in(PIA).await;
        assert!(pia.page("/partner/reports/subscriptions").await.contains("badge-good"));
        for table in ["report_subscriptions", "mails"] {
            let rows = format!("{:?}", served.world.database.raw(&format!("select * from {table}")).await);
            assert!(!rows.contains("Contoso") && !rows.contains("SUM"), "{rows}");
        }
    }
}

/// a report carries the logo of the organization in whose name it comes, inside the message, so that nothing is fetched; without
/// a logo there is none.
#[tokio::test]
async fn a_report_carries_the_logo() {
    for kind in Kind::ALL {
        let (served, server) = start(kind).await;
        let noel = served.world.caller("noel@northwind.example");
        run(&served.world.app, &noel, SetLogo(Some(PNG.to_vec()))).await.unwrap();
        let pia = served.client(PIA).await;
        let body =
            json!({"report": "usage", "covers": "customers", "days": "week", "day": "monday", "hour": 7});
        let path = subscribed(&pia, &body).await;
        until_next(&served, &pia, &path).await;
        post(&served, &server).await;
        let message = only(&server);
        let parts = message.parts();
        let logo = part(&parts, "image/png");
        assert_eq!((logo.header("Content-ID"), logo.content.as_slice()), ("<logo>", PNG));
        let html = part(&parts, "text/html").text();
        assert!(html.contains("<img src=\"cid:logo\" alt=\"Northwind\""), "{html}");
        assert_eq!(html.matches("src=").count(), 1, "{html}");
        assert!(parts.iter().any(|part| part.header("Content-Disposition").contains("usage-rooms.csv")));
    }
}

/// one's own rooms in Korean; the first of the month tells of the month before.
#[tokio::test]
async fn the_month_before_arrives_on_the_first() {
    for kind in Kind::ALL {
        let (served, server) = start(kind).await;
        speaks(&served, ANNA, "ko", "Asia/Seoul").await;
        let anna = served.client(ANNA).await;
        let body =
            json!({"report": "callQuality", "covers": "own", "days": "month", "day": "first", "hour": 9});
        let path = subscribed(&anna, &body).await;
        let next = until_next(&served, &anna, &path).await;
        assert!(next.to_string().contains("-01T00:00:00"), "09:00 in Seoul: {next}");
        post(&served, &server).await;
        let message = only(&server);
        assert!(message.header("From").starts_with("Contoso"), "{:?}", message.headers);
        let subject = message.header("Subject");
        assert!(subject.starts_with("통화 품질: Contoso"), "{subject}");
        let parts = message.parts();
        let text = part(&parts, "text/plain").text();
        assert!(text.contains("=SUM(A1)") && text.contains("양호") && !text.contains("report-"), "{text}");
        let names: Vec<_> = parts.iter().map(|part| part.header("Content-Disposition")).collect();
        assert!(names.iter().any(|name| name.contains("call-quality-rooms.csv")), "{names:?}");
        // Each month once.
        post(&served, &server).await;
        served.world.clock.advance(27 * DAY);
        post(&served, &server).await;
        assert_eq!(server.messages().len(), 1);
    }
}

/// whoever lost the right, was disabled or switched e-mail off gets nothing, and the list says why; with the right the
/// report comes back.
#[tokio::test]
async fn nothing_is_sent_to_whoever_may_not_see_it() {
    for kind in Kind::ALL {
        let (served, server) = start(kind).await;
        let world = &served.world;
        let contoso = world.organization("contoso.example");
        let pia = served.client(PIA).await;
        let group = world.group("contoso.example", "Berlin");
        let body = json!({"covers": "customers", "tenantId": contoso.uuid(), "roomGroupId": group.uuid()});
        let path = subscribed(&pia, &body).await;
        let result = async || served.client(PIA).await.get(&path).await.json()["lastResult"].clone();
        let partner = world.organization("northwind.example");
        let olga = world.caller("olga@operator.example");
        let capable = |on| SetPartnerCapability { organization: partner, on };
        run(&world.app, &olga, capable(false)).await.unwrap();
        until_next(&served, &pia, &path).await;
        post(&served, &server).await;
        assert_eq!((reports(&server), result().await), (0, json!("notAllowed")));
        let mut browser = served.sign_in(PIA).await;
        let list = browser.page("/reports/subscriptions").await;
        assert!(list.contains("you may not see this report of these rooms any more"), "{list}");
        assert!(list.contains("not in your sight any more") && !list.contains("Contoso"), "{list}");

        run(&world.app, &olga, capable(true)).await.unwrap();
        let off = MailChoice { is_on: false, ..MailChoice::default() };
        set_mail_choice(&world.app, &world.caller(PIA), off).await.unwrap();
        until_next(&served, &served.client(PIA).await, &path).await;
        post(&served, &server).await;
        assert_eq!((reports(&server), result().await), (0, json!("noMail")));
        set_mail_choice(&world.app, &world.caller(PIA), MailChoice::default()).await.unwrap();
        until_next(&served, &served.client(PIA).await, &path).await;
        post(&served, &server).await;
        assert_eq!((reports(&server), result().await), (1, json!("sent")));

        let nora = world.caller("nora@northwind.example");
        let disable = SetUserEnabled { user: world.user(PIA), enabled: false, stamp: None };
        until_next(&served, &served.client(PIA).await, &path).await;
        run(&world.app, &nora, disable).await.unwrap();
        post(&served, &server).await;
        let noted = "select count(*) from report_subscriptions where last_result = 'noMail'";
        assert_eq!((reports(&server), world.database.number(noted).await), (1, 1));
    }
}

/// Mail server down, then up again, two nodes at once, and weeks without any: a report that was due comes once, the newest alone. That it
/// is taken away is written down at the customer once, however often it is tried (decision 18).
#[tokio::test]
async fn a_due_report_is_sent_once() {
    for kind in Kind::ALL {
        let (served, server) = start(kind).await;
        let world = &served.world;
        // In the log of the customer; the partner's own has it too.
        let exports =
            "select count(*) from audit_events where kind = 'export.list' and tenant_id <> actor_tenant_id";
        let pia = served.client(PIA).await;
        let path = subscribed(&pia, &json!({"covers": "customers", "report": "health"})).await;
        until_next(&served, &pia, &path).await;
        let port = server.port();
        drop(server);
        let mailer = mailer(port);
        for _ in 0..3 {
            let (one, other) = tokio::join!(tend(&world.app, &mailer), tend(&world.app, &mailer));
            one.unwrap();
            other.unwrap();
            world.clock.advance(MINUTE);
        }
        assert_eq!(world.database.number(exports).await, 1);
        let server = MailServer::at(port).await;
        for _ in 0..3 {
            let (one, other) = tokio::join!(tend(&world.app, &mailer), tend(&world.app, &mailer));
            one.unwrap();
            other.unwrap();
            world.clock.advance(MINUTE);
        }
        assert_eq!(server.messages().len(), 1);
        world.clock.advance(20 * DAY);
        tend(&world.app, &mailer).await.unwrap();
        tend(&world.app, &mailer).await.unwrap();
        assert_eq!(server.messages().len(), 2, "of three Mondays the last");
        assert_eq!(world.database.number(exports).await, 2);
    }
}

/// one's subscriptions are listed, changed, paused, sent at once and ended, by the pages and by the API; each change leaves its
/// event; the hour follows the person's clock.
#[tokio::test]
async fn people_manage_what_is_sent_to_them() {
    for kind in Kind::ALL {
        let (served, server) = start(kind).await;
        speaks(&served, ANNA, "en", "UTC").await;
        let anna = served.client(ANNA).await;
        let path = subscribed(&anna, &json!({"covers": "own"})).await;
        let made = anna.get(&path).await.json();
        let told = [&made["report"], &made["days"], &made["day"], &made["hour"], &made["lastResult"]];
        assert_eq!(told, [&json!("all"), &json!("week"), &json!("monday"), &json!(8), &Value::Null]);
        let changed = anna.patch(&path, made["@odata.etag"].as_str().unwrap(), &json!({"hour": 21})).await;
        assert!(changed.json()["nextDateTime"].as_str().unwrap().contains("T21:00:00"), "{}", changed.text());
        let stale = anna.patch(&path, made["@odata.etag"].as_str().unwrap(), &json!({"hour": 1})).await;
        assert_eq!(stale.status, 412);
        speaks(&served, ANNA, "en", "Asia/Seoul").await;
        let next = anna.get(&path).await.json()["nextDateTime"].clone();
        assert!(next.as_str().unwrap().contains("T12:00:00"), "21:00 in Seoul: {next}");

        let mut browser = served.sign_in(ANNA).await;
        let id = path.rsplit('/').next().unwrap();
        let page = format!("/reports/subscriptions/{id}");
        let form = browser.page(&format!("{page}/edit")).await;
        assert!(form.contains("<option value=\"21\" selected>21:00</option>"), "{form}");
        let bad = [("report", "all"), ("days", "week"), ("day", "monday"), ("hour", "24")];
        let refused = browser.post(&format!("{page}/edit"), &bad).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        let paused = browser.post(&format!("{page}/pause"), &[("isPaused", "yes")]).await;
        assert_eq!(paused.location(), "/reports/subscriptions?done=saved");
        assert!(browser.page("/reports/subscriptions").await.contains("Paused"));
        served.world.clock.advance(15 * DAY);
        post(&served, &server).await;
        assert_eq!(server.messages().len(), 0, "paused");
        let (anna, mut browser) = (served.client(ANNA).await, served.sign_in(ANNA).await);
        for _ in 0..2 {
            browser.page("/reports/subscriptions").await;
            assert_eq!(browser.post(&format!("{page}/send"), &[]).await.status, 303);
        }
        post(&served, &server).await;
        assert_eq!(server.messages().len(), 1, "asked for twice, sent once");
        let resumed = anna.call(Method::PATCH, &path, &[], &json!({"isPaused": false})).await;
        assert!(resumed.json()["nextDateTime"].is_string(), "{}", resumed.text());
        let mats = served.client("mats@contoso.example").await;
        for (method, path) in [(Method::GET, path.clone()), (Method::POST, format!("{path}/send"))] {
            assert_eq!(mats.call(method, &path, &[], &Value::Null).await.status, 404, "not his");
        }
        assert_eq!(anna.post(&format!("{path}/send"), &Value::Null).await.status, 204);
        assert_eq!(browser.post(&format!("{page}/delete"), &[]).await.status, 303);
        post(&served, &server).await;
        assert_eq!(server.messages().len(), 1, "what waited is not sent");
        assert_eq!(anna.get(&path).await.status, 404);
        for (event, count) in [
            ("report.subscribed", 1),
            ("report.subscription_edited", 3),
            ("report.requested", 3),
            ("report.unsubscribed", 1),
        ] {
            let sql = format!("select count(*) from audit_events where kind = '{event}'");
            assert_eq!(served.world.database.number(&sql).await, count, "{event}");
        }
        for _ in 0..20 {
            subscribed(&anna, &json!({"covers": "own"})).await;
        }
        let full = anna.post(PATH, &json!({"covers": "own"})).await;
        assert_eq!((full.status.as_u16(), full.code()), (409, "too_many".to_owned()));
    }
}

/// nobody subscribes to what they may not read; without a mail server nothing is offered.
#[tokio::test]
async fn a_subscription_gives_no_right() {
    each_linked(async |world: World, _| {
        let served = Served::start(world).await;
        let world = &served.world;
        let (contoso, lisbon) =
            (world.organization("contoso.example"), world.group("contoso.example", "Lisbon"));
        let pia = served.client(PIA).await;
        let there = |group: uuid::Uuid| {
            json!({"covers": "customers", "tenantId": contoso.uuid(), "roomGroupId": group})
        };
        let unseen = pia.post(PATH, &there(lisbon.uuid())).await;
        let unknown = pia.post(PATH, &there(uuid::Uuid::from_u128(7))).await;
        assert_eq!((unseen.status.as_u16(), unknown.status.as_u16()), (422, 422), "{}", unseen.text());
        assert_eq!(unseen.json()["error"]["details"], unknown.json()["error"]["details"]);
        let sven = served.client("sven@tailspin.example").await;
        let strange = json!({"covers": "customers", "tenantId": contoso.uuid()});
        assert_eq!(sven.post(PATH, &strange).await.status, 404);
        let uma = served.client("uma@contoso.example").await;
        assert_eq!(uma.post(PATH, &json!({"covers": "own"})).await.status, 403);
        let anna = served.client(ANNA).await;
        for (body, target) in [
            (json!({"covers": "all"}), "covers"),
            (json!({"covers": "own", "tenantId": contoso.uuid()}), "tenantId"),
            (json!({"covers": "own", "report": "tickets"}), "report"),
            (json!({"covers": "own", "day": "today"}), "day"),
            (json!({"covers": "own", "days": "year"}), "days"),
            (json!({"covers": "own", "hour": 24}), "hour"),
        ] {
            let refused = anna.post(PATH, &body).await;
            assert_eq!(refused.status, 422, "{body}");
            assert_eq!(refused.json()["error"]["details"][0]["target"], target, "{}", refused.text());
        }
        let path = subscribed(&anna, &json!({"covers": "own"})).await;
        assert_eq!(anna.post(&format!("{path}/send"), &Value::Null).await.status, 409);
        let mut browser = served.sign_in(ANNA).await;
        assert!(!browser.page("/reports").await.contains("/reports/subscriptions/new"));
        assert!(browser.page("/reports/subscriptions").await.contains("This server sends no e-mail"));
    })
    .await;
}
