//! The narrow door for credentials: accounts, password hashes, one-time links, throttling.
