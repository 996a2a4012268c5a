//! Passwords: argon2id with the defaults of its library (19 MiB, 2 passes), hashed off the async threads, few
//! at a time.

use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier},
};
use domain::text::{Upn, key};
use tokio::sync::Semaphore;

use crate::{
    app::App,
    refusal::{Code, Fault, Refusal},
};

/// The fewest characters of a password.
pub(crate) const MIN: usize = 12;
/// The most characters of a password.
const MAX: usize = 256;
/// How many passwords are hashed at once: each takes 19 MiB.
static SEATS: Semaphore = Semaphore::const_new(4);
/// What the password of nobody is compared with, so that it takes as long as that of somebody.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash_now("nobody", &[0; 16]).ok());

/// Long passwords that are tried first everywhere.
const COMMON: [&str; 24] = [
    "123456789012",
    "1234567890123",
    "12345678901234",
    "123456781234",
    "111111111111",
    "000000000000",
    "password1234",
    "password12345",
    "passwordpassword",
    "password123456",
    "passw0rd1234",
    "p@ssw0rd1234",
    "qwertyuiop12",
    "qwertyuiop123",
    "qwerty123456",
    "qwertyqwerty",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "administrator",
    "administrator1",
    "letmeinletmein",
    "welcome12345",
    "iloveyou1234",
    "changemechangeme",
];

/// The rule that a new password breaks, if it breaks one.
pub(crate) fn check(field: &str, password: &str, upn: &Upn) -> Result<(), Fault> {
    let weak = Fault::new(field, Code::WeakPassword).detail(MIN);
    let length = password.chars().count();
    if length < MIN {
        return Err(weak);
    }
    if length > MAX {
        return Err(Fault::new(field, Code::TooLong).detail(MAX));
    }
    let (password, account) = (key(password), upn.as_str());
    let name = account.split('@').next().unwrap_or_default();
    if account.contains(&password) || (name.len() >= 4 && password.contains(name)) {
        return Err(weak);
    }
    let different: std::collections::BTreeSet<char> = password.chars().collect();
    if different.len() < 5 || COMMON.contains(&password.as_str()) {
        return Err(weak);
    }
    Ok(())
}

/// Hashes a new password.
pub(crate) async fn hash(app: &App, password: String) -> Result<String, Refusal> {
    let salt = app.secrets.random32();
    let salt = salt.first_chunk::<16>().copied().unwrap_or_default();
    in_seat(move || hash_now(&password, &salt)).await?.map_err(Refusal::Bug)
}

/// Whether a password is the one of a hash. Without a hash the answer is no, after the same time.
pub(crate) async fn verify(password: String, stored: Option<String>) -> Result<bool, Refusal> {
    let is_somebody = stored.is_some();
    tracing::trace!("a password is compared");
    let is_right = in_seat(move || {
        // Made whoever it is, since making it the first time takes as long as comparing.
        let nobody = NOBODY.as_deref();
        // Nobody has a longer one; hashing it would only take time.
        let password = if password.len() > MAX * 4 { "" } else { password.as_str() };
        let stored = stored.as_deref().or(nobody).unwrap_or_default();
        Argon2::default().verify_password(password.as_bytes(), stored).is_ok()
    })
    .await?;
    Ok(is_right && is_somebody)
}

async fn in_seat<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    let _seat = SEATS.acquire().await.map_err(|_| Refusal::Unavailable)?;
    tokio::task::spawn_blocking(work).await.map_err(|error| Refusal::Bug(Box::new(error)))
}

fn hash_now(password: &str, salt: &[u8; 16]) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    Ok(Argon2::default().hash_password_with_salt(password.as_bytes(), salt)?.to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_refused() {
        let upn = Upn::parse("anna.kim@contoso.com").unwrap();
        let outcome = |password: &str| check("password", password, &upn).map_err(|fault| fault.code);
        for weak in [
            "short",
            "anna.kim@contoso.com",
            "my anna.kim 2026",
            "Password1234",
            "aaaaaaaabbbb",
            "빨간 자전거와 커피",
        ] {
            assert_eq!(outcome(weak), Err(Code::WeakPassword), "{weak}");
        }
        assert_eq!(outcome(&"long enough ".repeat(30)), Err(Code::TooLong));
        assert_eq!(outcome("빨간 자전거와 커피 두 잔"), Ok(()));
        assert_eq!(outcome("correct horse battery"), Ok(()));
    }

    #[tokio::test]
    async fn the_password_of_nobody_is_never_right() {
        assert!(!verify("nobody".to_owned(), None).await.unwrap());
        let stored = hash_now("correct horse battery", &[7; 16]).unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("correct horse battery".to_owned(), Some(stored.clone())).await.unwrap());
        assert!(!verify("correct horse".to_owned(), Some(stored)).await.unwrap());
    }
}
