//! The use of delegated admin privileges, and what becomes of those that lie idle, over the API.

use std::sync::Arc;

use domain::{
    agent::Agent,
    time::{DAY, HOUR},
};
use serde_json::{Value, json};
use service::{
    Settings,
    delegated_admin_statistics::{end_idle, forget},
    observe::write_down,
};
use testkit::{
    Database, Kind, Linked, World, each, each_linked,
    http::{Client, Served},
};

const TAILSPIN: &str = "tailspin.example";
const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const PAUL: &str = "paul@northwind.example";
const GUS: &str = "gus@northwind.example";
const STATISTICS: &str = "/v1.0/customers/delegatedAdminStatistics";
const RETURN: &str = "/v1.0/customers/returnDelegatedAdminPrivileges";

async fn agents(world: &World) {
    world.agents(NORTHWIND, &[(PIA, Agent::Admin), (PAUL, Agent::Sales), (GUS, Agent::Helpdesk)]).await;
}

async fn only(client: &Client, query: &str) -> Value {
    let list = client.get(&format!("{STATISTICS}{query}")).await;
    let list = list.json();
    assert_eq!(list["value"].as_array().map(Vec::len), Some(1), "{list}");
    list["value"][0].clone()
}

/// what people do in a customer's directory by delegation is counted, for each person, and nothing else is; Admin and
/// Helpdesk agents alone see it, each partner its own.
#[tokio::test]
async fn uses_are_counted() {
    each_linked(async |world: World, _: Linked| {
        agents(&world).await;
        world.reseller("contoso.example", NORTHWIND, true).await;
        world.reseller(TAILSPIN, NORTHWIND, false).await;
        let tenant = world.organization("contoso.example");
        let served = Served::start(world).await;
        let client = async |upn: &str| served.client(upn).await;
        let (pia, gus) = (client(PIA).await, client(GUS).await);
        for upn in [PAUL, "nora@northwind.example", "ned@northwind.example", "anna@contoso.example"] {
            assert_eq!(client(upn).await.get(STATISTICS).await.code(), "forbidden", "{upn}");
        }
        let never = only(&gus, "?$count=true").await;
        assert_eq!((&never["agentsLastDay"], &never["usesLastDay"]), (&json!(0), &json!(0)));
        assert_eq!(never["lastUsedDateTime"], Value::Null);
        assert_eq!(never["inactiveSinceDateTime"], never["enabledSinceDateTime"]);

        // Not by delegation: the own list of customers, a record in it, rooms by the link.
        for path in [
            "/v1.0/customers".to_owned(),
            format!("/v1.0/customers/{tenant}"),
            format!("/v1.0/managedTenants/{tenant}/rooms"),
        ] {
            assert_eq!(pia.get(&path).await.status, 200, "{path}");
        }
        write_down(&served.world.app, true).await.unwrap();
        let uses = "select count(*) from delegation_uses";
        assert_eq!(served.world.database.number(uses).await, 0);

        let people = format!("/v1.0/customers/{tenant}/users");
        for client in [&pia, &pia, &gus] {
            assert_eq!(client.get(&people).await.status, 200);
        }
        let paul = client(PAUL).await;
        assert_eq!(paul.get(&people).await.code(), "forbidden");
        write_down(&served.world.app, true).await.unwrap();
        let used = only(&pia, "").await;
        assert_eq!((&used["agentsLastDay"], &used["usesLastDay"]), (&json!(2), &json!(3)), "{used}");
        assert_eq!(used["tenantId"], json!(tenant));
        assert_eq!(used["inactiveSinceDateTime"], used["lastUsedDateTime"]);
        assert_eq!(gus.get(&people).await.status, 200);
        write_down(&served.world.app, true).await.unwrap();
        assert_eq!(only(&pia, "").await["usesLastDay"], 4, "the hour is added up");
        assert_eq!(served.world.database.number(uses).await, 2);
        served.world.clock.advance(HOUR);
        assert_eq!(gus.get(&people).await.status, 200);
        write_down(&served.world.app, true).await.unwrap();
        assert_eq!(only(&pia, "").await["usesLastDay"], 5);

        served.world.clock.advance(DAY + HOUR);
        let pia = client(PIA).await;
        let day = only(&pia, "").await;
        assert_eq!((&day["agentsLastDay"], &day["inactiveDays"]), (&json!(0), &json!(1)));
        served.world.clock.advance(59 * DAY);
        let pia = client(PIA).await;
        assert_eq!(only(&pia, "").await["recommendation"], "remove");
        served.world.clock.advance(30 * DAY);
        let pia = client(PIA).await;
        let idle = only(&pia, "").await;
        assert_eq!((&idle["recommendation"], &idle["inactiveDays"]), (&json!("inactive"), &json!(90)));
        let since = idle["inactiveSinceDateTime"].as_str().unwrap();
        only(&pia, &format!("?$filter=inactiveSinceDateTime%20le%20{since}")).await;
        let none =
            pia.get(&format!("{STATISTICS}?$filter=inactiveSinceDateTime%20lt%20{since}")).await.json();
        assert_eq!(none["value"], json!([]));

        // The last use is kept as long as the relationship; what is older than what counts is not.
        forget(&served.world.app).await.unwrap();
        assert_eq!(served.world.database.number(uses).await, 3);
        served.world.clock.advance(30 * DAY);
        forget(&served.world.app).await.unwrap();
        assert_eq!(served.world.database.number(uses).await, 1);
        let ada = client("ada@adventure.example").await;
        assert_eq!(ada.get(STATISTICS).await.code(), "forbidden");
    })
    .await;
}

