//! Choosing rooms and groups, and choosing people: the same boxes on every page that needs them. They work as
//! part of the page's own form; with script a search or a tick asks for the changed part alone.

mod customers;

pub use self::customers::CustomersPicker;

use std::collections::BTreeSet;

use askama::Template;
use axum::{Router, extract::State, routing::post};
use domain::{
    directory::Principal,
    id::Id,
    scope::{Parts, Scope},
};
use service::{
    Refusal, ask,
    assignments::{Candidates, Member, PrincipalChoices},
    roles::RoleContext,
    scopes::{Choices, CoveredRoom, NamedParts, PreviewScope, ScopeChoices, ScopeUse},
};
use uuid::Uuid;

use crate::{
    answer::{PageResult, html},
    assets,
    caller::Signed,
    form::{Form, Posted},
    i18n::Translator,
    portal::layout::Frame,
    web::Web,
};

/// The parts that pickers ask for.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/pickers/scope", post(scope_results))
        .route("/pickers/scope/except", post(except_results))
        .route("/pickers/scope/count", post(scope_count))
        .route("/pickers/principals", post(principal_results))
}

/// How many rooms the preview names.
const SHOWN: i64 = 12;

/// The list inside the picker of rooms, groups and places: of those to include, or of those to leave out.
#[derive(Template)]
#[template(path = "portal/pickers/scope_results.html")]
pub struct ScopeResults {
    t: Translator,
    icons: String,
    chosen: NamedParts,
    found: NamedParts,
    except: bool,
}

impl ScopeResults {
    /// The name of a box: `room`, `group` or `place`, of what is left out with a word before.
    fn name(&self, kind: &str) -> &'static str {
        match (kind, self.except) {
            ("room", false) => "room",
            ("group", false) => "group",
            ("place", false) => "place",
            ("room", true) => "exceptRoom",
            ("group", true) => "exceptGroup",
            _ => "exceptPlace",
        }
    }

    /// The identifier of the list, unique on the page.
    const fn part(&self) -> &'static str {
        if self.except { "except" } else { "scope" }
    }
}

/// How many rooms are covered, and the first of them.
#[derive(Template)]
#[template(path = "portal/pickers/scope_count.html")]
pub struct ScopeCount {
    t: Translator,
    count: i64,
    rooms: Vec<CoveredRoom>,
    more: i64,
}

/// The picker of rooms and groups.
#[derive(Template)]
#[template(path = "portal/pickers/scope.html")]
pub struct ScopePicker {
    t: Translator,
    icons: String,
    scope_for: String,
    find: String,
    find_except: String,
    all_rooms: bool,
    excludes: bool,
    error: String,
    results: ScopeResults,
    excepted: ScopeResults,
    counted: ScopeCount,
}

/// The scope that a form holds.
pub fn scope_of(form: &Form) -> Scope {
    let whole = form.text("allRooms") == "yes";
    let included = if whole { Parts::NONE } else { parts_of(form, ["room", "group", "place"]) };
    Scope { whole, included, excluded: parts_of(form, ["exceptRoom", "exceptGroup", "exceptPlace"]) }
}

fn parts_of(form: &Form, [room, group, place]: [&str; 3]) -> Parts {
    fn named<T>(form: &Form, name: &str) -> BTreeSet<Id<T>> {
        form.ids::<Uuid>(name).into_iter().map(Id::new).collect()
    }
    Parts { rooms: named(form, room), groups: named(form, group), places: named(form, place) }
}

/// What the rooms of a form are chosen for: nothing stands for a partner, `own` for a role, a customer for a role there.
fn use_of(form: &Form) -> ScopeUse {
    match form.text("scopeFor") {
        "own" => ScopeUse::Role(RoleContext::Own),
        customer => customer
            .parse::<Uuid>()
            .map_or(ScopeUse::Partner, |customer| ScopeUse::Role(RoleContext::At(Id::new(customer)))),
    }
}

fn word_of(scope_use: ScopeUse) -> String {
    match scope_use {
        ScopeUse::Partner => String::new(),
        ScopeUse::Role(RoleContext::Own) => "own".to_owned(),
        ScopeUse::Role(RoleContext::At(customer)) => customer.to_string(),
    }
}

/// What a form looks for: to include, and to leave out.
pub fn finds_of(form: &Form) -> [&str; 2] {
    [form.text("find"), form.text("findExcept")]
}

/// The hidden fields by which a form carries a scope that it does not show: names and values.
pub fn fields_of(scope: &Scope) -> Vec<(&'static str, String)> {
    fn named<T>(name: &'static str, ids: &BTreeSet<Id<T>>) -> Vec<(&'static str, String)> {
        ids.iter().map(|id| (name, id.to_string())).collect()
    }
    let whole = scope.whole.then(|| ("allRooms", "yes".to_owned()));
    let (included, excluded) = (&scope.included, &scope.excluded);
    whole
        .into_iter()
        .chain(named("room", &included.rooms))
        .chain(named("group", &included.groups))
        .chain(named("place", &included.places))
        .chain(named("exceptRoom", &excluded.rooms))
        .chain(named("exceptGroup", &excluded.groups))
        .chain(named("exceptPlace", &excluded.places))
        .collect()
}

