//! What checks say of uploads: a verdict that comes late, and the same scans twice.

use leptos::prelude::*;
use preflight::report::Fingerprint;

use super::desk::Desk;
use crate::{
    upload::{
        preflight::{Late, late::Consequence},
        view::{Phase, UploadKey, UploadView},
    },
    words::{preflight as words, upload_progress},
};

impl Desk {
    /// See [`super::Uploads::hear_check`].
    pub fn hear_check(&self, key: UploadKey, print: Option<Fingerprint>, late: Option<Late>) {
        let changed = self.with_item(key, |item| {
            item.entry.fingerprint = item.entry.fingerprint.or(print);
            let accepted = item.late.as_ref().is_some_and(|late| late.accepted);
            let late = late.map(|late| Late { accepted, ..late });
            let changed = late.is_some() && item.late != late;
            if changed {
                item.late.clone_from(&late);
            }
            late.filter(|_| changed)
        });
        let (Some(late), Some(view)) = (changed.flatten(), self.shown_view(key)) else {
            return;
        };
        let pauses = late.consequence(&view.phase) == Consequence::Pause;
        if pauses {
            self.pause(key);
        }
        self.paint(key);
        if pauses {
            let problem = words::late_problem(&late);
            self.alert(upload_progress::alert(
                &view.name,
                &problem.cause,
                &problem.next,
            ));
        }
    }

    /// The person goes on in spite of what the check said.
    pub fn accept_check(&self, key: UploadKey) {
        self.with_item(key, |item| {
            if let Some(late) = &mut item.late {
                late.accepted = true;
            }
        });
    }

    /// Whether the person is asked about what the check said.
    pub fn is_asked(&self, key: UploadKey) -> bool {
        let late = self.with_item(key, |item| item.late.clone()).flatten();
        let phase = self.shown_view(key).map(|view| view.phase);
        late.zip(phase)
            .is_some_and(|(late, phase)| late.asks(&phase))
    }

    /// See [`super::Uploads::with_content`].
    pub fn with_content(&self, content: &[u8; 32]) -> Option<String> {
        let items = self.items.borrow();
        let same = items.values().find(|item| {
            let print = item.entry.fingerprint;
            let gone = item
                .view
                .with_untracked(|view| matches!(view.phase, Phase::Cancelled | Phase::Failed));
            !gone && print.is_some_and(|print| print.content == *content)
        });
        same.map(|item| item.entry.shown.clone())
    }

    /// What this tab does not know is in the journal, which all tabs share.
    pub async fn elsewhere_with_content(&self, content: [u8; 32]) -> Option<String> {
        let journal = self.journal.borrow().clone()?;
        let listing = journal.list().await.ok()?;
        let mut others = listing.kept.into_iter().filter(|kept| {
            let print = kept.entry.fingerprint;
            print.is_some_and(|print| print.content == content)
        });
        let known = |key: UploadKey| {
            let items = self.items.borrow();
            items
                .get(&key)
                .is_some_and(|item| item.entry.fingerprint.is_some())
        };
        others
            .find(|kept| !known(kept.entry.key))
            .map(|kept| kept.entry.shown)
    }
}

/// Puts what the check has found into what is shown.
pub(super) fn show(late: &Late, view: &mut UploadView) {
    if late.asks(&view.phase) {
        view.problem = Some(words::late_problem(late));
    } else if view.phase != Phase::Cancelled {
        let remark = words::late_remark(late);
        view.notice = Some(match view.notice.take() {
            Some(before) => format!("{before} {remark}"),
            None => remark,
        });
    }
}
