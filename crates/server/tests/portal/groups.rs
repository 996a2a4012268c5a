//! Pages of room groups: what each face shows, and that effects are shown before anything is done.

use testkit::{
    World, each, each_linked,
    http::{Answer, Browser, Served},
};

const CONTOSO: &str = "contoso.example";

/// The version that a form of a page holds.
fn stamp(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"stamp\" value=\"").expect("a form with a version");
    rest.split('"').next().unwrap().to_owned()
}

/// Shows what a change of one room does, and makes it.
async fn step(browser: &mut Browser, group: &str, step: &str, room: &str) -> (String, Answer) {
    let go = [("go", "review"), ("room", room)];
    let review = browser.post(&format!("{group}/{step}"), &go).await;
    assert_eq!(review.status, 200, "{}", review.text());
    let review = review.text();
    let fields = [("stamp", stamp(&review)), ("step", step.to_owned()), ("room", room.to_owned())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let done = browser.post(&format!("{group}/members"), &fields).await;
    (review, done)
}

/// R-257, decision 1: groups are listed, found, sorted, exported and linked from rooms; nothing found is said.
#[tokio::test]
async fn own_groups_are_listed_and_found() {
    each(async |world: World| {
        let (berlin, room) = (world.group(CONTOSO, "Berlin"), world.room(CONTOSO, "Berlin 1"));
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let page = anna.page("/groups").await;
        assert!(
            page.contains("Boardrooms") && page.contains("3 groups") && page.contains("/groups/new"),
            "{page}"
        );
        let first = |page: &str| page.find("Berlin</a>") < page.find("Lisbon</a>");
        assert!(first(&page) && !first(&anna.page("/groups?sort=-name").await));
        let found = anna.page("/groups?q=lis").await;
        assert!(found.contains("1 group<") && found.contains("Lisbon") && !found.contains("Boardrooms"));
        assert!(anna.page("/groups?q=nowhere").await.contains("Nothing found"));
        let csv = anna.page("/groups.csv?q=b").await;
        assert!(csv.lines().count() == 4 && csv.contains(",Berlin,Contoso,,6"), "{csv}");

        let address = format!("/groups/{berlin}");
        assert!(anna.page(&format!("/rooms/{room}")).await.contains(&format!("href=\"{address}\"")));
        let page = anna.page(&address).await;
        assert!(page.contains("6 rooms") && page.contains(&format!("/rooms/{room}")), "{page}");
        assert!(page.contains("/settings/roles/"), "the assignment whose scope names the group");
        let found = anna.page(&format!("{address}?q=berlin+2")).await;
        assert!(found.contains("1 room<") && !found.contains("Berlin 3"));
        assert_eq!(anna.get("/groups?after=nonsense").await.status, 400);

        // A reader sees all of it and is offered nothing.
        let mut greta = served.sign_in("greta@contoso.example").await;
        let page = greta.page(&address).await;
        assert!(page.contains("6 rooms") && !page.contains("/add") && !page.contains("select-row"), "{page}");
        assert!(!greta.page("/groups").await.contains("/groups/new"));
        assert_eq!(greta.get("/groups/new").await.status, 403);
        for part in ["edit", "add", "delete"] {
            assert_eq!(greta.get(&format!("{address}/{part}")).await.status, 403, "{part}");
        }
    })
    .await;
}

/// a group is made with its first rooms, renamed under its version, and deleted; what was typed is kept.
#[tokio::test]
async fn a_group_is_made_edited_and_deleted() {
    each(async |world: World| {
        let room = world.room(CONTOSO, "Lisbon 1").to_string();
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        assert!(anna.page("/groups/new").await.contains("Berlin 1"), "rooms to choose from");
        let typed = [("displayName", "All hands"), ("description", "Big ones"), ("room", &room)];
        let found =
            anna.post("/groups/new", &[typed.as_slice(), &[("go", "find"), ("find", "berl")]].concat()).await;
        let found = found.text();
        assert!(
            found.contains("Chosen (1)") && found.contains("Found (6)") && found.contains("Big ones"),
            "{found}"
        );
        let part = anna
            .post("/pickers/rooms", &[("purpose", "new"), ("room", &room), ("find", "board")])
            .await
            .text();
        assert!(
            part.contains("Chosen (1)") && part.contains("Boardrooms 2") && !part.contains("<html"),
            "{part}"
        );

        let taken = [("displayName", " berlin"), ("description", "Big ones"), ("room", &room)];
        let refused = anna.post("/groups/new", &taken).await;
        assert_eq!(refused.status, 422);
        let text = refused.text();
        assert!(
            text.contains("displayName-error") && text.contains("Big ones") && text.contains("Chosen (1)")
        );
        let made = anna.post("/groups/new", &typed).await;
        let address = made.location().strip_suffix("?done=created").expect("the new group").to_owned();
        let page = anna.page(made.location()).await;
        assert!(
            page.contains("The group was created.") && page.contains("Lisbon 1") && page.contains("1 room<")
        );

        let edit = format!("{address}/edit");
        let version = stamp(&anna.page(&edit).await);
        let long = "x".repeat(501);
        let fields = [("stamp", version.as_str()), ("displayName", ""), ("description", &long)];
        let refused = anna.post(&edit, &fields).await;
        assert!(refused.status == 422 && refused.text().contains(&long), "{}", refused.text());
        let fields = [("stamp", version.as_str()), ("displayName", "Town halls"), ("description", "")];
        assert_eq!(anna.post(&edit, &fields).await.location(), format!("{address}?done=saved"));
        let stale = anna.post(&edit, &fields).await;
        assert!(stale.status == 412 && stale.text().contains("Somebody changed this"), "{}", stale.text());

        let delete = format!("{address}/delete");
        let page = anna.page(&delete).await;
        assert!(page.contains("Delete Town halls?") && page.contains("No scope names this group."), "{page}");
        assert!(!page.contains("name=\"confirmed\""));
        let stale = anna.post(&delete, &[("stamp", "1")]).await;
        assert!(stale.status == 412 && stale.text().contains("Somebody changed this"), "{}", stale.text());
        let version = stamp(&anna.page(&delete).await);
        assert_eq!(anna.post(&delete, &[("stamp", &version)]).await.location(), "/groups?done=deleted");
        assert_eq!(anna.get(&address).await.status, 404);
        assert!(anna.page("/groups?done=deleted").await.contains("The group was deleted."));
    })
    .await;
}

/// R-112, decision 13: who gains and who loses sight of which room is shown before rooms join or leave, and
/// nothing happens before the second step.
#[tokio::test]
async fn effects_are_shown_before_rooms_join_or_leave() {
    each_linked(async |world: World, _| {
        let (tenant, group) = (world.organization(CONTOSO), world.group(CONTOSO, "Berlin"));
        let lisbon = world.room(CONTOSO, "Lisbon 1").to_string();
        let berlin = world.room(CONTOSO, "Berlin 1").to_string();
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let mut pia = served.sign_in("pia@northwind.example").await;
        let address = format!("/groups/{group}");
        let there = format!("/partner/groups/{tenant}/{group}");

        let page = anna.page(&format!("{address}/add")).await;
        assert!(page.contains("Lisbon 1") && !page.contains("Berlin 1"), "members are left out: {page}");
        let none = anna.post(&format!("{address}/add"), &[("go", "review")]).await;
        assert!(none.status == 422 && none.text().contains("A value is required."), "{}", none.text());
        let find = [("go", "find"), ("find", "board"), ("room", lisbon.as_str())];
        let found = anna.post(&format!("{address}/add"), &find).await.text();
        assert!(found.contains("Chosen (1)") && found.contains("Found (2)"), "{found}");

        let review =
            anna.post(&format!("{address}/add"), &[("go", "review"), ("room", &lisbon)]).await.text();
        assert!(review.contains("1 person will see") && review.contains("Northwind"), "{review}");
        assert!(review.contains("Scopes that name this group"), "{review}");
        assert!(!pia.page(&there).await.contains("Lisbon 1"), "nothing is done yet");
        let (_, done) = step(&mut anna, &address, "add", &lisbon).await;
        assert_eq!(done.location(), format!("{address}?done=added"));
        let page = pia.page(&there).await;
        assert!(page.contains("Lisbon 1") && page.contains("7 rooms"), "{page}");

        let (review, done) = step(&mut anna, &address, "remove", &berlin).await;
        assert!(review.contains("1 person will no longer see:"), "{review}");
        assert_eq!(done.location(), format!("{address}?done=removed"));
        assert!(!pia.page(&there).await.contains("Berlin 1"));
        let none = anna.post(&format!("{address}/remove"), &[]).await.text();
        assert!(none.contains("No room was chosen"), "{none}");

        // What was shown is about one version: another one is shown anew.
        let fields = [("stamp", "1"), ("step", "add"), ("room", berlin.as_str())];
        let stale = anna.post(&format!("{address}/members"), &fields).await;
        let text = stale.text();
        assert!(
            stale.status == 412 && text.contains("Somebody changed this") && text.contains("Berlin 1"),
            "{text}"
        );
        assert_ne!(stamp(&text), "1");
    })
    .await;
}

/// a group that scopes name says which before it is deleted, and the form confirms what was shown.
#[tokio::test]
async fn deleting_a_group_in_a_scope_is_confirmed() {
    each_linked(async |world: World, _| {
        let group = world.group(CONTOSO, "Berlin");
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let delete = format!("/groups/{group}/delete");
        let page = anna.page(&delete).await;
        assert!(page.contains("Northwind") && page.contains("1 person will no longer see:"), "{page}");
        assert!(page.contains("name=\"confirmed\" value=\"yes\""));
        let version = stamp(&page);
        let unconfirmed = anna.post(&delete, &[("stamp", &version)]).await;
        assert!(unconfirmed.status == 422 && unconfirmed.text().contains("Please confirm this step."));
        let mut pia = served.sign_in("pia@northwind.example").await;
        assert!(pia.page("/partner/rooms").await.contains("6 rooms"));
        let fields = [("stamp", version.as_str()), ("confirmed", "yes")];
        assert_eq!(anna.post(&delete, &fields).await.location(), "/groups?done=deleted");
        assert!(!pia.page("/partner/rooms").await.contains("Berlin 1"));
    })
    .await;
}

/// a site lead works inside the own scope: unseen rooms and groups are not there, a group with
/// unseen members is not renamed or deleted, and no group is made that its maker would not see.
#[tokio::test]
async fn a_site_lead_works_inside_the_scope() {
    each(async |world: World| {
        let (berlin, lisbon) = (world.group(CONTOSO, "Berlin"), world.group(CONTOSO, "Lisbon"));
        let rooms = ["Berlin 1", "Lisbon 1"].map(|name| world.room(CONTOSO, name).to_string());
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        anna.page("/groups/new").await;
        let fields = [("displayName", "Mixed"), ("room", rooms[0].as_str()), ("room", rooms[1].as_str())];
        let mixed = anna.post("/groups/new", &fields).await;
        let mixed = mixed.location().strip_suffix("?done=created").unwrap().to_owned();

        let mut lea = served.sign_in("lea@contoso.example").await;
        let page = lea.page("/groups").await;
        assert!(page.contains("2 groups") && !page.contains("Lisbon"), "{page}");
        let page = lea.page(&mixed).await;
        assert!(
            page.contains("1 room<") && !page.contains("Lisbon 1") && !page.contains("Scopes that name"),
            "{page}"
        );
        assert!(page.contains("/add") && !page.contains("/edit") && !page.contains("/delete"), "{page}");
        assert_eq!(lea.get(&format!("{mixed}/edit")).await.status, 403);
        assert_eq!(lea.get(&format!("/groups/{lisbon}")).await.status, 404);
        for (part, fields) in [("edit", vec![("displayName", "Mine")]), ("members", vec![("step", "add")])] {
            let fields = [fields, vec![("stamp", "1")]].concat();
            assert_eq!(lea.post(&format!("/groups/{lisbon}/{part}"), &fields).await.status, 404, "{part}");
        }
        assert!(!lea.page(&format!("/groups/{berlin}/add")).await.contains("Lisbon 1"));
        let add = [("go", "review"), ("room", rooms[1].as_str())];
        let review = lea.post(&format!("/groups/{berlin}/add"), &add).await.text();
        assert!(review.contains("No room was chosen"), "an unseen room is not there: {review}");
        lea.page("/groups/new").await;
        let empty = lea.post("/groups/new", &[("displayName", "Empty")]).await;
        assert!(empty.status == 422 && empty.text().contains("Empty"), "{}", empty.text());

        // When the last room in sight leaves, its page is gone; the list says so.
        let (review, done) = step(&mut lea, &mixed, "remove", &rooms[0]).await;
        assert!(review.contains("may name this group"), "{review}");
        assert_eq!(done.location(), "/groups?done=removed");
        assert_eq!(lea.get(&mixed).await.status, 404);
    })
    .await;
}

/// decision 17: a partner finds the groups of its customers with the members in sight, is
/// offered no change, and learns nothing of other groups, scopes and partners.
#[tokio::test]
async fn a_partner_sees_groups_as_far_as_their_rooms() {
    each_linked(async |world: World, _| {
        let tenant = world.organization(CONTOSO);
        let (berlin, lisbon) = (world.group(CONTOSO, "Berlin"), world.group(CONTOSO, "Lisbon"));
        let scope = world.scope("fabrikam.example", &["Seoul 1"], &[]);
        world.link("fabrikam.example", "northwind.example", scope, &["pia@northwind.example"]).await;
        let room = world.room(CONTOSO, "Berlin 1");
        let served = Served::start(world).await;
        let mut pia = served.sign_in("pia@northwind.example").await;
        let page = pia.page("/partner/groups").await;
        assert!(page.contains("2 groups") && page.contains("Contoso") && page.contains("Fabrikam"), "{page}");
        assert!(!page.contains("Lisbon") && !page.contains("/partner/groups/new"), "{page}");
        let last = pia.page("/partner/groups?sort=-customer").await;
        assert!(last.find("Seoul</a>") < last.find("Berlin</a>"));
        let one = pia.page(&format!("/partner/groups?tenant={tenant}")).await;
        assert!(one.contains("1 group<") && !one.contains("Seoul</a>"), "{one}");
        let csv = pia.page("/partner/groups.csv").await;
        assert!(csv.lines().count() == 3 && csv.contains(",Seoul,Fabrikam,,1"), "{csv}");

        let address = format!("/partner/groups/{tenant}/{berlin}");
        assert!(pia.page(&format!("/partner/rooms/{tenant}/{room}")).await.contains(&address));
        let page = pia.page(&address).await;
        assert!(
            page.contains("6 rooms") && page.contains(&format!("/partner/rooms/{tenant}/{room}")),
            "{page}"
        );
        for absent in ["select-row", "/edit\"", "/add\"", "/delete\"", "Scopes that name"] {
            assert!(!page.contains(absent), "{absent}");
        }
        for part in ["edit", "add", "delete"] {
            assert_eq!(pia.get(&format!("{address}/{part}")).await.status, 403, "{part}");
        }
        let room = room.to_string();
        let fields = [("stamp", "1"), ("step", "remove"), ("room", room.as_str()), ("displayName", "Ours")];
        for part in ["edit", "members", "delete", "remove"] {
            assert_eq!(pia.post(&format!("{address}/{part}"), &fields).await.status, 403, "{part}");
        }
        assert_eq!(pia.get(&format!("/partner/groups/new?tenant={tenant}")).await.status, 403);
        let fields = [("tenant", tenant.to_string()), ("displayName", "Ours".to_owned())];
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(pia.post("/partner/groups/new", &fields).await.status, 403);
        assert_eq!(pia.get(&format!("/partner/groups/{tenant}/{lisbon}")).await.status, 404);
    })
    .await;
}

/// whoever has nothing to do with an organization finds neither its groups nor how many there are;
/// each face shows the page to those who may see groups there, and to nobody else.
#[tokio::test]
async fn strangers_find_no_group() {
    each_linked(async |world: World, _| {
        let (tenant, group) = (world.organization(CONTOSO), world.group(CONTOSO, "Berlin"));
        let served = Served::start(world).await;
        let (own, there) = (format!("/groups/{group}"), format!("/partner/groups/{tenant}/{group}"));
        for upn in ["ned@northwind.example", "ada@adventure.example", "sven@tailspin.example"] {
            let mut stranger = served.sign_in(upn).await;
            stranger.page("/account").await;
            for address in [&own, &there] {
                for part in ["", "/edit", "/add", "/delete"] {
                    let status = stranger.get(&format!("{address}{part}")).await.status;
                    assert!(
                        status == 404 || (address == &own && status == 403),
                        "{upn} {address}{part}: {status}"
                    );
                }
                let fields = [("stamp", "1"), ("confirmed", "yes")];
                let status = stranger.post(&format!("{address}/delete"), &fields).await.status;
                assert!(status == 404 || (address == &own && status == 403), "{upn} {address}: {status}");
            }
            let list = stranger.get(&format!("/partner/groups?tenant={tenant}")).await;
            assert_eq!(list.status, 404, "{upn}");
        }
        // A partner's person without rights at any customer: no entry, no group, no count.
        let mut ned = served.sign_in("ned@northwind.example").await;
        assert!(!ned.page("/partner/tenants").await.contains("\"/partner/groups\""));
        assert!(ned.page("/partner/groups").await.contains("No groups yet"));
        // No part of the Rooms face for whoever may not see groups, the site technician.
        let mut theo = served.sign_in("theo@contoso.example").await;
        let page = theo.page("/rooms").await;
        assert!(!page.contains("\"/groups\"") && !page.contains("name=\"group\""), "{page}");
        assert_eq!(theo.get("/groups").await.status, 403);
        assert_eq!(theo.get(&own).await.status, 403);
        for (upn, page, entry) in [
            ("greta@contoso.example", "/rooms", "\"/groups\""),
            ("pia@northwind.example", "/partner/rooms", "\"/partner/groups\""),
        ] {
            assert!(served.sign_in(upn).await.page(page).await.contains(entry), "{upn}");
        }
    })
    .await;
}

/// R-257, decision 13: a group is made with a rule after the number of its rooms was shown; it says what chooses them and offers no
/// buttons for that; another rule is shown with who gains and who loses sight before it is saved.
#[tokio::test]
async fn a_rule_is_shown_before_it_is_saved() {
    each_linked(async |world: World, _| {
        let (berlin, room) = (world.group(CONTOSO, "Berlin"), world.room(CONTOSO, "Berlin 1"));
        let tenant = world.organization(CONTOSO);
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let edit = format!("/rooms/{room}/edit");
        let version = stamp(&anna.page(&edit).await);
        let record = [("stamp", version.as_str()), ("displayName", "Berlin 1"), ("deviceType", "panel")];
        let saved = anna.post(&edit, &[record.as_slice(), &[("tags", "VIP, top floor")]].concat()).await;
        assert_eq!(saved.location(), format!("/rooms/{room}?done=saved"));
        let page = anna.page(&format!("/rooms/{room}")).await;
        assert!(page.contains("href=\"/rooms?tag=top+floor\""), "{page}");
        let found = anna.page("/rooms?tag=vip").await;
        assert!(
            found.contains("Berlin 1") && !found.contains("Berlin 2") && found.contains("Tag: <b>vip</b>")
        );

        let page = anna.page("/groups/new").await;
        assert!(page.contains("All rooms with a tag") && page.contains("<option value=\"VIP\">"), "{page}");
        assert!(!page.contains("All rooms in a place"), "no place to choose");
        let typed = [("displayName", "Important"), ("by", "tag"), ("ruleTag", "vip"), ("go", "save")];
        let review = anna.post("/groups/new", &typed).await;
        let review = review.text();
        assert!(
            review.contains("1 room is chosen by this.")
                && review.contains("name=\"reviewed\" value=\"vip\""),
            "{review}"
        );
        assert!(!anna.page("/groups").await.contains("Important"), "nothing before the second step");
        let made = anna.post("/groups/new", &[typed.as_slice(), &[("reviewed", "vip")]].concat()).await;
        let address = made.location().strip_suffix("?done=created").expect("the new group").to_owned();
        let page = anna.page(&address).await;
        assert!(page.contains("All rooms with the tag vip") && page.contains("1 room<"), "{page}");
        for absent in ["/add\"", "select-row", "Remove from the group"] {
            assert!(!page.contains(absent), "{absent}");
        }
        assert_eq!(anna.get(&format!("{address}/add")).await.status, 409);
        assert!(anna.page("/groups").await.contains("All rooms with the tag vip"));
        assert!(anna.page("/groups.csv?q=important").await.contains(",Important,Contoso,,1,,vip"));
        let refused = anna.post("/groups/new", &[("displayName", "X"), ("by", "tag"), ("ruleTag", "")]).await;
        assert!(refused.status == 422 && refused.text().contains("rule-error"), "{}", refused.text());

        // The group that a scope names loses five of its six rooms.
        let edit = format!("/groups/{berlin}/edit");
        let version = stamp(&anna.page(&edit).await);
        let typed =
            [("stamp", version.as_str()), ("displayName", "Berlin"), ("by", "tag"), ("ruleTag", "VIP")];
        let review = anna.post(&edit, &typed).await.text();
        for told in ["5 rooms leave.", "Northwind", "Berlin 2"] {
            assert!(review.contains(told), "{told}: {review}");
        }
        let saved = anna.post(&edit, &[typed.as_slice(), &[("reviewed", "vip")]].concat()).await;
        assert_eq!(saved.location(), format!("/groups/{berlin}?done=saved"));

        // The room that is left: who loses sight of it is shown before it loses the tag.
        let edit = format!("/rooms/{room}/edit");
        let version = stamp(&anna.page(&edit).await);
        let record = [("stamp", version.as_str()), ("displayName", "Berlin 1"), ("deviceType", "panel")];
        let review = anna.post(&edit, &record).await.text();
        assert!(review.contains("Northwind") && review.contains("Who gains or loses sight"), "{review}");
        let (_, rest) = review.split_once("name=\"reviewed\" value=\"").expect("what was reviewed");
        let reviewed = rest.split('"').next().unwrap();
        let mut pia = served.sign_in("pia@northwind.example").await;
        let page = pia.page(&format!("/partner/groups/{tenant}/{berlin}")).await;
        assert!(page.contains("All rooms with the tag VIP") && page.contains("Berlin 1"), "{page}");
        let saved = anna.post(&edit, &[record.as_slice(), &[("reviewed", reviewed)]].concat()).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        assert_eq!(pia.get(&format!("/partner/groups/{tenant}/{berlin}")).await.status, 404);

        // Whoever sees some rooms alone is offered no rule.
        let mut lea = served.sign_in("lea@contoso.example").await;
        let status = lea.get("/groups/new").await;
        assert!(status.status == 200 && !status.text().contains("name=\"by\""), "{}", status.text());
    })
    .await;
}
