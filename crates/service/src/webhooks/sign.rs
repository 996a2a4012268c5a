//! Signatures as Standard Webhooks says: HMAC-SHA256 over identifier, moment and body.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::hmac;

/// The headers of a message: its identifier, when it is sent, and its signatures.
pub(super) fn headers(
    secrets: &[Vec<u8>],
    id: &str,
    seconds: i64,
    body: &str,
) -> Vec<(&'static str, String)> {
    vec![
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", seconds.to_string()),
        ("webhook-signature", signatures(secrets, id, seconds, body)),
    ]
}

/// The header of signatures: one for each secret, separated by spaces.
fn signatures(secrets: &[Vec<u8>], id: &str, seconds: i64, body: &str) -> String {
    let text = format!("{id}.{seconds}.{body}");
    let sign = |secret: &Vec<u8>| {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), text.as_bytes());
        format!("v1,{}", STANDARD.encode(tag))
    };
    secrets.iter().map(sign).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// R-265: the example of the specification of Standard Webhooks.
    #[test]
    fn the_example_of_the_specification() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let sign = |secrets: &[Vec<u8>]| {
            signatures(secrets, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#)
        };
        let expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(sign(std::slice::from_ref(&secret)), expected);
        let both = sign(&[b"another".to_vec(), secret]);
        assert!(both.ends_with(&format!(" {expected}")) && both.matches("v1,").count() == 2);
    }
}
