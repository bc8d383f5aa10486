//! Which row of the list is our batch? Asked when an answer was lost, before anything is sent again.
//!
//! Not by the clock alone, since the server's zone and clock are its own: batches that were there before the first byte
//! are remembered and never taken for ours.

use crate::domain::{Batch, BatchId, Strategy};

/// Rows are compared with our clock only roughly: zones differ by up to 26 hours between the ends of the world.
const CLOCKS_APART_MS: i64 = 26 * 3_600_000;

/// What our batch looks like in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The name that was sent. For images in one request: any of their names.
    pub names: Vec<String>,
    /// Bytes that were sent.
    pub bytes: u64,
    /// How it was sent.
    pub strategy: Strategy,
    /// Sign-in name of the person.
    pub username: Option<String>,
    /// When it was confirmed, by this computer's clock, in milliseconds since 1970.
    pub confirmed_ms: i64,
}

impl Wanted {
    /// Rows created before this moment (on the server's wall clock) cannot be ours, whatever its zone: reading stops there.
    #[must_use]
    pub fn oldest_wall_ms(&self) -> i64 {
        self.confirmed_ms - CLOCKS_APART_MS
    }

    /// Whether this row could be ours by name, size and owner.
    #[must_use]
    pub fn fits(&self, row: &Batch) -> bool {
        let owner = match (&row.username, &self.username) {
            (Some(theirs), Some(mine)) => theirs == mine,
            _ => true, // Not every deployment sends it.
        };
        let named = self.names.iter().any(|name| alike(name, &row.name));
        let sized = row.bytes.map(|bytes| bytes == self.bytes);
        let looks = if self.strategy == Strategy::Images {
            // The contract does not say under which name several images run.
            row.strategy == Some(Strategy::Images) && (sized == Some(true) || named)
        } else {
            named && sized != Some(false)
        };
        let young = row
            .created
            .is_none_or(|t| t.wall_millis() >= self.oldest_wall_ms());
        owner && looks && young
    }

    /// Those rows that could be ours although nothing was sent yet: they are not.
    #[must_use]
    pub fn known(&self, rows: &[Batch]) -> Vec<BatchId> {
        rows.iter()
            .filter(|row| self.fits(row))
            .map(|row| row.id.clone())
            .collect()
    }

    /// Our batch among the rows (newest first): it fits and is not `taken`. Of several, the oldest.
    #[must_use]
    pub fn find(&self, rows: &[Batch], taken: impl Fn(&BatchId) -> bool) -> Option<BatchId> {
        rows.iter()
            .rev()
            .find(|row| self.fits(row) && !taken(&row.id))
            .map(|row| row.id.clone())
    }
}

/// Names are compared by their ASCII letters and digits: servers replace other characters, and file systems spell accents
/// in two ways (F-36). The size must be equal as well.
fn alike(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect()
    };
    a == b || letters(a) == letters(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{BatchStatus, ServerTime};

    const DAY_MS: i64 = 24 * 3_600_000;
    const NOW: i64 = 20_000 * DAY_MS;

    fn id(n: u8) -> BatchId {
        BatchId::parse(&format!("00000000-0000-0000-0000-0000000000{n:02x}")).unwrap()
    }

    fn row(n: u8, name: &str, bytes: Option<u64>) -> Batch {
        Batch {
            id: id(n),
            name: name.into(),
            strategy: Some(Strategy::ZipWithQr),
            status: BatchStatus::Uploaded,
            sheets: None,
            bytes,
            created: Some(ServerTime::from_wall_millis(NOW)),
            started: None,
            completed: None,
            error: None,
            notes: None,
            username: None,
            processed: None,
            failed: None,
        }
    }

    fn wanted() -> Wanted {
        Wanted {
            names: vec!["117.zip".into()],
            bytes: 10,
            strategy: Strategy::ZipWithQr,
            username: Some("staff".into()),
            confirmed_ms: NOW,
        }
    }

    fn find(rows: &[Batch]) -> Option<BatchId> {
        wanted().find(rows, |_| false)
    }

    #[test]
    fn name_and_size_make_the_match() {
        assert_eq!(find(&[row(1, "117.zip", Some(10))]), Some(id(1)));
        assert_eq!(find(&[row(1, "117.zip", None)]), Some(id(1)));
        assert_eq!(find(&[row(1, "117.zip", Some(11))]), None);
        assert_eq!(find(&[row(1, "118.zip", Some(10))]), None);
    }

    #[test]
    fn another_persons_batch_is_never_taken() {
        let mut theirs = row(1, "117.zip", Some(10));
        theirs.username = Some("scanner".into());
        assert_eq!(find(&[theirs]), None);
    }

    #[test]
    fn a_batch_that_was_there_before_is_never_taken() {
        let before = [row(1, "117.zip", Some(10))];
        let known = wanted().known(&before);
        let after = [row(2, "117.zip", Some(10)), before[0].clone()];
        assert_eq!(wanted().find(&after, |id| known.contains(id)), Some(id(2)));
        assert_eq!(wanted().find(&before, |id| known.contains(id)), None);
    }

    #[test]
    fn the_servers_clock_may_be_hours_off_but_not_days() {
        let mut early = row(1, "117.zip", Some(10));
        early.created = Some(ServerTime::from_wall_millis(NOW - 14 * 3_600_000));
        assert_eq!(find(&[early.clone()]), Some(id(1)));
        early.created = Some(ServerTime::from_wall_millis(NOW - 2 * DAY_MS));
        assert_eq!(find(&[early]), None);
    }

    #[test]
    fn names_survive_the_servers_cleaning() {
        let mut wanted = wanted();
        wanted.names = vec!["Prüfung \u{202E}1\".zip".into()];
        assert!(wanted.fits(&row(1, "Pr_fung__1_.zip", Some(10))));
        assert!(!wanted.fits(&row(1, "Pr_fung__2_.zip", Some(10))));
    }

    #[test]
    fn images_are_known_by_size_or_name() {
        let mut wanted = wanted();
        wanted.strategy = Strategy::Images;
        wanted.names = vec!["1.jpg".into(), "2.jpg".into()];
        let mut images = row(1, "14900113", Some(10));
        images.strategy = Some(Strategy::Images);
        assert!(wanted.fits(&images));
        images.bytes = Some(12);
        assert!(!wanted.fits(&images));
        images.name = "2.jpg".into();
        assert!(wanted.fits(&images));
    }
}
