//! `curl` with four connections, printed beside the browsers: the same chunks from files that were cut before.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use e2e::api::Account;
use e2e::{Failure, LocalApi, Step};
use serde_json::Value;

const LANES: usize = 4;

/// Milliseconds from the first byte to the last answer; `None` without curl.
pub fn send(
    api: &LocalApi,
    account: Account,
    file: &Path,
    chunk: u64,
    sparse: bool,
) -> Step<Option<f64>> {
    if Command::new("curl").arg("--version").output().is_err() {
        return Ok(None);
    }
    let base = api.base();
    let login = format!(
        r#"{{"username":"{}","password":"{}"}}"#,
        account.username, account.password
    );
    let answer = curl(&[
        "-H",
        "Content-Type: application/json",
        "-d",
        &login,
        &format!("{base}/api/auth/login"),
    ])?;
    let token = text(&answer, "access_token")?;
    let slices = cut(file, chunk, sparse)?;
    let began = Instant::now();
    let upload = text(&part(base, &token, &slices, 0, None)?, "upload_id")?;
    let next = AtomicUsize::new(1);
    let last = slices.len() - 1;
    let lanes = std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..LANES)
            .map(|_| {
                scope.spawn(|| {
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        if index >= last {
                            return Ok(());
                        }
                        part(base, &token, &slices, index, Some(&upload))?;
                    }
                })
            })
            .collect();
        let join = |lane: std::thread::ScopedJoinHandle<'_, Step>| {
            lane.join()
                .unwrap_or_else(|_| Err(Failure::new("a lane of curl panicked")))
        };
        lanes.into_iter().map(join).collect::<Step<Vec<()>>>()
    });
    lanes?;
    part(base, &token, &slices, last, Some(&upload))?;
    let took = began.elapsed().as_secs_f64() * 1_000.0;
    for slice in slices {
        std::fs::remove_file(slice)?;
    }
    Ok(Some(took))
}

fn part(
    base: &str,
    token: &str,
    slices: &[PathBuf],
    index: usize,
    upload: Option<&str>,
) -> Step<Value> {
    let mut words = vec![
        "-H".to_owned(),
        format!("Authorization: Bearer {token}"),
        "-H".to_owned(),
        "Expect:".to_owned(),
    ];
    let mut field = |text: String| words.extend(["-F".to_owned(), text]);
    field(format!("chunk_index={index}"));
    field(format!("total_chunks={}", slices.len()));
    field("filename=curl.zip".to_owned());
    field("upload_type=zip_with_qr".to_owned());
    field(format!("is_final_chunk={}", index + 1 == slices.len()));
    if let Some(upload) = upload {
        field(format!("upload_id={upload}"));
    }
    field(format!("chunk=@{}", slices[index].display()));
    words.push(format!("{base}/api/batches/upload-chunk"));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    curl(&words)
}

fn curl(words: &[&str]) -> Step<Value> {
    let run = Command::new("curl")
        .args(["-sS", "--fail-with-body"])
        .args(words)
        .output()?;
    if !run.status.success() {
        return Err(Failure(format!(
            "curl: {} {}",
            String::from_utf8_lossy(&run.stderr),
            String::from_utf8_lossy(&run.stdout)
        )));
    }
    Ok(serde_json::from_slice(&run.stdout)?)
}

fn text(answer: &Value, name: &str) -> Step<String> {
    answer[name]
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| Failure(format!("no {name} in an answer to curl")))
}

/// Slices of a sparse file are all holes: they take the same time to send and no disk.
fn cut(file: &Path, chunk: u64, sparse: bool) -> Step<Vec<PathBuf>> {
    let mut from = File::open(file)?;
    let size = from.metadata()?.len();
    (0..size.div_ceil(chunk))
        .map(|index| {
            let path = file.with_extension(format!("slice-{index}"));
            let mut to = File::create(&path)?;
            if sparse {
                to.set_len(chunk.min(size - index * chunk))?;
            } else {
                std::io::copy(&mut (&mut from).take(chunk), &mut to)?;
                to.flush()?;
            }
            Ok(path)
        })
        .collect()
}
