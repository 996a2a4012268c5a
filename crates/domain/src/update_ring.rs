//! Update rings: the waves in which an organization's rooms get an update (R-258, decision 12, §5.5).
//!
//! Invariant: Staging is first and Executive last; all stages together take at most [`MOST_DAYS`]. When a ring starts is computed
//! of the rings before it, never stored.

use uuid::Uuid;

use crate::id::{Id, UpdateRing};

/// The longest rollout over all rings, in days.
pub const MOST_DAYS: u16 = 60;
/// The orders that General and custom rings can have.
pub const FREE_ORDERS: std::ops::RangeInclusive<u8> = 2..=8;
/// How many rooms are moved at once.
pub const MOST_ROOMS: usize = 200;
/// How many rings an organization can make beside the preset ones: the plan is always shown as a whole.
pub const MOST_RINGS: usize = 50;

/// A ring that every organization has. It can be neither deleted nor renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preset {
    /// Gets every update first.
    Staging,
    /// Holds every room that was put into no other.
    General,
    /// Gets every update last.
    Executive,
}

impl Preset {
    /// All of them, first to last.
    pub const ALL: [Self; 3] = [Self::Staging, Self::General, Self::Executive];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Staging => "staging",
            Self::General => "general",
            Self::Executive => "executive",
        }
    }

    /// The name in the API and in the audit log.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Staging => "Staging",
            Self::General => "General",
            Self::Executive => "Executive",
        }
    }

    /// Its identifier, the same in every organization.
    pub const fn id(self) -> Id<UpdateRing> {
        Id::new(Uuid::from_u128(match self {
            Self::Staging => 1,
            Self::General => 2,
            Self::Executive => 3,
        }))
    }

    /// The preset ring of an identifier.
    pub fn of(id: Id<UpdateRing>) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.id() == id)
    }

    /// The preset ring that has a name, as names are compared.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.key() == key)
    }

    /// The orders that it can have.
    pub const fn orders(self) -> std::ops::RangeInclusive<u8> {
        match self {
            Self::Staging => 1..=1,
            Self::General => FREE_ORDERS,
            Self::Executive => 9..=9,
        }
    }

    /// The values that it has until somebody changes them.
    pub const fn values(self) -> Values {
        match self {
            Self::Staging => Values { order: 1, rollout_days: 3, test_days: 4 },
            Self::General => Values { order: 5, rollout_days: 14, test_days: 7 },
            Self::Executive => Values { order: 9, rollout_days: 7, test_days: 0 },
        }
    }

    /// The ring as it is until somebody changes it.
    pub fn shipped(self) -> Ring {
        Ring {
            id: self.id(),
            name: self.name().to_owned(),
            description: String::new(),
            values: self.values(),
            change_stamp: 0,
        }
    }
}

/// When a ring has its turn, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Values {
    /// 1 is first, 9 last; rings of equal order run together.
    pub order: u8,
    /// In how many days an update is spread over the rooms.
    pub rollout_days: u16,
    /// For how many days it is watched before the next ring begins.
    pub test_days: u16,
}

impl Values {
    /// How long the ring takes: rollout and test.
    pub const fn completion(self) -> u16 {
        self.rollout_days.saturating_add(self.test_days)
    }
}

/// A ring of an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring {
    /// The ring.
    pub id: Id<UpdateRing>,
    /// Its name, unique in the organization.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// When it has its turn, and for how long.
    pub values: Values,
    /// Raised by each edit.
    pub change_stamp: i64,
}

impl Ring {
    /// Which preset ring it is, if it is one.
    pub fn preset(&self) -> Option<Preset> {
        Preset::of(self.id)
    }

    /// The orders that it can have.
    pub fn orders(&self) -> std::ops::RangeInclusive<u8> {
        self.preset().map_or(FREE_ORDERS, Preset::orders)
    }
}

/// All rings of an organization, in the order in which they have their turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan(Vec<Ring>);

impl Plan {
    /// Of the stored rings; a preset one that is not stored is as it was shipped.
    pub fn of(mut rings: Vec<Ring>) -> Self {
        for preset in Preset::ALL {
            if !rings.iter().any(|ring| ring.id == preset.id()) {
                rings.push(preset.shipped());
            }
        }
        // Of equal orders the preset ring is named first.
        rings.sort_by_cached_key(|ring| {
            (ring.values.order, ring.preset().is_none(), crate::text::key(&ring.name), ring.id)
        });
        Self(rings)
    }

    /// The plan with a ring as it is to be instead of as it is.
    pub fn with(&self, ring: Ring) -> Self {
        let id = ring.id;
        let others = self.0.iter().filter(|other| other.id != id).cloned();
        Self::of(others.chain([ring]).collect())
    }

