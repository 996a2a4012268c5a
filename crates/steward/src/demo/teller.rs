//! Performs the beats of the story: each through the use case that a page or device would call, at its own time.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use agent::updates::signing::Key;
use anyhow::{Context as _, Result, bail};
use domain::{
    directory::Principal,
    distribution::Asks,
    granular_relationship::RequestAction,
    id::{Id, Ids as _, Invitation, Link, Place, RoomGroup, User},
    role_definition,
    room::DeviceType,
    scope::Scope,
    signal::SignalState,
    time::{DAY, HOUR, Time},
    update_ring::Preset,
};
use service::{
    App, Caller, Realm, Refusal,
    applications::{ApplicationForm, RegisterApplication},
    ask, assignments, blocks,
    delegated_rooms::SwitchDelegatedRooms,
    devices,
    granular_relationships::{
        self, ApproveGranular, AssignAccess, DraftGranular, GranularRelationshipOf, GroupsToAssign,
        RequestGranular, public_id,
    },
    groups, health_watch, invitations, links, maintenance_windows, places, releases,
    reseller_relationships::AcceptReseller,
    reseller_requests::{MakeResellerRequest, RequestLink, ResellerRequestOf},
    roles::RoleContext,
    rollouts, rooms as service_rooms, run, sign_in, tenant_managers, tickets, update_rings, users,
};

use super::{
    autopilot,
    beats::{Beat, Invitee, Rooms},
    enrolled::Enrolled,
    founding::Cast,
    past::PastClock,
    sites::{self, ChosenBy, Estate, GroupPlan, RoomPlan},
    story::refused,
    subscriptions,
    world::{self, PASSWORD, administrator, home},
};
use crate::inputs::RandomIds;

/// What is rolled out while a newcomer looks around; simulated rooms download nothing.
const RELEASE: &str = r#"{
  "format": "steward-release", "formatVersion": 1, "version": "5.4.0", "deviceType": "windowsRoom", "isCritical": false,
  "artefact": {
    "url": "https://downloads.example/room-app-5.4.0.msi",
    "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "size": 73400320
  },
  "notes": "Front-of-room layouts start faster.\nThe console shows who is late."
}"#;

/// Who tells the story, and what came of it so far.
pub(super) struct Teller {
    app: App,
    clock: Arc<PastClock>,
    cast: Cast,
    enrolled: Enrolled,
    places: BTreeMap<(&'static str, Vec<String>), Id<Place>>,
    groups: BTreeMap<(&'static str, &'static str), Id<RoomGroup>>,
    /// The last invitation that each customer sent.
    invitations: BTreeMap<&'static str, Id<Invitation>>,
    links: BTreeMap<(&'static str, &'static str), Id<Link>>,
}

impl Teller {
    /// At the beginning, when every room has enrolled.
    pub(super) fn new(app: App, clock: Arc<PastClock>, cast: Cast, enrolled: Enrolled) -> Self {
        Self {
            app,
            clock,
            cast,
            enrolled,
            places: BTreeMap::new(),
            groups: BTreeMap::new(),
            invitations: BTreeMap::new(),
            links: BTreeMap::new(),
        }
    }

    /// Performs a beat at its time.
    pub(super) async fn tell(&mut self, at: Time, beat: &Beat) -> Result<()> {
        self.clock.put(at);
        self.perform(beat).await.with_context(|| format!("at {at}: {beat:?}"))
    }

    /// The administrator of the first customer rolls a release out: from the first ring on, where two rooms do not wait for the night.
    pub(super) async fn roll_out(&mut self, at: Time, key: &Key) -> Result<()> {
        self.clock.put(at);
        let estate = sites::ESTATES.first().context("no estate")?;
        let by = world::organization(estate.organization).and_then(|home| home.people.get(1));
        let by = by.context("an estate without administrator")?.upn;
        let tenant = self.cast.organization(estate.organization)?;
        let plans = estate.rooms();
        let computers = plans.iter().filter(|plan| plan.model.device_type == DeviceType::WindowsRoom).take(6);
        let rooms = computers.map(|plan| self.enrolled.room(&plan.host)).collect::<Result<BTreeSet<_>>>()?;
        let ring = Preset::Staging.id();
        self.run(by, update_rings::MoveRooms { tenant, ring, rooms: rooms.clone() }).await?;
        let signed = serde_json::to_string(&key.release(RELEASE)?)?;
        let release = self.run(by, releases::RegisterRelease { signed }).await?;
        self.run(by, rollouts::StartRollout { tenant, release, begins_at: String::new() }).await?;
        for _ in 0..2 {
            rollouts::watch(&self.app).await.map_err(refused)?;
        }
        for room in rooms.into_iter().take(2) {
            let (when, reason) = ("whenFree".to_owned(), "The first rooms to try it".to_owned());
            let force = rollouts::ForceUpdate { tenant, room, release, when, reason };
            match run(&self.app, &self.caller(by)?, force).await {
                // In a room where it is night the update is under way already.
                Ok(()) | Err(service::Refusal::Conflict(service::Code::InvalidState, _)) => {}
                Err(refusal) => return Err(refused(refusal)),
            }
        }
        Ok(())
    }

