//! One tab: finding by role and accessible name, acting as a person does, reading what is shown.

use std::sync::Arc;

use serde_json::{Value, json};
use thirtyfour::session::scriptret::ScriptRet;
use thirtyfour::{Key, WebElement, WindowHandle};

use crate::ax::{Node, Role};
use crate::browser::Browser;
use crate::engine::{Ability, Engine};
use crate::wait::{Seen, never_within, until, until_within};
use crate::watch::WATCHER;
use crate::{Failure, Step};

/// A tab of a browser.
pub struct Page {
    browser: Arc<Browser>,
    window: WindowHandle,
    base: String,
}

/// How a name is compared. `"Upload"` alone means the whole name.
#[derive(Clone, Debug)]
pub enum Name {
    /// The whole accessible name.
    Is(String),
    /// Its beginning: for names that go on with what they act on (UX-26: "Delete batch 117-with-qr.zip").
    Starts(String),
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::Is(text.to_owned())
    }
}

/// A name that begins with `text`.
pub fn starts(text: &str) -> Name {
    Name::Starts(text.to_owned())
}

impl Name {
    fn fits(&self, name: &str) -> bool {
        match self {
            Self::Is(text) => name == text,
            Self::Starts(text) => name.starts_with(text.as_str()),
        }
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Is(text) => write!(f, "\"{text}\""),
            Self::Starts(text) => write!(f, "\"{text}…\""),
        }
    }
}

impl Page {
    pub(crate) fn new(browser: Arc<Browser>, window: WindowHandle, base: String) -> Self {
        Self {
            browser,
            window,
            base,
        }
    }

    /// The browser that the tab belongs to.
    pub fn browser(&self) -> &Arc<Browser> {
        &self.browser
    }

    /// Makes this the tab that the session talks to. Needed before each use when a test has more than one tab.
    pub async fn to_front(&self) -> Step {
        Ok(self
            .browser
            .driver
            .switch_to_window(self.window.clone())
            .await?)
    }

    /// Closes the tab.
    pub async fn close(self) -> Step {
        self.to_front().await?;
        self.browser.remember().await?;
        Ok(self.browser.driver.close_window().await?)
    }

    /// Which browser it is.
    pub fn engine(&self) -> Engine {
        self.browser.engine()
    }

    /// Where the server of this page lies.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// An element that a script has given.
    pub(crate) fn known_element(&self, element: Value) -> Step<WebElement> {
        let session = std::sync::Arc::clone(self.browser.driver.handle());
        Ok(WebElement::from_json(element, session)?)
    }

    /// A DevTools command.
    pub async fn cdp(&self, method: &str, params: Value) -> Step<Value> {
        self.engine().must(Ability::DevTools)?;
        Ok(self.browser.driver.cdp().send_raw(method, params).await?)
    }

    /// Runs a script in the page (a function body).
    pub async fn script(&self, body: &str, arguments: Vec<Value>) -> Step<ScriptRet> {
        Ok(self.browser.driver.execute(body, arguments).await?)
    }

    /// Runs a script and gives its value.
    pub async fn eval(&self, body: &str) -> Step<Value> {
        Ok(self.script(body, vec![]).await?.json().clone())
    }

    /// Opens a path of the console, as a pasted link does.
    pub async fn goto(&self, path: &str) -> Step {
        let address = format!("{}{path}", self.base);
        self.browser.driver.goto(address).await?;
        if self.base.starts_with("data:") && self.engine() != Engine::Chromium {
            self.script(WATCHER, vec![]).await?;
        }
        Ok(())
    }

    /// Reloads the page.
    pub async fn reload(&self) -> Step {
        Ok(self.browser.driver.refresh().await?)
    }

    /// The browser's Back button.
    pub async fn back(&self) -> Step {
        Ok(self.browser.driver.back().await?)
    }

    /// The browser's Forward button.
    pub async fn forward(&self) -> Step {
        Ok(self.browser.driver.forward().await?)
    }

