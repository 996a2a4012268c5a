//! The image as it is kept: what its flat tables answer, at once and after every change, over worlds drawn at random.

mod change;
mod changes;
mod checks;
mod differences;
mod organization;
mod pages;
mod shown;
mod tickets;
