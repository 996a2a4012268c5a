//! A customer hands rooms to a partner and takes them back.

use journeys::Window;
use service::{ask, links::Partners};

use crate::{enter, served};

/// decision 8: invited by domain in the wizard, accepted with a primary admin; the
/// partner sees exactly the rooms in scope; a change, a block and the removal are felt with the next click.
#[tokio::test(flavor = "multi_thread")]
async fn rooms_are_handed_over_and_taken_back() -> anyhow::Result<()> {
    let served = served().await;
    let world = &served.world;
    let customer = Window::open(&served.base(), "customer").await?;
    enter(&served, &customer, "anna@contoso.example").await;
    customer.go("/settings/partners/new").await?;
    customer.fill("domain", "northwind.example").await?;
    for step in ["Step 2 of 6", "Step 3 of 6", "Step 4 of 6"] {
        customer.click_on(".wizard-end .button-main").await?;
        customer.sees(step).await?;
    }
    let berlin = world.group("contoso.example", "Berlin");
    customer.click_on(&format!("input[name=group][value='{berlin}']")).await?;
    customer.sees("6 rooms are covered now").await?;
    customer.click_on(".wizard-end .button-main").await?;
    customer.sees("Step 5 of 6").await?;
    customer.click_on("input[name=agreed]").await?;
    customer.click_on(".wizard-end .button-main").await?;
    customer.sees("Step 6 of 6").await?;
    customer.click_on(".wizard-end .button-main").await?;
    customer.sees("northwind.example").await?;

    let partner = Window::open(&served.base(), "partner").await?;
    enter(&served, &partner, "tom@northwind.example").await;
    partner.go("/partner/tenants").await?;
    partner.click_on("a[href^='/partner/invitations/']").await?;
    partner.sees("Contoso").await?;
    partner.sees_nothing_of("Berlin").await?;
    let pia = world.user("pia@northwind.example");
    let choice = format!("input[name=principal][value='user:{pia}']");
    if partner.value(&format!("document.querySelector(\"{choice}\") === null")).await? == true {
        partner.fill("find", "Pia").await?;
    }
    partner.click_on(&choice).await?;
    partner.click_on("button[name=go][value=accept]").await?;
    partner.sees("Pia Primary").await?;

    enter(&served, &partner, "pia@northwind.example").await;
    partner.go("/partner/rooms").await?;
    partner.sees("Berlin 1").await?;
    partner.sees_nothing_of("Lisbon").await?;
    partner.sees_nothing_of("Fabrikam").await?;

    let link = ask(&world.app, &world.caller("anna@contoso.example"), &Partners::default())
        .await
        .unwrap()
        .items
        .remove(0)
        .row
        .id;
    let base = format!("/settings/partners/{link}");
    customer.go(&format!("{base}/scope")).await?;
    let lisbon = world.group("contoso.example", "Lisbon");
    customer.click_on(&format!("input[name=group][value='{lisbon}']")).await?;
    customer.click_on(&format!("input[name=group][value='{berlin}']")).await?;
    customer.click_on("button[name=go][value=save]").await?;
    customer.until(&format!("location.pathname === '{base}'"), "the partner's page").await?;
    partner.go("/partner/rooms").await?;
    partner.sees("Lisbon 1").await?;
    partner.sees_nothing_of("Berlin 1").await?;

    partner.click("Lisbon 1").await?;
    let room = partner.address().await?;
    assert!(room.contains("/partner/rooms/"), "{room}");
    customer.go(&format!("{base}/remove")).await?;
    customer.fill("confirmation", "Northwind").await?;
    customer.click_on("main form .button-danger").await?;
    customer.until("location.search === '?done=removed'", "the receipt").await?;
    partner.go(room.strip_prefix(&served.base()).unwrap()).await?;
    partner.sees_nothing_of("Lisbon").await?;
    assert!(matches!(partner.status().await?, 403 | 404));

    customer.go("/settings/audit-logs").await?;
    customer.sees("pia@northwind.example").await?;
    let csv =
        "fetch(document.querySelector('a[href^=\"/settings/audit-logs.csv\"]').href).then((r) => r.text())";
    let csv = customer.value(csv).await?;
    assert!(csv.as_str().unwrap_or_default().starts_with("activity.category,activity.objectName"));
    assert_eq!(customer.troubles(), Vec::<String>::new());
    partner.close().await?;
    customer.close().await
}
