//! How many rooms were monitored on each day: of those alone health is told.

use domain::report::Span;

use super::Among;
use crate::{
    error::StoreError,
    sql::{Query, Read},
    value::Row,
    view::View,
};

const MONITORED: Read = Read::new(
    "select case when m.from_day < $1 then $1 else m.from_day end, m.until_day, count(*) from rooms r \
     join monitored_days m on m.tenant_id = r.tenant_id and m.room_id = r.room_id \
     where m.from_day <= $2 and (m.until_day is null or m.until_day >= $1) and {room:r each}",
);

/// How many rooms were monitored from which day until which, both included; none where they still are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonitoredRooms(Vec<(i64, Option<i64>, i64)>);

impl MonitoredRooms {
    /// How many there were on a day.
    pub fn on(&self, day: i64) -> i64 {
        let is_there = |from: i64, until: Option<i64>| from <= day && until.is_none_or(|until| day <= until);
        let there = self.0.iter().filter(|(from, until, _)| is_there(*from, *until));
        there.map(|(.., count)| *count).sum()
    }

    /// How many there were on all days of a span together.
    pub fn room_days(&self, span: Span) -> i64 {
        (span.from()..=span.to()).map(|day| self.on(day)).sum()
    }
}

impl Among {
    pub(super) fn monitored(&self) -> Query {
        let mut query = self.query(&MONITORED);
        query.push(" group by 1, 2");
        query
    }
}

/// How many rooms in sight were monitored on the days of the span.
pub async fn monitored(view: &mut View, among: &Among) -> Result<MonitoredRooms, StoreError> {
    let times = |row: &Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let rows = view.rows(among.monitored()).await?;
    rows.iter().map(times).collect::<Result<_, StoreError>>().map(MonitoredRooms)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// a day counts the rooms that were monitored on it, from the first day until the last.
    #[test]
    fn a_day_counts_the_rooms_of_that_day() {
        let rooms = MonitoredRooms(vec![(1, None, 2), (2, Some(3), 5), (3, None, 1)]);
        assert_eq!([0, 1, 2, 3, 4].map(|day| rooms.on(day)), [0, 2, 7, 8, 3]);
        assert_eq!(rooms.room_days(Span::ending(4, 5)), 20);
        assert_eq!(MonitoredRooms::default().room_days(Span::ending(4, 5)), 0);
    }
}
