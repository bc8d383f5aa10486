//! What an upload of the same scans once more begins with: what was said of the first.

use crate::domain::{Strategy, TaskId};

/// Production has no field for the notes of uploads in chunks and writes this in their place (api-contract).
const SERVERS_NOTES: &str = "Chunked upload (";

/// What the form is filled with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prefill {
    /// `None`: not known, so that the form's own stays.
    pub strategy: Option<Strategy>,
    /// As a person types it; empty where it is not known.
    pub task: String,
    /// Empty where there were none.
    pub notes: String,
}

impl Prefill {
    /// From what is known of the batch.
    #[must_use]
    pub fn of(strategy: Option<Strategy>, task: Option<TaskId>, notes: Option<String>) -> Self {
        Self {
            strategy,
            task: task.map(|task| task.to_string()).unwrap_or_default(),
            notes: notes
                .filter(|notes| !notes.starts_with(SERVERS_NOTES))
                .unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_is_said_again_but_not_what_the_server_wrote() {
        let task = TaskId::parse("14900117").ok();
        let own = Prefill::of(
            Some(Strategy::Images),
            task,
            Some("Room 4, second sitting".to_owned()),
        );
        assert_eq!(own.task, "14900117");
        assert_eq!(own.notes, "Room 4, second sitting");
        let servers = Prefill::of(None, None, Some("Chunked upload (8 chunks)".to_owned()));
        assert_eq!(servers, Prefill::default());
    }
}
