//! Drops and folders: every file is found, system litter is left out, the page stays free.

use std::cell::Cell;

use crate::store_files::file;
use js_sys::Function;
use omr_batch_console::upload::{
    files::Incoming,
    select::walk::{Dropped, Selection, of_input},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{DataTransfer, File};

/// A drop as a browser reports it, of a tree: texts are files, objects are folders, null cannot be read. Folders give 100
/// entries at a time, like Chromium's.
fn dropped(tree: &str) -> DataTransfer {
    let build = Function::new_no_args(
        &format!(
            "const later = (f) => setTimeout(f, 0);
             const entry = (name, node) => typeof node === 'string' || node === null ? {{
               name, isFile: true, isDirectory: false,
               file: (done, failed) => later(() =>
                 node === null ? failed(new DOMException('', 'NotReadableError')) : done(new File([node], name))),
             }} : {{
               name, isFile: false, isDirectory: true,
               createReader() {{
                 const all = Object.entries(node).map(([name, node]) => entry(name, node));
                 return {{readEntries: (done) => later(() => done(all.splice(0, 100)))}};
               }},
             }};
             const roots = Object.entries({tree}).map(([name, node]) => entry(name, node));
             return {{items: roots.map((root) => ({{kind: 'file', webkitGetAsEntry: () => root}}))}};"
        ),
    );
    build.call0(&JsValue::UNDEFINED).unwrap().unchecked_into()
}

fn paths(selection: &Selection) -> Vec<&str> {
    selection.files.iter().map(|f| f.path.as_str()).collect()
}

#[wasm_bindgen_test]
async fn folders_are_walked_in_natural_order_without_litter() {
    let drop = dropped(
        "{'Room 1': {'p 10.jpg': 'a', 'p 9.jpg': 'b', '.DS_Store': 'x', deep: {'1.jpg': 'c', empty: {}},
                     '__MACOSX': {'p 9.jpg': 'y'}},
          'single.zip': 'z', 'Thumbs.db': 't', 'gone.jpg': null}",
    );
    let selection = Dropped::take(&drop).read(|_| {}).await;
    assert_eq!(
        paths(&selection),
        [
            "Room 1/deep/1.jpg",
            "Room 1/p 9.jpg",
            "Room 1/p 10.jpg",
            "single.zip"
        ]
    );
    assert_eq!(selection.litter, 3);
    assert_eq!(selection.unreadable, ["gone.jpg"]);
    assert!(selection.files.iter().all(|f| f.handle.is_none()));
}

#[wasm_bindgen_test]
async fn a_folder_of_thousands_is_found_whole_and_the_page_gets_its_turns() {
    let drop = dropped(
        "{Room: Object.fromEntries(Array.from({length: 2345}, (_, i) => [`p ${i}.jpg`, 'x']))}",
    );
    let turns = js_sys::eval(
        "globalThis.__turns = 0; globalThis.__timer = setInterval(() => { globalThis.__turns += 1; }, 1)",
    );
    assert!(turns.is_ok());
    let steps = Cell::new(0);
    let selection = Dropped::take(&drop).read(|n| steps.set(n)).await;
    let turns = js_sys::eval("clearInterval(globalThis.__timer); globalThis.__turns").unwrap();
    assert_eq!(selection.files.len(), 2345);
    assert_eq!(selection.files[2344].path, "Room/p 2344.jpg");
    assert_eq!(steps.get(), 2345);
    assert!(
        turns.as_f64().unwrap() >= 10.0,
        "the page had {turns:?} turns"
    );
}

#[wasm_bindgen_test]
async fn a_tree_that_never_ends_is_given_up() {
    let drop = dropped(
        "(() => { const loop = {}; loop.x = loop; Object.defineProperty(loop, 'f.jpg', {value: 'f', enumerable: true}); return {loop}; })()",
    );
    let selection = Dropped::take(&drop).read(|_| {}).await;
    assert_eq!(selection.files.len(), 32, "one file in each of 32 folders");
    assert_eq!(selection.unreadable.len(), 1);
}

#[wasm_bindgen_test]
async fn dragged_text_is_ignored() {
    let transfer = DataTransfer::new().unwrap();
    transfer
        .items()
        .add_with_str_and_type("hello", "text/plain")
        .unwrap();
    assert!(Dropped::take(&transfer).is_empty());
    let scan: File = file(b"zip", "a.zip", 1.0);
    transfer.items().add_with_file(&scan).unwrap();
    let dropped = Dropped::take(&transfer);
    assert!(!dropped.is_empty());
    assert_eq!(paths(&dropped.read(|_| {}).await), ["a.zip"]);
}

#[wasm_bindgen_test]
async fn a_chosen_folder_keeps_its_paths() {
    let chosen = |path: &str| {
        let scan = file(b"x", "1.jpg", 1.0);
        js_sys::Object::define_property(
            &scan,
            &"webkitRelativePath".into(),
            &js_sys::JSON::parse(&format!("{{\"value\":\"{path}\"}}"))
                .unwrap()
                .into(),
        );
        scan
    };
    let files = vec![
        chosen("Room/2/1.jpg"),
        chosen("Room/1/1.jpg"),
        chosen("Room/.DS_Store"),
    ];
    let selection = of_input(files.clone()).await;
    assert_eq!(paths(&selection), ["Room/1/1.jpg", "Room/2/1.jpg"]);

    let arrived = Incoming::Input(files).read().await;
    let facts = &arrived.files[0].facts;
    assert_eq!(
        (facts.folder.as_str(), facts.name.as_str(), facts.bytes),
        ("Room/1", "1.jpg", 1)
    );
}
