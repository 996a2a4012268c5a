//! The worlds that are measured, planted through the bulk path; deterministic.

use std::path::Path;

use anyhow::Result;
use domain::{
    directory::Principal,
    health::Health,
    id::{Assignment, Device, Id, Invitation, Link, Organization, Room, RoomGroup, Scope as ScopeKind, User},
    link::LinkState,
    organization::Language,
    permission::PermissionSet,
    role::{BuiltInRole, DirectoryRole, SiteLeadProfile},
    scope::Scope,
    signal::{Category, Severity},
    text::{DomainName, Upn},
    time::{DAY, HOUR, Time},
};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use sha2::{Digest, Sha256};
use store::{
    Store,
    seed::{self, Seed},
};
use uuid::Uuid;

/// The password of every person.
pub const PASSWORD: &str = "measured twice, cut once";
/// The content of the seal key file.
pub const SEAL_KEY_FILE: &str = "bench:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";

/// Plants things with identifiers drawn from a seed.
struct Planter {
    seed: Seed,
    draw: StdRng,
    now: Time,
    password_hash: String,
}

impl Planter {
    async fn begin(store: &Store) -> Result<Self> {
        let now = Time::from_micros(jiff::Timestamp::now().as_microsecond());
        let password_hash = hash(PASSWORD)?;
        Ok(Self { seed: Seed::begin(store, now).await?, draw: StdRng::seed_from_u64(7), now, password_hash })
    }

    fn id<T>(&mut self) -> Id<T> {
        let random: [u8; 10] = self.draw.random();
        let millis = u64::try_from(self.now.micros() / 1000).unwrap_or_default();
        Id::new(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }

    async fn organization(&mut self, name: &str, domain: &str, is_partner: bool) -> Result<Id<Organization>> {
        let id = self.id();
        let organization = seed::Organization {
            id,
            name: name.to_owned(),
            country: "SE".to_owned(),
            language: Language::English,
            time_zone: "Europe/Stockholm".to_owned(),
            is_partner,
            is_operator: false,
            site_lead: SiteLeadProfile::Standard,
            domains: vec![DomainName::parse(domain)?],
        };
        self.seed.organization(&organization).await?;
        Ok(id)
    }

    async fn user(&mut self, tenant: Id<Organization>, upn: &str) -> Result<Id<User>> {
        let id = self.id();
        let user = seed::User {
            tenant,
            id,
            upn: Upn::parse(upn)?,
            display_name: upn.split('@').next().unwrap_or_default().to_owned(),
            language: Language::English,
            time_zone: "Europe/Stockholm".to_owned(),
            enabled: true,
            password_hash: Some(self.password_hash.clone()),
        };
        self.seed.user(&user).await?;
        Ok(id)
    }

    async fn rooms(&mut self, tenant: Id<Organization>, count: usize) -> Result<Vec<Id<Room>>> {
        const WORDS: [&str; 12] = [
            "Board", "Maple", "Harbour", "Summit", "Aurora", "Training", "Forum", "Garden", "Studio",
            "Atlas", "River", "Focus",
        ];
        let mut rooms = Vec::with_capacity(count);
        for number in 0..count {
            let id = self.id();
            let word = WORDS.get(self.draw.random_range(0..WORDS.len())).copied().unwrap_or("Board");
            let health = match self.draw.random_range(0..100) {
                0..4 => Health::Unhealthy,
                4..7 => Health::Unmonitored,
                _ => Health::Healthy,
            };
            let mut room = seed::Room::named(tenant, id, &format!("{word} {number:05}"));
            room.health = health;
            room.last_seen_at = Some(self.now);
            room.manufacturer = "Acme".to_owned();
            room.model = "Bar 3".to_owned();
            self.seed.room(&room).await?;
            rooms.push(id);
        }
        Ok(rooms)
    }

    /// A device in each of some rooms, which are numbered from a number on.
    async fn devices(&mut self, tenant: Id<Organization>, rooms: &[Id<Room>], from: usize) -> Result<()> {
        for (number, room) in rooms.iter().enumerate() {
            let device = seed::Device {
                credential_hash: Sha256::digest(credential(from + number).as_bytes()).to_vec(),
                id: self.id::<Device>(),
                tenant,
                room: *room,
                key_version: 1,
            };
            self.seed.device(&device).await?;
        }
        Ok(())
    }

    async fn group(
        &mut self,
        tenant: Id<Organization>,
        name: &str,
        members: &[Id<Room>],
    ) -> Result<Id<RoomGroup>> {
        let id = self.id();
        let group = seed::RoomGroup {
            tenant,
            id,
            name: name.to_owned(),
            description: String::new(),
            members: members.to_vec(),
        };
        self.seed.room_group(&group).await?;
        Ok(id)
    }

    async fn link(
        &mut self,
        tenant: Id<Organization>,
        partner: Id<Organization>,
        scope: Scope,
    ) -> Result<Id<Link>> {
        let id = self.id();
        let link = seed::Link {
            tenant,
            id,
            partner,
            invitation: self.id::<Invitation>(),
            state: LinkState::Active,
            extended: PermissionSet::NONE,
            scope_id: self.id::<ScopeKind>(),
            scope,
            terms_hash: String::new(),
            terms_by: String::new(),
            orphaned: false,
            started_at: Some(self.now),
            ended_at: None,
        };
        self.seed.link(&link).await?;
        Ok(id)
    }

    async fn assign(
        &mut self,
        tenant: Id<Organization>,
        link: Option<Id<Link>>,
        role: BuiltInRole,
        scope: Scope,
        home: Id<Organization>,
        members: &[Id<User>],
    ) -> Result<()> {
        let assignment = seed::Assignment {
            tenant,
            id: self.id::<Assignment>(),
            link,
            role: role.into(),
            name: "Assigned admins".to_owned(),
            description: String::new(),
            scope_id: self.id::<ScopeKind>(),
            scope,
            from: None,
            until: None,
            members: members
                .iter()
                .map(|user| seed::Member { home, principal: Principal::User(*user) })
                .collect(),
        };
        Ok(self.seed.assignment(&assignment).await?)
    }
}

fn hash(password: &str) -> Result<String> {
    use argon2::PasswordHasher as _;
    Ok(argon2::Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|error| anyhow::anyhow!("{error}"))?
        .to_string())
}

