//! Reads the API's JSON. Lenient by design: unknown fields, missing optional fields, nulls, numbers as text and unknown
//! words never break the console (api-contract "Ground rules", F-39). Fields are picked from a `Value` by name, which
//! also costs far less code than derived deserializers.

use crate::domain::{
    Batch, BatchDetail, BatchId, BatchPage, BatchStatus, Counting, FirstResults, Progress,
    ServerTime, Sheet, SheetError, SheetStatus, Strategy, TaskId, Told, User,
};
use serde_json::Value;

/// What sign-in and refresh answer.
#[derive(Clone, PartialEq)]
pub struct TokenAnswer {
    /// Access token (JWT).
    pub access: String,
    /// New refresh token; `None` where the deployment leaves the old one in use.
    pub refresh: Option<String>,
    /// Who it is.
    pub user: Option<User>,
}

/// The answer to an upload in one request, and to the chunk that completes one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UploadAnswer {
    /// Session of a chunked upload.
    pub upload_id: Option<String>,
    /// Distinct chunks that the server holds.
    pub chunks_received: Option<u64>,
    /// The server says that the upload is whole.
    pub is_complete: bool,
    /// The batch that came of it.
    pub batch: Option<BatchId>,
}

/// What the server says of an action that it answered with a success status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acted {
    /// It is done. A body that says nothing, or none at all, means that (F-15).
    Done,
    /// `{"success": false}`: nothing was done; the server's sentence, where it had one.
    Refused(Option<String>),
}

/// `GET /{uuid}/recoverable` (extension).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recoverable {
    /// Recovering would bring something back.
    pub possible: bool,
    /// Sheets whose results are there.
    pub sheets: u64,
    /// Sheets in all; never fewer than `sheets`.
    pub total: u64,
}

/// The answer to delete, cancel and recover.
#[must_use]
pub fn acted(value: &Value) -> Acted {
    if value.get("success").is_some() && !flag(value, "success") {
        let message = text(value, &["message", "detail", "error"]);
        Acted::Refused(message.map(|message| message.chars().take(600).collect()))
    } else {
        Acted::Done
    }
}

/// What can be brought back.
#[must_use]
pub fn recoverable(value: &Value) -> Option<Recoverable> {
    value.is_object().then(|| {
        let sheets = count(value, &["recoverable_sheets_count"]).unwrap_or(0);
        let total = count(value, &["total_sheets_count"]).unwrap_or(sheets);
        Recoverable {
            possible: flag(value, "is_recoverable") && sheets > 0,
            sheets,
            total: total.max(sheets),
        }
    })
}

/// `GET /{uuid}/stats` (extension).
#[must_use]
pub fn first_results(value: &Value) -> Option<FirstResults> {
    let by_kind = [
        ("err_duplicate_sheets_total", SheetError::Duplicate),
        ("err_low_answer_total", SheetError::FewAnswers),
        ("err_student_id_total", SheetError::Student),
        ("err_center_code_total", SheetError::Center),
        ("err_class_group_total", SheetError::Group),
        ("err_class_level_total", SheetError::Level),
        ("err_absent_count_total", SheetError::Absent),
    ];
    value.is_object().then(|| FirstResults {
        registered: count(value, &["registered_total"]),
        scanned: count(value, &["sheets_total"]),
        errors: count(value, &["error_total"]),
        by_kind: by_kind
            .into_iter()
            .filter_map(|(name, error)| Some((error, count(value, &[name])?)))
            .collect(),
    })
}

/// Sign-in and refresh.
#[must_use]
pub fn tokens(value: &Value) -> Option<TokenAnswer> {
    Some(TokenAnswer {
        access: text(value, &["access_token"])?,
        refresh: text(value, &["refresh_token"]),
        user: value.get("user").and_then(user),
    })
}

/// The user object of login, refresh and me.
#[must_use]
pub fn user(value: &Value) -> Option<User> {
    let username = text(value, &["username"])?;
    Some(User {
        id: text(value, &["user_id", "id"]).unwrap_or_else(|| username.clone()),
        full_name: text(value, &["full_name"]),
        is_admin: flag(value, "is_admin"),
        username,
    })
}

