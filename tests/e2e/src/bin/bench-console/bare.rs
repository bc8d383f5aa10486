//! A page with nothing but the rows: what the browser itself needs for a filter over the same list.

use super::gauge;
use e2e::wait::{Seen, until};
use e2e::{LocalApi, Page, Step};

const PAGE: &str = r#"<!doctype html><meta charset="utf-8"><title>Bare</title><main id="main"></main>
<script src="/bare.js"></script>"#;

/// Fills the table anew with the rows of a status, each with its values as cells, by nodes: the CSP takes no markup.
const SCRIPT: &str = r#"const { access } = JSON.parse(localStorage.getItem("omr.session"));
const make = (name, children) => { const node = document.createElement(name); node.append(...children); return node; };
window.showStatus = (status) => {
  document.title = "waiting";
  return fetch(`/api/batches/?limit=100&page_size=100&offset=0&status=${status}`, { headers: { Authorization: `Bearer ${access}` } })
    .then((answer) => answer.json()).then(({ batches }) => {
      const rows = batches.map((batch) => make("tr", Object.values(batch).map((value) => make("td", [String(value)]))));
      document.getElementById("main").replaceChildren(make("table", [make("tbody", rows)]));
      document.title = status;
    });
};"#;

/// Milliseconds from the answer to the paint of up to 100 rows, worst of 6: as the console is measured.
pub async fn filters(page: &Page, api: &LocalApi) -> Step<f64> {
    std::fs::write(api.data().join("dist/bare.html"), PAGE)?;
    std::fs::write(api.data().join("dist/bare.js"), SCRIPT)?;
    page.goto("/bare.html").await?;
    until("the bare page's script", async || {
        let there = page.eval("return typeof showStatus").await?;
        Ok(if there == "function" {
            Seen::Yes(())
        } else {
            Seen::NotYet(there.to_string())
        })
    })
    .await?;
    gauge::begin(page).await?;
    let mut worst = 0.0_f64;
    for _ in 0..3 {
        for status in ["completed", "failed"] {
            page.eval(&format!("showStatus('{status}'); return null"))
                .await?;
            until("the bare page's rows", async || {
                let title = page.eval("return document.title").await?;
                Ok(if title == status {
                    Seen::Yes(())
                } else {
                    Seen::NotYet(title.to_string())
                })
            })
            .await?;
            worst = worst.max(gauge::paint_after_answer(page).await?);
        }
    }
    Ok(worst)
}
