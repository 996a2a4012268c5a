//! The requests of one's organization.

use authz::{Action, Realm};
use domain::id::{Id, ResellerRequest};
use store::{
    View,
    list::{Listed, Wanted},
    reseller_requests::ResellerRequestRow,
};

use super::{ASKS, RequestLink};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// A request with its link.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The stored request.
    pub row: ResellerRequestRow,
    /// Its link; none where it was revoked.
    pub link: Option<RequestLink>,
}

fn shown(context: &Looking<'_>, row: ResellerRequestRow) -> Result<Shown, Refusal> {
    let partner = context.facts.organization;
    let link = match row.revoked_at {
        None => Some(RequestLink::of(context.app, partner, &row)?),
        Some(_) => None,
    };
    Ok(Shown { row, link })
}

/// The requests of the caller's organization, newest first unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct ListResellerRequests {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for ListResellerRequests {
    type Answer = Counted<Shown>;
    const NAME: &'static str = "reseller_requests.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let wanted = &self.wanted;
        let count =
            if self.count { Some(store::reseller_requests::count(view, wanted).await?) } else { None };
        let Listed { items, next } = store::reseller_requests::list(view, wanted).await?;
        let items = items.into_iter().map(|row| shown(context, row)).collect::<Result<_, _>>()?;
        Ok(Counted { page: Listed { items, next }, count })
    }
}

/// One request of the caller's organization.
#[derive(Clone, Copy, Debug)]
pub struct ResellerRequestOf {
    /// Which.
    pub request: Id<ResellerRequest>,
}

impl Question for ResellerRequestOf {
    type Answer = Shown;
    const NAME: &'static str = "reseller_requests.one";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Shown, Refusal> {
        let row = store::reseller_requests::find(view, self.request).await?.ok_or(Refusal::Missing)?;
        shown(context, row)
    }
}
