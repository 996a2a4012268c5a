//! Partner links: scope, end.
//!
//! Invariant: what an end or a narrower scope takes away is gone with the commit; nothing waits for a job.

mod end;
mod extend;
mod list;
pub mod orphans;
mod preview;
mod scope;

pub(crate) use end::end;
pub use end::{Effects, EffectsOfRemovingCustomer, EffectsOfRemovingPartner, RemoveCustomer, RemovePartner};
pub use extend::ExtendLink;
pub(crate) use list::with_members;
pub use list::{
    LinkDetail, PartnerDetail, PartnerPeople, Partners, TenantAnswer, TenantDetail, TenantSeen, Tenants,
};
pub use preview::PreviewLink;
pub use scope::ChangeLinkScope;
pub use store::assignments::people::SCHEMA as PEOPLE;
pub use store::links::{LinkRow, ListedLink, partners::SCHEMA as PARTNERS, tenants::SCHEMA as TENANTS};

use domain::id::{Id, Link};
use store::Change;

use crate::refusal::{Code, Refusal};

/// A live link of the change's organization, as it was read by the caller.
pub(crate) async fn live(change: &mut Change, id: Id<Link>, stamp: Option<i64>) -> Result<LinkRow, Refusal> {
    let link = store::links::fetch(change, id).await?.ok_or(Refusal::Missing)?;
    if link.state.is_ended() {
        return Err(Refusal::Conflict(Code::InvalidState, Some(id.uuid())));
    }
    if stamp.is_some_and(|stamp| stamp != link.stamp) {
        return Err(Refusal::Stale);
    }
    Ok(link)
}
