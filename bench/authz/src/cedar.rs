//! Cedar: users in groups, rooms in room groups, customers and relationships as hierarchy, roles as action groups, one
//! policy for each assignment. One policy set for each relationship, chosen by the host: what an expert would do, and
//! more than a thousand times faster than one set for all.

use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
    str::FromStr as _,
};

use anyhow::Result;
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, Policy, PolicyId,
    PolicySet, Request, RestrictedExpression,
};
use rustc_hash::FxHashMap;

use crate::{
    limits::{Limits, NOW},
    stream::Check,
    world::{N_PERMS, Scope, World},
};

pub struct Cedar<'a> {
    world: &'a World,
    authorizer: Authorizer,
    sets: Vec<PolicySet>,
    empty: PolicySet,
    entities: Entities,
    relationship: FxHashMap<(u32, u32), u32>,
    types: Types,
}

struct Types {
    user: EntityTypeName,
    group: EntityTypeName,
    room: EntityTypeName,
    room_group: EntityTypeName,
    customer: EntityTypeName,
    relationship: EntityTypeName,
    action: EntityTypeName,
}

fn id(kind: &EntityTypeName, number: u32) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(number.to_string()))
}

fn names(kind: &str, ids: &[u32]) -> String {
    ids.iter().map(|id| format!("{kind}::\"{id}\"")).collect::<Vec<_>>().join(",")
}

/// The condition that a scope with its limits sets.
fn condition(scope: &Scope, limits: Option<&Limits>) -> String {
    let mut text = match scope {
        Scope::All => String::new(),
        Scope::Groups(groups) => format!(" && resource in [{}]", names("RoomGroup", groups)),
        Scope::Rooms(rooms) => format!(" && resource in [{}]", names("Room", rooms)),
    };
    if let Some(limits) = limits {
        let left_out = [names("RoomGroup", &limits.but_groups), names("Room", &limits.but_rooms)];
        for left_out in left_out.iter().filter(|it| !it.is_empty()) {
            let _ = write!(text, " && !(resource in [{left_out}])");
        }
        if let Some(from) = limits.from {
            let _ = write!(text, " && {from} <= context.now");
        }
        if let Some(until) = limits.until {
            let _ = write!(text, " && context.now < {until}");
        }
    }
    text
}

impl<'a> Cedar<'a> {
    pub fn of(world: &'a World) -> Result<Self> {
        let name = |text: &str| EntityTypeName::from_str(text);
        let types = Types {
            user: name("User")?,
            group: name("Group")?,
            room: name("Room")?,
            room_group: name("RoomGroup")?,
            customer: name("Customer")?,
            relationship: name("Relationship")?,
            action: name("Action")?,
        };
        let mut sets = vec![PolicySet::new(); world.rels.len()];
        for (at, assign) in world.assigns.iter().enumerate() {
            let who = match (assign.principal as usize).checked_sub(world.n_users) {
                None => format!("principal == User::\"{}\"", assign.principal),
                Some(group) => format!("principal in Group::\"{group}\""),
            };
            let relationship = format!("Relationship::\"{}\"", assign.rel);
            let more = condition(&assign.scope, world.assign_limits.get(&(at as u32)))
                + &condition(&Scope::All, world.rel_limits.get(&assign.rel));
            let text = format!(
                "permit({who}, action in Action::\"role{}\", resource in {relationship}) \
                 when {{ {relationship}.active{more} }};",
                assign.role
            );
            sets[assign.rel as usize].add(Policy::parse(Some(PolicyId::new(format!("a{at}"))), text)?)?;
        }
        for (rel, user) in &world.blocks {
            let text = format!("forbid(principal == User::\"{user}\", action, resource);");
            sets[*rel as usize].add(Policy::parse(Some(PolicyId::new(format!("b{user}"))), text)?)?;
        }
        let entities = entities(world, &types)?;
        let relationship =
            world.rels.iter().zip(0..).map(|(rel, at)| ((rel.customer, rel.partner), at)).collect();
        Ok(Self {
            world,
            authorizer: Authorizer::new(),
            sets,
            empty: PolicySet::new(),
            entities,
            relationship,
            types,
        })
    }

