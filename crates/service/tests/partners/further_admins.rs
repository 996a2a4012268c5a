//! A customer invites further people of a partner to the Primary admins of the link that there is.

use domain::{
    id::{Id, Invitation},
    invitation::InvitationState,
    permission::Permission,
    time::{DAY, HOUR},
};
use service::{
    Code, Refusal, ask,
    invitations::{
        DenyInvitation, InvitationsReceived, InvitationsSent, InvitePrimaryAdmin, NamedUser,
        PreviewAcceptance, PreviewPrimaryAdmin, SentInvitationDetail, WithdrawInvitation, invite,
    },
    links::{ChangeLinkScope, PartnerPeople, RemovePartner, Tenants},
    notices::Notices,
    run,
};
use testkit::{Linked, World, each_linked};

use crate::{accept, code, count};

const PAUL: &str = "paul@northwind.example";

fn named(upn: &str) -> NamedUser {
    NamedUser { name: "Somebody".to_owned(), upn: upn.to_owned() }
}

async fn invites(world: &World, who: &str, linked: &Linked, upn: &str) -> Result<Id<Invitation>, Refusal> {
    let command = InvitePrimaryAdmin { link: linked.link, person: named(upn) };
    invite(&world.app, &world.caller(who), command).await
}

/// An identifier as it stands in a statement.
fn literal(world: &World, id: uuid::Uuid) -> String {
    match world.database.kind {
        testkit::Kind::Sqlite => format!("x'{}'", id.simple()),
        testkit::Kind::Postgresql => format!("'{id}'"),
    }
}

async fn waiting(world: &World, upn: &str) -> usize {
    let received = InvitationsReceived::default();
    ask(&world.app, &world.caller(upn), &received).await.unwrap().page.items.len()
}

/// decision 17: the person named alone sees the invitation, joins the Primary admins of the same link
/// by accepting it, with what both sides were told before, over the rooms the link has then; both logs have it.
#[tokio::test]
async fn a_further_person_joins_by_accepting() {
    each_linked(async |world: World, linked| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let question = PreviewPrimaryAdmin { link: linked.link, person: named(PAUL) };
        let told = ask(app, &anna, &question).await.unwrap();
        assert_eq!((told.gained, told.people[0].who.id, told.rooms_gained.len()), (66, None, 6));

        let invitation = invites(&world, "anna@contoso.example", &linked, PAUL).await.unwrap();
        assert_eq!(waiting(&world, PAUL).await, 1);
        for upn in ["nora@northwind.example", "tom@northwind.example", "pia@northwind.example"] {
            assert_eq!(waiting(&world, upn).await, 0, "{upn}");
            let outcome = run(app, &world.caller(upn), accept(&world, invitation, &[])).await;
            assert_eq!(code(outcome), Some(Code::NotFound), "{upn}");
        }
        // Nobody at the partner is told before the answer.
        let northwind = literal(&world, world.organization("northwind.example").uuid());
        let at_partner = |table: &str| format!("select count(*) from {table} where tenant_id = {northwind}");
        assert_eq!(count(&world, &at_partner("audit_events")).await, 0);
        assert_eq!(count(&world, &at_partner("notices")).await, 0);

        // The rooms are those of the link, whatever becomes of it: here two of six are left.
        let two = world.scope("contoso.example", &["Berlin 1", "Berlin 2"], &[]);
        run(app, &anna, ChangeLinkScope { link: linked.link, scope: two, stamp: None }).await.unwrap();
        let paul = world.caller(PAUL);
        let received = ask(app, &paul, &InvitationsReceived::default()).await.unwrap().page.items;
        assert_eq!(received[0].room_count, 2);
        let question = PreviewAcceptance { invitation, primary_admins: Vec::new() };
        let shown = ask(app, &paul, &question).await.unwrap();
        assert_eq!((shown.gained, shown.effect.gained.rooms, shown.rooms_gained.len()), (22, 2, 0));
        assert_eq!(shown.people[0].gained.permissions.len(), told.people[0].gained.permissions.len());

        let accepted = run(app, &paul, accept(&world, invitation, &[])).await.unwrap();
        assert_eq!(accepted.link, linked.link);
        assert_eq!(count(&world, "select count(*) from links").await, 1);
        let seen = ask(app, &paul, &Tenants::default()).await.unwrap().page.items;
        assert!(seen[0].permissions.has(Permission::RoleModify));
        let people = PartnerPeople { link: linked.link, wanted: store::list::Wanted::default(), count: true };
        assert_eq!(ask(app, &anna, &people).await.unwrap().count, Some(2));
        assert_eq!(code(run(app, &paul, accept(&world, invitation, &[])).await), Some(Code::InvalidState));

        let accepting = "kind in ('invitation.accepted', 'assignment.members_changed')";
        for (organization, lines) in [("contoso.example", 2), ("northwind.example", 2)] {
            let tenant = literal(&world, world.organization(organization).uuid());
            let lines_of =
                format!("select count(*) from audit_events where tenant_id = {tenant} and {accepting}");
            assert_eq!(count(&world, &lines_of).await, lines, "{organization}");
        }
        for (upn, kind) in [
            ("anna@contoso.example", "invitation_accepted"),
            ("pia@northwind.example", "primary_admin_joined"),
        ] {
            let notices = ask(app, &world.caller(upn), &Notices::default()).await.unwrap().page.items;
            assert_eq!(notices[0].kind, kind, "{upn}");
            assert_eq!(notices[0].parameters["by"], PAUL, "{upn}");
        }
    })
    .await;
}

