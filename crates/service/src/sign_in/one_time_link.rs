//! One-time links, by which a person sets a password: made by an administrator or the operator, kept as a
//! hash, used once, within a day of their opening.

use authz::{Fact, SystemTask, fact::Turn};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, OneTimeLink, User},
    text::Upn,
    time::{DAY, Time},
};
use store::{
    Batch, Change,
    confirmation::{CONFIRMS, LINK_FROM_OUTSIDE, OWN_LINK, confirm},
    sign_in::{ADD_LINK, Account, LOCK_CREDENTIAL, SET_PASSWORD, USE_LINK, VOID_LINKS},
    values,
};

use super::{Secret, Visit, password, secret::hash};
use crate::{
    app::App,
    refusal::{Code, Fault, Refusal},
    run::perform_alone_for,
};

/// For how long a link works from its opening.
const LINK_LIFE: i64 = DAY;

/// Adds a link for a person to a batch; the secret is shown once. Earlier links of the person end.
pub(crate) fn issue_link(
    app: &App,
    change: &mut Change,
    batch: Batch,
    user: Id<User>,
    opens_at: Time,
) -> (Secret, Batch) {
    let secret = Secret::draw(app, "");
    let (_, batch) = add_link(&secret, change, batch, user, opens_at, OWN_LINK);
    (secret, batch)
}

/// Adds a link for a person to a batch, on the order of a partner: nobody learns its secret, which is drawn anew when it is mailed to the
/// person. Earlier links of the person end.
pub(crate) fn order_link(
    app: &App,
    change: &mut Change,
    batch: Batch,
    user: Id<User>,
) -> (Id<OneTimeLink>, Batch) {
    let now = change.now();
    add_link(&Secret::draw(app, ""), change, batch, user, now, LINK_FROM_OUTSIDE)
}

fn add_link(
    secret: &Secret,
    change: &mut Change,
    batch: Batch,
    user: Id<User>,
    opens_at: Time,
    purpose: &'static str,
) -> (Id<OneTimeLink>, Batch) {
    let now = change.now();
    let link = change.new_id::<OneTimeLink>();
    let until = opens_at.plus(LINK_LIFE);
    let values = values![secret.hash().to_vec(), link, user, now, opens_at, until, purpose];
    (link, batch.run(&VOID_LINKS, values![user, now]).run(&ADD_LINK, values))
}

/// Whom a one-time link is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitee {
    /// The account name.
    pub upn: String,
    /// The name as shown.
    pub display_name: String,
}

/// Looks at a link without using it: unknown, used and old ones are one answer.
pub async fn look_at_link(app: &App, secret: &str) -> Result<Invitee, Refusal> {
    let account = open_link(app, secret).await?;
    Ok(Invitee { upn: account.upn, display_name: account.display_name })
}

async fn open_link(app: &App, secret: &str) -> Result<Account, Refusal> {
    let now = app.clock.now();
    let mut opening = app.store.begin_view().await?;
    let link = opening
        .one_time_link(hash(secret))
        .await?
        .filter(|link| link.used_at.is_none() && now < link.expires_at && link.account.enabled)
        .ok_or(Refusal::Gone(Code::LinkInvalid))?;
    if now < link.opens_at {
        return Err(Refusal::Gone(Code::LinkNotYet));
    }
    Ok(link.account)
}

/// Sets a password by a one-time link. All sessions of the person end; the account name is answered, for the sign-in. By a link of the own
/// organization a person is confirmed in whose account a partner had a hand (decision 6): then every other credential ends as well.
pub async fn set_password(
    app: &App,
    secret: &str,
    new: &str,
    repeated: &str,
    visit: &Visit,
) -> Result<Upn, Refusal> {
    let account = open_link(app, secret).await?;
    let upn = Upn::parse(&account.upn).map_err(|error| Refusal::Bug(Box::new(error)))?;
    check_new(new, repeated, &upn)?;
    let hashed = password::hash(app, new.to_owned()).await?;
    let token = hash(secret).to_vec();
    perform_alone_for(
        app,
        SystemTask::SignIn,
        account.organization,
        (&visit.request_id, &visit.address),
        async |change| {
            let row = change.find(&LOCK_CREDENTIAL, values![account.user]).await?;
            if !row.map(|row| row.get(0)).transpose()?.unwrap_or(false) {
                return Err(Refusal::Gone(Code::LinkInvalid));
            }
            let now = change.now();
            let subject = Subject::person(account.user.uuid(), &account.upn);
            let confirms =
                change.find(&CONFIRMS, values![account.user, hash(secret).to_vec()]).await?.is_some();
            let event = Event::new(EventKind::PasswordSet, subject).with("by", "one_time_link");
            let event = if confirms { event.changed("confirmed", false, true) } else { event };
            let batch = Batch::of(event)
                .run(&USE_LINK, values![token, now])
                .run(&VOID_LINKS, values![account.user, now])
                .run(&SET_PASSWORD, values![account.user, hashed]);
            let batch = if confirms {
                let fact = Fact::Unconfirmed { user: account.user, is: Turn::ENDS };
                confirm(batch, account.user, now).fact(fact)
            } else {
                batch
            };
            let touched = change.write(store::sessions::end_all(batch, account.user)).await?;
            // Somebody else may have used the link in between: then nothing is committed.
            if touched.first() == Some(&1) { Ok(()) } else { Err(Refusal::Gone(Code::LinkInvalid)) }
        },
    )
    .await?;
    Ok(upn)
}

/// The faults of a new password and its repetition.
pub(crate) fn check_new(new: &str, repeated: &str, upn: &Upn) -> Result<(), Refusal> {
    let mut faults: Vec<Fault> = password::check("password", new, upn).err().into_iter().collect();
    if new != repeated {
        faults.push(Fault::new("passwordRepeated", Code::PasswordsDiffer));
    }
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Invalid(Code::InvalidValue, faults)) }
}
