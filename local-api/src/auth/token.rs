//! JSON Web Tokens (RFC 7519) signed with HMAC-SHA-256, and nothing else: a token with any other `alg` is refused.

use std::fs::OpenOptions;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::{clock, ids};

/// What a token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Sent with every request.
    Access,
    /// Sent to `/api/auth/refresh` only, once.
    Refresh,
}

/// Content of a token.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// Row of the user.
    #[serde(with = "number_as_text")]
    pub sub: i64,
    /// Name at sign-in.
    pub username: String,
    /// Whether the user is an administrator.
    pub is_admin: bool,
    /// Access or refresh.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Start in Unix seconds.
    pub iat: i64,
    /// End in Unix seconds.
    pub exp: i64,
    /// Random id, so that no two tokens are equal.
    pub jti: String,
    /// Access tokens of an earlier generation count as expired (`POST /__faults/token`).
    #[serde(rename = "gen", default)]
    pub generation: u64,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
}

/// Makes and checks tokens.
pub struct Tokens {
    secret: [u8; 32],
    access_seconds: u64,
    refresh_seconds: u64,
    generation: AtomicU64,
}

impl Tokens {
    /// Tokens signed with `secret`, living this many seconds.
    #[must_use]
    pub fn new(secret: [u8; 32], access_seconds: u64, refresh_seconds: u64) -> Self {
        Self {
            secret,
            access_seconds,
            refresh_seconds,
            generation: AtomicU64::new(0),
        }
    }

    /// Reads the secret of a data folder, or makes one that only this user may read.
    ///
    /// # Errors
    /// The file cannot be read or written, or is not 32 bytes long.
    pub fn secret(file: &Path) -> std::io::Result<[u8; 32]> {
        let mut secret = [0_u8; 32];
        match std::fs::File::open(file) {
            Ok(mut file) => file.read_exact(&mut secret)?,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                secret = ids::random();
                let mut options = OpenOptions::new();
                options.write(true).create_new(true);
                #[cfg(unix)]
                std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
                options.open(file)?.write_all(&secret)?;
            }
            Err(e) => return Err(e),
        }
        Ok(secret)
    }

    /// A new token and its claims.
    #[must_use]
    pub fn issue(&self, sub: i64, username: &str, is_admin: bool, kind: Kind) -> (String, Claims) {
        let seconds = match kind {
            Kind::Access => self.access_seconds,
            Kind::Refresh => self.refresh_seconds,
        };
        let iat = clock::now() / clock::SECOND;
        let claims = Claims {
            sub,
            username: username.to_owned(),
            is_admin,
            kind,
            iat,
            exp: iat.saturating_add_unsigned(seconds),
            jti: ids::hex(&ids::random::<16>()),
            generation: self.generation.load(Ordering::Relaxed),
        };
        (self.sign(&claims), claims)
    }

    /// The claims of a token of this kind whose signature and time are good.
    #[must_use]
    pub fn verify(&self, token: &str, kind: Kind) -> Option<Claims> {
        let claims = self.read(token)?;
        let fresh =
            kind == Kind::Refresh || claims.generation >= self.generation.load(Ordering::Relaxed);
        (claims.kind == kind && fresh && claims.exp > clock::now() / clock::SECOND)
            .then_some(claims)
    }

    /// The claims of a token whose signature is good, even an expired one.
    #[must_use]
    pub fn read(&self, token: &str) -> Option<Claims> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        let header: Header = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).ok()?).ok()?;
        if header.alg != "HS256" {
            return None;
        }
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        // Compares in constant time.
        self.mac(signed).verify_slice(&signature).ok()?;
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
    }

    /// Lets every access token made so far count as expired.
    pub fn expire_access(&self) {
        self.generation.fetch_add(1, Ordering::Relaxed);
    }

    fn sign(&self, claims: &Claims) -> String {
        let payload = serde_json::to_vec(claims).unwrap_or_default();
        let signed = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","typ":"JWT"}"#),
            URL_SAFE_NO_PAD.encode(payload)
        );
        let signature = URL_SAFE_NO_PAD.encode(self.mac(&signed).finalize().into_bytes());
        format!("{signed}.{signature}")
    }

    fn mac(&self, signed: &str) -> Hmac<Sha256> {
        #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).expect("any length");
        mac.update(signed.as_bytes());
        mac
    }
}

/// RFC 7519 wants `sub` as text.
mod number_as_text {
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(number: &i64, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(number)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
        String::deserialize(from)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens() -> Tokens {
        Tokens::new([7; 32], 60, 120)
    }

    #[test]
    fn a_token_reads_back_and_its_kind_matters() {
        let t = tokens();
        let (token, made) = t.issue(3, "staff", false, Kind::Access);
        let claims = t.verify(&token, Kind::Access).unwrap();
        assert_eq!(
            (claims.sub, claims.username.as_str(), claims.is_admin),
            (3, "staff", false)
        );
        assert_eq!(made.exp - made.iat, 60);
        assert!(t.verify(&token, Kind::Refresh).is_none());
    }

    #[test]
    fn forged_and_expired_tokens_are_refused() {
        let t = tokens();
        let (token, _) = t.issue(3, "staff", false, Kind::Access);
        assert!(
            Tokens::new([8; 32], 60, 60).read(&token).is_none(),
            "another secret"
        );
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let (_, payload) = signed.split_once('.').unwrap();
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#);
        assert!(t.read(&format!("{none}.{payload}.{signature}")).is_none());
        assert!(t.read(&format!("{none}.{payload}.")).is_none());
        assert!(t.read("").is_none());
        let old = Tokens::new([7; 32], 0, 0);
        let (token, _) = old.issue(3, "staff", false, Kind::Access);
        assert!(
            old.verify(&token, Kind::Access).is_none(),
            "zero seconds to live"
        );
        assert!(old.read(&token).is_some());
    }

    #[test]
    fn expiring_all_access_tokens_spares_refresh_tokens_and_new_ones() {
        let t = tokens();
        let (access, _) = t.issue(1, "admin", true, Kind::Access);
        let (refresh, _) = t.issue(1, "admin", true, Kind::Refresh);
        t.expire_access();
        assert!(t.verify(&access, Kind::Access).is_none());
        assert!(t.verify(&refresh, Kind::Refresh).is_some());
        let (access, _) = t.issue(1, "admin", true, Kind::Access);
        assert!(t.verify(&access, Kind::Access).is_some());
    }

    /// The example of RFC 7515, A.1, checked with this code's own pieces.
    #[test]
    fn signs_as_rfc_7515_does() {
        let key = URL_SAFE_NO_PAD
            .decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")
            .unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        mac.update(
            b"eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
              eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ",
        );
        assert_eq!(
            URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()),
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        );
    }
}