/// the privileges at several customers are given back at once, with a result for each; the customers find a notice in
/// any case, and are told by e-mail where that was wished.
#[tokio::test]
async fn several_are_given_back() {
    for kind in Kind::ALL {
        let settings = Settings { sends_mail: true, ..Settings::default() };
        let world = World::with(Database::fresh(kind).await, settings).await;
        agents(&world).await;
        world.reseller(TAILSPIN, NORTHWIND, true).await;
        world.reseller("fabrikam.example", NORTHWIND, true).await;
        world.reseller("contoso.example", NORTHWIND, false).await;
        let id = |domain: &str| world.organization(domain).to_string();
        let (tailspin, fabrikam, contoso) = (id(TAILSPIN), id("fabrikam.example"), id("contoso.example"));
        let nobody = uuid::Uuid::from_u128(7).to_string();
        let served = Served::start(world).await;
        let (pia, gus) = (served.client(PIA).await, served.client(GUS).await);
        let both = json!({ "tenantIds": [tailspin] });
        assert_eq!(gus.post(RETURN, &both).await.code(), "forbidden", "who monitors does not end");
        assert_eq!(pia.post(RETURN, &json!({ "tenantIds": [] })).await.status, 422);
        let told = "select count(*) from notifications where occasion = 'notice'";
        let notices = "select count(*) from notices where kind = 'privileges_returned'";

        let before = served.world.database.number(told).await;
        let asked = json!({ "tenantIds": [contoso, tailspin, nobody] });
        let answer = pia.post(RETURN, &asked).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let results = answer.json();
        let outcome = |at: usize| results["value"][at]["error"]["code"].clone();
        assert_eq!(
            [outcome(0), outcome(1), outcome(2)],
            [json!("invalid_state"), Value::Null, json!("not_found")]
        );
        assert_eq!(served.world.database.number(notices).await, 1);
        let quiet = served.world.database.number(told).await - before;
        let asked = json!({ "tenantIds": [fabrikam], "mailCustomers": true });
        assert_eq!(pia.post(RETURN, &asked).await.json()["value"][0].get("error"), None);
        assert_eq!(served.world.database.number(notices).await, 2);
        let loud = served.world.database.number(told).await - before - quiet;
        assert_eq!(loud, quiet + 1, "the customer's administrators are told by e-mail as well");
        assert_eq!(pia.get(STATISTICS).await.json()["value"], json!([]));
    }
}

/// R-326, 3.7: where the operator chose so, privileges that nobody used for 90 days end by themselves, once, told to both sides and in
/// both logs; what is used stays.
#[tokio::test]
async fn idle_privileges_end_where_the_operator_chose_so() {
    each(async |world: World| {
        agents(&world).await;
        let idle = world.reseller(TAILSPIN, NORTHWIND, true).await;
        world.reseller("fabrikam.example", NORTHWIND, true).await;
        let (tailspin, fabrikam) = (world.organization(TAILSPIN), world.organization("fabrikam.example"));
        world.clock.advance(80 * DAY);
        let served = Served::start(world).await;
        let pia = served.client(PIA).await;
        assert_eq!(pia.get(&format!("/v1.0/customers/{fabrikam}/users")).await.status, 200);
        let world = &served.world;
        write_down(&world.app, true).await.unwrap();
        world.clock.advance(10 * DAY + 2 * HOUR);
        assert_eq!(end_idle(&world.app).await.unwrap(), 0, "off by default");

        let mut app = world.app.clone();
        app.settings = Arc::new(Settings { end_idle_privileges: true, ..Settings::clone(&app.settings) });
        let (one, other) = tokio::join!(end_idle(&app), end_idle(&app));
        let ended = one.unwrap_or_default() + other.unwrap_or_default();
        assert_eq!(ended + end_idle(&app).await.unwrap(), 1, "once, by any number of nodes");
        let events = "select count(*) from audit_events where kind = 'reseller.privileges_lapsed'";
        assert_eq!(world.database.number(events).await, 2, "in the logs of both sides");
        let notices =
            "select count(*) from notices where kind in ('privileges_lapsed', 'customer_privileges_lapsed')";
        assert_eq!(world.database.number(notices).await, 2);

        let (pia, sven) = (served.client(PIA).await, served.client("sven@tailspin.example").await);
        assert_eq!(pia.get(&format!("/v1.0/customers/{tailspin}/users")).await.code(), "forbidden");
        assert_eq!(pia.get(&format!("/v1.0/customers/{fabrikam}/users")).await.status, 200);
        let relationship = format!("/v1.0/resellerRelationships/{idle}");
        let shown = sven.get(&relationship).await.json();
        assert_eq!((&shown["privilegesEndedBy"], &shown["isEnded"]), (&json!("system"), &json!(false)));
        // The customer may restore them, and then they count from that moment on.
        let restored = sven.put(&format!("{relationship}/delegatedAdminPrivileges"), &Value::Null).await;
        assert_eq!(restored.status, 200, "{}", restored.text());
        assert_eq!(end_idle(&app).await.unwrap(), 0);
    })
    .await;
}