    /// Writes down what waits in memory.
    pub(super) async fn end(self) -> Result<()> {
        health_watch::finish(&self.app).await.map_err(refused)?;
        service::observe::write_down(&self.app, true).await.map_err(refused)
    }

    async fn perform(&mut self, beat: &Beat) -> Result<()> {
        match *beat {
            Beat::SignIn(upn) => self.sign_in(upn).await,
            Beat::Mistype(upn) => self.mistype(upn).await,
            Beat::Places(estate) => self.enter_places(estate).await,
            Beat::Settle(ref room) => self.settle(room).await,
            Beat::Groups(estate) => self.make_groups(estate).await,
            Beat::Assign { by, to, role, name, rooms } => {
                let form = assignments::AssignmentForm {
                    name: name.to_owned(),
                    members: vec![Principal::User(self.cast.person(to)?)],
                    scope: self.scope(home(by)?.key, rooms)?,
                    ..Default::default()
                };
                let (context, role) = (RoleContext::Own, role.to_owned());
                self.run(by, assignments::CreateAssignment { context, role, form }).await.map(drop)
            }
            Beat::TenantManagers { by, people } => {
                let principals = people.iter().map(|upn| self.cast.person(upn).map(Principal::User));
                let principals = principals.collect::<Result<_>>()?;
                self.run(by, tenant_managers::AddTenantManagers { principals }).await
            }
            Beat::Invite { by, to, rooms } => self.invite(by, to, rooms).await,
            Beat::Accept { by, customer, admins } => self.accept(by, customer, admins).await,
            Beat::Deny { by, customer } => {
                let invitation = self.invitation(customer)?;
                self.run(by, invitations::DenyInvitation { invitation, stamp: None }).await
            }
            Beat::Withdraw { by } => {
                let invitation = self.invitation(home(by)?.key)?;
                self.run(by, invitations::WithdrawInvitation { invitation, stamp: None }).await
            }
            Beat::Expire => invitations::expire(&self.app).await.map(drop).map_err(refused),
            Beat::ChangeScope { by, partner, rooms } => {
                let customer = home(by)?.key;
                let (link, scope) = (self.link(customer, partner)?, self.scope(customer, rooms)?);
                self.run(by, links::ChangeLinkScope { link, scope, stamp: None }).await
            }
            Beat::Block { by, partner, person, reason } => {
                let (link, user) = (self.link(home(by)?.key, partner)?, self.cast.person(person)?);
                self.run(by, blocks::BlockPerson { of: link.into(), user, reason: reason.to_owned() }).await
            }
            Beat::Look { by, customer } => self.look(by, customer).await,
            Beat::Take { by, host, says, due_in_hours } => self.take(by, host, says, due_in_hours).await,
            Beat::Note { by, ref host, note } => self.note(by, host, note).await,
            Beat::Maintain { by, group, reason, days, hours } => {
                let customer = home(by)?.key;
                let from = self.app.clock.now().plus(days * DAY);
                let command = maintenance_windows::PlanMaintenance {
                    tenant: self.cast.organization(customer)?,
                    group: Some(self.group(customer, group)?),
                    reason: reason.to_owned(),
                    from: Some(from),
                    until: Some(from.plus(hours * HOUR)),
                };
                self.run(by, command).await.map(drop)
            }
            Beat::Leave { by, person } => {
                let user: Id<User> = self.cast.person(person)?;
                self.run(by, users::SetUserEnabled { user, enabled: false, stamp: None }).await.map(drop)
            }
            Beat::Sell { by, to } => self.sell(by, to).await,
            Beat::Delegate { by, to } => self.delegate(by, to).await,
            Beat::OpenRooms { by, partner } => {
                let partner = self.cast.organization(partner)?;
                self.run(by, SwitchDelegatedRooms { partner, opens_rooms: true }).await
            }
            Beat::Register { by, name } => {
                let form = ApplicationForm {
                    name: Some(name.to_owned()),
                    application_permissions: Some(vec!["DelegatedAdminRelationship.Read.All".to_owned()]),
                    ..ApplicationForm::default()
                };
                self.run(by, RegisterApplication { form }).await.map(drop)
            }
            Beat::SetUp { by, customer } => {
                autopilot::set_up(&self.app, &self.caller(by)?, self.cast.organization(customer)?).await
            }
            Beat::Buy { operator, by, owner, customer } => {
                let (operator, by, owner) = (self.caller(operator)?, self.caller(by)?, self.caller(owner)?);
                let tenant = self.cast.organization(customer)?;
                subscriptions::buy(&self.app, (&operator, &by, &owner), tenant).await
            }
            Beat::AddDevices { by } => autopilot::add_own(&self.app, &self.caller(by)?).await,
            Beat::Report { ref host, signal, value, is_healthy } => {
                self.report(host, signal, value, is_healthy).await
            }
        }
    }

