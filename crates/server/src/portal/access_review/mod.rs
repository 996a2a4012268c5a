//! Settings > Access review: who of partners holds a right here, through which chain, and when it was last used.

mod chosen;
mod export;
mod list;

use axum::{Router, routing::get};
use domain::{
    access_review::Standing,
    id::{Id, SecurityGroup},
};
use service::{
    access_review::{DelegatedChain, Relationship},
    scopes::{Described, NamedParts},
};

use crate::{i18n::Translator, web::Web};

pub(crate) use chosen::states;

/// The pages of the access review.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/access-review", get(list::list))
        .route("/settings/access-review.csv", get(export::csv))
}

/// The badge and icon of a standing.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
pub(crate) const fn badge(standing: &Standing) -> (&'static str, &'static str) {
    match standing {
        Standing::Active => ("badge badge-good", "check"),
        Standing::Upcoming => ("badge badge-info", "time"),
        Standing::Ended => ("badge", "history"),
        Standing::Suspended => ("badge badge-warn", "pause"),
        Standing::Disabled => ("badge", "pause"),
        Standing::Blocked => ("badge badge-bad", "blocked"),
    }
}

/// The groups of a chain from the outermost down; empty for a person who is a member itself.
pub(crate) fn path(groups: &[(Id<SecurityGroup>, String)]) -> String {
    groups.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(" › ")
}

/// The page of the relationship by which something is delegated.
pub(crate) fn relationship(chain: &DelegatedChain) -> String {
    match &chain.relationship {
        Relationship::Privileges(id) => format!("/settings/partner-relationships/{id}"),
        Relationship::Granular(id, _) => format!("/settings/partner-relationships/granular/{id}"),
    }
}

/// By what something is delegated.
fn through(t: &Translator, chain: &DelegatedChain) -> String {
    match &chain.relationship {
        Relationship::Privileges(_) => t.t("privileges"),
        Relationship::Granular(_, name) => name.clone(),
    }
}

/// The directory roles of a delegation by their published names.
pub(crate) fn roles(chain: &DelegatedChain) -> String {
    chain.roles.iter().map(|role| role.name).collect::<Vec<_>>().join(", ")
}

/// The rooms of a scope in words, at most so many names of what it includes and of what it leaves out.
fn rooms(t: &Translator, scope: &Described, at_most: usize) -> String {
    let included = if scope.whole { t.t("scope-all") } else { names(t, &scope.included, at_most) };
    if scope.excluded.is_empty() {
        return included;
    }
    t.with2("review-rooms-without", "rooms", included, "without", names(t, &scope.excluded, at_most))
}

fn names(t: &Translator, parts: &NamedParts, at_most: usize) -> String {
    let places = parts.places.iter().map(|(_, name)| name);
    let groups = parts.groups.iter().map(|(_, name)| name);
    let rooms = parts.rooms.iter().map(|(_, name)| name);
    let names: Vec<_> = places.chain(groups).chain(rooms).map(String::as_str).take(at_most).collect();
    let rest = parts.len() - names.len();
    let names = names.join(", ");
    if rest == 0 {
        return names;
    }
    t.values(
        "review-more",
        [("names", names.into()), ("count", rest.into()), ("shown", t.number(rest).into())],
    )
}
