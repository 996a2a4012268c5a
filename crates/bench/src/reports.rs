//! Reports over 90 days of 10,000 rooms: each page, and its table as a file.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::{client::Person, process::Server, report::Report, world};

/// How often each report is timed.
const TIMES: usize = 20;

/// Figures of every room on every day, as if its records had been added up; one day in fifty has trouble.
const ROOM_DAYS: &str = "
    with recursive days(day) as (select $1 - 89 union all select day + 1 from days where day < $1)
    insert into room_days select r.tenant_id, r.room_id, d.day,
      60 * ((r.rowid * 7 + d.day * 13) % 8), 30 * ((r.rowid * 7 + d.day * 13) % 8), (r.rowid + d.day) % 6,
      (r.rowid + d.day) % 5, (r.rowid + d.day) % 4, (r.rowid * 3 + d.day) % 20, (r.rowid + d.day) % 6,
      (r.rowid + d.day) % 4, (r.rowid + d.day) % 3, (r.rowid * 5 + d.day) % 17 = 0, (r.rowid + d.day) % 3,
      case when (r.rowid * 11 + d.day * 3) % 50 = 0 then 5400 else 0 end, (r.rowid * 11 + d.day * 3) % 50 = 0,
      (r.rowid * 11 + d.day * 3) % 50 = 0, (r.rowid * 11 + d.day * 3) % 50 = 0, 0, 0, (r.rowid * 11 + d.day * 3) % 100 = 0, 0
    from rooms r cross join days d";
const TICKETS: &str = "insert into room_day_tickets
    select tenant_id, room_id, day, 'display', 1 from room_days where opened_tickets > 0";

pub async fn run(program: &Path, data: &Path, report: &mut Report) -> Result<()> {
    let database = data.join("reports-90.db");
    world::ten_thousand(&database).await?;
    let today = jiff::Timestamp::now().as_second() / 86_400;
    let connection = rusqlite::Connection::open(&database)?;
    let days = connection.execute(ROOM_DAYS, [today])?;
    ensure!(days == 900_000, "{days} room-days");
    connection.execute(TICKETS, [])?;
    connection.execute_batch("analyze")?;
    drop(connection);
    let server = Server::start(program, &database, data, None).await?;
    let admin = Person::sign_in(&server, "admin@contoso.example").await?;
    let technician = Person::sign_in(&server, "technician@contoso.example").await?;
    for slug in ["", "/health", "/usage", "/call-quality", "/insight"] {
        let path = format!("/reports{slug}?days=90");
        let all = admin.time(&path, TIMES).await?;
        let some = technician.time(&path, TIMES).await?;
        let name = if slug.is_empty() { "overview" } else { slug.trim_start_matches('/') };
        let beside = format!("a technician with 2,000 of them: {some}");
        report.add(format!("report {name}, 90 days, 10,000 rooms"), all.to_string(), beside);
    }
    Ok(())
}
