//! Subscriptions as use cases: who gets what, what stays, what is refused, and what is written down.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::sync::Arc;

use domain::{
    agent::Agent,
    directory::Principal,
    id::{Id, Organization, Subscription},
    subscription::{ResourceState, SubscriptionRole},
    time::Clock as _,
};
use service::{
    Action, App, Caller, Code, Command, Context, Person, Realm, Refusal, Sealer, Settings, Wanted, Where,
    access_review::{ReviewAccess, Standing},
    ask,
    reseller_relationships::{EndReseller, PartnerRelationships, RemovePrivileges},
    run,
    security_groups::{AddGroupMember, CreateSecurityGroup, DeleteSecurityGroup},
    subscriptions::{
        AddSubscription, AssignLicence, AssignSubscriptionRole, ChangeResource, CreateResource,
        DeleteResource, Holder, Licensee, OfferForm, OneSubscription, ProvisionSubscription, RegisterOffer,
        RemoveSubscriptionRole, RenewSubscription, SubscriptionDetail, SubscriptionEdit, Subscriptions,
        UpdateSubscription, WithdrawLicence, end_roles_of,
    },
};
use store::Change;
use testkit::{Database, Kind, SeededIds, SeededSecrets, World, each};

const TAILSPIN: &str = "tailspin.example";
const NORTHWIND: &str = "northwind.example";
const ADVENTURE: &str = "adventure.example";
/// Admin agent of Northwind.
const PIA: &str = "pia@northwind.example";
/// Sales agent of Northwind.
const PAUL: &str = "paul@northwind.example";
/// Helpdesk agent of Northwind.
const GUS: &str = "gus@northwind.example";
/// Nobody of weight at Northwind.
const NED: &str = "ned@northwind.example";
/// Global administrator of Northwind, no agent.
const NORA: &str = "nora@northwind.example";
/// Admin agent of the other partner.
const ALEX: &str = "alex@adventure.example";
/// Global administrator of the customer.
const SVEN: &str = "sven@tailspin.example";
const STINA: &str = "stina@tailspin.example";

/// A customer that buys from two partners, and an operator with two offers.
struct Market<'a> {
    world: &'a World,
    tenant: Id<Organization>,
    cloud: Id<domain::id::SubscriptionOffer>,
    seats: Id<domain::id::SubscriptionOffer>,
}

impl<'a> Market<'a> {
    async fn open(world: &'a World, has_privileges: bool) -> Self {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin), (PAUL, Agent::Sales), (GUS, Agent::Helpdesk)]).await;
        world.agents(ADVENTURE, &[(ALEX, Agent::Admin)]).await;
        world.reseller(TAILSPIN, NORTHWIND, has_privileges).await;
        world.reseller(TAILSPIN, ADVENTURE, false).await;
        let olga = world.caller("olga@operator.example");
        let register = async |name: &str, kind: &str, months| {
            let form = OfferForm {
                name: Some(name.to_owned()),
                kind: Some(kind.to_owned()),
                term_months: Some(months),
            };
            run(&world.app, &olga, RegisterOffer { form }).await.unwrap()
        };
        let cloud = register("Cloud", "metered", None).await;
        let seats = register("Rooms Pro", "licences", Some(12)).await;
        Self { world, tenant: world.organization(TAILSPIN), cloud, seats }
    }

    fn app(&self) -> &App {
        &self.world.app
    }

    fn caller(&self, upn: &str) -> Caller {
        self.world.caller(upn)
    }

    async fn provision(
        &self,
        upn: &str,
        offer: Id<domain::id::SubscriptionOffer>,
        quantity: i64,
    ) -> Result<Id<Subscription>, Refusal> {
        let tenant = self.tenant;
        let command = ProvisionSubscription { tenant, offer, name: None, quantity, starts_at: None };
        run(self.app(), &self.caller(upn), command).await
    }

    /// One that the customer had before.
    async fn existing(&self, kind: &str) -> Id<Subscription> {
        let command = AddSubscription {
            name: "Old one".to_owned(),
            offer_name: "Elsewhere".to_owned(),
            kind: kind.to_owned(),
            quantity: 1,
        };
        run(self.app(), &self.caller(SVEN), command).await.unwrap()
    }