    async fn run<C: service::Command>(&self, by: &str, command: C) -> Result<C::Output> {
        run(&self.app, &self.caller(by)?, command).await.map_err(refused)
    }

    fn caller(&self, upn: &str) -> Result<Caller> {
        self.cast.caller(upn, RandomIds.next().to_string())
    }

    fn visit() -> sign_in::Visit {
        sign_in::Visit {
            request_id: RandomIds.next().to_string(),
            address: "127.0.0.1".to_owned(),
            browser: "Firefox".to_owned(),
        }
    }

    async fn sign_in(&self, upn: &str) -> Result<()> {
        sign_in::sign_in(&self.app, upn, PASSWORD, &Self::visit()).await.map(drop).map_err(refused)
    }

    async fn mistype(&self, upn: &str) -> Result<()> {
        match sign_in::sign_in(&self.app, upn, "try-steward-tomorrow", &Self::visit()).await {
            Err(Refusal::Unauthenticated(_)) => Ok(()),
            Err(other) => Err(refused(other)),
            Ok(_) => bail!("a wrong password was taken"),
        }
    }

    async fn sell(&self, by: &str, to: &str) -> Result<()> {
        let request =
            self.run(by, MakeResellerRequest { with_privileges: true, asks: Asks::Customer }).await?;
        let shown =
            ask(&self.app, &self.caller(by)?, &ResellerRequestOf { request }).await.map_err(refused)?;
        let token = shown.link.as_ref().map(RequestLink::secret).context("a request without a link")?;
        let token = token.to_owned();
        self.run(to, AcceptReseller { token, agreement_accepted: true, privileges_shown: None }).await?;
        Ok(())
    }

    async fn delegate(&self, by: &str, to: &str) -> Result<()> {
        let roles = ["Directory Readers", "Teams Administrator", "Service Support Administrator"];
        let role =
            |name: &&str| role_definition::ALL.iter().find(|role| role.name == *name).map(|role| role.id);
        let draft = DraftGranular {
            name: "Contoso_directory".to_owned(),
            customer: None,
            duration: "P730D".to_owned(),
            roles: roles.iter().filter_map(role).collect(),
            auto_extend: "P180D".to_owned(),
        };
        let relationship = self.run(by, draft.clone()).await?;
        let action = RequestAction::LockForApproval;
        self.run(by, RequestGranular { relationship, action, stamp: None }).await?;
        let caller = self.caller(by)?;
        let question = GranularRelationshipOf { relationship };
        let asked = ask(&self.app, &caller, &question).await.map_err(refused)?.row.public_id();
        let asked = public_id(&asked).context("a published identifier")?;
        self.run(to, ApproveGranular { asked, stamp: None }).await?;
        granular_relationships::tend(&self.app).await.map_err(refused)?;
        let groups = ask(&self.app, &caller, &GroupsToAssign { find: "AdminAgents".to_owned() }).await;
        let (group, _) = groups.map_err(refused)?.into_iter().next().context("a group to assign roles to")?;
        self.run(by, AssignAccess { relationship, group, roles: draft.roles }).await?;
        // What waits for an answer, and a draft.
        let waiting = DraftGranular {
            name: "Fabrikam_support".to_owned(),
            auto_extend: "PT0S".to_owned(),
            duration: "P180D".to_owned(),
            roles: roles.iter().take(1).filter_map(role).collect(),
            customer: None,
        };
        let relationship = self.run(by, waiting.clone()).await?;
        self.run(by, RequestGranular { relationship, action, stamp: None }).await?;
        self.run(by, DraftGranular { name: "Next_customer".to_owned(), ..waiting }).await?;
        granular_relationships::tend(&self.app).await.map_err(refused)
    }

