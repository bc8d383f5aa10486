//! What has happened to a person's batches: which are watched, what became of them, what was not looked at yet. Pure; all tabs
//! share it as one text.

mod notice;

pub use notice::{Notice, Outcome};

use crate::domain::{Batch, BatchId, User};
use serde_json::{Value, json};

/// Notices kept; the oldest go.
pub const MOST: usize = 50;
/// Batches watched at once; the oldest go.
pub const MOST_WATCHED: usize = 100;

/// The history, and what is watched.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Inbox {
    /// Running batches of this person: id and name. Oldest first.
    watched: Vec<(BatchId, String)>,
    /// Newest first.
    notices: Vec<Notice>,
}

/// What rows of the list have brought.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Taken {
    /// Batches that have ended: not in the history yet.
    pub ended: Vec<Notice>,
    /// Every watched batch was among the rows: nobody else needs to ask now.
    pub covered: bool,
    /// Something is to be written down.
    pub changed: bool,
}

impl Inbox {
    /// Notices, newest first.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// How many were not looked at yet.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.notices.iter().filter(|notice| !notice.read).count()
    }

    /// What is watched.
    pub fn watched(&self) -> impl Iterator<Item = &BatchId> {
        self.watched.iter().map(|(id, _)| id)
    }

    /// Whether nothing is watched: then nobody asks for anything.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.watched.is_empty()
    }

    /// Watches a batch, such as one that was just uploaded.
    pub fn watch(&mut self, id: &BatchId, name: &str) {
        if self.watched.iter().all(|(known, _)| known != id) {
            self.watched.push((id.clone(), name.to_owned()));
            if self.watched.len() > MOST_WATCHED {
                self.watched.remove(0);
            }
        }
    }

    /// Watches no more: it is gone, or another account's.
    pub fn forget(&mut self, id: &BatchId) {
        self.watched.retain(|(known, _)| known != id);
    }

    /// Takes rows of the list, whichever page: watched batches that have ended become notices at `now_ms`; the person's own
    /// running ones are watched from now on.
    pub fn take(&mut self, rows: &[Batch], user: &User, now_ms: i64) -> Taken {
        let mut taken = Taken::default();
        let before = self.watched.len();
        for row in rows {
            if row.status.is_terminal() {
                if let Some(at) = self.watched.iter().position(|(id, _)| *id == row.id) {
                    let (_, name) = self.watched.remove(at);
                    taken.changed = true;
                    taken.ended.extend(self.add(Notice::of(row, name, now_ms)));
                }
            } else if is_own(row, user) && self.watched().all(|id| *id != row.id) {
                self.watch(&row.id, &row.name);
                taken.changed = true;
            }
        }
        taken.changed |= self.watched.len() != before;
        taken.covered = self
            .watched()
            .all(|id| rows.iter().any(|row| row.id == *id));
        taken
    }

    /// Adds a notice; `None` if the same end of the same batch is there already: one notice, however many tabs saw it.
    pub fn add(&mut self, notice: Notice) -> Option<Notice> {
        if self
            .notices
            .iter()
            .any(|known| known.is_same_event(&notice))
        {
            return None;
        }
        self.notices.insert(0, notice.clone());
        self.notices.truncate(MOST);
        Some(notice)
    }

    /// A batch was looked at: what is said of it is read.
    pub fn read(&mut self, id: &BatchId) -> bool {
        let mut changed = false;
        for notice in self.notices.iter_mut().filter(|notice| notice.id == *id) {
            changed |= !notice.read;
            notice.read = true;
        }
        changed
    }

    /// All were looked at.
    pub fn read_all(&mut self) -> bool {
        let changed = self.unread() > 0;
        self.notices
            .iter_mut()
            .for_each(|notice| notice.read = true);
        changed
    }

    /// Empties the history; what is watched stays watched.
    pub fn clear(&mut self) {
        self.notices.clear();
    }

    /// As it is kept.
    #[must_use]
    pub fn to_text(&self) -> String {
        let watched: Vec<Value> = self
            .watched
            .iter()
            .map(|(id, name)| json!([id.as_str(), name]))
            .collect();
        let notices: Vec<Value> = self.notices.iter().map(Notice::to_json).collect();
        json!({"v": 1, "watched": watched, "notices": notices}).to_string()
    }

    /// Reads what was kept; what is damaged is left out (F-23).
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let list = |name: &str| {
            value
                .get(name)
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default()
        };
        let watched = |value: &Value| {
            let id = BatchId::parse(value.get(0)?.as_str()?).ok()?;
            Some((id, value.get(1)?.as_str()?.to_owned()))
        };
        Self {
            watched: list("watched")
                .iter()
                .filter_map(watched)
                .take(MOST_WATCHED)
                .collect(),
            notices: list("notices")
                .iter()
                .filter_map(Notice::from_json)
                .take(MOST)
                .collect(),
        }
    }
}