impl ScopePicker {
    /// The picker for a scope.
    pub async fn of(
        web: &Web,
        signed: &Signed,
        frame: &Frame,
        scope_use: ScopeUse,
        scope: Scope,
        [find, find_except]: [&str; 2],
        error: &str,
    ) -> Result<Self, Refusal> {
        Ok(Self {
            t: frame.t.clone(),
            icons: frame.icons.clone(),
            scope_for: word_of(scope_use),
            find: find.to_owned(),
            find_except: find_except.to_owned(),
            all_rooms: scope.whole,
            excludes: !scope.excluded.is_empty() || !find_except.is_empty(),
            error: error.to_owned(),
            results: results(web, signed, &frame.t, scope_use, scope.clone(), find, false).await?,
            excepted: results(web, signed, &frame.t, scope_use, scope.clone(), find_except, true).await?,
            counted: counted(web, signed, &frame.t, scope_use, scope).await?,
        })
    }
}

impl ScopePicker {
    /// The count and first rooms of the scope alone.
    pub const fn counted(&self) -> &ScopeCount {
        &self.counted
    }
}

async fn results(
    web: &Web,
    signed: &Signed,
    t: &Translator,
    scope_use: ScopeUse,
    scope: Scope,
    find: &str,
    except: bool,
) -> Result<ScopeResults, Refusal> {
    let question = ScopeChoices { scope_use, scope, text: find.to_owned() };
    let Choices { chosen, found } = ask(&web.app, &signed.caller, &question).await?;
    let chosen = if except { chosen.excluded } else { chosen.included };
    Ok(ScopeResults { t: t.clone(), icons: assets::address("icons.svg"), chosen, found, except })
}

/// The count and first rooms of a scope.
pub async fn counted(
    web: &Web,
    signed: &Signed,
    t: &Translator,
    scope_use: ScopeUse,
    scope: Scope,
) -> Result<ScopeCount, Refusal> {
    let question = PreviewScope { scope_use, scope, at_most: SHOWN };
    let preview = ask(&web.app, &signed.caller, &question).await?;
    let shown = i64::try_from(preview.rooms.len()).unwrap_or_default();
    Ok(ScopeCount { t: t.clone(), count: preview.count, more: preview.count - shown, rooms: preview.rooms })
}

async fn translator(web: &Web, signed: &Signed) -> Result<Translator, Refusal> {
    let shell = ask(&web.app, &signed.caller, &service::shell::ShellOf).await?;
    Ok(Translator::new(shell.language, &shell.time_zone))
}

async fn scope_results(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let t = translator(&web, &signed).await?;
    html(&results(&web, &signed, &t, use_of(&form), scope_of(&form), form.text("find"), false).await?)
}

async fn except_results(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let t = translator(&web, &signed).await?;
    html(&results(&web, &signed, &t, use_of(&form), scope_of(&form), form.text("findExcept"), true).await?)
}

async fn scope_count(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let t = translator(&web, &signed).await?;
    html(&counted(&web, &signed, &t, use_of(&form), scope_of(&form)).await?)
}

/// The list inside the picker of people and groups.
#[derive(Template)]
#[template(path = "portal/pickers/principal_results.html")]
pub struct PrincipalResults {
    t: Translator,
    icons: String,
    candidates: Candidates,
}

/// The picker of people and groups of one's own organization.
#[derive(Template)]
#[template(path = "portal/pickers/principals.html")]
pub struct PrincipalPicker {
    t: Translator,
    icons: String,
    legend: String,
    help: String,
    find: String,
    error: String,
    results: PrincipalResults,
}

/// The people and groups that a form holds.
pub fn principals_of(form: &Form) -> Vec<Principal> {
    form.all("principal").filter_map(principal).collect()
}

fn principal(value: &str) -> Option<Principal> {
    let (kind, id) = value.split_once(':')?;
    Principal::new(kind, id.parse().ok()?)
}

/// A person or group as the value of a box.
pub fn value_of(member: &Member) -> String {
    format!("{}:{}", member.principal.kind(), member.principal.uuid())
}

/// The icon of a person or group.
pub fn icon_of(member: &Member) -> &'static str {
    match member.principal {
        Principal::User(_) => "person",
        Principal::SecurityGroup(_) => "security-group",
    }
}

impl PrincipalPicker {
    /// The picker with its words and those chosen so far.
    pub async fn of(
        web: &Web,
        signed: &Signed,
        frame: &Frame,
        words: (&str, &str),
        chosen: Vec<Principal>,
        find: &str,
        error: String,
    ) -> Result<Self, Refusal> {
        Ok(Self {
            t: frame.t.clone(),
            icons: frame.icons.clone(),
            legend: words.0.to_owned(),
            help: words.1.to_owned(),
            find: find.to_owned(),
            error,
            results: candidates(web, signed, &frame.t, chosen, find).await?,
        })
    }
}

impl PrincipalPicker {
    /// Those chosen so far.
    pub fn chosen(&self) -> &[Member] {
        &self.results.candidates.chosen
    }
}

async fn candidates(
    web: &Web,
    signed: &Signed,
    t: &Translator,
    chosen: Vec<Principal>,
    find: &str,
) -> Result<PrincipalResults, Refusal> {
    let question = PrincipalChoices { chosen, text: find.to_owned() };
    let candidates = ask(&web.app, &signed.caller, &question).await?;
    Ok(PrincipalResults { t: t.clone(), icons: assets::address("icons.svg"), candidates })
}

async fn principal_results(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let t = translator(&web, &signed).await?;
    html(&candidates(&web, &signed, &t, principals_of(&form), form.text("find-principal")).await?)
}
