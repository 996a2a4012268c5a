//! Windows Autopilot on pages: of a partner's customer, and of one's own organization.

use domain::agent::Agent;
use testkit::{
    World, each,
    http::{Browser, Served},
};

const TAILSPIN: &str = "tailspin.example";
const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const PAUL: &str = "paul@northwind.example";
const SVEN: &str = "sven@tailspin.example";
const OWN: &str = "/settings/autopilot";
const HEAD: &str = "Device Serial Number,Windows Product ID,Hardware Hash,Manufacturer name,Device model";

async fn market(world: &World) {
    world.agents(NORTHWIND, &[(PIA, Agent::Admin), (PAUL, Agent::Sales)]).await;
    world.reseller(TAILSPIN, NORTHWIND, false).await;
}

/// Uploads a file, and the page with what became of it.
async fn upload(browser: &mut Browser, base: &str, lines: &str) -> String {
    browser.page(&format!("{base}/upload")).await;
    let file = format!("{HEAD}\n{lines}");
    let sent = browser.upload(&format!("{base}/upload"), "devices.csv", file.as_bytes()).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let result = sent.location().to_owned();
    browser.page(&result).await
}

/// The identifier that stands between two texts of a page.
fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = page.split_once(before).unwrap_or_else(|| panic!("{before}: {page}"));
    rest.split_once(after).unwrap().0
}

/// an Admin agent adds devices from a file, makes a profile, applies it and takes it away, removes a device
/// and takes the list as a file; each line has its result.
#[tokio::test]
async fn an_agent_manages_devices_and_profiles() {
    each(async |world: World| {
        market(&world).await;
        let tenant = world.organization(TAILSPIN);
        let served = Served::start(world).await;
        let mut pia = served.sign_in(PIA).await;
        let base = format!("/partner/customers/{tenant}/autopilot");
        assert!(
            pia.page(&format!("/partner/customers/{tenant}")).await.contains(&format!("href=\"{base}\""))
        );
        let empty = pia.page(&base).await;
        assert!(empty.contains("No devices yet") && empty.contains("Tailspin Toys"), "{empty}");
        let told = upload(&mut pia, &base, "R9-1,,,Contoso,Room 5\n,0032,,,\nR9-2,,,,\n").await;
        assert!(told.contains("Finished with errors") && told.contains("Done for 2 of 3 devices"), "{told}");
        assert!(told.contains("It names no device"), "{told}");
        pia.page(&format!("{base}/upload")).await;
        let wrong = pia.upload(&format!("{base}/upload"), "devices.csv", b"Colour\nred\n").await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains("Colour"), "{}", wrong.text());

        let new = format!("{base}/profiles/new");
        pia.page(&new).await;
        let fields = [("displayName", "Rooms"), ("description", "For rooms"), ("settings", "skip_eula")];
        let refused = pia.post(&new, &fields).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("the customer agreed to skip the licence"), "{}", refused.text());
        let made = pia.post(&new, &[&fields[..], &[("acknowledged", "on")]].concat()).await;
        assert_eq!(made.status, 303, "{}", made.text());
        let profiles = pia.page(&format!("{base}/profiles")).await;
        assert!(profiles.contains("Rooms") && profiles.contains("Skip the licence agreement"), "{profiles}");
        let profile = between(&profiles, &format!("{base}/profiles/"), "\"");
        let profile = if profile == "new" {
            let (_, rest) = profiles.split_once(&format!("{base}/profiles/new")).unwrap();
            between(rest, &format!("{base}/profiles/"), "\"").to_owned()
        } else {
            profile.to_owned()
        };

        let list = pia.page(&format!("{base}?q=r9-1")).await;
        assert!(list.contains("R9-1") && !list.contains(">0032<"), "{list}");
        let device = between(&list, "name=\"device\" value=\"", "\"").to_owned();
        let applied = pia.post(&format!("{base}/apply"), &[("device", &device), ("profile", &profile)]).await;
        assert_eq!(applied.status, 303, "{}", applied.text());
        assert!(pia.page(applied.location()).await.contains("Done for 1 of 1 devices"));
        assert!(pia.page(&format!("{base}?profile={profile}")).await.contains("R9-1"));
        assert!(!pia.page(&format!("{base}?profile=none")).await.contains("R9-1"));
        let delete = format!("{base}/profiles/{profile}/delete");
        let page = pia.page(&delete).await;
        assert!(page.contains("Devices have this profile") && !page.contains("button-danger"), "{page}");
        assert_eq!(pia.post(&delete, &[("stamp", "1")]).await.status, 409);
        let file = pia.get(&format!("{base}.csv?q=r9-1")).await.text();
        let line = file.lines().nth(1).unwrap();
        assert!(line.starts_with("R9-1,,,Contoso,Room 5,Rooms,Northwind,partner_upload,"), "{file}");
        pia.page(&base).await;
        pia.post(&format!("{base}/apply"), &[("device", &device), ("profile", "")]).await;
        let edit = format!("{base}/profiles/{profile}");
        pia.page(&edit).await;
        let saved = pia.post(&edit, &[("stamp", "1"), ("displayName", "Rooms 2"), ("description", "")]).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        assert!(pia.page(saved.location()).await.contains("Rooms 2"));
        pia.page(&delete).await;
        assert_eq!(pia.post(&delete, &[("stamp", "2")]).await.status, 303);
        let remove = format!("{base}/devices/{device}/remove");
        pia.page(&remove).await;
        assert_eq!(pia.post(&remove, &[]).await.status, 303);
        assert!(!pia.page(&base).await.contains("R9-1"));
        assert!(pia.page(&format!("{base}/submissions")).await.contains("Profiles changed"));
    })
    .await;
}

