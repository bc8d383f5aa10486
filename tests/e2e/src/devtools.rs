//! What a person cannot do with mouse and keyboard: files, network, media, lifecycle. Each thing is done without the DevTools
//! protocol where another browser than Chromium can be made to do it, and refused where it cannot.

use std::path::{Path, PathBuf};

use reqwest::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{By, RequestData, SessionId};

use crate::engine::{Ability, Engine};
use crate::{Failure, Page, Step};

/// The part of Firefox that shows the page in front.
const SHOWN: &str =
    "const shown = window.gBrowser.selectedBrowser, context = shown.browsingContext;";

/// Colours and motion that a person has asked their system for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
}

impl Page {
    /// Runs a script in every document from now on, before the page's own.
    pub async fn at_start(&self, script: &str) -> Step {
        if self.engine() != Engine::Chromium {
            let Some(file) = crate::server::start_script(self.base()) else {
                return self.engine().must(Ability::StartScript);
            };
            // In a block, so that the constants of two scripts do not meet.
            let before = std::fs::read_to_string(&file)?;
            return Ok(std::fs::write(
                &file,
                format!("{before}\n{{\n{script}\n}}\n"),
            )?);
        }
        self.cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": script }),
        )
        .await?;
        Ok(())
    }

    /// Puts files into the page's file input, as its dialog does.
    pub async fn give_files(&self, paths: &[PathBuf]) -> Step {
        self.give_files_to("input[type=file]", paths).await
    }

    /// Puts files into the file input that a selector names (element and attribute only, never a class).
    pub async fn give_files_to(&self, selector: &str, paths: &[PathBuf]) -> Step {
        for path in paths {
            if !path.exists() {
                return Err(Failure(format!("there is no file {}", path.display())));
            }
        }
        if self.engine() != Engine::Chromium {
            return self.type_files(selector, paths).await;
        }
        let expression = format!("document.querySelector({})", json!(selector));
        let input = crate::wait::until("a file input", async || {
            let found = self
                .cdp("Runtime.evaluate", json!({ "expression": expression }))
                .await?;
            Ok(match found["result"]["objectId"].as_str() {
                Some(id) => crate::wait::Seen::Yes(id.to_owned()),
                None => crate::wait::Seen::NotYet("none".to_owned()),
            })
        })
        .await?;
        let files = absolute(paths)?;
        self.cdp(
            "DOM.setFileInputFiles",
            json!({ "objectId": input, "files": files }),
        )
        .await?;
        Ok(())
    }

    /// Puts files into an input by WebDriver's own means, in place of those that are in it.
    async fn type_files(&self, selector: &str, paths: &[PathBuf]) -> Step {
        let wanted = absolute(paths)?.join("\n");
        crate::wait::until("a file input", async || {
            let input = self.browser().driver.find(By::Css(selector)).await?;
            let empty = "arguments[0].value = ''";
            self.script(empty, vec![input.to_json()?]).await?;
            input.send_keys(wanted.as_str()).await?;
            Ok(crate::wait::Seen::Yes(()))
        })
        .await
    }

    /// Drops what a script puts into `data`, a `DataTransfer`, at a point.
    async fn drop_by_script(&self, fill: &str, argument: Value, x: u32, y: u32) -> Step {
        let script = format!(
            "const [argument, x, y] = arguments, data = new DataTransfer();
             {fill}
             const target = document.elementFromPoint(x, y) ?? document.body;
             for (const kind of ['dragenter', 'dragover', 'drop'])
                 target.dispatchEvent(new DragEvent(kind, {{
                     bubbles: true, cancelable: true, composed: true, clientX: x, clientY: y, dataTransfer: data }}))"
        );
        self.script(&script, vec![argument, json!(x), json!(y)])
            .await?;
        Ok(())
    }

    /// Drags files (or folders) from outside over the page and drops them at a point (CSS pixels).
    pub async fn drop_files(&self, paths: &[PathBuf], x: u32, y: u32) -> Step {
        if self.engine() != Engine::Chromium {
            if paths.iter().any(|path| path.is_dir()) {
                self.engine().must(Ability::Folders)?;
            }
            // Files come into a page by an input only; this one is gone before the page can take notice of it.
            let input = "const input = document.createElement('input'); input.type = 'file';
                input.multiple = true; input.id = 'e2e-drop'; document.body.append(input)";
            self.script(input, vec![]).await?;
            self.type_files("#e2e-drop", paths).await?;
            let fill = "const input = document.getElementById('e2e-drop');
                for (const file of input.files) data.items.add(file);
                input.remove();";
            return self.drop_by_script(fill, Value::Null, x, y).await;
        }
        let data = json!({ "items": [], "files": absolute(paths)?, "dragOperationsMask": 1 });
        for kind in ["dragEnter", "dragOver", "drop"] {
            self.cdp(
                "Input.dispatchDragEvent",
                json!({ "type": kind, "x": x, "y": y, "data": data }),
            )
            .await?;
        }
        Ok(())
    }

    /// Drags a text over the page and drops it.
    pub async fn drop_text(&self, text: &str, x: u32, y: u32) -> Step {
        if self.engine() != Engine::Chromium {
            let fill = "data.setData('text/plain', argument);";
            return self.drop_by_script(fill, json!(text), x, y).await;
        }
        let data = json!({
            "items": [{ "mimeType": "text/plain", "data": text }],
            "files": [],
            "dragOperationsMask": 1,
        });
        for kind in ["dragEnter", "dragOver", "drop"] {
            self.cdp(
                "Input.dispatchDragEvent",
                json!({ "type": kind, "x": x, "y": y, "data": data }),
            )
            .await?;
        }
        Ok(())
    }

    /// Takes the network away from this tab, or gives it back.
    pub async fn offline(&self, offline: bool) -> Step {
        self.engine().must(Ability::Offline)?;
        self.link(offline, 0.0, -1.0).await
    }

    /// Shapes this tab's network: added latency in milliseconds, upload limit in bytes per second (-1: none).
    pub async fn link(&self, offline: bool, latency: f64, upload: f64) -> Step {
        self.cdp("Network.enable", json!({})).await?;
        self.cdp(
            "Network.emulateNetworkConditions",
            json!({
                "offline": offline,
                "latency": latency,
                "downloadThroughput": -1,
                "uploadThroughput": upload,
            }),
        )
        .await?;
        Ok(())
    }

    /// Freezes the tab, or wakes it up again as when a person comes back to it: the command alone would leave the page
    /// awake but hidden.
    pub async fn freeze(&self, frozen: bool) -> Step {
        self.engine().must(Ability::Freeze)?;
        let state = if frozen { "frozen" } else { "active" };
        self.cdp("Page.setWebLifecycleState", json!({ "state": state }))
            .await?;
        if !frozen {
            self.hide(false).await?;
        }
        Ok(())
    }

    /// Kills the tab's process, without any event in the page.
    pub async fn crash(&self) -> Step {
        self.engine().must(Ability::TabCrash)?;
        // The command itself gets no answer: the tab that would give it is gone.
        match self.cdp("Page.crash", json!({})).await {
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Asks for light or dark colours.
    pub async fn scheme(&self, scheme: Scheme) -> Step {
        let value = match scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        self.media(&[("prefers-color-scheme", value)]).await
    }

    /// Sets media features; the others go back to their defaults.
    pub async fn media(&self, features: &[(&str, &str)]) -> Step {
        self.engine().must(Ability::Media)?;
        if self.engine() == Engine::Firefox {
            let script = format!(
                "{SHOWN} const wished = Object.fromEntries(arguments[0]);
                 context.prefersColorSchemeOverride = wished['prefers-color-scheme'] ?? 'none';
                 context.forcedColorsOverride = wished['forced-colors'] ?? 'none';"
            );
            self.in_firefox(&script, vec![json!(features)]).await?;
            return self.at_rest().await;
        }
        let features: Vec<_> = features
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        self.cdp(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await?;
        self.at_rest().await
    }

    /// Shows the page as it would be printed.
    pub async fn as_printed(&self) -> Step {
        self.engine().must(Ability::Media)?;
        if self.engine() == Engine::Firefox {
            let script = format!("{SHOWN} context.mediumOverride = 'print'");
            self.in_firefox(&script, vec![]).await?;
            return Ok(());
        }
        self.cdp("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await?;
        Ok(())
    }

    /// Lets the page save files into a folder, without a question.
    pub async fn save_into(&self, folder: &Path) -> Step {
        self.engine().must(Ability::Downloads)?;
        let folder = folder.display().to_string();
        if self.engine() == Engine::Firefox {
            let script = "Services.prefs.setIntPref('browser.download.folderList', 2);
                Services.prefs.setStringPref('browser.download.dir', arguments[0]);
                Services.prefs.setBoolPref('browser.download.useDownloadDir', true);
                Services.prefs.setBoolPref('browser.download.always_ask_before_handling_new_types', false);";
            self.in_firefox(script, vec![json!(folder)]).await?;
            return Ok(());
        }
        self.cdp(
            "Browser.setDownloadBehavior",
            json!({ "behavior": "allow", "downloadPath": folder }),
        )
        .await?;
        Ok(())
    }

    /// Runs a script in the browser itself, not in the page: Firefox only.
    async fn in_firefox(&self, body: &str, arguments: Vec<Value>) -> Step<Value> {
        let driver = &self.browser().driver;
        driver.cmd(Context("chrome")).await?;
        let outcome = self.script(body, arguments).await;
        driver.cmd(Context("content")).await?;
        Ok(outcome?.json().clone())
    }

    /// Waits until no colour or place is on its way from one state to another.
    pub async fn at_rest(&self) -> Step {
        crate::wait::until("transitions to end", async || {
            let moving = self
                .eval(
                    "return document.getAnimations().filter(
                         a => a instanceof CSSTransition && a.playState === 'running').length",
                )
                .await?;
            Ok(if moving == 0 {
                crate::wait::Seen::Yes(())
            } else {
                crate::wait::Seen::NotYet(format!("{moving} running"))
            })
        })
        .await
    }

    /// Sets the size of the view in CSS pixels.
    pub async fn view(&self, width: u32, height: u32) -> Step {
        match self.engine() {
            Engine::Chromium => {}
            Engine::Firefox => {
                let script = format!(
                    "{SHOWN} for (const [side, length] of [['width', arguments[0]], ['height', arguments[1]]])
                         for (const limit of ['', 'min-', 'max-'])
                             shown.style.setProperty(limit + side, `${{length}}px`)"
                );
                let size = vec![json!(width), json!(height)];
                self.in_firefox(&script, size).await?;
                return self.view_is(width).await;
            }
            Engine::WebKit => {
                let driver = &self.browser().driver;
                driver.set_window_rect(0, 0, width, height).await?;
                return self.view_is(width).await;
            }
        }
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
        )
        .await?;
        Ok(())
    }

    /// Waits until the page is this wide: windows change their size when they like to.
    async fn view_is(&self, width: u32) -> Step {
        crate::wait::until(&format!("a page {width} pixels wide"), async || {
            let now = self.eval("return innerWidth").await?;
            Ok(if now == width {
                crate::wait::Seen::Yes(())
            } else {
                crate::wait::Seen::NotYet(now.to_string())
            })
        })
        .await
    }

    /// Tells the page that it is hidden or shown, as when another tab comes to the front.
    /// Headless Chromium does not hide tabs by itself.
    pub async fn hide(&self, hidden: bool) -> Step {
        self.script(
            "const state = arguments[0] ? 'hidden' : 'visible';
             Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
             Object.defineProperty(document, 'hidden', { configurable: true, get: () => state === 'hidden' });
             document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))",
            vec![json!(hidden)],
        )
        .await?;
        Ok(())
    }

    /// Whether leaving the page would be asked about now.
    pub async fn asks_before_leaving(&self) -> Step<bool> {
        let asks = self
            .eval("const e = new Event('beforeunload', { cancelable: true }); dispatchEvent(e); return e.defaultPrevented")
            .await?;
        Ok(asks == true)
    }

    /// Saves what the tab shows.
    pub async fn screenshot(&self, path: &std::path::Path) -> Step {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(self.browser().driver.screenshot(path).await?)
    }
}

/// Firefox's command that says where scripts run.
#[derive(Debug)]
struct Context(&'static str);

impl FormatRequestData for Context {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(Method::POST, format!("/session/{session}/moz/context"))
            .add_body(json!({ "context": self.0 }))
    }
}

fn absolute(paths: &[PathBuf]) -> Step<Vec<String>> {
    paths
        .iter()
        .map(|path| Ok(path.canonicalize()?.display().to_string()))
        .collect()
}
