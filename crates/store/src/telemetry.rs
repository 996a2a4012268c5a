//! The narrow door for what devices say: reports, signals, health, last contact.
