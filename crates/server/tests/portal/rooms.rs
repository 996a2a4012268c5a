//! Pages of rooms: what each reader is shown and offered.

use testkit::{World, each, each_linked, http::Served, seed};

const CONTOSO: &str = "contoso.example";

/// R-002, R-245, R-246, R-258: the list shows and counts what is in sight, searches and filters, and offers what the reader may do.
#[tokio::test]
async fn own_rooms_are_shown_and_found() {
    each_linked(async |world: World, _| {
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let page = anna.page("/rooms").await;
        assert!(
            page.contains("Berlin 1") && page.contains("Lisbon 1") && page.contains("12 rooms"),
            "{page}"
        );
        assert!(page.contains("/rooms/new") && page.contains("/rooms/enrol"));
        let found = anna.page("/rooms?q=lisbon&sort=-health").await;
        assert!(found.contains("Lisbon 1") && !found.contains("Berlin 1"));
        let [staging, general] = [1, 2].map(|ring| format!("ring=00000000-0000-0000-0000-00000000000{ring}"));
        assert!(page.contains("name=\"ring\""));
        assert!(!anna.page(&format!("/rooms?{staging}")).await.contains("Berlin 1"));
        assert!(anna.page(&format!("/rooms?{general}&q=lisbon")).await.contains("Lisbon 1"));
        let mut pia = served.sign_in("pia@northwind.example").await;
        let page = pia.page(&format!("/partner/rooms?{general}")).await;
        assert!(page.contains("Berlin 1") && page.contains("Executive"), "{page}");
        let csv = anna.page("/rooms.csv?q=lisbon").await;
        assert_eq!(csv.lines().count(), 5, "{csv}");

        let mut theo = served.sign_in("theo@contoso.example").await;
        let page = theo.page("/rooms").await;
        assert!(page.contains("2 rooms") && !page.contains("Berlin 3") && !page.contains("/rooms/new"));
        assert!(!page.contains("name=\"ring\""), "whose rings a technician does not see");
        assert_eq!(theo.get(&format!("/rooms?{general}")).await.status, 403);
        let hidden = served.world.room(CONTOSO, "Berlin 3");
        assert_eq!(theo.get(&format!("/rooms/{hidden}")).await.status, 404);
    })
    .await;
}

/// §5.1: a form of a new room that is sent twice, by a double click or a reload, adds one room; names may be shared.
#[tokio::test]
async fn a_form_sent_twice_adds_one_room() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let page = anna.page("/rooms/new").await;
        let (_, rest) = page.split_once("name=\"once\" value=\"").unwrap();
        let once = rest.split('"').next().unwrap();
        let attic = [("once", once), ("displayName", "Attic"), ("deviceType", "generic")];
        let first = anna.post("/rooms/new", &attic).await;
        assert_eq!(first.status, 303, "{}", first.text());
        let again = anna.post("/rooms/new", &attic).await;
        assert_eq!((again.status, again.location()), (first.status, first.location()));
        let cellar = [("once", once), ("displayName", "Cellar"), ("deviceType", "generic")];
        assert_ne!(anna.post("/rooms/new", &cellar).await.location(), first.location(), "another room");
        let page = anna.page("/rooms/new").await;
        assert!(!page.contains(once), "each page is another form");
        assert!(!anna.page(first.location()).await.contains("name=\"once\""));
        let made = "select count(*) from rooms where name in ('Attic', 'Cellar')";
        assert_eq!(served.world.database.number(made).await, 2);
    })
    .await;
}

