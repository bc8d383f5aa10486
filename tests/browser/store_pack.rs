//! Packing real Files: the ZIP opens, whichever way the checksums are made; what cannot be read is named.

use std::{
    cell::RefCell,
    io::{Cursor, Read},
};

use crate::store_files::{bytes_of, file, stub};
use js_sys::Function;
use omr_batch_console::upload::pack::{By, PackError, PackedZip, pack_by};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::File;
use zip::ZipArchive;

/// Where `cargo xtask test browser` puts the worker that it has built.
const WORKER: By = By::Worker {
    url: "/target/crc-worker/crc-worker_loader.js",
};

fn scans() -> Vec<(String, File)> {
    [
        ("Room 1/p 10.jpg", vec![1; 3_000_000]),
        ("Room 1/p 9.jpg", b"nine".to_vec()),
        ("Room 1/sub/p 1.jpg", Vec::new()),
        ("Room 1/P 9.JPG", b"another nine".to_vec()),
    ]
    .into_iter()
    .map(|(path, bytes)| (path.to_owned(), file(&bytes, "x.jpg", 1_763_569_422_000.0)))
    .collect()
}

/// Names and contents, read by the `zip` crate, which checks the checksums.
async fn unpack(zip: &PackedZip) -> Vec<(String, Vec<u8>)> {
    let bytes = bytes_of(&zip.blob).await;
    assert_eq!(bytes.len() as u64, zip.size);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).unwrap();
            let mut read = Vec::new();
            file.read_to_end(&mut read).unwrap();
            (file.name().unwrap().into_owned(), read)
        })
        .collect()
}

async fn pack(by: By, files: Vec<(String, File)>) -> (PackedZip, Vec<(u64, u64)>) {
    let steps = RefCell::new(Vec::new());
    let zip = pack_by(by, files, |done, total| {
        steps.borrow_mut().push((done, total))
    })
    .await
    .unwrap();
    (zip, steps.into_inner())
}

#[wasm_bindgen_test]
async fn the_page_alone_can_pack() {
    let (zip, steps) = pack(By::Page, scans()).await;
    assert_eq!(zip.name, "Room 1.zip");
    assert_eq!(zip.blob.type_(), "application/zip");
    assert!(zip.digest.is_some());
    let files = unpack(&zip).await;
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["P 9.JPG", "p 9 (2).jpg", "p 10.jpg", "sub_p 1.jpg"]);
    assert_eq!(files[1].1, b"nine");
    assert_eq!(files[2].1.len(), 3_000_000);
    let total = 3_000_000 + 4 + 12;
    assert!(steps.windows(2).all(|w| w[0].0 <= w[1].0), "{steps:?}");
    assert_eq!(steps.last(), Some(&(total, total)));
}

#[wasm_bindgen_test]
async fn the_worker_makes_the_same_zip() {
    let (by_page, _) = pack(By::Page, scans()).await;
    let (by_worker, steps) = pack(WORKER, scans()).await;
    assert_eq!(by_page.digest, by_worker.digest);
    assert_eq!(unpack(&by_page).await, unpack(&by_worker).await);
    assert_eq!(steps.last(), Some(&(3_000_016, 3_000_016)));
    // The worker reports once in 8 MiB, the page once in 1 MiB: this shows who did the work.
    assert_eq!(steps.len(), 1, "the worker did not start: {steps:?}");
}

#[wasm_bindgen_test]
async fn a_worker_that_does_not_start_is_not_missed() {
    let missing = By::Worker {
        url: "/no-such-worker.js",
    };
    let (zip, _) = pack(missing, scans()).await;
    assert_eq!(unpack(&zip).await.len(), 4);
}

#[wasm_bindgen_test]
async fn what_a_dying_worker_leaves_the_page_does() {
    let undo = stub(
        "const post = Worker.prototype.postMessage;
         let messages = 0;
         Worker.prototype.postMessage = function (message) {
           messages += 1;
           if (messages < 4) post.call(this, message);
           if (messages === 4) this.dispatchEvent(new Event('error', {cancelable: true}));
         };
         return () => { Worker.prototype.postMessage = post; return messages; };",
    );
    let files = (0..300).map(|i| (format!("{i}.jpg"), file(&[i as u8; 9], "x.jpg", 0.0)));
    let (zip, steps) = pack(WORKER, files.collect()).await;
    assert_eq!(undo.call0(&JsValue::UNDEFINED).unwrap(), 4);
    assert_eq!(unpack(&zip).await.len(), 300);
    assert!(steps.windows(2).all(|w| w[0].0 <= w[1].0), "{steps:?}");
    assert_eq!(steps.last(), Some(&(2700, 2700)));
}

#[wasm_bindgen_test]
async fn the_same_files_make_the_same_zip_in_whatever_order_they_come() {
    let (first, _) = pack(By::Page, scans()).await;
    let mut turned = scans();
    turned.reverse();
    let (second, _) = pack(By::Page, turned).await;
    assert_eq!(bytes_of(&first.blob).await, bytes_of(&second.blob).await);
    assert_eq!(first.digest, second.digest);

    let mut changed = scans();
    changed[1].1 = file(b"NINE", "x.jpg", 1_763_569_422_000.0);
    assert_ne!(pack(By::Page, changed).await.0.digest, first.digest);
}

#[wasm_bindgen_test]
async fn a_file_that_cannot_be_read_is_named() {
    let gone = Function::new_with_args(
        "file",
        "file.slice = () => ({arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError'))})",
    );
    let mut files = scans();
    gone.call1(&JsValue::UNDEFINED, &files[0].1).unwrap();
    let error = pack_by(By::Page, files, |_, _| {}).await.unwrap_err();
    let name = "Room 1/p 10.jpg".to_owned();
    assert_eq!(error, PackError::Unreadable { name: name.clone() });

    let shorter = Function::new_with_args(
        "file",
        "const whole = file.slice; file.slice = (a, b) => whole.call(file, a, b - 1)",
    );
    files = scans();
    shorter.call1(&JsValue::UNDEFINED, &files[0].1).unwrap();
    let error = pack_by(By::Page, files, |_, _| {}).await.unwrap_err();
    assert_eq!(error, PackError::Unreadable { name });
}

#[wasm_bindgen_test]
async fn many_files_pass_every_batch_and_group() {
    let files = || -> Vec<(String, File)> {
        (0..700)
            .map(|i| {
                (
                    format!("{i}.jpg"),
                    file(format!("page {i}").as_bytes(), "x.jpg", 0.0),
                )
            })
            .collect()
    };
    for by in [By::Page, WORKER] {
        let (zip, _) = pack(by, files()).await;
        let unpacked = unpack(&zip).await;
        assert_eq!(unpacked.len(), 700);
        for (i, (name, bytes)) in unpacked.into_iter().enumerate() {
            assert_eq!(name, format!("{i}.jpg"));
            assert_eq!(bytes, format!("page {i}").into_bytes());
        }
        assert_eq!(zip.name, "700 images.zip");
    }
}
