//! The operator's pages and API.

use serde_json::json;
use testkit::{World, each, http::Served};

const OLGA: &str = "olga@operator.example";
const LIST: &str = "/v1.0/operator/organizations";

fn identifier(served: &Served, domain: &str) -> String {
    served.world.organization(domain).to_string()
}

/// R-005, decision 10: the operator sees organizations with figures, and nothing of what is in them.
#[tokio::test]
async fn the_operator_sees_figures_and_no_content() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut olga = served.sign_in(OLGA).await;
        let id = identifier(&served, "contoso.example");
        let list = olga.page("/operator/organizations").await;
        let detail = olga.page(&format!("/operator/organizations/{id}")).await;
        let csv = olga.page("/operator/organizations.csv").await;
        for text in ["Contoso", "Fabrikam", "contoso.example"] {
            assert!(list.contains(text) && csv.contains(text), "{text}");
        }
        assert!(detail.contains("Contoso") && !detail.contains("Fabrikam"));
        for page in [list, detail, csv, olga.page("/operator/health").await] {
            for content in ["Berlin 1", "Anna Admin", "anna@contoso.example"] {
                assert!(!page.contains(content), "{content} is nothing for the operator");
            }
        }
        assert_eq!(olga.get("/operator/organizations/not-an-id").await.status, 404);
    })
    .await;
}

/// The operator's people have the Operator face on every page, their own directory, notices and account included.
#[tokio::test]
async fn the_operators_people_have_one_face() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut olga = served.sign_in(OLGA).await;
        let pages = ["users", "groups", "roles"].map(|page| format!("/directory/{page}"));
        let own = ["/notices", "/account", "/settings/audit-logs", "/operator/health"].map(str::to_owned);
        for path in pages.iter().chain(&own) {
            let page = olga.page(path).await;
            let navigation = page.split_once("<nav class=\"nav\"").unwrap().1.split_once("</nav>").unwrap().0;
            assert!(navigation.contains("href=\"/operator/organizations\""), "{path}");
            assert!(navigation.contains("href=\"/directory/roles\""), "{path}");
            assert!(!navigation.contains("href=\"/rooms\""), "{path}");
            let current = format!("href=\"{path}\" aria-current=\"page\"");
            assert!(navigation.contains(&current) || ["/notices", "/account"].contains(&&**path), "{path}");
        }
    })
    .await;
}

/// Nobody else opens the operator's pages or calls its API.
#[tokio::test]
async fn nobody_else_comes_in() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let id = identifier(&served, "contoso.example");
        for upn in ["anna@contoso.example", "nora@northwind.example", "uma@contoso.example"] {
            let mut browser = served.sign_in(upn).await;
            for path in
                ["", "/new", &format!("/{id}"), &format!("/{id}/edit"), &format!("/{id}/partner-capability")]
            {
                assert_eq!(
                    browser.get(&format!("/operator/organizations{path}")).await.status,
                    403,
                    "{upn} {path}"
                );
            }
            assert_eq!(browser.get("/operator/health").await.status, 403);
            browser.get("/account").await;
            let path = format!("/operator/organizations/{id}/partner-capability");
            assert_eq!(browser.post(&path, &[("enabled", "true")]).await.status, 403);
            let client = served.client(upn).await;
            for path in [LIST.to_owned(), format!("{LIST}/{id}"), "/v1.0/operator/health".to_owned()] {
                assert_eq!(client.get(&path).await.status, 403, "{upn} {path}");
            }
            let path = format!("{LIST}/{id}/partnerCapability");
            assert_eq!(client.put(&path, &json!({ "enabled": true })).await.code(), "forbidden");
        }
        assert_eq!(served.nobody().get(LIST).await.status, 401);
    })
    .await;
}