    async fn one(&self, upn: &str, subscription: Id<Subscription>) -> Result<SubscriptionDetail, Refusal> {
        ask(self.app(), &self.caller(upn), &OneSubscription { tenant: self.tenant, subscription }).await
    }

    /// Whether the inside of a subscription opens to somebody.
    async fn opens(&self, upn: &str, subscription: Id<Subscription>) -> bool {
        match self.one(upn, subscription).await {
            Ok(detail) => detail.opened.is_some(),
            Err(Refusal::Missing) => false,
            Err(refusal) => panic!("{refusal:?}"),
        }
    }

    /// What somebody of a partner sees in a list, and its count.
    async fn listed(&self, upn: &str, realm: Realm) -> Result<Vec<Id<Subscription>>, Refusal> {
        let question = Subscriptions { realm, wanted: Wanted::default(), count: true };
        let found = ask(self.app(), &self.caller(upn), &question).await?.found;
        let ids: Vec<_> = found.page.items.into_iter().map(|shown| shown.row.id).collect();
        assert_eq!(found.count, i64::try_from(ids.len()).ok(), "the count tells no more than the list");
        Ok(ids)
    }

    async fn assign(
        &self,
        upn: &str,
        subscription: Id<Subscription>,
        role: SubscriptionRole,
        holder: Holder,
    ) -> Result<Id<domain::id::SubscriptionAssignment>, Refusal> {
        let command = AssignSubscriptionRole { tenant: self.tenant, subscription, role, holder };
        run(self.app(), &self.caller(upn), command).await
    }

    async fn remove(
        &self,
        upn: &str,
        subscription: Id<Subscription>,
        assignment: Id<domain::id::SubscriptionAssignment>,
    ) -> Result<(), Refusal> {
        let command = RemoveSubscriptionRole { tenant: self.tenant, subscription, assignment };
        run(self.app(), &self.caller(upn), command).await
    }

    async fn update(
        &self,
        upn: &str,
        subscription: Id<Subscription>,
        edit: SubscriptionEdit,
    ) -> Result<(), Refusal> {
        let command = UpdateSubscription { tenant: self.tenant, subscription, stamp: None, edit };
        run(self.app(), &self.caller(upn), command).await
    }

    async fn status(&self, upn: &str, subscription: Id<Subscription>, status: &str) -> Result<(), Refusal> {
        let edit = SubscriptionEdit { status: Some(status.to_owned()), ..SubscriptionEdit::default() };
        self.update(upn, subscription, edit).await
    }

    /// Takes delegated admin privileges from Northwind.
    async fn end_privileges(&self) {
        let sven = self.caller(SVEN);
        let partners = ask(self.app(), &sven, &PartnerRelationships::default()).await.unwrap();
        let row = partners.page.items.into_iter().find(|row| row.has_privileges).unwrap();
        run(self.app(), &sven, RemovePrivileges { relationship: row.id, stamp: None }).await.unwrap();
    }

    async fn told(&self, kind: &str) -> i64 {
        let tenant = "tenant_id = (select tenant_id from domains where domain = 'tailspin.example')";
        let text =
            format!("select count(*) from audit_events where kind = 'subscription.{kind}' and {tenant}");
        self.world.database.number(&text).await
    }
}

fn denied<T: std::fmt::Debug>(outcome: &Result<T, Refusal>) -> bool {
    matches!(outcome, Err(Refusal::Denied(..)))
}

fn missing<T: std::fmt::Debug>(outcome: &Result<T, Refusal>) -> bool {
    matches!(outcome, Err(Refusal::Missing))
}

fn conflict<T: std::fmt::Debug>(outcome: &Result<T, Refusal>, code: Code) -> bool {
    matches!(outcome, Err(Refusal::Conflict(found, _)) if *found == code)
}

