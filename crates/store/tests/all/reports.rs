//! Reports over many rooms find the few days that have something to tell, and the days of the rooms in sight, by an index on both
//! databases, for whoever sees all rooms and for whoever sees a part of them.

use authz::{Action, Concerning, Realm, sight};
use domain::{permission::Permission, report::Span, time::Clock as _};
use store::{
    reports::{Among, plans},
    seed::{self, Room},
};
use testkit::{Database, Kind, World};

const ROOMS: usize = 10_000;
/// How many of them a technician looks after.
const SOME: usize = 2_000;
/// Days of 90, one in fifty with a ticket.
const DAYS: &str = "with recursive days(day) as (select cast(20000 as bigint) union all select day + 1 from days where day < 20089), \
     rooms_numbered as (select tenant_id, room_id, row_number() over (order by room_id) as number from rooms) \
     insert into room_days (tenant_id, room_id, day, booked_minutes, online_minutes, meetings, booked_meetings, \
     online_meetings, people, counted_meetings, calls, good_calls, poor_calls, video_calls, trouble_seconds, is_unhealthy, \
     impacted_meetings, opened_tickets, earlier_tickets, taken_tickets, severe_resolved, mild_resolved) \
     select tenant_id, room_id, day, 60, 30, 3, 2, 1, 9, 2, 2, 1, 0, 1, 0, number = 0, 0, \
     case when (number * 11 + day * 3) % 50 = 0 then 1 else 0 end, 0, 0, 0, 0 from rooms_numbered cross join days";
const TICKETS: &str = "insert into room_day_tickets (tenant_id, room_id, day, category, opened) \
     select tenant_id, room_id, day, 'display', 1 from room_days where opened_tickets > 0";

/// More days with tickets than PostgreSQL expects when it knows how few have any: there are 18,000.
const TROUBLED: u64 = 60_000;

/// How many rows PostgreSQL expects of a step of its plan.
fn rows(step: &str) -> Option<u64> {
    step.split_once("rows=")?.1.split(' ').next()?.parse().ok()
}

/// on both databases.
#[tokio::test]
async fn reports_of_many_rooms_follow_indexes() {
    for kind in Kind::ALL {
        let world = World::new(Database::fresh(kind).await).await;
        let tenant = world.organization("contoso.example");
        let mut seed = world.seed().await;
        let rooms: Vec<_> = (0..ROOMS).map(|_| world.ids.id()).collect();
        for (number, room) in rooms.iter().enumerate() {
            seed.room(&Room::named(tenant, *room, &format!("Room {number}"))).await.unwrap();
        }
        let group = seed::RoomGroup {
            tenant,
            id: world.ids.id(),
            name: "Some".to_owned(),
            description: String::new(),
            members: rooms[..SOME].to_vec(),
        };
        seed.room_group(&group).await.unwrap();
        seed.commit().await.unwrap();
        let scope = domain::scope::Scope {
            included: domain::scope::Parts { groups: [group.id].into(), ..domain::scope::Parts::default() },
            ..domain::scope::Scope::NOTHING
        };
        world.link("contoso.example", "northwind.example", scope, &["pia@northwind.example"]).await;
        world.database.raw(DAYS).await;
        world.database.raw(TICKETS).await;
        world.database.raw("analyze").await;
        for (upn, home, realm) in [
            ("anna@contoso.example", "contoso.example", Realm::Own),
            ("pia@northwind.example", "northwind.example", Realm::Customer(tenant)),
            ("pia@northwind.example", "northwind.example", Realm::AllCustomers),
        ] {
            let mut opening = world.database.store.begin_view().await.unwrap();
            let (now, home, person) = (world.clock.now(), world.organization(home), world.user(upn));
            let facts = opening.facts(now, home, person, upn, Concerning::All).await.unwrap().unwrap();
            let seen = sight(&facts, Action::Use(Permission::ReportView), realm).unwrap();
            let mut view = opening.view(seen);
            for days in [7, 90] {
                let among = Among { span: Span::new(20090 - days, 20089).unwrap(), group: None };
                for (name, plan) in plans(&mut view, &among).await.unwrap() {
                    let index = match name {
                        "days" | "troubles" | "resolved" => "room_days_troubled",
                        // Of 90 days there is nothing else to be read.
                        "categories" | "detected" if days == 7 => "room_day_tickets_by_day",
                        "steady" | "usage" if kind == Kind::Sqlite => "d USING PRIMARY KEY",
                        _ => continue,
                    };
                    assert!(plan.contains(index), "{kind:?} {upn} {realm:?} {days} {name}: {plan}");
                    let expected =
                        plan.lines().filter(|line| line.contains("room_days_troubled")).find_map(rows);
                    assert!(expected.is_none_or(|rows| rows < TROUBLED), "{name} expects too much: {plan}");
                }
            }
        }
    }
}
