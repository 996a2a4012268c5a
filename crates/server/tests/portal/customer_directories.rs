//! Customers whose directories somebody of a partner looks into without being an agent: by a security group that was given a role.

use domain::{
    agent::Agent,
    granular_relationship::RequestAction,
    id::{GranularRelationship, Id, Organization},
    role_definition,
};
use service::{
    blocks::BlockPerson,
    granular_relationships::{
        ApproveGranular, AssignAccess, DraftGranular, GranularRelationshipOf, RequestGranular,
        TerminateGranted, public_id, tend,
    },
    run,
    service_portals::{RegisterServicePortal, ServicePortalForm},
};
use testkit::{World, each, http::Served};
use uuid::Uuid;

const CONTOSO: &str = "contoso.example";
const NORTHWIND: &str = "northwind.example";
const TAILSPIN: &str = "tailspin.example";
const GUS: &str = "gus@northwind.example";
const NED: &str = "ned@northwind.example";
const PAUL: &str = "paul@northwind.example";
const PIA: &str = "pia@northwind.example";
const PAGE: &str = "/partner/directories";

/// A granular relationship of Northwind with a customer whose roles the group Service holds.
async fn granular(world: &World, name: &str, approver: &str, roles: &[Uuid]) -> Id<GranularRelationship> {
    let (app, pia) = (&world.app, world.caller(PIA));
    let draft = DraftGranular {
        name: name.to_owned(),
        customer: None,
        duration: "P30D".to_owned(),
        roles: roles.to_vec(),
        auto_extend: "PT0S".to_owned(),
    };
    let relationship = run(app, &pia, draft).await.unwrap();
    let action = RequestAction::LockForApproval;
    run(app, &pia, RequestGranular { relationship, action, stamp: None }).await.unwrap();
    let shown = service::ask(app, &pia, &GranularRelationshipOf { relationship }).await.unwrap();
    let asked = public_id(&shown.row.public_id()).unwrap();
    run(app, &world.caller(approver), ApproveGranular { asked, stamp: None }).await.unwrap();
    tend(app).await.unwrap();
    let group = world.security_group(NORTHWIND, "Service");
    run(app, &pia, AssignAccess { relationship, group, roles: roles.to_vec() }).await.unwrap();
    tend(app).await.unwrap();
    relationship
}

/// The names and roles that the list of the API tells, with its count.
async fn listed(served: &Served, upn: &str, query: &str) -> (Vec<String>, i64) {
    let answer = served.client(upn).await.get(&format!("/v1.0/customerDirectories?$count=true{query}")).await;
    assert_eq!(answer.status, 200, "{upn}: {}", answer.text());
    let list = answer.json();
    let rows = list["value"].as_array().unwrap().iter();
    let names = rows.map(|row| row["displayName"].as_str().unwrap().to_owned()).collect();
    (names, list["@odata.count"].as_i64().unwrap())
}

fn role(key: &str) -> Uuid {
    role_definition::ALL.iter().find(|role| role.key == key).unwrap().id
}

/// decision 8: whoever holds a role by a security group alone finds the customers that it reaches, and only these,
/// with what the role opens there; an agent finds those of delegated admin privileges as well; a role that opens nothing lists nothing, and
/// a block and the end of the relationship count at once.
#[tokio::test]
async fn who_is_no_agent_finds_the_customers_that_a_role_reaches() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin), (PAUL, Agent::Helpdesk)]).await;
        world.reseller(CONTOSO, NORTHWIND, true).await;
        let form = ServicePortalForm {
            name: Some("Mail".to_owned()),
            url_template: Some("https://mail.example/{domain}".to_owned()),
        };
        run(&world.app, &world.caller("olga@operator.example"), RegisterServicePortal { form })
            .await
            .unwrap();
        let (contoso, tailspin) = (world.organization(CONTOSO), world.organization(TAILSPIN));
        let served = Served::start(world).await;
        let world = &served.world;
        let mut gus = served.sign_in(GUS).await;
        let nothing = gus.page(PAGE).await;
        assert!(nothing.contains("No customer lets you into its directory"), "{nothing}");
        assert!(!gus.page("/partner/tenants").await.contains(PAGE), "it is offered where there is something");

        granular(world, "Nothing", "anna@contoso.example", &[role("dragon_administrator")]).await;
        assert_eq!(listed(&served, GUS, "").await, (Vec::new(), 0), "a role that opens nothing");
        let writers = [role("directory_writers"), role("license_administrator")];
        let relationship = granular(world, "Directory", "sven@tailspin.example", &writers).await;
        assert_eq!(listed(&served, GUS, "").await, (vec!["Tailspin Toys".to_owned()], 1));
        assert_eq!(listed(&served, NED, "").await, (Vec::new(), 0), "who is in no such group");
        let agent = (vec!["Contoso".to_owned()], 1);
        assert_eq!(
            listed(&served, PAUL, "").await,
            agent,
            "R-320: what the check allows is listed, rooms open or not"
        );
        assert_eq!(listed(&served, GUS, "&$filter=startswith(displayName,'Con')").await, (Vec::new(), 0));

        assert!(gus.page("/partner/tenants").await.contains(PAGE));
        assert_eq!(gus.get("/partner/customers").await.status, 403, "no agent");
        let list = gus.page(PAGE).await;
        let base = format!("/partner/customers/{tailspin}");
        for link in ["/people", "/groups", "/subscriptions/licences"] {
            assert!(list.contains(&format!("href=\"{base}{link}\"")), "{link}: {list}");
        }
        assert!(!list.contains(&format!("href=\"{base}\"")), "there is no record: {list}");
        assert!(list.contains("Directory Writers") && list.contains("License Administrator"), "{list}");
        assert!(list.contains("href=\"https://mail.example/tailspin.example\""), "R-305: {list}");
        assert!(!list.contains("Contoso") && !list.contains(&contoso.to_string()), "{list}");
        assert!(gus.page(&format!("{PAGE}?q=tail")).await.contains("Tailspin Toys"));
        let other = gus.page(&format!("{PAGE}?q=conto")).await;
        assert!(other.contains("Nothing found") && !other.contains("Tailspin Toys"), "{other}");
        for page in ["/people", "/groups", "/subscriptions/licences"] {
            let text = gus.page(&format!("{base}{page}")).await;
            assert!(
                page.ends_with("licences") || text.contains(&format!("href=\"{PAGE}\"")),
                "{page}: {text}"
            );
        }
        let record = served.sign_in(PAUL).await.page(PAGE).await;
        assert!(
            record.contains(&format!("href=\"/partner/customers/{contoso}\"")),
            "an agent has a record: {record}"
        );
        assert_eq!(
            served.client("anna@contoso.example").await.get("/v1.0/customerDirectories").await.status,
            403
        );

        let block = BlockPerson {
            of: Id::<Organization>::new(world.organization(NORTHWIND).uuid()).into(),
            user: world.user("paul@northwind.example"),
            reason: "a test".to_owned(),
        };
        run(&world.app, &world.caller("anna@contoso.example"), block).await.unwrap();
        assert_eq!(listed(&served, PAUL, "").await, (Vec::new(), 0), "decision 8: at once");
        let end = TerminateGranted { relationship, stamp: None };
        run(&world.app, &world.caller("sven@tailspin.example"), end).await.unwrap();
        assert_eq!(listed(&served, GUS, "").await, (Vec::new(), 0), "R-387: at once");
        assert!(gus.page(PAGE).await.contains("No customer lets you into its directory"));
    })
    .await;
}
