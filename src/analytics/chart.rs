//! Charts before they are drawn: labels, series, and the shapes as SVG paths in a box of [`HEIGHT`] by [`STEP`] a column. Pure,
//! so that what is drawn, read out and shown as a table is the same data.

use super::figures::Spread;
use super::scale::Axis;
use super::summary::{Figures, Summary};
use super::table::{column_key, labels_column};
use crate::domain::Grain;
use crate::export::{Cell, Column, Kind, Table};
use crate::words::analytics as words;
use std::fmt::Write;

/// Height of the drawing in its own units.
pub const HEIGHT: f64 = 100.0;
/// Width of a column in its own units; the whole is stretched to the place it has.
pub const STEP: f64 = 10.0;
/// Room on each side of a bar.
const GAP: f64 = 1.5;

/// How a series is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A bar; several stand on each other.
    Bar,
    /// A dash at the value.
    Dash,
}

/// One series of values.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name.
    pub name: &'static str,
    /// The tone in which it is drawn, as badges have them.
    pub tone: &'static str,
    /// How.
    pub shape: Shape,
    /// A value a column; `None`: there is none.
    pub values: Vec<Option<f64>>,
}

/// A chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Its id on the page.
    pub id: &'static str,
    /// Heading.
    pub title: String,
    /// What its values are.
    pub unit: words::Unit,
    /// Heading of the labels in the table.
    pub label_heading: &'static str,
    /// Below the axis.
    pub ticks: Vec<String>,
    /// In full, when a value is read.
    pub labels: Vec<String>,
    /// What is drawn.
    pub series: Vec<Series>,
    /// The vertical axis.
    pub axis: Axis,
}

impl Chart {
    fn new(
        id: &'static str,
        title: String,
        unit: words::Unit,
        labels: (&'static str, Vec<String>, Vec<String>),
        series: Vec<Series>,
    ) -> Self {
        let columns = labels.1.len();
        let stacked = |at: usize| -> f64 {
            let bars = series.iter().filter(|s| s.shape == Shape::Bar);
            bars.filter_map(|s| s.values.get(at).copied().flatten())
                .sum()
        };
        let dashes = series
            .iter()
            .filter(|s| s.shape == Shape::Dash)
            .flat_map(|s| s.values.iter().flatten().copied());
        let largest = (0..columns).map(stacked).chain(dashes).fold(0.0, f64::max);
        let whole = matches!(unit, words::Unit::Batches | words::Unit::Sheets);
        Self {
            id,
            title,
            unit,
            label_heading: labels.0,
            ticks: labels.1,
            labels: labels.2,
            series,
            axis: Axis::to(largest, whole),
        }
    }

    /// Width of the drawing in its own units.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "at most a few hundred columns")]
    pub fn width(&self) -> f64 {
        self.labels.len() as f64 * STEP
    }

    /// The path of a series: bars stand on those of the series before it.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "at most a few hundred columns")]
    pub fn path(&self, which: usize) -> String {
        let mut path = String::new();
        let Some(series) = self.series.get(which) else {
            return path;
        };
        let height = |value: f64| self.axis.share(value) * HEIGHT;
        for (at, value) in series.values.iter().enumerate() {
            let Some(value) = value.filter(|v| *v > 0.0 || series.shape == Shape::Dash) else {
                continue;
            };
            let x = at as f64 * STEP + GAP;
            let right = x + STEP - 2.0 * GAP;
            // Writing to a String cannot fail.
            let _ = match series.shape {
                Shape::Bar => {
                    let below: f64 = self.series[..which]
                        .iter()
                        .filter(|s| s.shape == Shape::Bar)
                        .filter_map(|s| s.values.get(at).copied().flatten())
                        .sum();
                    let (bottom, top) = (HEIGHT - height(below), HEIGHT - height(below + value));
                    write!(path, "M{x:.1} {bottom:.2}V{top:.2}H{right:.1}V{bottom:.2}Z")
                }
                Shape::Dash => {
                    let y = HEIGHT - height(value);
                    write!(path, "M{x:.1} {y:.2}H{right:.1}")
                }
            };
        }
        path
    }

    /// What is read at a column: `Wed 25 Nov 2026: Completed 12 batches, Failed 1 batch`.
    #[must_use]
    pub fn reading(&self, at: usize) -> String {
        let label = self.labels.get(at).map(String::as_str).unwrap_or_default();
        let one = self.series.len() == 1;
        let values: Vec<String> = self
            .series
            .iter()
            .map(|series| {
                let value = series.values.get(at).copied().flatten();
                let value = value.map_or_else(
                    || words::no_value().to_owned(),
                    |value| words::with_unit(value, self.unit),
                );
                if one {
                    value
                } else {
                    words::named_value(series.name, &value)
                }
            })
            .collect();
        words::read_at(label, values)
    }

    /// The same data as a table.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut columns = vec![labels_column(self.label_heading)];
        for (at, series) in self.series.iter().enumerate() {
            let title = words::series_column(series.name, self.unit);
            columns.push(Column::new(column_key(at), title, Kind::Number));
        }
        let rows = self.labels.iter().enumerate().map(|(at, label)| {
            let values = self
                .series
                .iter()
                .map(|series| Cell::number(series.values.get(at).copied().flatten()));
            std::iter::once(Cell::Text(label.clone()))
                .chain(values)
                .collect()
        });
        Table {
            rows: rows.collect(),
            columns,
        }
    }
}

