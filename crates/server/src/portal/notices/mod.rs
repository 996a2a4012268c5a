//! The page of notices.

use askama::Template;
use axum::{
    Router,
    extract::State,
    routing::{get, post},
};
use domain::organization::Face;
use fluent_templates::fluent_bundle::FluentValue;
use service::{
    Wanted, ask, cursor,
    notices::{MarkNoticesRead, NoticeRow, Notices},
    run,
};

use crate::{
    answer::{PageResult, html, redirect},
    caller::Signed,
    form::{Fields, Posted},
    i18n::Translator,
    portal::{layout::Frame, roles::last},
    web::Web,
};

/// The page of notices.
pub fn routes() -> Router<Web> {
    Router::new().route("/notices", get(show)).route("/notices/read", post(mark_read))
}

#[derive(Template)]
#[template(path = "portal/notices/list.html")]
struct ListPage {
    frame: Frame,
    notices: Vec<NoticeRow>,
    newest: Option<String>,
    next: Option<String>,
}

impl ListPage {
    fn words(&self, notice: &NoticeRow) -> String {
        words(&self.frame.t, notice)
    }
}

/// What a notice says.
pub(crate) fn words(t: &Translator, notice: &NoticeRow) -> String {
    let key = format!("notice-{}", notice.kind.replace('_', "-"));
    let values = notice.parameters.iter().map(|(name, value)| match (name.as_str(), value.parse()) {
        ("end", Ok(end)) => (name.clone(), FluentValue::from(t.date(last(end)))),
        _ => (name.clone(), FluentValue::from(value.as_str())),
    });
    t.values(&key, values)
}

/// The page that a notice is about.
pub(crate) fn address(notice: &NoticeRow) -> Option<String> {
    let id = notice.about;
    match notice.kind.as_str() {
        "invitation_denied" | "invitation_expired" => Some(format!("/settings/partners/invitations/{id}")),
        "invitation_accepted" | "link_orphaned" | "partner_removed" | "link_ended_by_partner" => {
            Some(format!("/settings/partners/{id}"))
        }
        "assignment_ending" => Some(format!("/settings/roles/{id}")),
        "customer_assignment_ending" => Some(format!("/partner/settings/roles/{}/{id}", notice.within)),
        "suppression_given" | "suppression_ending" | "suppression_ended" => Some(format!("/rooms/{id}")),
        "customer_suppression_given" | "customer_suppression_ending" | "customer_suppression_ended" => {
            Some(format!("/partner/rooms/{}/{id}", notice.within))
        }
        "update_ended" => Some(format!("/updates/{id}")),
        "customer_update_ended" => Some(format!("/partner/updates/{}/{id}", notice.within)),
        "primary_admin_joined" => Some(format!("/partner/tenants/{}", notice.within)),
        "webhook_gone" | "webhook_failing" => {
            let face = match notice.parameters.get("covers").map(String::as_str) {
                Some("own") => "",
                Some("customers") => "/partner",
                Some("partnerCenter") => return Some("/partner/settings/registration".to_owned()),
                _ => return None,
            };
            Some(format!("{face}/settings/webhooks/{id}"))
        }
        "reseller_accepted"
        | "privileges_granted"
        | "privileges_removed"
        | "privileges_returned"
        | "privileges_lapsed"
        | "privileges_superseded"
        | "reseller_ended"
        | "reseller_ended_by_us"
        | "reseller_suspended"
        | "reseller_resumed" => Some(format!("/settings/partner-relationships/{id}")),
        "relationship_asked" | "granular_declined" => Some("/settings/partner-relationships".to_owned()),
        "partner_off_boarded" => Some(format!("/settings/partner-relationships/off-boarding-records/{id}")),
        "granular_approved"
        | "granular_migrated"
        | "granular_ending"
        | "granular_expired"
        | "granular_terminated"
        | "granular_suspended"
        | "granular_resumed" => Some(format!("/settings/partner-relationships/granular/{id}")),
        "customer_granular_approved"
        | "customer_granular_migrated"
        | "customer_granular_ending"
        | "customer_granular_expired"
        | "customer_granular_terminated"
        | "customer_granular_declined"
        | "granular_prepared" => Some(format!("/partner/granular-relationships/{id}")),
        "added_customer_declined" | "added_customer_expired" => Some("/partner/customers/added".to_owned()),
        "granular_agreed" | "granular_rejected" => Some("/partner/customers/distributions".to_owned()),
        "agent_blocked" | "agent_unblocked" => Some("/partner/customers".to_owned()),
        "distribution_accepted" | "distribution_ended" => Some("/partner/customers/distributions".to_owned()),
        "customer_accepted"
        | "customer_privileges_granted"
        | "customer_privileges_removed"
        | "customer_privileges_returned"
        | "customer_privileges_lapsed"
        | "customer_privileges_superseded"
        | "customer_ended"
        | "customer_ended_reseller" => Some("/partner/customers".to_owned()),
        "support_opened" | "support_written" | "support_closed" => {
            Some(format!("/settings/support-requests/{id}"))
        }
        "customer_support_written" | "customer_support_closed" => {
            Some(format!("/partner/customers/{}/support-requests/{id}", notice.within))
        }
        "support_asked" | "support_written_to_vendor" | "support_closed_to_vendor" => {
            Some(format!("/operator/support-requests/{}/{id}", notice.within))
        }
        "invitation_received" => Some(format!("/partner/invitations/{id}")),
        "customer_orphaned" | "person_blocked" | "person_unblocked" => Some("/partner/tenants".to_owned()),
        _ => None,
    }
}

async fn show(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let frame = Frame::of(&web, &signed, Face::Rooms, "notices").await?;
    let after = Some(fields.text("after")).filter(|after| !after.is_empty());
    let wanted = Wanted { after: after.map(cursor::read).transpose()?, ..Wanted::default() };
    let found = ask(&web.app, &signed.caller, &Notices { wanted, count: false }).await?.page;
    let newest = found.items.iter().filter(|notice| !notice.is_read).map(|notice| notice.at).max();
    let newest = newest.map(|at| at.to_string());
    let next = found.next.as_ref().map(cursor::write).transpose()?;
    html(&ListPage { frame, notices: found.items, newest, next })
}

async fn mark_read(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    if let Ok(until) = form.text("until").parse() {
        run(&web.app, &signed.caller, MarkNoticesRead { until }).await?;
    }
    redirect("/notices")
}
