//! The export of rooms: the event is durable first, then pages stream, each under the sight of its moment.

use authz::{Action, Realm};
use domain::{
    event::{Event, EventKind, Subject},
    health::Health,
    id::{Id, Organization},
    permission::Permission,
};
use store::{Batch, Change, list::Wanted, page::Page};

use super::list::{ListRooms, RoomList};
use crate::{
    app::App,
    ask::ask,
    caller::{Caller, Person},
    refusal::Refusal,
    run::{Command, Context, Where, run},
};

/// Rows fetched at once.
const PIECE: i64 = 300;

/// Writes down that somebody exports the rooms of an organization.
#[derive(Clone, Copy, Debug)]
struct BeginExport {
    tenant: Id<Organization>,
}

impl Command for BeginExport {
    type Output = ();
    const NAME: &'static str = "room.export";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::RoomView), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let event =
            Event::new(EventKind::ListExported, Subject::thing(self.tenant.uuid(), "")).with("list", "rooms");
        change.write(Batch::of(event)).await?;
        Ok(())
    }
}

/// An export that goes on page by page.
#[derive(Clone, Debug)]
pub struct ExportRooms {
    realm: Realm,
    wanted: Wanted,
    health: Option<Health>,
    done: bool,
}

/// A page of the export.
pub type RoomPage = Vec<store::rooms::RoomRow>;

impl ExportRooms {
    /// Begins an export: its events are written before the first row leaves.
    pub async fn begin(
        app: &App,
        caller: &Caller,
        realm: Realm,
        mut wanted: Wanted,
        health: Option<Health>,
    ) -> Result<Self, Refusal> {
        wanted.page = Page::of(PIECE);
        wanted.after = None;
        let tenants = match realm {
            Realm::Own => vec![caller.person.organization],
            Realm::Customer(tenant) => vec![tenant],
            Realm::AllCustomers => ask(app, caller, &super::list::TenantsOf { realm }).await?,
        };
        for tenant in tenants {
            run(app, caller, BeginExport { tenant }).await?;
        }
        Ok(Self { realm, wanted, health, done: false })
    }

    /// The next page; none at the end. Rights are looked at again with each page.
    pub async fn next(&mut self, app: &App, caller: &Caller) -> Result<Option<RoomPage>, Refusal> {
        if self.done {
            return Ok(None);
        }
        let question =
            ListRooms { realm: self.realm, wanted: self.wanted.clone(), health: self.health, counts: false };
        let RoomList { rooms, next, .. } = ask(app, caller, &question).await?;
        self.done = next.is_none();
        self.wanted.after = next;
        Ok(Some(rooms))
    }
}
