//! The app's root as an owner: what a part of the console makes when it is first loaded, and keeps while pages come and go.

use leptos::prelude::*;
use std::time::Duration;

/// Handle to the root's owner.
#[derive(Clone)]
pub struct Root(Owner);

impl Root {
    /// Provides the current owner as the root. Called once, by the app's root.
    pub fn provide() {
        if let Some(owner) = Owner::current() {
            provide_context(Self(owner));
        }
    }

    /// The `T` of the root; made there at its first use. Without a root (a test of one page) it belongs to the caller.
    /// What holds anything of a person says with [`Session::at_sign_out`] how that is dropped.
    ///
    /// [`Session::at_sign_out`]: super::session::Session::at_sign_out
    #[must_use]
    pub fn keep<T: Clone + Send + Sync + 'static>(make: impl FnOnce() -> T) -> T {
        if let Some(kept) = use_context::<T>() {
            return kept;
        }
        let make_and_provide = || {
            let made = make();
            provide_context(made.clone());
            made
        };
        match use_context::<Self>() {
            Some(Self(owner)) => owner.with(make_and_provide),
            None => make_and_provide(),
        }
    }
}

/// Whether the page that somebody waits for is there: what nobody waits for yet is loaded only then, so that it takes
/// nothing from a slow line. `Copy`; provided once at the app's root.
#[derive(Clone, Copy)]
pub struct Settled(RwSignal<bool>);

impl Settled {
    /// Provides it.
    pub fn provide() -> Self {
        let settled = Self(RwSignal::new(false));
        provide_context(settled);
        settled
    }

    /// The page is there. In a test of one page nobody waits for that.
    pub fn now() {
        if let Some(Self(settled)) = use_context()
            && !settled.get_untracked()
        {
            settled.set(true);
        }
    }

    /// The page will be painted in a moment. By the clock and not by frames, which a tab in the background does not have.
    pub fn soon() {
        if let Some(Self(settled)) = use_context() {
            set_timeout(
                move || {
                    // The app may be gone, or told already.
                    if settled.try_get_untracked() == Some(false) {
                        settled.set(true);
                    }
                },
                Duration::from_millis(50),
            );
        }
    }

    /// Whether it is; tracked.
    #[must_use]
    pub fn is_so(self) -> bool {
        self.0.get()
    }
}
