//! The template of an address: `https`, with `{tenantId}` and `{domain}` where those of the customer stand.
//!
//! Invariant: whatever is filled in, scheme, host and port stay those of the template.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

use crate::refusal::Code;

/// The longest template in characters.
pub(super) const LONGEST: usize = 500;
/// Where the identifier of the customer stands.
const TENANT: &str = "{tenantId}";
/// Where the default domain of the customer stands.
const DOMAIN: &str = "{domain}";
/// What is filled in keeps letters, digits and what addresses never give a meaning.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A checked template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template(String);

impl Template {
    /// Checks a template.
    pub(super) fn parse(text: &str) -> Result<Self, Code> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Code::Required);
        }
        if text.chars().count() > LONGEST {
            return Err(Code::TooLong);
        }
        let template = Self(text.to_owned());
        let one = template.fill("one", "one.example");
        let other = template.fill("other", "other.example");
        let origin = |filled: &str| Url::parse(filled).ok().filter(is_plain).map(|url| url.origin());
        let is_good = !text.contains(|c: char| c.is_whitespace() || c.is_control())
            && !one.contains(['{', '}'])
            && origin(&one).is_some()
            && origin(&one) == origin(&other);
        if is_good { Ok(template) } else { Err(Code::NotAUrlTemplate) }
    }

    /// A stored template, checked when it was stored.
    pub(super) fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// As it is written.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it asks for the domain of the customer.
    pub(super) fn asks_domain(&self) -> bool {
        self.0.contains(DOMAIN)
    }

    /// The address for a customer.
    pub(super) fn fill(&self, tenant: &str, domain: &str) -> String {
        let encoded = |text| utf8_percent_encode(text, KEPT).to_string();
        self.0.replace(TENANT, &encoded(tenant)).replace(DOMAIN, &encoded(domain))
    }
}

/// Whether an address is one of `https`, with a host and without an account.
fn is_plain(url: &Url) -> bool {
    url.scheme() == "https" && url.has_host() && url.username().is_empty() && url.password().is_none()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// what is no plain address, or lets a customer choose the host, is refused.
    #[test]
    fn templates_are_judged() {
        for text in [
            "https://admin.example/",
            "https://admin.example:8443/{tenantId}",
            "https://admin.example/?delegatedOrg={domain}#/{tenantId}",
        ] {
            assert_eq!(Template::parse(text).map(|it| it.as_str().to_owned()), Ok(text.to_owned()));
        }
        for text in [
            "http://admin.example/",
            "javascript:alert(1)",
            "data:text/html,x",
            "admin.example",
            "https://",
            "https:///{domain}",
            "https://{domain}/",
            "https://{domain}.admin.example/",
            "https://admin.example@{domain}/",
            "https://me:secret@admin.example/",
            "https://admin.example/{tenant}",
            "https://admin.example/{tenantId",
            "https://admin.example/}",
            "https://admin.example/a b",
            "https://admin.example/\nb",
        ] {
            assert_eq!(Template::parse(text), Err(Code::NotAUrlTemplate), "{text:?}");
        }
        assert_eq!(Template::parse("  "), Err(Code::Required));
        let long = format!("https://admin.example/{}", "x".repeat(LONGEST));
        assert_eq!(Template::parse(&long), Err(Code::TooLong));
    }

    /// what is filled in never ends a part of the address.
    #[test]
    fn what_is_filled_in_is_encoded() {
        let template = Template::parse("https://admin.example/{tenantId}?d={domain}&t={tenantId}").unwrap();
        assert_eq!(template.fill("1-a", "a.example"), "https://admin.example/1-a?d=a.example&t=1-a");
        assert_eq!(
            template.fill("a/b", "é&x={tenantId}"),
            "https://admin.example/a%2Fb?d=%C3%A9%26x%3D%7BtenantId%7D&t=a%2Fb"
        );
    }
}
