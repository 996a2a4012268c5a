//! The access review over HTTP: the list means what it shows, and no token of a partner opens it.

use domain::{directory::Principal, role::BuiltInRole, scope::Scope, text::Upn, time::DAY};
use service::access_review::SCHEMA;
use testkit::{Linked, World, each_linked, http::Served, seed};

use crate::lists::List;

/// Northwind and Adventure Works have people at Contoso of every standing; some used what they hold.
async fn plant(world: &World, linked: Linked) {
    let now = world.app.clock.now();
    let (tenant, northwind) =
        (world.organization("contoso.example"), world.organization("northwind.example"));
    world.link("contoso.example", "adventure.example", Scope::ALL, &["alex@adventure.example"]).await;
    let mut seed = world.seed().await;
    let mut members = Vec::new();
    for number in 0..9 {
        let user = seed::User {
            tenant: northwind,
            id: world.ids.id(),
            upn: Upn::parse(&format!("crew{number}@northwind.example")).unwrap(),
            display_name: format!("Crew {}", number / 2),
            language: domain::organization::Language::English,
            time_zone: "UTC".to_owned(),
            enabled: number % 3 != 0,
            password_hash: None,
        };
        seed.user(&user).await.unwrap();
        members.push(Principal::User(user.id));
    }
    let later = members.split_off(7);
    let group = seed::SecurityGroup {
        tenant: northwind,
        id: world.ids.id(),
        name: "Crew".to_owned(),
        description: String::new(),
        agent: None,
        members,
    };
    seed.security_group(&group).await.unwrap();
    let periods = [
        (vec![Principal::SecurityGroup(group.id)], None, None),
        (later[..1].to_vec(), Some(now.plus(200 * DAY)), None),
        (later[1..].to_vec(), None, Some(now.plus(DAY))),
    ];
    for (members, from, until) in periods {
        let assignment = seed::Assignment {
            tenant,
            id: world.ids.id(),
            link: Some(linked.link),
            role: BuiltInRole::PrimaryAdmins.into(),
            name: "Crew".to_owned(),
            description: String::new(),
            scope_id: world.ids.id(),
            scope: Scope::ALL,
            from,
            until,
            members: members
                .into_iter()
                .map(|principal| seed::Member { home: northwind, principal })
                .collect(),
        };
        seed.assignment(&assignment).await.unwrap();
    }
    seed.commit().await.unwrap();
}

/// R-108, decision 17: the customer queries the review by whatever it shows; a person comes with its chains; whoever is not
/// the customer's own with both rights gets nothing of it.
#[tokio::test]
async fn the_review_is_queried_by_what_it_shows() {
    each_linked(async |world: World, linked: Linked| {
        plant(&world, linked).await;
        world.clock.advance(100 * DAY);
        let served = Served::start(world).await;
        let client = &served.client("anna@contoso.example").await;
        let pia = &served.client("pia@northwind.example").await;
        let path = format!("/v1.0/managedTenants/{}/rooms", served.world.organization("contoso.example"));
        assert_eq!(pia.get(&path).await.status, 200);
        service::observe::write_down(&served.world.app, true).await.unwrap();
        let path = "/v1.0/accessReview/people";
        List { client, path, schema: &SCHEMA }.means_what_it_shows().await;

        let unused = client.get(&format!("{path}?$filter=unused%20eq%20true&$count=true")).await.json();
        assert_eq!(unused["@odata.count"], 5, "{unused}");
        let crew = client.get(&format!("{path}?$search=crew1%40")).await.json();
        let chain = &crew["value"][0]["chains"][0];
        assert_eq!(chain["groups"][0]["displayName"], "Crew", "{crew}");
        assert_eq!((&chain["roleId"], &chain["scope"]["allRooms"]), (&"primary_admins".into(), &true.into()));
        assert_eq!(pia.get(path).await.status, 403);
        let reader = served.client("greta@contoso.example").await;
        assert_eq!(reader.get(path).await.code(), "forbidden");
        let nora = served.client("nora@northwind.example").await;
        assert_eq!(nora.get(path).await.json()["value"].as_array().unwrap().len(), 0);
    })
    .await;
}