/// `POST /upload` and `POST /upload-chunk`.
#[must_use]
pub fn upload(value: &Value) -> Option<UploadAnswer> {
    value.is_object().then(|| UploadAnswer {
        upload_id: text(value, &["upload_id"]),
        chunks_received: count(value, &["chunks_received"]),
        is_complete: flag(value, "is_complete"),
        batch: batch_id(value, &["batch_id", "batch_uuid"]),
    })
}

/// `GET /{uuid}/progress`. `known`: how this server counts, as far as its answers have proven it.
#[must_use]
pub fn progress(value: &Value, known: Option<Counting>) -> Option<Progress> {
    value.get("status")?;
    Some(progress_of(value, known))
}

/// What an answer proves of how the server counts: of a batch, or of the rows of a list.
#[must_use]
pub fn counting(value: &Value) -> Option<Counting> {
    match value.get("batches").and_then(Value::as_array) {
        Some(rows) => rows.iter().find_map(counting),
        None => told(value, &status(value)).counting(),
    }
}

/// Whether the counts of an answer can be read in two ways.
#[must_use]
pub fn is_open(value: &Value) -> bool {
    told(value, &status(value)).is_open()
}

/// `GET /{uuid}/status`. `id`: the batch that was asked for, used where the answer's own id is missing.
#[must_use]
pub fn detail(value: &Value, id: &BatchId, known: Option<Counting>) -> Option<BatchDetail> {
    value.get("status")?;
    Some(BatchDetail {
        id: batch_id(value, &["batch_uuid", "batch_id"]).unwrap_or_else(|| id.clone()),
        name: text(value, &["batch_name", "filename"]),
        strategy: strategy(value),
        task: task(value),
        progress: progress_of(value, known),
        started: time(value, &["processing_started_at", "started_at"]),
        error: text(value, &["error_message"]),
        notes: text(value, &["notes"]),
        username: text(value, &["username"]),
        bytes: size(value),
        sheets: value
            .get("sheets")
            .and_then(Value::as_array)
            .map(|list| list.iter().map(sheet).collect()),
    })
}

/// The task of all sheets of a batch, as a row or a detail names it on some releases.
fn task(value: &Value) -> Option<TaskId> {
    TaskId::parse(&text(value, &["task_id"])?).ok()
}

/// The task of one batch in the answer of a list, which only some releases name.
#[must_use]
pub fn task_in_rows(value: &Value, id: &BatchId) -> Option<TaskId> {
    let rows = value.get("batches")?.as_array()?;
    let is_it = |row: &&Value| batch_id(row, &["batch_uuid", "batch_id"]).as_ref() == Some(id);
    task(rows.iter().find(is_it)?)
}

/// `GET /batches/`. Rows without a usable id are counted, not shown.
#[must_use]
pub fn page(value: &Value, known: Option<Counting>) -> Option<BatchPage> {
    let rows = value.get("batches")?.as_array()?;
    let batches: Vec<Batch> = rows.iter().filter_map(|row| batch(row, known)).collect();
    Some(BatchPage {
        total: count(value, &["total"]).unwrap_or(rows.len() as u64),
        unreadable: rows.len() - batches.len(),
        batches,
    })
}

fn batch(row: &Value, known: Option<Counting>) -> Option<Batch> {
    let progress = progress_of(row, known);
    Some(Batch {
        id: batch_id(row, &["batch_uuid", "batch_id"])?,
        name: text(row, &["batch_name", "filename"]).unwrap_or_default(),
        strategy: strategy(row),
        sheets: count(row, &["sheet_count", "total_sheets"]),
        bytes: size(row),
        created: progress.created,
        started: time(row, &["processing_started_at"]),
        completed: progress.completed,
        error: text(row, &["error_message"]),
        notes: text(row, &["notes"]),
        username: text(row, &["username"]),
        processed: has_count(row, &["processed_count", "processed_sheets"])
            .then_some(progress.processed),
        failed: has_count(row, &["failed_count", "failed_sheets"]).then_some(progress.failed),
        status: progress.status,
    })
}

