//! Portals of services, on pages.

use domain::agent::Agent;
use testkit::{World, each, http::Served};

const BASE: &str = "/operator/service-portals";
const PIA: &str = "pia@northwind.example";

/// the operator registers, changes and removes portals on their pages; the record of a customer opens them apart, by links
/// alone, and so does its row in the list once it is opened.
#[tokio::test]
async fn portals_are_registered_and_opened() {
    each(async |world: World| {
        world.agents("northwind.example", &[(PIA, Agent::Admin)]).await;
        world.reseller("tailspin.example", "northwind.example", true).await;
        let tenant = world.organization("tailspin.example");
        let served = Served::start(world).await;
        let mut olga = served.sign_in("olga@operator.example").await;
        let mut pia = served.sign_in(PIA).await;
        for page in [BASE, "/operator/service-portals/new"] {
            assert_eq!(pia.get(page).await.status, 403, "{page}");
        }
        let record = format!("/partner/customers/{tenant}");
        assert!(!pia.page(&record).await.contains("Services"));

        assert!(olga.page(BASE).await.contains("No service portals yet"));
        let new = format!("{BASE}/new");
        olga.page(&new).await;
        let wrong = olga.post(&new, &[("displayName", "Mail"), ("urlTemplate", "http://mail.example")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains("must begin with https://") && wrong.text().contains("http://mail.example"));
        let good = [("displayName", "Mail & more"), ("urlTemplate", "https://mail.example/?to={domain}&amp=1")];
        assert_eq!(olga.post(&new, &good).await.status, 303);
        let page = pia.page(&record).await;
        let link = "href=\"https://mail.example/?to=tailspin.example&#38;amp=1\" target=\"_blank\" rel=\"noopener noreferrer\"";
        assert!(page.contains(link), "{page}");

        let rows = pia.page("/partner/customers").await;
        assert!(rows.contains("<details><summary>Portals for Tailspin Toys") && rows.contains(link), "{rows}");

        let list = olga.page(BASE).await;
        let (_, rest) = list.split_once(&format!("href=\"{BASE}/")).expect("a link");
        let rest = if rest.starts_with("new") { rest.split_once(&format!("href=\"{BASE}/")).unwrap().1 } else { rest };
        let edit = format!("{BASE}/{}", rest.split('"').next().unwrap());
        assert!(olga.page(&edit).await.contains("https://mail.example/?to={domain}"));
        let changed = [("displayName", "Mail"), ("urlTemplate", "https://mail.example/"), ("stamp", "1")];
        assert_eq!(olga.post(&edit, &changed).await.status, 303);
        assert_eq!(olga.post(&edit, &changed).await.status, 412, "of a version that is gone");
        let delete = edit.replace("/edit", "/delete");
        assert!(olga.page(&delete).await.contains("Remove the service portal Mail?"));
        assert_eq!(olga.post(&delete, &[("stamp", "1")]).await.status, 412);
        assert_eq!(olga.post(&delete, &[("stamp", "2")]).await.status, 303);
        assert!(!pia.page(&record).await.contains("mail.example"));
        assert!(!pia.page("/partner/customers").await.contains("<details><summary>Portals"));
    })
    .await;
}