    /// Path and query of the address.
    pub async fn path(&self) -> Step<String> {
        let url = self.browser.driver.current_url().await?;
        Ok(match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        })
    }

    /// Waits until the address (path and query) satisfies `fits`.
    pub async fn path_becomes(&self, what: &str, fits: impl Fn(&str) -> bool) -> Step<String> {
        until(&format!("the address to be {what}"), async || {
            let path = self.path().await?;
            Ok(if fits(&path) {
                Seen::Yes(path)
            } else {
                Seen::NotYet(path)
            })
        })
        .await
    }

    /// Waits until the address is this path (without query).
    pub async fn path_is(&self, wanted: &str) -> Step<String> {
        self.path_becomes(wanted, |path| path.split('?').next() == Some(wanted))
            .await
    }

    /// Waits until the title satisfies `fits`.
    pub async fn title_becomes(&self, what: &str, fits: impl Fn(&str) -> bool) -> Step<String> {
        until(&format!("the title to be {what}"), async || {
            let title = self.browser.driver.title().await?;
            Ok(if fits(&title) {
                Seen::Yes(title)
            } else {
                Seen::NotYet(title)
            })
        })
        .await
    }

    /// The visible text, spaces made single.
    pub async fn text(&self) -> Step<String> {
        let text = self
            .eval("return document.body ? document.body.innerText : ''")
            .await?;
        Ok(squeezed(text.as_str().unwrap_or_default()))
    }

    /// Waits until the page shows this text.
    pub async fn sees(&self, wanted: &str) -> Step {
        self.sees_within(crate::wait::REACTION, wanted).await
    }

    /// [`sees`](Self::sees) with a deadline of its own, in seconds.
    pub async fn sees_within(&self, seconds: u64, wanted: &str) -> Step {
        self.text_becomes(seconds, &format!("the text \"{wanted}\""), |text| {
            text.contains(wanted)
        })
        .await?;
        Ok(())
    }

    /// Waits until one of several texts is shown; gives the first that is.
    pub async fn sees_one_of<'a>(&self, seconds: u64, wanted: &[&'a str]) -> Step<&'a str> {
        until_within(
            seconds,
            &format!("one of the texts {wanted:?}"),
            async || {
                let text = self.text().await?;
                Ok(match wanted.iter().find(|w| text.contains(**w)) {
                    Some(found) => Seen::Yes(*found),
                    None => Seen::NotYet(format!("the text: {text}")),
                })
            },
        )
        .await
    }

    /// Waits until the visible text satisfies `fits`.
    pub async fn text_becomes(
        &self,
        seconds: u64,
        what: &str,
        fits: impl Fn(&str) -> bool,
    ) -> Step<String> {
        until_within(seconds, what, async || {
            let text = self.text().await?;
            Ok(if fits(&text) {
                Seen::Yes(text)
            } else {
                Seen::NotYet(format!("the text: {text}"))
            })
        })
        .await
    }

    /// Waits until this text is not shown any more.
    pub async fn sees_no(&self, unwanted: &str) -> Step {
        self.text_becomes(
            crate::wait::REACTION,
            &format!("\"{unwanted}\" to be gone"),
            |text| !text.contains(unwanted),
        )
        .await?;
        Ok(())
    }

    /// Fails if the text is shown at any time during `seconds`.
    pub async fn never_sees(&self, seconds: f64, unwanted: &str) -> Step {
        never_within(seconds, &format!("the text \"{unwanted}\""), async || {
            Ok(self.text().await?.contains(unwanted))
        })
        .await
    }

    /// Waits for a node with this role and name.
    pub async fn find(&self, role: Role, name: impl Into<Name>) -> Step<Node> {
        self.find_within(crate::wait::REACTION, role, name).await
    }

    /// [`find`](Self::find) with a deadline of its own, in seconds.
    pub async fn find_within(&self, seconds: u64, role: Role, name: impl Into<Name>) -> Step<Node> {
        let name = name.into();
        until_within(seconds, &format!("a {role} named {name}"), async || {
            let nodes = self.nodes(role).await?;
            Ok(match nodes.iter().find(|node| name.fits(&node.name)) {
                Some(node) => Seen::Yes(node.clone()),
                None => Seen::NotYet(format!(
                    "these: {:?}",
                    nodes.iter().map(|n| n.name.as_str()).collect::<Vec<_>>()
                )),
            })
        })
        .await
    }

    /// Whether such a node is there now.
    pub async fn has(&self, role: Role, name: impl Into<Name>) -> Step<bool> {
        let name = name.into();
        Ok(self
            .nodes(role)
            .await?
            .iter()
            .any(|node| name.fits(&node.name)))
    }

    /// Waits until no such node is there.
    pub async fn has_no(&self, role: Role, name: impl Into<Name>) -> Step {
        let name = name.into();
        until(&format!("the {role} {name} to be gone"), async || {
            Ok(if self.has(role, name.clone()).await? {
                Seen::NotYet("it is still there".to_owned())
            } else {
                Seen::Yes(())
            })
        })
        .await
    }

    /// Waits for a node and gives its element.
    pub async fn get(&self, role: Role, name: impl Into<Name>) -> Step<WebElement> {
        let node = self.find(role, name).await?;
        self.element(&node).await
    }

    /// Clicks with the mouse. A click that something else would receive is tried again until the deadline.
    pub async fn click(&self, role: Role, name: impl Into<Name>) -> Step {
        let name = name.into();
        until(&format!("a click on the {role} {name}"), async || {
            let element = self.get_now(role, &name).await?;
            self.bring_into_sight(&element).await?;
            element.click().await?;
            Ok(Seen::Yes(()))
        })
        .await
    }

    async fn get_now(&self, role: Role, name: &Name) -> Step<WebElement> {
        let nodes = self.nodes(role).await?;
        match nodes.iter().find(|node| name.fits(&node.name)) {
            Some(node) => self.element(node).await,
            None => Err(Failure(format!(
                "no {role} {name} among {:?}",
                nodes.iter().map(|n| n.name.as_str()).collect::<Vec<_>>()
            ))),
        }
    }

    /// Clicks a button.
    pub async fn press(&self, name: impl Into<Name>) -> Step {
        self.click(Role::Button, name).await
    }

    /// Follows a link.
    pub async fn follow(&self, name: impl Into<Name>) -> Step {
        self.click(Role::Link, name).await
    }

    /// Replaces what stands in a text field by typing.
    pub async fn fill(&self, label: &str, text: &str) -> Step {
        let field = self.get(Role::TextBox, label).await?;
        until(&format!("\"{label}\" to be filled"), async || {
            field.click().await?;
            field.send_keys(Key::Control + "a").await?;
            field.send_keys(Key::Delete).await?;
            // WebKit's driver takes no text of no letters.
            if !text.is_empty() {
                field.send_keys(text).await?;
            }
            if self.engine() != Engine::WebKit {
                return Ok(Seen::Yes(()));
            }
            // WebKit's windows lose a key now and then while they are drawn. A field may leave spaces out by itself.
            let there = field.value().await?.unwrap_or_default().chars().count();
            let typed = text.chars().filter(|c| c.is_alphanumeric()).count();
            Ok(if there >= typed {
                Seen::Yes(())
            } else {
                Seen::NotYet(format!("{there} characters"))
            })
        })
        .await
    }

    /// Chooses a radio button.
    pub async fn choose(&self, label: &str) -> Step {
        let name = Name::from(label);
        until(&format!("the radio {name} to be chosen"), async || {
            // The label is what people hit; the dot itself may be covered by it.
            self.get_now(Role::Radio, &name).await?.click().await?;
            let node = self.find(Role::Radio, name.clone()).await?;
            Ok(if node.state("checked") == "true" {
                Seen::Yes(())
            } else {
                Seen::NotYet("it is not checked".to_owned())
            })
        })
        .await
    }

    /// Chooses an option of a select by its text.
    pub async fn select(&self, label: &str, option: &str) -> Step {
        let select = self.get(Role::Combobox, label).await?;
        let done = self
            .script(
                "const [select, text] = arguments;
                 const option = [...select.options].find(o => o.text.trim() === text);
                 if (!option) return [...select.options].map(o => o.text.trim());
                 select.focus();
                 select.value = option.value;
                 select.dispatchEvent(new Event('input', { bubbles: true }));
                 select.dispatchEvent(new Event('change', { bubbles: true }));
                 return null",
                vec![select.to_json()?, json!(option)],
            )
            .await?;
        match done.json() {
            Value::Null => Ok(()),
            others => Err(Failure(format!(
                "\"{label}\" has no option \"{option}\", but {others}"
            ))),
        }
    }

    /// Chromium's driver scrolls by itself; Firefox moves its pointer only to what is in sight, and WebKit does not click what
    /// lies below the window.
    async fn bring_into_sight(&self, element: &WebElement) -> Step {
        if self.engine() != Engine::Chromium {
            let script =
                "const [element] = arguments, { top, bottom } = element.getBoundingClientRect();
                 if (top < 0 || bottom > innerHeight)
                     element.scrollIntoView({ block: 'center', behavior: 'instant' })";
            self.script(script, vec![element.to_json()?]).await?;
        }
        Ok(())
    }

    /// Clicks twice, as fast as a person can.
    pub async fn double_click(&self, element: &WebElement) -> Step {
        self.bring_into_sight(element).await?;
        let actions = self.browser.driver.action_chain();
        Ok(actions.double_click_element(element).perform().await?)
    }

    /// Presses a key wherever the focus is.
    pub async fn key(&self, key: Key) -> Step {
        self.browser
            .driver
            .action_chain()
            .send_keys(key)
            .perform()
            .await?;
        Ok(())
    }

    /// Accessible name of the element that has the focus; empty for none.
    pub async fn focused(&self) -> Step<String> {
        let element = self.browser.driver.active_element().await?;
        let label = self
            .script(
                "const e = arguments[0];
                 return e === document.body ? '' : (e.ariaLabel || e.labels?.[0]?.innerText || e.innerText || e.tagName)",
                vec![element.to_json()?],
            )
            .await?;
        Ok(squeezed(label.json().as_str().unwrap_or_default()))
    }

    /// The rows of the table with this caption: the texts of their cells, without the header row.
    pub async fn table(&self, caption: &str) -> Step<Vec<Vec<String>>> {
        let rows = self
            .script(
                "const table = [...document.querySelectorAll('table')].find(
                     t => t.caption && t.caption.textContent.trim().startsWith(arguments[0]));
                 if (!table) return null;
                 return [...table.tBodies].flatMap(b => [...b.rows]).map(r => [...r.cells].map(c => c.innerText))",
                vec![json!(caption)],
            )
            .await?;
        let rows = rows
            .json()
            .as_array()
            .cloned()
            .ok_or_else(|| Failure(format!("no table \"{caption}\"")))?;
        Ok(rows
            .iter()
            .map(|row| {
                row.as_array()
                    .into_iter()
                    .flatten()
                    .map(|cell| squeezed(cell.as_str().unwrap_or_default()))
                    .collect()
            })
            .collect())
    }

    /// Waits until the rows of a table satisfy `fits`.
    pub async fn table_becomes(
        &self,
        caption: &str,
        what: &str,
        fits: impl Fn(&[Vec<String>]) -> bool,
    ) -> Step<Vec<Vec<String>>> {
        until_within(
            30,
            &format!("the table \"{caption}\" to show {what}"),
            async || {
                let rows = self.table(caption).await?;
                Ok(if fits(&rows) {
                    Seen::Yes(rows)
                } else {
                    Seen::NotYet(format!("{rows:?}"))
                })
            },
        )
        .await
    }

    /// What live regions have said since the page was loaded: text, and whether politely.
    pub async fn said(&self) -> Step<Vec<(String, bool)>> {
        let said = self.eval("return window.__e2eSaid").await?;
        Ok(said
            .as_array()
            .into_iter()
            .flatten()
            .map(|s| {
                (
                    squeezed(s["text"].as_str().unwrap_or_default()),
                    s["polite"] == true,
                )
            })
            .collect())
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
