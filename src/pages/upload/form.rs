//! What stands in the form, and what its buttons do. Nothing is sent before "Upload"; then each draft is confirmed once.

use super::form_checks::{IMAGES, hold_back};
use crate::api::clock::monotonic_ms;
use crate::components::drop_zone::CHOOSE_BUTTON;
use crate::components::error_summary::Fault;
use crate::components::file_list::{CHOSEN_HEADING, FIRST_ROWS, FileAction, FileRow, MORE_ROWS};
use crate::components::page::focus_id;
use crate::components::task_id_field::TASK_ID_FIELD;
use crate::components::upload_queue::QUEUE_HEADING;
use crate::domain::natural_key;
use crate::domain::{Strategy, TaskId};
use crate::state::checks::Checks;
use crate::state::notices::Notices;
use crate::state::releases::Releases;
use crate::state::root::Root;
use crate::state::session::Session;
use crate::state::uploads::{Draft, Uploads, use_uploads};
use crate::upload::chosen::{Checked, Chosen, Hold, Selection, fits_another, problem};
use crate::upload::files::{Arrived, Picked};
use crate::upload::prefill::Prefill;
use crate::words::upload as words;
use leptos::prelude::*;

/// What the form's fields add to a request, at most, in bytes.
const FRAMING: u64 = 4_000;

/// Files named in the summary of problems; the rest is counted.
pub(super) const NAMED_FAULTS: usize = 5;
/// A second press within this time that finds nothing left to send belongs to the first: a double click, or Enter and a
/// click (F-46). Milliseconds.
const ONE_CLICK_MS: f64 = 1_000.0;

/// The form. `Copy`: it holds handles only.
#[derive(Clone, Copy)]
pub struct Form {
    /// How the scans are packed.
    pub strategy: RwSignal<Strategy>,
    /// As typed.
    pub task_id: RwSignal<String>,
    /// As typed.
    pub notes: RwSignal<String>,
    /// What the last press of "Upload" found wrong.
    pub faults: RwSignal<Vec<Fault>>,
    /// Said about the files that came last.
    pub remark: RwSignal<Option<String>>,
    /// What would be sent.
    pub checked: Memo<Checked>,
    /// Largest upload in bytes.
    pub limit: u64,
    /// Notes of uploads in chunks are lost on this server; the most bytes of one that travels whole.
    pub notes_lost_above: Option<u64>,
    /// What was found in the chosen files.
    pub checks: Checks,
    /// The person has chosen a strategy; until then the console may.
    pub touched: RwSignal<bool>,
    pub(super) selection: RwSignal<Selection<Picked>, LocalStorage>,
    shown: RwSignal<usize>,
    sent_at: StoredValue<f64>,
    uploads: Uploads,
    pub(super) notices: Notices,
}

impl Form {
    /// The form, without what the last visit found wrong. It belongs to the app's root, so that what was chosen outlives
    /// a look at another page. Signing out empties it: the next person must not find it (S-14).
    pub fn revisit() -> Self {
        let form = Root::keep(|| {
            let form = Self::new();
            Session::expect().at_sign_out(move || form.empty());
            Effect::new(move || form.look_at_images());
            // A test of this page alone has no releases.
            if let Some(releases) = use_context::<Releases>() {
                Effect::new(move || {
                    releases
                        .unsaved()
                        .set(form.selection.with(|s| !s.is_empty()));
                });
            }
            Effect::new(move |said: Option<String>| form.tell_verdicts(said));
            Effect::new(move || form.drop_settled_faults());
            form
        });
        form.faults.set(Vec::new());
        form.remark.set(None);
        form
    }

