//! One security group: its members, the people it stands for, and what can be done with it.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    directory::Principal,
    id::{Id, SecurityGroup as Kind},
};
use service::{
    Refusal, ask,
    assignments::PrincipalChoices,
    previews::{DirectoryChange, PreviewDirectory},
    principals::PrincipalRow,
    run,
    security_groups::{
        AddGroupMember, DeleteSecurityGroup, EditSecurityGroup, GetSecurityGroup, RemoveGroupMember,
        SecurityGroup,
    },
};
use uuid::Uuid;

use super::{
    choose::{self, For, chosen},
    done, frame,
    groups::FormPage,
    manages, require,
};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, html, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
    path::PagePath,
    portal::{
        layout::Frame,
        previews::{self, PreviewPart},
    },
    web::Web,
};

const LIST: (&str, &str) = ("nav-security-groups", "/directory/groups");

#[derive(Template)]
#[template(path = "portal/directory/group.html")]
struct GroupPage {
    frame: Frame,
    it: SecurityGroup,
    /// Whether the reader manages the group.
    manages: bool,
    done: Option<&'static str>,
    faults: Faults,
}

impl GroupPage {
    /// People who are in the group through other groups alone.
    fn nested(&self) -> Vec<&PrincipalRow> {
        let direct = |who: &PrincipalRow| self.it.members.iter().any(|m| m.principal == who.principal);
        self.it.people.iter().filter(|who| !direct(who)).collect()
    }
}

/// Shows a group.
pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(group): PagePath<Id<Kind>>,
    fields: Fields,
) -> PageResult {
    page(&web, &signed, group, done(fields.text("done")), None).await
}

async fn page(
    web: &Web,
    signed: &Signed,
    group: Id<Kind>,
    done: Option<&'static str>,
    refusal: Option<Refusal>,
) -> Result<Response, PageError> {
    let frame = frame(web, signed, "security-groups").await?;
    let it = ask(&web.app, &signed.caller, &GetSecurityGroup { group }).await?;
    let manages = manages(web, signed, Principal::SecurityGroup(group)).await?;
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    form_page(faults.status(), &GroupPage { frame, it, manages, done, faults })
}

/// The form of a group.
pub(super) async fn edit(
    State(web): State<Web>,
    signed: Signed,
    PagePath(group): PagePath<Id<Kind>>,
) -> PageResult {
    require(&web, &signed, Principal::SecurityGroup(group)).await?;
    let row = ask(&web.app, &signed.caller, &GetSecurityGroup { group }).await?.row;
    html(&FormPage {
        frame: frame(&web, &signed, "security-groups").await?,
        faults: Faults::default(),
        group: Some(group),
        called: row.name.clone(),
        name: row.name,
        description: row.description,
        stamp: row.stamp.to_string(),
    })
}

/// Saves a group.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(group): PagePath<Id<Kind>>,
    Posted(form): Posted,
) -> PageResult {
    let (name, description) = (form.text("name").to_owned(), form.text("description").to_owned());
    let stamp = form.text("stamp").to_owned();
    let edit = EditSecurityGroup {
        group,
        name: name.clone(),
        description: description.clone(),
        stamp: stamp.parse().ok(),
    };
    match run(&web.app, &signed.caller, edit).await {
        Ok(()) => redirect(&format!("/directory/groups/{group}?done=saved")),
        Err(refusal) => {
            let frame = frame(&web, &signed, "security-groups").await?;
            let faults = Faults::of(&frame.t, refusal)?;
            let called = ask(&web.app, &signed.caller, &GetSecurityGroup { group }).await?.row.name;
            form_page(
                faults.status(),
                &FormPage { frame, faults, group: Some(group), called, name, description, stamp },
            )
        }
    }
}

#[derive(Template)]
#[template(path = "portal/directory/confirm_group.html")]
struct ConfirmPage {
    frame: Frame,
    it: SecurityGroup,
    /// What it would take, here and at customers.
    preview: PreviewPart,
    faults: Faults,
}

async fn confirm(
    web: &Web,
    signed: &Signed,
    group: Id<Kind>,
    refusal: Option<Refusal>,
) -> Result<Response, PageError> {
    let frame = frame(web, signed, "security-groups").await?;
    let it = ask(&web.app, &signed.caller, &GetSecurityGroup { group }).await?;
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    // Whoever manages those groups alone that hold nothing takes nothing from anybody.
    let found = if frame.is_global_administrator() {
        ask(&web.app, &signed.caller, &PreviewDirectory(DirectoryChange::DeleteGroup(group))).await?
    } else {
        require(web, signed, Principal::SecurityGroup(group)).await?;
        Vec::new()
    };
    let preview = PreviewPart::several(&frame, found);
    form_page(faults.status(), &ConfirmPage { frame, it, preview, faults })
}

/// Asks before a group is deleted.
pub(super) async fn ask_delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(group): PagePath<Id<Kind>>,
) -> PageResult {
    confirm(&web, &signed, group, None).await
}

/// Deletes a group.
pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(group): PagePath<Id<Kind>>,
    Posted(form): Posted,
) -> PageResult {
    if form.text("go") == "export" {
        return export(&web, &signed, DirectoryChange::DeleteGroup(group)).await;
    }
    let delete = DeleteSecurityGroup { group, stamp: form.text("stamp").parse().ok() };
    match run(&web.app, &signed.caller, delete).await {
        Ok(()) => redirect("/directory/groups?done=deleted"),
        Err(refusal) => confirm(&web, &signed, group, Some(refusal)).await,
    }
}

