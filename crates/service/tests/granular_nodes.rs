//! Granular relationships over two nodes: what one node set up binds on the other at once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::sync::Arc;

use domain::{agent::Agent, directory::Principal, role::DirectoryRole, role_definition};
use service::{
    App, Code, Refusal, Sealer, Wanted, ask,
    directory_roles::GiveDirectoryRole,
    granular_relationships::{
        ApproveGranular, AssignAccess, DraftGranular, GranularRelationshipOf, RequestGranular,
        TerminateGranted, public_id, tend,
    },
    reseller_relationships::CustomerPeople,
    run,
    security_groups::AddGroupMember,
};
use testkit::{Database, Kind, SeededIds, SeededSecrets, World};

const NORTHWIND: &str = "northwind.example";
const TAILSPIN: &str = "tailspin.example";

/// decision 16: on another node than the one that set an assignment up, whoever manages people and holds nothing does not
/// get into its group, its members hold the role, and hold nothing once the customer ended it. No link binds the two organizations.
#[tokio::test]
async fn what_one_node_gives_binds_on_the_other() {
    let world = World::new(Database::fresh(Kind::Postgresql).await).await;
    world.agents(NORTHWIND, &[("pia@northwind.example", Agent::Admin)]).await;
    let (ids, secrets) = (Arc::new(SeededIds::new(7)), Arc::new(SeededSecrets::default()));
    let sealer = Sealer::parse(&Sealer::fresh_key_file(secrets.as_ref())).expect("a seal key");
    let settings = (*world.app.settings).clone();
    let other = App::new(world.database.second_node(), world.clock.clone(), ids, secrets, sealer, settings);
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
