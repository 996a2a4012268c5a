//! Licences: seats of a subscription, given to people of its organization by its Global administrators, and by whoever holds a directory
//! role there by delegation that does (R-420, `docs/delegated-roles.md`).

use authz::{Action, Realm};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, Subscription, User},
    subscription::{SubscriptionKind, SubscriptionStep},
};
use store::{
    Batch, Change, View,
    list::Wanted,
    subscriptions::{self as rows, SeatRow, SubscriptionRow},
};

use super::{SHOWS, SubscriptionShown, allows, found};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// A person, as somebody names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Licensee {
    /// By identifier.
    User(Id<User>),
    /// By account name.
    Upn(String),
}

/// Gives a person a licence.
#[derive(Clone, Debug)]
pub struct AssignLicence {
    /// Whose subscription.
    pub tenant: Id<Organization>,
    /// Which.
    pub subscription: Id<Subscription>,
    /// To whom.
    pub to: Licensee,
}

impl Command for AssignLicence {
    type Output = Id<User>;
    const NAME: &'static str = "subscriptions.assign_licence";
    // Together they could become more than there are.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::AssignLicences, Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<User>, Refusal> {
        let row = licence(change, self.subscription).await?;
        allows(&row, SubscriptionStep::Use, change.now())?;
        let (field, user, upn) = match &self.to {
            Licensee::User(user) => ("userId", Some(*user), None),
            Licensee::Upn(upn) => ("userPrincipalName", None, Some(upn.trim().to_lowercase())),
        };
        let person = rows::fetch_person(change, row.id, user, upn.as_deref()).await?;
        let (user, upn, has_one) = person.ok_or_else(|| Refusal::field(field, Code::UnknownReference))?;
        if has_one {
            return Err(Refusal::Conflict(Code::AlreadyExists, Some(user.uuid())));
        }
        if rows::how_many_seats(change, row.id).await? >= row.quantity {
            return Err(Refusal::Conflict(Code::NoLicenceLeft, Some(row.id.uuid())));
        }
        let event = told(EventKind::LicenceAssigned, &row).with_person("userPrincipalName", &upn);
        let by = context.caller.person.organization;
        let partner = (by != change.tenant()).then_some(by);
        change.write(rows::assign_seat(Batch::of(event), row.id, user, partner)).await?;
        Ok(user)
    }
}

/// Takes a licence from a person.
#[derive(Clone, Copy, Debug)]
pub struct WithdrawLicence {
    /// Whose subscription.
    pub tenant: Id<Organization>,
    /// Which.
    pub subscription: Id<Subscription>,
    /// From whom.
    pub user: Id<User>,
}

impl Command for WithdrawLicence {
    type Output = ();
    const NAME: &'static str = "subscriptions.withdraw_licence";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::AssignLicences, Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let row = licence(change, self.subscription).await?;
        let person = rows::fetch_person(change, row.id, Some(self.user), None).await?;
        let (user, upn, _) = person.filter(|(_, _, has_one)| *has_one).ok_or(Refusal::Missing)?;
        let event = told(EventKind::LicenceWithdrawn, &row).without_person("userPrincipalName", &upn);
        change.write(rows::withdraw_seat(Batch::of(event), row.id, user)).await?;
        Ok(())
    }
}

/// Who has a licence is the customer's own affair: the log of whoever sold it holds none of it.
fn told(kind: EventKind, row: &SubscriptionRow) -> Event {
    Event::new(kind, Subject::thing(row.id.uuid(), &row.name))
}

async fn licence(change: &mut Change, id: Id<Subscription>) -> Result<SubscriptionRow, Refusal> {
    let row = found(change, id, None).await?;
    if row.kind == SubscriptionKind::Licences { Ok(row) } else { Err(Refusal::Missing) }
}

/// The subscriptions of an organization whose licences the caller gives, by name.
#[derive(Clone, Copy, Debug)]
pub struct Licences {
    /// Whose.
    pub tenant: Id<Organization>,
    /// One alone.
    pub one: Option<Id<Subscription>>,
}

impl Question for Licences {
    type Answer = Vec<SubscriptionShown>;
    const NAME: &'static str = "subscriptions.licences";
    const SHOWS: Option<&'static str> = Some(SHOWS);

    fn asks(&self, caller: &Person) -> (Action, Realm) {
        (Action::AssignLicences, caller.realm(self.tenant))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let found = rows::licences(view, self.one).await?;
        if self.one.is_some() && found.is_empty() {
            return Err(Refusal::Missing);
        }
        let (reader, now) = (context.caller.person.organization, context.facts.now);
        Ok(found.into_iter().map(|row| SubscriptionShown::of(row, reader, now)).collect())
    }
}

/// The people that have a licence of a subscription.
#[derive(Clone, Debug)]
pub struct Seats {
    /// Whose subscription.
    pub tenant: Id<Organization>,
    /// Which.
    pub subscription: Id<Subscription>,
    /// Which people, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for Seats {
    type Answer = Counted<SeatRow>;
    const NAME: &'static str = "subscriptions.seats";
    const SHOWS: Option<&'static str> = Some("people");

    fn asks(&self, caller: &Person) -> (Action, Realm) {
        (Action::AssignLicences, caller.realm(self.tenant))
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        if rows::licences(view, Some(self.subscription)).await?.is_empty() {
            return Err(Refusal::Missing);
        }
        let (id, wanted) = (self.subscription, &self.wanted);
        let count = if self.count { Some(rows::count_seats(view, id, wanted).await?) } else { None };
        Ok(Counted { page: rows::seats(view, id, wanted).await?, count })
    }
}
