//! Delegation and roles on subscriptions over two nodes: what one node set up binds on the other at once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::sync::Arc;

use domain::{agent::Agent, directory::Principal, role::DirectoryRole, role_definition};
use service::{
    App, Code, Realm, Refusal, Sealer, Wanted, ask,
    blocks::{BlockPerson, UnblockPerson},
    delegated_rooms::{CustomersOnBehalf, SwitchDelegatedRooms},
    directory_roles::GiveDirectoryRole,
    granular_relationships::{
        ApproveGranular, AssignAccess, DraftGranular, GranularRelationshipOf, RequestGranular,
        TerminateGranted, public_id, tend,
    },
    off_boarding::OffBoardPartner,
    reseller_relationships::{CustomerPeople, EndResellerAsCustomer},
    run,
    security_groups::AddGroupMember,
    subscriptions::{
        OfferForm, OneSubscription, ProvisionSubscription, RegisterOffer, RemoveSubscriptionRole,
        Subscriptions,
    },
};
use testkit::{Database, Kind, SeededIds, SeededSecrets, World};

const NORTHWIND: &str = "northwind.example";
const TAILSPIN: &str = "tailspin.example";

/// A second node.
fn node(world: &World) -> App {
    let (ids, secrets) = (Arc::new(SeededIds::new(7)), Arc::new(SeededSecrets::default()));
    let sealer = Sealer::parse(&Sealer::fresh_key_file(secrets.as_ref())).expect("a seal key");
    let settings = (*world.app.settings).clone();
    App::new(world.database.second_node(), world.clock.clone(), ids, secrets, sealer, settings)
}

/// decision 16: on another node than the one that set an assignment up, whoever manages people and holds nothing does not
/// get into its group, its members hold the role, and hold nothing once the customer ended it. No link binds the two organizations.
#[tokio::test]
async fn what_one_node_gives_binds_on_the_other() {
    let world = World::new(Database::fresh(Kind::Postgresql).await).await;
    world.agents(NORTHWIND, &[("pia@northwind.example", Agent::Admin)]).await;
    let other = node(&world);
    let app = &world.app;
    let (pia, nora) = (world.caller("pia@northwind.example"), world.caller("nora@northwind.example"));
    let (sven, gus) = (world.caller("sven@tailspin.example"), world.caller("gus@northwind.example"));
    let ned = world.caller("ned@northwind.example");
    let member = Principal::User(ned.person.user);
    let role = DirectoryRole::UserManagementAdministrator;
    run(app, &nora, GiveDirectoryRole { role, member }).await.unwrap();
    let group = world.security_group(NORTHWIND, "Service");
    let join = AddGroupMember { group, member };
    // The other node knows the partner as it is before anything is given.
    let tenant = world.organization(TAILSPIN);
    let people = CustomerPeople { tenant, wanted: Wanted::default(), count: false };
    assert!(matches!(ask(&other, &gus, &people).await, Err(Refusal::Missing)));

    let global = role_definition::GLOBAL_ADMINISTRATOR.id;
    let draft = DraftGranular {
        name: "Directory".to_owned(),
        customer: None,
        duration: "P30D".to_owned(),
        roles: vec![global],
        auto_extend: "PT0S".to_owned(),
    };
    let relationship = run(app, &pia, draft).await.unwrap();
    let action = domain::granular_relationship::RequestAction::LockForApproval;
    run(app, &pia, RequestGranular { relationship, action, stamp: None }).await.unwrap();
    let shown = ask(app, &pia, &GranularRelationshipOf { relationship }).await.unwrap();
    let asked = public_id(&shown.row.public_id()).unwrap();
    run(app, &sven, ApproveGranular { asked, stamp: None }).await.unwrap();
    tend(app).await.unwrap();
    run(app, &pia, AssignAccess { relationship, group, roles: vec![global] }).await.unwrap();
    let refused = run(&other, &ned, join.clone()).await;
    assert!(matches!(refused, Err(Refusal::Denied(Code::Forbidden, _))), "while it is set up: {refused:?}");
    tend(app).await.unwrap();
    let refused = run(&other, &ned, join).await;
    assert!(matches!(refused, Err(Refusal::Denied(Code::Forbidden, _))), "{refused:?}");
    assert!(ask(&other, &gus, &people).await.is_ok());
    run(&other, &sven, TerminateGranted { relationship, stamp: None }).await.unwrap();
    assert!(matches!(ask(app, &gus, &people).await, Err(Refusal::Missing)));
    tend(&other).await.unwrap();
    tend(app).await.unwrap();
    assert_eq!(
        ask(app, &pia, &GranularRelationshipOf { relationship }).await.unwrap().row.status.key(),
        "terminated"
    );
}

/// decisions 6 and 8: lists over all customers on another node gain what one node gives by delegation or on a subscription, and
/// lose it, although no link binds the organizations.
#[tokio::test]
async fn lists_on_the_other_node_follow_every_relationship() {
    let world = World::new(Database::fresh(Kind::Postgresql).await).await;
    world.agents(NORTHWIND, &[("pia@northwind.example", Agent::Admin)]).await;
    let other = node(&world);
    let app = &world.app;
    let (pia, sven) = (world.caller("pia@northwind.example"), world.caller("sven@tailspin.example"));
    let partner = world.organization(NORTHWIND);
    let on_behalf = async || {
        let all = CustomersOnBehalf { wanted: Wanted::default(), count: false };
        ask(&other, &pia, &all).await.map(|found| found.page.items.len()).unwrap_or_default()
    };
    assert_eq!(on_behalf().await, 0);
    world.reseller(TAILSPIN, NORTHWIND, true).await;
    run(app, &sven, SwitchDelegatedRooms { partner, opens_rooms: true }).await.unwrap();
    assert_eq!(on_behalf().await, 1, "a customer without a link");
    let block = BlockPerson { of: partner.into(), user: pia.person.user, reason: "a test".to_owned() };
    run(app, &sven, block).await.unwrap();
    assert_eq!(on_behalf().await, 0);
    run(app, &sven, UnblockPerson { of: partner.into(), user: pia.person.user }).await.unwrap();
    assert_eq!(on_behalf().await, 1);
    run(app, &sven, OffBoardPartner { partner, typed: None }).await.unwrap();
    assert_eq!(on_behalf().await, 0);

    let olga = world.caller("olga@operator.example");
    let form = OfferForm {
        name: Some("Cloud".to_owned()),
        kind: Some("metered".to_owned()),
        term_months: Some(None),
    };
    let offer = run(app, &olga, RegisterOffer { form }).await.unwrap();
    let relationship = world.reseller(TAILSPIN, NORTHWIND, false).await;
    let tenant = world.organization(TAILSPIN);
    let provision = ProvisionSubscription { tenant, offer, name: None, quantity: 1, starts_at: None };
    let subscription = run(app, &pia, provision).await.unwrap();
    let seen = async || {
        let all = Subscriptions { realm: Realm::AllCustomers, wanted: Wanted::default(), count: false };
        ask(&other, &pia, &all).await.map(|found| found.found.page.items.len()).unwrap_or_default()
    };
    assert_eq!(seen().await, 1);
    run(app, &sven, EndResellerAsCustomer { relationship, stamp: None, typed: None }).await.unwrap();
    assert_eq!(seen().await, 1, "the role stays");
    let detail = ask(app, &sven, &OneSubscription { tenant, subscription }).await.unwrap();
    let role = detail.opened.unwrap().roles[0].row.id;
    run(app, &sven, RemoveSubscriptionRole { tenant, subscription, assignment: role }).await.unwrap();
    assert_eq!(seen().await, 0);
}
