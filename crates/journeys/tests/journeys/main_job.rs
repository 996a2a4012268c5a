//! A customer hands rooms to a partner and takes them back.

use service::{ask, links::Partners};

use crate::stage::play;

/// decision 8: invited by domain in the wizard, accepted with a primary admin; the
/// partner sees exactly the rooms in scope; a change and the removal are felt with the next click.
#[tokio::test(flavor = "multi_thread")]
async fn rooms_are_handed_over_and_taken_back() -> anyhow::Result<()> {
    play("main-job", async |stage| {
        let world = stage.world();
        let customer = stage.enter("anna@contoso.example").await?;
        customer.go("/settings/partners/new").await?;
        customer.fill("domain", "northwind.example").await?;
        for step in ["Step 2 of 6", "Step 3 of 6", "Step 4 of 6"] {
            customer.click_on(".wizard-end .button-main").await?;
            customer.sees(step).await?;
        }
        let berlin = world.group("contoso.example", "Berlin");
        customer.click_on(&format!("input[name=group][value='{berlin}']")).await?;
        customer.sees("6 rooms are covered now").await?;
        customer.click_on(".wizard-end .button-main").await?;
        customer.sees("Step 5 of 6").await?;
        customer.click_on("input[name=agreed]").await?;
        customer.click_on(".wizard-end .button-main").await?;
        customer.sees("Step 6 of 6").await?;
        customer.click_on(".wizard-end .button-main").await?;
        customer.sees("The invitation was sent").await?;

        let partner = stage.enter("tom@northwind.example").await?;
        partner.go("/partner/tenants").await?;
        partner.click_on("a[href^='/partner/invitations/']").await?;
        partner.sees("Contoso").await?;
        partner.sees_nothing_of("Berlin").await?;
        partner.fill("find-principal", "Pia").await?;
        partner.sees("Found (1)").await?;
        partner.tick("Pia Primary").await?;
        partner.click("Accept").await?;
        partner.sees("The invitation was accepted").await?;

        stage.sign_in(&partner, "pia@northwind.example").await?;
        partner.go("/partner/rooms").await?;
        partner.sees("Berlin 1").await?;
        partner.sees_nothing_of("Lisbon").await?;
        partner.sees_nothing_of("Fabrikam").await?;

        let link = ask(&world.app, &world.caller("anna@contoso.example"), &Partners::default())
            .await
            .unwrap()
            .page
            .items
            .remove(0)
            .row
            .id;
        let base = format!("/settings/partners/{link}");
        customer.go(&format!("{base}/scope")).await?;
        let lisbon = world.group("contoso.example", "Lisbon");
        customer.click_on(&format!("input[name=group][value='{lisbon}']")).await?;
        customer.click_on(&format!("input[name=group][value='{berlin}']")).await?;
        customer.click_on("button[name=go][value=save]").await?;
        customer.sees("The rooms were changed").await?;
        partner.go("/partner/rooms").await?;
        partner.sees("Lisbon 1").await?;
        partner.sees_nothing_of("Berlin 1").await?;

        partner.click("Lisbon 1").await?;
        partner.until("location.pathname.startsWith('/partner/rooms/')", "the room").await?;
        let room = stage.path(&partner.address().await?);
        customer.go(&format!("{base}/remove")).await?;
        customer.sees("4 rooms are no longer in the partner's sight.").await?;
        customer.sees("1 person loses access.").await?;
        customer.fill("confirmation", "Northwind").await?;
        customer.click_on("main form .button-danger").await?;
        customer.sees("The partner was removed").await?;
        partner.refused(&room, 404).await?;
        partner.sees_nothing_of("Lisbon").await
    })
    .await
}
