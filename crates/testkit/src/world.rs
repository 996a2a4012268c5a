//! A world for use cases: contoso.example (12 rooms, 3 groups) and fabrikam.example (3 rooms) are customers,
//! northwind.example and adventure.example partners; tailspin.example has to do with nobody.
//!
//! People of contoso.example: anna (global administrator), mats (Managed Service Administrator), greta (global
//! reader), lea (site lead of the group Berlin), theo (site technician of Berlin 1 and Berlin 2), uma (no
//! role), dora (disabled). Of fabrikam.example: fred (global administrator), faye (no role). Of
//! northwind.example: nora (global administrator), noel (Managed Service Administrator), tom (tenant manager),
//! pia, paul, ned (no role), gus (in the group Technicians, which is in Service), dirk (disabled). Of
//! adventure.example: ada (global administrator), alex (no role). olga@operator.example operates;
//! sven@tailspin.example is global administrator, stina@tailspin.example has no role.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    directory::Principal,
    id::{Assignment, Id, Ids, Invitation, Link, Organization, Room, RoomGroup, SecurityGroup, User},
    invitation::{InvitationKind, InvitationState},
    link::LinkState,
    permission::PermissionSet,
    role::{BuiltInRole, DirectoryRole, SiteLeadProfile},
    scope::Scope,
    text::{DomainName, Upn},
    time::Clock,
};
use service::{Access, App, Caller, Person, Sealer, Settings};
use store::seed::{self, Seed};

use crate::{
    clock::{FakeClock, SeededIds, SeededSecrets},
    databases::{Database, Kind},
    people::{HOMES, PASSWORD_HASH, PEOPLE, Part},
    plain::{Named, Plain},
};

/// A running Steward without its server, in a world of its own.
pub struct World {
    /// The running Steward.
    pub app: App,
    /// Its clock.
    pub clock: Arc<FakeClock>,
    /// Where its identifiers come from.
    pub ids: Arc<SeededIds>,
    /// Its database.
    pub database: Database,
    organizations: BTreeMap<String, Id<Organization>>,
    people: BTreeMap<String, (Id<Organization>, Id<User>)>,
    rooms: BTreeMap<(Id<Organization>, String), Id<Room>>,
    groups: BTreeMap<(Id<Organization>, String), Id<RoomGroup>>,
    security_groups: BTreeMap<(Id<Organization>, String), Id<SecurityGroup>>,
}

/// A link as made by [`World::link`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The invitation it came from.
    pub invitation: Id<Invitation>,
    /// The link.
    pub link: Id<Link>,
    /// The assignment of its primary admins.
    pub primary_admins: Id<Assignment>,
}

/// Runs a test in a fresh world on both databases.
pub async fn each(test: impl AsyncFn(World)) {
    for kind in Kind::ALL {
        eprintln!("on {kind:?}");
        test(World::new(Database::fresh(kind).await).await).await;
    }
}

/// Runs a test on both databases in a world where contoso.example has linked northwind.example for the rooms
/// of the group Berlin, with pia@northwind.example as primary admin.
pub async fn each_linked(test: impl AsyncFn(World, Linked)) {
    each(async |world: World| {
        let scope = world.scope("contoso.example", &[], &["Berlin"]);
        let linked =
            world.link("contoso.example", "northwind.example", scope, &["pia@northwind.example"]).await;
        test(world, linked).await;
    })
    .await;
}

impl World {
    /// The world without any link or invitation.
    pub async fn new(database: Database) -> Self {
        Self::with(database, Settings::default()).await
    }

    /// The same with other settings.
    pub async fn with(database: Database, settings: Settings) -> Self {
        let mut world = Self::bare(database, settings);
        let mut seed = world.seed().await;
        world.settle(&mut seed).await;
        world.furnish(&mut seed).await;
        world.employ(&mut seed).await;
        seed.commit().await.expect("the world is committed");
        world
    }

