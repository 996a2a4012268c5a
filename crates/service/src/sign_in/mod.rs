//! Signing in: account name, password, one-time links, throttling.
