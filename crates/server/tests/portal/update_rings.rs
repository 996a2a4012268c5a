//! Pages of update rings: the plan, a ring with its rooms, and what is offered to whom.

use domain::{scope::Scope, update_ring::Preset};
use testkit::{World, each, each_linked, http::Served};

const CONTOSO: &str = "contoso.example";

/// The version that a form of a page holds.
fn stamp(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"stamp\" value=\"").expect("a form with a version");
    rest.split('"').next().unwrap().to_owned()
}

/// R-258, §5.5: the plan shows each ring, when it begins, its days as numbers and as a picture, and the total; the form says what
/// the others leave, and keeps what was typed.
#[tokio::test]
async fn a_ring_is_made_edited_and_deleted() {
    each(async |world: World| {
        let (berlin, lisbon) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Lisbon 1"));
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let page = anna.page("/update-rings").await;
        for told in
            ["Staging", "General", "Executive", "Total", "28 days", "35 days", "3 rings", "/update-rings/new"]
        {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert!(page.contains("<rect class=\"plan-rollout\" x=\"7\" y=\"0\" width=\"14\""), "{page}");
        assert!(anna.page("/rooms").await.contains("href=\"/update-rings\""), "it is in the navigation");

        let form = anna.page("/update-rings/new").await;
        assert!(form.contains("Days set by other rings") && form.contains("25 days"), "{form}");
        let typed = |name, order, rollout| {
            [
                ("displayName", name),
                ("description", "Big ones"),
                ("order", order),
                ("rolloutDays", rollout),
                ("testDays", "6"),
            ]
        };
        let refused = anna.post("/update-rings/new", &typed("Slow", "7", "20")).await;
        let text = refused.text();
        assert!(
            refused.status == 422 && text.contains("at most 25 days") && text.contains("Big ones"),
            "{text}"
        );
        assert!(text.contains("rolloutDays-error") && text.contains("href=\"#rolloutDays\""), "{text}");
        let made = anna.post("/update-rings/new", &typed("Slow", "7", "5")).await;
        let address = made.location().strip_suffix("?done=created").expect("the new ring").to_owned();
        let page = anna.page(made.location()).await;
        assert!(page.contains("The ring was created.") && page.contains("No rooms in this ring"), "{page}");

        let edit = format!("{address}/edit");
        let version = stamp(&anna.page(&edit).await);
        let fields = [typed("Slower", "8", "4").as_slice(), &[("stamp", &version)]].concat();
        assert_eq!(anna.post(&edit, &fields).await.location(), format!("{address}?done=saved"));
        let stale = anna.post(&edit, &fields).await;
        assert!(stale.status == 412 && stale.text().contains("Somebody changed this"), "{}", stale.text());

        let shift = format!("{address}/move");
        assert!(anna.page(&shift).await.contains("Berlin 1"), "rooms to choose from");
        let nothing = anna.post(&shift, &[("go", "move")]).await;
        assert!(
            nothing.status == 422 && nothing.text().contains("A value is required"),
            "{}",
            nothing.text()
        );
        let (berlin, lisbon) = (berlin.to_string(), lisbon.to_string());
        let found = anna.post(&shift, &[("go", "find"), ("find", "lis"), ("room", &berlin)]).await.text();
        assert!(found.contains("Chosen (1)") && found.contains("Found (4)"), "{found}");
        let part = [
            ("purpose", format!("ring-{}", address.rsplit('/').next().unwrap())),
            ("find", "lis".to_owned()),
        ];
        let part: Vec<_> = part.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let part = anna.post("/pickers/rooms", &part).await.text();
        assert!(part.contains("Found (4)") && !part.contains("<html"), "{part}");
        let moved = anna.post(&shift, &[("go", "move"), ("room", &berlin), ("room", &lisbon)]).await;
        assert_eq!(moved.location(), format!("{address}?done=moved"));
        let page = anna.page(&format!("{address}?q=lis")).await;
        assert!(
            page.contains("1 room<") && page.contains("Lisbon 1") && !page.contains("Berlin 1"),
            "{page}"
        );

        let delete = format!("{address}/delete");
        let page = anna.page(&delete).await;
        assert!(page.contains("Delete Slower?") && page.contains("2 rooms move to General."), "{page}");
        let fields = [("stamp", stamp(&page)), ("confirmed", "yes".to_owned())];
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(anna.post(&delete, &fields).await.location(), "/update-rings?done=deleted");
        assert!(anna.page("/update-rings?done=deleted").await.contains("The ring was deleted."));
        assert_eq!(anna.get(&address).await.status, 404);

        // What is preset keeps its name and stays.
        let general = format!("/update-rings/{}", Preset::General.id());
        let page = anna.page(&general).await;
        assert!(page.contains("12 rooms") && !page.contains("/delete"), "{page}");
        assert_eq!(anna.get(&format!("{general}/delete")).await.status, 409);
        let form = anna.page(&format!("{general}/edit")).await;
        assert!(!form.contains("name=\"displayName\"") && form.contains("name=\"order\""), "{form}");
        let form = anna.page(&format!("/update-rings/{}/edit", Preset::Staging.id())).await;
        assert!(!form.contains("name=\"order\"") && form.contains("name=\"rolloutDays\""), "{form}");
    })
    .await;
}

/// a room's page shows its ring and moves the room; who may only look is offered nothing, who may not view rings sees
/// none.
#[tokio::test]
async fn a_room_is_moved_from_its_page() {
    each(async |world: World| {
        let room = format!("/rooms/{}", world.room(CONTOSO, "Berlin 1"));
        let served = Served::start(world).await;
        let general = format!("href=\"/update-rings/{}\"", Preset::General.id());
        let mut anna = served.sign_in("anna@contoso.example").await;
        let page = anna.page(&room).await;
        assert!(page.contains(&general) && page.contains("Move to another ring"), "{page}");
        let form = anna.page(&format!("{room}/ring")).await;
        assert!(form.contains(&format!("value=\"{}\" selected", Preset::General.id())), "{form}");
        let staging = Preset::Staging.id().to_string();
        let moved = anna.post(&format!("{room}/ring"), &[("ring", &staging)]).await;
        assert_eq!(moved.location(), format!("{room}?done=moved"));
        let page = anna.page(moved.location()).await;
        assert!(
            page.contains("The room was moved") && page.contains(&format!("/update-rings/{staging}")),
            "{page}"
        );
        assert_eq!(anna.post(&format!("{room}/ring"), &[("ring", "nowhere")]).await.status, 404);

        let mut greta = served.sign_in("greta@contoso.example").await;
        let page = greta.page(&room).await;
        assert!(page.contains(&staging) && !page.contains(&format!("{room}/ring")), "{page}");
        assert_eq!(greta.get(&format!("{room}/ring")).await.status, 403);
        let page = greta.page("/update-rings").await;
        assert!(page.contains("Staging") && !page.contains("/update-rings/new"), "{page}");
        for part in ["edit", "move"] {
            let address = format!("/update-rings/{staging}/{part}");
            assert_eq!(greta.get(&address).await.status, 403, "{part}");
        }
        assert_eq!(greta.get("/update-rings/new").await.status, 403);

        let mut theo = served.sign_in("theo@contoso.example").await;
        let page = theo.page(&room).await;
        assert!(!page.contains("update-rings") && !page.contains("Update ring"), "{page}");
        assert_eq!(theo.get("/update-rings").await.status, 403);
    })
    .await;
}

/// R-266, decision 1: a partner sees the plans of all customers in one list and the rings of each with the rooms of its scope, moves
/// those, and is told why it changes no ring with others.
#[tokio::test]
async fn a_partner_sees_the_rings_of_its_customers() {
    each_linked(async |world: World, _| {
        let tenant = world.organization(CONTOSO);
        let room = world.room(CONTOSO, "Berlin 1").to_string();
        let served = Served::start(world).await;
        let mut pia = served.sign_in("pia@northwind.example").await;
        let list = format!("/partner/update-rings?tenant={tenant}");
        let page = pia.page("/partner/update-rings").await;
        assert!(page.contains(&list) && page.contains("35 days") && page.contains("1 tenant<"), "{page}");
        assert!(pia.page("/partner/update-rings?q=nowhere").await.contains("Nothing found"));
        assert!(page.contains("/partner/update-rings.csv"), "{page}");
        let file = pia.page("/partner/update-rings.csv").await;
        assert!(file.starts_with("tenantId,tenantDisplayName,id,displayName,order,"), "{file}");
        assert!(
            file.lines().count() == 4 && file.contains(",General,5,14,7,7,6"),
            "a line for each ring: {file}"
        );
        assert_eq!(pia.page("/partner/update-rings.csv?q=nowhere").await.lines().count(), 1);
        let page = pia.page(&list).await;
        assert!(page.contains("Contoso") && page.contains("Executive") && !page.contains("/new\""), "{page}");
        let base = format!("/partner/update-rings/{tenant}");
        let staging = format!("{base}/{}", Preset::Staging.id());
        let moved = pia.post(&format!("{staging}/move"), &[("go", "move"), ("room", &room)]).await;
        assert_eq!(moved.location(), format!("{staging}?done=moved"));
        let page = pia.page(&staging).await;
        assert!(
            page.contains(&format!("/partner/rooms/{tenant}/{room}")) && page.contains("/edit"),
            "{page}"
        );
        let general = format!("{base}/{}", Preset::General.id());
        let page = pia.page(&general).await;
        assert!(page.contains("5 rooms") && !page.contains("/edit"), "{page}");
        let refused = pia.get(&format!("{general}/edit")).await;
        assert!(
            refused.status == 403 && refused.text().contains("outside what you may change"),
            "{}",
            refused.text()
        );
        assert_eq!(pia.get(&format!("{base}/new")).await.status, 403);
        let moved = pia
            .post(
                &format!("/partner/rooms/{tenant}/{room}/ring"),
                &[("ring", &Preset::General.id().to_string())],
            )
            .await;
        assert_eq!(moved.location(), format!("/partner/rooms/{tenant}/{room}?done=moved"));
    })
    .await;
}

/// Decision 1, R-222, R-258, R-266: customers are ordered by each column; the days of the preset rings are set at those that are ticked,
/// after it was shown what changes at each, with a result for each; where nothing can be changed there is nothing to tick.
#[tokio::test]
async fn days_are_set_at_many_customers() {
    each_linked(async |world: World, _| {
        world.link("fabrikam.example", "northwind.example", Scope::ALL, &["pia@northwind.example"]).await;
        let (contoso, fabrikam) = (world.organization(CONTOSO), world.organization("fabrikam.example"));
        let (ours, theirs) = (format!("{contoso}.{contoso}"), format!("{fabrikam}.{fabrikam}"));
        let served = Served::start(world).await;
        let mut pia = served.sign_in("pia@northwind.example").await;
        for column in ["name", "rings", "rooms", "days"] {
            let up = pia.page(&format!("/partner/update-rings?sort={column}")).await;
            assert!(up.contains("aria-sort=\"ascending\"") && up.contains("Contoso</a>"), "{column}: {up}");
            let down = pia.page(&format!("/partner/update-rings?sort=-{column}")).await;
            assert!(
                down.contains("aria-sort=\"descending\"") && down.contains("2 tenants"),
                "{column}: {down}"
            );
        }
        let up = pia.page("/partner/update-rings?sort=rooms").await;
        assert!(up.find("Fabrikam</a>") < up.find("Contoso</a>"), "3 rooms, 6 rooms: {up}");
        let down = pia.page("/partner/update-rings?sort=-rooms").await;
        assert!(down.find("Contoso</a>") < down.find("Fabrikam</a>"), "{down}");
        assert!(down.contains("/partner/update-rings.csv?sort=-rooms"), "{down}");
        assert!(down.contains(&format!("value=\"{theirs}\"")) && !down.contains(&ours), "{down}");

        let (bulk, back) = ("/partner/update-rings/bulk/days", ("back", "?sort=-rooms"));
        let none = pia.post(bulk, &[back]).await;
        assert!(none.location().starts_with("/partner/update-rings?sort=-rooms&"), "{}", none.location());
        assert!(pia.page(none.location()).await.contains("Choose customers first."));
        let chosen = [("customer", ours.as_str()), ("customer", theirs.as_str()), back];
        let form = pia.post(bulk, &chosen).await;
        let form = form.text();
        assert!(form.contains("2 tenants") && form.contains("name=\"staging/rolloutDays\""), "{form}");
        let with = |days: &[(&'static str, &'static str)]| {
            let mut fields = chosen.to_vec();
            fields.extend_from_slice(days);
            fields
        };
        let wrong = pia.post(bulk, &with(&[("staging/rolloutDays", "0"), ("go", "preview")])).await;
        assert!(wrong.status == 422 && wrong.text().contains("Staging, Rollout in days"), "{}", wrong.text());
        let days = [("staging/rolloutDays", "2"), ("general/testDays", "5")];
        let review = pia.post(bulk, &with(&[days[0], days[1], ("go", "preview")])).await.text();
        assert!(review.contains("Staging – Rollout: 3 days → 2 days"), "{review}");
        assert!(review.contains("35 days → 32 days") && review.contains("Not possible"), "{review}");
        assert!(review.contains("name=\"general/testDays\" value=\"5\""), "{review}");
        let again = pia.post(bulk, &with(&[days[0], days[1], ("go", "change")])).await.text();
        assert!(again.contains("id=\"general/testDays\"") && again.contains("value=\"5\""), "{again}");
        let there = format!("/partner/update-rings?tenant={fabrikam}");
        assert!(pia.page(&there).await.contains("35 days"), "nothing was changed yet");

        let told = pia.post(bulk, &with(&[days[0], days[1], ("go", "save")])).await.text();
        assert!(told.contains("1 of 2 done.") && told.contains("outside what you may change"), "{told}");
        assert!(told.contains(&there) && told.contains("/partner/update-rings?sort=-rooms"), "{told}");
        assert!(pia.page(&there).await.contains("32 days"));
    })
    .await;
}
