//! Windows Autopilot over the Partner Center surface.

use axum::http::Method;
use domain::{agent::Agent, autopilot::RuleSet, time::MINUTE};
use serde_json::{Value, json};
use service::{Settings, ask, autopilot::AutopilotDevices, run};
use testkit::{
    World, each,
    http::{Answer, Client, Served},
};

const TAILSPIN: &str = "tailspin.example";
const NORTHWIND: &str = "northwind.example";
const ADVENTURE: &str = "adventure.example";
const PIA: &str = "pia@northwind.example";
const PAUL: &str = "paul@northwind.example";
const GUS: &str = "gus@northwind.example";
const ADA: &str = "ada@adventure.example";
const SVEN: &str = "sven@tailspin.example";
const STINA: &str = "stina@tailspin.example";

/// Two partners that Tailspin buys from, each with an Admin agent, Northwind with a Sales and a Helpdesk agent too.
async fn market(world: &World, has_privileges: bool) {
    world.agents(NORTHWIND, &[(PIA, Agent::Admin), (PAUL, Agent::Sales), (GUS, Agent::Helpdesk)]).await;
    world.agents(ADVENTURE, &[(ADA, Agent::Admin)]).await;
    world.reseller(TAILSPIN, NORTHWIND, has_privileges).await;
    world.reseller(TAILSPIN, ADVENTURE, false).await;
}

/// The addresses of Tailspin.
fn at(served: &Served, path: &str) -> String {
    format!("/v1/customers/{}{path}", served.world.organization(TAILSPIN))
}

fn code(answer: &Answer) -> (u16, Value) {
    (answer.status.as_u16(), answer.json()["code"].clone())
}

async fn patch(client: &Client, path: &str, body: &Value) -> Answer {
    client.call(Method::PATCH, path, &[], body).await
}

/// What became of what an answer accepted.
async fn result(client: &Client, answer: &Answer) -> Value {
    assert_eq!(answer.status, 202, "{}", answer.text());
    client.get(&format!("/v1{}", answer.location())).await.json()
}

/// Adds devices by their product keys, in a batch.
async fn upload(client: &Client, served: &Served, batch: &str, keys: &[&str]) -> Value {
    let devices: Vec<Value> = keys.iter().map(|key| json!({"ProductKey": key})).collect();
    let body = json!({"BatchId": batch, "Devices": devices});
    let answer = client.post(&at(served, "/deviceBatches"), &body).await;
    result(client, &answer).await
}

