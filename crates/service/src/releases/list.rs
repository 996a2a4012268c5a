//! The releases of an organization, and those of the operator that it could adopt.

use authz::{Action, Realm};
use domain::{
    id::{Id, Organization, Release as Kind},
    permission::Permission,
};
use store::{
    View,
    releases::{self, ReleaseKey, ReleaseRow},
    rooms,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks for the releases of one organization.
#[derive(Clone, Copy, Debug)]
pub struct ReleasesOf {
    /// At home or at one customer.
    pub realm: Realm,
}

/// Asks for one release of an organization, as it was signed.
#[derive(Clone, Copy, Debug)]
pub struct ReleaseOf {
    /// At home or at one customer.
    pub realm: Realm,
    /// The release.
    pub release: Id<Kind>,
}

/// Asks for a release of the operator, as it was signed: to be looked at, and to be signed anew.
#[derive(Clone, Copy, Debug)]
pub struct OfferedOf {
    /// The release.
    pub release: Id<Kind>,
}

/// The releases of one organization, with what their reader may do.
#[derive(Clone, Debug)]
pub struct Releases {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The organization's name.
    pub tenant_name: String,
    /// Its own.
    pub own: Vec<ReleaseRow>,
    /// Those of the operator that it could adopt; for its own people alone.
    pub offered: Vec<ReleaseRow>,
    /// The key that signs them.
    pub key: Option<ReleaseKey>,
    /// The key of the operator; for its own people alone.
    pub key_of_operator: Option<ReleaseKey>,
    /// Whether the reader may register releases.
    pub may_register: bool,
    /// Whether the reader may set the key.
    pub may_set_key: bool,
}

impl Releases {
    /// Whether the organization trusts the key of the operator.
    pub fn trusts_operator(&self) -> bool {
        let theirs = self.key_of_operator.as_ref().map(|key| &key.public_key);
        theirs.is_some() && self.key.as_ref().map(|key| &key.public_key) == theirs
    }
}

impl Question for ReleasesOf {
    type Answer = Releases;
    const NAME: &'static str = "release.list";
    const SHOWS: Option<&'static str> = Some("updateRings");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RingView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Releases, Refusal> {
        let (tenant, tenant_name) =
            rooms::owners(view, rooms::Owners::All).await?.pop().ok_or(Refusal::Missing)?;
        let is_own = self.realm == Realm::Own;
        let may = |permission| is_own && context.sight(Action::UseOwn(permission), self.realm).is_ok();
        Ok(Releases {
            tenant,
            tenant_name,
            own: releases::own(view).await?,
            offered: if is_own { releases::offered(view).await? } else { Vec::new() },
            key: releases::current_key(view).await?,
            key_of_operator: if is_own { releases::key_of_operator(view).await? } else { None },
            may_register: may(Permission::RingModify),
            may_set_key: may(Permission::SettingsModify),
        })
    }
}

impl Question for ReleaseOf {
    type Answer = ReleaseRow;
    const NAME: &'static str = "release.one";
    const SHOWS: Option<&'static str> = Some("updateRings");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RingView), self.realm)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<ReleaseRow, Refusal> {
        releases::find(view, self.release).await?.ok_or(Refusal::Missing)
    }
}

impl Question for OfferedOf {
    type Answer = ReleaseRow;
    const NAME: &'static str = "release.offered";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::RingModify), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<ReleaseRow, Refusal> {
        let offered = releases::offered(view).await?;
        offered.into_iter().find(|release| release.id == self.release).ok_or(Refusal::Missing)
    }
}
