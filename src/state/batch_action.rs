//! An action on a batch, sent once. Where the answer does not tell what came of it, the batch is looked at.

use crate::api::client::Client;
use crate::batches::action_outcome::{Action, ActionOutcome, needs_verification, resolve_outcome};
use crate::domain::BatchId;

/// Does it and finds out what came of it. A lost answer is looked up before anything is claimed (F-47), and so is a success
/// whose body says no (F-15).
pub async fn act_and_verify(client: &Client, id: &BatchId, action: &Action) -> ActionOutcome {
    let answer = match action {
        Action::Delete => client.delete(id).await,
        Action::Cancel(_) => client.cancel(id).await,
        Action::Recover(_) => client.recover(id).await,
    };
    let look = match needs_verification(action, &answer) {
        true => Some(client.progress(id).await),
        false => None,
    };
    resolve_outcome(action, &answer, look.as_ref())
}
