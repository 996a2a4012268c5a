//! Settings > Applications, as a browser without script gets it (§4.1, decision 6).

use testkit::{World, each, http::Served};

const BASE: &str = "/settings/applications";
const ANNA: &str = "anna@contoso.example";

/// §4.1: an application is registered, set, gets a secret that is shown once, is disabled and enabled, loses its secret, and is deleted.
#[tokio::test]
async fn an_application_is_looked_after() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut anna = served.sign_in(ANNA).await;
        assert!(anna.page(BASE).await.contains("No applications"));
        let new = format!("{BASE}/new");
        assert!(anna.page(&new).await.contains("AuditLog.Read.All"));
        let wrong =
            anna.post(&new, &[("displayName", "Board"), ("redirectUris", "http://board.example/")]).await;
        assert_eq!(wrong.status, 422);
        assert!(
            wrong.text().contains("http://board.example/")
                && wrong.text().contains("id=\"redirectUris-error\"")
        );
        let fields = [
            ("displayName", "Board"),
            ("redirectUris", "https://board.example/\r\n\r\nhttp://localhost/\r\n"),
            ("applicationPermissions", "AuditLog.Read.All"),
            ("applicationPermissions", "User.Read.All"),
        ];
        let made = anna.post(&new, &fields).await;
        assert_eq!(made.status, 303, "{}", made.text());
        let at = made.location().split('?').next().unwrap().to_owned();
        let page = anna.page(made.location()).await;
        for text in [
            "Add a secret so that",
            "Read the audit log",
            "https://board.example/<br>http://localhost/",
            "No secrets",
        ] {
            assert!(page.contains(text), "{text}: {page}");
        }
        assert!(anna.page(&format!("{BASE}?q=boa")).await.contains(&at));
        assert!(anna.page(&format!("{BASE}?state=disabled")).await.contains("Nothing found"));

        let add = format!("{at}/secrets/new");
        anna.page(&add).await;
        let wrong = anna.post(&add, &[("displayName", "First"), ("days", "1000")]).await;
        assert_eq!(wrong.status, 422);
        let added = anna.post(&add, &[("displayName", "First"), ("days", "30")]).await;
        assert!(added.text().contains("stwa_"), "{}", added.text());
        let page = anna.page(&at).await;
        assert!(page.contains("First") && !page.contains("stwa_"), "shown once");

        anna.post(&format!("{at}/switch"), &[("isEnabled", "no")]).await;
        assert!(anna.page(&format!("{BASE}?state=disabled")).await.contains(&at));
        anna.post(&format!("{at}/switch"), &[("isEnabled", "yes")]).await;
        let edit = format!("{at}/edit");
        assert!(
            anna.page(&edit)
                .await
                .contains("value=\"User.Read.All\" aria-describedby=\"applicationPermissions-help\" checked")
        );
        let stale = anna.post(&edit, &[("displayName", "Wall"), ("stamp", "1")]).await;
        assert_eq!(stale.status, 412);
        assert_eq!(anna.post(&edit, &[("displayName", "Wall")]).await.status, 303);

        let page = anna.page(&at).await;
        let (_, rest) = page.split_once(&format!("href=\"{at}/secrets/")).unwrap();
        let (_, rest) = rest.split_once(&format!("href=\"{at}/secrets/")).unwrap();
        let remove = format!("{at}/secrets/{}", rest.split('"').next().unwrap());
        assert!(anna.page(&remove).await.contains("Remove the secret First?"));
        assert_eq!(anna.post(&remove, &[]).await.status, 303);
        assert!(anna.page(&at).await.contains("No secrets"));
        assert!(anna.page(&format!("{at}/delete")).await.contains("Delete Wall?"));
        assert_eq!(anna.post(&format!("{at}/delete"), &[]).await.status, 303);
        assert_eq!(anna.get(&at).await.status, 404);
    })
    .await;
}

/// Decision 6: the page is there for Global administrators of the organization itself, and no link leads others to it.
#[tokio::test]
async fn others_do_not_come_there() {
    each(async |world: World| {
        let served = Served::start(world).await;
        assert!(served.sign_in(ANNA).await.page("/rooms").await.contains(BASE));
        for upn in ["mats@contoso.example", "greta@contoso.example", "uma@contoso.example"] {
            let mut browser = served.sign_in(upn).await;
            assert!(!browser.page("/account").await.contains(BASE), "{upn}");
            for page in [BASE, "/settings/applications/new"] {
                assert_eq!(browser.get(page).await.status, 403, "{upn} {page}");
            }
        }
        let mut olga = served.sign_in("olga@operator.example").await;
        assert!(olga.page("/operator/organizations").await.contains(BASE), "the operator's own");
    })
    .await;
}
