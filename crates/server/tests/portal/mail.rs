//! E-mail as it arrives: at a mail server of its own on loopback, in the language of its reader; and the pages about it.

use std::collections::BTreeSet;

use domain::{directory::Principal, id::Id, scope::Scope, time::MINUTE};
use hyper::StatusCode;
use server::{
    config::{Config, MailSecurity},
    mail::{Mailer, TrialError, send_trial},
};
use service::{
    Settings,
    assignments::{AssignmentForm, CreateAssignment},
    notifications::tend,
    roles::RoleContext,
    run,
    tickets::{EditTicket, RecordIssue},
};
use testkit::{Database, Kind, World, http::Served, smtp::MailServer};
use tokio_util::sync::CancellationToken;

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";
const UMA: &str = "uma@contoso.example";

pub(super) fn mailer(port: u16) -> Mailer {
    let config = Config {
        public_url: "https://steward.example".to_owned(),
        mail_server: Some("127.0.0.1".to_owned()),
        mail_port: Some(port),
        mail_security: MailSecurity::None,
        mail_from: Some("Steward <steward@operator.example>".to_owned()),
        ..Config::default()
    };
    Mailer::of(&config, CancellationToken::new()).unwrap().unwrap()
}

async fn world(kind: Kind) -> World {
    let settings = Settings { sends_mail: true, ..Settings::default() };
    World::with(Database::fresh(kind).await, settings).await
}

async fn assigned(world: &World, upn: &str) {
    let form = AssignmentForm {
        name: "Mail".to_owned(),
        members: vec![Principal::User(world.user(upn))],
        scope: Scope::ALL,
        sends_mail: true,
        ..AssignmentForm::default()
    };
    let command = CreateAssignment { context: RoleContext::Own, role: "site_tech".to_owned(), form };
    run(&world.app, &world.caller(ANNA), command).await.unwrap();
}

async fn recorded(world: &World, rooms: &[&str]) {
    let command = RecordIssue {
        tenant: world.organization(CONTOSO),
        description: "The projector is yellow\nand hums".to_owned(),
        rooms: rooms.iter().map(|name| world.room(CONTOSO, name)).collect(),
        is_high_impact: true,
    };
    run(&world.app, &world.caller(ANNA), command).await.unwrap();
}

/// R-265, decision 4: a message arrives whole: addressed, marked as written by a machine, with what is wrong where, and links
/// to the ticket and to one's own choice.
#[tokio::test]
async fn a_message_arrives() {
    for kind in Kind::ALL {
        let (world, server) = (world(kind).await, MailServer::start().await);
        world.database.raw("update users set language = 'en' where upn = 'uma@contoso.example'").await;
        assigned(&world, UMA).await;
        recorded(&world, &["Berlin 1"]).await;
        world.clock.advance(MINUTE);
        let mailer = mailer(server.port());
        tend(&world.app, &mailer).await.unwrap();
        let messages = server.messages();
        let [message] = messages.as_slice() else { panic!("{messages:?}") };
        assert_eq!(
            (message.from.as_str(), message.to.as_slice()),
            ("steward@operator.example", [UMA.to_owned()].as_slice())
        );
        assert_eq!(message.header("Subject"), "Issue recorded: The projector is yellow, Berlin 1");
        assert_eq!(message.header("Auto-Submitted"), "auto-generated");
        let id = message.header("Message-ID");
        assert!(id.starts_with('<') && id.ends_with("@steward.example>"), "{id}");
        let lines: Vec<_> = message.text.lines().collect();
        assert_eq!(lines[0], "Issue recorded: The projector is yellow");
        assert_eq!(lines[1], "Berlin 1");
        assert!(lines[2].starts_with("Critical · New · "), "{}", lines[2]);
        assert!(lines[3].starts_with("https://steward.example/incidents/"), "{}", lines[3]);
        assert!(message.text.contains("https://steward.example/account#mail"), "{}", message.text);

        // Several rooms of one issue, in one message that says so.
        recorded(&world, &["Berlin 1", "Berlin 2"]).await;
        world.clock.advance(MINUTE);
        tend(&world.app, &mailer).await.unwrap();
        let messages = server.messages();
        assert_eq!(messages.len(), 2);
        assert_eq!(messages[1].header("Subject"), "The projector is yellow in 2 rooms");
    }
}

