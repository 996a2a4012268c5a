//! Measures Steward's engine against its peers: one drawn world, one stream of questions, every answer compared with
//! the rule written plainly. `run.sh` runs it; `docs/benchmarks.md` explains the figures.

mod cedar;
mod limits;
mod measure;
mod oracle;
mod postgres;
mod random;
mod regorus;
mod sql;
mod sqlite;
mod steward;
mod stream;
mod world;

use std::{alloc::System, path::PathBuf, time::Instant};

use anyhow::{Result, ensure};
use clap::Parser;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

use self::{
    cedar::Cedar,
    measure::{Times, made, mean, quantile, times},
    oracle::Oracle,
    postgres::Postgres,
    regorus::Regorus,
    sql::Form,
    sqlite::Sqlite,
    steward::{Request, Steward},
    stream::{Check, List},
    world::{N_HEALTH, PAGE, World},
};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Measures the engine and its peers.
#[derive(Debug, Parser)]
struct Arguments {
    /// S (2,000 rooms), M (100,000) or L (1,000,000).
    #[arg(long, default_value = "L")]
    size: String,
    /// Which peers: sqlite, cedar, regorus, postgres.
    #[arg(long, value_delimiter = ',')]
    peers: Vec<String>,
    /// Where SQLite keeps its database.
    #[arg(long, default_value = "target")]
    data: PathBuf,
    /// How to reach an empty PostgreSQL database.
    #[arg(long, default_value = "host=/tmp user=postgres")]
    postgres: String,
}

/// Checks of a stream that peers answer too, and questions for lists.
const CHECKS: usize = 20_000;
const LISTS: usize = 60;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let wants = |peer: &str| arguments.peers.iter().any(|it| it == peer);
    println!("| size | engine | what | figure | Steward in the same run |");
    println!("| --- | --- | --- | --- | --- |");
    for has_limits in [false, true] {
        let drawn = World::generate(&arguments.size);
        let world = if has_limits { drawn.with_limits() } else { drawn };
        let bench = Bench::of(&world, if has_limits { "check, full rule" } else { "check" })?;
        bench.own()?;
        if wants("sqlite") {
            let sqlite = Sqlite::load(&world, &arguments.data.join("authz.sqlite"))?;
            sqlite.hold()?;
            bench.checks("SQLite", |check| sqlite.check(check))?;
            if !has_limits {
                bench.lists("SQLite", |list, form| sqlite.list(&world, list, form))?;
                bench.counts("SQLite", |user, form| sqlite.counts(user, form))?;
                bench.newest("SQLite", |user, form| sqlite.newest(user, form))?;
                bench.total("SQLite", |user, form| sqlite.total(user, form))?;
            }
        }
        if wants("postgres") && !has_limits {
            let mut postgres = Postgres::connect(&arguments.postgres)?;
            postgres.load(&world)?;
            for only in [false, true] {
                postgres.nested_loops(only)?;
                let name = if only { "PostgreSQL, nested loops" } else { "PostgreSQL" };
                bench.lists(name, |list, form| postgres.list(&world, list, form))?;
                bench.counts(name, |user, form| postgres.counts(user, form))?;
                bench.newest(name, |user, form| postgres.newest(user, form))?;
                bench.total(name, |user, form| postgres.total(user, form))?;
            }
        }
        if wants("cedar") {
            let (cedar, bytes, seconds) = made(|| Cedar::of(&world));
            let cedar = cedar?;
            bench.tell("Cedar", "made", &format!("{:.0} MB, {seconds:.1} s", bytes / 1e6), "");
            bench.checks("Cedar, a policy set for each relationship", |check| cedar.check(check))?;
        }
        if wants("regorus") && !has_limits {
            let (regorus, bytes, seconds) = made(|| Regorus::of(&world));
            let mut regorus = regorus?;
            bench.tell("Regorus", "made", &format!("{:.0} MB, {seconds:.1} s", bytes / 1e6), "");
            bench.checks("Regorus, virtual machine", |check| regorus.check(check))?;
        }
    }
    Ok(())
}

