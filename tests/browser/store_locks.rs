//! One tab sends, the others know: locks, the channel, the screen.

use std::{cell::RefCell, pin::pin, rc::Rc};

use crate::store_files::{stub, until};
use futures::{FutureExt, poll};
use js_sys::{Promise, Reflect};
use omr_batch_console::{
    api::web_locks,
    domain::Strategy,
    upload::{
        locks::{Channel, Message, WakeLock, held, hold, try_hold},
        view::{UploadKey, UploadView},
    },
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_lock_has_one_holder_and_passes_on() {
    let key = UploadKey(101);
    let first = try_hold(key).await.expect("nobody holds it");
    assert!(try_hold(key).await.is_none(), "it is held");
    assert!(
        try_hold(UploadKey(102)).await.is_some(),
        "another upload is free"
    );
    assert!(held().await.contains(&key));
    assert!(!held().await.contains(&UploadKey(102)));

    let mut waiting = pin!(hold(key));
    assert!(poll!(&mut waiting).is_pending());
    drop(first);
    let second = waiting.await;
    assert!(try_hold(key).await.is_none());
    drop(second);
    until(async || !held().await.contains(&key)).await;
}

#[wasm_bindgen_test]
async fn who_gives_up_waiting_does_not_get_the_lock_later() {
    let key = UploadKey(103);
    let first = try_hold(key).await.expect("nobody holds it");
    {
        let mut waiting = pin!(hold(key));
        assert!(poll!(&mut waiting).is_pending());
    }
    drop(first);
    until(async || !held().await.contains(&key)).await;
    assert!(try_hold(key).await.is_some());
}

#[wasm_bindgen_test]
async fn without_web_locks_everybody_may_send() {
    let undo = stub(
        "Object.defineProperty(navigator, 'locks', {value: undefined, configurable: true});
         return () => { delete navigator.locks; };",
    );
    let available = web_locks::available();
    let first = try_hold(UploadKey(104)).await;
    let second = try_hold(UploadKey(104)).await;
    let waited = hold(UploadKey(104)).now_or_never();
    let names = web_locks::held().await;
    undo.call0(&JsValue::UNDEFINED).unwrap();
    assert!(!available);
    assert!(first.is_some() && second.is_some() && waited.is_some());
    assert!(names.is_empty());
    assert!(web_locks::available());
}

#[wasm_bindgen_test]
async fn a_page_that_may_not_lock_is_not_held_up() {
    let undo = stub(
        "const locks = {request: () => Promise.reject(new DOMException('', 'SecurityError'))};
         Object.defineProperty(navigator, 'locks', {value: locks, configurable: true});
         return () => { delete navigator.locks; };",
    );
    let granted = try_hold(UploadKey(105)).await;
    undo.call0(&JsValue::UNDEFINED).unwrap();
    assert!(granted.is_some());
}

#[wasm_bindgen_test]
async fn tabs_of_one_user_hear_each_other() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let note = |who: &'static str| {
        let heard = Rc::clone(&heard);
        move |message| heard.borrow_mut().push((who, message))
    };
    let sender = Channel::open("ann", note("sender")).unwrap();
    let _same = Channel::open("ann", note("same")).unwrap();
    let _other = Channel::open("bob", note("other")).unwrap();
    let closed = Channel::open("ann", note("closed")).unwrap();
    drop(closed);

    let view = UploadView::new(UploadKey(1), "a.zip".into(), 1, 5, Strategy::ZipWithQr);
    sender.send(&Message::View(Box::new(view.clone())));
    sender.send(&Message::Gone(UploadKey(1)));
    until(async || heard.borrow().len() >= 2).await;
    let mut mirrored = view;
    mirrored.elsewhere = true;
    assert_eq!(
        *heard.borrow(),
        [
            ("same", Message::View(Box::new(mirrored))),
            ("same", Message::Gone(UploadKey(1)))
        ]
    );
}

/// Counts requests and hands out locks that can be looked at: headless browsers have no screen.
const SCREEN: &str = "
    const given = [];
    const wakeLock = {async request() {
      const sentinel = {released: false, async release() { this.released = true; }};
      given.push(sentinel);
      return sentinel;
    }};
    Object.defineProperty(navigator, 'wakeLock', {value: wakeLock, configurable: true});
    const count = () => given.length * 10 + given.filter((lock) => !lock.released).length;
    count.lose = () => given.forEach((lock) => { lock.released = true; });
    count.undo = () => { delete navigator.wakeLock; };
    return count;";

#[wasm_bindgen_test]
async fn the_screen_stays_on_until_the_last_upload_ends() {
    let count = stub(SCREEN);
    let call = |name: &str| {
        let function: js_sys::Function = js_sys::Reflect::get(&count, &name.into()).unwrap().into();
        function.call0(&JsValue::UNDEFINED).unwrap();
    };
    let given = || count.call0(&JsValue::UNDEFINED).unwrap().as_f64().unwrap();
    let screen = WakeLock::new();
    let first = screen.keep();
    let second = screen.keep();
    until(async || screen.is_held()).await;
    assert_eq!(given(), 11.0, "asked once for both");
    drop(first);
    assert!(screen.is_held());

    // The browser takes it when the tab is hidden; shown again, it is asked for again.
    call("lose");
    assert!(!screen.is_held());
    let document = web_sys::window().unwrap().document().unwrap();
    document
        .dispatch_event(&web_sys::Event::new("visibilitychange").unwrap())
        .unwrap();
    until(async || screen.is_held()).await;
    assert_eq!(given(), 21.0);

    drop(second);
    assert_eq!(given(), 20.0, "released");

    // Gone before the browser has answered.
    drop(screen.keep());
    until(async || given() == 30.0).await;
    assert!(!screen.is_held());
    call("undo");
}

/// Firefox shows other tabs what was written to localStorage only after the task that wrote it.
#[wasm_bindgen_test]
async fn a_lock_for_storage_outlives_the_task_that_drops_it() {
    let undo = stub(
        "window.released = 0;
         const locks = {request: (name, options, work) => {
             const over = work({name});
             over.then(() => { window.released += 1; });
             return over;
         }};
         Object.defineProperty(navigator, 'locks', {value: locks, configurable: true});
         return () => { delete navigator.locks; delete window.released; };",
    );
    let released = || Reflect::get(&js_sys::global(), &"released".into()).unwrap();
    drop(web_locks::acquire("omr-test").await);
    microtasks().await;
    let plain = released();
    drop(web_locks::acquire_for_storage("omr-test").await);
    microtasks().await;
    let for_storage = released();
    until(async || released() == 2).await;
    undo.call0(&JsValue::UNDEFINED).unwrap();
    assert_eq!(plain, 1, "a plain lock goes within the task");
    assert_eq!(for_storage, 1, "the other is held until the task has ended");
}

/// Everything that waits for a settled promise runs, but no other task.
async fn microtasks() {
    for _ in 0..20 {
        JsFuture::from(Promise::resolve(&JsValue::NULL))
            .await
            .expect("it is resolved");
    }
}
