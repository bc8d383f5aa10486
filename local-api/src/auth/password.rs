//! Argon2id with the crate's defaults (19 MiB, two passes; OWASP's recommendation).

use std::sync::OnceLock;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};

/// Hashes a password. Takes tens of milliseconds: call it on a blocking thread.
///
/// # Errors
/// Only when the operating system gives no randomness.
pub fn hash(password: &str) -> Result<String, argon2::password_hash::Error> {
    Ok(Argon2::default()
        .hash_password(password.as_bytes())?
        .to_string())
}

/// Whether `password` belongs to `stored`. Without a stored hash the same time is spent, so that the answer's
/// delay does not tell which user names exist.
pub fn verify(password: &str, stored: Option<&str>) -> bool {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let hash = stored
        .unwrap_or_else(|| NOBODY.get_or_init(|| hash("nobody's password").unwrap_or_default()));
    let Ok(parsed) = PasswordHash::new(hash) else {
        return false;
    };
    Argon2::default()
        .verify_password(password.as_bytes(), &parsed)
        .is_ok()
        && stored.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_fits_and_hashes_are_salted() {
        let stored = hash("staff1234").unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert_ne!(stored, hash("staff1234").unwrap());
        assert!(verify("staff1234", Some(&stored)));
        assert!(!verify("staff12345", Some(&stored)));
        assert!(!verify("nobody's password", None));
    }
}
