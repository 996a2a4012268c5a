//! One page for every report, and the export of its tables.

use askama::Template;
use axum::body::Body;
use domain::{
    id::{Id, Organization, RoomGroup},
    permission::Permission,
    report::{LONGEST_SPAN, SPANS, date},
};
use service::{
    Refusal, ask,
    groups::GroupNames,
    reports::{Figures, Page, Rooms, begin_export, figures},
};

use super::{
    Report,
    chart::{HEIGHT, Mark},
    chosen::Chosen,
    health, insight, overview,
    sheet::{Sheet, Tile, span_text},
    subscriptions, usage,
};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    i18n::Translator,
    portal::{audit_logs::download::attachment, customer_filter::CustomerFilter, layout::Frame, rooms::At},
    web::Web,
};

/// A report as it is shown and exported.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    /// Headline figures.
    pub(crate) tiles: Vec<Tile>,
    /// The tables.
    pub(crate) sheets: Vec<Sheet>,
    /// What is to be known besides.
    pub(crate) notes: Vec<String>,
    /// Whether there is nothing to tell.
    pub(crate) is_empty: bool,
}

/// For whom a report is drawn, and what they chose.
pub(super) struct Drawn<'a> {
    pub(super) t: &'a Translator,
    pub(super) at: At,
    pub(super) chosen: &'a Chosen,
    pub(super) report: Report,
}

impl Drawn<'_> {
    /// The figures in words and tables.
    pub(super) fn told(&self, figures: &Figures) -> Told {
        match figures {
            Figures::Overview(found) => overview::told(self, found),
            Figures::Health(found) => health::told(self, found),
            Figures::Usage(found) => usage::bookings(self, found),
            Figures::CallQuality(found) => usage::calls(self, found),
            Figures::Insight(found) => insight::told(self, found),
        }
    }

    /// The same as they are now, of a page of the rooms.
    async fn now(&self, web: &Web, signed: &Signed, page: Page) -> Result<Told, Refusal> {
        let (order, descending) = self.chosen.order(usage::own_order(self.report));
        let rooms = Rooms { order, descending, page };
        let asked = self.chosen.asked(self.at);
        Ok(self.told(&figures(&web.app, &signed.caller, self.report, asked, rooms).await?))
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
    /// Whether this server sends e-mail.
    sends_mail: bool,
    is_saved: bool,
    /// The version of the logo of the reader's organization.
    logo: Option<String>,
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
        self.at.report(self.report)
    }

    fn of_customer(&self, tenant: Option<&Id<Organization>>) -> String {
        let tenant = tenant.map(ToString::to_string).unwrap_or_default();
        format!("{}{}", self.at.report(self.report), self.chosen.replaced("tenant", &tenant))
    }

    /// The same with every row, for paper.
    fn printed(&self) -> String {
        format!("{}{}", self.at.report(self.report), self.chosen.replaced("all", "yes"))
    }

    /// The same page by page.
    fn by_page(&self) -> String {
        format!("{}{}", self.at.report(self.report), self.chosen.replaced("all", ""))
    }

    /// The table as a file.
    fn file(&self, sheet: &Sheet) -> String {
        format!(
            "{}/{}.csv{}",
            self.at.reports(),
            self.report.slug(),
            self.chosen.replaced("table", sheet.key)
        )
    }

    /// The tickets as a file with their histories.
    fn tickets(&self) -> String {
        let tenant = self.chosen.tenant.map(|tenant| format!("&tenant={tenant}")).unwrap_or_default();
        let (from, to) = (date(self.chosen.span.from()), date(self.chosen.span.to()));
        format!("{}.json?show=all&from={from}&to={to}{tenant}", self.at.incidents())
    }

    /// The form that has this report of these rooms sent.
    fn subscribe(&self) -> String {
        subscriptions::new_address(self.at, self.report, &self.chosen)
    }

    fn span(&self) -> String {
        span_text(&self.frame.t, self.chosen.span)
    }

    fn of_days(&self, days: &i64) -> String {
        format!("{}{}", self.at.report(self.report), self.chosen.replaced("days", &days.to_string()))
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
    let drawn = Drawn { t: &t, at, chosen: &chosen, report };
    let told = drawn.now(web, signed, chosen.part()).await?;
    if chosen.all {
        // Every row to take away on paper is what a file has.
        begin_export(&web.app, &signed.caller, at.realm()).await?;
    }
    let (frame, customers) = Frame::with_filter(web, signed, at, at.reports_entry(), filter).await?;
    let may = if at.is_partner() { frame.shell.at_customers } else { frame.shell.own };
    let groups = if at != At::Customers && may.has(Permission::GroupView) {
        let names = GroupNames { realm: at.realm(), cuts: Some(Permission::ReportView) };
        ask(&web.app, &signed.caller, &names).await?
    } else {
        Vec::new()
    };
    html(&ReportPage {
        may_set_rate: report == Report::Insight && !at.is_partner() && frame.may("settings.modify"),
        may_see_tickets: report == Report::Overview && may.has(Permission::TicketView),
        sends_mail: web.app.sends_mail(),
        is_saved: fields.text("done") == "saved",
        logo: super::logo(web, signed).await?,
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
    let drawn = Drawn { t: &t, at, chosen: &chosen, report };
    let told = drawn.now(web, signed, Page::ALL).await?;
    let table = fields.text("table");
    let sheet = told.sheets.iter().find(|sheet| sheet.key == table).ok_or(Refusal::Missing)?;
    begin_export(&web.app, &signed.caller, at.realm()).await?;
    Ok(attachment(&sheet.file_name(report), "text/csv; charset=utf-8", Body::from(sheet.csv())))
}

async fn read(
    web: &Web,
    signed: &Signed,
    fields: &Fields,
    is_partner: bool,
) -> Result<(Translator, Chosen, At), Refusal> {
    let shell = signed.shell(web).await?;
    let t = Translator::new(shell.language, &shell.time_zone);
    let chosen = Chosen::read(fields, &t, web.app.clock.now());
    Ok(if is_partner {
        let at = signed.at_customers(chosen.tenant);
        // Groups are those of one customer.
        let group = chosen.group.filter(|_| at != At::Customers);
        (t, Chosen { tenant: at.customer(), group, ..chosen }, at)
    } else {
        (t, Chosen { tenant: None, ..chosen }, At::Own(signed.caller.person.organization))
    })
}
