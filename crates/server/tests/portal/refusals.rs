//! What a reader is told when something is refused.

use testkit::{World, each, http::Served};

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
