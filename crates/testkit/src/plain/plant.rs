//! A described world in a database.

use domain::{
    directory::Principal, health::Health, id::Id, organization::Language, place::PlaceKind, text::DomainName,
};
use store::seed::{self, Seed};

use super::{Assigned, Named, Plain, Who, scope};

impl Plain {
    /// Plants the world in a database.
    pub async fn plant(&self, named: &Named, seed: &mut Seed) -> Result<(), store::StoreError> {
        for (it, id) in self.organizations.iter().zip(&named.organizations) {
            let domain = DomainName::parse(&format!("{}.example", id.uuid().simple()));
            seed.organization(&seed::Organization {
                id: *id,
                name: format!("Organization {id}"),
                country: "DE".to_owned(),
                language: Language::English,
                time_zone: "UTC".to_owned(),
                is_partner: it.is_partner,
                is_operator: it.is_operator,
                site_lead: it.site_lead,
                domains: vec![domain.expect("a domain")],
            })
            .await?;
        }
        self.plant_people(named, seed).await?;
        self.plant_rooms(named, seed).await?;
        self.plant_rights(named, seed).await
    }

    async fn plant_people(&self, named: &Named, seed: &mut Seed) -> Result<(), store::StoreError> {
        for (person, it) in self.people.iter().enumerate() {
            let (tenant, id) = (named.organizations[it.home], named.people[person]);
            let member = Principal::User(id);
            seed.user(&seed::User {
                tenant,
                id,
                upn: self.upn(named, person),
                display_name: format!("Person {person}"),
                language: Language::English,
                time_zone: "UTC".to_owned(),
                enabled: it.enabled,
                password_hash: None,
            })
            .await?;
            for role in &it.roles {
                seed.directory_role(&seed::DirectoryRoleMember { tenant, role: *role, member }).await?;
            }
            if it.is_tenant_manager {
                seed.tenant_manager(&seed::TenantManager { tenant, member }).await?;
            }
        }
        for (group, it) in self.security_groups.iter().enumerate() {
            let people = self.people.iter().zip(&named.people);
            let people = people.filter(|(person, _)| person.groups.contains(&group));
            let groups = self.security_groups.iter().zip(&named.security_groups);
            let groups = groups.filter(|(inner, _)| inner.within.contains(&group));
            let members = people
                .map(|(_, id)| Principal::User(*id))
                .chain(groups.map(|(_, id)| Principal::SecurityGroup(*id)));
            seed.security_group(&seed::SecurityGroup {
                tenant: named.organizations[it.home],
                id: named.security_groups[group],
                name: format!("Security group {group}"),
                description: String::new(),
                agent: None,
                members: members.collect(),
            })
            .await?;
        }
        Ok(())
    }

    async fn plant_rooms(&self, named: &Named, seed: &mut Seed) -> Result<(), store::StoreError> {
        for (place, it) in self.places.iter().enumerate() {
            // Deeper places are of narrower kinds.
            let mut depth = 0;
            let mut around = it.within;
            while let Some(place) = around {
                depth += 1;
                around = self.places[place].within;
            }
            seed.place(&seed::Place {
                tenant: named.organizations[it.home],
                id: named.places[place],
                parent: it.within.map(|place| named.places[place]),
                kind: PlaceKind::ALL[depth % PlaceKind::ALL.len()],
                name: format!("Place {place}"),
            })
            .await?;
        }
        for (room, it) in self.rooms.iter().enumerate() {
            let tenant = named.organizations[it.home];
            // Of every health, so that filters and counts tell rooms apart.
            let health = Health::ALL[room % Health::ALL.len()];
            let place = it.place.map(|place| named.places[place]);
            let named = seed::Room::named(tenant, named.rooms[room], &format!("Room {room}"));
            seed.room(&seed::Room { health, place, ..named }).await?;
        }
        for (group, home) in self.room_groups.iter().enumerate() {
            let members = self.rooms.iter().zip(&named.rooms);
            let members = members.filter(|(room, _)| room.groups.contains(&group));
            seed.room_group(&seed::RoomGroup {
                tenant: named.organizations[*home],
                id: named.room_groups[group],
                name: format!("Room group {group}"),
                description: String::new(),
                members: members.map(|(_, id)| *id).collect(),
            })
            .await?;
        }
        Ok(())
    }

    async fn plant_rights(&self, named: &Named, seed: &mut Seed) -> Result<(), store::StoreError> {
        for (it, (id, scope_id)) in self.links.iter().zip(&named.links) {
            seed.link(&seed::Link {
                tenant: named.organizations[it.customer],
                id: *id,
                partner: named.organizations[it.partner],
                invitation: Id::new(id.uuid()),
                state: it.state,
                scope_id: *scope_id,
                scope: scope(named, &it.scope),
                extended: it.extended,
                terms_hash: String::new(),
                terms_by: String::new(),
                orphaned: false,
                started_at: None,
                ended_at: it.state.is_ended().then_some(named.now),
            })
            .await?;
        }
        for (customer, person) in &self.blocks {
            seed.block(&seed::Block {
                tenant: named.organizations[*customer],
                partner: named.organizations[self.people[*person].home],
                user: named.people[*person],
                reason: "a reason".to_owned(),
                blocked_by: "somebody".to_owned(),
            })
            .await?;
        }
        for (index, it) in self.assignments.iter().enumerate() {
            let (id, scope_id) = named.assignments[index];
            let tenant = named.organizations[it.tenant];
            let link = it.link.map(|link| named.links[link].0);
            if let Assigned::Custom(permissions) = it.role {
                let id = named.roles[index];
                let (name, description) = (format!("Role {index}"), String::new());
                seed.custom_role(&seed::CustomRole { tenant, id, link, name, description, permissions })
                    .await?;
            }
            let member = |who: &Who| {
                let home = match *who {
                    Who::Person(person) => self.people[person].home,
                    Who::Group(group) => self.security_groups[group].home,
                };
                seed::Member { home: named.organizations[home], principal: named.principal(*who) }
            };
            seed.assignment(&seed::Assignment {
                tenant,
                id,
                link,
                role: self.role(named, index),
                name: "An assignment".to_owned(),
                description: String::new(),
                scope_id,
                scope: scope(named, &it.scope),
                from: it.from.map(|offset| named.now.plus(offset)),
                until: it.until.map(|offset| named.now.plus(offset)),
                members: it.members.iter().map(member).collect(),
            })
            .await?;
        }
        Ok(())
    }
}
