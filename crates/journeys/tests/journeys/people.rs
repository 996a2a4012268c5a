//! People of an organization: from the new account to the last session.

use crate::stage::play;

const GOOD: &str = "correct horse battery staple";

/// R-114, decision 16: a person comes in by the one-time link, works in two browsers and signs out everywhere; groups
/// nest but never in a circle; a directory role given to the outer group reaches the person.
#[tokio::test(flavor = "multi_thread")]
async fn a_person_comes_in_and_gets_a_role() -> anyhow::Result<()> {
    play("people", async |stage| {
        let anna = stage.enter("anna@contoso.example").await?;
        anna.go("/directory/users").await?;
        anna.click("Add a user").await?;
        anna.fill("name", "Nina New").await?;
        anna.fill("account", "nina@fabrikam.example").await?;
        anna.click("Add a user").await?;
        anna.sees("The domain is not one of your organization's verified domains.").await?;
        anna.forgive(422);
        anna.fill("account", "nina@contoso.example").await?;
        anna.click("Add a user").await?;
        let link = stage.path(&anna.text_of("#link").await?);

        let first = stage.visitor("nina").await?;
        first.go(&link).await?;
        first.fill("password", GOOD).await?;
        first.fill("repeated", "something else, I fear").await?;
        first.click("Set password").await?;
        first.sees("The two passwords differ.").await?;
        first.fill("password", GOOD).await?;
        first.fill("repeated", GOOD).await?;
        first.click("Set password").await?;
        let second = stage.visitor("nina-again").await?;
        second.go("/sign-in").await?;
        for window in [&first, &second] {
            window.fill("account", "nina@contoso.example").await?;
            window.click("Next").await?;
            window.fill("password", GOOD).await?;
            window.click("Sign in").await?;
            window.sees("Nina New").await?;
        }

        anna.go("/directory/groups/new").await?;
        anna.fill("name", "Night shift").await?;
        anna.click("Save").await?;
        anna.click("Add a member").await?;
        anna.fill("find", "Nina").await?;
        anna.click("Search").await?;
        anna.tick("Nina New").await?;
        anna.click("Add").await?;
        anna.sees("Added.").await?;
        let night = stage.path(&anna.address().await?);
        anna.go("/directory/groups/new").await?;
        anna.fill("name", "Field service").await?;
        anna.click("Save").await?;
        anna.click("Add a member").await?;
        anna.tick("Night shift").await?;
        anna.click("Add").await?;
        anna.sees("Through other groups").await?;
        anna.sees("Nina New").await?;
        anna.go(night.split('?').next().unwrap()).await?;
        anna.click("Add a member").await?;
        anna.tick("Field service").await?;
        anna.click("Add").await?;
        anna.sees("A security group cannot contain itself, directly or through others.").await?;
        anna.forgive(409);
        first.go("/").await?;
        first.sees_nothing_of("/directory/users").await?;
        anna.go("/directory/roles").await?;
        anna.click("Add to Global Reader").await?;
        anna.tick("Field service").await?;
        anna.click("Add").await?;
        anna.sees("Added.").await?;
        first.go("/").await?;
        first.sees("Berlin 1").await?;

        first.go("/account").await?;
        first
            .until(
                "document.querySelectorAll('form[action*=\"/sessions/\"]').length === 1",
                "the other session",
            )
            .await?;
        first.click("Sign out everywhere").await?;
        first.until("location.pathname === '/sign-in'", "the sign-in page").await?;
        second.go("/rooms").await?;
        second.until("location.pathname === '/sign-in'", "the sign-in page").await
    })
    .await
}

/// One's own sessions are ended one by one, an administrator ends those of others, and both are felt at once.
#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_ended() -> anyhow::Result<()> {
    play("sessions", async |stage| {
        let uma = stage.enter("uma@contoso.example").await?;
        let other = stage.enter("uma@contoso.example").await?;
        uma.go("/account").await?;
        uma.click_on("form[action*='/sessions/'] button").await?;
        uma.sees("The session ended.").await?;
        other.go("/account").await?;
        other.until("location.pathname === '/sign-in'", "the sign-in page").await?;
        let anna = stage.enter("anna@contoso.example").await?;
        anna.go("/directory/users?q=uma").await?;
        anna.click("Uma User").await?;
        anna.click("End all sessions").await?;
        anna.sees("The user is not signed in.").await?;
        uma.go("/account").await?;
        uma.until("location.pathname === '/sign-in'", "the sign-in page").await
    })
    .await
}