/// R-265, R-251: a ticket that is given on its page is told to whom it is given, in their language, with where to switch that off.
#[tokio::test]
async fn a_given_ticket_is_told() {
    for kind in Kind::ALL {
        let (served, server) = (Served::start(world(kind).await).await, MailServer::start().await);
        let world = &served.world;
        world.database.raw("update users set language = 'en' where upn = 'mats@contoso.example'").await;
        recorded(world, &["Berlin 1", "Berlin 2"]).await;
        let client = served.client(ANNA).await;
        let found = client.get("/v1.0/tickets").await.json();
        let ids: Vec<_> = found["value"].as_array().unwrap().iter().map(|it| it["id"].clone()).collect();
        let mut anna = served.sign_in(ANNA).await;
        let to = format!("person.{}", world.user("mats@contoso.example"));
        let give = async |anna: &mut testkit::http::Browser, id: &serde_json::Value| {
            let address = format!("/incidents/{}/give", id.as_str().unwrap());
            let page = anna.page(&address).await;
            let stamp =
                page.split_once("name=\"stamp\" value=\"").and_then(|(_, rest)| rest.split('"').next());
            let given = anna.post(&address, &[("to", to.as_str()), ("stamp", stamp.unwrap())]).await;
            assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text());
        };
        give(&mut anna, &ids[0]).await;
        world.clock.advance(MINUTE);
        let mailer = mailer(server.port());
        tend(&world.app, &mailer).await.unwrap();
        let messages = server.messages();
        let [message] = messages.as_slice() else { panic!("{messages:?}") };
        assert_eq!(message.to, ["mats@contoso.example"]);
        let subject = message.header("Subject");
        assert!(subject.starts_with("Given to you: The projector is yellow, Berlin "), "{subject}");
        let ticket = format!("https://steward.example/incidents/{}", ids[0].as_str().unwrap());
        assert!(message.text.contains(&ticket), "{}", message.text);
        assert!(message.text.contains("because somebody gave you a ticket"), "{}", message.text);
        assert!(!message.text.contains("anna"), "{}", message.text);

        // Two of one minute are one message that counts them.
        world.database.raw("update users set language = 'ru' where upn = 'mats@contoso.example'").await;
        let (tenant, first) =
            (world.organization(CONTOSO), Id::new(ids[0].as_str().unwrap().parse().unwrap()));
        let take = EditTicket { owner: Some(Some(world.user(ANNA))), ..EditTicket::of(tenant, first) };
        run(&world.app, &world.caller(ANNA), take).await.unwrap();
        for id in &ids {
            give(&mut anna, id).await;
        }
        world.clock.advance(MINUTE);
        tend(&world.app, &mailer).await.unwrap();
        let messages = server.messages();
        assert_eq!(messages.len(), 2);
        assert_eq!(messages[1].header("Subject"), "Вам переданы 2 заявки");
    }
}

/// R-265: everybody reads their own language.
#[tokio::test]
async fn everybody_reads_their_own_language() {
    let (world, server) = (world(Kind::Sqlite).await, MailServer::start().await);
    for (upn, language) in [
        (UMA, "ko"),
        ("lea@contoso.example", "ja"),
        ("theo@contoso.example", "zh-Hant"),
        ("mats@contoso.example", "ru"),
    ] {
        world.database.raw(&format!("update users set language = '{language}' where upn = '{upn}'")).await;
        assigned(&world, upn).await;
    }
    recorded(&world, &["Berlin 1", "Berlin 2"]).await;
    world.clock.advance(MINUTE);
    tend(&world.app, &mailer(server.port())).await.unwrap();
    let subjects: BTreeSet<_> =
        server.messages().iter().map(|message| message.header("Subject").to_owned()).collect();
    let expected = [
        "The projector is yellow: 2 комнаты",
        "The projector is yellow: 会議室 2 室",
        "The projector is yellow: 회의실 2개",
        "The projector is yellow：2 間會議室",
    ];
    assert_eq!(subjects, expected.map(str::to_owned).into());
    for message in server.messages() {
        assert!(message.text.contains("Berlin 2") && !message.text.contains("mail-"), "{}", message.text);
    }
}

