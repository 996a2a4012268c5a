//! Overview: tickets by category and by day, health by day, the most and the least reliable rooms, how many rooms there were.

use domain::report::TicketCategory;
use service::reports::{Day, Overview, TroubleRow};

use super::{
    chart::Chart,
    page::{Drawn, Told},
    sheet::{Cell, Column, Sheet, Tile, day_text, percent},
};
use crate::i18n::Translator;

pub(super) fn told(drawn: &Drawn<'_>, found: &Overview) -> Told {
    let t = drawn.t;
    let opened: i64 = found.days.iter().map(|day| day.figures.opened).sum();
    let tile = |label: &str, figure: String| Tile { label: t.t(label), figure };
    let mut tiles = vec![
        tile("rooms", t.number(found.rooms.all)),
        tile("report-monitored", t.number(found.rooms.monitored)),
        tile("report-opened", t.number(opened)),
    ];
    tiles.extend(found.last_finished.map(|(day, healthy)| Tile {
        label: t.with("report-healthy-last", "day", day_text(t, day)),
        figure: percent(t, healthy),
    }));
    Told {
        tiles,
        is_empty: found.rooms.all == 0,
        sheets: vec![
            categories(t, &found.categories),
            tickets(t, &found.days, drawn.at.is_partner()),
            health(t, &found.days),
            reliability(drawn, "most-reliable", &found.most_reliable),
            reliability(drawn, "least-reliable", &found.least_reliable),
            rooms(t, found),
        ],
        notes: Vec::new(),
    }
}

fn sheet(t: &Translator, key: &'static str) -> Sheet {
    let help = format!("report-help-{key}");
    Sheet {
        key,
        title: t.word("report-sheet-", key),
        help: if t.has(&help) { t.t(&help) } else { String::new() },
        ..Sheet::default()
    }
}

/// The first and the last day, as they stand at the ends of a chart.
fn ends(t: &Translator, days: &[Day]) -> Option<(String, String)> {
    let (first, last) = days.first().zip(days.last())?;
    Some((day_text(t, first.figures.day), day_text(t, last.figures.day)))
}

fn categories(t: &Translator, found: &[(TicketCategory, i64)]) -> Sheet {
    let whole: i64 = found.iter().map(|(_, count)| count).sum();
    let name = |category: TicketCategory| t.word("report-category-", category.key());
    let parts: Vec<_> = found
        .iter()
        .map(|(category, count)| (*count, format!("{} {}", name(*category), t.number(*count))))
        .collect();
    Sheet {
        columns: vec![
            Column::text(t.t("signals-category")),
            Column::number(t.t("report-opened")),
            Column::number(t.t("report-share")),
        ],
        rows: found
            .iter()
            .map(|(category, count)| {
                vec![Cell::text(name(*category)), Cell::number(t, *count), Cell::share(t, *count, whole)]
            })
            .collect(),
        chart: Some(Chart::ring(&parts)),
        ..sheet(t, "categories")
    }
}

fn tickets(t: &Translator, days: &[Day], is_partner: bool) -> Sheet {
    let most = days.iter().map(|day| day.figures.open).max().unwrap_or_default();
    let values: Vec<_> = days
        .iter()
        .map(|day| {
            let figures = day.figures;
            let says = format!("{}: {}", day_text(t, figures.day), t.number(figures.open));
            // Who took care of what at a customer is for the customer to know.
            let parts = if is_partner {
                vec![figures.open]
            } else {
                vec![figures.taken, figures.open - figures.taken]
            };
            (parts, says)
        })
        .collect();
    let mut columns = vec![
        Column::text(t.t("report-day")),
        Column::number(t.t("report-opened")),
        Column::number(t.t("report-resolved")),
        Column::number(t.t("report-open")),
    ];
    let legend = if is_partner {
        vec![t.t("report-open")]
    } else {
        columns.push(Column::number(t.t("report-taken")));
        vec![t.t("report-taken"), t.t("report-untaken")]
    };
    Sheet {
        columns,
        rows: days
            .iter()
            .map(|day| {
                let figures = day.figures;
                let mut row = vec![
                    Cell::day(t, figures.day),
                    Cell::number(t, figures.opened),
                    Cell::number(t, figures.resolved),
                    Cell::number(t, figures.open),
                ];
                if !is_partner {
                    row.push(Cell::number(t, figures.taken));
                }
                row
            })
            .collect(),
        chart: Some(
            Chart::bars(&values, legend, t.with("report-up-to", "most", t.number(most)), most)
                .over(ends(t, days)),
        ),
        ..sheet(t, "tickets")
    }
}

