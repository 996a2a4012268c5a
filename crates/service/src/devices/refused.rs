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
    /// A file of a job that does not run, or is another room's.
    #[error("this room has no such job that runs")]
    NotRunning,
    /// A file of a kind that is not taken.
    #[error("the file is empty, too large, or neither text, archive, picture, video nor PDF")]
    UnfitFile,
    /// The job or the organization has as many files as it may.
    #[error("there are as many files as may be")]
    FilesFull,
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
            Self::NotRunning => Code::InvalidState,
            Self::UnfitFile => Code::UnsupportedFile,
            Self::FilesFull => Code::TooMany,
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