    /// An empty form with the most used strategy.
    fn new() -> Self {
        let client = Session::expect().client();
        let config = client.config();
        let limit = config.max_file_bytes;
        let whole = config.max_request_bytes.saturating_sub(FRAMING);
        let strategy = RwSignal::new(Strategy::ZipWithQr);
        let selection = RwSignal::new_local(Selection::default());
        let task_id = RwSignal::default();
        let checks = Checks::of(Session::expect());
        Self {
            strategy,
            task_id,
            notes: RwSignal::default(),
            faults: RwSignal::default(),
            remark: RwSignal::default(),
            checked: Memo::new(move |_| {
                let strategy = strategy.get();
                let mut checked = selection.with(|s| s.check(strategy, limit));
                hold_back(&mut checked, selection, checks, strategy, task_id, limit);
                checked
            }),
            limit,
            notes_lost_above: (!config.chunked_notes).then_some(whole),
            checks,
            touched: RwSignal::new(false),
            selection,
            shown: RwSignal::new(FIRST_ROWS),
            sent_at: StoredValue::new(f64::NEG_INFINITY),
            uploads: use_uploads(),
            notices: Notices::expect(),
        }
    }

    /// Takes over what was said of another upload.
    pub fn fill(self, prefill: Prefill) {
        if let Some(strategy) = prefill.strategy {
            self.strategy.set(strategy);
            self.touched.set(true);
        }
        self.task_id.set(prefill.task);
        self.notes.set(prefill.notes);
    }

    /// The notes that stand in the form would be lost with one of the chosen files; tracked.
    pub fn loses_notes(self) -> bool {
        self.notes_lost_above.is_some_and(|whole| {
            let has_notes = self.notes.with(|notes| !notes.trim().is_empty());
            let strategy = self.strategy.get();
            has_notes && self.selection.with(|s| s.goes_in_chunks(strategy, whole))
        })
    }

    /// Puts files on the list; what was there already is said.
    pub fn add(self, arrived: Arrived) {
        let came = arrived.files.len();
        let mut remarks = self.choose_for_person(&arrived);
        let before = self.checked.with_untracked(|c| c.problems.len());
        let mut added = 0;
        let first_new = self.selection.with_untracked(Selection::next_id);
        self.selection.update(|selection| {
            for file in arrived.files {
                added += usize::from(selection.add(file.facts.clone(), file));
            }
        });
        self.look_into(first_new);
        if came > added {
            remarks.push(words::duplicates(came - added));
        }
        remarks.extend(words::renamed(&arrived.renamed));
        remarks.extend(words::unreadable(&arrived.unreadable));
        if came == 0 && arrived.unreadable.is_empty() {
            remarks.push(words::no_files_dropped().to_owned());
        }
        let problems = self.checked.with_untracked(|c| c.problems.len());
        let remark = (!remarks.is_empty()).then(|| remarks.join(" "));
        let mut said = words::added(added, problems.saturating_sub(before));
        if let Some(remark) = &remark {
            said = format!("{said} {remark}");
        }
        self.remark.set(remark);
        if problems > before {
            self.notices.alert(said);
        } else {
            self.notices.say(said);
        }
    }

    /// Does what a button of the list says.
    pub fn act(self, action: FileAction) {
        self.remark.set(None);
        match action {
            FileAction::ShowMore => self.shown.update(|n| *n += MORE_ROWS),
            FileAction::Remove(id, name) => {
                self.retain(|row| row.id != id);
                self.notices.say(words::removed(&name));
            }
            FileAction::RemoveProblems => {
                self.keep_problems(false, &self.checked.get_untracked());
            }
            FileAction::Clear => self.clear_files(),
        }
    }

    /// All files on the list.
    pub fn total(self) -> usize {
        self.selection.with(|s| s.rows().len())
    }

    /// The same, without following.
    pub(super) fn total_untracked(self) -> usize {
        self.selection.with_untracked(|s| s.rows().len())
    }

