//! Customers of a partner and the partners of a customer, on pages.

use domain::agent::Agent;
use service::{
    autopilot::{BatchName, UploadDevices, read},
    run,
};
use testkit::{
    World, each,
    http::{Browser, Served},
};

const TAILSPIN: &str = "tailspin.example";
const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";

/// Northwind with an Admin agent, and Tailspin in its country.
async fn market(world: &World) {
    world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
    world.database.raw("update organizations set country = 'US' where name = 'Tailspin Toys'").await;
}

/// The text of the message on a draft.
fn message(page: &str) -> String {
    let (_, rest) = page.split_once("<textarea").unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    rest.split_once("</textarea>").unwrap().0.replace("&#38;", "&").replace("&amp;", "&")
}

/// A new request, made on its page; the address of its draft and of its link.
async fn request(agent: &mut Browser) -> (String, String) {
    let new = "/partner/customers/requests/new";
    agent.page(new).await;
    let made = agent.post(new, &[("privileges", "on")]).await;
    assert_eq!(made.status, 303, "{}", made.text());
    let draft = made.location().to_owned();
    let text = message(&agent.page(&draft).await);
    let link = text.lines().find(|line| line.trim().starts_with("http")).expect("the link").trim();
    (draft, link.to_owned())
}

/// The path of an address.
fn path(address: &str) -> &str {
    let (_, rest) = address.split_once("://").unwrap();
    let (host, _) = rest.split_once('/').unwrap();
    rest.strip_prefix(host).unwrap()
}

/// the message is a draft that one sends oneself; its text is free, and its link stays.
#[tokio::test]
async fn a_draft_keeps_its_link() {
    each(async |world: World| {
        market(&world).await;
        let served = Served::start(world).await;
        let mut pia = served.sign_in(PIA).await;
        let (draft, link) = request(&mut pia).await;
        let page = pia.page(&draft).await;
        assert!(page.contains("href=\"mailto:?subject=Northwind%20"), "{page}");
        // what is copied or opened in the mail program holds the link, whatever became of the text.
        for control in ["data-copy=\"#message\"", "data-mail=\"#message\""] {
            assert!(
                page.replace("&#38;", "&")
                    .contains(&format!("{control} data-keeps=\"{link}\" data-kept=\"#link-kept\"")),
                "{page}"
            );
        }
        let put_back = "role=\"alert\" id=\"link-kept\"";
        let mine = format!("Dear customer,\r\n{link}\r\nPia + Paul");
        let edited = pia.post(&draft, &[("message", &mine)]).await.text();
        assert!(message(&edited).contains("Pia + Paul"), "{edited}");
        assert!(edited.contains("Pia%20%2B%20Paul") && !edited.contains(put_back), "{edited}");
        let edited = pia.post(&draft, &[("message", "No link")]).await.text();
        assert!(edited.contains(put_back) && message(&edited).contains(&link), "{edited}");
        let revoke = format!("{draft}/revoke");
        pia.page(&revoke).await;
        assert_eq!(pia.post(&revoke, &[]).await.status, 303);
        assert_eq!(pia.get(&draft).await.status, 404);
        let list = pia.page("/partner/customers/requests?state=revoked").await;
        assert!(list.contains("Revoked") && !list.contains(&format!("{draft}/revoke")), "{list}");
    })
    .await;
}

