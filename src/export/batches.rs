//! Rows of the list as cells, and as JSON under the API's own names (api-contract, list).

use super::{Cell, Column, Kind};
use crate::domain::{Batch, ServerTime};
use crate::words::batches as names;
use crate::words::export as words;
use serde_json::{Value, json};

/// The columns, most asked for first.
#[must_use]
pub fn columns() -> Vec<Column> {
    use Kind::{Number, Text, Time};
    [
        ("batch_name", names::name(), Text),
        ("status", names::status_text(), Text),
        ("upload_type", names::type_text(), Text),
        ("sheet_count", names::sheets(), Number),
        ("processed_count", words::read(), Number),
        ("failed_count", words::failed(), Number),
        ("file_size_bytes", words::bytes(), Number),
        ("created_at", words::created(), Time),
        ("processing_started_at", words::started(), Time),
        ("completed_at", words::ended(), Time),
        ("waiting_seconds", words::waiting(), Number),
        ("processing_seconds", words::processing(), Number),
        ("username", names::uploader(), Text),
        ("notes", words::notes(), Text),
        ("error_message", words::reason(), Text),
        ("batch_uuid", words::batch_id(), Text),
    ]
    .map(|(key, title, kind)| Column::new(key, title, kind))
    .into()
}

/// A row.
#[must_use]
pub fn cells(batch: &Batch) -> Vec<Cell> {
    vec![
        Cell::text(Some(&batch.name)),
        Cell::Text(names::status(&batch.status)),
        Cell::text(Some(names::strategy(batch.strategy))),
        Cell::whole(batch.sheets),
        Cell::whole(batch.read()),
        Cell::whole(batch.failed),
        Cell::whole(batch.bytes),
        Cell::time(batch.created),
        Cell::time(batch.started),
        Cell::time(batch.completed),
        Cell::number(seconds(batch.created, batch.started)),
        Cell::number(seconds(batch.started, batch.completed)),
        Cell::text(batch.username.as_deref()),
        Cell::text(batch.notes.as_deref()),
        Cell::text(batch.error.as_deref()),
        Cell::Text(batch.id.to_string()),
    ]
}

/// Whole seconds from one moment to another; nothing where one is missing or the clock was set back.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "seconds are far below 2^52")]
pub fn seconds(from: Option<ServerTime>, to: Option<ServerTime>) -> Option<f64> {
    Some((to?.since(from?)? / 1_000) as f64)
}

/// A row under the API's names, texts unaltered.
#[must_use]
pub fn json(batch: &Batch) -> Value {
    let time = |time: Option<ServerTime>| time.map(ServerTime::iso);
    json!({
        "batch_uuid": batch.id.as_str(),
        "batch_name": batch.name,
        "upload_type": batch.strategy.map(crate::domain::Strategy::wire),
        "status": batch.status.wire(),
        "sheet_count": batch.sheets,
        "processed_count": batch.read(),
        "failed_count": batch.failed,
        "file_size_bytes": batch.bytes,
        "created_at": time(batch.created),
        "processing_started_at": time(batch.started),
        "completed_at": time(batch.completed),
        "username": batch.username,
        "notes": batch.notes,
        "error_message": batch.error,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::wire;
    use crate::domain::Counting;

    fn sample() -> Batch {
        wire::page(&json!({"total": 1, "batches": [{
            "batch_uuid": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "batch_name": "=1+1.zip", "upload_type": "zip_qr",
            "status": "archived", "sheet_count": 51, "file_size_bytes": 36000000, "created_at": "2025-11-19T16:23:42",
            "processing_started_at": "2025-11-19T16:24:00", "completed_at": null, "notes": null,
            "error_message": "x", "username": "staff", "processed_count": 10, "failed_count": 1}]}), Some(Counting::Apart))
        .unwrap()
        .batches
        .remove(0)
    }

    #[test]
    fn every_column_has_its_cell() {
        let cells = cells(&sample());
        assert_eq!(cells.len(), columns().len());
        assert_eq!(cells[1], Cell::Text("Unknown (archived)".into()));
        assert_eq!(
            (&cells[10], &cells[11]),
            (&Cell::Number(18.0), &Cell::Empty)
        );
    }

    #[test]
    fn json_reads_back_as_the_same_row() {
        let row = json(&sample());
        assert_eq!(row["batch_name"], "=1+1.zip");
        assert_eq!(row["processed_count"], 10, "as the server sent it");
        let again = wire::page(
            &json!({"total": 1, "batches": [row]}),
            Some(Counting::Apart),
        )
        .unwrap();
        assert_eq!(again.batches, [sample()]);
    }
}