/// The error codes of the lines of a result; nothing where it was done.
fn codes(result: &Value) -> Vec<String> {
    let lines = result["devicesStatus"].as_array().unwrap();
    lines.iter().map(|line| line["errorCode"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Every device that a client sees, by its product key: the identifier of its batch, its own, and what may be done.
async fn devices(client: &Client, served: &Served) -> Vec<Seen> {
    let mut seen = Vec::new();
    for batch in client.get(&at(served, "/deviceBatches")).await.json()["items"].as_array().unwrap() {
        let batch = batch["id"].as_str().unwrap().to_owned();
        let list = client.get(&at(served, &format!("/deviceBatches/{batch}/devices"))).await.json();
        for device in list["items"].as_array().unwrap() {
            let text = |name: &str| device[name].as_str().unwrap().to_owned();
            let operations = device["allowedOperations"].as_array().unwrap();
            seen.push(Seen {
                key: text("productKey"),
                id: text("id"),
                batch: batch.clone(),
                origin: text("origin"),
                operations: operations.iter().map(|it| it.as_str().unwrap().to_owned()).collect(),
            });
        }
    }
    seen.sort_by(|one, other| one.key.cmp(&other.key));
    seen
}

#[derive(Debug)]
struct Seen {
    key: String,
    id: String,
    batch: String,
    origin: String,
    operations: Vec<String>,
}

async fn policy(client: &Client, served: &Served, name: &str) -> Answer {
    let body = json!({"name": name, "policySettings": ["skip_express_settings"]});
    client.post(&at(served, "/policies"), &body).await
}

/// §4.7, §4.8: policies live as published; only Admin agents make them, and skipping the licence is acknowledged.
#[tokio::test]
async fn policies_live() {
    each(async |world: World| {
        market(&world, false).await;
        let served = Served::start(world).await;
        let client = async |upn: &str| served.client(upn).await;
        let (pia, paul, gus) = (client(PIA).await, client(PAUL).await, client(GUS).await);
        let policies = at(&served, "/policies");
        let eula = json!({
            "Name": "Rooms", "Description": "For rooms", "PolicySettings": ["skip_eula", "oobe_user_not_local_admin"],
            "attributes": {"objectType": "ConfigurationPolicy"},
        });
        assert_eq!(code(&pia.post(&policies, &eula).await), (400, json!(3000)), "not acknowledged");
        let mut told = eula.clone();
        told["licenceAgreementAcknowledged"] = json!(true);
        assert_eq!(code(&paul.post(&policies, &told).await), (403, json!("forbidden")), "Sales agents");
        assert_eq!(code(&gus.get(&policies).await), (403, json!("forbidden")), "Helpdesk agents");
        let named = [("ms-requestid", "5c5b-1"), ("ms-correlationid", "mine")];
        let made = pia.call(Method::POST, &policies, &named, &told).await;
        assert_eq!(made.status, 200, "{}", made.text());
        assert_eq!((made.header("ms-requestid"), made.header("ms-correlationid")), ("5c5b-1", "mine"));
        assert!(!made.header("ms-cv").is_empty() && !made.header("ms-serverid").is_empty());
        let again = pia.call(Method::POST, &policies, &named, &told).await;
        assert_eq!((again.status, again.json()), (made.status, made.json()), "repeated under its name");
        let made = made.json();
        assert_eq!((&made["category"], &made["devicesAssignedCount"]), (&json!("o_o_b_e"), &json!(0)));
        assert_eq!(made["policySettings"], json!(["oobe_user_not_local_admin", "skip_eula"]));
        assert_eq!(made["attributes"]["objectType"], "ConfigurationPolicy");
        let taken = policy(&pia, &served, "rooms").await;
        assert_eq!(code(&taken), (400, json!(3000)), "the name is taken");
        assert!(taken.json()["data"][0].as_str().unwrap().starts_with("name: "), "{}", taken.text());
        for wrong in [json!({"name": "Other", "category": "xx"}), json!({"name": "Other", "Category": "xx"})] {
            let refused = pia.post(&policies, &wrong).await;
            assert_eq!(code(&refused), (400, json!(3000)), "{wrong}");
            assert!(refused.text().contains("category: "), "{}", refused.text());
        }

        let list = paul.get(&policies).await.json();
        assert_eq!((&list["totalCount"], &list["items"][0]), (&json!(1), &made), "Sales agents see them");
        assert_eq!(list["attributes"]["objectType"], "Collection");
        let one = format!("{policies}/{}", made["id"].as_str().unwrap());
        let mut changed = made.clone();
        changed["policySettings"] = json!(["none"]);
        changed["name"] = json!("Rooms of Tailspin");
        let put = pia.call(Method::PUT, &one, &[("if-match", "W/\"7\"")], &changed).await;
        assert_eq!(code(&put), (400, json!(2055)));
        let mut another = changed.clone();
        another["id"] = json!(uuid::Uuid::nil());
        assert_eq!(code(&pia.call(Method::PUT, &one, &[], &another).await), (400, json!(3000)), "it stays itself");
        let etag = made["attributes"]["etag"].as_str().unwrap();
        let put = pia.call(Method::PUT, &one, &[("if-match", etag)], &changed).await;
        assert_eq!((put.status.as_u16(), &put.json()["policySettings"]), (200, &json!(["none"])));
        assert_eq!(paul.delete(&one).await.status, 403);
        let gone = format!("{policies}/{}", uuid::Uuid::nil());
        assert_eq!(code(&pia.get(&gone).await), (404, json!(1000)));
        assert_eq!(pia.delete(&one).await.status, 204);
        assert_eq!(code(&pia.get(&one).await), (404, json!(1000)));
        for kind in ["profile_created", "profile_updated", "profile_deleted"] {
            let told = format!("select count(*) from audit_events where kind = 'autopilot.{kind}'");
            assert_eq!(served.world.database.number(&told).await, 2, "{kind}: in the logs of both sides");
        }
        let named = "select count(*) from audit_events where kind = 'autopilot.profile_created' \
                     and subject_name = 'Rooms'";
        assert_eq!(served.world.database.number(named).await, 1, "by its name at the customer alone");
    })
    .await;
}

/// devices come as batches with a result a line; who added them is remembered, and nobody is told of another
/// organization that has one.
#[tokio::test]
async fn devices_are_uploaded() {
    each(async |world: World| {
        market(&world, false).await;
        world.reseller("fabrikam.example", NORTHWIND, false).await;
        let fabrikam = world.organization("fabrikam.example");
        let served = Served::start(world).await;
        let client = async |upn: &str| served.client(upn).await;
        let (pia, paul, ada) = (client(PIA).await, client(PAUL).await, client(ADA).await);
        let (sven, stina) = (client(SVEN).await, client(STINA).await);
        let elsewhere = json!({"Devices": [{"ProductKey": "K-9"}]});
        let added = pia.post(&format!("/v1/customers/{fabrikam}/deviceBatches"), &elsewhere).await;
        assert_eq!(codes(&result(&pia, &added).await), [""]);

        let body = json!({"BatchId": "Spring", "Devices": [
            {"SerialNumber": "R9", "OemManufacturerName": "Contoso", "ModelName": "Room 5", "HardwareHash": "T0GF"},
            {"ProductKey": "K-1"},
            {"SerialNumber": "R10", "ModelName": "Room 5"},
            {"HardwareHash": "T0GF"},
            {"HardwareHash": "no hash!"},
            {"ProductKey": "k-9", "HardwareHash": "AAAA"},
        ]});
        let answer = paul.post(&at(&served, "/deviceBatches"), &body).await;
        let told = result(&paul, &answer).await;
        assert_eq!(told["status"], "finished_with_errors");
        assert_eq!(codes(&told), ["", "", "incomplete", "listed_twice", "802", "808"]);
        let words = told["devicesStatus"][5]["errorDescription"].as_str().unwrap();
        assert!(words.contains("ZtdDeviceAssignedToOtherTenant") && !words.contains("Fabrikam"), "{words}");
        assert_eq!(served.world.database.number("select count(*) from autopilot_devices").await, 3);
        // What was refused leaves nothing behind that would hinder others.
        let left = "select count(*) from autopilot_identities";
        assert_eq!(served.world.database.number(left).await, 1 + 2 + 1);

        let more = json!([{"productKey": "K-1"}, {"productKey": "K-2"}]);
        let more = paul.post(&at(&served, "/deviceBatches/Spring/devices"), &more).await;
        assert_eq!(codes(&result(&paul, &more).await), ["806", ""]);
        for (kind, times) in [("devices_uploaded", 2), ("devices_added", 1)] {
            // Once in the log of either side.
            let told = format!("select count(*) from audit_events where kind = 'autopilot.{kind}'");
            assert_eq!(served.world.database.number(&told).await, 2 * times, "{kind}");
        }
        let foreign = ada.post(&at(&served, "/deviceBatches/Spring/devices"), &json!([{"productKey": "K-3"}])).await;
        assert_eq!(code(&foreign), (404, json!(1000)), "one adds to batches of one's own");
        let again = paul.post(&at(&served, "/deviceBatches"), &body).await;
        assert_eq!(code(&again), (400, json!(3000)), "the name of the batch is taken");
        assert_eq!(codes(&upload(&ada, &served, "Ours", &["K-5"]).await), [""]);
        assert_eq!(stina.post(&at(&served, "/deviceBatches"), &elsewhere).await.status, 403, "no Global administrator");
        assert_eq!(codes(&upload(&sven, &served, "Own", &["K-6"]).await), [""]);
        let channels = served.world.database.raw("select channel, count(*) from autopilot_devices group by 1 order by 1").await;
        let channels: Vec<_> = channels.iter().map(|row| row[0].clone().unwrap()).collect();
        assert_eq!(channels, ["device_management_portal", "partner_upload"]);

        let batches = pia.get(&at(&served, "/deviceBatches")).await;
        let text = batches.text();
        assert!(text.contains("\"Spring\"") && text.contains("Tailspin Toys"), "{text}");
        assert!(!text.contains("Adventure") && !text.contains("Ours"), "partners learn not of each other: {text}");
        assert_eq!(batches.json()["totalCount"], 3);
        let origins: Vec<(String, String)> =
            devices(&pia, &served).await.into_iter().map(|it| (it.key, it.origin)).collect();
        let said = [("", "own"), ("K-1", "own"), ("K-2", "own"), ("K-5", "other_partner"), ("K-6", "customer")];
        assert_eq!(origins, said.map(|(key, origin)| (key.to_owned(), origin.to_owned())));
        let own = sven.get(&at(&served, "/deviceBatches")).await.text();
        assert!(own.contains("Northwind") && own.contains("Adventure"), "the customer knows who: {own}");
        let foreign = format!("/v1{}", answer.location());
        assert_eq!(code(&ada.get(&foreign).await), (404, json!(1000)), "results are their maker's");
        assert_eq!(sven.get(&foreign).await.status, 200, "and the customer's");
    })
    .await;
}

/// §4.8: a hundred devices a page, and where the next one begins in a header.
#[tokio::test]
async fn devices_are_paged() {
    each(async |world: World| {
        market(&world, false).await;
        let served = Served::start(world).await;
        let pia = served.client(PIA).await;
        let keys: Vec<String> = (0..130).map(|number| format!("K-{number:03}")).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        assert_eq!(upload(&pia, &served, "Many", &keys).await["status"], "finished");
        let list = at(&served, "/deviceBatches/Many/devices");
        let first = pia.get(&list).await;
        let token = first.header("ms-continuationtoken").to_owned();
        let page = first.json();
        assert_eq!((page["items"].as_array().unwrap().len(), &page["totalCount"]), (100, &json!(130)));
        assert_eq!(page["links"]["next"]["headers"][0]["value"], token);
        let asked = [("ms-continuationtoken", token.as_str())];
        let second = pia.call(Method::GET, &list, &asked, &Value::Null).await;
        assert_eq!(second.json()["items"].as_array().unwrap().len(), 30);
        assert_eq!(second.header("ms-continuationtoken"), "");
        let wrong = [("ms-continuationtoken", "nothing")];
        assert_eq!(code(&pia.call(Method::GET, &list, &wrong, &Value::Null).await), (400, json!(3000)));
        let many = vec![json!({"productKey": "A"}); 501];
        assert_eq!(code(&pia.post(&list, &json!(many)).await), (400, json!(3000)), "too many at once");
    })
    .await;
}

/// A world in which both partners and the customer added a device, under a rule set.
async fn under(rules: RuleSet, has_privileges: bool, test: impl AsyncFn(&Served, &Client, Vec<Seen>)) {
    each(async |mut world: World| {
        let settings = Settings { autopilot_rules: rules, ..Settings::clone(&world.app.settings) };
        world.app.settings = std::sync::Arc::new(settings);
        market(&world, has_privileges).await;
        let served = Served::start(world).await;
        let (pia, ada, sven) =
            (served.client(PIA).await, served.client(ADA).await, served.client(SVEN).await);
        upload(&pia, &served, "", &["1"]).await;
        upload(&ada, &served, "", &["2"]).await;
        upload(&sven, &served, "", &["3"]).await;
        assert_eq!(policy(&sven, &served, "Theirs").await.status, 200);
        let seen = devices(&pia, &served).await;
        test(&served, &pia, seen).await;
    })
    .await;
}

/// What may be done with the devices of the partner itself, of another one and of the customer, as told and as tried.
async fn holds(served: &Served, pia: &Client, seen: &[Seen], profiles: bool, said: [&[&str]; 3]) {
    let operations: Vec<&Vec<String>> = seen.iter().map(|it| &it.operations).collect();
    assert_eq!(
        operations,
        said.each_ref()
            .map(|it| it.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>())
            .iter()
            .collect::<Vec<_>>()
    );
    let list = pia.get(&at(served, "/policies")).await.json();
    let theirs = list["items"][0]["id"].clone();
    let made = policy(pia, served, "Ours").await;
    assert_eq!(made.status == 200, profiles, "{}", made.text());
    if !profiles {
        assert_eq!(code(&made), (403, json!("autopilot_not_allowed")));
        assert!(made.json()["description"].as_str().unwrap().contains("announced"), "{}", made.text());
    }
    let wanted: Vec<Value> = seen
        .iter()
        .map(|it| json!({"Id": it.id, "Policies": [{"Key": "o_o_b_e", "Value": theirs}]}))
        .collect();
    let answer = patch(pia, &at(served, "/DevicePolicyUpdates"), &json!({"Devices": wanted})).await;
    let told = result(pia, &answer).await;
    for (it, line) in said.iter().zip(told["devicesStatus"].as_array().unwrap()) {
        let may = it.contains(&"PATCH");
        let errors = if may { Value::Null } else { json!("autopilot_not_allowed") };
        assert_eq!(line["errorCode"], errors, "{line}");
    }
    for (it, said) in seen.iter().zip(said) {
        let path = at(served, &format!("/deviceBatches/{}/devices/{}", it.batch, it.id));
        let gone = pia.delete(&path).await;
        let status = if said.contains(&"DELETE") { 204 } else { 403 };
        assert_eq!(gone.status, status, "{it:?}: {}", gone.text());
        if status == 403 {
            assert_eq!(code(&gone).1, "autopilot_not_allowed");
        }
    }
}

const ALL: &[&str] = &["GET", "PATCH", "DELETE"];
const SEES: &[&str] = &["GET"];

/// section 3.8: by the rule set of today a partner manages profiles and what any partner added, with privileges and
/// without.
#[tokio::test]
async fn rules_of_today() {
    for has_privileges in [true, false] {
        under(RuleSet::Today, has_privileges, async |served, pia, seen| {
            holds(served, pia, &seen, true, [ALL, ALL, SEES]).await;
        })
        .await;
    }
}

/// section 3.8: by the strict rule set a partner manages what it added itself.
#[tokio::test]
async fn strict_rules_of_today() {
    under(RuleSet::TodayStrict, true, async |served, pia, seen| {
        holds(served, pia, &seen, true, [ALL, SEES, SEES]).await;
    })
    .await;
}

/// section 3.8: by the announced rule set everything hangs on the privileges, but removing what one added oneself.
#[tokio::test]
async fn announced_rules() {
    under(RuleSet::Announced, true, async |served, pia, seen| {
        holds(served, pia, &seen, true, [ALL, ALL, ALL]).await;
    })
    .await;
    under(RuleSet::Announced, false, async |served, pia, seen| {
        holds(served, pia, &seen, false, [&["GET", "DELETE"], SEES, SEES]).await;
    })
    .await;
}

/// section 3.8, decisions 6 and 8: what the customer takes away is gone with the next request: privileges, the whole
/// relationship, and a person it blocks.
#[tokio::test]
async fn what_the_customer_takes_is_gone() {
    under(RuleSet::Announced, true, async |served, pia, seen| {
        assert_eq!(seen[2].operations, ["GET", "PATCH", "DELETE"]);
        let database = &served.world.database;
        let id = database
            .raw("select relationship_id from reseller_relationships where has_privileges = true")
            .await;
        let sven = served.client(SVEN).await;
        let list = sven.get("/v1.0/resellerRelationships?$search=Northwind").await.json();
        let id = (id.len() == 1).then(|| list["value"][0]["id"].as_str().unwrap().to_owned()).unwrap();
        let taken = sven.delete(&format!("/v1.0/resellerRelationships/{id}/delegatedAdminPrivileges")).await;
        assert_eq!(taken.status, 204);
        assert_eq!(devices(pia, served).await[0].operations, ["GET", "DELETE"]);
        assert_eq!(code(&policy(pia, served, "Late").await), (403, json!("autopilot_not_allowed")));

        let nora = served.client("nora@northwind.example").await;
        let customer = format!("/v1.0/customers/{}", served.world.organization(TAILSPIN));
        assert_eq!(
            nora.get(&at(served, "/policies")).await.status,
            403,
            "no agent, though Global administrator"
        );
        let etag = nora.get(&customer).await.json()["@odata.etag"].as_str().unwrap().to_owned();
        let ended = nora.call(Method::DELETE, &customer, &[("if-match", &etag)], &Value::Null).await;
        assert_eq!(ended.status, 204);
        for path in ["/policies", "/deviceBatches"] {
            assert_eq!(code(&pia.get(&at(served, path)).await), (404, json!(60003)), "{path}");
        }
        let late = pia.post(&at(served, "/deviceBatches"), &json!({"Devices": [{"ProductKey": "9"}]})).await;
        assert_eq!(code(&late), (404, json!(60003)));
        assert_eq!(devices(&sven, served).await.len(), 3, "what is there stays the customer's");
    })
    .await;
}

/// Decision 8: whom the customer blocked holds nothing there, as long as the block stands.
#[tokio::test]
async fn a_block_wins() {
    testkit::each_linked(async |world: World, linked: testkit::Linked| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin), (PAUL, Agent::Admin)]).await;
        world.reseller("contoso.example", NORTHWIND, true).await;
        let anna = world.caller("anna@contoso.example");
        let user = world.user(PIA);
        let block = service::blocks::BlockPerson { of: linked.link.into(), user, reason: "Left".to_owned() };
        let policies = format!("/v1/customers/{}/policies", world.organization("contoso.example"));
        let served = Served::start(world).await;
        let (pia, paul) = (served.client(PIA).await, served.client(PAUL).await);
        assert_eq!(pia.get(&policies).await.status, 200);
        run(&served.world.app, &anna, block).await.unwrap();
        let refused = pia.get(&policies).await;
        assert_eq!(code(&refused), (403, json!("forbidden")));
        assert!(refused.text().contains("The customer blocks you."), "the true reason: {}", refused.text());
        assert_eq!(paul.get(&policies).await.status, 200);
    })
    .await;
}

