//! Sign-in, sessions, one-time links.

use domain::{
    event::EventKind,
    query::Filter,
    time::{DAY, HOUR, MINUTE, SECOND},
};
use service::{
    Caller, Code, Refusal, Wanted, ask, run,
    sessions::{OwnSessions, RevokeSession, RevokeSessions, SCHEMA, SessionsOf, SignOut, SignOutEverywhere},
    sign_in::{find_organization, identify, look_at_link, set_password, sign_in, tidy},
    users::{CreateUser, MakePasswordLink, SetUserEnabled},
};
use testkit::{PASSWORD, World, each, work};

use crate::{assert_send, code, events, visit};

const ANNA: &str = "anna@contoso.example";
const UMA: &str = "uma@contoso.example";

async fn session(world: &World, upn: &str) -> (String, Caller) {
    let signed = assert_send(sign_in(&world.app, upn, PASSWORD, &visit())).await.unwrap();
    let token = signed.token.reveal().to_owned();
    let person = identify(&world.app, &token).await.unwrap().unwrap();
    let (request_id, address) = ("request".to_owned(), "192.0.2.8".to_owned());
    (token, Caller { person, request_id, address, idempotency_key: None })
}

#[tokio::test]
async fn a_session_lives_while_it_is_used_and_a_week_at_most() {
    each(async |world: World| {
        let (token, caller) = session(&world, "  UMA@Contoso.example ").await;
        assert_eq!(caller.person.user, world.user(UMA));
        assert!(caller.person.session.is_some());
        assert_eq!(events(&world, "contoso.example", EventKind::SignedIn).await, 1);
        for _ in 0..13 {
            world.clock.advance(11 * HOUR);
            assert!(identify(&world.app, &token).await.unwrap().is_some());
        }
        world.clock.advance(11 * HOUR);
        assert!(identify(&world.app, &token).await.unwrap().is_some());
        world.clock.advance(15 * HOUR);
        assert!(identify(&world.app, &token).await.unwrap().is_none(), "older than a week");
        let (token, _) = session(&world, UMA).await;
        world.clock.advance(12 * HOUR);
        assert!(identify(&world.app, &token).await.unwrap().is_none(), "not used for twelve hours");
        assert!(identify(&world.app, "forged").await.unwrap().is_none());
        world.clock.advance(9 * DAY);
        tidy(&world.app).await.unwrap();
        assert_eq!(world.database.number("select count(*) from sessions").await, 0);
    })
    .await;
}

/// a partner's people are signed in by their own organization, whose log alone tells of it; a customer that
/// they work for has no part in it.
#[tokio::test]
async fn a_partners_people_sign_in_at_home() {
    testkit::each_linked(async |world: World, _| {
        let upn = "pia@northwind.example";
        let (_, pia) = session(&world, upn).await;
        assert_eq!(pia.person.organization, world.organization("northwind.example"));
        assert_eq!(events(&world, "northwind.example", EventKind::SignedIn).await, 1);
        assert_eq!(events(&world, "contoso.example", EventKind::SignedIn).await, 0);
        assert!(sign_in(&world.app, upn, "wrong password", &visit()).await.is_err());
        assert_eq!(events(&world, "contoso.example", EventKind::SignInFailed).await, 0);
    })
    .await;
}

/// wrong account, wrong password and disabled account are one answer; the failure is in the log of the
/// organization that owns the domain.
#[tokio::test]
async fn what_does_not_fit_is_one_answer() {
    each(async |world: World| {
        for upn in [UMA, "nobody@contoso.example", "dora@contoso.example", "x@unknown.example"] {
            let password = if upn == "dora@contoso.example" { PASSWORD } else { "wrong password" };
            let outcome = sign_in(&world.app, upn, password, &visit()).await;
            assert!(matches!(outcome, Err(Refusal::Unauthenticated(Code::SignInFailed))), "{upn}");
        }
        assert_eq!(events(&world, "contoso.example", EventKind::SignInFailed).await, 3);
        assert_eq!(events(&world, "operator.example", EventKind::SignInFailed).await, 1);
        assert_eq!(code(find_organization(&world.app, "anna").await), Code::NotAnAccount);
        assert_eq!(code(find_organization(&world.app, " ").await), Code::Required);
        let known = find_organization(&world.app, UMA).await.unwrap();
        let unknown = find_organization(&world.app, "nobody@contoso.example").await.unwrap();
        assert_eq!((known.means, known.organization), (unknown.means, unknown.organization));
    })
    .await;
}

