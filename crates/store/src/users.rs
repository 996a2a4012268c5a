//! People of an organization's directory.

use crate::sql::Fetch;

/// The account name of a person.
pub const NAME_OF: Fetch = Fetch::new("select upn from users where tenant_id = {target} and user_id = $1");
