//! Live pages: a stream that says "look again" when something in the reader's sight stirred. It carries no
//! content: the page asks anew, and is decided anew. It ends when the session or the rights end.

use std::{convert::Infallible, pin::pin, time::Duration};

use axum::{
    extract::{Query, State},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use domain::id::{Id, Organization};
use futures_util::{Stream, StreamExt as _};
use serde::Deserialize;
use service::{
    Realm,
    live::{self, Stir},
};

use crate::{
    answer::PageError,
    caller::{SESSION_COOKIE, Signed, cookie},
    web::Web,
};

/// What a live page looks at.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Watching {
    /// `own`, `customers`, or the identifier of a customer.
    tenant: Option<Id<Organization>>,
    #[serde(default)]
    customers: bool,
}

/// How long changes are gathered before the page is told.
const GATHER: Duration = Duration::from_millis(700);

/// The stream of a live page: an event named `look` whenever rooms in sight stirred.
pub async fn stream(
    State(web): State<Web>,
    Query(watching): Query<Watching>,
    headers: axum::http::HeaderMap,
    signed: Signed,
) -> Result<Response, PageError> {
    let realm = match (signed.on_behalf.or(watching.tenant), watching.customers) {
        (Some(tenant), _) => Realm::Customer(tenant),
        (None, true) => Realm::AllCustomers,
        (None, false) => Realm::Own,
    };
    let token = cookie(&headers, SESSION_COOKIE).unwrap_or_default();
    let watch = live::Watch::begin(&web.app, &signed.caller, realm).await?;
    Ok(Sse::new(events(web, signed, token, watch)).keep_alive(KeepAlive::default()).into_response())
}

fn events(
    web: Web,
    signed: Signed,
    token: String,
    watch: live::Watch,
) -> impl Stream<Item = Result<Event, Infallible>> {
    futures_util::stream::unfold(Some((web, signed, token, watch)), |state| async move {
        let (web, signed, token, mut watch) = state?;
        let goes_on = gather(&web, &signed, &token, &mut watch).await?;
        let look = Event::default().event("look").data("rooms");
        // Where the session or the rights have ended, the page looks a last time and is refused.
        Some((Ok(look), goes_on.then_some((web, signed, token, watch))))
    })
    // What compresses asks once more after the end.
    .fuse()
}

/// Waits until something in sight stirs and gathers what follows; tells whether the stream goes on. What may have ended it is
/// decided at once; what stirred elsewhere is not told. None when there is nothing more to wait for.
async fn gather(web: &Web, signed: &Signed, token: &str, watch: &mut live::Watch) -> Option<bool> {
    loop {
        let mut stir = watch.stirred().await?;
        let mut gathered = pin!(tokio::time::sleep(GATHER));
        let mut concerns = false;
        loop {
            concerns |= stir != Stir::Access;
            if stir != Stir::Rooms {
                let Some(is_other) = renew(web, signed, token, watch).await else { return Some(false) };
                concerns |= is_other;
            }
            tokio::select! {
                () = &mut gathered => break,
                next = watch.stirred() => stir = next?,
            }
        }
        if concerns {
            watch.forget();
        }
        match renew(web, signed, token, watch).await {
            None => return Some(false),
            Some(is_other) if concerns || is_other => return Some(true),
            Some(_) => {}
        }
    }
}

/// Decides anew who the reader is and what is in sight, and whether that is something else; none where that has ended.
async fn renew(web: &Web, signed: &Signed, token: &str, watch: &mut live::Watch) -> Option<bool> {
    let person = service::sign_in::identify(&web.app, token).await.ok()??;
    let person = service::Person { on_behalf: signed.on_behalf.is_some(), ..person };
    let caller = service::Caller { person, ..signed.caller.clone() };
    watch.renew(&web.app, &caller).await.ok()
}
