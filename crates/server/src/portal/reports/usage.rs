//! Usage and Call quality: how rooms were booked, and how their calls went.

use domain::report::{share, utilization};
use service::reports::{Usage, UsageRow, Used};

use super::{
    Report,
    chart::Chart,
    chosen::SIZE,
    page::{Drawn, Told},
    sheet::{Cell, Column, Pager, Sheet, Tile, percent},
};
use crate::i18n::Translator;

/// The order where the reader chose none.
pub(super) const fn own_order(report: Report) -> &'static str {
    if matches!(report, Report::CallQuality) { "-poor" } else { "-utilization" }
}

/// A column that can be sorted by.
fn column(drawn: &Drawn<'_>, word: &str, label: &str) -> Column {
    let own = own_order(drawn.report);
    let address = format!("{}{}", drawn.at.report(drawn.report), drawn.chosen.sorted(word, own));
    Column {
        label: drawn.t.t(label),
        is_number: !matches!(word, "name" | "tenant"),
        sort: Some((address, drawn.chosen.direction(word, own))),
    }
}

fn first_columns(drawn: &Drawn<'_>) -> Vec<Column> {
    let mut columns = vec![column(drawn, "name", "room")];
    if drawn.at.is_partner() {
        columns.push(column(drawn, "tenant", "room-customer"));
    }
    columns
}

fn first_cells(drawn: &Drawn<'_>, row: &UsageRow) -> Vec<Cell> {
    let mut cells = vec![Cell::link(&row.name, drawn.at.report_of_room(row.tenant, row.room))];
    if drawn.at.is_partner() {
        cells.push(Cell::text(&row.tenant_name));
    }
    cells
}

/// The share of good calls; nothing without calls.
fn performance(t: &Translator, used: &Used) -> String {
    if used.calls == 0 { t.t("report-none") } else { percent(t, share(used.good_calls, used.calls)) }
}

pub(super) fn bookings(drawn: &Drawn<'_>, found: &Usage) -> Told {
    let t = drawn.t;
    let days = drawn.chosen.span.days();
    let total = &found.total;
    let tile = |label: &str, figure: String| Tile { label: t.t(label), figure };
    let mut columns = first_columns(drawn);
    columns.extend(
        [
            ("utilization", "report-utilization"),
            ("online", "report-booked-online"),
            ("meetings", "report-scheduled"),
            ("calls", "report-calls"),
            ("performance", "report-performance"),
            ("video", "report-video"),
            ("capacity", "room-capacity"),
            ("people", "report-people"),
        ]
        .map(|(word, label)| column(drawn, word, label)),
    );
    let row = |row: &UsageRow| {
        let used = &row.used;
        let mut cells = first_cells(drawn, row);
        let people = (used.counted_meetings > 0)
            .then(|| Cell::tenths(t, (used.people * 10 + used.counted_meetings / 2) / used.counted_meetings));
        cells.extend([
            Cell::percent(t, utilization(used.booked_minutes, 1, days)),
            Cell::share(t, used.online_meetings, used.booked_meetings),
            Cell::number(t, used.booked_meetings),
            Cell::number(t, used.calls),
            Cell::share(t, used.good_calls, used.calls),
            Cell::share(t, used.video_calls, used.calls),
            row.capacity.map_or_else(|| Cell::text(""), |seats| Cell::number(t, seats)),
            people.unwrap_or_else(|| Cell::text("")),
        ]);
        cells
    };
    let bars: Vec<_> = found
        .by_room
        .iter()
        .map(|row| {
            let used = utilization(row.used.booked_minutes, 1, days);
            (vec![used], format!("{}: {}", row.name, percent(t, used)))
        })
        .collect();
    let most = bars.iter().flat_map(|(parts, _)| parts).max().copied().unwrap_or_default().max(1000);
    let legend = vec![t.t("report-utilization")];
    let sheet = Sheet {
        key: "rooms",
        title: t.t("report-sheet-usage"),
        help: t.t("report-help-usage"),
        columns,
        rows: found.by_room.iter().map(row).collect(),
        chart: Some(Chart::bars(&bars, legend, t.with("report-up-to", "most", percent(t, most)), most)),
        pager: pager(drawn, found.count),
    };
    Told {
        tiles: vec![
            tile("rooms", t.number(found.rooms)),
            tile("report-without-bookings", t.number(found.without_bookings)),
            tile("report-utilization", percent(t, found.utilization)),
            tile("report-scheduled", t.number(total.booked_meetings)),
            tile("report-online", percent(t, share(total.online_meetings, total.booked_meetings))),
            tile("report-calls", t.number(total.calls)),
            tile("report-performance", performance(t, total)),
        ],
        is_empty: found.rooms == 0,
        sheets: vec![sheet],
        notes: Vec::new(),
    }
}

