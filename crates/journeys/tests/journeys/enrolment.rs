//! How a device gets into its room: by the key file, or by an administrator who says where it stands.

use domain::{health::Health, room::Monitoring};
use testkit::{Database, Kind, World, seed};

use crate::stage::play_in;

/// A device that enrolled and waits as a room of its own.
async fn waiting() -> World {
    let world = World::new(Database::fresh(Kind::Sqlite).await).await;
    let mut seed = world.seed().await;
    let tenant = world.organization("contoso.example");
    let mut room = seed::Room::named(tenant, world.ids.id(), "New device");
    (room.monitoring, room.health) = (Monitoring::Onboarding, Health::Onboarding);
    seed.room(&room).await.unwrap();
    let credential_hash = b"the hash of its credential".to_vec();
    let device = seed::Device { credential_hash, id: world.ids.id(), tenant, room: room.id, key_version: 1 };
    seed.device(&device).await.unwrap();
    seed.commit().await.unwrap();
    world
}

/// decision 19: the key is downloaded and replaced after a confirmation; a waiting device is given to
/// the room it stands in; who may not reset the key is not offered it.
#[tokio::test(flavor = "multi_thread")]
async fn a_device_comes_to_its_room() -> anyhow::Result<()> {
    play_in(waiting().await, "enrolment", async |stage| {
        let key = "fetch('/settings/general/enrolment-key').then((r) => r.json()).then((file) => JSON.stringify(file))";
        let anna = stage.enter("anna@contoso.example").await?;
        anna.go("/settings/general").await?;
        let before = anna.value(key).await?;
        anna.go("/settings/general").await?;
        anna.click("Reset key").await?;
        anna.sees("Key files downloaded before enrol no more devices from this moment on.").await?;
        anna.click("Reset key").await?;
        anna.sees("A new key is in force.").await?;
        assert_ne!(anna.value(key).await?, before, "the key file is another one");
        let lea = stage.enter("lea@contoso.example").await?;
        lea.go("/settings/general").await?;
        lea.sees("Download key").await?;
        lea.sees_nothing_of("Reset key").await?;
        lea.refused("/settings/general/reset-key", 403).await?;

        anna.go("/rooms?health=onboarding").await?;
        anna.click("New device").await?;
        anna.sees("This room waits to be enrolled").await?;
        anna.click("Use this device for another room").await?;
        anna.fill("q", "Lisbon 3").await?;
        anna.click("Show").await?;
        anna.tick("Lisbon 3").await?;
        anna.click("Use this device for another room").await?;
        anna.sees("The device now reports for this room.").await?;
        anna.sees("Lisbon 3").await?;
        anna.go("/rooms?health=onboarding").await?;
        anna.sees_nothing_of("New device").await?;
        anna.go("/settings/audit-logs").await?;
        for event in ["Enrolment key reset", "Enrolment key downloaded", "Device of room replaced"] {
            anna.sees(event).await?;
        }
        Ok(())
    })
    .await
}
