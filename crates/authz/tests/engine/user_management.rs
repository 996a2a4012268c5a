//! User management admins of a partner, against the rules as they are written, over worlds drawn at random: whatever they do in the
//! directory, nobody gets anything by it.

use std::collections::BTreeSet;

use authz::{
    About, Action, Concerning, Fact, Facts, Missing, Refused, Requirement, Source, Target, decide,
    fact::Turn, image::Image,
};
use domain::{
    agent::Agent,
    directory::Principal,
    id::{Id, User},
    link::LinkState,
    permission::Permission,
    role::DirectoryRole,
};
use proptest::{collection::vec, prelude::*};
use testkit::{
    SeededIds,
    plain::{Named, Plain, Who},
    worlds::any_world,
};

use crate::worlds;

const ROLE: DirectoryRole = DirectoryRole::UserManagementAdministrator;

/// What can be done in a directory, by positions among its people and groups.
#[derive(Clone, Copy, Debug)]
enum Step {
    Join { group: usize, member: Who },
    Leave { group: usize, member: Who },
    Enable { person: usize, enabled: bool },
    DeletePerson(usize),
    DeleteGroup(usize),
    AddPerson,
}

fn step() -> impl Strategy<Value = Step> {
    let who = || prop_oneof![(0..12_usize).prop_map(Who::Person), (0..12_usize).prop_map(Who::Group)];
    prop_oneof![
        4 => (0..12_usize, who()).prop_map(|(group, member)| Step::Join { group, member }),
        1 => (0..12_usize, who()).prop_map(|(group, member)| Step::Leave { group, member }),
        2 => (0..12_usize, any::<bool>()).prop_map(|(person, enabled)| Step::Enable { person, enabled }),
        1 => (0..12_usize).prop_map(Step::DeletePerson),
        1 => (0..12_usize).prop_map(Step::DeleteGroup),
        1 => Just(Step::AddPerson),
    ]
}

/// A directory that is changed while the same happens in a world where no link is suspended.
struct Course<'a> {
    world: &'a Plain,
    named: &'a Named,
    admin: usize,
    image: Image,
    lively: Image,
    added: Vec<Id<User>>,
}

