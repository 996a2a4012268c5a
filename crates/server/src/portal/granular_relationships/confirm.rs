//! Steps that are asked about before they are taken: finalizing, throwing away, extending, ending; on either side.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    agent::AgentRight,
    granular_relationship::{PartnerConsent, RequestAction, Status},
    id::Id,
};
use service::{
    Code, Refusal, Requirement, ask,
    granular_relationships::{
        DiscardGranular, GrantedRelationship, GranularRelationshipOf, GranularRow, RequestGranular,
        SwitchExtension, TerminateGranted,
    },
    run,
};
use uuid::Uuid;

use super::{customer_frame, partner_frame};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

/// A page that asks before a step.
#[derive(Template)]
#[template(path = "portal/granular_relationships/confirm.html")]
pub(super) struct ConfirmPage {
    pub(super) frame: Frame,
    /// The list above, with its address and name.
    pub(super) above: (&'static str, String),
    /// The relationship, with its address.
    pub(super) at: (String, String),
    pub(super) stamp: i64,
    pub(super) question: String,
    pub(super) text: String,
    pub(super) button: String,
    pub(super) is_danger: bool,
    /// A further field of the form, with its value.
    pub(super) field: Option<(&'static str, String)>,
    pub(super) faults: Faults,
}

/// A step by its word in the address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Finalize,
    Agree,
    Reject,
    Discard,
    Extension,
    End,
}

impl Wanted {
    fn of(word: &str, as_customer: bool) -> Result<Self, Refusal> {
        match word {
            "finalize" if !as_customer => Ok(Self::Finalize),
            "agree" if !as_customer => Ok(Self::Agree),
            "reject" if !as_customer => Ok(Self::Reject),
            "discard" if !as_customer => Ok(Self::Discard),
            "extension" => Ok(Self::Extension),
            "end" => Ok(Self::End),
            _ => Err(Refusal::Missing),
        }
    }

    const fn right(self) -> AgentRight {
        match self {
            Self::Finalize | Self::Agree | Self::Reject | Self::Discard | Self::Extension => {
                AgentRight::RequestDelegation
            }
            Self::End => AgentRight::RemoveDelegation,
        }
    }

    /// In which status it is offered.
    fn is_possible(self, row: &GranularRow) -> bool {
        match self {
            Self::Finalize | Self::Discard => row.status == Status::Created,
            Self::Agree | Self::Reject => {
                row.status == Status::ApprovalPending && row.consent == Some(PartnerConsent::Pending)
            }
            Self::Extension | Self::End => row.status == Status::Active,
        }
    }

    /// The messages of the question, of what follows, and of the button.
    const fn messages(self, row: &GranularRow) -> [&'static str; 3] {
        match self {
            Self::Finalize => ["granular-finalize-question", "granular-finalize-text", "granular-finalize"],
            Self::Agree => ["granular-agree-question", "granular-agree-text", "granular-agree"],
            Self::Reject => ["granular-reject-question", "granular-reject-text", "granular-reject"],
            Self::Discard => ["granular-discard-question", "granular-discard-text", "granular-discard"],
            Self::Extension if row.extends => {
                ["granular-extension-off-question", "granular-extension-off-text", "granular-extension-off"]
            }
            Self::Extension => {
                ["granular-extension-on-question", "granular-extension-on-text", "granular-extension-on"]
            }
            Self::End => ["granular-end-question", "granular-end-text", "granular-end"],
        }
    }
}

pub(super) async fn ask_own(
    State(web): State<Web>,
    signed: Signed,
    PagePath((id, step)): PagePath<(Uuid, String)>,
) -> PageResult {
    own_page(&web, &signed, id, Wanted::of(&step, false)?, Faults::default()).await
}

pub(super) async fn own(
    State(web): State<Web>,
    signed: Signed,
    PagePath((id, word)): PagePath<(Uuid, String)>,
    Posted(form): Posted,
) -> PageResult {
    let (step, relationship) = (Wanted::of(&word, false)?, Id::new(id));
    // What cannot be read as a version matches none.
    let stamp = Some(form.text("stamp").parse().unwrap_or(-1));
    let (app, caller) = (&web.app, &signed.caller);
    let done = match step {
        Wanted::Finalize => {
            let action = RequestAction::LockForApproval;
            run(app, caller, RequestGranular { relationship, action, stamp }).await.map(drop)
        }
        Wanted::Agree | Wanted::Reject => {
            let action = if step == Wanted::Agree { RequestAction::Approve } else { RequestAction::Reject };
            run(app, caller, RequestGranular { relationship, action, stamp }).await.map(drop)
        }
        Wanted::Discard => run(app, caller, DiscardGranular { relationship, stamp }).await,
        Wanted::Extension => {
            let extends = form.text("extends") == "on";
            run(app, caller, SwitchExtension { relationship, stamp, extends, as_customer: false }).await
        }
        Wanted::End => {
            let action = RequestAction::Terminate;
            run(app, caller, RequestGranular { relationship, action, stamp }).await.map(drop)
        }
    };
    match done {
        Ok(()) if step == Wanted::Discard => redirect("/partner/granular-relationships?done=discarded"),
        Ok(()) if step == Wanted::Finalize => {
            redirect(&format!("/partner/granular-relationships/{id}/message"))
        }
        Ok(()) => redirect(&format!("/partner/granular-relationships/{id}?done={word}")),
        Err(refusal) => {
            let faults = Faults::of(&partner_frame(&web, &signed).await?.t, refusal)?;
            own_page(&web, &signed, id, step, faults).await
        }
    }
}

async fn own_page(
    web: &Web,
    signed: &Signed,
    id: Uuid,
    step: Wanted,
    faults: Faults,
) -> Result<Response, PageError> {
    let question = GranularRelationshipOf { relationship: Id::new(id) };
    let shown = ask(&web.app, &signed.caller, &question).await?;
    let may = if step == Wanted::End { shown.may_end } else { shown.may_request };
    if !may {
        return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::Agent(step.right()))).into());
    }
    let frame = partner_frame(web, signed).await?;
    let above = ("/partner/granular-relationships", frame.t.t("nav-granular-relationships"));
    let at = (format!("/partner/granular-relationships/{id}"), shown.row.name.clone());
    page(frame, above, at, &shown.row, step, faults)
}

