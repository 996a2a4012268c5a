//! The token endpoint: client credentials, and the code of a person who consented (RFC 6749, 4.1.3 and 4.4; RFC 7636).

use authz::SystemTask;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    application::TOKEN_LIFE,
    event::{Event, EventKind, Subject},
    id::{Id, User},
    time::SECOND,
};
use sha2::{Digest, Sha256};
use store::{
    Batch,
    applications::{Code, end_token, use_code, use_secret},
    sign_in::LOCK_CREDENTIAL,
    values,
};
use subtle::ConstantTimeEq as _;

use super::{
    client::{self, Client, Presented, authenticate},
    fault::OAuthFault,
    scope,
    signed::{self, Claims, Kind, audience},
};
use crate::{
    app::App,
    refusal::{self, Refusal},
    run::perform,
    sign_in::{Secret, Visit, hash},
};

/// What an application asks the token endpoint for.
#[derive(Clone)]
pub enum TokenRequest {
    /// To act by itself.
    ClientCredentials {
        /// What it asks for: all that it was granted.
        scope: String,
    },
    /// To act for a person who consented.
    AuthorizationCode {
        /// The code with which the person was sent back.
        code: String,
        /// Where the person was sent back to.
        redirect: String,
        /// What answers the challenge of the consent.
        verifier: String,
    },
}

/// A token.
#[derive(Clone, Debug)]
pub struct Issued {
    /// The token.
    pub token: Secret,
    /// How long it lives, in seconds.
    pub seconds: i64,
    /// What the person let it do; none where the application acts by itself.
    pub scope: Option<String>,
}

/// Gives an application a token, or says why not.
pub async fn token(
    app: &App,
    tenant: &str,
    presented: &Presented,
    request: TokenRequest,
    visit: &Visit,
) -> Result<Issued, OAuthFault> {
    let client = authenticate(app, tenant, presented, visit).await?;
    let given = match &request {
        TokenRequest::ClientCredentials { scope } => by_itself(app, &client, scope, visit).await,
        TokenRequest::AuthorizationCode { code, redirect, verifier } => {
            for_person(app, &client, (code, redirect, verifier), visit).await
        }
    };
    let claims = match given {
        Ok(claims) => claims,
        Err(fault) => {
            // Whoever shows the right secret guesses nothing by a wrong scope.
            if client.secret.is_some() && matches!(fault, OAuthFault::InvalidScope) {
                client.keys.forgive(app).await?;
            }
            if !matches!(fault, OAuthFault::Refused(_)) {
                let of = (client.id, Some(client.known.name.as_str()));
                client::refused(app, Some(client.tenant), of, fault.code(), visit).await?;
            }
            return Err(fault);
        }
    };
    let token = signed::write(app, &claims).await?;
    client.keys.forgive(app).await?;
    Ok(Issued { token, seconds: TOKEN_LIFE / SECOND, scope: claims.scp })
}

async fn by_itself(app: &App, client: &Client, scope: &str, visit: &Visit) -> Result<Claims, OAuthFault> {
    if client.secret.is_none() {
        return Err(OAuthFault::UnauthorizedClient);
    }
    if !scope::is_default(scope) {
        return Err(OAuthFault::InvalidScope);
    }
    let subject = Subject::thing(client.id.uuid(), &client.known.name);
    let event = Event::new(EventKind::ApplicationSignedIn, subject).with("grantType", "client_credentials");
    perform(app, SystemTask::SignIn, client.tenant, &visit.request_id, &visit.address, async |change| {
        let batch = Batch::of(event);
        let batch = match client.secret {
            Some(secret) => use_secret(batch, client.id, secret),
            None => batch,
        };
        change.write(batch).await?;
        Ok(())
    })
    .await?;
    let roles = client.known.application_permissions.iter().map(|it| it.key().to_owned()).collect();
    Ok(Claims { roles, ..claims(app, client, None) })
}

async fn for_person(
    app: &App,
    client: &Client,
    (code, redirect, verifier): (&str, &str, &str),
    visit: &Visit,
) -> Result<Claims, OAuthFault> {
    let hash = hash(code);
    let token = app.ids.next();
    // Under its lock it is used once.
    let used =
        perform(app, SystemTask::SignIn, client.tenant, &visit.request_id, &visit.address, async |change| {
            let invalid = || Refusal::Gone(refusal::Code::Expired);
            let found = Code::found(change, hash).await?.ok_or_else(invalid)?;
            if found.is_used {
                // Somebody else has it too: whoever came first may be the one who should not (RFC 6749, 4.1.2).
                if found.code.application == client.id && !found.is_ended {
                    let subject = Subject::thing(client.id.uuid(), &client.known.name);
                    let event =
                        Event::new(EventKind::ApplicationCodeReused, subject).with("userId", found.code.user);
                    change.write(end_token(Batch::of(event), hash)).await?;
                }
                return Ok(None);
            }
            let found = found.code;
            let counts = found.application == client.id
                && found.redirect == redirect
                && change.now() < found.expires_at
                && answers(&found.challenge, verifier);
            let person = change.find(&LOCK_CREDENTIAL, values![found.user]).await?;
            let is_enabled = person.map(|row| row.get::<bool>(0)).transpose()?.unwrap_or_default();
            if !counts || !is_enabled {
                return Err(invalid());
            }
            let subject = Subject::thing(client.id.uuid(), &client.known.name);
            let event = Event::new(EventKind::ApplicationSignedIn, subject)
                .with("grantType", "authorization_code")
                .with("userId", found.user);
            let batch = use_code(Batch::of(event), hash, token, change.now().plus(TOKEN_LIFE));
            let batch = match client.secret {
                Some(secret) => use_secret(batch, client.id, secret),
                None => batch,
            };
            change.write(batch).await?;
            Ok(Some(found))
        })
        .await;
    let found = match used {
        Ok(Some(found)) => found,
        Ok(None) | Err(Refusal::Gone(_)) => return Err(OAuthFault::InvalidGrant),
        Err(refusal) => return Err(refusal.into()),
    };
    let still: Vec<_> = found.permissions.iter().map(|it| it.key()).collect();
    Ok(Claims { scp: Some(still.join(" ")), jti: token, ..claims(app, client, Some(found.user)) })
}

/// Whether a verifier answers the challenge of a consent (RFC 7636, 4.6: S256).
fn answers(challenge: &str, verifier: &str) -> bool {
    let answer = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
    bool::from(answer.as_bytes().ct_eq(challenge.as_bytes()))
}

fn claims(app: &App, client: &Client, user: Option<Id<User>>) -> Claims {
    let now = app.clock.now().micros() / SECOND;
    Claims {
        iss: client.issuer.clone(),
        aud: audience(app).to_owned(),
        sub: user.map_or(client.id.uuid(), Id::uuid),
        azp: client.id.uuid(),
        tid: client.tenant.uuid(),
        idtyp: if user.is_some() { Kind::User } else { Kind::App },
        secret: client.secret.map(Id::uuid),
        roles: Vec::new(),
        scp: None,
        iat: now,
        nbf: now,
        exp: now + TOKEN_LIFE / SECOND,
        jti: app.ids.next(),
    }
}

#[cfg(test)]
mod tests {
    use super::answers;

    /// RFC 7636, appendix B.
    #[test]
    fn a_verifier_answers_its_challenge_alone() {
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        assert!(answers(challenge, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        assert!(!answers(challenge, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK"));
        assert!(!answers(challenge, ""));
        assert!(!answers(challenge, challenge));
    }
}
