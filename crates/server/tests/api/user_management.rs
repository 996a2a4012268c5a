//! User management admins of a partner, over the API: they manage whoever holds nothing, and nobody gets anything by it.

use axum::http::Method;
use domain::{agent::Agent, directory::Principal, id::Id, role::BuiltInRole, time::DAY};
use serde_json::{Value, json};
use testkit::{
    Linked, World, each, each_linked,
    http::{Client, Served},
    seed,
};
use uuid::Uuid;

const NORTHWIND: &str = "northwind.example";
const PAUL: &str = "paul@northwind.example";
const PIA: &str = "pia@northwind.example";
const GUS: &str = "gus@northwind.example";
const NED: &str = "ned@northwind.example";

async fn delete(client: &Client, path: &str) -> (u16, String) {
    let answer = client.call(Method::DELETE, path, &[("if-match", "*")], &Value::Null).await;
    (answer.status.as_u16(), if answer.status.is_success() { String::new() } else { answer.code() })
}

async fn patch(client: &Client, path: &str, body: &Value) -> (u16, String) {
    let answer = client.call(Method::PATCH, path, &[("if-match", "*")], body).await;
    (answer.status.as_u16(), if answer.status.is_success() { String::new() } else { answer.code() })
}

/// Makes Paul a User management admin, as Northwind's Global administrator does it.
async fn appoint(served: &Served) -> Client {
    let nora = served.client("nora@northwind.example").await;
    let members = "/v1.0/directoryRoles/user_management_administrator/members";
    let paul = json!({ "kind": "user", "id": served.world.user(PAUL) });
    assert_eq!(nora.post(members, &paul).await.status, 204);
    served.client(PAUL).await
}

/// A security group of Northwind with these members.
async fn group(world: &World, name: &str, members: Vec<Principal>) -> Uuid {
    let group = seed::SecurityGroup {
        tenant: world.organization(NORTHWIND),
        id: world.ids.id(),
        name: name.to_owned(),
        description: String::new(),
        agent: None,
        members,
    };
    let mut seed = world.seed().await;
    seed.security_group(&group).await.unwrap();
    seed.commit().await.unwrap();
    group.id.uuid()
}

fn denied() -> (u16, String) {
    (403, "forbidden".to_owned())
}

/// R-420, decision 16: people and groups that hold nothing are added, edited, disabled and deleted, with a password link and members;
/// the log says by which role.
#[tokio::test]
async fn people_and_groups_that_hold_nothing_are_managed() {
    each(async |world: World| {
        let ned = world.user(NED);
        let served = Served::start(world).await;
        let paul = appoint(&served).await;
        let new = json!({ "userPrincipalName": "new@northwind.example", "displayName": "New", "preferredLanguage": "en", "timeZone": "UTC" });
        let made = paul.post("/v1.0/users", &new).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let user = format!("/v1.0/users/{}", made.json()["id"].as_str().unwrap());
        assert_eq!(patch(&paul, &user, &json!({ "displayName": "Newer" })).await.0, 200);
        let link = paul.post(&format!("/v1.0/users/{ned}/passwordLink"), &json!({})).await;
        assert!(link.status.is_success(), "{}", link.text());
        assert!(paul.post(&format!("{user}/disable"), &json!({})).await.status.is_success());
        let made = paul.post("/v1.0/groups", &json!({ "displayName": "Readers", "description": "" })).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let group = format!("/v1.0/groups/{}", made.json()["id"].as_str().unwrap());
        let member = json!({ "kind": "user", "id": ned });
        assert_eq!(paul.post(&format!("{group}/members"), &member).await.status, 204);
        assert_eq!(patch(&paul, &group, &json!({ "description": "They read" })).await.0, 200);
        assert_eq!(delete(&paul, &format!("{group}/members/{ned}")).await.0, 204);
        assert_eq!(delete(&paul, &group).await.0, 204);
        assert_eq!(delete(&paul, &user).await.0, 204);
        let told = "select count(*) from audit_events where actor_name = 'paul@northwind.example' \
                    and via_role = 'user_management_administrator' and kind in ('user.created', 'user.edited', \
                    'user.disabled', 'user.deleted', 'security_group.created', 'security_group.deleted')";
        assert_eq!(served.world.database.number(told).await, 6);
        // Looking up is theirs as well; roles, tenant managers, rooms and customers are not.
        assert_eq!(paul.get("/v1.0/users").await.status, 200);
        for path in ["/v1.0/rooms", "/v1.0/customers", "/v1.0/auditLogs/events"] {
            assert!(paul.get(path).await.status.is_client_error(), "{path}");
        }
    })
    .await;
}

