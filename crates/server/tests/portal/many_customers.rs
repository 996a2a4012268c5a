//! The customer filter of a partner with more customers than a list of names is good for.

use domain::{
    directory::Principal,
    id::{Id, Organization, Place, RoomGroup},
    link::LinkState,
    organization::Language,
    permission::PermissionSet,
    place::PlaceKind,
    role::{BuiltInRole, SiteLeadProfile},
    scope::Scope,
    signal::{Category, Severity},
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

/// Plants two rooms with a critical ticket each, the first of them in a place and a group.
async fn rooms_with_tickets(
    seed: &mut Seed,
    world: &World,
    tenant: Id<Organization>,
    rooms: [&str; 2],
    [place, group]: [&str; 2],
) -> (Id<Place>, Id<RoomGroup>) {
    let (place_id, group_id) = (world.ids.id(), world.ids.id());
    let place =
        seed::Place { tenant, id: place_id, parent: None, kind: PlaceKind::City, name: place.to_owned() };
    seed.place(&place).await.unwrap();
    let mut members = Vec::new();
    for name in rooms {
        let mut room = seed::Room::named(tenant, world.ids.id(), name);
        room.place = members.is_empty().then_some(place_id);
        seed.room(&room).await.unwrap();
        let ticket = seed::Ticket {
            tenant,
            room: room.id,
            id: world.ids.id(),
            signal: "display".to_owned(),
            category: Category::Display,
            severity: Severity::Critical,
            opened_at: world.app.clock.now(),
            closed_at: None,
        };
        seed.ticket(&ticket).await.unwrap();
        members.push(room.id);
    }
    members.truncate(1);
    let (name, description) = (group.to_owned(), String::new());
    seed.room_group(&seed::RoomGroup { tenant, id: group_id, name, description, members }).await.unwrap();
    (place_id, group_id)
}

/// incidents and rooms over all customers are cut by the name of a group or of a place, which stands for all of
/// that name that are in sight; the file has the same lines, and no name is offered of what is out of sight.
#[tokio::test]
async fn lists_over_customers_are_cut_by_names() {
    each(async |world: World| {
        let mut seed = world.seed().await;
        let adatum = customer(&mut seed, &world, "Adatum", true).await;
        let litware = customer(&mut seed, &world, "Litware", true).await;
        let others = customer(&mut seed, &world, "Proseware", false).await;
        let named = ["Berlin", "Boards"];
        let (place, _) = rooms_with_tickets(&mut seed, &world, adatum, ["Adam", "Adele"], named).await;
        let named = ["BERLIN", "boards"];
        let (_, group) = rooms_with_tickets(&mut seed, &world, litware, ["Lars", "Lena"], named).await;
        let named = ["Atlantis", "Treasury"];
        let hidden = rooms_with_tickets(&mut seed, &world, others, ["Petra", "Paul"], named).await;
        seed.commit().await.unwrap();
        let served = Served::start(world).await;
        let mut tom = served.sign_in("tom@northwind.example").await;
        for list in ["/partner/incidents", "/partner/rooms"] {
            let page = tom.page(list).await;
            assert!(page.contains("names=yes") && !page.contains("id=\"group\""), "asked for first: {page}");
            assert!(page.contains("Adele") && page.contains("Lena") && !page.contains("Petra"), "{page}");
            let page = tom.page(&format!("{list}?names=yes")).await.to_lowercase();
            for name in [">berlin</option>", ">boards</option>"] {
                assert_eq!(page.matches(name).count(), 1, "{page}");
            }
            assert!(!page.contains("atlantis") && !page.contains("treasury"), "{page}");
            for cut in
                [format!("group={group}"), format!("place={place}"), format!("place={place}&group={group}")]
            {
                let csv = tom.page(&format!("{list}.csv?{cut}")).await;
                for found in [tom.page(&format!("{list}?{cut}")).await, csv] {
                    assert!(found.contains("Adam") && found.contains("Lars"), "{cut}: {found}");
                    assert!(!found.contains("Adele") && !found.contains("Lena"), "{cut}: {found}");
                }
                let page = tom.page(&format!("{list}?{cut}")).await;
                assert!(page.contains("selected>") && page.contains("id=\"group\""), "{page}");
            }
            // At one customer it is that group alone.
            let page = tom.page(&format!("{list}?tenant={litware}&group={group}")).await;
            assert!(page.contains("Lars") && !page.contains("Adam"), "{page}");
            for cut in [format!("group={}", hidden.1), format!("place={}", hidden.0)] {
                let page = tom.page(&format!("{list}?{cut}")).await;
                assert!(page.contains("Nothing found") && !page.contains("Petra"), "{page}");
            }
        }
        // A folded line is of the same tickets.
        let page = tom.page(&format!("/partner/incidents?group={group}&fold=yes")).await;
        assert!(page.contains("class=\"cell-number\">2</td>"), "{page}");
        assert!(!page.contains("class=\"cell-number\">4</td>"), "{page}");
    })
    .await;
}
