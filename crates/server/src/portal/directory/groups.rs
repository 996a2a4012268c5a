//! The list of security groups, its export, and the form of a new one.

use askama::Template;
use axum::{body::Body, extract::State};
use domain::id::{Id, SecurityGroup};
use service::{
    Action, May, ask, run,
    security_groups::{
        CreateSecurityGroup, ExportSecurityGroups, ListSecurityGroups, MemberLine, SCHEMA, SecurityGroupRow,
    },
};

use super::{done, frame};
use crate::{
    answer::{Faults, PageResult, form_page, html, redirect},
    caller::Signed,
    csv,
    form::{Fields, Posted},
    portal::{audit_logs::download::attachment, layout::Frame, listing::Chosen},
    web::Web,
};

const SORTS: [&str; 1] = ["displayName"];

#[derive(Template)]
#[template(path = "portal/directory/groups.html")]
struct GroupsPage {
    frame: Frame,
    chosen: Chosen,
    rows: Vec<SecurityGroupRow>,
    count: i64,
    next: Option<String>,
    done: Option<&'static str>,
}

/// Shows the groups.
pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields, &SORTS, &[]);
    let wanted = chosen.asked(&SCHEMA)?.wanted;
    let found = ask(&web.app, &signed.caller, &ListSecurityGroups { wanted, count: true }).await?;
    html(&GroupsPage {
        frame: frame(&web, &signed, "security-groups").await?,
        next: chosen.next(found.page.next.as_ref())?,
        chosen,
        rows: found.page.items,
        count: found.count.unwrap_or_default(),
        done: done(fields.text("done")),
    })
}

/// The groups with their members as CSV, those of the search in force.
pub(super) async fn csv(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let search = Chosen::read(&fields, &SORTS, &[]).q;
    let lines = run(&web.app, &signed.caller, ExportSecurityGroups { search }).await?;
    let head = ["group", "description", "memberKind", "memberName", "memberUserPrincipalName"];
    let mut file = csv::line(head);
    file.extend(lines.into_iter().flat_map(cells));
    Ok(attachment("security-groups.csv", "text/csv; charset=utf-8", Body::from(file)))
}

/// A line of an export of members.
pub(super) fn cells(line: MemberLine) -> Vec<u8> {
    csv::line([line.of, line.description, line.kind, line.name, line.upn])
}

#[derive(Template)]
#[template(path = "portal/directory/group_form.html")]
pub(super) struct FormPage {
    pub(super) frame: Frame,
    pub(super) faults: Faults,
    /// The group; none when it is new.
    pub(super) group: Option<Id<SecurityGroup>>,
    /// How the group is called until the form is saved.
    pub(super) called: String,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) stamp: String,
}

/// The form of a new group.
pub(super) async fn new(State(web): State<Web>, signed: Signed) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::ManageDirectory)).await?;
    html(&FormPage {
        frame: frame(&web, &signed, "security-groups").await?,
        faults: Faults::default(),
        group: None,
        called: String::new(),
        name: String::new(),
        description: String::new(),
        stamp: String::new(),
    })
}

/// Makes a group.
pub(super) async fn create(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let (name, description) = (form.text("name").to_owned(), form.text("description").to_owned());
    let create = CreateSecurityGroup { name: name.clone(), description: description.clone() };
    match run(&web.app, &signed.caller, create).await {
        Ok(group) => redirect(&format!("/directory/groups/{group}?done=saved")),
        Err(refusal) => {
            let frame = frame(&web, &signed, "security-groups").await?;
            let faults = Faults::of(&frame.t, refusal)?;
            let (called, stamp) = (String::new(), String::new());
            form_page(
                faults.status(),
                &FormPage { frame, faults, group: None, called, name, description, stamp },
            )
        }
    }
}