/// the truth table as it is lived: what was there before is closed, what is provisioned opens to Admin
/// agents as Owner, the end of privileges changes nothing, and the customer's removal closes it; another partner sees none of it.
#[tokio::test]
async fn the_truth_table_is_lived() {
    each(async |world: World| {
        let market = Market::open(&world, true).await;
        let old = market.existing("metered").await;
        assert!(missing(&market.one(PIA, old).await), "existing, privileges on");
        let sold = market.provision(PIA, market.cloud, 1).await.unwrap();
        assert!(market.opens(PIA, sold).await, "provisioned, privileges on");
        let detail = market.one(PIA, sold).await.unwrap();
        let opened = detail.opened.unwrap();
        assert_eq!(opened.roles.len(), 1);
        assert_eq!(opened.roles[0].row.role, SubscriptionRole::Owner);
        assert!(opened.roles[0].is_last_owner);
        assert!(missing(&market.one(ALEX, sold).await), "provisioned by another partner");
        assert_eq!(market.listed(ALEX, Realm::Customer(market.tenant)).await.unwrap(), []);
        assert_eq!(market.listed(PIA, Realm::AllCustomers).await.unwrap(), [sold]);

        market.end_privileges().await;
        assert!(market.opens(PIA, sold).await, "provisioned, privileges off");
        assert!(missing(&market.one(PIA, old).await), "existing, privileges off");
        let northwind = world.organization(NORTHWIND);
        let given = market
            .assign(SVEN, old, SubscriptionRole::Reader, Holder::Agents(northwind, Agent::Admin))
            .await
            .unwrap();
        assert!(market.opens(PIA, old).await, "existing with a role");
        let mut both = vec![old, sold];
        both.sort_unstable();
        let mut seen = market.listed(PIA, Realm::Customer(market.tenant)).await.unwrap();
        seen.sort_unstable();
        assert_eq!(seen, both);
        market.remove(SVEN, old, given).await.unwrap();
        assert!(missing(&market.one(PIA, old).await));

        let owner = market.one(SVEN, sold).await.unwrap().opened.unwrap().roles[0].row.id;
        market.remove(SVEN, sold, owner).await.unwrap();
        assert!(!market.opens(PIA, sold).await, "provisioned, role removed by the customer");
        let detail = market.one(PIA, sold).await.unwrap();
        assert!(detail.opened.is_none() && detail.may_change, "what it sold it still renews and halts");
        assert_eq!((market.told("role_assigned").await, market.told("role_removed").await), (2, 2));
        assert_eq!((market.told("provisioned").await, market.told("added").await), (1, 1));
    })
    .await;
}

/// Admin and Sales agents buy, without delegated admin privileges; Helpdesk agents see; nobody else of the partner does
/// either, and nobody buys for an organization that does not buy from theirs.
#[tokio::test]
async fn agents_buy_as_the_table_says() {
    each(async |world: World| {
        let market = Market::open(&world, false).await;
        let seats = market.provision(PAUL, market.seats, 5).await.unwrap();
        let cloud = market.provision(PIA, market.cloud, 1).await.unwrap();
        assert!(denied(&market.provision(GUS, market.seats, 1).await));
        assert!(denied(&market.provision(NORA, market.seats, 1).await));
        assert!(missing(&market.provision("ned@northwind.example", market.seats, 1).await));
        assert!(market.one(GUS, seats).await.is_ok() && market.one(GUS, cloud).await.is_ok());
        assert!(!market.opens(GUS, cloud).await && !market.opens(PAUL, cloud).await, "no role");
        assert!(denied(&market.status(GUS, seats, "suspended").await));
        assert!(denied(&market.status(SVEN, seats, "suspended").await), "the reseller's to change");
        let elsewhere = ProvisionSubscription {
            tenant: world.organization("fabrikam.example"),
            offer: market.cloud,
            name: None,
            quantity: 1,
            starts_at: None,
        };
        assert!(missing(&run(market.app(), &market.caller(PIA), elsewhere.clone()).await));
        let own = ProvisionSubscription { tenant: world.organization(NORTHWIND), ..elsewhere };
        assert!(missing(&run(market.app(), &market.caller(PIA), own).await), "one is no customer of oneself");
        for (quantity, offer) in [(0, market.seats), (100_001, market.seats), (2, market.cloud)] {
            let refused = market.provision(PIA, offer, quantity).await;
            assert!(matches!(refused, Err(Refusal::Invalid(..))), "{quantity}: {refused:?}");
        }
        market.status(PAUL, seats, "suspended").await.unwrap();
        market.status(PAUL, seats, "suspended").await.unwrap();
        let more = SubscriptionEdit { quantity: Some(6), ..SubscriptionEdit::default() };
        assert!(conflict(&market.update(PAUL, seats, more).await, Code::InvalidState), "it is halted");
        market.status(PAUL, seats, "active").await.unwrap();
        let before = market.one(PAUL, seats).await.unwrap().shown.row.ends_at.unwrap();
        let renew = RenewSubscription { tenant: market.tenant, subscription: seats, stamp: None };
        run(market.app(), &market.caller(PAUL), renew).await.unwrap();
        assert!(market.one(PAUL, seats).await.unwrap().shown.row.ends_at.unwrap() > before);
        let again = async |upn: &str| run(market.app(), &market.caller(upn), renew).await;
        for upn in [PAUL, PIA] {
            assert!(
                conflict(&again(upn).await, Code::RenewedAhead),
                "§4.8: the next term alone is bought in advance"
            );
        }
        assert!(!market.one(PAUL, seats).await.unwrap().may_renew);
        let renew = RenewSubscription { subscription: cloud, ..renew };
        assert!(
            conflict(&run(market.app(), &market.caller(PIA), renew).await, Code::InvalidState),
            "no term"
        );
        let other = market.status(ALEX, seats, "deleted").await;
        assert!(missing(&other), "of another partner: {other:?}");
        assert_eq!((market.told("updated").await, market.told("renewed").await), (2, 1));
        // Once the first term is over, the one after the next can be bought.
        world.clock.advance(before.since(world.app.clock.now()));
        assert!(market.one(PAUL, seats).await.unwrap().may_renew);
        let renew = RenewSubscription { subscription: seats, ..renew };
        run(market.app(), &market.caller(PAUL), renew).await.unwrap();
        assert_eq!(market.told("renewed").await, 2);
    })
    .await;
}

