//! Web Locks: one holder at a time across all tabs of this origin. Unstable in web-sys, so declared here.

use js_sys::{Function, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type LockManager;
    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, work: &Function) -> Result<Promise, JsValue>;
}

fn manager() -> Option<LockManager> {
    let navigator = web_sys::window()?.navigator();
    let locks = js_sys::Reflect::get(&navigator, &"locks".into()).ok()?;
    locks
        .is_instance_of::<Object>()
        .then(|| locks.unchecked_into())
}

/// A held lock; dropping it lets the next one in.
pub struct Held {
    release: Option<Function>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            // Resolving our own promise cannot throw.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Waits for the lock `name`. Where the browser has no Web Locks (plain http, old browser) it is granted at once (S-04).
pub async fn acquire(name: &str) -> Held {
    let Some(manager) = manager() else {
        return Held { release: None };
    };
    let mut granted: Option<Function> = None;
    let entered = Promise::new(&mut |resolve, _| granted = Some(resolve));
    let work = Closure::once_into_js(move || -> Promise {
        let mut release: Option<Function> = None;
        let held = Promise::new(&mut |resolve, _| release = Some(resolve));
        if let (Some(granted), Some(release)) = (&granted, &release) {
            let _ = granted.call1(&JsValue::UNDEFINED, release);
        }
        held
    });
    let asked = manager.request(name, work.unchecked_ref());
    if asked.is_err() {
        return Held { release: None };
    }
    let release = JsFuture::from(entered)
        .await
        .ok()
        .and_then(|f| f.dyn_into().ok());
    Held { release }
}
