//! Coming in and going out by the front door.

use axum::http::Method;
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

/// whose session ended comes back to where they were: to the page that was asked for, to that of the form that was sent, and to the
/// list whose part was asked for; the address of a form alone is no page, and says so in words.
#[tokio::test]
async fn a_sign_in_leads_back() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut visitor = served.visitor();
        let list = "/incidents?severity=important&days=7";
        let wanted = "/sign-in?next=%2Fincidents%3Fseverity%3Dimportant%26days%3D7";
        assert_eq!(visitor.get(list).await.location(), wanted);
        let page = format!("https://steward.example{list}");
        assert_eq!(visitor.post_from(&page, "/incidents/take").await.location(), wanted);
        let part = visitor.part(Method::GET, "/incidents?severity=critical", &page).await;
        assert_eq!((part.status.as_u16(), part.header("hx-redirect")), (204, wanted));
        // Who tells no page begins at the start.
        assert_eq!(visitor.post("/incidents/take", &[]).await.location(), "/sign-in");

        let mut anna = served.sign_in("anna@contoso.example").await;
        let form = anna.get("/incidents/take").await;
        assert_eq!(form.status, 405);
        assert!(form.text().contains("There is no page at this address"), "{}", form.text());
    })
    .await;
}
