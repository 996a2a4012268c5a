//! Releases: versions of the software of rooms that an organization trusts (R-259, decision 23).
//!
//! Invariant: only the organization's own people register a release or set its key, never a partner; what is registered is signed
//! by the organization's current key, whose private half Steward never sees.

mod adopt;
mod key;
mod list;
mod register;
mod signature;

pub use adopt::AdoptRelease;
pub use key::SetReleaseKey;
pub use list::{OfferedOf, ReleaseOf, Releases, ReleasesOf};
pub use register::RegisterRelease;
pub use store::releases::{ReleaseKey, ReleaseRow};