/// R-084, decision 20, R-022: whether somebody holds the account is not told; an account of another organization is refused, and so,
/// in the same words, is one of a domain that nobody has. Either counts as an attempt (decision 11).
#[tokio::test]
async fn of_an_account_nothing_is_told() {
    each_linked(async |world: World, linked| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        for upn in [PAUL, "ghost@northwind.example"] {
            let invitation = invites(&world, "anna@contoso.example", &linked, upn).await.unwrap();
            let sent = ask(app, &anna, &SentInvitationDetail { invitation }).await.unwrap().sent;
            let row = sent.row;
            assert_eq!(
                (row.state, sent.room_count, row.valid_days),
                (InvitationState::Pending, 6, 30),
                "{upn}"
            );
            assert_eq!((row.link, row.terms_hash), (Some(linked.link), "0".repeat(64)), "{upn}");
        }
        let mut words = Vec::new();
        let elsewhere =
            ["ada@adventure.example", "sven@tailspin.example", "x@nowhere.example", "uma@contoso.example"];
        for upn in elsewhere {
            let refused = invites(&world, "anna@contoso.example", &linked, upn).await.unwrap_err();
            assert_eq!((refused.code(), refused.status()), (Code::MixedPartners, 422), "{upn}");
            words.push(format!("{refused:?}"));
        }
        words.dedup();
        assert_eq!(words.len(), 1);
        for upn in ["group of people", ""] {
            let refused = invites(&world, "anna@contoso.example", &linked, upn).await;
            assert_eq!(code(refused), Some(Code::NotAUser), "{upn}");
        }
        for _ in 0..14 {
            let outcome = invites(&world, "anna@contoso.example", &linked, "x@nowhere.example").await;
            assert_eq!(code(outcome), Some(Code::MixedPartners));
        }
        let outcome = invites(&world, "anna@contoso.example", &linked, "ned@northwind.example").await;
        assert!(matches!(outcome, Err(Refusal::TooOften(3600))), "the 21st attempt of the hour");
        world.clock.advance(HOUR);
        invites(&world, "anna@contoso.example", &linked, "ned@northwind.example").await.unwrap();
    })
    .await;
}

