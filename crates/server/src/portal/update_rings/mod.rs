//! Pages of update rings: those of one's own organization, and those of customers. The same pages under two faces;
//! what they offer is what the reader may do.

mod chosen;
mod customers;
mod days;
mod delete;
mod detail;
mod form;
mod list;
mod shift;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{
    id::{Id, Organization, UpdateRing},
    update_ring::{Preset, Ring},
};
use serde::Deserialize;
use service::{
    Refusal, ask,
    update_rings::{PlanOf, Rings},
};

use crate::{
    caller::Signed,
    i18n::Translator,
    portal::{
        layout::Frame,
        rooms::{At, BELOW_CUSTOMER},
    },
    web::Web,
};

/// The pages of update rings.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/update-rings", get(list::own))
        .route("/partner/update-rings", get(customers::show))
        .route("/partner/update-rings.csv", get(customers::export))
        .route("/partner/update-rings/bulk/days", post(days::set))
        .merge(pages_of_all("/update-rings"))
        .merge(pages_of_all("/partner/update-rings/{tenant}"))
        .route(&format!("{BELOW_CUSTOMER}/update-rings"), get(customers::show))
        .merge(pages_of_all(&format!("{BELOW_CUSTOMER}/update-rings")))
}

fn pages_of_all(rings: &str) -> Router<Web> {
    Router::new()
        .route(&format!("{rings}/new"), get(form::new).post(form::create))
        .merge(pages_of_one(&format!("{rings}/{{ring}}")))
}

fn pages_of_one(ring: &str) -> Router<Web> {
    Router::new()
        .route(ring, get(detail::show))
        .route(&format!("{ring}/edit"), get(form::edit).post(form::save))
        .route(&format!("{ring}/move"), get(shift::choose).post(shift::shift))
        .route(&format!("{ring}/delete"), get(delete::question).post(delete::delete))
}

/// Whose rings an address names: a customer's, or one's own.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Whose {
    tenant: Option<Id<Organization>>,
}

impl Whose {
    fn tenant(self, signed: &Signed) -> Id<Organization> {
        self.tenant.unwrap_or(signed.caller.person.organization)
    }

    fn at(self, signed: &Signed) -> At {
        signed.at(self.tenant)
    }
}

/// A ring as its address names it.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Named {
    tenant: Option<Id<Organization>>,
    ring: Id<UpdateRing>,
}

impl Named {
    const fn whose(self) -> Whose {
        Whose { tenant: self.tenant }
    }

    fn address(self, signed: &Signed) -> String {
        let whose = self.whose();
        whose.at(signed).ring(whose.tenant(signed), self.ring)
    }
}

/// The rings of an organization with the frame of their pages.
struct Opened {
    frame: Frame,
    at: At,
    rings: Rings,
}

async fn open(web: &Web, signed: &Signed, at: At) -> Result<Opened, Refusal> {
    let mut frame = Frame::of(web, signed, at.face(), at.rings_entry()).await?;
    let rings = ask(&web.app, &signed.caller, &PlanOf { realm: at.realm() }).await?;
    if at.is_partner() {
        frame.tenant = Some((rings.tenant_name.clone(), rings.tenant.to_string()));
    }
    Ok(Opened { frame, at, rings })
}

/// What a ring is called.
pub(in crate::portal) fn name_of(t: &Translator, ring: Id<UpdateRing>, name: &str) -> String {
    match Preset::of(ring) {
        Some(preset) => t.word("ring-", preset.key()),
        None => name.to_owned(),
    }
}

fn name(t: &Translator, ring: &Ring) -> String {
    name_of(t, ring.id, &ring.name)
}

/// What was just done, as the message of a word that the address holds.
fn done(word: &str) -> Option<&'static str> {
    Some(match word {
        "created" => "ring-created",
        "saved" => "changes-saved",
        "moved" => "ring-rooms-moved",
        "deleted" => "ring-deleted",
        "nothing" => "ring-customers-none-chosen",
        _ => return None,
    })
}