/// R-308, decision 4: what a partner sold and nobody sells any more is the customer's own to change; a partner that comes back sells it
/// again.
#[tokio::test]
async fn what_a_former_partner_sold_is_the_customers() {
    each(async |world: World| {
        let market = Market::open(&world, false).await;
        let seats = market.provision(PAUL, market.seats, 5).await.unwrap();
        assert!(denied(&market.status(SVEN, seats, "suspended").await), "the reseller's to change");
        let relationship = "update reseller_relationships set ended_at = started_at, has_privileges = false where partner_id in \
                            (select organization_id from organizations where name = 'Northwind')";
        world.database.raw(relationship).await;
        assert!(market.one(SVEN, seats).await.unwrap().may_change);
        assert!(market.status(STINA, seats, "suspended").await.is_err(), "Global administrators alone");
        market.status(SVEN, seats, "suspended").await.unwrap();
        market.status(SVEN, seats, "deleted").await.unwrap();
    })
    .await;
}

/// a person or group of a partner that is deleted leaves no role on subscriptions behind; both sides' logs tell.
#[tokio::test]
async fn who_is_deleted_leaves_no_role_behind() {
    each(async |world: World| {
        let market = Market::open(&world, false).await;
        let sold = market.provision(PIA, market.cloud, 1).await.unwrap();
        let group = world.security_group(NORTHWIND, "Service");
        let give = AssignSubscriptionRole {
            tenant: market.tenant,
            subscription: sold,
            role: SubscriptionRole::Reader,
            holder: Holder::Own(group.uuid()),
        };
        run(market.app(), &market.caller(PIA), give).await.unwrap();
        let held = "select count(*) from subscription_assignments where role = 'reader'";
        assert_eq!(world.database.number(held).await, 1);
        let delete = DeleteSecurityGroup { group, stamp: None };
        run(market.app(), &market.caller(NORA), delete).await.unwrap();
        assert_eq!(world.database.number(held).await, 0);
        let told = "select count(*) from audit_events where kind = 'subscription.role_removed'";
        assert_eq!(world.database.number(told).await, 2, "in both logs");
    })
    .await;
}

