//! The ways the token endpoint and the page of consent say no (RFC 6749, 4.1.2.1 and 5.2).

use crate::refusal::Refusal;

/// Why there is no token or code.
#[derive(Debug)]
pub enum OAuthFault {
    /// A part of the request is missing, twice there or not as it must be; the sentence says which.
    InvalidRequest(&'static str),
    /// No such application, a wrong secret, or a disabled application.
    InvalidClient,
    /// The code or its verifier counts no more, or for somebody else.
    InvalidGrant,
    /// The application may not ask in this way.
    UnauthorizedClient,
    /// The way of asking is unknown.
    UnsupportedGrantType,
    /// What is to be answered is no code.
    UnsupportedResponseType,
    /// A scope that is unknown, or was not granted to the application.
    InvalidScope,
    /// The person said no.
    AccessDenied,
    /// The person would have to be asked, which the request forbids (OpenID Connect Core, 3.1.2.6).
    ConsentRequired,
    /// The person would have to sign in, which the request forbids.
    LoginRequired,
    /// Too often, or a fault that is none of OAuth's.
    Refused(Refusal),
}

impl OAuthFault {
    /// The published word.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InvalidRequest(_) => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidScope => "invalid_scope",
            Self::AccessDenied => "access_denied",
            Self::ConsentRequired => "consent_required",
            Self::LoginRequired => "login_required",
            Self::Refused(Refusal::TooOften(_) | Refusal::Unavailable | Refusal::Down(_)) => {
                "temporarily_unavailable"
            }
            Self::Refused(_) => "server_error",
        }
    }

    /// A sentence for whoever writes the application.
    pub const fn description(&self) -> &'static str {
        match self {
            Self::InvalidRequest(sentence) => sentence,
            Self::InvalidClient => {
                "There is no such application in this organization, it is disabled, or the secret is wrong."
            }
            Self::InvalidGrant => {
                "The code was used, is too old, or was given to another application, address or verifier."
            }
            Self::UnauthorizedClient => "A public client acts for people alone.",
            Self::UnsupportedGrantType => "The grant types are client_credentials and authorization_code.",
            Self::UnsupportedResponseType => "The response type is code.",
            Self::InvalidScope => {
                "A scope is unknown or was not granted to this application; an application that acts by itself asks for …/.default."
            }
            Self::AccessDenied => "The person did not consent.",
            Self::ConsentRequired => "The person has to be asked.",
            Self::LoginRequired => "The person has to sign in.",
            Self::Refused(Refusal::TooOften(_)) => "Too many attempts. Try again later.",
            Self::Refused(_) => "Steward cannot answer now.",
        }
    }
}

impl From<Refusal> for OAuthFault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<store::StoreError> for OAuthFault {
    fn from(error: store::StoreError) -> Self {
        Self::Refused(error.into())
    }
}
