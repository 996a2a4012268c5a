//! The days of the preset rings, which every organization has: set at many customers at once, each decided and written on its own
//! and told beforehand.
//!
//! Invariant: at one customer all of them are set or none; what is told beforehand is computed as what is done.

use authz::{Action, Requirement};
use domain::{
    id::{Id, Organization, UpdateRing},
    permission::Permission,
    update_ring::{MOST_DAYS, Plan, Preset, Ring, Values},
};
use store::{Batch, Change, update_rings};

use super::{CustomerPlan, PlanList, edited, form::whole, held, require};
use crate::{
    app::App,
    caller::{Caller, Person},
    form::Form,
    one_by_one::{Done, one_by_one},
    refusal::{Code, Refusal},
    run::{Command, Context, Where, run},
};

/// The fields of each preset ring: in how many days an update is spread, for how many it is watched.
pub const DAYS_FIELDS: [(Preset, [&str; 2]); 3] = [
    (Preset::Staging, ["staging/rolloutDays", "staging/testDays"]),
    (Preset::General, ["general/rolloutDays", "general/testDays"]),
    (Preset::Executive, ["executive/rolloutDays", "executive/testDays"]),
];

/// The fields of the wish itself, which are wrong at every customer or at none.
const WISH: [&str; 7] = [
    "rings",
    "staging/rolloutDays",
    "staging/testDays",
    "general/rolloutDays",
    "general/testDays",
    "executive/rolloutDays",
    "executive/testDays",
];

/// The days of a ring as they were written; what is none or empty stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RingDays {
    /// In how many days an update is spread over the rooms.
    pub rollout_days: Option<String>,
    /// For how many days it is watched before the next ring begins.
    pub test_days: Option<String>,
}

/// The days of the preset rings as they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DaysForm {
    /// Of Staging.
    pub staging: RingDays,
    /// Of General.
    pub general: RingDays,
    /// Of Executive.
    pub executive: RingDays,
}

/// What setting days does at one customer.
#[derive(Debug)]
pub struct DaysAt {
    /// The customer.
    pub tenant: Id<Organization>,
    /// The customer's name.
    pub name: String,
    /// The rings that change, as they are and as they would be.
    pub rings: Vec<(Ring, Ring)>,
    /// How long an update takes over all rings now.
    pub days: u16,
    /// How long it would take.
    pub days_then: u16,
    /// Why it cannot be done there; none, and it can.
    pub refused: Option<Refusal>,
}

impl DaysForm {
    const fn of(&self, preset: Preset) -> &RingDays {
        match preset {
            Preset::Staging => &self.staging,
            Preset::General => &self.general,
            Preset::Executive => &self.executive,
        }
    }

    /// What is wanted of each ring, or everything that is wrong with it.
    fn checked(&self) -> Result<Days, Refusal> {
        let mut form = Form::default();
        let mut wanted = Vec::new();
        for (preset, [rollout, test]) in DAYS_FIELDS {
            let typed = self.of(preset);
            let rollout_days = days(&mut form, rollout, typed.rollout_days.as_ref(), 1);
            let test_days = days(&mut form, test, typed.test_days.as_ref(), 0);
            if rollout_days.is_some() || test_days.is_some() {
                wanted.push((preset, rollout_days, test_days));
            }
        }
        form.finish()?;
        if wanted.is_empty() {
            return Err(Refusal::field("rings", Code::Required));
        }
        Ok(Days(wanted))
    }

    /// What it does at each of the customers that were found, before it is done.
    pub fn preview(&self, found: &PlanList) -> Result<Vec<DaysAt>, Refusal> {
        let wanted = self.checked()?;
        let at = |customer: &CustomerPlan| {
            let rings = wanted.rings(&customer.plan);
            let then = with(&customer.plan, &rings);
            let may = rings.iter().try_for_each(|(ring, _)| found.require(customer.tenant, ring.id));
            DaysAt {
                tenant: customer.tenant,
                name: customer.name.clone(),
                days: customer.plan.total(),
                days_then: then.total(),
                refused: may.and_then(|()| fits(&then)).err(),
                rings: rings.into_iter().filter(|(before, after)| before != after).collect(),
            }
        };
        Ok(found.customers.iter().map(at).collect())
    }
}

