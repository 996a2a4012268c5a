//! The one way to read something: facts, sight, view, rows.

use std::{
    collections::BTreeSet,
    future::Future,
    sync::{Mutex, PoisonError},
};

use authz::{Action, Concerning, Facts, Realm, sight};
use domain::id::{Id, Organization};
use store::View;

use crate::{
    app::App,
    caller::{Caller, Person},
    observe::Observation,
    refusal::{Code, Refusal},
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

    /// Reads the answer.
    fn answer(
        &self,
        view: &mut View,
        context: &Looking<'_>,
    ) -> impl Future<Output = Result<Self::Answer, Refusal>> + Send;
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

async fn try_ask<Q: Question>(
    app: &App,
    caller: &Caller,
    question: &Q,
    action: Action,
    realm: Realm,
) -> Result<Q::Answer, Refusal> {
    let organization = caller.person.organization;
    let concerning = match realm {
        Realm::Own => Concerning::One(organization),
        Realm::Customer(tenant) => Concerning::One(tenant),
        Realm::AllCustomers => Concerning::All,
    };
    // Who sees which customers is a question about all of them, whatever the realm.
    let concerning = match action {
        Action::SeeTenants | Action::ReadDirectory | Action::AdministerDirectory | Action::OwnAccount => {
            Concerning::All
        }
        _ => concerning,
    };
    let mut opening = app.store.begin_view().await?;
    let facts = opening
        .facts(app.clock.now(), organization, caller.person.user, caller.person.upn.as_str(), concerning)
        .await?
        .filter(Facts::enabled)
        .ok_or(Refusal::Unauthenticated(Code::Unauthenticated))?;
    let mut view = opening.view(sight(&facts, action, realm)?);
    let looking = Looking { app, caller, facts: &facts, shown: Mutex::new(BTreeSet::new()) };
    let answer = question.answer(&mut view, &looking).await?;
    if let Some(kind) = Q::SHOWS {
        let mut shown = looking.shown.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Realm::Customer(tenant) = realm {
            shown.insert(tenant);
        }
        for tenant in shown.into_iter().filter(|tenant| *tenant != organization) {
            app.observer.push(app.clock.now(), Observation::viewed(caller, kind, tenant));
        }
    }
    Ok(answer)
}