/// a profile comes and goes with each device by itself; while devices have it, it stays.
#[tokio::test]
async fn profiles_are_applied_and_taken_away() {
    under(RuleSet::Today, false, async |served, pia, seen| {
        let made = policy(pia, served, "Rooms").await.json();
        let profile = made["id"].as_str().unwrap();
        let of =
            |id: &str, profile: &str| json!({"Id": id, "Policies": [{"Key": "o_o_b_e", "Value": profile}]});
        let nil = uuid::Uuid::nil().to_string();
        let wanted = json!({"Devices": [
            of(&seen[0].id, profile), of(&seen[1].id, &nil), of(&seen[2].id, profile), of(&nil, profile),
        ]});
        let updates = at(served, "/DevicePolicyUpdates");
        let told = result(pia, &patch(pia, &updates, &wanted).await).await;
        assert_eq!(codes(&told), ["", "no_profile", "autopilot_not_allowed", "no_device"]);
        assert_eq!(told["devicesStatus"][3]["deviceId"], json!(nil), "named as it was asked for");
        assert_eq!(told["status"], "finished_with_errors");
        let said = told["devicesStatus"][2]["errorDescription"].as_str().unwrap();
        assert!(said.contains("today"), "{said}");
        let one = at(served, &format!("/policies/{profile}"));
        assert_eq!(pia.get(&one).await.json()["devicesAssignedCount"], 1);
        assert_eq!(code(&pia.delete(&one).await), (409, json!("profile_in_use")));
        let none = json!({"Devices": [{"Id": seen[0].id, "Policies": []}]});
        let told = result(pia, &patch(pia, &updates, &none).await).await;
        assert_eq!(told["status"], "finished");
        assert_eq!(pia.delete(&one).await.status, 204);
        let other = json!({"Devices": [{"Id": seen[0].id, "Policies": [{"Key": "other", "Value": nil}]}]});
        assert_eq!(code(&patch(pia, &updates, &other).await), (400, json!(3000)));
        let paul = served.client(PAUL).await;
        assert_eq!(code(&patch(&paul, &updates, &none).await), (403, json!("forbidden")), "Sales agents");
        let kinds = "select count(*) from audit_events where kind = 'autopilot.device_updated'";
        assert_eq!(served.world.database.number(kinds).await, 4, "two changes, in the logs of both sides");
    })
    .await;
}

