//! The addresses to which people are sent back with their consent.
//!
//! Invariant: what is registered is kept as it was given, since addresses are compared letter by letter (`oauth::redirect`).

use url::{Host, Url};

use crate::refusal::Code;

/// The longest address.
const LONGEST: usize = 2000;

/// An address as it was given, if people may be sent there: with https, or with http to the person's own machine (RFC 8252, 7.3).
pub(super) fn redirect(text: &str) -> Result<String, Code> {
    let text = text.trim();
    if text.len() > LONGEST {
        return Err(Code::TooLong);
    }
    let url = Url::parse(text).map_err(|_| Code::NotARedirectAddress)?;
    let is_loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return Err(Code::NotARedirectAddress),
    };
    let is_fit = match url.scheme() {
        "https" => true,
        "http" => is_loopback,
        _ => false,
    };
    let is_plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    let is_visible = text.bytes().all(|byte| byte.is_ascii_graphic());
    if is_fit && is_plain && is_visible && !text.contains(['\\', '#']) {
        Ok(text.to_owned())
    } else {
        Err(Code::NotARedirectAddress)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_sent_back_over_https_or_to_their_own_machine() {
        for good in [
            "https://app.contoso.com/back",
            "https://app.contoso.com:8443/back?from=steward",
            "http://localhost:3000/",
            "http://127.0.0.1/back",
            "http://[::1]:8080/back",
        ] {
            assert_eq!(redirect(good), Ok(good.to_owned()));
        }
        for bad in [
            "",
            "back",
            "/back",
            "http://app.contoso.com/back",
            "http://localhost.contoso.com/",
            "https://app.contoso.com/#part",
            "https://app.contoso.com/#",
            "https://somebody@app.contoso.com/",
            "https://app.contoso.com\\@evil.example/",
            "javascript:alert(1)",
            "data:text/html,x",
            "myapp://back",
            "https://app.contoso.com/a b",
        ] {
            assert_eq!(redirect(bad), Err(Code::NotARedirectAddress), "{bad}");
        }
        let long = format!("https://app.contoso.com/{}", "x".repeat(2000));
        assert_eq!(redirect(&long), Err(Code::TooLong));
    }
}
