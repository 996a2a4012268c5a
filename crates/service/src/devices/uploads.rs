//! How many files are on their way from devices at once, in all and from one organization: each is held in memory until it is stored.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::id::{Id, Organization};

use super::Refused;

/// How many files come at once.
const MOST: usize = 8;
/// How many of them from one organization.
const MOST_OF_ONE: usize = 2;
/// When a place may be free.
const COME_BACK: Duration = Duration::from_secs(5);

/// The files on their way, by organization.
#[derive(Clone, Default)]
pub(crate) struct Uploads(Arc<Mutex<HashMap<Id<Organization>, usize>>>);

/// A place for one file, until dropped.
pub(super) struct Place {
    uploads: Uploads,
    tenant: Id<Organization>,
}

impl Uploads {
    /// Takes a place for a file of an organization.
    pub(super) fn enter(&self, tenant: Id<Organization>) -> Result<Place, Refused> {
        let mut under_way = self.under_way();
        let of_one = under_way.get(&tenant).copied().unwrap_or_default();
        if of_one >= MOST_OF_ONE || under_way.values().sum::<usize>() >= MOST {
            return Err(Refused::TooOften(COME_BACK));
        }
        under_way.insert(tenant, of_one + 1);
        Ok(Place { uploads: self.clone(), tenant })
    }

    fn under_way(&self) -> MutexGuard<'_, HashMap<Id<Organization>, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut under_way = self.uploads.under_way();
        if let Some(count) = under_way.get_mut(&self.tenant) {
            *count -= 1;
            if *count == 0 {
                under_way.remove(&self.tenant);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn tenant(number: u128) -> Id<Organization> {
        Id::new(Uuid::from_u128(number))
    }

    /// files are bounded at once, and those of one organization leave places to others; a place is free again when it was left.
    #[test]
    fn files_come_a_few_at_a_time() {
        let uploads = Uploads::default();
        let enter = |number| uploads.enter(tenant(number));
        let first: Vec<_> = (0..MOST_OF_ONE).map(|_| enter(1).unwrap()).collect();
        assert!(matches!(enter(1), Err(Refused::TooOften(wait)) if wait == COME_BACK));
        let others: Vec<_> = (0..MOST - MOST_OF_ONE).map(|at| enter(2 + at as u128).unwrap()).collect();
        assert!(enter(100).is_err(), "all places are taken");
        drop(first);
        assert!(enter(1).is_ok());
        drop(others);
        assert!(uploads.under_way().is_empty(), "nobody is remembered without need");
    }
}