/// decision 6: the customer's own people who control partners invite, and nobody else; each sees the link or not.
#[tokio::test]
async fn the_customers_own_people_invite() {
    each_linked(async |world: World, linked| {
        for (upn, told) in [
            ("uma@contoso.example", Code::Forbidden),
            ("lea@contoso.example", Code::Forbidden),
            ("greta@contoso.example", Code::Forbidden),
            ("pia@northwind.example", Code::Forbidden),
            ("nora@northwind.example", Code::NotFound),
            ("ada@adventure.example", Code::NotFound),
        ] {
            let outcome = invites(&world, upn, &linked, PAUL).await;
            assert_eq!(code(outcome), Some(told), "{upn}");
            let question = PreviewPrimaryAdmin { link: linked.link, person: named(PAUL) };
            let outcome = ask(&world.app, &world.caller(upn), &question).await;
            assert_eq!(code(outcome), Some(told), "{upn}");
        }
        assert_eq!(count(&world, "select count(*) from invitations").await, 1);
        invites(&world, "mats@contoso.example", &linked, PAUL).await.unwrap();
    })
    .await;
}

/// one invitation a person waits; who is a primary admin needs none; what was denied, withdrawn or ran
/// out can be sent again.
#[tokio::test]
async fn one_invitation_a_person_waits() {
    each_linked(async |world: World, linked| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let again = async || invites(&world, "anna@contoso.example", &linked, "Paul@Northwind.example").await;
        let first = again().await.unwrap();
        let second = again().await;
        assert!(
            matches!(second, Err(Refusal::Conflict(Code::AlreadyExists, Some(id))) if id == first.uuid())
        );
        let member = invites(&world, "anna@contoso.example", &linked, "pia@northwind.example").await;
        assert!(matches!(member, Err(Refusal::Invalid(Code::AlreadyExists, _))));

        let paul = world.caller(PAUL);
        run(app, &paul, DenyInvitation { invitation: first, stamp: None }).await.unwrap();
        assert_eq!(code(run(app, &paul, accept(&world, first, &[])).await), Some(Code::NotFound));
        let second = again().await.unwrap();
        run(app, &anna, WithdrawInvitation { invitation: second, stamp: None }).await.unwrap();
        assert_eq!(code(run(app, &paul, accept(&world, second, &[])).await), Some(Code::Withdrawn));
        let third = again().await.unwrap();
        world.clock.advance(30 * DAY);
        assert_eq!(code(run(app, &paul, accept(&world, third, &[])).await), Some(Code::Expired));
        let fourth = again().await.unwrap();
        let sent = ask(app, &anna, &InvitationsSent::default()).await.unwrap().page.items;
        let states: Vec<_> = sent.iter().map(|sent| sent.row.state).collect();
        use InvitationState::{Denied, Expired, Pending, Withdrawn};
        for state in [Pending, Expired, Withdrawn, Denied] {
            assert!(states.contains(&state), "{states:?}");
        }
        run(app, &paul, accept(&world, fourth, &[])).await.unwrap();
    })
    .await;
}

/// R-084, state machine 3.2: the invitation is to one link: with its end it is withdrawn, and it makes and joins no other; a link that
/// has ended or is suspended invites nobody.
#[tokio::test]
async fn it_ends_with_its_link() {
    each_linked(async |world: World, linked| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let invitation = invites(&world, "anna@contoso.example", &linked, PAUL).await.unwrap();
        let set = async |state: &str| {
            let id = literal(&world, linked.link.uuid());
            world.database.raw(&format!("update links set state = '{state}' where link_id = {id}")).await;
        };
        set("suspended").await;
        let refused = invites(&world, "anna@contoso.example", &linked, "ned@northwind.example").await;
        assert_eq!(code(refused), Some(Code::InvalidState));
        // Even if it still waited where its link is gone, it would make none.
        set("ended_by_partner").await;
        let paul = world.caller(PAUL);
        assert_eq!(code(run(app, &paul, accept(&world, invitation, &[])).await), Some(Code::Withdrawn));
        set("active").await;
        run(
            app,
            &anna,
            RemovePartner { link: linked.link, stamp: None, typed: Some("Northwind".to_owned()) },
        )
        .await
        .unwrap();
        assert_eq!(waiting(&world, PAUL).await, 0);
        assert_eq!(code(run(app, &paul, accept(&world, invitation, &[])).await), Some(Code::Withdrawn));
        let refused = invites(&world, "anna@contoso.example", &linked, PAUL).await;
        assert_eq!(code(refused), Some(Code::InvalidState));
        assert_eq!(count(&world, "select count(*) from links where state = 'active'").await, 0);
    })
    .await;
}
