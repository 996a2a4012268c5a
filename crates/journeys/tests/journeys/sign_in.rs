//! From the operator's new organization to its administrator, signed in.

use journeys::Window;

use crate::{enter, served};

/// the operator makes an organization; its administrator sets a password by the link, mistypes it once, signs
/// in and out.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_organization_comes_in() -> anyhow::Result<()> {
    let served = served().await;
    let window = Window::open(&served.base(), "new-organization").await?;
    enter(&served, &window, "olga@operator.example").await;
    window.go("/operator/organizations").await?;
    window.click("New organization").await?;
    for (field, text) in [
        ("displayName", "Wide World"),
        ("country", "FR"),
        ("timeZone", "Europe/Paris"),
        ("verifiedDomains", "wide.example"),
        ("administratorUserPrincipalName", "wilma@wide.example"),
        ("administratorDisplayName", "Wilma Wide"),
    ] {
        window.fill(field, text).await?;
    }
    window.click("Make organization").await?;
    window.sees("One-time link for wilma@wide.example").await?;
    let link = window.value("document.querySelector('#link').textContent").await?;
    let link = link.as_str().unwrap().strip_prefix(&served.base()).unwrap().to_owned();
    window.click("To the organization").await?;
    window.sees("wide.example").await?;
    window.cookie("steward-session", "none").await?;

    window.go(&link).await?;
    window.fill("password", "correct horse battery staple").await?;
    window.fill("repeated", "correct horse battery staple").await?;
    window.click("Set password").await?;
    window.sees("The password is set").await?;
    window.fill("account", "wilma@wide.example").await?;
    window.click("Next").await?;
    window.fill("password", "not this one").await?;
    window.click("Sign in").await?;
    window.sees("The account name or the password is wrong.").await?;
    window.fill("password", "correct horse battery staple").await?;
    window.click("Sign in").await?;
    window.sees("Wide World").await?;
    window.click_on("form[action='/sign-out'] button").await?;
    window.until("location.pathname === '/sign-in'", "the sign-in page").await?;
    assert_eq!(window.troubles(), Vec::<String>::new());
    window.close().await
}
