//! Pages of incidents: what each face shows, and what people do with a ticket.

use domain::{id::Id, room::DeviceType, suppression::NamedSignal, time::MINUTE};
use service::{
    health_watch,
    suppressions::{Suppress, run_judged},
};
use testkit::{
    World, each, each_linked,
    http::{Browser, Served},
    seed,
};

const CONTOSO: &str = "contoso.example";

/// The version that a form of a page holds.
fn stamp(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"stamp\" value=\"").expect("a form with a version");
    rest.split('"').next().unwrap().to_owned()
}

/// Records an issue and gives the address of its first ticket.
async fn recorded(browser: &mut Browser, incidents: &str, fields: &[(&str, &str)]) -> String {
    browser.get("/account").await;
    let done = browser.post(&format!("{incidents}/new"), fields).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let list = browser.page(done.location()).await;
    assert!(list.contains("The issue was recorded."), "{list}");
    let (_, rest) = list.split_once("<th scope=\"row\"><a href=\"").expect("a row");
    rest.split('"').next().unwrap().to_owned()
}

/// an issue is recorded from a room, taken, written into, given a day and resolved; what was typed stays
/// when something is missing.
#[tokio::test]
async fn an_issue_lives_in_the_portal() {
    each(async |world: World| {
        let room = world.room(CONTOSO, "Berlin 1").to_string();
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        assert!(anna.page("/incidents").await.contains("No open tickets"));
        let page = anna.page(&format!("/rooms/{room}")).await;
        let form = format!("/incidents/new?room={room}");
        assert!(page.contains(&form), "{page}");
        let page = anna.page(&form).await;
        assert!(page.contains(&format!("value=\"{room}\" checked")), "the room is chosen already");
        let refused = anna.post("/incidents/new", &[("description", "No <picture>"), ("go", "save")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("No &#60;picture&#62;"), "{}", refused.text());
        let fields =
            [("description", "No <picture>"), ("room", &room), ("isHighImpact", "1"), ("go", "save")];
        let ticket = recorded(&mut anna, "/incidents", &fields).await;
        let page = anna.page(&ticket).await;
        assert!(page.contains("Critical") && page.contains("No &#60;picture&#62;"), "{page}");
        assert!(anna.page(&format!("/rooms/{room}")).await.contains(&ticket), "the room names its tickets");

        let old = stamp(&page);
        assert_eq!(anna.post(&format!("{ticket}/take"), &[("stamp", &old)]).await.status, 303);
        let stale = anna.post(&format!("{ticket}/take"), &[("stamp", &old)]).await;
        assert_eq!(stale.status, 412);
        let page = anna.page(&ticket).await;
        assert!(page.contains("Investigating") && page.contains("Leave to others"), "{page}");
        assert!(anna.page("/incidents?owner=me").await.contains(&ticket));
        let due = [("stamp", stamp(&page)), ("dueDateTime", "2099-01-31".to_owned())];
        let due: Vec<_> = due.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(anna.post(&format!("{ticket}/due"), &due).await.status, 303);
        assert!(anna.page(&ticket).await.contains("value=\"2099-01-31\""));
        let empty = anna.post(&format!("{ticket}/message"), &[("text", " ")]).await;
        assert_eq!(empty.status, 422);
        assert_eq!(anna.post(&format!("{ticket}/message"), &[("text", "On it")]).await.status, 303);
        let page = anna.page(&ticket).await;
        assert!(page.contains("On it") && page.contains("anna@contoso.example"));
        let left = anna.post(&format!("{ticket}/leave"), &[("stamp", &stamp(&page))]).await;
        assert_eq!(left.status, 303);
        let form = anna.page(&format!("{ticket}/give")).await;
        let me =
            form.split("value=\"person.").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let found = anna.page(&format!("{ticket}/give?q=zzz")).await;
        assert!(found.contains("Nobody found"), "{found}");
        let nothing = anna.post(&format!("{ticket}/give"), &[("stamp", &stamp(&form))]).await;
        assert_eq!(nothing.status, 422);
        let to = format!("person.{me}");
        let given = anna.post(&format!("{ticket}/give"), &[("stamp", &stamp(&form)), ("to", &to)]).await;
        assert_eq!(given.status, 303);
        let of_person = anna.page(&format!("/incidents?owner={to}")).await;
        assert!(of_person.contains(&ticket) && of_person.contains(&format!("value=\"{to}\" selected")));
        assert!(!anna.page("/incidents?owner=nobody").await.contains(&ticket));
        let page = anna.page(&ticket).await;
        let none = anna.post(&format!("{ticket}/resolve"), &[("stamp", &stamp(&page))]).await;
        assert_eq!(none.status, 422);
        let resolve = [("stamp", &*stamp(&page)), ("reason", "replaced")];
        assert_eq!(anna.post(&format!("{ticket}/resolve"), &resolve).await.status, 303);
        let page = anna.page(&ticket).await;
        assert!(page.contains("Device or part replaced") && !page.contains("/take\""), "{page}");
        assert!(!anna.page("/incidents").await.contains(&ticket));
        assert!(anna.page("/incidents?show=past").await.contains(&ticket));
    })
    .await;
}

/// decision 1: a partner sees the incidents of all customers in one list, narrows it, exports what it sees, and is
/// offered what it may do; readers are offered nothing.
#[tokio::test]
async fn incidents_of_customers_are_in_one_list() {
    each_linked(async |world: World, _| {
        let tenant = world.organization(CONTOSO).to_string();
        let (berlin, lisbon) =
            (world.room(CONTOSO, "Berlin 1").to_string(), world.room(CONTOSO, "Lisbon 1").to_string());
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let own = [("description", "No light"), ("room", &*lisbon), ("go", "save")];
        recorded(&mut anna, "/incidents", &own).await;
        let mut pia = served.sign_in("pia@northwind.example").await;
        assert!(!pia.page("/partner/incidents").await.contains("No light"));
        let there = [("tenant", &*tenant), ("description", "=cmd()"), ("room", &*berlin), ("go", "save")];
        let ticket = recorded(&mut pia, "/partner/incidents", &there).await;
        assert!(ticket.starts_with(&format!("/partner/incidents/{tenant}/")), "{ticket}");
        let page = pia.page("/partner/incidents").await;
        assert!(page.contains(&ticket) && page.contains("1 ticket<") && page.contains("Contoso"), "{page}");
        assert!(!page.contains("/partner/incidents/new"), "one customer first");
        let page = pia.page(&format!("/partner/incidents?tenant={tenant}&severity=important")).await;
        assert!(page.contains(&ticket) && page.contains("/partner/incidents/new?tenant="), "{page}");
        assert!(pia.page("/partner/incidents?severity=critical").await.contains("Nothing found"));
        let csv = pia.page("/partner/incidents.csv").await;
        assert!(csv.lines().count() == 2 && csv.contains("'=cmd()"), "{csv}");
        assert!(pia.page(&ticket).await.contains(&format!("/partner/rooms/{tenant}/{berlin}")));

        let mut greta = served.sign_in("greta@contoso.example").await;
        let page = greta.page("/incidents").await;
        assert!(page.contains("=cmd()") && !page.contains("/incidents/new"), "{page}");
        let own = ticket.replace(&format!("/partner/incidents/{tenant}"), "/incidents");
        let page = greta.page(&own).await;
        assert!(!page.contains("/take\"") && !page.contains("/message\""), "{page}");
        assert_eq!(greta.post(&format!("{own}/message"), &[("text", "Hello")]).await.status, 403);
        let mut sven = served.sign_in("sven@tailspin.example").await;
        assert_eq!(sven.get(&own).await.status, 404);
        assert_eq!(sven.get(&ticket).await.status, 404);
    })
    .await;
}

/// files are attached on the page of a ticket, downloaded and removed there; a form from elsewhere, one without its token and a
/// file that is not taken leave nothing.
#[tokio::test]
async fn files_in_the_portal() {
    each(async |world: World| {
        let room = world.room(CONTOSO, "Berlin 1").to_string();
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let fields = [("description", "No picture"), ("room", room.as_str()), ("go", "save")];
        let ticket = recorded(&mut anna, "/incidents", &fields).await;
        let files = format!("{ticket}/attachments");
        assert!(anna.page(&ticket).await.contains("No files yet."));
        let foreign = anna.upload_with(&files, "made-up", "a.log", b"a log").await;
        assert_eq!(foreign.status, 403);
        let refused = anna.upload(&files, "run.png", b"MZ\x90\0\x03\0").await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("Files of this kind are not taken"), "{}", refused.text());
        let empty = anna.upload(&files, "", b"").await;
        assert_eq!(empty.status, 422);
        let large = anna.upload(&files, "a.log", &vec![b'a'; domain::attachment::LARGEST + 1]).await;
        assert_eq!(large.status, 413);
        assert!(large.text().contains("At most 16 MB."), "{}", large.text());

        let done = anna.upload(&files, "<b>.log", b"<script>alert(1)</script>").await;
        assert_eq!(done.status, 303, "{}", done.text());
        let page = anna.page(done.location()).await;
        assert!(page.contains("The file was attached.") && page.contains("&#60;b&#62;.log"), "{page}");
        let (_, rest) = page.split_once(&format!("<a href=\"{files}/")).expect("a link");
        let file = format!("{files}/{}", rest.split('"').next().unwrap());
        let got = anna.get(&file).await;
        assert_eq!(got.text(), "<script>alert(1)</script>");
        assert!(got.header("content-disposition").starts_with("attachment;"));
        assert_eq!(got.header("content-type"), "text/plain; charset=utf-8");
        anna.page(&ticket).await;
        let done = anna.post(&format!("{file}/remove"), &[]).await;
        assert!(anna.page(done.location()).await.contains("No files yet."));
        assert_eq!(anna.get(&file).await.status, 404);
    })
    .await;
}

