//! Where a page of a list begins, in addresses of the portal.

use service::{Place, Refusal, cursor};

use crate::form::Fields;

/// The place that a field of the address names; one that no list wrote is refused.
pub(crate) fn after(fields: &Fields, name: &str) -> Result<Option<Place>, Refusal> {
    let token = fields.text(name);
    if token.is_empty() { Ok(None) } else { cursor::read(token).map(Some) }
}

/// The place of the next page as such a field says it.
pub(crate) fn token(next: Option<&Place>) -> Result<Option<String>, Refusal> {
    next.map(cursor::write).transpose()
}