/// §5.1, R-241, R-242: the record is edited under its version; unenrolling and deleting are asked for first.
#[tokio::test]
async fn a_room_is_edited_and_unenrolled() {
    each_linked(async |world: World, _| {
        let room = world.room(CONTOSO, "Berlin 1");
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let address = format!("/rooms/{room}");
        let page = anna.page(&address).await;
        assert!(page.contains("Northwind"), "the owner sees which partner sees the room");
        anna.page(&format!("{address}?tab=signals")).await;
        anna.page(&format!("{address}?tab=history")).await;
        let edit = format!("{address}/edit");
        let fields = |stamp: &'static str, name: &'static str| {
            [("stamp", stamp), ("displayName", name), ("deviceType", "panel"), ("capacity", "x")]
        };
        let refused = anna.post(&edit, &fields("1", "")).await;
        assert_eq!(refused.status, 422);
        let refused =
            anna.post(&edit, &[("stamp", "9"), ("displayName", "B"), ("deviceType", "panel")]).await;
        assert!(refused.text().contains("Somebody changed this"), "{}", refused.text());
        let saved =
            anna.post(&edit, &[("stamp", "1"), ("displayName", "B 1"), ("deviceType", "panel")]).await;
        assert_eq!(saved.location(), format!("{address}?done=saved"));
        assert!(anna.page(&address).await.contains("B 1"));

        assert!(anna.page(&format!("{address}/unenrol")).await.contains("Stop monitoring this room?"));
        assert_eq!(
            anna.post(&format!("{address}/unenrol"), &[]).await.location(),
            format!("{address}?done=unenrolled")
        );
        let again = anna.post("/rooms/enrol", &[("room", &room.to_string())]).await;
        assert!(again.text().contains("Not enrolled"), "{}", again.text());
        assert_eq!(anna.post(&format!("{address}/delete"), &[("stamp", "3")]).await.location(), "/rooms");
        assert_eq!(anna.get(&address).await.status, 404);

        let added = anna.post("/rooms/new", &[("displayName", "Attic"), ("deviceType", "generic")]).await;
        assert!(added.location().ends_with("?done=added"));
    })
    .await;
}

/// R-112, R-132: a site lead adds a room; outside of every group that is in scope it stays out of sight, and both faces say
/// that it was added.
#[tokio::test]
async fn a_room_is_added_out_of_sight() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut lea = served.sign_in("lea@contoso.example").await;
        lea.page("/rooms/new").await;
        let added = lea.post("/rooms/new", &[("displayName", "Attic"), ("deviceType", "generic")]).await;
        let page = lea.page(added.location()).await;
        assert!(
            page.contains("The room was added. You will see it once") && !page.contains("Attic"),
            "{page}"
        );
        let client = served.client("lea@contoso.example").await;
        let body = serde_json::json!({"displayName": "Cellar", "deviceType": "generic"});
        let made = client.post("/v1.0/rooms", &body).await;
        assert!(made.status == 201 && made.body.is_empty(), "{}", made.text());
        service::observe::write_down(&served.world.app, true).await.unwrap();
        let refused = "select count(*) from audit_events where kind = 'refused'";
        assert_eq!(
            served.world.database.number(refused).await,
            0,
            "decision 14: what was done is no refused attempt"
        );
        assert_eq!(client.get(made.location()).await.status, 404);
        let anna = served.client("anna@contoso.example").await;
        assert_eq!(anna.get(made.location()).await.json()["displayName"], "Cellar");
    })
    .await;
}

/// R-112, R-220, decision 17: a partner sees the link's rooms with their customer, edits them, and learns nothing
/// of other partners or of rooms outside.
#[tokio::test]
async fn a_partner_works_on_the_rooms_of_the_link() {
    each_linked(async |world: World, _| {
        let tenant = world.organization(CONTOSO);
        let room = world.room(CONTOSO, "Berlin 1");
        let outside = world.room(CONTOSO, "Lisbon 1");
        let served = Served::start(world).await;
        let mut pia = served.sign_in("pia@northwind.example").await;
        for address in ["/partner/rooms".to_owned(), format!("/partner/rooms?tenant={tenant}")] {
            let page = pia.page(&address).await;
            assert!(
                page.contains("Contoso") && page.contains("6 rooms") && !page.contains("Lisbon"),
                "{page}"
            );
        }
        let address = format!("/partner/rooms/{tenant}/{room}");
        let page = pia.page(&address).await;
        assert!(!page.contains("Partners who see this room") && !page.contains("unenrol"), "{page}");
        let fields = [("stamp", "1"), ("displayName", "By Pia"), ("deviceType", "panel")];
        assert_eq!(
            pia.post(&format!("{address}/edit"), &fields).await.location(),
            format!("{address}?done=saved")
        );
        assert_eq!(pia.get(&format!("/partner/rooms/{tenant}/{outside}")).await.status, 404);
        assert_eq!(pia.post(&format!("/rooms/{room}/unenrol"), &[]).await.status, 404);
    })
    .await;
}

