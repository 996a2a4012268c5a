//! The catalogue: the operator registers what partners may provision.

use authz::{Action, Realm};
use domain::{
    agent::AgentRight,
    event::{Event, EventKind, Subject},
    id::{Id, Organization, SubscriptionOffer},
    subscription::{LONGEST_TERM, SubscriptionKind},
    text::Name,
};
use store::{Batch, Change, StoreError, View, subscriptions as rows};

use super::OfferRow;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    form::Form,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// How many offers there are at most.
const MOST: i64 = 200;

/// What the operator gives.
#[derive(Clone, Debug, Default)]
pub struct OfferForm {
    /// What it is called; none leaves it as it is.
    pub name: Option<String>,
    /// The word of what it consists of; none leaves it as it is. It never changes.
    pub kind: Option<String>,
    /// How long each term is in months, or (`Some(None)`) that it has none; none leaves it as it is.
    pub term_months: Option<Option<i64>>,
}

/// Registers an offer.
#[derive(Clone, Debug)]
pub struct RegisterOffer {
    /// What it is to be.
    pub form: OfferForm,
}

impl Command for RegisterOffer {
    type Output = Id<SubscriptionOffer>;
    const NAME: &'static str = "subscriptions.register_offer";
    // Together they could become too many.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::Operate, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<Self::Output, Refusal> {
        let mut form = Form::default();
        let kind = SubscriptionKind::from_key(self.form.kind.as_deref().unwrap_or_default());
        if kind.is_none() {
            form.fault("kind", Code::UnknownValue);
        }
        let checked = checked(form, &self.form)?;
        let kind = kind.ok_or_else(|| Refusal::field("kind", Code::UnknownValue))?;
        if rows::how_many_offers(change).await? >= MOST {
            return Err(Refusal::Conflict(Code::TooMany, None));
        }
        let (name, term_months) = checked;
        let id = change.new_id();
        let row = OfferRow { id, name: name.as_str().to_owned(), kind, term_months, stamp: 1 };
        let event = event(EventKind::SubscriptionOfferRegistered, &row)
            .with("kind", kind.key())
            .with("termMonths", term(term_months));
        write(change, rows::add_offer(Batch::of(event), &row)).await.map(|()| id)
    }
}

/// Changes name and term of an offer; what was provisioned from it stays as it was.
#[derive(Clone, Debug)]
pub struct EditOffer {
    /// Which.
    pub offer: Id<SubscriptionOffer>,
    /// What it is to be.
    pub form: OfferForm,
    /// The stamp that was read; none where any will do.
    pub stamp: Option<i64>,
}

impl Command for EditOffer {
    type Output = ();
    const NAME: &'static str = "subscriptions.edit_offer";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::Operate, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let before = offer(change, self.offer, self.stamp).await?;
        let form = OfferForm {
            name: self.form.name.or(Some(before.name.clone())),
            kind: None,
            term_months: Some(self.form.term_months.unwrap_or(before.term_months)),
        };
        let (name, term_months) = checked(Form::default(), &form)?;
        let after = OfferRow { name: name.as_str().to_owned(), term_months, ..before.clone() };
        let event = event(EventKind::SubscriptionOfferEdited, &after)
            .changed("displayName", &before.name, &after.name)
            .changed("termMonths", term(before.term_months), term(term_months));
        if event.changes.is_empty() {
            return Ok(());
        }
        write(change, rows::edit_offer(Batch::of(event), &after)).await
    }
}

/// Takes an offer back; what was provisioned from it stays.
#[derive(Clone, Copy, Debug)]
pub struct DeleteOffer {
    /// Which.
    pub offer: Id<SubscriptionOffer>,
    /// The stamp that was read; none where any will do.
    pub stamp: Option<i64>,
}

impl Command for DeleteOffer {
    type Output = ();
    const NAME: &'static str = "subscriptions.delete_offer";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::Operate, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let before = offer(change, self.offer, self.stamp).await?;
        let event = event(EventKind::SubscriptionOfferDeleted, &before).without("kind", before.kind.key());
        change.write(rows::delete_offer(Batch::of(event), before.id)).await?;
        Ok(())
    }
}

/// The catalogue by name, for the operator.
#[derive(Clone, Copy, Debug)]
pub struct ListOffers;

impl Question for ListOffers {
    type Answer = Vec<OfferRow>;
    const NAME: &'static str = "subscriptions.offers";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Operate, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        Ok(rows::all_offers(view).await?)
    }
}

/// One offer, for the operator.
#[derive(Clone, Copy, Debug)]
pub struct OfferOf {
    /// Which.
    pub offer: Id<SubscriptionOffer>,
}

impl Question for OfferOf {
    type Answer = OfferRow;
    const NAME: &'static str = "subscriptions.offer";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Operate, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let all = rows::all_offers(view).await?;
        all.into_iter().find(|row| row.id == self.offer).ok_or(Refusal::Missing)
    }
}

/// The catalogue by name, for whoever provisions for a customer.
#[derive(Clone, Copy, Debug)]
pub struct OffersFor {
    /// The customer.
    pub tenant: Id<Organization>,
}

/// What may be provisioned.
pub type Offers = Vec<OfferRow>;

impl Question for OffersFor {
    type Answer = Offers;
    const NAME: &'static str = "subscriptions.offers_for";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ActAsAgent(AgentRight::BuySubscriptions), Realm::Customer(self.tenant))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        context.caller.person.customer(self.tenant)?;
        Ok(rows::offers_for(view).await?)
    }
}

async fn offer(
    change: &mut Change,
    id: Id<SubscriptionOffer>,
    stamp: Option<i64>,
) -> Result<OfferRow, Refusal> {
    let row = rows::found_offer(change, id).await?.ok_or(Refusal::Missing)?;
    if stamp.is_some_and(|stamp| stamp != row.stamp) { Err(Refusal::Stale) } else { Ok(row) }
}

fn checked(mut form: Form, sent: &OfferForm) -> Result<(Name, Option<i64>), Refusal> {
    let name = form.text("displayName", Name::parse(sent.name.as_deref().unwrap_or_default()));
    let term = sent.term_months.flatten();
    if term.is_some_and(|months| !(1..=LONGEST_TERM).contains(&months)) {
        form.limit("termMonths", Code::OutOfRange, format!("1–{LONGEST_TERM}"));
    }
    match name {
        Some(name) => form.finish().map(|()| (name, term)),
        None => Err(form.refusal()),
    }
}

fn term(months: Option<i64>) -> String {
    months.map_or_else(|| "none".to_owned(), |months| months.to_string())
}

fn event(kind: EventKind, row: &OfferRow) -> Event {
    Event::new(kind, Subject::thing(row.id.uuid(), &row.name))
}

async fn write(change: &mut Change, batch: Batch) -> Result<(), Refusal> {
    match change.write(batch).await {
        Ok(_) => Ok(()),
        Err(StoreError::Constraint(_)) => Err(Refusal::field("displayName", Code::NameTaken)),
        Err(error) => Err(error.into()),
    }
}
