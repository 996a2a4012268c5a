//! Personal access tokens: named, expiring, revocable; stored hashed.
