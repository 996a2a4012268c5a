//! What a scope names decides who sees rooms: a partner changes that for its own people alone, however much the customer lets it do with
//! groups (decisions 6 and 13). The refusal is the same for the customer's own people and for other partners, of whom partners never
//! learn (decision 17).

use domain::id::{Id, Place, RoomGroup};
use store::{Change, groups, places};

use crate::{
    refusal::{Code, Refusal},
    run::Context,
};

/// Refuses a partner that would move rooms into or out of groups or places that the scope of somebody else names.
pub(crate) async fn leave_to_others(
    change: &mut Change,
    context: &Context<'_>,
    named: (Vec<Id<RoomGroup>>, Vec<Id<Place>>),
) -> Result<(), Refusal> {
    let partner = context.caller.person.organization;
    if partner == change.tenant() {
        return Ok(());
    }
    let (groups, places) = named;
    let moves = groups::named_by_others(change, groups, partner).await?
        || places::named_by_others(change, places, partner).await?;
    if moves { Err(Refusal::Denied(Code::DecidesSight, None)) } else { Ok(()) }
}