fn progress_of(value: &Value, known: Option<Counting>) -> Progress {
    let status = status(value);
    let told = told(value, &status);
    let (counts, share) = (told.counts(known), told.share);
    Progress {
        total: counts.total,
        processed: counts.processed(),
        failed: counts.failed,
        share,
        created: time(value, &["created_at"]),
        completed: time(value, &["completed_at", "processing_completed_at"]),
        status,
    }
}

fn status(value: &Value) -> BatchStatus {
    BatchStatus::from_wire(&text(value, &["status"]).unwrap_or_default())
}

fn told<'a>(value: &Value, status: &'a BatchStatus) -> Told<'a> {
    let of = |names: &[&str]| count(value, names).unwrap_or(0);
    Told {
        status,
        total: of(&["sheet_count", "total_sheets"]),
        processed: of(&["processed_count", "processed_sheets"]),
        failed: of(&["failed_count", "failed_sheets"]),
        pending: count(value, &["pending_sheets"]),
        share: share_done(value),
    }
}

/// The server's own percentage as a share.
fn share_done(value: &Value) -> Option<f64> {
    let percent = first(value, &["progress_percentage"], |v| match v {
        Value::Number(n) => n.as_f64(),
        // Read as JSON: the standard library's way from text to f64 would add 15 KB to the first view.
        Value::String(s) => serde_json::from_str::<Value>(s).ok()?.as_f64(),
        _ => None,
    })?;
    percent
        .is_finite()
        .then(|| (percent / 100.0).clamp(0.0, 1.0))
}

fn sheet(value: &Value) -> Sheet {
    Sheet {
        id: text(value, &["sheet_uuid", "sheet_id"]).unwrap_or_default(),
        number: count(value, &["sheet_number", "sequence_number"]),
        status: SheetStatus::from_wire(&text(value, &["status"]).unwrap_or_default()),
        millis: count(value, &["processing_time_ms"]),
        error: text(value, &["error_message"]),
        image: text(value, &["image_path"]),
    }
}

fn strategy(value: &Value) -> Option<Strategy> {
    Strategy::from_wire(value.get("upload_type")?.as_str()?)
}

/// The first name that holds a usable value, read with `read`.
fn first<T>(value: &Value, names: &[&str], read: impl Fn(&Value) -> Option<T>) -> Option<T> {
    names.iter().find_map(|name| read(value.get(*name)?))
}

/// Longest text taken over from an answer, in characters (F-39).
const TEXT_LIMIT: usize = 4_000;

/// A non-empty text; a number is taken as its digits.
pub(crate) fn text(value: &Value, names: &[&str]) -> Option<String> {
    first(value, names, |v| match v {
        Value::String(s) if s.len() <= TEXT_LIMIT => Some(s.clone()),
        Value::String(s) => Some(s.chars().take(TEXT_LIMIT).collect()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    })
    .filter(|s| !s.is_empty())
}

/// A count: whole, not negative; text with digits is taken, anything else is missing.
pub(crate) fn count(value: &Value, names: &[&str]) -> Option<u64> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to lie in 0..2^53"
    )]
    first(value, names, |v| match v {
        Value::Number(n) => n.as_u64().or_else(|| {
            n.as_f64()
                .filter(|f| (0.0..9_007_199_254_740_992.0).contains(f))
                .map(|f| f as u64)
        }),
        Value::String(s) => s.trim().parse().ok(),
        _ => None,
    })
}

/// Seconds, whole or not, in milliseconds.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to lie in 0..2^53"
)]
pub(crate) fn milliseconds(value: &Value, name: &str) -> Option<u64> {
    let millis = value.get(name)?.as_f64()? * 1_000.0;
    (0.0..9_007_199_254_740_992.0)
        .contains(&millis)
        .then_some(millis as u64)
}

