//! A request as the customer sees it that opened its link.

use authz::{Action, Realm};
use domain::{distribution::Asks, id::Id, reseller_relationship::Standing};
use sha2::{Digest as _, Sha256};
use store::{
    View,
    autopilot::{AddedBy, Narrowed, count_devices},
    list::Wanted,
    reseller_requests::{OpenedProvider, OpenedRequest},
};

use crate::{
    app::App,
    ask::{Looking, Question},
    caller::Person,
    refusal::{Code, Refusal},
};

/// The form in which the secret of a link is kept.
pub(crate) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// What a request asks of an organization that may answer it.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The request.
    pub(crate) request: OpenedRequest,
    /// Whether delegated admin privileges come with it.
    pub(crate) with_privileges: bool,
}

/// What a request asks of an organization, or why that cannot accept it: it is its own, or lies in another market.
pub(crate) fn asked(
    app: &App,
    own: Id<domain::id::Organization>,
    request: OpenedRequest,
) -> Result<Asked, Refusal> {
    // What asks partners asks nobody to buy.
    if request.asks == Asks::Partner {
        return Err(Refusal::Missing);
    }
    fits(own, &request)?;
    let with_privileges = request.with_privileges && app.settings.privileges_with_reseller;
    Ok(Asked { request, with_privileges })
}

/// Whether an organization may answer a request: one of others, in its own market, and so is the indirect provider.
pub(crate) fn fits(own: Id<domain::id::Organization>, request: &OpenedRequest) -> Result<(), Refusal> {
    let provider = request.provider.as_ref();
    if request.partner == own || provider.is_some_and(|provider| provider.id == own) {
        return Err(Refusal::special(Code::OwnRequest, "token"));
    }
    let is_foreign = |country: &String| *country != request.own_country;
    if is_foreign(&request.partner_country) || provider.is_some_and(|it| is_foreign(&it.country)) {
        return Err(Refusal::special(Code::OtherMarket, "token"));
    }
    Ok(())
}

/// Looks at the request of a link.
#[derive(Clone, Debug)]
pub struct OpenResellerRequest {
    /// The secret of the link.
    pub token: String,
}

/// What a customer is asked for.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The name of who asks.
    pub partner_name: String,
    /// The first domain of who asks.
    pub partner_domain: String,
    /// Whether delegated admin privileges are asked for.
    pub with_privileges: bool,
    /// Where the two stand already.
    pub standing: Standing,
    /// What is left of an earlier relationship and would be in the lists of who asks again: Autopilot devices that it added, and
    /// subscriptions that it sold.
    pub earlier: (i64, i64),
    /// The indirect provider that is asked for too, and where one stands with it.
    pub provider: Option<(OpenedProvider, Standing)>,
}

impl Question for OpenResellerRequest {
    type Answer = Opened;
    const NAME: &'static str = "reseller_requests.open";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ConsentToPartner, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Opened, Refusal> {
        let request = store::reseller_requests::opened(view, &hash(&self.token)).await?;
        let request = request.ok_or(Refusal::Missing)?;
        let Asked { request, with_privileges } = asked(context.app, context.facts.organization, request)?;
        let standing = standing(view, request.partner).await?;
        let provider = match request.provider {
            None => None,
            Some(provider) => {
                let standing = self::standing(view, provider.id).await?;
                Some((provider, standing))
            }
        };
        let earlier = if standing == Standing::None { earlier(view, request.partner).await? } else { (0, 0) };
        Ok(Opened {
            earlier,
            provider,
            partner_name: request.partner_name,
            partner_domain: request.partner_domain,
            with_privileges,
            standing,
        })
    }
}

async fn standing(view: &mut View, partner: Id<domain::id::Organization>) -> Result<Standing, Refusal> {
    let live = store::reseller_relationships::live_with(view, partner).await?;
    Ok(live.map_or(Standing::None, |row| Standing::of(row.has_privileges)))
}

/// How many Autopilot devices a partner added before, and how many subscriptions it sold that nobody took out.
async fn earlier(view: &mut View, partner: Id<domain::id::Organization>) -> Result<(i64, i64), Refusal> {
    let by_partner = Narrowed { added_by: Some(AddedBy::One(partner)), ..Narrowed::default() };
    let devices = count_devices(view, by_partner, &Wanted::default()).await?;
    Ok((devices, store::subscriptions::count_sold_by(view, partner).await?))
}
