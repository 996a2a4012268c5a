//! My account.

use testkit::{PASSWORD, World, each, http::Served};

/// Decision 14: whoever opens a page that offers more to others attempted nothing: no refusal stands in the log of their organization.
#[tokio::test]
async fn opening_a_page_is_no_refused_attempt() {
    each(async |world: World| {
        let served = Served::start(world).await;
        for (person, page) in [
            ("uma@contoso.example", "/account"),
            ("anna@contoso.example", "/account"),
            ("anna@contoso.example", "/rooms"),
            ("greta@contoso.example", "/rooms"),
            ("pia@northwind.example", "/account"),
        ] {
            let mut browser = served.sign_in(person).await;
            let shown = browser.page(page).await;
            assert!(!shown.is_empty(), "{person} {page}");
        }
        service::observe::write_down(&served.world.app, true).await.unwrap();
        let refused = "select count(*) from audit_events where kind = 'refused'";
        assert_eq!(served.world.database.number(refused).await, 0);
    })
    .await;
}

#[tokio::test]
async fn language_password_sessions_and_tokens() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut uma = served.sign_in("uma@contoso.example").await;
        let page = uma.page("/account").await;
        assert!(page.contains("Uma User") && page.contains("this browser"));

        let bad = uma.post("/account", &[("language", "xx"), ("time-zone", "Mars"), ("stamp", "1")]).await;
        assert!(bad.text().contains("This is not a time zone"), "{}", bad.text());
        let saved = [("language", "ko"), ("time-zone", "Asia/Seoul"), ("stamp", "1")];
        assert_eq!(uma.post("/account", &saved).await.location(), "/account?done=saved");
        assert!(uma.page("/account").await.contains("lang=\"ko\" dir=\"ltr\""));
        let back = [("language", "en"), ("time-zone", "Asia/Seoul")];
        uma.post("/account", &back).await;

        let made = uma
            .post("/account/tokens", &[("token-name", "Backup"), ("access", "read"), ("days", "30")])
            .await
            .text();
        let token = made.split_once("<code id=\"token\">").unwrap().1.split('<').next().unwrap().to_owned();
        assert!(token.starts_with("stw_"));
        let listed = uma.page("/account").await;
        assert!(listed.contains("Backup") && !listed.contains(&token), "a token is shown once");
        let days =
            uma.post("/account/tokens", &[("token-name", "Long"), ("access", "read"), ("days", "366")]).await;
        assert!(days.text().contains("1–365"), "{}", days.text());
        let id = listed.split_once("/account/tokens/").unwrap().1.split('/').next().unwrap().to_owned();
        assert!(uma.page(&format!("/account/tokens/{id}/revoke")).await.contains("End the token Backup?"));
        let ended = uma.post(&format!("/account/tokens/{id}/revoke"), &[]).await;
        assert_eq!(ended.location(), "/account?done=token");

        let mut other = served.sign_in("uma@contoso.example").await;
        uma.page("/account").await;
        let new = "a longer new password";
        let fields = |old| [("old-password", old), ("password", new), ("repeated", new)];
        let wrong = uma.post("/account/password", &fields("not this one")).await;
        assert!(wrong.text().contains("is wrong"), "{}", wrong.text());
        let changed = uma.post("/account/password", &fields(PASSWORD)).await;
        assert_eq!(changed.location(), "/account?done=password");
        assert!(other.get("/account").await.location().starts_with("/sign-in"), "other sessions end");
        assert_eq!(uma.post("/account/sign-out-everywhere", &[]).await.location(), "/sign-in");
        assert!(uma.get("/account").await.location().starts_with("/sign-in"));
    })
    .await;
}
