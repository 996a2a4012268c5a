//! The daily work with one's own rooms.

use crate::stage::play;

/// From the top of the page the first room of the list is at most five presses of Tab away; R-247: it is suppressed until an end,
/// and counted again before; R-263: its device is asked, and the job taken back; R-249: a signal is found, disabled
/// and reset.
#[tokio::test(flavor = "multi_thread")]
async fn rooms_are_found_by_keyboard_and_search() -> anyhow::Result<()> {
    play("rooms", async |stage| {
        let window = stage.enter("mats@contoso.example").await?;
        window.go("/rooms").await?;
        let first = "document.activeElement.matches('#list tr:first-child th a')";
        let mut presses = 0;
        while window.value(first).await? != true {
            assert!(presses < 5, "the first room is further than five presses of Tab");
            window.press("Tab").await?;
            presses += 1;
            if window.value("document.activeElement.matches('.skip-link[href=\"#list\"]')").await? == true {
                window.press("Enter").await?;
            }
        }
        window.press("Enter").await?;
        window.until("/^\\/rooms\\/[0-9a-f-]{36}$/.test(location.pathname)", "the first room").await?;

        window.go("/rooms").await?;
        window.fill("q", "lisbon 2").await?;
        window.until("document.querySelectorAll('#list tr').length === 1", "one room").await?;
        window.sees("Lisbon 2").await?;
        window.until("location.search.includes('q=lisbon')", "the search in the address").await?;
        window.click("Lisbon 2").await?;
        window.click("Edit").await?;
        window.fill("displayName", "Lisbon 2b").await?;
        window.click("Save").await?;
        window.sees("Your changes were saved.").await?;
        window.sees("Lisbon 2b").await?;

        window.click("Suppress").await?;
        window.is_sound().await?;
        window.fill("reason", "New carpet").await?;
        window.tick("8 hours").await?;
        window.press("Enter").await?;
        window.sees("The whole room").await?;
        window.sees("New carpet").await?;
        window.is_sound().await?;
        window.click("Change: The whole room").await?;
        window.is_sound().await?;
        window.click("End now").await?;
        window.sees("The suppression ended.").await?;

        window.click("Change settings").await?;
        window.is_sound().await?;
        window.fill("defaultCamera", "Front").await?;
        window.tick("Tonight").await?;
        window.click("Change settings").await?;
        window.sees("Waits for the night").await?;
        window.is_sound().await?;
        window.click("Take back").await?;
        window.sees("The job was taken back").await?;

        window.go("/settings/signals").await?;
        window.is_sound().await?;
        window.fill("q", "windows update disabled").await?;
        window.until("document.querySelectorAll('#list tr').length === 1", "one signal").await?;
        window.click("Windows Update disabled").await?;
        window.is_sound().await?;
        window.tick("Disabled").await?;
        window.click("Save").await?;
        window.sees("Your changes were saved.").await?;
        window.click("Reset all to defaults").await?;
        window.is_sound().await?;
        window.click("Reset all to defaults").await?;
        window.sees("Your changes were saved.").await?;
        window.go("/settings/signals?state=changed").await?;
        window.sees("Nothing found").await
    })
    .await
}
