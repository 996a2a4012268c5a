//! One page for every report, and the export of its tables.

use askama::Template;
use axum::body::Body;
use domain::{
    id::{Id, Organization, RoomGroup},
    permission::Permission,
    report::{LONGEST_SPAN, SPANS},
};
use service::{
    Refusal, ask,
    groups::GroupNames,
    reports::{Page, begin_export},
    shell::ShellOf,
};

use super::{
    Report,
    chart::{HEIGHT, Mark},
    chosen::Chosen,
    health, insight, overview,
    sheet::{Sheet, Tile, day_text},
    usage,
};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    csv,
    form::Fields,
    i18n::Translator,
    portal::{audit_logs::download::attachment, customer_filter::CustomerFilter, layout::Frame, rooms::At},
    web::Web,
};

/// A report as it is shown and exported.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// Headline figures.
    pub(super) tiles: Vec<Tile>,
    /// The tables.
    pub(super) sheets: Vec<Sheet>,
    /// What is to be known besides.
    pub(super) notes: Vec<String>,
    /// Whether there is nothing to tell.
    pub(super) is_empty: bool,
}

/// What a report is drawn from.
pub(super) struct Drawn<'a> {
    pub(super) web: &'a Web,
    pub(super) signed: &'a Signed,
    pub(super) t: &'a Translator,
    pub(super) at: At,
    pub(super) chosen: &'a Chosen,
    pub(super) report: Report,
    /// Which rooms are told where there are many.
    pub(super) part: Page,
}

impl Drawn<'_> {
    async fn told(&self) -> Result<Told, Refusal> {
        match self.report {
            Report::Overview => overview::told(self).await,
            Report::Health => health::told(self).await,
            Report::Usage | Report::CallQuality => usage::told(self).await,
            Report::Insight => insight::told(self).await,
        }
    }
}

#[derive(Template)]
#[template(path = "portal/reports/page.html")]
struct ReportPage {
    frame: Frame,
    at: At,
    report: Report,
    chosen: Chosen,
    told: Told,
    groups: Vec<(Id<RoomGroup>, String)>,
    customers: CustomerFilter,
    /// Whether the reader may say what an hour is worth.
    may_set_rate: bool,
    /// Whether the reader may see the tickets behind the figures.
    may_see_tickets: bool,
    is_saved: bool,
}

impl ReportPage {
    fn of(&self, report: &Report) -> String {
        self.chosen.of(*report, self.at)
    }

    fn is_shown(&self, report: &Report) -> bool {
        self.report == *report
    }

    /// The address without what is chosen.
    fn here(&self) -> String {
        self.report.address(self.at)
    }

    fn of_customer(&self, tenant: Option<&Id<Organization>>) -> String {
        let tenant = tenant.map(ToString::to_string).unwrap_or_default();
        format!("{}{}", self.report.address(self.at), self.chosen.replaced("tenant", &tenant))
    }

    /// The table as a file.
    fn file(&self, sheet: &Sheet) -> String {
        format!("{}/{}.csv{}", self.at.reports(), self.report.key(), self.chosen.replaced("table", sheet.key))
    }

    /// The tickets as a file with their histories.
    fn tickets(&self) -> String {
        let tenant = self.chosen.tenant.map(|tenant| format!("&tenant={tenant}")).unwrap_or_default();
        let days = self.chosen.days.map(|days| format!("&days={days}")).unwrap_or_default();
        format!("{}.json?show=all{days}{tenant}", self.at.incidents())
    }

    fn span(&self) -> String {
        let t = &self.frame.t;
        let (from, to) = (self.chosen.span.from(), self.chosen.span.to());
        t.with2("report-span", "from", day_text(t, from), "to", day_text(t, to))
    }

    fn of_days(&self, days: &i64) -> String {
        format!("{}{}", self.report.address(self.at), self.chosen.replaced("days", &days.to_string()))
    }

    fn is_days(&self, days: &i64) -> bool {
        self.chosen.days == Some(*days)
    }

    fn is_group(&self, group: &Id<RoomGroup>) -> bool {
        self.chosen.group == Some(*group)
    }
}

/// Shows a report.
pub(super) async fn show(
    web: &Web,
    signed: &Signed,
    fields: &Fields,
    report: Report,
    is_partner: bool,
) -> PageResult {
    let (t, chosen, at) = read(web, signed, fields, is_partner).await?;
    let filter = CustomerFilter::question(fields, Permission::ReportView, chosen.tenant);
    let drawn = Drawn { web, signed, t: &t, at, chosen: &chosen, report, part: chosen.part() };
    let told = drawn.told().await?;
    let (frame, customers) = Frame::with_filter(web, signed, at, at.reports_entry(), filter).await?;
    let may = if at.is_partner() { frame.shell.at_customers } else { frame.shell.own };
    let groups = if at != At::Customers && may.has(Permission::GroupView) {
        ask(&web.app, &signed.caller, &GroupNames { realm: at.realm() }).await?
    } else {
        Vec::new()
    };
    html(&ReportPage {
        may_set_rate: report == Report::Insight && !at.is_partner() && frame.may("settings.modify"),
        may_see_tickets: report == Report::Overview && may.has(Permission::TicketView),
        is_saved: fields.text("done") == "saved",
        frame,
        at,
        report,
        told,
        groups,
        customers,
        chosen,
    })
}

/// A table of a report as CSV: every row of it.
pub(super) async fn export(
    web: &Web,
    signed: &Signed,
    fields: &Fields,
    report: Report,
    is_partner: bool,
) -> PageResult {
    let (t, chosen, at) = read(web, signed, fields, is_partner).await?;
    let drawn = Drawn { web, signed, t: &t, at, chosen: &chosen, report, part: Page::ALL };
    let told = drawn.told().await?;
    let table = fields.text("table");
    let sheet = told.sheets.iter().find(|sheet| sheet.key == table).ok_or(Refusal::Missing)?;
    begin_export(&web.app, &signed.caller, at.realm()).await?;
    let mut lines = csv::line(sheet.columns.iter().map(|column| &column.label));
    for row in &sheet.rows {
        lines.extend(csv::line(row.iter().map(|cell| &cell.plain)));
    }
    let name = format!("{}-{table}.csv", report.key());
    Ok(attachment(&name, "text/csv; charset=utf-8", Body::from(lines)))
}

async fn read(
    web: &Web,
    signed: &Signed,
    fields: &Fields,
    is_partner: bool,
) -> Result<(Translator, Chosen, At), Refusal> {
    let shell = ask(&web.app, &signed.caller, &ShellOf).await?;
    let t = Translator::new(shell.language, &shell.time_zone);
    let chosen = Chosen::read(fields, &t, web.app.clock.now());
    Ok(if is_partner {
        let at = chosen.tenant.map_or(At::Customers, At::Customer);
        // Groups are those of one customer.
        let group = chosen.group.filter(|_| at != At::Customers);
        (t, Chosen { group, ..chosen }, at)
    } else {
        (t, Chosen { tenant: None, ..chosen }, At::Own(signed.caller.person.organization))
    })
}