/// Mail server down, then up again: nothing is lost, nothing is doubled. One that refuses a recipient is asked again later.
#[tokio::test]
async fn a_mail_server_comes_back() {
    for kind in Kind::ALL {
        let (world, server) = (world(kind).await, MailServer::start().await);
        let port = server.port();
        let mailer = mailer(port);
        assigned(&world, UMA).await;
        recorded(&world, &["Berlin 1"]).await;
        drop(server);
        for _ in 0..3 {
            world.clock.advance(MINUTE);
            tend(&world.app, &mailer).await.unwrap();
        }
        let server = MailServer::at(port).await;
        server.refuse(Some("450 mailbox busy"));
        world.clock.advance(MINUTE);
        tend(&world.app, &mailer).await.unwrap();
        assert_eq!(server.messages(), []);
        server.refuse(None);
        for _ in 0..20 {
            world.clock.advance(MINUTE);
            tend(&world.app, &mailer).await.unwrap();
        }
        assert_eq!(server.messages().len(), 1);
    }
}

/// The way to the mail server is protected from the greeting on, or from the first byte, by roots of the operator's own; a server
/// that nobody vouches for gets nothing.
#[tokio::test]
async fn the_way_to_the_mail_server_is_protected() {
    for (at_once, mail_security) in [(true, MailSecurity::Tls), (false, MailSecurity::Starttls)] {
        let (world, (server, certificate)) = (world(Kind::Sqlite).await, MailServer::with_tls(at_once).await);
        let directory = tempfile::tempdir().unwrap();
        let roots = directory.path().join("roots.pem");
        std::fs::write(&roots, certificate).unwrap();
        let config = Config {
            mail_server: Some("127.0.0.1".to_owned()),
            mail_port: Some(server.port()),
            mail_security,
            mail_from: Some("steward@operator.example".to_owned()),
            ..Config::default()
        };
        assigned(&world, UMA).await;
        recorded(&world, &["Berlin 1"]).await;
        world.clock.advance(MINUTE);
        let strange = Mailer::of(&config, CancellationToken::new()).unwrap().unwrap();
        tend(&world.app, &strange).await.unwrap();
        assert_eq!(server.messages(), []);
        let config = Config { mail_roots: Some(roots), ..config };
        let known = Mailer::of(&config, CancellationToken::new()).unwrap().unwrap();
        world.clock.advance(MINUTE);
        tend(&world.app, &known).await.unwrap();
        assert_eq!(server.messages().len(), 1, "{mail_security:?}");
    }
}

/// R-265: the mail settings are tried out with one message, and the step that fails is told in plain words.
#[tokio::test]
async fn mail_settings_are_tried_out() {
    let server = MailServer::start().await;
    let plain = Config {
        public_url: "https://steward.example".to_owned(),
        mail_server: Some("127.0.0.1".to_owned()),
        mail_port: Some(server.port()),
        mail_security: MailSecurity::None,
        mail_from: Some("Steward <steward@operator.example>".to_owned()),
        ..Config::default()
    };
    let said = async |config: Config, to: &str| send_trial(&config, to).await.unwrap_err();
    assert_eq!(send_trial(&plain, UMA).await.unwrap(), format!("127.0.0.1:{}", server.port()));
    let messages = server.messages();
    assert_eq!((messages.len(), messages[0].to.as_slice()), (1, [UMA.to_owned()].as_slice()));
    assert!(messages[0].text.contains("https://steward.example"), "{messages:?}");

    assert!(matches!(said(Config::default(), UMA).await, TrialError::NoServer));
    assert!(matches!(said(plain.clone(), "uma").await, TrialError::NoAddress(_)));
    let name = Config { mail_server: Some("mail.invalid".to_owned()), ..plain.clone() };
    assert!(said(name, UMA).await.to_string().contains("the name mail.invalid in mail_server is not known"));
    let starttls = Config { mail_security: MailSecurity::Starttls, ..plain.clone() };
    assert!(said(starttls, UMA).await.to_string().contains("does not offer STARTTLS"));
    server.refuse(Some("550 5.1.1 no such mailbox"));
    let refused = said(plain.clone(), UMA).await.to_string();
    assert!(refused.contains("refuses the recipient uma@contoso.example"), "{refused}");
    assert!(refused.contains("no such mailbox"), "{refused}");
    drop(server);
    assert!(matches!(said(plain, UMA).await, TrialError::Connection(..)));

    for (at_once, mail_security) in [(true, MailSecurity::Tls), (false, MailSecurity::Starttls)] {
        let (server, certificate) = MailServer::with_tls(at_once).await;
        let directory = tempfile::tempdir().unwrap();
        let roots = directory.path().join("roots.pem");
        std::fs::write(&roots, certificate).unwrap();
        let config = Config {
            mail_server: Some("127.0.0.1".to_owned()),
            mail_port: Some(server.port()),
            mail_security,
            mail_from: Some("steward@operator.example".to_owned()),
            mail_user: Some("steward".to_owned()),
            mail_password: Some("secret".to_owned()),
            ..Config::default()
        };
        let untrusted = said(config.clone(), UMA).await;
        assert!(matches!(untrusted, TrialError::Tls(..)), "{untrusted}");
        let config = Config { mail_roots: Some(roots), ..config };
        server.refuse_login(Some("535 5.7.8 bad credentials"));
        let login = said(config.clone(), UMA).await.to_string();
        assert!(
            login.contains("does not let the account steward in") && !login.contains("secret"),
            "{login}"
        );
        server.refuse_login(None);
        send_trial(&config, UMA).await.unwrap();
        assert_eq!(server.messages().len(), 1);
    }
}

