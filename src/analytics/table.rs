//! The figures as tables: for the export, and under each chart.

use super::summary::{Figures, Summary};
use crate::export::{Cell, Column, Kind, Table};
use crate::words::analytics as words;

/// The column of a chart's labels.
#[must_use]
pub fn labels_column(heading: &str) -> Column {
    Column::new("span", heading, Kind::Text)
}

/// JSON name of a chart's `at`-th series.
#[must_use]
pub fn column_key(at: usize) -> &'static str {
    ["first", "second", "third"]
        .get(at)
        .copied()
        .unwrap_or("other")
}

/// Everything about each span, for the export: one row a day, week or month.
#[must_use]
pub fn spans(summary: &Summary) -> Table {
    use Kind::{Number, Text};
    let columns: Vec<Column> = [
        ("start", words::span_column(summary.grain), Text),
        ("batches", words::batches(), Number),
        ("completed", words::completed(), Number),
        ("failed", words::failed(), Number),
        ("in_progress", words::running(), Number),
        ("sheets", words::sheets(), Number),
        (
            "failed_sheets_percent",
            words::failed_sheets_column(),
            Number,
        ),
        ("sheets_per_minute", words::speed_short(), Number),
        (
            "waiting_median_seconds",
            words::waiting_median_column(),
            Number,
        ),
        ("waiting_p95_seconds", words::waiting_p95_column(), Number),
        (
            "processing_median_seconds",
            words::working_median_column(),
            Number,
        ),
        (
            "processing_p95_seconds",
            words::working_p95_column(),
            Number,
        ),
    ]
    .into_iter()
    .map(|(key, title, kind)| Column::new(key, title, kind))
    .collect();
    let rows = summary
        .spans
        .iter()
        .map(|(start, figures)| row(*start, figures));
    Table {
        rows: rows.collect(),
        columns,
    }
}

fn row(start: i64, figures: &Figures) -> Vec<Cell> {
    let (y, m, d) = crate::domain::civil_from_days(start);
    vec![
        Cell::Text(format!("{y:04}-{m:02}-{d:02}")),
        Cell::Whole(figures.batches),
        Cell::Whole(figures.completed()),
        Cell::Whole(figures.failed_batches),
        Cell::Whole(figures.running),
        Cell::Whole(figures.sheets),
        Cell::number(figures.failed_percent().map(rounded)),
        Cell::number(figures.sheets_per_minute().map(rounded)),
        Cell::number(figures.waited.median.map(rounded)),
        Cell::number(figures.waited.p95.map(rounded)),
        Cell::number(figures.worked.median.map(rounded)),
        Cell::number(figures.worked.p95.map(rounded)),
    ]
}

/// Three decimals are more than was measured.
fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytics::record::tests::record;
    use crate::analytics::summary::Adder;
    use crate::domain::{Period, day_of};

    #[test]
    fn each_span_is_a_row_with_a_cell_a_column() {
        let one = record(1, 0);
        let mut adder = Adder::new(Period::Month, day_of(one.created.unwrap()), None);
        adder.add(&one, |time| time);
        let table = spans(&adder.finish());
        assert_eq!(table.rows.len(), 30);
        assert!(
            table
                .rows
                .iter()
                .all(|row| row.len() == table.columns.len())
        );
        assert_eq!(table.rows[29][5], Cell::Whole(60));
        assert_eq!(table.rows[29][7], Cell::Number(30.0));
        assert_eq!(table.rows[0][7], Cell::Empty);
    }
}