/// R-245, R-264: the forms offer size, place type and coordinates, keep what was typed beside its fault, and the page
/// and the CSV file show them.
#[tokio::test]
async fn size_place_type_and_coordinates_are_filled_in() {
    each(async |world: World| {
        let room = world.room(CONTOSO, "Lisbon 1");
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let new = anna.page("/rooms/new").await;
        assert!(new.contains(r#"<option value="huddleRoom">Huddle room</option>"#), "{new}");
        let fields = |latitude: &'static str, size: &'static str| {
            [
                ("stamp", "1"),
                ("displayName", "Lisbon 1"),
                ("deviceType", "panel"),
                ("size", size),
                ("placeType", "openArea"),
                ("latitude", latitude),
                ("longitude", "-9.1393"),
            ]
        };
        let edit = format!("/rooms/{room}/edit");
        let refused = anna.post(&edit, &fields("91", "medium")).await.text();
        assert!(refused.contains("Give degrees within \u{2212}90–90"), "{refused}");
        for kept in [r#"value="91""#, r#"<option value="openArea" selected>"#] {
            assert!(refused.contains(kept), "{kept}: {refused}");
        }
        let refused = anna.post(&edit, &fields("", "gigantic")).await.text();
        for fault in ["fill in both or neither", r#"id="size-error""#] {
            assert!(refused.contains(fault), "{fault}: {refused}");
        }
        assert_eq!(anna.post(&edit, &fields("38.7223", "medium")).await.status, 303);
        let page = anna.page(&format!("/rooms/{room}")).await;
        for told in ["<dd>Medium</dd>", "<dd>Open area</dd>", "<dd>38.7223, -9.1393</dd>"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let csv = anna.page("/rooms.csv?q=lisbon+1").await;
        for cells in [",size,placeType,latitude,longitude,", ",Medium,Open area,38.7223,-9.1393,"] {
            assert!(csv.contains(cells), "{cells}: {csv}");
        }
    })
    .await;
}

/// R-243, R-245, decision 15: page and API show firmware, hardware addresses, TPM, how the credential is kept, and what
/// the agent misses, with its reason.
#[tokio::test]
async fn how_a_device_stands_is_shown() {
    each(async |world: World| {
        let missing = r#"[{"what":"serialNumber","reason":"noRight","detail":"no right to read /sys/serial"},
            {"what":"localAccount","reason":"notThere","detail":"/etc/passwd does not have room"}]"#;
        let room = seed::Room {
            firmware_version: "M4RKT1AA".to_owned(),
            mac_addresses: r#"["02:00:00:00:00:01"]"#.to_owned(),
            tpm: Some(domain::device::Tpm::Tpm2),
            credential_protection: Some(domain::device::CredentialProtection::File),
            missing: missing.to_owned(),
            ..seed::Room::named(world.organization(CONTOSO), world.ids.id(), "Attic")
        };
        let mut seeding = world.seed().await;
        seeding.room(&room).await.unwrap();
        seeding.commit().await.unwrap();
        let quiet = world.room(CONTOSO, "Lisbon 1");
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let page = anna.page(&format!("/rooms/{}", room.id)).await;
        for told in [
            "<dd>M4RKT1AA</dd>",
            "<li><code>02:00:00:00:00:01</code></li>",
            "<dd>TPM 2.0</dd>",
            "<dd>In a file that the agent alone can read</dd>",
            "What the agent lacks",
            "<strong>Serial number</strong> · No right",
            "no right to read /sys/serial",
            "<strong>Local account</strong> · Not there",
        ] {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert!(!anna.page(&format!("/rooms/{quiet}")).await.contains("What the agent lacks"));
        let client = served.client("anna@contoso.example").await;
        let told = client.get(&format!("/v1.0/rooms/{}", room.id)).await.json();
        assert_eq!((&told["tpm"], &told["credentialProtection"]), (&"tpm2".into(), &"file".into()));
        assert_eq!(
            (&told["firmwareVersion"], &told["macAddresses"][0]),
            (&"M4RKT1AA".into(), &"02:00:00:00:00:01".into())
        );
        assert_eq!(told["missing"], serde_json::from_str::<serde_json::Value>(missing).unwrap());
        let without = client.get(&format!("/v1.0/rooms/{quiet}")).await.json();
        assert!(without["tpm"].is_null() && without["missing"].as_array().unwrap().is_empty(), "{without}");
    })
    .await;
}

/// §5.1: the addresses that a device tells are a list, on the page and in the API.
#[tokio::test]
async fn network_addresses_are_a_list() {
    each(async |world: World| {
        let named = seed::Room::named(world.organization(CONTOSO), world.ids.id(), "Attic");
        let addresses = r#"["10.0.0.7","00:00:5e:00:53:01"]"#.to_owned();
        let room = seed::Room { addresses, ..named };
        let mut seeding = world.seed().await;
        seeding.room(&room).await.unwrap();
        seeding.commit().await.unwrap();
        let served = Served::start(world).await;
        let page = served.sign_in("anna@contoso.example").await.page(&format!("/rooms/{}", room.id)).await;
        assert!(
            page.contains("<li><code>10.0.0.7</code></li><li><code>00:00:5e:00:53:01</code></li>"),
            "{page}"
        );
        let client = served.client("anna@contoso.example").await;
        let told = client.get(&format!("/v1.0/rooms/{}", room.id)).await.json();
        assert_eq!(told["addresses"][1], "00:00:5e:00:53:01", "{told}");
    })
    .await;
}

/// R-245: a file is tried, shown line by line with what is wrong, and its rooms are added at one press, once.
#[tokio::test]
async fn a_file_of_rooms_is_tried_and_added() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        assert!(anna.page("/rooms").await.contains("/rooms/import"));
        anna.page("/rooms/import").await;
        let wrong =
            anna.upload("/rooms/import", "rooms.csv", b"displayName;capacity\n=1+1;many\nAttic;3\n").await;
        let page = wrong.text();
        assert_eq!(wrong.status, 422, "{page}");
        assert!(page.contains("1 line cannot be added") && page.contains("Capacity"), "{page}");
        assert!(page.contains("Can be added") && !page.contains("name=\"csv\""), "{page}");
        let broken = anna.upload("/rooms/import", "rooms.csv", b"colour\nred\n").await;
        assert!(
            broken.status == 422 && broken.text().contains("There is no column colour."),
            "{}",
            broken.text()
        );

        let text = "displayName,notes\nAttic,\"a <b> & \"\"c\"\"\"\nCellar,\n";
        let tried = anna.upload("/rooms/import", "rooms.csv", text.as_bytes()).await;
        let page = tried.text();
        assert!(tried.status == 200 && page.contains("2 rooms can be added"), "{page}");
        assert!(!anna.page("/rooms?q=attic").await.contains("<a href=\"/rooms/"), "a trial adds nothing");
        let (_, rest) = page.split_once("name=\"once\" value=\"").unwrap();
        let once = rest.split('"').next().unwrap();
        for _ in 0..2 {
            let added = anna.post_parts("/rooms/import", &[("once", once), ("csv", text)]).await;
            assert_eq!((added.status.as_u16(), added.location()), (303, "/rooms?done=imported"));
        }
        assert!(anna.page("/rooms?done=imported").await.contains("The rooms were added."));
        let made = "select count(*) from rooms where name in ('Attic', 'Cellar')";
        assert_eq!(served.world.database.number(made).await, 2);

        let theo = served.sign_in("theo@contoso.example").await.get("/rooms/import").await;
        assert_eq!(theo.status, 403, "who adds no rooms imports none");
    })
    .await;
}

