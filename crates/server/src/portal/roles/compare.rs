//! Two roles of one place beside each other: what each allows, and what one allows that the other does not.

use askama::Template;
use axum::extract::State;
use domain::permission::{Permission, PermissionSet};
use service::{
    Refusal, ask,
    roles::{RoleContext, RolesIn},
};

use super::place::RolePlace;
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::layout::Frame,
    web::Web,
};

/// A role that can be compared.
#[derive(Clone, Debug)]
struct Compared {
    key: String,
    name: String,
    permissions: PermissionSet,
}

/// A permission, and whether the first and the second role have it.
type Row = (Permission, bool, bool);

#[derive(Template)]
#[template(path = "portal/roles/compare.html")]
struct ComparePage {
    frame: Frame,
    place: RolePlace,
    roles: Vec<Compared>,
    one: Compared,
    other: Compared,
}

impl ComparePage {
    /// Every permission with whether each role has it, by what it is about.
    fn areas(&self) -> Vec<(&'static str, Vec<Row>)> {
        let both = |permission: Permission| {
            (permission, self.one.permissions.has(permission), self.other.permissions.has(permission))
        };
        let areas = PermissionSet::ALL.by_area().into_iter();
        areas.map(|(area, permissions)| (area, permissions.into_iter().map(both).collect())).collect()
    }

    /// How many permissions the first role has beyond the second, and the reverse.
    fn beyond(&self) -> (usize, usize) {
        let (one, other) = (self.one.permissions, self.other.permissions);
        (one.without(other).iter().count(), other.without(one).iter().count())
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    place: RolePlace,
    fields: Fields,
) -> PageResult {
    let frame = place.frame(&web, &signed).await?;
    let found = ask(&web.app, &signed.caller, &RolesIn { context: place.context, to_modify: false }).await?;
    let is_own = place.context == RoleContext::Own;
    let built_in = found.built_in.into_iter().filter(|(role, _)| is_own != role.is_partner_role());
    let built_in = built_in.map(|(role, permissions)| Compared {
        key: role.key().to_owned(),
        name: frame.t.word("role-", role.key()),
        permissions,
    });
    let custom = found.custom.into_iter().map(|role| Compared {
        key: role.id.to_string(),
        name: role.name,
        permissions: role.permissions,
    });
    let roles: Vec<Compared> = built_in.chain(custom).collect();
    let chosen = |field: &str, otherwise: usize| match fields.text(field) {
        "" => roles.get(otherwise).or(roles.first()).cloned(),
        key => roles.iter().find(|role| role.key == key).cloned(),
    };
    let one = chosen("one", 0).ok_or(Refusal::Missing)?;
    let other = chosen("other", 1).ok_or(Refusal::Missing)?;
    html(&ComparePage { frame, place, roles, one, other })
}