pub(super) fn calls(drawn: &Drawn<'_>, found: &Usage) -> Told {
    let t = drawn.t;
    let total = &found.total;
    let tile = |label: &str, figure: String| Tile { label: t.t(label), figure };
    let parts = [
        ("report-good", total.good_calls),
        ("report-poor", total.poor_calls),
        ("report-unknown", total.unknown_calls()),
    ];
    let ring: Vec<_> =
        parts.iter().map(|(label, count)| (*count, format!("{} {}", t.t(label), t.number(*count)))).collect();
    let all = Sheet {
        key: "calls",
        title: t.t("report-sheet-calls"),
        columns: vec![
            Column::text(t.t("report-quality")),
            Column::number(t.t("report-calls")),
            Column::number(t.t("report-share")),
        ],
        rows: parts
            .iter()
            .map(|(label, count)| {
                vec![Cell::text(t.t(label)), Cell::number(t, *count), Cell::share(t, *count, total.calls)]
            })
            .collect(),
        chart: Some(Chart::ring(&ring)),
        ..Sheet::default()
    };
    let mut columns = first_columns(drawn);
    columns.push(Column::number(t.t("report-good")));
    columns.push(column(drawn, "poor", "report-poor"));
    columns.push(Column::number(t.t("report-unknown")));
    columns.push(column(drawn, "calls", "report-calls"));
    columns.push(column(drawn, "performance", "report-performance"));
    let row = |row: &UsageRow| {
        let used = &row.used;
        let mut cells = first_cells(drawn, row);
        let counts = [used.good_calls, used.poor_calls, used.unknown_calls(), used.calls];
        cells.extend(counts.map(|count| Cell::number(t, count)));
        cells.push(Cell::share(t, used.good_calls, used.calls));
        cells
    };
    let rooms = Sheet {
        key: "rooms",
        title: t.t("report-sheet-call-rooms"),
        help: t.t("report-help-call-rooms"),
        columns,
        rows: found.by_room.iter().map(row).collect(),
        chart: None,
        pager: pager(drawn, found.count),
    };
    Told {
        tiles: vec![
            tile("report-calls", t.number(total.calls)),
            tile("report-good", t.number(total.good_calls)),
            tile("report-poor", t.number(total.poor_calls)),
            tile("report-unknown", t.number(total.unknown_calls())),
            tile("report-performance", performance(t, total)),
        ],
        is_empty: found.rooms == 0,
        sheets: vec![all, rooms],
        notes: Vec::new(),
    }
}

/// The pages of a table of rooms.
pub(super) fn pager(drawn: &Drawn<'_>, count: usize) -> Option<Pager> {
    if drawn.chosen.all {
        let shown = drawn.t.count("rooms-count", count);
        return (count > SIZE).then_some(Pager { shown, before: None, after: None });
    }
    let page = drawn.chosen.page;
    let to = |page: usize| {
        let number = if page == 0 { String::new() } else { page.to_string() };
        format!("{}{}", drawn.at.report(drawn.report), drawn.chosen.replaced("page", &number))
    };
    let has_more = page.saturating_add(1).saturating_mul(SIZE) < count;
    (page > 0 || has_more).then(|| Pager {
        shown: drawn.t.count("rooms-count", count),
        before: page.checked_sub(1).map(to),
        after: has_more.then(|| to(page + 1)),
    })
}
