//! Health: how many days of rooms were unhealthy, what tickets did to each room, and which meetings suffered.

use service::reports::{HealthReport, TroubleRow};

use super::{
    chart::Chart,
    page::{Drawn, Told},
    sheet::{Cell, Column, Sheet, Tile, percent},
    usage::pager,
};

pub(super) fn told(drawn: &Drawn<'_>, found: &HealthReport) -> Told {
    let t = drawn.t;
    let healthy = found.room_days - found.unhealthy_days;
    let share = domain::report::share(healthy, found.room_days);
    let tile = |label: &str, figure: String| Tile { label: t.t(label), figure };
    let parts = [("report-healthy-days", healthy), ("report-unhealthy-days", found.unhealthy_days)];
    let ring: Vec<_> =
        parts.iter().map(|(label, count)| (*count, format!("{} {}", t.t(label), t.number(*count)))).collect();
    let days = Sheet {
        key: "days",
        title: t.t("report-sheet-days"),
        help: t.t("report-help-days"),
        columns: vec![
            Column::text(t.t("room-health")),
            Column::number(t.t("report-room-days")),
            Column::number(t.t("report-share")),
        ],
        rows: parts
            .iter()
            .map(|(label, count)| {
                vec![Cell::text(t.t(label)), Cell::number(t, *count), Cell::share(t, *count, found.room_days)]
            })
            .collect(),
        chart: Some(Chart::ring(&ring)),
        pager: None,
    };
    let mut columns = vec![Column::text(t.t("room"))];
    if drawn.at.is_partner() {
        columns.push(Column::text(t.t("room-customer")));
    }
    columns.extend(
        [
            "report-unhealthy-days",
            "report-trouble",
            "report-opened-that-day",
            "report-opened-earlier",
            "report-impacted",
        ]
        .map(|label| Column::number(t.t(label))),
    );
    let row = |room: &TroubleRow| {
        let mut row = vec![Cell::link(&room.name, drawn.at.report_of_room(room.tenant, room.room))];
        if drawn.at.is_partner() {
            row.push(Cell::text(&room.tenant_name));
        }
        let figures = [
            room.unhealthy_days,
            room.trouble_seconds / 60,
            room.opened,
            room.earlier,
            room.impacted_meetings,
        ];
        row.extend(figures.map(|figure| Cell::number(t, figure)));
        row
    };
    let most = found.by_room.iter().map(|room| room.opened + room.earlier).max().unwrap_or_default();
    let bars: Vec<_> = found
        .by_room
        .iter()
        .map(|room| {
            (
                vec![room.opened, room.earlier],
                format!("{}: {}", room.name, t.number(room.opened + room.earlier)),
            )
        })
        .collect();
    let legend = vec![t.t("report-opened-that-day"), t.t("report-opened-earlier")];
    let rooms = Sheet {
        key: "rooms",
        title: t.t("report-sheet-troubled"),
        help: t.t("report-help-troubled"),
        columns,
        rows: found.by_room.iter().map(row).collect(),
        chart: Some(Chart::bars(&bars, legend, t.with("report-up-to", "most", t.number(most)), most)),
        pager: pager(drawn, found.count),
    };
    Told {
        tiles: vec![
            tile("report-monitored", t.number(found.rooms.monitored)),
            tile("report-unhealthy-days", t.number(found.unhealthy_days)),
            tile("report-healthy", if found.room_days == 0 { t.t("report-none") } else { percent(t, share) }),
            tile("report-unhealthy-rooms", t.number(found.unhealthy_rooms)),
            tile("report-impacted", t.number(found.impacted_meetings)),
        ],
        is_empty: found.room_days == 0,
        sheets: vec![days, rooms],
        notes: Vec::new(),
    }
}