struct Bench<'a> {
    world: &'a World,
    what: &'static str,
    steward: Steward,
    checks: Vec<Check>,
    requests: Vec<Request>,
    lists: Vec<List>,
}

impl<'a> Bench<'a> {
    fn of(world: &'a World, what: &'static str) -> Result<Self> {
        let steward = Steward::of(world);
        let checks = world.checks(500_000);
        let bench = Self {
            world,
            what,
            requests: checks.iter().map(|check| steward.request(*check)).collect(),
            steward,
            checks,
            lists: world.lists(2_000),
        };
        let oracle = Oracle::of(world);
        for (check, request) in bench.checks.iter().zip(&bench.requests) {
            ensure!(bench.steward.check(request) == oracle.check(*check), "a check differs");
        }
        for list in bench.lists.iter().take(LISTS) {
            ensure!(bench.steward.list(world, list) == oracle.list(list), "a list differs");
            ensure!(bench.steward.counts(list.user) == oracle.counts(list.user), "a count differs");
            let tickets = (bench.steward.newest(list.user), bench.steward.total(list.user));
            ensure!(tickets == oracle.tickets(list.user), "tickets differ");
        }
        Ok(bench)
    }

    fn tell(&self, engine: &str, what: &str, figure: &str, beside: &str) {
        println!("| {} | {engine} | {what} | {figure} | {beside} |", self.world.label);
    }

    /// Steward alone, on the whole stream.
    fn own(&self) -> Result<()> {
        let world = self.world;
        let (image, bytes, seconds) = made(|| Steward::image(world));
        drop(image);
        let rooms = world.n_rooms() as f64;
        self.tell("Steward", "image", &format!("{:.0} B a room, {seconds:.2} s", bytes / rooms), "");
        let nanoseconds = mean(self.requests.len(), 5, |at| self.steward.check(&self.requests[at]));
        self.tell("Steward", self.what, &format!("mean {nanoseconds:.0} ns"), "");
        let of_list = times(self.lists.len(), 3, |at| self.steward.list(world, &self.lists[at]));
        self.tell("Steward", "list", &show(of_list), "");
        let of_counts = times(self.lists.len(), 3, |at| self.steward.counts(self.lists[at].user));
        self.tell("Steward", "counts", &show(of_counts), "");
        let of_newest = times(self.lists.len(), 3, |at| self.steward.newest(self.lists[at].user));
        self.tell("Steward", "newest open tickets", &show(of_newest), "");
        let of_total = times(self.lists.len(), 3, |at| self.steward.total(self.lists[at].user));
        self.tell("Steward", "number of open tickets", &show(of_total), "");
        Ok(())
    }

    fn checks(&self, engine: &str, mut ask: impl FnMut(Check) -> Result<bool>) -> Result<()> {
        let checks = &self.checks[..CHECKS];
        for (check, request) in checks.iter().zip(&self.requests) {
            ensure!(ask(*check)? == self.steward.check(request), "{engine} differs: {check:?}");
        }
        let theirs = mean(checks.len(), 3, |at| ask(checks[at]));
        let ours = mean(checks.len(), 5, |at| self.steward.check(&self.requests[at]));
        let beside = format!("{ours:.0} ns: {:.0}×", theirs / ours);
        self.tell(engine, self.what, &format!("mean {theirs:.0} ns"), &beside);
        Ok(())
    }

    fn lists(&self, engine: &str, mut ask: impl FnMut(&List, Form) -> Result<Vec<u32>>) -> Result<()> {
        let mut theirs = Vec::new();
        for list in &self.lists[..LISTS] {
            let ours = self.steward.list(self.world, list);
            let counts = self.steward.counts(list.user);
            let seen = list.health.map_or_else(|| counts.iter().sum(), |health| counts[health as usize]);
            let (answer, time) = best(seen, self.world.n_rooms(), |form| ask(list, form))?;
            ensure!(answer == ours, "{engine} lists other rooms: {list:?}");
            theirs.push(time);
        }
        let ours = times(LISTS, 5, |at| self.steward.list(self.world, &self.lists[at]));
        self.compare(engine, "list, best form", theirs, ours);
        Ok(())
    }

