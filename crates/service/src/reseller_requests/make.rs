//! A new request.

use authz::Action;
use domain::{
    distribution::Asks,
    event::{Event, EventKind, Subject},
    id::{Id, Organization, ResellerRequest},
};
use store::{Batch, Change, reseller_requests::NewResellerRequest};

use super::{ASKS, link};
use crate::{
    app::App,
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    sign_in::Secret,
};

/// How many requests of a partner can be open for acceptance at once; each serves any number of customers.
const MOST_REQUESTS: i64 = 100;

/// Makes a link that asks customers for a reseller relationship.
#[derive(Clone, Copy, Debug)]
pub struct MakeResellerRequest {
    /// Whether it asks for delegated admin privileges too.
    pub with_privileges: bool,
    /// Whom it asks: customers, or another partner to sell through this one.
    pub asks: Asks,
}

impl Command for MakeResellerRequest {
    type Output = Id<ResellerRequest>;
    const NAME: &'static str = "reseller_requests.make";
    /// So that no two count the requests at the same time.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<ResellerRequest>, Refusal> {
        let app = context.app;
        if self.with_privileges && !app.settings.privileges_with_reseller {
            return Err(Refusal::special(Code::PrivilegesNotOffered, "delegatedAdminPrivileges"));
        }
        if self.asks == Asks::Partner && self.with_privileges {
            return Err(Refusal::field("delegatedAdminPrivileges", Code::InvalidValue));
        }
        if let Some(provider) = self.asks.provider()
            && store::distributions::fetch_with(change, provider).await?.is_none()
        {
            return Err(Refusal::field("indirectProviderId", Code::UnknownReference));
        }
        if store::reseller_requests::count_live(change).await? >= MOST_REQUESTS {
            return Err(Refusal::special(Code::TooMany, "requests"));
        }
        let id = change.new_id();
        let event = Event::new(EventKind::ResellerRequested, Subject::thing(id.uuid(), ""))
            .with("delegatedAdminPrivileges", self.with_privileges);
        let by = context.caller.person.upn.to_string();
        let asked = (self.with_privileges, self.asks);
        let new = new_request(app, change.tenant(), id, asked, None, by)?;
        change.write(store::reseller_requests::insert(Batch::of(event), new)).await?;
        Ok(id)
    }
}

/// A request with a fresh link, maybe for one customer alone.
pub(crate) fn new_request(
    app: &App,
    partner: Id<Organization>,
    id: Id<ResellerRequest>,
    (with_privileges, asks): (bool, Asks),
    customer: Option<Id<Organization>>,
    created_by: String,
) -> Result<NewResellerRequest, Refusal> {
    let secret = Secret::draw(app, "");
    let sealed = app
        .sealer
        .seal(app.secrets.as_ref(), &link::context(partner, id), secret.reveal().as_bytes())
        .map_err(|error| Refusal::Bug(Box::new(error)))?;
    Ok(NewResellerRequest {
        id,
        token_hash: secret.hash().to_vec(),
        key_id: sealed.key_id,
        sealed: sealed.bytes,
        with_privileges,
        asks,
        customer,
        created_by,
    })
}