/// of two organizations that are given the same device at the same moment one has it, and the other is told no more than that.
#[tokio::test]
async fn two_uploads_of_the_same_devices() {
    each(async |world: World| {
        market(&world, false).await;
        world.reseller("fabrikam.example", ADVENTURE, false).await;
        let fabrikam = world.organization("fabrikam.example");
        let served = Served::start(world).await;
        let (pia, ada, sven) =
            (served.client(PIA).await, served.client(ADA).await, served.client(SVEN).await);
        let there = json!({"Devices": [{"ProductKey": "B"}, {"ProductKey": "A"}]});
        let here = json!({"Devices": [{"ProductKey": "A"}, {"ProductKey": "B"}]});
        let other = format!("/v1/customers/{fabrikam}/deviceBatches");
        let own = at(&served, "/deviceBatches");
        let (one, two, three) =
            tokio::join!(pia.post(&own, &here), ada.post(&other, &there), sven.post(&own, &here));
        let (one, two, three) =
            (result(&pia, &one).await, result(&ada, &two).await, result(&sven, &three).await);
        let done = |told: &Value| codes(told).iter().filter(|code| code.is_empty()).count();
        assert_eq!(done(&one) + done(&two) + done(&three), 2, "{one} {two} {three}");
        for told in [one, two, three] {
            let codes = codes(&told);
            assert!(codes.iter().all(|code| ["", "806", "808"].contains(&code.as_str())), "{codes:?}");
        }
        assert_eq!(served.world.database.number("select count(*) from autopilot_devices").await, 2);
        assert_eq!(served.world.database.number("select count(*) from autopilot_identities").await, 2);
    })
    .await;
}

