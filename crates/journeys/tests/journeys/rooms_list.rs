//! A long list of one's own rooms: narrowed, sorted, turned over, exported, and worked on in one go.

use domain::{
    health::Health,
    room::{DeviceType, Monitoring},
};
use journeys::Window;
use testkit::{Database, Kind, World, seed};

use crate::stage::play_in;

/// Fifty rooms in a tower, one of them unhealthy and two waiting for an administrator, beside those of the world.
async fn tower() -> World {
    let world = World::new(Database::fresh(Kind::Sqlite).await).await;
    let mut seed = world.seed().await;
    let tenant = world.organization("contoso.example");
    for number in 1..=50 {
        let mut room = seed::Room::named(tenant, world.ids.id(), &format!("Tower {number:02}"));
        match number {
            7 => room.health = Health::Unhealthy,
            49 | 50 => (room.monitoring, room.health) = (Monitoring::Onboarding, Health::Onboarding),
            _ => room.device_type = DeviceType::Panel,
        }
        seed.room(&room).await.unwrap();
    }
    seed.commit().await.unwrap();
    world
}

async fn rows(window: &Window, count: usize) -> anyhow::Result<()> {
    window.until(&format!("document.querySelectorAll('#list tr').length === {count}"), "the rows").await
}

async fn export(window: &Window) -> anyhow::Result<Vec<String>> {
    let file = window.value("fetch(document.querySelector('#export').href).then((r) => r.text())").await?;
    Ok(file.as_str().unwrap_or_default().lines().skip(1).map(str::to_owned).collect())
}

/// search, filters, order, pages and export agree; several rooms are enrolled with an answer for
/// each; an unenrolled room leaves the list after a confirmation and can be deleted.
#[tokio::test(flavor = "multi_thread")]
async fn a_long_list_is_mastered() -> anyhow::Result<()> {
    play_in(tower().await, "rooms-list", async |stage| {
        let mats = stage.enter("mats@contoso.example").await?;
        mats.go("/rooms").await?;
        mats.sees("62 rooms").await?;
        rows(&mats, 50).await?;
        assert_eq!(export(&mats).await?.len(), 62, "the export is the whole list, not a page of it");
        mats.click("Next").await?;
        rows(&mats, 12).await?;

        mats.go("/rooms").await?;
        mats.fill("q", "tower").await?;
        mats.sees("50 rooms").await?;
        mats.fill("device", "panel").await?;
        mats.sees("47 rooms").await?;
        assert_eq!(export(&mats).await?.len(), 47, "the export follows the filters");
        mats.click("Remove all").await?;
        mats.sees("62 rooms").await?;
        mats.click("Health").await?;
        mats.until(
            "document.querySelector('#list th').innerText === 'Tower 07'",
            "the unhealthy room, first",
        )
        .await?;
        mats.click_on("a.count-tile[href*='health=unhealthy']").await?;
        rows(&mats, 1).await?;
        mats.click_on("a.count-tile[aria-current]").await?;
        mats.click_on("a.count-tile[href*='health=onboarding']").await?;
        rows(&mats, 2).await?;

        mats.until("document.querySelector('button[formaction]').disabled", "Enrol, switched off").await?;
        mats.tick("Select all on this page").await?;
        mats.until("document.querySelector('[data-selection-count]').innerText === '2'", "two chosen")
            .await?;
        mats.click("Enrol").await?;
        mats.until("document.querySelectorAll('#list .badge-good').length === 2", "two enrolled").await?;
        mats.click("Tower 49").await?;
        mats.click("Unenrol").await?;
        mats.sees("Stop monitoring this room?").await?;
        mats.click("Unenrol").await?;
        mats.sees("The room is no longer monitored.").await?;
        mats.go("/rooms?q=tower").await?;
        mats.sees("49 rooms").await?;
        mats.tick("Unenrolled").await?;
        rows(&mats, 1).await?;
        mats.click("Tower 49").await?;
        mats.click("Delete").await?;
        mats.sees("Delete this room?").await?;
        mats.click("Delete").await?;
        mats.sees("61 rooms").await?;

        mats.click("Add room").await?;
        mats.fill("displayName", "Zugspitze").await?;
        mats.fill("capacity", "many").await?;
        mats.click("Save").await?;
        mats.sees("Some values are not right. Nothing was saved.").await?;
        mats.until("document.querySelector('#displayName').value === 'Zugspitze'", "what was typed").await?;
        mats.fill("capacity", "12").await?;
        mats.click("Save").await?;
        mats.sees("The room was added.").await?;
        mats.forgive(422);
        Ok(())
    })
    .await
}
