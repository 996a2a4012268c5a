//! The form of a ring: for a new one, and for one that is there. It says how many days the other rings leave.

use askama::Template;
use axum::extract::State;
use domain::update_ring::{FREE_ORDERS, Preset, Ring};
use service::{
    Refusal, run,
    update_rings::{CreateRing, EditRing, RingForm, Rings},
};

use super::{Named, Opened, Whose, name, open};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::{layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/update_rings/form.html")]
struct FormPage {
    frame: Frame,
    at: At,
    rings: Rings,
    /// The ring; none for a new one.
    ring: Option<Ring>,
    /// What the ring is called.
    name: String,
    /// The address of the ring; empty for a new one.
    address: String,
    /// Where Cancel leads.
    back: String,
    typed: Typed,
    faults: Faults,
}

/// What the fields hold.
#[derive(Default)]
struct Typed {
    name: String,
    description: String,
    order: String,
    rollout: String,
    test: String,
    stamp: String,
}

impl Typed {
    /// Of a new ring, until somebody says something else.
    fn beside_general() -> Self {
        Self { order: Preset::General.values().order.to_string(), ..Self::default() }
    }
}

impl FormPage {
    fn title(&self) -> String {
        self.frame.t.t(if self.ring.is_some() { "ring-edit" } else { "ring-new" })
    }

    fn is_preset(&self) -> bool {
        self.ring.as_ref().is_some_and(|ring| ring.preset().is_some())
    }

    /// The orders that can be chosen.
    fn orders(&self) -> Vec<u8> {
        self.ring.as_ref().map_or(FREE_ORDERS, Ring::orders).collect()
    }

    fn has_order(&self) -> bool {
        self.orders().len() > 1
    }

    /// For each order that can be chosen: it, the days that other rings take, the days that remain.
    fn days(&self) -> Vec<(u8, String, String)> {
        let (plan, ring) = (&self.rings.plan, self.ring.as_ref().map(|ring| ring.id));
        let said = |days: u16| self.frame.t.count("ring-days", i64::from(days));
        let line =
            |order: u8| (order, said(plan.days_of_others(ring, order)), said(plan.remaining(ring, order)));
        self.orders().into_iter().map(line).collect()
    }

    /// The fields of whole numbers: name, label, help, what they hold.
    fn numbers(&self) -> Vec<(&'static str, &'static str, &'static str, &str)> {
        let order = ("order", "ring-order", "ring-order-help", self.typed.order.as_str());
        let days = [
            ("rolloutDays", "ring-rollout-days", "ring-rollout-help", self.typed.rollout.as_str()),
            ("testDays", "ring-test-days", "ring-test-help", self.typed.test.as_str()),
        ];
        self.has_order().then_some(order).into_iter().chain(days).collect()
    }
}

/// The form of a new ring.
pub(super) async fn new(
    State(web): State<Web>,
    signed: Signed,
    PagePath(whose): PagePath<Whose>,
) -> PageResult {
    show_new(&web, &signed, whose, None).await
}

/// Makes a ring.
pub(super) async fn create(
    State(web): State<Web>,
    signed: Signed,
    PagePath(whose): PagePath<Whose>,
    Posted(fields): Posted,
) -> PageResult {
    let tenant = whose.tenant(&signed);
    match run(&web.app, &signed.caller, CreateRing { tenant, form: wanted(&fields) }).await {
        Ok(ring) => redirect(&format!("{}?done=created", whose.at(&signed).ring(tenant, ring))),
        Err(refusal) => show_new(&web, &signed, whose, Some((fields, refusal))).await,
    }
}

/// The form of a ring that is there.
pub(super) async fn edit(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
) -> PageResult {
    show(&web, &signed, named, None).await
}

/// Saves a ring.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(fields): Posted,
) -> PageResult {
    let command = EditRing {
        tenant: named.whose().tenant(&signed),
        ring: named.ring,
        stamp: Some(fields.text("stamp").parse().unwrap_or(-1)),
        form: wanted(&fields),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("{}?done=saved", named.address(&signed))),
        Err(refusal) => show(&web, &signed, named, Some((fields, refusal))).await,
    }
}

async fn show_new(web: &Web, signed: &Signed, whose: Whose, refused: Option<(Form, Refusal)>) -> PageResult {
    let Opened { frame, at, rings } = open(web, signed, whose.at(signed)).await?;
    rings.require_create()?;
    let (typed, faults) = match refused {
        Some((fields, refusal)) => (typed(&fields), Faults::of(&frame.t, refusal)?),
        None => (Typed::beside_general(), Faults::default()),
    };
    let back = at.rings_of(rings.tenant);
    let (ring, name, address) = (None, String::new(), String::new());
    let page = FormPage { frame, at, rings, ring, name, address, back, typed, faults };
    form_page(page.faults.status(), &page)
}

async fn show(web: &Web, signed: &Signed, named: Named, refused: Option<(Form, Refusal)>) -> PageResult {
    let Opened { frame, at, rings } = open(web, signed, named.whose().at(signed)).await?;
    let ring = rings.ring(named.ring)?.clone();
    rings.require_edit(&ring)?;
    let (typed, faults) = match refused {
        Some((fields, refusal)) => (typed(&fields), Faults::of(&frame.t, refusal)?),
        None => (stored(&ring), Faults::default()),
    };
    let (name, address) = (name(&frame.t, &ring), named.address(signed));
    let back = address.clone();
    let page = FormPage { frame, at, rings, ring: Some(ring), name, address, back, typed, faults };
    form_page(page.faults.status(), &page)
}

/// What the form wants; a field that it does not have leaves what it was.
fn wanted(fields: &Form) -> RingForm {
    let given = |field: &str| fields.has(field).then(|| fields.text(field).to_owned());
    RingForm {
        name: given("displayName"),
        description: given("description"),
        order: given("order"),
        rollout_days: given("rolloutDays"),
        test_days: given("testDays"),
    }
}

fn typed(fields: &Form) -> Typed {
    let text = |field: &str| fields.text(field).to_owned();
    Typed {
        name: text("displayName"),
        description: text("description"),
        order: text("order"),
        rollout: text("rolloutDays"),
        test: text("testDays"),
        stamp: text("stamp"),
    }
}

fn stored(ring: &Ring) -> Typed {
    Typed {
        name: ring.name.clone(),
        description: ring.description.clone(),
        order: ring.values.order.to_string(),
        rollout: ring.values.rollout_days.to_string(),
        test: ring.values.test_days.to_string(),
        stamp: ring.change_stamp.to_string(),
    }
}
