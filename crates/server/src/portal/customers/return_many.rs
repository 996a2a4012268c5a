//! Giving the privileges at the customers back that were ticked in the monitor, with a result for each.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use domain::{
    agent::AgentRight,
    id::{Id, Organization},
    query::{Filter, Literal, Path},
};
use service::{
    Action, May, Page, Refusal, Wanted, ask,
    delegated_admin_statistics::{MOST_AT_ONCE, Returned, return_many},
    reseller_relationships::{Customers, ResellerRow},
};

use super::frame;
use crate::{
    answer::{Faults, PageResult, form_page, html, redirect},
    caller::Signed,
    form::Posted,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/customers/return_many.html")]
struct AskPage {
    frame: Frame,
    faults: Faults,
    customers: Vec<ResellerRow>,
    /// Whether the server sends e-mail at all.
    sends_mail: bool,
    mails: bool,
}

#[derive(Template)]
#[template(path = "portal/customers/returned.html")]
struct ResultPage {
    frame: Frame,
    /// What became of each, with what is known of it.
    rows: Vec<(Returned, Option<ResellerRow>)>,
}

impl ResultPage {
    /// At how many they were given back.
    fn done(&self) -> usize {
        self.rows.iter().filter(|(returned, _)| returned.refused.is_none()).count()
    }

    fn why(&self, refusal: &Refusal) -> String {
        self.frame.t.word("error-", refusal.code().as_str())
    }
}

pub(super) async fn give_back(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let chosen: Vec<Id<Organization>> = form.all("customer").filter_map(|id| id.parse().ok()).collect();
    ask(&web.app, &signed.caller, &May(Action::ActAsAgent(AgentRight::RemoveDelegation))).await?;
    if chosen.is_empty() {
        return redirect("/partner/customers/monitor?done=nothing");
    }
    let mails = form.text("mail") == "on";
    let mut faults = Faults::default();
    let frame = frame(&web, &signed).await?;
    if form.text("go") == "save" {
        match return_many(&web.app, &signed.caller, chosen.clone(), mails).await {
            Ok(told) => {
                let mut known = known(&web, &signed, &chosen).await?;
                let rows = told.into_iter().map(|returned| {
                    let row = known.remove(&returned.tenant);
                    (returned, row)
                });
                return html(&ResultPage { frame, rows: rows.collect() });
            }
            Err(refusal) => faults = Faults::of(&frame.t, refusal)?,
        }
    }
    let mut known = known(&web, &signed, &chosen).await?;
    let customers = chosen.iter().filter_map(|tenant| known.remove(tenant)).collect();
    let sends_mail = web.app.sends_mail();
    form_page(faults.status(), &AskPage { frame, faults, customers, sends_mail, mails })
}

/// What the reader sees of customers.
async fn known(
    web: &Web,
    signed: &Signed,
    chosen: &[Id<Organization>],
) -> Result<BTreeMap<Id<Organization>, ResellerRow>, Refusal> {
    let literals = chosen.iter().take(MOST_AT_ONCE).map(|id| Literal::Id(id.uuid())).collect();
    let filter = Some(Filter::In { path: Path::Own("tenantId"), literals });
    let page = Page::of(i64::try_from(MOST_AT_ONCE).unwrap_or(i64::MAX));
    let question = Customers { wanted: Wanted { filter, page, ..Wanted::default() }, count: false };
    let found = ask(&web.app, &signed.caller, &question).await?;
    Ok(found.page.items.into_iter().map(|row| (row.tenant, row)).collect())
}
