//! A customer's directory on the pages of a partner whose people hold delegated roles there (decision 6).

use domain::{agent::Agent, directory::Principal, id::Id};
use service::{Settings, directory_roles::GiveDirectoryRole, run};
use testkit::{
    Database, Kind, World,
    http::{Browser, Served},
};

const CONTOSO: &str = "contoso.example";
const NORTHWIND: &str = "northwind.example";
const PAUL: &str = "paul@northwind.example";
const PIA: &str = "pia@northwind.example";
const ANNA: &str = "anna@contoso.example";

async fn served(kind: Kind, sends_mail: bool) -> Served {
    let world =
        World::with(Database::fresh(kind).await, Settings { sends_mail, ..Settings::default() }).await;
    world.agents(NORTHWIND, &[(PAUL, Agent::Admin), (PIA, Agent::Helpdesk)]).await;
    world.reseller(CONTOSO, NORTHWIND, true).await;
    Served::start(world).await
}

/// Posts to an address whose form stands on a page; where it leads.
async fn sent(browser: &mut Browser, page: &str, action: &str, fields: &[(&str, &str)]) -> String {
    let text = browser.page(page).await;
    assert!(page == action || text.contains(&format!("action=\"{action}\"")), "{action}: {text}");
    let answer = browser.post(action, fields).await;
    assert_eq!(answer.status, 303, "{action}: {}", answer.text());
    answer.location().to_owned()
}

/// decision 6: an Admin agent adds, edits, disables and enables people, has links mailed and manages groups, led from page to
/// page; of whoever holds a right of the customer nothing is offered, and a sentence says why. The customer sees who is not confirmed.
#[tokio::test]
async fn an_admin_agent_works_in_the_directory() {
    for kind in Kind::ALL {
        let served = served(kind, true).await;
        let world = &served.world;
        let (tenant, uma) = (world.organization(CONTOSO), world.user("uma@contoso.example"));
        let base = format!("/partner/customers/{tenant}");
        let mut paul = served.sign_in(PAUL).await;
        assert!(paul.page(&base).await.contains(&format!("{base}/people")));
        let people = paul.page(&format!("{base}/people")).await;
        for link in [format!("{base}/people/new"), format!("{base}/groups"), format!("{base}/people/{uma}")] {
            assert!(people.contains(&format!("href=\"{link}\"")), "{link}: {people}");
        }
        let new = format!("{base}/people/new");
        let fields = [
            ("name", "New Hand"),
            ("account", "new@contoso.example"),
            ("language", "en"),
            ("time-zone", "UTC"),
        ];
        paul.page(&new).await;
        let wrong = paul.post(&new, &[("account", "new@northwind.example")]).await;
        assert_eq!(wrong.status, 422, "{}", wrong.text());
        let made = sent(&mut paul, &new, &new, &fields).await;
        let text = paul.page(&made).await;
        assert!(text.contains("The person was added") && !text.contains("/set-password/"), "{text}");
        let made = made.split('?').next().unwrap().to_owned();
        let user = made.rsplit('/').next().unwrap().to_owned();

        let person = format!("{base}/people/{uma}");
        let edit = format!("{person}/edit");
        let to = [("name", "Uma Other"), ("language", "ko"), ("time-zone", "Asia/Seoul")];
        assert!(paul.page(&person).await.contains(&format!("href=\"{edit}\"")));
        let done = sent(&mut paul, &edit, &edit, &to).await;
        assert!(paul.page(&done).await.contains("Uma Other"));
        let done = sent(&mut paul, &person, &format!("{person}/password-link"), &[]).await;
        assert!(paul.page(&done).await.contains("The link is being mailed"));
        let again = paul.post(&format!("{person}/password-link"), &[]).await;
        assert_eq!(again.status, 429, "{}", again.text());
        sent(&mut paul, &person, &format!("{person}/disable"), &[]).await;
        assert!(!paul.page(&person).await.contains("/password-link"), "who is disabled gets none");
        sent(&mut paul, &person, &format!("{person}/enable"), &[]).await;

        let administrator = format!("{base}/people/{}", world.user(ANNA));
        let text = paul.page(&administrator).await;
        assert!(text.contains("Only administrators of Contoso") && !text.contains("/edit\""), "{text}");
        assert!(!text.contains("/password-link") && !text.contains("/disable"), "{text}");
        assert_eq!(paul.get(&format!("{administrator}/edit")).await.status, 403);
        assert_eq!(paul.post(&format!("{administrator}/disable"), &[]).await.status, 403);

        let new = format!("{base}/groups/new");
        let made = sent(&mut paul, &new, &new, &[("name", "Crew"), ("description", "They help")]).await;
        let group = made.split('?').next().unwrap().to_owned();
        let add = format!("{group}/add");
        let offered = paul.page(&add).await;
        assert!(offered.contains("uma@contoso.example") && !offered.contains(ANNA), "{offered}");
        sent(&mut paul, &add, &add, &[("member", &format!("user:{uma}"))]).await;
        let text = paul.page(&group).await;
        assert!(text.contains("Uma Other") && text.contains(&format!("href=\"{person}\"")), "{text}");
        let edit = format!("{group}/edit");
        sent(&mut paul, &edit, &edit, &[("name", "Crew of Berlin"), ("description", "")]).await;
        assert!(paul.page(&format!("{base}/groups")).await.contains("Crew of Berlin"));
        let id: uuid::Uuid = group.rsplit('/').next().unwrap().parse().unwrap();
        let member = Principal::SecurityGroup(Id::new(id));
        let role = domain::role::DirectoryRole::GlobalReader;
        run(&world.app, &world.caller(ANNA), GiveDirectoryRole { role, member }).await.unwrap();
        let text = paul.page(&group).await;
        assert!(text.contains("Only administrators of Contoso") && !text.contains("/remove"), "{text}");
        for path in ["edit", "delete", "add"] {
            assert_eq!(paul.get(&format!("{group}/{path}")).await.status, 403, "{path}");
        }
        let take = service::directory_roles::TakeDirectoryRole { role, member: id };
        run(&world.app, &world.caller(ANNA), take).await.unwrap();
        sent(&mut paul, &group, &format!("{group}/members/{uma}/remove"), &[]).await;
        let delete = format!("{group}/delete");
        let done = sent(&mut paul, &delete, &delete, &[]).await;
        assert!(!paul.page(&done).await.contains("Crew of Berlin"));

        let mut anna = served.sign_in(ANNA).await;
        let own = anna.page(&format!("/directory/users/{user}")).await;
        assert!(own.contains("Nothing given to New Hand counts yet"), "{own}");
        let marked = anna.page("/directory/users?state=unconfirmed").await;
        assert!(marked.contains("Not confirmed</span>") && marked.contains("New Hand"), "{marked}");
        assert!(!marked.contains("Mats Manager"), "{marked}");
        let all = anna.page("/directory/users").await;
        assert_eq!(
            all.matches("Not confirmed</span>").count(),
            2,
            "New Hand and who had a link mailed: {all}"
        );
        let file = anna.get("/directory/users.csv?state=unconfirmed").await.text();
        assert!(file.lines().count() == 3 && file.lines().skip(1).all(|it| it.ends_with(",false")), "{file}");
        let log = anna.page("/settings/audit-logs").await;
        assert!(log.contains(PAUL), "{log}");
        let told = "select count(*) from audit_events where actor_name = 'paul@northwind.example' and via_role = 'global_administrator' \
             and kind in ('user.created', 'user.edited', 'user.disabled', 'user.enabled', 'user.password_link', 'security_group.created')";
        for log in ["target_id", "actor_tenant_id"] {
            let sql = format!("{told} and tenant_id = {log}");
            assert_eq!(world.database.number(&sql).await, 6, "in the logs of both sides");
        }
    }
}

