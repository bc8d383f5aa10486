//! Reads pages of the list with patience: a reading that takes minutes must not end for one lost answer.

use super::client::Client;
use super::paging::{Next, PAGE, Paging};
use super::{Error, clock};
use crate::domain::{BatchPage, BatchStatus};
use gloo_timers::future::TimeoutFuture;

/// Waits before the tries that follow a failure that may pass, in milliseconds.
const WAITS_MS: [u32; 3] = [500, 2_000, 5_000];

/// Why a list could not be read.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// As the last call came back.
    Call(Error),
    /// The server repeats itself, or there is too much ([`Next::Stuck`]).
    Stuck,
}

impl Client {
    /// One page, asked for up to four times while the failure may pass. Not while the browser is hidden from a person's sight
    /// alone: somebody who started an export waits for it.
    ///
    /// # Errors
    /// As the last try came back.
    pub async fn page(
        &self,
        status: Option<&BatchStatus>,
        offset: u64,
    ) -> Result<BatchPage, Error> {
        for wait in WAITS_MS {
            match self.list(status, PAGE, offset).await {
                Err(error) if error.is_passing() => TimeoutFuture::new(wait).await,
                answer => return answer,
            }
        }
        self.list(status, PAGE, offset).await
    }

    /// The whole list; `told` hears rows read and rows in all after each page.
    ///
    /// # Errors
    /// What was read so far is given up: nobody may take a part for the whole (F-48).
    pub async fn whole_list(
        &self,
        status: Option<&BatchStatus>,
        told: impl Fn(u64, Option<u64>),
    ) -> Result<Paging, Trouble> {
        let mut paging = Paging::new();
        loop {
            match paging.next() {
                Next::Whole => return Ok(paging),
                Next::Stuck => return Err(Trouble::Stuck),
                Next::Ask { offset } => {
                    let page = self.page(status, offset).await.map_err(Trouble::Call)?;
                    paging.take(page);
                    told(paging.rows().len() as u64, paging.total());
                }
            }
        }
    }
}

/// Today on this computer's clock, `2026-11-25`, for file names.
#[must_use]
pub fn today() -> String {
    let offset = js_sys::Date::new_0().get_timezone_offset();
    #[expect(clippy::cast_possible_truncation, reason = "minutes of a zone")]
    let local = clock::wall_ms() - offset as i64 * 60_000;
    let iso = crate::domain::ServerTime::from_wall_millis(local).iso();
    iso.split('T').next().unwrap_or_default().to_owned()
}