/// decision 16: whoever holds something is left alone by every operation of the directory: by a directory role, as tenant
/// manager or agent, by an assignment at a customer or one that has not begun, by a group or a group around a group, or named by an
/// invitation. Nobody joins what holds something.
#[tokio::test]
async fn who_holds_something_is_left_alone() {
    each_linked(async |world: World, linked: Linked| {
        world.agents(NORTHWIND, &[(GUS, Agent::Helpdesk)]).await;
        let (tenant, ned) = (world.organization(NORTHWIND), world.user(NED));
        let inner = group(&world, "Inner", Vec::new()).await;
        let outer = group(&world, "Outer", vec![Principal::SecurityGroup(Id::new(inner))]).await;
        let idle = group(&world, "Idle", Vec::new()).await;
        let later = seed::Assignment {
            tenant: world.organization("contoso.example"),
            id: world.ids.id(),
            link: Some(linked.link),
            role: BuiltInRole::PrimaryAdmins.into(),
            name: "Later".to_owned(),
            description: String::new(),
            scope_id: world.ids.id(),
            scope: world.scope("contoso.example", &[], &["Berlin"]),
            from: Some(world.app.clock.now().plus(30 * DAY)),
            until: None,
            members: vec![seed::Member { home: tenant, principal: Principal::SecurityGroup(Id::new(outer)) }],
        };
        let mut seed = world.seed().await;
        seed.assignment(&later).await.unwrap();
        seed.commit().await.unwrap();
        let served = Served::start(world).await;
        let paul = appoint(&served).await;
        let nora = served.client("nora@northwind.example").await;
        let agents = nora.get("/v1.0/groups?$filter=agent%20eq%20'helpdesk_agent'").await.json();
        let agents = agents["value"][0]["id"].as_str().unwrap().parse::<Uuid>().unwrap();
        let held = [PAUL, PIA, GUS, "nora@northwind.example"].map(|upn| served.world.user(upn));
        for user in held {
            let path = format!("/v1.0/users/{user}");
            assert_eq!(patch(&paul, &path, &json!({ "displayName": "Other" })).await, denied(), "{user}");
            for act in ["enable", "disable", "passwordLink", "revokeSignInSessions"] {
                let refused = paul.post(&format!("{path}/{act}"), &json!({})).await;
                assert_eq!(refused.code(), "forbidden", "{act} {user}");
            }
            assert_eq!(delete(&paul, &path).await, denied(), "{user}");
            let sessions = paul.get(&format!("{path}/sessions")).await;
            assert_eq!(sessions.code(), "forbidden", "{user}");
        }
        let joins = json!({ "kind": "user", "id": ned });
        for group in [inner, outer, agents] {
            let path = format!("/v1.0/groups/{group}");
            assert_eq!(paul.post(&format!("{path}/members"), &joins).await.code(), "forbidden", "{group}");
            assert_eq!(delete(&paul, &format!("{path}/members/{ned}")).await, denied(), "{group}");
            assert_eq!(patch(&paul, &path, &json!({ "description": "Mine" })).await, denied(), "{group}");
            assert_eq!(delete(&paul, &path).await, denied(), "{group}");
        }
        // By no detour: the group that holds nothing takes whom it will, and holds nothing for them.
        let into_idle = format!("/v1.0/groups/{idle}/members");
        assert_eq!(paul.post(&into_idle, &joins).await.status, 204);
        for role in ["global_administrator", "user_management_administrator"] {
            let members = format!("/v1.0/directoryRoles/{role}/members");
            assert_eq!(paul.post(&members, &joins).await.code(), "forbidden", "{role}");
            assert_eq!(delete(&paul, &format!("{members}/{}", held[3])).await, denied(), "{role}");
        }
        assert_eq!(
            paul.post("/v1.0/tenantManagers", &json!({ "members": [joins] })).await.code(),
            "forbidden"
        );

        // What Idle comes to hold by somebody else, it no longer takes members for.
        let role = "/v1.0/directoryRoles/global_reader/members";
        assert_eq!(nora.post(role, &json!({ "kind": "securityGroup", "id": idle })).await.status, 204);
        assert_eq!(delete(&paul, &format!("{into_idle}/{ned}")).await, denied());
        assert_eq!(
            patch(&paul, &format!("/v1.0/users/{ned}"), &json!({ "displayName": "N" })).await,
            denied()
        );
    })
    .await;
}

