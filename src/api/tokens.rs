//! When the access token is renewed: pure decisions over the token's own claims and the browser's clock.

use serde_json::Value;

/// The two tokens of a session. Opaque: no `Debug`, no `Display`; only `api::credentials` and `api::client` touch them.
#[derive(Clone, PartialEq, Eq)]
pub struct Tokens {
    pub(super) access: String,
    pub(super) refresh: String,
    /// Browser-clock time in milliseconds since the epoch at which the access token ends.
    pub(super) expires_ms: i64,
}

/// Lifetime taken where a token cannot be read: the contract's 30 minutes, less a margin.
const ASSUMED_LIFETIME_MS: i64 = 25 * 60 * 1_000;
/// A token is renewed this long before its end, so that no ordinary request meets a stale one.
pub const RENEW_AHEAD_MS: i64 = 60 * 1_000;

impl Tokens {
    /// `received_ms`: the browser's clock when the answer came. The end is counted from there with the token's own
    /// lifetime (`exp − iat`), so that a browser clock that is wrong by minutes does no harm (F-22).
    #[must_use]
    pub fn new(access: String, refresh: String, received_ms: i64) -> Self {
        let lifetime = lifetime_ms(&access).unwrap_or(ASSUMED_LIFETIME_MS);
        Self {
            access,
            refresh,
            expires_ms: received_ms.saturating_add(lifetime),
        }
    }

    /// Milliseconds of life left at `now_ms`; 0 when over. A clock set back cannot lengthen a life beyond its own.
    #[must_use]
    pub fn left_ms(&self, now_ms: i64) -> i64 {
        let longest = lifetime_ms(&self.access).unwrap_or(ASSUMED_LIFETIME_MS);
        (self.expires_ms - now_ms).clamp(0, longest)
    }

    /// Whether to renew before a request that takes `need_ms`. Half the lifetime is the most that is ever asked for, so
    /// that a short-lived token is not renewed before every request.
    #[must_use]
    pub fn should_renew(&self, now_ms: i64, need_ms: i64) -> bool {
        let longest = lifetime_ms(&self.access).unwrap_or(ASSUMED_LIFETIME_MS);
        let margin = need_ms.saturating_add(RENEW_AHEAD_MS).min(longest / 2);
        self.left_ms(now_ms) < margin
    }

    /// The stored form (one key of `localStorage`, versioned).
    #[cfg(any(target_arch = "wasm32", test))]
    #[must_use]
    pub(super) fn to_stored(&self) -> Value {
        serde_json::json!({"v": 1, "access": self.access, "refresh": self.refresh, "expires": self.expires_ms})
    }

    /// Reads the stored form; anything odd is no session (F-23).
    #[cfg(any(target_arch = "wasm32", test))]
    #[must_use]
    pub(super) fn from_stored(value: &Value) -> Option<Self> {
        let text = |name: &str| Some(value.get(name)?.as_str()?.to_owned());
        (value.get("v")?.as_u64()? == 1).then_some(())?;
        Some(Self {
            access: text("access")?,
            refresh: text("refresh")?,
            expires_ms: value.get("expires")?.as_i64()?,
        })
    }
}

fn lifetime_ms(jwt: &str) -> Option<i64> {
    let payload = jwt.split('.').nth(1)?;
    let claims: Value = serde_json::from_slice(&base64url(payload)?).ok()?;
    let seconds = claims.get("exp")?.as_f64()? - claims.get("iat")?.as_f64()?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked to lie within a year"
    )]
    (1.0..31_536_000.0)
        .contains(&seconds)
        .then_some((seconds * 1_000.0) as i64)
}

/// base64url without padding (RFC 4648, section 5; RFC 7515 uses it for JWTs).
fn base64url(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut held) = (0u32, 0u32);
    for byte in text.bytes().filter(|b| *b != b'=') {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    // {"sub":"1","iat":1000,"exp":2800}: 30 minutes.
    const HALF_HOUR: &str = "e30.eyJzdWIiOiIxIiwiaWF0IjoxMDAwLCJleHAiOjI4MDB9.sig";
    const MINUTE: i64 = 60_000;

    fn tokens(access: &str, received: i64) -> Tokens {
        Tokens::new(access.to_owned(), "refresh".to_owned(), received)
    }

    #[test]
    fn the_lifetime_is_the_tokens_own_whatever_the_clock_says() {
        for clock in [0, 5_000_000_000_000] {
            assert_eq!(tokens(HALF_HOUR, clock).left_ms(clock), 30 * MINUTE);
        }
    }

    #[test]
    fn f22_a_clock_set_back_does_not_lengthen_the_life() {
        let tokens = tokens(HALF_HOUR, 100 * MINUTE);
        assert_eq!(tokens.left_ms(0), 30 * MINUTE);
    }

    #[test]
    fn renewal_comes_before_the_end_and_before_a_long_chunk() {
        let tokens = tokens(HALF_HOUR, 0);
        assert!(!tokens.should_renew(28 * MINUTE, 0));
        assert!(tokens.should_renew(29 * MINUTE + 1, 0));
        assert!(tokens.should_renew(25 * MINUTE + 1, 4 * MINUTE));
        assert!(
            !tokens.should_renew(10 * MINUTE, 10_000 * MINUTE),
            "at most half a life ahead"
        );
    }

    #[test]
    fn an_unreadable_token_is_given_an_assumed_life() {
        for odd in ["", "x", "a.b.c", "e30.e30.x", "e30.%%%.x"] {
            assert_eq!(tokens(odd, 0).left_ms(0), ASSUMED_LIFETIME_MS, "{odd}");
        }
    }

    #[test]
    fn f23_what_was_stored_is_read_back_and_odd_storage_is_no_session() {
        let kept = tokens(HALF_HOUR, 5);
        assert!(Tokens::from_stored(&kept.to_stored()) == Some(kept));
        for odd in ["null", "{}", r#"{"v":2}"#, r#"{"v":1,"access":1}"#, "[]"] {
            assert!(
                Tokens::from_stored(&serde_json::from_str(odd).unwrap()).is_none(),
                "{odd}"
            );
        }
    }
}