/// resources are read, changed and given on as the role allows; whatever lacks is refused with 403, what is not in sight with
/// 404.
#[tokio::test]
async fn resources_open_by_the_role() {
    each(async |world: World| {
        let market = Market::open(&world, false).await;
        let sold = market.provision(PIA, market.cloud, 1).await.unwrap();
        let tenant = market.tenant;
        let create = |name: &str| CreateResource {
            tenant,
            subscription: sold,
            name: name.to_owned(),
            kind: "Virtual machine".to_owned(),
        };
        let pia = market.caller(PIA);
        let resource = run(market.app(), &pia, create("Web")).await.unwrap();
        let again = run(market.app(), &pia, create("web")).await;
        assert!(matches!(again, Err(Refusal::Invalid(..))), "{again:?}");
        let gus = market.caller(GUS);
        assert!(missing(&run(market.app(), &gus, create("Mine")).await), "the line alone is seen");
        // Who sees it by a role alone, and is no agent, is told that they lack something, not that it is not there.
        let rename = || SubscriptionEdit { name: Some("Ours".to_owned()), ..SubscriptionEdit::default() };
        assert!(missing(&market.update(NED, sold, rename()).await));
        let nora = market.caller(NORA);
        let watch = CreateSecurityGroup { name: "Watch".to_owned(), description: String::new() };
        let watch = run(market.app(), &nora, watch).await.unwrap();
        let add = AddGroupMember { group: watch, member: Principal::User(world.user(NED)) };
        run(market.app(), &nora, add).await.unwrap();
        let held =
            market.assign(PIA, sold, SubscriptionRole::Owner, Holder::Own(watch.uuid())).await.unwrap();
        assert!(denied(&market.update(NED, sold, rename()).await));
        let renew = RenewSubscription { tenant, subscription: sold, stamp: None };
        assert!(denied(&run(market.app(), &market.caller(NED), renew).await));
        market.remove(PIA, sold, held).await.unwrap();
        let turn = |state| ChangeResource { tenant, subscription: sold, resource, state, stamp: None };
        let delete = DeleteResource { tenant, subscription: sold, resource, stamp: None };
        let group = world.security_group(NORTHWIND, "Service");
        for (role, manages, assigns) in [
            (SubscriptionRole::Reader, false, false),
            (SubscriptionRole::UserAccessAdministrator, false, true),
            (SubscriptionRole::Contributor, true, false),
        ] {
            let held = market.assign(PIA, sold, role, Holder::Own(group.uuid())).await.unwrap();
            assert!(market.opens(GUS, sold).await, "{role:?}");
            let made = run(market.app(), &gus, create(role.key())).await;
            assert_eq!(made.is_ok(), manages, "{role:?} {made:?}");
            assert_eq!(denied(&made), !manages, "{role:?}");
            let owner = market.assign(GUS, sold, SubscriptionRole::Owner, Holder::Own(group.uuid())).await;
            assert!(denied(&owner), "nobody gives more than they hold: {role:?} {owner:?}");
            let reader = market.assign(GUS, sold, SubscriptionRole::Reader, Holder::Own(group.uuid())).await;
            assert_eq!(denied(&reader), !assigns, "{role:?} {reader:?}");
            if let Ok(reader) = reader {
                market.remove(GUS, sold, reader).await.unwrap();
            }
            market.remove(PIA, sold, held).await.unwrap();
            assert!(!market.opens(GUS, sold).await, "{role:?}");
        }
        run(market.app(), &pia, turn(ResourceState::Stopped)).await.unwrap();
        let twice = run(market.app(), &pia, turn(ResourceState::Stopped)).await;
        assert!(conflict(&twice, Code::InvalidState), "{twice:?}");
        market.status(PIA, sold, "suspended").await.unwrap();
        assert!(conflict(&run(market.app(), &pia, delete).await, Code::InvalidState), "it is halted");
        market.status(PIA, sold, "active").await.unwrap();
        run(market.app(), &pia, delete).await.unwrap();
        let told = ["resource_created", "resource_changed", "resource_deleted"];
        let mut counts = Vec::new();
        for kind in told {
            counts.push(market.told(kind).await);
        }
        assert_eq!(counts, [2, 1, 1]);
    })
    .await;
}

