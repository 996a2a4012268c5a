//! Adopting a release of the operator (decision 23): registering it as one's own, where one's own key signed it. That is so without
//! further ado for who trusts the key of the operator; everybody else signs it anew.

use authz::Action;
use domain::{
    id::{Id, Release as Kind},
    permission::Permission,
};
use store::{Change, releases};

use super::register::register;
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Adopts a release of the operator in one's own organization.
#[derive(Clone, Copy, Debug)]
pub struct AdoptRelease {
    /// The release of the operator.
    pub release: Id<Kind>,
}

impl Command for AdoptRelease {
    type Output = Id<Kind>;
    const NAME: &'static str = "release.adopt";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::RingModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<Id<Kind>, Refusal> {
        let signed = releases::offered_one(change, self.release).await?.ok_or(Refusal::Missing)?;
        register(change, "release", &signed).await
    }
}
