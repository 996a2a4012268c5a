//! A customer's directory as people of a partner change it by delegated roles, over the API (decision 6).

use axum::http::Method;
use domain::{
    agent::Agent,
    directory::{DirectoryRight, Principal},
    granular_relationship::RequestAction,
    id::{AccessAssignment, GranularRelationship, Id},
    role_definition,
    time::{HOUR, MINUTE},
};
use serde_json::{Value, json};
use server::{
    config::{Config, MailSecurity},
    mail::Mailer,
};
use service::{
    Settings, ask,
    customer_directory::{SendPasswordLink, SetCustomerUserEnabled},
    directory_roles::GiveDirectoryRole,
    granular_relationships::{
        ApproveGranular, AssignAccess, ChangeAccess, DraftGranular, GranularRelationshipOf, RequestGranular,
        public_id, tend,
    },
    notifications, run,
    sign_in::{Visit, set_password},
    users::SetUserEnabled,
};
use testkit::{
    Database, Kind, World,
    http::{Client, Served},
    seed,
    smtp::MailServer,
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

const CONTOSO: &str = "contoso.example";
const NORTHWIND: &str = "northwind.example";
const ANNA: &str = "anna@contoso.example";
const UMA: &str = "uma@contoso.example";
/// Global administrator of Contoso as an agent of a partner with delegated admin privileges.
const PAUL: &str = "paul@northwind.example";
/// Helpdesk administrator in the same way.
const PIA: &str = "pia@northwind.example";
/// Of the group that holds roles by a granular relationship.
const GUS: &str = "gus@northwind.example";
const PASSWORD: &str = "quite a long sentence of mine";

/// A world that sends mail, in which Northwind's agents hold privileges at Contoso.
async fn world(kind: Kind) -> World {
    let settings = Settings { sends_mail: true, ..Settings::default() };
    let world = World::with(Database::fresh(kind).await, settings).await;
    world
        .agents(
            NORTHWIND,
            &[("nora@northwind.example", Agent::Admin), (PAUL, Agent::Admin), (PIA, Agent::Helpdesk)],
        )
        .await;
    world.reseller(CONTOSO, NORTHWIND, true).await;
    world
}

/// The directory as it is tried: groups by what they hold.
struct Directory {
    /// Holds nothing, with Uma in it.
    free: Uuid,
    /// Holds a directory role.
    guards: Uuid,
    /// Is in the group that does.
    inside: Uuid,
    /// Holds nothing, with somebody in it who does.
    around: Uuid,
}

async fn group(world: &World, name: &str, members: Vec<Principal>) -> Uuid {
    let group = seed::SecurityGroup {
        tenant: world.organization(CONTOSO),
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

async fn furnish(world: &World) -> Directory {
    let free = group(world, "Free", vec![Principal::User(world.user(UMA))]).await;
    let inside = group(world, "Inside", Vec::new()).await;
    let around = group(world, "Around", vec![Principal::User(world.user(HOLDERS[2]))]).await;
    let guards = group(world, "Guards", vec![Principal::SecurityGroup(Id::new(inside))]).await;
    let give = GiveDirectoryRole {
        role: domain::role::DirectoryRole::GlobalReader,
        member: Principal::SecurityGroup(Id::new(guards)),
    };
    run(&world.app, &world.caller(ANNA), give).await.unwrap();
    Directory { free, guards, inside, around }
}

/// Lets the group of Gus hold a role at Contoso by a granular relationship that may give all of them.
async fn granular(world: &World, roles: &[Uuid]) -> (Id<GranularRelationship>, Id<AccessAssignment>) {
    let nora = world.caller("nora@northwind.example");
    let draft = DraftGranular {
        name: "Directory".to_owned(),
        customer: None,
        duration: "P30D".to_owned(),
        roles: roles.to_vec(),
        auto_extend: "PT0S".to_owned(),
    };
    let relationship = run(&world.app, &nora, draft).await.unwrap();
    let action = RequestAction::LockForApproval;
    run(&world.app, &nora, RequestGranular { relationship, action, stamp: None }).await.unwrap();
    let shown = ask(&world.app, &nora, &GranularRelationshipOf { relationship }).await.unwrap();
    let asked = public_id(&shown.row.public_id()).unwrap();
    run(&world.app, &world.caller(ANNA), ApproveGranular { asked, stamp: None }).await.unwrap();
    tend(&world.app).await.unwrap();
    let group = world.security_group(NORTHWIND, "Technicians");
    let assignment =
        run(&world.app, &nora, AssignAccess { relationship, group, roles: vec![roles[0]] }).await.unwrap();
    tend(&world.app).await.unwrap();
    (relationship, assignment)
}

/// An act on something of a directory.
struct Act {
    right: DirectoryRight,
    method: Method,
    path: String,
    body: Value,
}

fn act(right: DirectoryRight, method: Method, path: impl Into<String>, body: Value) -> Act {
    Act { right, method, path: path.into(), body }
}

/// What can be done with a person, ending as it began.
fn on_person(user: Uuid) -> Vec<Act> {
    use DirectoryRight as R;
    let at = |rest: &str| format!("/users/{user}{rest}");
    vec![
        act(R::ManagePeople, Method::PATCH, at(""), json!({ "displayName": "Somebody", "timeZone": "UTC" })),
        act(R::ManagePeople, Method::POST, at("/disable"), json!({})),
        act(R::ManagePeople, Method::POST, at("/enable"), json!({})),
        act(R::SendPasswordLinks, Method::POST, at("/passwordLink"), json!({})),
    ]
}

/// What can be done with a group and somebody who is no member of it, ending as it began.
fn on_group(group: Uuid, member: (&str, Uuid)) -> Vec<Act> {
    use DirectoryRight as R;
    let joins = json!({ "kind": member.0, "id": member.1 });
    let members = format!("/groups/{group}/members");
    vec![
        act(R::ManageGroups, Method::PATCH, format!("/groups/{group}"), json!({ "description": "Ours" })),
        act(R::ManageGroups, Method::POST, &members, joins),
        act(R::ManageGroups, Method::DELETE, format!("{members}/{}", member.1), Value::Null),
    ]
}

async fn call(client: &Client, world: &World, act: &Act) -> (u16, String) {
    let path = format!("/v1.0/customers/{}{}", world.organization(CONTOSO), act.path);
    let answer = client.call(act.method.clone(), &path, &[], &act.body).await;
    (answer.status.as_u16(), if answer.status.is_success() { String::new() } else { answer.code() })
}

fn denied() -> (u16, String) {
    (403, "forbidden".to_owned())
}

/// People of Contoso who hold a right of it, each in another way.
const HOLDERS: [&str; 6] = [
    ANNA,
    "mats@contoso.example",
    "greta@contoso.example",
    "lea@contoso.example",
    "theo@contoso.example",
    "dora@contoso.example",
];

/// Every act that touches somebody or something that holds or confers a right of Contoso.
fn on_protected(world: &World, directory: &Directory) -> Vec<Act> {
    let uma = world.user(UMA).uuid();
    let mut acts: Vec<Act> = HOLDERS.iter().flat_map(|upn| on_person(world.user(upn).uuid())).collect();
    for group in [directory.guards, directory.inside] {
        acts.extend(on_group(group, ("user", uma)));
        acts.extend(on_group(group, ("securityGroup", directory.free)));
        acts.push(act(DirectoryRight::ManageGroups, Method::DELETE, format!("/groups/{group}"), Value::Null));
        // Nor does it join anything.
        let joins = json!({ "kind": "securityGroup", "id": group });
        let path = format!("/groups/{}/members", directory.free);
        acts.push(act(DirectoryRight::ManageGroups, Method::POST, path, joins));
    }
    // Whoever cannot be taken out of a group does not lose it either.
    let whole = format!("/groups/{}", directory.around);
    acts.push(act(DirectoryRight::ManageGroups, Method::DELETE, whole, Value::Null));
    for upn in HOLDERS {
        let joins = json!({ "kind": "user", "id": world.user(upn) });
        let path = format!("/groups/{}/members", directory.free);
        acts.push(act(DirectoryRight::ManageGroups, Method::POST, path, joins));
    }
    acts
}

async fn facts_of_contoso(world: &World) -> Vec<Vec<Option<String>>> {
    let mut all = Vec::new();
    for table in
        ["users", "security_groups", "security_group_members", "directory_role_members", "one_time_links"]
    {
        all.extend(world.database.raw(&format!("select * from {table} order by 1, 2, 3")).await);
    }
    all
}

/// R-320, R-321, R-380, R-383, decision 6: role by role and act by act: what a delegated role is for it does where nothing is held, everything
/// else it does not, and of who or what holds or confers a right of the customer nothing is ever changed; by a granular relationship, and by
/// delegated admin privileges.
#[tokio::test]
async fn each_role_does_what_it_is_for() {
    use DirectoryRight as R;
    let table: [(&str, &[R]); 8] = [
        ("directory_readers", &[]),
        ("directory_writers", &[R::ManagePeople, R::ManageGroups]),
        ("global_administrator", &R::ALL),
        ("groups_administrator", &[R::ManageGroups]),
        ("helpdesk_administrator", &[R::SendPasswordLinks]),
        ("license_administrator", &[]),
        ("privileged_authentication_administrator", &[R::SendPasswordLinks]),
        ("user_administrator", &R::ALL),
    ];
    let id = |key: &str| role_definition::ALL.iter().find(|role| role.key == key).unwrap().id;
    for kind in Kind::ALL {
        let world = world(kind).await;
        let directory = furnish(&world).await;
        let roles: Vec<Uuid> = table.iter().map(|(key, _)| id(key)).collect();
        let (relationship, assignment) = granular(&world, &roles).await;
        let served = Served::start(world).await;
        let world = &served.world;
        let nora = world.caller("nora@northwind.example");
        let mut cases: Vec<(&str, String, &[R])> = vec![
            (PAUL, "Admin agent".to_owned(), &R::ALL),
            (PIA, "Helpdesk agent".to_owned(), &[R::SendPasswordLinks]),
        ];
        cases.extend(table.iter().map(|(key, rights)| (GUS, (*key).to_owned(), *rights)));
        for (upn, role, rights) in cases {
            if upn == GUS && role != table[0].0 {
                let change = ChangeAccess { relationship, assignment, stamp: None, roles: vec![id(&role)] };
                run(&world.app, &nora, change).await.unwrap();
                tend(&world.app).await.unwrap();
            }
            // A person is left in peace for a while after each link.
            world.clock.advance(6 * MINUTE);
            let client = served.client(upn).await;
            let uma = world.user(UMA).uuid();
            let stina = world.user("stina@tailspin.example").uuid();
            let mut acts = on_person(uma);
            acts.extend(
                on_group(directory.free, ("user", world.user("anna@contoso.example").uuid()))
                    .into_iter()
                    .take(1),
            );
            for act in &acts {
                let expected = if rights.contains(&act.right) { None } else { Some(denied()) };
                let said = call(&client, world, act).await;
                let is_right = expected.as_ref().map_or(said.0 < 300, |expected| said == *expected);
                assert!(is_right, "{upn} as {role}: {} {}: {said:?}", act.method, act.path);
            }
            let new = json!({
                "userPrincipalName": format!("{}@contoso.example", role.replace([' ', '_'], "-")),
                "displayName": "New", "preferredLanguage": "en", "timeZone": "UTC",
            });
            let made = call(&client, world, &act(R::ManagePeople, Method::POST, "/users", new)).await;
            assert_eq!(made.0, if rights.contains(&R::ManagePeople) { 201 } else { 403 }, "{role}: {made:?}");
            let new = json!({ "displayName": format!("Group of {role}"), "description": "" });
            let path = format!("/v1.0/customers/{}/groups", world.organization(CONTOSO));
            let made = client.post(&path, &new).await;
            if rights.contains(&R::ManageGroups) {
                assert_eq!(made.status, 201, "{role}: {}", made.text());
                let group: Uuid = made.json()["id"].as_str().unwrap().parse().unwrap();
                for act in on_group(group, ("user", uma)) {
                    let said = call(&client, world, &act).await;
                    assert!(said.0 < 300, "{role}: {} {}: {said:?}", act.method, act.path);
                }
                let gone = act(R::ManageGroups, Method::DELETE, format!("/groups/{group}"), Value::Null);
                assert_eq!(call(&client, world, &gone).await.0, 204, "{role}");
            } else {
                assert_eq!((made.status.as_u16(), made.code()), denied(), "{role}");
                assert_eq!(client.get(&path).await.code(), "forbidden", "{role}");
            }

            let before = facts_of_contoso(world).await;
            for act in on_protected(world, &directory) {
                assert_eq!(call(&client, world, &act).await, denied(), "{role}: {} {}", act.method, act.path);
            }
            // Nobody of elsewhere is there.
            for act in on_person(stina).iter().filter(|act| rights.contains(&act.right)) {
                assert_eq!(call(&client, world, act).await.0, 404, "{role}: {}", act.path);
            }
            assert!(facts_of_contoso(world).await == before, "{role}: nothing was changed");
        }
        let told = "select count(*) from audit_events where kind in ('user.edited', 'user.created', 'security_group.created') \
             and actor_name = 'gus@northwind.example' and via_role = 'user_administrator'";
        assert!(world.database.number(told).await >= 2, "the customer's log says by which role");
        let of_partner = format!("{told} and actor_tenant_id is null");
        assert_eq!(world.database.number(&of_partner).await, 0, "and of which organization");
    }
}

fn mailer(port: u16) -> Mailer {
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

/// The secret of the newest link that was mailed, with whom it was mailed to.
async fn mailed(world: &World, server: &MailServer) -> (String, String) {
    notifications::tend(&world.app, &mailer(server.port())).await.unwrap();
    let messages = server.messages();
    let message = messages.last().expect("a message");
    let line = message.text.lines().find_map(|line| line.split_once("/set-password/"));
    let (base, secret) = line.expect("a link");
    assert_eq!(base, "https://steward.example");
    (secret.to_owned(), message.to.join(","))
}

async fn sets_password(world: &World, secret: &str, password: &str) -> Result<(), service::Refusal> {
    let visit = Visit { request_id: "r".to_owned(), address: "192.0.2.7".to_owned(), browser: String::new() };
    set_password(&world.app, secret, password, password, &visit).await.map(drop)
}

/// A token of somebody, made in a session that began with a password.
async fn token(served: &Served, upn: &str, password: &str) -> Client {
    let mut visitor = served.visitor();
    let signed = visitor.sign_in(upn, password).await;
    assert_eq!(signed.status, 303, "{}", signed.text());
    visitor.page("/account").await;
    let made =
        visitor.post("/account/tokens", &[("token-name", "Mine"), ("days", "30"), ("access", "write")]).await;
    let text = made.text();
    let (_, rest) = text.split_once("stw_").unwrap_or_else(|| panic!("{text}"));
    let is_of_it = |c: &char| c.is_ascii_alphanumeric() || "_-".contains(*c);
    let token: String = rest.chars().take_while(is_of_it).collect();
    served.bearer(&format!("stw_{token}"))
}

/// Decision 6: nobody comes to a right of the customer by a credential that came from outside, in any order: a person whom a partner added, or
/// to whom it had a link mailed, gets nothing by what they are given, until they set a password by a link of the customer's own; with that
/// every session, token and link from before ends. The link is mailed to the person and shown to nobody.
#[tokio::test]
async fn no_credential_from_outside_comes_to_a_right() {
    for kind in Kind::ALL {
        let (world, server) = (world(kind).await, MailServer::start().await);
        let tenant = world.organization(CONTOSO);
        let served = Served::start(world).await;
        let world = &served.world;
        let (paul, anna) = (served.client(PAUL).await, served.client(ANNA).await);
        let new = json!({ "userPrincipalName": "new@contoso.example", "displayName": "New", "preferredLanguage": "en", "timeZone": "UTC" });
        let made = paul.post(&format!("/v1.0/customers/{tenant}/users"), &new).await;
        assert_eq!(made.status, 201, "{}", made.text());
        assert!(
            !made.text().contains("password") || !made.text().contains("set-password"),
            "{}",
            made.text()
        );
        let user: Uuid = made.json()["id"].as_str().unwrap().parse().unwrap();
        let person = format!("/v1.0/customers/{tenant}/users/{user}");
        let ordered = paul.post(&format!("{person}/passwordLink"), &json!({})).await;
        assert_eq!((ordered.status.as_u16(), ordered.text()), (204, String::new()));
        let again = paul.post(&format!("{person}/passwordLink"), &json!({})).await;
        assert_eq!(again.status, 429, "{}", again.text());
        let (secret, to) = mailed(world, &server).await;
        assert_eq!(to, "new@contoso.example");
        assert!(server.messages().last().unwrap().text.contains("Northwind"), "it says on whose order");
        sets_password(world, &secret, PASSWORD).await.unwrap();
        let outside = token(&served, "new@contoso.example", PASSWORD).await;

        // What they are given is there, and counts for nothing.
        let global = json!({ "kind": "user", "id": user });
        assert_eq!(anna.post("/v1.0/directoryRoles/global_administrator/members", &global).await.status, 204);
        for path in ["/v1.0/users", "/v1.0/rooms", "/v1.0/auditLogs/events"] {
            assert!(outside.get(path).await.status.is_client_error(), "{path}");
        }
        let shown = anna.get(&format!("/v1.0/users/{user}")).await.json();
        assert_eq!(shown["confirmed"], false);
        // From outside nobody reaches them any more.
        assert_eq!(paul.post(&format!("{person}/passwordLink"), &json!({})).await.code(), "forbidden");
        assert_eq!(paul.post(&format!("{person}/disable"), &json!({})).await.code(), "forbidden");
        assert_eq!(paul.get(&person).await.json()["protected"], true);
        // A password that they change themselves makes nothing better.
        let mut browser = served.visitor();
        browser.sign_in("new@contoso.example", PASSWORD).await;
        // Who is no administrator in fact is not counted as one.
        let left = anna
            .delete(&format!("/v1.0/directoryRoles/global_administrator/members/{}", world.user(ANNA)))
            .await;
        assert_eq!(left.code(), "last_administrator", "{}", left.text());

        let link = anna.post(&format!("/v1.0/users/{user}/passwordLink"), &json!({})).await.json();
        let secret = link["setPasswordUrl"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        sets_password(world, &secret, "another long sentence of mine").await.unwrap();
        assert_eq!(outside.get("/v1.0/me").await.status, 401, "tokens from before end");
        assert_ne!(browser.get("/account").await.status, 200, "sessions from before end");
        let inside = token(&served, "new@contoso.example", "another long sentence of mine").await;
        assert_eq!(inside.get("/v1.0/users").await.status, 200, "now it counts");
        assert_eq!(anna.get(&format!("/v1.0/users/{user}")).await.json()["confirmed"], true);

        // A link that a partner had mailed and that waits, while a role is given, gives nothing either; one of the customer's own ends it.
        let uma = world.user(UMA);
        let order = format!("/v1.0/customers/{tenant}/users/{uma}/passwordLink");
        assert_eq!(paul.post(&order, &json!({})).await.status, 204);
        let (secret, to) = mailed(world, &server).await;
        assert_eq!(to, UMA);
        let reader = json!({ "kind": "user", "id": uma });
        assert_eq!(anna.post("/v1.0/directoryRoles/global_reader/members", &reader).await.status, 204);
        let before = served.client(UMA).await;
        assert!(before.get("/v1.0/rooms").await.status.is_client_error());
        sets_password(world, &secret, PASSWORD).await.unwrap();
        assert!(before.get("/v1.0/rooms").await.status.is_client_error(), "still not");
        let own = anna.post(&format!("/v1.0/users/{uma}/passwordLink"), &json!({})).await.json();
        let own = own["setPasswordUrl"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        sets_password(world, &own, "another long sentence of mine").await.unwrap();
        let after = token(&served, UMA, "another long sentence of mine").await;
        assert_eq!(after.get("/v1.0/rooms").await.status, 200);
    }
}

/// Decision 6: a link whose order was overtaken by one of the customer's own is not mailed any more; a link is mailed whatever mail somebody
/// wants and when, with another secret each time it is tried, and works for a day.
#[tokio::test]
async fn a_link_is_mailed_as_long_as_it_counts() {
    for kind in Kind::ALL {
        let (world, server) = (world(kind).await, MailServer::start().await);
        let tenant = world.organization(CONTOSO);
        let (paul, user) = (world.caller(PAUL), world.user(UMA));
        world.database.raw(&format!(
            "insert into preferences (tenant_id, user_id, gets_mail) select tenant_id, user_id, false from users where upn = '{UMA}'"
        )).await;
        run(&world.app, &paul, SendPasswordLink { tenant, user }).await.unwrap();
        run(&world.app, &world.caller(ANNA), service::users::MakePasswordLink { user }).await.unwrap();
        notifications::tend(&world.app, &mailer(server.port())).await.unwrap();
        assert!(server.messages().is_empty(), "it counts no more");
        world.clock.advance(6 * MINUTE);
        run(&world.app, &paul, SendPasswordLink { tenant, user }).await.unwrap();
        let (secret, _) = mailed(&world, &server).await;
        let stored = "select count(*) from mails where occasion = 'passwordLink' and outcome = 'sent'";
        assert_eq!(world.database.number(stored).await, 1);
        world.clock.advance(24 * HOUR);
        assert!(sets_password(&world, &secret, PASSWORD).await.is_err());

        world.clock.advance(6 * MINUTE);
        run(&world.app, &paul, SendPasswordLink { tenant, user }).await.unwrap();
        let disable = SetUserEnabled { user, enabled: false, stamp: None };
        run(&world.app, &paul, SetCustomerUserEnabled { tenant, switch: disable }).await.unwrap();
        notifications::tend(&world.app, &mailer(server.port())).await.unwrap();
        assert_eq!(server.messages().len(), 1, "nothing for whoever cannot sign in");
    }
}

/// Decision 6: while a person is given a right of the customer, a partner has a link mailed to them: whoever comes first, either the link is
/// refused or the right counts for nothing.
#[tokio::test]
async fn a_right_and_a_link_at_the_same_moment() {
    for kind in Kind::ALL {
        let world = world(kind).await;
        let tenant = world.organization(CONTOSO);
        let (anna, paul, user) = (world.caller(ANNA), world.caller(PAUL), world.user(UMA));
        let role = domain::role::DirectoryRole::GlobalReader;
        let member = Principal::User(user);
        for turn in 0..12 {
            world.clock.advance(6 * MINUTE);
            let link = run(&world.app, &paul, SendPasswordLink { tenant, user });
            let give = run(&world.app, &anna, GiveDirectoryRole { role, member });
            let (sent, given) = if turn % 2 == 0 {
                let (sent, given) = tokio::join!(link, give);
                (sent, given)
            } else {
                let (given, sent) = tokio::join!(give, link);
                (sent, given)
            };
            given.unwrap();
            let counts =
                ask(&world.app, &world.caller(UMA), &service::users::ListUsers::default()).await.is_ok();
            assert_eq!(counts, sent.is_err(), "{sent:?}");
            let take = service::directory_roles::TakeDirectoryRole { role, member: user.uuid() };
            run(&world.app, &anna, take).await.unwrap();
            let own = run(&world.app, &anna, service::users::MakePasswordLink { user }).await.unwrap();
            sets_password(&world, own.reveal(), PASSWORD).await.unwrap();
        }
    }
}

/// R-005, R-323, decision 8: a person whom the customer blocks, a partner without the capability, privileges that were removed: each ends it
/// at once.
#[tokio::test]
async fn what_ends_delegation_ends_it_here() {
    for kind in Kind::ALL {
        let world = world(kind).await;
        let linked = world.link(CONTOSO, NORTHWIND, world.scope(CONTOSO, &[], &["Berlin"]), &[PAUL]).await;
        let (tenant, uma) = (world.organization(CONTOSO), world.user(UMA));
        let northwind = world.organization(NORTHWIND);
        let served = Served::start(world).await;
        let (anna, olga) = (served.client(ANNA).await, served.client("olga@operator.example").await);
        let (paul, nora) = (served.client(PAUL).await, served.client("nora@northwind.example").await);
        let disable = format!("/v1.0/customers/{tenant}/users/{uma}/disable");
        assert_eq!(paul.post(&disable, &json!({})).await.status, 204);
        let block = format!("/v1.0/partners/{}/blocks", linked.link);
        let whom = json!({ "userId": served.world.user(PAUL), "reason": "Asked to" });
        let blocked = anna.post(&block, &whom).await;
        assert!(blocked.status.is_success(), "{}", blocked.text());
        assert!(paul.post(&disable, &json!({})).await.status.is_client_error());
        assert_eq!(nora.post(&disable, &json!({})).await.status, 204, "nobody else is blocked");
        let capability = format!("/v1.0/operator/organizations/{northwind}/partnerCapability");
        assert!(olga.put(&capability, &json!({ "enabled": false })).await.status.is_success());
        assert!(nora.post(&disable, &json!({})).await.status.is_client_error());
        assert!(olga.put(&capability, &json!({ "enabled": true })).await.status.is_success());
        assert_eq!(nora.post(&disable, &json!({})).await.status, 204);
        assert_eq!(
            nora.delete(&format!("/v1.0/customers/{tenant}/delegatedAdminPrivileges")).await.status,
            204
        );
        assert_eq!(nora.post(&disable, &json!({})).await.code(), "forbidden");
    }
}
