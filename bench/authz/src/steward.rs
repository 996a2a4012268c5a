//! Steward's own engine on the image of this world.

use std::sync::Arc;

use authz::{
    Action, Concerning, Fact, Facts, Realm,
    fact::{AssignmentFacts, LinkFacts, Turn},
    image::{
        After, Asked, AskedTickets, Fault, Image, OpenTicket, Order, OrganizationFacts, RoomLine,
        RoomsInSight, TicketOrder,
    },
    sight,
};
use domain::{
    directory::Principal,
    health::{Health, HealthCounts},
    id::{Id, Organization, Room, User},
    link::LinkState,
    permission::{Permission, PermissionSet},
    role::Role,
    scope::{Parts, Scope as Stored},
    signal::{Category, Severity},
    time::{SECOND, Time},
};
use rustc_hash::FxHashMap;
use uuid::Uuid;

use crate::{
    limits::{Limits, NOW},
    random::Rng,
    stream::{Check, List},
    world::{N_HEALTH, Scope, World},
};

/// Kinds of identifiers. Like the real ones they ascend in the order of creation and end in chance.
#[derive(Clone, Copy)]
enum Kind {
    Room = 1,
    Group,
    User,
    SecurityGroup,
    Customer,
    Partner,
    Link,
    Assignment,
    Role,
    Scope,
    Ticket,
}

fn uuid(kind: Kind, number: u32) -> Uuid {
    let mut random = Rng((kind as u64) << 40 | u64::from(number));
    let low = u128::from(random.next());
    Uuid::from_u128(u128::from(number) << 96 | (kind as u128) << 88 | low)
}

fn id<T>(kind: Kind, number: u32) -> Id<T> {
    Id::new(uuid(kind, number))
}

const HEALTH: [Health; N_HEALTH] =
    [Health::Healthy, Health::Unmonitored, Health::Unhealthy, Health::Onboarding];

const SEVERITY: [Severity; 4] =
    [Severity::Critical, Severity::Important, Severity::Warning, Severity::Recommended];

fn scope(scope: &Scope, limits: Option<&Limits>) -> Stored {
    let mut stored = match scope {
        Scope::All => Stored::ALL,
        Scope::Groups(groups) => Stored::of([], groups.iter().map(|group| id(Kind::Group, *group))),
        Scope::Rooms(rooms) => Stored::of(rooms.iter().map(|room| id(Kind::Room, *room)), []),
    };
    if let Some(limits) = limits {
        stored.excluded = Parts {
            rooms: limits.but_rooms.iter().map(|room| id(Kind::Room, *room)).collect(),
            groups: limits.but_groups.iter().map(|group| id(Kind::Group, *group)).collect(),
            ..Parts::NONE
        };
    }
    stored
}

/// A check with the identifiers that Steward knows.
#[derive(Clone, Copy)]
pub struct Request {
    user: Id<User>,
    permission: Permission,
    tenant: Id<Organization>,
    room: Id<Room>,
}

pub struct Steward {
    image: Image,
    users: Vec<(Id<Organization>, Id<User>)>,
    rooms: Vec<(Id<Organization>, Id<Room>)>,
}

fn permission(number: u32) -> Permission {
    Permission::ALL[number as usize]
}

fn permissions(mask: u32) -> PermissionSet {
    let held: Vec<Permission> =
        (0..crate::world::N_PERMS).filter(|at| mask >> at & 1 == 1).map(permission).collect();
    PermissionSet::of(&held)
}

