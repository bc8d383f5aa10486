//! Whether an upload is over. The server is asked, for a look into the page costs the page time, and in every browser another.

use std::time::Duration;

use e2e::api::STAFF;
use e2e::{LocalApi, Step};

/// Between two looks. Looking costs the machine a little, of console and bare page alike; times are the page's own.
const PAUSE: Duration = Duration::from_millis(250);
/// So many looks at the server for one into the page.
const PAGE: u64 = 20;

/// Waits until the server has a batch; `false` if it has none after so many seconds. Now and then `page` is asked, which fails
/// when the page has.
pub async fn made_a_batch(
    api: &LocalApi,
    seconds: u64,
    page: impl AsyncFn() -> Step,
) -> Step<bool> {
    let session = api.sign_in(STAFF).await?;
    for look in 1..=seconds * 1_000 / PAUSE.as_millis() as u64 {
        if !session.batches().await?.is_empty() {
            return Ok(true);
        }
        if look % PAGE == 0 {
            page().await?;
        }
        tokio::time::sleep(PAUSE).await;
    }
    Ok(false)
}
