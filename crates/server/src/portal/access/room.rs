//! Who may use a permission on a room, and why; and why somebody in particular may or may not.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization, Room as RoomId},
    permission::Permission,
};
use service::{
    Counted, Refusal, ask,
    explanations::{
        Explain, Explained, Outcome, PersonExplained, SCHEMA, WhoMay, Whom, WorkersOf, WorkersOnBehalf,
    },
    roles::RoleContext,
    rooms::{Room, RoomOf},
};

use crate::{
    answer::{PageResult, html},
    api::collection::Asked,
    caller::Signed,
    form::{Fields, Form},
    path::PagePath,
    portal::{access::moment, layout::Frame, paging::token, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/access/room.html")]
struct RoomPage {
    frame: Frame,
    at: At,
    tenant: Id<Organization>,
    room: Room,
    permission: Permission,
    found: Counted<PersonExplained>,
    next: Option<String>,
    /// What was typed: part of a name, and the account name of somebody in particular.
    q: String,
    person: String,
    /// The answer about somebody in particular; none where there is no such person.
    explained: Option<Option<Explained>>,
    /// The day that was asked about; empty for today.
    day: String,
    /// Partners whose people may on behalf of the organization; told of today, to the organization itself.
    workers: Vec<WorkersOf>,
}

impl RoomPage {
    fn address(&self) -> String {
        self.at.room(self.tenant, self.room.detail.id)
    }

    fn customer(&self) -> Option<Id<Organization>> {
        self.at.is_partner().then_some(self.tenant)
    }

    /// The address of the next page.
    fn next(&self, token: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("permission", self.permission.key());
        for (name, value) in [("q", &self.q), ("day", &self.day)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        format!("?{}", query.append_pair("after", token).finish())
    }
}

/// Who may at home.
pub(super) async fn own(
    State(web): State<Web>,
    signed: Signed,
    PagePath(room): PagePath<Id<RoomId>>,
    fields: Fields,
) -> PageResult {
    let tenant = signed.caller.person.organization;
    page(&web, &signed, (At::Own(tenant), RoleContext::Own, tenant, room), &fields).await
}

/// Which people of the reader's organization may at a customer.
pub(super) async fn customer(
    State(web): State<Web>,
    signed: Signed,
    PagePath((tenant, room)): PagePath<(Id<Organization>, Id<RoomId>)>,
    fields: Fields,
) -> PageResult {
    page(&web, &signed, (At::Customer(tenant), RoleContext::At(tenant), tenant, room), &fields).await
}

async fn page(
    web: &Web,
    signed: &Signed,
    (at, context, tenant, id): (At, RoleContext, Id<Organization>, Id<RoomId>),
    fields: &Fields,
) -> PageResult {
    let frame = Frame::of(web, signed, at.face(), at.entry()).await?;
    let (app, caller) = (&web.app, &signed.caller);
    let room = ask(app, caller, &RoomOf { realm: at.realm(), room: id }).await?;
    let permission = Permission::from_key(fields.text("permission")).unwrap_or(Permission::RoomView);
    let q: String = fields.text("q").chars().take(120).collect();
    let asked = asked(&q, fields.text("after"))?;
    let (wanted, count) = (asked.wanted, asked.count);
    let (day, moment) = moment(&frame.t, fields, web.app.clock.now());
    let found = ask(app, caller, &WhoMay { context, permission, room: id, moment, wanted, count }).await?;
    let person: String = fields.text("person").chars().take(320).collect();
    let explained = if person.is_empty() {
        None
    } else {
        let whom = Whom::Upn(person.clone());
        match ask(app, caller, &Explain { context, whom, permission, room: Some(id), moment }).await {
            Ok(explained) => Some(Some(explained)),
            Err(Refusal::Missing) => Some(None),
            Err(refusal) => return Err(refusal.into()),
        }
    };
    let workers = if context == RoleContext::Own && moment.is_none() {
        ask(app, caller, &WorkersOnBehalf { room: id, permission }).await?
    } else {
        Vec::new()
    };
    let next = token(found.page.next.as_ref())?;
    html(&RoomPage { frame, at, tenant, room, permission, found, next, q, person, explained, day, workers })
}

/// A page of the list in the query options of the API.
fn asked(q: &str, after: &str) -> Result<Asked, Refusal> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("$top", "50").append_pair("$count", "true");
    if !q.is_empty() {
        let phrase = q.replace('\\', "\\\\").replace('"', "\\\"");
        query.append_pair("$search", &format!("\"{phrase}\""));
    }
    if !after.is_empty() {
        query.append_pair("$skiptoken", after);
    }
    Asked::read(&Form::parse(query.finish().as_bytes()), &SCHEMA)
}
