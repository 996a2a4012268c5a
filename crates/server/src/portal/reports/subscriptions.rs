//! One's own reports by e-mail: the list, with what others send, and the form that subscribes and changes. The same pages under two faces.

use askama::Template;
use axum::{
    Router,
    extract::{FromRequestParts, MatchedPath, State},
    http::request::Parts,
    routing::{get, post},
};
use domain::{
    id::{Id, Organization, ReportSubscription, RoomGroup},
    notification::DIGEST_HOUR,
    report::{Days, Delivered, SendDay, Sent},
};
use service::{
    Realm, Refusal, ask,
    reports::{
        EditSubscription, NewSubscription, Received, ReceivedReports, RequestReport, Subscription,
        SubscriptionForm, SubscriptionOf, Subscriptions, Unsubscribe, place_of, subscribe,
    },
    run,
};

use super::{Report, chosen::Chosen};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, html, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
    i18n::Translator,
    path::PagePath,
    portal::{layout::Frame, rooms::At},
    web::Web,
};

/// The pages.
pub(super) fn routes() -> Router<Web> {
    ["/reports", "/partner/reports"].into_iter().fold(Router::new(), |router, reports| {
        let list = format!("{reports}/subscriptions");
        let one = format!("{list}/{{subscription}}");
        router
            .route(&list, get(show))
            .route(&format!("{list}/new"), get(new).post(create))
            .route(&format!("{one}/edit"), get(edit).post(save))
            .route(&format!("{one}/pause"), post(pause))
            .route(&format!("{one}/send"), post(send))
            .route(&format!("{one}/delete"), post(delete))
    })
}

/// The address of the form that has a report sent, of the rooms that were chosen.
pub(super) fn new_address(at: At, report: Report, chosen: &Chosen) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("report", report.key());
    if let Some(tenant) = chosen.tenant {
        query.append_pair("tenant", &tenant.to_string());
    }
    if let Some(group) = chosen.group {
        query.append_pair("group", &group.to_string());
    }
    format!("{}/subscriptions/new?{}", at.reports(), query.finish())
}

/// Under which face a page stands, by its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Side {
    is_partner: bool,
}

impl<S: Send + Sync> FromRequestParts<S> for Side {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        let path = parts.extensions.get::<MatchedPath>();
        Ok(Self { is_partner: path.is_some_and(|path| path.as_str().starts_with("/partner/")) })
    }
}

impl Side {
    fn at(self, signed: &Signed) -> At {
        if self.is_partner { At::Customers } else { At::Own(signed.caller.person.organization) }
    }

    const fn reports(self) -> &'static str {
        if self.is_partner { "/partner/reports" } else { "/reports" }
    }

    pub(super) const fn list(self) -> &'static str {
        if self.is_partner { "/partner/reports/subscriptions" } else { "/reports/subscriptions" }
    }

    async fn frame(self, web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
        let at = self.at(signed);
        Frame::of(web, signed, at.face(), at.reports_entry()).await
    }
}

#[derive(Template)]
#[template(path = "portal/reports/subscriptions.html")]
struct ListPage {
    frame: Frame,
    side: Side,
    list: Vec<Subscription>,
    /// What others have sent to the reader.
    received: Vec<Received>,
    sends_mail: bool,
    done: Option<&'static str>,
}

impl ListPage {
    fn name(&self, it: &Subscription) -> String {
        sent_words(&self.frame.t, it.row.chosen.report)
    }

    fn rooms(&self, it: &Subscription) -> String {
        rooms(&self.frame, it)
    }

    fn when(&self, it: &Subscription) -> String {
        let t = &self.frame.t;
        let (day, hour) = (day_words(t, it.row.chosen.day), hour_words(it.row.chosen.hour));
        t.with2("subscription-when", "day", day, "hour", hour)
    }

    /// To whom it is sent beside.
    fn others(&self, it: &Subscription) -> Option<String> {
        let count = it.row.chosen.recipients.len();
        (count > 0).then(|| self.frame.t.count("subscription-others", count))
    }

    fn received_name(&self, it: &Received) -> String {
        sent_words(&self.frame.t, it.row.subscription.chosen.report)
    }

    /// The rooms of what others send, as far as the reader may know of them now.
    fn received_rooms(&self, it: &Received) -> String {
        let t = &self.frame.t;
        match it.realm {
            Realm::Own => self.frame.shell.organization.clone(),
            Realm::AllCustomers => t.t("all-tenants"),
            Realm::Customer(_) => it.customer.clone().unwrap_or_else(|| t.t("subscription-unseen")),
        }
    }

    fn received_day(&self, it: &Received) -> String {
        day_words(&self.frame.t, it.row.subscription.chosen.day)
    }

    /// Tone and icon of what became of the last one.
    const fn look(what: &Delivered) -> (&'static str, &'static str) {
        match what {
            Delivered::Sent => ("badge-good", "check"),
            Delivered::NotAllowed => ("badge-warn", "lock"),
            Delivered::NoMail => ("badge-warn", "close"),
            Delivered::Failed => ("badge-bad", "error"),
        }
    }
}

