//! The text that people copy for those who look after the console (pure): release, browser, settings, and the log. Nothing
//! in it names a person, a file or a batch (S-15).

use crate::log::LogRing;
use crate::release::Release;
use crate::route::PageRoute;
use serde_json::Value;
use std::fmt::Write;

/// What the browser says of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Browser {
    /// `navigator.userAgent`.
    pub user_agent: String,
    /// `navigator.languages`, and the one that the console speaks.
    pub languages: String,
    /// IANA zone of this computer.
    pub time_zone: String,
    /// Screen and window in CSS pixels.
    pub screen: String,
    /// What it can do, by name, and how it stands.
    pub capabilities: Vec<(&'static str, Capability)>,
}

/// How a capability stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capability {
    /// It is there.
    Yes,
    /// It is not, or is refused.
    No,
    /// How many megabytes there are.
    Megabytes(u64),
    /// Permission that nobody was asked for yet.
    NotAsked,
}

/// Everything that the text is made of.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// Now, in milliseconds since the Unix epoch.
    pub now_ms: i64,
    /// The release of this tab; `None` for a development build.
    pub release: Option<&'a Release>,
    /// The browser.
    pub browser: &'a Browser,
    /// `config.json`, as the server has it.
    pub settings: &'a str,
    /// When and where the console stopped before the last load of this tab.
    pub stopped: Option<(i64, PageRoute)>,
    /// The log.
    pub log: &'a LogRing,
}

/// The text. `iso`: a time in milliseconds since the Unix epoch, as `2026-11-29T00:27:33.000Z`.
#[must_use]
pub fn text(facts: &Facts<'_>, iso: impl Fn(i64) -> String) -> String {
    let release = facts.release.map_or_else(
        || "development build".to_owned(),
        |release| format!("{}, {}", release.label(), release.build),
    );
    let Browser {
        user_agent,
        languages,
        time_zone,
        screen,
        capabilities,
    } = facts.browser;
    let mut text = format!(
        "OMR Batch Console, diagnostics\ntime: {}\nrelease: {release}\nbrowser: {user_agent}\n\
         languages: {languages}\ntime zone: {time_zone}\nscreen: {screen}\n\ncapabilities:\n",
        iso(facts.now_ms)
    );
    for (name, capability) in capabilities {
        // Writing to a text cannot fail.
        let _ = match capability {
            Capability::Yes => writeln!(text, "  {name}: yes"),
            Capability::No => writeln!(text, "  {name}: no"),
            Capability::Megabytes(megabytes) => writeln!(text, "  {name}: {megabytes} MB"),
            Capability::NotAsked => writeln!(text, "  {name}: not asked yet"),
        };
    }
    let _ = writeln!(text, "\nsettings: {}\n", settings(facts.settings));
    let _ = writeln!(text, "log, oldest first:");
    if let Some((at_ms, page)) = facts.stopped {
        let line = crate::log::LogLine::Panic(page);
        let _ = writeln!(text, "  {} {line}", iso(at_ms));
    }
    for (at_ms, line) in facts.log.lines() {
        let _ = writeln!(text, "  {} {line}", iso(at_ms));
    }
    text
}

/// What may be passed on of the settings: contacts and addresses for reports can be personal or secret.
fn settings(file: &str) -> String {
    let Ok(Value::Object(mut all)) = serde_json::from_str(file) else {
        return "not readable".to_owned();
    };
    for private in ["support", "report_url"] {
        if let Some(value) = all.get_mut(private)
            && !value.is_null()
        {
            *value = "(set)".into();
        }
    }
    Value::Object(all).to_string()
}

#[cfg(test)]
mod tests;