impl Course<'_> {
    fn home(&self) -> usize {
        self.world.people[self.admin].home
    }

    /// The people of the home, then those who were added.
    fn person(&self, at: usize) -> Id<User> {
        let home = self.home();
        let people = self.world.people.iter().zip(&self.named.people);
        let mut here: Vec<_> = people.filter(|(it, _)| it.home == home).map(|(_, id)| *id).collect();
        here.extend(&self.added);
        here[at % here.len()]
    }

    fn group(&self, at: usize) -> Option<Principal> {
        let groups = self.world.security_groups.iter().zip(&self.named.security_groups);
        let here: Vec<_> = groups.filter(|(it, _)| it.home == self.home()).map(|(_, id)| *id).collect();
        (!here.is_empty()).then(|| Principal::SecurityGroup(here[at % here.len()]))
    }

    fn principal(&self, who: Who) -> Option<Principal> {
        match who {
            Who::Person(at) => Some(Principal::User(self.person(at))),
            Who::Group(at) => self.group(at),
        }
    }

    fn facts(&self, concerning: Concerning) -> Option<Facts> {
        let (home, user) = (self.named.organizations[self.home()], self.named.people[self.admin]);
        Facts::of(&self.image, self.named.now, home, user, "", concerning)
    }

    /// Whether the engine lets the admin manage a principal, or add somebody.
    fn manages(&self, principal: Option<Principal>) -> Result<Source, Refused> {
        let tenant = self.named.organizations[self.home()];
        let concerning = principal.map_or(Concerning::One(tenant), Concerning::Holdings);
        let Some(facts) = self.facts(concerning) else { return Err(Refused::Hidden) };
        let about = About::Principal { principal, is_invited: false };
        let permit = decide(&facts, Action::ManageDirectory, &Target { tenant, about })?;
        Ok(permit.via().unwrap())
    }

    fn apply(&mut self, facts: &[Fact]) {
        let home = self.named.organizations[self.home()];
        self.image.apply(home, facts);
        self.lively.apply(home, facts);
    }

    /// Does what is asked for where the engine lets it, as the use cases do it.
    fn take(&mut self, step: Step, ids: &SeededIds) {
        let home = self.named.organizations[self.home()];
        let directory = self.image.organization(home).unwrap().directory.clone();
        let group_of = |principal| match principal {
            Principal::SecurityGroup(group) => group,
            Principal::User(_) => panic!("a group"),
        };
        let leaves = |group: Principal, member: Principal| Fact::GroupMember {
            group: group_of(group),
            member,
            is: Turn::ENDS,
        };
        match step {
            Step::Join { group, member } => {
                let (Some(group), Some(member)) = (self.group(group), self.principal(member)) else { return };
                if group != member && self.manages(Some(group)).is_ok() {
                    let fact = Fact::GroupMember { group: group_of(group), member, is: Turn::BEGINS };
                    self.apply(&[fact]);
                }
            }
            Step::Leave { group, member } => {
                let (Some(group), Some(member)) = (self.group(group), self.principal(member)) else { return };
                if self.manages(Some(group)).is_ok() {
                    self.apply(&[leaves(group, member)]);
                }
            }
            Step::Enable { person, enabled } => {
                let user = self.person(person);
                let Some(before) = directory.person(user).map(|it| it.enabled) else { return };
                if self.manages(Some(Principal::User(user))).is_ok() {
                    let enabled = Turn::new(Some(before), Some(enabled));
                    self.apply(&[Fact::Person { user, enabled }]);
                }
            }
            Step::DeletePerson(person) => {
                let user = self.person(person);
                let Some(before) = directory.person(user).map(|it| it.enabled) else { return };
                if self.manages(Some(Principal::User(user))).is_ok() {
                    let around = directory.groups_of(user.uuid()).map(Principal::SecurityGroup);
                    let mut facts: Vec<_> =
                        around.map(|group| leaves(group, Principal::User(user))).collect();
                    facts.push(Fact::Person { user, enabled: Turn::ends(before) });
                    self.apply(&facts);
                }
            }
            Step::DeleteGroup(group) => {
                let Some(group) = self.group(group) else { return };
                if self.manages(Some(group)).is_ok() {
                    let around = directory.groups_of(group.uuid()).map(Principal::SecurityGroup);
                    let mut facts: Vec<_> = around.map(|around| leaves(around, group)).collect();
                    let members = directory.members_of(group_of(group));
                    facts.extend(members.map(|member| leaves(group, member)));
                    self.apply(&facts);
                }
            }
            Step::AddPerson => {
                if self.manages(None).is_ok() {
                    let user: Id<User> = ids.id();
                    self.apply(&[Fact::Person { user, enabled: Turn::begins(true) }]);
                    self.added.push(user);
                }
            }
        }
    }

    /// Everything that somebody may anywhere, now or when an assignment begins, were all links active; whom nobody knows may nothing.
    fn rights(&self, user: Id<User>, home: usize) -> BTreeSet<String> {
        let mut rights = BTreeSet::new();
        let begins = self.world.assignments.iter().filter_map(|it| it.from);
        let moments: BTreeSet<i64> = begins.chain([0]).collect();
        for (at, room) in self.named.rooms.iter().enumerate() {
            let tenant = self.named.organizations[self.world.rooms[at].home];
            for moment in &moments {
                let now = self.named.now.plus(*moment);
                let may = |it: &Permission| self.lively.allows(now, user, *it, tenant, *room);
                let held = Permission::ALL.into_iter().filter(may);
                rights.extend(held.map(|permission| format!("{permission} in {at} at {moment}")));
            }
        }
        let home = self.lively.organization(self.named.organizations[home]).unwrap();
        if let Some(person) = home.directory.person(user).filter(|person| person.enabled) {
            rights.extend(person.roles.iter().map(|role| role.key().to_owned()));
            rights.extend(person.agents.iter().map(|agent| agent.key().to_owned()));
            rights.extend(person.is_tenant_manager.then(|| "tenant manager".to_owned()));
        }
        rights
    }

    fn all_rights(&self) -> Vec<BTreeSet<String>> {
        let people = self.named.people.iter().zip(&self.world.people);
        let added = self.added.iter().map(|user| self.rights(*user, self.home()));
        people.map(|(user, it)| self.rights(*user, it.home)).chain(added).collect()
    }
}

/// Whoever holds something by itself, as the words of decision 16 say it.
pub(super) fn holders(world: &Plain, agents: &[Option<Agent>]) -> BTreeSet<Who> {
    let people = world.people.iter().enumerate();
    let mut holders: BTreeSet<Who> = people
        .filter(|(_, it)| !it.roles.is_empty() || it.is_tenant_manager)
        .map(|(person, _)| Who::Person(person))
        .collect();
    let groups = agents.iter().enumerate().filter(|(_, agent)| agent.is_some());
    holders.extend(groups.map(|(group, _)| Who::Group(group)));
    holders.extend(world.assignments.iter().flat_map(|it| &it.members));
    holders
}

/// A principal and every group around it.
pub(super) fn around(world: &Plain, who: Who) -> BTreeSet<Who> {
    let mut around = BTreeSet::from([who]);
    let mut next: Vec<usize> = match who {
        Who::Person(person) => world.people[person].groups.iter().copied().collect(),
        Who::Group(group) => world.security_groups[group].within.iter().copied().collect(),
    };
    while let Some(group) = next.pop() {
        if around.insert(Who::Group(group)) {
            next.extend(&world.security_groups[group].within);
        }
    }
    around
}

fn course<'a>(world: &'a Plain, named: &'a Named, admin: usize, agents: &[Option<Agent>]) -> Course<'a> {
    let mut all_active = world.clone();
    for link in &mut all_active.links {
        if link.state == LinkState::Suspended {
            link.state = LinkState::Active;
        }
    }
    let image = world.image(named);
    let lively = all_active.image(named);
    let mut course = Course { world, named, admin, image, lively, added: Vec::new() };
    for (group, agent) in agents.iter().enumerate() {
        let Some(agent) = *agent else { continue };
        let fact = Fact::AgentGroup { group: named.security_groups[group], agent, is: Turn::BEGINS };
        let home = named.organizations[world.security_groups[group].home];
        course.image.apply(home, [&fact]);
        course.lively.apply(home, [&fact]);
    }
    course
}

