//! Random identifiers from the operating system.

use std::fmt::Write as _;

/// Fills an array with random bytes.
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0_u8; N];
    #[expect(
        clippy::expect_used,
        reason = "without the system's randomness no token may be made"
    )]
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A random UUID (version 4, RFC 9562) in lower case.
#[must_use]
pub fn uuid() -> String {
    uuid_from(random::<16>())
}

/// Random bytes as a UUID of version 4.
#[must_use]
pub fn uuid_from(mut bytes: [u8; 16]) -> String {
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex = hex(&bytes);
    format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

/// Reads a UUID in any case, with or without hyphens, as FastAPI does; gives the canonical form.
#[must_use]
pub fn parse_uuid(text: &str) -> Option<String> {
    let hex: String = text
        .chars()
        .filter(|c| *c != '-')
        .collect::<String>()
        .to_ascii_lowercase();
    let whole = hex.len() == 32 && hex.bytes().all(|b| b.is_ascii_hexdigit());
    whole.then(|| {
        format!(
            "{}-{}-{}-{}-{}",
            &hex[..8],
            &hex[8..12],
            &hex[12..16],
            &hex[16..20],
            &hex[20..]
        )
    })
}

/// Bytes in lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_reads_back_and_differs_each_time() {
        let id = uuid();
        assert_eq!(parse_uuid(&id.to_uppercase()), Some(id.clone()));
        assert_eq!(&id[14..15], "4");
        assert_ne!(id, uuid());
        assert_eq!(parse_uuid("117"), None);
        assert_eq!(parse_uuid("zz345678-1234-1234-1234-123456789012"), None);
    }
}
