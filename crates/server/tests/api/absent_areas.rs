//! What is not for partners is not there.

use domain::agent::Agent;
use testkit::{Linked, World, each_linked, http::Served};

/// The areas by the words that an address of theirs would have, but for Autopilot.
const AREAS: [&[&str]; 5] = [
    &["servicenow", "service-now"],
    &["standards", "planner"],
    &["onetimepassword", "one-time-password"],
    &["remotecontrol", "remote-control", "remotesession", "remote-session", "remoteaccess", "remote-access"],
    &["bringyourowndevice", "bring-your-own-device", "byod"],
];

/// R-008, decision 9: none of these areas has an address, of the API or of the portal, so that there is none in a customer's context; asked
/// for there, they are missing like anything that does not exist. Autopilot is reached by its own model alone: a primary admin by a link does
/// not come to it, an agent of a partner from which the customer buys does.
#[tokio::test]
async fn areas_that_are_not_for_partners_are_absent() {
    let document = serde_json::to_value(server::openapi()).unwrap();
    let paths: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
    let pages = format!("{:?}", server::portal::routes()).to_lowercase();
    assert!(paths.len() > 100 && pages.contains("/partner/customers/{tenant}/people"));
    for word in AREAS.into_iter().flatten() {
        let found = paths.iter().find(|path| path.to_lowercase().contains(word));
        assert_eq!(found, None, "{word}");
        assert!(!pages.contains(word), "{word}");
    }
    let is_in_link = |path: &&&String| path.starts_with("/v1.0/managedTenants/");
    for path in paths.iter().filter(is_in_link) {
        let words = ["autopilot", "devicebatches", "devicepolicy", "policies"];
        assert!(!words.iter().any(|word| path.to_lowercase().contains(word)), "{path}");
    }

    each_linked(async |world: World, _: Linked| {
        world.agents("northwind.example", &[("paul@northwind.example", Agent::Admin)]).await;
        let tenant = world.organization("contoso.example");
        let served = Served::start(world).await;
        let pia = served.client("pia@northwind.example").await;
        assert_eq!(pia.get(&format!("/v1.0/managedTenants/{tenant}")).await.status, 200, "by the link");
        let batches = format!("/v1/customers/{tenant}/deviceBatches");
        let page = format!("/partner/customers/{tenant}/autopilot");
        let mut browser = served.sign_in("pia@northwind.example").await;
        for area in AREAS.into_iter().map(|words| words[0]).chain(["autopilot"]) {
            let there = pia.get(&format!("/v1.0/managedTenants/{tenant}/{area}")).await;
            assert_eq!(there.status, 404, "{area}");
            assert_eq!(browser.get(&format!("/partner/{area}/{tenant}")).await.status, 404, "{area}");
        }
        assert!(pia.get(&batches).await.status.is_client_error());
        assert_eq!(browser.get(&page).await.status, 404);
        served.world.reseller("contoso.example", "northwind.example", false).await;
        assert!(pia.get(&batches).await.status.is_client_error(), "not by the link");
        assert_ne!(browser.get(&page).await.status, 200);
        let paul = served.client("paul@northwind.example").await;
        assert_eq!(paul.get(&batches).await.status, 200, "by its own model");
    })
    .await;
}
