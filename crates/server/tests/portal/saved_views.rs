//! The choices of lists that people keep.

use testkit::{World, each_linked, http::Served};

/// a view is kept with its filters for its owner alone, without what was searched for; the same name
/// replaces it, and it can be forgotten.
#[tokio::test]
async fn a_view_is_kept_for_its_owner_alone() {
    each_linked(async |world: World, _| {
        let served = Served::start(world).await;
        let mut pia = served.sign_in("pia@northwind.example").await;
        pia.page("/partner/incidents").await;
        let choices = "?q=Secret+room&severity=critical&owner=me&sort=-opened&after=xyz&unknown=1";
        let fields = [("list", "partnerIncidents"), ("choices", choices), ("name", "My <worst>")];
        let saved = pia.post("/saved-views", &fields).await;
        assert_eq!(saved.status, 303);
        let kept = "/partner/incidents?severity=critical&#38;owner=me&#38;sort=-opened";
        let page = pia.page("/partner/incidents").await;
        assert!(page.contains(&format!("href=\"{kept}\"")), "{page}");
        assert!(page.contains("My &#60;worst&#62;") && !page.contains("Secret"), "{page}");
        assert!(!pia.page("/partner/rooms").await.contains("worst"), "of this list alone");

        let again = [("list", "partnerIncidents"), ("choices", "?show=past"), ("name", "my <Worst>")];
        assert_eq!(pia.post("/saved-views", &again).await.status, 303);
        let page = pia.page("/partner/incidents?show=past").await;
        assert!(!page.contains("severity=critical&#38;owner=me"), "replaced");
        let remove =
            page.split("action=\"/saved-views/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let remove = format!("/saved-views/{remove}");

        let mut paul = served.sign_in("paul@northwind.example").await;
        assert!(!paul.page("/account").await.contains("worst"));
        assert_eq!(paul.post(&remove, &[("list", "partnerIncidents")]).await.status, 404);
        let nameless = pia.post("/saved-views", &[("list", "rooms"), ("choices", ""), ("name", " ")]).await;
        assert_eq!(nameless.status, 422);
        assert!(nameless.text().contains("name-error"));
        let nowhere = pia.post("/saved-views", &[("list", "elsewhere"), ("name", "x")]).await;
        assert_eq!(nowhere.status, 404);
        assert_eq!(pia.post(&remove, &[("list", "partnerIncidents")]).await.status, 303);
        assert!(!pia.page("/partner/incidents").await.contains("Worst"));
    })
    .await;
}
