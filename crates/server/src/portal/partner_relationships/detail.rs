//! One partner relationship, with what is delegated by it.

use askama::Template;
use axum::extract::State;
use domain::{agent::Agent, autopilot::RuleSet, id::Id};
use service::{
    ask,
    reseller_relationships::{DelegatedPerson, PartnerRelationship, Partnership, ResellerRow},
    subscriptions::RoleRow,
};
use uuid::Uuid;

use super::frame;
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/partner_relationships/detail.html")]
struct DetailPage {
    frame: Frame,
    row: ResellerRow,
    delegated: Vec<DelegatedPerson>,
    /// Whether roles of granular relationships take precedence for those who hold them.
    has_granular: bool,
    /// What the partner's people hold on subscriptions.
    subscription_roles: Vec<RoleRow>,
    may_consent: bool,
    can_restore: bool,
    /// What the relationship opens of Autopilot.
    autopilot_rules: RuleSet,
    done: &'static str,
}

impl DetailPage {
    /// The groups of the partner with the directory roles that their members hold, and who these are.
    fn groups(&self) -> Vec<(&'static str, String, Vec<&DelegatedPerson>)> {
        let group = |agent: Agent| {
            let role = self.frame.t.word("role-", agent.acts_as()?.key);
            let people = self.delegated.iter().filter(|person| person.agent == agent).collect();
            Some((agent.group_name(), role, people))
        };
        Agent::ALL.into_iter().filter_map(group).collect()
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    fields: Fields,
) -> PageResult {
    let question = PartnerRelationship { relationship: Id::new(id) };
    let Partnership { row, delegated, has_granular, subscription_roles, may_consent, can_restore } =
        ask(&web.app, &signed.caller, &question).await?;
    let done = match fields.text("done") {
        "accepted" => "reseller-done-accepted",
        "removed" => "privileges-done-removed",
        "restored" => "privileges-done-restored",
        "ended" => "reseller-done-ended",
        _ => "",
    };
    let autopilot_rules = web.app.settings.autopilot_rules;
    let frame = frame(&web, &signed).await?;
    html(&DetailPage {
        frame,
        row,
        delegated,
        has_granular,
        subscription_roles,
        may_consent,
        can_restore,
        autopilot_rules,
        done,
    })
}
