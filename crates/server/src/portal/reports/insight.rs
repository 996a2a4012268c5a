//! Insight: what Steward found and did, and what that is worth.

use domain::report::{MINUTES_PER_ISSUE, MINUTES_PER_UPDATE};
use service::reports::{Insight, TenantInsight};

use super::{
    page::{Drawn, Told},
    sheet::{Cell, Column, Sheet, Tile, amount},
};

pub(super) fn told(drawn: &Drawn<'_>, found: &Insight) -> Told {
    let t = drawn.t;
    let tile = |label: &str, figure: String| Tile { label: t.t(label), figure };
    let total = &found.total;
    let mut tiles = vec![
        tile("report-detections", t.number(total.detections)),
        tile("report-prevented", t.number(total.prevented)),
        tile("report-remediated", t.number(total.remediated)),
        tile("report-updates", t.number(total.updates)),
        tile("report-hours-saved", Cell::hours(t, found.minutes()).text),
    ];
    let worth = found.worth.iter().map(|(currency, worth)| tile("report-worth", amount(t, *worth, currency)));
    tiles.extend(worth);
    let columns = [
        "report-detections",
        "report-prevented",
        "report-remediated",
        "report-updates",
        "report-hours-saved",
        "report-rate",
        "report-worth",
    ];
    let columns = columns.map(|label| Column::number(t.t(label)));
    let row = |tenant: &TenantInsight| {
        let done = &tenant.done;
        let counts = [done.detections, done.prevented, done.remediated, done.updates];
        let mut cells = vec![Cell::text(&done.name)];
        cells.extend(counts.map(|count| Cell::number(t, count)));
        let currency = &tenant.rate.currency;
        cells.push(Cell::hours(t, tenant.minutes()));
        cells.push(Cell::text(amount(t, tenant.rate.hundredths, currency)));
        cells.push(Cell::text(amount(t, tenant.worth(), currency)));
        cells
    };
    let sheet = Sheet {
        key: "organizations",
        title: t.t("report-sheet-insight"),
        help: t.with2("report-help-insight", "issue", MINUTES_PER_ISSUE, "update", MINUTES_PER_UPDATE),
        columns: [Column::text(t.t("report-organization"))].into_iter().chain(columns).collect(),
        rows: found.by_tenant.iter().map(row).collect(),
        ..Sheet::default()
    };
    Told {
        tiles,
        is_empty: found.by_tenant.is_empty(),
        sheets: vec![sheet],
        notes: vec![t.t("report-no-rating")],
    }
}