    fn counts(&self, engine: &str, mut ask: impl FnMut(u32, Form) -> Result<[u32; N_HEALTH]>) -> Result<()> {
        let mut theirs = Vec::new();
        for list in &self.lists[..LISTS] {
            let (answer, time) = best(0, 0, |form| ask(list.user, form))?;
            ensure!(answer == self.steward.counts(list.user), "{engine} counts otherwise: {list:?}");
            theirs.push(time);
        }
        let ours = times(LISTS, 5, |at| self.steward.counts(self.lists[at].user));
        self.compare(engine, "counts, best form", theirs, ours);
        Ok(())
    }

    fn newest(&self, engine: &str, mut ask: impl FnMut(u32, Form) -> Result<Vec<u32>>) -> Result<()> {
        let mut theirs = Vec::new();
        for List { user, .. } in &self.lists[..LISTS] {
            let seen = self.steward.total(*user);
            let (answer, time) = best(seen, self.world.tickets.len(), |form| ask(*user, form))?;
            ensure!(answer == self.steward.newest(*user), "{engine} lists other tickets: {user}");
            theirs.push(time);
        }
        let ours = times(LISTS, 5, |at| self.steward.newest(self.lists[at].user));
        self.compare(engine, "newest open tickets, best form", theirs, ours);
        Ok(())
    }

    fn total(&self, engine: &str, mut ask: impl FnMut(u32, Form) -> Result<u32>) -> Result<()> {
        let mut theirs = Vec::new();
        for List { user, .. } in &self.lists[..LISTS] {
            let (answer, time) = best(0, 0, |form| ask(*user, form))?;
            ensure!(answer == self.steward.total(*user), "{engine} counts other tickets: {user}");
            theirs.push(time);
        }
        let ours = times(LISTS, 5, |at| self.steward.total(self.lists[at].user));
        self.compare(engine, "number of open tickets, best form", theirs, ours);
        Ok(())
    }

    fn compare(&self, engine: &str, what: &str, mut theirs: Vec<f64>, ours: Times) {
        let (p50, p99) = (quantile(&mut theirs, 0.5), quantile(&mut theirs, 0.99));
        let beside = format!("{}: {:.0}×, {:.0}×", show(ours), p50 / ours.p50, p99 / ours.p99);
        self.tell(engine, what, &format!("p50 {p50:.0} µs, p99 {p99:.0} µs"), &beside);
    }
}

/// The answer and the time of the form that answers a question fastest, which no planner picks by itself. The form that
/// tests row by row is tried only where it can win.
fn best<T>(seen: u32, rooms: usize, mut ask: impl FnMut(Form) -> Result<T>) -> Result<(T, f64)> {
    let mut best = None;
    for form in [Form::Walk, Form::Collect, Form::Exists] {
        if form == Form::Exists && (seen == 0 || PAGE * rooms / seen as usize > 10_000) {
            continue;
        }
        let mut all = Vec::new();
        let mut answer = None;
        for _ in 0..3 {
            let began = Instant::now();
            answer = Some(ask(form)?);
            all.push(began.elapsed().as_nanos() as f64 / 1e3);
        }
        let time = quantile(&mut all, 0.5);
        if let Some(answer) = answer
            && best.as_ref().is_none_or(|(_, least)| time < *least)
        {
            best = Some((answer, time));
        }
    }
    best.ok_or_else(|| anyhow::anyhow!("no form"))
}

fn show(times: Times) -> String {
    format!("p50 {:.1} µs, p99 {:.0} µs, worst {:.0} µs", times.p50, times.p99, times.max)
}