/// Decision 6, decision 17, R-343: a partner's Owner sees and touches the roles of its own people alone, gives none to people of the customer
/// or another partner, and may take its own last one; the customer's Global administrator sees and takes all.
#[tokio::test]
async fn owners_touch_their_own_roles_alone() {
    each(async |world: World| {
        let market = Market::open(&world, true).await;
        let sold = market.provision(PIA, market.cloud, 1).await.unwrap();
        let (adventure, northwind) = (world.organization(ADVENTURE), world.organization(NORTHWIND));
        let agents = Holder::Agents(adventure, Agent::Admin);
        let foreign = market.assign(SVEN, sold, SubscriptionRole::Owner, agents).await.unwrap();
        let own = Holder::Own(world.user(STINA).uuid());
        let stinas = market.assign(SVEN, sold, SubscriptionRole::Owner, own).await.unwrap();
        let seen = market.one(PIA, sold).await.unwrap().opened.unwrap();
        assert!(seen.roles.iter().all(|shown| shown.row.home == northwind), "{:?}", seen.roles);
        assert_eq!(market.one(SVEN, sold).await.unwrap().opened.unwrap().roles.len(), 3);
        for assignment in [foreign, stinas] {
            assert!(missing(&market.remove(PIA, sold, assignment).await));
        }
        for holder in [own, Holder::Own(world.user(SVEN).uuid()), Holder::Own(world.user(PIA).uuid())] {
            let refused = market.assign(PIA, sold, SubscriptionRole::Reader, holder).await;
            assert!(matches!(refused, Err(Refusal::Invalid(..))), "a security group of its own alone");
        }
        let refused = market.assign(PIA, sold, SubscriptionRole::Reader, agents).await;
        assert!(missing(&refused), "consent is the customer's: {refused:?}");
        // Whoever of the customer is Owner but no Global administrator lets no partner in either.
        let stina = market.assign(STINA, sold, SubscriptionRole::Reader, agents).await;
        assert!(denied(&stina), "{stina:?}");
        assert!(missing(&market.remove(STINA, sold, foreign).await));
        let reseller = market.one(ALEX, sold).await.unwrap().shown;
        assert_eq!(reseller.reseller, None, "partners never learn of each other");
        let last = seen.roles[0].row.id;
        market.remove(PIA, sold, last).await.unwrap();
        assert!(!market.opens(PIA, sold).await);
        for assignment in [foreign, stinas] {
            market.remove(SVEN, sold, assignment).await.unwrap();
        }
        assert!(market.one(SVEN, sold).await.unwrap().opened.unwrap().roles.is_empty());
    })
    .await;
}

/// the relationship does not end while what the reseller provisioned runs; suspended and cancelled ones, and those of others, do not
/// keep it.
#[tokio::test]
async fn running_subscriptions_keep_the_relationship() {
    each(async |world: World| {
        let market = Market::open(&world, false).await;
        let end = || EndReseller { customer: market.tenant, stamp: None, typed: None };
        market.existing("licences").await;
        market.provision(ALEX, market.cloud, 1).await.unwrap();
        let cloud = market.provision(PIA, market.cloud, 1).await.unwrap();
        let starts_at = Some(market.app().clock.now().plus(domain::time::DAY));
        let command = ProvisionSubscription {
            tenant: market.tenant,
            offer: market.seats,
            name: Some("Later".to_owned()),
            quantity: 2,
            starts_at,
        };
        let pending = run(market.app(), &market.caller(PIA), command).await.unwrap();
        assert_eq!(market.one(PIA, pending).await.unwrap().shown.status.key(), "pending");
        let refused = run(market.app(), &market.caller(NORA), end()).await;
        assert!(conflict(&refused, Code::ActiveSubscriptions), "{refused:?}");
        market.status(PIA, cloud, "suspended").await.unwrap();
        let refused = run(market.app(), &market.caller(NORA), end()).await;
        assert!(conflict(&refused, Code::ActiveSubscriptions), "pending keeps it too: {refused:?}");
        market.status(PIA, pending, "deleted").await.unwrap();
        run(market.app(), &market.caller(NORA), end()).await.unwrap();
        assert!(market.opens(PIA, cloud).await, "a role stays until the customer takes it");
        assert!(missing(&market.one(GUS, cloud).await), "what was sold is in sight no more");
        assert!(
            denied(&market.status(PIA, cloud, "active").await),
            "nothing more is sold, and what the role shows stays seen"
        );
    })
    .await;
}

