//! The operator moves partners from delegated admin privileges to granular relationships, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use domain::{
    agent::Agent,
    granular_relationship::Status,
    time::{DAY, SECOND},
};
use service::{
    Refusal, Wanted, ask,
    delegation_migration::{Chosen, Fate, migrate, plan, tend},
    granular_relationships::{self, Granted, GrantedRelationship, GrantedRelationships, TerminateGranted},
    reseller_relationships::{CustomerPeople, PartnerRelationships, ReturnPrivileges},
    run,
};
use testkit::{World, each};

const TAILSPIN: &str = "tailspin.example";
const FABRIKAM: &str = "fabrikam.example";
const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const GUS: &str = "gus@northwind.example";
const SVEN: &str = "sven@tailspin.example";

async fn market(world: &World) {
    world.agents(NORTHWIND, &[(PIA, Agent::Admin), (GUS, Agent::Helpdesk)]).await;
    world.reseller(TAILSPIN, NORTHWIND, true).await;
    world.reseller(FABRIKAM, NORTHWIND, false).await;
}

async fn fates(world: &World, chosen: &Chosen) -> Vec<Fate> {
    plan(&world.app, chosen).await.unwrap().into_iter().map(|(_, fate)| fate).collect()
}

async fn granted(world: &World) -> Granted {
    let sven = world.caller(SVEN);
    let all = ask(&world.app, &sven, &GrantedRelationships::default()).await.unwrap().page.items;
    assert_eq!(all.len(), 1);
    ask(&world.app, &sven, &GrantedRelationship { relationship: all[0].id }).await.unwrap()
}

async fn reads_people(world: &World, upn: &str) -> bool {
    let tenant = world.organization(TAILSPIN);
    let people = CustomerPeople { tenant, wanted: Wanted::default(), count: false };
    match ask(&world.app, &world.caller(upn), &people).await {
        Ok(_) => true,
        Err(Refusal::Denied(..) | Refusal::Missing) => false,
        Err(other) => panic!("{other:?}"),
    }
}

async fn privileges(world: &World) -> (bool, Option<String>) {
    let wanted = Wanted::default();
    let question = PartnerRelationships { wanted, count: false };
    let row = ask(&world.app, &world.caller(SVEN), &question).await.unwrap().page.items.remove(0);
    (row.has_privileges, row.privileges_ended_by.map(|by| by.key().to_owned()))
}

async fn number(world: &World, sql: &str) -> i64 {
    world.database.number(sql).await
}

/// first it is told what would be done; then the nine and the two roles take the place of the privileges for a year, each side
/// finds it in its log and in a notice and nobody is told by e-mail; to do it again changes nothing; thirty days later the privileges end,
/// and the roles stay.
#[tokio::test]
async fn privileges_move_over() {
    each(async |world: World| {
        market(&world).await;
        let all = Chosen::default();
        assert_eq!(fates(&world, &all).await, [Fate::Moves], "nothing where there are no privileges");
        assert_eq!(
            number(&world, "select count(*) from granular_relationships").await,
            0,
            "a plan does nothing"
        );
        let told = "select count(*) from notifications";
        let before = number(&world, told).await;
        let (it, _) = plan(&world.app, &all).await.unwrap().remove(0);
        assert!(migrate(&world.app, &it).await.unwrap());
        assert!(!migrate(&world.app, &it).await.unwrap(), "once");
        let ends = world.app.clock.now().plus(30 * DAY);
        assert_eq!(fates(&world, &all).await, [Fate::Moved(ends)]);
        granular_relationships::tend(&world.app).await.unwrap();
        let Granted { row, assignments, .. } = granted(&world).await;
        assert_eq!((row.status, row.days, row.roles.len(), row.extends), (Status::Active, 365, 9, false));
        assert!(row.name.starts_with("MLT_"), "{}", row.name);
        let mut held: Vec<_> =
            assignments.iter().map(|it| (it.group_name.clone().unwrap(), it.roles.len())).collect();
        held.sort();
        assert_eq!(held, [("AdminAgents".to_owned(), 9), ("HelpdeskAgents".to_owned(), 2)]);
        assert!(reads_people(&world, PIA).await && reads_people(&world, GUS).await);
        assert_eq!(privileges(&world).await, (true, None));
        assert_eq!(number(&world, told).await, before, "nobody is told by e-mail");
        let notices =
            "select count(*) from notices where kind in ('granular_migrated', 'customer_granular_migrated')";
        assert_eq!(number(&world, notices).await, 2);
        for kind in ["granular.approved", "granular.assignment_created", "reseller.privileges_migrated"] {
            let sql = format!("select count(distinct tenant_id) from audit_events where kind = '{kind}'");
            assert_eq!(number(&world, &sql).await, 2, "{kind} in the logs of both sides");
        }

        world.clock.advance(30 * DAY - SECOND);
        tend(&world.app).await.unwrap();
        assert_eq!(privileges(&world).await, (true, None), "not yet");
        world.clock.advance(SECOND);
        tend(&world.app).await.unwrap();
        tend(&world.app).await.unwrap();
        assert_eq!(privileges(&world).await, (false, Some("migration".to_owned())));
        let ended = "select count(*) from audit_events where kind = 'reseller.privileges_superseded'";
        assert_eq!(number(&world, ended).await, 2, "once, in the logs of both sides");
        assert_eq!(number(&world, told).await, before);
        assert!(reads_people(&world, PIA).await, "by the granular relationship");
        assert_eq!(granted(&world).await.row.status, Status::Active);
    })
    .await;
}

/// what is chosen is moved, and nothing else; what either side ended meanwhile stays ended, and where the customer ended a granular
/// relationship on purpose no other takes its place.
#[tokio::test]
async fn what_was_ended_stays_ended() {
    each(async |world: World| {
        market(&world).await;
        let others = Chosen { partners: [world.organization(FABRIKAM)].into(), ..Chosen::default() };
        assert_eq!(fates(&world, &others).await, []);
        let chosen = Chosen { customers: [world.organization(TAILSPIN)].into(), ..Chosen::default() };
        let (it, _) = plan(&world.app, &chosen).await.unwrap().remove(0);
        assert!(migrate(&world.app, &it).await.unwrap());
        granular_relationships::tend(&world.app).await.unwrap();
        let end = TerminateGranted { relationship: granted(&world).await.row.id, stamp: None };
        run(&world.app, &world.caller(SVEN), end).await.unwrap();
        granular_relationships::tend(&world.app).await.unwrap();
        let customer = world.organization(TAILSPIN);
        let give_back = ReturnPrivileges { customer, stamp: None, mails_customer: false };
        run(&world.app, &world.caller(PIA), give_back).await.unwrap();
        assert!(!migrate(&world.app, &it).await.unwrap(), "there is nothing to be moved any more");
        world.clock.advance(31 * DAY);
        tend(&world.app).await.unwrap();
        assert_eq!(privileges(&world).await, (false, Some("partner".to_owned())));
        let again =
            service::reseller_relationships::RestorePrivileges { relationship: it.relationship, stamp: None };
        run(&world.app, &world.caller(SVEN), again).await.unwrap();
        tend(&world.app).await.unwrap();
        assert_eq!(privileges(&world).await, (true, None), "what is granted anew has no end");
        assert_eq!(fates(&world, &chosen).await, [Fate::Stays]);
        assert!(!migrate(&world.app, &it).await.unwrap());
    })
    .await;
}
