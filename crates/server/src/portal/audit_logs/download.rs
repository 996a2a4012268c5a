//! The exports of the log: CSV with the eight published columns first, and JSON that
//! `steward audit verify` checks.

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use service::{
    App, Caller, Refusal, Wanted, ask,
    audit_log::{Export, Form, Line, Part, begin_export},
    shell::ShellOf,
};

use super::list::Chosen;
use crate::{answer::PageResult, caller::Signed, csv, form::Fields, i18n::Translator, web::Web};

/// The columns: the eight published ones in their order, then ours.
pub const COLUMNS: [&str; 19] = [
    "activity.category",
    "activity.objectName",
    "activity.operation",
    "activity.resultStatus",
    "activity.tenantId",
    "creationTime",
    "user.userId",
    "user.userTenantId",
    "sequence",
    "kind",
    "objectId",
    "userName",
    "role",
    "requestId",
    "address",
    "changes",
    "digest",
    "applicationId",
    "applicationName",
];

/// The log as CSV.
pub async fn csv(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let (chosen, part) = choice(&web, &signed, &fields).await?;
    let filter = chosen.filter(signed.caller.person.organization.uuid())?;
    let form = Form::Csv(Wanted { filter, ..Wanted::default() });
    let export = begin_export(&web.app, &signed.caller, part, form).await?;
    let body = stream(web.app.clone(), signed.caller, export, csv::line(COLUMNS), |lines, _| {
        lines.iter().flat_map(|line| csv::line(cells(line))).collect()
    });
    Ok(attachment("audit-log.csv", "text/csv; charset=utf-8", body))
}

/// The log as JSON, whole within its part, so that the chain can be checked.
pub async fn json(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let (_, part) = choice(&web, &signed, &fields).await?;
    let export = begin_export(&web.app, &signed.caller, part, Form::Json).await?;
    let start = export.start();
    let opening = serde_json::json!({
        "format": "steward-audit-log",
        "formatVersion": 1,
        "tenantId": signed.caller.person.organization,
        "from": part.period().from(),
        "until": part.period().until(),
        "head": start.head,
        "previousDigest": start.previous_digest,
    });
    let mut opening = opening.to_string().into_bytes();
    // The bracket that the last piece closes.
    opening.pop();
    opening.extend(b",\"lines\":[");
    let body = stream(web.app.clone(), signed.caller, export, opening, |lines, is_first| {
        let mut out = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            if !is_first || index > 0 {
                out.push(b',');
            }
            out.push(b'\n');
            // A line holds texts and numbers alone; writing it cannot fail.
            out.extend(serde_json::to_vec(line).unwrap_or_default());
        }
        out
    });
    Ok(attachment("audit-log.json", "application/json", body))
}

async fn choice(web: &Web, signed: &Signed, fields: &Fields) -> Result<(Chosen, Part), Refusal> {
    let shell = ask(&web.app, &signed.caller, &ShellOf).await?;
    let t = Translator::new(shell.language, &shell.time_zone);
    let now = web.app.clock.now();
    let chosen = Chosen::read(fields, &t, now);
    let part = chosen.part(&t, now)?;
    Ok((chosen, part))
}

/// A line in the order of [`COLUMNS`].
pub fn cells(line: &Line) -> [String; 19] {
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    [
        line.category.clone(),
        line.subject_name.clone(),
        line.operation.clone(),
        line.result.clone(),
        line.target_id.to_string(),
        line.at.to_string(),
        id(line.actor_id),
        id(line.actor_tenant_id),
        line.sequence.to_string(),
        line.kind.clone(),
        line.subject_id.to_string(),
        line.actor_name.clone(),
        line.via_role.clone(),
        line.request_id.clone(),
        line.address.clone(),
        serde_json::to_string(&line.changes).unwrap_or_default(),
        line.digest.clone(),
        id(line.application_id),
        line.application_name.clone(),
    ]
}

/// A download that reads piece by piece; it breaks off, unfinished, when the right to read ends.
pub fn stream(
    app: App,
    caller: Caller,
    export: Export,
    opening: Vec<u8>,
    write: impl Fn(&[Line], bool) -> Vec<u8> + Send + 'static,
) -> Body {
    enum Stage {
        Opening(Vec<u8>),
        Pieces { is_first: bool },
        Done,
    }
    let is_json = opening.first() == Some(&b'{');
    let state = (app, caller, export, write, Stage::Opening(opening));
    let pieces =
        futures_util::stream::unfold(state, move |(app, caller, mut export, write, stage)| async move {
            match stage {
                Stage::Done => None,
                Stage::Opening(bytes) => Some((
                    Ok(Bytes::from(bytes)),
                    (app, caller, export, write, Stage::Pieces { is_first: true }),
                )),
                Stage::Pieces { is_first } => match export.next(&app, &caller).await {
                    Ok(Some(lines)) => {
                        let bytes = write(&lines, is_first);
                        Some((
                            Ok(Bytes::from(bytes)),
                            (app, caller, export, write, Stage::Pieces { is_first: false }),
                        ))
                    }
                    Ok(None) => {
                        let end = if is_json { b"\n]}\n".to_vec() } else { Vec::new() };
                        Some((Ok(Bytes::from(end)), (app, caller, export, write, Stage::Done)))
                    }
                    Err(refusal) => Some((
                        Err(std::io::Error::other(refusal.code().as_str())),
                        (app, caller, export, write, Stage::Done),
                    )),
                },
            }
        });
    // What compresses asks once more after the end.
    Body::from_stream(futures_util::StreamExt::fuse(pieces))
}

/// A download under a name.
pub fn attachment(name: &str, kind: &'static str, body: Body) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], body)
        .into_response()
}
