//! What a change would do, read before it is made.

use crate::stage::{linked, play_in};

/// Decision 16, decision 17: a customer reads what an invitation gives at most before it is sent; an administrator of the partner sees what a colleague gains by joining a group, and loses by being
/// disabled, customer by customer.
#[tokio::test(flavor = "multi_thread")]
async fn changes_are_read_before_they_are_made() -> anyhow::Result<()> {
    let (world, _) = linked(&["pia@northwind.example"]).await;
    play_in(world, "previews", async |stage| {
        let world = stage.world();
        let contoso = world.organization("contoso.example");
        let pia = stage.enter("pia@northwind.example").await?;
        pia.go(&format!("/partner/settings/roles/{contoso}/custom/new")).await?;
        pia.fill("roleName", "Desk").await?;
        pia.click("Next").await?;
        pia.tick("Rooms: View").await?;
        pia.click("Next").await?;
        pia.fill("name", "First line").await?;
        pia.click("Next").await?;
        pia.fill("find-principal", "Service").await?;
        pia.sees("Found (1)").await?;
        pia.tick("Service").await?;
        pia.click("Next").await?;
        pia.tick("All rooms, present and future").await?;
        pia.click("Next").await?;
        pia.sees("What this changes").await?;
        pia.sees("Gus Grouped").await?;
        pia.is_sound().await?;
        pia.click("Add the role").await?;
        pia.click("First line").await?;
        pia.is_sound().await?;

        let nora = stage.enter("nora@northwind.example").await?;
        let service = world.security_group("northwind.example", "Service");
        nora.go(&format!("/directory/groups/{service}/add?find=ned")).await?;
        nora.tick("Ned Nobody").await?;
        nora.click("Add").await?;
        nora.sees("Add Ned Nobody to Service?").await?;
        nora.sees("Contoso").await?;
        nora.sees("6 gained, 0 lost").await?;
        nora.sees_nothing_of("Berlin").await?;
        nora.is_sound().await?;
        nora.click("Add").await?;
        nora.sees("Added.").await?;
        let ned = world.user("ned@northwind.example");
        nora.go(&format!("/directory/users/{ned}/disable")).await?;
        nora.sees("0 gained, 6 lost").await?;
        nora.is_sound().await?;

        let anna = stage.enter("anna@contoso.example").await?;
        anna.go("/settings/partners/new").await?;
        anna.fill("domain", "adventure.example").await?;
        for step in ["Step 2 of 6", "Step 3 of 6", "Step 4 of 6"] {
            anna.click("Next").await?;
            anna.sees(step).await?;
        }
        let lisbon = world.group("contoso.example", "Lisbon");
        anna.click_on(&format!("input[name=group][value='{lisbon}']")).await?;
        anna.sees("4 rooms are covered now").await?;
        anna.click("Next").await?;
        anna.sees("Step 5 of 6").await?;
        anna.tick("I agree").await?;
        anna.click("Next").await?;
        anna.sees("Until somebody of adventure.example accepts").await?;
        anna.sees("44 gained, 0 lost").await?;
        anna.sees("Lisbon 1").await?;
        anna.is_sound().await?;
        anna.click("Add partner").await?;
        anna.sees("The invitation was sent").await?;
        Ok(())
    })
    .await
}