/// How large a world of 50 partners is.
#[derive(Clone, Copy)]
pub struct Size {
    customers: usize,
    /// How many of the customers are giants, and how many rooms each of these has.
    giants: (usize, usize),
    /// The rooms that each other customer has at least; up to eighty more.
    rooms: usize,
    people_of_partner: usize,
    /// Whether each room has a device, whose credential is [`credential`] by its number among all rooms.
    has_devices: bool,
}

impl Size {
    /// The same with a device in each room.
    pub const fn with_devices(self) -> Self {
        Self { has_devices: true, ..self }
    }
}

/// 1,000 customers with 100,000 rooms, 2,000 people; the largest partner has about 300 customers.
pub const LARGE: Size =
    Size { customers: 1000, giants: (2, 10_000), rooms: 40, people_of_partner: 40, has_devices: false };
/// 3,000 customers with 300,000 rooms.
pub const LARGER: Size =
    Size { customers: 3000, giants: (6, 10_000), rooms: 40, people_of_partner: 80, has_devices: false };
/// 10,000 customers with a million rooms, 20,000 people; the largest partner has about 3,000 customers.
pub const HUGE: Size =
    Size { customers: 10_000, giants: (4, 20_000), rooms: 52, people_of_partner: 400, has_devices: false };

/// Plants a world of 50 partners. Three of ten customers have the first partner, whose first person works for all of
/// them; the first customer has an administrator of its own. Says how many rooms there are.
pub async fn partners(store: &Store, size: Size) -> Result<usize> {
    let mut all = 0;
    let mut plant = Planter::begin(store).await?;
    let mut partners = Vec::new();
    for partner in 0..50 {
        let id = plant
            .organization(&format!("Partner {partner:02}"), &format!("partner{partner:02}.example"), true)
            .await?;
        let mut people = Vec::new();
        for person in 0..size.people_of_partner {
            people.push(plant.user(id, &format!("person{person:02}@partner{partner:02}.example")).await?);
        }
        partners.push((id, people));
    }
    for customer in 0..size.customers {
        let name = format!("customer{customer:04}.example");
        let tenant = plant.organization(&format!("Customer {customer:04}"), &name, false).await?;
        let count = if customer < size.giants.0 { size.giants.1 } else { size.rooms + (customer * 37) % 81 };
        let rooms = plant.rooms(tenant, count).await?;
        if size.has_devices {
            plant.devices(tenant, &rooms, all).await?;
        }
        all += rooms.len();
        let group = plant.group(tenant, "Main building", rooms.get(..count / 2).unwrap_or_default()).await?;
        let number = if customer % 10 < 3 { 0 } else { 1 + customer % 49 };
        let Some((partner, people)) = partners.get(number) else { continue };
        let scope = if customer % 4 == 3 { Scope::of([], [group]) } else { Scope::ALL };
        let link = plant.link(tenant, *partner, scope).await?;
        let lead = people.first().copied().into_iter();
        let others = people.get(1 + customer % (size.people_of_partner - 1)).copied();
        let members: Vec<_> = lead.chain(others).collect();
        plant.assign(tenant, Some(link), BuiltInRole::PrimaryAdmins, Scope::ALL, *partner, &members).await?;
        if customer == 0 {
            let member = Principal::User(plant.user(tenant, &format!("admin@{name}")).await?);
            let role = DirectoryRole::ManagedServiceAdministrator;
            plant.seed.directory_role(&seed::DirectoryRoleMember { tenant, role, member }).await?;
        }
    }
    plant.seed.commit().await?;
    store.optimize().await?;
    Ok(all)
}

