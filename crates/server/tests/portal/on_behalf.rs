//! Work in the rooms of a customer on its behalf: the customer's switch, the pages, and that nothing else opens.

use std::collections::{BTreeSet, VecDeque};

use axum::http::Method;
use domain::agent::Agent;
use serde_json::{Value, json};
use testkit::{
    Linked, World, each, each_linked,
    http::{Browser, Served},
};

const CONTOSO: &str = "contoso.example";
const NORTHWIND: &str = "northwind.example";
const ANNA: &str = "anna@contoso.example";
const MATS: &str = "mats@contoso.example";
const PIA: &str = "pia@northwind.example";
const PAUL: &str = "paul@northwind.example";

/// The addresses that a page leads to below another one.
fn links(page: &str, below: &str) -> BTreeSet<String> {
    let attributes = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let addresses = attributes.map(|address| address.replace("&#38;", "&").replace("&amp;", "&"));
    addresses.filter(|address| address.starts_with(below)).collect()
}

/// Opens every page that one leads to below an address; what it has found.
async fn walk(browser: &mut Browser, from: &str, below: &str) -> BTreeSet<String> {
    let (mut seen, mut next) = (BTreeSet::from([from.to_owned()]), VecDeque::from([from.to_owned()]));
    while let Some(address) = next.pop_front() {
        let answer = browser.get(&address).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.text());
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        for address in links(&answer.text(), below) {
            // A list is the same list in another order.
            let path = address.split(['?', '#']).next().unwrap().to_owned();
            let is_new = seen.iter().all(|it| it.split(['?', '#']).next() != Some(path.as_str()));
            if is_new && seen.insert(address.clone()) {
                next.push_back(address);
            }
        }
    }
    seen
}

async fn switch(browser: &mut Browser, partner: &str, opens: &str) {
    let page = format!("/settings/partner-relationships/partners/{partner}/rooms");
    browser.page(&page).await;
    let switched = browser.post(&page, &[("opensRooms", opens)]).await;
    assert_eq!(switched.status, 303, "{}", switched.text());
}

