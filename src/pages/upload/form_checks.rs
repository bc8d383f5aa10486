//! The form and the checks of its files: when they begin, what they hold back, and what a click on an offer does.

use super::form::{Form, in_order};
use crate::components::error_summary::Fault;
use crate::components::file_list::{CHOSEN_HEADING, CHOSEN_ROWS};
use crate::components::page::{focus_id, focus_is_lost};
use crate::domain::Strategy;
use crate::state::checks::{Checks, Look, Stage, is_judged};
use crate::upload::chosen::{Checked, Chosen, Hold, Selection, problem};
use crate::upload::files::{Arrived, Picked};
use crate::upload::preflight::advice::propose;
use crate::upload::preflight::{Advice, Asked, Offer, advise};
use crate::upload::view::UploadKey;
use crate::words::preflight as words;
use crate::words::upload::named_problem;
use leptos::prelude::*;
use preflight::verdict::Verdict;

/// Id of the list of chosen files, where the points of one file stand.
const POINTS: &str = CHOSEN_ROWS;

/// Id of the box that lets all files with points through.
pub const ANYWAY: &str = "upload-all-anyway";

/// Stands for all images together, which are one batch and are checked as one.
pub const IMAGES: u32 = u32::MAX;

impl Form {
    /// Chooses a strategy for somebody who has not chosen one; what is said about it.
    pub(super) fn choose_for_person(self, arrived: &Arrived) -> Vec<String> {
        let names = arrived.files.iter().map(|file| file.facts.name.as_str());
        let fresh = !self.touched.get_untracked() && self.total_untracked() == 0;
        match propose(names) {
            Some(strategy) if fresh && self.strategy.get_untracked() != strategy => {
                self.strategy.set(strategy);
                vec![words::chose_images().to_owned()]
            }
            _ => Vec::new(),
        }
    }

    /// Begins to look into the archives that came last.
    pub(super) fn look_into(self, first_new: u32) {
        self.selection.with_untracked(|selection| {
            for row in selection.rows().iter().filter(|row| row.id >= first_new) {
                // What is wrong with it is said already.
                if problem(&row.facts, Strategy::ZipWithQr, self.limit).is_none() {
                    self.checks.archive(row.id, &row.file.file, row.facts.bytes);
                }
            }
        });
    }

    /// Looks at the images whenever they have changed, while their strategy is chosen.
    pub(super) fn look_at_images(self) {
        let strategy = self.strategy.get();
        if strategy.is_zip() {
            return self.checks.forget(IMAGES);
        }
        let (files, names): (Vec<_>, Vec<_>) = self.selection.with(|selection| {
            let good = |row: &&Chosen<Picked>| problem(&row.facts, strategy, self.limit).is_none();
            let mut rows: Vec<_> = selection.rows().iter().filter(good).collect();
            in_order(&mut rows, strategy);
            let named = |row: &Chosen<Picked>| {
                let (folder, name) = (&row.facts.folder, &row.facts.name);
                match folder.is_empty() {
                    true => name.clone(),
                    false => format!("{folder}/{name}"),
                }
            };
            rows.into_iter()
                .map(|row| (row.file.file.clone(), named(row)))
                .unzip()
        });
        match files.is_empty() {
            true => self.checks.forget(IMAGES),
            false => self.checks.images(IMAGES, files, names),
        }
    }

    /// What the check of a file says under what the form holds; `None` while there is no verdict. Follows changes.
    pub fn advice(self, id: u32) -> Option<Advice> {
        advice(self.checks, id, self.strategy.get(), self.task_id)
    }

    /// The uploads were confirmed: checks that are not through go on for them. `ids` are those of the files, in the same order.
    pub(super) fn follow(self, ids: &[u32], keys: &[UploadKey], strategy: Strategy) {
        for (id, key) in ids.iter().zip(keys) {
            let seen = untrack(|| self.advice(*id)).map_or_else(Vec::new, |advice| advice.points);
            let typed = self.task_id.get_untracked();
            self.checks.follow(*id, *key, strategy, typed, seen);
        }
    }

    /// What is known of a file, for its row: nothing while something else is wrong with it.
    pub fn look(self, id: u32) -> Option<Look> {
        self.checks.look(id)
    }

    /// Does what a button of a point offers.
    pub fn take(self, offer: &Offer) {
        match offer {
            Offer::Strategy(strategy) => {
                self.touched.set(true);
                self.strategy.set(*strategy);
            }
            Offer::TaskId(id) => self.task_id.set(id.clone()),
        }
        self.notices.say(words::offer_taken(offer));
        // The button is gone with its point.
        request_animation_frame(|| {
            if focus_is_lost() {
                focus_id(CHOSEN_HEADING);
            }
        });
    }

