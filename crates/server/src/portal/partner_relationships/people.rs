//! The people of a partner who hold anything, and whom of it the organization blocks (decisions 4, 8).

use askama::Template;
use axum::extract::State;
use domain::id::Id;
use service::{
    applications::ApplicationRow,
    ask,
    partner_holdings::{HoldingPeople, HoldingPeopleOf, PEOPLE},
};
use uuid::Uuid;

use super::{frame, holdings};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    path::PagePath,
    portal::{
        layout::Frame,
        listing::{Chosen, States},
    },
    web::Web,
};

const SORTS: [&str; 2] = ["displayName", "userPrincipalName"];
const STATES: States = &[
    ("access", "enabled eq true and isBlocked eq false"),
    ("blocked", "isBlocked eq true"),
    ("disabled", "enabled eq false"),
];

#[derive(Template)]
#[template(path = "portal/partner_relationships/people.html")]
struct PeoplePage {
    frame: Frame,
    it: HoldingPeopleOf,
    chosen: Chosen,
    count: i64,
    next: Option<String>,
    /// What was just done, as the key of its message.
    done: Option<&'static str>,
}

impl PeoplePage {
    fn is_blocked(&self, application: &ApplicationRow) -> bool {
        self.it.blocks.iter().any(|block| block.user.uuid() == application.id.uuid())
    }

    fn base(&self) -> String {
        holdings(self.it.partner.partner)
    }

    /// The sortable columns.
    fn columns(&self) -> [(&'static str, String); 2] {
        let t = &self.frame.t;
        [("displayName", t.t("name")), ("userPrincipalName", t.t("account-name"))]
    }
}

pub(super) async fn list(
    State(web): State<Web>,
    signed: Signed,
    PagePath(partner): PagePath<Uuid>,
    fields: Fields,
) -> PageResult {
    let chosen = Chosen::read(&fields, &SORTS, STATES);
    let wanted = chosen.asked(&PEOPLE)?.wanted;
    let question = HoldingPeople { partner: Id::new(partner), wanted, count: true };
    let it = ask(&web.app, &signed.caller, &question).await?;
    let done = match fields.text("done") {
        "blocked" => Some("partner-done-blocked"),
        "application-blocked" => Some("partner-done-application-blocked"),
        "unblocked" => Some("partner-done-unblocked"),
        _ => None,
    };
    html(&PeoplePage {
        frame: frame(&web, &signed).await?,
        next: chosen.next(it.people.page.next.as_ref())?,
        count: it.people.count.unwrap_or_default(),
        chosen,
        it,
        done,
    })
}
