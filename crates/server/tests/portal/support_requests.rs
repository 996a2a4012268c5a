//! Support requests on pages: from a customer's record to the vendor's answer, and what the customer sees of it.

use domain::{agent::Agent, support_request::WithoutRights};
use service::Settings;
use testkit::{
    Database, Kind, World, each,
    http::{Browser, Served},
};

const TAILSPIN: &str = "tailspin.example";
const NORTHWIND: &str = "northwind.example";
/// Admin agent.
const PIA: &str = "pia@northwind.example";
/// Sales agent.
const PAUL: &str = "paul@northwind.example";
/// Global administrator of the customer.
const SVEN: &str = "sven@tailspin.example";
/// Of the operator.
const OLGA: &str = "olga@operator.example";
const OWN: &str = "/settings/support-requests";
const CUSTOMERS: &str = "/partner/support-requests";
const VENDOR: &str = "/operator/support-requests";

/// What stands in a page between two texts, the first time.
fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = page.split_once(before).unwrap_or_else(|| panic!("{before}: {page}"));
    rest.split_once(after).unwrap().0
}

async fn write(browser: &mut Browser, page: &str, text: &str) {
    let shown = browser.page(page).await;
    let once = between(&shown, "name=\"once\" value=\"", "\"").to_owned();
    let sent = browser.post(&format!("{page}/messages"), &[("text", text), ("once", &once)]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert!(browser.page(sent.location()).await.contains("The message was sent."));
}

/// an agent asks from the customer's record, about a service that the operator registered; the operator answers, the customer reads
/// all of it, writes and ends it; each finds it in a list with search, filters and a file.
#[tokio::test]
async fn an_agent_asks_and_a_vendor_answers() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin), (PAUL, Agent::Sales)]).await;
        world.reseller(TAILSPIN, NORTHWIND, false).await;
        let tenant = world.organization(TAILSPIN);
        let served = Served::start(world).await;
        let mut olga = served.sign_in(OLGA).await;
        olga.page("/operator/service-portals/new").await;
        let portal = [("displayName", "Mail"), ("urlTemplate", "https://mail.example/{tenantId}")];
        assert_eq!(olga.post("/operator/service-portals/new", &portal).await.status, 303);

        let mut pia = served.sign_in(PIA).await;
        let list = format!("{CUSTOMERS}?customer={tenant}");
        let record = pia.page(&format!("/partner/customers/{tenant}")).await;
        assert!(
            record.contains(&format!("href=\"{list}\"")) && record.contains(&format!("href=\"{CUSTOMERS}\""))
        );
        assert!(pia.page(CUSTOMERS).await.contains("No support requests"));
        let new = format!("/partner/customers/{tenant}/support-requests/new");
        assert!(pia.page(&list).await.contains(&format!("href=\"{new}\"")));
        let form = pia.page(&new).await;
        assert!(form.contains("On behalf of Tailspin Toys"), "{form}");
        let service = between(&form, "<option value=\"\">Steward</option><option value=\"", "\"").to_owned();
        let once = between(&form, "name=\"once\" value=\"", "\"").to_owned();
        let fields = [
            ("serviceId", service.as_str()),
            ("title", "No <mail>"),
            ("description", "Nothing arrives\nsince Monday"),
            ("severity", "critical"),
            ("once", &once),
        ];
        let wrong = pia.post(&new, &[("title", ""), ("severity", "critical")]).await;
        assert_eq!(wrong.status, 422);
        assert!(
            wrong.text().contains("id=\"title-error\"") && wrong.text().contains("id=\"description-error\"")
        );
        let made = pia.post(&new, &fields).await;
        assert_eq!(made.status, 303, "{}", made.text());
        assert_eq!(pia.post(&new, &fields).await.location(), made.location(), "sent twice, opened once");
        let theirs = made.location().split('?').next().unwrap().to_owned();
        let page = pia.page(made.location()).await;
        for told in ["The request is open.", "No &#60;mail&#62;", "Waits for the vendor", "Mail", "Critical"]
        {
            assert!(page.contains(told), "{told}: {page}");
        }

        let own = format!("{OWN}/{}", theirs.rsplit('/').next().unwrap());
        let desk = format!("{VENDOR}/{tenant}/{}", theirs.rsplit('/').next().unwrap());
        let notices = olga.page("/notices").await;
        assert!(
            notices.contains("Northwind opened a support request on behalf of Tailspin Toys"),
            "{notices}"
        );
        assert!(notices.contains(&format!("href=\"{desk}\"")));
        assert!(olga.page(VENDOR).await.contains(&format!("href=\"{desk}\"")));
        write(&mut olga, &desk, "Since when?").await;
        let page = pia.page(&theirs).await;
        assert!(page.contains("Vendor support") && page.contains("Since when?") && page.contains("Answered"));
        assert!(!page.contains(OLGA), "who of the vendor answers is not told: {page}");
        let mut sven = served.sign_in(SVEN).await;
        assert!(sven.page("/settings/partner-relationships").await.contains(&format!("href=\"{OWN}\"")));
        let notices = sven.page("/notices").await;
        assert!(notices.contains(&format!("href=\"{own}\"")), "{notices}");
        write(&mut sven, &own, "Since Monday.").await;
        let page = pia.page(&theirs).await;
        assert!(
            page.contains("Tailspin Toys") && page.contains("Since Monday.") && !page.contains(SVEN),
            "{page}"
        );
        let page = sven.page(&own).await;
        assert!(page.contains(PIA) && page.contains(SVEN) && !page.contains(OLGA), "{page}");
        let holdings =
            format!("/settings/partner-relationships/partners/{}", served.world.organization(NORTHWIND));
        let held = sven.page(&holdings).await;
        assert!(held.contains("Support request") && held.contains(&format!("href=\"{own}\"")), "{held}");
        assert!(held.contains("No &#60;mail&#62;"), "by its title, to whoever may read it: {held}");

        for (browser, list) in [(&mut pia, CUSTOMERS), (&mut sven, OWN), (&mut olga, VENDOR)] {
            for (query, is_there) in [
                ("q=mail", true),
                ("q=post", false),
                ("state=open", true),
                ("state=answered", false),
                ("state=unclosed&sort=severity", true),
                ("sort=-title", true),
            ] {
                let page = browser.page(&format!("{list}?{query}")).await;
                assert_eq!(page.contains("No &#60;mail&#62;"), is_there, "{list}?{query}: {page}");
            }
            let about = browser.page(&format!("{list}?service={service}&state=open")).await;
            assert!(about.contains("No &#60;mail&#62;") && about.contains("selected>Mail"), "{about}");
            let file = browser.get(&format!("{list}.csv?state=open")).await.text();
            assert!(file.starts_with("Request ID,Title,Customer,Partner,Service,Severity,Status"), "{file}");
            assert!(file.contains("No <mail>,Tailspin Toys,Northwind,Mail,critical,open,"), "{file}");
            assert_eq!(browser.get(&format!("{list}.csv?state=closed")).await.text().lines().count(), 1);
        }

        let page = sven.page(&own).await;
        let stamp = between(&page, "name=\"stamp\" value=\"", "\"").to_owned();
        assert_eq!(sven.post(&format!("{own}/close"), &[("stamp", "1")]).await.status, 412);
        let closed = sven.post(&format!("{own}/close"), &[("stamp", &stamp)]).await;
        assert_eq!(closed.status, 303, "{}", closed.text());
        let page = pia.page(&theirs).await;
        assert!(
            page.contains("Closed") && !page.contains("/messages\"") && !page.contains("/close\""),
            "{page}"
        );
        assert_eq!(pia.post(&format!("{theirs}/messages"), &[("text", "But")]).await.status, 409);

        // the partner's activity log has the words.
        let log = served.sign_in("nora@northwind.example").await.page("/partner/settings/activity-log").await;
        assert!(log.contains("Support request opened on behalf of the customer"), "{log}");
    })
    .await;
}

