//! A technician's Monday: incidents of all customers in one list, live; one is taken, spoken about and resolved.

use crate::{partner::two_customers, stage::play_in};

/// what a customer records is seen at once in the partner's open list; the partner takes it,
/// both sides write, and the customer reads who resolved it; the same page speaks Korean.
#[tokio::test(flavor = "multi_thread")]
async fn an_issue_is_handled_between_two_sides() -> anyhow::Result<()> {
    play_in(two_customers().await, "incidents", async |stage| {
        let pia = stage.enter("pia@northwind.example").await?;
        pia.go("/partner/incidents").await?;
        pia.sees("No open tickets").await?;
        pia.is_sound().await?;

        let anna = stage.enter("anna@contoso.example").await?;
        anna.go("/incidents").await?;
        anna.click("Record an issue").await?;
        anna.fill("description", "The projector is yellow").await?;
        anna.tick("High impact").await?;
        anna.fill("find", "Berlin 1").await?;
        anna.sees("Found (1)").await?;
        anna.tick("Berlin 1").await?;
        anna.is_sound().await?;
        anna.click("Record an issue").await?;
        anna.sees("The issue was recorded.").await?;
        anna.sees("1 ticket").await?;

        // Nobody reloads the partner's page.
        pia.sees("The projector is yellow").await?;
        pia.sees("Berlin 1").await?;
        let fred = stage.enter("fred@fabrikam.example").await?;
        fred.go("/incidents").await?;
        fred.sees_nothing_of("projector").await?;

        pia.click("The projector is yellow").await?;
        pia.click("Take").await?;
        pia.sees("You take care of this ticket now.").await?;
        pia.fill("text", "We come at noon").await?;
        pia.click("Send").await?;
        pia.sees("The message was sent.").await?;
        pia.is_sound().await?;

        anna.click("The projector is yellow").await?;
        anna.sees("We come at noon").await?;
        anna.sees("Pia Primary").await?;
        pia.fill("reason", "replaced").await?;
        pia.click("Resolve").await?;
        pia.sees("The ticket was resolved.").await?;
        pia.sees("Device or part replaced").await?;
        anna.go("/incidents").await?;
        anna.sees("No open tickets").await?;
        anna.fill("show", "past").await?;
        anna.sees("The projector is yellow").await?;

        pia.go("/account").await?;
        pia.fill("language", "ko").await?;
        pia.click_on("form[action='/account'] .button-main").await?;
        pia.sees("저장").await?;
        pia.go("/partner/incidents?show=past").await?;
        pia.sees("인시던트").await?;
        pia.sees("해결됨").await?;
        pia.is_sound().await
    })
    .await
}