/// Search by name and domain, filter, order, and pages that follow each other.
#[tokio::test]
async fn the_list_is_searched_filtered_and_sorted() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut olga = served.sign_in(OLGA).await;
        let names = |page: &str| {
            ["Adventure Works", "Contoso", "Fabrikam", "Northwind", "Tailspin Toys"]
                .into_iter()
                .filter_map(|name| Some((page.find(&format!(">{name}</a>"))?, name)))
                .collect::<std::collections::BTreeMap<_, _>>()
                .into_values()
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&olga.page("/operator/organizations?q=FABRIKAM.ex").await), ["Fabrikam"]);
        assert_eq!(names(&olga.page("/operator/organizations?q=works").await), ["Adventure Works"]);
        assert_eq!(
            names(&olga.page("/operator/organizations?partner=yes&sort=-name").await),
            ["Northwind", "Adventure Works"]
        );
        assert_eq!(
            names(&olga.page("/operator/organizations?partner=no").await),
            ["Contoso", "Fabrikam", "Tailspin Toys"]
        );
        assert!(olga.page("/operator/organizations?q=%25%5F").await.contains("Nothing found"));
        assert_eq!(olga.get("/operator/organizations?after=nonsense").await.status, 400);

        let client = served.client(OLGA).await;
        let mut found = Vec::new();
        let mut path = format!("{LIST}?$top=2&$count=true");
        loop {
            let page = client.get(&path).await.json();
            found.extend(
                page["value"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|o| o["displayName"].as_str().unwrap().to_owned()),
            );
            let Some(next) = page["@odata.nextLink"].as_str() else { break };
            path = next.strip_prefix(&served.base()).unwrap().to_owned();
        }
        assert_eq!(
            found,
            ["Adventure Works", "Contoso", "Fabrikam", "Northwind", "Operator", "Tailspin Toys"]
        );
        let filter =
            format!("{LIST}?$filter=isPartner%20eq%20true&$orderby=displayName%20desc&$select=displayName");
        let page = client.get(&filter).await.json();
        assert_eq!(page["value"][0]["displayName"], "Northwind");
        assert_eq!(page["value"][0].get("country"), None);
        assert_eq!(client.get(&format!("{LIST}?$filter=password%20eq%20'x'")).await.status, 400);
    })
    .await;
}

/// R-001, decision 10: a new organization has an administrator who sets a password by a link shown once.
#[tokio::test]
async fn an_organization_is_made_with_its_administrator() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut olga = served.sign_in(OLGA).await;
        let page = olga.page("/operator/organizations/new").await;
        assert!(page.contains("name=\"verifiedDomains\""));
        let form = |domain: &'static str, account: &'static str| {
            [
                ("displayName", "Wide World"),
                ("country", "fr"),
                ("preferredLanguage", "en"),
                ("timeZone", "Europe/Paris"),
                ("verifiedDomains", domain),
                ("administratorUserPrincipalName", account),
                ("administratorDisplayName", "Wilma Wide"),
            ]
        };
        let path = "/operator/organizations/new";
        let refused = olga.post(path, &form("contoso.example", "wilma@wide.example")).await.text();
        assert!(refused.contains("administratorUserPrincipalName-error") && refused.contains("Wide World"));
        let taken = olga.post(path, &form("contoso.example", "wilma@contoso.example")).await.text();
        assert!(taken.contains("verifiedDomains-error"), "a domain belongs to one organization");

        let made = olga.post(path, &form("wide.example\r\nwide.test", "wilma@wide.example")).await.text();
        let link = made.split("<code id=\"link\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let path = link.strip_prefix(&served.base()).expect("a link to this server");
        let mut wilma = served.visitor();
        wilma.page(path).await;
        let password = "correct horse battery staple";
        let set = wilma.post(path, &[("password", password), ("repeated", password)]).await;
        assert!(set.location().starts_with("/sign-in"), "{}", set.text());
        wilma.sign_in("wilma@wide.example", password).await;
        assert!(wilma.page("/settings/audit-logs").await.contains("Wide World"));
    })
    .await;
}

/// R-005, state machine 3.3: the page says what follows before the capability goes, and then it does.
#[tokio::test]
async fn the_partner_capability_is_switched_after_a_warning() {
    each(async |world: World| {
        let scope = world.scope("contoso.example", &[], &["Berlin"]);
        world.link("contoso.example", "northwind.example", scope, &["pia@northwind.example"]).await;
        let served = Served::start(world).await;
        let mut olga = served.sign_in(OLGA).await;
        let id = identifier(&served, "northwind.example");
        let path = format!("/operator/organizations/{id}/partner-capability");
        let asked = olga.page(&path).await;
        assert!(asked.contains("suspended") && asked.contains("withdrawn"));
        assert!(asked.contains("1 live link"));
        olga.post(&path, &[("enabled", "false")]).await;
        assert!(olga.page(&path).await.contains("resumed"));
        let pia = served.client("pia@northwind.example").await;
        let seen = pia.get("/v1.0/managedTenants?withRole=true").await;
        assert_ne!(seen.status, 200, "without the capability there is nothing to manage: {}", seen.text());

        let client = served.client(OLGA).await;
        let path = format!("{LIST}/{id}/partnerCapability");
        assert_eq!(client.put(&path, &json!({ "enabled": true })).await.status, 204);
        let seen = pia.get("/v1.0/managedTenants?withRole=true").await;
        assert_eq!(seen.json()["value"].as_array().map(Vec::len), Some(1), "the link is resumed");
    })
    .await;
}

