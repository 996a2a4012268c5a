//! The same done to many things, each decided and written on its own.
//!
//! Invariant: a refusal at one stops no other, and is the one that it would have been alone.

use std::future::Future;

use domain::id::{Id, Organization};

use crate::{
    caller::{Access, Caller},
    refusal::{Code, Fault, Refusal},
};

/// To how many things something is done at once at most.
pub const MOST_AT_ONCE: usize = 200;

/// What became of one thing.
#[derive(Debug)]
pub struct Done<T> {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The thing.
    pub thing: Id<T>,
    /// Nothing, or why it was not done.
    pub refused: Option<Refusal>,
}

/// Does the same to things, in the order in which they are named, and tells of each what became of it. What is wrong with
/// the wish itself, by the names of its fields, is refused as such where nothing was done.
pub(crate) async fn one_by_one<T, F>(
    caller: &Caller,
    called: &'static str,
    wish: &[&str],
    named: Vec<(Id<Organization>, Id<T>)>,
    one: impl Fn(Caller, Id<Organization>, Id<T>) -> F,
) -> Result<Vec<Done<T>>, Refusal>
where
    F: Future<Output = Result<(), Refusal>> + Send,
{
    if caller.person.access == Access::Read {
        return Err(Refusal::Denied(Code::ReadOnlyToken, None));
    }
    if named.is_empty() {
        return Err(Refusal::field(called, Code::Required));
    }
    if named.len() > MOST_AT_ONCE {
        let fault = Fault::new(called, Code::TooMany).detail(MOST_AT_ONCE);
        return Err(Refusal::Invalid(Code::InvalidValue, vec![fault]));
    }
    let mut told = Vec::with_capacity(named.len());
    for (part, (tenant, thing)) in named.into_iter().enumerate() {
        let refused = match one(caller.part(part), tenant, thing).await {
            Ok(()) => None,
            // These say nothing of a thing.
            Err(refusal @ (Refusal::Unauthenticated(_) | Refusal::Bug(_))) => return Err(refusal),
            Err(refusal) if refusal.code() == Code::IdempotencyKeyReused => return Err(refusal),
            Err(refusal) => Some(refusal),
        };
        told.push(Done { tenant, thing, refused });
    }
    let of_wish = |refusal: &Refusal| match refusal {
        Refusal::Invalid(_, faults) => faults.iter().any(|fault| wish.contains(&fault.field.as_str())),
        _ => false,
    };
    if told.iter().all(|done| done.refused.is_some())
        && let Some(wrong) = told.iter().position(|done| done.refused.as_ref().is_some_and(of_wish))
        && let Some(refusal) = told.swap_remove(wrong).refused
    {
        return Err(refusal);
    }
    Ok(told)
}
