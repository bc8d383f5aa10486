//! The tables, in Markdown.

use std::fmt::Write;

use crate::scenario::Measured;

/// One run.
pub struct Row {
    /// The scenario.
    pub name: &'static str,
    /// What it gave.
    pub measured: Measured,
}

/// All rows.
pub fn tables(rows: &[Row]) -> String {
    let mut out = String::from(
        "| scenario | console | limit | console of limit | curl, 4 connections | WASM before → after | growth of the browser, peak (end) | longest task (number > 50 ms) | bytes beyond the file |\n\
         |---|--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    for Row { name, measured: m } in rows {
        let limit = if m.shaped { "line" } else { "bare page" };
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "| {name} | {:.2} s | {:.2} s ({limit}) | {:.1} % | {} | {:.1} → {:.1} MB | {:.0} ({:.0}) MB | {:.0} ms ({}) | {} ({:.4} %) |",
            m.console_ms / 1e3,
            m.limit_ms / 1e3,
            m.limit_ms / m.console_ms * 100.0,
            m.curl_ms
                .map_or("–".to_owned(), |ms| format!("{:.2} s", ms / 1e3)),
            m.wasm.0 as f64 / 1e6,
            m.wasm.1 as f64 / 1e6,
            m.growth.0 as f64 / 1e6,
            m.growth.1 as f64 / 1e6,
            m.long_tasks.0,
            m.long_tasks.1,
            m.beyond,
            m.beyond as f64 / m.bytes as f64 * 100.0,
        );
    }
    out
}
