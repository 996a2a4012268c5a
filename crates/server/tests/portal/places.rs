//! Pages of places: the hierarchy, what lies in a place, and who changes it.

use testkit::{
    World, each,
    http::{Browser, Served},
};

const CONTOSO: &str = "contoso.example";

/// Adds a place and gives its address.
async fn add(browser: &mut Browser, name: &str, kind: &str, parent: &str) -> String {
    let within = if parent.is_empty() { String::new() } else { format!("?within={}", id(parent)) };
    let path = format!("/places/new{within}");
    browser.page(&path).await;
    let fields = [("displayName", name), ("kind", kind), ("parentId", id(parent))];
    let answer = browser.post(&path, &fields).await;
    assert!(answer.location().ends_with("?done=added"), "{}", answer.text());
    answer.location().trim_end_matches("?done=added").to_owned()
}

fn id(address: &str) -> &str {
    address.rsplit('/').next().unwrap()
}

/// Puts a room into a place.
async fn put(browser: &mut Browser, room: &str, name: &str, place: &str) {
    let fields = [("stamp", "1"), ("displayName", name), ("deviceType", "panel"), ("placeId", id(place))];
    let saved = browser.post(&format!("{room}/edit"), &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
}

/// the hierarchy is opened place by place; each shows its way, what lies in it, and its rooms in sight.
#[tokio::test]
async fn the_hierarchy_is_browsed() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let rooms =
            ["Berlin 1", "Berlin 3"].map(|name| format!("/rooms/{}", served.world.room(CONTOSO, name)));
        let mut anna = served.sign_in("anna@contoso.example").await;
        assert!(anna.page("/rooms").await.contains("href=\"/places\""), "places stand in the navigation");
        assert!(anna.page("/places").await.contains("No places yet"));
        let germany = add(&mut anna, "Germany", "country", "").await;
        let berlin = add(&mut anna, "Berlin", "city", &germany).await;
        let tower = add(&mut anna, "Tower", "building", &berlin).await;
        put(&mut anna, &rooms[0], "Berlin 1", &tower).await;
        put(&mut anna, &rooms[1], "Berlin 3", &tower).await;

        let widest = anna.page("/places").await;
        assert!(widest.contains("Germany") && !widest.contains("Tower") && widest.contains("1 place<"));
        let page = anna.page(&berlin).await;
        assert!(page.contains(&format!("href=\"{germany}\"")) && page.contains(&format!("href=\"{tower}\"")));
        assert!(page.contains("Show 2 rooms") && page.contains(&format!("/rooms?place={}", id(&berlin))));
        assert!(anna.page(&format!("/rooms?place={}", id(&germany))).await.contains("2 rooms"));
        assert!(anna.page(&rooms[0]).await.contains(&format!("<a href=\"{tower}\">Tower</a>")));
        let found = anna.page("/places?q=TOW").await;
        assert!(found.contains("Tower") && found.contains("<span class=\"cell-sub\">Berlin</span>"));
        assert!(anna.page("/places?q=%25").await.contains("Nothing found"));

        let mut theo = served.sign_in("theo@contoso.example").await;
        let page = theo.page(&tower).await;
        assert!(page.contains("Show 1 room<"), "the room outside of Theo's scope is not counted: {page}");
        for path in ["/edit", "/delete"] {
            assert!(!page.contains(&format!("{tower}{path}")), "{path} is not offered");
            assert_eq!(theo.get(&format!("{tower}{path}")).await.status, 403);
        }
        assert!(!page.contains("/places/new"));
        assert_eq!(theo.get("/places/new").await.status, 403);
        assert_eq!(theo.post(&format!("{tower}/delete"), &[("stamp", "1")]).await.status, 403);
        let mut fred = served.sign_in("fred@fabrikam.example").await;
        for path in ["", "/edit", "/delete"] {
            assert_eq!(fred.get(&format!("{tower}{path}")).await.status, 404, "{path}");
        }
        assert_eq!(fred.get(&format!("/places/new?within={}", id(&tower))).await.status, 404);
    })
    .await;
}

