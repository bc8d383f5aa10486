//! A demo database: `local-api seed`. Believable batches of all three users over the last weeks, without files on disk:
//! list, progress and detail work, and the worker plays the unfinished ones to their end unless they are frozen.

use std::path::PathBuf;

use rusqlite::{Statement, Transaction};

use crate::StartError;
use crate::auth::ensure_accounts;
use crate::clock::{self, Micros, SECOND};
use crate::db::{self, Db};
use crate::ids;

/// What to fill.
#[derive(Debug)]
pub struct Seed {
    /// The data folder.
    pub data: PathBuf,
    /// Number of batches, 1 to 10 000.
    pub batches: u32,
    /// Whether batches in processing stay as they are.
    pub frozen: bool,
}

const DAY: Micros = 86_400 * SECOND;
const SUBJECTS: [&str; 10] = [
    "mathematics",
    "physics",
    "biology",
    "chemistry",
    "english",
    "history",
    "geography",
    "civics",
    "economics",
    "statistics",
];
const NOTES: [&str; 6] = [
    "Room 12, morning session",
    "Second scan: the first one had streaks",
    "Grade 9, all classes",
    "Absent list is in the folder of the exam office",
    "Hall B, rows 1 to 20",
    "Late papers from the make-up exam",
];
const BATCH_PROBLEMS: [(&str, &str); 6] = [
    ("zip_with_qr", "No sheets were created"),
    (
        "zip_with_qr",
        "The first page (0001.jpg) is not a cover sheet: no QR code with an 8-digit task ID was found on it.",
    ),
    ("zip_no_qr", "The ZIP archive is protected with a password."),
    (
        "zip_no_qr",
        "The ZIP archive is incomplete: its end is missing or damaged.",
    ),
    (
        "zip_with_qr",
        "The ZIP archive holds another archive: older/117-with-qr.zip.",
    ),
    ("zip_no_qr", "The file is a JPEG image, not a ZIP archive."),
];
/// Of a batch that failed when nearly all of its sheets had been read: its results can be recovered.
const LATE_PROBLEM: &str = "Timeout: Only 1159/1160 tasks completed within 30s";
const SHEET_PROBLEMS: [&str; 4] = [
    "The image is damaged or incomplete and cannot be read.",
    "The corner marks of the sheet were not found.",
    "The roll number was not filled in.",
    "The page is upside down or cut off.",
];

/// Fills the database; what is in it stays.
///
/// # Errors
/// [`StartError::Data`].
pub fn run(seed: &Seed) -> Result<(), StartError> {
    let _lock = crate::lock_data(&seed.data)?;
    let problem = |e: db::Error| StartError::data(&seed.data, &e);
    let db = Db::open(&seed.data.join("local-api.sqlite3")).map_err(problem)?;
    ensure_accounts(&db).map_err(problem)?;
    let sheets = fill(&db, seed, clock::now()).map_err(problem)?;
    println!(
        "{} demo batches with {sheets} sheets are in {}",
        seed.batches,
        seed.data.display()
    );
    Ok(())
}

/// Adds the batches in one transaction; gives the number of sheets.
fn fill(db: &Db, seed: &Seed, now: Micros) -> db::Result<u64> {
    db.now(|c| {
        let tx = c.transaction()?;
        let users: Vec<i64> = ["staff", "scanner", "admin"]
            .iter()
            .map(|name| {
                tx.query_row("SELECT id FROM users WHERE username = ?1", [name], |row| {
                    row.get(0)
                })
            })
            .collect::<rusqlite::Result<_>>()?;
        let mut dice = Dice(0x05ee_d0f0_5eed);
        let mut written = 0;
        for place in 0..seed.batches {
            let batch = Demo::roll(&mut dice, &users, place, seed, now);
            written += batch.insert(&tx, &mut dice, seed.frozen)?;
        }
        tx.commit()?;
        Ok(written)
    })
}

struct Demo {
    user: i64,
    name: String,
    kind: &'static str,
    status: &'static str,
    problem: Option<&'static str>,
    task: u64,
    sheets: u64,
    /// Sheets that are done, well or not.
    done: u64,
    size: u64,
    created: Micros,
    notes: Option<&'static str>,
}

