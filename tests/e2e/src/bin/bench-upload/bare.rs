//! The browser's own ceiling: a page with a file input and forty lines of script that send the same slices by XHR, in the
//! same order, with nothing else on it.

use std::path::Path;

use e2e::api::STAFF;
use e2e::wait::{Seen, until_within};
use e2e::{Failure, LocalApi, Page, Step};
use serde_json::json;

use crate::gauge::{self, Legs, Tasks};
use crate::memory::{Growth, Memory};
use crate::over;
use crate::quiet;

const SCRIPT: &str = r#"
const [username, password, ends, parallel] = arguments;
const post = (path, body, token) => new Promise((resolve, reject) => {
  const xhr = new XMLHttpRequest();
  xhr.open('POST', path);
  if (token) xhr.setRequestHeader('Authorization', 'Bearer ' + token);
  else xhr.setRequestHeader('Content-Type', 'application/json');
  xhr.onload = () => xhr.status < 300 ? resolve(JSON.parse(xhr.responseText)) : reject(xhr.status + xhr.responseText);
  xhr.onerror = () => reject('network');
  xhr.send(body);
});
const send = async () => {
  const file = document.querySelector('input').files[0];
  const { access_token } = await post('/api/auth/login', JSON.stringify({ username, password }));
  const total = ends.length;
  let upload;
  const part = async index => {
    const form = new FormData();
    form.append('chunk', file.slice(ends[index - 1] ?? 0, ends[index]), file.name);
    form.append('chunk_index', index);
    form.append('total_chunks', total);
    form.append('filename', file.name);
    form.append('upload_type', 'zip_with_qr');
    form.append('is_final_chunk', index === total - 1);
    if (upload) form.append('upload_id', upload);
    return post('/api/batches/upload-chunk', form, access_token);
  };
  window.__began = performance.now();
  upload = (await part(0)).upload_id;
  let next = 1;
  const lane = async () => { while (next < total - 1) await part(next++); };
  await Promise.all(Array.from({ length: parallel }, lane));
  await part(total - 1);
  window.__done = true;
};
window.__done = false; window.__failed = undefined;
send().catch(reason => { window.__failed = String(reason); });
"#;

/// What the bare page needed.
#[derive(Clone, Debug)]
pub struct Bare {
    /// Where its time went; the sum is the time from the first byte to the last answer.
    pub legs: Legs,
    /// What the browser's memory did.
    pub growth: Growth,
    /// What held up the main thread.
    pub tasks: Tasks,
}

/// Sends the file in chunks that end at `ends` from a bare page, `lanes` of them at once.
pub async fn send(
    api: &LocalApi,
    page: &Page,
    file: &Path,
    (ends, lanes): (&[u64], u32),
    seconds: u64,
) -> Step<Bare> {
    page.goto("/config.json").await?;
    page.eval("const i = document.createElement('input'); i.type = 'file'; document.body.replaceChildren(i); return null")
        .await?;
    page.give_files(&[file.to_owned()]).await?;
    quiet::rests().await?;
    gauge::note_tasks(page).await?;
    let memory = Memory::watch();
    page.script(
        SCRIPT,
        vec![
            json!(STAFF.username),
            json!(STAFF.password),
            json!(ends),
            json!(lanes),
        ],
    )
    .await?;
    if !over::made_a_batch(api, seconds, async || failed(page).await).await? {
        return Err(Failure(format!(
            "the bare page was not done after {seconds} s"
        )));
    }
    let growth = memory.growth()?;
    answered(page).await?;
    let legs = gauge::legs(page).await?;
    Ok(Bare {
        growth,
        legs: legs.ok_or_else(|| Failure::new("the bare page's requests left no times"))?,
        tasks: gauge::tasks(page).await?,
    })
}

async fn failed(page: &Page) -> Step {
    match page.eval("return window.__failed ?? null").await?.as_str() {
        Some(reason) => Err(Failure(format!("the bare page failed: {reason}"))),
        None => Ok(()),
    }
}

/// The batch is in the list before the answer is in the page.
async fn answered(page: &Page) -> Step {
    until_within(60, "the last answer in the bare page", async || {
        Ok(match page.eval("return window.__done").await?.as_bool() {
            Some(true) => Seen::Yes(()),
            _ => Seen::NotYet("none".to_owned()),
        })
    })
    .await
}