    pub fn check(&self, check: Check) -> Result<bool> {
        let world = self.world;
        let key = (world.room_customer[check.room as usize], world.user_partner[check.user as usize]);
        let set = self.relationship.get(&key).map_or(&self.empty, |rel| &self.sets[*rel as usize]);
        let context = if world.assign_limits.is_empty() {
            Context::empty()
        } else {
            Context::from_pairs([("now".to_owned(), RestrictedExpression::new_long(NOW))])?
        };
        let types = &self.types;
        let request = Request::new(
            id(&types.user, check.user),
            id(&types.action, check.perm),
            id(&types.room, check.room),
            context,
            None,
        )?;
        Ok(self.authorizer.is_authorized(&request, set, &self.entities).decision() == Decision::Allow)
    }
}

fn entities(world: &World, types: &Types) -> Result<Entities> {
    let role = |at: usize| {
        EntityUid::from_type_name_and_id(types.action.clone(), EntityId::new(format!("role{at}")))
    };
    let mut all = Vec::new();
    for user in 0..world.n_users as u32 {
        let groups = world.user_principals.row(user).iter().filter(|it| **it as usize >= world.n_users);
        let groups = groups.map(|group| id(&types.group, group - world.n_users as u32)).collect();
        all.push(Entity::new_no_attrs(id(&types.user, user), groups));
    }
    for group in 0..world.n_sgroups as u32 {
        all.push(Entity::new_no_attrs(id(&types.group, group), HashSet::new()));
    }
    for at in 0..world.roles.len() {
        all.push(Entity::new_no_attrs(role(at), HashSet::new()));
    }
    for perm in 0..N_PERMS {
        let roles = (0..world.roles.len()).filter(|at| world.roles[*at] >> perm & 1 == 1).map(role).collect();
        all.push(Entity::new_no_attrs(id(&types.action, perm), roles));
    }
    // A relationship stands above what its scope names.
    let mut above: HashMap<EntityUid, HashSet<EntityUid>> = HashMap::new();
    for (rel, at) in world.rels.iter().zip(0..) {
        let relationship = id(&types.relationship, at);
        let active = RestrictedExpression::new_bool(rel.active);
        let attributes = HashMap::from([("active".to_owned(), active)]);
        all.push(Entity::new(relationship.clone(), attributes, HashSet::new())?);
        let below: Vec<EntityUid> = match &rel.scope {
            Scope::All => vec![id(&types.customer, rel.customer)],
            Scope::Groups(groups) => groups.iter().map(|group| id(&types.room_group, *group)).collect(),
            Scope::Rooms(rooms) => rooms.iter().map(|room| id(&types.room, *room)).collect(),
        };
        for below in below {
            above.entry(below).or_default().insert(relationship.clone());
        }
    }
    for customer in 0..world.n_customers() as u32 {
        let uid = id(&types.customer, customer);
        let parents = above.remove(&uid).unwrap_or_default();
        all.push(Entity::new_no_attrs(uid, parents));
    }
    for group in 0..world.group_customer.len() as u32 {
        let uid = id(&types.room_group, group);
        let parents = above.remove(&uid).unwrap_or_default();
        all.push(Entity::new_no_attrs(uid, parents));
    }
    for room in 0..world.n_rooms() as u32 {
        let uid = id(&types.room, room);
        let mut parents = above.remove(&uid).unwrap_or_default();
        parents.extend(world.room_groups.row(room).iter().map(|group| id(&types.room_group, *group)));
        parents.insert(id(&types.customer, world.room_customer[room as usize]));
        all.push(Entity::new_no_attrs(uid, parents));
    }
    Ok(Entities::from_entities(all, None)?)
}
