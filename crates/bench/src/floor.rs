//! Baselines: the bare statement of the same page on the bare driver.

use std::{path::Path, time::Instant};

use anyhow::Result;

use crate::report::Times;

/// The first page by name of the rooms of the largest partner's customers.
pub fn first_page(database: &Path, times: usize) -> Result<Times> {
    timed(
        database,
        times,
        "select r.room_id, r.name, r.health, r.last_seen_at, o.name from rooms r \
         join organizations o on o.organization_id = r.tenant_id \
         where +r.tenant_id in (select l.tenant_id from links l join organizations p on p.organization_id = l.partner_id \
         where p.name = 'Partner 00' and l.state = 'active') and r.monitoring <> 'unenrolled' \
         order by r.name_key, r.room_id limit 51",
    )
}

/// Counts by health of the same rooms.
pub fn counts(database: &Path, times: usize) -> Result<Times> {
    timed(
        database,
        times,
        "select r.health, count(*) from rooms r \
         where r.tenant_id in (select l.tenant_id from links l join organizations p on p.organization_id = l.partner_id \
         where p.name = 'Partner 00' and l.state = 'active') group by r.health",
    )
}

/// The fifty newest open tickets of the rooms of the largest partner's customers, and their number.
pub fn newest_tickets(database: &Path, times: usize) -> Result<(Times, Times)> {
    let from = "from tickets t where t.state in ('new', 'investigating', 'watching') and +t.tenant_id in (select l.tenant_id \
         from links l join organizations p on p.organization_id = l.partner_id where p.name = 'Partner 00' and l.state = 'active')";
    let newest = format!(
        "select t.ticket_id, t.room_id, t.severity {from} order by t.opened_at desc, t.ticket_id limit 50"
    );
    Ok((timed(database, times, &newest)?, timed(database, times, &format!("select count(*) {from}"))?))
}

fn timed(database: &Path, times: usize, sql: &str) -> Result<Times> {
    let connection = rusqlite::Connection::open(database)?;
    connection.execute_batch("pragma mmap_size = 268435456; pragma cache_size = -64000;")?;
    let mut statement = connection.prepare(sql)?;
    let mut all = Vec::with_capacity(times);
    for _ in 0..=times {
        let started = Instant::now();
        let mut rows = statement.query([])?;
        while rows.next()?.is_some() {}
        all.push(started.elapsed());
    }
    Ok(Times::of(all.into_iter().skip(1).collect()))
}
