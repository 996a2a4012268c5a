//! Everything that one partner holds, with the end of each (decision 4).

use askama::Template;
use axum::extract::State;
use domain::{
    autopilot::RuleSet,
    delegated_rooms::DelegatedRooms,
    id::{GranularRelationship, Id, Subscription},
    off_boarding::HoldingKind,
    permission::Permission,
};
use service::{
    ask,
    assignments::ASSIGNED_ADMINS,
    partner_holdings::{GranularHolding, Held, HoldingsOf, HoldingsOfPartner},
};
use uuid::Uuid;

use super::frame;
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    i18n::Translator,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/partner_relationships/holdings.html")]
struct HoldingsPage {
    frame: Frame,
    it: HoldingsOf,
    /// What the reseller relationship opens of Autopilot.
    autopilot_rules: RuleSet,
    /// Whether what is delegated opens rooms.
    rooms: DelegatedRooms,
    /// What was just done, as the key of its message.
    done: Option<&'static str>,
}

impl HoldingsPage {
    /// Where something is looked at.
    fn page(&self, held: &Held) -> Option<String> {
        let id = held.id;
        Some(match held.kind {
            HoldingKind::Link => format!("/settings/partners/{id}"),
            HoldingKind::Invitation => format!("/settings/partners/invitations/{id}"),
            HoldingKind::ResellerRelationship | HoldingKind::DelegatedAdminPrivileges => {
                format!("/settings/partner-relationships/{id}")
            }
            HoldingKind::GranularRelationship => format!("/settings/partner-relationships/granular/{id}"),
            HoldingKind::SubscriptionRole => {
                format!("/settings/subscriptions/{}", self.subscription_of(held)?)
            }
            HoldingKind::SupportRequest if self.it.may_consent => format!("/settings/support-requests/{id}"),
            HoldingKind::GranularRequest if self.it.may_consent => {
                let asked = self.it.asked.iter().find(|row| row.id.uuid() == id)?;
                format!("/partners/invitation/granularAdminRelationships/{}", asked.public_id())
            }
            HoldingKind::SupportRequest
            | HoldingKind::Role
            | HoldingKind::Assignment
            | HoldingKind::AccessAssignment
            | HoldingKind::DelegatedRooms
            | HoldingKind::GranularRequest
            | HoldingKind::Application => return None,
        })
    }

    /// What something ends with that has no end of its own: its page, and the words for it.
    fn ends_with(&self, held: &Held) -> Option<(String, &'static str)> {
        match held.kind {
            HoldingKind::Role | HoldingKind::Assignment => {
                let link = self.it.link.as_ref()?.link.row.id;
                Some((format!("/settings/partners/{link}"), "holding-ends-with-link"))
            }
            HoldingKind::AccessAssignment => {
                let relationship = self.relationship_of(held)?;
                let page = format!("/settings/partner-relationships/granular/{relationship}");
                Some((page, "holding-ends-with-relationship"))
            }
            HoldingKind::Invitation => {
                Some((format!("/settings/partners/invitations/{}", held.id), "holding-ends-withdrawn"))
            }
            HoldingKind::SupportRequest => {
                let page = self.page(held)?;
                Some((page, "holding-ends-closed"))
            }
            HoldingKind::Link
            | HoldingKind::DelegatedRooms
            | HoldingKind::ResellerRelationship
            | HoldingKind::DelegatedAdminPrivileges
            | HoldingKind::GranularRelationship
            | HoldingKind::SubscriptionRole
            | HoldingKind::GranularRequest
            | HoldingKind::Application => None,
        }
    }

    /// The granular relationship of what is part of one.
    fn relationship_of(&self, held: &Held) -> Option<Id<GranularRelationship>> {
        let of = |it: &&GranularHolding| it.assignments.iter().any(|part| part.id.uuid() == held.id);
        self.it.granular.iter().find(of).map(|it| it.row.id)
    }

    /// The rows of the table: that something opens rooms is told with it, and switched for all of it together.
    fn rows(&self) -> Vec<Held> {
        self.it.held().into_iter().filter(|held| held.kind != HoldingKind::DelegatedRooms).collect()
    }