    /// The rings, first to last.
    pub fn rings(&self) -> &[Ring] {
        &self.0
    }

    /// One ring.
    pub fn ring(&self, id: Id<UpdateRing>) -> Option<&Ring> {
        self.0.iter().find(|ring| ring.id == id)
    }

    /// How many rings the organization made itself.
    pub fn custom(&self) -> usize {
        self.0.iter().filter(|ring| ring.preset().is_none()).count()
    }

    /// Whether another ring than this has a name, as names are compared.
    pub fn has_name(&self, key: &str, but: Option<Id<UpdateRing>>) -> bool {
        self.0.iter().any(|ring| Some(ring.id) != but && crate::text::key(&ring.name) == key)
    }

    /// How long the stages take for which something holds, without a ring: a stage takes as long as its longest ring.
    fn days(&self, but: Option<Id<UpdateRing>>, counts: impl Fn(u8) -> bool) -> u16 {
        let longest = |order: u8| {
            let of_stage = self.0.iter().filter(|ring| ring.values.order == order && Some(ring.id) != but);
            of_stage.map(|ring| ring.values.completion()).max().unwrap_or_default()
        };
        (1..=9).filter(|order| counts(*order)).map(longest).fold(0, u16::saturating_add)
    }

    /// How long an update takes over all rings.
    pub fn total(&self) -> u16 {
        self.days(None, |_| true)
    }

    /// After how many days rings of an order begin.
    pub fn deferment(&self, order: u8) -> u16 {
        self.days(None, |earlier| earlier < order)
    }

    /// The days that other rings take from a ring of an order: those that run together with it take none from it.
    pub fn days_of_others(&self, ring: Option<Id<UpdateRing>>, order: u8) -> u16 {
        self.days(ring, |other| other != order)
    }

    /// The days that remain for a ring of an order.
    pub fn remaining(&self, ring: Option<Id<UpdateRing>>, order: u8) -> u16 {
        MOST_DAYS.saturating_sub(self.days_of_others(ring, order))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn custom(number: u128, order: u8, rollout_days: u16, test_days: u16) -> Ring {
        Ring {
            id: Id::new(Uuid::from_u128(number)),
            name: format!("Ring {number}"),
            description: String::new(),
            values: Values { order, rollout_days, test_days },
            change_stamp: 1,
        }
    }

    /// R-258, decision 12, §5.5: three preset rings with their values; when each starts is computed of those before it.
    #[test]
    fn preset_rings_follow_one_another() {
        let plan = Plan::of(Vec::new());
        let names: Vec<_> = plan.rings().iter().map(|ring| ring.name.as_str()).collect();
        assert_eq!(names, ["Staging", "General", "Executive"]);
        let starts: Vec<_> = plan.rings().iter().map(|ring| plan.deferment(ring.values.order)).collect();
        assert_eq!((starts, plan.total()), (vec![0, 7, 28], 35));
        assert_eq!(plan.remaining(None, 3), 25);
        assert_eq!(plan.remaining(Some(Preset::General.id()), 5), 46);
        assert_eq!((Preset::General.orders(), Preset::Staging.orders()), (2..=8, 1..=1));
        for preset in Preset::ALL {
            assert_eq!(Preset::named(&crate::text::key(preset.name())), Some(preset));
        }
    }

    /// what a plan would be with other days is computed without changing it.
    #[test]
    fn a_plan_is_computed_with_other_days() {
        let plan = Plan::of(vec![custom(7, 5, 20, 5)]);
        let staging = Preset::Staging.shipped();
        let longer = Ring { values: Values { rollout_days: 9, ..staging.values }, ..staging };
        let after = plan.with(longer.clone());
        assert_eq!((plan.total(), after.total(), after.rings().len()), (39, 45, 4));
        assert_eq!(after.ring(longer.id), Some(&longer));
    }

    /// Decision 12: rings of equal order run together, so that their stage takes as long as the longest of them.
    #[test]
    fn rings_of_equal_order_run_together() {
        let plan = Plan::of(vec![custom(7, 5, 20, 5), custom(8, 5, 1, 0), custom(9, 2, 2, 1)]);
        let names: Vec<_> = plan.rings().iter().map(|ring| ring.name.as_str()).collect();
        assert_eq!(names, ["Staging", "Ring 9", "General", "Ring 7", "Ring 8", "Executive"]);
        assert_eq!((plan.deferment(5), plan.deferment(9), plan.total()), (10, 35, 42));
        let eight = Some(custom(8, 5, 1, 0).id);
        assert_eq!((plan.days_of_others(eight, 5), plan.remaining(eight, 5)), (17, 43));
        // In a stage of its own the longest of the others counts as well.
        assert_eq!((plan.days_of_others(eight, 6), plan.remaining(eight, 6)), (42, 18));
    }
}
