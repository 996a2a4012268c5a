//! Rooms from a file: chosen, tried, shown line by line, and added when every line is right.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use domain::permission::Permission;
use service::{
    Refusal, ask,
    places::PlacesForNewRoom,
    rooms::import::{COLUMNS, ImportLine, ImportRooms, MOST_LINES, read},
    run,
};

use super::{At, Whose, frame};
use crate::{
    answer::{Faults, PageResult, faults_by_line, form_page, redirect},
    caller::Signed,
    form::Uploaded,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/rooms/import.html")]
struct ImportPage {
    frame: Frame,
    at: At,
    back: String,
    /// What the file holds, once it was tried.
    lines: Vec<ImportLine>,
    /// What is wrong with its lines, by their numbers.
    wrong: BTreeMap<u64, Vec<String>>,
    /// The file again, where all of it is right.
    csv: String,
    /// What makes one import of a form, however often it is sent.
    once: String,
    faults: Faults,
}

impl ImportPage {
    /// An example of a file: the columns and a line.
    fn example() -> String {
        format!(
            "{}\nBoard room,Berlin > Tower A > 3,windowsRoom,,,,board@contoso.example,Europe/Berlin,12,medium,conferenceRoom,,,,,\"VIP, Top floor\"",
            COLUMNS.join(",")
        )
    }

    fn wrong_with(&self, line: &ImportLine) -> &[String] {
        self.wrong.get(&line.line).map(Vec::as_slice).unwrap_or_default()
    }

    fn device(&self, line: &ImportLine) -> String {
        match domain::room::DeviceType::from_key(&line.form.device_type) {
            Some(device) => self.frame.t.word("device-", device.key()),
            None => line.form.device_type.clone(),
        }
    }

    fn is_ready(&self) -> bool {
        !self.csv.is_empty()
    }
}

/// Where the file is chosen.
pub async fn choose(State(web): State<Web>, signed: Signed, PagePath(whose): PagePath<Whose>) -> PageResult {
    show(&web, &signed, whose, Vec::new(), String::new(), None).await
}

/// Tries a file; sent again with what it holds, adds its rooms.
pub async fn import(
    State(web): State<Web>,
    signed: Signed,
    PagePath(whose): PagePath<Whose>,
    uploaded: Uploaded,
) -> PageResult {
    let Uploaded { form, content, .. } = uploaded;
    let at = whose.at(&signed)?;
    let tenant = whose.tenant(&signed);
    let sent = form.exact("csv");
    let is_trial = sent.is_empty();
    let content = if is_trial { content } else { sent.as_bytes().to_vec() };
    let lines = match read(&content) {
        Ok(lines) => lines,
        Err(refusal) => {
            return show(&web, &signed, whose, Vec::new(), String::new(), Some(refusal)).await;
        }
    };
    let command = ImportRooms { tenant, lines: lines.clone(), is_trial };
    let caller = if is_trial { signed.caller.clone() } else { form.once(&signed.caller) };
    match run(&web.app, &caller, command).await {
        Ok(_) if is_trial => {
            let csv = String::from_utf8_lossy(&content).into_owned();
            show(&web, &signed, whose, lines, csv, None).await
        }
        Ok(_) => redirect(&at.imported(tenant)),
        Err(refusal) => show(&web, &signed, whose, lines, String::new(), Some(refusal)).await,
    }
}

async fn show(
    web: &Web,
    signed: &Signed,
    whose: Whose,
    lines: Vec<ImportLine>,
    csv: String,
    refused: Option<Refusal>,
) -> PageResult {
    let at = whose.at(signed)?;
    // Who may add no room here is told so before a file is chosen.
    let _ground = ask(&web.app, &signed.caller, &PlacesForNewRoom { realm: at.realm() }).await?;
    let status = refused.as_ref().map_or(200, Refusal::status);
    let (frame, at) = frame(web, signed, whose, Permission::RoomCreate).await?;
    let wrong = refused.as_ref().map(|refusal| faults_by_line(&frame.t, refusal)).unwrap_or_default();
    let faults = match refused {
        Some(refusal) if wrong.is_empty() => Faults::of(&frame.t, refusal)?,
        _ => Faults::default(),
    };
    let (back, once) = (at.rooms_of(whose.tenant(signed)), web.app.ids.next().to_string());
    form_page(status, &ImportPage { frame, at, back, lines, wrong, csv, once, faults })
}
