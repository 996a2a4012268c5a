//! Access explained: who sees a room, why somebody does not, and what a person may do.

use crate::stage::{linked, play_in};

/// Decision 17, R-108, R-112: the customer reads who has access to a room and through what, and what is missing to somebody of the
/// partner; the partner reads of its own people alone.
#[tokio::test(flavor = "multi_thread")]
async fn access_to_a_room_is_explained() -> anyhow::Result<()> {
    let (world, _) = linked(&["pia@northwind.example"]).await;
    play_in(world, "access", async |stage| {
        let contoso = stage.world().organization("contoso.example");
        let berlin = stage.world().room("contoso.example", "Berlin 1");
        let lisbon = stage.world().room("contoso.example", "Lisbon 1");
        let anna = stage.enter("anna@contoso.example").await?;
        anna.go(&format!("/rooms/{berlin}")).await?;
        anna.click("Access").await?;
        anna.sees("Who has access to Berlin 1").await?;
        anna.sees("Link with Northwind: Berlin").await?;
        anna.sees("6 people").await?;
        anna.is_sound().await?;
        anna.picture("access-room").await?;

        anna.go(&format!("/rooms/{lisbon}/access")).await?;
        anna.sees_nothing_of("Northwind").await?;
        anna.fill("person", "pia@northwind.example").await?;
        anna.click("Show").await?;
        anna.sees("Pia Primary may not do this").await?;
        anna.sees("The link does not cover this room.").await?;
        anna.sees("These are: Anna Admin, Mats Manager.").await?;
        anna.is_sound().await?;
        anna.fill("person", "ned@northwind.example").await?;
        anna.click("Show").await?;
        anna.sees("ned@northwind.example is not known here").await?;
        anna.fill("person", "pia@northwind.example").await?;
        anna.click("Show").await?;
        anna.click("What Pia Primary may do").await?;
        anna.sees("11 permissions").await?;
        anna.is_sound().await?;
        anna.picture("access-person").await?;

        let pia = stage.enter("pia@northwind.example").await?;
        pia.go(&format!("/partner/rooms/{contoso}/{berlin}/access")).await?;
        pia.sees("1 person").await?;
        pia.sees_nothing_of("Anna").await?;
        pia.click("Pia Primary").await?;
        pia.sees("All rooms of the link, which the customer chose.").await?;
        pia.is_sound().await?;
        Ok(())
    })
    .await
}
