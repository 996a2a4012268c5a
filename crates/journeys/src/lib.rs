//! A browser for journeys: headless Chromium, driven as a person would, with pictures kept when a journey fails.
//!
//! Invariant: no sleeping; every step waits for what it names, in the page itself.

mod chromium;
mod listen;
mod window;

pub use self::{chromium::Chromium, window::Window};
