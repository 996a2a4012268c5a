//! A customer blocks one person of its partner, who is just looking at the rooms.

use crate::stage::{linked, play_in};

/// Decision 8: the open list and the open room empty themselves, the next request finds nothing, others of the partner
/// work on; both sides read the reason; lifting the block brings the list back; the customer's log tells both.
#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_person_sees_nothing_at_once() -> anyhow::Result<()> {
    let (world, _) = linked(&["pia@northwind.example", "paul@northwind.example"]).await;
    play_in(world, "block", async |stage| {
        let list = stage.enter("pia@northwind.example").await?;
        list.go("/partner/rooms").await?;
        list.sees("Berlin 1").await?;
        let room = stage.enter("pia@northwind.example").await?;
        room.go("/partner/rooms").await?;
        room.click("Berlin 2").await?;
        room.until("location.pathname.startsWith('/partner/rooms/')", "the room").await?;
        let address = stage.path(&room.address().await?);
        for window in [&list, &room] {
            window.until("document.querySelector('#live')._htmx?.sse", "the live page").await?;
        }

        let anna = stage.enter("anna@contoso.example").await?;
        anna.go("/settings/partners").await?;
        anna.click("Northwind").await?;
        anna.click("Block Pia Primary").await?;
        anna.fill("reason", "Badge reported lost").await?;
        anna.click("Block").await?;
        anna.sees("The person was blocked").await?;

        list.until("!document.body.innerText.includes('Berlin')", "the list without rooms").await?;
        room.until("!document.body.innerText.includes('Berlin')", "the page without the room").await?;
        list.go("/partner/rooms").await?;
        list.sees_nothing_of("Berlin").await?;
        list.sees_nothing_of("Contoso").await?;
        room.refused(&address, 404).await?;
        let paul = stage.enter("paul@northwind.example").await?;
        paul.go("/partner/rooms").await?;
        paul.sees("Berlin 1").await?;
        let nora = stage.enter("nora@northwind.example").await?;
        nora.go("/partner/tenants").await?;
        nora.click("Contoso").await?;
        nora.sees("Blocked by the customer").await?;
        nora.sees("Badge reported lost").await?;

        anna.click("Lift block of Pia Primary").await?;
        anna.sees("The block was lifted").await?;
        list.sees("Berlin 1").await?;
        anna.go("/settings/audit-logs").await?;
        anna.sees("Person or application blocked").await?;
        anna.sees("Block of a person or application lifted").await?;
        anna.sees("Badge reported lost").await
    })
    .await
}
