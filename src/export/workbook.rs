//! Rows as the workbook worker takes them; formulas are made harmless here (S-13).

use super::neutral::neutral;
use super::{Cell, Column, Content, Kind};
use crate::domain::ServerTime;
use std::ops::Range;
use xlsx_worker::protocol::{self, Question};

#[cfg(target_arch = "wasm32")]
mod worker;
#[cfg(target_arch = "wasm32")]
pub use worker::{Broken, Worker};

/// Days from 1899-12-30, where Excel begins to count, to 1970-01-01.
const EPOCH_DAYS: f64 = 25_569.0;

/// The first question about this content.
#[must_use]
pub fn begin(sheet: &str, columns: &[Column]) -> Question {
    let kind = |kind| match kind {
        Kind::Text => protocol::Kind::Text,
        Kind::Number => protocol::Kind::Number,
        Kind::Time => protocol::Kind::Time,
    };
    Question::Begin {
        sheet: sheet.to_owned(),
        columns: columns
            .iter()
            .map(|column| protocol::Column {
                title: column.title.clone(),
                kind: kind(column.kind),
            })
            .collect(),
    }
}

/// Some of the rows.
#[must_use]
pub fn rows(content: &Content, range: Range<usize>) -> Question {
    Question::Rows(
        range
            .map(|row| content.cells(row).iter().map(cell).collect())
            .collect(),
    )
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts and milliseconds are far below 2^52"
)]
fn cell(cell: &Cell) -> protocol::Cell {
    match cell {
        Cell::Empty => protocol::Cell::Empty,
        Cell::Text(text) => protocol::Cell::Text(neutral(text).into_owned()),
        Cell::Whole(n) => protocol::Cell::Number(*n as f64),
        Cell::Number(n) => protocol::Cell::Number(*n),
        Cell::Time(time) => protocol::Cell::Number(serial(*time)),
    }
}

/// A moment as Excel counts it: days, with the time as a fraction.
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds since 1970 are far below 2^52"
)]
fn serial(time: ServerTime) -> f64 {
    time.wall_millis() as f64 / 86_400_000.0 + EPOCH_DAYS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::neutral::{is_formula, tests::CORPUS};
    use crate::export::table::Table;

    #[test]
    fn moments_are_serial_numbers() {
        let time = ServerTime::parse("2025-11-19T12:00:00").unwrap();
        // Excel: =DATE(2025,11,19)+0.5
        assert!((serial(time) - 45_980.5).abs() < 1e-9);
    }

    #[test]
    fn s13_no_text_of_the_corpus_reaches_the_worker_as_a_formula() {
        let content = Content::Table(Table {
            columns: vec![Column::new("a", "A", Kind::Text)],
            rows: CORPUS.map(|text| vec![Cell::Text(text.to_owned())]).into(),
        });
        let Question::Rows(rows) = rows(&content, 0..content.len()) else {
            panic!("rows expected");
        };
        assert_eq!(rows.len(), CORPUS.len());
        for row in rows {
            assert!(matches!(&row[0], protocol::Cell::Text(text) if !is_formula(text)));
        }
    }
}
