//! What a reader is told when something is refused.

use testkit::{World, each, http::Served};

/// Who sends what to which form, and the status of the answer.
type Case<'a> = (&'a str, &'a str, &'a str, &'a [(&'a str, &'a str)], u16);

/// A refusal speaks the language of the account and names its request; before signing in it speaks English unless the
/// browser asks for another language.
#[tokio::test]
async fn refusals_speak_the_readers_language() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut fred = served.sign_in("fred@fabrikam.example").await;
        let foreign = served.world.room("contoso.example", "Berlin 1");
        for (path, status) in [(format!("/rooms/{foreign}"), 404), ("/operator/health".to_owned(), 403)] {
            let answer = fred.get(&path).await;
            assert_eq!(answer.status, status, "{path}");
            assert!(answer.text().contains("<html lang=\"ko\""), "{path}: {}", answer.text());
            assert!(answer.text().contains(answer.header("request-id")), "{path} names its request");
        }
        let mut nobody = served.visitor();
        assert!(nobody.get("/nothing").await.text().contains("<html lang=\"en\""));
    })
    .await;
}

/// a sentence above a form says which field it means, in the words of the page and the reader's language, and
/// does not repeat itself.
#[tokio::test]
async fn the_sentence_above_a_form_names_the_field() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let empty = [("displayName", ""), ("verifiedDomains", ""), ("preferredLanguage", "en")];
        let mut olga = served.sign_in("olga@operator.example").await;
        olga.page("/operator/organizations/new").await;
        let answer = olga.post("/operator/organizations/new", &empty).await;
        for text in
            ["Name: A value is required.", "Domains: A value is required.", "First administrator, Name: A"]
        {
            assert!(answer.text().contains(text), "{text}: {}", answer.text());
        }
        let mut fred = served.sign_in("fred@fabrikam.example").await;
        fred.page("/directory/users/new").await;
        let user =
            fred.post("/directory/users/new", &[("name", ""), ("account", "x"), ("language", "ko")]).await;
        assert!(user.text().contains("이름: 값을 입력해야 합니다."), "{}", user.text());
        let taken = olga.get("/operator/organizations?after=forged").await;
        assert_eq!(taken.status, 400);
        assert_eq!(taken.text().matches("The query cannot be read.").count(), 1);
        let long = "x".repeat(3 << 20);
        let large = olga.post("/operator/organizations/new", &[("displayName", &long)]).await;
        assert_eq!(
            (large.status.as_u16(), large.text().matches("The request is too large.").count()),
            (413, 1)
        );
    })
    .await;
}

/// a refused form is its page once more, with what is wrong above it, under the status of the refusal; the same page before it
/// is sent is no refusal.
#[tokio::test]
async fn a_refused_form_has_the_status_of_its_refusal() {
    each(async |world: World| {
        let room = format!("/rooms/{}", world.room("contoso.example", "Berlin 1"));
        let group = format!("/directory/groups/{}", world.security_group("northwind.example", "Service"));
        let ned = format!("/directory/users/{}", world.user("ned@northwind.example"));
        let contoso = format!("/operator/organizations/{}", world.organization("contoso.example"));
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        anna.page("/places/new").await;
        let made = anna.post("/places/new", &[("displayName", "Germany"), ("kind", "country")]).await;
        let place = made.location().split('?').next().unwrap().to_owned();
        let parent = place.rsplit('/').next().unwrap();
        let within = [("displayName", "Berlin"), ("kind", "city"), ("parentId", parent)];
        assert_eq!(anna.post("/places/new", &within).await.status, 303);
        let (nora, olga) = ("nora@northwind.example", "olga@operator.example");
        let anna = "anna@contoso.example";
        let unnamed = &[("displayName", ""), ("name", ""), ("stamp", "1")][..];
        let old = &[("stamp", "9"), ("displayName", "B"), ("deviceType", "panel"), ("kind", "country")][..];
        let cases: &[Case<'_>] = &[
            (anna, "/places/new", "", unnamed, 422),
            (anna, &place, "/edit", old, 412),
            (anna, &place, "/delete", &[("stamp", "1")], 409),
            (anna, "/rooms/new", "", unnamed, 422),
            (anna, &room, "/edit", old, 412),
            (anna, &room, "/edit", unnamed, 422),
            (anna, &room, "/delete", old, 412),
            (nora, "/directory/users/new", "", unnamed, 422),
            (nora, &ned, "/edit", unnamed, 422),
            (nora, &ned, "/disable", old, 412),
            (nora, &ned, "/enable", old, 412),
            (nora, &ned, "/delete", old, 412),
            (nora, "/directory/groups/new", "", unnamed, 422),
            (nora, &group, "/edit", unnamed, 422),
            (nora, &group, "/delete", old, 412),
            (nora, &group, "/add", &[], 422),
            (nora, "/directory/roles/global_administrator", "/add", &[], 422),
            (olga, "/operator/organizations/new", "", unnamed, 422),
            (olga, &contoso, "/edit", unnamed, 422),
            (olga, &contoso, "/domains", &[("domain", "x")], 422),
            (olga, &contoso, "/domains/contoso.example/remove", &[], 409),
            (olga, &contoso, "/administrator-link", unnamed, 422),
            (anna, "/account", "", &[("language", "xx"), ("stamp", "1")], 422),
            (anna, "/account", "/password", &[("password", "a"), ("repeated", "b")], 422),
            (anna, "/account", "/tokens", &[("token-name", "")], 422),
        ];
        let mut readers = std::collections::BTreeMap::new();
        for (upn, at, step, fields, status) in cases {
            if !readers.contains_key(upn) {
                readers.insert(*upn, served.sign_in(upn).await);
            }
            let browser = readers.get_mut(upn).unwrap();
            let path = format!("{at}{step}");
            // The form has an address of its own, or stands on the page of the thing.
            let form = if browser.get(&path).await.status == 200 { &path } else { *at };
            browser.page(form).await;
            let refused = browser.post(&path, fields).await;
            let page = refused.text();
            assert_eq!(refused.status, *status, "{path}: {page}");
            assert!(page.contains("role=\"alert\"") && page.contains("<form"), "{path}: {page}");
        }
        let anna = readers.get_mut(anna).unwrap();
        let refused = anna.get("/settings/audit-logs?from=2026-01-40").await;
        assert!(refused.status == 422 && refused.text().contains("role=\"alert\""), "{}", refused.text());
    })
    .await;
}