    /// The rows to be shown: those with problems first, then the rest in the order in which it is sent.
    pub fn rows(self) -> Vec<FileRow> {
        let (strategy, limit, shown) = (self.strategy.get(), self.limit, self.shown.get());
        self.selection.with(|selection| {
            let (bad, mut good): (Vec<_>, Vec<_>) = selection
                .rows()
                .iter()
                .partition(|row| problem(&row.facts, strategy, limit).is_some());
            in_order(&mut good, strategy);
            let rows = bad.into_iter().chain(good).take(shown);
            rows.map(|row| FileRow {
                id: row.id,
                name: row.facts.name.clone(),
                folder: row.facts.folder.clone(),
                bytes: row.facts.bytes,
                problem: self.problem_text(row, strategy),
            })
            .collect()
        })
    }

    /// The error at the task id field: until what is typed is one.
    pub fn task_id_error(self) -> Option<String> {
        let fault = self.fault_at(TASK_ID_FIELD)?;
        self.task_id
            .with(|text| TaskId::parse(text).is_err())
            .then_some(fault)
    }

    /// The error at the drop zone: until there is something to send.
    pub fn files_error(self) -> Option<String> {
        let fault = self.fault_at(CHOOSE_BUTTON)?;
        self.checked
            .with(|c| c.files == 0 || c.too_large_together)
            .then_some(fault)
    }

    /// "Upload": checks everything, then confirms the drafts.
    pub fn submit(self) {
        // Never the wall clock: set back, it would take every click for the second one (F-22).
        let now = monotonic_ms();
        let nothing_left = self.checked.with_untracked(|c| c.files == 0);
        if nothing_left && now - self.sent_at.get_value() < ONE_CLICK_MS {
            return;
        }
        let strategy = self.strategy.get_untracked();
        let task = strategy
            .needs_task_id()
            .then(|| TaskId::parse(&self.task_id.get_untracked()));
        let faults = untrack(|| self.find_faults());
        if !faults.is_empty() {
            self.faults.set(faults);
            return;
        }
        self.sent_at.set_value(now);
        // Judged before: once they are uploads, the same files would be found among the uploads.
        let checked = self.checked.get_untracked();
        let (ids, drafts) = self.drafts(strategy, task.and_then(Result::ok));
        let keys = self.uploads.confirm(drafts);
        self.follow(&ids, &keys, strategy);
        self.faults.set(Vec::new());
        self.remark.set(None);
        self.task_id.set(String::new());
        self.notes.set(String::new());
        self.keep_problems(true, &checked);
        focus_id(QUEUE_HEADING);
    }

    /// What was said to be wrong and is not any more, is not said any longer; what is wrong now is said at the next press.
    fn drop_settled_faults(self) {
        let before = self.faults.get();
        if before.is_empty() {
            return;
        }
        let now = self.find_faults();
        let left: Vec<Fault> = before.iter().filter(|f| now.contains(f)).cloned().collect();
        if left.len() < before.len() {
            self.faults.set(left);
        }
    }

    /// What is wrong. Follows changes.
    fn find_faults(self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let at = |field, text| Fault {
            field: Some(field),
            text,
        };
        let (strategy, checked) = (self.strategy.get(), self.checked.get());
        if let Some(Err(error)) = strategy
            .needs_task_id()
            .then(|| self.task_id.with(|text| TaskId::parse(text)))
        {
            faults.push(at(TASK_ID_FIELD, words::task_id_problem(error)));
        }
        if checked.too_large_together {
            faults.push(at(
                CHOOSE_BUTTON,
                words::too_large_together(checked.bytes, self.limit),
            ));
        }
        if checked.files == 0 && checked.problems.is_empty() && checked.held.is_empty() {
            faults.push(at(
                CHOOSE_BUTTON,
                words::nothing_chosen(strategy).to_owned(),
            ));
        } else if checked.files == 0 {
            faults.extend(self.held_faults(&checked));
            self.selection.with(|selection| {
                for row in selection.rows().iter().take(NAMED_FAULTS) {
                    if let Some(text) = self.problem_text(row, strategy) {
                        faults.push(at(
                            CHOSEN_HEADING,
                            words::named_problem(&row.facts.name, &text),
                        ));
                    }
                }
            });
            let more = checked.problems.len().saturating_sub(NAMED_FAULTS);
            if more > 0 {
                faults.push(at(CHOSEN_HEADING, words::more_problems(more)));
            }
        }
        faults
    }

