//! What is said of an action on a batch that was not done: a heading, and what became of the batch with what to do next.

use super::catalog::say;
use crate::batches::action_outcome::{Action, Reason};

/// One line.
#[must_use]
pub fn heading(action: &Action, reason: Reason) -> &'static str {
    match (action, reason) {
        (Action::Delete, Reason::Unknown) => say("delete-unknown"),
        (Action::Delete, _) => say("delete-failed"),
        (Action::Cancel(_), Reason::Unknown) => say("batch-cancel-unknown"),
        (Action::Cancel(_), _) => say("batch-cancel-failed"),
        (Action::Recover(_), Reason::Unknown) => say("batch-recover-unknown"),
        (Action::Recover(_), _) => say("batch-recover-failed"),
    }
}

/// What became of the batch, and what to do. `support`: whom people ask for help.
#[must_use]
pub fn text(action: &Action, reason: Reason, support: Option<&str>) -> String {
    let text = match (action, reason) {
        (Action::Delete, Reason::NotAllowed) => say("delete-not-allowed"),
        (Action::Delete, Reason::Refused) => say("delete-refused"),
        (Action::Delete, Reason::Unchanged) => say("delete-still-there"),
        (Action::Delete, Reason::Unknown) => say("delete-no-answer"),
        (_, Reason::NotAllowed) => match support {
            Some(support) => return fill!("batch-not-allowed", support = support),
            None => say("batch-not-allowed-administrator"),
        },
        (Action::Cancel(_), Reason::Refused) => say("batch-cancel-refused"),
        (Action::Cancel(_), Reason::Unchanged) => say("batch-cancel-unchanged"),
        (Action::Cancel(_), Reason::Unknown) => say("batch-cancel-no-answer"),
        (Action::Recover(_), Reason::Refused) => say("batch-recover-refused"),
        (Action::Recover(_), Reason::Unchanged) => say("batch-recover-unchanged"),
        (Action::Recover(_), Reason::Unknown) => say("batch-recover-no-answer"),
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::BatchStatus;

    #[test]
    fn nothing_is_claimed_where_nobody_knows() {
        let actions = [
            Action::Delete,
            Action::Cancel(BatchStatus::Processing),
            Action::Recover(BatchStatus::Failed),
        ];
        for action in actions {
            let unknown = heading(&action, Reason::Unknown);
            assert!(unknown.starts_with("It is not known whether"), "{unknown}");
            for reason in [Reason::NotAllowed, Reason::Refused, Reason::Unchanged] {
                let heading = heading(&action, reason);
                assert!(heading.contains(" not "), "{heading}");
                assert!(text(&action, reason, None).ends_with('.'));
            }
        }
    }

    #[test]
    fn who_may_not_do_it_reads_whom_to_ask() {
        let cancel = Action::Cancel(BatchStatus::Processing);
        let text = text(&cancel, Reason::NotAllowed, Some("help@example.com"));
        assert!(text.contains("help@example.com"), "{text}");
    }
}
