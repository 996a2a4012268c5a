//! The customer filter of a partner with more customers than a list of names is good for.

use domain::{
    directory::Principal,
    id::{Id, Organization},
    link::LinkState,
    organization::Language,
    permission::PermissionSet,
    role::{BuiltInRole, SiteLeadProfile},
    scope::Scope,
};
use testkit::{
    World, each,
    http::Served,
    seed::{self, Seed},
};

/// Plants a customer of Northwind with one room, which Tom sees, or only the link.
async fn customer(seed: &mut Seed, world: &World, name: &str, tom_sees: bool) -> Id<Organization> {
    let (tenant, partner) = (world.ids.id(), world.organization("northwind.example"));
    let now = world.app.clock.now();
    let organization = seed::Organization {
        id: tenant,
        name: name.to_owned(),
        country: "DE".to_owned(),
        language: Language::default(),
        time_zone: "Europe/Berlin".to_owned(),
        is_partner: false,
        is_operator: false,
        site_lead: SiteLeadProfile::default(),
        domains: Vec::new(),
    };
    seed.organization(&organization).await.unwrap();
    let link = seed::Link {
        tenant,
        id: world.ids.id(),
        partner,
        invitation: world.ids.id(),
        state: LinkState::Active,
        scope_id: world.ids.id(),
        scope: Scope::ALL,
        terms_hash: "0".repeat(64),
        terms_by: String::new(),
        orphaned: false,
        extended: PermissionSet::NONE,
        started_at: Some(now),
        ended_at: None,
    };
    seed.link(&link).await.unwrap();
    if tom_sees {
        let assignment = seed::Assignment {
            tenant,
            id: world.ids.id(),
            link: Some(link.id),
            role: BuiltInRole::PrimaryAdmins.into(),
            name: "Primary administrators".to_owned(),
            description: String::new(),
            scope_id: world.ids.id(),
            scope: Scope::ALL,
            from: None,
            until: None,
            members: vec![seed::Member {
                home: partner,
                principal: Principal::User(world.user("tom@northwind.example")),
            }],
        };
        seed.assignment(&assignment).await.unwrap();
    }
    tenant
}

fn options(page: &str) -> usize {
    page.split("</form>")
        .filter(|part| part.contains("id=\"tenant\""))
        .map(|part| part.matches("<option").count())
        .sum()
}

/// R-220, decision 17: some customers are listed; among many one is found by a part of the name, twenty at most at once, and of
/// those in sight alone; the one chosen is named and can be left again.
#[tokio::test]
async fn among_many_customers_one_is_found_by_name() {
    each(async |world: World| {
        let mut seed = world.seed().await;
        for number in 0..200 {
            customer(&mut seed, &world, &format!("Litware {number:03}"), true).await;
        }
        seed.commit().await.unwrap();
        let served = Served::start(world).await;
        let mut tom = served.sign_in("tom@northwind.example").await;
        for page in ["/partner/rooms", "/partner/incidents", "/partner/groups"] {
            let page = tom.page(page).await;
            assert!(
                options(&page) >= 201 && !page.contains("id=\"customer\""),
                "two hundred are offered: {page}"
            );
        }
        let mut seed = served.world.seed().await;
        let wanted = customer(&mut seed, &served.world, "Proseware", true).await;
        customer(&mut seed, &served.world, "Proseware of others", false).await;
        seed.commit().await.unwrap();
        for list in ["/partner/rooms", "/partner/incidents", "/partner/groups", "/partner/update-rings"] {
            let of_one = format!("{list}?tenant={wanted}");
            if list != "/partner/update-rings" {
                let page = tom.page(list).await;
                assert!(page.contains("id=\"customer\"") && !page.contains("id=\"tenant\""), "{page}");
                let many = tom.page(&format!("{list}?customer=litware")).await;
                assert_eq!(many.matches("<a class=\"chip\"").count(), 20, "{many}");
                assert!(many.contains("More tenants fit"));
                let found = tom.page(&format!("{list}?customer=proSE")).await;
                assert_eq!(found.matches("<a class=\"chip\"").count(), 1, "{found}");
                assert!(
                    found.contains(&of_one)
                        && !found.contains("of others")
                        && !found.contains("More tenants fit")
                );
                let nothing = tom.page(&format!("{list}?customer=of+others")).await;
                assert!(!nothing.contains("<a class=\"chip\"") && nothing.contains("Nothing found"));
            }
            let page = tom.page(&of_one).await;
            assert!(
                page.contains(&format!("<input type=\"hidden\" name=\"tenant\" value=\"{wanted}\">")),
                "{page}"
            );
            assert!(page.contains("<b>Proseware</b>") && page.contains(&format!("href=\"{list}\"")));
        }
    })
    .await;
}
