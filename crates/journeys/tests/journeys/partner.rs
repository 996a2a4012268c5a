//! A partner's day: several customers in one list, one of them at a time, and the people who work there.

use testkit::{Database, Kind, World};

use crate::stage::play_in;

/// Two customers: Contoso with the group Berlin, Fabrikam with two of three rooms.
pub async fn two_customers() -> World {
    let world = World::new(Database::fresh(Kind::Sqlite).await).await;
    let berlin = world.scope("contoso.example", &[], &["Berlin"]);
    world.link("contoso.example", "northwind.example", berlin, &["pia@northwind.example"]).await;
    let seoul = world.scope("fabrikam.example", &["Seoul 1", "Seoul 2"], &[]);
    world.link("fabrikam.example", "northwind.example", seoul, &["pia@northwind.example"]).await;
    world
}

/// all customers in one list, narrowed to one by the tenant switch; a room is
/// edited in its customer; colleagues are added on both ways and see that customer alone; the last cannot be removed.
#[tokio::test(flavor = "multi_thread")]
pub async fn two_customers_are_looked_after() -> anyhow::Result<()> {
    play_in(two_customers().await, "partner", async |stage| {
        let pia = stage.enter("pia@northwind.example").await?;
        pia.go("/").await?;
        pia.sees("8 rooms").await?;
        pia.sees("Berlin 6").await?;
        pia.sees("Seoul 2").await?;
        pia.sees_nothing_of("Seoul 3").await?;
        pia.click_on("th a[href*='sort=customer']").await?;
        pia.until("document.querySelector('[aria-sort]').innerText.includes('Customer')", "the order")
            .await?;
        pia.click("All tenants").await?;
        pia.fill("Find a tenant", "fabri").await?;
        pia.until("document.querySelectorAll('#tenant-choices a').length === 2", "the choice").await?;
        pia.click_on("#tenant-choices a[href*='tenant=']").await?;
        pia.sees("2 rooms").await?;
        pia.sees_nothing_of("Berlin").await?;

        pia.click("Seoul 1").await?;
        pia.click("Edit").await?;
        pia.fill("displayName", "Seoul One").await?;
        pia.click("Save").await?;
        pia.sees("Your changes were saved.").await?;
        pia.sees("Seoul One").await?;
        let fred = stage.enter("fred@fabrikam.example").await?;
        fred.go("/rooms").await?;
        fred.sees("Seoul One").await?;

        pia.go("/partner/tenants").await?;
        pia.click("Contoso").await?;
        pia.fill("find-principal", "Paul").await?;
        pia.sees("Found (1)").await?;
        pia.tick("Paul Primary").await?;
        pia.click("Add").await?;
        pia.sees("The primary admins were changed").await?;
        let paul = stage.enter("paul@northwind.example").await?;
        paul.go("/partner/rooms").await?;
        paul.sees("6 rooms").await?;
        paul.sees_nothing_of("Seoul").await?;

        pia.go("/partner/settings/roles").await?;
        pia.fill("tenant", &stage.world().organization("fabrikam.example").to_string()).await?;
        pia.click("Show").await?;
        pia.fill("find-principal", "Technicians").await?;
        pia.sees("Found (1)").await?;
        pia.tick("Technicians").await?;
        pia.click("Save").await?;
        pia.sees("Your changes were saved.").await?;
        let gus = stage.enter("gus@northwind.example").await?;
        gus.go("/partner/rooms").await?;
        gus.sees("2 rooms").await?;
        gus.sees_nothing_of("Berlin").await?;

        paul.go("/partner/tenants").await?;
        paul.click("Contoso").await?;
        paul.click("Remove Pia Primary").await?;
        paul.sees("The primary admins were changed").await?;
        paul.click("Remove Paul Primary").await?;
        paul.sees("At least one primary admin must remain.").await?;
        paul.forgive(409);
        Ok(())
    })
    .await
}
