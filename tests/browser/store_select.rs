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

/// A drop as a browser reports it, of a tree: texts are files, objects are folders, null cannot be read, 0 and folders with
/// `silent` never answer. Folders give 100 entries at a time, like Chromium's.
fn dropped(tree: &str) -> DataTransfer {
    let build = Function::new_no_args(
        &format!(
            "const later = (f) => setTimeout(f, 0);
             const entry = (name, node) => typeof node === 'string' || node === null || node === 0 ? {{
               name, isFile: true, isDirectory: false,
               file: (done, failed) => node === 0 || later(() =>
                 node === null ? failed(new DOMException('', 'NotReadableError')) : done(new File([node], name))),
             }} : {{
               name, isFile: false, isDirectory: true,
               createReader() {{
                 const all = Object.entries(node).map(([name, node]) => entry(name, node));
                 return {{readEntries: (done) => node.silent || later(() => done(all.splice(0, 100)))}};
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

/// Timers go a hundred times as fast until it is dropped.
struct QuickTimers;

impl QuickTimers {
    fn begin() -> Self {
        js_sys::eval(
            "globalThis.__setTimeout = setTimeout;
             globalThis.setTimeout = (f, ms, ...rest) => __setTimeout(f, ms / 100, ...rest); 0",
        )
        .unwrap();
        Self
    }
}

impl Drop for QuickTimers {
    fn drop(&mut self) {
        js_sys::eval("globalThis.setTimeout = __setTimeout; 0").unwrap();
    }
}

#[wasm_bindgen_test]
async fn c9_what_never_answers_is_left_out_by_name() {
    let _quick = QuickTimers::begin();
    let drop = dropped(
        "{Room: {'1.jpg': 'a', '2.jpg': 0, '3.jpg': 'c', gone: {silent: true, '4.jpg': 'd'}, '5.jpg': 'e'}, 'last.jpg': 'f'}",
    );
    let selection = Dropped::take(&drop).read(|_| {}).await;
    assert_eq!(
        paths(&selection),
        ["last.jpg", "Room/1.jpg", "Room/3.jpg", "Room/5.jpg"]
    );
    assert_eq!(selection.unreadable, ["Room/2.jpg", "Room/gone"]);
}

#[wasm_bindgen_test]
async fn c9_a_drop_that_never_answers_has_an_end() {
    let _quick = QuickTimers::begin();
    let drop = dropped(
        "Object.fromEntries(Array.from({length: 40}, (_, i) => [`room ${i}`, {silent: true}]))",
    );
    let selection = Dropped::take(&drop).read(|_| {}).await;
    assert_eq!(selection.files.len(), 0);
    assert_eq!(selection.unreadable.len(), 40);
}

#[wasm_bindgen_test]
async fn c3_an_image_gets_a_name_that_servers_know_and_keeps_its_bytes() {
    let jpeg = b"\xff\xd8\xff\xe0 and so on";
    let given = file(jpeg, "page.jfif", 1.0);
    given_folder(&given, "Room 1/page.jfif");
    let selection = of_input(vec![given, file(b"no image", "notes.txt", 1.0)]).await;
    let page = &selection.files[1];
    assert_eq!(
        (page.path.as_str(), page.file.name()),
        ("Room 1/page.jfif", "page.jpg".into())
    );
    assert_eq!(page.was.as_deref(), Some("page.jfif"));
    assert_eq!(page.file.size(), jpeg.len() as f64);
    let path = js_sys::Reflect::get(&page.file, &"webkitRelativePath".into()).unwrap();
    assert_eq!(path, "Room 1/page.jpg");
    let text = &selection.files[0];
    assert_eq!(
        (text.file.name(), text.was.as_deref()),
        ("notes.txt".into(), None)
    );
}

/// As files of a chosen folder have it.
fn given_folder(file: &File, path: &str) {
    let set = Function::new_with_args(
        "file, path",
        "Object.defineProperty(file, 'webkitRelativePath', {value: path})",
    );
    set.call2(&JsValue::UNDEFINED, file, &path.into()).unwrap();
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
