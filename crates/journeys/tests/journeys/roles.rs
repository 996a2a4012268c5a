//! Roles beside the built-in ones: a partner's own at a customer, under the ceiling that the customer set.

use crate::stage::{linked, play_in};

/// the customer lets a partner do more on a link; a primary admin makes a role of that and
/// lets a colleague tend a group by it; the customer sees the role, deletes it, and what it gave is gone with the next click.
#[tokio::test(flavor = "multi_thread")]
async fn a_partner_role_is_made_used_and_deleted() -> anyhow::Result<()> {
    let (world, linked) = linked(&["pia@northwind.example"]).await;
    play_in(world, "roles", async |stage| {
        let pia = stage.enter("pia@northwind.example").await?;
        let contoso = stage.world().organization("contoso.example");
        pia.go(&format!("/partner/settings/roles/{contoso}/custom/new")).await?;
        pia.fill("roleName", "Only a look").await?;
        pia.click("Next").await?;
        pia.sees("Rooms: View").await?;
        pia.sees_nothing_of("Group management: Modify").await?;

        let anna = stage.enter("anna@contoso.example").await?;
        anna.go(&format!("/settings/partners/{}", linked.link)).await?;
        anna.tick("Group management: Modify").await?;
        anna.click("Save permissions").await?;
        anna.sees("Extended permissions were changed").await?;

        pia.go("/partner/settings/roles").await?;
        pia.fill("tenant", &contoso.to_string()).await?;
        pia.click("Show").await?;
        pia.click("New role").await?;
        pia.fill("roleName", "Night shift").await?;
        pia.fill("roleDescription", "Tends the groups").await?;
        pia.click("Next").await?;
        pia.click("Next").await?;
        pia.sees("A value is required.").await?;
        pia.forgive(422);
        pia.tick("Rooms: View").await?;
        pia.tick("Group management: View").await?;
        pia.tick("Group management: Modify").await?;
        pia.is_sound().await?;
        pia.click("Next").await?;
        pia.fill("name", "First floor").await?;
        pia.click("Next").await?;
        pia.fill("find-principal", "Paul").await?;
        pia.sees("Found (1)").await?;
        pia.tick("Paul Primary").await?;
        pia.click("Next").await?;
        pia.fill("find", "Berlin").await?;
        pia.sees("Found (7)").await?;
        pia.tick("Berlin").await?;
        pia.click("Next").await?;
        pia.sees("Is everything right?").await?;
        pia.sees("Paul Primary").await?;
        pia.sees("6 rooms are covered now").await?;
        pia.is_sound().await?;
        pia.click("Add the role").await?;
        pia.sees("First floor").await?;
        pia.sees("Night shift").await?;

        let paul = stage.enter("paul@northwind.example").await?;
        paul.go("/partner/rooms").await?;
        paul.sees("6 rooms").await?;
        paul.go("/partner/groups").await?;
        paul.click("Berlin").await?;
        paul.click("Edit").await?;
        paul.fill("displayName", "Berlin, all").await?;
        paul.click("Save").await?;
        paul.sees("Berlin, all").await?;

        anna.go("/settings/roles").await?;
        anna.sees("Night shift · Northwind").await?;
        anna.sees("Paul Primary").await?;
        anna.is_sound().await?;
        anna.click("Delete Night shift").await?;
        anna.sees("Delete the role Night shift?").await?;
        anna.sees("They lose").await?;
        anna.is_sound().await?;
        anna.click("Delete").await?;
        anna.sees("Your changes were saved.").await?;
        anna.sees_nothing_of("Night shift").await?;
        paul.go("/partner/rooms").await?;
        paul.sees_nothing_of("Berlin").await?;
        Ok(())
    })
    .await
}