impl Demo {
    /// `place` counts from the newest batch to the oldest.
    fn roll(dice: &mut Dice, users: &[i64], place: u32, seed: &Seed, now: Micros) -> Self {
        let mut kind = match dice.below(100) {
            0..60 => "zip_with_qr",
            60..85 => "zip_no_qr",
            _ => "images",
        };
        // The newest ones are still on their way; the first few lines of the list show every status.
        let status = match place {
            0 => "uploaded",
            1 => "validating",
            2 | 3 => "processing",
            6 => "reprocessing",
            5 | 9 => "failed",
            _ if dice.below(100) < 8 => "failed",
            _ => "completed",
        };
        let mut problem = None;
        if status == "failed" {
            let (its_kind, words) = *pick(dice, &BATCH_PROBLEMS);
            (kind, problem) = (its_kind, Some(words));
        }
        let mut sheets = match (place, dice.below(20)) {
            // The sizes of real batches (api-contract), where the demo is small enough to afford them.
            (14, _) => 11_404,
            (2, _) => 291,
            (21, _) => 1_160,
            (_, 0..3) => 291,
            (_, 3..8) => 51,
            _ => 4 + dice.below(120),
        };
        // A very long list is about the list.
        if place >= 60 && seed.batches > 500 {
            sheets = sheets.min(30);
        }
        if kind == "images" {
            sheets = sheets.min(100);
        }
        let (mut size, name_of) = (
            sheets * (600_000 + dice.below(120_000)),
            100 + dice.below(90),
        );
        if problem.is_some() || matches!(status, "uploaded" | "validating") {
            sheets = if problem.is_some() { 0 } else { sheets.min(80) };
        }
        let late = place == 9;
        if late {
            (kind, sheets, problem) = ("zip_with_qr", 1_160, Some(LATE_PROBLEM));
            size = 790_000_000;
        }
        let done = match status {
            _ if late => sheets - 1,
            "completed" => sheets,
            "processing" | "reprocessing" => sheets * (20 + dice.below(60)) / 100,
            _ => 0,
        };
        let subject = pick(dice, &SUBJECTS);
        let task = 14_900_000 + dice.below(99_999);
        let name = match kind {
            "zip_with_qr" => format!("{name_of}-{subject}-with-qr.zip"),
            "zip_no_qr" => format!("{name_of}-{subject}.zip"),
            _ => format!("images_{task}"),
        };
        Self {
            user: users
                .get([0, 0, 0, 1, 1, 2].get(dice.index(6)).copied().unwrap_or(0))
                .copied()
                .unwrap_or(1),
            name,
            kind,
            status,
            problem,
            task,
            sheets,
            done,
            size,
            created: created(dice, place, seed.batches, now),
            notes: (dice.below(3) == 0).then(|| *pick(dice, &NOTES)),
        }
    }

    fn insert(&self, tx: &Transaction<'_>, dice: &mut Dice, frozen: bool) -> db::Result<u64> {
        let started = self.created + SECOND * i64::try_from(3 + dice.below(40)).unwrap_or(3);
        let has_started = !matches!(self.status, "uploaded" | "validating")
            && (self.problem.is_none() || self.done > 0);
        tx.prepare_cached(
            "INSERT INTO batches (uuid, user_id, name, upload_type, status, origin, chunked, task_id, notes, size_bytes,
                 sheet_count, created_at, started_at, error_message)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute((
            dice.uuid(),
            self.user,
            &self.name,
            self.kind,
            self.status,
            if frozen { "frozen" } else { "demo" },
            self.size > 100_000_000,
            (self.kind != "zip_with_qr").then(|| self.task.to_string()),
            self.notes,
            self.size,
            if has_started { self.sheets } else { 0 },
            self.created,
            has_started.then_some(started),
            self.problem,
        ))?;
        let id = tx.last_insert_rowid();
        let mut statement = tx.prepare_cached(
            "INSERT INTO sheets (batch_id, number, uuid, status, task_id, source, image_name, processing_time_ms,
                 error_message) VALUES (?1, ?2, ?3, ?4, ?5, ?2, ?6, ?7, ?8)",
        )?;
        let (mut failed, mut spent) = (0_u64, 0_u64);
        // One batch in three has pages that could not be read.
        let bad_per_mille = if dice.below(3) == 0 && self.problem.is_none() {
            15
        } else {
            0
        };
        for number in 1..=self.sheets {
            let (bad, ms) = self.sheet(&mut statement, dice, id, number, bad_per_mille)?;
            failed += u64::from(bad);
            spent += ms;
        }
        let ended = match (self.status, self.problem) {
            ("completed", _) | (_, Some(_)) => {
                Some(started + i64::try_from(spent * 1000).unwrap_or(0))
            }
            _ => None,
        };
        tx.prepare_cached(
            "UPDATE batches SET processed = ?2, failed = ?3, completed_at = ?4 WHERE id = ?1",
        )?
        .execute((id, self.done - failed, failed, ended))?;
        Ok(self.sheets)
    }

    /// Adds one sheet; gives whether it failed, and its milliseconds.
    fn sheet(
        &self,
        statement: &mut Statement<'_>,
        dice: &mut Dice,
        batch: i64,
        number: u64,
        bad_per_mille: u64,
    ) -> db::Result<(bool, u64)> {
        let is_done = number <= self.done;
        let bad = is_done && dice.below(1000) < bad_per_mille;
        let ms = if is_done {
            1_700 + dice.below(1_600)
        } else {
            0
        };
        // A batch with QR codes holds a new task every 150 sheets or so.
        let task = if self.kind == "zip_with_qr" {
            self.task + (number - 1) / 150
        } else {
            self.task
        };
        let status = match (is_done, bad) {
            (_, true) => "failed",
            (true, _) => "completed",
            _ => "pending",
        };
        statement.execute((
            batch,
            number,
            dice.uuid(),
            status,
            task.to_string(),
            format!("{number:05}.jpg"),
            is_done.then_some(ms),
            bad.then(|| *pick(dice, &SHEET_PROBLEMS)),
        ))?;
        Ok((bad, ms))
    }
}

