//! Keeps the screen, and with it the computer, awake while something is sent. The browser takes the lock away when the tab is
//! hidden; it is asked for again when the tab is shown.

use js_sys::{Object, Promise, Reflect};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    type Wake;
    #[wasm_bindgen(method, catch)]
    fn request(this: &Wake, kind: &str) -> Result<Promise, JsValue>;
    #[derive(Debug)]
    type Sentinel;
    #[wasm_bindgen(method, catch)]
    fn release(this: &Sentinel) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn released(this: &Sentinel) -> bool;
}

fn wake() -> Option<Wake> {
    let navigator = web_sys::window()?.navigator();
    let wake = Reflect::get(&navigator, &"wakeLock".into()).ok()?;
    wake.is_instance_of::<Object>()
        .then(|| wake.unchecked_into())
}

/// The page's wake lock. Make one, keep it, and ask it for an [`Awake`] per upload.
pub struct WakeLock {
    state: Rc<State>,
    on_visible: Closure<dyn FnMut()>,
}

#[derive(Default)]
struct State {
    users: Cell<u32>,
    asking: Cell<bool>,
    sentinel: RefCell<Option<Sentinel>>,
}

/// Something that needs the screen to stay on; dropping it ends that.
pub struct Awake(Rc<State>);

impl WakeLock {
    /// Listens for the tab being shown again. Where the browser has no wake locks it does nothing.
    #[must_use]
    pub fn new() -> Self {
        let state = Rc::<State>::default();
        let weak = Rc::downgrade(&state);
        let on_visible = Closure::<dyn FnMut()>::new(move || {
            if let Some(state) = weak.upgrade() {
                State::settle(&state);
            }
        });
        if let Some(document) = web_sys::window().and_then(|w| w.document()) {
            // Adding a listener to the document cannot fail.
            let _ = document.add_event_listener_with_callback(
                "visibilitychange",
                on_visible.as_ref().unchecked_ref(),
            );
        }
        Self { state, on_visible }
    }

    /// Keeps the screen on as long as the answer, or any other one, lives.
    #[must_use]
    pub fn keep(&self) -> Awake {
        self.state.users.set(self.state.users.get() + 1);
        State::settle(&self.state);
        Awake(Rc::clone(&self.state))
    }

    /// Whether the screen is kept on now.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.state.is_held()
    }
}

impl Default for WakeLock {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for WakeLock {
    fn drop(&mut self) {
        if let Some(document) = web_sys::window().and_then(|w| w.document()) {
            let _ = document.remove_event_listener_with_callback(
                "visibilitychange",
                self.on_visible.as_ref().unchecked_ref(),
            );
        }
    }
}

impl Drop for Awake {
    fn drop(&mut self) {
        self.0.users.set(self.0.users.get().saturating_sub(1));
        State::settle(&self.0);
    }
}

impl State {
    fn is_held(&self) -> bool {
        self.sentinel
            .borrow()
            .as_ref()
            .is_some_and(|s| !s.released())
    }

    /// Asks for the lock, or lets go of it, as the number of users wants it.
    fn settle(this: &Rc<Self>) {
        if this.users.get() == 0 {
            if let Some(sentinel) = this.sentinel.take() {
                let _ = sentinel.release();
            }
        } else if !this.is_held() && !this.asking.replace(true) {
            let state = Rc::clone(this);
            spawn_local(async move {
                let sentinel = Self::ask().await;
                state.asking.set(false);
                // Refused: the tab is hidden, or the battery is low. Asked again when the tab is shown.
                if let Some(sentinel) = sentinel {
                    state.sentinel.replace(Some(sentinel));
                    // Everybody may have gone in the meantime.
                    if state.users.get() == 0 {
                        Self::settle(&state);
                    }
                }
            });
        }
    }

    async fn ask() -> Option<Sentinel> {
        let asked = wake()?.request("screen").ok()?;
        JsFuture::from(asked).await.ok().map(JsCast::unchecked_into)
    }
}
