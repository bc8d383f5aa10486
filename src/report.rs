//! What is sent to `report_url` (pure): that the console has stopped, or that the browser has blocked something by the content
//! security policy. The browser's words, routes and origins only; never a message, an address or a sample (S-15).

use crate::release::Release;
use crate::route::PageRoute;
use serde_json::{Value, json};

/// Most reports of one load of the page: a fault that repeats itself must not flood the receiver.
pub const MOST: u32 = 5;

/// The event by which `boot.js` shows the recovery screen (S-16). It carries nothing: a panic's message may hold a
/// person's data (S-15).
pub const PANIC_EVENT: &str = "omr-panic";

/// What is no word of a browser.
const OTHER: &str = "other";

/// One report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// The console has stopped on this page.
    Panic(PageRoute),
    /// The browser has blocked something on this page.
    Blocked {
        /// The page.
        page: PageRoute,
        /// The rule: a word of the browser.
        directive: String,
        /// Where it would have come from or gone to.
        from: Blocked,
    },
}

/// Where something blocked comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blocked {
    /// No address: a word of the browser (CSP Level 3, 5.3).
    Keyword(String),
    /// Scheme, host and port of an address, without the rest of it.
    Origin(String),
}

impl Report {
    /// Reads a violation: the browser's directive and what it blocked.
    #[must_use]
    pub fn blocked(page: PageRoute, directive: &str, blocked: &str) -> Self {
        Self::Blocked {
            page,
            directive: word(directive),
            from: Blocked::read(blocked),
        }
    }

    /// The body, JSON. `release`: `None` for a development build.
    #[must_use]
    pub fn body(&self, release: Option<&Release>) -> String {
        let mut body: Value = match self {
            Self::Panic(page) => {
                json!({"kind": "stopped", "cause": "panic", "page": page.pattern()})
            }
            Self::Blocked {
                page,
                directive,
                from,
            } => json!({
                "kind": "blocked",
                "page": page.pattern(),
                "directive": directive,
                "blocked": match from {
                    Blocked::Keyword(word) => word,
                    Blocked::Origin(origin) => origin.as_str(),
                },
            }),
        };
        let release = release.map_or_else(|| "development".to_owned(), Release::label);
        body["release"] = release.into();
        body.to_string()
    }
}

impl Blocked {
    fn read(blocked: &str) -> Self {
        for scheme in ["https://", "http://", "wss://", "ws://"] {
            if let Some(rest) = blocked.strip_prefix(scheme) {
                let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
                // A name and password before the host are no part of an origin.
                let host = authority.rsplit('@').next().unwrap_or_default();
                return Self::Origin(format!("{scheme}{host}"));
            }
        }
        Self::Keyword(word(blocked))
    }
}

/// A word of the browser, such as `script-src-elem` or `inline`: letters and hyphens, and not long. Anything else may be an
/// address.
fn word(text: &str) -> String {
    let plain = text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    if plain && (1..=32).contains(&text.len()) {
        text.to_owned()
    } else {
        OTHER.to_owned()
    }
}

#[cfg(test)]
mod tests;