impl Steward {
    /// The organizations of a world with all their facts.
    fn organizations(world: &World) -> Vec<OrganizationFacts> {
        let mut assigns = vec![vec![]; world.rels.len()];
        for (at, assign) in world.assigns.iter().enumerate() {
            assigns[assign.rel as usize].push(at as u32);
        }
        let mut blocked: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (rel, user) in &world.blocks {
            blocked.entry(*rel).or_default().push(*user);
        }
        let mut organizations = Vec::new();
        let mut people = vec![vec![]; world.n_partners];
        for (user, partner) in world.user_partner.iter().enumerate() {
            people[*partner as usize].push(user as u32);
        }
        for (partner, people) in people.iter().enumerate() {
            let mut facts = vec![Fact::Capability { is: Turn::BEGINS }];
            for user in people {
                let member = Principal::User(id(Kind::User, *user));
                facts.push(Fact::Person { user: id(Kind::User, *user), enabled: Turn::begins(true) });
                for group in
                    world.user_principals.row(*user).iter().filter(|it| **it as usize >= world.n_users)
                {
                    let group = id(Kind::SecurityGroup, *group - world.n_users as u32);
                    facts.push(Fact::GroupMember { group, member, is: Turn::BEGINS });
                }
            }
            let mut organization = OrganizationFacts::new(id(Kind::Partner, partner as u32));
            organization.apply(&facts);
            organizations.push(organization);
        }
        let signal: Arc<str> = Arc::from("camera.room");
        let mut tickets: FxHashMap<u32, Vec<OpenTicket>> = FxHashMap::default();
        for (ticket, at) in world.tickets.iter().zip(0..) {
            let open = OpenTicket {
                id: id(Kind::Ticket, at),
                severity: SEVERITY[ticket.severity as usize],
                category: Category::HardwareAndPeripherals,
                opened_at: Time::from_micros(ticket.opened * SECOND),
                is_explained: false,
                is_suppressed: false,
                fault: Fault::Signal(Arc::clone(&signal)),
            };
            tickets.entry(ticket.room).or_default().push(open);
        }
        for customer in 0..world.n_customers() {
            let rooms = world.room_start[customer]..world.room_start[customer + 1];
            let lines = rooms.map(|room| RoomLine {
                id: id(Kind::Room, room),
                name: world.room_name[room as usize].as_str().into(),
                shown: Some(HEALTH[world.room_health[room as usize] as usize]),
                last_seen: Some(Time::from_micros(i64::from(room))),
                groups: world.room_groups.row(room).iter().map(|group| id(Kind::Group, *group)).collect(),
                place: None,
                tickets: tickets.remove(&room).unwrap_or_default(),
            });
            let mut organization = OrganizationFacts::new(id(Kind::Customer, customer as u32));
            organization.set_rooms(lines.collect());
            let mut facts = Vec::new();
            for at in world.customer_rels.row(customer as u32) {
                let rel = &world.rels[*at as usize];
                let link = id(Kind::Link, *at);
                let stored = id(Kind::Scope, *at);
                let content = Turn::begins(scope(&rel.scope, world.rel_limits.get(at)));
                facts.push(Fact::Scope { scope: stored, content });
                let state = if rel.active { LinkState::Active } else { LinkState::Suspended };
                let partner = id(Kind::Partner, rel.partner);
                let is = LinkFacts { partner, state, scope: stored, extended: PermissionSet::ALL };
                facts.push(Fact::Link { link, is: Turn::begins(is) });
                for user in blocked.get(at).into_iter().flatten() {
                    facts.push(Fact::Block { link, user: id(Kind::User, *user), is: Turn::BEGINS });
                }
                for at in &assigns[*at as usize] {
                    let assign = &world.assigns[*at as usize];
                    let limits = world.assign_limits.get(at);
                    let role = id(Kind::Role, assign.role);
                    let allowed = Turn::begins(permissions(world.mask(assign)));
                    facts.push(Fact::CustomRole { role, permissions: allowed });
                    let stored = id(Kind::Scope, world.rels.len() as u32 + at);
                    let content = Turn::begins(scope(&assign.scope, limits));
                    facts.push(Fact::Scope { scope: stored, content });
                    let assignment = id(Kind::Assignment, *at);
                    let moment = |at: Option<i64>| at.map(Time::from_micros);
                    let is = AssignmentFacts {
                        link: Some(link),
                        role: Role::Custom(role),
                        scope: stored,
                        from: moment(limits.and_then(|limits| limits.from)),
                        until: moment(limits.and_then(|limits| limits.until)),
                    };
                    facts.push(Fact::Assignment { assignment, is: Turn::begins(is) });
                    let member = match assign.principal.checked_sub(world.n_users as u32) {
                        None => Principal::User(id(Kind::User, assign.principal)),
                        Some(group) => Principal::SecurityGroup(id(Kind::SecurityGroup, group)),
                    };
                    facts.push(Fact::AssignmentMember { assignment, member, is: Turn::BEGINS });
                }
            }
            organization.apply(&facts);
            organizations.push(organization);
        }
        organizations
    }

