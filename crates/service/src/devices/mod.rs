//! Devices: enrolment and reports.