/// The same in a database of its own.
pub async fn in_file(path: &Path, size: Size) -> Result<()> {
    let store = Store::open_sqlite(path)?;
    store.migrate(Time::from_micros(0)).await?;
    partners(&store, size).await.map(drop)
}

/// How many tickets a world has: those that are open, of which a room has one at most, and those that were closed.
#[derive(Clone, Copy)]
pub struct Tickets {
    /// New ones.
    pub open: usize,
    /// Closed ones.
    pub closed: usize,
}

/// A world of 50 partners in a database of its own, with tickets evenly over its rooms and a year.
pub async fn with_tickets(path: &Path, size: Size, tickets: Tickets) -> Result<()> {
    in_file(path, size).await?;
    let rooms: Vec<(Id<Organization>, Id<Room>)> = {
        let connection = rusqlite::Connection::open(path)?;
        let mut statement = connection.prepare("select tenant_id, room_id from rooms order by room_id")?;
        let id = |bytes: Vec<u8>| Uuid::from_slice(&bytes).unwrap_or_default();
        let read = statement.query_map([], |row| Ok((id(row.get(0)?), id(row.get(1)?))))?;
        read.map(|row| row.map(|(tenant, room)| (Id::new(tenant), Id::new(room))))
            .collect::<Result<_, _>>()?
    };
    let store = Store::open_sqlite(path)?;
    let mut plant = Planter::begin(&store).await?;
    for (wanted, is_open) in [(tickets.closed, false), (tickets.open, true)] {
        for number in 0..wanted {
            let room = rooms.get(number * rooms.len() / wanted.max(1) % rooms.len().max(1));
            let trouble = TROUBLES.get(number % TROUBLES.len());
            let Some(((tenant, room), (signal, category, severity))) = room.zip(trouble) else { continue };
            let opened_at = plant.now.plus(-(plant.draw.random_range(HOUR..365 * DAY)));
            let ticket = seed::Ticket {
                tenant: *tenant,
                room: *room,
                id: plant.id(),
                signal: (*signal).to_owned(),
                category: *category,
                severity: *severity,
                opened_at,
                closed_at: (!is_open).then(|| opened_at.plus(HOUR)),
            };
            plant.seed.ticket(&ticket).await?;
        }
    }
    plant.seed.commit().await?;
    store.optimize().await?;
    Ok(())
}

/// What is wrong in rooms.
const TROUBLES: [(&str, Category, Severity); 4] = [
    ("camera.room", Category::HardwareAndPeripherals, Severity::Important),
    ("display.front", Category::Display, Severity::Critical),
    ("network.connection", Category::Connectivity, Severity::Warning),
    ("sign-in.teams", Category::AccountManagement, Severity::Critical),
];

/// One organization with 10,000 rooms: an administrator who sees all and a technician with 2,000 of them. Every room
/// has a device whose credential is [`credential`].
pub async fn ten_thousand(path: &Path) -> Result<Id<Organization>> {
    let store = Store::open_sqlite(path)?;
    store.migrate(Time::from_micros(0)).await?;
    let mut plant = Planter::begin(&store).await?;
    let tenant = plant.organization("Contoso", "contoso.example", false).await?;
    let admin = plant.user(tenant, "admin@contoso.example").await?;
    let technician = plant.user(tenant, "technician@contoso.example").await?;
    plant
        .seed
        .directory_role(&seed::DirectoryRoleMember {
            tenant,
            role: DirectoryRole::ManagedServiceAdministrator,
            member: Principal::User(admin),
        })
        .await?;
    let rooms = plant.rooms(tenant, 10_000).await?;
    let mine: Vec<_> = rooms.iter().copied().step_by(5).collect();
    let group = plant.group(tenant, "Site north", &mine).await?;
    plant.assign(tenant, None, BuiltInRole::SiteLead, Scope::of([], [group]), tenant, &[technician]).await?;
    plant.devices(tenant, &rooms, 0).await?;
    plant.seed.commit().await?;
    store.optimize().await?;
    Ok(tenant)
}

/// The credential of the `number`th room's device.
pub fn credential(number: usize) -> String {
    let digest = Sha256::digest(format!("device {number}").as_bytes());
    let mut first = [0_u8; 16];
    for (to, from) in first.iter_mut().zip(digest) {
        *to = from;
    }
    format!("{}{}", Uuid::from_bytes(first).simple(), Uuid::from_u128(number as u128).simple())
}
