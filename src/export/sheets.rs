//! Sheets of one batch as cells, and as JSON under the API's own names (api-contract, detail).

use super::{Cell, Column, Kind};
use crate::domain::{Sheet, SheetStatus};
use crate::words::batch::{self as names, sheets as columns_of};
use crate::words::export as words;
use serde_json::{Value, json};

/// The columns.
#[must_use]
pub fn columns() -> Vec<Column> {
    [
        ("sheet_number", columns_of::number(), Kind::Number),
        ("status", columns_of::status(), Kind::Text),
        ("processing_time_seconds", columns_of::time(), Kind::Number),
        ("error_message", columns_of::reason(), Kind::Text),
        ("image_path", columns_of::image_text(), Kind::Text),
        ("sheet_uuid", words::sheet_id(), Kind::Text),
    ]
    .map(|(key, title, kind)| Column::new(key, title, kind))
    .into()
}

/// A row.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of one sheet are far below 2^52"
)]
pub fn cells(sheet: &Sheet) -> Vec<Cell> {
    vec![
        Cell::whole(sheet.number),
        Cell::Text(names::sheet_status(&sheet.status)),
        Cell::number(sheet.millis.map(|ms| ms as f64 / 1_000.0)),
        Cell::text(sheet.error.as_deref()),
        Cell::text(sheet.image.as_deref()),
        Cell::text(Some(&sheet.id)),
    ]
}

/// A row under the API's names, texts unaltered.
#[must_use]
pub fn json(sheet: &Sheet) -> Value {
    json!({
        "sheet_uuid": sheet.id,
        "sheet_number": sheet.number,
        "status": word(&sheet.status),
        "processing_time_ms": sheet.millis,
        "error_message": sheet.error,
        "image_path": sheet.image,
    })
}

fn word(status: &SheetStatus) -> &str {
    match status {
        SheetStatus::Pending => "pending",
        SheetStatus::Processing => "processing",
        SheetStatus::Completed => "completed",
        SheetStatus::Failed => "failed",
        SheetStatus::Unknown(word) => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_its_cell_and_words_survive() {
        let sheet = Sheet {
            id: "s-1".into(),
            number: Some(7),
            status: SheetStatus::Unknown("parked".into()),
            millis: Some(2_449),
            error: Some("=1".into()),
            image: None,
        };
        let row = cells(&sheet);
        assert_eq!(row.len(), columns().len());
        assert_eq!(row[2], Cell::Number(2.449));
        assert_eq!(json(&sheet)["status"], "parked");
        for status in [
            SheetStatus::Pending,
            SheetStatus::Processing,
            SheetStatus::Completed,
            SheetStatus::Failed,
        ] {
            assert_eq!(SheetStatus::from_wire(word(&status)), status);
        }
    }
}
