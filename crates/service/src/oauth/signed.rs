//! Tokens as they are written: JSON Web Tokens (RFC 7519, 9068), signed with RS256 and nothing else.
//!
//! Invariant: the algorithm is never taken from a token.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    text::DomainName,
    time::{SECOND, Time},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::key;
use crate::{app::App, refusal::Refusal, sign_in::Secret};

const ALGORITHM: &str = "RS256";
/// A token for calls, which can be taken for nothing else (RFC 9068, 2.1).
const KIND: &str = "at+jwt";
/// A token longer than this is none of ours.
const LONGEST: usize = 8 * 1024;

#[derive(Serialize, Deserialize)]
struct Header {
    alg: String,
    typ: String,
    kid: String,
}

/// Who acts: what a token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Claims {
    /// Who issued it.
    pub(super) iss: String,
    /// For whom: this server.
    pub(super) aud: String,
    /// The application or the person.
    pub(super) sub: Uuid,
    /// The application that got it.
    pub(super) azp: Uuid,
    /// The organization of both.
    pub(super) tid: Uuid,
    /// `app` where the application acts by itself, `user` where it does for a person.
    pub(super) idtyp: Kind,
    /// The secret by which it was got, by its identifier; none for a public client.
    #[serde(rename = "secretId", default, skip_serializing_if = "Option::is_none")]
    pub(super) secret: Option<Uuid>,
    /// What the application may do by itself, for its information.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) roles: Vec<String>,
    /// What the person let it do, with blanks between.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) scp: Option<String>,
    /// When it was issued, in seconds.
    pub(super) iat: i64,
    /// From when it counts, in seconds.
    pub(super) nbf: i64,
    /// When it ends, in seconds.
    pub(super) exp: i64,
    /// Its own name.
    pub(super) jti: Uuid,
}

/// For whom an application acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// For itself.
    App,
    /// For a person.
    User,
}

/// Who issues the tokens that are got at an address, which names an organization by its identifier or by a domain: the same that is said in
/// the description of that address (OpenID Connect Discovery, 4.3), which tells nobody what domain is of which organization.
pub fn issuer(app: &App, tenant: &str) -> String {
    let named = match (Uuid::try_parse(tenant), DomainName::parse(tenant)) {
        (Ok(id), _) => id.to_string(),
        (_, Ok(domain)) => domain.to_string(),
        _ => tenant.to_owned(),
    };
    format!("{}/{named}/v2.0", audience(app))
}

/// Whether an issuer is this server, for whichever organization; of which a token is, its signature holds.
fn is_of_this(app: &App, issuer: &str) -> bool {
    let rest = issuer.strip_prefix(audience(app)).and_then(|rest| rest.strip_prefix('/'));
    rest.is_some_and(|rest| rest.ends_with("/v2.0"))
}

/// For whom tokens are: this server.
pub(super) fn audience(app: &App) -> &str {
    app.settings.public_url.trim_end_matches('/')
}

/// Whether a text has the form of a signed token.
pub fn is_signed(text: &str) -> bool {
    text.split('.').count() == 3
}

/// Signs what a token says.
pub(super) async fn write(app: &App, claims: &Claims) -> Result<Secret, Refusal> {
    let text = |key_id: &str| {
        let header = Header { alg: ALGORITHM.to_owned(), typ: KIND.to_owned(), kid: key_id.to_owned() };
        Ok(format!("{}.{}", part(&header)?, part(claims)?))
    };
    let (text, signature) = key::sign(app, text).await?;
    Ok(Secret::of(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))))
}

/// What a token says that this server signed for itself and that counts at a moment; none for any other.
pub(super) async fn read(app: &App, token: &str, now: Time) -> Result<Option<Claims>, Refusal> {
    let Some((text, signature)) = token.rsplit_once('.').filter(|_| token.len() <= LONGEST) else {
        return Ok(None);
    };
    let Some((header, claims)) = text.split_once('.') else { return Ok(None) };
    let (Some(header), Ok(signature)) = (parsed::<Header>(header), URL_SAFE_NO_PAD.decode(signature)) else {
        return Ok(None);
    };
    if header.alg != ALGORITHM || header.typ != KIND {
        return Ok(None);
    }
    if !key::is_signed_by(app, &header.kid, text.as_bytes(), &signature).await? {
        return Ok(None);
    }
    let seconds = now.micros() / SECOND;
    Ok(parsed::<Claims>(claims).filter(|it| {
        it.aud == audience(app) && is_of_this(app, &it.iss) && it.nbf <= seconds && seconds < it.exp
    }))
}

fn part<T: Serialize>(value: &T) -> Result<String, Refusal> {
    Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(value)?))
}

fn parsed<T: for<'a> Deserialize<'a>>(part: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}