/// A whole number of days; none where nothing was written.
fn days(form: &mut Form, field: &str, typed: Option<&String>, least: u16) -> Option<u16> {
    let typed = typed.filter(|typed| !typed.trim().is_empty())?;
    whole(form, field, Some(typed), least..=MOST_DAYS - 1 + least, None)
}

/// The days that are wanted of preset rings: of a rollout, of a test; what is none stays.
struct Days(Vec<(Preset, Option<u16>, Option<u16>)>);

impl Days {
    /// The rings of a plan, each as it is and as it is to be.
    fn rings(&self, plan: &Plan) -> Vec<(Ring, Ring)> {
        let ring = |(preset, rollout_days, test_days): &(Preset, Option<u16>, Option<u16>)| {
            let before = plan.ring(preset.id())?.clone();
            let values = Values {
                order: before.values.order,
                rollout_days: rollout_days.unwrap_or(before.values.rollout_days),
                test_days: test_days.unwrap_or(before.values.test_days),
            };
            let after = Ring { values, ..before.clone() };
            Some((before, after))
        };
        self.0.iter().filter_map(ring).collect()
    }
}

/// A plan with rings as they are to be.
fn with(plan: &Plan, rings: &[(Ring, Ring)]) -> Plan {
    rings.iter().fold(plan.clone(), |plan, (_, after)| plan.with(after.clone()))
}

fn fits(plan: &Plan) -> Result<(), Refusal> {
    if plan.total() > MOST_DAYS { Err(Refusal::special(Code::TooManyDays, "rolloutDays")) } else { Ok(()) }
}

impl PlanList {
    /// Whether the reader may set the days of a preset ring of a customer.
    pub fn may_set_days(&self, tenant: Id<Organization>) -> bool {
        Preset::ALL.iter().any(|preset| self.require(tenant, preset.id()).is_ok())
    }

    /// Refuses who may not change a ring of a customer.
    fn require(&self, tenant: Id<Organization>, ring: Id<UpdateRing>) -> Result<(), Refusal> {
        let lacks = Requirement::Permission(Permission::RingModify);
        let held = self.held.get(&tenant).ok_or(Refusal::Denied(Code::Forbidden, Some(lacks)))?;
        require(held.has(ring))
    }
}

/// Sets the days of preset rings of one organization, all of them or none.
#[derive(Clone, Debug)]
pub struct SetDays {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The days.
    pub days: DaysForm,
}

impl Command for SetDays {
    type Output = ();
    const NAME: &'static str = "ring.set_days";
    // Changes of one plan wait for each other: together they could exceed what each of them keeps to.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RingModify), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let wanted = self.days.checked()?;
        let plan = update_rings::fetch(change).await?;
        let rings = wanted.rings(&plan);
        let held = held(change, context, self.tenant).await?;
        for (before, _) in &rings {
            require(held.has(before.id))?;
        }
        fits(&with(&plan, &rings))?;
        for (before, after) in rings.iter().filter(|(before, after)| before != after) {
            change.write(update_rings::set(Batch::of(edited(before, after)), after)).await?;
        }
        Ok(())
    }
}

/// Sets the days of preset rings at many customers, in the order in which they are named, and tells of each what became of it.
pub async fn set_days(
    app: &App,
    caller: &Caller,
    days: &DaysForm,
    tenants: Vec<Id<Organization>>,
) -> Result<Vec<Done<Organization>>, Refusal> {
    if caller.person.on_behalf {
        // Whoever acts on behalf of a customer looks at no list of all of them either.
        return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::Themselves)));
    }
    let named = tenants.into_iter().map(|tenant| (tenant, tenant)).collect();
    let one = |caller: Caller, tenant, _| async move {
        run(app, &caller, SetDays { tenant, days: days.clone() }).await
    };
    one_by_one(caller, "tenantIds", &WISH, named, one).await
}
