//! The tables, in Markdown, row by row as the rows come.

use crate::gauge::{Legs, Tasks};
use crate::memory::Growth;
use crate::scenario::Measured;

/// The head of the table.
pub const HEAD: &str = "| scenario | console | bare page | limit | console of limit | curl, 4 connections | WASM before → after | growth of the browser, peak (end) | of the bare page | longest task (number > 50 ms), bare page's | bytes beyond the file |\n\
     |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|";

/// One row.
pub fn row(name: &str, m: &Measured) -> String {
    let seconds = |ms: f64| format!("{:.2} s", ms / 1e3);
    let limit = m.line_ms.map_or("bare page".to_owned(), seconds);
    let growth = |g: &Growth| format!("{} ({}) MB", mb(g.peak), mb(g.end));
    format!(
        "| {name} | {} | {} | {limit} | {:.1} % | {} | {:.1} → {:.1} MB | {} | {} | {}, {} | {} ({:.4} %) |",
        seconds(m.console_ms()),
        seconds(m.bare.legs.sum()),
        m.limit_ms() / m.console_ms() * 100.0,
        m.curl_ms.map_or("–".to_owned(), seconds),
        m.console.wasm.0 as f64 / 1e6,
        m.console.wasm.1 as f64 / 1e6,
        growth(&m.console.growth),
        growth(&m.bare.growth),
        held(&m.console.tasks),
        held(&m.bare.tasks),
        m.beyond(),
        m.beyond() as f64 / m.bytes as f64 * 100.0,
    )
}

fn held(tasks: &Tasks) -> String {
    format!("{:.0} ms ({})", tasks.longest, tasks.long)
}

/// What the run's time and memory were made of, beside the row.
pub fn details(m: &Measured) -> String {
    format!(
        "  console: {}\n  bare:    {}\n  console: {}\n  bare:    {}\n  console: {}\n  bare:    {}",
        legs(&m.console.legs),
        legs(&m.bare.legs),
        kinds(&m.console.growth),
        kinds(&m.bare.growth),
        ticks(&m.console.growth),
        ticks(&m.bare.growth),
    )
}

fn legs(l: &Legs) -> String {
    format!(
        "begins after {:.0} ms, first body {:.0}, middle {:.0}, gap {:.0}, last body {:.0}",
        l.start, l.first, l.middle, l.gap, l.last
    )
}

fn kinds(growth: &Growth) -> String {
    let kind =
        |(kind, before, peak): &(String, u64, u64)| format!("{kind} {}→{}", mb(*before), mb(*peak));
    let all: Vec<String> = growth.kinds.iter().map(kind).collect();
    format!("{} MB", all.join(", "))
}

fn ticks(growth: &Growth) -> String {
    let taken = growth.ticks.iter().filter(|(_, ticks)| *ticks > 0);
    let taken: Vec<String> = taken
        .map(|(kind, ticks)| format!("{kind} {:.2}", *ticks as f64 / 100.0))
        .collect();
    format!("on the processor: {} s", taken.join(", "))
}

fn mb(bytes: u64) -> u64 {
    (bytes + 500_000) / 1_000_000
}