/// R-320, decision 6: a Helpdesk agent has links mailed, and nothing else is offered or opens; where the server sends no mail, neither is that.
#[tokio::test]
async fn a_helpdesk_agent_has_links_mailed() {
    for kind in Kind::ALL {
        for sends_mail in [true, false] {
            let served = served(kind, sends_mail).await;
            let (tenant, uma) =
                (served.world.organization(CONTOSO), served.world.user("uma@contoso.example"));
            let base = format!("/partner/customers/{tenant}");
            let mut pia = served.sign_in(PIA).await;
            let people = pia.page(&format!("{base}/people")).await;
            assert!(
                !people.contains("/people/new") && !people.contains(&format!("{base}/groups")),
                "{people}"
            );
            let person = format!("{base}/people/{uma}");
            let text = pia.page(&person).await;
            assert!(!text.contains("/edit\"") && !text.contains("/disable"), "{text}");
            assert_eq!(text.contains("/password-link"), sends_mail, "{text}");
            for path in ["people/new", "groups", "groups/new", &format!("people/{uma}/edit")] {
                assert_eq!(pia.get(&format!("{base}/{path}")).await.status, 403, "{path}");
            }
            let link = pia.post(&format!("{person}/password-link"), &[]).await;
            assert_eq!(link.status, if sends_mail { 303 } else { 409 }, "{}", link.text());
            let mut ned = served.sign_in("ned@northwind.example").await;
            for path in ["people".to_owned(), format!("people/{uma}"), "groups".to_owned()] {
                assert_eq!(ned.get(&format!("{base}/{path}")).await.status, 404, "{path}");
            }
        }
    }
}

