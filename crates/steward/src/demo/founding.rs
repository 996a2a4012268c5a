//! The beginning of the story: organizations with their people, planted by the bulk path. Everything after this is done
//! by the use cases of the program.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use argon2::{Argon2, PasswordHasher as _};
use domain::{
    directory::Principal,
    id::{Id, Ids, Organization as OrganizationKind, SecurityGroup, User},
    text::{DomainName, Upn},
    time::Time,
};
use service::{Access, Caller, Person, Store};
use store::seed::{self, Seed};

use super::world::{self, Duty, Organization, Part};

/// Who was planted, by the words of the story.
#[derive(Default)]
pub(super) struct Cast {
    organizations: BTreeMap<&'static str, Id<OrganizationKind>>,
    people: BTreeMap<&'static str, (Id<OrganizationKind>, Id<User>)>,
    groups: BTreeMap<(&'static str, &'static str), Id<SecurityGroup>>,
}

impl Cast {
    /// The organization of a key.
    pub(super) fn organization(&self, key: &str) -> Result<Id<OrganizationKind>> {
        self.organizations.get(key).copied().with_context(|| format!("no organization {key}"))
    }

    /// A person.
    pub(super) fn person(&self, upn: &str) -> Result<Id<User>> {
        self.people.get(upn).map(|(_, user)| *user).with_context(|| format!("no person {upn}"))
    }

    /// A security group.
    pub(super) fn group(&self, organization: &'static str, name: &'static str) -> Result<Id<SecurityGroup>> {
        self.groups.get(&(organization, name)).copied().with_context(|| format!("no group {name}"))
    }

    /// A person who calls.
    pub(super) fn caller(&self, upn: &str, request_id: String) -> Result<Caller> {
        let (organization, user) = *self.people.get(upn).with_context(|| format!("no person {upn}"))?;
        let person = Person {
            user,
            organization,
            upn: Upn::parse(upn)?,
            by: None,
            session: None,
            access: Access::Write,
            on_behalf: false,
            sender: None,
        };
        Ok(Caller { person, request_id, address: "127.0.0.1".to_owned(), idempotency_key: None })
    }
}

/// Plants organizations and people at a moment.
pub(super) async fn found(store: &Store, ids: &dyn Ids, at: Time, salt: [u8; 32]) -> Result<Cast> {
    let password_hash = hash(world::PASSWORD, salt)?;
    let mut cast = Cast::default();
    let mut seed = Seed::begin(store, at).await?;
    for organization in world::organizations() {
        plant(&mut seed, &mut cast, ids, organization, &password_hash).await?;
    }
    seed.commit().await?;
    Ok(cast)
}

async fn plant(
    seed: &mut Seed,
    cast: &mut Cast,
    ids: &dyn Ids,
    organization: &'static Organization,
    password_hash: &str,
) -> Result<()> {
    let tenant = Id::new(ids.next());
    cast.organizations.insert(organization.key, tenant);
    seed.organization(&seed::Organization {
        id: tenant,
        name: organization.name.to_owned(),
        country: organization.country.to_owned(),
        language: organization.language,
        time_zone: organization.zone.to_owned(),
        is_partner: organization.part == Part::Partner,
        is_operator: organization.part == Part::Operator,
        site_lead: domain::role::SiteLeadProfile::Standard,
        domains: organization
            .domains
            .iter()
            .map(|domain| DomainName::parse(domain))
            .collect::<Result<_, _>>()?,
    })
    .await?;
    for person in organization.people {
        let id = Id::new(ids.next());
        cast.people.insert(person.upn, (tenant, id));
        seed.user(&seed::User {
            tenant,
            id,
            upn: Upn::parse(person.upn)?,
            display_name: person.name.to_owned(),
            language: world::language(organization, person),
            time_zone: world::zone(organization, person).to_owned(),
            enabled: true,
            password_hash: Some(password_hash.to_owned()),
        })
        .await?;
        let member = Principal::User(id);
        match person.duty {
            Duty::Operator | Duty::Owner => {
                let role = domain::role::DirectoryRole::GlobalAdministrator;
                seed.directory_role(&seed::DirectoryRoleMember { tenant, role, member }).await?;
            }
            Duty::Directory(role) => {
                seed.directory_role(&seed::DirectoryRoleMember { tenant, role, member }).await?;
            }
            _ => {}
        }
    }
    for group in organization.groups {
        let id = Id::new(ids.next());
        let members = group.members.iter().map(|name| {
            cast.person(name)
                .map(Principal::User)
                .or_else(|_| cast.group(organization.key, name).map(Principal::SecurityGroup))
        });
        let members = members.collect::<Result<_>>()?;
        seed.security_group(&seed::SecurityGroup {
            tenant,
            id,
            name: group.name.to_owned(),
            description: group.description.to_owned(),
            agent: group.agent,
            members,
        })
        .await?;
        cast.groups.insert((organization.key, group.name), id);
    }
    Ok(())
}

/// One hash for all sample people: their password is printed on the first page anyway.
fn hash(password: &str, salt: [u8; 32]) -> Result<String> {
    let salt = salt.first_chunk::<16>().copied().unwrap_or_default();
    let hashed = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
    Ok(hashed.map_err(|error| anyhow::anyhow!("hashing the password: {error}"))?.to_string())
}
