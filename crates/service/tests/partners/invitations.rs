use domain::{
    invitation::InvitationState,
    query::Filter,
    scope::Scope,
    time::{DAY, HOUR, MINUTE},
};
use service::{
    Code, Refusal, Wanted, ask,
    invitations::{
        DenyInvitation, InvitationsReceived, InvitationsSent, SENT, SendInvitation, SentInvitationDetail, To,
        WithdrawInvitation, expire, send, terms,
    },
    links::{PartnerDetail, Partners, Tenants},
    run,
    scopes::{PreviewScope, ScopeUse},
};
use testkit::each;

use crate::{accept, accepted, by_domain, code, count, invited};

/// Decision 3, R-020, R-021, R-023, R-024, R-025, R-040, R-042, R-043, R-050: the main job from invitation to link, with the evidence of
/// the terms, the metadata of R-042 for the partner, and the rooms copied.
#[tokio::test]
async fn an_invitation_becomes_a_link() {
    each(async |world| {
        let app = &world.app;
        let anna = world.caller("anna@contoso.example");
        let id = invited(&world, "northwind.example").await;
        for upn in ["tom@northwind.example", "nora@northwind.example", "noel@northwind.example"] {
            let waiting =
                ask(app, &world.caller(upn), &InvitationsReceived::default()).await.unwrap().page.items;
            assert_eq!(waiting.len(), 1, "{upn}");
            assert_eq!(waiting[0].customer_name, "Contoso");
            assert_eq!(waiting[0].default_domain, "contoso.example");
            assert_eq!(waiting[0].room_count, 6);
            assert_eq!(waiting[0].terms_version, terms::VERSION);
        }
        for upn in ["pia@northwind.example", "ada@adventure.example"] {
            let waiting =
                ask(app, &world.caller(upn), &InvitationsReceived::default()).await.unwrap().page.items;
            assert!(waiting.is_empty(), "{upn}");
            assert_eq!(
                code(run(app, &world.caller(upn), accept(&world, id, &[upn])).await),
                Some(Code::NotFound)
            );
        }
        accepted(&world, "tom@northwind.example", id, &["pia@northwind.example"]).await;

        let link = ask(app, &anna, &Partners::default()).await.unwrap().page.items.remove(0);
        assert_eq!((link.row.partner_name.as_str(), link.room_count), ("Northwind", 6));
        assert_eq!(link.row.terms_hash, terms::hash());
        assert_eq!(link.row.terms_by, "anna@contoso.example");
        let detail =
            ask(app, &anna, &PartnerDetail { link: link.row.id, people: Wanted::default() }).await.unwrap();
        assert_eq!(detail.people.items.len(), 1);
        assert_eq!(detail.people.items[0].upn, "pia@northwind.example");
        assert_eq!(detail.scope.included.groups[0].1, "Berlin");

        let seen =
            ask(app, &world.caller("pia@northwind.example"), &Tenants::default()).await.unwrap().page.items;
        assert_eq!(seen[0].link.row.customer_name, "Contoso");
        // R-042 goes on after acceptance: the tenant manager sees the customer, and holds nothing in it.
        let seen =
            ask(app, &world.caller("tom@northwind.example"), &Tenants::default()).await.unwrap().page.items;
        assert!(seen[0].permissions.is_empty());
        assert!(
            ask(app, &world.caller("ned@northwind.example"), &Tenants::default())
                .await
                .unwrap()
                .page
                .items
                .is_empty()
        );
        // Both sides are told, both logs have the link.
        assert_eq!(count(&world, "select count(*) from notices where kind = 'invitation_accepted'").await, 1);
        assert_eq!(
            count(&world, "select count(*) from notices where kind = 'received_invitation_accepted'").await,
            1
        );
        assert_eq!(count(&world, "select count(*) from audit_events where kind = 'link.started'").await, 2);
    })
    .await;
}

