//! Sessions of people: stored hashed, listed and revocable.
