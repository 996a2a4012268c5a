//! What a change would do, shown before it is made: whoever changes rights of others sees whose first.

use askama::Template;
use service::{
    Refusal,
    assignments::ShownAssignment,
    roles::{PreviewChange, Proposed},
};

use super::place::RolePlace;
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Form,
    portal::{
        layout::Frame,
        previews::{self, PreviewPart},
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/roles/review.html")]
struct ReviewPage {
    frame: Frame,
    place: RolePlace,
    /// What is changed.
    name: String,
    title: String,
    preview: PreviewPart,
    assignments: Vec<ShownAssignment>,
    /// What was sent, to be sent again.
    fields: Vec<(String, String)>,
    /// What the button says to do.
    go: &'static str,
}

/// What is to be confirmed.
pub(super) struct Reviewed<'a> {
    /// The name of what is changed.
    pub name: &'a str,
    /// What the button says to do.
    pub go: &'static str,
    /// What it would do.
    pub preview: PreviewPart,
    /// The assignments through which it does.
    pub assignments: Vec<ShownAssignment>,
}

/// Asks what a change would do.
pub(super) async fn preview_of(
    web: &Web,
    signed: &Signed,
    place: RolePlace,
    proposed: Proposed,
) -> Result<PreviewPart, Refusal> {
    let frame = place.frame(web, signed).await?;
    let question = PreviewChange { context: place.context, proposed };
    previews::shown(web, &signed.caller, &frame, &question).await
}

/// The same as a file.
pub(super) async fn export(web: &Web, signed: &Signed, place: RolePlace, proposed: Proposed) -> PageResult {
    let frame = place.frame(web, signed).await?;
    let question = PreviewChange { context: place.context, proposed };
    previews::file(web, &signed.caller, &frame.t, &question).await
}

/// Whether a form asks for the file.
pub(super) fn is_export(form: &Form) -> bool {
    form.text("go") == "export"
}

/// What a form says to do; where it asks for the file, what would be done.
pub(super) fn go(form: &Form) -> &str {
    if is_export(form) { form.text("what") } else { form.text("go") }
}

/// The page that shows what a posted change would do, and sends it again when it is confirmed.
pub(super) async fn review(
    web: &Web,
    signed: &Signed,
    place: RolePlace,
    reviewed: Reviewed<'_>,
    form: &Form,
) -> PageResult {
    let is_kept = |name: &str| !matches!(name, "csrf" | "go" | "what" | "confirmed");
    let fields = form.fields().filter(|(name, _)| is_kept(name));
    let frame = place.frame(web, signed).await?;
    let Reviewed { name, go, preview, assignments } = reviewed;
    html(&ReviewPage {
        title: match go {
            "assign" => frame.t.t("roles-assign"),
            _ => frame.t.with("role-review", "name", name),
        },
        frame,
        place,
        name: name.to_owned(),
        preview,
        assignments,
        fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        go,
    })
}