    async fn enter_places(&mut self, estate: &'static Estate) -> Result<()> {
        let by = administrator(estate.organization)?;
        for plan in estate.places() {
            let Some((name, above)) = plan.path.split_last() else { bail!("a place without name") };
            let parent = self.places.get(&(estate.organization, above.to_vec())).copied();
            let form = places::PlaceForm { kind: plan.kind.key().to_owned(), name: name.clone(), parent };
            let place = self.run(by, places::CreatePlace { form }).await?;
            self.places.insert((estate.organization, plan.path), place);
        }
        Ok(())
    }

    async fn settle(&self, plan: &RoomPlan) -> Result<()> {
        let by = administrator(plan.organization)?;
        let (tenant, room) = (self.cast.organization(plan.organization)?, self.enrolled.room(&plan.host)?);
        let place = self.places.get(&(plan.organization, plan.place.clone())).copied();
        let form = service_rooms::RoomForm {
            name: plan.name.clone(),
            place,
            device_type: plan.model.device_type.key().to_owned(),
            manufacturer: plan.model.manufacturer.to_owned(),
            model: plan.model.name.to_owned(),
            serial_number: plan.serial.clone(),
            account: plan.account.clone(),
            time_zone: plan.zone.to_owned(),
            capacity: plan.capacity.to_string(),
            asset_tag: plan.asset_tag.clone(),
            notes: String::new(),
            size: plan.kind.size().key().to_owned(),
            place_type: plan.kind.place_type().key().to_owned(),
            latitude: plan.at.0.to_owned(),
            longitude: plan.at.1.to_owned(),
            tags: plan.tag.map(str::to_owned).into_iter().collect(),
        };
        self.run(by, service_rooms::EditRoom { tenant, room, stamp: None, form }).await?;
        self.run(by, service_rooms::EnrolRoom { tenant, room }).await.map(drop)
    }

    async fn make_groups(&mut self, estate: &'static Estate) -> Result<()> {
        let by = administrator(estate.organization)?;
        let (tenant, rooms) = (self.cast.organization(estate.organization)?, estate.rooms());
        for GroupPlan { name, description, by: chosen_by } in estate.groups() {
            let rule = match chosen_by {
                ChosenBy::Hand => None,
                ChosenBy::Tag(tag) => Some(groups::RuleForm { place: None, tag: Some(tag.to_owned()) }),
                ChosenBy::Place(path) => {
                    let place = self.places.get(&(estate.organization, path)).copied();
                    Some(groups::RuleForm { place, tag: None })
                }
            };
            let members = rooms.iter().filter(|room| rule.is_none() && room.groups.contains(&name));
            let members = members.map(|room| self.enrolled.room(&room.host)).collect::<Result<_>>()?;
            let command = groups::CreateGroup {
                tenant,
                name: name.to_owned(),
                description: description.to_owned(),
                members,
                rule,
            };
            let group = self.run(by, command).await?;
            self.groups.insert((estate.organization, name), group);
        }
        Ok(())
    }

    async fn invite(&mut self, by: &'static str, to: Invitee, rooms: Rooms) -> Result<()> {
        let customer = home(by)?.key;
        let to = match to {
            Invitee::Domain(domain, days) => {
                invitations::To::Domain { domain: domain.to_owned(), valid_days: days.to_owned() }
            }
            Invitee::Named(people) => invitations::To::NamedUsers(
                people
                    .iter()
                    .map(|(name, upn)| invitations::NamedUser {
                        name: (*name).to_owned(),
                        upn: (*upn).to_owned(),
                    })
                    .collect(),
            ),
        };
        let accepted_terms = Some(invitations::terms::VERSION.to_owned());
        let command = invitations::SendInvitation { to, scope: self.scope(customer, rooms)?, accepted_terms };
        let sent = invitations::send(&self.app, &self.caller(by)?, command).await.map_err(refused)?;
        self.invitations.insert(customer, *sent.first().context("no invitation was made")?);
        Ok(())
    }

