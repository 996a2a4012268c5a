//! The enrolment key: download and reset.
