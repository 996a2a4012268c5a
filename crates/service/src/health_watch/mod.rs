//! Silence and watch periods: what time alone changes (decision 15).
