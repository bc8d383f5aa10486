//! Identifiers. A batch is known by its UUID in every call and URL.

use std::fmt;

/// The UUID of a batch, in lower case with hyphens (api-contract: `batch_uuid`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BatchId(String);

/// Why a text is not a batch id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a batch id is a UUID: 32 hexadecimal digits in five groups")]
pub struct BatchIdError;

impl BatchId {
    /// Reads a UUID (RFC 9562, section 4: 8-4-4-4-12 hexadecimal digits, either case).
    ///
    /// # Errors
    /// Anything that is not exactly that.
    pub fn parse(text: &str) -> Result<Self, BatchIdError> {
        let bytes = text.as_bytes();
        let well_formed = bytes.len() == 36
            && bytes.iter().enumerate().all(|(i, b)| match i {
                8 | 13 | 18 | 23 => *b == b'-',
                _ => b.is_ascii_hexdigit(),
            });
        if well_formed {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(BatchIdError)
        }
    }

    /// The UUID as text, safe in a URL path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BatchId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn either_case_is_one_id() {
        let lower = BatchId::parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301").unwrap();
        let upper = BatchId::parse("3F2504E0-4F89-41D3-9A0C-0305E82C3301").unwrap();
        assert_eq!(lower, upper);
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "3f2504e04f8941d39a0c0305e82c3301",
            "3f2504e0-4f89-41d3-9a0c-0305e82c330",
            "3f2504e0-4f89-41d3-9a0c-0305e82c33012",
            "3f2504e0-4f89-41d3-9a0c-0305e82c330g",
            "../../../../../etc/passwd-aaaaaaaaaaa",
            "3f2504e0/4f89/41d3/9a0c/0305e82c3301",
        ] {
            assert_eq!(BatchId::parse(text), Err(BatchIdError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_parses_is_safe_in_a_path(text in ".{0,40}") {
            if let Ok(id) = BatchId::parse(&text) {
                prop_assert!(id.as_str().bytes().all(|b| b.is_ascii_hexdigit() || b == b'-'));
            }
        }
    }
}
