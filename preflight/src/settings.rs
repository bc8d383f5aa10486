//! What an office can set: sizes and habits that its scans follow. The console reads them from `config.json`.

/// Rules and limits of the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Whether chosen files are looked into at all.
    pub enabled: bool,
    /// Scans must lie in one folder, or in none (api-contract "What the batches hold").
    pub one_folder: bool,
    /// An archive with QR codes must begin with a cover sheet.
    pub cover_first: bool,
    /// Pages of at least this size are looked at as covers; kilobytes (1,000 bytes).
    pub cover_min_kb: u32,
    /// Pages of at most this size are looked at as covers; kilobytes.
    pub cover_max_kb: u32,
    /// Fewer pixels than this on an image's shorter side are too few to read marks.
    pub min_side_px: u32,
    /// Most files in one archive.
    pub max_entries: u32,
    /// Largest unpacked file, in megabytes (1,000,000 bytes).
    pub max_entry_mb: u32,
    /// Most bytes of all files unpacked, in megabytes.
    pub max_total_mb: u32,
    /// How many times larger than the archive its content may be; scans hardly compress.
    pub max_ratio: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            enabled: true,
            one_folder: true,
            cover_first: true,
            cover_min_kb: 140,
            cover_max_kb: 320,
            min_side_px: 600,
            max_entries: 100_000,
            max_entry_mb: 100,
            max_total_mb: 40_000,
            max_ratio: 50,
        }
    }
}

impl Settings {
    /// Largest unpacked file in bytes.
    #[must_use]
    pub fn max_entry_bytes(&self) -> u64 {
        u64::from(self.max_entry_mb) * 1_000_000
    }

    /// Most bytes of all files unpacked.
    #[must_use]
    pub fn max_total_bytes(&self) -> u64 {
        u64::from(self.max_total_mb) * 1_000_000
    }

    /// Whether a page of this size may be a cover.
    #[must_use]
    pub fn cover_sized(&self, bytes: u64) -> bool {
        (u64::from(self.cover_min_kb) * 1_000..=u64::from(self.cover_max_kb) * 1_000)
            .contains(&bytes)
    }
}
