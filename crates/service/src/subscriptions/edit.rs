//! What whoever sold a subscription changes of it: name, quantity, whether it is halted or over, its term. None of it needs delegated
//! admin privileges.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Id, Organization, Subscription},
    subscription::{SubscriptionKind, SubscriptionStatus, SubscriptionStep, end_of_term, is_renewable},
    text::Name,
};
use store::{Batch, Change, subscriptions as rows};

use super::{SubscriptionRow, allows, event, found, provision::check_quantity, require_sold, roles, to_buy};
use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// What is to be changed; what is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubscriptionEdit {
    /// The name.
    pub name: Option<String>,
    /// How many seats.
    pub quantity: Option<i64>,
    /// `active`, `suspended` or `deleted`.
    pub status: Option<String>,
}

/// Changes a subscription that the caller's organization sold, or has by itself.
#[derive(Clone, Debug)]
pub struct UpdateSubscription {
    /// Whose.
    pub tenant: Id<Organization>,
    /// Which.
    pub subscription: Id<Subscription>,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
    /// What is to be changed.
    pub edit: SubscriptionEdit,
}

impl Command for UpdateSubscription {
    type Output = ();
    const NAME: &'static str = "subscriptions.update";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (to_buy(caller, self.tenant), Where::Subscription(self.tenant, self.subscription))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let before = found(change, self.subscription, self.stamp).await?;
        require_sold(change, &before, context).await?;
        let now = change.now();
        let mut after = before.clone();
        let mut form = Form::default();
        if let Some(name) = &self.edit.name
            && let Some(name) = form.text("displayName", Name::parse(name))
        {
            after.name = name.as_str().to_owned();
        }
        if let Some(quantity) = self.edit.quantity {
            check_quantity(&mut form, before.kind, quantity);
            after.quantity = quantity;
        }
        let wanted = self.edit.status.as_deref().map(SubscriptionStatus::from_key);
        let step = match wanted {
            None => None,
            Some(Some(wanted)) if wanted == before.status(now) => None,
            Some(Some(SubscriptionStatus::Active)) => Some(SubscriptionStep::Resume),
            Some(Some(SubscriptionStatus::Suspended)) => Some(SubscriptionStep::Suspend),
            Some(Some(SubscriptionStatus::Deleted)) => Some(SubscriptionStep::Cancel),
            Some(_) => {
                form.fault("status", Code::UnknownValue);
                None
            }
        };
        form.finish()?;
        if after.name != before.name {
            allows(&before, SubscriptionStep::Rename, now)?;
        }
        if after.quantity != before.quantity {
            allows(&before, SubscriptionStep::ChangeQuantity, now)?;
            enough(change, &before, after.quantity).await?;
        }
        if let Some(step) = step {
            let next = before.status(now).after(step);
            after.kept = next.ok_or(Refusal::Conflict(Code::InvalidState, Some(before.id.uuid())))?;
        }
        if step == Some(SubscriptionStep::Cancel) {
            return cancel(change, &before, &after).await;
        }
        let event = event(EventKind::SubscriptionUpdated, &after)
            .changed("displayName", &before.name, &after.name)
            .changed("quantity", before.quantity, after.quantity)
            .changed("status", before.kept.key(), after.kept.key());
        if event.changes.is_empty() {
            return Ok(());
        }
        change.write(rows::save(Batch::of(event), &after)).await?;
        Ok(())
    }
}

/// Refuses fewer seats than people have.
async fn enough(change: &mut Change, row: &SubscriptionRow, quantity: i64) -> Result<(), Refusal> {
    if row.kind == SubscriptionKind::Licences && quantity < rows::how_many_seats(change, row.id).await? {
        return Err(Refusal::Conflict(Code::QuantityBelowAssigned, Some(row.id.uuid())));
    }
    Ok(())
}

/// Cancels a subscription: nobody holds a role on it any more, or a licence of it.
async fn cancel(
    change: &mut Change,
    before: &SubscriptionRow,
    after: &SubscriptionRow,
) -> Result<(), Refusal> {
    for role in rows::fetch_roles(change, before.id).await? {
        roles::end(change, &role).await?;
    }
    let seats = rows::how_many_seats(change, before.id).await?;
    let event = event(EventKind::SubscriptionCancelled, after)
        .changed("status", before.kept.key(), after.kept.key())
        .changed("assignedQuantity", seats, 0);
    change.write(rows::clear_seats(rows::save(Batch::of(event), after), before.id)).await?;
    Ok(())
}

/// Lets the term of a subscription go on for another one, as long as no more than one is ahead.
#[derive(Clone, Copy, Debug)]
pub struct RenewSubscription {
    /// Whose.
    pub tenant: Id<Organization>,
    /// Which.
    pub subscription: Id<Subscription>,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
}

impl Command for RenewSubscription {
    type Output = ();
    const NAME: &'static str = "subscriptions.renew";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (to_buy(caller, self.tenant), Where::Subscription(self.tenant, self.subscription))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let before = found(change, self.subscription, self.stamp).await?;
        require_sold(change, &before, context).await?;
        let now = change.now();
        allows(&before, SubscriptionStep::Renew, now)?;
        let no_term = || Refusal::Conflict(Code::InvalidState, Some(before.id.uuid()));
        let (end, months) = before.ends_at.zip(before.term_months).ok_or_else(no_term)?;
        if !is_renewable(end, months, now) {
            return Err(Refusal::Conflict(Code::RenewedAhead, Some(before.id.uuid())));
        }
        // What expired meanwhile begins anew.
        let ends_at = end_of_term(end.max(now), months).ok_or_else(no_term)?;
        let event = event(EventKind::SubscriptionRenewed, &before).changed("endsDateTime", end, ends_at);
        let after = SubscriptionRow { ends_at: Some(ends_at), ..before.clone() };
        change.write(rows::save(Batch::of(event), &after)).await?;
        Ok(())
    }
}
