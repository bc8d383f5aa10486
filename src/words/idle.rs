//! Words of the lock that covers a console which nobody uses.

texts! {
    /// Name of the warning.
    pub warning_name = "idle-warning-name";
    /// What ends the warning.
    pub how_to_stay = "idle-stay";
    /// Somebody uses the page again.
    pub stays = "idle-stays";
    /// Heading of the lock.
    pub locked = "idle-locked";
    /// What happened, what became of the work, what to do.
    pub locked_text = "idle-locked-text";
}

/// Before the lock.
#[must_use]
pub fn warning(seconds: usize) -> String {
    fill!("idle-warning", n = seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_warning_says_when_and_why() {
        assert_eq!(
            warning(60),
            "This page locks in 60 seconds because nobody used it."
        );
        assert!(warning(1).contains("1 second "));
    }
}
