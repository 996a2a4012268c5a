//! Organizations: made and looked after by the operator, who sees figures of them and never their content.
//!
//! Invariant: what the operator does to an organization stands in that organization's own log.

mod administrator_link;
mod create;
mod domains;
mod edit;
mod eligibility;
mod list;
mod logo;
mod own;
mod partner_capability;
mod setup;

pub use administrator_link::{AdministratorLink, MakeAdministratorLink};
pub(crate) use create::write;
pub use create::{CreateOrganization, Created, NewOrganization};
pub use domains::{AddDomain, RemoveDomain};
pub use edit::EditOrganization;
pub use list::{GetOrganization, Health, ListOrganizations};
pub use logo::{OwnLogo, SetLogo};
pub use own::Own;
pub use partner_capability::SetPartnerCapability;
pub use setup::{Setup, setup};
pub use store::logos::Logo;
pub use store::organizations::{HealthFigures, OrganizationRow, OwnOrganization, SCHEMA};
