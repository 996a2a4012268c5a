//! From the operator's new organization to its administrator, signed in.

use crate::stage::play;

/// the operator makes an organization; its administrator sets a password by the link, mistypes it once, signs
/// in and out.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_organization_comes_in() -> anyhow::Result<()> {
    play("new-organization", async |stage| {
        let operator = stage.enter("olga@operator.example").await?;
        operator.go("/operator/organizations").await?;
        operator.click("New organization").await?;
        for (field, text) in [
            ("displayName", "Wide World"),
            ("country", "FR"),
            ("timeZone", "Europe/Paris"),
            ("verifiedDomains", "wide.example"),
            ("administratorUserPrincipalName", "wilma@wide.example"),
            ("administratorDisplayName", "Wilma Wide"),
        ] {
            operator.fill(field, text).await?;
        }
        operator.click("Make organization").await?;
        operator.sees("One-time link for wilma@wide.example").await?;
        let link = operator.text_of("#link").await?;
        operator.click("To the organization").await?;
        operator.sees("wide.example").await?;

        let wilma = stage.visitor("wilma").await?;
        wilma.go(&stage.path(&link)).await?;
        wilma.fill("password", "correct horse battery staple").await?;
        wilma.fill("repeated", "correct horse battery staple").await?;
        wilma.click("Set password").await?;
        wilma.sees("The password is set").await?;
        wilma.fill("account", "wilma@wide.example").await?;
        wilma.click("Next").await?;
        wilma.fill("password", "not this one").await?;
        wilma.click("Sign in").await?;
        wilma.sees("The account name or the password is wrong.").await?;
        wilma.fill("password", "correct horse battery staple").await?;
        wilma.click("Sign in").await?;
        wilma.sees("Wide World").await?;
        wilma.click_on("form[action='/sign-out'] button").await?;
        wilma.until("location.pathname === '/sign-in'", "the sign-in page").await?;
        wilma.refused(&stage.path(&link), 410).await
    })
    .await
}