/// pages of a list follow each other in the order that was chosen.
#[tokio::test]
async fn a_long_list_has_pages() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let hall = add(&mut anna, "Hall", "building", "").await;
        for number in 10..61 {
            let fields =
                [("displayName", &*format!("Level {number}")), ("kind", "floor"), ("parentId", id(&hall))];
            assert_eq!(anna.post("/places/new", &fields).await.status, 303);
        }
        for (sort, first, last) in [("name", "Level 10", "Level 60"), ("-kind", "Level 60", "Level 10")] {
            let page = anna.page(&format!("{hall}?sort={sort}")).await;
            assert!(page.contains(first) && !page.contains(last) && page.contains("51 places"));
            let next = page.split_once("\" rel=\"next\"").unwrap().0.rsplit('"').next().unwrap();
            let page = anna.page(&format!("{hall}{}", next.replace("&#38;", "&"))).await;
            assert!(page.contains(last) && !page.contains(first) && page.contains("First page"), "{page}");
        }
        assert_eq!(anna.get("/places?after=nonsense").await.status, 400);
    })
    .await;
}

/// a place is changed under its version and never turned round; it goes only when nothing lies in it.
#[tokio::test]
async fn a_place_is_edited_and_deleted() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let room = format!("/rooms/{}", served.world.room(CONTOSO, "Lisbon 1"));
        let mut anna = served.sign_in("anna@contoso.example").await;
        let portugal = add(&mut anna, "Portugal", "country", "").await;
        let lisbon = add(&mut anna, "Lisbon", "city", &portugal).await;
        put(&mut anna, &room, "Lisbon 1", &lisbon).await;

        let edit = format!("{portugal}/edit");
        assert!(anna.page(&edit).await.contains("value=\"Portugal\""));
        let fields = |stamp, name, parent| {
            [("stamp", stamp), ("displayName", name), ("kind", "country"), ("parentId", parent)]
        };
        let turned = anna.post(&edit, &fields("1", "Typed", id(&lisbon))).await.text();
        assert!(turned.contains("cannot lie there") && turned.contains("value=\"Typed\""), "{turned}");
        assert!(anna.post(&edit, &fields("1", "", "")).await.text().contains("A value is required"));
        assert!(anna.post(&edit, &fields("7", "Late", "")).await.text().contains("Somebody changed this"));
        let saved = anna.post(&edit, &fields("1", "Portuguesa", "")).await;
        assert_eq!(saved.location(), format!("{portugal}?done=saved"));
        assert!(anna.page(&format!("{portugal}?done=saved")).await.contains("Your changes were saved."));

        let delete = format!("{lisbon}/delete");
        let question = anna.page(&delete).await;
        assert!(
            question.contains("Places or rooms lie in this place") && !question.contains("button-danger")
        );
        let refused = anna.post(&delete, &[("stamp", "1")]).await;
        assert!(refused.text().contains("Places or rooms lie in this place"), "{}", refused.text());
        anna.page(&format!("{room}/unenrol")).await;
        anna.post(&format!("{room}/unenrol"), &[]).await;
        assert!(anna.page(&delete).await.contains("Delete this place?"), "nothing in sight lies in it");
        let refused = anna.post(&delete, &[("stamp", "1")]).await;
        assert!(refused.text().contains("no longer monitored count too"), "{}", refused.text());
        anna.post(&format!("{room}/delete"), &[("stamp", "3")]).await;
        let gone = anna.post(&delete, &[("stamp", "1")]).await;
        assert_eq!(gone.location(), format!("{portugal}?done=deleted"));
        assert_eq!(anna.get(&lisbon).await.status, 404);
        assert_eq!(
            anna.post(&format!("{portugal}/delete"), &[("stamp", "2")]).await.location(),
            "/places?done=deleted"
        );
    })
    .await;
}
