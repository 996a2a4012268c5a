//! The ways in which clients of Graph write one address, brought to the one that Steward routes: the beta version of the surface, roles by
//! the key of their template, and casts by their whole name.

use axum::{extract::Request, http::Uri};
use percent_encoding::percent_decode_str;

use super::is_at;

/// The address as the client wrote it, where it was brought to another.
#[derive(Clone, Debug)]
pub(crate) struct AskedAt(pub(crate) Uri);

/// Brings the address of a request to the one that is routed.
pub(crate) async fn route(mut request: Request) -> Request {
    let Some(routed) = routed(request.uri().path()) else { return request };
    let routed = match request.uri().query() {
        Some(query) => format!("{routed}?{query}"),
        None => routed,
    };
    // What is no address stays as it was written: nothing is there.
    if let Ok(routed) = routed.parse::<Uri>() {
        let asked_at = std::mem::replace(request.uri_mut(), routed);
        request.extensions_mut().insert(AskedAt(asked_at));
    }
    request
}

/// The path that is routed, if it is another than the one written.
fn routed(path: &str) -> Option<String> {
    if let Some(rest) = path.strip_prefix("/beta") {
        let released = format!("/v1.0{rest}");
        return is_at(&released).then_some(released);
    }
    if let Some(rest) = path.strip_prefix("/v1.0/directoryRoles") {
        let (key, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let key = percent_decode_str(key).decode_utf8().ok()?;
        let template = key.strip_prefix("(roleTemplateId='")?.strip_suffix("')")?;
        let is_plain = template.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        return (is_plain && !template.is_empty()).then(|| format!("/v1.0/directoryRoles/{template}{rest}"));
    }
    let members = path.strip_prefix("/v1.0/groups/")?;
    let (group, cast) = members.split_once("/members/microsoft.")?;
    (!group.contains('/')).then(|| format!("/v1.0/groups/{group}/members/{cast}"))
}

#[cfg(test)]
mod tests {
    use super::routed;

    /// §4.1: beta has the same paths, and nothing but those of the surface.
    #[test]
    fn addresses_are_brought_to_those_that_are_routed() {
        for (written, wanted) in [
            (
                "/beta/tenantRelationships/delegatedAdminCustomers",
                "/v1.0/tenantRelationships/delegatedAdminCustomers",
            ),
            ("/v1.0/directoryRoles(roleTemplateId='69-a')", "/v1.0/directoryRoles/69-a"),
            ("/v1.0/directoryRoles(roleTemplateId=%2769-a%27)/members", "/v1.0/directoryRoles/69-a/members"),
            ("/v1.0/groups/7e/members/microsoft.graph.user", "/v1.0/groups/7e/members/graph.user"),
        ] {
            assert_eq!(routed(written).as_deref(), Some(wanted), "{written}");
        }
        for written in [
            "/beta/users",
            "/beta/tenantRelationshipsOfOthers",
            "/betatenantRelationships",
            "/v1.0/directoryRoles",
            "/v1.0/directoryRoles/69-a/members",
            "/v1.0/directoryRoles(roleTemplateId='')",
            "/v1.0/directoryRoles(roleTemplateId='a/b')",
            "/v1.0/directoryRoles(roleTemplateId='a%2Fb')",
            "/v1.0/groups/7e/members/graph.user",
            "/v1.0/rooms",
        ] {
            assert_eq!(routed(written), None, "{written}");
        }
    }
}