    async fn accept(
        &mut self,
        by: &'static str,
        customer: &'static str,
        admins: &[&'static str],
    ) -> Result<()> {
        let partner = home(by)?.key;
        let admins = admins.iter().map(|name| {
            let person = self.cast.person(name).map(Principal::User);
            person.or_else(|_| self.cast.group(partner, name).map(Principal::SecurityGroup))
        });
        let primary_admins = admins.collect::<Result<_>>()?;
        let invitation = self.invitation(customer)?;
        let command = invitations::AcceptInvitation { invitation, primary_admins, stamp: None };
        let accepted = self.run(by, command).await?;
        self.links.insert((customer, partner), accepted.link);
        Ok(())
    }

    async fn look(&self, by: &str, customer: &str) -> Result<()> {
        let realm = Realm::Customer(self.cast.organization(customer)?);
        let question = service_rooms::ListRooms {
            realm,
            wanted: service::Wanted::default(),
            health: None,
            counts: false,
        };
        ask(&self.app, &self.caller(by)?, &question).await.map_err(refused)?;
        // Written down now, with the time of the story.
        service::observe::write_down(&self.app, true).await.map_err(refused)
    }

    async fn take(&self, by: &str, host: &str, says: &str, due_in_hours: i64) -> Result<()> {
        // What its watch period made of it meanwhile.
        health_watch::watch(&self.app).await.map_err(refused)?;
        let (tenant, room) = (self.cast.organization(owner(host)?)?, self.enrolled.room(host)?);
        let question = tickets::TicketAtRoom { realm: Realm::Customer(tenant), room };
        let open = ask(&self.app, &self.caller(by)?, &question).await.map_err(refused)?;
        let ticket = open.first().with_context(|| format!("nothing is open at {host}"))?.id;
        let due_at = Some(Some(self.app.clock.now().plus(due_in_hours * HOUR)));
        let edit = tickets::EditTicket { due_at, ..tickets::EditTicket::of(tenant, ticket) };
        let edit = edit.give(tickets::GivenTo::Person(self.cast.person(by)?));
        self.run(by, edit).await?;
        self.run(by, tickets::WriteMessage { tenant, ticket, text: says.to_owned() }).await.map(drop)
    }

    async fn note(&self, by: &str, host: &str, note: &str) -> Result<()> {
        let room = self.enrolled.room(host)?;
        let tenant = self.cast.organization(owner(host)?)?;
        let home = self.cast.organization(home(by)?.key)?;
        let realm = if tenant == home { Realm::Own } else { Realm::Customer(tenant) };
        let question = service_rooms::RoomOf { realm, room };
        let shown = ask(&self.app, &self.caller(by)?, &question).await.map_err(refused)?;
        let mut form = service_rooms::RoomForm::from(&shown.detail.record);
        note.clone_into(&mut form.notes);
        self.run(by, service_rooms::EditRoom { tenant, room, stamp: None, form }).await?;
        service::observe::write_down(&self.app, true).await.map_err(refused)
    }

    async fn report(&self, host: &str, signal: &str, value: &str, is_healthy: bool) -> Result<()> {
        // What its watch period made of it meanwhile.
        health_watch::watch(&self.app).await.map_err(refused)?;
        let said = devices::Said {
            signal: signal.to_owned(),
            instance: String::new(),
            state: if is_healthy { SignalState::Healthy } else { SignalState::Unhealthy },
            value: value.to_owned(),
            detail: String::new(),
        };
        let observed_at = self.app.clock.now();
        let report = devices::Report { observed_at, signals: vec![said], facts: None };
        let outcome = devices::report(&self.app, self.enrolled.credential(host)?, report).await;
        outcome.map(drop).map_err(|refused| anyhow::anyhow!("the report was refused: {refused:?}"))
    }

    fn scope(&self, customer: &'static str, rooms: Rooms) -> Result<Scope> {
        let Rooms::Groups(names) = rooms else { return Ok(Scope::ALL) };
        let groups = names.iter().map(|name| self.group(customer, name));
        Ok(Scope::of([], groups.collect::<Result<Vec<_>>>()?))
    }

    fn group(&self, customer: &'static str, name: &'static str) -> Result<Id<RoomGroup>> {
        self.groups.get(&(customer, name)).copied().with_context(|| format!("no room group {name}"))
    }

    fn invitation(&self, customer: &str) -> Result<Id<Invitation>> {
        self.invitations.get(customer).copied().with_context(|| format!("{customer} sent no invitation"))
    }

    fn link(&self, customer: &'static str, partner: &'static str) -> Result<Id<Link>> {
        self.links.get(&(customer, partner)).copied().with_context(|| format!("{customer} has no {partner}"))
    }
}

/// The customer whose room a host is.
fn owner(host: &str) -> Result<&'static str> {
    super::sites::owner(host).with_context(|| format!("{host} belongs to nobody"))
}
