//! The page of the review: one row for each person, with every chain below its name of the role.

use askama::Template;
use axum::extract::State;
use domain::{
    organization::Face,
    query::{Comparison, Filter, Literal, Path},
    role::Role,
    time::Time,
};
use service::{
    Page, Wanted,
    access_review::{Chain, DelegatedChain, ReviewAccess, Reviewed},
    ask,
    partner_holdings::{HoldingPartner, PartnerHoldings},
};

use super::{chosen::Chosen, rooms, through};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::{layout::Frame, paging::token, roles::period_between},
    web::Web,
};

/// How many names of rooms, groups and places stand beside a chain.
const NAMED: usize = 5;

/// How many partners the filter offers; the search finds the people of all.
const OFFERED: i64 = 200;

#[derive(Template)]
#[template(path = "portal/access_review/list.html")]
struct ReviewPage {
    frame: Frame,
    chosen: Chosen,
    partners: Vec<HoldingPartner>,
    people: Vec<Reviewed>,
    count: i64,
    next: Option<String>,
}

impl ReviewPage {
    /// The sortable columns before and after the one of chains.
    fn names(&self) -> [(&'static str, String); 2] {
        [("name", self.frame.t.t("name")), ("partner", self.frame.t.t("partner"))]
    }

    fn is_own_role(chain: &Chain) -> bool {
        matches!(chain.role, Role::Custom(_))
    }

    fn period(&self, chain: &Chain) -> Option<String> {
        period_between(&self.frame.t, chain.from, chain.until)
    }

    fn rooms(&self, chain: &Chain) -> String {
        rooms(&self.frame.t, &chain.scope, NAMED)
    }

    fn through(&self, chain: &DelegatedChain) -> String {
        through(&self.frame.t, chain)
    }

    fn until(&self, chain: &DelegatedChain) -> Option<String> {
        chain.until.map(|until| self.frame.t.with("review-until", "day", self.frame.t.date(until.plus(-1))))
    }

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn since(&self, at: &Time) -> String {
        self.frame.t.with("review-since", "day", self.frame.t.date(*at))
    }

    /// The partner that is chosen, by name.
    fn partner(&self) -> &str {
        let is_it = |it: &&HoldingPartner| self.chosen.is_partner(it.partner.uuid());
        self.partners.iter().find(is_it).map_or("–", |it| &it.name)
    }
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let frame = Frame::of(&web, &signed, Face::Rooms, "access-review").await?;
    let chosen = Chosen::read(&fields);
    let question = ReviewAccess { wanted: chosen.wanted()?, count: true };
    let found = ask(&web.app, &signed.caller, &question).await?;
    let holding = Filter::Compare {
        path: Path::Own("isHolding"),
        operator: Comparison::Eq,
        literal: Literal::Boolean(true),
    };
    let wanted = Wanted { filter: Some(holding), page: Page::of(OFFERED), ..Wanted::default() };
    let partners = ask(&web.app, &signed.caller, &PartnerHoldings { wanted, count: false }).await?.page.items;
    let next = token(found.page.next.as_ref())?.map(|token| chosen.with("after", &token));
    html(&ReviewPage {
        frame,
        chosen,
        partners,
        people: found.page.items,
        count: found.count.unwrap_or_default(),
        next,
    })
}
