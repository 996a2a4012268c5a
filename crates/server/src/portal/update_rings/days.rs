//! The days of the preset rings, set at the customers that were ticked in the list: what would change at each is shown first, then each
//! is decided on its own, with a result for each.

use std::{borrow::Borrow, collections::BTreeMap};

use askama::Template;
use axum::extract::State;
use domain::{
    id::Organization,
    update_ring::{Preset, Ring},
};
use service::{
    Refusal, ask,
    update_rings::{CustomerPlan, DAYS_FIELDS, DaysAt, DaysForm, ListPlans, PlanList, RingDays, set_days},
};

use super::{chosen::Chosen, name};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    portal::{
        bulk::{self, List, Named},
        layout::Frame,
        rooms::At,
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/update_rings/days.html")]
struct DaysPage {
    frame: Frame,
    at: At,
    /// The list, with its choices.
    back: String,
    /// The choices alone.
    choices: String,
    found: PlanList,
    /// What was typed, by field.
    typed: Form,
    /// What would change at each customer; nothing as long as it is not asked for.
    preview: Vec<DaysAt>,
    once: String,
    faults: Faults,
}

/// A field of days: its name, the messages of its label and help, and what it holds.
type Field = (&'static str, &'static str, &'static str, String);

impl DaysPage {
    /// The preset rings with their fields.
    fn rings(&self) -> Vec<(String, [Field; 2])> {
        let ring = |(preset, [rollout, test]): (Preset, [&'static str; 2])| {
            let typed = |field: &str| self.typed.text(field).to_owned();
            let rollout = (rollout, "ring-rollout-days", "ring-rollout-help", typed(rollout));
            let test = (test, "ring-test-days", "ring-test-help", typed(test));
            (self.frame.t.word("ring-", preset.key()), [rollout, test])
        };
        DAYS_FIELDS.into_iter().map(ring).collect()
    }

    /// Every field with what it holds, for a page that does not show them.
    fn held(&self) -> Vec<(&'static str, String)> {
        let fields = DAYS_FIELDS.into_iter().flat_map(|(_, fields)| fields);
        fields.map(|field| (field, self.typed.text(field).to_owned())).collect()
    }

    /// What changes of a ring, in words.
    fn change(&self, before: &Ring, after: &Ring) -> String {
        let t = &self.frame.t;
        let days = |label: &str, before: u16, after: u16| {
            (before != after).then(|| {
                let (before, after) =
                    (t.count("ring-days", i64::from(before)), t.count("ring-days", i64::from(after)));
                format!("{}: {before} → {after}", t.t(label))
            })
        };
        let rollout = days("ring-rollout", before.values.rollout_days, after.values.rollout_days);
        let test = days("ring-test", before.values.test_days, after.values.test_days);
        let changes: Vec<_> = rollout.into_iter().chain(test).collect();
        format!("{} – {}", name(t, before), changes.join(", "))
    }

    fn days(&self, days: impl Borrow<u16>) -> String {
        self.frame.t.count("ring-days", i64::from(*days.borrow()))
    }

    /// Why it cannot be done at a customer.
    fn why(&self, at: &DaysAt) -> Option<String> {
        at.refused.as_ref().map(|refusal| bulk::why(&self.frame.t, refusal))
    }

    /// Whether it can be done at one of them.
    fn can_be_done(&self) -> bool {
        self.preview.iter().any(|at| at.refused.is_none())
    }
}

/// Asks for the days, shows what they change, and sets them.
pub(super) async fn set(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let chosen = Chosen::read(&bulk::choices(&form));
    let at = signed.at_customers(None);
    let (choices, back) = (chosen.page(), format!("{}{}", at.rings(), chosen.page()));
    let customers = bulk::ticked(&signed, &form, "customer", at)?;
    if customers.is_empty() {
        return redirect(&bulk::done(&back, "nothing"));
    }
    let frame = Frame::of(&web, &signed, at.face(), at.rings_entry()).await?;
    let (step, wanted) = (form.text("go"), wanted(&form));
    let mut refused = None;
    if step == "save" {
        let tenants = customers.iter().map(|(tenant, _)| *tenant).collect();
        match set_days(&web.app, &form.once(&signed.caller), &wanted, tenants).await {
            Ok(done) => {
                let known = found(&web, &signed, &customers).await?.customers;
                let known: BTreeMap<_, _> =
                    known.into_iter().map(|it| ((it.tenant, it.tenant), it)).collect();
                let shown = |it: CustomerPlan| (at.rings_of(it.tenant), it.name, String::new());
                let rows = bulk::told(&frame.t, done, known, shown);
                let title = frame.t.t("ring-set-days");
                let list = List { name: "nav-update-rings", thing: "room-customer", back };
                return bulk::tell(frame, at, title, list, rows);
            }
            Err(refusal) => refused = Some(refusal),
        }
    }
    let found = found(&web, &signed, &customers).await?;
    if found.customers.is_empty() {
        return redirect(&bulk::done(&back, "nothing"));
    }
    let mut preview = Vec::new();
    if step == "preview" {
        match wanted.preview(&found) {
            Ok(rows) => preview = rows,
            Err(refusal) => refused = Some(refusal),
        }
    }
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let once = web.app.ids.next().to_string();
    let page = DaysPage { frame, at, back, choices, found, typed: form, preview, once, faults };
    form_page(page.faults.status(), &page)
}

/// What the reader sees of the customers that were ticked.
async fn found(web: &Web, signed: &Signed, customers: &[Named<Organization>]) -> Result<PlanList, Refusal> {
    ask(&web.app, &signed.caller, &ListPlans { wanted: bulk::only(customers) }).await
}

fn wanted(form: &Form) -> DaysForm {
    let of = |preset: Preset| {
        let typed = |days: &str| Some(form.text(&format!("{}/{days}", preset.key())).to_owned());
        RingDays { rollout_days: typed("rolloutDays"), test_days: typed("testDays") }
    };
    DaysForm { staging: of(Preset::Staging), general: of(Preset::General), executive: of(Preset::Executive) }
}