    /// A running Steward in which nothing and nobody is.
    pub fn bare(database: Database, settings: Settings) -> Self {
        let clock = Arc::new(FakeClock::default());
        let ids = Arc::new(SeededIds::default());
        let secrets = Arc::new(SeededSecrets::default());
        let sealer = Sealer::parse(&Sealer::fresh_key_file(secrets.as_ref())).expect("a seal key");
        let app = App::new(database.store.clone(), clock.clone(), ids.clone(), secrets, sealer, settings);
        Self {
            app,
            clock,
            ids,
            database,
            organizations: BTreeMap::new(),
            people: BTreeMap::new(),
            rooms: BTreeMap::new(),
            groups: BTreeMap::new(),
            security_groups: BTreeMap::new(),
        }
    }

    /// Begins to plant more.
    pub async fn seed(&self) -> Seed {
        Seed::begin(&self.database.store, self.clock.now()).await.expect("seeding begins")
    }

    /// An organization by its domain.
    pub fn organization(&self, domain: &str) -> Id<Organization> {
        *self.organizations.get(domain).unwrap_or_else(|| panic!("no organization {domain}"))
    }

    /// A person by account name.
    pub fn user(&self, upn: &str) -> Id<User> {
        self.account(upn).1
    }

    fn account(&self, upn: &str) -> (Id<Organization>, Id<User>) {
        *self.people.get(upn).unwrap_or_else(|| panic!("nobody is {upn}"))
    }

    /// A room by the domain of its organization and its name.
    pub fn room(&self, domain: &str, name: &str) -> Id<Room> {
        let key = (self.organization(domain), name.to_owned());
        *self.rooms.get(&key).unwrap_or_else(|| panic!("no room {name} at {domain}"))
    }

    /// A room group by the domain of its organization and its name.
    pub fn group(&self, domain: &str, name: &str) -> Id<RoomGroup> {
        let key = (self.organization(domain), name.to_owned());
        *self.groups.get(&key).unwrap_or_else(|| panic!("no room group {name} at {domain}"))
    }

    /// A security group by the domain of its organization and its name.
    pub fn security_group(&self, domain: &str, name: &str) -> Id<SecurityGroup> {
        let key = (self.organization(domain), name.to_owned());
        *self.security_groups.get(&key).unwrap_or_else(|| panic!("no security group {name} at {domain}"))
    }

    /// A scope of rooms and groups by name.
    pub fn scope(&self, domain: &str, rooms: &[&str], groups: &[&str]) -> Scope {
        Scope::of(
            rooms.iter().map(|room| self.room(domain, room)),
            groups.iter().map(|group| self.group(domain, group)),
        )
    }

    /// Makes somebody known who came since, with the organization by its domain.
    pub async fn meet(&mut self, upn: &str) {
        let mut opening = self.database.store.begin_view().await.expect("a view");
        let account = opening.account(upn).await.expect("an answer").expect("somebody of that name");
        let (_, domain) = upn.split_once('@').expect("an account name");
        self.organizations.insert(domain.to_owned(), account.organization);
        self.people.insert(upn.to_owned(), (account.organization, account.user));
    }

    /// Somebody who calls from a signed-in browser.
    pub fn caller(&self, upn: &str) -> Caller {
        self.calling(upn, Access::Write)
    }

    /// Somebody who calls with a token that only reads.
    pub fn reader(&self, upn: &str) -> Caller {
        self.calling(upn, Access::Read)
    }

    fn calling(&self, upn: &str, access: Access) -> Caller {
        let (organization, user) = self.account(upn);
        let upn = Upn::parse(upn).expect("an account name");
        // A token that reads is no session.
        let session = (access == Access::Write).then(|| self.ids.id());
        Caller {
            person: Person {
                user,
                organization,
                upn,
                by: None,
                session,
                access,
                on_behalf: false,
                sender: None,
            },
            request_id: self.ids.next().to_string(),
            address: "192.0.2.7".to_owned(),
            idempotency_key: None,
        }
    }