/// the customer sees who added what, manages its own, and offers partners no more than to see it; a Sales agent
/// is offered nothing but adding.
#[tokio::test]
async fn both_sides_are_offered_what_they_may() {
    each(async |world: World| {
        market(&world).await;
        let tenant = world.organization(TAILSPIN);
        let served = Served::start(world).await;
        let (mut pia, mut paul) = (served.sign_in(PIA).await, served.sign_in(PAUL).await);
        let mut sven = served.sign_in(SVEN).await;
        let base = format!("/partner/customers/{tenant}/autopilot");
        assert!(sven.page("/settings/partner-relationships").await.contains("href=\"/settings/autopilot\""));
        assert!(upload(&mut sven, OWN, ",0033,,,\n").await.contains("Finished"));
        assert!(upload(&mut paul, &base, "R9-7,,,Contoso,Room 5\n,0033,,,\n").await.contains("806"));
        let own = sven.page(OWN).await;
        for told in ["R9-7", "Northwind", "0033", "Device management portal", "Uploaded by a partner"] {
            assert!(own.contains(told), "{told}: {own}");
        }
        assert_eq!(own.matches("/remove\"").count(), 2);
        assert!(sven.page(&format!("{OWN}?origin=other_partner")).await.contains("R9-7"));
        assert!(!sven.page(&format!("{OWN}?origin=own")).await.contains("R9-7"));
        let list = pia.page(&base).await;
        assert_eq!(
            (list.matches("/remove\"").count(), list.matches("name=\"device\"").count()),
            (1, 1),
            "{list}"
        );
        let list = paul.page(&base).await;
        assert!(
            list.contains("/upload\"") && !list.contains("/remove\"") && !list.contains("/apply\""),
            "{list}"
        );
        assert_eq!(paul.get(&format!("{base}/profiles/new")).await.status, 403);
        let theirs = between(&pia.page(&base).await, "/devices/", "/remove").to_owned();
        let list = sven.page(OWN).await;
        let ids: Vec<&str> =
            list.split("/devices/").skip(1).map(|rest| rest.split('/').next().unwrap()).collect();
        let foreign = ids.into_iter().find(|id| *id != theirs).unwrap();
        assert_eq!(pia.get(&format!("{base}/devices/{foreign}/remove")).await.status, 403);
        pia.page(&base).await;
        let denied = pia.post(&format!("{base}/devices/{foreign}/remove"), &[]).await;
        assert_eq!(denied.status, 403);
        assert!(denied.text().contains("today"), "{}", denied.text());
        let mut stina = served.sign_in("stina@tailspin.example").await;
        assert_eq!(stina.get(OWN).await.status, 403, "who sees no settings sees no devices");
        assert_eq!(served.sign_in("ada@adventure.example").await.get(&base).await.status, 404);
    })
    .await;
}
