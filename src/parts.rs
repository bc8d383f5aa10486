//! Parts of the program that are loaded when they are first needed, so that the first view stays small (ARCHITECTURE.md,
//! "Size"). In a build that is not split they are simply there.

use crate::components::frame::{Dialogs, Header};
use crate::pages::{
    AnalyticsPage, BatchDetailPage, BatchesPage, HelpPage, NoticesPage, PreferencesPage, UploadPage,
};
use crate::state::language;
pub use crate::state::language::NotLoaded;
use crate::state::root::Root;
use crate::state::uploads::Uploads;
use crate::state::watcher::Watcher;
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;

#[cfg(split)]
impl From<leptos::wasm_split::SplitLoaderError> for NotLoaded {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// A part on its way.
pub type Loading<T> = Pin<Box<dyn Future<Output = Result<T, NotLoaded>>>>;

/// Makes a function that loads the part `$name` and calls `$work` in it.
macro_rules! part {
    ($(#[$doc:meta])* $name:ident -> $output:ty, $work:expr) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name() -> Loading<$output> {
            #[cfg_attr(
                split,
                leptos::wasm_split::wasm_split($name, fallible, wasm_split_path = ::leptos::wasm_split)
            )]
            fn inside() -> Result<$output, NotLoaded> {
                let work: fn() -> $output = $work;
                Ok(work())
            }
            #[cfg(split)]
            let part = inside();
            #[cfg(not(split))]
            let part = async { inside() };
            // A part speaks as soon as it is there.
            Box::pin(async {
                language::more().await?;
                part.await
            })
        }
    };
}

part!(
    /// What stands in the header for who is signed in.
    header -> AnyView, || view! { <Header /> }.into_any()
);
part!(
    /// The dialogs that any page may open.
    dialogs -> AnyView, || view! { <Dialogs /> }.into_any()
);
part!(
    /// The upload page, with everything that sends.
    upload_page -> AnyView, || {
        Uploads::expect().open();
        view! { <UploadPage /> }.into_any()
    }
);
part!(
    /// What sends, without a page: uploads of an earlier visit are shown as interrupted on every page.
    upload_engine -> (), || Uploads::expect().open()
);
part!(
    /// The list.
    list_page -> AnyView, || view! { <BatchesPage /> }.into_any()
);
part!(
    /// The page of one batch.
    batch_page -> AnyView, || view! { <BatchDetailPage /> }.into_any()
);
part!(
    /// The figures.
    analytics_page -> AnyView, || view! { <AnalyticsPage /> }.into_any()
);
part!(
    /// What watches running batches, without a page.
    watcher -> (), || {
        let _ = Root::keep(Watcher::begin);
    }
);
part!(
    /// What has happened.
    notices_page -> AnyView, || {
        let watcher = Root::keep(Watcher::begin);
        view! { <NoticesPage watcher=watcher /> }.into_any()
    }
);
part!(
    /// The person's own settings.
    preferences_page -> AnyView, || view! { <PreferencesPage /> }.into_any()
);
part!(
    /// The help.
    help_page -> AnyView, || view! { <HelpPage /> }.into_any()
);
