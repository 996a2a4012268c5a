//! Agents of partners, reseller relationships and delegated admin privileges, over the API.

use std::sync::Arc;

use axum::http::Method;
use domain::{agent::Agent, distribution::Asks};
use serde_json::{Value, json};
use service::{
    Settings, ask,
    blocks::{BlockPerson, UnblockPerson},
    links::RemovePartner,
    reseller_requests::{MakeResellerRequest, ResellerRequestOf},
    run,
};
use testkit::{
    Linked, World, each, each_linked,
    http::{Answer, Client, Served},
};

const TAILSPIN: &str = "tailspin.example";
const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const PAUL: &str = "paul@northwind.example";
const GUS: &str = "gus@northwind.example";

/// Northwind with an Admin, a Sales and a Helpdesk agent, and Tailspin in its country.
async fn market(world: &World) {
    world.agents(NORTHWIND, &[(PIA, Agent::Admin), (PAUL, Agent::Sales), (GUS, Agent::Helpdesk)]).await;
    world.database.raw("update organizations set country = 'US' where name = 'Tailspin Toys'").await;
}

/// A new request, and the secret of its link.
async fn request(agent: &Client, with_privileges: bool) -> (String, String) {
    let body = json!({ "delegatedAdminPrivileges": with_privileges });
    let made = agent.post("/v1.0/resellerRequests", &body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let made = made.json();
    let link = made["link"].as_str().unwrap().to_owned();
    let (_, rest) = link.split_once("/partners/invitation/resellerRelationships/").unwrap();
    let (token, asked) = rest.split_once('?').unwrap();
    assert!(asked.starts_with("invType=ResellerRelationship&partnerId="), "{asked}");
    assert!(asked.ends_with(&format!("&msppId=0&DAP={with_privileges}")), "{asked}");
    (made["id"].as_str().unwrap().to_owned(), token.to_owned())
}

async fn accept(administrator: &Client, token: &str) -> Answer {
    let body = json!({ "token": token, "agreementAccepted": true });
    administrator.post("/v1.0/resellerRelationships", &body).await
}

async fn delete(client: &Client, path: &str, etag: &str) -> Answer {
    client.call(Method::DELETE, path, &[("if-match", etag)], &Value::Null).await
}

/// decision 24: agents ask, a Global administrator of a customer of the same country accepts, once, what the
/// stored request asks for.
#[tokio::test]
async fn a_request_is_made_and_accepted() {
    each(async |world: World| {
        market(&world).await;
        let served = Served::start(world).await;
        let client = async |upn: &str| served.client(upn).await;
        let (paul, sven) = (client(PAUL).await, client("sven@tailspin.example").await);
        for upn in [GUS, "ned@northwind.example", "nora@northwind.example", "sven@tailspin.example"] {
            let refused = client(upn).await.post("/v1.0/resellerRequests", &json!({})).await;
            assert_eq!(refused.code(), "forbidden", "{upn}");
        }
        let (id, token) = request(&paul, true).await;
        let stored = served.world.database.raw("select * from reseller_requests").await;
        assert!(!format!("{stored:?}").contains(&token), "the secret is sealed");

        let open = async |upn: &str| {
            let body = json!({ "token": token });
            client(upn).await.post("/v1.0/resellerRequests/open", &body).await
        };
        assert_eq!(open("stina@tailspin.example").await.code(), "forbidden");
        assert_eq!(open("nora@northwind.example").await.code(), "own_request");
        assert_eq!(open("anna@contoso.example").await.code(), "other_market");
        let opened = open("sven@tailspin.example").await.json();
        assert_eq!(opened["partnerDisplayName"], "Northwind");
        assert_eq!(
            (&opened["delegatedAdminPrivileges"], &opened["standing"]),
            (&json!(true), &json!("none"))
        );

        let relationships = "/v1.0/resellerRelationships";
        let body = json!({ "token": token, "agreementAccepted": false });
        assert_eq!(sven.post(relationships, &body).await.code(), "agreement_required");
        let body = json!({ "token": token, "agreementAccepted": true, "delegatedAdminPrivileges": false });
        assert_eq!(sven.post(relationships, &body).await.status, 412, "what was not shown is not accepted");
        assert_eq!(accept(&sven, "unknown").await.status, 404);
        let first = accept(&sven, &token).await;
        assert_eq!(first.status, 201, "{}", first.text());
        assert_eq!(first.json()["acceptedBy"], "sven@tailspin.example");
        let delegated = first.json()["delegated"].clone();
        let delegated: Vec<_> =
            delegated.as_array().unwrap().iter().map(|it| &it["userPrincipalName"]).collect();
        assert_eq!(delegated, [GUS, PIA], "who acts by it is no secret of the partner");
        assert_eq!(accept(&sven, &token).await.json(), first.json(), "to accept twice changes nothing");
        let told = "select count(*) from audit_events where kind = 'reseller.accepted'";
        assert_eq!(served.world.database.number(told).await, 2, "in the logs of both sides");
        // One link serves several customers, whom the list pages.
        served.world.database.raw("update organizations set country = 'US' where name = 'Fabrikam'").await;
        let fred = client("fred@fabrikam.example").await;
        assert_eq!(accept(&fred, &token).await.status, 201);
        assert_eq!(paul.get(&format!("/v1.0/resellerRequests/{id}")).await.json()["acceptedCount"], 2);
        let first = paul.get("/v1.0/customers?$top=1&$count=true").await.json();
        assert_eq!(
            (&first["@odata.count"], &first["value"][0]["displayName"]),
            (&json!(2), &json!("Fabrikam"))
        );
        let (_, next) = first["@odata.nextLink"].as_str().unwrap().split_once("/v1.0").unwrap();
        let next = paul.get(&format!("/v1.0{next}")).await.json();
        assert_eq!(next["value"][0]["displayName"], "Tailspin Toys");
        assert!(next.get("@odata.nextLink").is_none(), "{next}");

        assert_eq!(paul.delete(&format!("/v1.0/resellerRequests/{id}")).await.status, 204);
        assert_eq!(accept(&sven, &token).await.status, 404, "a revoked link serves nobody");
        assert_eq!(paul.get(&format!("/v1.0/resellerRequests/{id}")).await.json()["link"], Value::Null);
        let list = paul.get("/v1.0/resellerRequests?$filter=revoked%20eq%20true&$count=true").await.json();
        assert_eq!(list["@odata.count"], 1);
    })
    .await;
}

/// state machine 3.7: what a relationship shows and allows, on both
/// sides, until each part of it ends.
#[tokio::test]
async fn a_relationship_lives_and_ends() {
    each(async |world: World| {
        market(&world).await;
        let id = world.reseller(TAILSPIN, NORTHWIND, true).await;
        let tenant = world.organization(TAILSPIN);
        let served = Served::start(world).await;
        let client = async |upn: &str| served.client(upn).await;
        let (pia, paul, gus) = (client(PIA).await, client(PAUL).await, client(GUS).await);
        let (nora, sven) = (client("nora@northwind.example").await, client("sven@tailspin.example").await);
        let customer = format!("/v1.0/customers/{tenant}");
        let people = format!("{customer}/users");
        let privileges = format!("/v1.0/resellerRelationships/{id}/delegatedAdminPrivileges");

        for agent in [&pia, &paul, &gus, &nora] {
            let list = agent.get("/v1.0/customers?$search=toys&$count=true").await.json();
            assert_eq!((&list["@odata.count"], &list["value"][0]["tenantId"]), (&json!(1), &json!(tenant)));
        }
        for upn in ["ned@northwind.example", "alex@adventure.example", "sven@tailspin.example"] {
            assert_eq!(client(upn).await.get("/v1.0/customers").await.code(), "forbidden", "{upn}");
        }
        let ada = client("ada@adventure.example").await;
        assert_eq!(ada.get("/v1.0/customers").await.json()["value"], json!([]), "none of another partner");
        assert_eq!(ada.get(&customer).await.status, 404);
        let record = paul.get(&customer).await.json();
        assert_eq!(record["verifiedDomains"], json!([TAILSPIN]));
        assert!(record.get("acceptedBy").is_none(), "the customer's person is not named");
        // Whom the customer blocks is told nothing that the privileges open (decision 8).
        let northwind = served.world.organization("northwind.example");
        let (blocks, paul_id) = (
            format!("/v1.0/partnerHoldings/{northwind}/blocks"),
            served.world.user("paul@northwind.example"),
        );
        assert_eq!(sven.post(&blocks, &json!({ "userId": paul_id, "reason": "Left" })).await.status, 204);
        let barred = paul.get(&customer).await.json();
        assert!(barred.get("verifiedDomains").is_none() && barred.get("country").is_none(), "{barred}");
        let barred = paul.get(&format!("/v1/customers/{tenant}")).await.json();
        assert!(barred.get("customDomains").is_none(), "{barred}");
        assert!(barred["companyProfile"].get("address").is_none(), "{barred}");
        assert_eq!(sven.delete(&format!("{blocks}/{paul_id}")).await.status, 204);
        for agent in [&pia, &gus] {
            let found = agent.get(&format!("{people}?$search=stina")).await;
            assert_eq!(found.json()["value"][0]["userPrincipalName"], "stina@tailspin.example");
        }
        assert_eq!(paul.get(&people).await.code(), "forbidden", "Sales agents act for nobody");
        assert_eq!(client("ned@northwind.example").await.get(&people).await.status, 404);
        let rooms = format!("/v1.0/managedTenants/{tenant}/rooms");
        assert_eq!(pia.get(&rooms).await.status, 404, "nothing of it reaches rooms");
        let members = sven.get("/v1.0/directoryRoles").await.text();
        assert!(members.contains("sven@") && !members.contains("pia@"), "{members}");

        assert_eq!(client("stina@tailspin.example").await.delete(&privileges).await.code(), "forbidden");
        assert_eq!(delete(&sven, &privileges, "W/\"7\"").await.status, 412);
        assert_eq!(sven.delete(&privileges).await.status, 204);
        assert_eq!(sven.delete(&privileges).await.code(), "invalid_state");
        assert_eq!(pia.get(&people).await.code(), "forbidden", "at once");
        let record = pia.get(&customer).await.json();
        assert!(record.get("verifiedDomains").is_none() && record.get("country").is_none(), "{record}");
        let shown = sven.get(&format!("/v1.0/resellerRelationships/{id}")).await.json();
        assert_eq!((&shown["privilegesEndedBy"], &shown["isEnded"]), (&json!("customer"), &json!(false)));

        let restored = sven.call(Method::PUT, &privileges, &[], &Value::Null).await;
        assert_eq!(restored.json()["delegatedAdminPrivileges"], true, "{}", restored.text());
        assert_eq!(pia.get(&people).await.status, 200);
        let returned = format!("{customer}/delegatedAdminPrivileges");
        assert_eq!(gus.delete(&returned).await.code(), "forbidden");
        assert_eq!(pia.delete(&returned).await.status, 204);
        assert_eq!(pia.delete(&returned).await.code(), "invalid_state");
        assert_eq!(gus.get(&people).await.code(), "forbidden");

        let etag = nora.get(&customer).await.json()["@odata.etag"].as_str().unwrap().to_owned();
        assert_eq!(delete(&pia, &customer, &etag).await.code(), "forbidden", "Global administrators end it");
        assert_eq!(delete(&nora, &customer, "W/\"1\"").await.status, 412);
        assert_eq!(delete(&nora, &customer, &etag).await.status, 204);
        assert_eq!(nora.get(&customer).await.status, 404);
        assert_eq!(sven.call(Method::PUT, &privileges, &[], &Value::Null).await.code(), "invalid_state");
        let ended = sven.get("/v1.0/resellerRelationships?$filter=isEnded%20eq%20true").await.json();
        assert_eq!(ended["value"][0]["id"], json!(id));
        assert_eq!(ended["value"][0]["privilegesEndedBy"], "partner");
        let kinds = ["privileges_removed", "privileges_granted", "privileges_returned", "ended"];
        for kind in kinds {
            let told = format!("select count(*) from audit_events where kind = 'reseller.{kind}'");
            assert_eq!(served.world.database.number(&told).await, 2, "{kind}");
        }
    })
    .await;
}

/// decisions 8 and 18: membership decides at each request; a block of the customer and the loss of the partner
/// capability win; the customer's log tells who looked.
#[tokio::test]
async fn membership_decides_and_a_block_wins() {
    each_linked(async |world: World, linked: Linked| {
        market(&world).await;
        let relationship = world.reseller("contoso.example", NORTHWIND, true).await;
        let relationship_at = format!("/v1.0/resellerRelationships/{relationship}");
        let tenant = world.organization("contoso.example");
        let northwind = world.organization(NORTHWIND);
        let served = Served::start(world).await;
        let client = async |upn: &str| served.client(upn).await;
        let (pia, ned) = (client(PIA).await, client("ned@northwind.example").await);
        let nora = client("nora@northwind.example").await;
        let people = format!("/v1.0/customers/{tenant}/users");
        let groups = nora.get("/v1.0/groups?$filter=agent%20eq%20'admin_agent'").await.json();
        let members = format!("/v1.0/groups/{}/members", groups["value"][0]["id"].as_str().unwrap());
        let user = served.world.user("ned@northwind.example");
        assert_eq!(ned.get(&people).await.status, 404);
        let joins = json!({ "kind": "user", "id": user });
        assert_eq!(nora.post(&members, &joins).await.status, 204);
        assert_eq!(ned.get(&people).await.status, 200);
        assert_eq!(nora.delete(&format!("{members}/{user}")).await.status, 204);
        assert_eq!(ned.get(&people).await.status, 404);

        assert_eq!(pia.get(&people).await.status, 200);
        let block = BlockPerson {
            of: linked.link.into(),
            user: served.world.user(PIA),
            reason: "No more".to_owned(),
        };
        run(&served.world.app, &served.world.caller("anna@contoso.example"), block).await.unwrap();
        assert_eq!(pia.get(&people).await.code(), "forbidden");
        let anna = served.world.caller("anna@contoso.example");
        let remove = RemovePartner { link: linked.link, stamp: None, typed: None };
        run(&served.world.app, &anna, remove).await.unwrap();
        assert_eq!(pia.get(&people).await.code(), "forbidden", "a block outlives its link");
        let shown = client("anna@contoso.example").await.get(&relationship_at).await.text();
        assert!(shown.contains(GUS) && !shown.contains(PIA), "{shown}");
        let unblock = UnblockPerson { of: linked.link.into(), user: served.world.user(PIA) };
        run(&served.world.app, &anna, unblock).await.unwrap();
        assert_eq!(pia.get(&people).await.status, 200);
        let gus = client(GUS).await;
        assert_eq!(gus.get(&people).await.status, 200);
        let olga = client("olga@operator.example").await;
        let capability = format!("/v1.0/operator/organizations/{northwind}/partnerCapability");
        let off = olga.put(&capability, &json!({ "enabled": false })).await;
        assert!(off.status.is_success(), "{}", off.text());
        assert_eq!(gus.get(&people).await.status, 404);
        let anna = client("anna@contoso.example").await;
        assert_eq!(anna.get(&relationship_at).await.json()["isSuspended"], true);
        let told = "select count(*) from audit_events where kind = 'reseller.suspended'";
        assert_eq!(served.world.database.number(told).await, 2, "in the logs of both sides");
        service::observe::write_down(&served.world.app, true).await.unwrap();
        let viewed = "select count(*) from audit_events where kind = 'view.data' and actor_name = 'gus@northwind.example'";
        assert!(served.world.database.number(viewed).await > 0, "the customer's log tells who looked");
    })
    .await;
}

/// every organization that becomes a partner has the groups of agents; they keep their names and stay, and a group that has
/// such a name already becomes nothing.
#[tokio::test]
async fn a_partner_has_groups_of_agents() {
    each(async |world: World| {
        let tailspin = world.organization(TAILSPIN);
        let served = Served::start(world).await;
        let (olga, sven) =
            (served.client("olga@operator.example").await, served.client("sven@tailspin.example").await);
        let own = json!({ "displayName": "adminagents", "description": "" });
        assert_eq!(sven.post("/v1.0/groups", &own).await.status, 201);
        let capability = format!("/v1.0/operator/organizations/{tailspin}/partnerCapability");
        for is_partner in [true, false, true] {
            let body = json!({ "enabled": is_partner });
            let set = olga.put(&capability, &body).await;
            assert!(set.status.is_success(), "{}", set.text());
        }
        let groups = sven.get("/v1.0/groups").await.json();
        let groups = groups["value"].as_array().unwrap();
        let named: Vec<_> =
            groups.iter().map(|it| (it["displayName"].as_str().unwrap(), it["agent"].as_str())).collect();
        assert_eq!(
            named,
            [
                ("adminagents", None),
                ("AdminAgents 2", Some("admin_agent")),
                ("HelpdeskAgents", Some("helpdesk_agent")),
                ("SalesAgents", Some("sales_agent")),
            ]
        );
        let sales = format!("/v1.0/groups/{}", groups[3]["id"].as_str().unwrap());
        let etag = groups[3]["@odata.etag"].as_str().unwrap();
        let rename = json!({ "displayName": "Sellers" });
        let renamed = sven.call(Method::PATCH, &sales, &[("if-match", etag)], &rename).await;
        assert_eq!(renamed.code(), "group_of_agents");
        assert_eq!(delete(&sven, &sales, etag).await.code(), "group_of_agents");
        let describe = json!({ "description": "They sell" });
        let described = sven.call(Method::PATCH, &sales, &[("if-match", etag)], &describe).await;
        assert_eq!(described.status, 200, "{}", described.text());
    })
    .await;
}

/// 3.7, decision 6: whoever accepts at the same moment makes one relationship; ending and taking at the same moment leave no
/// privileges.
#[tokio::test]
async fn what_happens_at_the_same_moment_leaves_one_relationship() {
    each(async |world: World| {
        market(&world).await;
        let tenant = world.organization(TAILSPIN);
        let served = Served::start(world).await;
        let (pia, sven) = (served.client(PIA).await, served.client("sven@tailspin.example").await);
        let nora = served.client("nora@northwind.example").await;
        let (_, token) = request(&pia, true).await;
        let (one, other) = tokio::join!(accept(&sven, &token), accept(&sven, &token));
        let accepted = [&one, &other].into_iter().filter(|it| it.status == 201).count();
        assert!(accepted >= 1, "{} {}", one.text(), other.text());
        let live = "select count(*) from reseller_relationships where ended_at is null";
        assert_eq!(served.world.database.number(live).await, 1);
        let id = if one.status == 201 { one.json() } else { other.json() }["id"].as_str().unwrap().to_owned();
        let privileges = format!("/v1.0/resellerRelationships/{id}/delegatedAdminPrivileges");
        let customer = format!("/v1.0/customers/{tenant}");
        let _ = tokio::join!(sven.delete(&privileges), delete(&nora, &customer, "*"));
        let left = "select count(*) from reseller_relationships where has_privileges = true";
        assert_eq!(served.world.database.number(left).await, 0);
        assert_eq!(pia.get(&format!("{customer}/users")).await.status, 404);
    })
    .await;
}

/// where the operator forbids it, requests ask for no privileges, and older ones give none.
#[tokio::test]
async fn the_operator_may_forbid_privileges() {
    each(async |mut world: World| {
        market(&world).await;
        let agent = world.caller(PIA);
        let made =
            run(&world.app, &agent, MakeResellerRequest { with_privileges: true, asks: Asks::Customer })
                .await
                .unwrap();
        let shown = ask(&world.app, &agent, &ResellerRequestOf { request: made }).await.unwrap();
        let link = shown.link.unwrap().as_str().to_owned();
        let (_, rest) = link.split_once("resellerRelationships/").unwrap();
        let token = rest.split_once('?').unwrap().0;
        let settings = Settings { privileges_with_reseller: false, ..Settings::clone(&world.app.settings) };
        world.app.settings = Arc::new(settings);
        let served = Served::start(world).await;
        let (pia, sven) = (served.client(PIA).await, served.client("sven@tailspin.example").await);
        let asks = json!({ "delegatedAdminPrivileges": true });
        assert_eq!(pia.post("/v1.0/resellerRequests", &asks).await.code(), "privileges_not_offered");
        assert_eq!(accept(&sven, token).await.json()["delegatedAdminPrivileges"], false);
    })
    .await;
}
