//! Who acts by the token of an application.

use std::collections::BTreeSet;

use domain::{
    application::{ApiPermission, Surface},
    id::Id,
    text::{TextError, Upn},
    time::{SECOND, Time},
};

use super::signed::{Kind, read};
use crate::{
    app::App,
    caller::{Access, ByApplication, Person},
    refusal::Refusal,
};

/// The application, or the person for whom it acts; none where the token, the application, its secret or the person counts no more.
pub async fn identify(app: &App, token: &str) -> Result<Option<Person>, Refusal> {
    let now = app.clock.now();
    let Some(claims) = read(app, token, now).await? else { return Ok(None) };
    let (organization, application) = (Id::new(claims.tid), Id::new(claims.azp));
    let secret = claims.secret.map(Id::new);
    let issued_at = Time::from_micros(claims.iat.saturating_mul(SECOND));
    let mut opening = app.store.begin_view().await?;
    let acting = opening.acting_application(organization, application, secret, now).await?;
    let Some(acting) = acting else { return Ok(None) };
    let upn = match claims.idtyp {
        Kind::App => format!("{application}@{NOBODY}"),
        Kind::User => {
            match opening.enabled_person(organization, Id::new(claims.sub), (claims.jti, issued_at)).await? {
                Some(upn) => upn,
                None => return Ok(None),
            }
        }
    };
    let delegated: BTreeSet<_> =
        claims.scp.iter().flat_map(|scp| scp.split(' ')).filter_map(ApiPermission::from_key).collect();
    let by = ByApplication {
        application,
        name: acting.name,
        secret,
        delegated: (claims.idtyp == Kind::User).then_some(delegated),
        surface: Surface::Graph,
    };
    Ok(Some(Person {
        user: Id::new(claims.sub),
        organization,
        upn: Upn::parse(&upn).map_err(|error: TextError| Refusal::Bug(Box::new(error)))?,
        by: Some(by),
        session: None,
        access: Access::Write,
        on_behalf: false,
        sender: None,
    }))
}

/// The domain of the account names of applications, which nobody can own (RFC 2606).
const NOBODY: &str = "applications.invalid";
