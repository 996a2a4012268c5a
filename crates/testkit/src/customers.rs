//! Many customers of one partner, each with one person and one room that has a device.

use domain::{
    directory::Principal,
    id::{Id, Ids as _},
    invitation::{InvitationKind, InvitationState},
    link::LinkState,
    organization::Language,
    permission::PermissionSet,
    role::{BuiltInRole, SiteLeadProfile},
    room::DeviceType,
    scope::Scope,
    text::{DomainName, Upn},
    time::Clock as _,
};
use sha2::{Digest as _, Sha256};
use store::seed::{self, Seed};

use crate::World;

/// The credential of the device at a customer.
pub fn credential(nth: usize) -> String {
    format!("room of customer {nth}")
}

/// Plants customers that northwind.example looks after, with pia@northwind.example as primary admin.
pub async fn plant(world: &World, numbers: impl IntoIterator<Item = usize>) {
    let mut seed = world.seed().await;
    for nth in numbers {
        plant_one(world, &mut seed, nth).await;
    }
    seed.commit().await.expect("the customers are committed");
}

/// A customer with one person and one room, which Northwind looks after.
async fn plant_one(world: &World, seed: &mut Seed, nth: usize) {
    let tenant = Id::new(world.ids.next());
    let home = world.organization("northwind.example");
    let domain = format!("customer-{nth}.example");
    seed.organization(&seed::Organization {
        id: tenant,
        name: format!("Customer {nth:02}"),
        country: "DE".to_owned(),
        language: Language::English,
        time_zone: "Europe/Berlin".to_owned(),
        is_partner: false,
        is_operator: false,
        site_lead: SiteLeadProfile::Standard,
        domains: vec![DomainName::parse(&domain).expect("a name")],
    })
    .await
    .expect("it is planted");
    let owner = seed::User {
        tenant,
        id: Id::new(world.ids.next()),
        upn: Upn::parse(&format!("owner@{domain}")).expect("a name"),
        display_name: format!("Owner {nth}"),
        language: Language::English,
        time_zone: "Europe/Berlin".to_owned(),
        enabled: true,
        password_hash: None,
    };
    seed.user(&owner).await.expect("it is planted");
    let room = seed::Room::named(tenant, Id::new(world.ids.next()), "Board room");
    let room = seed::Room { device_type: DeviceType::WindowsRoom, ..room };
    seed.room(&room).await.expect("it is planted");
    let device = seed::Device {
        credential_hash: Sha256::digest(credential(nth)).to_vec(),
        id: Id::new(world.ids.next()),
        tenant,
        room: room.id,
        key_version: 1,
    };
    seed.device(&device).await.expect("it is planted");
    let now = world.clock.now();
    let invitation = seed::Invitation {
        tenant,
        id: Id::new(world.ids.next()),
        kind: InvitationKind::Domain,
        partner: Some(home),
        domain: "northwind.example".to_owned(),
        named_upn: None,
        named_name: String::new(),
        state: InvitationState::Accepted,
        scope_id: Id::new(world.ids.next()),
        scope: Scope::ALL,
        terms_hash: "0".repeat(64),
        valid_days: 7,
        sent_by: owner.id,
        sent_by_name: owner.upn.to_string(),
        sent_at: now,
        answered_by: "tom@northwind.example".to_owned(),
        answered_at: Some(now),
        reason: String::new(),
    };
    seed.invitation(&invitation).await.expect("it is planted");
    let link = seed::Link {
        tenant,
        id: Id::new(world.ids.next()),
        partner: home,
        invitation: invitation.id,
        state: LinkState::Active,
        scope_id: Id::new(world.ids.next()),
        scope: Scope::ALL,
        extended: PermissionSet::NONE,
        terms_hash: invitation.terms_hash,
        terms_by: invitation.sent_by_name,
        orphaned: false,
        started_at: None,
        ended_at: None,
    };
    seed.link(&link).await.expect("it is planted");
    let pia = Principal::User(world.user("pia@northwind.example"));
    seed.assignment(&seed::Assignment {
        tenant,
        id: Id::new(world.ids.next()),
        link: Some(link.id),
        role: BuiltInRole::PrimaryAdmins.into(),
        name: "Assigned admins".to_owned(),
        description: String::new(),
        scope_id: Id::new(world.ids.next()),
        scope: Scope::ALL,
        from: None,
        until: None,
        members: vec![seed::Member { home, principal: pia }],
    })
    .await
    .expect("it is planted");
}