    /// Reads out the verdicts once all are there; answers what was said.
    pub(super) fn tell_verdicts(self, said: Option<String>) -> String {
        self.checks.judged().track();
        if !self.checks.all_judged() {
            return String::new();
        }
        let mut verdicts = Vec::new();
        let mut name = None;
        self.selection.with_untracked(|selection| {
            for row in selection.rows() {
                let advice = untrack(|| self.advice(row.id));
                if let Some(advice) = advice {
                    verdicts.push(advice.verdict);
                    name = Some(row.facts.name.clone());
                }
            }
        });
        if let Some(advice) = untrack(|| self.advice(IMAGES)) {
            verdicts.push(advice.verdict);
            name = Some(words::images_title().to_owned());
        }
        if verdicts.is_empty() {
            return String::new();
        }
        let text = words::said(name.as_deref(), &verdicts);
        if said.as_ref() != Some(&text) {
            self.notices.say(text.clone());
        }
        text
    }

    /// The files of the list that have points, and whether the person lets them through all the same. Follows changes.
    pub fn with_points(self) -> Vec<(u32, bool)> {
        let strategy = self.strategy.get();
        if !strategy.is_zip() {
            return Vec::new();
        }
        self.selection.with(|selection| {
            let good = |row: &&Chosen<Picked>| problem(&row.facts, strategy, self.limit).is_none();
            let rows = selection.rows().iter().filter(good);
            let open = |row: &Chosen<Picked>| {
                let advice = self.advice(row.id)?;
                let accepted = self.look(row.id).is_some_and(|look| look.accepted);
                matches!(advice.verdict, Verdict::Check(_)).then_some((row.id, accepted))
            };
            rows.filter_map(open).collect()
        })
    }

    /// Whether nothing but points that wait for the person holds the files back: that is no error.
    pub fn only_waits(self) -> bool {
        self.faults.with(|faults| {
            faults
                .iter()
                .all(|fault| fault.field == Some(ANYWAY) || fault.field == Some(POINTS))
        })
    }

    /// Files that are held back, for the summary of problems. Those that wait for the person are one entry.
    pub(super) fn held_faults(self, checked: &Checked) -> Vec<Fault> {
        let waiting = checked.waiting();
        let field = if self.with_points().len() > 1 {
            ANYWAY
        } else {
            POINTS
        };
        let waits = (waiting > 0).then(|| Fault {
            field: Some(field),
            text: words::waits(waiting),
        });
        let fault = |(id, _): &(u32, Hold)| {
            let name = match *id {
                IMAGES => words::images_title().to_owned(),
                id => self.selection.with_untracked(|selection| {
                    let row = selection.rows().iter().find(|row| row.id == id);
                    row.map(|row| row.facts.name.clone()).unwrap_or_default()
                }),
            };
            Fault {
                field: Some(CHOSEN_HEADING),
                text: named_problem(&name, &words::verdict(Verdict::Impossible)),
            }
        };
        let impossible = checked
            .held
            .iter()
            .filter(|(_, hold)| *hold == Hold::Impossible);
        let impossible = impossible.take(super::form::NAMED_FAULTS).map(fault);
        impossible.chain(waits).collect()
    }
}

fn advice(
    checks: Checks,
    id: u32,
    strategy: Strategy,
    task_id: RwSignal<String>,
) -> Option<Advice> {
    let look = checks.look(id)?;
    let ended = !matches!(look.stage, Stage::Looking(_));
    let report = look.report.as_ref().filter(|_| ended || is_judged(&look))?;
    let settings = checks.settings();
    let twin = checks.twin(id);
    Some(task_id.with(|typed| {
        advise(
            report,
            Asked {
                strategy,
                typed,
                settings: &settings,
                like: look.like.as_ref(),
                twin: twin.as_ref(),
            },
        )
    }))
}

/// Leaves out what its check holds back: what cannot be processed, and what has points that nobody has looked at.
pub(super) fn hold_back(
    checked: &mut Checked,
    selection: RwSignal<Selection<Picked>, LocalStorage>,
    checks: Checks,
    strategy: Strategy,
    task_id: RwSignal<String>,
    limit: u64,
) {
    let hold = |id: u32| {
        let accepted = checks.look(id).is_some_and(|look| look.accepted);
        match advice(checks, id, strategy, task_id)?.verdict {
            Verdict::Impossible => Some(Hold::Impossible),
            Verdict::Check(points) if !accepted => Some(Hold::Waits(points)),
            Verdict::Check(_) | Verdict::Ready => None,
        }
    };
    if !strategy.is_zip() {
        if let (true, Some(hold)) = (checked.files > 0, hold(IMAGES)) {
            checked.hold_all(IMAGES, hold);
        }
        return;
    }
    selection.with(|selection| {
        let good = |row: &&Chosen<Picked>| problem(&row.facts, strategy, limit).is_none();
        let rows = selection.rows().iter().filter(good);
        let held: Vec<(u32, Hold)> = rows
            .filter_map(|row| Some((row.id, hold(row.id)?)))
            .collect();
        let size = |id: u32| {
            let row = selection.rows().iter().find(|row| row.id == id);
            row.map_or(0, |row| row.facts.bytes)
        };
        checked.hold(held, strategy, size);
    });
}
