//! Updates: a release is registered and rolled out, and everybody who has the page open sees it move.

use testkit::{Signer, signer::document};

use crate::stage::{linked, play_in};

/// decision 23: an administrator sets the key, registers a signed release and rolls it out; the partner's open list
/// shows it and that it was paused without being loaded again; the partner sees the rooms of its scope alone and forces one
/// with a reason; the administrator ends it.
#[tokio::test(flavor = "multi_thread")]
async fn an_update_is_rolled_out() -> anyhow::Result<()> {
    let (world, _) = linked(&["pia@northwind.example"]).await;
    play_in(world, "updates", async |stage| {
        let key = Signer::of(1);
        let pia = stage.enter("pia@northwind.example").await?;
        pia.go("/partner/updates").await?;
        pia.sees("No updates").await?;
        pia.is_sound().await?;

        let anna = stage.enter("anna@contoso.example").await?;
        anna.go("/updates").await?;
        anna.sees("There is no release key yet").await?;
        anna.click("Release key").await?;
        anna.is_sound().await?;
        anna.fill("publicKey", key.public_key().as_str()).await?;
        anna.click("Set the key").await?;
        anna.sees("The release key was set.").await?;
        anna.click("Register a release").await?;
        anna.is_sound().await?;
        anna.fill("signedRelease", &key.sign(&document("5.4.2", "generic", true))).await?;
        anna.click_on("main form .button-main").await?;
        anna.sees("The release was registered.").await?;
        anna.is_sound().await?;
        anna.click("Roll out").await?;
        anna.sees("The rollout was started.").await?;

        // Nobody loads these pages again.
        for _ in 0..3 {
            service::rollouts::watch(&stage.world().app).await.expect("a turn");
        }
        anna.sees("In progress").await?;
        anna.sees("0 of 12 rooms").await?;
        anna.is_sound().await?;
        pia.sees("5.4.2").await?;
        anna.click("Pause").await?;
        anna.sees("The update was paused.").await?;
        pia.sees("Paused").await?;
        anna.click("Resume").await?;
        anna.sees("The update goes on.").await?;

        pia.click("5.4.2").await?;
        pia.sees_nothing_of("Pause").await?;
        pia.click("Show all rooms").await?;
        pia.sees("Berlin 1").await?;
        pia.sees_nothing_of("Lisbon 1").await?;
        pia.is_sound().await?;
        pia.click_on("main tbody a[href$='/force']").await?;
        pia.is_sound().await?;
        pia.fill("reason", "A hole was found").await?;
        pia.click("Force update").await?;
        pia.sees("The update of the room is forced.").await?;

        anna.click("End for good").await?;
        anna.sees("it cannot be taken up again").await?;
        anna.click_on("button.button-danger").await?;
        anna.sees("The update was ended.").await?;
        pia.go("/partner/updates").await?;
        pia.sees("No updates").await?;
        anna.go("/account").await?;
        anna.fill("language", "ja").await?;
        anna.click_on("form[action='/account'] .button-main").await?;
        anna.go("/updates?past=yes").await?;
        anna.sees("5.4.2").await?;
        anna.is_sound().await
    })
    .await
}