/// R-020, decision 6: only people who may change the organization's settings invite.
#[tokio::test]
async fn only_service_administrators_invite() {
    each(async |world| {
        let scope = world.scope("contoso.example", &["Berlin 1"], &[]);
        for upn in
            ["greta@contoso.example", "lea@contoso.example", "theo@contoso.example", "uma@contoso.example"]
        {
            let command = by_domain("northwind.example", scope.clone());
            assert_eq!(
                code(send(&world.app, &world.caller(upn), command).await),
                Some(Code::Forbidden),
                "{upn}"
            );
        }
        let command = by_domain("northwind.example", scope);
        assert!(send(&world.app, &world.caller("mats@contoso.example"), command).await.is_ok());
    })
    .await;
}

/// every fault of the form at once, each with its field; nothing is stored.
#[tokio::test]
async fn a_bad_form_names_every_field() {
    each(async |world| {
        let anna = world.caller("anna@contoso.example");
        for (domain, days) in [("", "0"), ("contoso", "31"), ("a b.com", "x"), ("-", "1.5")] {
            let command = SendInvitation {
                to: To::Domain { domain: domain.to_owned(), valid_days: days.to_owned() },
                scope: Scope::NOTHING,
                accepted_terms: None,
            };
            let Err(Refusal::Invalid(Code::InvalidValue, faults)) = send(&world.app, &anna, command).await
            else {
                panic!("{domain} {days} was taken");
            };
            let mut fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
            fields.sort_unstable();
            assert_eq!(fields, ["acceptedTerms", "domain", "scope", "validDays"]);
        }
        let mut old = by_domain("northwind.example", world.scope("contoso.example", &[], &["Berlin"]));
        old.accepted_terms = Some("1999-01".to_owned());
        assert_eq!(code(send(&world.app, &anna, old).await), Some(Code::InvalidValue));
        let empty = by_domain("northwind.example", Scope::NOTHING);
        assert_eq!(code(send(&world.app, &anna, empty).await), Some(Code::EmptyScope));
        let foreign =
            by_domain("northwind.example", world.scope("fabrikam.example", &["Seoul 1"], &["Seoul"]));
        let Err(Refusal::Invalid(_, faults)) = send(&world.app, &anna, foreign).await else {
            panic!("rooms of another organization were taken");
        };
        assert!(faults.iter().all(|fault| fault.code == Code::UnknownReference) && faults.len() == 2);
        assert_eq!(count(&world, "select count(*) from invitations").await, 0);
    })
    .await;
}

/// decision 11: one's own domain says so; an unknown domain and that of an organization
/// that is no partner are one answer, and 20 attempts an hour are the limit.
#[tokio::test]
async fn unknown_domains_and_no_partners_are_one_answer() {
    each(async |world| {
        let anna = world.caller("anna@contoso.example");
        let scope = world.scope("contoso.example", &[], &["Berlin"]);
        let try_one = async |domain: &str| send(&world.app, &anna, by_domain(domain, scope.clone())).await;
        assert_eq!(code(try_one("contoso.example").await), Some(Code::SelfInvitation));
        let unknown = try_one("nobody.example").await.unwrap_err();
        let no_partner = try_one("tailspin.example").await.unwrap_err();
        assert_eq!(format!("{unknown:?}"), format!("{no_partner:?}"));
        assert_eq!(unknown.code(), Code::NotAPartner);
        for _ in 0..18 {
            assert_eq!(code(try_one("nobody.example").await), Some(Code::NotAPartner));
        }
        world.clock.advance(20 * MINUTE);
        let Err(Refusal::TooOften(seconds)) = try_one("northwind.example").await else {
            panic!("the 21st attempt of the hour was taken");
        };
        assert_eq!(seconds, 40 * 60);
        world.clock.advance(HOUR);
        assert!(try_one("northwind.example").await.is_ok());
        let failed = "select count(*) from audit_events where kind = 'invitation.sent' and result = 'Failed'";
        assert_eq!(count(&world, failed).await, 20);
    })
    .await;
}

