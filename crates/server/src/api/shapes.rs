//! Shapes that several nouns share: scopes, people, pages. Translation alone.

use domain::{
    directory::Principal,
    id::Id,
    query::Schema,
    scope::{Parts, Scope},
    time::Time,
};
use service::{Code, Fault, Refusal, assignments::Member, scopes::Described};
use wire::scopes as wire;

use crate::form::Fields;

/// Lists that are only paged.
static PAGED: Schema = Schema::new(&[], 300);

/// How many are wanted and where the page begins.
pub fn paging(fields: &Fields) -> Result<(Option<i64>, Option<String>), Refusal> {
    // What is not an option of the query language belongs to the list itself.
    let options = fields.fields().filter(|(name, _)| name.starts_with('$'));
    let query = domain::query::Query::parse(options, &PAGED).map_err(|error| {
        Refusal::Invalid(Code::BadQuery, vec![Fault::new("query", Code::BadQuery).detail(error)])
    })?;
    Ok((query.top.map(i64::from), query.skip_token))
}

/// A scope as it was sent.
pub fn scope(sent: wire::Scope) -> Scope {
    let whole = sent.all_rooms;
    let excluded = parts(sent.except);
    let included = wire::ScopeParts { rooms: sent.rooms, room_groups: sent.room_groups, places: sent.places };
    Scope { whole, included: if whole { Parts::NONE } else { parts(included) }, excluded }
}

fn parts(sent: wire::ScopeParts) -> Parts {
    Parts {
        rooms: sent.rooms.into_iter().map(Id::new).collect(),
        groups: sent.room_groups.into_iter().map(Id::new).collect(),
        places: sent.places.into_iter().map(Id::new).collect(),
    }
}

/// A scope by name.
pub fn named_scope(described: Described) -> wire::NamedScope {
    fn named<T>(things: Vec<(Id<T>, String)>) -> Vec<wire::Named> {
        things.into_iter().map(|(id, display_name)| wire::Named { id: id.uuid(), display_name }).collect()
    }
    let (included, excluded) = (described.included, described.excluded);
    wire::NamedScope {
        all_rooms: described.whole,
        rooms: named(included.rooms),
        room_groups: named(included.groups),
        places: named(included.places),
        except: wire::NamedParts {
            rooms: named(excluded.rooms),
            room_groups: named(excluded.groups),
            places: named(excluded.places),
        },
    }
}

/// People and groups as they were sent; an unknown kind is a fault of its place in the list.
pub fn principals(field: &str, sent: Vec<wire::Principal>) -> Result<Vec<Principal>, Refusal> {
    let mut faults = Vec::new();
    let mut principals = Vec::with_capacity(sent.len());
    for (index, principal) in sent.into_iter().enumerate() {
        match Principal::new(&principal.kind, principal.id) {
            Some(principal) => principals.push(principal),
            None => faults.push(Fault::new(format!("{field}/{index}/kind"), Code::UnknownValue)),
        }
    }
    if faults.is_empty() { Ok(principals) } else { Err(Refusal::Invalid(Code::InvalidValue, faults)) }
}

/// A person or group that holds a role.
pub fn member(member: Member) -> wire::Member {
    wire::Member {
        kind: member.principal.kind().to_owned(),
        id: member.principal.uuid(),
        display_name: member.name,
        user_principal_name: member.upn,
        enabled: member.enabled,
    }
}

/// A moment, if there is one.
pub fn moment(at: Option<Time>) -> Option<String> {
    at.map(|at| at.to_string())
}
