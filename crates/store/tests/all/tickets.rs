//! What the image answers of open tickets is what the statement answers, page by page and number by number.

use domain::{
    id::{Id, RoomGroup},
    query::{Filter, Order},
    signal::{Category, Severity},
    time::MINUTE,
};
use proptest::{prelude::*, test_runner::TestCaseError};
use store::{
    View,
    list::Wanted,
    page::Page,
    seed::{self, Seed},
    tickets::{
        Among, OwnedBy, SCHEMA, counts, counts_by_statement, faults, faults_by_statement, list,
        list_by_statement, owners, owners_by_statement,
    },
};
use testkit::{
    SeededIds,
    plain::{Named, Plain},
};

/// No, one or more tickets in every room, of each severity; some are closed, some were opened at one moment.
pub async fn plant(seed: &mut Seed, ids: &SeededIds, world: &Plain, named: &Named) {
    for (number, room) in world.rooms.iter().enumerate() {
        for turn in 0..number % 4 {
            let at = named.now.plus(-i64::try_from((number + turn) % 5).unwrap() * MINUTE);
            let ticket = seed::Ticket {
                tenant: named.organizations[room.home],
                room: named.rooms[number],
                id: ids.id(),
                signal: format!("signal{turn}"),
                category: [Category::Display, Category::Security][turn % 2],
                severity: Severity::ALL[(number + turn) % 4],
                opened_at: at,
                closed_at: (number % 7 == 5).then_some(at),
            };
            seed.ticket(&ticket).await.unwrap();
        }
    }
}

/// How many tickets of each severity stand on all pages of a list.
async fn listed_by_severity(view: &mut View, wanted: &Wanted, among: Among) -> [i64; 4] {
    let mut wanted = Wanted { page: Page::of(50), ..wanted.clone() };
    let mut found = [0; 4];
    loop {
        let page = list(view, &wanted, among, &OwnedBy::Anybody).await.unwrap();
        for ticket in &page.items {
            let place = Severity::ALL.iter().position(|it| *it == ticket.severity).unwrap();
            found[place] += 1;
        }
        match page.next {
            Some(next) => wanted.after = Some(next),
            None => return found,
        }
    }
}

/// Compares both answers for the sight of a view (R-220, R-222, §5.4): every order, filter and page that the image knows, in
/// one of several combinations.
pub async fn agrees(view: &mut View, group: Option<Id<RoomGroup>>, turn: usize) -> Result<(), TestCaseError> {
    let orders: [&[(&str, bool)]; 5] = [
        &[],
        &[("createdDateTime", true)],
        &[("severity", true), ("createdDateTime", false)],
        &[("createdDateTime", false)],
        &[("severity", false)],
    ];
    let filter = match turn % 8 {
        1 => Some("severity eq 'critical'".to_owned()),
        2 => Some("causeId eq null and category eq 'display'".to_owned()),
        3 => Some("causeId ne null".to_owned()),
        5 => Some("isSuppressed eq true".to_owned()),
        6 => Some("isSuppressed eq false and causeId eq null".to_owned()),
        4 => group.map(|group| format!("groupIds/any(g: g eq {group})")),
        _ => None,
    };
    let order = orders[turn / 2 % 5].iter();
    let mut wanted = Wanted {
        filter: filter.map(|text| Filter::parse(&text, &SCHEMA).unwrap()),
        search: None,
        order: order.map(|(property, descending)| Order { property, descending: *descending }).collect(),
        after: None,
        page: Page::of([2, 3, 50][turn % 3]),
    };
    let anybody = OwnedBy::Anybody;
    let counted = counts(view, &wanted, Among::Open, &anybody).await.unwrap();
    let stated = counts_by_statement(view, &wanted, Among::Open, &anybody).await.unwrap();
    prop_assert_eq!(counted, stated, "{:?}", wanted);
    for among in [Among::Past, Among::All] {
        let counted = counts(view, &wanted, among, &anybody).await.unwrap();
        prop_assert_eq!(counted.by_severity, listed_by_severity(view, &wanted, among).await, "{:?}", wanted);
    }
    let folded = faults(view, &wanted, &anybody, 4).await.unwrap();
    prop_assert_eq!(folded, faults_by_statement(view, &wanted, &anybody, 4).await.unwrap(), "{:?}", wanted);
    let owned = owners(view, &wanted, &anybody).await.unwrap();
    prop_assert_eq!(owned, owners_by_statement(view, &wanted, &anybody).await.unwrap(), "{:?}", wanted);
    let mut listed = 0;
    loop {
        let page = list(view, &wanted, Among::Open, &anybody).await.unwrap();
        let stated = list_by_statement(view, &wanted, Among::Open, &anybody).await.unwrap();
        prop_assert_eq!(&page, &stated, "{:?}", wanted);
        listed += i64::try_from(page.items.len()).unwrap();
        match page.next {
            Some(next) => wanted.after = Some(next),
            None => break,
        }
    }
    prop_assert_eq!(listed, counted.all());
    Ok(())
}