/// The question before somebody joins or leaves, where that changes what people may do.
#[derive(Template)]
#[template(path = "portal/directory/review_member.html")]
struct ReviewPage {
    frame: Frame,
    group: Id<Kind>,
    called: String,
    title: String,
    /// `add` or `remove`.
    word: &'static str,
    preview: PreviewPart,
    /// What was sent, to be sent again.
    fields: Vec<(String, String)>,
}

/// Who would join or leave.
#[derive(Clone, Copy)]
enum Who {
    Joins(Principal),
    Leaves(Uuid),
}

impl Who {
    fn change(self, group: Id<Kind>) -> DirectoryChange {
        let (join, leave) = match self {
            Self::Joins(member) => (vec![member], Vec::new()),
            Self::Leaves(member) => (Vec::new(), vec![member]),
        };
        DirectoryChange::Members { group, join, leave }
    }
}

async fn export(web: &Web, signed: &Signed, change: DirectoryChange) -> PageResult {
    let frame = frame(web, signed, "security-groups").await?;
    previews::file(web, &signed.caller, &frame.t, &PreviewDirectory(change)).await
}

/// The page that asks to confirm; none where nobody's rights change, or the change will be refused.
async fn review(
    web: &Web,
    signed: &Signed,
    group: Id<Kind>,
    member: Who,
    form: &Form,
) -> Result<Option<Response>, PageError> {
    let frame = frame(web, signed, "security-groups").await?;
    // Of a group that holds nothing there is nothing to tell.
    if !frame.is_global_administrator() {
        return Ok(None);
    }
    let question = PreviewDirectory(member.change(group));
    let preview = PreviewPart::several(&frame, ask(&web.app, &signed.caller, &question).await?);
    if !preview.touches_anybody() {
        return Ok(None);
    }
    let it = ask(&web.app, &signed.caller, &GetSecurityGroup { group }).await?;
    let name = match member {
        Who::Joins(member) => {
            let question = PrincipalChoices { chosen: vec![member], text: String::new() };
            let found = ask(&web.app, &signed.caller, &question).await?.chosen.into_iter().next();
            found.map(|member| member.name)
        }
        Who::Leaves(member) => {
            let found = it.members.iter().find(|who| who.principal.uuid() == member);
            found.map(|who| who.name.clone())
        }
    };
    let name = name.unwrap_or_default();
    let word = if matches!(member, Who::Joins(_)) { "add" } else { "remove" };
    let title = match word {
        "add" => frame.t.with2("member-add-question", "member", name, "group", &it.row.name),
        _ => frame.t.with2("member-remove-question", "member", name, "group", &it.row.name),
    };
    let is_kept = |name: &str| !matches!(name, "csrf" | "go" | "confirmed");
    let fields = form.fields().filter(|(name, _)| is_kept(name));
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let page = ReviewPage { frame, group, called: it.row.name, title, word, preview, fields };
    html(&page).map(Some)
}

/// Chooses who joins.
pub(super) async fn choose(
    State(web): State<Web>,
    signed: Signed,
    PagePath(group): PagePath<Id<Kind>>,
    fields: Fields,
) -> PageResult {
    choices(&web, &signed, group, fields.text("find"), None).await
}

/// Adds who was chosen.
pub(super) async fn add(
    State(web): State<Web>,
    signed: Signed,
    PagePath(group): PagePath<Id<Kind>>,
    Posted(form): Posted,
) -> PageResult {
    let outcome = match chosen(&form) {
        Ok(member) if form.text("confirmed") != "yes" || form.text("go") == "export" => {
            let joins = Who::Joins(member);
            if form.text("go") == "export" {
                return export(&web, &signed, joins.change(group)).await;
            }
            match review(&web, &signed, group, joins, &form).await? {
                Some(page) => return Ok(page),
                None => run(&web.app, &signed.caller, AddGroupMember { group, member }).await,
            }
        }
        Ok(member) => run(&web.app, &signed.caller, AddGroupMember { group, member }).await,
        Err(refusal) => Err(refusal),
    };
    match outcome {
        Ok(()) => redirect(&format!("/directory/groups/{group}?done=added")),
        Err(refusal) => choices(&web, &signed, group, form.text("find"), Some(refusal)).await,
    }
}

async fn choices(
    web: &Web,
    signed: &Signed,
    group: Id<Kind>,
    find: &str,
    refusal: Option<Refusal>,
) -> Result<Response, PageError> {
    require(web, signed, Principal::SecurityGroup(group)).await?;
    let to = ask(&web.app, &signed.caller, &GetSecurityGroup { group }).await?.row.name;
    let what = For { to, list: LIST, back: format!("/directory/groups/{group}") };
    let frame = frame(web, signed, "security-groups").await?;
    choose::page(web, signed, frame, what, find, refusal).await
}

/// Removes a member.
pub(super) async fn remove(
    State(web): State<Web>,
    signed: Signed,
    PagePath((group, member)): PagePath<(Id<Kind>, Uuid)>,
    Posted(form): Posted,
) -> PageResult {
    let leaves = Who::Leaves(member);
    if form.text("go") == "export" {
        return export(&web, &signed, leaves.change(group)).await;
    }
    if form.text("confirmed") != "yes"
        && let Some(page) = review(&web, &signed, group, leaves, &form).await?
    {
        return Ok(page);
    }
    match run(&web.app, &signed.caller, RemoveGroupMember { group, member }).await {
        Ok(()) => redirect(&format!("/directory/groups/{group}?done=removed")),
        Err(refusal) => page(&web, &signed, group, None, Some(refusal)).await,
    }
}
