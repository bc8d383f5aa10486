//! Which archives this person has uploaded from this browser: fingerprints of content with the batches that they became. Kept
//! in the browser per person, and gone with the sign-out (S-14). Nothing in it names a file.

use super::Like;
use crate::domain::{Batch, BatchId};
use preflight::wire::{hex, unhex};
use serde_json::{Value, json};

/// Archives kept; the oldest go first.
const MOST: usize = 200;

/// Archives that became batches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    user: String,
    /// Oldest first.
    archives: Vec<([u8; 32], BatchId)>,
}

impl Seen {
    /// Reads what was kept for this person; anything else than that counts as nothing.
    #[must_use]
    pub fn parse(text: &str, user: &str) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let own = value["user"].as_str() == Some(user);
        let archive = |value: &Value| {
            let content = unhex(value[0].as_str()?)?;
            Some((content, BatchId::parse(value[1].as_str()?).ok()?))
        };
        let list = value["archives"].as_array().filter(|_| own);
        Self {
            user: user.to_owned(),
            archives: list.map_or_else(Vec::new, |list| list.iter().filter_map(archive).collect()),
        }
    }

    /// The stored text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let archives: Vec<Value> = self
            .archives
            .iter()
            .map(|(content, batch)| json!([hex(content), batch.as_str()]))
            .collect();
        json!({ "user": self.user, "archives": archives }).to_string()
    }

    /// An archive has become a batch.
    pub fn add(&mut self, content: [u8; 32], batch: BatchId) {
        self.archives.retain(|(old, _)| *old != content);
        self.archives.push((content, batch));
        let over = self.archives.len().saturating_sub(MOST);
        self.archives.drain(..over);
    }

    /// The batch of this content, if the list still has it: one that was deleted is no reason to hesitate.
    #[must_use]
    pub fn find(&self, content: &[u8; 32], rows: &[Batch]) -> Option<Like> {
        let (_, batch) = self.archives.iter().rev().find(|(old, _)| old == content)?;
        let row = rows.iter().find(|row| row.id == *batch)?;
        Some(Like {
            same_content: true,
            ..Like::of(row)
        })
    }
}

#[cfg(target_arch = "wasm32")]
mod store {
    use super::Seen;
    use crate::browser::storage;

    /// Name in `localStorage`.
    const KEY: &str = "omr-seen";

    impl Seen {
        /// What this browser kept for this person.
        #[must_use]
        pub fn load(user: &str) -> Self {
            Self::parse(&storage::read(KEY).unwrap_or_default(), user)
        }

        /// Keeps it. A browser that keeps nothing gives no hint later; nothing else depends on it.
        pub fn save(&self) {
            storage::write(KEY, &self.to_text());
        }

        /// Forgets everything: somebody signed out.
        pub fn forget() {
            storage::remove(KEY);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::BatchStatus;

    fn id(n: u8) -> BatchId {
        BatchId::parse(&format!("00000000-0000-0000-0000-0000000000{n:02x}")).unwrap()
    }

    fn row(n: u8) -> Batch {
        Batch {
            id: id(n),
            name: "117.zip".into(),
            username: Some("staff".into()),
            ..Batch::sample(n.into(), BatchStatus::Completed)
        }
    }

    #[test]
    fn content_is_known_again_after_a_reload_by_the_same_person() {
        let mut seen = Seen::parse("", "staff");
        seen.add([7; 32], id(1));
        let again = Seen::parse(&seen.to_text(), "staff");
        assert_eq!(again, seen);
        let like = again.find(&[7; 32], &[row(2), row(1)]).unwrap();
        assert!(like.same_content && like.batch == id(1));
        assert_eq!(again.find(&[8; 32], &[row(1)]), None);
        assert_eq!(again.find(&[7; 32], &[row(2)]), None, "deleted meanwhile");
        let other = Seen::parse(&seen.to_text(), "scanner");
        assert_eq!(other.find(&[7; 32], &[row(1)]), None);
    }

    #[test]
    fn what_is_damaged_counts_as_nothing_and_the_oldest_go() {
        assert_eq!(
            Seen::parse("[1", "a"),
            Seen::parse("{\"user\":\"a\",\"archives\":[[1]]}", "a")
        );
        let mut seen = Seen::parse("", "staff");
        for n in 0..=MOST {
            let mut content = [0; 32];
            content[..8].copy_from_slice(&(n as u64).to_le_bytes());
            seen.add(content, id(1));
        }
        assert_eq!(seen.archives.len(), MOST);
        assert_eq!(seen.find(&[0; 32], &[row(1)]), None);
    }
}
