//! What somebody wants of a ring, checked against the rings that are there.

use std::{ops::RangeInclusive, str::FromStr};

use domain::{
    id::{Id, UpdateRing},
    text::{self, Name},
    update_ring::{MOST_DAYS, Plan, Ring, Values},
};

use crate::{
    form::Form,
    refusal::{Code, Refusal},
};

/// The longest description in characters.
const DESCRIPTION: usize = 500;

/// The values of a ring, as they were written; of a ring that is there, what is none stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RingForm {
    /// The name, unique in the organization.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// When it has its turn: 2 to 8.
    pub order: Option<String>,
    /// In how many days an update is spread over the rooms.
    pub rollout_days: Option<String>,
    /// For how many days it is watched before the next ring begins.
    pub test_days: Option<String>,
}

impl RingForm {
    /// The ring with what is wanted, or everything that is wrong with it.
    pub(super) fn checked(
        &self,
        id: Id<UpdateRing>,
        before: Option<&Ring>,
        plan: &Plan,
    ) -> Result<Ring, Refusal> {
        let mut form = Form::default();
        let name = self.name(&mut form, id, before, plan);
        let description = match (&self.description, before) {
            (Some(typed), _) => form.text("description", text::line(typed, DESCRIPTION)),
            (None, before) => Some(before.map(|ring| ring.description.clone()).unwrap_or_default()),
        };
        let was = before.map(|ring| ring.values);
        let order = self.order(&mut form, before);
        let days = |form: &mut Form, field: &str, typed, least: u16, was| {
            whole(form, field, typed, least..=MOST_DAYS - 1 + least, was)
        };
        let rollout_days = days(
            &mut form,
            "rolloutDays",
            self.rollout_days.as_ref(),
            1,
            was.map(|values| values.rollout_days),
        );
        let test_days =
            days(&mut form, "testDays", self.test_days.as_ref(), 0, was.map(|values| values.test_days));
        let (Some(name), Some(description), Some(order), Some(rollout_days), Some(test_days)) =
            (name, description, order, rollout_days, test_days)
        else {
            return Err(form.refusal());
        };
        let values = Values { order, rollout_days, test_days };
        let remaining = plan.remaining(Some(id), order);
        if values.completion() > remaining {
            form.limit("rolloutDays", Code::TooManyDays, remaining);
        }
        form.finish()?;
        let change_stamp = before.map_or(0, |ring| ring.change_stamp);
        Ok(Ring { id, name, description, values, change_stamp })
    }

    fn name(
        &self,
        form: &mut Form,
        id: Id<UpdateRing>,
        before: Option<&Ring>,
        plan: &Plan,
    ) -> Option<String> {
        let was = before.map(|ring| ring.name.as_str());
        let Some(typed) = self.name.as_deref().or(was) else {
            form.fault("displayName", Code::Required);
            return None;
        };
        let name = form.text("displayName", Name::parse(typed))?;
        if before.is_some_and(|ring| ring.preset().is_some()) && was != Some(name.as_str()) {
            form.fault("displayName", Code::PresetRing);
            return None;
        }
        if plan.has_name(&name.key(), Some(id)) {
            form.fault("displayName", Code::NameTaken);
            return None;
        }
        Some(name.as_str().to_owned())
    }

    fn order(&self, form: &mut Form, before: Option<&Ring>) -> Option<u8> {
        let orders = before.map_or(domain::update_ring::FREE_ORDERS, Ring::orders);
        if orders.start() == orders.end() {
            let stays = self.order.as_ref().is_none_or(|typed| typed.trim() == orders.start().to_string());
            if !stays {
                form.fault("order", Code::PresetRing);
                return None;
            }
            return Some(*orders.start());
        }
        whole(form, "order", self.order.as_ref(), orders, before.map(|ring| ring.values.order))
    }
}

/// A whole number within limits; where nothing was written, what it was.
pub(super) fn whole<T: FromStr + PartialOrd + std::fmt::Display>(
    form: &mut Form,
    field: &str,
    typed: Option<&String>,
    limits: RangeInclusive<T>,
    was: Option<T>,
) -> Option<T> {
    let Some(typed) = typed else {
        if was.is_none() {
            form.fault(field, Code::Required);
        }
        return was;
    };
    let number = typed.trim().parse().ok().filter(|number| limits.contains(number));
    if number.is_none() {
        form.limit(field, Code::OutOfRange, format!("{}–{}", limits.start(), limits.end()));
    }
    number
}
