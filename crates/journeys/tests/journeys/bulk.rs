//! One role at many customers at once.

use domain::scope::Scope;

use crate::stage::{linked, play_in};

/// a primary admin of two customers gives the help desk's role to a group at both in one go, with a look at
/// what that does; the role is made where it is not; each customer sees it, and a second time nothing is done.
#[tokio::test(flavor = "multi_thread")]
async fn a_role_is_assigned_at_many_customers() -> anyhow::Result<()> {
    let (world, _) = linked(&["pia@northwind.example"]).await;
    world.link("fabrikam.example", "northwind.example", Scope::ALL, &["pia@northwind.example"]).await;
    play_in(world, "bulk", async |stage| {
        let pia = stage.enter("pia@northwind.example").await?;
        let contoso = stage.world().organization("contoso.example");
        pia.go("/partner/settings/roles").await?;
        pia.click("Assign at many customers").await?;
        pia.sees("No roles to assign yet").await?;
        pia.is_sound().await?;
        pia.go(&format!("/partner/settings/roles/{contoso}/custom/new")).await?;
        pia.fill("roleName", "Help desk").await?;
        pia.click("Next").await?;
        pia.tick("Rooms: View").await?;
        pia.click("Next").await?;
        pia.tick("Assign it later").await?;
        pia.click("Next").await?;
        pia.click("Add the role").await?;
        pia.sees("Help desk").await?;

        pia.click("Assign at many customers").await?;
        pia.sees("At 1 customer").await?;
        pia.tick("Make the role where a customer has none of this name").await?;
        pia.is_sound().await?;
        pia.click("Next").await?;
        pia.fill("name", "Night shift").await?;
        pia.fill("find-principal", "Serv").await?;
        pia.sees("Found (1)").await?;
        pia.tick("Service").await?;
        pia.click("Next").await?;
        pia.fill("find-customer", "nobody").await?;
        pia.click("Find").await?;
        pia.sees("Found (0)").await?;
        pia.fill("find-customer", "").await?;
        pia.click("Find").await?;
        pia.sees("Found (2)").await?;
        pia.sees("no role of this name").await?;
        pia.click("Choose all that were found").await?;
        pia.sees("Chosen (2)").await?;
        pia.is_sound().await?;
        pia.click("Next").await?;
        pia.is_sound().await?;
        pia.click("Next").await?;
        pia.sees("Assign at 2 customers").await?;
        pia.sees("The role is made there.").await?;
        pia.is_sound().await?;
        pia.click("Assign at 2 customers").await?;
        pia.sees("What was done").await?;
        pia.is_sound().await?;

        let gus = stage.enter("gus@northwind.example").await?;
        gus.go("/partner/rooms").await?;
        gus.sees("9 rooms").await?;
        let anna = stage.enter("anna@contoso.example").await?;
        anna.go("/settings/roles").await?;
        anna.sees("Help desk · Northwind").await?;
        anna.sees("Night shift").await?;

        pia.click("Assign another role").await?;
        pia.sees("At 2 customers").await?;
        pia.click("Next").await?;
        pia.fill("name", "Night shift").await?;
        pia.fill("find-principal", "Serv").await?;
        pia.sees("Found (1)").await?;
        pia.tick("Service").await?;
        pia.click("Next").await?;
        pia.tick("Fabrikam").await?;
        pia.click("Next").await?;
        pia.click("Next").await?;
        pia.sees("Is held already").await?;
        pia.sees_nothing_of("Assign at 1 customer").await?;
        Ok(())
    })
    .await
}
