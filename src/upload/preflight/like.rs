//! Batches that look like a chosen file: uploaded before, perhaps by somebody else.

use crate::domain::{Batch, BatchId, BatchStatus, ServerTime};

/// A batch that looks like the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Like {
    /// The batch.
    pub batch: BatchId,
    /// Who uploaded it, where that is known.
    pub by: Option<String>,
    /// When, on the server's clock.
    pub created: Option<ServerTime>,
    /// Its processing failed: sending the file again may be right.
    pub failed: bool,
    /// The content is the same, not only name and size.
    pub same_content: bool,
}

impl Like {
    /// From a row of the list.
    #[must_use]
    pub fn of(row: &Batch) -> Self {
        Self {
            batch: row.id.clone(),
            by: row.username.clone(),
            created: row.created,
            failed: row.status == BatchStatus::Failed,
            same_content: false,
        }
    }
}

/// The newest row with this name and size; one that did not fail is preferred. Rows come newest first.
#[must_use]
pub fn find(rows: &[Batch], name: &str, bytes: u64) -> Option<Like> {
    let same: Vec<&Batch> = rows
        .iter()
        .filter(|row| row.name == name && row.bytes == Some(bytes))
        .collect();
    let good = same.iter().find(|row| row.status != BatchStatus::Failed);
    good.or(same.first()).map(|row| Like::of(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(n: u8, name: &str, bytes: u64, status: BatchStatus) -> Batch {
        Batch {
            id: BatchId::parse(&format!("00000000-0000-0000-0000-0000000000{n:02x}")).unwrap(),
            name: name.into(),
            bytes: Some(bytes),
            username: Some("staff".into()),
            ..Batch::sample(n.into(), status)
        }
    }

    #[test]
    fn name_and_size_must_both_be_the_same() {
        let rows = [row(1, "117.zip", 10, BatchStatus::Completed)];
        assert!(find(&rows, "117.zip", 10).is_some());
        assert_eq!(find(&rows, "117.zip", 11), None);
        assert_eq!(find(&rows, "118.zip", 10), None);
    }

    #[test]
    fn a_batch_that_failed_is_named_only_if_there_is_no_other() {
        let failed = row(2, "117.zip", 10, BatchStatus::Failed);
        let done = row(1, "117.zip", 10, BatchStatus::Completed);
        let both = find(&[failed.clone(), done.clone()], "117.zip", 10).unwrap();
        assert_eq!((both.batch, both.failed), (done.id, false));
        assert!(find(&[failed], "117.zip", 10).unwrap().failed);
    }
}