/// The size of a batch's file. 0 is what some deployments say of every batch: not known (api-contract "Production facts").
fn size(value: &Value) -> Option<u64> {
    count(value, &["file_size_bytes", "total_size"]).filter(|bytes| *bytes > 0)
}

fn has_count(value: &Value, names: &[&str]) -> bool {
    count(value, names).is_some()
}

fn flag(value: &Value, name: &str) -> bool {
    match value.get(name) {
        Some(Value::Bool(b)) => *b,
        Some(Value::Number(n)) => n.as_u64() == Some(1),
        Some(Value::String(s)) => s == "true",
        _ => false,
    }
}

fn time(value: &Value, names: &[&str]) -> Option<ServerTime> {
    first(value, names, |v| v.as_str().and_then(ServerTime::parse))
}

/// The list's `batch_id` is an integer there and a UUID elsewhere: only a UUID counts.
fn batch_id(value: &Value, names: &[&str]) -> Option<BatchId> {
    first(value, names, |v| {
        v.as_str().and_then(|s| BatchId::parse(s).ok())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    const UUID: &str = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

    fn id() -> BatchId {
        BatchId::parse(UUID).unwrap()
    }

    #[test]
    fn both_spellings_of_the_detail_are_one() {
        let handoff = json!({"batch_uuid": UUID, "status": "completed", "total_sheets": 5, "processed_sheets": 5,
            "failed_sheets": 1, "created_at": "2025-11-19T16:23:42", "completed_at": "2025-11-19T16:24:42",
            "sheets": [{"sheet_uuid": "s", "sheet_number": 1, "status": "failed", "error_message": "blurred", "image_path": "a.jpg"}]});
        let production = json!({"batch_id": UUID, "status": "completed", "total_sheets": 5, "processed_sheets": 5,
            "failed_sheets": 1, "created_at": "2025-11-19T16:23:42", "processing_completed_at": "2025-11-19T16:24:42",
            "sheets": [{"sheet_uuid": "s", "sequence_number": 1, "status": "failed", "error_message": "blurred", "image_path": "a.jpg"}]});
        assert_eq!(
            detail(&handoff, &id(), None),
            detail(&production, &id(), None)
        );
        let read = detail(&handoff, &id(), None).unwrap();
        assert_eq!(read.progress.failed, 1);
        assert_eq!(read.sheets.unwrap()[0].error.as_deref(), Some("blurred"));
    }

    #[test]
    fn first_results_leave_out_what_is_missing() {
        let some = json!({"registered_total": 50, "sheets_total": null, "err_student_id_total": 3,
            "err_class_level_total": 0, "err_other_total": 9, "err_center_code_total": "many"});
        let read = first_results(&some).unwrap();
        assert_eq!(
            (read.registered, read.scanned, read.errors),
            (Some(50), None, None)
        );
        assert_eq!(
            read.by_kind,
            [(SheetError::Student, 3), (SheetError::Level, 0)]
        );
        assert!(first_results(&json!({})).unwrap().is_empty());
        assert_eq!(first_results(&json!([1])), None);
    }

    #[test]
    fn the_task_of_a_batch_is_where_the_release_names_it() {
        let rows = json!({"batches": [{"batch_uuid": "3f2504e0-4f89-41d3-9a0c-0305e82c3302", "task_id": "14900118"},
            {"batch_uuid": UUID, "task_id": "14900117"}]});
        let task = task_in_rows(&rows, &id()).map(|task| task.to_string());
        assert_eq!(task.as_deref(), Some("14900117"));
        assert_eq!(
            task_in_rows(&json!({"batches": [{"batch_uuid": UUID}]}), &id()),
            None
        );
        assert_eq!(task_in_rows(&json!({}), &id()), None);
    }

    #[test]
    fn a_row_needs_only_its_uuid() {
        let page = page(
            &json!({"total": 3, "batches": [{"batch_uuid": UUID}, {"batch_id": 7}, null]}),
            None,
        )
        .unwrap();
        assert_eq!(page.batches.len(), 1);
        assert_eq!(page.unreadable, 2);
        assert_eq!(page.batches[0].status, BatchStatus::Unknown(String::new()));
        assert_eq!(page.batches[0].sheets, None);
    }

    #[test]
    fn a9_a_size_of_0_is_not_known() {
        let row =
            |bytes: Value| batch(&json!({"batch_uuid": UUID, "file_size_bytes": bytes}), None);
        assert_eq!(row(json!(0)).unwrap().bytes, None);
        assert_eq!(row(json!("0")).unwrap().bytes, None);
        assert_eq!(row(json!(7)).unwrap().bytes, Some(7));
        let nothing = json!({"status": "uploaded", "file_size_bytes": 0});
        let read = detail(&nothing, &id(), None).unwrap();
        assert_eq!(read.bytes, None);
    }

    #[test]
    fn the_integer_batch_id_of_a_row_is_no_uuid() {
        let row = json!({"batch_id": 12, "batch_uuid": UUID, "batch_name": "a.zip", "status": "completed", "sheet_count": "51"});
        let read = batch(&row, None).unwrap();
        assert_eq!(read.id, id());
        assert_eq!(read.sheets, Some(51));
    }

    #[test]
    fn f39_counts_are_clamped() {
        let odd = json!({"status": "processing", "sheet_count": 5, "processed_count": 9, "failed_count": -3});
        let read = progress(&odd, None).unwrap();
        assert_eq!((read.total, read.processed, read.failed), (5, 5, 0));
        let odd = json!({"status": "processing", "sheet_count": 1e300, "processed_count": null, "failed_count": "x"});
        assert_eq!(progress(&odd, None).unwrap().total, 0);
    }

    /// Production leaves the failed sheets out of its percentage; only the detail call says how many are pending.
    #[test]
    fn b18_what_the_detail_call_proves_holds_for_the_light_one_and_the_list() {
        let light = json!({"status": "processing", "sheet_count": 155, "processed_count": 100, "failed_count": 20,
            "progress_percentage": 64.52});
        let whole = json!({"status": "processing", "total_sheets": 155, "processed_sheets": 100, "failed_sheets": 20,
            "pending_sheets": 35});
        let row = json!({"batch_uuid": UUID, "status": "processing", "sheet_count": 155, "processed_count": 100,
            "failed_count": 20});
        assert!(is_open(&light) && counting(&light).is_none());
        let known = counting(&whole);
        assert_eq!(known, Some(Counting::Apart));
        let (light, whole) = (
            progress(&light, known).unwrap(),
            progress(&whole, known).unwrap(),
        );
        for shown in [&light, &whole] {
            assert_eq!(
                (shown.processed, shown.read(), shown.failed, shown.left()),
                (120, 100, 20, 35)
            );
        }
        let row = batch(&row, known).unwrap();
        assert_eq!((row.processed, row.failed), (Some(120), Some(20)));
    }

    #[test]
    fn a_list_with_one_completed_batch_proves_how_failed_sheets_are_counted() {
        let row = |status: &str, processed: u64| {
            json!({"batch_uuid": UUID, "status": status, "sheet_count": 51, "processed_count": processed,
            "failed_count": 2})
        };
        let list = |rows: Vec<Value>| counting(&json!({"total": 9, "batches": rows}));
        assert_eq!(list(vec![row("processing", 7), row("failed", 7)]), None);
        let proven = list(vec![row("processing", 7), row("completed", 49)]);
        assert_eq!(proven, Some(Counting::Apart));
    }

    #[test]
    fn b24_a_completed_batch_without_counts_is_all_done() {
        let done = json!({"status": "completed", "sheet_count": 155, "processed_count": 0, "failed_count": 0,
            "progress_percentage": 0});
        let read = progress(&done, None).unwrap();
        assert_eq!(
            (read.processed, read.left(), read.fraction()),
            (155, 0, Some(1.0))
        );
    }

    #[test]
    fn f39_an_odd_percentage_is_clamped_or_left_out() {
        for (odd, share) in [
            (json!(140), Some(1.0)),
            (json!(-3), Some(0.0)),
            (json!("25.5"), Some(0.255)),
            (json!("NaN"), None),
            (json!(null), None),
            (json!([]), None),
        ] {
            let answer = json!({"status": "processing", "sheet_count": 4, "processed_count": 1,
                "progress_percentage": odd});
            assert_eq!(progress(&answer, None).unwrap().share, share, "{odd}");
        }
    }

    #[test]
    fn f15_an_action_is_done_unless_the_server_says_no() {
        for body in [
            Value::Null,
            json!({}),
            json!({"success": true, "message": "x"}),
            json!([]),
        ] {
            assert_eq!(acted(&body), Acted::Done, "{body}");
        }
        let no = json!({"success": false, "message": "Batch is already completed"});
        assert_eq!(
            acted(&no),
            Acted::Refused(Some("Batch is already completed".into()))
        );
        assert_eq!(acted(&json!({"success": null})), Acted::Refused(None));
    }

    #[test]
    fn what_can_be_recovered_is_never_more_than_there_is() {
        let body = json!({"batch_uuid": UUID, "has_progress_data": true, "recoverable_sheets_count": 1159,
            "total_sheets_count": 1160, "is_recoverable": true});
        let read = recoverable(&body).unwrap();
        assert_eq!(
            (read.possible, read.sheets, read.total),
            (true, 1_159, 1_160)
        );
        let odd = recoverable(&json!({"is_recoverable": true, "recoverable_sheets_count": 9, "total_sheets_count": -1})).unwrap();
        assert_eq!((odd.possible, odd.total), (true, 9));
        assert!(
            !recoverable(&json!({"is_recoverable": true}))
                .unwrap()
                .possible
        );
        assert_eq!(recoverable(&Value::Null), None);
    }

    #[test]
    fn a_failed_count_missing_from_a_row_is_not_zero() {
        let row = batch(&json!({"batch_uuid": UUID, "sheet_count": 5}), None).unwrap();
        assert_eq!((row.processed, row.failed), (None, None));
    }

    #[test]
    fn a_refresh_without_refresh_token_keeps_the_old_one() {
        let read = tokens(&json!({"access_token": "a", "token_type": "bearer"})).unwrap();
        assert!(read.refresh.is_none() && read.user.is_none());
        assert!(tokens(&json!({"refresh_token": "r"})).is_none());
    }

    #[test]
    fn the_completing_chunk_names_the_batch() {
        let read = upload(
            &json!({"upload_id": "u", "chunk_index": 3, "chunks_received": 4, "total_chunks": 4,
            "is_complete": true, "batch_id": UUID, "status": "uploaded"}),
        )
        .unwrap();
        assert_eq!(read.batch, Some(id()));
        assert!(read.is_complete);
        assert_eq!(upload(&json!([])), None);
    }

    #[test]
    fn a_ten_megabyte_note_is_cut() {
        let row = json!({"batch_uuid": UUID, "notes": "ก".repeat(10_000_000)});
        assert_eq!(
            batch(&row, None).unwrap().notes.map(|n| n.chars().count()),
            Some(TEXT_LIMIT)
        );
    }

    fn any_json() -> impl Strategy2<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
        ];
        let name = prop_oneof![
            Just("status"),
            Just("sheets"),
            Just("batches"),
            Just("batch_uuid"),
            Just("sheet_count"),
            Just("processed_count"),
            Just("created_at"),
            Just("total"),
        ];
        leaf.prop_recursive(4, 40, 6, move |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::vec((name.clone(), inner), 0..6)
                    .prop_map(|pairs| pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()),
            ]
        })
    }
    use proptest::strategy::Strategy as Strategy2;

    proptest! {
        #[test]
        fn f39_no_answer_panics_and_no_bar_overflows(value in any_json()) {
            let _ = (page(&value, None), tokens(&value), user(&value), upload(&value), detail(&value, &id(), None), counting(&value));
            if let Some(read) = progress(&value, None) {
                prop_assert!(read.processed <= read.total && read.failed <= read.processed);
                prop_assert!(read.fraction().is_none_or(|f| (0.0..=1.0).contains(&f)));
            }
        }
    }
}