    /// The image of a world.
    pub fn image(world: &World) -> Image {
        let mut image = Image::default();
        for organization in Self::organizations(world) {
            image.put(organization);
        }
        image
    }

    pub fn of(world: &World) -> Self {
        let image = Self::image(world);
        let users = world.user_partner.iter().zip(0..);
        let rooms = world.room_customer.iter().zip(0..);
        Self {
            image,
            users: users.map(|(partner, user)| (id(Kind::Partner, *partner), id(Kind::User, user))).collect(),
            rooms: rooms.map(|(at, room)| (id(Kind::Customer, *at), id(Kind::Room, room))).collect(),
        }
    }

    /// A check as a request brings it.
    pub fn request(&self, check: Check) -> Request {
        let (_, user) = self.users[check.user as usize];
        let (tenant, room) = self.rooms[check.room as usize];
        Request { user, permission: permission(check.perm), tenant, room }
    }

    pub fn check(&self, request: &Request) -> bool {
        let Request { user, permission, tenant, room } = *request;
        self.image.allows(Time::from_micros(NOW), user, permission, tenant, room)
    }

    fn facts(&self, user: u32) -> Option<Facts> {
        let (home, user) = self.users[user as usize];
        Facts::of(&self.image, Time::from_micros(NOW), home, user, "", Concerning::All)
    }

    fn asked(&self, world: &World, list: &List) -> Asked {
        Asked {
            health: list.health.map(|health| HEALTH[health as usize]),
            order: Order::Name,
            after: list.after.map(|after| {
                After::Name(world.room_name[after as usize].clone(), self.rooms[after as usize].1)
            }),
            ..Asked::default()
        }
    }

    pub fn list(&self, world: &World, list: &List) -> Vec<u32> {
        let Some(rooms) = self.in_sight(list.user) else { return Vec::new() };
        let page = rooms.page(&self.asked(world, list), crate::world::PAGE);
        page.rooms.iter().map(|(_, room)| (room.uuid().as_u128() >> 96) as u32).collect()
    }

    pub fn counts(&self, user: u32) -> [u32; N_HEALTH] {
        let counts: HealthCounts =
            self.in_sight(user).map(|rooms| rooms.counts(&Asked::default())).unwrap_or_default();
        HEALTH.map(|health| counts.of(health) as u32)
    }

    fn in_sight(&self, user: u32) -> Option<RoomsInSight> {
        let facts = self.facts(user)?;
        let sight = sight(&facts, Action::Use(Permission::RoomView), Realm::AllCustomers).ok()?;
        RoomsInSight::of(&sight)
    }

    pub fn newest(&self, user: u32) -> Vec<u32> {
        let Some(rooms) = self.in_sight(user) else { return Vec::new() };
        let asked =
            AskedTickets { order: [Some((TicketOrder::Opened, true)), None], ..AskedTickets::default() };
        let page = rooms.ticket_page(&asked, crate::world::PAGE);
        page.tickets.iter().map(|(_, ticket)| (ticket.uuid().as_u128() >> 96) as u32).collect()
    }

    pub fn total(&self, user: u32) -> u32 {
        let rooms = self.in_sight(user);
        rooms.map_or(0, |rooms| rooms.ticket_counts(&AskedTickets::default()).iter().sum::<i64>() as u32)
    }
}
