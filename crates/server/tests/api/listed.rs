//! The lists between customers and partners, each asked for everything it offers.

use domain::{
    directory::Principal,
    id::{Id, Link},
    invitation::{InvitationKind, InvitationState},
    link::LinkState,
    organization::Language,
    permission::PermissionSet,
    role::{BuiltInRole, Role},
    scope::Scope,
    text::Upn,
    time::DAY,
};
use service::{
    invitations::{RECEIVED, SENT},
    links::{PARTNERS, PEOPLE, TENANTS},
    tenant_managers::SCHEMA as TENANT_MANAGERS,
};
use testkit::{
    World, each, each_linked,
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
        scope: Scope::ALL,
        terms_hash: "0".repeat(64),
        terms_by: format!("anna{}@contoso.example", days % 2),
        orphaned: days % 3 == 0,
        extended: PermissionSet::NONE,
        started_at: Some(now.plus(-days * DAY)),
        ended_at: state.is_ended().then(|| now.plus(-days % 4 * DAY)),
    };
    seed.link(&link).await.unwrap();
    link.id
}

/// Plants an invitation sent so many days ago for seven days: to the partner, or to a person there.
async fn invite(
    seed: &mut Seed,
    world: &World,
    between: (&str, &str),
    to: Option<&str>,
    state: InvitationState,
    days: i64,
) {
    let now = world.app.clock.now();
    let answered = state != InvitationState::Pending;
    let invitation = seed::Invitation {
        tenant: world.organization(between.0),
        id: world.ids.id(),
        kind: if to.is_some() { InvitationKind::NamedUser } else { InvitationKind::Domain },
        partner: Some(world.organization(between.1)),
        domain: between.1.to_owned(),
        named_upn: to.map(|upn| Upn::parse(upn).unwrap()),
        named_name: to.unwrap_or_default().to_owned(),
        state,
        scope_id: world.ids.id(),
        scope: Scope::ALL,
        terms_hash: "0".repeat(64),
        valid_days: 7,
        sent_by: world.user("anna@contoso.example"),
        sent_by_name: format!("anna@{}", between.0),
        sent_at: now.plus(-days * DAY),
        answered_by: if answered { format!("tom@{}", between.1) } else { String::new() },
        answered_at: answered.then(|| now.plus(-days % 4 * DAY)),
        reason: if state == InvitationState::Withdrawn { "not_a_partner".to_owned() } else { String::new() },
    };
    seed.invitation(&invitation).await.unwrap();
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

/// Decision 4, R-029: the customer asks for its invitations in every state; what ran out is Expired at once.
#[tokio::test]
async fn sent_invitations_are_queried() {
    each(async |world: World| {
        use InvitationState::{Accepted, Denied, Expired, Pending, Withdrawn};
        let mut seed = world.seed().await;
        let (contoso, tom) = ("contoso.example", Some("tom@northwind.example"));
        for (partner, to, state, days) in [
            (NORTHWIND, None, Pending, 1),
            (ADVENTURE, None, Pending, 8),
            (NORTHWIND, tom, Pending, 3),
            (NORTHWIND, tom, Denied, 3),
            (ADVENTURE, None, Withdrawn, 20),
            (ADVENTURE, None, Accepted, 21),
            (ADVENTURE, None, Expired, 40),
        ] {
            invite(&mut seed, &world, (contoso, partner), to, state, days).await;
        }
        invite(&mut seed, &world, ("fabrikam.example", NORTHWIND), None, Pending, 1).await;
        seed.commit().await.unwrap();
        let served = Served::start(world).await;
        let client = &served.client("anna@contoso.example").await;
        let path = "/v1.0/invitations";
        List { client, path, schema: &SENT }.means_what_it_shows().await;
        for (state, count) in [("pending", 2), ("expired", 2)] {
            let found = client.get(&format!("{path}?$filter=state%20eq%20'{state}'")).await.json();
            assert_eq!(found["value"].as_array().unwrap().len(), count, "{state}");
        }
    })
    .await;
}

/// who is asked for an answer asks for invitations by what R-042 names; those to others, and those
/// that ran out, are not found by any query.
#[tokio::test]
async fn received_invitations_are_queried_by_what_is_shown() {
    each(async |world: World| {
        use InvitationState::{Denied, Pending};
        let mut seed = world.seed().await;
        let (tom, pia) = (Some("tom@northwind.example"), Some("pia@northwind.example"));
        for (customer, to, state, days) in [
            ("contoso.example", None, Pending, 1),
            ("fabrikam.example", None, Pending, 2),
            ("fabrikam.example", tom, Pending, 2),
            ("fabrikam.example", pia, Pending, 2),
            ("tailspin.example", None, Pending, 8),
            ("tailspin.example", tom, Denied, 3),
            ("operator.example", tom, Pending, 4),
        ] {
            invite(&mut seed, &world, (customer, NORTHWIND), to, state, days).await;
        }
        seed.commit().await.unwrap();
        let served = Served::start(world).await;
        let client = &served.client("tom@northwind.example").await;
        let path = "/v1.0/managedTenants/invitations";
        List { client, path, schema: &RECEIVED }.means_what_it_shows().await;
        let every = "$count=true&$filter=id%20ne%20null%20or%20kind%20eq%20'named_user'";
        for (upn, count) in [("tom", 4), ("pia", 1), ("ned", 0)] {
            let client = served.client(&format!("{upn}@northwind.example")).await;
            let found = client.get(&format!("{path}?{every}")).await.json();
            assert_eq!(found["@odata.count"], count, "{upn}");
        }
        for hidden in ["namedUserPrincipalName", "domain", "state", "scope", "answeredBy"] {
            let answer = client.get(&format!("{path}?$filter={hidden}%20ne%20null")).await;
            assert_eq!((answer.status.as_u16(), answer.code()), (400, "bad_query".to_owned()), "{hidden}");
        }
    })
    .await;
}

/// tenant managers are asked for by what is shown of them; who is none of their organization finds nobody.
#[tokio::test]
async fn tenant_managers_are_queried() {
    each(async |world: World| {
        let mut seed = world.seed().await;
        let tenant = world.organization(NORTHWIND);
        let people = ["pia", "gus", "dirk"].map(|name| world.user(&format!("{name}@{NORTHWIND}")));
        let groups = ["Service", "Technicians"].map(|name| world.security_group(NORTHWIND, name));
        let members = people.map(Principal::User).into_iter().chain(groups.map(Principal::SecurityGroup));
        for member in members {
            seed.tenant_manager(&seed::TenantManager { tenant, member }).await.unwrap();
        }
        seed.commit().await.unwrap();
        let served = Served::start(world).await;
        let client = &served.client("nora@northwind.example").await;
        let path = "/v1.0/tenantManagers";
        List { client, path, schema: &TENANT_MANAGERS }.means_what_it_shows().await;
        let kinds = client.get(&format!("{path}?$select=kind")).await.json();
        let kinds: Vec<_> =
            kinds["value"].as_array().unwrap().iter().map(|item| item["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["user", "user", "user", "user", "securityGroup", "securityGroup"], "people first");
        let ada = served.client("ada@adventure.example").await;
        assert_eq!(ada.get(&format!("{path}?$count=true")).await.json()["@odata.count"], 0);
    })
    .await;
}

/// Decision 4: everybody who has access by a link is found, however many they are: page by page over the API, and on
/// the partner's page.
#[tokio::test]
async fn the_people_of_a_link_are_queried() {
    each_linked(async |world: World, linked| {
        let mut seed = world.seed().await;
        let home = world.organization(NORTHWIND);
        let mut members = vec![
            Principal::User(world.user("dirk@northwind.example")),
            Principal::SecurityGroup(world.security_group(NORTHWIND, "Service")),
        ];
        for n in 0..110 {
            let user = seed::User {
                tenant: home,
                id: world.ids.id(),
                upn: Upn::parse(&format!("crew{n}@{NORTHWIND}")).unwrap(),
                display_name: format!("Crew {n:03}"),
                language: Language::English,
                time_zone: "UTC".to_owned(),
                enabled: n % 7 != 0,
                password_hash: None,
            };
            seed.user(&user).await.unwrap();
            members.push(Principal::User(user.id));
        }
        let assignment = seed::Assignment {
            tenant: world.organization("contoso.example"),
            id: world.ids.id(),
            link: Some(linked.link),
            role: Role::BuiltIn(BuiltInRole::PrimaryAdmins),
            name: "Crew".to_owned(),
            description: String::new(),
            scope_id: world.ids.id(),
            scope: Scope::ALL,
            from: None,
            until: None,
            members: members.into_iter().map(|principal| seed::Member { home, principal }).collect(),
        };
        seed.assignment(&assignment).await.unwrap();
        seed.commit().await.unwrap();
        let served = Served::start(world).await;
        let client = &served.client("anna@contoso.example").await;
        let link = format!("/v1.0/partners/{}", linked.link);
        let path = &format!("{link}/people");
        let few = &format!("{path}?$top=300");
        assert_eq!(client.get(few).await.json()["value"].as_array().unwrap().len(), 113);
        List { client, path, schema: &PEOPLE }.means_what_it_shows().await;

        let one = client.get(&link).await.json();
        assert_eq!(one["people"].as_array().unwrap().len(), 100);
        let next =
            one["people@odata.nextLink"].as_str().unwrap().strip_prefix(&served.base()).unwrap().to_owned();
        let rest = client.get(&next).await.json();
        let rest: Vec<_> =
            rest["value"].as_array().unwrap().iter().map(|it| it["displayName"].clone()).collect();
        assert_eq!(rest.len(), 13);
        assert_eq!(rest.last().unwrap(), "Pia Primary");
        // 16 of the crew, and Dirk, cannot sign in.
        let effects = client.get(&format!("{link}/removalEffects")).await.json();
        assert_eq!(effects["peopleCount"], 113 - 17);

        let mut anna = served.sign_in("anna@contoso.example").await;
        let base = format!("/settings/partners/{}", linked.link);
        let pia = format!(
            "/settings/partner-relationships/partners/{}/people/{}/block",
            served.world.organization("northwind.example"),
            served.world.user("pia@northwind.example")
        );
        let first = anna.page(&base).await;
        assert!(first.contains("Crew 000") && !first.contains(&pia));
        let place = first.split("href=\"?people=").nth(1).unwrap().split('"').next().unwrap();
        assert!(anna.page(&format!("{base}?people={place}")).await.contains("Crew 060"));
        assert!(anna.page(&pia).await.contains("Pia Primary"), "beyond the first page");
    })
    .await;
}
