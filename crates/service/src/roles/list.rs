//! The roles there are, as their context and the customer see them (R-108, R-130, decision 17).

use authz::{Action, Realm, may_confer};
use domain::{
    permission::{Permission, PermissionSet},
    role::BuiltInRole,
};
use store::{
    View,
    roles::{RoleRow, Whose},
};

use super::RoleContext;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// The roles of a context.
#[derive(Clone, Copy, Debug)]
pub struct RolesIn {
    /// Where they count.
    pub context: RoleContext,
    /// Whether they are read to be changed, which takes more.
    pub to_modify: bool,
}

/// Roles, and whether the reader may change them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roles {
    /// The fixed roles, and what each allows there.
    pub built_in: Vec<(BuiltInRole, PermissionSet)>,
    /// Those that somebody made, by name; none for who may not see roles.
    pub custom: Vec<RoleRow>,
    /// Whether the reader manages roles there.
    pub may_modify: bool,
    /// What the reader may put into a role there.
    pub conferrable: PermissionSet,
}

impl Question for RolesIn {
    type Answer = Roles;
    const NAME: &'static str = "roles.list";

    /// What the fixed roles of one's own organization allow is no secret.
    fn asks(&self, _: &Person) -> (Action, Realm) {
        match self.context {
            _ if self.to_modify => self.context.modifies(),
            RoleContext::Own => (Action::OwnAccount, Realm::Own),
            RoleContext::At(_) => self.context.views(),
        }
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Roles, Refusal> {
        let (views, realm) = self.context.views();
        let profile = context.facts.own().profile;
        let fixed = |is_partner_role| {
            let roles =
                BuiltInRole::ALL.into_iter().filter(move |role| role.is_partner_role() == is_partner_role);
            roles.map(|role| (role, role.permissions_under(profile))).collect::<Vec<_>>()
        };
        let (modifies, _) = self.context.modifies();
        let may_modify = context.sight(modifies, realm).is_ok();
        let tenant = match self.context {
            RoleContext::Own => context.facts.organization,
            RoleContext::At(customer) => customer,
        };
        let confers = |permission: &Permission| {
            may_modify && may_confer(context.facts, tenant, PermissionSet::of(&[*permission]))
        };
        let conferrable = PermissionSet::of(&Permission::ALL.into_iter().filter(confers).collect::<Vec<_>>());
        match self.context {
            RoleContext::Own => {
                let built_in = [fixed(false), fixed(true)].concat();
                let Ok(sight) = context.sight(views, realm) else {
                    return Ok(Roles { built_in, custom: Vec::new(), may_modify, conferrable });
                };
                view.look(sight);
                let custom = store::roles::list(view, Whose::Own).await?;
                Ok(Roles { built_in, custom, may_modify, conferrable })
            }
            RoleContext::At(customer) => {
                view.look(context.sight(Action::SeeTenants, Realm::Own)?);
                let custom = store::roles::list(view, Whose::At(customer)).await?;
                // Primary admins hold whatever a role of their link may hold.
                let at = context.facts.at(customer);
                let ceiling = at.and_then(|at| at.rights.link_with(context.facts.organization));
                let mut built_in = fixed(true);
                for (_, permissions) in &mut built_in {
                    *permissions = ceiling.map_or(*permissions, |linked| linked.ceiling);
                }
                Ok(Roles { built_in, custom, may_modify, conferrable })
            }
        }
    }
}

/// The roles that partners made in the caller's organization.
#[derive(Clone, Copy, Debug)]
pub struct PartnerRoles;

impl Question for PartnerRoles {
    type Answer = Vec<RoleRow>;
    const NAME: &'static str = "roles.of_partners";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::RoleView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Vec<RoleRow>, Refusal> {
        Ok(store::roles::list(view, Whose::Partners).await?)
    }
}