/// licences go to people of the customer by its Global administrators and by delegated directory roles, never more than there
/// are; a cancelled subscription leaves none.
#[tokio::test]
async fn licences_are_counted() {
    each(async |world: World| {
        let market = Market::open(&world, true).await;
        let seats = market.provision(PAUL, market.seats, 1).await.unwrap();
        let give = |to: Licensee| AssignLicence { tenant: market.tenant, subscription: seats, to };
        let upn = |upn: &str| Licensee::Upn(upn.to_owned());
        let withdraw =
            |upn: &str| WithdrawLicence { tenant: market.tenant, subscription: seats, user: world.user(upn) };
        for by in [PAUL, GUS, NORA] {
            assert!(denied(&run(market.app(), &market.caller(by), give(upn(STINA))).await), "{by}");
        }
        let other = run(market.app(), &market.caller(ALEX), give(upn(STINA))).await;
        assert!(denied(&other), "a partner without privileges: {other:?}");
        run(market.app(), &market.caller(PIA), give(upn("STINA@tailspin.example"))).await.unwrap();
        let twice = run(market.app(), &market.caller(SVEN), give(Licensee::User(world.user(STINA)))).await;
        assert!(conflict(&twice, Code::AlreadyExists), "{twice:?}");
        let full = run(market.app(), &market.caller(SVEN), give(upn(SVEN))).await;
        assert!(conflict(&full, Code::NoLicenceLeft), "{full:?}");
        let stranger = run(market.app(), &market.caller(SVEN), give(upn(PIA))).await;
        assert!(matches!(stranger, Err(Refusal::Invalid(..))), "{stranger:?}");
        let quantity =
            |quantity| SubscriptionEdit { quantity: Some(quantity), ..SubscriptionEdit::default() };
        market.update(PAUL, seats, quantity(2)).await.unwrap();
        run(market.app(), &market.caller(SVEN), give(upn(SVEN))).await.unwrap();
        let below = market.update(PAUL, seats, quantity(1)).await;
        assert!(conflict(&below, Code::QuantityBelowAssigned), "{below:?}");
        run(market.app(), &market.caller(SVEN), withdraw(SVEN)).await.unwrap();
        market.update(PAUL, seats, quantity(1)).await.unwrap();
        assert!(missing(&run(market.app(), &market.caller(SVEN), withdraw(SVEN)).await));

        market.end_privileges().await;
        let after = run(market.app(), &market.caller(PIA), withdraw(STINA)).await;
        assert!(denied(&after), "{after:?}");
        market.status(PAUL, seats, "deleted").await.unwrap();
        assert_eq!(world.database.number("select count(*) from subscription_seats").await, 0);
        assert_eq!((market.told("licence_assigned").await, market.told("licence_withdrawn").await), (2, 1));
        assert_eq!(market.told("cancelled").await, 1);
    })
    .await;
}

/// the operator's choice binds use cases: without privileges a role counts only beside a granular role.
#[tokio::test]
async fn the_operator_may_ask_for_a_granular_role() {
    for kind in [Kind::Sqlite, Kind::Postgresql] {
        let settings = Settings { subscriptions_need_granular: true, ..Settings::default() };
        let world = World::with(Database::fresh(kind).await, settings).await;
        let market = Market::open(&world, true).await;
        let sold = market.provision(PIA, market.cloud, 1).await.unwrap();
        assert!(market.opens(PIA, sold).await, "with privileges");
        market.end_privileges().await;
        assert!(!market.opens(PIA, sold).await, "without");
        market.status(PAUL, sold, "suspended").await.unwrap();
    }
}

/// on another node than the one that gave a role it opens at once, and closes at once when the customer takes it. No link
/// binds the two organizations.
#[tokio::test]
async fn what_one_node_gives_and_takes_binds_on_the_other() {
    let world = World::new(Database::fresh(Kind::Postgresql).await).await;
    let market = Market::open(&world, false).await;
    let (ids, secrets) = (Arc::new(SeededIds::new(7)), Arc::new(SeededSecrets::default()));
    let sealer = Sealer::parse(&Sealer::fresh_key_file(secrets.as_ref())).expect("a seal key");
    let settings = (*world.app.settings).clone();
    let other = App::new(world.database.second_node(), world.clock.clone(), ids, secrets, sealer, settings);
    let old = market.existing("metered").await;
    let pia = market.caller(PIA);
    let all = Subscriptions { realm: Realm::AllCustomers, wanted: Wanted::default(), count: false };
    let one = OneSubscription { tenant: market.tenant, subscription: old };
    assert!(ask(&other, &pia, &all).await.unwrap().found.page.items.is_empty());
    assert!(missing(&ask(&other, &pia, &one).await));
    let northwind = world.organization(NORTHWIND);
    for _ in 0..3 {
        let agents = Holder::Agents(northwind, Agent::Admin);
        let given = market.assign(SVEN, old, SubscriptionRole::Owner, agents).await.unwrap();
        assert!(ask(&other, &pia, &one).await.unwrap().opened.is_some());
        assert_eq!(ask(&other, &pia, &all).await.unwrap().found.page.items.len(), 1);
        let take = RemoveSubscriptionRole { tenant: market.tenant, subscription: old, assignment: given };
        run(&other, &market.caller(SVEN), take).await.unwrap();
        assert!(missing(&market.one(PIA, old).await));
        assert!(missing(&ask(&other, &pia, &one).await));
        assert!(ask(&other, &pia, &all).await.unwrap().found.page.items.is_empty());
    }
}