fn health(t: &Translator, days: &[Day]) -> Sheet {
    let own: Vec<Option<i64>> = days.iter().map(|day| day.healthy).collect();
    let average: Vec<Option<i64>> = days.iter().map(|day| day.healthy_on_average).collect();
    let has_average = average.iter().any(Option::is_some);
    // What differs is what matters; the scale says where it begins.
    let low = own.iter().chain(&average).flatten().min().copied().unwrap_or_default();
    let low = ((low - 50).max(0) / 100) * 100;
    let mut columns = vec![
        Column::text(t.t("report-day")),
        Column::number(t.t("report-healthy")),
        Column::number(t.t("report-unhealthy-rooms")),
    ];
    let (mut series, mut legend) = (vec![own], vec![t.t("report-healthy")]);
    if has_average {
        columns.push(Column::number(t.t("report-average")));
        series.push(average);
        legend.push(t.t("report-average"));
    }
    let scale = t.with2("report-scale", "low", percent(t, low), "high", percent(t, 1000));
    Sheet {
        columns,
        rows: days
            .iter()
            .map(|day| {
                // Of a day on which no room was monitored there is nothing to tell.
                let share = |share: Option<i64>| match share {
                    Some(tenths) => Cell::percent(t, tenths),
                    None => Cell::text(""),
                };
                let mut row = vec![
                    Cell::day(t, day.figures.day),
                    share(day.healthy),
                    Cell::number(t, day.figures.unhealthy),
                ];
                if has_average {
                    row.push(share(day.healthy_on_average));
                }
                row
            })
            .collect(),
        chart: Some(Chart::lines(&series, legend, low, 1000, scale).over(ends(t, days))),
        ..sheet(t, "health")
    }
}

fn reliability(drawn: &Drawn<'_>, key: &'static str, rooms: &[TroubleRow]) -> Sheet {
    let t = drawn.t;
    let mut columns = vec![Column::text(t.t("room"))];
    if drawn.at.is_partner() {
        columns.push(Column::text(t.t("room-customer")));
    }
    columns.extend([
        Column::number(t.t("report-unhealthy-days")),
        Column::number(t.t("report-trouble")),
        Column::number(t.t("report-opened")),
    ]);
    let row = |room: &TroubleRow| {
        let href = drawn.at.report_of_room(room.tenant, room.room);
        let mut row = vec![Cell::link(&room.name, href)];
        if drawn.at.is_partner() {
            row.push(Cell::text(&room.tenant_name));
        }
        row.extend([
            Cell::number(t, room.unhealthy_days),
            Cell::number(t, room.trouble_seconds / 60),
            Cell::number(t, room.opened),
        ]);
        row
    };
    Sheet { columns, rows: rooms.iter().map(row).collect(), ..sheet(t, key) }
}

fn rooms(t: &Translator, found: &Overview) -> Sheet {
    let counts: Vec<_> = found.days.iter().map(|day| Some(day.rooms)).collect();
    let most = found.days.iter().map(|day| day.rooms).max().unwrap_or_default();
    let scale = t.with("report-up-to", "most", t.number(most));
    Sheet {
        columns: vec![Column::text(t.t("report-day")), Column::number(t.t("rooms"))],
        rows: found
            .days
            .iter()
            .map(|day| vec![Cell::day(t, day.figures.day), Cell::number(t, day.rooms)])
            .collect(),
        chart: Some(Chart::lines(&[counts], vec![t.t("rooms")], 0, most, scale).over(ends(t, &found.days))),
        ..sheet(t, "rooms")
    }
}
