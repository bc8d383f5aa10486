//! Which call of the API a URL is, without what it names: identifiers and queries never leave this file.

/// Calls that are known, the last segment of each its own.
const PATTERNS: [&str; 14] = [
    OTHER,
    LIST,
    BATCH,
    "/batches/{id}/status",
    "/batches/{id}/progress",
    "/batches/{id}/recoverable",
    "/batches/{id}/recover",
    "/batches/{id}/cancel",
    "/batches/upload",
    "/batches/upload-chunk",
    "/auth/login",
    "/auth/refresh",
    "/auth/me",
    "/auth/verify",
];

const OTHER: &str = "(another call)";
const LIST: &str = "/batches/";
const BATCH: &str = "/batches/{id}";

/// A call of the API: one of a fixed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiRoute(u8);

impl ApiRoute {
    /// Reads it from a URL of the API, whatever its base.
    #[must_use]
    pub fn of(url: &str) -> Self {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let mut segments = path.rsplit('/');
        let last = segments.next().unwrap_or_default();
        let before = segments.next().unwrap_or_default();
        let known = PATTERNS.iter().position(|pattern| {
            let own = pattern.rsplit('/').next().unwrap_or_default();
            match *pattern {
                LIST => last.is_empty() && before == "batches",
                BATCH | OTHER => false,
                _ => own == last,
            }
        });
        let which = known.unwrap_or(if before == "batches" { 2 } else { 0 });
        Self(u8::try_from(which).unwrap_or(0))
    }

    /// For people: `/batches/{id}/progress`.
    #[must_use]
    pub fn pattern(self) -> &'static str {
        PATTERNS.get(usize::from(self.0)).copied().unwrap_or(OTHER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ID: &str = "0b0a2a3e-5f0f-4a43-9d4a-6d3a5f1d2c11";

    #[test]
    fn every_call_is_told_from_the_others() {
        for (path, pattern) in [
            ("/batches/?limit=25&offset=0&username=araya", "/batches/"),
            (&format!("/batches/{ID}"), "/batches/{id}"),
            (&format!("/batches/{ID}/status?x=1"), "/batches/{id}/status"),
            (&format!("/batches/{ID}/cancel"), "/batches/{id}/cancel"),
            ("/batches/upload", "/batches/upload"),
            ("/auth/refresh", "/auth/refresh"),
            ("/secret/araya", OTHER),
            ("", OTHER),
        ] {
            for base in ["/api", "https://omr.example.org/api", "/api/realtime"] {
                let route = ApiRoute::of(&format!("{base}{path}"));
                assert_eq!(route.pattern(), pattern, "{path}");
            }
        }
        assert_eq!(PATTERNS[2], BATCH);
    }

    proptest! {
        #[test]
        fn nothing_of_the_url_comes_out(url in ".{0,80}") {
            prop_assert!(PATTERNS.contains(&ApiRoute::of(&url).pattern()));
        }
    }
}
