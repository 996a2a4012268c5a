//! The review as CSV: one line for each person and chain, by a link, by delegation or on a subscription, of those whom the filters show.

use axum::{
    body::{Body, Bytes},
    extract::State,
};
use domain::time::Time;
use service::{
    access_review::{
        Chain, DelegatedChain, ExportReview, Relationship, Reviewed, ReviewedPerson, Standing,
        SubscriptionChain,
    },
    ask,
    shell::ShellOf,
};

use super::{chosen::Chosen, path, roles, rooms, through};
use crate::{
    answer::PageResult, caller::Signed, csv, form::Fields, i18n::Translator,
    portal::audit_logs::download::attachment, web::Web,
};

/// The columns: of the person as in the API, then of the chain.
const COLUMNS: [&str; 19] = [
    "id",
    "displayName",
    "userPrincipalName",
    "partnerDisplayName",
    "state",
    "blockReason",
    "sinceDateTime",
    "lastUsedDateTime",
    "unused",
    "role",
    "assignment",
    "rooms",
    "startDateTime",
    "endDateTime",
    "chainState",
    "groups",
    "chainSinceDateTime",
    "linkId",
    "source",
];

/// How many names of rooms, groups and places a cell holds at most.
const NAMED: usize = 100;

pub(super) async fn csv(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let shell = ask(&web.app, &signed.caller, &ShellOf).await?;
    let t = Translator::new(shell.language, &shell.time_zone);
    let (app, caller) = (web.app, signed.caller);
    let export = ExportReview::begin(&app, &caller, Chosen::read(&fields).wanted()?).await?;
    let state = (Some(csv::line(COLUMNS)), app, caller, export, t);
    let pieces = futures_util::stream::unfold(Some(state), |state| async move {
        let (head, app, caller, mut export, t) = state?;
        if let Some(head) = head {
            return Some((Ok(Bytes::from(head)), Some((None, app, caller, export, t))));
        }
        match export.next(&app, &caller).await {
            Ok(Some(people)) => {
                let lines: Vec<u8> = people.iter().flat_map(|person| lines(person, &t)).collect();
                Some((Ok(Bytes::from(lines)), Some((None, app, caller, export, t))))
            }
            Ok(None) => None,
            // The download breaks off: what was sent must not look whole.
            Err(refusal) => Some((Err(std::io::Error::other(refusal.code().as_str())), None)),
        }
    });
    // What compresses asks once more after the end.
    let body = Body::from_stream(futures_util::StreamExt::fuse(pieces));
    Ok(attachment("access-review.csv", "text/csv; charset=utf-8", body))
}

fn lines(reviewed: &Reviewed, t: &Translator) -> Vec<u8> {
    let person = &reviewed.person;
    let chains = reviewed.chains.iter().map(|chain| cells(person, &by_link(chain, t)));
    let delegated = reviewed.delegated.iter().map(|chain| cells(person, &by_delegation(chain, t)));
    let on_subscriptions =
        reviewed.on_subscriptions.iter().map(|chain| cells(person, &by_subscription(chain, t)));
    chains.chain(delegated).chain(on_subscriptions).flat_map(csv::line).collect()
}

/// The cells of a chain, from the role to since when it stands, and its source.
struct Cells([String; 8], &'static str);

fn by_link(chain: &Chain, t: &Translator) -> Cells {
    let cells = [
        t.role(chain.role, &chain.role_name),
        t.assignment(chain.role, &chain.assignment_name),
        rooms(t, &chain.scope, NAMED),
        moment(chain.from),
        moment(chain.until),
        chain.standing.key().to_owned(),
        path(&chain.groups),
        chain.since.to_string(),
    ];
    Cells(cells, "partnerRole")
}

fn by_delegation(chain: &DelegatedChain, t: &Translator) -> Cells {
    let key = if chain.opens_rooms { "review-opens-rooms" } else { "review-directory-alone" };
    let source = match chain.relationship {
        Relationship::Privileges(_) => "delegatedAdmin",
        Relationship::Granular(..) => "granularAdmin",
    };
    let state = if chain.is_superseded { "superseded" } else { chain.standing.key() };
    let cells = [
        roles(chain),
        through(t, chain),
        t.t(key),
        String::new(),
        moment(chain.until),
        state.to_owned(),
        path(&chain.groups),
        chain.since.to_string(),
    ];
    Cells(cells, source)
}

fn by_subscription(chain: &SubscriptionChain, t: &Translator) -> Cells {
    let cells = [
        t.word("subscription-role-", chain.held.role.key()),
        chain.held.name.clone(),
        String::new(),
        String::new(),
        String::new(),
        Standing::Active.key().to_owned(),
        path(&chain.groups),
        chain.since.to_string(),
    ];
    Cells(cells, "subscriptionRole")
}

fn moment(at: Option<Time>) -> String {
    at.map(|at| at.to_string()).unwrap_or_default()
}

fn cells(person: &ReviewedPerson, Cells(chain, source): &Cells) -> [String; 19] {
    let [role, assignment, rooms, from, until, state, groups, since] = chain.clone();
    [
        person.id.to_string(),
        person.name.clone(),
        person.upn.clone(),
        person.partner_name.clone(),
        person.standing.key().to_owned(),
        person.block_reason.clone(),
        moment(person.since),
        moment(person.last_used),
        person.is_unused.to_string(),
        role,
        assignment,
        rooms,
        from,
        until,
        state,
        groups,
        since,
        person.link.map(|link| link.to_string()).unwrap_or_default(),
        (*source).to_owned(),
    ]
}
