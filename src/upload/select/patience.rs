//! How long dropped files and folders are waited for: a folder on a server that is gone may never answer.

/// Nothing that was asked for has come for so long, in milliseconds: what is still missing is left out.
pub const SILENCE_MS: u32 = 10_000;
/// After so many silences nothing more is waited for.
const SILENCES: u32 = 3;

/// What is left of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    left: u32,
}

impl Default for Patience {
    fn default() -> Self {
        Self { left: SILENCES }
    }
}

impl Patience {
    /// Whether anything more is waited for.
    #[must_use]
    pub fn is_over(self) -> bool {
        self.left == 0
    }

    /// A silence has come to its end.
    pub fn spend(&mut self) {
        self.left = self.left.saturating_sub(1);
    }

    /// Longest time that a selection can take without an answer, in milliseconds.
    #[must_use]
    pub fn longest_ms() -> u32 {
        SILENCE_MS * SILENCES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c9_a_selection_that_never_answers_has_an_end() {
        let mut patience = Patience::default();
        let mut waited = 0;
        while !patience.is_over() {
            waited += SILENCE_MS;
            patience.spend();
        }
        assert_eq!(waited, Patience::longest_ms());
        assert!(waited <= 30_000);
        patience.spend();
        assert!(patience.is_over());
    }
}
