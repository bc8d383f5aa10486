//! The closing table of `cargo xtask test`: each check with its time, and the line that CI reads.

use std::time::Duration;

use super::count::Count;
use crate::term::duration;

/// One finished check.
pub struct Entry {
    pub part: &'static str,
    pub name: String,
    pub ok: bool,
    pub count: Count,
    pub took: Duration,
}

/// The summary, and whether everything passed. Nothing run is not a success.
pub fn text(entries: &[Entry]) -> (String, bool) {
    let width = |length: fn(&Entry) -> usize| entries.iter().map(length).max().unwrap_or(0);
    let part_width = width(|e| e.part.len());
    let name_width = width(|e| e.name.chars().count());
    let mut text = String::from("\n");
    let mut total = Count::default();
    let mut took = Duration::ZERO;
    for entry in entries {
        let verdict = if entry.ok { "ok" } else { "FAILED" };
        let Count {
            passed,
            failed,
            skipped,
        } = entry.count;
        let mut tests = match passed + failed {
            0 | 1 => String::new(),
            _ if failed == 0 => format!("  {passed} tests"),
            all => format!("  {failed} of {all} tests failed"),
        };
        if skipped > 0 {
            tests.push_str(&format!(", {skipped} skipped"));
        }
        text.push_str(&format!(
            "{:part_width$}  {:name_width$}  {verdict:6}  {:>13}{tests}\n",
            entry.part,
            entry.name,
            duration(entry.took),
        ));
        total = total.plus(entry.count);
        took += entry.took;
    }
    text.push_str(&format!("\nIn all: {}\n", duration(took)));
    text.push_str(&format!("{} passed, {} failed", total.passed, total.failed));
    let ok = total.failed == 0 && total.passed > 0 && entries.iter().all(|entry| entry.ok);
    (text, ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(ok: bool, passed: usize, failed: usize) -> Entry {
        Entry {
            part: "host",
            name: "native tests".to_owned(),
            ok,
            count: Count {
                passed,
                failed,
                skipped: 0,
            },
            took: Duration::from_secs(5),
        }
    }

    #[test]
    fn the_last_line_counts_everything() {
        let (text, ok) = text(&[entry(true, 1, 0), entry(true, 40, 0)]);
        assert!(ok);
        assert_eq!(text.lines().last(), Some("41 passed, 0 failed"));
        assert!(text.contains("In all: 10 s"));
    }

    #[test]
    fn one_failure_fails_the_whole() {
        let (text, ok) = text(&[entry(true, 1, 0), entry(false, 39, 1)]);
        assert!(!ok);
        assert!(text.contains("FAILED") && text.contains("1 of 40 tests failed"));
        assert_eq!(text.lines().last(), Some("40 passed, 1 failed"));
    }

    #[test]
    fn nothing_run_is_not_a_success() {
        assert!(!text(&[]).1);
        assert!(!text(&[entry(true, 0, 0)]).1);
    }
}