fn page(
    frame: Frame,
    above: (&'static str, String),
    at: (String, String),
    row: &GranularRow,
    step: Wanted,
    faults: Faults,
) -> Result<Response, PageError> {
    if !step.is_possible(row) && faults.is_empty() {
        return Err(Refusal::Conflict(Code::InvalidState, None).into());
    }
    let [question, text, button] = step.messages(row);
    let page = ConfirmPage {
        question: frame.t.with(question, "name", &row.name),
        text: frame.t.t(text),
        button: frame.t.t(button),
        is_danger: matches!(step, Wanted::Discard | Wanted::Reject | Wanted::End),
        field: (step == Wanted::Extension)
            .then(|| ("extends", if row.extends { "off" } else { "on" }.to_owned())),
        stamp: row.stamp,
        above,
        at,
        frame,
        faults,
    };
    form_page(page.faults.status(), &page)
}

pub(super) async fn ask_granted(
    State(web): State<Web>,
    signed: Signed,
    PagePath((id, step)): PagePath<(Uuid, String)>,
) -> PageResult {
    granted_page(&web, &signed, id, Wanted::of(&step, true)?, Faults::default()).await
}

pub(super) async fn granted(
    State(web): State<Web>,
    signed: Signed,
    PagePath((id, word)): PagePath<(Uuid, String)>,
    Posted(form): Posted,
) -> PageResult {
    let (step, relationship) = (Wanted::of(&word, true)?, Id::new(id));
    // What cannot be read as a version matches none.
    let stamp = Some(form.text("stamp").parse().unwrap_or(-1));
    let (app, caller) = (&web.app, &signed.caller);
    let done = if step == Wanted::End {
        run(app, caller, TerminateGranted { relationship, stamp }).await
    } else {
        let extends = form.text("extends") == "on";
        run(app, caller, SwitchExtension { relationship, stamp, extends, as_customer: true }).await
    };
    match done {
        Ok(()) => redirect(&format!("/settings/partner-relationships/granular/{id}?done={word}")),
        Err(refusal) => {
            let faults = Faults::of(&customer_frame(&web, &signed).await?.t, refusal)?;
            granted_page(&web, &signed, id, step, faults).await
        }
    }
}

async fn granted_page(
    web: &Web,
    signed: &Signed,
    id: Uuid,
    step: Wanted,
    faults: Faults,
) -> Result<Response, PageError> {
    let question = GrantedRelationship { relationship: Id::new(id) };
    let shown = ask(&web.app, &signed.caller, &question).await?;
    if !shown.may_consent {
        let missing = Requirement::GlobalAdministrator;
        return Err(Refusal::Denied(Code::Forbidden, Some(missing)).into());
    }
    let frame = customer_frame(web, signed).await?;
    let above = ("/settings/partner-relationships/granular", frame.t.t("nav-granular-relationships"));
    let at = (format!("/settings/partner-relationships/granular/{id}"), shown.row.name.clone());
    page(frame, above, at, &shown.row, step, faults)
}