#[derive(Template)]
#[template(path = "portal/reports/subscription.html")]
struct FormPage {
    frame: Frame,
    side: Side,
    is_new: bool,
    typed: Typed,
    /// The rooms that it is about.
    rooms: String,
    sends_mail: bool,
    once: String,
    faults: Faults,
}

/// What the fields hold.
struct Typed {
    tenant: Option<Id<Organization>>,
    group: Option<Id<RoomGroup>>,
    report: String,
    days: String,
    day: String,
    hour: i64,
    /// Addresses, as they were typed.
    recipients: String,
    stamp: String,
}

impl FormPage {
    fn title(&self) -> String {
        self.frame.t.t(if self.is_new { "subscription-new" } else { "subscription-edit" })
    }

    /// What can be sent, with its word.
    fn reports(&self) -> Vec<(&'static str, String)> {
        let all = [Sent::All].into_iter().chain(Report::ALL.into_iter().map(Sent::One));
        all.map(|sent| (sent.key(), sent_words(&self.frame.t, sent))).collect()
    }

    fn all_days(&self) -> Vec<(&'static str, String)> {
        let t = &self.frame.t;
        Days::ALL.into_iter().map(|days| (days.key(), t.word("subscription-days-", days.key()))).collect()
    }

    fn send_days(&self) -> Vec<(&'static str, String)> {
        SendDay::ALL.into_iter().map(|day| (day.key(), day_words(&self.frame.t, day))).collect()
    }

    fn hours() -> impl Iterator<Item = (i64, String)> {
        (0..24).map(|hour| (hour, hour_words(hour)))
    }
}

/// The rooms of a subscription, as far as the reader may know of them now.
fn rooms(frame: &Frame, it: &Subscription) -> String {
    let t = &frame.t;
    let whose = match it.row.chosen.realm {
        Realm::Own => frame.shell.organization.clone(),
        Realm::AllCustomers => t.t("all-tenants"),
        Realm::Customer(_) => it.customer.clone().unwrap_or_else(|| t.t("subscription-unseen")),
    };
    match (it.row.chosen.group, &it.group) {
        (None, _) => whose,
        (Some(_), Some(group)) => format!("{whose} · {group}"),
        (Some(_), None) => format!("{whose} · {}", t.t("subscription-unseen")),
    }
}

/// What a report, or all of them, is called.
pub(crate) fn sent_words(t: &Translator, sent: Sent) -> String {
    match sent {
        Sent::All => t.t("subscription-all"),
        Sent::One(kind) => t.word("report-", kind.slug()),
    }
}

fn day_words(t: &Translator, day: SendDay) -> String {
    t.word("subscription-day-", day.key())
}

fn hour_words(hour: i64) -> String {
    format!("{hour:02}:00")
}

/// The list.
async fn show(State(web): State<Web>, signed: Signed, side: Side, fields: Fields) -> PageResult {
    let list = ask(&web.app, &signed.caller, &Subscriptions).await?;
    let received = ask(&web.app, &signed.caller, &ReceivedReports).await?;
    let frame = side.frame(&web, &signed).await?;
    let done = match fields.text("done") {
        "added" => Some("subscription-added"),
        "saved" => Some("changes-saved"),
        "sent" => Some("subscription-requested"),
        "deleted" => Some("subscription-deleted"),
        "stopped" => Some("received-is-stopped"),
        "resumed" => Some("received-is-resumed"),
        _ => None,
    };
    html(&ListPage { frame, side, list, received, sends_mail: web.app.sends_mail(), done })
}

/// The form of a new one, of the rooms that were chosen in the report.
async fn new(State(web): State<Web>, signed: Signed, side: Side, fields: Fields) -> PageResult {
    let typed = Typed {
        report: fields.text("report").to_owned(),
        days: Days::Week.key().to_owned(),
        day: SendDay::ALL[0].key().to_owned(),
        hour: DIGEST_HOUR,
        ..typed(&fields, side)
    };
    form_of_new(&web, &signed, side, typed, None).await
}

async fn create(State(web): State<Web>, signed: Signed, side: Side, Posted(form): Posted) -> PageResult {
    let typed = typed(&form, side);
    let new = NewSubscription { realm: realm(side, typed.tenant), group: typed.group, form: wanted(&typed) };
    match subscribe(&web.app, &form.once(&signed.caller), new).await {
        Ok(_) => redirect(&format!("{}?done=added", side.list())),
        Err(refusal) => form_of_new(&web, &signed, side, typed, Some(refusal)).await,
    }
}

async fn form_of_new(
    web: &Web,
    signed: &Signed,
    side: Side,
    typed: Typed,
    refusal: Option<Refusal>,
) -> PageResult {
    let realm = realm(side, typed.tenant);
    let (customer, group) = place_of(&web.app, &signed.caller, realm, typed.group).await?;
    let frame = side.frame(web, signed).await?;
    let whose = match realm {
        Realm::Own => frame.shell.organization.clone(),
        _ => customer.unwrap_or_else(|| frame.t.t("all-tenants")),
    };
    let rooms = group.map_or_else(|| whose.clone(), |group| format!("{whose} · {group}"));
    form(web, frame, side, true, typed, rooms, refusal)
}

