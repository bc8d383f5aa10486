//! "Sign out" asks first where uploads would be lost by it, in whichever tab they are sent (A5).

use super::session::Session;
use super::uploads::Uploads;
use crate::upload::locks;
use crate::upload::view::UploadView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

type Go = Rc<dyn Fn()>;

/// Handle. `Copy`; provided once at the app's root.
#[derive(Clone, Copy)]
pub struct SignOut {
    asking: RwSignal<bool>,
    /// Uploads that some tab sends and that this one has not heard of yet.
    unheard: RwSignal<usize>,
    go: StoredValue<Option<Go>, LocalStorage>,
    uploads: Uploads,
}

impl SignOut {
    /// Makes the handle and provides it as context.
    pub fn provide(session: Session, uploads: Uploads) -> Self {
        let sign_out = Self {
            asking: RwSignal::new(false),
            unheard: RwSignal::new(0),
            go: StoredValue::new_local(None),
            uploads,
        };
        session.at_sign_out(move || sign_out.stay());
        provide_context(sign_out);
        sign_out
    }

    /// The handle of this app.
    ///
    /// # Panics
    /// When called outside the app's tree; the first look at the page shows it.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// The person wants to sign out: `go` does it, at once where nothing is lost, else after the person's word.
    pub fn ask(self, go: impl Fn() + 'static) {
        spawn_local(async move {
            let held = locks::held().await;
            let shown = self.uploads.keys().get_untracked();
            let unheard = held.iter().filter(|key| !shown.contains(key)).count();
            if unheard == 0 && untrack(|| self.lost()).is_empty() {
                return go();
            }
            self.unheard.set(unheard);
            self.go.set_value(Some(Rc::new(go)));
            self.asking.set(true);
        });
    }

    /// Whether the person is being asked.
    #[must_use]
    pub fn asking(self) -> Signal<bool> {
        self.asking.into()
    }

    /// Uploads of all tabs that are not over. Reactive.
    #[must_use]
    pub fn lost(self) -> Vec<UploadView> {
        let keys = self.uploads.keys().get();
        let views = keys.into_iter().map(|key| self.uploads.view(key).get());
        views.filter(|view| !view.is_over()).collect()
    }

    /// Uploads of other tabs of which nothing but their number is known. Reactive.
    #[must_use]
    pub fn unheard(self) -> usize {
        self.unheard.get()
    }

    /// Nothing happens.
    pub fn stay(self) {
        self.asking.set(false);
        self.go.set_value(None);
    }

    /// Signs out all the same.
    pub fn go(self) {
        let go = self.go.try_update_value(Option::take).flatten();
        self.stay();
        if let Some(go) = go {
            go();
        }
    }
}
