//! Releases and the keys that sign them, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use domain::id::{Id, Release};
use service::{
    Code, Realm, Refusal, ask,
    releases::{AdoptRelease, OfferedOf, RegisterRelease, ReleaseOf, Releases, ReleasesOf, SetReleaseKey},
    run,
};
use testkit::{Signer, World, each, each_linked, signer::document};

const ANNA: &str = "anna@contoso.example";
const PIA: &str = "pia@northwind.example";
const OLGA: &str = "olga@operator.example";
const CONTOSO: &str = "contoso.example";

async fn set_key(world: &World, upn: &str, key: &Signer) -> Result<(), Refusal> {
    let command = SetReleaseKey { public_key: key.public_key(), signed: String::new() };
    run(&world.app, &world.caller(upn), command).await
}

async fn change_key(world: &World, signed: String) -> Result<(), Refusal> {
    run(&world.app, &world.caller(ANNA), SetReleaseKey { signed, ..SetReleaseKey::default() }).await
}

async fn register(world: &World, upn: &str, signed: &str) -> Result<Id<Release>, Refusal> {
    run(&world.app, &world.caller(upn), RegisterRelease { signed: signed.to_owned() }).await
}

async fn releases(world: &World, upn: &str, realm: Realm) -> Releases {
    ask(&world.app, &world.caller(upn), &ReleasesOf { realm }).await.unwrap()
}

fn fields(refusal: Refusal) -> Vec<(String, Code)> {
    let Refusal::Invalid(_, faults) = refusal else { panic!("{refusal:?}") };
    faults.into_iter().map(|fault| (fault.field, fault.code)).collect()
}

fn fault(field: &str, code: Code) -> Vec<(String, Code)> {
    vec![(field.to_owned(), code)]
}

/// R-259, decision 23: a release is registered as it was signed by the key of the organization, once, and by nothing else.
#[tokio::test]
async fn a_release_is_registered_as_it_was_signed() {
    each(async |world: World| {
        let (key, other) = (Signer::of(1), Signer::of(2));
        let signed = key.release("5.4.2");
        let refused = register(&world, ANNA, &signed).await;
        assert!(matches!(refused, Err(Refusal::Conflict(Code::ReleaseKeyMissing, _))), "{refused:?}");
        set_key(&world, ANNA, &key).await.unwrap();
        let id = register(&world, ANNA, &signed).await.unwrap();
        let again = register(&world, ANNA, &key.release("5.4.2.0")).await;
        assert!(
            matches!(again, Err(Refusal::Conflict(Code::AlreadyExists, Some(same))) if same == id.uuid())
        );
        let listed = releases(&world, ANNA, Realm::Own).await;
        assert_eq!((listed.own.len(), listed.own[0].release.version.to_string().as_str()), (1, "5.4.2"));
        let question = ReleaseOf { realm: Realm::Own, release: id };
        let one = ask(&world.app, &world.caller(ANNA), &question).await.unwrap();
        assert_eq!(serde_json::to_string(&one.signed).unwrap(), signed, "byte for byte");

        let invalid = |refused: Result<Id<Release>, Refusal>| fields(refused.unwrap_err());
        let wrong = fault("signedRelease", Code::SignatureInvalid);
        assert_eq!(invalid(register(&world, ANNA, &other.release("5.5")).await), wrong);
        assert_eq!(invalid(register(&world, ANNA, &key.release("5.5").replace("5.5", "9.9")).await), wrong);
        let no_document = fault("signedRelease", Code::NotASignedDocument);
        assert_eq!(invalid(register(&world, ANNA, "{}").await), no_document);
        assert_eq!(invalid(register(&world, ANNA, &key.vouch(&other)).await), no_document);
        assert_eq!(invalid(register(&world, ANNA, "").await), fault("signedRelease", Code::Required));
        let text = document("five", "windowsRoom", false).replace("https:", "ftp:");
        let all = vec![
            ("signedRelease".to_owned(), Code::NotAVersion),
            ("signedRelease".to_owned(), Code::NotAnAddress),
        ];
        assert_eq!(invalid(register(&world, ANNA, &key.sign(&text)).await), all);
        let sql =
            "select count(*) from audit_events where kind = 'release.added' and changes like '%sha256%'";
        assert_eq!(world.database.number(sql).await, 1);
    })
    .await;
}

