//! What became of each of many things, as the API tells it.

use domain::{id::Id, organization::Language};
use service::{Done, Refusal};
use uuid::Uuid;
use wire::bulk_assignments::BulkError;

use crate::{answer::List, i18n::Translator};

/// The outcome of each, in the order in which they were named.
pub(super) fn told<T, R>(done: Vec<Done<T>>, result: impl Fn(Uuid, Uuid, Option<BulkError>) -> R) -> List<R> {
    let english = Translator::new(Language::English, "UTC");
    let one = |done: Done<T>| {
        result(
            done.tenant.uuid(),
            Id::uuid(done.thing),
            done.refused.map(|refusal| error(&english, &refusal)),
        )
    };
    List { count: None, value: done.into_iter().map(one).collect(), next_link: None }
}

/// Why something was not done.
pub(super) fn error(english: &Translator, refusal: &Refusal) -> BulkError {
    let code = refusal.code().as_str();
    let missing = match refusal {
        Refusal::Denied(_, Some(requirement)) => Some(requirement.key().to_owned()),
        _ => None,
    };
    BulkError { code: code.to_owned(), message: english.word("error-", code), missing }
}