/// Makes somebody of a world a User management admin of a partner, and nothing else.
fn with_admin(
    mut world: Plain,
    admin: usize,
    agents: &[Option<Agent>],
) -> Option<(Plain, usize, Vec<Option<Agent>>)> {
    let admin = admin.checked_rem(world.people.len())?;
    let home = world.people[admin].home;
    world.organizations[home].is_partner = true;
    let it = &mut world.people[admin];
    (it.enabled, it.roles, it.is_tenant_manager) = (true, BTreeSet::from([ROLE]), false);
    it.groups.clear();
    for assignment in &mut world.assignments {
        assignment.members.remove(&Who::Person(admin));
    }
    let agents = (0..world.security_groups.len()).map(|group| agents[group % agents.len()]).collect();
    Some((world, admin, agents))
}

fn any_agents() -> impl Strategy<Value = Vec<Option<Agent>>> {
    vec(prop::option::weighted(0.2, prop::sample::select(Agent::ALL.to_vec())), 12)
}

proptest! {
    #![proptest_config(worlds(200))]

    /// decision 16: after anything that a User management admin does in the directory, in any order, nobody may
    /// anything anywhere that they might not before, whoever was added nothing at all.
    #[test]
    fn nobody_gets_anything_by_a_user_management_admin(
        world in any_world(),
        admin in 0..12_usize,
        agents in any_agents(),
        steps in vec(step(), 1..24),
    ) {
        let Some((world, admin, agents)) = with_admin(world, admin, &agents) else { return Ok(()) };
        let ids = SeededIds::default();
        let named = world.name(&ids);
        let mut course = course(&world, &named, admin, &agents);
        let before = course.all_rights();
        for step in &steps {
            course.take(*step, &ids);
        }
        for (at, after) in course.all_rights().into_iter().enumerate() {
            let had = before.get(at).cloned().unwrap_or_default();
            let more: Vec<_> = after.difference(&had).collect();
            prop_assert!(more.is_empty(), "{at} gets {more:?} by {steps:?}");
        }
    }

    /// R-420, decision 16: who holds nothing, nor any group around, is managed by a User management admin; who holds something is
    /// not, and whom an invitation names neither. Without the partner capability the role opens nothing.
    #[test]
    fn a_user_management_admin_manages_who_holds_nothing(
        world in any_world(),
        admin in 0..12_usize,
        agents in any_agents(),
    ) {
        let Some((mut world, admin, agents)) = with_admin(world, admin, &agents) else { return Ok(()) };
        let named = world.name(&SeededIds::default());
        let home = world.people[admin].home;
        let holders = holders(&world, &agents);
        let people = (0..world.people.len()).filter(|it| world.people[*it].home == home).map(Who::Person);
        let groups = 0..world.security_groups.len();
        let groups = groups.filter(|it| world.security_groups[*it].home == home).map(Who::Group);
        let all: Vec<Who> = people.chain(groups).collect();
        let lacks = Err(Refused::Denied(Missing(Requirement::GlobalAdministrator)));
        {
            let course = course(&world, &named, admin, &agents);
            for who in &all {
                let said = course.manages(Some(named.principal(*who)));
                if around(&world, *who).is_disjoint(&holders) {
                    prop_assert_eq!(said, Ok(Source::DirectoryRole(ROLE)), "{:?}", who);
                } else {
                    let held = around(&world, *who);
                    let by_directory = |it: &Who| match it {
                        Who::Person(person) => {
                            !world.people[*person].roles.is_empty() || world.people[*person].is_tenant_manager
                        }
                        Who::Group(group) => agents[*group].is_some(),
                    };
                    // An assignment of a role that does not belong there is none.
                    prop_assert!(said == lacks || !held.iter().any(by_directory), "{:?}", who);
                }
                let tenant = named.organizations[home];
                let principal = Some(named.principal(*who));
                let facts = course.facts(Concerning::Holdings(named.principal(*who))).unwrap();
                let about = About::Principal { principal, is_invited: true };
                let invited = decide(&facts, Action::ManageDirectory, &Target { tenant, about });
                prop_assert_eq!(invited.map(drop), lacks.map(|_: Source| ()));
                // What was not looked for counts as held.
                let blind = course.facts(Concerning::All).unwrap();
                let about = About::Principal { principal, is_invited: false };
                let said = decide(&blind, Action::ManageDirectory, &Target { tenant, about });
                prop_assert_eq!(said.map(drop), lacks.map(|_: Source| ()));
            }
            prop_assert!(course.manages(Some(Principal::User(named.people[admin]))).is_err(), "nobody themselves");
            prop_assert!(course.manages(None).is_ok());
        }
        world.organizations[home].is_partner = false;
        let course = course(&world, &named, admin, &agents);
        for who in all {
            prop_assert_eq!(course.manages(Some(named.principal(who))), lacks);
        }
        prop_assert_eq!(course.manages(None), lacks);
    }
}