    /// Plants a described world beside this one; its people can call by their account names.
    pub async fn adopt(&mut self, plain: &Plain) -> Named {
        let named = Named { now: self.clock.now(), ..plain.name(&self.ids) };
        let mut seed = self.seed().await;
        plain.plant(&named, &mut seed).await.expect("the described world");
        seed.commit().await.expect("the described world is committed");
        for (person, it) in plain.people.iter().enumerate() {
            let account = (named.organizations[it.home], named.people[person]);
            self.people.insert(plain.upn(&named, person).to_string(), account);
        }
        named
    }

    /// An invitation by domain, sent now by the customer's first administrator, open for seven days.
    pub async fn invite(&self, customer: &str, partner: &str, scope: Scope) -> Id<Invitation> {
        let mut seed = self.seed().await;
        let invitation = self.invitation(customer, partner, scope, InvitationState::Pending);
        seed.invitation(&invitation).await.expect("an invitation");
        seed.commit().await.expect("the invitation is committed");
        invitation.id
    }

    /// An active link with its accepted invitation and primary admins over its whole scope.
    pub async fn link(&self, customer: &str, partner: &str, scope: Scope, admins: &[&str]) -> Linked {
        let mut seed = self.seed().await;
        let invitation = self.invitation(customer, partner, scope.clone(), InvitationState::Accepted);
        let (tenant, home) = (self.organization(customer), self.organization(partner));
        let link = seed::Link {
            tenant,
            id: self.ids.id(),
            partner: home,
            invitation: invitation.id,
            state: LinkState::Active,
            scope_id: self.ids.id(),
            scope,
            extended: PermissionSet::NONE,
            terms_hash: invitation.terms_hash.clone(),
            terms_by: invitation.sent_by_name.clone(),
            orphaned: false,
            started_at: None,
            ended_at: None,
        };
        let members =
            admins.iter().map(|upn| seed::Member { home, principal: Principal::User(self.user(upn)) });
        let assignment = seed::Assignment {
            tenant,
            id: self.ids.id(),
            link: Some(link.id),
            role: BuiltInRole::PrimaryAdmins.into(),
            name: "Assigned admins".to_owned(),
            description: String::new(),
            scope_id: self.ids.id(),
            scope: Scope::ALL,
            from: None,
            until: None,
            members: members.collect(),
        };
        seed.invitation(&invitation).await.expect("an invitation");
        seed.link(&link).await.expect("a link");
        seed.assignment(&assignment).await.expect("an assignment");
        seed.commit().await.expect("the link is committed");
        Linked { invitation: invitation.id, link: link.id, primary_admins: assignment.id }
    }

    fn invitation(
        &self,
        customer: &str,
        partner: &str,
        scope: Scope,
        state: InvitationState,
    ) -> seed::Invitation {
        let tenant = self.organization(customer);
        let (sender, (_, sent_by)) =
            self.people.iter().find(|(_, (home, _))| *home == tenant).expect("somebody who invites");
        let is_answered = state != InvitationState::Pending;
        seed::Invitation {
            tenant,
            id: self.ids.id(),
            kind: InvitationKind::Domain,
            partner: Some(self.organization(partner)),
            domain: partner.to_owned(),
            named_upn: None,
            named_name: String::new(),
            state,
            scope_id: self.ids.id(),
            scope,
            terms_hash: "0".repeat(64),
            valid_days: 7,
            sent_by: *sent_by,
            sent_by_name: sender.clone(),
            sent_at: self.clock.now(),
            answered_by: if is_answered { "somebody".to_owned() } else { String::new() },
            answered_at: is_answered.then(|| self.clock.now()),
            reason: String::new(),
        }
    }

    async fn settle(&mut self, seed: &mut Seed) {
        for home in HOMES {
            let organization = seed::Organization {
                id: self.ids.id(),
                name: home.name.to_owned(),
                country: home.country.to_owned(),
                language: home.language,
                time_zone: home.time_zone.to_owned(),
                is_partner: home.is_partner,
                is_operator: home.is_operator,
                site_lead: SiteLeadProfile::Standard,
                domains: vec![DomainName::parse(home.domain).expect("a domain")],
            };
            seed.organization(&organization).await.expect("an organization");
            self.organizations.insert(home.domain.to_owned(), organization.id);
        }
    }

