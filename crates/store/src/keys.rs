//! Enrolment keys, sealed (§5.8).