    /// What is sent, with the ids under which it was checked.
    fn drafts(self, strategy: Strategy, task: Option<TaskId>) -> (Vec<u32>, Vec<Draft>) {
        let notes = self.notes.get_untracked();
        let notes = Some(notes.trim())
            .filter(|notes| !notes.is_empty())
            .map(str::to_owned);
        self.selection.with_untracked(|selection| {
            let checked = self.checked.get_untracked();
            let good = |row: &&Chosen<Picked>| {
                problem(&row.facts, strategy, self.limit).is_none() && !checked.is_held(row.id)
            };
            let mut rows: Vec<_> = selection.rows().iter().filter(good).collect();
            in_order(&mut rows, strategy);
            if strategy.is_zip() {
                let draft = |row: &Chosen<Picked>| {
                    let files = vec![row.file.file.clone()];
                    let mut draft = Draft::new(files, strategy, task.clone(), notes.clone());
                    draft.handle.clone_from(&row.file.handle);
                    let look = self.checks.look_untracked(row.id);
                    draft.fingerprint = look.and_then(|look| look.report?.fingerprint);
                    draft
                };
                let ids = rows.iter().map(|row| row.id).collect();
                (ids, rows.into_iter().map(draft).collect())
            } else {
                let files = rows.into_iter().map(|row| row.file.file.clone()).collect();
                (vec![IMAGES], vec![Draft::new(files, strategy, task, notes)])
            }
        })
    }

    fn problem_text(self, row: &Chosen<Picked>, strategy: Strategy) -> Option<String> {
        let problem = problem(&row.facts, strategy, self.limit)?;
        let other = fits_another(&row.facts, strategy, self.limit);
        Some(words::file_problem(problem, strategy, other))
    }

    fn fault_at(self, field: &str) -> Option<String> {
        let found = |faults: &Vec<Fault>| {
            faults
                .iter()
                .find(|f| f.field == Some(field))
                .map(|f| f.text.clone())
        };
        self.faults.with(found)
    }

    fn keep_problems(self, keep: bool, checked: &Checked) {
        let (strategy, limit) = (self.strategy.get_untracked(), self.limit);
        self.retain(|row| {
            let hold = checked.held.iter().find(|(id, _)| *id == row.id);
            let kept = problem(&row.facts, strategy, limit).is_some() || hold.is_some();
            // Files that wait for the person are no problems: they stay either way.
            kept == keep || matches!(hold, Some((_, Hold::Waits(_))))
        });
        self.shown.set(FIRST_ROWS);
    }

    /// Takes rows off the list, and forgets what was found in them.
    fn retain(self, keep: impl Fn(&Chosen<Picked>) -> bool) {
        let gone: Vec<u32> = self.selection.with_untracked(|selection| {
            let rows = selection.rows().iter().filter(|row| !keep(row));
            rows.map(|row| row.id).collect()
        });
        self.selection.update(|selection| selection.retain(keep));
        for id in gone {
            self.checks.forget(id);
        }
    }

    fn empty(self) {
        self.strategy.set(Strategy::ZipWithQr);
        self.touched.set(false);
        self.task_id.set(String::new());
        self.notes.set(String::new());
        self.faults.set(Vec::new());
        self.remark.set(None);
        self.clear_files();
        self.checks.end();
    }

    fn clear_files(self) {
        self.selection.set(Selection::default());
        self.checks.clear();
        self.shown.set(FIRST_ROWS);
    }
}

/// Images are read in the order in which people count pages; ZIPs are sent as they were chosen.
pub(super) fn in_order(rows: &mut [&Chosen<Picked>], strategy: Strategy) {
    if !strategy.is_zip() {
        rows.sort_by_cached_key(|row| {
            (natural_key(&row.facts.folder), natural_key(&row.facts.name))
        });
    }
}
