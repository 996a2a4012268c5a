//! Exports of lists, page by page, each under the rights of its moment; the events are durable before the first row leaves
//! (decision 18).

use std::collections::BTreeSet;

use authz::{Action, Realm, observed};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization},
};
use store::{
    Batch, Change, View,
    list::{Place, Wanted},
    page::Page,
};

use crate::{
    app::App,
    ask::{Looking, Question, ask},
    caller::{Caller, Person},
    refusal::Refusal,
    run::{Command, Context, Where, run},
};

/// Rows fetched at once.
const PIECE: i64 = 300;

/// A list that can be exported.
pub trait Paged: Question {
    /// A row of the file.
    type Row: Send;
    /// What the log calls the list.
    const LIST: &'static str;

    /// What is wanted of the list.
    fn wanted(&mut self) -> &mut Wanted;

    /// The rows of a page, and where the next one begins.
    fn rows(answer: Self::Answer) -> (Vec<Self::Row>, Option<Place>);
}

/// An export that goes on page by page.
#[derive(Clone, Debug)]
pub struct Export<Q> {
    question: Q,
    done: bool,
}

impl<Q: Paged> Export<Q> {
    /// Begins an export of what a question asks for, from its first row on: its events are written before that leaves.
    pub async fn begin(app: &App, caller: &Caller, mut question: Q) -> Result<Self, Refusal> {
        let (action, realm) = question.asks(&caller.person);
        let wanted = question.wanted();
        (wanted.page, wanted.after) = (Page::of(PIECE), None);
        begin(app, caller, realm, action, Q::LIST).await?;
        Ok(Self { question, done: false })
    }

    /// The same of a list whose sight does not name the organizations of which the file tells: they are written down there in one
    /// transaction with the own organization, where the given action is asked for.
    pub(crate) async fn begin_telling_of(
        app: &App,
        caller: &Caller,
        mut question: Q,
        action: Action,
        told_of: BTreeSet<Id<Organization>>,
    ) -> Result<Self, Refusal> {
        let wanted = question.wanted();
        (wanted.page, wanted.after) = (Page::of(PIECE), None);
        let asked = (action, Where::Tenant(caller.person.organization));
        begin_by(app, caller, asked, told_of, Q::LIST).await?;
        Ok(Self { question, done: false })
    }

    /// The next page; none at the end. Rights are looked at again with each page.
    pub async fn next(&mut self, app: &App, caller: &Caller) -> Result<Option<Vec<Q::Row>>, Refusal> {
        if self.done {
            return Ok(None);
        }
        let (rows, next) = Q::rows(ask(app, caller, &self.question).await?);
        self.done = next.is_none();
        self.question.wanted().after = next;
        Ok(Some(rows))
    }
}

/// Writes down, in each organization of which something may be in sight, that somebody exports a list.
pub(crate) async fn begin(
    app: &App,
    caller: &Caller,
    realm: Realm,
    action: Action,
    list: &'static str,
) -> Result<(), Refusal> {
    let tenants = match realm {
        Realm::Own => vec![caller.person.organization],
        Realm::Customer(tenant) => vec![tenant],
        Realm::AllCustomers => ask(app, caller, &TenantsInSight { action }).await?,
    };
    begin_at(app, caller, tenants, action, list).await
}

/// The same in organizations of which the file is known to tell, by the same right in each.
pub(crate) async fn begin_at(
    app: &App,
    caller: &Caller,
    tenants: Vec<Id<Organization>>,
    action: Action,
    list: &'static str,
) -> Result<(), Refusal> {
    for (number, tenant) in tenants.into_iter().enumerate() {
        let asked = (action, Where::Tenant(tenant));
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
            change.turn_to(observed(person.actor(), tenant));
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
    action: Action,
}

impl Question for TenantsInSight {
    type Answer = Vec<Id<Organization>>;
    const NAME: &'static str = "list.tenants";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (self.action, Realm::AllCustomers)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        Ok(view.sight().tenants())
    }
}
