//! What the health watch looks for and clears away, each by an index: never a walk over all rooms.

use domain::{
    id::{Id, Room},
    time::Time,
};

use super::Telemetry;
use crate::{
    Store,
    error::StoreError,
    feed::{ask, run},
    values,
};

const DUE: &str = "select room_id from rooms where health_due_at is not null and health_due_at <= $1 \
     order by health_due_at limit $2";

// A suppressed room is judged at its end, silent or not.
const SILENT: &str = "select room_id from rooms where monitoring = 'monitored' and health <> 'unmonitored' \
     and health <> 'suppressed' and last_seen_at < $1 order by last_seen_at, room_id limit $2";

// A contact told by another node meanwhile stays.
const HEARD: &str = "update rooms set last_seen_at = $1 where room_id {in $2} \
     and (last_seen_at is null or last_seen_at < $1) returning tenant_id, room_id";

const FORGET: &str = "delete from room_history where (tenant_id, room_id, at, entry_id) in \
     (select tenant_id, room_id, at, entry_id from room_history where at < $1 order by at limit $2)";

impl Store {
    /// Rooms whose judgement is due, the longest waiting first.
    pub async fn rooms_due(&self, now: Time, limit: i64) -> Result<Vec<Id<Room>>, StoreError> {
        self.room_list(DUE, now, limit).await
    }

    /// Monitored rooms that were not heard since a moment, the longest silent first.
    pub async fn rooms_silent(&self, since: Time, limit: i64) -> Result<Vec<Id<Room>>, StoreError> {
        self.room_list(SILENT, since, limit).await
    }

    async fn room_list(&self, text: &str, at: Time, limit: i64) -> Result<Vec<Id<Room>>, StoreError> {
        let mut tx = self.db.begin_read().await?;
        ask(&mut tx, text, values![at, limit]).await?.iter().map(|row| row.get(0)).collect()
    }
}

impl Telemetry {
    /// Writes down that rooms were heard at a moment.
    pub async fn heard(&mut self, at: Time, rooms: Vec<Id<Room>>) -> Result<(), StoreError> {
        for row in ask(&mut self.tx, HEARD, values![at, rooms]).await? {
            self.heard.entry(row.get(0)?).or_default().push((row.get(1)?, at));
        }
        Ok(())
    }

    /// Deletes some history entries older than a moment; returns how many.
    pub async fn forget(&mut self, before: Time, limit: i64) -> Result<u64, StoreError> {
        run(&mut self.tx, FORGET, values![before, limit]).await
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::{
        super::{reachability, records, room_days, room_events, signals, tickets},
        *,
    };
    use crate::{
        image::tickets as open_tickets,
        sql::{Scope, render},
    };

    /// Decision 15: what the watch looks for every second, and what a report reads, is found by an index on the
    /// embedded database, however many rooms there are.
    #[tokio::test]
    async fn no_statement_walks_over_all_rooms() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open_sqlite(&directory.path().join("steward.db")).unwrap();
        store.migrate(Time::from_micros(0)).await.unwrap();
        let rooms = || vec![Id::<Room>::new(uuid::Uuid::nil())];
        let at = Time::from_micros(0);
        let statements = [
            (DUE, values![at, 1_i64], "rooms_due"),
            (SILENT, values![at, 1_i64], "rooms_heard"),
            (HEARD, values![at, rooms()], "rooms_by_id"),
            (FORGET, values![at, 1_i64], "room_history_by_age"),
            (room_events::FORGET, values![at, 1_i64], "room_events_by_time"),
            (super::super::CONTACT, values![vec![0_u8]], "sqlite_autoindex_devices_1"),
            (super::super::ROOMS, values![rooms()], "rooms_by_id"),
            (super::super::SIGNALS, values![rooms()], "sqlite_autoindex_room_signals_1"),
            (super::super::DEVICES, values![rooms()], "devices_by_room"),
            (tickets::LIVE, values![rooms()], "tickets_not_closed"),
            (open_tickets::OF_ROOMS, values![rooms()], "tickets_not_closed"),
            (open_tickets::OF_ORGANIZATIONS, values![vec![uuid::Uuid::nil()]], "tickets_open"),
            (super::super::suppressions::OF_ROOMS, values![rooms(), at], "sqlite_autoindex_suppressions_1"),
            (
                super::super::suppressions::WINDOWS_OF_ROOMS,
                values![rooms(), at],
                "sqlite_autoindex_maintenance_windows_1",
            ),
            (
                super::super::suppressions::TURNS,
                values![uuid::Uuid::nil(), uuid::Uuid::nil()],
                "sqlite_autoindex_suppression_entries_1",
            ),
            (
                super::super::suppressions::PAST_WINDOWS,
                values![uuid::Uuid::nil(), uuid::Uuid::nil(), at],
                "sqlite_autoindex_maintenance_times_1",
            ),
            (room_days::DUE, values![at, 1_i64], "room_days_due_by_time"),
            (room_days::LOCK, values![rooms()], "rooms_by_id"),
            (room_days::SINCE, values![uuid::Uuid::nil(), uuid::Uuid::nil(), at], "PRIMARY KEY"),
            (room_days::MEETINGS, values![uuid::Uuid::nil(), uuid::Uuid::nil(), at], "meetings_by_start"),
            (room_days::CALLS, values![uuid::Uuid::nil(), uuid::Uuid::nil(), at], "calls_by_start"),
            (room_days::TICKETS, values![uuid::Uuid::nil(), uuid::Uuid::nil(), at], "tickets_by_room"),
            (room_days::ENTRIES, values![uuid::Uuid::nil(), rooms()], "sqlite_autoindex_ticket_entries_1"),
            (
                records::MEETINGS,
                values![uuid::Uuid::nil(), uuid::Uuid::nil(), vec![String::new()]],
                "PRIMARY KEY",
            ),
            (
                records::CALLS,
                values![uuid::Uuid::nil(), uuid::Uuid::nil(), vec![String::new()]],
                "PRIMARY KEY",
            ),
            (
                reachability::AIMS,
                values![uuid::Uuid::nil(), uuid::Uuid::nil(), domain::reachability::SIGNAL],
                "reachability_by_relay",
            ),
            (reachability::CHOSEN, values![rooms()], "sqlite_autoindex_reachability_1"),
            (signals::RULES, values![rooms()], "sqlite_autoindex_signal_settings_1"),
            (signals::ESCALATIONS, values![rooms()], "sqlite_autoindex_escalations_1"),
            (signals::ANY_CHANGED, values![at], "signals_to_judge_due"),
            (signals::CHANGED, values![at], "signals_to_judge_due"),
            (
                signals::TROUBLED,
                values![uuid::Uuid::nil(), "camera.room", uuid::Uuid::nil(), 1_i64],
                "room_signals_unhealthy",
            ),
        ];
        for (text, mut values, index) in statements {
            let mut tx = store.db.begin_read().await.unwrap();
            let sql = render(tx.dialect(), text, &Scope::None, &mut values).unwrap();
            let rows = tx.query(&format!("explain query plan {sql}"), &values).await.unwrap();
            let plan: Vec<String> = rows.iter().map(|row| row.get(3).unwrap()).collect();
            assert!(plan.iter().any(|step| step.contains(index)), "{text}: {plan:?}");
            // The list of bound identifiers is walked, nothing else.
            let walks = |step: &String| step.starts_with("SCAN") && !step.starts_with("SCAN rarray");
            assert!(!plan.iter().any(walks), "{text}: {plan:?}");
        }
    }
}
