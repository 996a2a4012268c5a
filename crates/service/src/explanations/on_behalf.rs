//! Who of partners can work in a room on behalf of its organization, by what that delegated and let open its rooms (decision 6).

use std::collections::BTreeSet;

use authz::{Action, Realm, holders_on_behalf};
use domain::{
    id::{Id, Organization, Room},
    permission::Permission,
};
use store::{View, partner_holdings};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
    roles::RoleContext,
};

/// Asks how many people of each partner may use a permission in a room of the caller's organization on its behalf, now.
#[derive(Clone, Copy, Debug)]
pub struct WorkersOnBehalf {
    /// The room.
    pub room: Id<Room>,
    /// The permission.
    pub permission: Permission,
}

/// A partner whose people may.
#[derive(Clone, Debug)]
pub struct WorkersOf {
    /// The partner.
    pub partner: Id<Organization>,
    /// Its name.
    pub name: String,
    /// How many people.
    pub people: usize,
}

impl Question for WorkersOnBehalf {
    type Answer = Vec<WorkersOf>;
    const NAME: &'static str = "access.on_behalf";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        RoleContext::Own.views()
    }

    async fn answer(&self, view: &mut View, looking: &Looking<'_>) -> Result<Vec<WorkersOf>, Refusal> {
        let (own, now) = (looking.facts.own(), looking.facts.now);
        let seen = looking.sight(Action::Use(Permission::RoomView), Realm::Own)?;
        if !seen.covers(own.id, self.room) {
            return Err(Refusal::Missing);
        }
        let partners: BTreeSet<_> = own.rights.partners().collect();
        let homes = view.organizations(&partners.into_iter().collect::<Vec<_>>()).await?;
        let mut workers = Vec::new();
        for home in homes {
            let people = holders_on_behalf(&home, own, self.permission, self.room, now).len();
            if people == 0 {
                continue;
            }
            if let Some(found) = partner_holdings::find(view, home.id, now).await? {
                workers.push(WorkersOf { partner: home.id, name: found.name, people });
            }
        }
        Ok(workers)
    }
}