/// Decision 23: another key takes the place of the first only where that one signed it; Steward keeps what it signed.
#[tokio::test]
async fn a_change_of_key_needs_the_old_one() {
    each(async |world: World| {
        let (first, second, thief) = (Signer::of(1), Signer::of(2), Signer::of(3));
        let short = SetReleaseKey { public_key: "abc".to_owned(), signed: String::new() };
        let wrong = run(&world.app, &world.caller(ANNA), short).await;
        assert_eq!(fields(wrong.unwrap_err()), fault("publicKey", Code::NotAReleaseKey));
        set_key(&world, ANNA, &first).await.unwrap();
        let refused = set_key(&world, ANNA, &thief).await.unwrap_err();
        assert_eq!(fields(refused), fault("signedKey", Code::Required), "no second key comes as a first one");
        let refused = change_key(&world, thief.vouch(&thief)).await.unwrap_err();
        assert_eq!(fields(refused), fault("signedKey", Code::SignatureInvalid));
        let refused = change_key(&world, first.release("1.0")).await.unwrap_err();
        assert_eq!(fields(refused), fault("signedKey", Code::NotASignedDocument));
        change_key(&world, first.vouch(&second)).await.unwrap();
        let listed = releases(&world, ANNA, Realm::Own).await;
        assert_eq!(listed.key.map(|key| (key.number, key.public_key)), Some((2, second.public_key())));
        assert!(register(&world, ANNA, &first.release("5.4")).await.is_err(), "the old key signs no more");
        register(&world, ANNA, &second.release("5.4")).await.unwrap();
        let refused = change_key(&world, first.vouch(&thief)).await.unwrap_err();
        assert_eq!(fields(refused), fault("signedKey", Code::SignatureInvalid));
        let sql = "select count(*) from audit_events where kind = 'key.release_key_set'";
        assert_eq!(world.database.number(sql).await, 2);
    })
    .await;
}

/// Decision 23, R-266: nobody of a partner registers a release or sets a key, whatever they hold at the customer; what they send is
/// registered in their own organization alone. They see what they may see rings of.
#[tokio::test]
async fn a_partner_registers_nothing_at_a_customer() {
    each_linked(async |world: World, _| {
        let key = Signer::of(1);
        set_key(&world, ANNA, &key).await.unwrap();
        register(&world, ANNA, &key.release("5.4.2")).await.unwrap();
        let there = Realm::Customer(world.organization(CONTOSO));
        let seen = releases(&world, PIA, there).await;
        assert_eq!((seen.own.len(), seen.may_register, seen.may_set_key), (1, false, false));
        assert!(seen.offered.is_empty() && seen.key_of_operator.is_none());
        let refused = register(&world, PIA, &key.release("5.5")).await;
        assert!(matches!(refused, Err(Refusal::Denied(..))), "{refused:?}");
        let refused = set_key(&world, PIA, &key).await;
        assert!(matches!(refused, Err(Refusal::Denied(..))), "{refused:?}");
        assert_eq!(releases(&world, ANNA, Realm::Own).await.own.len(), 1);
    })
    .await;
}

/// Decision 23: a release of the operator is offered to every organization; it is adopted where the organization trusts the key of
/// the operator, or signs it itself.
#[tokio::test]
async fn a_release_of_the_operator_is_adopted() {
    each(async |world: World| {
        let (theirs, own) = (Signer::of(7), Signer::of(1));
        set_key(&world, OLGA, &theirs).await.unwrap();
        let offered = register(&world, OLGA, &theirs.release("6.0")).await.unwrap();
        let listed = releases(&world, ANNA, Realm::Own).await;
        assert_eq!(listed.offered.iter().map(|release| release.id).collect::<Vec<_>>(), [offered]);
        assert_eq!(listed.key_of_operator.as_ref().map(|key| &key.public_key), Some(&theirs.public_key()));
        let adopt = async || run(&world.app, &world.caller(ANNA), AdoptRelease { release: offered }).await;
        assert!(matches!(adopt().await, Err(Refusal::Conflict(Code::ReleaseKeyMissing, _))));
        set_key(&world, ANNA, &own).await.unwrap();
        assert_eq!(fields(adopt().await.unwrap_err()), fault("release", Code::SignatureInvalid));
        let question = OfferedOf { release: offered };
        let text = ask(&world.app, &world.caller(ANNA), &question).await.unwrap().signed.document;
        register(&world, ANNA, &own.sign(&text)).await.unwrap();
        let listed = releases(&world, ANNA, Realm::Own).await;
        assert_eq!((listed.own.len(), listed.offered.len()), (1, 0), "signed by itself");

        change_key(&world, own.vouch(&theirs)).await.unwrap();
        let next = register(&world, OLGA, &theirs.release("6.1")).await.unwrap();
        assert!(releases(&world, ANNA, Realm::Own).await.trusts_operator());
        run(&world.app, &world.caller(ANNA), AdoptRelease { release: next }).await.unwrap();
        assert_eq!(releases(&world, ANNA, Realm::Own).await.own.len(), 2);
    })
    .await;
}
