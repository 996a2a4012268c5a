//! Rooms of many customers worked on in one go, and what that makes of the incidents.

use crate::{partner::two_customers, stage::play_in};

/// a partner ticks rooms of all customers, records an issue for them, takes the tickets behind the folded lines and comes back to
/// the same list; it suppresses a room with a reason and an end: its ticket is left out until it is wished for, and says why.
#[tokio::test(flavor = "multi_thread")]
async fn rooms_of_all_customers_are_worked_on_together() -> anyhow::Result<()> {
    play_in(two_customers().await, "rooms-of-customers", async |stage| {
        let pia = stage.enter("pia@northwind.example").await?;
        pia.go("/partner/rooms?sort=-name").await?;
        pia.sees("8 rooms").await?;
        pia.until("document.querySelector('button[formaction$=issue]').disabled", "nothing is ticked yet")
            .await?;
        pia.tick("Select Berlin 1").await?;
        pia.tick("Select Seoul 1").await?;
        pia.is_sound().await?;
        pia.click("Record an issue").await?;
        pia.sees("2 rooms chosen").await?;
        pia.sees("Each customer gets an issue of its own").await?;
        pia.fill("description", "The lights flicker").await?;
        pia.is_sound().await?;
        pia.click_on(".button-main").await?;
        pia.sees("2 of 2 done.").await?;
        pia.is_sound().await?;
        pia.click("Back to the list").await?;
        pia.until("location.search === '?sort=-name'", "the list as it was").await?;

        pia.go("/partner/incidents?fold=yes&category=recorded").await?;
        pia.sees("2 faults").await?;
        pia.tick("Select all on this page").await?;
        pia.is_sound().await?;
        pia.click("Take").await?;
        pia.sees("2 of 2 done.").await?;
        pia.click("Back to the list").await?;
        pia.until("location.search === '?category=recorded&fold=yes'", "the same choices").await?;

        pia.go("/partner/rooms?q=Seoul").await?;
        pia.tick("Select Seoul 1").await?;
        pia.click("Suppress or plan maintenance").await?;
        pia.fill("reason", "New lamps").await?;
        pia.is_sound().await?;
        pia.click_on(".button-main").await?;
        pia.sees("1 of 1 done.").await?;
        pia.go("/partner/incidents").await?;
        pia.sees("1 ticket").await?;
        pia.sees_nothing_of("Seoul 1").await?;
        pia.click("Show suppressed tickets too").await?;
        pia.sees("2 tickets").await?;
        pia.sees("Suppressed").await?;
        pia.is_sound().await?;
        pia.click_on("#list tr:has(use[href$=\"#suppressed\"]) th a").await?;
        pia.sees("this ticket alerts nobody").await?;
        pia.sees("Next steps").await?;
        pia.is_sound().await
    })
    .await
}
