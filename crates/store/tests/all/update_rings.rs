//! What the image answers of update rings is what the statement answers, page by page and number by number.

use domain::{
    id::{Id, UpdateRing},
    query::{Comparison, Filter, Literal, Order, Path, Search},
    update_ring::Preset,
};
use proptest::{prelude::*, test_runner::TestCaseError};
use store::{View, list::Wanted, page::Page, rooms, update_rings};
use testkit::{Database, Kind};

/// Some rooms in a ring that each organization made, some in Staging, the others in General.
pub async fn plant(database: &Database) {
    let staging = match database.kind {
        Kind::Sqlite => "x'00000000000000000000000000000001'",
        Kind::Postgresql => "cast('00000000-0000-0000-0000-000000000001' as uuid)",
    };
    database
        .raw(
            "insert into update_rings (tenant_id, ring_id, name, description, position, rollout_days, test_days, change_stamp) \
             select organization_id, organization_id, 'Pilot', '', 3, 2, 1, 1 from organizations where true \
             on conflict do nothing",
        )
        .await;
    for (ring, rooms) in [("tenant_id", "%1%"), (staging, "%2%")] {
        database
            .raw(&format!(
                "insert into room_rings (tenant_id, room_id, ring_id) select tenant_id, room_id, {ring} from rooms \
                 where name_key like '{rooms}' on conflict do nothing"
            ))
            .await;
    }
}

/// Compares both answers for the sight of a view: how many rooms each ring has, its rooms, the rings of rooms, and
/// the rooms that a list shows of a ring.
pub async fn agrees(view: &mut View, turn: usize) -> Result<(), TestCaseError> {
    let counted = update_rings::counts(view).await.unwrap();
    prop_assert_eq!(&counted, &update_rings::counts_by_statement(view).await.unwrap());
    let sizes = update_rings::sizes(view).await.unwrap();
    prop_assert_eq!(sizes, update_rings::sizes_by_statement(view).await.unwrap());
    let tenants = view.sight().tenants();
    let own = tenants.get(turn % tenants.len().max(1)).map(|tenant| Id::new(tenant.uuid()));
    let rings = [Some(Preset::General.id()), own, Some(Preset::Staging.id())];
    let ring = rings[turn % 3].unwrap_or(Preset::Executive.id());
    let listed = members(view, ring, turn).await?;
    if !(turn / 3).is_multiple_of(3) {
        prop_assert_eq!(listed, counted.of(ring));
    }
    of_a_ring(view, ring, turn).await
}

/// The rooms of a ring with those that no other list shows; says how many there are.
async fn members(view: &mut View, ring: Id<UpdateRing>, turn: usize) -> Result<i64, TestCaseError> {
    let search = (turn / 3).is_multiple_of(3).then(|| Search { terms: vec!["OM 1".to_owned()] });
    let descending = turn.is_multiple_of(2);
    let order = Order { property: "displayName", descending };
    let mut wanted = Wanted {
        filter: None,
        search,
        order: if turn.is_multiple_of(5) { Vec::new() } else { vec![order] },
        after: None,
        page: Page::of([2, 3, 50][turn % 3]),
    };
    let counted = update_rings::count_rooms(view, ring, &wanted).await.unwrap();
    let stated = update_rings::count_rooms_by_statement(view, ring, &wanted).await.unwrap();
    prop_assert_eq!(counted, stated, "{:?}", wanted);
    let mut listed = 0;
    loop {
        let page = update_rings::rooms(view, ring, &wanted).await.unwrap();
        prop_assert_eq!(&page, &update_rings::rooms_by_statement(view, ring, &wanted).await.unwrap());
        listed += i64::try_from(page.items.len()).unwrap();
        match page.next {
            Some(next) => wanted.after = Some(next),
            None => break,
        }
    }
    prop_assert_eq!(listed, counted);
    Ok(counted)
}

/// The list of rooms cut to a ring, and the rings of its rooms.
async fn of_a_ring(view: &mut View, ring: Id<UpdateRing>, turn: usize) -> Result<(), TestCaseError> {
    let filter = Filter::Compare {
        path: Path::Own("updateRingId"),
        operator: [Comparison::Eq, Comparison::Ne][turn % 4 / 3],
        literal: Literal::Id(ring.uuid()),
    };
    let mut wanted =
        Wanted { filter: Some(filter), search: None, order: Vec::new(), after: None, page: Page::of(3) };
    let counts = rooms::counts(view, &wanted).await.unwrap();
    prop_assert_eq!(counts, rooms::counts_by_statement(view, &wanted).await.unwrap(), "{:?}", wanted);
    let mut listed = 0;
    loop {
        let page = rooms::list(view, &wanted, None).await.unwrap();
        prop_assert_eq!(&page, &rooms::list_by_statement(view, &wanted, None).await.unwrap(), "{:?}", wanted);
        let found: Vec<_> = page.items.iter().map(|room| (room.tenant, room.id)).collect();
        let mut rings = update_rings::rings_of_rooms(view, found.clone()).await.unwrap();
        let of = found.iter().map(|(_, room)| *room).collect();
        let mut stated = update_rings::rings_of_rooms_by_statement(view, of).await.unwrap();
        rings.sort_unstable();
        stated.sort_unstable();
        prop_assert_eq!(rings.len(), found.len());
        prop_assert_eq!(rings, stated);
        listed += found.len();
        match page.next {
            Some(next) => wanted.after = Some(next),
            None => break,
        }
    }
    prop_assert_eq!(i64::try_from(listed).unwrap(), counts.all());
    Ok(())
}
