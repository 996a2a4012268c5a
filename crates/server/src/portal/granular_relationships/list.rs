//! The partner's list of granular relationships, its export, and extension of several at once.

use askama::Template;
use axum::{
    body::{Body, Bytes},
    extract::State,
};
use domain::{agent::AgentRight, granular_relationship::Status, id::Id};
use service::{
    Export, ask,
    granular_relationships::{GranularRelationships, GranularRow, RELATIONSHIPS, SwitchExtension},
    run,
};
use uuid::Uuid;

use super::partner_frame;
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    csv,
    form::{Fields, Posted},
    portal::{
        audit_logs::download::attachment,
        layout::Frame,
        listing::{Chosen, States},
    },
    web::Web,
};

const SORTS: [&str; 4] = ["-createdDateTime", "displayName", "status", "endDateTime"];
const STATES: States = &[
    ("draft", "status eq 'created'"),
    ("waiting", "status eq 'approvalPending'"),
    ("active", "status eq 'active'"),
    ("ended", "status eq 'expired' or status eq 'terminated'"),
];
const COLUMNS: [&str; 7] = ["ID", "Name", "Customer", "Status", "Activated", "Ends", "Auto extend"];
/// How many relationships are extended at once.
const MOST: usize = 25;

/// What became of one of several relationships.
pub(super) struct Outcome {
    pub(super) name: String,
    /// The sentence of the refusal; none where it was done.
    pub(super) refusal: Option<String>,
}

#[derive(Template)]
#[template(path = "portal/granular_relationships/list.html")]
struct ListPage {
    frame: Frame,
    chosen: Chosen,
    rows: Vec<GranularRow>,
    count: i64,
    next: Option<String>,
    may_request: bool,
    done: &'static str,
    outcomes: Vec<Outcome>,
}

impl ListPage {
    /// The sortable columns.
    fn columns(&self) -> [(&'static str, String); 3] {
        let t = &self.frame.t;
        [("displayName", t.t("name")), ("status", t.t("state")), ("endDateTime", t.t("granular-ends"))]
    }

    /// Whether some relationship on the page can be switched.
    fn can_extend(&self) -> bool {
        self.may_request && self.rows.iter().any(|row| row.status == Status::Active)
    }
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    page(&web, &signed, &fields, Vec::new()).await
}

async fn page(web: &Web, signed: &Signed, fields: &Fields, outcomes: Vec<Outcome>) -> PageResult {
    let chosen = Chosen::read(fields, &SORTS, STATES);
    let wanted = chosen.asked(&RELATIONSHIPS)?.wanted;
    let found = ask(&web.app, &signed.caller, &GranularRelationships { wanted, count: true }).await?;
    let frame = partner_frame(web, signed).await?;
    html(&ListPage {
        may_request: frame.shell.agent_rights.contains(&AgentRight::RequestDelegation),
        next: chosen.next(found.page.next.as_ref())?,
        rows: found.page.items,
        count: found.count.unwrap_or_default(),
        done: if fields.text("done") == "discarded" { "granular-done-discarded" } else { "" },
        frame,
        chosen,
        outcomes,
    })
}

/// Switches for several relationships whether they extend themselves, each by itself.
pub(super) async fn extend(
    State(web): State<Web>,
    signed: Signed,
    fields: Fields,
    Posted(form): Posted,
) -> PageResult {
    let extends = form.text("extends") == "on";
    let mut outcomes = Vec::new();
    let t = partner_frame(&web, &signed).await?.t;
    for id in form.ids::<Uuid>("relationship").into_iter().take(MOST) {
        let relationship = Id::new(id);
        let command = SwitchExtension { relationship, stamp: None, extends, as_customer: false };
        let switched = run(&web.app, &signed.caller, command).await;
        let shown = service::granular_relationships::GranularRelationshipOf { relationship };
        let Ok(shown) = ask(&web.app, &signed.caller, &shown).await else { continue };
        let refusal = switched.err().map(|refusal| t.word("error-", refusal.code().as_str()));
        outcomes.push(Outcome { name: shown.row.name, refusal });
    }
    page(&web, &signed, &fields, outcomes).await
}

/// The relationships of the search and filter in force as CSV.
pub(super) async fn csv(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let wanted = Chosen::read(&fields, &SORTS, STATES).asked(&RELATIONSHIPS)?.wanted;
    let (app, caller) = (web.app, signed.caller);
    let export = Export::begin(&app, &caller, GranularRelationships { wanted, count: false }).await?;
    let state = (Some(csv::line(COLUMNS)), app, caller, export);
    let pieces = futures_util::stream::unfold(Some(state), |state| async move {
        let (head, app, caller, mut export) = state?;
        if let Some(head) = head {
            return Some((Ok(Bytes::from(head)), Some((None, app, caller, export))));
        }
        match export.next(&app, &caller).await {
            Ok(Some(rows)) => {
                let lines: Vec<u8> = rows.iter().flat_map(line).collect();
                Some((Ok(Bytes::from(lines)), Some((None, app, caller, export))))
            }
            Ok(None) => None,
            // The download breaks off: what was sent must not look whole.
            Err(refusal) => Some((Err(std::io::Error::other(refusal.code().as_str())), None)),
        }
    });
    let body = Body::from_stream(futures_util::StreamExt::fuse(pieces));
    Ok(attachment("granular-relationships.csv", "text/csv; charset=utf-8", body))
}

fn line(row: &GranularRow) -> Vec<u8> {
    let time = |at: Option<domain::time::Time>| at.map(|at| at.to_string()).unwrap_or_default();
    let (id, activated, ends) = (row.public_id(), time(row.activated_at), time(row.ends_at));
    let customer = row.customer_name.as_deref().unwrap_or_default();
    let extends = domain::granular_relationship::extension(row.extends);
    csv::line([id.as_str(), &row.name, customer, row.status.key(), &activated, &ends, extends])
}
