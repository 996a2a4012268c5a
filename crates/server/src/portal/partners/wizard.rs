//! The wizard that invites a partner: six steps of one form, which carries everything from page to
//! page, so that it works without script.

use askama::Template;
use axum::extract::State;
use domain::{change_control::ControlledEvent, organization::Face};
use service::{
    Code, Refusal, ask,
    invitations::{NamedUser, SentInvitationDetail, send, terms},
    scopes::ScopeUse,
};

use super::wizard_state::{Draft, STEPS, first_step_of, step_of};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, html, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
    portal::{
        layout::Frame,
        pickers::{ScopePicker, finds_of},
        previews::{self, PreviewPart},
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/partners/wizard.html")]
struct WizardPage {
    frame: Frame,
    draft: Draft,
    faults: Faults,
    in_the_way: Option<(String, &'static str)>,
    picker: ScopePicker,
    /// What the invitation would give, where it is reviewed.
    preview: Option<PreviewPart>,
    terms: Vec<&'static str>,
    terms_version: &'static str,
    steps: [&'static str; 6],
    events: Vec<&'static str>,
}

impl WizardPage {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn fault_of_person(&self, index: &usize, field: &str) -> &str {
        self.faults.at(&format!("namedUsers/{index}/{field}"))
    }
}

/// The first step; with `again` filled with what an earlier invitation had.
pub(super) async fn begin(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let draft = match fields.text("again").parse() {
        Ok(invitation) => {
            let question = SentInvitationDetail { invitation: domain::id::Id::new(invitation) };
            Draft::again(&ask(&web.app, &signed.caller, &question).await?)
        }
        Err(_) => Draft::new(),
    };
    html(&page(&web, &signed, draft, [""; 2], Faults::default()).await?)
}

/// Any step, posted: on, back, another row, another search, or the last one, which sends.
pub(super) async fn step(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let mut draft = Draft::read(&form);
    let last = STEPS.len() - 1;
    match form.text("go") {
        "back" => draft.step = draft.step.saturating_sub(1),
        "row" => draft.people.push(NamedUser::default()),
        "find" => {}
        "export" if draft.step == last => {
            let frame = Frame::of(&web, &signed, Face::Rooms, "partners").await?;
            return previews::file(&web, &signed.caller, &frame.t, &draft.question()).await;
        }
        "send" if draft.step == last => return finish(&web, &signed, draft).await,
        go => {
            if let Some(index) = go.strip_prefix("drop-").and_then(|index| index.parse::<usize>().ok()) {
                remove_row(&mut draft, index);
            } else {
                // Each step tells what is wrong with it before the next one is asked.
                if let Err(refusal) = draft.command().check(|fault| step_of(fault) == draft.step) {
                    return refused(&web, &signed, draft, refusal).await;
                }
                draft.step = (draft.step + 1).min(last);
            }
        }
    }
    html(&page(&web, &signed, draft, finds(&form), Faults::default()).await?)
}

fn finds(form: &Form) -> [&str; 2] {
    if form.text("go") == "find" { finds_of(form) } else { [""; 2] }
}

fn remove_row(draft: &mut Draft, index: usize) {
    if index < draft.people.len() {
        draft.people.remove(index);
    }
    if draft.people.is_empty() {
        draft.people.push(NamedUser::default());
    }
}

async fn finish(web: &Web, signed: &Signed, draft: Draft) -> PageResult {
    match send(&web.app, &signed.caller, draft.command()).await {
        Ok(_) => redirect("/settings/partners?done=sent"),
        Err(refusal) => refused(web, signed, draft, refusal).await,
    }
}

/// The step on which something is wrong, with what is wrong.
async fn refused(web: &Web, signed: &Signed, mut draft: Draft, refusal: Refusal) -> PageResult {
    let frame = Frame::of(web, signed, Face::Rooms, "partners").await?;
    draft.step = first_step_of(&refusal);
    let status = refusal.status();
    let in_the_way = in_the_way(&refusal);
    let faults = Faults::of(&frame.t, refusal)?;
    let mut page = page(web, signed, draft, [""; 2], faults).await?;
    page.in_the_way = in_the_way;
    form_page(status, &page)
}

/// The link or invitation that stands in the way, and the words that lead to it.
fn in_the_way(refusal: &Refusal) -> Option<(String, &'static str)> {
    match refusal {
        Refusal::Conflict(Code::AlreadyLinked, Some(link)) => {
            Some((format!("/settings/partners/{link}"), "wizard-open-partner"))
        }
        Refusal::Conflict(Code::AlreadyExists, Some(invitation)) => {
            Some((format!("/settings/partners/invitations/{invitation}"), "wizard-open-invitation"))
        }
        _ => None,
    }
}

async fn page(
    web: &Web,
    signed: &Signed,
    draft: Draft,
    finds: [&str; 2],
    faults: Faults,
) -> Result<WizardPage, PageError> {
    let frame = Frame::of(web, signed, Face::Rooms, "partners").await?;
    let wrong: Vec<&str> = ["scope", "scope/rooms", "scope/roomGroups", "scope/places"]
        .iter()
        .map(|field| faults.at(field))
        .collect();
    let error = wrong.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned();
    let picker =
        ScopePicker::of(web, signed, &frame, ScopeUse::Partner, draft.scope.clone(), finds, &error).await?;
    let preview = if draft.asks("review") {
        Some(previews::shown(web, &signed.caller, &frame, &draft.question()).await?)
    } else {
        None
    };
    let terms = terms::text(frame.t.language()).lines().collect();
    Ok(WizardPage {
        frame,
        draft,
        faults,
        in_the_way: None,
        picker,
        preview,
        terms,
        terms_version: terms::VERSION,
        steps: STEPS,
        events: ControlledEvent::ALL.iter().map(|event| event.key()).collect(),
    })
}
