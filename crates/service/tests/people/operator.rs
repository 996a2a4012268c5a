//! What the operator does, and what it must not see.

use domain::{event::EventKind, time::DAY};
use service::{
    Code, Refusal, ask,
    organizations::{
        AddDomain, CreateOrganization, EditOrganization, GetOrganization, Health, ListOrganizations,
        MakeAdministratorLink, NewOrganization, Own, RemoveDomain, SetPartnerCapability, setup,
    },
    run,
    sign_in::{look_at_link, set_password, sign_in},
    users::{GetUser, ListUsers},
};
use testkit::{Database, Kind, PASSWORD, World, each, each_linked};

use crate::{assert_send, code, events, visit};

const OLGA: &str = "olga@operator.example";

fn litware() -> NewOrganization {
    NewOrganization {
        name: "Litware".to_owned(),
        country: "jp".to_owned(),
        language: "ja".to_owned(),
        time_zone: "Asia/Tokyo".to_owned(),
        domains: vec!["litware.example".to_owned(), "Litware.example.net".to_owned()],
        administrator_upn: "yuki@litware.example".to_owned(),
        administrator_name: "Yuki Admin".to_owned(),
    }
}

#[tokio::test]
async fn an_organization_begins_with_its_first_administrator() {
    each(async |world: World| {
        let olga = world.caller(OLGA);
        let create = || CreateOrganization::new(&world.app, litware());
        assert_eq!(
            code(run(&world.app, &world.caller("anna@contoso.example"), create()).await),
            Code::Forbidden
        );
        let made = assert_send(run(&world.app, &olga, create())).await.unwrap();
        let row = ask(&world.app, &olga, &GetOrganization { organization: made.organization }).await.unwrap();
        assert_eq!(row.domains, ["litware.example", "litware.example.net"]);
        assert_eq!((row.country.as_str(), row.people, row.rooms, row.is_partner), ("JP", 1, 0, false));
        let password = "correct horse battery";
        set_password(&world.app, made.link.reveal(), password, password, &visit()).await.unwrap();
        let signed = sign_in(&world.app, "yuki@litware.example", password, &visit()).await.unwrap();
        let person = service::sign_in::identify(&world.app, signed.token.reveal()).await.unwrap().unwrap();
        let yuki = service::Caller { person, ..olga.clone() };
        ask(&world.app, &yuki, &ListUsers::default()).await.unwrap();
        assert_eq!(ask(&world.app, &yuki, &Own).await.unwrap().name, "Litware");
        assert_eq!(code(run(&world.app, &olga, create()).await), Code::NameTaken, "a domain has one owner");
        let bad = NewOrganization {
            country: "Japan".to_owned(),
            domains: vec!["nonsense".to_owned()],
            administrator_upn: "yuki@elsewhere.example".to_owned(),
            ..litware()
        };
        match run(&world.app, &olga, CreateOrganization::new(&world.app, bad)).await {
            Err(Refusal::Invalid(_, faults)) => assert_eq!(faults.len(), 3, "all faults at once"),
            other => panic!("{other:?}"),
        }
        let found = ask(&world.app, &olga, &ListOrganizations { count: true, ..Default::default() }).await;
        assert_eq!(found.unwrap().count, Some(7));
        let figures = ask(&world.app, &olga, &Health).await.unwrap();
        assert_eq!((figures.organizations, figures.partners, figures.rooms), (7, 2, 15));
        let edit = EditOrganization {
            organization: made.organization,
            name: "Litware Japan".to_owned(),
            country: "JP".to_owned(),
            language: "ja".to_owned(),
            time_zone: "Asia/Tokyo".to_owned(),
            stamp: Some(row.stamp),
        };
        run(&world.app, &olga, edit.clone()).await.unwrap();
        assert!(matches!(run(&world.app, &olga, edit).await, Err(Refusal::Stale)));
    })
    .await;
}

/// The operator's questions reach organizations and figures; nobody else's reach them, and the operator's reach
/// nobody's people.
#[tokio::test]
async fn the_operator_sees_no_people_and_others_no_organizations() {
    each(async |world: World| {
        let anna = world.caller("anna@contoso.example");
        assert_eq!(code(ask(&world.app, &anna, &ListOrganizations::default()).await), Code::Forbidden);
        assert_eq!(code(ask(&world.app, &anna, &Health).await), Code::Forbidden);
        let user = anna.person.user;
        assert_eq!(code(ask(&world.app, &world.caller(OLGA), &GetUser { user }).await), Code::NotFound);
    })
    .await;
}

/// state machine 3.3, decision 10: without the capability links are suspended and invitations
/// withdrawn; with it links come back, and invitations do not.
#[tokio::test]
async fn the_partner_capability_suspends_and_resumes() {
    each_linked(async |world: World, linked| {
        let olga = world.caller(OLGA);
        let fabrikam = world.scope("fabrikam.example", &[], &["Seoul"]);
        world.invite("fabrikam.example", "northwind.example", fabrikam).await;
        let set = |on| SetPartnerCapability { organization: world.organization("northwind.example"), on };
        let state = async |table: &str| {
            let rows =
                world.database.raw(&format!("select state from {table} where state <> 'accepted'")).await;
            rows[0][0].clone().unwrap()
        };
        assert_eq!(
            code(run(&world.app, &world.caller("nora@northwind.example"), set(false)).await),
            Code::Forbidden
        );
        assert_send(run(&world.app, &olga, set(false))).await.unwrap();
        assert_eq!(
            (state("links").await, state("invitations").await),
            ("suspended".to_owned(), "withdrawn".to_owned())
        );
        assert_eq!(events(&world, "contoso.example", EventKind::LinkSuspended).await, 1);
        assert_eq!(events(&world, "fabrikam.example", EventKind::InvitationWithdrawn).await, 1);
        assert_eq!(events(&world, "northwind.example", EventKind::PartnerCapabilityOff).await, 1);
        assert_eq!(
            events(&world, "operator.example", EventKind::LinkSuspended).await,
            0,
            "links are not the operator's to know"
        );
        let version = world.database.number("select max(version) from access_versions").await;
        run(&world.app, &olga, set(false)).await.unwrap();
        assert_eq!(
            world.database.number("select max(version) from access_versions").await,
            version,
            "no change, no version"
        );
        run(&world.app, &olga, set(true)).await.unwrap();
        assert_eq!(
            (state("links").await, state("invitations").await),
            ("active".to_owned(), "withdrawn".to_owned())
        );
        assert_eq!(events(&world, "contoso.example", EventKind::LinkResumed).await, 1);
        assert!(world.database.number("select count(*) from notices").await >= 5);
        let _ = linked;
    })
    .await;
}

