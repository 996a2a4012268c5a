//! Subscriptions on pages: the catalogue, a partner's customers, one's own organization.

use domain::agent::Agent;
use testkit::{
    World, each,
    http::{Browser, Served},
};

const TAILSPIN: &str = "tailspin.example";
const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const SVEN: &str = "sven@tailspin.example";
const OFFERS: &str = "/operator/subscription-offers";
const OWN: &str = "/settings/subscriptions";

async fn register(served: &Served, name: &str, kind: &str, months: &str) {
    let mut olga = served.sign_in("olga@operator.example").await;
    let new = format!("{OFFERS}/new");
    olga.page(&new).await;
    let fields = [("displayName", name), ("kind", kind), ("termMonths", months)];
    let made = olga.post(&new, &fields).await;
    assert_eq!(made.status, 303, "{}", made.text());
    assert!(olga.page(OFFERS).await.contains(name));
}

/// What stands in a page between two texts, the first time.
fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = page.split_once(before).unwrap_or_else(|| panic!("{before}: {page}"));
    rest.split_once(after).unwrap().0
}

/// Provisions the first offer of the form, and answers where the subscription is.
async fn provision(pia: &mut Browser, base: &str, name: &str) -> String {
    let new = format!("{base}/new");
    let form = pia.page(&new).await;
    let offer = between(&form, "<option value=\"", "\"").to_owned();
    let once = between(&form, "name=\"once\" value=\"", "\"").to_owned();
    let fields = [("offerId", offer.as_str()), ("displayName", name), ("quantity", "1"), ("once", &once)];
    let made = pia.post(&new, &fields).await;
    assert_eq!(made.status, 303, "{}", made.text());
    made.location().split('?').next().unwrap().to_owned()
}

/// an Admin agent provisions from the customer's record, uses what is inside, takes the list as a file, and is warned
/// before taking the own last Owner.
#[tokio::test]
async fn an_agent_provisions_and_uses() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
        world.reseller(TAILSPIN, NORTHWIND, false).await;
        let tenant = world.organization(TAILSPIN);
        let served = Served::start(world).await;
        register(&served, "Cloud", "metered", "").await;
        let mut pia = served.sign_in(PIA).await;
        let list = format!("/partner/subscriptions?customer={tenant}");
        let record = pia.page(&format!("/partner/customers/{tenant}")).await;
        assert!(record.contains(&format!("href=\"{list}\"")), "{record}");
        let base = format!("/partner/customers/{tenant}/subscriptions");
        assert!(pia.page(&list).await.contains(&format!("href=\"{base}/new\"")));
        let one = provision(&mut pia, &base, "Shop").await;
        let page = pia.page(&one).await;
        assert!(page.contains("AdminAgents") && page.contains("Owner"), "{page}");
        let made = pia.post(&format!("{one}/resources"), &[("displayName", "Web"), ("kind", "Server")]).await;
        assert_eq!(made.status, 303, "{}", made.text());
        let page = pia.page(&one).await;
        let resource = between(&page, &format!("{one}/resources/"), "\"").to_owned();
        let stop = [("stamp", "1"), ("state", "stopped")];
        assert_eq!(pia.post(&format!("{one}/resources/{resource}"), &stop).await.status, 303);
        assert!(pia.page(&one).await.contains("Stopped"));
        let file = pia.get("/partner/subscriptions.csv").await.text();
        assert!(file.contains("Subscription ID,Subscription,Quantity,Status,Reseller"), "{file}");
        assert!(file.contains("Shop,1,active,Northwind,Tailspin Toys"), "{file}");
        let page = pia.page(&one).await;
        let role = between(&page, &format!("{one}/roles/"), "/remove").to_owned();
        let remove = format!("{one}/roles/{role}/remove");
        let asked = pia.page(&remove).await;
        assert!(asked.contains("It is the last Owner of your organization"), "{asked}");
        assert_eq!(pia.post(&remove, &[]).await.status, 303);
        assert!(pia.page(&one).await.contains("No role opens this subscription to you"));

        let mut nora = served.sign_in("nora@northwind.example").await;
        let end = format!("/partner/customers/{tenant}/end");
        let told = nora.page(&end).await;
        assert!(told.contains("1 subscription that your organization sold is still running"), "{told}");
        pia.page(&format!("{one}/cancel")).await;
        let page = pia.page(&format!("{one}/cancel")).await;
        let stamp = between(&page, "name=\"stamp\" value=\"", "\"").to_owned();
        assert_eq!(pia.post(&format!("{one}/cancel"), &[("stamp", &stamp)]).await.status, 303);
        assert!(!nora.page(&end).await.contains("is still running"));
    })
    .await;
}

/// Q25: the customer sees each subscription with everybody who holds a role on it, and ends each; licences are given and taken
/// beside it.
#[tokio::test]
async fn the_customer_sees_and_ends() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
        world.reseller(TAILSPIN, NORTHWIND, true).await;
        let tenant = world.organization(TAILSPIN);
        let served = Served::start(world).await;
        register(&served, "Cloud", "metered", "").await;
        let mut pia = served.sign_in(PIA).await;
        let base = format!("/partner/customers/{tenant}/subscriptions");
        let theirs = provision(&mut pia, &base, "Shop").await;
        let mut sven = served.sign_in(SVEN).await;
        assert!(sven.page("/settings/partner-relationships").await.contains(&format!("href=\"{OWN}\"")));
        let list = sven.page(OWN).await;
        assert!(list.contains("Shop") && list.contains("Northwind"), "{list}");
        let one = format!("{OWN}/{}", theirs.rsplit('/').next().unwrap());
        let page = sven.page(&one).await;
        let role = between(&page, &format!("{one}/roles/"), "/remove").to_owned();
        let remove = format!("{one}/roles/{role}/remove");
        sven.page(&remove).await;
        assert_eq!(sven.post(&remove, &[]).await.status, 303);
        assert!(sven.page(&one).await.contains("Nobody holds a role."));
        assert_eq!(
            pia.post(&format!("{theirs}/resources"), &[("displayName", "W"), ("kind", "S")]).await.status,
            404
        );

        let new = format!("{OWN}/new");
        sven.page(&new).await;
        let fields =
            [("displayName", "Seats"), ("offerName", "Elsewhere"), ("kind", "licences"), ("quantity", "2")];
        let made = sven.post(&new, &fields).await;
        assert_eq!(made.status, 303, "{}", made.text());
        let seats = made.location().split('?').next().unwrap().to_owned();
        assert!(sven.page(&seats).await.contains(&format!("href=\"{seats}/licences\"")));
        let licences = format!("{seats}/licences");
        sven.page(&licences).await;
        let wrong = sven.post(&licences, &[("userPrincipalName", "nobody@tailspin.example")]).await;
        assert_eq!(wrong.status, 422, "{}", wrong.text());
        let given = sven.post(&licences, &[("userPrincipalName", "stina@tailspin.example")]).await;
        assert_eq!(given.status, 303, "{}", given.text());
        let page = sven.page(&licences).await;
        assert!(page.contains("Stina Stranger") && page.contains("Assigned: 1 of 2"), "{page}");
        let withdraw = between(&page, &format!("{licences}/"), "\"").to_owned();
        assert_eq!(sven.post(&format!("{licences}/{withdraw}"), &[]).await.status, 303);
        assert!(sven.page(&licences).await.contains("Nobody has a licence"));
        let mut stina = served.sign_in("stina@tailspin.example").await;
        assert_eq!(stina.get(OWN).await.status, 403);
        assert!(pia.page(&format!("{base}/licences")).await.contains("Seats"), "with privileges");
    })
    .await;
}
