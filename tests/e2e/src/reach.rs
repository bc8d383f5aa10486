//! What eyes, fingers and screen readers need and axe-core does not look at: targets, zoom, spacing, forced colours, motion,
//! live regions, and every stop of the Tab key.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::keys::Stroke;
use crate::{Failure, Page, Step};

const SCRIPT: &str = include_str!("reach.js");

/// More stops than any page has: Tab is caught in a circle.
const MOST_STOPS: usize = 400;
/// A field for a date has stops of its own inside: day, month, year, calendar.
const MOST_INSIDE: usize = 8;
/// Room around a picture of a stop for its ring, in CSS pixels.
const ROOM: f64 = 6.0;

/// Which kinds of stops have been looked at in pixels.
#[derive(Default)]
pub struct Kinds {
    seen: HashSet<String>,
    none: bool,
}

impl Kinds {
    /// No pixels at all: the ring's style is enough.
    #[must_use]
    pub fn none() -> Self {
        Self {
            none: true,
            ..Self::default()
        }
    }

    fn is_new(&mut self, kind: &str) -> bool {
        !self.none && self.seen.insert(kind.to_owned())
    }
}

impl Page {
    async fn ask(&self, name: &str, arguments: &[Value]) -> Step<Value> {
        let mut all = vec![json!(name)];
        all.extend_from_slice(arguments);
        Ok(self.script(SCRIPT, all).await?.json().clone())
    }

    async fn nothing_wrong(&self, name: &str, what: &str) -> Step {
        let wrong = self.ask(name, &[]).await?;
        let wrong: Vec<&str> = wrong
            .as_array()
            .ok_or_else(|| Failure(format!("{name} gave {wrong}")))?
            .iter()
            .filter_map(Value::as_str)
            .collect();
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(Failure(format!("{what}:\n    {}", wrong.join("\n    "))))
        }
    }

    /// Fails if something to click is smaller than 24 by 24 CSS pixels and too near to another (WCAG 2.5.8).
    pub async fn targets(&self, what: &str) -> Step {
        self.nothing_wrong("targets", &format!("{what}: targets"))
            .await
    }

    /// Fails if the page scrolls sideways.
    pub async fn upright(&self, what: &str) -> Step {
        self.nothing_wrong("sideways", &format!("{what}: width"))
            .await
    }

    /// Fails if the page scrolls in two directions, or something on it cannot be reached with the pointer (WCAG 1.4.10).
    pub async fn zoomed(&self, what: &str) -> Step {
        self.nothing_wrong("zoomed", &format!("{what}: zoomed"))
            .await
    }

    /// Fails if wider spacing of text cuts something off (WCAG 1.4.12).
    pub async fn spaced(&self, what: &str) -> Step {
        self.nothing_wrong("spaced", &format!("{what}: text spacing"))
            .await
    }

    /// Fails if something cannot be made out in forced colours.
    pub async fn forced(&self, what: &str) -> Step {
        self.nothing_wrong("forced", &format!("{what}: forced colours"))
            .await
    }

    /// Fails if something moves.
    pub async fn still(&self, what: &str) -> Step {
        self.nothing_wrong("still", &format!("{what}: motion"))
            .await
    }

    /// Fails unless there is one polite region and one alert (experience.md B, "Live region").
    pub async fn regions(&self, what: &str) -> Step {
        self.nothing_wrong("regions", &format!("{what}: live regions"))
            .await
    }

    /// Goes through all stops of the Tab key from the skip link on, or through those of an open dialog or menu: each has a ring and nothing over it, and no control
    /// is left out. Gives what was stopped at. `kinds` were looked at in pixels before; the others are now.
    pub async fn sweep(&self, what: &str, kinds: &mut Kinds) -> Step<Vec<String>> {
        // A tab that is not in front shows no focus.
        self.cdp(
            "Emulation.setFocusEmulationEnabled",
            json!({ "enabled": true }),
        )
        .await?;
        self.ask("restart", &[]).await?;
        let mut stops = Vec::new();
        let mut inside = 0;
        loop {
            let stop = self.ask("stop", &[]).await?;
            if stop.is_null() {
                break;
            }
            if stop["again"] == true {
                inside += 1;
            } else {
                inside = 0;
                stops.push(self.stop_is_seen(what, &stop, kinds).await?);
            }
            if inside > MOST_INSIDE || stops.len() > MOST_STOPS {
                return Err(Failure(format!("{what}: Tab is caught at {stop}")));
            }
            self.stroke(Stroke::TAB).await?;
        }
        if stops.is_empty() {
            return Err(Failure(format!("{what}: Tab stops nowhere")));
        }
        self.nothing_wrong("missed", &format!("{what}: Tab does not come to"))
            .await?;
        self.ask("finish", &[]).await?;
        Ok(stops)
    }

    /// One stop: in sight, with nothing over it, with a ring. Gives what it is.
    async fn stop_is_seen(&self, what: &str, stop: &Value, kinds: &mut Kinds) -> Step<String> {
        let text = |key: &str| stop[key].as_str().unwrap_or_default();
        let name = text("what");
        if !text("covered").is_empty() {
            let covered = text("covered");
            return Err(Failure(format!("{what}: {name} has the focus: {covered}")));
        }
        if stop["edge"] != true {
            return Err(Failure(format!(
                "{what}: {name} has the focus, and no ring"
            )));
        }
        if kinds.is_new(text("kind")) {
            self.ring_is_seen(what, name, &stop["clip"]).await?;
        }
        Ok(name.to_owned())
    }

    /// The focused element with and without the focus: as many pixels as it has around differ visibly.
    async fn ring_is_seen(&self, what: &str, name: &str, clip: &Value) -> Step {
        let number = |key: &str| clip[key].as_f64().unwrap_or_default();
        let area = json!({
            "x": number("x") - ROOM,
            "y": number("y") - ROOM,
            "width": number("width") + 2.0 * ROOM,
            "height": number("height") + 2.0 * ROOM,
            "scale": 1,
        });
        self.at_rest().await?;
        let with = self.picture(&area).await?;
        self.ask("unfocus", &[]).await?;
        self.at_rest().await?;
        let without = self.picture(&area).await?;
        self.ask("refocus", &[]).await?;
        let differing = self
            .ask("differing", &[json!(with), json!(without)])
            .await?
            .as_f64()
            .unwrap_or_default();
        // Half of the way around: two sides may be cut off by the edge of what it lies in.
        let wanted = number("width") + number("height");
        if differing < wanted {
            return Err(Failure(format!(
                "{what}: the ring of {name} is {differing} pixels, not {wanted:.0}"
            )));
        }
        Ok(())
    }

    /// A part of the page as PNG in base64. The area is in CSS pixels of the page.
    async fn picture(&self, area: &Value) -> Step<String> {
        let shot = self
            .cdp(
                "Page.captureScreenshot",
                json!({ "format": "png", "clip": area, "captureBeyondViewport": false }),
            )
            .await?;
        shot["data"]
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| Failure::new("no picture of the page"))
    }
}
