//! Ends everything that a partner holds, in one transaction.
//!
//! It ends what there is at that moment, not what was there when the page was read: a partner that keeps changing something cannot be
//! in the way of its own end.

use authz::{Action, Target};
use domain::{
    event::{Event, EventKind, Subject},
    granular_relationship::{DAYS_TO_ANSWER, Status, Step},
    id::{Id, OffBoardingRecord, Organization},
    invitation::InvitationKind,
    link::LinkStep,
    off_boarding::HoldingKind,
    role_definition::RoleDefinition,
    time::DAY,
};
use sha2::{Digest, Sha256};
use store::{
    Batch, Change,
    granular_relationships::assignments,
    notices::{
        CUSTOMER_AGENTS, DELEGATION_AGENTS, MANAGERS_OR_CUSTOMER_AGENTS, MANAGERS_OR_DELEGATION_AGENTS,
        Notice,
    },
    off_boarding::RecordRow,
};

use super::record::{Ended, Left, Party, Record, VERSION};
use crate::{
    caller::Person,
    form::confirm,
    granular_relationships, invitations, links,
    refusal::{Code, Refusal},
    reseller_relationships,
    run::{Command, Context, Where},
    subscriptions,
};

/// Ends everything that a partner holds in the caller's organization.
#[derive(Clone, Debug)]
pub struct OffBoardPartner {
    /// Which partner.
    pub partner: Id<Organization>,
    /// On pages: the partner's name as typed by the person to confirm.
    pub typed: Option<String>,
}

impl Command for OffBoardPartner {
    type Output = Id<OffBoardingRecord>;
    const NAME: &'static str = "off_boarding.end_everything";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ConsentToPartner, Where::Tenant(caller.organization))
    }

    async fn apply(
        self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<Id<OffBoardingRecord>, Refusal> {
        context.require(Action::ControlPartners, &Target::tenant(change.tenant()))?;
        let name = store::off_boarding::fetch_partner(change, self.partner).await?;
        let name = name.ok_or(Refusal::Missing)?;
        confirm(self.typed.as_deref(), &name)?;
        let by = context.caller.person.upn.as_str();
        let audit_log = store::off_boarding::fetch_log_head(change).await?;
        let mut audiences = Vec::new();
        // They act by what is delegated: with it they are not here any more.
        let applications = store::applications::fetch_of_partner(change, self.partner).await?;
        let mut ended = end_link(change, self.partner, &context.caller.person, &mut audiences).await?;
        ended.extend(end_reseller(change, self.partner, &mut audiences).await?);
        ended.extend(end_granular(change, self.partner, &mut audiences).await?);
        ended.extend(end_subscription_roles(change, self.partner, &mut audiences).await?);
        let asked = decline_requests(change, self.partner, &mut audiences, !ended.is_empty()).await?;
        ended.extend(asked);
        if ended.is_empty() {
            return Err(Refusal::Conflict(Code::InvalidState, Some(self.partner.uuid())));
        }
        ended.extend(applications.iter().map(|it| {
            Ended::new(HoldingKind::Application, it.id.uuid(), &it.setting.name, Some(it.created_at))
        }));
        let residue = store::off_boarding::residue::fetch(change, self.partner).await?;
        let id: Id<OffBoardingRecord> = change.new_id();
        let customer = store::links::own_name(change).await?;
        let record = Record {
            version: VERSION.to_owned(),
            id: id.uuid(),
            issued_date_time: change.now(),
            issued_by: by.to_owned(),
            customer: Party { id: change.tenant().uuid(), display_name: customer.clone() },
            partner: Party { id: self.partner.uuid(), display_name: name.clone() },
            residue: residue.iter().map(Left::from).collect(),
            ended,
            audit_log,
        };
        let (signed, payload) = record.sign(&context.app.sealer)?;
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let row = RecordRow {
            id,
            partner: self.partner,
            partner_name: name.clone(),
            issued_by: by.to_owned(),
            issued_at: change.now(),
            ended: count(record.ended.len()),
            residue: count(record.residue.len()),
            signed,
        };
        let event = Event::new(EventKind::PartnerOffBoarded, Subject::thing(self.partner.uuid(), &name))
            .with("recordId", id)
            .with("endedCount", row.ended)
            .with("residueCount", row.residue)
            .with("recordDigest", store::audit::hex(&Sha256::digest(&payload)))
            .concerning(self.partner.uuid());
        change.write(store::off_boarding::insert(Batch::of(event), &row)).await?;
        tell(change, &row, &customer, &audiences).await?;
        Ok(id)
    }
}

