//! Parts of the program that are loaded after the first view, so that it stays small (docs/decisions.md, "Size"). In a build
//! that is not split they are simply there.
//!
//! They lie in two files: `list` has what the page shows that people open all day, `rest` has everything else. Each further
//! file would cost every page two or three more: what any two of them share is cut into a file of its own.

use crate::components::frame::{Dialogs, Header};
use crate::pages::{
    AnalyticsPage, BatchDetailPage, BatchesPage, HelpPage, NoticesPage, PreferencesPage, UploadPage,
};
use crate::state::diagnostics::LogWriter;
use crate::state::language;
pub use crate::state::language::{Loading, NotLoaded};
use crate::state::reporter::Reporter;
use crate::state::root::Root;
use crate::state::uploads::Uploads;
use crate::state::watcher::Watcher;
use leptos::prelude::*;

#[cfg(split)]
impl From<leptos::wasm_split::SplitLoaderError> for NotLoaded {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// A part speaks as soon as it is there, so the words come with the file: one beside the other.
async fn with_words(file: Loading<()>) -> Result<(), NotLoaded> {
    let (words, file) = futures::future::join(language::more(), file).await;
    words.and(file)
}

/// Makes a function that loads the file in which the part `$name` lies and calls `$work` in it.
macro_rules! part {
    ($(#[$doc:meta])* $name:ident in $file:ident -> $output:ty, $work:expr) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name() -> Loading<$output> {
            #[cfg_attr(
                split,
                leptos::wasm_split::wasm_split(
                    $file, fallible, preload(file), wasm_split_path = ::leptos::wasm_split
                )
            )]
            fn $name() -> Result<$output, NotLoaded> {
                let work: fn() -> $output = $work;
                Ok(work())
            }
            #[cfg(split)]
            return Box::pin(async {
                with_words(Box::pin(async { Ok(file().await?) })).await?;
                $name().await
            });
            #[cfg(not(split))]
            Box::pin(async {
                with_words(Box::pin(async { Ok(()) })).await?;
                $name()
            })
        }
    };
}

part!(
    /// What stands in the header for who is signed in.
    header in list -> AnyView, || view! { <Header /> }.into_any()
);
part!(
    /// The dialogs that any page may open.
    dialogs in rest -> AnyView, || {
        let _ = Root::keep(LogWriter::begin);
        let _ = Root::keep(Reporter::begin);
        view! { <Dialogs /> }.into_any()
    }
);
part!(
    /// The upload page, with everything that sends.
    upload_page in rest -> AnyView, || {
        Uploads::expect().open();
        view! { <UploadPage /> }.into_any()
    }
);
part!(
    /// What sends, without a page: uploads of an earlier visit are shown as interrupted on every page.
    upload_engine in rest -> (), || Uploads::expect().open()
);
part!(
    /// The list.
    list_page in list -> AnyView, || view! { <BatchesPage /> }.into_any()
);
part!(
    /// The page of one batch.
    batch_page in rest -> AnyView, || view! { <BatchDetailPage /> }.into_any()
);
part!(
    /// The figures.
    analytics_page in rest -> AnyView, || view! { <AnalyticsPage /> }.into_any()
);
part!(
    /// What watches running batches, without a page.
    watcher in rest -> (), || {
        let _ = Root::keep(Watcher::begin);
    }
);
part!(
    /// What has happened.
    notices_page in rest -> AnyView, || {
        let watcher = Root::keep(Watcher::begin);
        view! { <NoticesPage watcher=watcher /> }.into_any()
    }
);
part!(
    /// The person's own settings.
    preferences_page in rest -> AnyView, || view! { <PreferencesPage /> }.into_any()
);
part!(
    /// The help.
    help_page in rest -> AnyView, || view! { <HelpPage /> }.into_any()
);
