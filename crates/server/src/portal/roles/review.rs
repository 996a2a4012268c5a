//! What a change would do, shown before it is made: whoever changes rights of others sees whose first.

use askama::Template;
use service::{
    Refusal, ask,
    assignments::ShownAssignment,
    roles::{Effect, PreviewChange, Proposed},
};

use super::place::RolePlace;
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Form,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/roles/review.html")]
struct ReviewPage {
    frame: Frame,
    place: RolePlace,
    /// What is changed.
    name: String,
    effect: Effect,
    assignments: Vec<ShownAssignment>,
    /// What was sent, to be sent again.
    fields: Vec<(String, String)>,
    /// What the button says to do.
    go: &'static str,
}

/// Asks what a change would do.
pub(super) async fn effect_of(
    web: &Web,
    signed: &Signed,
    place: RolePlace,
    proposed: Proposed,
) -> Result<Effect, Refusal> {
    ask(&web.app, &signed.caller, &PreviewChange { context: place.context, proposed }).await
}

/// Whether a change does anything to anybody now.
pub(super) const fn touches_anybody(effect: &Effect) -> bool {
    effect.gained.people > 0 || effect.lost.people > 0
}

/// The page that shows what a posted change would do, and sends it again when it is confirmed.
pub(super) async fn review(
    web: &Web,
    signed: &Signed,
    place: RolePlace,
    (name, go): (&str, &'static str),
    (effect, assignments): (Effect, Vec<ShownAssignment>),
    form: &Form,
) -> PageResult {
    let is_kept = |name: &str| !matches!(name, "csrf" | "go" | "confirmed");
    let fields = form.fields().filter(|(name, _)| is_kept(name));
    html(&ReviewPage {
        frame: place.frame(web, signed).await?,
        place,
        name: name.to_owned(),
        effect,
        assignments,
        fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        go,
    })
}
