//! Customers that partners add, on pages: from the form to the answer of the customer.

use domain::agent::Agent;
use service::{Settings, added_customers::send};
use testkit::{
    Database, Kind, PASSWORD, World,
    http::{Browser, Served},
    smtp::MailServer,
};

use super::mail::mailer;

const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const ADDED: &str = "/partner/customers/added";
const ADMIN: &str = "admin@contoso.customers.example.net";

async fn market(kind: Kind, is_on: bool) -> Served {
    let customer_domain = is_on.then(|| "customers.example.net".parse().unwrap());
    let settings = Settings { customer_domain, sends_mail: true, ..Settings::default() };
    let world = World::with(Database::fresh(kind).await, settings).await;
    world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
    Served::start(world).await
}

async fn add(pia: &mut Browser, label: &str) -> testkit::http::Answer {
    let new = format!("{ADDED}/new");
    pia.page(&new).await;
    let fields = [
        ("displayName", "Contoso Bakery"),
        ("domainLabel", label),
        ("preferredLanguage", "en"),
        ("administratorDisplayName", "Carla Baker"),
        ("mail", "carla@bakery.example"),
        ("defaultGranularRelationship", "on"),
    ];
    pia.post(&new, &fields).await
}

/// The customer's first administrator, who came by the invitation.
async fn come(served: &Served, server: &MailServer) -> Browser {
    send(&served.world.app, &mailer(server.port())).await.unwrap();
    let text = server.messages().last().expect("a message").text.clone();
    let line = text.lines().find(|line| line.contains("/set-password/")).expect("a link");
    let (_, secret) = line.trim().split_once("/set-password/").unwrap();
    let mut carla = served.visitor();
    let page = format!("/set-password/{secret}");
    carla.page(&page).await;
    carla.post(&page, &[("password", PASSWORD), ("repeated", PASSWORD)]).await;
    served.sign_in(ADMIN).await
}

/// The first address on a page that begins so.
fn address(page: &str, begin: &str) -> String {
    let (_, rest) = page.split_once(&format!("\"{begin}")).unwrap_or_else(|| panic!("{begin}: {page}"));
    format!("{begin}{}", rest.split('"').next().unwrap())
}

/// decision 6: an agent adds a customer on a page, sees it wait, and its administrator finds both requests where such
/// are answered, with plain words, and accepts each by itself.
#[tokio::test]
async fn a_customer_is_added_and_accepts_on_pages() {
    for kind in Kind::ALL {
        let server = MailServer::start().await;
        let served = market(kind, true).await;
        let mut pia = served.sign_in(PIA).await;
        assert!(pia.page("/partner/customers").await.contains(&format!("href=\"{ADDED}\"")));
        assert!(pia.page(ADDED).await.contains("No added customers"));
        let form = pia.page(&format!("{ADDED}/new")).await;
        assert!(form.contains("contoso.customers.example.net") && form.contains("<dd>US</dd>"), "{form}");
        let refused = add(&mut pia, "a.b").await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("id=\"domainLabel-error\""), "{}", refused.text());
        let made = add(&mut pia, "contoso").await;
        assert_eq!(made.location(), format!("{ADDED}?done=added"), "{}", made.text());
        let list = pia.page(&format!("{ADDED}?state=waiting&sort=displayName")).await;
        for told in
            ["Contoso Bakery", "contoso.customers.example.net", "carla@bakery.example", "Not sent yet"]
        {
            assert!(list.contains(told), "{told}: {list}");
        }
        let file = pia.get("/partner/customers/added.csv").await.text();
        assert!(file.lines().nth(1).unwrap().contains("Contoso Bakery"), "{file}");
        let (before, _) = list.split_once("/invite\"").expect("a button");
        let invite = format!("{}/invite", before.rsplit_once('"').unwrap().1);
        let early = pia.post(&invite, &[]).await;
        assert_eq!(early.status, 429, "{}", early.text());

        let mut carla = come(&served, &server).await;
        assert!(carla.page("/notices").await.contains("Northwind added your organization"));
        let page = carla.page("/settings/partner-relationships").await;
        assert!(
            page.contains("Northwind asks your organization") && page.contains("it belongs to you"),
            "{page}"
        );
        let reseller = address(&page, "/partners/invitation/resellerRelationships/");
        let granular = address(&page, "/partners/invitation/granularAdminRelationships/");
        carla.page(&reseller).await;
        let accepted = carla.post(&reseller, &[("shown", "false"), ("agreement", "on")]).await;
        assert_eq!(accepted.status, 303, "{}", accepted.text());
        let page = carla.page("/settings/partner-relationships").await;
        assert!(!page.contains("resellerRelationships/") && page.contains(&granular), "{page}");
        assert!(carla.page(&granular).await.contains("Default_"));
        let list = pia.page(ADDED).await;
        assert!(list.contains("Accepted") && !list.contains("/withdraw"), "{list}");
        assert!(pia.page("/partner/customers").await.contains("Contoso Bakery"));
    }
}

/// R-420, decision 6: the customer declines on a page and keeps its organization; the partner withdraws on a page, after it was asked.
#[tokio::test]
async fn what_is_asked_is_declined_or_withdrawn_on_pages() {
    for kind in Kind::ALL {
        let server = MailServer::start().await;
        let served = market(kind, true).await;
        let mut pia = served.sign_in(PIA).await;
        add(&mut pia, "contoso").await;
        let mut carla = come(&served, &server).await;
        let page = carla.page("/settings/partner-relationships").await;
        let decline = address(&page, "/settings/partner-relationships/asked/");
        assert!(carla.page(&decline).await.contains("Your organization stays as it is"));
        let declined = carla.post(&decline, &[]).await;
        assert_eq!(declined.location(), "/settings/partner-relationships?done=declined");
        let page = carla.page(declined.location()).await;
        assert!(page.contains("You declined") && !page.contains("asks your organization"), "{page}");
        assert!(pia.page(ADDED).await.contains("Declined"));
        let told = pia.page("/notices").await;
        let link = format!("<a href=\"{ADDED}\">Contoso Bakery, which you added, declined");
        assert!(told.contains(&link), "{told}");

        add(&mut pia, "second").await;
        let list = pia.page(&format!("{ADDED}?state=waiting")).await;
        let (before, _) = list.split_once("/withdraw\"").expect("a link");
        let withdraw = format!("{}/withdraw", before.rsplit_once('"').unwrap().1);
        assert!(pia.page(&withdraw).await.contains("its domain is free again"));
        let gone = pia.post(&withdraw, &[]).await;
        assert_eq!(gone.location(), format!("{ADDED}?done=withdrawn"), "{}", gone.text());
        assert!(pia.page(&format!("{ADDED}?state=withdrawn")).await.contains("Contoso Bakery"));
        assert_eq!(pia.get(&withdraw).await.status, 404);
    }
}

/// where the operator set no domain aside, there is no button and no page.
#[tokio::test]
async fn where_it_is_off_there_is_nothing() {
    let served = market(Kind::Sqlite, false).await;
    let mut pia = served.sign_in(PIA).await;
    assert!(!pia.page("/partner/customers").await.contains(ADDED));
    assert_eq!(pia.get(ADDED).await.status, 404);
    assert_eq!(pia.get(&format!("{ADDED}/new")).await.status, 403);
}
