//! Counts tests: adds up the "test result:" lines that libtest and wasm-bindgen's runner print.

use crate::term::plain;

/// How many tests passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub passed: usize,
    pub failed: usize,
    /// Tests that the browser cannot run; the runner says that they passed.
    pub skipped: usize,
}

/// How the line of such a test begins (tests/e2e/src/bench.rs).
const SKIPPED: &str = "skipped in ";

impl Count {
    /// Counts the tests in a program's output. A check without tests counts as one, and so does a failure that no
    /// test reports, such as one to compile.
    pub fn of(log: &str, ok: bool) -> Self {
        let mut count = Self::default();
        let mut results = 0;
        for line in log.lines() {
            let line = plain(line);
            // It may stand behind the beginning of another test's line.
            count.skipped += line.matches(SKIPPED).count();
            let Some((_, rest)) = line.split_once("test result: ") else {
                continue;
            };
            results += 1;
            count.passed += number_before(rest, " passed");
            count.failed += number_before(rest, " failed");
        }
        count.passed = count.passed.saturating_sub(count.skipped);
        if ok && results == 0 {
            count.passed = 1;
        }
        if !ok && count.failed == 0 {
            count.failed = 1;
        }
        count
    }

    /// The sum of two counts.
    pub fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

/// The number that stands right before a word: 12 in "ok. 12 passed; 0 failed".
fn number_before(text: &str, word: &str) -> usize {
    let before = text
        .split(word)
        .next()
        .filter(|part| part.len() < text.len());
    let digits = before.and_then(|part| part.rsplit(|c: char| !c.is_ascii_digit()).next());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(passed: usize, failed: usize) -> Count {
        Count {
            passed,
            failed,
            skipped: 0,
        }
    }

    #[test]
    fn a_skipped_test_has_not_passed() {
        let log = "skipped in WebKit: a.b needs a switch for the network\ntest a::b ... ok\n\
            test a::c ... skipped in WebKit: a.d needs a crash\nok\ntest result: ok. 12 passed; 0 failed";
        let counted = Count::of(log, true);
        assert_eq!((counted.passed, counted.skipped), (10, 2));
    }

    #[test]
    fn results_of_several_binaries_are_added_up() {
        let log = "running 12 tests\ntest result: ok. 12 passed; 0 failed; 1 ignored; 0 measured\n\
            \u{1b}[1mtest result: FAILED. 3 passed; 2 failed; 0 ignored\u{1b}[0m\n";
        assert_eq!(Count::of(log, false), count(15, 2));
    }

    #[test]
    fn a_check_without_tests_is_one_check() {
        assert_eq!(Count::of("Finished", true), count(1, 0));
        assert_eq!(Count::of("error[E0433]", false), count(0, 1));
    }

    #[test]
    fn a_failure_is_never_lost() {
        let log = "test result: ok. 5 passed; 0 failed\nerror: test failed, to rerun pass `-p x`";
        assert_eq!(Count::of(log, false), count(5, 1));
    }

    #[test]
    fn binaries_without_tests_add_nothing() {
        let log = "test result: ok. 0 passed; 0 failed; 0 ignored";
        assert_eq!(Count::of(log, true), count(0, 0));
    }
}
