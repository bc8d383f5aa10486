//! The batch calls that are not uploads (api-contract "Batches").

use super::client::Client;
use super::wire::{Acted, Recoverable};
use super::{Error, wire};
use crate::domain::{
    Ask, BatchDetail, BatchId, BatchPage, BatchStatus, FirstResults, Progress, TaskId,
    percent_encode,
};
use gloo_net::http::Method;

/// Most sheets that one detail call gives (api-contract).
pub const SHEETS_LIMIT: u32 = 1_000;

/// Some deployments read `page_size` in place of `limit`: both are sent.
fn page_path(limit: u32, offset: u64) -> String {
    format!("/batches/?limit={limit}&page_size={limit}&offset={offset}")
}

impl Client {
    /// One page of the list, newest first. `limit`: 1 to 100 rows.
    ///
    /// # Errors
    /// As the call came back.
    pub async fn list(
        &self,
        status: Option<&BatchStatus>,
        limit: u32,
        offset: u64,
    ) -> Result<BatchPage, Error> {
        let ask = Ask {
            status: status.cloned(),
            ..Ask::default()
        };
        self.page(&ask, limit, offset).await
    }

    /// [`list`](Self::list), narrowed by whatever `ask` says. Its texts are only for deployments that can search.
    ///
    /// # Errors
    /// As the call came back.
    pub async fn page(&self, ask: &Ask, limit: u32, offset: u64) -> Result<BatchPage, Error> {
        let mut path = page_path(limit, offset);
        let status = ask.status.as_ref().map_or("", BatchStatus::wire);
        for (name, value) in [
            ("status", status),
            ("batch_name", ask.name.as_str()),
            ("username", ask.uploader.as_str()),
        ] {
            if !value.is_empty() {
                path.push_str(&format!("&{name}={}", percent_encode(value)));
            }
        }
        let answer = self.ask(Method::GET, &path, None).await?;
        let known = self.counting(wire::counting(&answer));
        wire::page(&answer, known).ok_or(Error::Decode { what: "list" })
    }

    /// Asks already for a page of the unfiltered list, for [`Client::page`].
    pub fn page_ahead(&self, limit: u32, offset: u64) {
        self.ask_ahead(&page_path(limit, offset));
    }

    /// The light answer for polling. Where sheets have failed and nothing has proven yet how this server counts them, the
    /// detail is asked for once as well: only that says how many are pending.
    ///
    /// # Errors
    /// As the call came back.
    pub async fn progress(&self, id: &BatchId) -> Result<Progress, Error> {
        let answer = self
            .ask(Method::GET, &format!("/batches/{id}/progress"), None)
            .await?;
        let mut known = self.counting(wire::counting(&answer));
        if known.is_none() && wire::is_open(&answer) && self.may_ask_for_counting() {
            // Without an answer the numbers stay on the safe side.
            let _ = self.detail(id, false).await;
            known = self.counting(None);
        }
        wire::progress(&answer, known).ok_or(Error::Decode { what: "progress" })
    }

    /// The detail; with up to [`SHEETS_LIMIT`] sheets when asked for.
    ///
    /// # Errors
    /// As the call came back.
    pub async fn detail(&self, id: &BatchId, with_sheets: bool) -> Result<BatchDetail, Error> {
        let path =
            format!("/batches/{id}/status?include_sheets={with_sheets}&limit={SHEETS_LIMIT}");
        let answer = self.ask(Method::GET, &path, None).await?;
        let known = self.counting(wire::counting(&answer));
        wire::detail(&answer, id, known).ok_or(Error::Decode { what: "detail" })
    }

    /// The task of a batch that is among the newest; `None` where this release does not name it.
    ///
    /// # Errors
    /// As the call came back.
    pub async fn task_of(&self, id: &BatchId) -> Result<Option<TaskId>, Error> {
        let answer = self.ask(Method::GET, &page_path(100, 0), None).await?;
        Ok(wire::task_in_rows(&answer, id))
    }

    /// First results (extension).
    ///
    /// # Errors
    /// As the call came back.
    pub async fn first_results(&self, id: &BatchId) -> Result<FirstResults, Error> {
        let answer = self
            .ask(Method::GET, &format!("/batches/{id}/stats"), None)
            .await?;
        wire::first_results(&answer).ok_or(Error::Decode { what: "stats" })
    }

    /// Deletes for good; admins only. Never repeated blindly: after [`Error::Network`] or a timeout ask [`Self::progress`]
    /// before anything is claimed (F-47).
    ///
    /// # Errors
    /// 403 without the right, 404 when it is gone already; anything else as it came.
    pub async fn delete(&self, id: &BatchId) -> Result<Acted, Error> {
        let answer = self
            .ask(Method::DELETE, &format!("/batches/{id}"), None)
            .await?;
        Ok(wire::acted(&answer))
    }

    /// Stops the processing of a batch (extension). Outcome unknown after [`Error::Network`] or a timeout: ask
    /// [`Self::progress`].
    ///
    /// # Errors
    /// As the call came back.
    pub async fn cancel(&self, id: &BatchId) -> Result<Acted, Error> {
        self.act(id, "cancel").await
    }

    /// Whether results of a failed batch can be brought back (extension).
    ///
    /// # Errors
    /// As the call came back.
    pub async fn recoverable(&self, id: &BatchId) -> Result<Recoverable, Error> {
        let answer = self
            .ask(Method::GET, &format!("/batches/{id}/recoverable"), None)
            .await?;
        wire::recoverable(&answer).ok_or(Error::Decode {
            what: "recoverable",
        })
    }

    /// Brings back the results of a failed batch (extension). Outcome unknown as for [`Self::cancel`].
    ///
    /// # Errors
    /// As the call came back.
    pub async fn recover(&self, id: &BatchId) -> Result<Acted, Error> {
        self.act(id, "recover").await
    }

    async fn act(&self, id: &BatchId, call: &str) -> Result<Acted, Error> {
        let path = format!("/batches/{id}/{call}");
        let answer = self.ask(Method::POST, &path, None).await?;
        Ok(wire::acted(&answer))
    }
}
