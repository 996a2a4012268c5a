//! Assigning at many customers in a browser without script.

use domain::scope::Scope;
use testkit::{World, each_linked, http::Served};

const BULK: &str = "/partner/settings/roles/bulk";
const NEW: &str = "/partner/settings/roles";
/// Exports in the logs of customers, each told to the partner too.
const EXPORTS: &str =
    "select count(*) from audit_events join organizations on organization_id = audit_events.tenant_id
    where kind = 'export.list' and audit_events.tenant_id <> actor_tenant_id and name = ";

fn text_after<'a>(page: &'a str, before: &str) -> &'a str {
    page.split(before).nth(1).unwrap_or_else(|| panic!("no {before} in {page}")).split('"').next().unwrap()
}

/// role, members, customers, rooms and period, a preview, a result; what is missing is said on its step,
/// customers are found, all chosen and let go, and both tables are files too.
#[tokio::test]
async fn a_role_is_assigned_at_many_customers_step_by_step() {
    each_linked(async |world: World, _| {
        world.link("fabrikam.example", "northwind.example", Scope::ALL, &["pia@northwind.example"]).await;
        let [contoso, fabrikam] =
            ["contoso.example", "fabrikam.example"].map(|domain| world.organization(domain).to_string());
        let service = format!("securityGroup:{}", world.security_group("northwind.example", "Service"));
        let served = Served::start(world).await;
        let mut pia = served.sign_in("pia@northwind.example").await;
        assert!(pia.page(NEW).await.contains(&format!("href=\"{BULK}\"")));
        assert!(pia.page(BULK).await.contains("No roles to assign yet"));
        let role =
            [("step", "review"), ("go", "add"), ("roleName", "=Help desk"), ("permission", "room.view")];
        let later = [("assign", "later")];
        let made = pia.post(&format!("{NEW}/{contoso}/custom/new"), &[&role[..], &later].concat()).await;
        assert_eq!(made.status, 303, "{}", made.text());

        let page = pia.page(BULK).await;
        assert!(page.contains("Step 1 of 5") && page.contains("At 1 customer"), "{page}");
        let role = text_after(&page, "type=\"radio\" name=\"role\" value=\"").to_owned();
        let all = [
            ("role", role.as_str()),
            ("makesRole", "yes"),
            ("name", "Night shift"),
            ("principal", service.as_str()),
            ("tenant", contoso.as_str()),
            ("tenant", fabrikam.as_str()),
            ("rooms", "named"),
            ("groups", "Berlin\r\nNowhere"),
            ("until", "2999-12-31"),
            ("once", "1"),
        ];
        let at = |step: &'static str, go: &'static str| [&[("step", step), ("go", go)][..], &all].concat();
        for (step, next) in [
            ("role", "Step 2 of 5"),
            ("members", "Step 3 of 5"),
            ("customers", "Step 4 of 5"),
            ("rooms", "Step 5 of 5"),
        ] {
            let lacking = pia.post(BULK, &[("step", step), ("go", "next"), ("rooms", "named")]).await;
            assert_eq!(lacking.status, 422, "{step}");
            assert!(lacking.text().contains("field-error"), "{step}");
            let page = pia.post(BULK, &at(step, "next")).await.text();
            assert!(page.contains(next), "{step}: {page}");
        }
        let found = [("step", "customers"), ("go", "all"), ("find-customer", "fabri"), ("role", &role)];
        let page = pia.post(BULK, &found).await.text();
        assert!(page.contains("Found (1) · Chosen (1)") && !page.contains("Contoso"), "{page}");
        let mut with = at("customers", "none");
        with.push(("having", "with"));
        let page = pia.post(BULK, &with).await.text();
        assert!(page.contains("Found (1) · Chosen (1)"), "Fabrikam stays chosen, unseen: {page}");
        assert!(page.contains(&format!("type=\"hidden\" name=\"tenant\" value=\"{fabrikam}\"")), "{page}");

        let page = pia.post(BULK, &at("rooms", "next")).await.text();
        for shown in ["Night shift", "Service", "31 Dec 2999", "Will be assigned", "Assign at 1 customer"] {
            assert!(page.contains(shown), "{shown}: {page}");
        }
        assert!(page.contains("The customer has no group or place of these names"), "{page}");
        let file = pia.post(BULK, &at("preview", "csv")).await;
        assert_eq!(
            file.headers["content-disposition"],
            "attachment; filename=\"bulk-assignment-preview.csv\""
        );
        let lines: Vec<String> = file.text().lines().skip(1).map(str::to_owned).collect();
        assert_eq!(lines[0], "Contoso,contoso.example,Will be assigned,false,1,6,,");
        assert!(
            lines[1].starts_with("Fabrikam,fabrikam.example,Will not be assigned,false,,,nothing_so_named,")
        );

        // Decision 18: once at Contoso, whose rooms the file counts, and not at Fabrikam, of which it counts nothing.
        for (name, times) in [("Contoso", 1), ("Fabrikam", 0)] {
            assert_eq!(served.world.database.number(&format!("{EXPORTS}'{name}'")).await, times, "{name}");
        }

        let page = pia.post(BULK, &at("preview", "assign")).await.text();
        assert!(page.contains("What was done") && page.contains("Assigned"), "{page}");
        let rows: Vec<String> = page
            .split("name=\"row\" value=\"")
            .skip(1)
            .map(|row| row.split("\">").next().unwrap().replace("&#34;", "\"").replace("&quot;", "\""))
            .collect();
        let rows: Vec<(&str, &str)> = rows.iter().map(|row| ("row", row.as_str())).collect();
        let file = pia.post(&format!("{BULK}/result.csv"), &rows).await;
        let lines: Vec<String> = file.text().lines().skip(1).map(str::to_owned).collect();
        assert_eq!(lines[0], "Contoso,contoso.example,Assigned,false,,,,");
        assert!(lines[1].contains(",Not assigned,"), "{lines:?}");
        let page = pia.post(BULK, &at("rooms", "next")).await.text();
        assert!(page.contains("Is held already") && !page.contains("value=\"assign\""), "{page}");
        // A fault that only the end finds leads back to its step.
        let mut nobody = at("preview", "assign");
        nobody.retain(|(name, _)| *name != "principal");
        let refused = pia.post(BULK, &nobody).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("Step 2 of 5"));

        for upn in ["ned@northwind.example", "tom@northwind.example"] {
            let mut other = served.sign_in(upn).await;
            assert_eq!(other.get(BULK).await.status, 403, "{upn}");
            assert_eq!(other.post(BULK, &at("preview", "assign")).await.status, 403, "{upn}");
        }
    })
    .await;
}