/// R-222, R-247, R-252, decision 13: what is ticked in the list, of all customers too, is suppressed, told of and put into a group together, with a
/// result for each and a way back to exactly that list; what is suppressed says so in Incidents, is left out there unless it is
/// wished for, and in what leaves as a file.
#[tokio::test]
async fn many_rooms_are_acted_on_in_the_list() {
    each_linked(async |world: World, _| {
        let tenant = world.organization(CONTOSO);
        let rooms = ["Berlin 1", "Lisbon 1"].map(|room| world.room(CONTOSO, room));
        let named = rooms.map(|room| format!("{tenant}.{room}"));
        let served = Served::start(world).await;
        let mut pia = served.sign_in("pia@northwind.example").await;
        let list = pia.page("/partner/rooms?q=berlin&sort=-health").await;
        assert!(list.contains("/partner/rooms/bulk/suppress") && list.contains(&named[0]), "{list}");
        assert!(!list.contains("/bulk/join"), "groups are of one customer");
        let back = ("back", "?q=berlin&sort=-health");
        let ticked = [("room", named[0].as_str()), ("room", named[1].as_str()), back];
        let with = |more: &[(&'static str, &'static str)]| [&ticked[..], more].concat();
        let asks = pia.post("/partner/rooms/bulk/suppress", &ticked).await.text();
        assert!(asks.contains("1 room chosen") && !asks.contains("Lisbon 1"), "what is in sight: {asks}");
        let unsaid =
            pia.post("/partner/rooms/bulk/suppress", &with(&[("go", "save"), ("length", "2")])).await;
        assert!(unsaid.status == 422 && unsaid.text().contains("reason-error"), "{}", unsaid.text());
        let save = [("go", "save"), ("length", "2"), ("reason", "Paint")];
        let told = pia.post("/partner/rooms/bulk/suppress", &with(&save)).await.text();
        assert!(
            told.contains("1 of 2 done.") && told.contains("Not done") && !told.contains("Lisbon"),
            "{told}"
        );
        assert!(told.contains("/partner/rooms?q=berlin&#38;sort=-health"), "{told}");
        let issue = [("go", "save"), ("description", "No sound")];
        let told = pia.post("/partner/rooms/bulk/issue", &with(&issue)).await.text();
        assert!(told.contains("1 of 2 done."), "{told}");
        service::health_watch::watch(&served.world.app).await.unwrap();

        let open = pia.page("/partner/incidents").await;
        assert!(open.contains("No open tickets") && !open.contains("No sound"), "it does not count: {open}");
        let all = pia.page("/partner/incidents?suppressed=with").await;
        assert!(all.contains("No sound") && all.contains("Suppressed</span>"), "{all}");
        assert!(pia.page("/partner/incidents?suppressed=only").await.contains("1 ticket"));
        let file = pia.page("/partner/incidents.csv?suppressed=with").await;
        assert!(file.contains(",new,true,No sound"), "{file}");
        assert_eq!(pia.page("/partner/incidents.csv").await.lines().count(), 1, "what is seen");
        let address =
            all.split("href=\"/partner/incidents/").find(|rest| rest.contains(">No sound")).unwrap();
        let ticket = pia.page(&format!("/partner/incidents/{}", address.split('"').next().unwrap())).await;
        assert!(ticket.contains("under maintenance. Until that ends"), "{ticket}");
        for step in ["Open the room", "/jobs/new?kind=restart", "All open tickets of this room", "?issue="] {
            assert!(ticket.contains(step), "{step}: {ticket}");
        }
        assert!(!ticket.contains(&format!("{}/suppress\"", rooms[0])), "it is suppressed already");
        let told = pia.post("/partner/rooms/bulk/unsuppress", &ticked).await.text();
        assert!(told.contains("1 of 2 done."), "{told}");
        assert!(pia.page("/partner/incidents").await.contains("No sound"));
        let nothing = pia.post("/partner/rooms/bulk/unsuppress", &[back]).await;
        assert_eq!(nothing.location(), "/partner/rooms?q=berlin&sort=-health&done=nothing");

        let mut anna = served.sign_in("anna@contoso.example").await;
        anna.page("/groups/new").await;
        anna.post("/groups/new", &[("displayName", "Loud ones"), ("go", "save")]).await;
        let asks = anna.post("/rooms/bulk/join", &ticked).await.text();
        let option = asks.split(">Loud ones<").next().unwrap();
        let group = option.rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned();
        let chosen = [&with(&[("go", "save")])[..], &[("roomGroupId", group.as_str())]].concat();
        let review = anna.post("/rooms/bulk/join", &chosen).await.text();
        assert!(review.contains("Nothing is changed yet"), "{review}");
        let sure = [&chosen[..], &[("reviewed", group.as_str())]].concat();
        let told = anna.post("/rooms/bulk/join", &sure).await.text();
        assert!(told.contains("2 of 2 done."), "{told}");
        assert!(anna.page(&format!("/rooms?group={group}")).await.contains("2 rooms"));
        let mut theo = served.sign_in("theo@contoso.example").await;
        let offered = theo.page("/rooms").await;
        assert!(!offered.contains("/rooms/bulk/ring"), "what may not be done is not offered: {offered}");
    })
    .await;
}
