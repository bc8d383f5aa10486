//! Which release a tab runs, and whether the server has another one (`version.json`, written by `cargo xtask build`).

use serde_json::Value;

/// One build of the console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Version of the package, such as `0.1.0`.
    pub version: String,
    /// Short commit that it was built from; empty where that is not known.
    pub commit: String,
    /// Name of the folder with the hashed files: two builds of the same sources have the same.
    pub build: String,
}

impl Release {
    /// Reads `version.json`, or the copy of it in the page. `None` for anything else, as in a build without releases.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let field = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            version: field("version")?,
            commit: field("commit").unwrap_or_default(),
            build: field("build").filter(|build| !build.is_empty())?,
        })
    }

    /// For Help, the log and diagnostics: `0.1.0 (b8441c7)`.
    #[must_use]
    pub fn label(&self) -> String {
        if self.commit.is_empty() {
            self.version.clone()
        } else {
            format!("{} ({})", self.version, self.commit)
        }
    }
}

/// Whether the tab should offer the served release. A rollback counts as well: what matters is that the files differ.
#[must_use]
pub fn is_other(running: Option<&Release>, served: &Release) -> bool {
    running.is_some_and(|running| running.build != served.build)
}

/// What a person has asked for while something is being sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Situation {
    /// "Reload when the upload is done" was chosen.
    pub wanted: bool,
    /// An upload of this tab is not confirmed yet.
    pub sending: bool,
    /// A field has the focus, a dialog is open, or files are chosen: a reload would lose it.
    pub typing: bool,
}

/// Whether the page may reload now without anybody's click.
#[must_use]
pub fn may_reload(now: Situation) -> bool {
    now.wanted && !now.sending && !now.typing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release(build: &str) -> Release {
        Release {
            version: "0.1.0".into(),
            commit: "b8441c7".into(),
            build: build.into(),
        }
    }

    #[test]
    fn version_json_is_read_and_anything_else_is_no_release() {
        let text = r#"{"version":"0.1.0","commit":"b8441c7","build":"console-1","built":"2026-11-28T16:00:00Z"}"#;
        assert_eq!(Release::parse(text), Some(release("console-1")));
        assert_eq!(release("console-1").label(), "0.1.0 (b8441c7)");
        for other in ["", "<!doctype html>", "{}", r#"{"version":"1","build":""}"#] {
            assert_eq!(Release::parse(other), None, "{other}");
        }
    }

    #[test]
    fn another_build_is_offered_and_a_development_build_offers_nothing() {
        let served = release("console-2");
        assert!(is_other(Some(&release("console-1")), &served));
        assert!(!is_other(Some(&release("console-2")), &served));
        assert!(!is_other(None, &served));
    }

    #[test]
    fn nothing_reloads_while_anything_is_sent_or_typed_or_unasked() {
        for bits in 0..8 {
            let now = Situation {
                wanted: bits & 1 != 0,
                sending: bits & 2 != 0,
                typing: bits & 4 != 0,
            };
            assert_eq!(may_reload(now), bits == 1, "{now:?}");
        }
    }
}
