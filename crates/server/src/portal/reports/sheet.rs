//! A part of a report: a table with a name, and the chart before it. The same table is shown and exported.

use domain::{
    report::{Span, date, share},
    time::Time,
};

use super::{Report, chart::Chart};
use crate::{csv, i18n::Translator};

/// A table of a report.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    /// The stable word: the name of its file.
    pub(crate) key: &'static str,
    /// What it is called.
    pub(crate) title: String,
    /// What it tells; empty where its name says all.
    pub(crate) help: String,
    /// The columns.
    pub(crate) columns: Vec<Column>,
    /// The rows.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// The picture of it.
    pub(crate) chart: Option<Chart>,
    /// The pages it goes over, where there are more than one.
    pub(crate) pager: Option<Pager>,
}

impl Sheet {
    /// The cells of a row with their columns.
    pub(crate) fn cells<'a>(&'a self, row: &'a [Cell]) -> impl Iterator<Item = (&'a Column, &'a Cell)> {
        self.columns.iter().zip(row)
    }

    /// The table as a file.
    pub(crate) fn csv(&self) -> Vec<u8> {
        let mut lines = csv::line(self.columns.iter().map(|column| &column.label));
        for row in &self.rows {
            lines.extend(csv::line(row.iter().map(|cell| &cell.plain)));
        }
        lines
    }

    /// What that file is called.
    pub(crate) fn file_name(&self, report: Report) -> String {
        format!("{}-{}.csv", report.slug(), self.key)
    }
}

/// A column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// What stands above it.
    pub(crate) label: String,
    /// Whether it holds numbers.
    pub(crate) is_number: bool,
    /// Where it is sorted by, and how it is now; none where it cannot be.
    pub(crate) sort: Option<(String, &'static str)>,
}

impl Column {
    pub(crate) const fn text(label: String) -> Self {
        Self { label, is_number: false, sort: None }
    }

    pub(crate) const fn number(label: String) -> Self {
        Self { label, is_number: true, sort: None }
    }

    /// The icon of its direction.
    pub(crate) fn icon(&self) -> &'static str {
        match self.sort.as_ref().map(|(_, direction)| *direction) {
            Some("ascending") => "sort-up",
            Some("descending") => "sort-down",
            _ => "sort",
        }
    }
}

/// A cell: as it is read, and as a program reads it.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// For people.
    pub(crate) text: String,
    /// For the export.
    pub(crate) plain: String,
    /// Where it leads.
    pub(crate) href: Option<String>,
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { plain: text.clone(), text, href: None }
    }

    pub(crate) fn link(text: &str, href: String) -> Self {
        Self { href: Some(href), ..Self::text(text) }
    }

    pub(crate) fn number(t: &Translator, number: i64) -> Self {
        Self { text: t.number(number), plain: number.to_string(), href: None }
    }

    /// A share in tenths of a percent.
    pub(crate) fn percent(t: &Translator, tenths: i64) -> Self {
        Self { text: percent(t, tenths), plain: decimal(tenths, '.'), href: None }
    }

    /// A part of a whole as a percentage; nothing where there is no whole.
    pub(crate) fn share(t: &Translator, part: i64, whole: i64) -> Self {
        if whole == 0 { Self::text("") } else { Self::percent(t, share(part, whole)) }
    }

    /// A number in tenths.
    pub(crate) fn tenths(t: &Translator, tenths: i64) -> Self {
        Self { text: decimal(tenths, point(t)), plain: decimal(tenths, '.'), href: None }
    }

    /// A day in the reader's form.
    pub(crate) fn day(t: &Translator, day: i64) -> Self {
        Self { text: day_text(t, day), plain: date(day), href: None }
    }

    /// Minutes as hours with one digit after the point.
    pub(crate) fn hours(t: &Translator, minutes: i64) -> Self {
        Self::tenths(t, (minutes + 3) / 6)
    }
}

/// Pages of a table.
#[derive(Clone, Debug)]
pub(crate) struct Pager {
    /// How many rows there are.
    pub(crate) shown: String,
    /// The page before.
    pub(crate) before: Option<String>,
    /// The page after.
    pub(crate) after: Option<String>,
}

/// A headline figure.
#[derive(Clone, Debug)]
pub(crate) struct Tile {
    /// What it is.
    pub(crate) label: String,
    /// The figure.
    pub(crate) figure: String,
}

const fn point(t: &Translator) -> char {
    if matches!(t.language(), domain::organization::Language::Russian) { ',' } else { '.' }
}

fn decimal(tenths: i64, point: char) -> String {
    format!("{}{point}{}", tenths / 10, (tenths % 10).abs())
}

/// A share in tenths of a percent, in the reader's form.
pub(crate) fn percent(t: &Translator, tenths: i64) -> String {
    format!("{} %", decimal(tenths, point(t)))
}

/// An amount in hundredths with its currency, in the reader's form.
pub(crate) fn amount(t: &Translator, hundredths: i64, currency: &str) -> String {
    let (whole, part) = (t.number(hundredths / 100), hundredths % 100);
    if part == 0 { format!("{whole} {currency}") } else { format!("{whole}{}{part:02} {currency}", point(t)) }
}

/// The days of a report in the reader's form.
pub(crate) fn span_text(t: &Translator, span: Span) -> String {
    t.with2("report-span", "from", day_text(t, span.from()), "to", day_text(t, span.to()))
}

/// A day in the reader's form; a day has no time zone.
pub(crate) fn day_text(t: &Translator, day: i64) -> String {
    Translator::new(t.language(), "UTC").date(Time::from_micros(day * domain::time::DAY))
}