/// R-420, decisions 6, 7: whoever has no part in it finds neither page nor link.
#[tokio::test]
async fn others_find_nothing() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin), (PAUL, Agent::Sales)]).await;
        world.reseller(TAILSPIN, NORTHWIND, true).await;
        let tenant = world.organization(TAILSPIN);
        let served = Served::start(world).await;
        let mut paul = served.sign_in(PAUL).await;
        let record = paul.page(&format!("/partner/customers/{tenant}")).await;
        assert!(!record.contains("support-requests"), "{record}");
        let new = format!("/partner/customers/{tenant}/support-requests/new");
        for page in [CUSTOMERS, new.as_str()] {
            assert_eq!(paul.get(page).await.status, 403, "{page}");
        }
        let mut stina = served.sign_in("stina@tailspin.example").await;
        assert!(!stina.page("/account").await.contains("support-requests"));
        for upn in ["stina@tailspin.example", "ada@adventure.example"] {
            let mut browser = served.sign_in(upn).await;
            assert_eq!(browser.get(VENDOR).await.status, 403, "{upn}");
            assert_eq!(browser.get(&new).await.status, 404, "{upn}");
        }
        assert_eq!(stina.get(OWN).await.status, 403);
    })
    .await;
}

/// R-325, Q24: where the operator chose so, the page says beforehand that it takes a directory role, and offers nothing.
#[tokio::test]
async fn a_refusal_is_told_beforehand() {
    for kind in [Kind::Sqlite, Kind::Postgresql] {
        let choice = WithoutRights::Refused;
        let settings = Settings { support_requests_without_rights: choice, ..Settings::default() };
        let world = World::with(Database::fresh(kind).await, settings).await;
        world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
        world.reseller(TAILSPIN, NORTHWIND, false).await;
        world.reseller("fabrikam.example", NORTHWIND, true).await;
        let (tenant, other) = (world.organization(TAILSPIN), world.organization("fabrikam.example"));
        let served = Served::start(world).await;
        let mut pia = served.sign_in(PIA).await;
        let why = "lets nobody open support requests without one";
        let new = |tenant| format!("/partner/customers/{tenant}/support-requests/new");
        let page = pia.page(&format!("{CUSTOMERS}?customer={tenant}")).await;
        assert!(page.contains(why) && !page.contains(&new(tenant)), "{page}");
        let page = pia.page(&new(tenant)).await;
        assert!(page.contains(why) && !page.contains("name=\"title\""), "{page}");
        let fields = [("title", "x"), ("description", "x"), ("severity", "minor")];
        let refused = pia.post(&new(tenant), &fields).await;
        assert_eq!(refused.status, 403, "{}", refused.text());
        let page = pia.page(&format!("{CUSTOMERS}?customer={other}")).await;
        assert!(!page.contains(why) && page.contains(&new(other)), "{page}");
        assert_eq!(pia.post(&new(other), &fields).await.status, 303);
    }
}
