//! One's own account and its tokens.

use domain::{event::EventKind, query::Filter, time::DAY};
use service::{
    Access, Caller, Code, Refusal, Wanted,
    access_tokens::{CreateAccessToken, OwnAccessTokens, RevokeAccessToken, SCHEMA},
    account::{EditAccount, OwnAccount, change_password},
    ask, run,
    sign_in::{identify, identify_token, sign_in},
};
use testkit::{PASSWORD, World, each};

use crate::{assert_send, code, events, visit};

const UMA: &str = "uma@contoso.example";

async fn signed_in(world: &World, password: &str) -> (String, Caller) {
    let signed = sign_in(&world.app, UMA, password, &visit()).await.unwrap();
    let token = signed.token.reveal().to_owned();
    let person = identify(&world.app, &token).await.unwrap().unwrap();
    let (request_id, address) = ("request".to_owned(), "192.0.2.8".to_owned());
    (token, Caller { person, request_id, address, idempotency_key: None })
}

#[tokio::test]
async fn language_and_time_zone_are_ones_own() {
    each(async |world: World| {
        let uma = world.caller(UMA);
        let edit =
            EditAccount { language: "ru".to_owned(), time_zone: "Asia/Tokyo".to_owned(), stamp: Some(1) };
        run(&world.app, &uma, edit.clone()).await.unwrap();
        let own = ask(&world.app, &uma, &OwnAccount).await.unwrap();
        assert_eq!((own.language.as_str(), own.time_zone.as_str()), ("ru", "Asia/Tokyo"));
        assert!(matches!(run(&world.app, &uma, edit).await, Err(Refusal::Stale)));
        let bad = EditAccount { language: "xx".to_owned(), time_zone: "Mars".to_owned(), stamp: None };
        match run(&world.app, &uma, bad).await {
            Err(Refusal::Invalid(_, faults)) => assert_eq!(faults.len(), 2, "all faults at once"),
            other => panic!("{other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn the_password_changes_with_the_old_one() {
    each(async |world: World| {
        let (other, _) = signed_in(&world, PASSWORD).await;
        let (token, uma) = signed_in(&world, PASSWORD).await;
        let new = "a longer new password";
        let wrong = change_password(&world.app, &uma, "not it at all", new, new).await;
        assert_eq!(code(wrong), Code::SignInFailed);
        assert_eq!(
            code(change_password(&world.app, &uma, PASSWORD, "short", "short").await),
            Code::WeakPassword
        );
        let by_token =
            Caller { person: service::Person { session: None, ..uma.person.clone() }, ..uma.clone() };
        assert_eq!(code(change_password(&world.app, &by_token, PASSWORD, new, new).await), Code::Forbidden);
        assert_send(change_password(&world.app, &uma, PASSWORD, new, new)).await.unwrap();
        assert!(identify(&world.app, &token).await.unwrap().is_some());
        assert!(identify(&world.app, &other).await.unwrap().is_none(), "other sessions end");
        assert_eq!(code(sign_in(&world.app, UMA, PASSWORD, &visit()).await), Code::SignInFailed);
        signed_in(&world, new).await;
        assert_eq!(events(&world, "contoso.example", EventKind::PasswordSet).await, 1);
    })
    .await;
}

#[tokio::test]
async fn tokens_read_or_write_and_end() {
    each(async |world: World| {
        let (_, uma) = signed_in(&world, PASSWORD).await;
        let new = |access, days| CreateAccessToken { name: "Backup".to_owned(), access, days };
        for days in [0, 366, -1] {
            assert_eq!(code(run(&world.app, &uma, new(Access::Read, days)).await), Code::OutOfRange);
        }
        let read = run(&world.app, &uma, new(Access::Read, 30)).await.unwrap();
        let person = identify_token(&world.app, read.secret.reveal()).await.unwrap().unwrap();
        assert_eq!((person.access, person.session), (Access::Read, None));
        let by_token = Caller { person, ..uma.clone() };
        ask(&world.app, &by_token, &OwnAccount).await.unwrap();
        assert_eq!(code(run(&world.app, &by_token, new(Access::Read, 1)).await), Code::ReadOnlyToken);
        let write = run(&world.app, &uma, new(Access::Write, 1)).await.unwrap();
        let person = identify_token(&world.app, write.secret.reveal()).await.unwrap().unwrap();
        let by_token = Caller { person, ..uma.clone() };
        assert_eq!(code(run(&world.app, &by_token, new(Access::Write, 1)).await), Code::Forbidden);
        let own = OwnAccessTokens { wanted: Wanted::first(1), count: true };
        let seen = ask(&world.app, &uma, &own).await.unwrap();
        assert_eq!((seen.page.items.len(), seen.count, seen.page.next.is_some()), (1, Some(2), true));
        let further =
            OwnAccessTokens { wanted: Wanted { after: seen.page.next, ..own.wanted }, count: false };
        let last = ask(&world.app, &uma, &further).await.unwrap().page;
        assert_eq!((last.items.len(), last.next), (1, None));
        assert_ne!(last.items[0].id, seen.page.items[0].id);
        let filter = "access eq 'read' and contains(displayName,'BACK') and lastUsedDateTime ne null";
        let reading = OwnAccessTokens {
            wanted: Wanted { filter: Some(Filter::parse(filter, &SCHEMA).unwrap()), ..Wanted::default() },
            count: true,
        };
        let found = ask(&world.app, &uma, &reading).await.unwrap();
        assert_eq!((found.page.items[0].id, found.count), (read.id, Some(1)));
        let others = ask(&world.app, &world.caller("anna@contoso.example"), &reading).await.unwrap();
        assert_eq!((others.page.items.len(), others.count), (0, Some(0)), "one's own alone");
        let stored =
            format!("select count(*) from access_tokens where name like '%{}%'", read.secret.reveal());
        assert_eq!(world.database.number(&stored).await, 0);
        let revoke = RevokeAccessToken { token: read.id };
        let stranger = world.caller("anna@contoso.example");
        assert_eq!(code(run(&world.app, &stranger, revoke.clone()).await), Code::NotFound);
        run(&world.app, &uma, revoke).await.unwrap();
        assert!(identify_token(&world.app, read.secret.reveal()).await.unwrap().is_none());
        world.clock.advance(DAY);
        assert!(identify_token(&world.app, write.secret.reveal()).await.unwrap().is_none());
        assert!(identify_token(&world.app, "stw_forged").await.unwrap().is_none());
    })
    .await;
}