/// one Pending invitation for each partner, and none beside a link.
#[tokio::test]
async fn a_second_invitation_is_refused() {
    each(async |world| {
        let anna = world.caller("anna@contoso.example");
        let scope = world.scope("contoso.example", &["Lisbon 1"], &[]);
        let first = invited(&world, "northwind.example").await;
        let again = send(&world.app, &anna, by_domain("northwind.example", scope.clone())).await;
        assert!(matches!(again, Err(Refusal::Conflict(Code::AlreadyExists, Some(id))) if id == first.uuid()));
        accepted(&world, "tom@northwind.example", first, &["pia@northwind.example"]).await;
        let again = send(&world.app, &anna, by_domain("northwind.example", scope)).await;
        assert_eq!(code(again), Some(Code::AlreadyLinked));
    })
    .await;
}

/// acceptance needs somebody who can act: nobody, a disabled person, an empty or foreign choice
/// do not do; a nested group with an enabled person does.
#[tokio::test]
async fn acceptance_needs_a_primary_admin() {
    each(async |world| {
        let tom = world.caller("tom@northwind.example");
        let id = invited(&world, "northwind.example").await;
        let try_with = async |admins: &[&str]| code(run(&world.app, &tom, accept(&world, id, admins)).await);
        assert_eq!(try_with(&[]).await, Some(Code::PrimaryAdminRequired));
        assert_eq!(try_with(&["dirk@northwind.example"]).await, Some(Code::PrimaryAdminRequired));
        assert_eq!(try_with(&["alex@adventure.example"]).await, Some(Code::InvalidValue));
        assert_eq!(try_with(&["anna@contoso.example"]).await, Some(Code::InvalidValue));
        assert_eq!(count(&world, "select count(*) from links").await, 0);
        let mut command = accept(&world, id, &[]);
        let service = world.security_group("northwind.example", "Service");
        command.primary_admins = vec![domain::directory::Principal::SecurityGroup(service)];
        run(&world.app, &tom, command).await.unwrap();
        let seen =
            ask(&world.app, &world.caller("gus@northwind.example"), &Tenants::default()).await.unwrap();
        assert_eq!(seen.page.items.len(), 1);
    })
    .await;
}

/// exactly one answer wins; the loser changes nothing; a denied invitation is gone for the partner
/// and stays with denier and time for the customer.
#[tokio::test]
async fn exactly_one_answer_wins() {
    each(async |world| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let (tom, nora) = (world.caller("tom@northwind.example"), world.caller("nora@northwind.example"));
        let id = invited(&world, "northwind.example").await;
        let (one, other) = tokio::join!(
            run(app, &tom, accept(&world, id, &["pia@northwind.example"])),
            run(app, &nora, accept(&world, id, &["paul@northwind.example"])),
        );
        let lost = [one, other].into_iter().filter_map(Result::err).map(|r| r.code()).collect::<Vec<_>>();
        assert_eq!(lost, [Code::InvalidState]);
        assert_eq!(count(&world, "select count(*) from links").await, 1);
        assert_eq!(
            count(
                &world,
                "select count(*) from assignment_members m join assignments a \
            on a.assignment_id = m.assignment_id where a.role = 'primary_admins'"
            )
            .await,
            1
        );
        assert_eq!(
            code(run(app, &tom, DenyInvitation { invitation: id, stamp: None }).await),
            Some(Code::InvalidState)
        );

        let id = invited(&world, "adventure.example").await;
        let ada = world.caller("ada@adventure.example");
        assert_eq!(
            code(run(app, &tom, DenyInvitation { invitation: id, stamp: None }).await),
            Some(Code::NotFound)
        );
        run(app, &ada, DenyInvitation { invitation: id, stamp: None }).await.unwrap();
        assert_eq!(
            code(run(app, &ada, accept(&world, id, &["alex@adventure.example"])).await),
            Some(Code::NotFound)
        );
        assert!(ask(app, &ada, &InvitationsReceived::default()).await.unwrap().page.items.is_empty());
        let sent = ask(app, &anna, &SentInvitationDetail { invitation: id }).await.unwrap().sent.row;
        assert_eq!(
            (sent.state, sent.answered_by.as_str()),
            (InvitationState::Denied, "ada@adventure.example")
        );
        assert_eq!(count(&world, "select count(*) from notices where kind = 'invitation_denied'").await, 1);
        // the customer makes a new one.
        invited(&world, "adventure.example").await;
    })
    .await;
}

