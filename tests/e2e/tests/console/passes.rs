//! What every state of every route must pass: axe-core in every colour and width, targets, 400 % zoom, text spacing, forced
//! colours, no motion, its live regions, and every stop of the Tab key. In English and Thai.

use e2e::devtools::Scheme;
use e2e::reach::Kinds;
use e2e::server::output;
use e2e::wait::{Seen, until};
use e2e::{Engine, Failure, Page, Step};

use super::look::{Look, State};

/// What people set in their system who need strong colours, or whom motion makes ill.
pub const FORCED: [(&str, &str); 2] = [
    ("forced-colors", "active"),
    ("prefers-reduced-motion", "reduce"),
];

/// The languages that every state is looked at in; the first is that of the tests.
const LANGUAGES: [&str; 2] = ["en", "th"];

impl Look {
    /// The part that axe looks at.
    fn part(self) -> &'static str {
        match self {
            Self::ListViewMenu => "details[open]",
            // The rest is looked at from the top of the page, where nothing lies under the header.
            Self::HelpDiagnostics => "section[aria-labelledby=diagnostics]",
            _ => ":root",
        }
    }

    /// Whether the page shows the same after a change of language: views are made anew then, and what a person has opened or
    /// typed in them is closed. Those states are opened in Thai by tests of their own.
    fn outlives_a_change_of_language(self) -> bool {
        !self.is(State::Dialog)
            && !matches!(
                self,
                Self::SignInErrors
                    | Self::UploadErrors
                    | Self::UploadReady
                    | Self::UploadPoints
                    | Self::UploadImpossible
                    | Self::ListStale
                    | Self::ListMarked
                    | Self::ListOffline
                    | Self::BatchLinkByHand
                    | Self::FiguresPartly
                    | Self::FiguresData
                    | Self::FiguresLoading
                    | Self::PreferencesNotKept
                    | Self::Unreachable
                    | Self::Recovery
                    | Self::Settings
            )
    }
}

/// In browsers that do not show a page in other colours and widths: takes a picture, and checks what needs neither.
async fn passes_as_it_stands(page: &Page, look: Look) -> Step {
    page.at_rest().await?;
    let picture = output().join(format!("looks/{look:?}.png"));
    page.screenshot(&picture).await?;
    let what = format!("{look:?} ({})", look.route());
    // What lies under the sticky parts of a page that has been scrolled is no ground that axe can tell.
    page.eval("scrollTo({ top: 0, behavior: 'instant' }); return null")
        .await?;
    let mut wrong = vec![page.axe_within(look.part(), &what).await];
    wrong.push(page.targets(&what).await);
    if !matches!(look, Look::Recovery | Look::Settings) {
        wrong.push(page.regions(&what).await);
    }
    let wrong = failures(wrong);
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Failure(wrong.join("\n")))
    }
}

const COUNT: &str = "return document.querySelectorAll('main *').length";

/// Changes the language in place, and waits until nearly as much is there as in the language before.
async fn speak(page: &Page, language: &str, before: u64) -> Step {
    page.speak(language).await?;
    until("the page to be whole again", async || {
        let now = page.eval(COUNT).await?.as_u64().unwrap_or_default();
        // What goes on meanwhile may come and go: a number of seconds left, a step of a bar.
        Ok(if now * 10 >= before * 9 {
            Seen::Yes(())
        } else {
            Seen::NotYet(format!("{now} elements, not {before}"))
        })
    })
    .await
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

/// Checks the page as it stands in all looks, in the language that it speaks and in the others that it can change to in
/// place, and tells everything that is wrong with it at once.
pub async fn passes(page: &Page, look: Look) -> Step {
    let path = page.path().await?;
    assert!(is_of(look.route(), &path), "{look:?} is shown at {path}");
    if page.engine() != Engine::Chromium {
        return passes_as_it_stands(page, look).await;
    }
    let own = page.spoken().await?;
    let mut wrong = wrong_with(page, look, &own).await?;
    wrong.extend(wrong_by_key_and_colour(page, look).await?);
    if look.outlives_a_change_of_language() && own == LANGUAGES[0] {
        let before = page.eval(COUNT).await?.as_u64().unwrap_or_default();
        for other in &LANGUAGES[1..] {
            speak(page, other, before).await?;
            wrong.extend(wrong_with(page, look, other).await?);
        }
        speak(page, &own, before).await?;
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Failure(wrong.join("\n")))
    }
}

/// What depends on how long texts are, and on their letters.
async fn wrong_with(page: &Page, look: Look, language: &str) -> Step<Vec<String>> {
    let what = format!("{look:?} ({}) in {language}", look.route());
    let part = look.part();
    let mut wrong = Vec::new();
    for width in [1280, 320] {
        page.view(width, 900).await?;
        let what = format!("{what}, {width} px");
        for scheme in [Scheme::Light, Scheme::Dark] {
            page.scheme(scheme).await?;
            wrong.push(page.axe_within(part, &format!("{what}, {scheme:?}")).await);
        }
        wrong.push(page.targets(&what).await);
        wrong.push(page.upright(&what).await);
        wrong.push(page.spaced(&what).await);
    }
    // 1280 by 1024 at 400 %.
    page.view(320, 256).await?;
    wrong.push(page.zoomed(&what).await);
    page.view(1280, 900).await?;
    page.scheme(Scheme::Light).await?;
    Ok(failures(wrong))
}

/// What does not.
async fn wrong_by_key_and_colour(page: &Page, look: Look) -> Step<Vec<String>> {
    let what = format!("{look:?} ({})", look.route());
    let mut wrong = Vec::new();
    page.view(320, 256).await?;
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
    Ok(failures(wrong))
}

fn failures(outcomes: Vec<Step>) -> Vec<String> {
    let failures = outcomes.into_iter().filter_map(Result::err);
    failures.map(|failure| failure.0).collect()
}
