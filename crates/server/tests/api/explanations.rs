//! Explanations by the API.

use serde_json::json;
use testkit::{World, each_linked, http::Served};

/// Decision 17, R-112: why, what is missing and who could give it, who may use a room, what somebody may do; bad input has its code.
#[tokio::test]
async fn access_is_explained() {
    each_linked(async |world: World, linked| {
        let pia = world.user("pia@northwind.example");
        let contoso = world.organization("contoso.example");
        let berlin = world.room("contoso.example", "Berlin 1");
        let lisbon = world.room("contoso.example", "Lisbon 1");
        let served = Served::start(world).await;
        let anna = served.client("anna@contoso.example").await;
        let client = served.client("pia@northwind.example").await;

        let base = "/v1.0/accessExplanations?permission=room.view";
        let answer = anna.get(&format!("{base}&userId={pia}&roomId={berlin}")).await.json();
        let explained = &answer["value"][0];
        assert_eq!((&explained["allowed"], &explained["organizationDisplayName"]), (&json!(true), &json!("Northwind")));
        let chain = &explained["chains"][0];
        assert_eq!((&chain["source"], &chain["roleId"]), (&json!("partnerRole"), &json!("primary_admins")));
        assert_eq!(chain["linkId"], json!(linked.link));
        assert_eq!(chain["coveredBy"]["kind"], "all");
        assert_eq!(chain["linkCoversBy"]["displayName"], "Berlin");
        let answer = anna.get(&format!("{base}&userId={pia}&roomId={lisbon}")).await.json();
        let denied = &answer["value"][0];
        assert_eq!(denied["allowed"], false);
        assert_eq!(denied["missing"][0]["kind"], "outsideLink");
        assert_eq!(denied["missing"][0]["givenBy"], "customer");
        assert_eq!(denied["missing"][0]["people"][0]["displayName"], "Anna Admin");

        let list = format!("{base}&roomId={berlin}&$count=true&$top=2&$select=displayName,allowed");
        let first = anna.get(&list).await.json();
        assert_eq!(first["@odata.count"], 6);
        assert_eq!(first["value"], json!([
            { "displayName": "Anna Admin", "allowed": true }, { "displayName": "Greta Reader", "allowed": true }
        ]));
        let next = first["@odata.nextLink"].as_str().unwrap();
        let next = anna.get(next.strip_prefix(&served.base()).unwrap()).await.json();
        assert_eq!(next["value"][0]["displayName"], "Lea Lead");
        let found = anna.get(&format!("{base}&roomId={berlin}&$search=%22primary%22&$count=true")).await.json();
        assert_eq!((&found["@odata.count"], &found["value"][0]["displayName"]), (&json!(1), &json!("Pia Primary")));

        let there = format!("/v1.0/managedTenants/{contoso}");
        let own = format!("{there}/accessExplanations?permission=room.view&roomId={berlin}&$count=true");
        assert_eq!(client.get(&own).await.json()["@odata.count"], 1);
        let rights = client.get(&format!("{there}/accessRights?userId={pia}")).await.json();
        assert_eq!(rights["rights"][0]["permissions"].as_array().unwrap().len(), 11);
        assert_eq!(rights["rights"][0]["scope"]["allRooms"], true);

        for (query, code) in [
            (format!("?userId={pia}"), "invalid_value"),
            (format!("?permission=room.fly&userId={pia}"), "invalid_value"),
            ("?permission=room.view".to_owned(), "invalid_value"),
            ("?permission=room.view&userId=x".to_owned(), "invalid_value"),
        ] {
            let answer = anna.get(&format!("/v1.0/accessExplanations{query}")).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (422, code), "{query}");
        }
    })
    .await;
}