/// withdrawn by the customer alone; afterwards 410, and not twice; a stale stamp is refused.
#[tokio::test]
async fn a_withdrawn_invitation_is_gone() {
    each(async |world| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let id = invited(&world, "northwind.example").await;
        let withdraw = |stamp| WithdrawInvitation { invitation: id, stamp };
        let fred = world.caller("fred@fabrikam.example");
        assert_eq!(code(run(app, &fred, withdraw(None)).await), Some(Code::NotFound));
        assert_eq!(code(run(app, &anna, withdraw(Some(9))).await), Some(Code::EtagMismatch));
        run(app, &anna, withdraw(Some(1))).await.unwrap();
        assert_eq!(code(run(app, &anna, withdraw(None)).await), Some(Code::Withdrawn));
        let tom = world.caller("tom@northwind.example");
        assert_eq!(
            code(run(app, &tom, accept(&world, id, &["pia@northwind.example"])).await),
            Some(Code::Withdrawn)
        );
        assert!(ask(app, &tom, &InvitationsReceived::default()).await.unwrap().page.items.is_empty());
    })
    .await;
}

/// time decides before any job; the job writes it down once, with the log and notices of both sides, and
/// a new invitation is possible at once (decision 4).
#[tokio::test]
async fn an_invitation_runs_out_by_itself() {
    each(async |world| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let tom = world.caller("tom@northwind.example");
        let id = invited(&world, "northwind.example").await;
        world.clock.advance(7 * DAY - 1);
        assert_eq!(ask(app, &tom, &InvitationsReceived::default()).await.unwrap().page.items.len(), 1);
        world.clock.advance(1);
        assert!(ask(app, &tom, &InvitationsReceived::default()).await.unwrap().page.items.is_empty());
        assert_eq!(
            code(run(app, &tom, accept(&world, id, &["pia@northwind.example"])).await),
            Some(Code::Expired)
        );
        let all = ask(app, &anna, &InvitationsSent::default()).await.unwrap().page.items;
        assert_eq!(all[0].row.state, InvitationState::Expired);
        let filter = Filter::parse("state eq 'pending'", &SENT).unwrap();
        let wanted = Wanted { filter: Some(filter), ..Wanted::default() };
        let pending = ask(app, &anna, &InvitationsSent { wanted, count: true }).await.unwrap();
        assert!(pending.page.items.is_empty() && pending.count == Some(0));

        invited(&world, "northwind.example").await;
        assert_eq!(expire(app).await.unwrap(), 0, "sending wrote it down");
        world.clock.advance(7 * DAY);
        assert_eq!(expire(app).await.unwrap(), 1);
        assert_eq!(expire(app).await.unwrap(), 0);
        let kinds = ["invitation_expired", "received_invitation_expired"];
        for kind in kinds {
            assert_eq!(
                count(&world, &format!("select count(*) from notices where kind = '{kind}'")).await,
                2
            );
        }
    })
    .await;
}

/// the preview counts and lists what a scope covers at this moment, rooms and groups together once.
#[tokio::test]
async fn the_preview_counts_each_room_once() {
    each(async |world| {
        let anna = world.caller("anna@contoso.example");
        let preview = async |scope| {
            let question = PreviewScope { scope_use: ScopeUse::Partner, scope, at_most: 3 };
            ask(&world.app, &anna, &question).await.unwrap()
        };
        let berlin = preview(world.scope("contoso.example", &["Berlin 1", "Lisbon 1"], &["Berlin"])).await;
        assert_eq!((berlin.count, berlin.rooms.len()), (7, 3));
        assert_eq!(preview(Scope::ALL).await.count, 12);
        assert_eq!(preview(Scope::NOTHING).await.count, 0);
        assert_eq!(preview(world.scope("fabrikam.example", &["Seoul 1"], &["Seoul"])).await.count, 0);
    })
    .await;
}