    async fn furnish(&mut self, seed: &mut Seed) {
        let groups = [
            ("contoso.example", "Berlin", 6),
            ("contoso.example", "Lisbon", 4),
            ("contoso.example", "Boardrooms", 2),
            ("fabrikam.example", "Seoul", 3),
        ];
        for (domain, place, count) in groups {
            let tenant = self.organization(domain);
            let mut members = Vec::new();
            for number in 1..=count {
                let room = seed::Room::named(tenant, self.ids.id(), &format!("{place} {number}"));
                seed.room(&room).await.expect("a room");
                members.push(room.id);
                self.rooms.insert((tenant, room.name), room.id);
            }
            let group = seed::RoomGroup {
                tenant,
                id: self.ids.id(),
                name: place.to_owned(),
                description: String::new(),
                members,
            };
            seed.room_group(&group).await.expect("a room group");
            self.groups.insert((tenant, group.name), group.id);
        }
    }

    async fn employ(&mut self, seed: &mut Seed) {
        for (upn, display_name, part) in PEOPLE {
            let upn = Upn::parse(upn).expect("an account name");
            let home = HOMES.iter().find(|home| home.domain == upn.domain().as_str()).expect("a home");
            let tenant = self.organization(home.domain);
            let user = seed::User {
                tenant,
                id: self.ids.id(),
                upn: upn.clone(),
                display_name: display_name.to_owned(),
                language: home.language,
                time_zone: home.time_zone.to_owned(),
                enabled: part != Part::Disabled,
                password_hash: Some(PASSWORD_HASH.clone()),
            };
            seed.user(&user).await.expect("a person");
            self.people.insert(upn.to_string(), (tenant, user.id));
            self.appoint(seed, tenant, Principal::User(user.id), part).await;
        }
        let tenant = self.organization("northwind.example");
        let gus = Principal::User(self.user("gus@northwind.example"));
        let technicians = self.security(seed, tenant, "Technicians", vec![gus]).await;
        self.security(seed, tenant, "Service", vec![Principal::SecurityGroup(technicians)]).await;
    }

    async fn security(
        &mut self,
        seed: &mut Seed,
        tenant: Id<Organization>,
        name: &str,
        members: Vec<Principal>,
    ) -> Id<SecurityGroup> {
        let id = self.ids.id();
        let (name, description) = (name.to_owned(), String::new());
        let group = seed::SecurityGroup { tenant, id, name: name.clone(), description, agent: None, members };
        seed.security_group(&group).await.expect("a security group");
        self.security_groups.insert((tenant, name), id);
        id
    }

    async fn appoint(&self, seed: &mut Seed, tenant: Id<Organization>, member: Principal, part: Part) {
        let role = match part {
            Part::Plain => return,
            Part::Directory(role) => role,
            Part::Disabled => DirectoryRole::GlobalAdministrator,
            Part::TenantManager => {
                let manager = seed::TenantManager { tenant, member };
                return seed.tenant_manager(&manager).await.expect("a tenant manager");
            }
            Part::SiteLead | Part::SiteTech => {
                let (role, scope) = if part == Part::SiteLead {
                    (BuiltInRole::SiteLead, self.scope("contoso.example", &[], &["Berlin"]))
                } else {
                    (BuiltInRole::SiteTech, self.scope("contoso.example", &["Berlin 1", "Berlin 2"], &[]))
                };
                let assignment = seed::Assignment {
                    tenant,
                    id: self.ids.id(),
                    link: None,
                    role: role.into(),
                    name: "Berlin".to_owned(),
                    description: String::new(),
                    scope_id: self.ids.id(),
                    scope,
                    from: None,
                    until: None,
                    members: vec![seed::Member { home: tenant, principal: member }],
                };
                return seed.assignment(&assignment).await.expect("an assignment");
            }
        };
        let holder = seed::DirectoryRoleMember { tenant, role, member };
        seed.directory_role(&holder).await.expect("a directory role");
    }
}
