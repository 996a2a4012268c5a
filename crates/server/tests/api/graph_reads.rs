//! The directory as clients of Graph read it: addresses, descriptions, and errors in the words they know (§4.5, §4.6).

use domain::{agent::Agent, application::ApiPermission};
use serde_json::{Value, json};
use service::{
    applications::{AddSecret, ApplicationForm, RegisterApplication},
    run,
};
use testkit::{
    World, each,
    http::{Client, Served},
};

const NORTHWIND: &str = "northwind.example";
const NORA: &str = "nora@northwind.example";
const PIA: &str = "pia@northwind.example";
const GLOBAL: &str = "62e90394-69f5-4237-9190-012177145e10";

/// An application of Northwind that may read its directory.
async fn application(served: &Served) -> Client {
    let world = &served.world;
    let nora = world.caller(NORA);
    let permissions =
        [ApiPermission::ReadUsers, ApiPermission::ReadGroupMembers, ApiPermission::ReadRoleMembers];
    let form = ApplicationForm {
        name: Some("Reader".to_owned()),
        application_permissions: Some(permissions.map(|it| it.key().to_owned()).into()),
        ..ApplicationForm::default()
    };
    let application = run(&world.app, &nora, RegisterApplication { form }).await.unwrap();
    let add = AddSecret { application, name: "First".to_owned(), days: 30 };
    let secret = run(&world.app, &nora, add).await.unwrap().secret.reveal().to_owned();
    let id = application.to_string();
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_id", id.as_str()),
        ("client_secret", secret.as_str()),
        ("scope", ".default"),
    ];
    let answer = served.nobody().form(&format!("/{NORTHWIND}/oauth2/v2.0/token"), &[], &fields).await;
    served.bearer(answer.json()["access_token"].as_str().unwrap())
}

/// §4.5, §4.6, R-322: people, groups and roles stand at the addresses that Graph has for them, and say what they are.
#[tokio::test]
async fn the_directory_stands_where_graph_has_it() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
        let group = world.security_group(NORTHWIND, "Service");
        let user = world.user(PIA);
        let served = Served::start(world).await;
        let app = application(&served).await;
        let read = async |path: &str| {
            let answer = app.get(path).await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
            answer.json()
        };
        let described = |shown: &Value, wanted: &str| {
            assert_eq!(shown["@odata.context"], format!("{}/v1.0/$metadata#{wanted}", served.base()));
        };
        let people = read("/v1.0/users?$select=id,displayName,mail&$orderby=displayName").await;
        described(&people, "users(id,displayName,mail)");
        let pia = people["value"].as_array().unwrap().iter().find(|it| it["mail"] == PIA).unwrap();
        assert_eq!((&pia["displayName"], pia.get("userPrincipalName")), (&json!("Pia Primary"), None));
        described(&read("/v1.0/groups").await, "groups");
        described(&read("/v1.0/directoryRoles").await, "directoryRoles");
        described(&read(&format!("/v1.0/groups/{group}")).await, "groups/$entity");
        for key in [user.to_string(), "PIA%40northwind.example".to_owned(), PIA.to_owned()] {
            let shown = read(&format!("/v1.0/users/{key}")).await;
            assert_eq!(shown["id"], user.to_string(), "{key}");
            described(&shown, "users/$entity");
        }
        let selected = read(&format!("/v1.0/users/{user}?$select=mail")).await;
        assert_eq!((&selected["mail"], selected.get("id")), (&json!(PIA), None));

        for key in ["/global_administrator", &format!("/{GLOBAL}"), &format!("(roleTemplateId='{GLOBAL}')")] {
            let role = read(&format!("/v1.0/directoryRoles{key}")).await;
            assert_eq!(role["roleTemplateId"], GLOBAL, "{key}");
            described(&role, "directoryRoles/$entity");
            let members = read(&format!("/v1.0/directoryRoles{key}/members")).await;
            assert!(members["value"].as_array().unwrap().iter().any(|it| it["userPrincipalName"] == NORA));
        }
        let members = format!("/v1.0/groups/{group}/members");
        let all = read(&members).await["value"].as_array().unwrap().len();
        let mut kinds = 0;
        for (cast, kind) in [
            ("graph.user", "#microsoft.graph.user"),
            ("microsoft.graph.user", "#microsoft.graph.user"),
            ("graph.group", "#microsoft.graph.group"),
        ] {
            let found = read(&format!("{members}/{cast}?$count=true")).await;
            let found = found["value"].as_array().unwrap();
            assert!(found.iter().all(|it| it["@odata.type"] == kind), "{cast}");
            if !cast.starts_with("microsoft") {
                kinds += found.len();
            }
        }
        assert!(all > 0 && kinds == all, "{kinds} of {all}");
        let narrowed = read(&format!("{members}/graph.user?$filter=kind%20eq%20'securityGroup'")).await;
        assert_eq!(narrowed["value"], json!([]), "a cast is no way around a condition");
    })
    .await;
}

