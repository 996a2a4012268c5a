//! Coming in and going out by the front door.

use testkit::{World, each, http::Served};

/// an account name and a password open the portal; signing out closes it for this browser.
#[tokio::test]
async fn a_person_signs_in_and_out() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut visitor = served.visitor();
        let refused = visitor.get("/settings/audit-logs").await;
        assert!(refused.location().starts_with("/sign-in?next="), "{refused:?}");

        let mut anna = served.sign_in("anna@contoso.example").await;
        assert!(anna.page("/settings/audit-logs").await.contains("Contoso"));
        let token = anna.cookie("steward-session").unwrap().to_owned();
        assert_eq!(anna.post("/sign-out", &[]).await.location(), "/sign-in");
        assert_eq!(anna.cookie("steward-session"), None);
        assert!(service::sign_in::identify(&served.world.app, &token).await.unwrap().is_none());
    })
    .await;
}

/// A wrong password opens nothing, and a form without this browser's token is refused.
#[tokio::test]
async fn what_does_not_fit_opens_nothing() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut visitor = served.visitor();
        let wrong = visitor.sign_in("anna@contoso.example", "not her password at all").await;
        assert_eq!(wrong.status, 200);
        assert_eq!(visitor.cookie("steward-session"), None);

        let mut anna = served.sign_in("anna@contoso.example").await;
        assert_eq!(anna.post_with("/sign-out", "foreign", &[]).await.status, 403);
        anna.page("/settings/audit-logs").await;
    })
    .await;
}
