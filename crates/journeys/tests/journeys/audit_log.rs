//! The customer's log: what a partner's person did there, found by period and taken along.

use domain::time::DAY;

use crate::stage::{linked, play_in};

/// partner activity is in the log with who and where from; a period that cannot be
/// is refused in words; the CSV holds what the page shows.
#[tokio::test(flavor = "multi_thread")]
async fn partner_activity_is_read_and_downloaded() -> anyhow::Result<()> {
    let (world, _) = linked(&["pia@northwind.example"]).await;
    play_in(world, "audit-log", async |stage| {
        let pia = stage.enter("pia@northwind.example").await?;
        pia.go("/partner/rooms").await?;
        pia.click("Berlin 1").await?;
        pia.click("Edit").await?;
        pia.fill("notes", "Camera was replaced.").await?;
        pia.click("Save").await?;
        pia.sees("Your changes were saved.").await?;

        let anna = stage.enter("anna@contoso.example").await?;
        anna.go("/settings/audit-logs").await?;
        anna.tick("Partner activity only").await?;
        anna.click("Show").await?;
        anna.sees("Room edited").await?;
        anna.sees("pia@northwind.example").await?;
        anna.sees_nothing_of("Signed in").await?;
        let csv = "fetch(document.querySelector('a[href^=\"/settings/audit-logs.csv\"]').href).then((r) => r.text())";
        let file = anna.value(csv).await?;
        let lines: Vec<&str> = file.as_str().unwrap_or_default().lines().collect();
        assert!(lines[0].trim_start_matches('\u{feff}').starts_with("activity.category,activity.objectName"));
        assert!(lines[1..].iter().all(|line| !line.contains("anna@contoso.example")), "{lines:#?}");
        assert!(lines[1..].iter().any(|line| line.starts_with("Room,Berlin 1,Update,Successful")), "{lines:#?}");

        stage.world().clock.advance(40 * DAY);
        stage.sign_in(&anna, "anna@contoso.example").await?;
        anna.go("/settings/audit-logs?partners=1").await?;
        anna.sees("No line fits the period and filters.").await?;
        anna.fill("from", "2026-11-01").await?;
        anna.click("Show").await?;
        anna.sees("Room edited").await?;
        anna.fill("until", "2026-10-01").await?;
        anna.click("Show").await?;
        anna.sees("Choose a period that ends after it starts").await?;
        anna.forgive(422);
        let greta = stage.enter("greta@contoso.example").await?;
        greta.refused("/settings/audit-logs", 403).await?;
        greta.sees("This is for the Managed Service Administrators").await
    })
    .await
}
