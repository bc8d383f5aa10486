//! What a person cannot do with mouse and keyboard, through the DevTools protocol: files, network, media, lifecycle.

use std::path::PathBuf;

use serde_json::json;

use crate::{Failure, Page, Step};

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

    /// Drags files (or folders) from outside over the page and drops them at a point (CSS pixels).
    pub async fn drop_files(&self, paths: &[PathBuf], x: u32, y: u32) -> Step {
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
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
        )
        .await?;
        Ok(())
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

fn absolute(paths: &[PathBuf]) -> Step<Vec<String>> {
    paths
        .iter()
        .map(|path| Ok(path.canonicalize()?.display().to_string()))
        .collect()
}
