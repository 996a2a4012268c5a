//! `/v1.0/operator`: organizations and health, for operators.