/// The link with its roles and assignments, and the invitations that wait for the partner.
async fn end_link(
    change: &mut Change,
    partner: Id<Organization>,
    person: &Person,
    audiences: &mut Vec<&'static str>,
) -> Result<Vec<Ended>, Refusal> {
    let (mut ended, by) = (Vec::new(), person.upn.as_str());
    let withdrawn = match store::links::fetch_live(change, partner).await? {
        None => {
            invitations::write_down_expiry(change).await?;
            invitations::withdraw_all(change, partner, by, "off_boarded").await?
        }
        Some(link) => {
            audiences.push("tenant_managers");
            let gone = links::end(change, &link, LinkStep::RemovePartner, person).await?;
            ended.push(Ended::new(
                HoldingKind::Link,
                link.id.uuid(),
                &link.partner_name,
                Some(link.started_at),
            ));
            ended.extend(
                gone.roles.iter().map(|it| Ended::new(HoldingKind::Role, it.id.uuid(), &it.name, None)),
            );
            ended.extend(
                gone.assignments
                    .iter()
                    .map(|it| Ended::new(HoldingKind::Assignment, it.id.uuid(), &it.name, it.from)),
            );
            gone.invitations
        }
    };
    for it in withdrawn {
        if it.kind == InvitationKind::Domain && !audiences.contains(&"tenant_managers") {
            audiences.push("tenant_managers");
        }
        ended.push(Ended::new(HoldingKind::Invitation, it.id.uuid(), it.domain, Some(it.sent_at)));
    }
    Ok(ended)
}

async fn end_reseller(
    change: &mut Change,
    partner: Id<Organization>,
    audiences: &mut Vec<&'static str>,
) -> Result<Vec<Ended>, Refusal> {
    let Some(row) = store::reseller_relationships::fetch_live(change, partner).await? else {
        return Ok(Vec::new());
    };
    audiences.push(CUSTOMER_AGENTS);
    let closed = reseller_relationships::end_as_customer(change, &row).await?;
    let (id, name) = (row.id.uuid(), &row.partner_name);
    let mut ended = vec![Ended::new(HoldingKind::ResellerRelationship, id, name, Some(row.started_at))];
    if row.has_privileges {
        ended.push(Ended::new(HoldingKind::DelegatedAdminPrivileges, id, name, row.privileges_since));
    }
    if row.opens_rooms {
        ended.push(Ended::new(HoldingKind::DelegatedRooms, id, name, None));
    }
    ended.extend(
        closed
            .iter()
            .map(|it| Ended::new(HoldingKind::SupportRequest, it.id.uuid(), &it.title, Some(it.opened_at))),
    );
    Ok(ended)
}

async fn end_granular(
    change: &mut Change,
    partner: Id<Organization>,
    audiences: &mut Vec<&'static str>,
) -> Result<Vec<Ended>, Refusal> {
    let mut ended = Vec::new();
    for row in store::granular_relationships::fetch_held(change, partner).await? {
        if !audiences.contains(&DELEGATION_AGENTS) {
            audiences.push(DELEGATION_AGENTS);
        }
        let assignments = assignments::fetch(change, row.id).await?;
        granular_relationships::end_as_customer(change, &row, Step::OffBoard).await?;
        let since = row.activated_at.or(row.approved_at);
        let relationship = Ended::new(HoldingKind::GranularRelationship, row.id.uuid(), &row.name, since);
        ended.push(relationship.with(None, roles(&row.roles)));
        if row.opens_rooms {
            ended.push(Ended::new(HoldingKind::DelegatedRooms, row.id.uuid(), &row.name, None));
        }
        ended.extend(assignments.iter().filter(|it| it.status.is_held()).map(|it| {
            let name = it.group_name.clone().unwrap_or_default();
            Ended::new(HoldingKind::AccessAssignment, it.id.uuid(), name, Some(it.created_at))
                .with(Some(&row.name), roles(&it.roles))
        }));
    }
    Ok(ended)
}