/// decision 6: rooms are closed to delegated admin privileges until a Global administrator of the customer opens them; then its
/// Admin agents work in its own face, in all rooms where there is no link, as its log says; nothing of it is in their own portal.
#[tokio::test]
async fn a_customer_opens_its_rooms_to_what_it_delegated() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PAUL, Agent::Admin)]).await;
        world.reseller(CONTOSO, NORTHWIND, true).await;
        let (tenant, partner) = (world.organization(CONTOSO), world.organization(NORTHWIND).to_string());
        let (berlin, lisbon) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Lisbon 1"));
        let served = Served::start(world).await;
        let (mut anna, mut mats) = (served.sign_in(ANNA).await, served.sign_in(MATS).await);
        let mut paul = served.sign_in(PAUL).await;
        let below = format!("/on-behalf/{tenant}/");
        let rooms = format!("{below}rooms");
        for address in [rooms.clone(), format!("{rooms}/{berlin}"), format!("{below}incidents")] {
            assert_eq!(paul.get(&address).await.status, 404, "{address}");
        }
        assert!(paul.page("/partner/on-behalf").await.contains("No customer lets you act"));

        let (agent, customer) = (served.client(PAUL).await, format!("/v1.0/customers/{tenant}"));
        assert_eq!(agent.get(&customer).await.json()["services"], json!([]), "R-305: closed, it is no service");

        let holdings = format!("/settings/partner-relationships/partners/{partner}");
        assert!(anna.page(&holdings).await.contains("Off: delegated roles do not open your rooms"));
        let why = format!("/rooms/{berlin}/access?person=paul%40northwind.example");
        let closed = anna.page(&why).await;
        assert!(closed.contains("may not do this") && closed.contains("delegated roles open no rooms"), "{closed}");
        let review = anna.page("/settings/access-review?q=paul").await;
        for told in ["Global Administrator", "Delegated admin privileges", "In the directory alone", "Through AdminAgents"] {
            assert!(review.contains(told), "{told}: {review}");
        }
        assert!(review.contains(&format!("href=\"{holdings}\"")) && !review.contains("/settings/partners/"), "{review}");
        assert_eq!(mats.get(&format!("{holdings}/rooms")).await.status, 403, "Global administrators alone");
        switch(&mut anna, &partner, "true").await;
        let page = anna.page(&holdings).await;
        assert!(page.contains("On: delegated roles open your rooms"), "{page}");
        assert!(page.contains("Rooms by delegation"), "it stands among what the partner holds: {page}");
        assert!(page.contains("Opens your rooms"), "beside what opens them: {page}");
        let access = anna.page(&format!("/rooms/{berlin}/access")).await;
        let people = format!("{holdings}/people");
        assert!(access.contains("On your behalf") && access.contains(&people), "{access}");
        assert!(anna.page(&people).await.contains(PAUL));
        let open = anna.page(&why).await;
        assert!(open.contains("may do this on your behalf alone") && open.contains("AdminAgents"), "{open}");
        let paul_id = served.world.user(PAUL);
        let person = anna.page(&format!("/settings/access/{paul_id}")).await;
        assert!(person.contains("On your behalf") && !person.contains("No rights here"), "{person}");
        let review = anna.page(&format!("/settings/access-review?partner={partner}")).await;
        assert!(review.contains("In the directory, and in rooms on your behalf"), "{review}");
        let file = anna.get("/settings/access-review.csv?q=paul").await.text();
        assert!(file.lines().nth(1).is_some_and(|line| line.ends_with(",,delegatedAdmin")), "{file}");

        let services = agent.get(&customer).await.json()["services"].clone();
        assert_eq!(services[0]["displayName"], "Rooms", "R-305: {services}");
        assert_eq!(services[0]["url"], format!("{}{rooms}", served.base()), "{services}");

        assert!(paul.page("/partner/tenants").await.contains("/partner/on-behalf"));
        let list = paul.page("/partner/on-behalf?q=conto").await;
        assert!(list.contains(&rooms) && list.contains("Global Administrator"), "{list}");
        for address in [format!("/partner/customers/{tenant}"), "/partner/customers".to_owned()] {
            assert!(paul.page(&address).await.contains(&rooms), "R-305: {address}");
        }
        let page = paul.page(&rooms).await;
        assert!(page.contains("You act on behalf of Contoso as Global Administrator"), "{page}");
        assert!(page.contains("Berlin 1") && page.contains("Lisbon 1"), "{page}");
        let found = walk(&mut paul, &rooms, &below).await;
        for part in ["incidents", "groups", "update-rings", "updates", "reports", "maintenance-windows"] {
            assert!(found.contains(&format!("{below}{part}")), "{part}: {found:#?}");
        }
        assert!(found.contains(&format!("{rooms}/{lisbon}/edit")), "{found:#?}");

        // Work there stands in the customer's log under the partner's name and the role.
        let new = format!("{below}incidents/new");
        paul.page(&format!("{new}?room={lisbon}")).await;
        let fields = [("description", "Flickers"), ("room", &lisbon.to_string()), ("go", "save")];
        let recorded = paul.post(&new, &fields).await;
        assert_eq!(recorded.status, 303, "{}", recorded.text());
        assert!(recorded.location().starts_with(&below), "{}", recorded.location());
        assert!(paul.page(recorded.location()).await.contains("Flickers"));
        let log = anna.page("/settings/audit-logs").await;
        assert!(log.contains(PAUL), "{log}");
        let by_role = "select count(*) from audit_events e join organizations o on o.organization_id = e.tenant_id \
                       where o.name = 'Contoso' and e.kind = 'ticket.recorded' and e.via_role = 'global_administrator'";
        assert_eq!(served.world.database.number(by_role).await, 1);

        // In the partner's own portal there is nothing of it, and beyond work in rooms there is nothing on behalf.
        assert_eq!(paul.get(&format!("/partner/rooms/{tenant}/{berlin}")).await.status, 404);
        assert!(!paul.page("/partner/tenants").await.contains("Contoso"));
        for address in [format!("{rooms}/{berlin}/access"), format!("{below}settings/partners"), format!("{below}places")] {
            assert_eq!(paul.get(&address).await.status, 404, "{address}");
        }

        switch(&mut anna, &partner, "false").await;
        assert_eq!(paul.get(&rooms).await.status, 404, "at once");
        assert!(anna.page("/settings/audit-logs").await.contains("open rooms no more"));
    })
    .await;
}

