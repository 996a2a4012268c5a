//! Giving roles of a relationship to a group, changing and taking them back.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    agent::AgentRight,
    granular_relationship::Status,
    id::{Id, SecurityGroup},
    role_definition::RoleDefinition,
};
use service::{
    Code, Refusal, Requirement, ask,
    granular_relationships::{
        AccessAssignmentRow, AssignAccess, ChangeAccess, EndAccess, GROUPS_OFFERED, GranularRelationshipOf,
        GranularRow, GroupsToAssign, OneAccessAssignment,
    },
    run,
};
use uuid::Uuid;

use super::{confirm::ConfirmPage, partner_frame, roles};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

/// What was chosen.
#[derive(Clone, Debug, Default)]
struct Typed {
    group: Option<Uuid>,
    find: String,
    roles: Vec<Uuid>,
    once: String,
    stamp: String,
}

impl Typed {
    fn read(form: &Form) -> Self {
        Self {
            group: form.text("group").parse().ok(),
            find: form.text("find").chars().take(120).collect(),
            roles: roles::chosen(form),
            once: form.text("once").to_owned(),
            stamp: form.text("stamp").to_owned(),
        }
    }
}

#[derive(Template)]
#[template(path = "portal/granular_relationships/assign.html")]
struct AssignPage {
    frame: Frame,
    row: GranularRow,
    /// The assignment that is changed; none for a new one.
    assignment: Option<AccessAssignmentRow>,
    groups: Vec<(Id<SecurityGroup>, String)>,
    typed: Typed,
    faults: Faults,
}

impl AssignPage {
    fn title(&self) -> String {
        match &self.assignment {
            Some(it) => {
                self.frame.t.with("granular-change-of", "name", it.group_name.clone().unwrap_or_default())
            }
            None => self.frame.t.t("granular-assign"),
        }
    }

    fn roles(&self) -> Vec<(&'static RoleDefinition, String, bool)> {
        let offered = roles::offered(Some(&self.row.roles)).into_iter();
        offered
            .map(|role| (role, roles::opens(&self.frame.t, role), self.typed.roles.contains(&role.id)))
            .collect()
    }

    fn are_many(&self) -> bool {
        i64::try_from(self.groups.len()).is_ok_and(|count| count >= GROUPS_OFFERED)
            || !self.typed.find.is_empty()
    }
}

async fn active(web: &Web, signed: &Signed, id: Uuid) -> Result<GranularRow, Refusal> {
    let question = GranularRelationshipOf { relationship: Id::new(id) };
    let shown = ask(&web.app, &signed.caller, &question).await?;
    if !shown.may_assign {
        let missing = Requirement::Agent(AgentRight::AssignDelegation);
        return Err(Refusal::Denied(Code::Forbidden, Some(missing)));
    }
    if shown.row.status != Status::Active {
        return Err(Refusal::Conflict(Code::InvalidState, None));
    }
    Ok(shown.row)
}

pub(super) async fn new(State(web): State<Web>, signed: Signed, PagePath(id): PagePath<Uuid>) -> PageResult {
    let typed = Typed { once: web.app.ids.next().to_string(), ..Typed::default() };
    page(&web, &signed, id, None, typed, Faults::default()).await
}

pub(super) async fn give(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    let typed = Typed::read(&form);
    if form.text("go") == "find" {
        return page(&web, &signed, id, None, typed, Faults::default()).await;
    }
    let given = match typed.group {
        Some(group) => {
            let command =
                AssignAccess { relationship: Id::new(id), group: Id::new(group), roles: typed.roles.clone() };
            run(&web.app, &form.once(&signed.caller), command).await.map(drop)
        }
        None => Err(Refusal::field("accessContainer/accessContainerId", Code::Required)),
    };
    match given {
        Ok(()) => redirect(&format!("/partner/granular-relationships/{id}?done=assigned")),
        Err(refusal) => {
            let faults = Faults::of(&partner_frame(&web, &signed).await?.t, refusal)?;
            page(&web, &signed, id, None, typed, faults).await
        }
    }
}

