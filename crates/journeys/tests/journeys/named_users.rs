//! An invitation by name: of the partner, only those named are asked, and each answers alone.

use crate::stage::play;

/// two people are named; nobody else of the partner learns of it; the first who
/// accepts sees the rooms, the second sees them with an answer of their own; so does a third who is invited later.
#[tokio::test(flavor = "multi_thread")]
async fn named_people_answer_for_themselves() -> anyhow::Result<()> {
    play("named-users", async |stage| {
        let anna = stage.enter("anna@contoso.example").await?;
        anna.go("/settings/partners/new").await?;
        anna.tick("By name").await?;
        anna.fill("Name of person 1", "Pia Primary").await?;
        anna.fill("Account name of person 1", "pia@northwind.example").await?;
        anna.click("Add contact").await?;
        anna.fill("Name of person 2", "Paul Primary").await?;
        anna.fill("Account name of person 2", "paul@northwind.example").await?;
        for step in ["Step 2 of 6", "Step 3 of 6", "Step 4 of 6"] {
            anna.click_on(".wizard-end .button-main").await?;
            anna.sees(step).await?;
        }
        anna.tick("Berlin 1").await?;
        anna.sees("1 room is covered now").await?;
        anna.click("Next").await?;
        anna.tick("I agree").await?;
        anna.click("Next").await?;
        anna.sees("Step 6 of 6").await?;
        anna.sees("paul@northwind.example").await?;
        anna.click("Add partner").await?;
        anna.sees("The invitation was sent").await?;

        for upn in ["nora@northwind.example", "tom@northwind.example", "ned@northwind.example"] {
            let other = stage.enter(upn).await?;
            other.go("/partner/tenants").await?;
            other.sees("No tenants").await?;
            other.sees_nothing_of("Contoso").await?;
        }

        let pia = stage.enter("pia@northwind.example").await?;
        pia.go("/partner/tenants").await?;
        pia.click("Contoso").await?;
        pia.sees("You become primary admin of this customer when you accept.").await?;
        pia.sees_nothing_of("Berlin").await?;
        pia.click("Accept").await?;
        pia.sees("The invitation was accepted").await?;
        pia.click_on("nav a[href='/partner/rooms']").await?;
        pia.sees("Berlin 1").await?;
        pia.sees_nothing_of("Berlin 2").await?;

        let paul = stage.enter("paul@northwind.example").await?;
        paul.go("/partner/rooms").await?;
        paul.sees_nothing_of("Berlin").await?;
        paul.go("/partner/tenants").await?;
        paul.sees("Pending").await?;
        paul.click("Contoso").await?;
        paul.click("Accept").await?;
        paul.sees("The invitation was accepted").await?;
        paul.go("/partner/rooms").await?;
        paul.sees("Berlin 1").await?;

        // Who answers invitations for the organization sees the customer now, and no room of it.
        let nora = stage.enter("nora@northwind.example").await?;
        nora.go("/partner/tenants").await?;
        nora.sees("Contoso").await?;
        nora.go("/partner/rooms").await?;
        nora.sees_nothing_of("Berlin").await?;
        anna.go("/settings/partners").await?;
        anna.click("Northwind").await?;
        anna.sees("pia@northwind.example").await?;
        anna.sees("paul@northwind.example").await?;

        // of a partner that is linked, a further person is invited on its page.
        anna.click("Invite a primary admin").await?;
        anna.sees("Nobody else of the partner is told.").await?;
        anna.fill("Name", "Ned Nobody").await?;
        anna.fill("Account name", "ned@northwind.example").await?;
        anna.click("Preview").await?;
        anna.sees("11 gained, 0 lost").await?;
        anna.is_sound().await?;
        anna.click("Send invitation").await?;
        anna.sees("The invitation was sent").await?;
        anna.sees("Primary admin of the partner").await?;
        anna.is_sound().await?;
        pia.go("/partner/tenants").await?;
        pia.sees_nothing_of("Pending").await?;
        let ned = stage.enter("ned@northwind.example").await?;
        ned.go("/partner/tenants").await?;
        ned.click("Contoso").await?;
        ned.sees("You become primary admin of this customer when you accept.").await?;
        ned.sees("11 gained, 0 lost").await?;
        ned.sees_nothing_of("Berlin").await?;
        ned.click("Accept").await?;
        ned.sees("The invitation was accepted").await?;
        ned.go("/partner/rooms").await?;
        ned.sees("Berlin 1").await?;
        pia.go("/notices").await?;
        pia.sees("ned@northwind.example accepted an invitation").await
    })
    .await
}
