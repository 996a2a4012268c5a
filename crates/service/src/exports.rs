//! What every export of a list begins with: its events are durable before the first row leaves (decision 18).

use std::collections::BTreeSet;

use authz::{Action, Realm, observed};
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

/// The same in organizations of which the file is known to tell, by the same right in each.
pub(crate) async fn begin_at(
    app: &App,
    caller: &Caller,
    tenants: Vec<Id<Organization>>,
    permission: Permission,
    list: &'static str,
) -> Result<(), Refusal> {
    for (number, tenant) in tenants.into_iter().enumerate() {
        let asked = (Action::Use(permission), Where::Tenant(tenant));
        begin_by(app, &caller.part(number), asked, BTreeSet::new(), list).await?;
    }
    Ok(())
}

/// The same by one right, where it is asked for, and in one transaction with it at each further organization of which the
/// file tells: whoever takes it away needs no right of their own there to be written down.
pub(crate) async fn begin_by(
    app: &App,
    caller: &Caller,
    asked: (Action, Where),
    counted: BTreeSet<Id<Organization>>,
    list: &'static str,
) -> Result<(), Refusal> {
    run(app, caller, BeginExport { asked, counted, list }).await
}

#[derive(Clone, Debug)]
struct BeginExport {
    asked: (Action, Where),
    /// Of whom the file tells beside.
    counted: BTreeSet<Id<Organization>>,
    list: &'static str,
}

impl Command for BeginExport {
    type Output = ();
    const NAME: &'static str = "list.export";

    fn asks(&self, _: &Person) -> (Action, Where) {
        self.asked
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let (person, asked) = (&context.caller.person, change.tenant());
        write_down(change, self.list).await?;
        for tenant in self.counted.into_iter().filter(|it| *it != asked) {
            change.turn_to(observed(person.user, person.organization, tenant));
            write_down(change, self.list).await?;
        }
        Ok(())
    }
}

async fn write_down(change: &mut Change, list: &'static str) -> Result<(), Refusal> {
    let subject = Subject::thing(change.tenant().uuid(), "");
    change.write(Batch::of(Event::new(EventKind::ListExported, subject).with("list", list))).await?;
    Ok(())
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
