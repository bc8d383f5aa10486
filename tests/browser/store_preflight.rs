//! The preflight worker in a real browser: it reads a File by ranges, and says what it found.

use super::page_tools::until;
use js_sys::{Array, Uint8Array};
use omr_batch_console::upload::preflight::worker::{Heard, Worker};
use preflight::report::{FileKind, Kind, Report};
use preflight::settings::Settings;
use preflight_worker::protocol::{Question, Word};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::File;

/// Where the test run puts it (`cargo xtask test browser`).
const URL: &str = "/target/preflight-worker/preflight-worker_loader.js";

fn file(name: &str, bytes: &[u8]) -> File {
    let parts = Array::of1(&Uint8Array::from(bytes));
    File::new_with_u8_array_sequence(&parts, name).unwrap()
}

/// What the worker says of a file: its last report.
async fn look(file: File) -> Report {
    let heard: Rc<RefCell<Vec<Heard>>> = Rc::default();
    let ear = Rc::clone(&heard);
    let worker = Worker::start(URL, move |word| ear.borrow_mut().push(word)).unwrap();
    until("the worker to listen", || {
        heard
            .borrow()
            .iter()
            .any(|h| matches!(h, Heard::Ready))
            .then_some(())
    })
    .await;
    let settings = Settings::default();
    assert!(worker.ask(&Question::Archive {
        id: 7,
        file,
        settings
    }));
    until("the end of the check", || {
        let heard = heard.borrow();
        heard
            .iter()
            .any(|h| matches!(h, Heard::Word(Word::Done { id: 7 })))
            .then_some(())
    })
    .await;
    let heard = heard.borrow();
    let mut reports = heard.iter().rev().filter_map(|h| match h {
        Heard::Word(Word::Report { id: 7, report, .. }) => Some(Report::clone(report)),
        _ => None,
    });
    reports.next().unwrap()
}

#[wasm_bindgen_test]
async fn a_file_that_is_no_zip_is_named() {
    let report = look(file("a.zip", b"%PDF-1.7 and so on")).await;
    assert!(report.has(Kind::NotAZip(FileKind::Pdf)), "{report:?}");
}

#[wasm_bindgen_test]
async fn an_empty_archive_is_read_to_its_end() {
    let mut end = b"PK\x05\x06".to_vec();
    end.resize(22, 0);
    let report = look(file("a.zip", &end)).await;
    assert!(report.has(Kind::EmptyArchive), "{report:?}");
    assert!(report.is_judged() && report.bytes_read > 0);
}

#[wasm_bindgen_test]
async fn a_worker_that_is_not_there_is_heard_as_failed() {
    let heard: Rc<RefCell<Vec<Heard>>> = Rc::default();
    let ear = Rc::clone(&heard);
    let _worker = Worker::start("/target/no-such-worker.js", move |word| {
        ear.borrow_mut().push(word)
    });
    until("the failure", || {
        heard
            .borrow()
            .iter()
            .any(|h| matches!(h, Heard::Failed))
            .then_some(())
    })
    .await;
}