/// Whether a row is the person's own. Where the list does not say whose it is, all rows that somebody without rights sees are
/// (api-contract: "Users see their own batches"); an admin's cannot be told then.
fn is_own(row: &Batch, user: &User) -> bool {
    match &row.username {
        Some(name) => *name == user.username,
        None => !user.is_admin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::BatchStatus;
    use proptest::prelude::*;

    fn user() -> User {
        User {
            id: "5".into(),
            username: "staff".into(),
            full_name: None,
            is_admin: false,
        }
    }

    fn id(n: u32) -> BatchId {
        BatchId::parse(&format!("00000000-0000-4000-8000-{n:012x}")).unwrap()
    }

    fn row(n: u32, status: BatchStatus) -> Batch {
        Batch {
            sheets: Some(51),
            failed: Some(2),
            id: id(n),
            ..Batch::sample(n.into(), status)
        }
    }

    #[test]
    fn a_batch_that_ends_is_told_once() {
        let mut inbox = Inbox::default();
        let running = [row(1, BatchStatus::Processing)];
        let first = inbox.take(&running, &user(), 1);
        assert!(first.changed && first.covered && first.ended.is_empty());
        assert!(
            !inbox.take(&running, &user(), 2).changed,
            "nothing new, nothing written"
        );
        let done = [row(1, BatchStatus::Completed)];
        let taken = inbox.take(&done, &user(), 3);
        assert_eq!(taken.ended.len(), 1);
        assert_eq!(
            taken.ended[0].outcome,
            Outcome::Completed {
                sheets: 51,
                failed: 2
            }
        );
        assert_eq!((inbox.unread(), inbox.is_idle()), (1, true));
        assert!(inbox.take(&done, &user(), 4).ended.is_empty());
        assert_eq!(
            inbox.add(taken.ended[0].clone()),
            None,
            "another tab saw it too"
        );
    }

    #[test]
    fn what_had_ended_before_is_no_news() {
        let mut inbox = Inbox::default();
        let taken = inbox.take(&[row(1, BatchStatus::Failed)], &user(), 1);
        assert_eq!(
            taken,
            Taken {
                covered: true,
                ..Taken::default()
            }
        );
    }

    #[test]
    fn other_peoples_batches_are_not_watched() {
        let mut foreign = row(1, BatchStatus::Processing);
        foreign.username = Some("scanner".into());
        let mut inbox = Inbox::default();
        inbox.take(&[foreign], &user(), 1);
        assert!(inbox.is_idle());
        let admin = User {
            is_admin: true,
            ..user()
        };
        inbox.take(&[row(2, BatchStatus::Processing)], &admin, 1);
        assert!(inbox.is_idle(), "whose it is, nobody can tell");
    }

    #[test]
    fn a_watched_batch_beyond_the_page_is_not_covered() {
        let mut inbox = Inbox::default();
        inbox.watch(&id(9), "9.zip");
        assert!(
            !inbox
                .take(&[row(1, BatchStatus::Completed)], &user(), 1)
                .covered
        );
    }

    #[test]
    fn the_history_is_bounded_and_read_by_batch() {
        let mut inbox = Inbox::default();
        for n in 0..80 {
            inbox.watch(&id(n), "x");
            inbox.take(&[row(n, BatchStatus::Failed)], &user(), i64::from(n));
        }
        assert_eq!(inbox.notices().len(), MOST);
        assert_eq!(inbox.notices()[0].id, id(79));
        assert!(inbox.read(&id(79)) && !inbox.read(&id(79)));
        assert_eq!(inbox.unread(), MOST - 1);
        assert!(inbox.read_all());
        assert_eq!(inbox.unread(), 0);
    }

    proptest! {
        #[test]
        fn what_is_kept_comes_back(ends in proptest::collection::vec((0u32..60, 0usize..6), 0..90), cut in 0usize..4_000) {
            let mut inbox = Inbox::default();
            for (n, status) in ends {
                inbox.take(&[row(n, BatchStatus::KNOWN[status].clone())], &user(), i64::from(n));
            }
            let text = inbox.to_text();
            prop_assert_eq!(Inbox::parse(&text), inbox);
            let torn: String = text.chars().take(cut).collect();
            let _ = Inbox::parse(&torn);
        }
    }
}
