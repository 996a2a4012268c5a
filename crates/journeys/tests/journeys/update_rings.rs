//! Update rings: a plan is made, and rooms move through it.

use crate::stage::{linked, play_in};

/// an administrator makes a ring that fits into the days left, is told where it does not, and moves rooms there; a primary
/// admin of the partner moves one of its scope on, and is offered no change of a ring with others; the ring ends, its rooms are in
/// General.
#[tokio::test(flavor = "multi_thread")]
async fn rings_are_made_and_rooms_move() -> anyhow::Result<()> {
    let (world, _) = linked(&["pia@northwind.example"]).await;
    play_in(world, "update-rings", async |stage| {
        let anna = stage.enter("anna@contoso.example").await?;
        anna.go("/rooms").await?;
        anna.click("Update rings").await?;
        anna.sees("35 days").await?;
        anna.is_sound().await?;
        anna.click("New ring").await?;
        anna.is_sound().await?;
        anna.fill("displayName", "Board rooms").await?;
        anna.fill("order", "7").await?;
        anna.fill("rolloutDays", "30").await?;
        anna.fill("testDays", "2").await?;
        anna.click("Create ring").await?;
        anna.sees("at most 25 days").await?;
        anna.forgive(422);
        anna.is_sound().await?;
        anna.fill("rolloutDays", "4").await?;
        anna.click("Create ring").await?;
        anna.sees("The ring was created.").await?;
        anna.click("Move rooms here").await?;
        anna.fill("find", "1").await?;
        anna.sees("Found (3)").await?;
        anna.tick("Berlin 1").await?;
        anna.tick("Lisbon 1").await?;
        anna.is_sound().await?;
        anna.click("Move").await?;
        anna.sees("The rooms were moved.").await?;
        anna.sees("2 rooms").await?;
        anna.is_sound().await?;

        let pia = stage.enter("pia@northwind.example").await?;
        pia.go("/partner/update-rings").await?;
        pia.sees("41 days").await?;
        pia.is_sound().await?;
        pia.click("Contoso").await?;
        pia.sees("Board rooms").await?;
        pia.sees_nothing_of("New ring").await?;
        pia.click("Board rooms").await?;
        pia.sees("Berlin 1").await?;
        pia.sees_nothing_of("Lisbon 1").await?;
        pia.click("Berlin 1").await?;
        pia.click("Move to another ring").await?;
        pia.is_sound().await?;
        pia.fill("ring", "00000000-0000-0000-0000-000000000001").await?;
        pia.click_on("main form .button-main").await?;
        pia.sees("The room was moved to another ring.").await?;
        pia.sees("Staging").await?;

        anna.click("Delete").await?;
        anna.sees("1 room moves to General.").await?;
        anna.is_sound().await?;
        anna.click("Delete").await?;
        anna.sees("The ring was deleted.").await?;
        anna.sees_nothing_of("Board rooms").await
    })
    .await
}
