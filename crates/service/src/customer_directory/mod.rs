//! What people of a partner change in a customer's directory by the directory roles that it delegated to them (R-320, R-383, decision 6).
//!
//! Invariants: whoever and whatever holds a right of the customer itself stays as it is, decided alone in the customer's organization so that
//! nobody is given one at the same moment; nobody of the partner learns a credential; and whose account or password a partner had a hand
//! in gets nothing by an own right until the customer itself had them set a password.

mod groups;
mod home;
mod link;
mod list;
mod people;
mod shown;

pub use groups::{
    AddCustomerGroupMember, CreateCustomerGroup, DeleteCustomerGroup, EditCustomerGroup,
    RemoveCustomerGroupMember,
};
pub use home::{CustomerDirectory, DirectoryHome, ReadsDirectoryOf};
pub use link::SendPasswordLink;
pub use list::{CustomerDirectories, ReachedDirectory};
pub use people::{CreateCustomerUser, EditCustomerUser, SetCustomerUserEnabled};
pub use shown::{CustomerGroup, CustomerGroups, CustomerPerson, CustomerPrincipals, GroupShown, PersonShown};
pub use store::on_behalf::DIRECTORIES;
