//! What a change would do, as a part of the page that asks before it is made, and as a file.

use askama::Template;
use axum::body::Body;
use domain::{permission::Permission, role_definition::RoleDefinition};
use service::{
    Caller, Refusal, ask,
    previews::{DelegatedEffect, Part, PersonEffect, Preview, Previewed, export},
};

use crate::{
    answer::PageResult,
    csv,
    i18n::Translator,
    portal::{audit_logs::download::attachment, layout::Frame},
    web::Web,
};

/// So many people and rooms are named on a page at most; the file has all people.
const PEOPLE: usize = 100;
const ROOMS: usize = 30;
/// So many organizations have a table of their own on a page.
const PLACES: usize = 50;

/// The part of a page that shows what a change would do.
#[derive(Template)]
#[template(path = "portal/previews/preview.html")]
pub(crate) struct PreviewPart {
    t: Translator,
    icons: String,
    places: Vec<Previewed>,
    /// Whether each organization is named: the change may reach several.
    names: bool,
}

impl PreviewPart {
    /// What a change of one organization does there.
    pub(crate) fn one(frame: &Frame, previewed: Previewed) -> Self {
        let places = if previewed.effect.touches_anybody() { vec![previewed] } else { Vec::new() };
        Self { t: frame.t.clone(), icons: frame.icons.clone(), places, names: false }
    }

    /// What a change does here and at customers.
    pub(crate) fn several(frame: &Frame, places: Vec<Previewed>) -> Self {
        Self { t: frame.t.clone(), icons: frame.icons.clone(), places, names: true }
    }

    /// Whether it does anything to anybody now: what a page asks before it asks to confirm.
    pub(crate) const fn touches_anybody(&self) -> bool {
        !self.places.is_empty()
    }

    /// What a person gains or loses, in numbers.
    fn counted(&self, part: &Part) -> String {
        let permissions = self.t.count("roles-permissions", part.permissions.len());
        let rooms = self.t.count("preview-on-rooms", part.rooms.len());
        self.t.with2("preview-rights", "permissions", permissions, "rooms", rooms)
    }

    /// The name of a person; of whoever accepts for a domain, what they are.
    fn name(&self, person: &PersonEffect) -> String {
        name(&self.t, person)
    }
}

/// Directory roles by their published names; a dash for none.
pub(crate) fn roles(roles: &[&RoleDefinition]) -> String {
    if roles.is_empty() {
        return "–".to_owned();
    }
    roles.iter().map(|role| role.name).collect::<Vec<_>>().join(", ")
}

fn name(t: &Translator, person: &PersonEffect) -> String {
    let who = &person.who;
    match (who.name.is_empty(), who.upn.contains('@')) {
        (false, _) => who.name.clone(),
        (true, true) => who.upn.clone(),
        (true, false) => t.with("preview-whoever", "domain", &who.upn),
    }
}

/// What a change of one organization does there, to be shown.
pub(crate) async fn shown<P>(
    web: &Web,
    caller: &Caller,
    frame: &Frame,
    question: &P,
) -> Result<PreviewPart, Refusal>
where
    P: Preview<Answer = Previewed>,
{
    Ok(PreviewPart::one(frame, ask(&web.app, caller, question).await?))
}

/// The columns, as in the API.
const COLUMNS: [&str; 10] = [
    "tenantId",
    "tenantDisplayName",
    "userId",
    "displayName",
    "userPrincipalName",
    "permission",
    "roomsGained",
    "roomsLost",
    "delegatedRolesGained",
    "delegatedRolesLost",
];

/// The same as a file: a line for each person and permission. It is written down before it leaves.
pub(crate) async fn file<P: Preview>(web: &Web, caller: &Caller, t: &Translator, question: &P) -> PageResult {
    let places = export(&web.app, caller, question).await?;
    let t = t.clone();
    let pieces = places.into_iter().map(move |place| lines(&place, &t));
    let pieces = std::iter::once(csv::line(COLUMNS)).chain(pieces);
    let body = Body::from_stream(futures_util::stream::iter(pieces.map(Ok::<_, std::convert::Infallible>)));
    Ok(attachment("access-preview.csv", "text/csv; charset=utf-8", body))
}

fn lines(place: &Previewed, t: &Translator) -> Vec<u8> {
    let line = |person: &PersonEffect, (permission, gained, lost): (Permission, usize, usize)| {
        csv::line([
            place.tenant.to_string(),
            place.name.clone(),
            person.who.id.map(|id| id.to_string()).unwrap_or_default(),
            name(t, person),
            person.who.upn.clone(),
            permission.key().to_owned(),
            gained.to_string(),
            lost.to_string(),
            String::new(),
            String::new(),
        ])
    };
    let names = |roles: &[&RoleDefinition]| roles.iter().map(|role| role.name).collect::<Vec<_>>().join(", ");
    let delegated = |person: &DelegatedEffect| {
        csv::line([
            place.tenant.to_string(),
            place.name.clone(),
            person.who.id.map(|id| id.to_string()).unwrap_or_default(),
            person.who.name.clone(),
            person.who.upn.clone(),
            String::new(),
            String::new(),
            String::new(),
            names(&person.gained),
            names(&person.lost),
        ])
    };
    let people = place.people.iter();
    let rights =
        people.flat_map(|person| person.permissions().flat_map(move |counted| line(person, counted)));
    rights.chain(place.delegated.iter().flat_map(delegated)).collect()
}
