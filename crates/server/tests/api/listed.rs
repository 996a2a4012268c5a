//! The lists between customers and partners, each asked for everything it offers.

use domain::{
    id::{Id, Link},
    link::LinkState,
    scope::Scope,
    time::DAY,
};
use service::links::{PARTNERS, TENANTS};
use testkit::{
    World, each,
    http::Served,
    seed::{self, Seed},
};

use crate::lists::List;

/// Plants a link that began so many days ago.
async fn link(
    seed: &mut Seed,
    world: &World,
    between: (&str, &str),
    state: LinkState,
    days: i64,
) -> Id<Link> {
    let now = world.app.clock.now();
    let link = seed::Link {
        tenant: world.organization(between.0),
        id: world.ids.id(),
        partner: world.organization(between.1),
        invitation: world.ids.id(),
        state,
        scope_id: world.ids.id(),
        scope: Scope::All,
        terms_hash: "0".repeat(64),
        terms_by: format!("anna{}@contoso.example", days % 2),
        orphaned: days % 3 == 0,
        started_at: Some(now.plus(-days * DAY)),
        ended_at: state.is_ended().then(|| now.plus(-days % 4 * DAY)),
        blocks: Vec::new(),
    };
    seed.link(&link).await.unwrap();
    link.id
}

const NORTHWIND: &str = "northwind.example";
const ADVENTURE: &str = "adventure.example";

/// Decision 4, R-143: the customer asks for its partners, former ones too, by whatever the list shows.
#[tokio::test]
async fn partners_are_queried() {
    each(async |world: World| {
        let mut seed = world.seed().await;
        let contoso = "contoso.example";
        for (partner, state, days) in [
            (NORTHWIND, LinkState::Active, 9),
            (ADVENTURE, LinkState::Suspended, 8),
            (NORTHWIND, LinkState::EndedByCustomer, 20),
            (ADVENTURE, LinkState::EndedByPartner, 21),
            (ADVENTURE, LinkState::EndedByCustomer, 21),
        ] {
            link(&mut seed, &world, (contoso, partner), state, days).await;
        }
        link(&mut seed, &world, ("fabrikam.example", NORTHWIND), LinkState::Active, 5).await;
        seed.commit().await.unwrap();
        let served = Served::start(world).await;
        let client = &served.client("anna@contoso.example").await;
        List { client, path: "/v1.0/partners", schema: &PARTNERS }.means_what_it_shows().await;
    })
    .await;
}

/// decision 17: a partner asks for its customers by what it sees of them, and by nothing else: neither by
/// what the customer's own list offers, nor for customers of others.
#[tokio::test]
async fn customers_are_queried_by_what_is_shown() {
    each(async |world: World| {
        let mut seed = world.seed().await;
        let customers = ["contoso.example", "fabrikam.example", "tailspin.example", "operator.example"];
        for (customer, days) in customers.into_iter().zip([4, 3, 2, 2]) {
            let state = if days == 3 { LinkState::Suspended } else { LinkState::Active };
            link(&mut seed, &world, (customer, NORTHWIND), state, days).await;
        }
        link(&mut seed, &world, ("contoso.example", ADVENTURE), LinkState::Active, 1).await;
        seed.commit().await.unwrap();
        let served = Served::start(world).await;
        let client = &served.client("tom@northwind.example").await;
        let path = "/v1.0/managedTenants";
        List { client, path, schema: &TENANTS }.means_what_it_shows().await;
        for hidden in
            ["termsAcceptedBy eq 'anna0@contoso.example'", "partnerId ne null", "endedDateTime eq null"]
        {
            let answer = client.get(&format!("{path}?$filter={}", hidden.replace(' ', "%20"))).await;
            assert_eq!((answer.status.as_u16(), answer.code()), (400, "bad_query".to_owned()), "{hidden}");
        }
        // Who holds no role nowhere finds nothing, whatever the filter says.
        let ned = served.client("ned@northwind.example").await;
        for query in ["", "&$filter=displayName%20ne%20null%20or%20orphaned%20eq%20true", "&$search=contoso"]
        {
            for path in
                [format!("{path}?$count=true{query}"), format!("{path}?withRole=true&$count=true{query}")]
            {
                let list = ned.get(&path).await.json();
                assert_eq!(
                    (&list["@odata.count"], list["value"].as_array().unwrap().len()),
                    (&0.into(), 0),
                    "{path}"
                );
            }
        }
    })
    .await;
}
