//! The three ways to hand in a batch.

/// How a batch is handed in (handoff: "Upload strategies").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Strategy {
    /// One ZIP whose cover sheets carry the task id as a QR code.
    ZipWithQr,
    /// One ZIP without codes; the task id is typed.
    ZipWithoutQr,
    /// Image files; the task id is typed.
    Images,
}

impl Strategy {
    /// All three, in the order in which they are offered (most used first: 60 %, 25 %, 15 %).
    pub const ALL: [Self; 3] = [Self::ZipWithQr, Self::ZipWithoutQr, Self::Images];

    /// The word that is sent as `upload_type` (api-contract).
    #[must_use]
    pub fn wire(self) -> &'static str {
        match self {
            Self::ZipWithQr => "zip_with_qr",
            Self::ZipWithoutQr => "zip_no_qr",
            Self::Images => "images",
        }
    }

    /// Reads a received `upload_type`; `zip_qr` is a second spelling in the field. `None`: a word that we do not know.
    #[must_use]
    pub fn from_wire(word: &str) -> Option<Self> {
        match word {
            "zip_with_qr" | "zip_qr" => Some(Self::ZipWithQr),
            "zip_no_qr" => Some(Self::ZipWithoutQr),
            "images" => Some(Self::Images),
            _ => None,
        }
    }

    /// Whether the person has to type the task id.
    #[must_use]
    pub fn needs_task_id(self) -> bool {
        !matches!(self, Self::ZipWithQr)
    }

    /// Whether the files are ZIP archives (else images).
    #[must_use]
    pub fn is_zip(self) -> bool {
        !matches!(self, Self::Images)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_sent_is_read_back() {
        for strategy in Strategy::ALL {
            assert_eq!(Strategy::from_wire(strategy.wire()), Some(strategy));
        }
        assert_eq!(Strategy::from_wire("zip_qr"), Some(Strategy::ZipWithQr));
        assert_eq!(Strategy::from_wire("tape"), None);
    }
}
