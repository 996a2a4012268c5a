//! The two steps of a sign-in.

use authz::SystemTask;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization},
    text::{TextError, Upn},
    time::DAY,
};
use store::{
    Batch,
    sign_in::{ADD_SESSION, Account, LOCK_CREDENTIAL, TOUCH_USER},
    values,
};

use super::{Secret, Visit, password, throttle::Keys};
use crate::{
    app::App,
    refusal::{Code, Refusal},
    run::perform,
};

/// How a session may be begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// A password kept by Steward.
    Password,
}

/// What the first step of the sign-in leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInPath {
    /// The account name in its stored form.
    pub upn: Upn,
    /// The organization that owns the domain; not to be shown before somebody is signed in.
    pub organization: Option<Id<Organization>>,
    /// How the organization's people sign in.
    pub means: Means,
}

/// A begun session.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// The session's secret: the value of the cookie.
    pub token: Secret,
    /// When the session ends for good.
    pub expires_at: domain::time::Time,
}

/// The first step: finds the organization by the domain of an account name. The means are the same for every
/// name of a domain, and for domains of nobody.
pub async fn find_organization(app: &App, upn: &str) -> Result<SignInPath, Refusal> {
    let upn = Upn::parse(upn).map_err(|error| {
        let code = if error == TextError::Empty { Code::Required } else { Code::NotAnAccount };
        Refusal::field("userPrincipalName", code)
    })?;
    let mut opening = app.store.begin_view().await?;
    let organization = opening.organization_of(upn.domain().as_str()).await?;
    Ok(SignInPath { upn, organization, means: Means::Password })
}

/// The second step: begins a session. Unknown domain, wrong account, wrong password and disabled account are one
/// answer after the same work: statements, one hash, one event.
pub async fn sign_in(app: &App, upn: &str, password: &str, visit: &Visit) -> Result<SignIn, Refusal> {
    let path = find_organization(app, upn).await?;
    let keys = Keys::of(&path.upn, &visit.address);
    keys.count(app).await?;
    let mut opening = app.store.begin_view().await?;
    let account = opening.account(path.upn.as_str()).await?;
    let operator = opening.operator().await?;
    drop(opening);
    let stored = account.as_ref().filter(|account| account.enabled).and_then(|a| a.password_hash.clone());
    let is_right = password::verify(password.to_owned(), stored).await?;
    match account {
        Some(account) if is_right => {
            let signed_in = begin_session(app, &account, visit).await?;
            keys.forgive(app).await?;
            Ok(signed_in)
        }
        account => {
            note_failure(app, &path, account, operator, visit).await?;
            Err(Refusal::Unauthenticated(Code::SignInFailed))
        }
    }
}

/// A session lives for a week at most.
const LIFE: i64 = 7 * DAY;

async fn begin_session(app: &App, account: &Account, visit: &Visit) -> Result<SignIn, Refusal> {
    let token = Secret::draw(app, "");
    let hash = token.hash().to_vec();
    let expires_at = perform(
        app,
        SystemTask::SignIn,
        account.organization,
        &visit.request_id,
        &visit.address,
        async |change| {
            // Between the check and now the person may have been disabled or the password changed.
            let row = change.find(&LOCK_CREDENTIAL, values![account.user]).await?;
            let row = row.ok_or(Refusal::Unauthenticated(Code::SignInFailed))?;
            if !row.get::<bool>(0)? || row.get::<Option<String>>(1)? != account.password_hash {
                return Err(Refusal::Unauthenticated(Code::SignInFailed));
            }
            let now = change.now();
            let expires_at = now.plus(LIFE);
            let session = change.new_id::<domain::id::Session>();
            let subject = Subject::person(account.user.uuid(), &account.upn);
            let event = Event::new(EventKind::SignedIn, subject).with("browser", visit.browser());
            let values =
                values![hash, session, account.user, now, expires_at, &visit.address, visit.browser()];
            let batch =
                Batch::of(event).run(&ADD_SESSION, values).run(&TOUCH_USER, values![account.user, now]);
            change.write(batch).await?;
            Ok(expires_at)
        },
    )
    .await?;
    Ok(SignIn { token, expires_at })
}

/// A failure is in the log of the organization that owns the domain, whether or not the account exists; else in that
/// of the operator.
async fn note_failure(
    app: &App,
    path: &SignInPath,
    account: Option<Account>,
    operator: Option<Id<Organization>>,
    visit: &Visit,
) -> Result<(), Refusal> {
    let owner = account.as_ref().map(|account| account.organization).or(path.organization);
    let Some(organization) = owner.or(operator) else {
        tracing::info!(request_id = visit.request_id, "a sign-in failed: nobody is set up yet");
        return Ok(());
    };
    let id = account.map_or(organization.uuid(), |account| account.user.uuid());
    perform(app, SystemTask::SignIn, organization, &visit.request_id, &visit.address, async |change| {
        let subject = Subject::person(id, path.upn.as_str());
        Ok(change.refused(Event::new(EventKind::SignInFailed, subject).with("browser", visit.browser()))?)
    })
    .await
}
