//! Pages of support requests follow an index in their order, for the customer, its partner and the vendor.

use authz::{Action, Concerning, Realm, sight};
use domain::{
    agent::{Agent, AgentRight},
    id::Ids as _,
    query::Filter,
    time::{Clock as _, MINUTE},
};
use store::{
    list::Wanted,
    support_requests::{SCHEMA, explain},
};
use testkit::{Database, Kind, World};

/// How many requests there are: enough that PostgreSQL, too, would rather not sort them.
const REQUESTS: i64 = 10_000;

/// on both databases.
#[tokio::test]
async fn pages_of_requests_follow_an_index() {
    const PIA: &str = "pia@northwind.example";
    for kind in Kind::ALL {
        let world = World::new(Database::fresh(kind).await).await;
        world.agents("northwind.example", &[(PIA, Agent::Admin)]).await;
        let customers = ["contoso.example", "fabrikam.example", "tailspin.example"];
        for customer in customers {
            world.reseller(customer, "northwind.example", false).await;
        }
        let id = |id: uuid::Uuid| match kind {
            Kind::Sqlite => format!("x'{}'", id.simple()),
            Kind::Postgresql => format!("cast('{id}' as uuid)"),
        };
        let partner = id(world.organization("northwind.example").uuid());
        let rows: Vec<String> = (0..REQUESTS)
            .map(|number| {
                let customer = customers[usize::try_from(number % 3).unwrap()];
                let (tenant, request) = (id(world.organization(customer).uuid()), id(world.ids.next()));
                let at = world.clock.now().plus(-number * MINUTE).micros();
                let status = if number % 10 == 0 { "open" } else { "closed" };
                format!(
                    "({tenant}, {request}, {partner}, 'T', 't', 'D', 'minor', '{status}', '', '', '{PIA}', {at}, {at}, '', 1)"
                )
            })
            .collect();
        for part in rows.chunks(500) {
            let columns = "tenant_id, request_id, partner_id, title, title_key, description, severity, status, service_name, \
                 service_name_key, opened_by, opened_at, updated_at, closed_by, change_stamp";
            let values = part.join(", ");
            world.database.raw(&format!("insert into support_requests ({columns}) values {values}")).await;
        }
        world.database.raw("analyze").await;
        let contoso = world.organization("contoso.example");
        let supports = Action::ActAsAgent(AgentRight::SupportCustomers);
        for (upn, home, action, realm) in [
            ("anna@contoso.example", "contoso.example", Action::ConsentToPartner, Realm::Own),
            (PIA, "northwind.example", supports, Realm::Customer(contoso)),
            (PIA, "northwind.example", supports, Realm::AllCustomers),
            ("olga@operator.example", "operator.example", Action::Operate, Realm::Own),
        ] {
            for filter in ["", "status ne 'closed'"] {
                let mut opening = world.database.store.begin_view().await.unwrap();
                let (now, home, person) = (world.clock.now(), world.organization(home), world.user(upn));
                let concerning = match realm {
                    Realm::Customer(tenant) => Concerning::One(tenant),
                    _ => Concerning::All,
                };
                let facts = opening.facts(now, home, person, upn, concerning).await.unwrap().unwrap();
                let seen = sight(&facts, action, realm).unwrap();
                let filter = (!filter.is_empty()).then(|| Filter::parse(filter, &SCHEMA).unwrap());
                let wanted = Wanted { filter, ..Wanted::first(50) };
                let plan = explain(&mut opening.view(seen), &wanted).await.unwrap().join("\n");
                let follows = plan.contains("support_requests_")
                    && !plan.contains("ORDER BY")
                    && !plan.contains("Sort");
                assert!(follows, "{kind:?}, {upn} {realm:?} {:?}: {plan}", wanted.filter);
            }
        }
    }
}