/// Ends everything that people of a partner hold on subscriptions, inside a change of the customer's.
#[derive(Clone)]
struct EndAll(Id<Organization>);

impl Command for EndAll {
    type Output = ();
    const NAME: &'static str = "test.end_all";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ConsentToPartner, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let held = end_roles_of(change, self.0).await?;
        assert_eq!(held.len(), 3);
        Ok(())
    }
}

/// R-342, decision 4: every role that a partner's people hold on subscriptions ends in one transaction, each with its event, and nothing of others.
#[tokio::test]
async fn everything_of_a_partner_ends_at_once() {
    each(async |world: World| {
        let market = Market::open(&world, false).await;
        let old = market.existing("metered").await;
        let (northwind, adventure) = (world.organization(NORTHWIND), world.organization(ADVENTURE));
        let first = market.provision(PIA, market.cloud, 1).await.unwrap();
        let second = market.provision(PIA, market.cloud, 1).await.unwrap();
        for partner in [northwind, adventure] {
            let holder = Holder::Agents(partner, Agent::Admin);
            market.assign(SVEN, old, SubscriptionRole::Contributor, holder).await.unwrap();
        }
        run(market.app(), &market.caller(SVEN), EndAll(northwind)).await.unwrap();
        for subscription in [old, first, second] {
            assert!(!market.opens(PIA, subscription).await);
        }
        assert!(market.opens(ALEX, old).await, "of another partner");
        assert_eq!(market.told("role_removed").await, 3);
    })
    .await;
}

/// decision 4: the access review tells who of a partner holds a role on a subscription, through which groups and since when,
/// whatever else the partner holds, until the customer takes the role.
#[tokio::test]
async fn the_access_review_tells_of_roles_on_subscriptions() {
    each(async |world: World| {
        let market = Market::open(&world, false).await;
        let reviewed = async || {
            let question = ReviewAccess { wanted: Wanted::default(), count: true };
            let found = ask(market.app(), &market.caller(SVEN), &question).await.unwrap();
            assert_eq!(found.count, i64::try_from(found.page.items.len()).ok());
            found.page.items
        };
        assert!(reviewed().await.is_empty(), "a reseller relationship alone is no right here");
        let sold = market.provision(PIA, market.cloud, 1).await.unwrap();
        let at = world.clock.now();
        let people = reviewed().await;
        assert_eq!(people.len(), 1, "{people:?}");
        let pia = &people[0];
        assert_eq!((pia.person.upn.as_str(), pia.person.link, pia.person.is_delegated), (PIA, None, true));
        assert_eq!((pia.person.since, pia.person.standing), (Some(at), Standing::Active));
        assert!(pia.chains.is_empty() && pia.delegated.is_empty());
        let [chain] = pia.on_subscriptions.as_slice() else { panic!("{pia:?}") };
        assert_eq!((chain.held.subscription, chain.held.role), (sold, SubscriptionRole::Owner));
        assert_eq!(chain.groups.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["AdminAgents"]);
        assert_eq!(chain.since, at);

        let northwind = world.organization(NORTHWIND);
        let helpdesk = Holder::Agents(northwind, Agent::Helpdesk);
        market.assign(SVEN, sold, SubscriptionRole::Reader, helpdesk).await.unwrap();
        let names: Vec<_> = reviewed().await.iter().map(|it| it.person.upn.clone()).collect();
        assert_eq!(names, [GUS, PIA]);
        let roles = market.one(SVEN, sold).await.unwrap().opened.unwrap().roles;
        for role in roles {
            market.remove(SVEN, sold, role.row.id).await.unwrap();
        }
        assert!(reviewed().await.is_empty(), "what was taken is told no more");
    })
    .await;
}
