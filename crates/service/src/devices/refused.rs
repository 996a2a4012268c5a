//! The ways in which the device channel says no.

use std::time::Duration;

use crate::refusal::{Code, Refusal};

/// Why a device was turned away. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Unknown key, earlier version of the key, or key of another organization.
    #[error("the enrolment key is not, or no longer, valid")]
    KeyInvalid,
    /// The credential sent along is alive in another organization (decision 19).
    #[error("this device is enrolled in another organization")]
    EnrolledElsewhere,
    /// The key has as many rooms in Onboarding as it may (decision 19).
    #[error("too many rooms wait in Onboarding")]
    TooManyOnboarding,
    /// No live credential.
    #[error("the credential is not, or no longer, valid")]
    CredentialInvalid,
    /// The device reports too often, or too many reports wait.
    #[error("too many reports; come back later")]
    TooOften(Duration),
    /// A signed report that was sent no later than what counted already, or too far from the server's clock (decision 22).
    #[error(
        "the report was sent no later than an earlier one, or too far from the server's clock; sign it anew"
    )]
    NotFresh,
    /// Nothing can be stored at the moment.
    #[error("nothing can be stored at the moment")]
    Unavailable,
}

impl Refused {
    /// The stable code.
    pub const fn code(&self) -> Code {
        match self {
            Self::KeyInvalid => Code::KeyInvalid,
            Self::EnrolledElsewhere => Code::EnrolledElsewhere,
            Self::TooManyOnboarding => Code::TooManyOnboarding,
            Self::CredentialInvalid => Code::CredentialInvalid,
            Self::TooOften(_) => Code::TooManyRequests,
            Self::NotFresh => Code::Malformed,
            Self::Unavailable => Code::Unavailable,
        }
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unavailable => tracing::warn!("the database is busy"),
            Refusal::Down(source) => tracing::error!(?source, "nothing can be stored"),
            refusal => tracing::error!(?refusal, "what a device says could not be stored"),
        }
        Self::Unavailable
    }
}

impl From<store::StoreError> for Refused {
    fn from(error: store::StoreError) -> Self {
        Refusal::from(error).into()
    }
}