/// Nobody learns from the time of an answer whether a domain or an account is known: whatever does not fit, both steps
/// do the same work, counted in statements and compared passwords.
#[tokio::test]
async fn what_does_not_fit_takes_the_same_work() {
    each(async |world: World| {
        let first = MakePasswordLink { user: world.user("theo@contoso.example") };
        run(&world.app, &world.caller(ANNA), first).await.unwrap();
        world.database.raw("update users set password_hash = null where upn = 'theo@contoso.example'").await;
        let mut expected = None;
        for (upn, password) in [
            (UMA, "wrong password"),
            (UMA, ""),
            ("dora@contoso.example", PASSWORD),
            ("theo@contoso.example", PASSWORD),
            ("nobody@contoso.example", PASSWORD),
            ("nobody@unknown.example", PASSWORD),
        ] {
            let (found, first) = work(find_organization(&world.app, upn)).await;
            assert!(found.is_ok());
            let (outcome, second) = work(sign_in(&world.app, upn, password, &visit())).await;
            assert!(matches!(outcome, Err(Refusal::Unauthenticated(Code::SignInFailed))), "{upn}");
            assert_eq!(first.len(), 1, "{first:?}");
            assert_eq!(second.iter().filter(|done| *done == "a password is compared").count(), 1);
            assert!(second.iter().any(|done| done.contains("insert into audit_events")), "{second:?}");
            let expected = expected.get_or_insert_with(|| (first.clone(), second.clone()));
            assert_eq!((&expected.0, &expected.1), (&first, &second), "{upn}");
        }
    })
    .await;
}

#[tokio::test]
async fn failures_make_the_next_attempt_wait() {
    each(async |world: World| {
        for _ in 0..5 {
            assert_eq!(code(sign_in(&world.app, UMA, "wrong password", &visit()).await), Code::SignInFailed);
        }
        let outcome = sign_in(&world.app, UMA, PASSWORD, &visit()).await;
        assert!(matches!(outcome, Err(Refusal::TooOften(5))), "{outcome:?}");
        let (_, anna) = session(&world, ANNA).await;
        assert_eq!(anna.person.user, world.user(ANNA), "others are not kept waiting");
        world.clock.advance(5 * SECOND);
        session(&world, UMA).await;
        session(&world, UMA).await;
    })
    .await;
}

/// Nobody waits longer than the failures ask for because the clock was ahead when they happened.
#[tokio::test]
async fn a_clock_that_was_set_back_keeps_nobody_waiting() {
    each(async |world: World| {
        for _ in 0..5 {
            assert_eq!(code(sign_in(&world.app, UMA, "wrong password", &visit()).await), Code::SignInFailed);
        }
        world.clock.advance(-DAY);
        session(&world, UMA).await;
    })
    .await;
}

/// Sessions of a browser that nobody here uses.
fn other_browser() -> Wanted {
    let filter = Filter::parse("not contains(browser,'FIREFOX') or lastUsedDateTime gt 2100-01-01", &SCHEMA);
    Wanted { filter: Some(filter.unwrap()), ..Wanted::default() }
}