/// however many uploads try at the same moment, at however many customers, their organization is told no more often than it may be.
#[tokio::test]
async fn uploads_at_once_are_told_no_more_together() {
    each(async |world: World| {
        market(&world, false).await;
        let theirs = ["fabrikam.example", "contoso.example"];
        for domain in theirs {
            world.reseller(domain, NORTHWIND, false).await;
        }
        world.reseller("fabrikam.example", ADVENTURE, false).await;
        let ids = theirs.map(|domain| world.organization(domain));
        let served = Served::start(world).await;
        let (pia, paul, ada) =
            (served.client(PIA).await, served.client(PAUL).await, served.client(ADA).await);
        let body = |batch: &str, numbers: std::ops::Range<usize>| {
            let keys = numbers.map(|number| json!({"ProductKey": format!("K-{number}")}));
            json!({"BatchId": batch, "Devices": keys.collect::<Vec<_>>()})
        };
        let batches = |id: &dyn std::fmt::Display| format!("/v1/customers/{id}/deviceBatches");
        let added = ada.post(&batches(&ids[0]), &body("Theirs", 0..60)).await;
        assert_eq!(result(&ada, &added).await["status"], "finished");
        let (here, there) = (at(&served, "/deviceBatches"), batches(&ids[1]));
        let (one, two, three, four) =
            (body("1", 0..15), body("2", 15..30), body("3", 30..45), body("4", 45..60));
        let all: [Answer; 4] = tokio::join!(
            pia.post(&here, &one),
            paul.post(&there, &two),
            paul.post(&here, &three),
            pia.post(&there, &four)
        )
        .into();
        let mut told = 0;
        for answer in &all {
            if answer.status == 202 {
                let codes = codes(&result(&pia, answer).await);
                told += codes.iter().filter(|code| *code == "808").count();
            } else {
                assert_eq!(code(answer), (429, json!("too_many_requests")));
            }
        }
        assert_eq!(told, 20);
    })
    .await;
}

