//! What the image answers is what the statement answers, page by page and number by number.

use domain::{
    health::Health,
    id::{Id, RoomGroup},
    query::{Comparison, Filter, Lambda, Literal, Order, Path, Search},
};
use proptest::{prelude::*, test_runner::TestCaseError};
use store::{
    View,
    list::Wanted,
    page::Page,
    rooms::{counts, counts_by_statement, list, list_by_statement},
};

/// Compares both answers for the sight of a view: every order, filter and page that the image
/// knows, in one of several combinations.
pub async fn agrees(view: &mut View, group: Option<Id<RoomGroup>>, turn: usize) -> Result<(), TestCaseError> {
    let orders: [&[&str]; 4] = [&[], &["displayName"], &["health", "displayName"], &["lastSeen"]];
    let order =
        orders[turn % 4].iter().map(|property| Order { property, descending: (turn / 4).is_multiple_of(2) });
    let health = [None, Some(Health::Unhealthy), None, Some(Health::Healthy)][turn / 2 % 4];
    let search = [None, None, Some("OM 1"), Some("room")][turn / 3 % 4];
    let mut wanted = Wanted {
        filter: group.filter(|_| turn % 5 == 4).map(in_group),
        search: search.map(|term| Search { terms: vec![term.to_owned()] }),
        order: order.collect(),
        after: None,
        page: Page::of([2, 3, 50][turn % 3]),
    };
    let counted = counts(view, &wanted).await.unwrap();
    prop_assert_eq!(counted, counts_by_statement(view, &wanted).await.unwrap(), "{:?}", wanted);
    let mut listed = 0;
    loop {
        let page = list(view, &wanted, health).await.unwrap();
        let stated = list_by_statement(view, &wanted, health).await.unwrap();
        prop_assert_eq!(&page, &stated, "{:?} {:?}", wanted, health);
        listed += i64::try_from(page.items.len()).unwrap();
        match page.next {
            Some(next) => wanted.after = Some(next),
            None => break,
        }
    }
    prop_assert_eq!(listed, health.map_or(counted.all(), |health| counted.of(health)));
    Ok(())
}

fn in_group(group: Id<RoomGroup>) -> Filter {
    let condition = Filter::Compare {
        path: Path::Element { variable: "g".to_owned(), property: None },
        operator: Comparison::Eq,
        literal: Literal::Id(group.uuid()),
    };
    Filter::Any {
        collection: Path::Own("groupIds"),
        lambda: Some(Lambda { variable: "g".to_owned(), condition: Box::new(condition) }),
    }
}