/// A time on a weekday between 7 and 18 o'clock, the further back the higher the place. The newest are minutes old.
fn created(dice: &mut Dice, place: u32, batches: u32, now: Micros) -> Micros {
    if place < 5 {
        return now - SECOND * (40 + 200 * i64::from(place));
    }
    let per_day = (batches / 60).max(3);
    let mut day = now / DAY - 1 - i64::from((place - 5) / per_day);
    // 1970-01-01 was a Thursday.
    while matches!((day + 4).rem_euclid(7), 0 | 6) {
        day -= 1;
    }
    let of_day = i64::from(per_day - (place - 5) % per_day);
    let span = 11 * 3600 / i64::from(per_day);
    let second = 7 * 3600
        + (of_day - 1) * span
        + i64::try_from(dice.below(span.unsigned_abs().max(1))).unwrap_or(0);
    day * DAY + second * SECOND
}

fn pick<'a, T>(dice: &mut Dice, list: &'a [T]) -> &'a T {
    let index = dice.index(list.len());
    // An index below the length is always there.
    &list[index]
}

/// `SplitMix64`: the same demo every time.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    fn uuid(&mut self) -> String {
        let (high, low) = (self.next().to_be_bytes(), self.next().to_be_bytes());
        let mut bytes = [0; 16];
        bytes
            .iter_mut()
            .zip(high.into_iter().chain(low))
            .for_each(|(to, from)| *to = from);
        ids::uuid_from(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(batches: u32, frozen: bool) -> Db {
        let db = Db::in_memory().unwrap();
        ensure_accounts(&db).unwrap();
        let seed = Seed {
            data: PathBuf::new(),
            batches,
            frozen,
        };
        fill(&db, &seed, 1_763_569_422 * SECOND).unwrap();
        db
    }

    fn count(db: &Db, sql: &str) -> i64 {
        db.now(|c| Ok(c.query_row(sql, [], |row| row.get(0))?))
            .unwrap()
    }

    #[test]
    fn shows_every_status_strategy_and_user_and_its_counts_agree() {
        let db = filled(60, true);
        assert_eq!(count(&db, "SELECT count(*) FROM batches"), 60);
        assert_eq!(count(&db, "SELECT count(DISTINCT status) FROM batches"), 6);
        assert_eq!(
            count(&db, "SELECT count(DISTINCT upload_type) FROM batches"),
            3
        );
        assert_eq!(count(&db, "SELECT count(DISTINCT user_id) FROM batches"), 3);
        assert_eq!(
            count(
                &db,
                "SELECT count(*) FROM batches WHERE (status = 'failed') != (error_message IS NOT NULL)"
            ),
            0
        );
        assert_eq!(count(&db, "SELECT max(sheet_count) FROM batches"), 11_404);
        let recoverable =
            "SELECT count(*) FROM batches WHERE status = 'failed' AND processed = sheet_count - 1";
        assert_eq!(
            count(&db, recoverable),
            1,
            "one failed when it was nearly done"
        );
        let disagree = "SELECT count(*) FROM batches b WHERE
            processed != (SELECT count(*) FROM sheets s WHERE s.batch_id = b.id AND s.status = 'completed')
            OR failed != (SELECT count(*) FROM sheets s WHERE s.batch_id = b.id AND s.status = 'failed')
            OR (status = 'completed' AND processed + failed != sheet_count)
            OR completed_at < created_at OR started_at < created_at";
        assert_eq!(count(&db, disagree), 0);
        assert_eq!(
            count(
                &db,
                "SELECT count(*) FROM sheets WHERE error_message IS NOT NULL AND status != 'failed'"
            ),
            0
        );
    }

    #[test]
    fn lies_in_the_past_weeks_in_office_hours() {
        let db = filled(60, false);
        let now = 1_763_569_422 * SECOND;
        assert_eq!(
            count(
                &db,
                &format!("SELECT count(*) FROM batches WHERE created_at > {now}")
            ),
            0
        );
        assert!(count(&db, "SELECT min(created_at) FROM batches") > now - 40 * DAY);
        assert_eq!(
            count(
                &db,
                "SELECT count(*) FROM batches WHERE id > 5 AND (created_at / 3600000000) % 24 NOT BETWEEN 7 AND 17"
            ),
            0
        );
    }
}
