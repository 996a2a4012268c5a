//! Whether a registered address is the one to which a person is to be sent back.
//!
//! Invariant: an address is compared as it was registered, letter by letter (RFC 9700, 2.1). Of a public client on the person's own machine
//! the port alone may differ, since the program takes one that is free (RFC 8252, 7.3).

/// Whether a registered address leads to the one that was asked for.
pub(super) fn leads_to(registered: &str, asked: &str, is_public: bool) -> bool {
    if registered == asked {
        return true;
    }
    match (on_own_machine(registered), on_own_machine(asked)) {
        (Some(registered), Some(asked)) => is_public && registered == asked,
        _ => false,
    }
}

/// The host and what follows the port, of an address on the person's own machine.
fn on_own_machine(address: &str) -> Option<(&str, &str)> {
    let rest = address.strip_prefix("http://")?;
    let host = ["localhost", "127.0.0.1", "[::1]"].into_iter().find(|host| rest.starts_with(host))?;
    let rest = rest.strip_prefix(host)?;
    let rest = match rest.strip_prefix(':') {
        Some(rest) => {
            let (port, rest) =
                rest.split_at(rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len()));
            port.parse::<u16>().ok().filter(|port| *port > 0)?;
            rest
        }
        None => rest,
    };
    (rest.is_empty() || rest.starts_with(['/', '?'])).then_some((host, rest))
}

#[cfg(test)]
mod tests {
    use super::leads_to;

    /// RFC 8252, 7.3: the port of a public client on the person's own machine, and nothing else, is as it comes.
    #[test]
    fn the_port_alone_differs() {
        for (registered, asked) in [
            ("http://localhost", "http://localhost:49152"),
            ("http://localhost:3000/back?a=1", "http://localhost:49152/back?a=1"),
            ("http://127.0.0.1:3000/", "http://127.0.0.1/"),
            ("http://[::1]/back", "http://[::1]:8080/back"),
        ] {
            assert!(leads_to(registered, asked, true), "{asked}");
            assert!(!leads_to(registered, asked, false), "{asked}: not of a confidential client");
            assert!(leads_to(registered, registered, false));
        }
        for (registered, asked) in [
            ("http://localhost", "http://127.0.0.1:49152"),
            ("http://localhost", "http://localhost:49152/other"),
            ("http://localhost", "http://localhost.evil.example:49152"),
            ("http://localhost", "http://localhost:49152.evil.example"),
            ("http://localhost", "http://localhost:49152@evil.example"),
            ("http://localhost", "http://localhost:@evil.example"),
            ("http://localhost", "http://localhost:0"),
            ("http://localhost", "http://localhost:70000"),
            ("http://localhost", "https://localhost:49152"),
            ("https://localhost", "https://localhost:49152"),
            ("https://app.contoso.com/back", "https://app.contoso.com:8443/back"),
            ("http://localhost", "http://localhost:49152#part"),
            ("http://127.0.0.1", "http://127.0.0.1.evil.example"),
        ] {
            assert!(!leads_to(registered, asked, true), "{asked}");
        }
    }
}
