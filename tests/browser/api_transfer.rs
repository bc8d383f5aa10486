//! The one upload request: its progress, its end, and that giving it up ends it. The bodies go over real XHRs to the server
//! that serves these tests; it answers any POST with the file of that path, or 404.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::Array;
use omr_batch_console::api::Error;
use omr_batch_console::api::client::{Bearer, Client};
use omr_batch_console::api::transfer::{Sent, Transfer, send};
use omr_batch_console::config::Config;
use omr_batch_console::domain::Strategy;
use omr_batch_console::upload::driver::Source;
use omr_batch_console::upload::form::Details;
use omr_batch_console::upload::session::Send;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, FormData};

use super::store_files::{blob, bytes_of};
use super::ui_server::{Answer, Server, tokens, user};

const MEBIBYTE: u64 = 1 << 20;
const LONG_MS: u32 = 60_000;

#[wasm_bindgen(inline_js = r#"
const real = XMLHttpRequest.prototype.send;
let last;
/** Keeps the request that is sent next; with `mute` it never leaves. */
export function watch_xhr(mute) {
  last = undefined;
  XMLHttpRequest.prototype.send = function (body) {
    last = { xhr: this, aborted: false };
    const seen = last;
    this.addEventListener("abort", () => { seen.aborted = true; });
    const abort = this.abort.bind(this);
    this.abort = () => { seen.given_up = true; abort(); };
    if (!mute) real.call(this, body);
  };
}
export function unwatch_xhr() { XMLHttpRequest.prototype.send = real; }
/** Whether abort() was called on it while it was under way, and nothing of it is left. */
export function was_given_up() { return Boolean(last?.given_up) && last.xhr.status === 0 && last.xhr.readyState !== 4; }
export function was_sent() { return last !== undefined; }
"#)]
extern "C" {
    fn watch_xhr(mute: bool);
    fn unwatch_xhr();
    fn was_given_up() -> bool;
    fn was_sent() -> bool;
}

/// Watches until dropped.
struct Spy;

impl Spy {
    fn on(mute: bool) -> Self {
        watch_xhr(mute);
        Self
    }
}

impl Drop for Spy {
    fn drop(&mut self) {
        unwatch_xhr();
    }
}

/// Somebody's token.
async fn bearer() -> Bearer {
    let server = Server::start(|_, _, _| Answer::ok(tokens(&user("araya", false))));
    let client = Client::new(Config::default());
    client.sign_in("araya", "secret").await.unwrap();
    let credentials = client.credentials();
    credentials.adopt(credentials.mark());
    let bearer = client.bearer(0).await.unwrap();
    credentials.forget();
    drop(server);
    bearer
}

/// A Blob of numbered mebibytes: each begins with its number, so that every slice says where it is from.
fn numbered(mebibytes: u64) -> Blob {
    let rest = blob(&vec![0xa5; MEBIBYTE as usize - 8]);
    let parts = Array::new();
    for number in 0..mebibytes {
        parts.push(&blob(&number.to_le_bytes()));
        parts.push(&rest);
    }
    Blob::new_with_blob_sequence(&parts).unwrap()
}

fn form_of(blob: &Blob) -> FormData {
    let form = FormData::new().unwrap();
    form.append_with_blob_and_filename("chunk", blob, "a.zip")
        .unwrap();
    form
}

async fn sent(
    url: &str,
    form: &FormData,
    stall_ms: u32,
    told: Rc<RefCell<Vec<Sent>>>,
) -> Result<serde_json::Value, Error> {
    let bearer = bearer().await;
    let transfer = Transfer {
        url,
        form,
        bearer: &bearer,
        stall_ms,
        answer_ms: stall_ms,
    };
    send(transfer, move |sent| told.borrow_mut().push(sent)).await
}

#[wasm_bindgen_test]
async fn progress_only_grows_and_ends_with_the_whole_body_and_the_answer_is_read() {
    let body = numbered(64);
    let told = Rc::<RefCell<Vec<Sent>>>::default();
    let answer = sent(
        "/public/config.json",
        &form_of(&body),
        LONG_MS,
        told.clone(),
    )
    .await;
    assert!(
        answer.unwrap().get("chunk_bytes").is_some(),
        "the answer's JSON"
    );
    let told = told.borrow();
    assert_eq!(told.last(), Some(&Sent::All));
    assert_eq!(told.iter().filter(|t| **t == Sent::All).count(), 1);
    let bytes: Vec<u64> = told
        .iter()
        .filter_map(|t| match t {
            Sent::Bytes(n) => Some(*n),
            Sent::All => None,
        })
        .collect();
    assert!(
        bytes.is_sorted() && bytes.iter().any(|n| *n > 0),
        "{bytes:?}"
    );
    let most = 64 * MEBIBYTE + 1_000;
    assert!(
        bytes.iter().all(|n| *n <= most),
        "no more than the body: {bytes:?}"
    );
}