/// R-041, decisions 16 and 20: whoever is named by an invitation that waits is not managed, nor made.
#[tokio::test]
async fn who_is_invited_by_name_is_left_alone() {
    each(async |world: World| {
        let ned = world.user(NED);
        let served = Served::start(world).await;
        let paul = appoint(&served).await;
        let anna = served.client("anna@contoso.example").await;
        let terms = domain::invitation::TERMS_VERSION;
        let people = json!([
            { "displayName": "Ned", "userPrincipalName": NED },
            { "displayName": "Nil", "userPrincipalName": "nil@northwind.example" },
        ]);
        let offer = json!({ "namedUsers": people, "scope": { "allRooms": true }, "validDays": 7, "acceptedTerms": terms });
        let sent = anna.post("/v1.0/invitations", &offer).await;
        assert_eq!(sent.status, 201, "{}", sent.text());
        let link = paul.post(&format!("/v1.0/users/{ned}/passwordLink"), &json!({})).await;
        assert_eq!(link.code(), "forbidden");
        let new = json!({ "userPrincipalName": "nil@northwind.example", "displayName": "Nil", "preferredLanguage": "en", "timeZone": "UTC" });
        assert_eq!(paul.post("/v1.0/users", &new).await.code(), "forbidden");
        let nora = served.client("nora@northwind.example").await;
        assert_eq!(nora.post("/v1.0/users", &new).await.status, 201);
    })
    .await;
}

/// the role is one of partners alone; it opens nothing where the capability is gone, and is not given elsewhere.
#[tokio::test]
async fn the_role_is_one_of_partners() {
    each(async |world: World| {
        let northwind = world.organization(NORTHWIND);
        let sven = world.user("stina@tailspin.example");
        let served = Served::start(world).await;
        let paul = appoint(&served).await;
        let other = served.client("sven@tailspin.example").await;
        let members = "/v1.0/directoryRoles/user_management_administrator/members";
        let refused = other.post(members, &json!({ "kind": "user", "id": sven })).await;
        assert_eq!(refused.code(), "forbidden", "{}", refused.text());
        assert!(!other.get("/v1.0/directoryRoles").await.text().contains("user_management_administrator"));
        let nora = served.client("nora@northwind.example").await;
        assert!(nora.get("/v1.0/directoryRoles").await.text().contains("user_management_administrator"));

        let olga = served.client("olga@operator.example").await;
        let capability = format!("/v1.0/operator/organizations/{northwind}/partnerCapability");
        assert!(olga.put(&capability, &json!({ "enabled": false })).await.status.is_success());
        let new = json!({ "displayName": "Readers", "description": "" });
        assert_eq!(paul.post("/v1.0/groups", &new).await.code(), "forbidden");
        assert_eq!(paul.get("/v1.0/users").await.code(), "forbidden");
        let left = delete(&nora, &format!("{members}/{}", served.world.user(PAUL))).await;
        assert_eq!(left.0, 204, "who holds it still can lose it");
    })
    .await;
}
