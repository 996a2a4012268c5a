//! How a partner's work ends: by the partner itself, or for a while by the operator.

use crate::stage::{linked, play_in};

/// a primary admin removes the customer; the page lists what happens before; both sides see the
/// end, and what was in sight is gone.
#[tokio::test(flavor = "multi_thread")]
async fn a_partner_removes_its_customer() -> anyhow::Result<()> {
    let (world, _) = linked(&["pia@northwind.example", "paul@northwind.example"]).await;
    play_in(world, "remove-customer", async |stage| {
        let pia = stage.enter("pia@northwind.example").await?;
        pia.go("/partner/tenants").await?;
        pia.click("Contoso").await?;
        pia.click("Remove customer").await?;
        pia.sees("6 rooms are no longer in the partner's sight.").await?;
        pia.sees("2 people lose access.").await?;
        pia.fill("confirmation", "Contos").await?;
        pia.click("Delete").await?;
        pia.sees("The name does not match.").await?;
        pia.forgive(422);
        pia.fill("confirmation", "Contoso").await?;
        pia.click("Delete").await?;
        pia.sees("The customer was removed").await?;
        pia.sees_nothing_of("Contoso").await?;
        let paul = stage.enter("paul@northwind.example").await?;
        paul.go("/partner/rooms").await?;
        paul.sees_nothing_of("Berlin").await?;
        let anna = stage.enter("anna@contoso.example").await?;
        anna.go("/settings/partners").await?;
        anna.click("Northwind").await?;
        anna.sees("Ended by the partner").await?;
        anna.sees_nothing_of("Remove partner").await
    })
    .await
}

/// §3.3: the operator suspends a partner; its open list empties itself, the customer reads why; resumed, the
/// rooms are back.
#[tokio::test(flavor = "multi_thread")]
async fn the_operator_suspends_a_partner() -> anyhow::Result<()> {
    let (world, _) = linked(&["pia@northwind.example"]).await;
    play_in(world, "suspension", async |stage| {
        let pia = stage.enter("pia@northwind.example").await?;
        pia.go("/partner/rooms").await?;
        pia.sees("Berlin 1").await?;
        pia.until("document.querySelector('#live')._htmx?.sse", "the live page").await?;
        let olga = stage.enter("olga@operator.example").await?;
        olga.go("/operator/organizations?q=northwind").await?;
        olga.click("Northwind").await?;
        olga.click("Switch off").await?;
        olga.sees("All links to its customers are suspended: its people lose every right there at once.")
            .await?;
        olga.click("Switch off").await?;
        olga.sees("Your changes were saved.").await?;
        pia.until("!document.body.innerText.includes('Berlin')", "the list without rooms").await?;
        pia.sees("You may not do this").await?;
        pia.forgive(403);
        let anna = stage.enter("anna@contoso.example").await?;
        anna.go("/settings/partners").await?;
        anna.sees("Suspended").await?;
        anna.go("/notices").await?;
        anna.sees("Northwind is no longer a partner on this server.").await?;
        olga.click("Switch on").await?;
        olga.click("Switch on").await?;
        olga.sees("Your changes were saved.").await?;
        pia.go("/partner/rooms").await?;
        pia.sees("Berlin 1").await
    })
    .await
}