/// R-367, decision 17, section 3.8 note 2: a Sales agent sees every device and what may be done, which is nothing but seeing; no name of
/// another partner comes to a partner.
#[tokio::test]
async fn a_sales_agent_sees() {
    under(RuleSet::Today, true, async |served, _, _| {
        let paul = served.client(PAUL).await;
        for device in devices(&paul, served).await {
            assert_eq!(device.operations, ["GET"]);
        }
        let caller = served.world.caller(PAUL);
        let question = AutopilotDevices {
            tenant: served.world.organization(TAILSPIN),
            batch: None,
            profile: None,
            origin: None,
            wanted: service::Wanted::first(10),
            count: true,
        };
        let found = ask(&served.world.app, &caller, &question).await.unwrap();
        let names: Vec<_> = found.found.page.items.iter().map(|it| it.origin.name.clone()).collect();
        assert!(names.contains(&None) && !names.contains(&Some("Adventure Works".to_owned())), "{names:?}");
        assert!(found.ground.may_add() && !found.ground.may_change_profiles());
    })
    .await;
}

/// whoever was told twenty times within an hour that a device is another organization's waits, at every customer and whatever it
/// would be told, the lines after the twentieth in one upload included: nothing is done with them. What was told longer ago counts no more,
/// and nobody else waits.
#[tokio::test]
async fn nobody_finds_out_by_trying_which_devices_belong_to_others() {
    each(async |world: World| {
        market(&world, false).await;
        world.reseller("fabrikam.example", NORTHWIND, false).await;
        let fabrikam = world.organization("fabrikam.example");
        let served = Served::start(world).await;
        let (pia, paul, ada) =
            (served.client(PIA).await, served.client(PAUL).await, served.client(ADA).await);
        let keys: Vec<String> = (0..25).map(|number| format!("K-{number}")).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let devices: Vec<Value> = keys.iter().map(|key| json!({"ProductKey": key})).collect();
        let there = format!("/v1/customers/{fabrikam}/deviceBatches");
        let added = pia.post(&there, &json!({"BatchId": "Theirs", "Devices": devices})).await;
        assert_eq!(result(&pia, &added).await["status"], "finished");

        let told = upload(&pia, &served, "First", &keys[..19]).await;
        assert_eq!(codes(&told), ["808"; 19]);
        served.world.clock.advance(10 * MINUTE);
        let second = upload(&paul, &served, "Second", &["FREE-1", "K-19", "FREE-6", "K-21"]).await;
        assert_eq!(codes(&second), ["", "808", "too_many_tries", "too_many_tries"]);
        let tries = async |client: &Client, path: &str, key: &str| {
            let body = json!({"BatchId": key, "Devices": [{"ProductKey": key}]});
            client.post(path, &body).await
        };
        let here = at(&served, "/deviceBatches");
        for (path, key) in [(&here, "K-20"), (&here, "FREE-2"), (&there, "FREE-3")] {
            let refused = tries(&pia, path, key).await;
            assert_eq!(code(&refused), (429, json!("too_many_requests")), "{key}");
            assert_eq!(refused.header("retry-after"), "3000", "{key}: until the first ones are an hour old");
        }
        assert_eq!(
            codes(&upload(&ada, &served, "Theirs", &["K-20", "FREE-4"]).await),
            ["808", ""],
            "another partner"
        );
        let many = [&keys[..], &["FREE-7"]].concat();
        let told = codes(&upload(&ada, &served, "All", &many).await);
        assert_eq!(told[..19], ["808"; 19], "one was told before");
        assert_eq!(told[19..], ["too_many_tries"; 7]);
        served.world.clock.advance(50 * MINUTE);
        assert_eq!(
            codes(&upload(&pia, &served, "Third", &["K-20", "FREE-6", "FREE-7"]).await),
            ["808", "", ""]
        );
        assert_eq!(tries(&pia, &here, "FREE-5").await.status, 202, "two of this hour are few");
    })
    .await;
}
