//! The browser's own ceiling: a page with a file input and forty lines of script that send the same slices by XHR, in the
//! same order, with nothing else on it.

use std::path::Path;

use e2e::api::Account;
use e2e::wait::{Seen, until_within};
use e2e::{Page, Step};
use serde_json::json;

const SCRIPT: &str = r#"
const [username, password, chunk, parallel] = arguments;
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
  const total = Math.ceil(file.size / chunk);
  let upload;
  const part = async index => {
    const form = new FormData();
    form.append('chunk', file.slice(index * chunk, Math.min(file.size, (index + 1) * chunk)), file.name);
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
  window.__took = performance.now() - window.__began;
};
window.__took = undefined; window.__failed = undefined;
send().catch(reason => { window.__failed = String(reason); });
"#;

/// Sends the file from a bare page; gives the milliseconds from the first byte to the last answer.
pub async fn send(
    page: &Page,
    account: Account,
    file: &Path,
    chunk: u64,
    seconds: u64,
) -> Step<f64> {
    page.goto("/config.json").await?;
    page.eval("document.body.innerHTML = '<input type=file>'; return null")
        .await?;
    page.give_files(&[file.to_owned()]).await?;
    page.script(
        SCRIPT,
        vec![
            json!(account.username),
            json!(account.password),
            json!(chunk),
            json!(3),
        ],
    )
    .await?;
    until_within(seconds, "the bare page's last answer", async || {
        let state = page
            .eval("return [window.__took ?? null, window.__failed ?? null]")
            .await?;
        if let Some(reason) = state[1].as_str() {
            return Err(e2e::Failure(format!("the bare page failed: {reason}")));
        }
        Ok(state[0]
            .as_f64()
            .map_or(Seen::NotYet("still sending".into()), Seen::Yes))
    })
    .await
}