/// What the partner asks this customer for is declined. A partner that has nothing else here does not know the customer's name (§4.3) and
/// is told of each request alone.
async fn decline_requests(
    change: &mut Change,
    partner: Id<Organization>,
    audiences: &mut Vec<&'static str>,
    is_known: bool,
) -> Result<Vec<Ended>, Refusal> {
    let mut ended = Vec::new();
    let after = change.now().plus(-DAYS_TO_ANSWER * DAY);
    for id in store::granular_relationships::fetch_asking(change, partner, after).await? {
        let Some(row) = store::granular_relationships::fetch(change, id).await? else { continue };
        if row.status != Status::ApprovalPending {
            continue;
        }
        granular_relationships::decline(change, &row).await?;
        if !is_known {
            granular_relationships::tell_declined(change, &row).await?;
        } else if !audiences.contains(&DELEGATION_AGENTS) {
            audiences.push(DELEGATION_AGENTS);
        }
        let kind = HoldingKind::GranularRequest;
        ended.push(Ended::new(kind, row.id.uuid(), &row.name, row.locked_at).with(None, roles(&row.roles)));
    }
    Ok(ended)
}

/// The names of roles.
fn roles(roles: &[&'static RoleDefinition]) -> Vec<String> {
    roles.iter().map(|role| role.name.to_owned()).collect()
}

async fn end_subscription_roles(
    change: &mut Change,
    partner: Id<Organization>,
    audiences: &mut Vec<&'static str>,
) -> Result<Vec<Ended>, Refusal> {
    let roles = subscriptions::end_roles_of(change, partner).await?;
    if !roles.is_empty() && !audiences.contains(&CUSTOMER_AGENTS) {
        audiences.push(CUSTOMER_AGENTS);
    }
    let line = |it: &subscriptions::RoleRow| {
        let kind = HoldingKind::SubscriptionRole;
        Ended::new(kind, it.id.uuid(), &it.subscription_name, Some(it.given_at))
            .with(None, vec![it.role.key().to_owned()])
    };
    Ok(roles.iter().map(line).collect())
}

/// The one audience of all that are told: nobody is told twice of one thing. Whoever looks granular relationships up looks
/// customers up too.
fn together(audiences: &[&'static str]) -> Option<&'static str> {
    let is_told = |audience: &str| audiences.contains(&audience);
    let of_managers = is_told("tenant_managers");
    if is_told(CUSTOMER_AGENTS) {
        Some(if of_managers { MANAGERS_OR_CUSTOMER_AGENTS } else { CUSTOMER_AGENTS })
    } else if is_told(DELEGATION_AGENTS) {
        Some(if of_managers { MANAGERS_OR_DELEGATION_AGENTS } else { DELEGATION_AGENTS })
    } else {
        of_managers.then_some("tenant_managers")
    }
}

/// Both sides are told once, whatever ended. The person of the customer who did it is not named to the partner.
async fn tell(
    change: &mut Change,
    row: &RecordRow,
    customer: &str,
    audiences: &[&'static str],
) -> Result<(), Refusal> {
    let parameters = vec![("partner", row.partner_name.clone()), ("by", row.issued_by.clone())];
    let (tenant, audience) = (change.tenant(), "service_administrators");
    let about = row.id.uuid();
    change.notify(Notice { tenant, audience, kind: "partner_off_boarded", about, parameters }).await?;
    if let Some(audience) = together(audiences) {
        let parameters = vec![("customer", customer.to_owned())];
        let (tenant, about) = (row.partner, change.tenant().uuid());
        let kind = "off_boarded_by_customer";
        change.notify(Notice { tenant, audience, kind, about, parameters }).await?;
    }
    Ok(())
}
