//! What a screen reader is told. Tests find everything through it: in Chromium by the browser's own accessibility tree, in
//! the others by a script that follows the same rules (`accessible.js`), which the tests of the harness hold to them.

use std::fmt;

use serde_json::{Value, json};
use thirtyfour::WebElement;

use crate::engine::Engine;
use crate::{Failure, Page, Step};

/// Roles as Chromium's accessibility tree spells them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "they are the ARIA roles of the same names")]
pub enum Role {
    Alert,
    AlertDialog,
    Button,
    Checkbox,
    Combobox,
    Dialog,
    Group,
    Heading,
    Image,
    Link,
    Navigation,
    ProgressBar,
    Radio,
    RadioGroup,
    Slider,
    Status,
    Table,
    TextBox,
}

impl Role {
    fn word(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::AlertDialog => "alertdialog",
            Self::Button => "button",
            Self::Checkbox => "checkbox",
            Self::Combobox => "combobox",
            Self::Dialog => "dialog",
            Self::Group => "group",
            Self::Heading => "heading",
            Self::Image => "image",
            Self::Link => "link",
            Self::Navigation => "navigation",
            Self::ProgressBar => "progressbar",
            Self::Radio => "radio",
            Self::RadioGroup => "radiogroup",
            Self::Slider => "slider",
            Self::Status => "status",
            Self::Table => "table",
            Self::TextBox => "textbox",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// One node of the tree.
#[derive(Clone, Debug)]
pub struct Node {
    /// Accessible name, spaces made single.
    pub name: String,
    /// Accessible description.
    pub description: String,
    /// Value of a field or a progress bar.
    pub value: String,
    properties: Value,
    place: Place,
}

/// How the element behind a node is come by.
#[derive(Clone, Debug)]
enum Place {
    /// A number of the tree.
    Backend(i64),
    /// The element itself, as WebDriver writes it.
    Element(Value),
}

/// The script that stands for the tree where that cannot be asked.
pub(crate) const ACCESSIBLE: &str = include_str!("accessible.js");

impl Node {
    /// A state such as `disabled`, `checked`, `focused`; empty when it is not set.
    pub fn state(&self, name: &str) -> String {
        self.properties
            .as_array()
            .into_iter()
            .flatten()
            .find(|p| p["name"] == name)
            .map(|p| text(&p["value"]["value"]))
            .unwrap_or_default()
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

impl Page {
    /// All nodes with this role that assistive technology can reach now, in the order of the document.
    pub async fn nodes(&self, role: Role) -> Step<Vec<Node>> {
        if self.engine() != Engine::Chromium {
            return self.nodes_by_script(role).await;
        }
        let document = self
            .cdp("Runtime.evaluate", json!({ "expression": "document" }))
            .await?;
        let answer = self
            .cdp(
                "Accessibility.queryAXTree",
                json!({ "objectId": document["result"]["objectId"], "role": role.word() }),
            )
            .await?;
        let nodes = answer["nodes"].as_array().cloned().unwrap_or_default();
        Ok(nodes
            .iter()
            .filter(|node| node["ignored"] == false)
            .map(|node| Node {
                name: text(&node["name"]["value"]),
                description: text(&node["description"]["value"]),
                value: text(&node["value"]["value"]),
                properties: node["properties"].clone(),
                place: Place::Backend(node["backendDOMNodeId"].as_i64().unwrap_or_default()),
            })
            .collect())
    }

    /// [`nodes`](Self::nodes) by the script, whatever the browser.
    pub async fn nodes_by_script(&self, role: Role) -> Step<Vec<Node>> {
        let arguments = vec![json!("nodes"), json!(role.word())];
        let answer = self.script(ACCESSIBLE, arguments).await?;
        let nodes = answer.json().as_array().cloned().unwrap_or_default();
        Ok(nodes
            .into_iter()
            .map(|mut node| Node {
                name: text(&node["name"]),
                description: text(&node["description"]),
                value: text(&node["value"]),
                properties: node["states"].take(),
                place: Place::Element(node["element"].take()),
            })
            .collect())
    }

    /// The element behind a node.
    pub async fn element(&self, node: &Node) -> Step<WebElement> {
        let backend = match &node.place {
            Place::Backend(backend) => backend,
            Place::Element(element) => return self.known_element(element.clone()),
        };
        let object = self
            .cdp("DOM.resolveNode", json!({ "backendNodeId": backend }))
            .await?;
        self.cdp(
            "Runtime.callFunctionOn",
            json!({
                "objectId": object["object"]["objectId"],
                "functionDeclaration": "function() { window.__e2eElement = this }",
            }),
        )
        .await?;
        let element = self
            .script(
                "const e = window.__e2eElement; delete window.__e2eElement; return e",
                vec![],
            )
            .await?;
        element
            .element()
            .map_err(|e| Failure(format!("no element behind \"{}\": {e}", node.name)))
    }

    /// An attribute of the element behind a node.
    pub async fn attribute(&self, node: &Node, name: &str) -> Step<Option<String>> {
        Ok(self.element(node).await?.attr(name).await?)
    }
}
