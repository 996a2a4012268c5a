//! What an organization that a partner added is asked for, and its answer.

use authz::{Action, Realm, Target, holds};
use domain::{
    added_customer::{AddedStep, DAYS_TO_ANSWER},
    event::EventKind,
    granular_relationship,
    id::{Id, Organization, ResellerRelationship},
    permission::Permission,
    time::{DAY, Time},
};
use store::{Change, View, added_customers as rows};

use super::{AddedCustomerRow, event, settle, tell::tell};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::{Code, Refusal},
    reseller_requests::open_secret,
    run::{Command, Context, Where},
};

/// What waits for an answer of an organization that a partner added.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The partner.
    pub partner: Id<Organization>,
    /// Its name.
    pub partner_name: String,
    /// Its first domain.
    pub partner_domain: String,
    /// Whether delegated admin privileges are asked for with the reseller relationship.
    pub with_privileges: bool,
    /// The secret of the request for the reseller relationship; none where that was answered.
    pub token: Option<String>,
    /// The published identifier of the granular relationship that waits.
    pub granular: Option<String>,
    /// When it was asked.
    pub asked_at: Time,
    /// When the request for the reseller relationship lapses.
    pub lapses_at: Time,
}

/// What the partner that added the caller's organization asks of it; none where nothing waits, or the reader may not answer.
#[derive(Clone, Copy, Debug)]
pub struct AskedOfUs;

impl Question for AskedOfUs {
    type Answer = Option<Asked>;
    const NAME: &'static str = "added_customers.asked";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Option<Asked>, Refusal> {
        let own = Target::tenant(context.facts.organization);
        if !holds(context.facts, Action::ConsentToPartner, &own) {
            return Ok(None);
        }
        let now = context.facts.now;
        let granular_after = now.plus(-granular_relationship::DAYS_TO_ANSWER * DAY);
        let Some(row) = rows::asking(view, now.plus(-DAYS_TO_ANSWER * DAY), granular_after).await? else {
            return Ok(None);
        };
        let token = if row.waits {
            Some(open_secret(context.app, row.partner, row.request, (&row.key_id, &row.sealed))?)
        } else {
            None
        };
        Ok(Some(Asked {
            partner: row.partner,
            partner_name: row.partner_name,
            partner_domain: row.partner_domain,
            with_privileges: row.with_privileges && context.app.settings.privileges_with_reseller,
            token,
            granular: row.granular.map(|(id, secret)| format!("{id}-{secret}")),
            asked_at: row.asked_at,
            lapses_at: row.asked_at.plus(DAYS_TO_ANSWER * DAY),
        }))
    }
}

/// Declines what the partner that added the caller's organization asks of it: both relationships. The organization stays as it is.
#[derive(Clone, Copy, Debug)]
pub struct DeclineAdded {
    /// Which partner.
    pub partner: Id<Organization>,
}

impl Command for DeclineAdded {
    type Output = ();
    const NAME: &'static str = "added_customers.decline";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ConsentToPartner, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let row = waiting_here(change, self.partner).await?;
        let event = event(EventKind::AddedCustomerDeclined, &row).concerning(self.partner.uuid());
        settle(change, &row, AddedStep::Decline, event).await?;
        tell(change, &row, self.partner, "added_customer_declined").await
    }
}

/// The change's organization as a partner added it, while its answer is waited for.
pub(crate) async fn waiting_here(
    change: &mut Change,
    partner: Id<Organization>,
) -> Result<AddedCustomerRow, Refusal> {
    let row = rows::fetch_here(change, partner).await?.ok_or(Refusal::Missing)?;
    if row.state.after(AddedStep::Decline).is_none() {
        return Err(Refusal::Conflict(Code::InvalidState, Some(row.customer.uuid())));
    }
    // Whether or not anybody wrote that down.
    if row.created_at.plus(DAYS_TO_ANSWER * DAY) <= change.now() {
        return Err(Refusal::Gone(Code::Expired));
    }
    Ok(row)
}

/// The change's organization accepted the reseller relationship; the granular one waits for an answer of its own.
pub(crate) async fn accepted(
    change: &mut Change,
    row: &AddedCustomerRow,
    partner: Id<Organization>,
    relationship: Id<ResellerRelationship>,
) -> Result<(), Refusal> {
    let event = event(EventKind::AddedCustomerAccepted, row)
        .with("relationshipId", relationship)
        .concerning(partner.uuid());
    settle(change, row, AddedStep::Accept, event).await
}