/// Domains come and go by page and API; one in use stays, one of somebody else is refused.
#[tokio::test]
async fn domains_are_added_and_removed() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut olga = served.sign_in(OLGA).await;
        let id = identifier(&served, "contoso.example");
        let detail = format!("/operator/organizations/{id}");
        olga.page(&detail).await;
        let taken = olga.post(&format!("{detail}/domains"), &[("domain", "fabrikam.example")]).await.text();
        assert!(taken.contains("domain-error"));
        let bad = olga.post(&format!("{detail}/domains"), &[("domain", "<script>")]).await.text();
        assert!(bad.contains("domain-error") && !bad.contains("<script>\""));
        assert_eq!(olga.post(&format!("{detail}/domains"), &[("domain", "Contoso.TEST")]).await.status, 303);
        assert!(olga.page(&detail).await.contains("contoso.test"));
        let used = format!("{detail}/domains/contoso.example/remove");
        assert!(olga.page(&used).await.contains("withdrawn"));
        assert!(olga.post(&used, &[]).await.text().contains("People have account names"));
        assert_eq!(olga.post(&format!("{detail}/domains/contoso.test/remove"), &[]).await.status, 303);
        assert!(!olga.page(&detail).await.contains("contoso.test"));

        let client = served.client(OLGA).await;
        let path = format!("{LIST}/{id}/domains");
        assert_eq!(client.post(&path, &json!({ "domain": "contoso.test" })).await.status, 201);
        assert_eq!(client.delete(&format!("{path}/contoso.test")).await.status, 204);
        assert_eq!(client.delete(&format!("{path}/contoso.test")).await.status, 404);
        assert_eq!(client.delete(&format!("{path}/contoso.example")).await.status, 409);
    })
    .await;
}

/// Decision 10: while administrators can sign in, a further link opens after 24 hours.
#[tokio::test]
async fn a_further_administrator_link_waits_a_day() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut olga = served.sign_in(OLGA).await;
        let id = identifier(&served, "contoso.example");
        let path = format!("/operator/organizations/{id}/administrator-link");
        assert!(olga.page(&path).await.contains("24 hours"));
        let form = [("userPrincipalName", "uma@contoso.example"), ("displayName", "Uma User")];
        assert!(olga.post(&path, &form).await.text().contains("userPrincipalName-error"));
        let form = [("userPrincipalName", "anna@contoso.example"), ("displayName", "Anna Admin")];
        let made = olga.post(&path, &form).await.text();
        assert!(made.contains("<code id=\"link\">") && made.contains("The link opens on"));

        let client = served.client(OLGA).await;
        let body = json!({ "userPrincipalName": "zoe@contoso.example", "displayName": "Zoe New" });
        let made = client.post(&format!("{LIST}/{id}/administratorLinks"), &body).await.json();
        assert_eq!(made["opensDateTime"], "2026-11-03T09:00:00.000000Z");
        let link = made["setPasswordUrl"].as_str().unwrap().strip_prefix(&served.base()).unwrap().to_owned();
        assert_ne!(served.visitor().get(&link).await.status, 200, "it does not open before");
        served.world.clock.advance(domain::time::DAY);
        assert_eq!(served.visitor().get(&link).await.status, 200);
    })
    .await;
}

/// Two operators edit one record: the second is told, nothing is overwritten, over pages and API.
#[tokio::test]
async fn the_second_of_two_edits_is_refused() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut olga = served.sign_in(OLGA).await;
        let id = identifier(&served, "contoso.example");
        let path = format!("/operator/organizations/{id}/edit");
        let stamp = olga
            .page(&path)
            .await
            .split("name=\"stamp\" value=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let form = |name: &'static str| {
            [
                ("displayName", name),
                ("country", "DE"),
                ("preferredLanguage", "en"),
                ("timeZone", "Europe/Berlin"),
                ("stamp", stamp.as_str()),
            ]
        };
        assert_eq!(olga.post(&path, &form("Contoso AG")).await.status, 303);
        let late = olga.post(&path, &form("Contoso SE")).await.text();
        assert!(late.contains("Somebody changed this") && late.contains("Contoso SE"));

        let client = served.client(OLGA).await;
        let path = format!("{LIST}/{id}");
        let seen = client.get(&path).await.json();
        assert_eq!(seen["displayName"], "Contoso AG");
        let etag = seen["@odata.etag"].as_str().unwrap();
        let patched = client.patch(&path, etag, &json!({ "country": "at" })).await;
        assert_eq!(patched.json()["country"], "AT");
        assert_eq!(client.patch(&path, etag, &json!({ "country": "CH" })).await.status, 412);
        let unknown = client.patch(&path, "*", &json!({ "isOperator": true })).await;
        assert_eq!((unknown.status.as_u16(), unknown.code()), (400, "malformed".to_owned()));
        let zone = client.patch(&path, "*", &json!({ "timeZone": "Mars/Olympus" })).await.json();
        assert_eq!(zone["error"]["details"][0]["target"], "timeZone");
    })
    .await;
}
