//! The life of a batch on the server.

/// Status of a batch (api-contract: status words).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum BatchStatus {
    /// Received, not looked at yet.
    Uploaded,
    /// The archive is being checked and split into sheets.
    Validating,
    /// Sheets are being read.
    Processing,
    /// Sheets are being read once more.
    Reprocessing,
    /// Every sheet was dealt with. Terminal.
    Completed,
    /// Ended without a result. Terminal.
    Failed,
    /// A word that this version does not know; shown as it came, never as a success (UX-21).
    Unknown(String),
}

impl BatchStatus {
    /// The six words of the contract, in the order of a batch's life.
    pub const KNOWN: [Self; 6] = [
        Self::Uploaded,
        Self::Validating,
        Self::Processing,
        Self::Reprocessing,
        Self::Completed,
        Self::Failed,
    ];

    /// Reads the server's word.
    #[must_use]
    pub fn from_wire(word: &str) -> Self {
        Self::KNOWN
            .into_iter()
            .find(|status| status.wire() == word)
            .unwrap_or_else(|| Self::Unknown(word.to_owned()))
    }

    /// The server's word.
    #[must_use]
    pub fn wire(&self) -> &str {
        match self {
            Self::Uploaded => "uploaded",
            Self::Validating => "validating",
            Self::Processing => "processing",
            Self::Reprocessing => "reprocessing",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Unknown(word) => word,
        }
    }

    /// No further change is expected: polling stops.
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }

    /// The server is known to be at work: worth polling. An unknown word is watched too, slowly.
    #[must_use]
    pub fn is_running(&self) -> bool {
        !self.is_terminal()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_survive_a_round_trip() {
        for status in BatchStatus::KNOWN {
            assert_eq!(BatchStatus::from_wire(status.wire()), status);
        }
        assert_eq!(
            BatchStatus::from_wire("archived"),
            BatchStatus::Unknown("archived".into())
        );
    }

    #[test]
    fn only_completed_and_failed_are_terminal() {
        let terminal: Vec<_> = BatchStatus::KNOWN
            .into_iter()
            .filter(BatchStatus::is_terminal)
            .collect();
        assert_eq!(terminal, [BatchStatus::Completed, BatchStatus::Failed]);
        assert!(BatchStatus::from_wire("archived").is_running());
    }
}
