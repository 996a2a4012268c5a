//! The customer blocks one person or one application of a partner, and lifts the block (decision 8).
//!
//! Invariant: a block wins over every grant from whatever source; only the customer sets and lifts it.

mod application;
mod lift;
mod set;

pub use application::BlockApplication;
pub use lift::UnblockPerson;
pub use set::BlockPerson;
pub use store::blocks::BlockRow;

use domain::id::{Id, Link, Organization};
use store::{
    Change,
    notices::{CUSTOMER_AGENTS, Notice},
};

use crate::refusal::Refusal;

/// Of which partner somebody is blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The partner of a link.
    Link(Id<Link>),
    /// A partner, whatever it holds.
    Partner(Id<Organization>),
}

impl From<Id<Link>> for Of {
    fn from(link: Id<Link>) -> Self {
        Self::Link(link)
    }
}

impl From<Id<Organization>> for Of {
    fn from(partner: Id<Organization>) -> Self {
        Self::Partner(partner)
    }
}

impl Of {
    /// The partner.
    ///
    /// # Errors
    /// When the change's organization has no such link.
    async fn partner(self, change: &mut Change) -> Result<Id<Organization>, Refusal> {
        match self {
            // A block outlives its link, and so does lifting it.
            Self::Link(link) => {
                let link = store::links::fetch(change, link).await?.ok_or(Refusal::Missing)?;
                Ok(link.partner)
            }
            Self::Partner(partner) => Ok(partner),
        }
    }
}

/// Tells the partner: those who look after its links, or where there is no link, those who look its customers up.
async fn tell(
    change: &mut Change,
    partner: Id<Organization>,
    link: Option<Id<Link>>,
    (by_link, else_): (&'static str, &'static str),
    mut parameters: Vec<(&'static str, String)>,
) -> Result<(), Refusal> {
    parameters.push(("customer", store::links::own_name(change).await?));
    let (audience, kind, about) = match link {
        Some(link) => ("tenant_managers", by_link, link.uuid()),
        None => (CUSTOMER_AGENTS, else_, change.tenant().uuid()),
    };
    Ok(change.notify(Notice { tenant: partner, audience, kind, about, parameters }).await?)
}
