//! Questions asked while the page that will want their answers is still on its way: on a slow line they cost a round trip
//! less. Each answer is given to one request, with the very token that it was asked with, so that nobody sees what another
//! person was told (F-20).

use super::client::Bearer;
use super::{Error, clock, http};
use futures::channel::oneshot::{self, Receiver};
use gloo_net::http::Method;
use serde_json::Value;
use std::sync::{Arc, Mutex, PoisonError};
use wasm_bindgen_futures::spawn_local;

/// An answer that nobody has wanted for so long, in milliseconds, may not be true any more.
const FRESH_MS: i64 = 10_000;

/// Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Ahead {
    asked: Arc<Mutex<Vec<Asked>>>,
}

struct Asked {
    url: String,
    bearer: Bearer,
    since_ms: i64,
    answer: Receiver<Result<Value, Error>>,
}

impl Ahead {
    /// Asks now.
    pub fn ask(&self, url: String, bearer: Bearer) {
        let (sender, answer) = oneshot::channel();
        self.lock().push(Asked {
            url: url.clone(),
            bearer: bearer.clone(),
            since_ms: clock::wall_ms(),
            answer,
        });
        spawn_local(async move {
            let ask = http::Ask {
                method: Method::GET,
                url: &url,
                body: None,
                bearer: Some(&bearer),
            };
            // Nobody waits any more: the answer is dropped.
            let _ = sender.send(http::send(ask).await);
        });
    }

    /// What came of the same question, if it was asked.
    pub async fn answer(&self, url: &str, bearer: &Bearer) -> Option<Result<Value, Error>> {
        let asked = {
            let mut all = self.lock();
            let same = |asked: &Asked| asked.url == url && asked.bearer == *bearer;
            let at = all.iter().position(same)?;
            all.swap_remove(at)
        };
        if clock::wall_ms() - asked.since_ms > FRESH_MS {
            return None;
        }
        asked.answer.await.ok()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Asked>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
