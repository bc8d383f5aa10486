//! The browsers that the tests run in, and what each of them can be made to do. `E2E_BROWSER` chooses one.

use std::fmt;
use std::sync::OnceLock;

use crate::{Failure, Step};

/// A browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Driven by chromedriver.
    Chromium,
    /// Driven by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser, driven by WebKitWebDriver: the engine of Safari.
    WebKit,
}

/// What only some browsers can be made to do. A test that needs one says so with [`Setup::needs`](crate::Setup::needs);
/// elsewhere it is skipped, with a line that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ability {
    /// Caddy on this machine, which `CADDY` names; whatever the browser.
    Caddy,
    /// Commands of Chromium's DevTools protocol.
    DevTools,
    /// Files of the computer that a page may open again later, by the File System Access API.
    FileHandles,
    /// Saving files into a folder of the test's own.
    Downloads,
    /// Dropping a folder.
    Folders,
    /// Freezing a tab, as when the computer saves memory.
    Freeze,
    /// Every control is a stop of the Tab key, as a setting of Safari makes it.
    FullKeyboard,
    /// Light and dark, forced colours, print.
    Media,
    /// Taking the network away. Firefox can, but never from addresses of its own machine.
    Offline,
    /// An old release of the same browser, which `OLD_CHROMIUM` names.
    OldSibling,
    /// A profile that outlives the browser.
    Profile,
    /// A script in pages without a server.
    StartScript,
    /// Ending a tab's process.
    TabCrash,
    /// A page narrower than the window may be.
    Viewport,
}

impl Engine {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// The one that `E2E_BROWSER` names; Chromium where it names none.
    pub fn chosen() -> Step<Self> {
        static CHOSEN: OnceLock<Result<Engine, String>> = OnceLock::new();
        CHOSEN
            .get_or_init(|| {
                let word = std::env::var("E2E_BROWSER").unwrap_or_default();
                if word.is_empty() {
                    return Ok(Self::Chromium);
                }
                let found = Self::ALL.into_iter().find(|engine| engine.word() == word);
                found.ok_or_else(|| {
                    format!("E2E_BROWSER is \"{word}\", not chromium, firefox or webkit")
                })
            })
            .clone()
            .map_err(Failure)
    }

    /// The word that chooses it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Whether it can be made to do this.
    pub fn can(self, ability: Ability) -> bool {
        if ability == Ability::Caddy {
            return crate::gateway::Program::Caddy.is_there();
        }
        match self {
            Self::Chromium => {
                ability != Ability::OldSibling || std::env::var_os("OLD_CHROMIUM").is_some()
            }
            Self::Firefox => matches!(
                ability,
                Ability::Downloads
                    | Ability::FullKeyboard
                    | Ability::Media
                    | Ability::Profile
                    | Ability::Viewport
            ),
            Self::WebKit => false,
        }
    }

    /// Fails where it cannot: the test should have said that it needs this.
    pub fn must(self, ability: Ability) -> Step {
        if self.can(ability) {
            return Ok(());
        }
        Err(Failure(format!(
            "{self} has no {ability}: let the test's setup say .needs(Ability::{ability:?})"
        )))
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKit => "WebKit",
        })
    }
}

impl fmt::Display for Ability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Caddy => "Caddy beside it",
            Self::DevTools => "DevTools protocol",
            Self::FileHandles => "file handles",
            Self::Downloads => "folder to save files into",
            Self::Folders => "drop of folders",
            Self::Freeze => "freezing of tabs",
            Self::FullKeyboard => "Tab to every control",
            Self::Media => "emulation of media features",
            Self::Offline => "switch for the network",
            Self::OldSibling => "release too old for the console",
            Self::Profile => "profile that outlives it",
            Self::StartScript => "start script for pages without a server",
            Self::TabCrash => "crash of a single tab",
            Self::Viewport => "viewport narrower than its window",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_ability_is_named_with_what_the_test_should_say() {
        let failure = Engine::WebKit.must(Ability::Offline).unwrap_err().0;
        assert!(
            failure.contains("WebKit") && failure.contains("needs(Ability::Offline)"),
            "{failure}"
        );
        assert!(Engine::Firefox.must(Ability::Media).is_ok());
    }
}
