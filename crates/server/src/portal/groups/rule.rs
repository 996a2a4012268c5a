//! What chooses the rooms of a group, as a part of its form: people, a place, or a tag. What a rule would do is shown before it is
//! saved (R-257, decision 13).

use domain::{
    id::{Id, RoomGroup},
    text,
};
use service::{
    Refusal, ask,
    groups::{PreviewRule, RuleChoices, RuleForm, RuleGround, RulePreview, ShownRule},
    places::PlaceChoice,
};

use crate::{caller::Signed, form::Form, i18n::Translator, web::Web};

/// The part of the form.
pub(super) struct RulePart {
    /// `hand`, `place` or `tag`.
    by: String,
    place: String,
    tag: String,
    /// What can be chosen by.
    pub(super) ground: RuleGround,
    /// What the rule would do, with the word of the rule that was looked at.
    pub(super) preview: Option<(RulePreview, String)>,
}

impl RulePart {
    /// The part as a form left it, or as the group has it; none for readers who may set no rule.
    pub(super) async fn of(
        web: &Web,
        signed: &Signed,
        typed: Option<&Form>,
        has: Option<&ShownRule>,
    ) -> Result<Option<Self>, Refusal> {
        let Some(ground) = ask(&web.app, &signed.caller, &RuleChoices).await? else { return Ok(None) };
        let typed = typed.filter(|form| !form.text("by").is_empty());
        let (by, place, tag) = match (typed, has) {
            (Some(form), _) => {
                (form.text("by"), form.text("rulePlace").to_owned(), form.text("ruleTag").to_owned())
            }
            (None, Some(ShownRule::Place(place, _))) => ("place", place.to_string(), String::new()),
            (None, Some(ShownRule::Tag(tag))) => ("tag", String::new(), tag.to_string()),
            (None, None) => ("hand", String::new(), String::new()),
        };
        Ok(Some(Self { by: by.to_owned(), place, tag, ground, preview: None }))
    }

    pub(super) fn is_by(&self, by: &str) -> bool {
        self.by == by
    }

    pub(super) fn is_at(&self, place: &PlaceChoice) -> bool {
        self.place == place.id.to_string()
    }

    pub(super) fn tag(&self) -> &str {
        &self.tag
    }
}

/// The rule that a form holds; none where rooms are chosen by hand.
pub(super) fn typed(form: &Form) -> Option<RuleForm> {
    match form.text("by") {
        "place" => Some(RuleForm { place: form.text("rulePlace").parse().ok(), tag: None }),
        "tag" => Some(RuleForm { place: None, tag: Some(form.text("ruleTag").to_owned()) }),
        _ => None,
    }
}

/// What a rule would do, under its word; none where that was seen, or where nothing would change.
pub(super) async fn to_review(
    web: &Web,
    signed: &Signed,
    group: Option<Id<RoomGroup>>,
    form: &Form,
) -> Result<Option<(RulePreview, String)>, Refusal> {
    let Some(rule) = typed(form) else { return Ok(None) };
    let place = rule.place.map(|place| place.to_string());
    let word = place.or(rule.tag.as_deref().map(text::key)).unwrap_or_default();
    if !word.is_empty() && form.text("reviewed") == word {
        return Ok(None);
    }
    let told = ask(&web.app, &signed.caller, &PreviewRule { group, rule: Some(rule) }).await?;
    let changes = group.is_none() || told.joining > 0 || told.leaving > 0;
    Ok(changes.then_some((told, word)))
}

/// What chooses the rooms of a group, in words.
pub(super) fn words(t: &Translator, rule: Option<&ShownRule>) -> String {
    match rule {
        Some(ShownRule::Place(_, name)) => t.with("group-by-place", "name", name),
        Some(ShownRule::Tag(tag)) => t.with("group-by-tag", "name", tag),
        None => t.t("group-by-hand"),
    }
}