async fn edit(
    State(web): State<Web>,
    signed: Signed,
    side: Side,
    PagePath(id): PagePath<Id<ReportSubscription>>,
) -> PageResult {
    let it = ask(&web.app, &signed.caller, &SubscriptionOf(id)).await?;
    let chosen = &it.row.chosen;
    let typed = Typed {
        tenant: None,
        group: None,
        report: chosen.report.key().to_owned(),
        days: chosen.days.key().to_owned(),
        day: chosen.day.key().to_owned(),
        hour: chosen.hour,
        recipients: chosen.recipients.join("\n"),
        stamp: it.row.change_stamp.to_string(),
    };
    form_of(&web, &signed, side, &it, typed, None).await
}

async fn save(
    State(web): State<Web>,
    signed: Signed,
    side: Side,
    PagePath(id): PagePath<Id<ReportSubscription>>,
    Posted(form): Posted,
) -> PageResult {
    let it = ask(&web.app, &signed.caller, &SubscriptionOf(id)).await?;
    let typed = typed(&form, side);
    let stamp = typed.stamp.parse().ok();
    let command = EditSubscription { subscription: id, stamp, form: wanted(&typed) };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("{}?done=saved", side.list())),
        Err(refusal) => form_of(&web, &signed, side, &it, typed, Some(refusal)).await,
    }
}

async fn form_of(
    web: &Web,
    signed: &Signed,
    side: Side,
    it: &Subscription,
    typed: Typed,
    refusal: Option<Refusal>,
) -> PageResult {
    let frame = side.frame(web, signed).await?;
    let rooms = rooms(&frame, it);
    form(web, frame, side, false, typed, rooms, refusal)
}

fn form(
    web: &Web,
    frame: Frame,
    side: Side,
    is_new: bool,
    typed: Typed,
    rooms: String,
    refusal: Option<Refusal>,
) -> PageResult {
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let (sends_mail, once) = (web.app.sends_mail(), web.app.ids.next().to_string());
    form_page(faults.status(), &FormPage { frame, side, is_new, typed, rooms, sends_mail, once, faults })
}

async fn pause(
    State(web): State<Web>,
    signed: Signed,
    side: Side,
    PagePath(id): PagePath<Id<ReportSubscription>>,
    Posted(form): Posted,
) -> PageResult {
    let is_paused = Some(form.text("isPaused") == "yes");
    let form = SubscriptionForm { is_paused, ..SubscriptionForm::default() };
    run(&web.app, &signed.caller, EditSubscription { subscription: id, stamp: None, form }).await?;
    redirect(&format!("{}?done=saved", side.list()))
}

async fn send(
    State(web): State<Web>,
    signed: Signed,
    side: Side,
    PagePath(id): PagePath<Id<ReportSubscription>>,
    Posted(_): Posted,
) -> PageResult {
    run(&web.app, &signed.caller, RequestReport(id)).await?;
    redirect(&format!("{}?done=sent", side.list()))
}

async fn delete(
    State(web): State<Web>,
    signed: Signed,
    side: Side,
    PagePath(id): PagePath<Id<ReportSubscription>>,
    Posted(_): Posted,
) -> PageResult {
    run(&web.app, &signed.caller, Unsubscribe { subscription: id, stamp: None }).await?;
    redirect(&format!("{}?done=deleted", side.list()))
}

fn realm(side: Side, tenant: Option<Id<Organization>>) -> Realm {
    match (side.is_partner, tenant) {
        (false, _) => Realm::Own,
        (true, Some(tenant)) => Realm::Customer(tenant),
        (true, None) => Realm::AllCustomers,
    }
}

fn typed(form: &Form, side: Side) -> Typed {
    let text = |name: &str| form.text(name).to_owned();
    let tenant = form.text("tenant").parse().ok().filter(|_| side.is_partner);
    Typed {
        tenant,
        group: form.text("group").parse().ok(),
        report: text("report"),
        days: text("days"),
        day: text("day"),
        hour: form.text("hour").parse().unwrap_or(-1),
        recipients: text("recipients"),
        stamp: text("stamp"),
    }
}

fn wanted(typed: &Typed) -> SubscriptionForm {
    SubscriptionForm {
        report: Some(typed.report.clone()),
        days: Some(typed.days.clone()),
        day: Some(typed.day.clone()),
        hour: Some(typed.hour),
        is_paused: None,
        recipients: Some(addresses(&typed.recipients)),
    }
}

/// The addresses of a field: one in a line, or several with commas, semicolons or spaces between them.
fn addresses(typed: &str) -> Vec<String> {
    let parts = typed.split(|c: char| c.is_whitespace() || ",;、，；".contains(c));
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