/// R-112, decision 6, decision 8: where a link exists, what is delegated stays inside its rooms and permissions; a block on the link ends it.
#[tokio::test]
async fn a_link_bounds_what_is_delegated() {
    each_linked(async |world: World, linked: Linked| {
        world.agents(NORTHWIND, &[(PAUL, Agent::Admin), (PIA, Agent::Admin)]).await;
        world.reseller(CONTOSO, NORTHWIND, true).await;
        let (tenant, partner) = (world.organization(CONTOSO), world.organization(NORTHWIND));
        let (berlin, lisbon) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Lisbon 1"));
        let pia_id = world.user(PIA);
        let served = Served::start(world).await;
        let (anna, paul) = (served.client(ANNA).await, served.client(PAUL).await);
        let holdings = format!("/v1.0/partnerHoldings/{partner}");
        assert_eq!(anna.get(&holdings).await.json()["delegatedRooms"], "off");
        let switched = anna.patch(&holdings, "*", &json!({"opensRooms": true})).await;
        assert_eq!(switched.status, 200, "{}", switched.text());
        assert_eq!(switched.json()["delegatedRooms"], "on");
        assert_eq!(paul.patch(&holdings, "*", &json!({"opensRooms": true})).await.status, 403);

        let header = [("steward-on-behalf", "true")];
        let get = async |path: String| paul.call(Method::GET, &path, &header, &Value::Null).await;
        let rooms = format!("/v1.0/managedTenants/{tenant}/rooms");
        assert_eq!(paul.get(&rooms).await.status, 404, "as themselves they hold nothing");
        let seen = get(format!("{rooms}?$top=50")).await;
        assert_eq!(seen.status, 200, "{}", seen.text());
        assert_eq!(seen.json()["value"].as_array().unwrap().len(), 6, "the rooms of the link");
        assert_eq!(get(format!("{rooms}/{berlin}")).await.status, 200);
        assert_eq!(get(format!("{rooms}/{lisbon}")).await.status, 404);
        let unclear = [("steward-on-behalf", "maybe")];
        assert_eq!(paul.call(Method::GET, &rooms, &unclear, &Value::Null).await.status, 422);

        let listed = paul.get("/v1.0/tenantsOnBehalf?$count=true").await.json();
        assert_eq!(listed["@odata.count"], 1, "{listed}");
        let one = &listed["value"][0];
        assert_eq!(
            (&one["displayName"], &one["roles"]),
            (&json!("Contoso"), &json!(["Global Administrator"]))
        );
        let permissions: Vec<&str> =
            one["permissions"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
        assert!(permissions.contains(&"ticket.update") && permissions.contains(&"ring.modify"));
        for never in
            ["role.view", "role.modify", "settings.view", "settings.modify", "room.unenroll", "room.create"]
        {
            assert!(!permissions.contains(&never), "{never}");
        }

        // What is not work in rooms is not done on behalf of anybody, whatever the person may as themselves.
        for path in ["/v1.0/me", "/v1.0/partners", "/v1.0/users", "/v1.0/roles", "/v1.0/managedTenants/rooms"]
        {
            let answer = get(path.to_owned()).await;
            assert_eq!(answer.status, 403, "{path}: {}", answer.text());
        }
        let block = format!("/v1.0/partners/{}/blocks", linked.link);
        let blocked =
            anna.post(&block, &json!({"userId": pia_id.uuid(), "reason": "Left the project"})).await;
        assert!(blocked.status.is_success(), "{}", blocked.text());
        let pia = served.client(PIA).await;
        assert_eq!(pia.call(Method::GET, &rooms, &header, &Value::Null).await.status, 404, "decision 8");
        assert_eq!(get(rooms.clone()).await.status, 200, "nobody else is blocked");
    })
    .await;
}

/// R-324, decision 6: what ends takes the switch with it; privileges that come back, and relationships that come later, open no rooms; to
/// end everything ends this too.
#[tokio::test]
async fn the_switch_ends_with_what_was_delegated() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PAUL, Agent::Admin), (PIA, Agent::Helpdesk)]).await;
        let relationship = world.reseller(CONTOSO, NORTHWIND, true).await;
        let (tenant, partner) = (world.organization(CONTOSO), world.organization(NORTHWIND));
        let served = Served::start(world).await;
        let (anna, paul) = (served.client(ANNA).await, served.client(PAUL).await);
        let pia = served.client(PIA).await;
        let holdings = format!("/v1.0/partnerHoldings/{partner}");
        let header = [("steward-on-behalf", "true")];
        let rooms = format!("/v1.0/managedTenants/{tenant}/rooms");
        let status = async |client: &testkit::http::Client| {
            client.call(Method::GET, &rooms, &header, &Value::Null).await.status.as_u16()
        };
        assert_eq!(anna.patch(&holdings, "*", &json!({"opensRooms": true})).await.status, 200);
        assert_eq!(
            (status(&paul).await, status(&pia).await),
            (200, 404),
            "a Helpdesk administrator opens no rooms"
        );

        let privileges = format!("/v1.0/resellerRelationships/{relationship}/delegatedAdminPrivileges");
        let removed = anna.delete(&privileges).await;
        assert!(removed.status.is_success(), "{}", removed.text());
        assert_eq!(status(&paul).await, 404);
        assert_eq!(anna.get(&holdings).await.json()["delegatedRooms"], "none");
        let restored = anna.put(&privileges, &Value::Null).await;
        assert!(restored.status.is_success(), "{}", restored.text());
        assert_eq!(
            (status(&paul).await, &anna.get(&holdings).await.json()["delegatedRooms"]),
            (404, &json!("off"))
        );

        assert_eq!(anna.patch(&holdings, "*", &json!({"opensRooms": true})).await.status, 200);
        let lines = anna.get(&holdings).await.json();
        let kinds: Vec<_> =
            lines["holdings"].as_array().unwrap().iter().map(|it| it["kind"].clone()).collect();
        assert!(kinds.contains(&json!("delegatedRooms")), "{kinds:?}");
        let record = anna.delete(&holdings).await.json();
        let ended = record["document"]["ended"].as_array().unwrap().clone();
        assert!(ended.iter().any(|it| it["kind"] == "delegatedRooms"), "{record}");
        assert_eq!(status(&paul).await, 404);
        assert_eq!(anna.patch(&holdings, "*", &json!({"opensRooms": true})).await.status, 409);
    })
    .await;
}