/// R-265: one's own account says whether and when one is told, in the portal and by the API; without a mail server pages say
/// that nothing is sent.
#[tokio::test]
async fn people_choose_in_their_account() {
    let served = Served::start(World::new(Database::fresh(Kind::Sqlite).await).await).await;
    let mut uma = served.sign_in(UMA).await;
    let page = uma.page("/account").await;
    assert!(page.contains("This server sends no e-mail"), "{page}");
    let given = r#"name="given" value="yes" checked"#;
    assert!(page.contains(given), "{page}");
    let fields = [("mail", "yes"), ("digest", "6"), ("quiet-from", "22"), ("quiet-until", "7")];
    let saved = uma.post("/account/mail", &fields).await;
    assert_eq!((saved.status, saved.location()), (StatusCode::SEE_OTHER, "/account?done=mail"));
    let page = uma.page("/account?done=mail").await;
    assert!(page.contains("Your choice about e-mail was saved"), "{page}");
    assert!(!page.contains(given), "switched off");
    assert!(page.contains(r#"<option value="22" selected>22:00</option>"#), "{page}");
    let half = uma.post("/account/mail", &[("mail", "yes"), ("digest", "6"), ("quiet-from", "21")]).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.text().contains(r#"<option value="21" selected>21:00</option>"#), "what was chosen stays");

    let client = served.client(UMA).await;
    let path = "/v1.0/me/preferences";
    let mail = client.get(path).await.json()["mail"].clone();
    let quiet = serde_json::json!({"fromHour": 22, "untilHour": 7});
    let told =
        ["isEnabled", "givenTickets", "digestHour", "quietHours", "atOnceFrom", "digestFrom", "tenantIds"];
    let of = |mail: &serde_json::Value| told.map(|name| mail[name].clone());
    let expected = serde_json::json!([true, false, 6, quiet, "important", "recommended", []]);
    assert_eq!(serde_json::json!(of(&mail)), expected);
    let off = serde_json::json!({"mail": {"isEnabled": false, "digestHour": 9}});
    let answer = client.patch(path, "", &off).await.json();
    let expected = serde_json::json!([false, false, 9, null, "important", "recommended", []]);
    assert_eq!(serde_json::json!(of(&answer["mail"])), expected, "what is left out stays");

    // R-265: from which severity on, on the page and by the API.
    uma.page("/account").await;
    let fields = [("mail", "yes"), ("digest", "6"), ("at-once", "critical"), ("in-digest", "none")];
    assert_eq!(uma.post("/account/mail", &fields).await.status, StatusCode::SEE_OTHER);
    let page = uma.page("/account").await;
    assert!(page.contains(r#"<option value="critical" selected>Critical tickets</option>"#), "{page}");
    assert!(page.contains(r#"<option value="none" selected>No tickets</option>"#), "{page}");
    assert!(!page.contains(r#"name="tenantIds""#), "she has no customers");
    let all = serde_json::json!({"mail": {"isEnabled": true, "digestHour": 9, "digestFrom": "warning"}});
    let mail = client.patch(path, "", &all).await.json()["mail"].clone();
    assert_eq!((&mail["atOnceFrom"], &mail["digestFrom"]), (&"critical".into(), &"warning".into()));
    let odd = serde_json::json!({"mail": {"isEnabled": true, "digestHour": 9, "atOnceFrom": "terrible"}});
    let refused = client.patch(path, "", &odd).await;
    assert!(refused.status == 422 && refused.text().contains("mail/atOnceFrom"), "{}", refused.text());
    let on = serde_json::json!({"mail": {"isEnabled": true, "givenTickets": true, "digestHour": 9}});
    assert_eq!(client.patch(path, "", &on).await.json()["mail"]["givenTickets"], true);
    let bad = serde_json::json!({"mail": {"isEnabled": true, "digestHour": 24}});
    let refused = client.patch(path, "", &bad).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// R-103: the checkbox of an assignment, in the form that assigns, on its page and by the API.
#[tokio::test]
async fn an_assignment_has_a_checkbox() {
    let served = Served::start(World::new(Database::fresh(Kind::Sqlite).await).await).await;
    let mut anna = served.sign_in(ANNA).await;
    anna.page("/settings/roles/new").await;
    let principal = format!("user:{}", served.world.user(UMA));
    let fields = [
        ("role", "site_tech"),
        ("name", "Night"),
        ("principal", principal.as_str()),
        ("allRooms", "yes"),
        ("emailNotifications", "yes"),
        ("confirmed", "yes"),
        ("go", "save"),
    ];
    let saved = anna.post("/settings/roles/new", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let client = served.client(ANNA).await;
    let found = client.get("/v1.0/roleAssignments").await.json();
    let all = found["value"].as_array().unwrap().clone();
    let night = all.iter().find(|it| it["displayName"] == "Night").unwrap();
    assert_eq!(night["emailNotifications"], true);
    let id = night["id"].as_str().unwrap();
    let page = anna.page(&format!("/settings/roles/{id}")).await;
    let field = r#"name="emailNotifications" value="yes" aria-describedby="mail-help" checked"#;
    assert!(page.contains(field), "{page}");
    let fields = [("part", "name"), ("go", "name"), ("name", "Night"), ("description", "")];
    let saved = anna.post(&format!("/settings/roles/{id}"), &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let path = format!("/v1.0/roleAssignments/{id}");
    assert_eq!(client.get(&path).await.json()["emailNotifications"], false);
    for (named, expected) in [
        (serde_json::json!({"displayName": "Nights"}), false),
        (serde_json::json!({"displayName": "Nights", "emailNotifications": true}), true),
        (serde_json::json!({"displayName": "Watch"}), true),
    ] {
        let etag = client.get(&path).await.json()["@odata.etag"].as_str().unwrap().to_owned();
        let answer = client.patch(&path, &etag, &named).await.json();
        assert_eq!(answer["emailNotifications"], expected, "what is left out stays: {answer}");
    }
}

/// R-265: who sees no customers is told why a route offers none to choose from, and saving it leaves those that were chosen.
#[tokio::test]
async fn a_route_says_why_it_offers_no_customers() {
    for kind in Kind::ALL {
        let world = World::new(Database::fresh(kind).await).await;
        world.link("contoso.example", "northwind.example", Scope::ALL, &["pia@northwind.example"]).await;
        let contoso = world.organization("contoso.example").to_string();
        let team = world.security_group("northwind.example", "Service").to_string();
        let served = Served::start(world).await;
        let nora = served.client("nora@northwind.example").await;
        let body = serde_json::json!({"covers": "customers", "tenantIds": [contoso], "teamId": team});
        let made = nora.post("/v1.0/mailRoutes", &body).await;
        let id = made.location().rsplit('/').next().unwrap().to_owned();
        let mut browser = served.sign_in("nora@northwind.example").await;
        let new = browser.page("/partner/settings/mail-routes/new").await;
        assert!(new.contains("You see no customers") && !new.contains("name=\"tenantIds\""), "{new}");
        let edit = format!("/partner/settings/mail-routes/{id}");
        let page = browser.page(&edit).await;
        assert!(page.contains("stays limited to the customers"), "{page}");
        let fields = [("go", "save"), ("teamId", team.as_str()), ("lowestSeverity", "critical")];
        let saved = browser.post(&edit, &fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        let kept = nora.get(made.location()).await.json();
        assert_eq!((&kept["lowestSeverity"], &kept["tenantIds"][0]), (&"critical".into(), &contoso.into()));
    }
}
