//! What must not happen in any test: a breach of the content security policy, a panic or uncaught error, and secrets
//! or people's data in the console (S-08, S-15).

use thirtyfour::common::log::BrowserLogEntry;

/// Runs in every document before the page's own scripts: turns policy violations into console lines with a known start,
/// which survive navigation, and keeps what live regions have said.
pub const WATCHER: &str = r#"
addEventListener('securitypolicyviolation', e => console.error('e2e-csp', e.violatedDirective, e.blockedURI,
    e.sourceFile + ':' + e.lineNumber, e.sample), true);
addEventListener('unhandledrejection', e => console.error('e2e-unhandled', String(e.reason)));
window.__e2eSaid = [];
new MutationObserver(changes => {
  for (const change of changes) {
    const at = change.target.nodeType === 1 ? change.target : change.target.parentElement;
    const region = at?.closest('[role=status],[role=alert],[aria-live]');
    const text = region?.textContent.trim();
    if (text && region.checkVisibility() && window.__e2eSaid.at(-1)?.text !== text)
      window.__e2eSaid.push({ text, polite: region.getAttribute('role') !== 'alert', at: performance.now() });
  }
}).observe(document, { subtree: true, childList: true, characterData: true });
"#;

/// For a browser whose console cannot be read: keeps what is written to it in the tab's name, which survives navigation and
/// which no page looks at.
pub const COLLECTOR: &str = r#"
{
  const keep = (...words) => { window.name += words.map(String).join(' ').replaceAll('\n', ' ') + '\n' };
  for (const level of ['log', 'info', 'debug', 'warn', 'error']) {
    const write = console[level];
    console[level] = (...words) => { keep(...words); write.apply(console, words) };
  }
  addEventListener('error', e => { if (e.message) keep('Uncaught', e.message) });
}
"#;

/// A line that Firefox writes for its pages: "console.error: …" or "JavaScript error: ADDRESS, line 1: …". What it writes
/// about itself is left out.
pub fn firefox_line(line: &str) -> Option<BrowserLogEntry> {
    let (message, source) = if let Some(rest) = line.strip_prefix("JavaScript error: ") {
        let own = ["resource:", "chrome:", "moz-"];
        if own.iter().any(|start| rest.starts_with(start)) {
            return None;
        }
        (format!("Uncaught {rest}"), "javascript")
    } else {
        let (level, text) = line.strip_prefix("console.")?.split_once(": ")?;
        if !level.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        (text.to_owned(), "console-api")
    };
    Some(BrowserLogEntry {
        level: "console".to_owned(),
        message,
        timestamp: 0,
        source: Some(source.to_owned()),
    })
}

/// What a test may expect of its console, beyond the defaults.
#[derive(Default)]
pub struct Allowed {
    /// The test makes the page panic on purpose.
    pub panic: bool,
    /// The test tries what the policy forbids.
    pub policy: bool,
}

/// Lists what is wrong with a console. `private` are words that the page must never write: names, file names, ids, notes.
pub fn offences(console: &[BrowserLogEntry], private: &[String], allowed: &Allowed) -> Vec<String> {
    let mut found = Vec::new();
    for entry in console {
        let text = &entry.message;
        let source = entry.source.as_deref().unwrap_or_default();
        let mut offence = |what: &str| found.push(format!("{what}: {text}"));
        if text.contains("e2e-csp") || text.contains("Content Security Policy") {
            if !allowed.policy {
                offence("content security policy violated");
            }
        } else if !allowed.panic
            && (text.contains("panicked at")
                || text.contains("Uncaught")
                || text.contains("e2e-unhandled")
                || text.contains("RuntimeError"))
        {
            offence("uncaught error");
        }
        if text.contains("eyJ") {
            offence("token in the console (S-15)");
        }
        // Lines that the browser itself writes ("network") carry addresses that the page cannot help.
        if source != "network" {
            for word in private.iter().filter(|word| text.contains(word.as_str())) {
                offence(&format!("private word \"{word}\" in the console (S-15)"));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(source: &str, message: &str) -> BrowserLogEntry {
        BrowserLogEntry {
            level: "SEVERE".into(),
            message: message.into(),
            timestamp: 0,
            source: Some(source.into()),
        }
    }

    #[test]
    fn each_kind_of_offence_is_found() {
        let private = ["117-with-qr.zip".to_owned()];
        for (line, kind) in [
            (
                entry("console-api", "\"e2e-csp\" \"style-src\" \"inline\""),
                "policy",
            ),
            (
                entry(
                    "security",
                    "Applying inline style violates the following Content Security Policy directive",
                ),
                "policy",
            ),
            (entry("console-api", "panicked at src/app.rs:1"), "uncaught"),
            (
                entry("javascript", "Uncaught RuntimeError: unreachable"),
                "uncaught",
            ),
            (entry("console-api", "token eyJhbGciOi"), "token"),
            (entry("console-api", "sending 117-with-qr.zip"), "private"),
        ] {
            let found = offences(std::slice::from_ref(&line), &private, &Allowed::default());
            assert!(
                found.iter().any(|f| f.contains(kind)),
                "{line:?} gave {found:?}"
            );
        }
    }

    #[test]
    fn lines_of_firefox_are_told_from_its_pages_lines() {
        let read = |line| firefox_line(line).map(|entry| entry.message);
        assert_eq!(
            read("console.error: \"panicked at\" 1").as_deref(),
            Some("\"panicked at\" 1")
        );
        assert_eq!(
            read("JavaScript error: http://127.0.0.1/x, line 1: Error: boom").as_deref(),
            Some("Uncaught http://127.0.0.1/x, line 1: Error: boom")
        );
        assert_eq!(read("JavaScript error: resource://gre/x, line 2: no"), None);
        assert_eq!(read("[GFX1-]: no framebuffer"), None);
    }

    #[test]
    fn a_request_that_failed_is_no_offence() {
        let console = [entry(
            "network",
            "http://127.0.0.1/api/x - Failed to load resource: 503",
        )];
        assert!(offences(&console, &[], &Allowed::default()).is_empty());
    }

    #[test]
    fn a_wanted_panic_is_allowed_but_never_a_token_with_it() {
        let allowed = Allowed {
            panic: true,
            policy: false,
        };
        assert!(offences(&[entry("console-api", "panicked at x")], &[], &allowed).is_empty());
        assert_eq!(
            offences(&[entry("console-api", "panicked at eyJx")], &[], &allowed).len(),
            1
        );
    }
}
