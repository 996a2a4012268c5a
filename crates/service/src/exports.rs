//! What every export of a list begins with: its events are durable before the first row leaves (decision 18).

use authz::{Action, Realm};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization},
    permission::Permission,
};
use store::{Batch, Change, View};

use crate::{
    app::App,
    ask::{Looking, Question, ask},
    caller::{Caller, Person},
    refusal::Refusal,
    run::{Command, Context, Where, run},
};

/// Writes down, in each organization of which something may be in sight, that somebody exports a list.
pub(crate) async fn begin(
    app: &App,
    caller: &Caller,
    realm: Realm,
    permission: Permission,
    list: &'static str,
) -> Result<(), Refusal> {
    let tenants = match realm {
        Realm::Own => vec![caller.person.organization],
        Realm::Customer(tenant) => vec![tenant],
        Realm::AllCustomers => ask(app, caller, &TenantsInSight { permission }).await?,
    };
    begin_at(app, caller, tenants, permission, list).await
}

/// The same in organizations of which the file is known to tell.
pub(crate) async fn begin_at(
    app: &App,
    caller: &Caller,
    tenants: Vec<Id<Organization>>,
    permission: Permission,
    list: &'static str,
) -> Result<(), Refusal> {
    for tenant in tenants {
        run(app, caller, BeginExport { tenant, permission, list }).await?;
    }
    Ok(())
}

#[derive(Clone, Copy, Debug)]
struct BeginExport {
    tenant: Id<Organization>,
    permission: Permission,
    list: &'static str,
}

impl Command for BeginExport {
    type Output = ();
    const NAME: &'static str = "list.export";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(self.permission), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let subject = Subject::thing(self.tenant.uuid(), "");
        change.write(Batch::of(Event::new(EventKind::ListExported, subject).with("list", self.list))).await?;
        Ok(())
    }
}

#[derive(Clone, Copy, Debug)]
struct TenantsInSight {
    permission: Permission,
}

impl Question for TenantsInSight {
    type Answer = Vec<Id<Organization>>;
    const NAME: &'static str = "list.tenants";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(self.permission), Realm::AllCustomers)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        Ok(view.sight().tenants())
    }
}
