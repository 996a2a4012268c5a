//! The Incidents page over all customers, with few and with many tickets stored.

use std::path::Path;

use anyhow::Result;

use crate::{
    client::Person,
    floor,
    process::Server,
    report::Report,
    world::{self, Tickets},
};

/// How often each page is timed.
const TIMES: usize = 200;

/// Few and many stored tickets with as many open ones, and many open ones.
const WORLDS: [(&str, Tickets); 3] = [
    ("5,000 tickets, 1,000 open", Tickets { open: 1_000, closed: 4_000 }),
    ("500,000 tickets, 1,000 open", Tickets { open: 1_000, closed: 499_000 }),
    ("500,000 tickets, 100,000 open", Tickets { open: 100_000, closed: 400_000 }),
];

/// The page of the largest partner's lead, who sees about 300 of 1,000 customers, and of somebody who sees few.
pub async fn run(program: &Path, data: &Path, report: &mut Report) -> Result<()> {
    for (number, (what, tickets)) in WORLDS.into_iter().enumerate() {
        let database = data.join(format!("incidents-{number}.db"));
        world::with_tickets(&database, world::LARGE, tickets).await?;
        let (newest, total) = floor::newest_tickets(&database, TIMES / 10)?;
        report.add(
            format!("{what}: bare statements, newest 50 and their number"),
            newest.to_string(),
            total.to_string(),
        );
        let server = Server::start(program, &database, data, None).await?;
        let lead = Person::sign_in(&server, "person00@partner00.example").await?;
        let narrow = Person::sign_in(&server, "person01@partner00.example").await?;
        anyhow::ensure!(
            lead.text("/partner/incidents").await?.contains("id=\"ticket-"),
            "no ticket on the page"
        );
        for (page, path) in [
            ("worst first", "/partner/incidents"),
            ("newest first", "/partner/incidents?sort=-opened"),
            ("critical alone", "/partner/incidents?severity=critical"),
            ("one row a fault", "/partner/incidents?fold=yes"),
            ("search", "/partner/incidents?q=aurora"),
        ] {
            let all = lead.time(path, TIMES).await?;
            let few = narrow.time(path, TIMES).await?;
            let share = format!(
                "{:.2}× that of somebody with few customers ({few})",
                all.share(0.5) / few.share(0.5)
            );
            report.add(format!("{what}: {page}"), all.with_p99(), share);
        }
    }
    Ok(())
}