/// decision 8: who holds a role by a granular relationship finds the customer's people and groups from the page of the
/// relationship and works there, whether the customer buys from the partner or not; it is over with the relationship, or a block.
#[tokio::test]
async fn a_granular_relationship_alone_leads_to_the_directory() {
    for kind in Kind::ALL {
        let world = World::new(Database::fresh(kind).await).await;
        world.agents(NORTHWIND, &[(PAUL, Agent::Admin), (PIA, Agent::Admin)]).await;
        let (tenant, uma) = (world.organization(CONTOSO), world.user("uma@contoso.example"));
        let served = Served::start(world).await;
        let (api, anna) = (served.client(PAUL).await, served.client(ANNA).await);
        let roles = serde_json::json!({"unifiedRoles": [
            {"roleDefinitionId": "fe930be7-5e62-47db-91af-98c3a49a38b1"},
        ]});
        let below = "/v1.0/tenantRelationships/delegatedAdminRelationships";
        let draft = serde_json::json!({"displayName": "People", "duration": "P30D", "accessDetails": roles});
        let made = api.post(below, &draft).await.json();
        let at = format!("{below}/{}", made["id"].as_str().unwrap());
        let lock = serde_json::json!({"action": "lockForApproval"});
        assert_eq!(api.post(&format!("{at}/requests"), &lock).await.status, 201);
        let approve = serde_json::json!({"id": made["id"]});
        assert_eq!(anna.post("/v1.0/granularRelationships", &approve).await.status, 201);
        let tend = async || service::granular_relationships::tend(&served.world.app).await.unwrap();
        tend().await;
        let nora = served.client("nora@northwind.example").await;
        let groups = nora.get("/v1.0/groups?$filter=agent%20eq%20'admin_agent'").await.json();
        let assignment = serde_json::json!({
            "accessContainer": {
                "accessContainerId": groups["value"][0]["id"], "accessContainerType": "securityGroup",
            },
            "accessDetails": roles,
        });
        let assigned = api.post(&format!("{at}/accessAssignments"), &assignment).await;
        assert_eq!(assigned.status, 201, "{}", assigned.text());

        let mut paul = served.sign_in(PAUL).await;
        let relationship =
            format!("/partner/granular-relationships/{}", made["id"].as_str().unwrap().get(..36).unwrap());
        let base = format!("/partner/customers/{tenant}");
        let leads = format!("href=\"{base}/people\"");
        assert!(!paul.page(&relationship).await.contains(&leads), "no group holds the role yet");
        assert_eq!(paul.get(&format!("{base}/people")).await.status, 403);
        tend().await;
        assert!(paul.page(&relationship).await.contains(&leads));
        let people = paul.page(&format!("{base}/people")).await;
        assert!(people.contains("Uma") && people.contains("Contoso"), "{people}");
        assert!(!people.contains(&format!("href=\"{base}\"")), "there is no record of it: {people}");
        assert_eq!(paul.get(&base).await.status, 404);
        let (new, person) = (format!("{base}/people/new"), format!("{base}/people/{uma}"));
        assert!(people.contains(&format!("href=\"{new}\"")) && paul.page(&person).await.contains("/edit\""));
        let fields = [
            ("name", "New Hand"),
            ("account", "new@contoso.example"),
            ("language", "en"),
            ("time-zone", "UTC"),
        ];
        let made = sent(&mut paul, &new, &new, &fields).await;
        assert!(paul.page(&made).await.contains("The person was added"));
        let groups = format!("{base}/groups");
        assert!(paul.page(&groups).await.contains(&format!("href=\"{groups}/new\"")));
        let group =
            sent(&mut paul, &format!("{groups}/new"), &format!("{groups}/new"), &[("name", "Hands")]).await;
        assert!(paul.page(&group).await.contains("Hands"));
        // Whoever holds no role there finds nothing, agent or not.
        let mut paula = served.sign_in("ned@northwind.example").await;
        assert_eq!(paula.get(&format!("{base}/people")).await.status, 404);

        let holdings = format!("/v1.0/partnerHoldings/{}", served.world.organization(NORTHWIND));
        let block = serde_json::json!({"userId": served.world.user(PAUL), "reason": "Too curious"});
        assert_eq!(anna.post(&format!("{holdings}/blocks"), &block).await.status, 204);
        assert_eq!(paul.get(&format!("{base}/people")).await.status, 403, "blocked");
        let mut pia = served.sign_in(PIA).await;
        assert!(pia.page(&relationship).await.contains(&leads), "a colleague is not");
        let terminate = serde_json::json!({"action": "terminate"});
        assert_eq!(api.post(&format!("{at}/requests"), &terminate).await.status, 403, "nor ends it");
        let colleague = served.client(PIA).await;
        assert_eq!(colleague.post(&format!("{at}/requests"), &terminate).await.status, 201);
        tend().await;
        assert!(!pia.page(&relationship).await.contains(&leads), "it is over");
        assert_eq!(pia.get(&format!("{base}/people")).await.status, 404);
    }
}
