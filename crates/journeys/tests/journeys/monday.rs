//! A technician's Monday over forty customers: three things matter, one is a fault in the rooms of many; it is taken up in one go,
//! a device is restarted, and the customer gets a report.

use domain::{
    signal::SignalState,
    time::{Clock as _, HOUR, MINUTE},
};
use service::{devices, health_watch};
use testkit::{
    Database, Kind, World,
    customers::{credential, plant},
};

use crate::stage::play_in;

/// How many customers there are.
const CUSTOMERS: usize = 40;
/// At so many of them the room cannot sign in.
const STRUCK: usize = 12;

async fn say(world: &World, nth: usize, signal: &str, state: SignalState) {
    let said = devices::Said {
        signal: signal.to_owned(),
        instance: String::new(),
        state,
        value: String::new(),
        detail: String::new(),
    };
    let report = devices::Report { observed_at: world.clock.now(), signals: vec![said], facts: None };
    devices::report(&world.app, &credential(nth), report).await.unwrap();
}

/// Forty customers of Northwind: at twelve the accounts of rooms are refused since this morning, at one the display is dark since
/// Friday, and one was not heard of for hours.
async fn monday() -> World {
    let world = World::new(Database::fresh(Kind::Sqlite).await).await;
    plant(&world, 1..=CUSTOMERS).await;
    let silent = CUSTOMERS;
    say(&world, 39, "display.front", SignalState::Unhealthy).await;
    say(&world, silent, "display.front", SignalState::Healthy).await;
    for _ in 0..2 {
        world.clock.advance(HOUR);
        for nth in 1..silent {
            let is_struck = nth <= STRUCK;
            let state = if is_struck { SignalState::Unhealthy } else { SignalState::Healthy };
            say(&world, nth, "sign-in.exchange", state).await;
        }
        health_watch::watch(&world.app).await.unwrap();
    }
    world.clock.advance(MINUTE);
    health_watch::watch(&world.app).await.unwrap();
    world
}

/// folded, the list of forty customers is three lines; what stands behind the worst is taken in one
/// go with a result a line, the device of a silent customer is looked at, and a customer's report is there to be printed; the same
/// list speaks Japanese.
#[tokio::test(flavor = "multi_thread")]
async fn three_things_matter() -> anyhow::Result<()> {
    play_in(monday().await, "monday", async |stage| {
        let pia = stage.enter("pia@northwind.example").await?;
        pia.go("/partner/incidents").await?;
        pia.sees("14 tickets").await?;

        // What was chosen on the page is what is kept, and what the choice by names goes on from.
        pia.fill("category", "display").await?;
        pia.sees("1 ticket").await?;
        pia.sees_nothing_of("14 tickets").await?;
        pia.click("Saved views").await?;
        pia.fill("name", "Displays").await?;
        pia.click("Save this view").await?;
        pia.sees("The view was saved.").await?;
        pia.until("document.querySelector('#category').value === 'display'", "the kept view").await?;
        pia.go("/partner/incidents").await?;
        pia.sees("14 tickets").await?;
        pia.click("Displays").await?;
        pia.until("location.search.includes('category=display')", "what was kept").await?;
        pia.sees("1 ticket").await?;
        pia.go("/partner/incidents").await?;
        pia.fill("category", "display").await?;
        pia.sees("1 ticket").await?;
        pia.click("By group or place…").await?;
        pia.until(
            "location.search.includes('category=display') && location.search.includes('names=yes')",
            "both",
        )
        .await?;
        // Another customer is another page: with its name, and what there is to choose from there.
        pia.value(
            "(() => { const all = document.querySelector('#tenant'); \
             all.value = [...all.options].find((it) => it.text === 'Customer 39').value; \
             all.dispatchEvent(new Event('change', { bubbles: true })); })()",
        )
        .await?;
        pia.until("document.querySelector('.page-head').innerText.includes('Customer 39')", "the customer")
            .await?;
        pia.go("/partner/incidents").await?;
        pia.sees("14 tickets").await?;
        pia.click("Fold the same fault over many rooms").await?;
        pia.sees("3 faults").await?;
        pia.is_sound().await?;
        pia.picture("faults").await?;

        pia.click("Sign in (Exchange)").await?;
        pia.sees("12 tickets").await?;
        pia.sees_nothing_of("Offline").await?;
        pia.click_on("[data-select-all]").await?;
        pia.click("Take").await?;
        pia.sees("12 of 12").await?;
        pia.is_sound().await?;
        pia.picture("taken").await?;

        // Folded for as long as that is wished.
        pia.go("/partner/incidents").await?;
        pia.sees("3 faults").await?;
        pia.click("Show every ticket").await?;
        pia.sees("14 tickets").await?;
        pia.go("/partner/incidents?owner=me").await?;
        pia.sees("12 tickets").await?;
        pia.go("/partner/incidents?owner=nobody").await?;
        pia.click("Offline").await?;
        pia.sees("Customer 40").await?;
        pia.picture("offline").await?;

        pia.go("/partner/incidents?owner=nobody").await?;
        pia.click("Display, front of room").await?;
        pia.sees("Next steps").await?;
        pia.sees("Customer 39").await?;
        pia.picture("display").await?;
        pia.click("Restart").await?;
        pia.sees("Board room").await?;
        pia.is_sound().await?;

        pia.go("/account").await?;
        pia.fill("language", "ja").await?;
        pia.click_on("form[action='/account'] .button-main").await?;
        pia.sees("保存").await?;
        pia.go("/partner/incidents?fold=yes").await?;
        pia.sees("インシデント").await?;
        pia.is_sound().await?;
        pia.picture("faults-ja").await?;
        pia.go("/partner/reports").await?;
        pia.is_sound().await?;
        pia.picture("report-ja").await?;
        Ok(())
    })
    .await
}
