//! The table of all routes in all their states, and what each of them must pass: axe-core in every colour and width, targets,
//! 400 % zoom, text spacing, forced colours, no motion, its live regions, and every stop of the Tab key.
//!
//! A row is named where a test has brought the page there: `passes(&t.page, Look::ListEmpty)`. A row that no test names is a
//! variant that is never made, which the compiler tells.

use e2e::devtools::Scheme;
use e2e::reach::Kinds;
use e2e::{Failure, Page, Step};
use omr_batch_console::route;

/// What people set in their system who need strong colours, or whom motion makes ill.
pub const FORCED: [(&str, &str); 2] = [
    ("forced-colors", "active"),
    ("prefers-reduced-motion", "reduce"),
];

/// The languages that every state is looked at in.
const LANGUAGES: [&str; 1] = ["en"];

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
            fn route(self) -> &'static str {
                match self {
                    $($(Self::$look => $route,)*)*
                }
            }
        }

        /// Routes and states of all rows.
        const ROWS: &[(&str, State)] = &[$($(($route, $state),)*)*];
    };
}

// `*` stands for any one part of a path, and alone for any path.
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
        ListExportRunning Dialog
        ListExportFailed Dialog
        ListSignInAgain Dialog
        ListSignInAgainErrors Dialog
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

/// Lets the console speak a language, in place: what the page shows stays.
async fn speak(_page: &Page, language: &str) -> Step {
    match language {
        // The only one so far. Another one is switched on here, by its preference.
        "en" => Ok(()),
        other => Err(Failure(format!("the console does not speak {other}"))),
    }
}

/// Whether a path is one of a route.
fn is_of(route: &str, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let (mut wanted, mut parts) = (route.split('/'), path.split('/'));
    route == "*"
        || (wanted
            .by_ref()
            .zip(parts.by_ref())
            .all(|(w, p)| w == "*" || w == p)
            && route.split('/').count() == path.split('/').count())
}

/// Checks the page as it stands in all looks, and tells everything that is wrong with it at once.
pub async fn passes(page: &Page, look: Look) -> Step {
    let path = page.path().await?;
    assert!(is_of(look.route(), &path), "{look:?} is shown at {path}");
    let part = match look {
        Look::ListViewMenu => "details[open]",
        _ => ":root",
    };
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        speak(page, language).await?;
        let what = format!("{look:?} ({}) in {language}", look.route());
        for width in [1280, 320] {
            page.view(width, 900).await?;
            for scheme in [Scheme::Light, Scheme::Dark] {
                page.scheme(scheme).await?;
                let what = format!("{what}, {scheme:?}, {width} px");
                wrong.push(page.axe_within(part, &what).await);
            }
            let what = format!("{what}, {width} px");
            wrong.push(page.targets(&what).await);
            wrong.push(page.upright(&what).await);
            wrong.push(page.spaced(&what).await);
        }
        // 1280 by 1024 at 400 %.
        page.view(320, 256).await?;
        wrong.push(page.zoomed(&what).await);
        // Those two stand in place of the whole console.
        if !matches!(look, Look::Recovery | Look::Settings) {
            wrong.push(page.regions(&what).await);
            let stops = page.sweep(&what, &mut Kinds::none()).await;
            wrong.push(stops.map(drop));
        }
        page.media(&FORCED).await?;
        wrong.push(page.forced(&what).await);
        wrong.push(page.still(&what).await);
        page.view(1280, 900).await?;
        page.scheme(Scheme::Light).await?;
    }
    let wrong: Vec<String> = wrong
        .into_iter()
        .filter_map(Result::err)
        .map(|failure| failure.0)
        .collect();
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Failure(wrong.join("\n")))
    }
}
