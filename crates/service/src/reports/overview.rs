//! The report Overview: tickets, health against the average of the reader's own sight, the most and the least reliable rooms.

use authz::{Action, Concerning, Realm};
use domain::report::TicketCategory;
use store::{
    View,
    reports::{self, Among, DayRow, RoomCounts, TroubleRow},
};

use super::Asked;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// How many rooms are named as the most, and as the least reliable.
const NAMED: usize = 5;

/// Asks for the report.
#[derive(Clone, Copy, Debug)]
pub struct OverviewOf(pub Asked);

/// The report.
#[derive(Clone, Debug)]
pub struct Overview {
    /// How many rooms there are.
    pub rooms: RoomCounts,
    /// Tickets opened by category, the most first.
    pub categories: Vec<(TicketCategory, i64)>,
    /// Each day of the span.
    pub days: Vec<Day>,
    /// The last of them that is over by the clock of every organization that the report is about, and the share of monitored rooms
    /// that were healthy on it, in tenths of a percent; none where every one of them goes on, or no room was monitored on it.
    pub last_finished: Option<(i64, i64)>,
    /// The most reliable rooms.
    pub most_reliable: Vec<TroubleRow>,
    /// The least reliable rooms, the worst first; none that had no trouble.
    pub least_reliable: Vec<TroubleRow>,
}

/// One day of the span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Its tickets.
    pub figures: DayRow,
    /// How many rooms there were.
    pub rooms: i64,
    /// The share of the rooms monitored on it that were healthy, in tenths of a percent; none where none was.
    pub healthy: Option<i64>,
    /// The same over everything the reader sees on this side; none where that is the same, or no room was monitored.
    pub healthy_on_average: Option<i64>,
}

impl Question for OverviewOf {
    type Answer = Overview;
    const NAME: &'static str = "report.overview";
    const SHOWS: Option<&'static str> = Some("reports");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Asked::ACTION, self.0.realm)
    }

    fn concerns(&self, caller: &Person) -> Concerning {
        self.0.concerns(caller)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Overview, Refusal> {
        let among = self.0.among(view, context)?;
        context.shows(view.sight().tenants());
        let rooms = reports::counts(view, &among).await?;
        let zones = reports::zones(view, &among).await?;
        let mut categories = reports::categories(view, &among).await?;
        categories.sort_by_key(|(category, opened)| (-opened, *category));
        let figures = reports::days(view, &among).await?;
        let monitored = reports::monitored(view, &among).await?;
        let growth = reports::growth(view, &among).await?;
        let mut troubles = reports::troubles(view, &among).await?;
        let steady = reports::steady(view, &among, i64::try_from(NAMED).unwrap_or_default()).await?;
        // On behalf of a customer nothing is known of others.
        let average = match self.0.whole().filter(|_| !context.facts.is_on_behalf()) {
            Some(realm) => {
                let whole = Among { group: None, ..among };
                let view = view.look(context.sight(Asked::ACTION, realm)?);
                let monitored = reports::monitored(view, &whole).await?;
                Some((monitored, reports::days(view, &whole).await?))
            }
            None => None,
        };
        let mut there = 0;
        let mut days = Vec::new();
        for day in self.0.span.from()..=self.0.span.to() {
            // What was there before the span stands at day 0.
            let came = growth.iter().filter(|(at, _)| *at == day || *at < self.0.span.from() && there == 0);
            there += came.map(|(_, count)| count).sum::<i64>();
            let figures = on(&figures, day);
            days.push(Day {
                figures,
                rooms: there,
                healthy: healthy(monitored.on(day), figures.unhealthy),
                healthy_on_average: average
                    .as_ref()
                    .and_then(|(monitored, days)| healthy(monitored.on(day), on(days, day).unhealthy)),
            });
        }
        let (most_reliable, least_reliable) = by_reliability(&mut troubles, steady);
        let finished = self.0.span.last_finished(zones.iter().map(String::as_str), context.app.clock.now());
        let last_finished = finished
            .and_then(|finished| days.iter().find(|day| day.figures.day == finished))
            .and_then(|day| Some((day.figures.day, day.healthy?)));
        Ok(Overview { rooms, categories, days, last_finished, most_reliable, least_reliable })
    }
}

fn on(days: &[DayRow], day: i64) -> DayRow {
    days.iter().find(|row| row.day == day).copied().unwrap_or(DayRow { day, ..DayRow::default() })
}

/// The share of monitored rooms that were healthy, in tenths of a percent; none where there were none.
fn healthy(monitored: i64, unhealthy: i64) -> Option<i64> {
    (monitored > 0).then(|| domain::report::share(monitored - unhealthy, monitored))
}

fn by_reliability(
    troubles: &mut [TroubleRow],
    steady: Vec<TroubleRow>,
) -> (Vec<TroubleRow>, Vec<TroubleRow>) {
    troubles.sort_by(|a, b| {
        let rank = |row: &TroubleRow| (-row.unhealthy_days, -row.trouble_seconds);
        rank(a).cmp(&rank(b)).then_with(|| a.name.cmp(&b.name))
    });
    let bad = troubles.iter().filter(|row| row.trouble_seconds > 0);
    let least: Vec<_> = bad.take(NAMED).cloned().collect();
    let mut most = steady;
    let further = troubles.iter().rev().filter(|row| !least.iter().any(|bad| bad.room == row.room)).cloned();
    most.extend(further);
    most.truncate(NAMED);
    (most, least)
}