async fn one(web: &Web, signed: &Signed, id: Uuid, assignment: Uuid) -> Result<AccessAssignmentRow, Refusal> {
    let question = OneAccessAssignment { relationship: Id::new(id), id: Id::new(assignment) };
    ask(&web.app, &signed.caller, &question).await
}

pub(super) async fn edit(
    State(web): State<Web>,
    signed: Signed,
    PagePath((id, assignment)): PagePath<(Uuid, Uuid)>,
) -> PageResult {
    let it = one(&web, &signed, id, assignment).await?;
    let roles = it.roles.iter().map(|role| role.id).collect();
    let typed = Typed { roles, stamp: it.stamp.to_string(), ..Typed::default() };
    page(&web, &signed, id, Some(it), typed, Faults::default()).await
}

pub(super) async fn change(
    State(web): State<Web>,
    signed: Signed,
    PagePath((id, assignment)): PagePath<(Uuid, Uuid)>,
    Posted(form): Posted,
) -> PageResult {
    let typed = Typed::read(&form);
    let command = ChangeAccess {
        relationship: Id::new(id),
        assignment: Id::new(assignment),
        // What cannot be read as a version matches none.
        stamp: Some(typed.stamp.parse().unwrap_or(-1)),
        roles: typed.roles.clone(),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(_) => redirect(&format!("/partner/granular-relationships/{id}?done=changed")),
        Err(refusal) => {
            let faults = Faults::of(&partner_frame(&web, &signed).await?.t, refusal)?;
            let it = one(&web, &signed, id, assignment).await?;
            page(&web, &signed, id, Some(it), typed, faults).await
        }
    }
}

async fn page(
    web: &Web,
    signed: &Signed,
    id: Uuid,
    assignment: Option<AccessAssignmentRow>,
    typed: Typed,
    faults: Faults,
) -> Result<Response, PageError> {
    let row = active(web, signed, id).await?;
    let groups = match assignment {
        Some(_) => Vec::new(),
        None => ask(&web.app, &signed.caller, &GroupsToAssign { find: typed.find.clone() }).await?,
    };
    let frame = partner_frame(web, signed).await?;
    let status = faults.status();
    form_page(status, &AssignPage { frame, row, assignment, groups, typed, faults })
}

pub(super) async fn ask_end(
    State(web): State<Web>,
    signed: Signed,
    PagePath((id, assignment)): PagePath<(Uuid, Uuid)>,
) -> PageResult {
    end_page(&web, &signed, id, assignment, Faults::default()).await
}

pub(super) async fn end(
    State(web): State<Web>,
    signed: Signed,
    PagePath((id, assignment)): PagePath<(Uuid, Uuid)>,
    Posted(form): Posted,
) -> PageResult {
    let command = EndAccess {
        relationship: Id::new(id),
        assignment: Id::new(assignment),
        // What cannot be read as a version matches none.
        stamp: Some(form.text("stamp").parse().unwrap_or(-1)),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("/partner/granular-relationships/{id}?done=taken")),
        Err(refusal) => {
            let faults = Faults::of(&partner_frame(&web, &signed).await?.t, refusal)?;
            end_page(&web, &signed, id, assignment, faults).await
        }
    }
}

async fn end_page(
    web: &Web,
    signed: &Signed,
    id: Uuid,
    assignment: Uuid,
    faults: Faults,
) -> Result<Response, PageError> {
    let row = active(web, signed, id).await?;
    let it = one(web, signed, id, assignment).await?;
    let frame = partner_frame(web, signed).await?;
    let name = it.group_name.clone().unwrap_or_else(|| frame.t.t("granular-group-gone"));
    let page = ConfirmPage {
        above: ("/partner/granular-relationships", frame.t.t("nav-granular-relationships")),
        at: (format!("/partner/granular-relationships/{id}"), row.name),
        stamp: it.stamp,
        question: frame.t.with("granular-take-question", "name", name),
        text: frame.t.t("granular-take-text"),
        button: frame.t.t("granular-take"),
        is_danger: true,
        field: None,
        frame,
        faults,
    };
    form_page(page.faults.status(), &page)
}
