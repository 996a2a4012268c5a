use domain::invitation::InvitationState;
use service::{
    Code, Refusal, ask,
    invitations::{
        DenyInvitation, InvitationsReceived, InvitationsSent, NamedUser, SendInvitation, To, send, terms,
    },
    links::{Partners, RemovePartner, Tenants},
    run,
};
use testkit::{World, each};

use crate::{accept, code, count};

fn naming(world: &World, upns: &[&str]) -> SendInvitation {
    let person = |upn: &&str| NamedUser { name: "Somebody".to_owned(), upn: (*upn).to_owned() };
    SendInvitation {
        to: To::NamedUsers(upns.iter().map(person).collect()),
        scope: world.scope("contoso.example", &[], &["Berlin"]),
        accepted_terms: Some(terms::VERSION.to_owned()),
    }
}

/// one invitation a person, seen by that person alone; the first
/// acceptor makes the link, the next joins it, a denial is one's own.
#[tokio::test]
async fn named_people_answer_each_for_themselves() {
    each(async |world| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let upns = ["pia@northwind.example", "paul@northwind.example", "ned@northwind.example"];
        let ids = send(app, &anna, naming(&world, &upns)).await.unwrap();
        assert_eq!(ids.len(), 3);
        let waiting = async |upn: &str| {
            ask(app, &world.caller(upn), &InvitationsReceived::default()).await.unwrap().page.items.len()
        };
        for upn in upns {
            assert_eq!(waiting(upn).await, 1, "{upn}");
        }
        for upn in ["nora@northwind.example", "tom@northwind.example"] {
            assert_eq!(waiting(upn).await, 0, "{upn}");
            let outcome = run(app, &world.caller(upn), accept(&world, ids[0], &[])).await;
            assert_eq!(code(outcome), Some(Code::NotFound), "{upn}");
        }
        // Nothing of it is told to the partner's administrators.
        assert_eq!(count(&world, "select count(*) from notices where kind = 'invitation_received'").await, 0);

        let ned = world.caller("ned@northwind.example");
        run(app, &ned, DenyInvitation { invitation: ids[2], stamp: None }).await.unwrap();
        let first = run(app, &world.caller(upns[0]), accept(&world, ids[0], &[])).await.unwrap();
        assert_eq!(waiting(upns[1]).await, 1, "one acceptance does not answer the other");
        let second = run(app, &world.caller(upns[1]), accept(&world, ids[1], &[])).await.unwrap();
        assert_eq!(first.link, second.link);
        for upn in &upns[..2] {
            let seen = ask(app, &world.caller(upn), &Tenants::default()).await.unwrap().page.items;
            assert!(seen[0].permissions.has(domain::permission::Permission::RoleModify), "{upn}");
        }
        assert_eq!(count(&world, "select count(*) from links").await, 1);
    })
    .await;
}

/// what is no account name, and people of two organizations, are told by row.
#[tokio::test]
async fn bad_rows_are_named() {
    each(async |world| {
        let anna = world.caller("anna@contoso.example");
        let outcome = send(&world.app, &anna, naming(&world, &["group of people"])).await;
        assert_eq!(code(outcome), Some(Code::NotAUser));
        let mixed = naming(&world, &["pia@northwind.example", "alex@adventure.example"]);
        let Err(Refusal::Invalid(Code::MixedPartners, faults)) = send(&world.app, &anna, mixed).await else {
            panic!("two partners were taken");
        };
        assert_eq!(faults[0].field, "namedUsers/1/userPrincipalName");
        assert_eq!(code(send(&world.app, &anna, naming(&world, &[])).await), Some(Code::InvalidValue));
        let own = naming(&world, &["uma@contoso.example"]);
        assert_eq!(code(send(&world.app, &anna, own).await), Some(Code::SelfInvitation));
        assert_eq!(count(&world, "select count(*) from invitations").await, 0);
    })
    .await;
}

/// Decision 20: to the customer an address that nobody holds looks like any other; nobody sees it.
#[tokio::test]
async fn an_unknown_address_makes_an_invitation_nobody_sees() {
    each(async |world| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        for upn in ["ghost@northwind.example", "ghost@nowhere.example", "sven@tailspin.example"] {
            assert_eq!(send(app, &anna, naming(&world, &[upn])).await.unwrap().len(), 1, "{upn}");
        }
        let sent = ask(app, &anna, &InvitationsSent::default()).await.unwrap().page.items;
        assert!(sent.iter().all(|sent| sent.row.state == InvitationState::Pending) && sent.len() == 3);
        for upn in ["nora@northwind.example", "pia@northwind.example"] {
            let waiting = ask(app, &world.caller(upn), &InvitationsReceived::default()).await.unwrap();
            assert!(waiting.page.items.is_empty(), "{upn}");
        }
    })
    .await;
}

/// State machine 3.2: when the link ends, what still waits is withdrawn.
#[tokio::test]
async fn the_end_of_the_link_withdraws_what_waits() {
    each(async |world| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let upns = ["pia@northwind.example", "paul@northwind.example"];
        let ids = send(app, &anna, naming(&world, &upns)).await.unwrap();
        run(app, &world.caller(upns[0]), accept(&world, ids[0], &[])).await.unwrap();
        let link = ask(app, &anna, &Partners::default()).await.unwrap().page.items.remove(0).row;
        run(app, &anna, RemovePartner { link: link.id, stamp: Some(link.stamp), typed: None }).await.unwrap();
        let outcome = run(app, &world.caller(upns[1]), accept(&world, ids[1], &[])).await;
        assert_eq!(code(outcome), Some(Code::Withdrawn));
    })
    .await;
}