#[wasm_bindgen_test]
async fn an_error_status_is_an_error_with_its_code() {
    let told = Rc::default();
    let answer = sent(
        "/api/batches/upload-chunk",
        &form_of(&blob(b"scan")),
        LONG_MS,
        told,
    )
    .await;
    assert!(matches!(answer, Err(Error::Status { code: 404, .. })));
}

#[wasm_bindgen_test]
async fn a_request_that_nobody_waits_for_is_aborted_in_mid_body() {
    let _spy = Spy::on(false);
    let body = form_of(&numbered(1_024));
    let bearer = bearer().await;
    let moved = Rc::new(Cell::new(false));
    let (told, all) = (Rc::clone(&moved), Rc::new(Cell::new(false)));
    let all_sent = Rc::clone(&all);
    let transfer = Transfer {
        url: "/api/batches/upload-chunk",
        form: &body,
        bearer: &bearer,
        stall_ms: LONG_MS,
        answer_ms: LONG_MS,
    };
    let request = Box::pin(send(transfer, move |sent| match sent {
        Sent::Bytes(n) => told.set(told.get() || n > 0),
        Sent::All => all_sent.set(true),
    }));
    let first_bytes = Box::pin(async {
        while !moved.get() {
            TimeoutFuture::new(1).await;
        }
    });
    match select(request, first_bytes).await {
        Either::Left((answer, _)) => panic!(
            "a gigabyte was answered before its first bytes: {}",
            answer.is_ok()
        ),
        Either::Right(((), request)) => {
            assert!(!was_given_up());
            drop(request);
        }
    }
    assert!(was_given_up());
    assert!(!all.get(), "it was under way");
    moved.set(false);
    TimeoutFuture::new(200).await;
    assert!(!moved.get() && !all.get(), "nobody is told of it any more");
}

#[wasm_bindgen_test]
async fn f02_silence_is_a_timeout_and_the_request_is_given_up() {
    let _spy = Spy::on(true);
    let answer = sent(
        "/api/batches/upload-chunk",
        &form_of(&blob(b"scan")),
        200,
        Rc::default(),
    )
    .await;
    assert_eq!(answer, Err(Error::Timeout));
    assert!(was_sent() && was_given_up());
}

#[wasm_bindgen_test]
async fn a_server_that_is_not_there_is_a_network_error() {
    // Port 1 is closed, and to other origins the tests' server gives no leave.
    let answer = sent(
        "http://127.0.0.1:1/upload",
        &form_of(&blob(b"scan")),
        LONG_MS,
        Rc::default(),
    )
    .await;
    assert_eq!(answer, Err(Error::Network));
}

#[wasm_bindgen_test]
async fn chunks_beyond_two_and_four_gigabytes_hold_the_bytes_of_their_place() {
    let total = 5 * 1_024;
    let file = numbered(total);
    assert_eq!(file.size(), (total * MEBIBYTE) as f64);
    let source = Source::Whole(file);
    assert_eq!(source.size(), total * MEBIBYTE);
    let details = Details {
        filename: "7-gb.zip".to_owned(),
        strategy: Strategy::ZipWithQr,
        task_id: None,
        notes: None,
    };
    // Around 2 GiB, around 4 GiB, and the last one.
    for first in [0, 2_047, 2_048, 2_049, 4_095, 4_096, total - 2] {
        let range = first * MEBIBYTE..(first + 2) * MEBIBYTE;
        let send = Send {
            request: 1,
            part: 1,
            range: range.clone(),
            chunks: Some(3),
            upload_id: Some("u".to_owned()),
            is_final: false,
        };
        assert!(source.reads(&range).await);
        let form = source.form(&details, &send).unwrap();
        let chunk: Blob = form.get("chunk").unchecked_into();
        assert_eq!(chunk.size(), (2 * MEBIBYTE) as f64);
        for place in 0..2 {
            let from = (place * MEBIBYTE) as f64;
            let number = bytes_of(&chunk.slice_with_f64_and_f64(from, from + 8.0).unwrap()).await;
            assert_eq!(number, (first + place).to_le_bytes(), "chunk at {range:?}");
        }
    }
}