/// The value that a key leads to, as for every slider (APG "slider"); `None`: the key is not for it.
#[must_use]
pub fn value_after_key(key: &str, now: usize, last: usize) -> Option<usize> {
    let next = match key {
        "ArrowLeft" | "ArrowDown" => now.saturating_sub(1),
        "ArrowRight" | "ArrowUp" => now + 1,
        "PageDown" => now.saturating_sub(7),
        "PageUp" => now + 7,
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    Some(next.min(last))
}

/// All charts of a summary, in the order in which they stand on the page.
#[must_use]
pub fn charts(summary: &Summary) -> Vec<Chart> {
    let grain = summary.grain;
    let of = |get: &dyn Fn(&Figures) -> Option<f64>| -> Vec<Option<f64>> {
        summary
            .spans
            .iter()
            .map(|(_, figures)| get(figures))
            .collect()
    };
    let series = |name, tone, shape, get: &dyn Fn(&Figures) -> Option<f64>| Series {
        name,
        tone,
        shape,
        values: of(get),
    };
    let spans = || labels_of(summary, grain);
    let mut charts = vec![
        Chart::new(
            "batches",
            words::per(words::batches(), grain),
            words::Unit::Batches,
            spans(),
            vec![
                series(words::completed(), "done", Shape::Bar, &|f| {
                    count(f.completed())
                }),
                series(words::failed(), "failed", Shape::Bar, &|f| {
                    count(f.failed_batches)
                }),
                series(words::running(), "running", Shape::Bar, &|f| {
                    count(f.running)
                }),
            ],
        ),
        Chart::new(
            "sheets",
            words::per(words::sheets(), grain),
            words::Unit::Sheets,
            spans(),
            vec![series(words::sheets(), "accent", Shape::Bar, &|f| {
                count(f.sheets)
            })],
        ),
        Chart::new(
            "speed",
            words::per(words::speed(), grain),
            words::Unit::Speed,
            spans(),
            vec![series(
                words::speed_short(),
                "accent",
                Shape::Bar,
                &Figures::sheets_per_minute,
            )],
        ),
        Chart::new(
            "failed-sheets",
            words::per(words::failed_sheets(), grain),
            words::Unit::Percent,
            spans(),
            vec![series(
                words::failed_sheets(),
                "failed",
                Shape::Bar,
                &Figures::failed_percent,
            )],
        ),
    ];
    charts.push(times(summary, "waiting", words::waiting(), |f| &f.waited));
    charts.push(times(summary, "working", words::working(), |f| &f.worked));
    charts.push(hours(summary));
    charts
}

/// Median and 95th percentile of a length of time, in seconds or, where they are long, in minutes.
fn times(summary: &Summary, id: &'static str, title: &str, get: fn(&Figures) -> &Spread) -> Chart {
    let longest = summary
        .spans
        .iter()
        .filter_map(|(_, figures)| get(figures).p95)
        .fold(0.0, f64::max);
    let (unit, per) = if longest > 300.0 {
        (words::Unit::Minutes, 60.0)
    } else {
        (words::Unit::Seconds, 1.0)
    };
    let values = |second: bool| {
        let pick = |figures: &Figures| {
            let spread = get(figures);
            let value = if second { spread.p95 } else { spread.median };
            value.map(|seconds| seconds / per)
        };
        summary
            .spans
            .iter()
            .map(|(_, figures)| pick(figures))
            .collect()
    };
    Chart::new(
        id,
        words::per(title, summary.grain),
        unit,
        labels_of(summary, summary.grain),
        vec![
            Series {
                name: words::median(),
                tone: "accent",
                shape: Shape::Bar,
                values: values(false),
            },
            Series {
                name: words::p95(),
                tone: "warning",
                shape: Shape::Dash,
                values: values(true),
            },
        ],
    )
}

fn hours(summary: &Summary) -> Chart {
    let labels = (
        words::hour_text(),
        (0..24).map(|hour| hour.to_string()).collect(),
        (0..24).map(words::hour).collect(),
    );
    let values = summary.hours.iter().map(|n| count(*n)).collect();
    Chart::new(
        "hours",
        words::hours().to_owned(),
        words::Unit::Batches,
        labels,
        vec![Series {
            name: words::batches(),
            tone: "accent",
            shape: Shape::Bar,
            values,
        }],
    )
}

fn labels_of(summary: &Summary, grain: Grain) -> (&'static str, Vec<String>, Vec<String>) {
    let of = |word: fn(i64, Grain) -> String| {
        summary
            .spans
            .iter()
            .map(|(start, _)| word(*start, grain))
            .collect()
    };
    (words::span_column(grain), of(words::tick), of(words::span))
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
#[expect(clippy::unnecessary_wraps, reason = "a value of a series")]
fn count(n: u64) -> Option<f64> {
    Some(n as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytics::record::tests::record;
    use crate::analytics::summary::Adder;
    use crate::domain::BatchStatus;
    use crate::domain::{Period, day_of};

    fn summary() -> Summary {
        let mut failed = record(2, 1);
        failed.status = BatchStatus::Failed;
        let today = day_of(failed.created.unwrap());
        let mut adder = Adder::new(Period::Week, today, None);
        adder.add(&record(1, 0), |time| time);
        adder.add(&failed, |time| time);
        adder.finish()
    }

    #[test]
    fn drawing_reading_and_table_say_the_same() {
        let charts = charts(&summary());
        assert_eq!(charts.len(), 7);
        let batches = &charts[0];
        assert_eq!(batches.labels.len(), 7);
        assert!(
            batches
                .reading(6)
                .ends_with(": Completed 1 batch, Failed 1 batch, In progress 0 batches")
        );
        let table = batches.table();
        assert_eq!(table.columns.len(), 4);
        assert_eq!(
            table.rows[6][1..],
            [Cell::Number(1.0), Cell::Number(1.0), Cell::Number(0.0)]
        );
        // Two of two on the axis: the failed one stands on the completed one, up to the top.
        assert_eq!(batches.path(0), "M61.5 100.00V50.00H68.5V100.00Z");
        assert_eq!(batches.path(1), "M61.5 50.00V0.00H68.5V50.00Z");
        assert_eq!(batches.path(2), "");
        for chart in &charts {
            assert_eq!(chart.table().rows.len(), chart.labels.len());
            assert!(
                chart
                    .series
                    .iter()
                    .all(|series| series.values.len() == chart.labels.len())
            );
            assert!(
                chart.reading(99).starts_with(": "),
                "a column that is not there is no panic"
            );
        }
    }

    #[test]
    fn keys_move_between_the_first_value_and_the_last() {
        assert_eq!(value_after_key("ArrowLeft", 0, 9), Some(0));
        assert_eq!(value_after_key("ArrowRight", 9, 9), Some(9));
        assert_eq!(value_after_key("PageUp", 1, 9), Some(8));
        assert_eq!(value_after_key("End", 1, 9), Some(9));
        assert_eq!(value_after_key("Tab", 1, 9), None);
    }

    #[test]
    fn long_times_are_told_in_minutes() {
        let mut slow = record(1, 0);
        slow.completed = slow
            .started
            .map(|t| crate::domain::ServerTime::from_wall_millis(t.wall_millis() + 1_800_000));
        let mut adder = Adder::new(Period::Week, day_of(slow.created.unwrap()), None);
        adder.add(&slow, |time| time);
        let charts = charts(&adder.finish());
        let working = charts.iter().find(|chart| chart.id == "working").unwrap();
        assert_eq!(working.unit, words::Unit::Minutes);
        assert!(working.reading(6).contains("Median 30 minutes"));
        let waiting = charts.iter().find(|chart| chart.id == "waiting").unwrap();
        assert_eq!(waiting.unit, words::Unit::Seconds);
    }

    #[test]
    fn what_has_no_value_is_not_drawn_as_zero() {
        let charts = charts(&summary());
        let speed = charts.iter().find(|chart| chart.id == "speed").unwrap();
        assert!(speed.reading(0).ends_with("no value"));
        assert_eq!(speed.path(0).matches('M').count(), 1);
    }
}
