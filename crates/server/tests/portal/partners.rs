//! The main job in a browser without script: invite, accept, change, block, remove.

use service::{ask, links::Partners};
use testkit::{World, each, each_linked, http::Served};

/// The wizard's fields as far as they are typed, at a step.
fn at<'a>(step: &'a str, go: &'a str, group: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("step", step),
        ("go", go),
        ("kind", "domain"),
        ("domain", "northwind.example"),
        ("days", "7"),
        ("group", group),
        ("agreed", "2026-11"),
    ]
}

/// decision 8: every step on pages alone, from the wizard to the removal.
#[tokio::test]
async fn the_main_job_works_without_script() {
    each(async |world: World| {
        let group = world.group("contoso.example", "Berlin").to_string();
        let pia = format!("user:{}", world.user("pia@northwind.example"));
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        anna.page("/settings/partners/new").await;
        for (step, next) in [
            ("partner", "Step 2 of 6"),
            ("expiry", "Step 3 of 6"),
            ("control", "Step 4 of 6"),
            ("rooms", "Step 5 of 6"),
            ("terms", "Step 6 of 6"),
        ] {
            let page = anna.post("/settings/partners/new", &at(step, "next", &group)).await.text();
            assert!(page.contains(next), "{step}");
        }
        for (step, field, value, text) in [
            ("partner", "domain", " ", "Domain: A value is required."),
            ("partner", "domain", "no domain", "Domain: A domain name looks like example.com."),
            ("expiry", "days", "31", "Days until it expires: Give a whole number"),
            ("rooms", "group", "", "Choose at least one room."),
            ("terms", "agreed", "", "Terms: Accept the terms to go on."),
        ] {
            let typed = at(step, "next", &group).into_iter();
            let typed: Vec<_> =
                typed.map(|(name, old)| (name, if name == field { value } else { old })).collect();
            let wrong = anna.post("/settings/partners/new", &typed).await;
            let here = format!("name=\"step\" value=\"{step}\"");
            assert!(wrong.status == 422 && wrong.text().contains(&here), "{step}: {}", wrong.text());
            assert!(wrong.text().contains(text), "{step}: {}", wrong.text());
        }
        let page = anna.post("/settings/partners/new", &at("control", "next", &group)).await.text();
        assert!(page.contains("6 rooms are covered now"), "the live count");
        let sent = anna.post("/settings/partners/new", &at("review", "send", &group)).await;
        assert_eq!(sent.location(), "/settings/partners?done=sent");
        let again = anna.post("/settings/partners/new", &at("review", "send", &group)).await;
        // what is in the way is one click away.
        assert!(again.status == 409 && again.text().contains("Open the pending invitation"));
        assert!(anna.page("/settings/partners").await.contains("northwind.example"));

        let mut tom = served.sign_in("tom@northwind.example").await;
        let list = tom.page("/partner/tenants").await;
        let path = list.split("href=\"/partner/invitations/").nth(1).unwrap().split('"').next().unwrap();
        let path = format!("/partner/invitations/{path}");
        let page = tom.page(&path).await;
        assert!(page.contains("Contoso") && page.contains("contoso.example"));
        assert!(!page.contains("Berlin"), "no names of rooms or groups before acceptance");
        let refused = tom.post(&path, &[("go", "accept")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("at least one person who can act"));
        let accepted = tom.post(&path, &[("go", "accept"), ("principal", &pia)]).await;
        assert!(accepted.location().ends_with("?done=accepted"), "{}", accepted.text());
        let page = tom.page(accepted.location()).await;
        assert!(page.contains("Pia Primary") && !page.contains("Berlin"));

        let caller = served.world.caller("anna@contoso.example");
        let link =
            ask(&served.world.app, &caller, &Partners::default()).await.unwrap().page.items.remove(0).row;
        let base = format!("/settings/partners/{}", link.id);
        assert!(anna.page(&base).await.contains("Pia Primary"));
        anna.page(&format!("{base}/scope")).await;
        let empty = anna.post(&format!("{base}/scope"), &[("go", "save"), ("stamp", "1")]).await;
        assert_eq!(empty.status, 422);
        let block = format!(
            "/settings/partner-relationships/partners/{}/people/{}/block",
            link.partner,
            served.world.user("pia@northwind.example")
        );
        anna.page(&block).await;
        assert_eq!(anna.post(&block, &[("reason", "")]).await.status, 422);
        assert_eq!(anna.post(&block, &[("reason", "lost laptop")]).await.status, 303);
        assert!(anna.page(&base).await.contains("lost laptop"));
        let page = anna.page(&format!("{base}/remove")).await;
        let stamp = page.split("name=\"stamp\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let wrong = [("stamp", stamp), ("confirmation", "Southwind")];
        assert_eq!(anna.post(&format!("{base}/remove"), &wrong).await.status, 422);
        let right = [("stamp", stamp), ("confirmation", "northwind")];
        assert_eq!(
            anna.post(&format!("{base}/remove"), &right).await.location(),
            "/settings/partners?done=removed"
        );
        assert!(!tom.page("/partner/tenants").await.contains("contoso.example"));
        assert!(anna.page("/notices").await.contains("Northwind"));
    })
    .await;
}

/// R-022, decision 4: people are named row by row; a denied invitation is sent again with its values kept.
#[tokio::test]
async fn people_are_named_and_invitations_sent_again() {
    each(async |world: World| {
        let room = world.room("contoso.example", "Lisbon 1").to_string();
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        anna.page("/settings/partners/new").await;
        let typed = |go: &'static str| {
            vec![
                ("step", "partner"),
                ("go", go),
                ("kind", "named"),
                ("name", "Pia"),
                ("upn", "pia@northwind.example"),
                ("room", room.as_str()),
                ("agreed", "2026-11"),
            ]
        };
        assert_eq!(
            anna.post("/settings/partners/new", &typed("row")).await.text().matches("name=\"upn\"").count(),
            2
        );
        let mut last = typed("send");
        last[0] = ("step", "review");
        assert_eq!(anna.post("/settings/partners/new", &last).await.status, 303);
        let mut pia = served.sign_in("pia@northwind.example").await;
        let list = pia.page("/partner/tenants").await;
        let id =
            list.split("href=\"/partner/invitations/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        pia.page(&format!("/partner/invitations/{id}/deny")).await;
        assert_eq!(pia.post(&format!("/partner/invitations/{id}/deny"), &[]).await.status, 303);
        assert_eq!(pia.get(&format!("/partner/invitations/{id}")).await.status, 404);
        let page = anna.page(&format!("/settings/partners/invitations/{id}")).await;
        assert!(page.contains("Denied") && page.contains("pia@northwind.example"));
        let page = anna.page(&format!("/settings/partners/new?again={id}")).await;
        assert!(page.contains("value=\"pia@northwind.example\"") && page.contains(&room));
    })
    .await;
}

/// R-084, decision 17, decision 20: a further primary admin is invited on the partner's page, with what that gives told before; a
/// refused form says why and keeps what was typed; the person reads what acceptance gives, and accepts.
#[tokio::test]
async fn a_further_primary_admin_is_invited() {
    each_linked(async |world: World, linked| {
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let base = format!("/settings/partners/{}", linked.link);
        let form = format!("{base}/invite");
        assert!(anna.page(&base).await.contains(&form));
        anna.page(&form).await;
        let typed =
            |go: &'static str, account: &'static str| [("name", "Paul P"), ("account", account), ("go", go)];
        let page = anna.post(&form, &typed("preview", "paul@northwind.example")).await.text();
        assert!(page.contains("66 gained, 0 lost") && page.contains("Berlin 1"), "{page}");
        let file = anna.post(&form, &typed("export", "paul@northwind.example")).await.text();
        assert!(file.lines().count() == 12 && file.contains("Paul P"), "{file}");
        for (account, status, text) in [
            ("paul", 422, "An account name looks like"),
            ("ada@adventure.example", 422, "must belong to one organization"),
            ("pia@northwind.example", 422, "This exists already."),
        ] {
            let refused = anna.post(&form, &typed("send", account)).await;
            assert_eq!(refused.status, status, "{account}");
            let page = refused.text();
            assert!(page.contains(text) && page.contains("value=\"Paul P\""), "{account}: {page}");
        }
        let sent = anna.post(&form, &typed("send", "paul@northwind.example")).await;
        let address = sent.location().to_owned();
        let page = anna.page(&address).await;
        assert!(
            page.contains("The invitation was sent") && page.contains("Primary admin of the partner"),
            "{page}"
        );
        let again = anna.post(&form, &typed("send", "paul@northwind.example")).await;
        assert!(again.status == 409 && again.text().contains("Open the pending invitation"));

        let mut pia = served.sign_in("pia@northwind.example").await;
        assert!(!pia.page("/partner/tenants").await.contains("/partner/invitations/"));
        let mut paul = served.sign_in("paul@northwind.example").await;
        let list = paul.page("/partner/tenants").await;
        let id = list.split("href=\"/partner/invitations/").nth(1).unwrap().split('"').next().unwrap();
        let received = format!("/partner/invitations/{id}");
        let page = paul.page(&received).await;
        assert!(page.contains("66 gained, 0 lost") && !page.contains("Berlin"), "{page}");
        // Sent again after a denial, the form has the same person.
        let denied = paul.post(&format!("{received}/deny"), &[]).await;
        assert_eq!(denied.status, 303);
        let page = anna.page(address.split('?').next().unwrap()).await;
        let again = page.split(&format!("href=\"{form}?again=")).nth(1).unwrap().split('"').next().unwrap();
        let page = anna.page(&format!("{form}?again={again}")).await;
        assert!(page.contains("value=\"paul@northwind.example\""), "{page}");
        assert_eq!(anna.post(&form, &typed("send", "paul@northwind.example")).await.status, 303);
        let list = paul.page("/partner/tenants").await;
        let id = list.split("href=\"/partner/invitations/").nth(1).unwrap().split('"').next().unwrap();
        paul.page(&format!("/partner/invitations/{id}")).await;
        let accepted = paul.post(&format!("/partner/invitations/{id}"), &[("go", "accept")]).await;
        assert!(accepted.location().ends_with("?done=accepted"), "{}", accepted.text());
        assert!(paul.page("/partner/rooms").await.contains("Berlin 1"));
        assert!(pia.page("/notices").await.contains("paul@northwind.example accepted an invitation"));
    })
    .await;
}

/// the only customer is chosen; where there are several none is, and the page says what to do.
#[tokio::test]
async fn roles_at_customers_begin_with_the_choice() {
    each_linked(async |world: World, _| {
        let fabrikam = world.organization("fabrikam.example");
        let served = Served::start(world).await;
        let path = "/partner/settings/roles";
        let mut pia = served.sign_in("pia@northwind.example").await;
        let page = pia.page(path).await;
        assert!(page.contains("Assigned admins") && page.contains("Pia Primary"), "{page}");
        assert!(!page.contains("<option value=\"\""), "{page}");
        let world = &served.world;
        let all = domain::scope::Scope::ALL;
        world.link("fabrikam.example", "northwind.example", all, &["pia@northwind.example"]).await;
        let page = pia.page(path).await;
        assert!(!page.contains("Assigned admins") && page.contains("Here you then see its roles"), "{page}");
        assert!(page.contains("<option value=\"\" selected>") && page.contains("Fabrikam"), "{page}");
        assert!(pia.page(&format!("{path}?tenant=")).await.contains("Here you then see its roles"));
        assert!(pia.page(&format!("{path}?tenant={fabrikam}")).await.contains("Assigned admins"));
        let mut tom = served.sign_in("tom@northwind.example").await;
        assert!(tom.page(path).await.contains("No customers"));
    })
    .await;
}

/// the pages of people and roles open for those they are for, and for nobody else.
#[tokio::test]
async fn each_page_is_for_its_people() {
    each_linked(async |world: World, linked| {
        let contoso = world.organization("contoso.example");
        let gus = format!("user:{}", world.user("gus@northwind.example"));
        let served = Served::start(world).await;
        let mut pia = served.sign_in("pia@northwind.example").await;
        let tenant = format!("/partner/tenants/{contoso}");
        let roles = format!("/partner/settings/roles?tenant={contoso}");
        for path in [&tenant, &roles, &format!("{tenant}/remove")] {
            assert!(pia.page(path).await.contains("Contoso"), "{path}");
        }
        assert_eq!(pia.post(&tenant, &[("go", "add"), ("principal", &gus)]).await.status, 303);
        assert!(pia.page(&tenant).await.contains("Gus Grouped"));
        let mut nora = served.sign_in("nora@northwind.example").await;
        assert!(nora.page("/partner/tenant-managers").await.contains("Tom Tenant-Manager"));
        assert_eq!(
            nora.post("/partner/tenant-managers", &[("go", "add"), ("principal", &gus)]).await.status,
            303
        );
        assert!(!nora.page(&tenant).await.contains("/remove\""), "no command that she may not use");
        assert_eq!(nora.get(&roles).await.status, 404);

        let mut anna = served.sign_in("anna@contoso.example").await;
        assert!(anna.page("/settings/roles").await.contains("Northwind"));
        anna.page("/settings/roles/new").await;
        let uma = format!("user:{}", served.world.user("uma@contoso.example"));
        let fields = [
            ("role", "site_tech"),
            ("name", "Everywhere"),
            ("principal", &*uma),
            ("allRooms", "yes"),
            ("go", "save"),
            ("confirmed", "yes"),
        ];
        assert_eq!(anna.post("/settings/roles/new", &fields).await.status, 303);
        assert!(anna.page("/settings/roles").await.contains("Everywhere"));

        for upn in ["uma@contoso.example", "theo@contoso.example"] {
            let mut nobody = served.sign_in(upn).await;
            for path in [
                "/settings/partners",
                "/settings/partners/new",
                "/settings/roles",
                "/partner/tenants",
                &tenant,
            ] {
                assert!(matches!(nobody.get(path).await.status.as_u16(), 403 | 404), "{upn} {path}");
            }
        }
        let mut ada = served.sign_in("ada@adventure.example").await;
        for path in [&tenant, &roles, &format!("/settings/partners/{}", linked.link)] {
            assert_eq!(ada.get(path).await.status, 404, "{path}");
        }
    })
    .await;
}

/// both sides sort and search their lists of each other; what waits for an answer is found as well.
#[tokio::test]
async fn lists_of_partners_and_tenants_are_sorted_and_searched() {
    each(async |world: World| {
        for customer in ["contoso.example", "fabrikam.example"] {
            world.link(customer, "northwind.example", world.scope(customer, &[], &[]), &[]).await;
        }
        let scope = world.scope("tailspin.example", &[], &[]);
        world.invite("tailspin.example", "northwind.example", scope).await;
        let served = Served::start(world).await;
        let mut tom = served.sign_in("tom@northwind.example").await;
        let names = |page: &str, path: &str| {
            let link = format!("href=\"{path}/");
            let rows = page.split(&link).skip(1);
            rows.map(|row| row.split(['>', '<']).nth(1).unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        let (tenants, waiting) = ("/partner/tenants", "/partner/invitations");
        let page = tom.page("/partner/tenants").await;
        assert_eq!(
            (names(&page, tenants), names(&page, waiting).len()),
            (vec!["Contoso".to_owned(), "Fabrikam".to_owned()], 1)
        );
        let turned =
            tom.page("/partner/tenants?tenants-sort=-displayName&invitations-sort=sentDateTime").await;
        assert_eq!(names(&turned, tenants), ["Fabrikam", "Contoso"]);
        assert_eq!(turned.matches("aria-sort=").count(), 2);
        let found = tom.page("/partner/tenants?q=fabri&tenants-sort=-displayName").await;
        assert_eq!((names(&found, tenants).len(), names(&found, waiting).len()), (1, 0));
        let found = tom.page("/partner/tenants?q=tails").await;
        assert_eq!((names(&found, tenants).len(), names(&found, waiting).len()), (0, 1));

        let mut anna = served.sign_in("anna@contoso.example").await;
        let page = anna.page("/settings/partners?invitations-sort=domain&links-sort=-state").await;
        assert!(page.contains("Northwind") && page.matches("aria-sort=").count() == 2, "{page}");
        assert_eq!(anna.get("/settings/partners?links=forged").await.status, 400);
    })
    .await;
}
