//! Off-boarding: the customer ends everything that a partner holds, in one transaction, and keeps a signed record of it (decision 4).
//!
//! Invariant: with the commit nobody of the partner holds anything here; what is left beside rights is named in the record.

mod end;
mod left;
mod record;
mod records;

pub use end::OffBoardPartner;
pub use left::ResidueOfPartner;
pub use record::{Ended, Left, Party, Record, VERSION};
pub use records::{OffBoardingRecordOf, OffBoardingRecords, Opened};
pub use store::off_boarding::{RecordRow, SCHEMA, residue::Residue};
