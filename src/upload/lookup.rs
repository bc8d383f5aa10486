//! Which row of the list is our batch? Asked when an answer was lost, before anything is sent again.
//!
//! Not by the clock alone, since the server's zone and clock are its own: batches that were there before the first byte
//! are remembered and never taken for ours.

use crate::{
    batches::list_reader::{LIMIT, ListReader},
    domain::{Ask, Batch, BatchId, Strategy},
};

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
    /// The task that it was sent for. Servers put it into the name of several images.
    pub task: Option<String>,
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

    /// Reads the list as far back as ours could be.
    #[must_use]
    pub fn reader(&self) -> ListReader {
        ListReader::new(vec![Ask::default()], LIMIT, Some(self.oldest_wall_ms()))
    }

    /// Whether this row could be ours by name, size and owner. Where rows tell no size or no owner, the others decide.
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
            let tasked = sized.is_none()
                && self
                    .task
                    .as_ref()
                    .is_some_and(|task| row.name.contains(task.as_str()));
            row.strategy == Some(Strategy::Images) && (sized == Some(true) || named || tasked)
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
    pub fn known(&self, rows: &[&Batch]) -> Vec<BatchId> {
        rows.iter()
            .filter(|row| self.fits(row))
            .map(|row| row.id.clone())
            .collect()
    }

    /// Our batch among the rows (newest first): it fits and is not `taken`. Of several, the oldest.
    #[must_use]
    pub fn find(&self, rows: &[&Batch], taken: impl Fn(&BatchId) -> bool) -> Option<BatchId> {
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
    use crate::batches::list_reader::ReadState;
    use crate::domain::{BatchPage, BatchStatus, ServerTime};
    use proptest::prelude::{any, prop_assert_eq, proptest};

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
            bytes,
            created: Some(ServerTime::from_wall_millis(NOW)),
            ..Batch::sample(0, BatchStatus::Uploaded)
        }
    }

    fn wanted() -> Wanted {
        Wanted {
            names: vec!["117.zip".into()],
            bytes: 10,
            strategy: Strategy::ZipWithQr,
            task: None,
            username: Some("staff".into()),
            confirmed_ms: NOW,
        }
    }

    fn find(rows: &[Batch]) -> Option<BatchId> {
        let rows: Vec<&Batch> = rows.iter().collect();
        wanted().find(&rows, |_| false)
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
    fn a9_where_rows_tell_no_size_name_time_and_person_decide() {
        let mut ours = row(1, "117.zip", None);
        ours.username = Some("staff".into());
        assert_eq!(find(&[ours.clone()]), Some(id(1)));
        ours.username = Some("scanner".into());
        assert_eq!(find(&[ours]), None);
        assert_eq!(find(&[row(1, "118.zip", None)]), None);
        let mut old = row(1, "117.zip", None);
        old.created = Some(ServerTime::from_wall_millis(NOW - 2 * DAY_MS));
        assert_eq!(find(&[old]), None);
    }

    #[test]
    fn a9_images_without_a_size_are_known_by_a_name_or_by_their_task() {
        let mut wanted = wanted();
        wanted.strategy = Strategy::Images;
        wanted.names = vec!["1.jpg".into(), "2.jpg".into()];
        wanted.task = Some("14900113".into());
        let images = |name: &str| Batch {
            strategy: Some(Strategy::Images),
            ..row(1, name, None)
        };
        assert!(wanted.fits(&images("images_14900113")));
        assert!(wanted.fits(&images("1.jpg")));
        assert!(!wanted.fits(&images("images_14900114")));
    }

    #[test]
    fn a_batch_that_was_there_before_is_never_taken() {
        let (older, ours) = (row(1, "117.zip", Some(10)), row(2, "117.zip", Some(10)));
        let known = wanted().known(&[&older]);
        let taken = |id: &BatchId| known.contains(id);
        assert_eq!(wanted().find(&[&ours, &older], taken), Some(id(2)));
        assert_eq!(wanted().find(&[&older], taken), None);
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

    proptest! {
        /// Whatever is deleted and added between two pages.
        #[test]
        fn a3_no_deletion_between_two_pages_hides_the_batch(
            size in 0_usize..400,
            ours in 0_usize..400,
            changes in proptest::collection::vec((any::<bool>(), 0_usize..400, 1_usize..60), 0..8),
        ) {
            let numbered = |n: usize| {
                let mut row = row(0, "118.zip", Some(10));
                row.id = BatchId::parse(&format!("00000000-0000-0000-0000-{n:012}")).unwrap();
                row
            };
            let mut list: Vec<Batch> = (1..=size).map(numbered).collect();
            let mut batch = numbered(0);
            batch.name = "117.zip".into();
            list.insert(ours.min(size), batch.clone());
            let (mut changes, mut fresh) = (changes.into_iter(), 10_000);
            let mut reader = wanted().reader();
            while let Some(request) = reader.next_request() {
                let from = usize::try_from(request.offset).unwrap().min(list.len());
                reader.apply_page(BatchPage {
                    total: list.len() as u64,
                    batches: list[from..].iter().take(100).cloned().collect(),
                    unreadable: 0,
                });
                let Some((deleted, at, count)) = changes.next() else { continue };
                for _ in 0..count {
                    if deleted && at < list.len() && list[at].id != batch.id {
                        list.remove(at);
                    } else if !deleted {
                        fresh += 1;
                        list.insert(0, numbered(fresh));
                    }
                }
            }
            // Where the reader lost its way it says so, and the list is read again.
            if reader.state() == ReadState::Complete {
                prop_assert_eq!(wanted().find(&reader.rows(), |_| false), Some(batch.id));
            }
        }
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