#[tokio::test]
async fn sessions_are_seen_and_ended_by_owner_and_administrator() {
    each(async |world: World| {
        let (first, uma) = session(&world, UMA).await;
        world.clock.advance(MINUTE);
        let (second, again) = session(&world, UMA).await;
        let anna = world.caller(ANNA);
        session(&world, ANNA).await;
        let own = OwnSessions { wanted: Wanted::first(1), count: true };
        let seen = ask(&world.app, &uma, &own).await.unwrap();
        assert_eq!((seen.page.items.len(), seen.count), (1, Some(2)), "one's own alone");
        let newest = &seen.page.items[0];
        assert_eq!((newest.browser.as_str(), newest.address.as_str()), ("Firefox", "192.0.2.8"));
        assert_eq!(Some(newest.id), again.person.session, "last used first");
        let further = Wanted { after: seen.page.next, ..Wanted::first(1) };
        let older = ask(&world.app, &uma, &OwnSessions { wanted: further, count: false }).await.unwrap();
        assert_eq!(older.page.items.len(), 1);
        assert_eq!((older.page.next, Some(older.page.items[0].id)), (None, uma.person.session));
        let of = SessionsOf { user: world.user(UMA), wanted: Wanted::default(), count: true };
        assert_eq!(ask(&world.app, &anna, &of).await.unwrap().count, Some(2));
        let of_another = SessionsOf { wanted: other_browser(), ..of.clone() };
        assert_eq!(ask(&world.app, &anna, &of_another).await.unwrap().count, Some(0));
        assert_eq!(code(ask(&world.app, &uma, &of).await), Code::Forbidden);
        let stranger = world.caller("sven@tailspin.example");
        assert_eq!(code(ask(&world.app, &stranger, &of).await), Code::NotFound);
        let revoke = RevokeSession { user: world.user(UMA), session: again.person.session.unwrap() };
        assert_eq!(code(run(&world.app, &stranger, revoke.clone()).await), Code::NotFound);
        assert!(identify(&world.app, &second).await.unwrap().is_some());
        assert_send(run(&world.app, &anna, revoke)).await.unwrap();
        assert!(identify(&world.app, &second).await.unwrap().is_none());
        run(&world.app, &uma, SignOut).await.unwrap();
        assert!(identify(&world.app, &first).await.unwrap().is_none());
        let (third, uma) = session(&world, UMA).await;
        session(&world, UMA).await;
        run(&world.app, &uma, SignOutEverywhere).await.unwrap();
        assert!(identify(&world.app, &third).await.unwrap().is_none());
        let (fourth, _) = session(&world, UMA).await;
        run(&world.app, &anna, RevokeSessions { user: world.user(UMA) }).await.unwrap();
        assert!(identify(&world.app, &fourth).await.unwrap().is_none());
    })
    .await;
}

/// a disabled person is out with the commit.
#[tokio::test]
async fn disabling_ends_sessions() {
    each(async |world: World| {
        let (token, _) = session(&world, UMA).await;
        let switch = |enabled| SetUserEnabled { user: world.user(UMA), enabled, stamp: None };
        run(&world.app, &world.caller(ANNA), switch(false)).await.unwrap();
        assert!(identify(&world.app, &token).await.unwrap().is_none());
        run(&world.app, &world.caller(ANNA), switch(true)).await.unwrap();
        assert!(identify(&world.app, &token).await.unwrap().is_none(), "an ended session stays ended");
    })
    .await;
}

#[tokio::test]
async fn a_one_time_link_sets_a_password_once() {
    each(async |world: World| {
        let new = CreateUser {
            upn: "nina@contoso.example".to_owned(),
            display_name: "Nina New".to_owned(),
            language: "ko".to_owned(),
            time_zone: "Asia/Seoul".to_owned(),
        };
        let made = run(&world.app, &world.caller(ANNA), new).await.unwrap();
        let link = made.link.reveal();
        assert_eq!(look_at_link(&world.app, link).await.unwrap().display_name, "Nina New");
        let set = |new: &'static str, again: &'static str| {
            let app = world.app.clone();
            let link = link.to_owned();
            async move { set_password(&app, &link, new, again, &visit()).await }
        };
        assert_eq!(code(set("too short", "too short").await), Code::WeakPassword);
        assert_eq!(code(set("correct horse battery", "correct horse").await), Code::PasswordsDiffer);
        assert_eq!(
            set("correct horse battery", "correct horse battery").await.unwrap().as_str(),
            "nina@contoso.example"
        );
        assert_eq!(code(set("correct horse battery", "correct horse battery").await), Code::LinkInvalid);
        sign_in(&world.app, "nina@contoso.example", "correct horse battery", &visit()).await.unwrap();
        assert_eq!(events(&world, "contoso.example", EventKind::PasswordSet).await, 1);
        assert_eq!(code(look_at_link(&world.app, "unknown").await), Code::LinkInvalid);

        let (token, _) = session(&world, UMA).await;
        let make = MakePasswordLink { user: world.user(UMA) };
        let first = run(&world.app, &world.caller(ANNA), make.clone()).await.unwrap();
        let second = run(&world.app, &world.caller(ANNA), make.clone()).await.unwrap();
        assert_eq!(code(look_at_link(&world.app, first.reveal()).await), Code::LinkInvalid);
        let password = "another good password";
        set_password(&world.app, second.reveal(), password, password, &visit()).await.unwrap();
        assert!(identify(&world.app, &token).await.unwrap().is_none(), "sessions end with the password");
        let late = run(&world.app, &world.caller(ANNA), make).await.unwrap();
        world.clock.advance(DAY);
        assert_eq!(code(look_at_link(&world.app, late.reveal()).await), Code::LinkInvalid);
    })
    .await;
}
