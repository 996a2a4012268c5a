//! Invitations that come to nothing: taken back, denied, run out; and those who answer them.

use domain::time::HOUR;
use journeys::Window;

use crate::stage::{Stage, play};

/// Sends an invitation to northwind.example for the group Berlin, in the wizard.
async fn invite(stage: &Stage, anna: &Window, start: &str) -> anyhow::Result<()> {
    anna.go(start).await?;
    anna.fill("domain", "northwind.example").await?;
    anna.click("Next").await?;
    anna.sees("Step 2 of 6").await?;
    anna.fill("days", "2").await?;
    for step in ["Step 3 of 6", "Step 4 of 6"] {
        anna.click("Next").await?;
        anna.sees(step).await?;
    }
    let berlin = stage.world().group("contoso.example", "Berlin");
    anna.click_on(&format!("input[name=group][value='{berlin}']:not(:checked)")).await?;
    anna.click("Next").await?;
    agree_and_send(anna).await
}

async fn agree_and_send(anna: &Window) -> anyhow::Result<()> {
    anna.sees("Step 5 of 6").await?;
    anna.tick("I agree").await?;
    anna.click("Next").await?;
    anna.sees("Step 6 of 6").await?;
    anna.click("Add partner").await?;
    anna.sees("The invitation was sent").await
}

/// decision 4: withdrawn, denied and expired invitations leave the partner's sight and stay in
/// the customer's, and are sent again in one step.
#[tokio::test(flavor = "multi_thread")]
async fn invitations_end_and_are_sent_again() -> anyhow::Result<()> {
    play("invitations", async |stage| {
        let anna = stage.enter("anna@contoso.example").await?;
        let tom = stage.enter("tom@northwind.example").await?;
        invite(stage, &anna, "/settings/partners/new").await?;
        tom.go("/partner/tenants").await?;
        tom.click("Contoso").await?;
        let address = stage.path(&tom.address().await?);
        anna.click("northwind.example").await?;
        anna.click("Withdraw").await?;
        anna.sees("The invitation was withdrawn").await?;
        tom.refused(&address, 404).await?;

        invite(stage, &anna, "/settings/partners/new").await?;
        tom.go("/partner/tenants").await?;
        tom.click("Contoso").await?;
        tom.click("Deny").await?;
        tom.sees("The invitation disappears for everybody of your organization.").await?;
        tom.click("Deny").await?;
        tom.sees("The invitation was denied").await?;
        tom.sees_nothing_of("Contoso").await?;
        anna.go("/notices").await?;
        anna.click_on(".timeline a[href^='/settings/partners/invitations/']").await?;
        anna.sees("Denied").await?;
        anna.sees("tom@northwind.example").await?;

        anna.click("Send again").await?;
        anna.sees("Step 1 of 6").await?;
        for step in ["Step 2 of 6", "Step 3 of 6", "Step 4 of 6", "Step 5 of 6"] {
            anna.click("Next").await?;
            anna.sees(step).await?;
        }
        agree_and_send(&anna).await?;
        tom.go("/partner/tenants").await?;
        tom.click("Contoso").await?;
        tom.sees("Invitation from Contoso").await?;
        tom.tick("Pia Primary").await?;
        // The page lies open for longer than the invitation waits; the session is used now and then.
        for _ in 0..5 {
            stage.world().clock.advance(10 * HOUR);
            tom.value("fetch('/notices').then((answer) => answer.status)").await?;
        }
        tom.click("Accept").await?;
        tom.sees("This has ended").await?;
        tom.forgive(410);
        tom.go("/partner/tenants").await?;
        tom.sees_nothing_of("Contoso").await
    })
    .await
}

/// administrators of the partner name those who answer invitations, who then see customers and no
/// rooms; taken back, they see nothing.
#[tokio::test(flavor = "multi_thread")]
async fn tenant_managers_are_named() -> anyhow::Result<()> {
    play("tenant-managers", async |stage| {
        let scope = stage.world().scope("contoso.example", &[], &["Berlin"]);
        stage.world().invite("contoso.example", "northwind.example", scope).await;
        let noel = stage.enter("noel@northwind.example").await?;
        noel.go("/partner/tenant-managers").await?;
        noel.sees("Tom Tenant-Manager").await?;
        noel.fill("find-principal", "Technicians").await?;
        noel.sees("Found (1)").await?;
        noel.tick("Technicians").await?;
        noel.click("Add").await?;
        noel.sees("Your changes were saved.").await?;
        let gus = stage.enter("gus@northwind.example").await?;
        gus.go("/partner/tenants").await?;
        gus.sees("Contoso").await?;
        gus.refused("/partner/tenant-managers", 403).await?;
        gus.go("/partner/rooms").await?;
        gus.sees_nothing_of("Berlin").await?;
        noel.click("Remove Technicians").await?;
        noel.sees("Your changes were saved.").await?;
        noel.sees_nothing_of("Remove Technicians").await?;
        gus.go("/partner/tenants").await?;
        gus.sees_nothing_of("Contoso").await
    })
    .await
}
