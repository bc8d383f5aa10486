//! Screenshots of every page and state, in English and Thai, light and dark, 1280 and 360 px wide, into `target/shots`: `shots [PART-OF-NAME …]`.
//! They are for people to look at; nothing is compared.

mod checks;
mod figures;
mod scenes;

use std::path::PathBuf;
use std::process::ExitCode;

use e2e::browser::Browser;
use e2e::devtools::Scheme;
use e2e::server::workspace;
use e2e::{LocalApi, Page, Setup, Step};

/// Where a scene is played, and which pictures are wanted.
pub struct Studio {
    /// The server; faults are open.
    pub api: LocalApi,
    /// The tab.
    pub page: Page,
    wanted: Vec<String>,
    taken: usize,
}

impl Studio {
    /// Whether pictures whose numbers begin with one of these are wanted: scenes for nothing take minutes.
    fn wants(&self, tens: &[char]) -> bool {
        self.wanted.is_empty()
            || self.wanted.iter().any(|part| {
                !part.starts_with(|c: char| c.is_ascii_digit()) || part.starts_with(tens)
            })
    }

    /// Takes the pictures of a state, unless the command line asks for others.
    pub async fn shot(&mut self, name: &str) -> Step {
        if !self.wanted.is_empty() && !self.wanted.iter().any(|part| name.contains(part.as_str())) {
            return Ok(());
        }
        self.settle().await?;
        self.looks(name).await?;
        // Before the settings are read there is no language to choose, and what is opened over a page closes with a change.
        let speaks = self
            .page
            .eval(
                "return Boolean(document.querySelector('#language, .user-button'))
                   && !document.querySelector('dialog[open], :popover-open, tbody input:checked')",
            )
            .await?;
        if speaks == true {
            self.page.speak("th").await?;
            self.settle().await?;
            self.looks(&format!("{name}-th")).await?;
            self.page.speak("en").await?;
            self.settle().await?;
        }
        Ok(())
    }

    /// Bars take 0.4 s to grow (style/components.css); no animation of theirs can be asked for its end.
    async fn settle(&self) -> Step {
        self.page
            .eval("return new Promise(done => setTimeout(done, 500))")
            .await
            .map(|_| ())
    }

    /// Light and dark, wide and narrow.
    async fn looks(&mut self, name: &str) -> Step {
        for scheme in [Scheme::Light, Scheme::Dark] {
            self.page.scheme(scheme).await?;
            for width in [1280, 360] {
                self.page.view(width, 800).await?;
                // The whole page, up to three screens.
                let height = self
                    .page
                    .eval("return document.documentElement.scrollHeight")
                    .await?;
                let height = height.as_u64().unwrap_or(800).clamp(800, 2400) as u32;
                self.page.view(width, height).await?;
                let look = if scheme == Scheme::Light {
                    "light"
                } else {
                    "dark"
                };
                self.page
                    .screenshot(&folder().join(format!("{name}-{look}-{width}.png")))
                    .await?;
                self.taken += 1;
            }
        }
        self.page.view(1280, 800).await?;
        self.page.scheme(Scheme::Light).await
    }
}

fn folder() -> PathBuf {
    workspace().join("target/shots")
}

async fn play(wanted: Vec<String>) -> Step<usize> {
    // Demo data for the pages that show what is there, and a slow server for those that show it at work.
    let api = LocalApi::start(
        "shots",
        &Setup::with(&["--sheets-per-second", "2"])
            .small_chunks()
            .config(serde_json::json!({ "extensions": { "cancel": true, "recover": true } }))
            .seeded(60),
    )?;
    let empty = LocalApi::start("shots-empty", &Setup::default())?;
    let checked = LocalApi::start("shots-checked", &Setup::default().checked())?;
    let broken = Setup::default().config(serde_json::json!({ "chunk_bytes": "large" }));
    let broken = LocalApi::start("shots-settings", &broken)?;
    let browser = Browser::start().await?;
    let page = browser.first_page(api.base()).await?;
    let mut studio = Studio {
        api,
        page,
        wanted,
        taken: 0,
    };
    let mut outcome = Ok(());
    if studio.wants(&['6', '7']) {
        outcome = figures::play(&mut studio).await;
    }
    if outcome.is_ok() && studio.wants(&['0', '1', '2', '3', '4']) {
        outcome = scenes::with_data(&mut studio).await;
    }
    if outcome.is_ok() && studio.wants(&['1']) {
        let full = std::mem::replace(&mut studio.api, checked);
        studio.page = browser.new_page(studio.api.base()).await?;
        outcome = checks::play(&mut studio).await;
        let checked = std::mem::replace(&mut studio.api, full);
        checked.forget_data()?;
    }
    if outcome.is_ok() {
        let full = std::mem::replace(&mut studio.api, empty);
        studio.page = browser.new_page(studio.api.base()).await?;
        outcome = scenes::without_data(&mut studio).await;
        if outcome.is_ok() {
            outcome = figures::without_data(&mut studio).await;
        }
        full.forget_data()?;
    }
    if outcome.is_ok() {
        let empty = std::mem::replace(&mut studio.api, broken);
        studio.page = browser.new_page(studio.api.base()).await?;
        outcome = scenes::without_settings(&mut studio).await;
        empty.forget_data()?;
    }
    if outcome.is_err() {
        studio
            .page
            .screenshot(&folder().join("stuck-here.png"))
            .await?;
    }
    browser.driver.clone().quit().await?;
    outcome?;
    studio.api.forget_data()?;
    Ok(studio.taken)
}

fn main() -> ExitCode {
    let wanted = std::env::args().skip(1).collect();
    let run = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(e2e::Failure::from)
        .and_then(|runtime| runtime.block_on(play(wanted)));
    match run {
        Ok(taken) => {
            println!("{taken} pictures in {}", folder().display());
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("The screenshots were not finished: {failure}");
            ExitCode::FAILURE
        }
    }
}
