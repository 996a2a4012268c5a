//! Settings > General: the logo of one's own organization.

use testkit::{World, each, http::Served};

const ANNA: &str = "anna@contoso.example";
/// As much of a picture as tells what it is.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n the logo of Contoso";

/// who sets the settings of the own organization sets its logo and takes it away; everybody there sees it, nobody else. It is
/// never shown as anything but a picture, and each change stands in the log.
#[tokio::test]
async fn a_logo_is_set_and_taken_away() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut anna = served.sign_in(ANNA).await;
        assert_eq!(anna.get("/settings/general/logo").await.status, 404);
        let page = anna.page("/settings/general").await;
        assert!(page.contains("action=\"/settings/general/logo\"") && !page.contains("<img class=\"logo\""));
        let set = anna.upload("/settings/general/logo", "logo.png", PNG).await;
        assert_eq!(set.location(), "/settings/general?logo", "{}", set.text());
        let page = anna.page("/settings/general?logo").await;
        assert!(
            page.contains("The logo is set.") && page.contains("src=\"/settings/general/logo?v="),
            "{page}"
        );
        // Said again, it changes nothing.
        anna.upload("/settings/general/logo", "again.png", PNG).await;
        let mut uma = served.sign_in("uma@contoso.example").await;
        let shown = uma.get("/settings/general/logo").await;
        assert_eq!(shown.body.as_slice(), PNG);
        assert!(shown.header("content-disposition").starts_with("attachment"));
        assert_eq!(shown.header("content-type"), "image/png");
        assert_eq!(uma.upload("/settings/general/logo", "mine.png", PNG).await.status, 403);
        for other in ["nora@northwind.example", "sven@tailspin.example"] {
            let mut other = served.sign_in(other).await;
            assert_eq!(other.get("/settings/general/logo").await.status, 404);
        }
        anna.page("/settings/general").await;
        let removed = anna.post("/settings/general/logo/remove", &[]).await;
        assert_eq!(removed.location(), "/settings/general?no-logo");
        assert_eq!(uma.get("/settings/general/logo").await.status, 404);
        let edited = "select count(*) from audit_events where kind = 'organization.edited'";
        assert_eq!(served.world.database.number(edited).await, 2);
    })
    .await;
}

/// what is no small picture is refused with the reason beside the field, and the logo stays as it was.
#[tokio::test]
async fn an_unfit_logo_is_refused() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut anna = served.sign_in(ANNA).await;
        anna.page("/settings/general").await;
        anna.upload("/settings/general/logo", "logo.png", PNG).await;
        let large = [PNG, &vec![0; 256 << 10]].concat();
        for (name, content) in [("logo.svg", &b"<svg/>"[..]), ("logo.png", &large)] {
            let refused = anna.upload("/settings/general/logo", name, content).await;
            assert_eq!(refused.status, 422);
            assert!(refused.text().contains("A logo is a PNG or JPEG picture of up to 256 KB."));
            assert!(refused.text().contains("aria-invalid=\"true\""));
        }
        assert_eq!(anna.get("/settings/general/logo").await.body.as_slice(), PNG);
    })
    .await;
}
