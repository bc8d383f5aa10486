//! The keyboard, key event by key event, and what has the focus, as assistive technology is told.

use serde_json::{Value, json};

use thirtyfour::Key;

use crate::ax::ACCESSIBLE;
use crate::engine::Engine;
use crate::wait::{Seen, until};
use crate::{Failure, Page, Step};

/// A key, maybe with Shift.
#[derive(Clone, Copy, Debug)]
pub struct Stroke {
    key: &'static str,
    code: i64,
    text: &'static str,
    shift: bool,
}

impl Stroke {
    /// The next stop.
    pub const TAB: Self = Self::new("Tab", 9, "");
    /// The stop before.
    pub const BACK_TAB: Self = Self {
        shift: true,
        ..Self::TAB
    };
    /// Follows links, presses buttons, sends forms.
    pub const ENTER: Self = Self::new("Enter", 13, "\r");
    /// Presses buttons, ticks boxes.
    pub const SPACE: Self = Self::new(" ", 32, " ");
    /// Closes dialogs.
    pub const ESCAPE: Self = Self::new("Escape", 27, "");
    /// The next choice.
    pub const DOWN: Self = Self::new("ArrowDown", 40, "");
    /// The choice before.
    pub const UP: Self = Self::new("ArrowUp", 38, "");

    const fn new(key: &'static str, code: i64, text: &'static str) -> Self {
        Self {
            key,
            code,
            text,
            shift: false,
        }
    }
}

/// What has the focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// ARIA role; `RootWebArea` when nothing in particular has it.
    pub role: String,
    /// Accessible name.
    pub name: String,
}

/// What a live region has said.
#[derive(Clone, Debug)]
pub struct Said {
    /// The text.
    pub text: String,
    /// Not an alert.
    pub polite: bool,
    /// When, by the page's own clock, in milliseconds.
    pub at_ms: f64,
}

impl Page {
    /// [`said`](Self::said), with times.
    pub async fn said_when(&self) -> Step<Vec<Said>> {
        let said = self.eval("return window.__e2eSaid").await?;
        let said = said.as_array().into_iter().flatten();
        Ok(said
            .map(|s| Said {
                text: s["text"].as_str().unwrap_or_default().trim().to_owned(),
                polite: s["polite"] == true,
                at_ms: s["at"].as_f64().unwrap_or_default(),
            })
            .collect())
    }

    /// Presses and releases a key, wherever the focus is.
    pub async fn stroke(&self, stroke: Stroke) -> Step {
        if self.engine() != Engine::Chromium {
            return self.stroke_by_actions(stroke).await;
        }
        let down = if stroke.text.is_empty() {
            "rawKeyDown"
        } else {
            "keyDown"
        };
        for kind in [down, "keyUp"] {
            let mut event = json!({
                "type": kind,
                "key": stroke.key,
                "code": if stroke.key == " " { "Space" } else { stroke.key },
                "windowsVirtualKeyCode": stroke.code,
                "modifiers": if stroke.shift { 8 } else { 0 },
            });
            if kind == "keyDown" {
                event["text"] = json!(stroke.text);
            }
            self.cdp("Input.dispatchKeyEvent", event).await?;
        }
        Ok(())
    }

    /// [`stroke`](Self::stroke) without the DevTools protocol.
    async fn stroke_by_actions(&self, stroke: Stroke) -> Step {
        let key = match stroke.key {
            "Tab" => Key::Tab.value(),
            "Enter" => Key::Enter.value(),
            "Escape" => Key::Escape.value(),
            "ArrowDown" => Key::Down.value(),
            "ArrowUp" => Key::Up.value(),
            other => other.chars().next().unwrap_or(' '),
        };
        let mut actions = self.browser().driver.action_chain();
        if stroke.shift {
            actions = actions.key_down(Key::Shift);
        }
        actions = actions.key_down(key).key_up(key);
        if stroke.shift {
            actions = actions.key_up(Key::Shift);
        }
        Ok(actions.perform().await?)
    }

    /// Types a text, letter by letter.
    pub async fn type_text(&self, text: &str) -> Step {
        if self.engine() != Engine::Chromium {
            let actions = self.browser().driver.action_chain().send_keys(text);
            return Ok(actions.perform().await?);
        }
        for letter in text.chars() {
            let letter = letter.to_string();
            for kind in ["keyDown", "keyUp"] {
                let mut event = json!({ "type": kind, "key": letter });
                if kind == "keyDown" {
                    event["text"] = json!(letter);
                }
                self.cdp("Input.dispatchKeyEvent", event).await?;
            }
        }
        Ok(())
    }

    /// Role and name of what has the focus, from the accessibility tree.
    pub async fn focus(&self) -> Step<Focus> {
        if self.engine() != Engine::Chromium {
            let answer = self.script(ACCESSIBLE, vec![json!("focus")]).await?;
            let told = |key: &str| answer.json()[key].as_str().unwrap_or_default().to_owned();
            return Ok(Focus {
                role: told("role"),
                name: told("name"),
            });
        }
        let element = self
            .cdp(
                "Runtime.evaluate",
                json!({ "expression": "document.activeElement ?? document.body" }),
            )
            .await?;
        let answer = self
            .cdp(
                "Accessibility.getPartialAXTree",
                json!({ "objectId": element["result"]["objectId"], "fetchRelatives": false }),
            )
            .await?;
        let node = &answer["nodes"][0];
        let text = |value: &Value| {
            let words = value["value"].as_str().unwrap_or_default();
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        Ok(Focus {
            role: text(&node["role"]),
            name: text(&node["name"]),
        })
    }

    /// Waits until something with this role and a name that begins like this has the focus.
    pub async fn focus_becomes(&self, role: &str, name: &str) -> Step {
        until(&format!("the focus on the {role} \"{name}\""), async || {
            let focus = self.focus().await?;
            Ok(if focus.role == role && focus.name.starts_with(name) {
                Seen::Yes(())
            } else {
                Seen::NotYet(format!("{focus:?}"))
            })
        })
        .await
    }

    /// Presses Tab until something with this role and a name that begins with these words has the focus. Gives how many stops it
    /// took.
    pub async fn tab_to(&self, role: &str, name: &str) -> Step<usize> {
        let mut passed = Vec::new();
        for stop in 1..=120 {
            self.stroke(Stroke::TAB).await?;
            let focus = self.focus().await?;
            let rest = focus.name.strip_prefix(name);
            if focus.role == role
                && rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            {
                return Ok(stop);
            }
            passed.push(format!("{} \"{}\"", focus.role, focus.name));
        }
        Err(Failure(format!(
            "Tab does not come to the {role} \"{name}\", but to {}",
            passed.join(", ")
        )))
    }

    /// Begins to note what takes the focus from now on.
    pub async fn note_focus(&self) -> Step {
        self.eval(
            "window.__focused = [];
             if (!window.__notes) {
                 window.__notes = true;
                 addEventListener('focusin', e => __focused.push(e.target.outerHTML.slice(0, 200)), true);
                 addEventListener('focusout', e => __focused.push('lost by ' + e.target.outerHTML.slice(0, 200)), true);
             }
             return null",
        )
        .await
        .map(drop)
    }

    /// What has taken or lost the focus since then.
    pub async fn focus_moves(&self) -> Step<Vec<String>> {
        let moves = self.eval("return window.__focused").await?;
        Ok(moves
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|m| m.as_str().map(str::to_owned))
            .collect())
    }
}