/// the link survives signing in; accepted on its page, the customer stands in the
/// partner's list and file, and the partner under Partner relationships, where privileges are removed and restored.
#[tokio::test]
async fn a_link_is_accepted_and_privileges_come_and_go() {
    each(async |world: World| {
        market(&world).await;
        let tenant = world.organization(TAILSPIN);
        let served = Served::start(world).await;
        let mut pia = served.sign_in(PIA).await;
        let empty = pia.page("/partner/customers").await;
        assert!(empty.contains("No customers yet"), "{empty}");
        let (_, link) = request(&mut pia).await;
        let mut visitor = served.visitor();
        let asked = visitor.get(path(&link)).await;
        assert_eq!(asked.status, 303);
        assert!(asked.location().starts_with("/sign-in?"), "{}", asked.location());
        let mut stina = served.sign_in("stina@tailspin.example").await;
        assert_eq!(stina.get(path(&link)).await.status, 403);

        let mut sven = served.sign_in("sven@tailspin.example").await;
        let page = sven.page(path(&link)).await;
        assert!(page.contains("Northwind asks to be your reseller"), "{page}");
        assert!(page.contains("Delegated admin privileges are asked for"), "{page}");
        let at = path(&link).split('?').next().unwrap();
        let refused = sven.post(at, &[("shown", "true")]).await;
        assert_eq!(refused.status, 422);
        let accepted = sven.post(at, &[("shown", "true"), ("agreement", "on")]).await;
        assert_eq!(accepted.status, 303, "{}", accepted.text());
        let detail = accepted.location().split('?').next().unwrap().to_owned();
        let page = sven.page(&detail).await;
        for told in [
            "Northwind",
            "AdminAgents",
            "Global administrator",
            "HelpdeskAgents",
            PIA,
            "Remove delegated admin",
        ] {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert!(sven.page(path(&link)).await.contains("has accepted this already"));

        let list = pia.page("/partner/customers?q=tail&state=delegated").await;
        assert!(list.contains("Tailspin Toys"), "{list}");
        assert!(!pia.page("/partner/customers?state=not-delegated").await.contains("Tailspin Toys"));
        let file = pia.get("/partner/customers.csv").await.text();
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(
            lines[0].trim_start_matches('\u{feff}'),
            "Microsoft ID,Company name,Primary domain name,Relationship"
        );
        assert_eq!(lines[1], format!("{tenant},Tailspin Toys,tailspin.example,reseller"));
        let exported = "select count(*) from audit_events where kind = 'export.list'";
        assert_eq!(served.world.database.number(exported).await, 1);
        let record = format!("/partner/customers/{tenant}");
        assert!(pia.page(&record).await.contains("/people"));
        assert!(pia.page(&format!("{record}/people")).await.contains("stina@tailspin.example"));
        assert!(pia.page("/notices").await.contains("Tailspin Toys accepted a reseller relationship"));

        let remove = format!("{detail}/remove");
        sven.page(&remove).await;
        assert_eq!(sven.post(&remove, &[("stamp", "7")]).await.status, 412);
        assert_eq!(sven.post(&remove, &[("stamp", "1")]).await.status, 303);
        assert_eq!(pia.get(&format!("{record}/people")).await.status, 403);
        assert!(!pia.page(&record).await.contains("/people"));
        assert_eq!(sven.get(&remove).await.status, 409);
        let restore = format!("{detail}/restore");
        sven.page(&restore).await;
        assert_eq!(sven.post(&restore, &[("stamp", "2")]).await.status, 303);
        let give_back = format!("{record}/return");
        pia.page(&give_back).await;
        assert_eq!(pia.post(&give_back, &[("stamp", "3")]).await.status, 303);
        assert!(sven.page(&detail).await.contains("by the partner"));

        let lines = read(b"Device Serial Number,Windows Product ID\n,Lobby 1\n").unwrap();
        let upload = UploadDevices { tenant, batch: BatchName::New(String::new()), lines };
        run(&served.world.app, &served.world.caller(PIA), upload).await.unwrap();
        let mut nora = served.sign_in("nora@northwind.example").await;
        let end = format!("{record}/end");
        assert_eq!(pia.get(&end).await.status, 403, "Global administrators alone end it");
        nora.page(&end).await;
        let wrong = nora.post(&end, &[("stamp", "4"), ("confirmation", "Tail")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains("value=\"Tail\""), "it is mended, not typed again: {}", wrong.text());
        let ended = nora.post(&end, &[("stamp", "4"), ("confirmation", "tailspin toys")]).await;
        assert_eq!(ended.status, 303, "{}", ended.text());
        assert!(nora.page("/partner/customers").await.contains("No customers yet"));
        assert!(sven.page("/settings/partner-relationships?state=nothing").await.contains("Northwind"));

        // What is left of it would be the partner's to manage again: whoever accepts is told.
        let (_, link) = request(&mut pia).await;
        let page = sven.page(path(&link)).await;
        assert!(
            page.contains("1 Autopilot device that this partner added before is in its lists again"),
            "{page}"
        );
    })
    .await;
}

/// the partner's administrators read what happened with its customers, by period and customer, on a page and in the file with the
/// published columns; agents do not.
#[tokio::test]
async fn the_activity_log_tells_what_happened() {
    each(async |world: World| {
        market(&world).await;
        let relationship = world.reseller(TAILSPIN, "northwind.example", true).await;
        let served = Served::start(world).await;
        let mut sven = served.sign_in("sven@tailspin.example").await;
        let remove = format!("/settings/partner-relationships/{relationship}/remove");
        sven.page(&remove).await;
        assert_eq!(sven.post(&remove, &[("stamp", "1")]).await.status, 303);
        let (mut nora, mut pia) = (served.sign_in("nora@northwind.example").await, served.sign_in(PIA).await);
        let log = "/partner/settings/activity-log";
        assert!(nora.page("/partner/customers").await.contains(&format!("href=\"{log}\"")));
        assert!(!pia.page("/partner/customers").await.contains(log));
        assert_eq!(pia.get(log).await.status, 403);
        let page = nora.page(log).await;
        for told in ["Tailspin Toys", "Delegated admin privileges removed by the customer"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert!(!page.contains("sven@"), "who of the customer did it is not told");
        assert!(nora.page(&format!("{log}?q=fabri")).await.contains("Nothing fits"));
        let refused = nora.get(&format!("{log}?startDate=2001-01-01")).await;
        assert_eq!(refused.status, 422);
        let file = nora.get(&format!("{log}.csv")).await.text();
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(
            lines[0].trim_start_matches('\u{feff}'),
            "Date-Time,Affected customer,Action,Performed by/Partner user"
        );
        assert!(
            lines[1].ends_with(",Tailspin Toys,Delegated admin privileges removed by the customer,Customer"),
            "{file}"
        );
        assert_eq!(lines.len(), 2);
    })
    .await;
}
