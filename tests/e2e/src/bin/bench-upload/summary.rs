//! All runs of a scenario in one browser: middle, least and most of what was measured, in Markdown.

use crate::gauge::Tasks;
use crate::scenario::Measured;

/// The head of the table.
pub const HEAD: &str = "| browser, scenario, runs | bare page, MB/s: median (least – most) | console, MB/s | console of bare page, % | longest task in ms: bare page | console | memory above idle, MB: bare page | console | processor, seconds: bare page | console |\n\
     |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|";

/// One row.
pub fn row(browser: &str, scenario: &str, runs: &[Measured]) -> String {
    let of = |read: fn(&Measured) -> f64| spread(runs.iter().map(read).collect(), 0);
    let seconds = |read: fn(&Measured) -> f64| spread(runs.iter().map(read).collect(), 2);
    let cells = [
        format!("{browser}, {scenario}, {} runs", runs.len()),
        of(|m| rate(m.bytes, m.bare.legs.sum())),
        of(|m| rate(m.bytes, m.console_ms())),
        of(|m| m.bare.legs.sum() / m.console_ms() * 100.0),
        of(|m| m.bare.tasks.longest),
        of(|m| m.console.tasks.longest),
        of(|m| m.bare.growth.peak as f64 / 1e6),
        of(|m| m.console.growth.peak as f64 / 1e6),
        seconds(|m| m.bare.growth.seconds()),
        seconds(|m| m.console.growth.seconds()),
    ];
    format!("| {} |", cells.join(" | "))
}

/// How the tasks were found, in words.
pub fn method(tasks: &Tasks) -> &'static str {
    if tasks.told {
        "Longest task: as the browser tells it (longtask), 0 where none took 50 ms."
    } else {
        "Longest task: by how much a timer of 10 ms was late at most. The browser tells no tasks; waits for the processor count as well."
    }
}

/// MB per second.
fn rate(bytes: u64, ms: f64) -> f64 {
    bytes as f64 / 1e3 / ms
}

/// Median, least and most, with so many digits behind the point.
fn spread(mut numbers: Vec<f64>, digits: usize) -> String {
    numbers.sort_by(f64::total_cmp);
    let (Some(least), Some(most)) = (numbers.first(), numbers.last()) else {
        return "–".to_owned();
    };
    let middle = (numbers[(numbers.len() - 1) / 2] + numbers[numbers.len() / 2]) / 2.0;
    format!("{middle:.digits$} ({least:.digits$} – {most:.digits$})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_an_even_number_of_runs_lies_between_two() {
        assert_eq!(spread(vec![3.0, 1.0, 2.0], 0), "2 (1 – 3)");
        assert_eq!(spread(vec![4.0, 1.0], 1), "2.5 (1.0 – 4.0)");
        assert_eq!(spread(Vec::new(), 0), "–");
    }

    #[test]
    fn bytes_in_milliseconds_are_megabytes_in_seconds() {
        assert!((rate(1_000_000_000, 2_000.0) - 500.0).abs() < 1e-9);
    }
}