/// Decision 10: a domain goes only without people in it, and takes its pending invitations with it.
#[tokio::test]
async fn domains_come_and_go() {
    each(async |world: World| {
        let olga = world.caller(OLGA);
        let organization = world.organization("northwind.example");
        let add = |domain: &str| AddDomain { organization, domain: domain.to_owned() };
        assert_eq!(code(run(&world.app, &olga, add("contoso.example")).await), Code::NameTaken);
        assert_eq!(code(run(&world.app, &olga, add("no domain")).await), Code::NotADomain);
        run(&world.app, &olga, add("Northwind.example.net")).await.unwrap();
        let scope = world.scope("contoso.example", &[], &["Berlin"]);
        world.invite("contoso.example", "northwind.example", scope).await;
        let remove = |domain: &str| RemoveDomain { organization, domain: domain.to_owned() };
        assert_eq!(code(run(&world.app, &olga, remove("northwind.example")).await), Code::InvalidState);
        assert_eq!(code(run(&world.app, &olga, remove("contoso.example")).await), Code::NotFound);
        run(&world.app, &olga, remove("northwind.example.net")).await.unwrap();
        let pending = "select count(*) from invitations where state = 'pending'";
        assert_eq!(world.database.number(pending).await, 1, "the invitation was by another domain");
        world.database.raw("update invitations set domain = 'northwind.example.org'").await;
        run(&world.app, &olga, add("northwind.example.org")).await.unwrap();
        run(&world.app, &olga, remove("northwind.example.org")).await.unwrap();
        assert_eq!(world.database.number(pending).await, 0);
        assert_eq!(events(&world, "contoso.example", EventKind::InvitationWithdrawn).await, 1);
    })
    .await;
}

/// A further administrator link waits a day and is told, while somebody can sign in; it makes nobody who has an
/// account an administrator.
#[tokio::test]
async fn a_further_administrator_link_waits_while_somebody_can_sign_in() {
    each(async |world: World| {
        let olga = world.caller(OLGA);
        let make = |upn: &str| MakeAdministratorLink {
            organization: world.organization("contoso.example"),
            upn: upn.to_owned(),
            display_name: "Rescue".to_owned(),
        };
        assert_eq!(code(run(&world.app, &olga, make("uma@contoso.example")).await), Code::AlreadyExists);
        assert_eq!(code(run(&world.app, &olga, make("x@fabrikam.example")).await), Code::DomainNotVerified);
        let link = run(&world.app, &olga, make("rescue@contoso.example")).await.unwrap();
        assert_eq!(code(look_at_link(&world.app, link.secret.reveal()).await), Code::LinkNotYet);
        assert_eq!(events(&world, "contoso.example", EventKind::AdministratorLinkMade).await, 1);
        let told = "select count(*) from notices where kind = 'administrator_link_made'";
        assert_eq!(world.database.number(told).await, 1);
        world.clock.advance(DAY);
        look_at_link(&world.app, link.secret.reveal()).await.unwrap();
        world.database.raw("update users set enabled = false where upn = 'anna@contoso.example'").await;
        let link = run(&world.app, &olga, make("anna@contoso.example")).await.unwrap();
        assert_eq!(link.opens_at, service::domain::time::Clock::now(&*world.clock), "nobody can sign in");
    })
    .await;
}

#[tokio::test]
async fn setup_makes_the_first_operator_once() {
    for kind in Kind::ALL {
        let database = Database::fresh(kind).await;
        let world = World::new(database).await;
        assert_eq!(code(setup(&world.app, litware()).await), Code::AlreadyExists);
        world.database.raw("update users set password_hash = null where upn = 'olga@operator.example'").await;
        let again = NewOrganization {
            administrator_upn: OLGA.to_owned(),
            domains: vec!["operator.example".to_owned()],
            ..litware()
        };
        let link = assert_send(setup(&world.app, again)).await.unwrap().link;
        set_password(&world.app, link.reveal(), "correct horse battery", "correct horse battery", &visit())
            .await
            .unwrap();
        assert_eq!(code(setup(&world.app, litware()).await), Code::AlreadyExists);
        world.database.raw("update organizations set is_operator = false").await;
        let first = setup(&world.app, litware()).await.unwrap();
        assert!(look_at_link(&world.app, first.link.reveal()).await.is_ok());
        assert_eq!(
            code(sign_in(&world.app, "yuki@litware.example", PASSWORD, &visit()).await),
            Code::SignInFailed
        );
        assert_eq!(
            world.database.number("select count(*) from organizations where is_operator = true").await,
            1
        );
    }
}
