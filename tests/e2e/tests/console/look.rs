//! The table of all routes in all their states. What each of them must pass is in `passes`.
//!
//! A row is named where a test has brought the page there: `passes(&t.page, Look::ListEmpty)`. A row that no test names is a
//! variant that is never made, which the compiler tells.

use omr_batch_console::route;

pub use super::passes::{FORCED, passes};

/// What a page is about to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// An answer is on its way.
    Loading,
    /// There is nothing yet.
    Empty,
    /// What people come for.
    Data,
    /// Something went wrong.
    Error,
    /// A dialog or a menu is open.
    Dialog,
}

use State::{Data, Dialog, Empty, Error, Loading};

macro_rules! looks {
    ($($route:literal { $($look:ident $state:ident)* })*) => {
        /// A route in a state.
        #[derive(Clone, Copy, Debug)]
        pub enum Look {
            $($(#[doc = concat!($route, ", ", stringify!($state))] $look,)*)*
        }

        impl Look {
            /// The path; `*` stands for any one part of it, and alone for any path.
            pub fn route(self) -> &'static str {
                match self {
                    $($(Self::$look => $route,)*)*
                }
            }

            /// Whether it shows this.
            pub fn is(self, state: State) -> bool {
                match self {
                    $($(Self::$look => state == $state,)*)*
                }
            }
        }

        /// Routes and states of all rows.
        const ROWS: &[(&str, State)] = &[$($(($route, $state),)*)*];
    };
}

looks! {
    "/login" {
        SignIn Data
        SignInErrors Error
    }
    "/upload" {
        UploadEmpty Empty
        UploadImages Empty
        UploadErrors Error
        UploadChosen Data
        UploadReady Data
        UploadPoints Error
        UploadImpossible Error
        UploadSending Data
        UploadQueue Data
        UploadPaused Data
        UploadAllPaused Data
        UploadFailed Error
        UploadInterrupted Error
        UploadConfirming Data
        UploadProcessing Data
        UploadCompleted Data
        UploadCancelDialog Dialog
    }
    "/batches" {
        ListLoading Loading
        ListEmpty Empty
        ListNoMatch Empty
        ListError Error
        ListStale Error
        ListData Data
        ListMarked Data
        ListDeleted Data
        ListOffline Error
        ListUserMenu Dialog
        ListViewMenu Dialog
        ListDeleteDialog Dialog
        ListDeleteWrong Dialog
        ListDeleteRefused Dialog
        ListSeveralDialog Dialog
        ListSeveralOutcome Dialog
        ListExport Dialog
        ListExportRunning Dialog
        ListExportFailed Dialog
        ListSignInAgain Dialog
        ListSignInAgainErrors Dialog
        ListLocked Dialog
    }
    "/batches/*" {
        BatchLoading Loading
        BatchError Error
        BatchRunning Data
        BatchSheets Data
        BatchNoneFailed Empty
        BatchWithFailures Data
        BatchFailed Data
        BatchToRecover Data
        BatchStopDialog Dialog
        BatchLinkByHand Data
        BatchNoRight Error
        BatchGone Error
        BatchBadLink Error
    }
    "/analytics" {
        FiguresLoading Loading
        FiguresEmpty Empty
        FiguresError Error
        FiguresPartly Error
        FiguresData Data
        FiguresExport Dialog
        BellOnFigures Data
    }
    "/notices" {
        NoticesEmpty Empty
        NoticesData Data
    }
    "/preferences" {
        PreferencesData Data
        PreferencesNotKept Error
    }
    "/help" {
        HelpData Data
        HelpDiagnostics Data
    }
    "/nowhere" {
        NotFound Error
    }
    "*" {
        Unreachable Error
        Recovery Error
        Settings Error
    }
}

/// States that a route does not have, and why.
const ABSENT: &[(&str, &[State], &str)] = &[
    (
        route::LOGIN,
        &[Loading, Empty, Dialog],
        "a form that asks nothing beforehand",
    ),
    (
        route::UPLOAD,
        &[Loading],
        "a form that asks nothing beforehand",
    ),
    (
        route::NOTICES,
        &[Loading, Error, Dialog],
        "read from the browser's storage at once",
    ),
    (
        route::PREFERENCES,
        &[Loading, Empty, Dialog],
        "read from the browser's storage at once",
    ),
    (
        route::HELP,
        &[Loading, Empty, Error, Dialog],
        "text that is there at once",
    ),
];

#[test]
fn every_route_is_looked_at_in_every_state_it_has() {
    let routes = [
        route::LOGIN,
        route::UPLOAD,
        route::BATCHES,
        "/batches/*",
        route::ANALYTICS,
        route::NOTICES,
        route::PREFERENCES,
        route::HELP,
    ];
    for route in routes {
        for state in [Loading, Empty, Data, Error, Dialog] {
            let looked = ROWS.contains(&(route, state));
            let absent = ABSENT
                .iter()
                .any(|(at, states, _)| *at == route && states.contains(&state));
            assert_ne!(looked, absent, "{route} {state:?}");
        }
    }
}