/// §4.4, §4.6, R-380: the directory roles are chosen by the options of Graph, have their published names, and what is no option is refused.
#[tokio::test]
async fn directory_roles_are_queried() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let app = application(&served).await;
        let read = async |query: &str| {
            let answer = app.get(&format!("/v1.0/directoryRoles?{query}")).await;
            assert_eq!(answer.status, 200, "{query}: {}", answer.text());
            answer.json()
        };
        let ids = |shown: &Value| -> Vec<String> {
            let all = shown["value"].as_array().unwrap();
            all.iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
        };
        let all = read("$count=true").await;
        let every = ids(&all);
        assert_eq!(
            (&all["@odata.count"], all["value"][0]["displayName"].as_str()),
            (&json!(every.len()), Some("Global Administrator"))
        );
        assert!(every.len() > 2, "{every:?}");
        for query in [
            format!("$filter=roleTemplateId%20eq%20'{GLOBAL}'"),
            "$filter=displayName%20eq%20'Global%20Administrator'".to_owned(),
            "$filter=id%20eq%20'global_administrator'%20and%20startswith(displayName,'glob')".to_owned(),
        ] {
            assert_eq!(ids(&read(&query).await), ["global_administrator"], "{query}");
        }
        let own = read("$filter=roleTemplateId%20eq%20null&$select=id,displayName").await;
        assert!(ids(&own).contains(&"managed_service_administrator".to_owned()), "{own}");
        assert_eq!(own["value"][0].get("members"), None, "only what was selected");
        let one = app.get(&format!("/v1.0/directoryRoles/{GLOBAL}?$select=id")).await.json();
        assert_eq!((&one["id"], one.get("members")), (&json!("global_administrator"), None));

        let (mut path, mut found) = ("/v1.0/directoryRoles?$top=1".to_owned(), Vec::new());
        while !path.is_empty() {
            let page = app.get(&path).await.json();
            found.extend(ids(&page));
            let next = page["@odata.nextLink"].as_str().unwrap_or_default();
            path = next.strip_prefix(&served.base()).unwrap_or_default().to_owned();
        }
        assert_eq!(found, every, "page by page each comes once");
        for wrong in [
            "$foo=1",
            "$filter=foo",
            "$filter=members/any()",
            "$orderby=displayName",
            "$search=global",
            "$top=0",
            "$skiptoken=abc",
            "$skiptoken=W10",
        ] {
            let refused = app.get(&format!("/v1.0/directoryRoles?{wrong}")).await;
            assert_eq!((refused.status.as_u16(), refused.code().as_str()), (400, "badRequest"), "{wrong}");
        }
    })
    .await;
}

/// §4.5: an application is told what is wrong in the words of Graph; people are told it in Steward's own.
#[tokio::test]
async fn applications_are_told_in_the_words_of_graph() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let app = application(&served).await;
        let nora = served.client(NORA).await;
        for (path, graph, own) in [
            ("/v1.0/users/11111111-1111-4111-8111-111111111111", (404, "itemNotFound"), (404, "not_found")),
            ("/v1.0/users/nobody@northwind.example", (404, "itemNotFound"), (404, "not_found")),
            ("/v1.0/users/anna@contoso.example", (404, "itemNotFound"), (404, "not_found")),
            ("/v1.0/users?$filter=color%20eq%20'red'", (400, "badRequest"), (400, "bad_query")),
            ("/v1.0/directoryRoles/nothing", (404, "itemNotFound"), (404, "not_found")),
            ("/v1.0/directoryRoles(roleTemplateId='nothing')", (404, "itemNotFound"), (404, "not_found")),
        ] {
            let refused = app.get(path).await;
            assert_eq!(
                (refused.status.as_u16(), refused.code().as_str()),
                graph,
                "{path}: {}",
                refused.text()
            );
            let inner = &refused.json()["error"]["innerError"];
            assert!(inner["date"].is_string() && inner["request-id"].is_string(), "{inner}");
            assert_eq!(inner["code"], own.1, "Steward's own word stands inside");
            let refused = nora.get(path).await;
            assert_eq!((refused.status.as_u16(), refused.code().as_str()), own, "{path}: {}", refused.text());
        }
        let audit = app.get("/v1.0/auditLogs/events").await;
        assert_eq!((audit.status.as_u16(), audit.code()), (403, "accessDenied".to_owned()), "not granted");
        let closed = app.get("/v1.0/rooms").await;
        assert_eq!((closed.status.as_u16(), closed.code()), (403, "not_for_applications".to_owned()));
    })
    .await;
}
