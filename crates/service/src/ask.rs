//! The one way to read something: facts, sight, view, rows.

use std::{
    collections::BTreeSet,
    future::Future,
    sync::{Mutex, PoisonError},
};

use authz::{Action, Concerning, Facts, Realm, Source, Target, decide, sight};
use domain::id::{Id, Organization, ResellerRelationship};
use store::View;

use crate::{
    app::App,
    caller::{Caller, Person},
    meters::{self, Door},
    observe::Observation,
    refusal::Refusal,
};

/// Something somebody wants to know, as a value.
pub trait Question: Send + Sync {
    /// What the caller gets.
    type Answer: Send;

    /// The name in logs and in refusals that are written down.
    const NAME: &'static str;

    /// The kind of customer data it shows, for the folded view events of decision 18; none where it shows none.
    const SHOWS: Option<&'static str> = None;

    /// What it asks of the engine.
    fn asks(&self, caller: &Person) -> (Action, Realm);

    /// Of which organizations it needs the reader's rights.
    fn concerns(&self, caller: &Person) -> Concerning {
        let (action, realm) = self.asks(caller);
        match (action, realm) {
            // Who sees which customers is a question about all of them, whatever the realm.
            (
                Action::SeeTenants
                | Action::ReadDirectory
                | Action::ReadDirectoryOf(_)
                | Action::AdministerDirectory
                | Action::OwnAccount,
                _,
            )
            | (_, Realm::AllCustomers) => Concerning::All,
            (Action::ChangeCustomerDirectory(_), Realm::Customer(tenant)) => Concerning::Directory(tenant),
            (_, Realm::Own) => Concerning::One(caller.organization),
            (_, Realm::Customer(tenant)) => Concerning::One(tenant),
        }
    }

    /// Reads the answer.
    fn answer(
        &self,
        view: &mut View,
        context: &Looking<'_>,
    ) -> impl Future<Output = Result<Self::Answer, Refusal>> + Send;
}

/// Two questions about all customers or one's own organization, answered from the same state of the database: the reader's rights
/// are found out once. It counts as the first one where attempts and views are written down.
pub struct Both<'a, A, B>(pub &'a A, pub &'a B);

impl<A: Question, B: Question> Question for Both<'_, A, B> {
    type Answer = (A::Answer, B::Answer);
    const NAME: &'static str = A::NAME;
    const SHOWS: Option<&'static str> = A::SHOWS;

    fn asks(&self, caller: &Person) -> (Action, Realm) {
        self.0.asks(caller)
    }

    fn concerns(&self, caller: &Person) -> Concerning {
        match (self.0.concerns(caller), self.1.concerns(caller)) {
            (one, other) if one == other => one,
            _ => Concerning::All,
        }
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let first = self.0.answer(view, context).await?;
        let (action, realm) = self.1.asks(&context.caller.person);
        let second = self.1.answer(view.look(context.sight(action, realm)?), context).await?;
        Ok((first, second))
    }
}

/// What a question knows beside its view.
pub struct Looking<'a> {
    /// The running Steward.
    pub app: &'a App,
    /// Who asks.
    pub caller: &'a Caller,
    /// The facts by which was decided.
    pub facts: &'a Facts,
    shown: Mutex<BTreeSet<Id<Organization>>>,
}

impl Looking<'_> {
    /// Says that data of these organizations were shown.
    pub fn shows(&self, tenants: impl IntoIterator<Item = Id<Organization>>) {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).extend(tenants);
    }

    /// A further sight of the same caller.
    pub fn sight(&self, action: Action, realm: Realm) -> Result<authz::Sight, Refusal> {
        Ok(sight(self.facts, action, realm)?)
    }
}

/// Asks a question for a person.
pub async fn ask<Q: Question>(app: &App, caller: &Caller, question: &Q) -> Result<Q::Answer, Refusal> {
    let (action, realm) = question.asks(&caller.person);
    let outcome = try_ask(app, caller, question, action, realm).await;
    meters::used(Door::Ask, Q::NAME, &outcome);
    if let Err(refusal @ (Refusal::Denied(..) | Refusal::Missing)) = &outcome {
        let tenant = match realm {
            Realm::Customer(tenant) => Some(tenant),
            Realm::Own => Some(caller.person.organization),
            Realm::AllCustomers => None,
        };
        app.observer.push(app.clock.now(), Observation::refused(caller, Q::NAME, refusal.code(), tenant));
    }
    outcome
}

/// Asks what a page offers beside what it is about: none for whoever may not ask it. They attempted nothing, so no refused attempt is
/// written down; what the page itself is about is asked by [`ask`].
pub async fn ask_where_allowed<Q: Question>(
    app: &App,
    caller: &Caller,
    question: &Q,
) -> Result<Option<Q::Answer>, Refusal> {
    let (action, realm) = question.asks(&caller.person);
    match try_ask(app, caller, question, action, realm).await {
        Err(Refusal::Denied(..) | Refusal::Missing) => Ok(None),
        outcome => {
            meters::used(Door::Ask, Q::NAME, &outcome);
            outcome.map(Some)
        }
    }
}

async fn try_ask<Q: Question>(
    app: &App,
    caller: &Caller,
    question: &Q,
    action: Action,
    realm: Realm,
) -> Result<Q::Answer, Refusal> {
    let organization = caller.person.organization;
    let concerning = question.concerns(&caller.person);
    let mut opening = app.store.begin_view().await?;
    let facts = caller.person.facts(app, &mut opening, app.clock.now(), concerning).await?;
    let mut view = opening.view(sight(&facts, action, realm)?);
    let looking = Looking { app, caller, facts: &facts, shown: Mutex::new(BTreeSet::new()) };
    let answer = question.answer(&mut view, &looking).await?;
    if let Some(kind) = Q::SHOWS {
        let mut shown = looking.shown.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut delegation = None;
        if let Realm::Customer(tenant) = realm {
            shown.insert(tenant);
            delegation = delegation_of(&facts, action, tenant);
        }
        for tenant in shown.into_iter().filter(|tenant| *tenant != organization) {
            let used = delegation.filter(|_| realm == Realm::Customer(tenant));
            app.observer.push(app.clock.now(), Observation::viewed(caller, kind, tenant).by(used));
        }
    }
    Ok(answer)
}

/// The relationship by whose delegated admin privileges somebody sees something at a customer, if it is by such.
fn delegation_of(
    facts: &Facts,
    action: Action,
    tenant: Id<Organization>,
) -> Option<Id<ResellerRelationship>> {
    match decide(facts, action, &Target::tenant(tenant)).ok()?.via()? {
        Source::DelegatedAdmin { relationship, .. } => Some(relationship),
        _ => None,
    }
}
