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