/// what is ticked is taken, written into and resolved at once, with a result for each; and whoever wants it chooses a
/// customer first.
#[tokio::test]
async fn many_tickets_in_the_portal() {
    each_linked(async |world: World, _| {
        let rooms = ["Berlin 1", "Lisbon 1"].map(|room| world.room(CONTOSO, room).to_string());
        let tenant = world.organization(CONTOSO);
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let [berlin, lisbon] = &rooms;
        let fields = [("description", "No <picture>"), ("room", berlin), ("room", lisbon), ("go", "save")];
        recorded(&mut anna, "/incidents", &fields).await;
        let list = anna.page("/incidents").await;
        let tickets: Vec<String> = list
            .split("name=\"ticket\" value=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        assert_eq!(tickets.len(), 2, "{list}");
        assert!(tickets.iter().all(|ticket| ticket.starts_with(&tenant.to_string())));
        let ticked: Vec<_> = tickets.iter().map(|ticket| ("ticket", ticket.as_str())).collect();

        let folded = anna.page("/incidents?fold=yes").await;
        assert!(folded.contains("1 fault") && folded.contains("/incidents?issue="), "{folded}");
        let fault =
            folded.split("name=\"fault\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let issue = fault.strip_prefix("issue.").expect("an issue");
        let of_issue = anna.page(&format!("/incidents?issue={issue}")).await;
        let field = format!("name=\"issue\" value=\"{issue}\"");
        assert!(of_issue.contains(&field), "R-220: the next choice keeps it: {of_issue}");

        // remembered for whoever wishes so, but not where a line is opened.
        let on = anna.post("/incidents/fold", &[("isOn", "yes"), ("back", "?owner=nobody")]).await;
        assert_eq!(on.location(), "/incidents?fold=yes&owner=nobody");
        let kept = anna.page("/incidents").await;
        assert!(kept.contains("1 fault") && kept.contains("/incidents.csv?fold=yes"), "{kept}");
        assert!(kept.contains("Show every ticket"), "{kept}");
        let opened = anna.page(&format!("/incidents?issue={issue}")).await;
        assert!(opened.contains("2 tickets") && opened.contains("name=\"ticket\""), "{opened}");
        let off = anna.post("/incidents/fold", &[("isOn", "no"), ("back", "?fold=yes")]).await;
        assert_eq!(off.location(), "/incidents");
        assert!(anna.page("/incidents").await.contains("2 tickets"));
        let back = ("back", "?owner=nobody&fold=yes&sort=-opened");
        let taken = anna.post("/incidents/take", &[("fault", &fault), back]).await.text();
        assert!(taken.contains("2 of 2 done."), "the tickets behind the line: {taken}");
        let kept = "/incidents?fold=yes&#38;owner=nobody&#38;sort=-opened";
        assert!(taken.contains(kept), "back to exactly that list: {taken}");
        let elsewhere = ("back", "https://elsewhere.example/?q=1");
        let left = anna.post("/incidents/leave", &[("fault", &fault), elsewhere]).await.text();
        assert!(left.contains("2 of 2 done.") && !left.contains("elsewhere.example"), "{left}");
        let lines = anna.get("/incidents.csv?fold=yes").await.text();
        assert!(lines.starts_with("signal,issueId,") && lines.lines().count() == 2, "what is seen: {lines}");
        assert!(lines.contains("important,2,2,1,"), "{lines}");
        let lines = anna.get("/incidents.json?fold=yes").await.json();
        assert_eq!(lines["value"][0]["ticketCount"], 2, "{lines}");
        let nothing = anna.post("/incidents/take", &[("back", "?q=Berlin")]).await;
        assert_eq!(nothing.location(), "/incidents?q=Berlin&done=nothing");
        assert!(anna.page(nothing.location()).await.contains("Choose tickets first."));
        let taken = anna.post("/incidents/take", &ticked).await;
        assert!(taken.text().contains("2 of 2 done."), "{}", taken.text());
        let with = |more: &[(&'static str, &'static str)]| [&ticked[..], more].concat();
        let asks = anna.post("/incidents/give", &with(&[("go", "find"), ("q", "mats")])).await.text();
        let offers = |page: &str, name: &str| page.contains(&format!("<span class=\"picker-name\">{name}<"));
        assert!(offers(&asks, "Mats Manager") && !offers(&asks, "Anna Admin"), "by name: {asks}");
        let unsaid = anna.post("/incidents/give", &with(&[("go", "save")])).await;
        assert_eq!(unsaid.status, 422);
        let offered = unsaid.text();
        assert!(offers(&offered, "Anna Admin") && !offers(&offered, "Lea Lead"), "who sees both: {offered}");
        let mats = format!("person.{}", served.world.user("mats@contoso.example"));
        let to_mats = [&with(&[("go", "save")])[..], &[("to", mats.as_str())]].concat();
        assert!(anna.post("/incidents/give", &to_mats).await.text().contains("2 of 2 done."));
        assert!(anna.page(&format!("/incidents?owner={mats}")).await.contains("2 tickets"));
        let asks = anna.post("/incidents/message", &ticked).await.text();
        assert!(asks.contains("2 tickets chosen") && asks.contains("No &#60;picture&#62;"), "{asks}");
        let empty = anna.post("/incidents/message", &with(&[("go", "save")])).await;
        assert_eq!(empty.status, 422);
        let sent = anna.post("/incidents/message", &with(&[("go", "save"), ("text", "On it")])).await;
        assert!(sent.text().contains("2 of 2 done."));
        assert_eq!(anna.post("/incidents/resolve", &ticked[..1]).await.status, 200);
        let no_reason = anna.post("/incidents/resolve", &[ticked[0], ("go", "save")]).await;
        assert_eq!(no_reason.status, 422);
        let one = [ticked[0], ("go", "save"), ("reason", "repaired")];
        assert!(anna.post("/incidents/resolve", &one).await.text().contains("1 of 1 done."));
        let both = with(&[("go", "save"), ("reason", "repaired")]);
        let told = anna.post("/incidents/resolve", &both).await.text();
        assert!(told.contains("1 of 2 done.") && told.contains("Not done"), "{told}");
        assert!(
            anna.get("/incidents.json?show=all&days=7").await.json()["value"].as_array().unwrap().len() == 2
        );
        assert!(anna.page("/incidents?show=all&days=7").await.contains("2 tickets"));
        // the tiles count what the list shows, whichever tickets it is about.
        for (choice, important) in [
            ("show=past", 2),
            ("state=resolved", 2),
            ("show=all", 2),
            ("show=past&category=display", 0),
            ("", 0),
        ] {
            let page = anna.page(&format!("/incidents?{choice}")).await;
            assert!(page.contains(&format!("Important <b>{important}</b>")), "{choice}: {page}");
        }

        let mut pia = served.sign_in("pia@northwind.example").await;
        let all = pia.page("/partner/incidents?show=all").await;
        assert!(all.contains("Berlin 1") && all.contains("Show one customer at a time"), "{all}");
        let foreign = pia.post("/partner/incidents/take", &ticked).await.text();
        assert!(!foreign.contains("Lisbon"), "{foreign}");
        let off = pia.post("/partner/incidents/all-tickets", &[("isOn", "no")]).await;
        let waits = pia.page(off.location()).await;
        assert!(waits.contains("Choose a customer") && !waits.contains("Berlin 1"), "{waits}");
        let at_one = pia.page(&format!("/partner/incidents?tenant={tenant}&show=all")).await;
        assert!(at_one.contains("Berlin 1"));
        pia.page("/partner/incidents").await;
        pia.post("/partner/incidents/all-tickets", &[("isOn", "yes")]).await;
        assert!(pia.page("/partner/incidents?show=all").await.contains("Berlin 1"));
    })
    .await;
}

/// a ticket that another one of the room explains is folded under it, in the list and its export, and found by whoever
/// wishes for it, searches or filters; the tiles count it, as the list behind them does. What is worse than the others is never folded
/// under them, and what a suppressed ticket would explain stands on its own.
#[tokio::test]
async fn related_tickets_are_folded_under_their_cause() {
    each_linked(async |world: World, _| {
        let (tenant, room) = (world.organization(CONTOSO), Id::new(world.app.ids.next()));
        let mut seeding = world.seed().await;
        let mut porto = seed::Room::named(tenant, room, "Porto 1");
        porto.device_type = DeviceType::WindowsRoom;
        porto.last_seen_at = Some(world.app.clock.now());
        seeding.room(&porto).await.unwrap();
        for signal in ["network.connection", "sign-in.exchange", "calendar.sync"] {
            let signal = seed::Signal {
                tenant,
                room,
                signal: signal.to_owned(),
                instance: String::new(),
                state: "unhealthy".to_owned(),
                value: String::new(),
                detail: String::new(),
                since: world.app.clock.now().plus(-90 * MINUTE),
            };
            seeding.signal(&signal).await.unwrap();
        }
        seeding.commit().await.unwrap();
        // A note that the room is to be judged: what people do with a room that is suppressed for a moment.
        let suppress = Suppress {
            tenant,
            room,
            signals: None,
            reason: "Judged".to_owned(),
            from: None,
            until: Some(world.app.clock.now().plus(MINUTE)),
            owner: None,
        };
        run_judged(&world.app, &world.caller("anna@contoso.example"), suppress).await.unwrap();
        world.clock.advance(MINUTE);
        health_watch::watch(&world.app).await.unwrap();
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let list = anna.page("/incidents").await;
        assert!(list.contains("1 related ticket") && list.contains("2 tickets"), "{list}");
        assert!(
            list.contains("Sign in (Exchange)") && list.contains(">Network</a>"),
            "a Warning beside: {list}"
        );
        assert!(!list.contains("Calendar sync"), "{list}");
        assert!(list.contains("Critical <b>2</b>") && list.contains("Warning <b>1</b>"), "{list}");
        assert!(list.contains("Show related tickets too (1)"), "{list}");
        let file = anna.page("/incidents.csv").await;
        assert_eq!(file.lines().count(), 3, "{file}");
        for narrowed in ["severity=critical", "category=accountManagement", "days=1", "state=new"] {
            let found = anna.page(&format!("/incidents?{narrowed}")).await;
            assert!(
                found.contains("Calendar sync") && found.contains("Critical <b>2</b>"),
                "{narrowed}: {found}"
            );
        }
        let all = anna.page("/incidents?related=yes").await;
        assert!(all.contains("Calendar sync") && all.contains("3 tickets"), "{all}");
        assert!(all.contains("Fold related tickets under their cause"), "{all}");
        let found = anna.page("/incidents?q=calendar").await;
        assert!(found.contains("Calendar sync"), "{found}");
        let open = found.split("href=\"/incidents/").find(|rest| rest.contains(">Calendar sync")).unwrap();
        let ticket = open.split('"').next().unwrap();
        let page = anna.page(&format!("/incidents/{ticket}")).await;
        assert!(page.contains("Explained by") && page.contains(">Sign in (Exchange)</a>"), "{page}");
        let sign_in = NamedSignal { signal: "sign-in.exchange".to_owned(), instance: String::new() };
        let suppress = Suppress {
            tenant,
            room,
            signals: Some(vec![sign_in]),
            reason: "Known".to_owned(),
            from: None,
            until: Some(served.world.app.clock.now().plus(60 * MINUTE)),
            owner: None,
        };
        let app = &served.world.app;
        run_judged(app, &served.world.caller("anna@contoso.example"), suppress).await.unwrap();
        let list = anna.page("/incidents").await;
        assert!(list.contains("Calendar sync") && list.contains("2 tickets"), "on its own: {list}");
        assert!(!list.contains("Sign in (Exchange)"), "suppressed: {list}");
        let page = anna.page(&format!("/rooms/{room}")).await;
        assert!(page.contains("Sign in (Exchange)</strong> · Suppressed"), "R-247: shown, marked: {page}");
    })
    .await;
}

/// R-245, decision 15: of a room that is not heard no signal is known; its page says that it is offline, not that nothing is wrong.
#[tokio::test]
async fn a_silent_room_is_told_as_offline() {
    each_linked(async |world: World, _| {
        let (tenant, room) = (world.organization(CONTOSO), Id::new(world.app.ids.next()));
        let mut seeding = world.seed().await;
        let mut porto = seed::Room::named(tenant, room, "Porto 2");
        porto.device_type = DeviceType::WindowsRoom;
        porto.last_seen_at = Some(world.app.clock.now());
        seeding.room(&porto).await.unwrap();
        seeding.commit().await.unwrap();
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let page = anna.page(&format!("/rooms/{room}")).await;
        assert!(page.contains("No signal is unhealthy."), "{page}");
        served.world.clock.advance(20 * MINUTE);
        health_watch::watch(&served.world.app).await.unwrap();
        let page = anna.page(&format!("/rooms/{room}")).await;
        assert!(page.contains("<strong>Offline</strong>"), "{page}");
        assert!(!page.contains("No signal is unhealthy."), "{page}");
    })
    .await;
}