    /// Whether something that is delegated opens rooms.
    fn opens_rooms(&self, held: &Held) -> bool {
        match held.kind {
            HoldingKind::DelegatedAdminPrivileges => self.it.reseller.iter().any(|row| row.opens_rooms),
            HoldingKind::GranularRelationship => {
                self.it.granular.iter().any(|it| it.row.id.uuid() == held.id && it.row.opens_rooms)
            }
            _ => false,
        }
    }

    /// The roles of something, as they are called.
    fn roles(&self, held: &Held) -> Vec<String> {
        roles(&self.frame.t, held)
    }

    /// What something is called.
    fn name(&self, held: &Held) -> String {
        name(&self.frame.t, held)
    }

    /// Where something alone is ended by the reader; what ends with something else alone has no such page.
    fn end(&self, held: &Held) -> Option<String> {
        let id = held.id;
        let (controls, consents) = (self.it.may_control, self.it.may_consent);
        match held.kind {
            HoldingKind::Link if controls => Some(format!("/settings/partners/{id}/remove")),
            HoldingKind::Role if self.frame.may(Permission::RoleModify.key()) => {
                Some(format!("/settings/roles/partner/{id}/delete"))
            }
            HoldingKind::ResellerRelationship if consents => {
                Some(format!("/settings/partner-relationships/{id}/end"))
            }
            HoldingKind::DelegatedAdminPrivileges if consents => {
                Some(format!("/settings/partner-relationships/{id}/remove"))
            }
            HoldingKind::GranularRelationship if consents => {
                let is_active = |it: &&GranularHolding| {
                    it.row.id.uuid() == id && it.row.status == domain::granular_relationship::Status::Active
                };
                let found = self.it.granular.iter().find(is_active);
                found.map(|_| format!("/settings/partner-relationships/granular/{id}/end"))
            }
            HoldingKind::Application if controls => Some(format!(
                "/settings/partner-relationships/partners/{}/applications/{id}/block",
                self.it.partner.partner
            )),
            HoldingKind::SubscriptionRole if consents => {
                let subscription = self.subscription_of(held)?;
                Some(format!("/settings/subscriptions/{subscription}/roles/{id}/remove"))
            }
            _ => None,
        }
    }

    /// The subscription of a role on it.
    fn subscription_of(&self, held: &Held) -> Option<Id<Subscription>> {
        let role = self.it.subscription_roles.iter().find(|it| it.id.uuid() == held.id);
        role.map(|it| it.subscription)
    }
}

/// What something that is held is called.
pub(super) fn name(t: &Translator, held: &Held) -> String {
    called(t, Some(held.kind), &held.name, &held.roles)
}

/// The name of a thing of a kind: the fixed assignment inside Primary admins is called in the reader's language.
pub(super) fn called(t: &Translator, kind: Option<HoldingKind>, name: &str, roles: &[String]) -> String {
    let is_fixed = kind == Some(HoldingKind::Assignment) && roles.is_empty() && name == ASSIGNED_ADMINS;
    if is_fixed { t.t("assigned-admins") } else { name.to_owned() }
}

/// The roles of something that is held, as they are called.
pub(super) fn roles(t: &Translator, held: &Held) -> Vec<String> {
    match held.kind {
        HoldingKind::SubscriptionRole => {
            held.roles.iter().map(|role| t.word("subscription-role-", role)).collect()
        }
        _ => held.roles.clone(),
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(partner): PagePath<Uuid>,
    fields: Fields,
) -> PageResult {
    let it = ask(&web.app, &signed.caller, &HoldingsOfPartner { partner: Id::new(partner) }).await?;
    let autopilot_rules = web.app.settings.autopilot_rules;
    let done = match fields.text("done") {
        "rooms-opened" => Some("delegated-rooms-done-opened"),
        "rooms-closed" => Some("delegated-rooms-done-closed"),
        _ => None,
    };
    let (frame, rooms) = (frame(&web, &signed).await?, it.delegated_rooms());
    html(&HoldingsPage { frame, it, autopilot_rules, rooms, done })
}
