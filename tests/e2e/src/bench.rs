//! One test: starts server and browser, runs the body, keeps evidence when it fails, and checks at the end what no test
//! may do (see `watch`).

use std::cell::Cell;
use std::future::Future;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;

use crate::browser::Browser;
use crate::engine::{Ability, Engine};
use crate::server::output;
use crate::watch::{Allowed, offences};
use crate::{Failure, Gateway, LocalApi, Page, Setup, Step};

/// What a test works with.
pub struct Bench {
    /// The server.
    pub api: LocalApi,
    /// What stands before the server, where the test asks for it.
    pub gateway: Option<Gateway>,
    /// The first tab.
    pub page: Page,
    /// Words that the console must not write anywhere; the passwords are always among them.
    pub private: Vec<String>,
    /// What this test may do although others may not.
    pub allowed: Allowed,
    next_task: Cell<u32>,
}

impl Bench {
    /// Opens another tab of the same browser. Which tab is talked to is up to [`Page::to_front`].
    pub async fn new_tab(&self) -> Step<Page> {
        let base = address(&self.api, self.gateway.as_ref());
        self.page.browser().new_page(&base).await
    }
}

impl Bench {
    /// Writes a file of this test's own.
    pub fn file(&self, name: &str, content: &[u8]) -> Step<PathBuf> {
        let folder = self.api.data().join("files");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(name);
        std::fs::write(&path, content)?;
        Ok(path)
    }

    /// A ZIP with one cover and so many small sheets, padded to `bytes_each`. Each has a task of its own: the server
    /// takes no task twice.
    pub fn quick_zip(&self, name: &str, sheets: usize, bytes_each: usize) -> Step<PathBuf> {
        let task = self.next_task.get();
        self.next_task.set(task + 1);
        self.file(
            name,
            &samples::zips::quick(&task.to_string(), sheets, bytes_each)?,
        )
    }
}

/// Runs one test against a fresh server and a fresh browser.
///
/// # Panics
/// When the body fails or panics, or when the browser's console shows something that no test may do.
pub fn run(setup: Setup, body: impl AsyncFnOnce(&mut Bench) -> Step) {
    let name = test_name();
    if skipped(&name, &setup.needs) {
        return;
    }
    conclude(&name, supervised(&name, &setup, body));
}

/// Runs a test of the harness itself: a browser without a server. Pages are `data:` addresses.
///
/// # Panics
/// When the body fails or panics.
pub fn run_without_server(needs: &[Ability], body: impl AsyncFnOnce(&Page) -> Step) {
    let name = test_name();
    if skipped(&name, needs) {
        return;
    }
    conclude(&name, async {
        let browser = Browser::start().await?;
        let page = browser.first_page("data:text/html,").await?;
        let outcome = unpanicked(body(&page)).await;
        browser.quit().await?;
        outcome
    });
}

/// Whether the test cannot run in this browser. That is said past the test runner, which keeps the output of tests
/// that pass to itself; `cargo xtask test` counts these lines, and counts such a test as skipped.
fn skipped(name: &str, needs: &[Ability]) -> bool {
    let Ok(engine) = Engine::chosen() else {
        return false;
    };
    let Some(missing) = needs.iter().find(|&&ability| !engine.can(ability)) else {
        return false;
    };
    let line = format!("skipped in {engine}: {name} needs a {missing}\n");
    // Where the line cannot be written the test runs, and fails: nothing is passed over in silence.
    std::io::stderr().write_all(line.as_bytes()).is_ok()
}

#[expect(clippy::panic, reason = "a panic is how a test fails")]
fn conclude(name: &str, test: impl Future<Output = Step>) {
    let verdict = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::from)
        .and_then(|runtime| runtime.block_on(test));
    if let Err(failure) = verdict {
        panic!("{name}\n{failure}");
    }
}

/// The name that the test runner gave this thread, fit for a file name.
fn test_name() -> String {
    let thread = std::thread::current();
    thread.name().unwrap_or("test").replace("::", ".")
}

/// Where the browser finds the console.
fn address(api: &LocalApi, gateway: Option<&Gateway>) -> String {
    gateway.map_or_else(|| api.base().to_owned(), Gateway::base)
}

async fn supervised(name: &str, setup: &Setup, body: impl AsyncFnOnce(&mut Bench) -> Step) -> Step {
    std::fs::create_dir_all(output())?;
    let api = LocalApi::start(name, setup)?;
    let gateway = match setup.gateway {
        Some((program, protocol)) => Some(Gateway::start(program, &api, protocol).await?),
        None => None,
    };
    let browser = Browser::start().await?;
    let page = browser.first_page(&address(&api, gateway.as_ref())).await?;
    let mut bench = Bench {
        api,
        gateway,
        page,
        private: ["admin123", "staff1234", "scanner1234"]
            .map(str::to_owned)
            .to_vec(),
        allowed: Allowed::default(),
        next_task: Cell::new(14_900_300),
    };
    let outcome = unpanicked(body(&mut bench)).await;
    let verdict = match outcome {
        Ok(()) => final_checks(&browser, &bench).await,
        Err(failure) => Err(evidence(name, &browser, &bench, failure).await),
    };
    let quit = browser.quit().await;
    if verdict.is_ok() {
        drop(bench.gateway);
        bench.api.forget_data()?;
        quit?;
    }
    verdict
}

async fn final_checks(browser: &Arc<Browser>, bench: &Bench) -> Step {
    let found = offences(&browser.console().await?, &bench.private, &bench.allowed);
    if found.is_empty() {
        Ok(())
    } else {
        Err(Failure(format!(
            "the console of the browser shows:\n{}",
            found.join("\n")
        )))
    }
}

/// Adds to a failure where the page stood: address, text, console, screenshot.
async fn evidence(name: &str, browser: &Arc<Browser>, bench: &Bench, failure: Failure) -> Failure {
    let picture = output().join(format!("{name}.png"));
    let shot = match bench.page.screenshot(&picture).await {
        Ok(()) => picture.display().to_string(),
        Err(problem) => format!("none ({problem})"),
    };
    let or_problem = |read: Step<String>| read.unwrap_or_else(|problem| format!("({problem})"));
    let address = or_problem(bench.page.path().await);
    let text = or_problem(bench.page.text().await);
    let console = match browser.console().await {
        Ok(entries) => entries
            .iter()
            .map(|e| format!("    {} {}", e.level, e.message))
            .collect::<Vec<_>>()
            .join("\n"),
        Err(problem) => format!("({problem})"),
    };
    Failure(format!(
        "{failure}\n  address: {address}\n  text: {text}\n  console:\n{console}\n  screenshot: {shot}\n  server log: {}",
        bench.api.log().display()
    ))
}

/// Turns a panic of the body (a failed assertion) into a failure, so that the browser is closed all the same.
async fn unpanicked(body: impl Future<Output = Step>) -> Step {
    let mut body = pin!(body);
    std::future::poll_fn(|context| {
        match catch_unwind(AssertUnwindSafe(|| body.as_mut().poll(context))) {
            Ok(poll) => poll,
            Err(panic) => {
                let text = panic
                    .downcast_ref::<String>()
                    .cloned()
                    .or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
                std::task::Poll::Ready(Err(Failure(
                    text.unwrap_or_else(|| "the test panicked".to_owned()),
                )))
            }
        }
    })
    .await
}
