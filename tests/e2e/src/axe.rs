//! axe-core on the page as it stands (experience.md, section B): no violation, and nothing undecided that nobody has reviewed.

use std::path::PathBuf;

use serde_json::json;

use crate::server::workspace;
use crate::{Failure, Page, Step};

const TAGS: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

/// Where axe-core lies: `AXE_JS`, or `node_modules` of the workspace.
fn source() -> Step<String> {
    let path = std::env::var_os("AXE_JS").map_or_else(
        || workspace().join("node_modules/axe-core/axe.min.js"),
        PathBuf::from,
    );
    std::fs::read_to_string(&path).map_err(|e| {
        Failure(format!(
            "{}: {e}; install axe-core from npm or set AXE_JS",
            path.display()
        ))
    })
}

impl Page {
    /// Fails with the list of violations, if there are any. `what` names the page and its state.
    pub async fn axe(&self, what: &str) -> Step {
        self.axe_within(":root", what).await
    }

    /// [`axe`](Self::axe) of a part, such as a menu: of what it lies over axe cannot tell the colours.
    pub async fn axe_within(&self, part: &str, what: &str) -> Step {
        self.at_rest().await?;
        if self.eval("return typeof window.axe").await? == "undefined" {
            self.script(&source()?, vec![]).await?;
        }
        let answer = self
            .browser()
            .driver
            .execute_async(
                "const [tags, part, done] = arguments;
                 const short = list => list.map(r => r.id + ' (' + r.impact + '): ' + r.help + '\\n' +
                     r.nodes.map(n => '    ' + n.html.slice(0, 300) + '\\n      ' +
                         (n.failureSummary || '').replaceAll('\\n', '\\n      ')).join('\\n'));
                 axe.run(document.querySelector(part), { runOnly: tags, resultTypes: ['violations', 'incomplete'] }).then(
                     r => done({ violations: short(r.violations), incomplete: short(r.incomplete), passes: r.passes.length }),
                     e => done({ error: String(e) }))",
                vec![json!(TAGS), json!(part)],
            )
            .await?;
        let answer = answer.json();
        if !answer["error"].is_null() {
            return Err(Failure(format!("axe on {what}: {}", answer["error"])));
        }
        // A run in which no rule applied would prove nothing.
        if answer["passes"].as_u64().unwrap_or_default() < 5 {
            return Err(Failure(format!(
                "axe on {what} found nothing to check: {answer}"
            )));
        }
        let mut found = Vec::new();
        for kind in ["violations", "incomplete"] {
            for rule in answer[kind].as_array().into_iter().flatten() {
                found.push(format!("{kind}: {}", rule.as_str().unwrap_or_default()));
            }
        }
        if found.is_empty() {
            Ok(())
        } else {
            Err(Failure(format!("axe on {what}:\n{}", found.join("\n"))))
        }
    }
}
